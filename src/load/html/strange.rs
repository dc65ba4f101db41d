//! What stands inside the article of a page and is none of it: overlaid notices, links, repeated words, other articles.

use std::collections::{HashMap, HashSet};

use super::article::LEAST;
use super::roles::{PROSE, is_prose, key};
use super::walk::Block;
use crate::document::Role;
use crate::load::clutter::{self, holds_speech};
use crate::load::piece::{ends_sentence, is_linked};

/// The most quotations set apart that are looked for in the text; a page with more of them is a list of quotations.
const PULLED: usize = 100;

/// Words repeated from the text are at least so many letters; fewer may stand there by chance.
const REPEATED: usize = 12;

/// An item that is mostly a link has no more words than this.
const ITEM: usize = 6;

/// An offer between two paragraphs has no more words than this.
const OFFER: usize = 80;

/// The paragraphs of a text are alike if so many of a hundred of their characters stand in paragraphs of one kind, at
/// least so many paragraphs.
const ALIKE: (usize, usize) = (70, 4);

/// A paragraph that is taken back stands no more blocks than this from one of the article.
const REACH: usize = 8;

/// So few paragraphs are enough where others of the kind are only taken back.
const FEW: usize = 1;

/// A line that says who wrote the article has no more words than this.
const SIGNED: usize = 8;

/// What is said of who wrote the article has no more words than this.
const LIFE: usize = 60;

/// So many blocks at either end of the article may say who wrote it.
const ENDS: usize = 3;

/// The most work of looking for the blocks of a page in its data, in letters times blocks: it takes a tenth of a second.
const SEARCH: usize = 200_000_000;

/// Of so many paragraphs no more than one may be nothing but a link, or the page is a list of them.
const LINKED: usize = 5;

/// Takes such blocks out of the article; `title` is the place of the headline. Returns how many other articles there
/// were.
pub fn part(blocks: &mut [Block], title: Option<usize>, byline: Option<&str>) -> usize {
    rest(blocks);
    answers(blocks);
    notices(blocks);
    let others = title.map_or(0, |title| other_articles(blocks, title));
    for at in pulled(blocks) {
        leave_out(&mut blocks[at]);
    }
    offers(blocks);
    lives(blocks, byline);
    links(blocks);
    others
}

/// Takes back what the search left out, though the page's own data give it as part of the article.
pub fn given(blocks: &mut [Block], body: &str) {
    let body = key(body);
    let is_cheap = body.len() * blocks.len() <= SEARCH;
    if body.len() < LEAST || !is_cheap || blocks.iter().all(|block| block.article == 0) {
        return;
    }
    let is_given = |block: &Block| is_prose(block) && body.contains(&key(&block.words));
    blocks.iter_mut().filter(|block| block.article == 0 && is_given(block)).for_each(|block| block.article = block.ink);
}

fn leave_out(block: &mut Block) {
    block.article = 0;
    block.frame.furniture = true;
}

/// Shares, sign-up forms and notices laid over the page, unless hardly any running text would remain.
fn notices(blocks: &mut [Block]) {
    let all: usize = blocks.iter().map(|block| block.article).sum();
    let rest: usize = blocks.iter().filter(|block| !block.frame.firm).map(|block| block.article).sum();
    if rest * 3 >= all {
        blocks.iter_mut().filter(|block| block.frame.firm).for_each(|block| block.article = 0);
    }
}

/// Takes back paragraphs that the search left out, though they are of the one kind that the article's are.
fn rest(blocks: &mut [Block]) {
    let Some(kin) = common_kin(blocks, FEW) else { return };
    let is_kin = |block: &Block| block.frame.kin == kin && block.frame.named && is_prose(block);
    let Some(own) = blocks.iter().find(|block| block.article > 0 && is_kin(block)).map(|block| block.frame.article)
    else {
        return;
    };
    let is_left = |block: &Block| block.article == 0 && is_kin(block) && block.frame.article == own;
    let take = |near: &mut Option<usize>, at: usize, block: &mut Block| {
        if near.is_some_and(|near| at.abs_diff(near) <= REACH) && is_left(block) {
            block.article = block.ink;
        }
        *near = if block.article > 0 { Some(at) } else { *near };
    };
    let mut near = None;
    blocks.iter_mut().enumerate().for_each(|(at, block)| take(&mut near, at, block));
    let mut near = None;
    blocks.iter_mut().enumerate().rev().for_each(|(at, block)| take(&mut near, at, block));
}

/// What readers answered, unless hardly anything would remain.
fn answers(blocks: &mut [Block]) {
    let rest: usize = blocks.iter().filter(|block| !block.frame.thread).map(|block| block.article).sum();
    let first = blocks.iter().find(|block| block.article > 0 && is_prose(block));
    if rest >= LEAST && first.is_some_and(|first| !first.frame.thread) {
        blocks.iter_mut().filter(|block| block.frame.thread).for_each(leave_out);
    }
}

/// Other articles with a headline of their own, which a page adds below its first; returns how many there are.
fn other_articles(blocks: &mut [Block], title: usize) -> usize {
    let (own, headline) = (blocks[title].frame.article, key(&blocks[title].words));
    let text: usize = blocks.iter().filter(|block| block.frame.article == own).map(|block| block.article).sum();
    if own == 0 || text < LEAST {
        return 0;
    }
    let is_other = |block: &&Block| {
        block.frame.first && block.frame.article != own && block.frame.article != 0 && key(&block.words) != headline
    };
    let others: HashSet<usize> = blocks.iter().filter(is_other).map(|block| block.frame.article).collect();
    blocks.iter_mut().filter(|block| others.contains(&block.frame.article)).for_each(leave_out);
    others.len()
}

/// What a page says of the one who wrote the article, before it or behind it: it begins with the name, or is little more.
fn lives(blocks: &mut [Block], byline: Option<&str>) {
    let names: Vec<String> = clutter::names(byline.unwrap_or_default()).iter().map(|name| key(name)).collect();
    let is_text = |block: &Block| !block.frame.heading && block.frame.role.is_none();
    let text: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].article > 0 && is_text(&blocks[*at])).collect();
    if text.len() <= 2 * ENDS {
        return;
    }
    let last = text.len() - ENDS;
    for at in text[..ENDS].iter().chain(&text[last..]) {
        let block = &blocks[*at];
        let (words, own) = (block.words.split_whitespace().count(), key(&block.words));
        let is_life = names.iter().any(|name| own.starts_with(name)) && (SIGNED..=LIFE).contains(&words);
        let is_named = names.iter().any(|name| own.contains(name));
        let is_signed = is_named && words <= SIGNED && !ends_sentence(&block.words);
        // Without a name it is told by where to write to.
        let is_address = at >= &text[last] && words <= LIFE && ends_sentence(&block.words);
        let is_address = is_address && clutter::holds_address(&block.words);
        if ((is_life || is_address) && !holds_speech(&block.words)) || is_signed {
            leave_out(&mut blocks[*at]);
        }
    }
}

/// Short lines of links, and lists of nothing else that no sentence announces, unless the page has nothing else.
fn links(blocks: &mut [Block]) {
    if !blocks.iter().any(|block| block.article > 0 && is_prose(block)) {
        return;
    }
    let mut announced = false;
    let mut gone = linked_sentences(blocks);
    let mut before = false;
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| block.article > 0) {
        let frame = &block.frame;
        let all = is_linked(&block.words, block.linked) && !frame.heading && !ends_sentence(&block.words);
        let most = frame.role.is_none() && !frame.heading && block.linked * 2 > block.ink && !is_prose(block);
        let is_item = frame.role == Some(Role::List);
        let is_short = block.linked * 2 >= block.ink && block.words.split_whitespace().count() <= ITEM;
        let is_headline = before && is_linked(&block.words, block.linked) && frame.heading;
        before = clutter::heads_teasers(&block.words);
        if (all && frame.role.is_none())
            || is_headline
            || ((all || is_short) && is_item && !announced && !ends_sentence(&block.words))
            || (most && !ends_sentence(&block.words))
        {
            gone.push(at);
        }
        announced = block.words.trim_end().ends_with([':', '：']) || (announced && is_item);
    }
    gone.sort_unstable();
    gone.dedup();
    gone.iter().for_each(|at| blocks[*at].article = 0);
    headless(blocks, &gone);
}

/// Paragraphs that are a link from their first word to their last, where the others are none.
fn linked_sentences(blocks: &[Block]) -> Vec<usize> {
    let is_text = |block: &Block| block.article > 0 && block.frame.role.is_none() && !block.frame.heading;
    let all: Vec<usize> = (0..blocks.len()).filter(|at| is_text(&blocks[*at])).collect();
    let is_link = |at: &usize| is_linked(&blocks[*at].words, blocks[*at].linked) && !blocks[*at].frame.quoted;
    let linked: Vec<usize> = all.iter().copied().filter(is_link).collect();
    if linked.len() * LINKED <= all.len() { linked } else { Vec::new() }
}

/// Headings over lists of links that are gone, where no text follows them before the next heading.
fn headless(blocks: &mut [Block], gone: &[usize]) {
    let is_gone: HashSet<usize> = gone.iter().copied().collect();
    // Of a list the first line stands below the heading.
    for first in gone.iter().filter(|at| !at.checked_sub(1).is_some_and(|before| is_gone.contains(&before))) {
        let Some(heading) = first.checked_sub(1).filter(|at| blocks[*at].article > 0 && blocks[*at].frame.heading)
        else {
            continue;
        };
        let after = (*first..blocks.len()).find(|after| blocks[*after].article > 0);
        if after.is_none_or(|after| blocks[after].frame.heading) {
            blocks[heading].article = 0;
        }
    }
}

/// Paragraphs of another kind than nearly all others, a few together, with a line of links or the words of an appeal among
/// them: sign-up forms, offers and the like, which a page sets between the paragraphs of its article or behind them.
fn offers(blocks: &mut [Block]) {
    let Some(kin) = common_kin(blocks, ALIKE.1) else { return };
    let is_text = |block: &Block| block.article > 0 && (block.frame.kin == kin || block.frame.role.is_some());
    let is_first = |block: &Block| block.article > 0 && block.frame.kin == kin;
    let first = blocks.iter().position(is_first).unwrap_or(0);
    appeals_above(blocks, first);
    let texts: Vec<usize> = (first..blocks.len()).filter(|at| is_text(&blocks[*at])).collect();
    let ends = texts.iter().skip(1).copied().chain([blocks.len()]);
    for (start, end) in texts.iter().copied().zip(ends) {
        let is_in = |at: &usize| blocks[*at].article > 0;
        let mut run: Vec<usize> = (start + 1..end).filter(is_in).collect();
        // A heading at the end belongs to what follows.
        while run.last().is_some_and(|at| blocks[*at].frame.heading) {
            run.pop();
        }
        let appeals = |at: &usize| clutter::appeals(&blocks[*at].words);
        if end == blocks.len() {
            // Behind the last paragraph more may follow that belongs to it.
            run.drain(..run.iter().position(appeals).unwrap_or(run.len()));
        }
        let words: usize = run.iter().map(|at| blocks[*at].words.split_whitespace().count()).sum();
        let is_button =
            |at: usize| is_linked(&blocks[at].words, blocks[at].linked) && !ends_sentence(&blocks[at].words);
        let is_said = |at: &usize| blocks[*at].frame.quoted || holds_speech(&blocks[*at].words);
        let is_long = |at: &usize| blocks[*at].words.split_whitespace().count() >= PROSE;
        let asks = ((start + 1..end).any(is_button) || run.iter().any(appeals)) && run.iter().any(is_long);
        if asks && words <= OFFER && !run.iter().any(is_said) {
            run.iter().for_each(|at| leave_out(&mut blocks[*at]));
        }
    }
}

/// Appeals above the first paragraph of the article, with the headings they have.
fn appeals_above(blocks: &mut [Block], first: usize) {
    for at in 0..first {
        let block = &blocks[at];
        if block.article > 0 && !block.frame.heading && !block.frame.quoted && clutter::appeals(&block.words) {
            leave_out(&mut blocks[at]);
            let above = (0..at).rev().find(|above| blocks[*above].article > 0);
            above.filter(|above| blocks[*above].frame.heading).into_iter().for_each(|at| leave_out(&mut blocks[at]));
        }
    }
}

/// What nearly all paragraphs of the article call themselves, if they do; they are at least so many.
fn common_kin(blocks: &[Block], least: usize) -> Option<u64> {
    let prose = || blocks.iter().filter(|block| block.article > 0 && block.frame.role.is_none() && is_prose(block));
    let mut kinds: HashMap<u64, (usize, usize)> = HashMap::new();
    for block in prose() {
        let (ink, count) = kinds.entry(block.frame.kin).or_default();
        (*ink, *count) = (*ink + block.ink, *count + 1);
    }
    let all: usize = prose().map(|block| block.ink).sum();
    let (kin, _) = kinds.into_iter().find(|(_, (ink, count))| ink * 100 >= all * ALIKE.0 && *count >= least)?;
    Some(kin)
}

/// Finds the quotations set apart whose words stand in the text as well, to draw the eye.
fn pulled(blocks: &[Block]) -> Vec<usize> {
    let is_apart = |block: &Block| block.article > 0 && (block.frame.quoted || block.frame.furniture);
    let apart: Vec<usize> = (0..blocks.len()).filter(|at| is_apart(&blocks[*at])).take(PULLED).collect();
    if apart.is_empty() {
        return apart;
    }
    let text: String =
        blocks.iter().filter(|block| block.article > 0 && !is_apart(block)).map(|b| key(&b.words)).collect();
    let repeats =
        |at: &usize| Some(key(&blocks[*at].words)).is_some_and(|own| own.len() >= REPEATED && text.contains(&own));
    apart.into_iter().filter(repeats).collect()
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn block(words: &str, frame: Frame) -> Block {
        let ink = words.chars().filter(|c| !c.is_whitespace()).count();
        Block { words: words.to_owned(), ink, article: ink, linked: 0, frame }
    }

    const PROSE: &str = "The harbour master told the council that the pier would stay closed, for now, until May.";

    fn kept(blocks: &mut [Block], title: Option<usize>) -> Vec<bool> {
        part(blocks, title, None);
        blocks.iter().map(|block| block.article > 0).collect()
    }

    #[test]
    fn notices_go_unless_the_article_is_in_them() {
        let firm = Frame { firm: true, furniture: true, ..Frame::default() };
        assert_eq!(kept(&mut [block(PROSE, Frame::default()), block(PROSE, firm)], None), [true, false]);
        assert_eq!(kept(&mut [block("Pier", Frame::default()), block(PROSE, firm)], None), [true, true]);
    }

    #[test]
    fn another_article_with_its_headline_goes() {
        let of = |article, first| Frame { article, first, heading: first, ..Frame::default() };
        let mut blocks = [
            block("Pier closed", of(1, true)),
            block(&PROSE.repeat(3), of(1, false)),
            block("Dog found", of(2, true)),
            block(PROSE, of(2, false)),
            block(PROSE, of(3, false)),
        ];
        assert_eq!(kept(&mut blocks, Some(0)), [true, true, false, false, true]);
        let mut again = [block("Dog found", of(1, true)), block("Dog found", of(2, true)), block(PROSE, of(2, false))];
        assert_eq!(kept(&mut again, Some(0)), [true, true, true]);
    }

    #[test]
    fn who_wrote_the_article_is_no_part_of_it() {
        let long = format!("Ines Mora {}", &PROSE[4..]);
        let mut words = [PROSE; 9];
        (words[1], words[7], words[8]) = (long.as_str(), "Ines Mora, in Port Levan", long.as_str());
        let mut blocks: Vec<Block> = words.iter().map(|words| block(words, Frame::default())).collect();
        part(&mut blocks, None, Some("By Ines Mora and Jon Rask"));
        let gone: Vec<usize> = (0..9).filter(|at| blocks[*at].article == 0).collect();
        assert_eq!(gone, [1, 7, 8]);
        let mut quoted: Vec<Block> = [PROSE; 9].iter().map(|words| block(words, Frame::default())).collect();
        quoted[8] =
            block("Ines Mora said: “I never wrote that the pier would stay closed until May.”", Frame::default());
        part(&mut quoted, None, Some("Ines Mora"));
        assert!(quoted.iter().all(|block| block.article > 0), "speech is never folded");
    }

    #[test]
    fn appeals_between_paragraphs_of_another_kind_go() {
        let of = |kin| Frame { kin, named: true, ..Frame::default() };
        let appeal = "Like what you read? Four people and a dog write it: chip in, and keep us going.";
        let speech = "“I would chip in, and I would do so every month,” said the man with the dog.";
        for (words, stays) in [(appeal, false), (PROSE, true), (speech, true)] {
            let mut blocks: Vec<Block> = (0..6).map(|_| block(PROSE, of(1))).collect();
            blocks[3] = block(words, of(2));
            assert_eq!(kept(&mut blocks, None)[3], stays, "{words}");
            assert!(kept(&mut [block(words, of(1))], None)[0], "{words}");
        }
    }

    #[test]
    fn paragraphs_that_are_links_go_where_the_others_are_none() {
        let link = |words: &str| Block { linked: block(words, Frame::default()).ink, ..block(words, Frame::default()) };
        let mut blocks: Vec<Block> = (0..7).map(|_| block(PROSE, Frame::default())).collect();
        blocks[3] = link(PROSE);
        assert_eq!(kept(&mut blocks, None).iter().filter(|kept| !**kept).count(), 1);
        assert_eq!(kept(&mut [link(PROSE), link(PROSE), block(PROSE, Frame::default())], None), [true; 3]);
    }

    #[test]
    fn what_the_data_of_a_page_give_is_taken_back() {
        let mut blocks: Vec<Block> = (0..4).map(|_| block(PROSE, Frame::default())).collect();
        blocks[2].article = 0;
        let other = "Eleven barges wait below the lock, and three of them carry wheat that will not keep.";
        blocks.push(Block { article: 0, ..block(other, Frame::default()) });
        given(&mut blocks, &PROSE.repeat(4));
        let kept: Vec<bool> = blocks.iter().map(|block| block.article > 0).collect();
        assert_eq!(kept, [true, true, true, true, false]);
    }

    #[test]
    fn words_pulled_out_of_the_text_are_repeated_there() {
        let quoted = Frame { quoted: true, ..Frame::default() };
        let mut blocks = [
            block(PROSE, Frame::default()),
            block("“The pier would stay closed”", quoted),
            block("“We never looked”", quoted),
        ];
        assert_eq!(kept(&mut blocks, None), [true, false, true]);
    }
}
