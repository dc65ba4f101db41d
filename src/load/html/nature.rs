//! What sort of page it is, where the reader must know: cut off by a paywall, kept up to date, several articles in one.

use dom_query::Document as Page;
use serde_json::Value;

use super::roles::{self, clock, is_prose};
use super::walk::Block;
use crate::load::clutter;
use crate::load::piece::{Reading, ends_sentence};

/// A list of entries with so many times of day before them is kept up to date.
const ENTRIES: usize = 3;

/// Behind the article so many blocks are looked at for a word about paying.
const BEHIND: usize = 12;

/// The elements of articles that a page sets one below the other.
const POSTS: &str = ".hentry, .h-entry, [itemtype$='/BlogPosting'], [itemtype$='/NewsArticle'], [itemtype$='/Article']";

/// Says what the reader must know of the page; `others` articles below the first were left out.
pub fn tell(page: &Page, blocks: &[Block], told: &[Value], others: usize, reading: &mut Reading) {
    hidden(blocks, reading);
    let is_live = live(page, blocks, told, reading);
    paywall(blocks, told, reading);
    if others > 0 {
        let text = if others == 1 {
            "Below this article the page holds another one, which is folded. To compare it, save the page it has of its own."
        } else {
            "Below this article the page holds other articles, which are folded. To compare one, save the page it has of its own."
        };
        reading.notice(text);
    } else if !is_live {
        several(page, blocks, reading);
    }
}

/// How much of the page is there and not shown.
fn hidden(blocks: &[Block], reading: &mut Reading) {
    let is_text = |block: &Block| block.article > 0 && is_prose(block);
    let first = blocks.iter().position(is_text).unwrap_or(0);
    let last = blocks.iter().rposition(is_text).map_or(0, |last| last + 1);
    let words = |blocks: &[Block]| -> usize {
        let hidden = blocks.iter().filter(|block| block.frame.hidden && !block.frame.furniture);
        hidden.map(|block| block.words.split_whitespace().count()).sum()
    };
    let all: usize =
        blocks.iter().filter(|block| block.frame.hidden).map(|block| block.words.split_whitespace().count()).sum();
    if all == 0 {
        return;
    }
    let count = |words: usize| if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
    let amidst = match words(blocks.get(first..last).unwrap_or_default()) {
        0 => String::new(),
        some => format!(", {some} of them between the paragraphs of the article"),
    };
    reading.notice(format!(
        "The page holds {} that a browser does not show{amidst}; folded with the clutter. Unfold it to see them.",
        count(all)
    ));
}

/// A page to which entries are added as things happen.
fn live(page: &Page, blocks: &[Block], told: &[Value], reading: &mut Reading) -> bool {
    let is_kind = |data: &Value| data.get("@type").map(Value::to_string).is_some_and(|kind| kind.contains("LiveBlog"));
    let is_said = told.iter().any(is_kind) || page.select("[itemtype$='/LiveBlogPosting']").exists();
    let stamps = blocks.iter().filter(|block| block.article > 0 && roles::is_stamp(block));
    let times: Vec<u32> = stamps.filter_map(|block| clock(&block.words)).collect();
    let falls = times.len() >= ENTRIES && times.windows(2).all(|pair| pair[0] >= pair[1]);
    let rises = times.len() >= ENTRIES && times.windows(2).all(|pair| pair[0] <= pair[1]);
    // Entries that come later stand first only where entries are added.
    if !(is_said || falls) {
        return false;
    }
    let order = match (falls, rises) {
        (true, false) => " The newest entry stands first.",
        (false, true) => " The oldest entry stands first.",
        _ => "",
    };
    reading.notice(format!(
        "This page is a live blog, to which entries are added and from which older ones may be missing.{order} What \
         is not here may have stood there at another time."
    ));
    true
}

/// An article of which only the beginning is shown to those who do not pay.
fn paywall(blocks: &[Block], told: &[Value], reading: &mut Reading) {
    let is_no = |value: &Value| {
        value.as_bool() == Some(false) || value.as_str().is_some_and(|word| word.eq_ignore_ascii_case("false"))
    };
    let is_said = told.iter().any(|data| data.get("isAccessibleForFree").is_some_and(is_no));
    let is_text = |block: &Block| {
        let frame = &block.frame;
        block.article > 0 && !frame.heading && !frame.wall && frame.role.is_none() && block.linked * 2 < block.ink
    };
    let is_text = |block: &Block| is_text(block) && !clutter::asks_for_pay(&block.words);
    let Some(last) = blocks.iter().rposition(is_text) else { return };
    let is_wall = |block: &Block| {
        !block.frame.hidden && ((block.frame.wall && block.article == 0) || clutter::asks_for_pay(&block.words))
    };
    let is_shown = blocks.iter().skip(last.saturating_sub(2)).take(BEHIND).any(is_wall);
    let is_cut = !ends_sentence(&blocks[last].words);
    if is_cut && (is_said || is_shown) {
        reading.notice(
            "The article breaks off: the rest is behind a paywall. What is missing here may stand in the full article; \
             save the page again after signing in.",
        );
    } else if is_shown || is_said {
        reading.notice(
            "The page says that the full article is behind a paywall. Check that it ends where the article ends; what is \
             missing here may stand in the rest.",
        );
    }
}

/// Several articles below each other, none of which is the article of the page.
fn several(page: &Page, blocks: &[Block], reading: &mut Reading) {
    let posts = page.select(POSTS);
    let posts: Vec<String> = posts.nodes().iter().map(|node| roles::key(&node.text())).collect();
    let prose =
        || blocks.iter().filter(|block| block.article > 0 && is_prose(block)).map(|block| roles::key(&block.words));
    let holds = |post: &&String| prose().any(|prose| post.contains(&prose));
    let apart = posts.iter().filter(holds).count();
    // A post that holds the others is the list of them, or the article with its parts.
    let is_nested = posts.iter().any(|post| prose().all(|prose| post.contains(&prose)));
    if apart > 1 && !is_nested {
        reading.notice(format!(
            "The page holds {apart} articles, shown here as one text. To compare one of them, save the page it has of its own."
        ));
    }
}
