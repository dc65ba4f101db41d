//! From the blocks of a page to pieces: title, byline, text, captions; the rest is boilerplate.

use super::walk::Block;
use crate::document::{Role, Source};
use crate::load::clutter;
use crate::load::piece::{Piece, ends_sentence, one_line};

/// Running text has at least so many words.
const PROSE: usize = 10;

/// A byline has no more words than this.
const BYLINE: usize = 24;

/// How far behind the first block of the text a byline can stand, in blocks.
const REACH: usize = 3;

/// Gives every block its role.
pub fn assign(blocks: &[Block], source: &Source) -> Vec<Piece> {
    let inside = |block: &Block| block.article * 2 >= block.ink && !block.hidden && !block.scriptless;
    let first = blocks.iter().position(|block| inside(block) && !block.heading).unwrap_or(0);
    let last = blocks.iter().rposition(inside).unwrap_or(0);
    let title = title(blocks, source.title.as_deref(), first);
    let start = title.map_or(first, |title| title.min(first));
    let role = |(at, block): (usize, &Block)| {
        let words = block.words.clone();
        if block.hidden || block.scriptless {
            return Piece::sure(Role::Boilerplate, words);
        }
        if Some(at) == title {
            return Piece::sure(Role::Title, words);
        }
        if at + 2 >= start && at <= first + REACH && is_byline(block, source) {
            return Piece::sure(Role::Byline, words);
        }
        match (inside(block), block.heading, block.role) {
            (true, true, _) if !block.furniture => judged(Role::Heading, words),
            (true, _, Some(role)) => Piece::likely(role, words),
            (true, ..) => Piece::open(words),
            (false, _, Some(Role::Caption)) if !block.furniture && at > start && at < last => {
                Piece::sure(Role::Caption, words)
            }
            _ if at > first && at < last && is_prose(block) => judged(Role::Body, words),
            _ => Piece::sure(Role::Boilerplate, words),
        }
    };
    blocks.iter().enumerate().map(role).collect()
}

/// Takes the headline on the page for the title, where the page's own title only adds the name of the outlet.
pub fn settle_title(pieces: &[Piece], source: &mut Source) {
    let shown = pieces.iter().find(|piece| piece.role == Role::Title).map(|piece| one_line(&piece.words));
    let adds = |shown: &String| source.title.as_deref().is_none_or(|title| key(title).contains(&key(shown)));
    if let Some(shown) = shown.filter(adds) {
        source.title = Some(shown);
    }
}

/// Tells whether a block reads as running text that the page does not set apart: sentences, hardly any links.
///
/// Such a block between two others of the article belongs to it, even where the search left it out.
pub fn is_prose(block: &Block) -> bool {
    let words = || block.words.split_whitespace();
    let enough = words().count() >= PROSE || block.words.chars().filter(|c| *c >= '\u{2e80}').count() >= 2 * PROSE;
    !block.furniture
        && !block.hidden
        && !block.scriptless
        && block.linked * 3 < block.ink
        && enough
        && ends_sentence(&block.words)
}

/// A role that the markup gives, unless the words say that it is the page's.
fn judged(role: Role, words: String) -> Piece {
    match clutter::role(&words) {
        Some(Role::Boilerplate) => Piece::sure(Role::Boilerplate, words),
        _ => Piece::sure(role, words),
    }
}

/// Finds the headline: the heading with the words of the page's title, or the last `h1` before the text.
fn title(blocks: &[Block], title: Option<&str>, first: usize) -> Option<usize> {
    let candidates =
        || blocks.iter().enumerate().filter(|(_, block)| block.heading && !block.hidden && !block.furniture);
    let wanted = title.map(key).filter(|key| !key.is_empty());
    let same = wanted.as_ref().and_then(|wanted| candidates().find(|(_, block)| key(&block.words) == *wanted));
    let alike = || {
        let wanted = wanted.as_ref()?;
        candidates().find(|(_, block)| {
            let own = key(&block.words);
            own.len() >= 12 && (wanted.contains(&own) || own.contains(wanted.as_str()))
        })
    };
    let above = || candidates().rfind(|(at, block)| block.first && *at <= first);
    let any = || candidates().find(|(_, block)| block.first);
    same.or_else(alike).or_else(above).or_else(any).map(|(at, _)| at)
}

fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_byline(block: &Block, source: &Source) -> bool {
    let words = one_line(&block.words);
    if block.heading || words.split_whitespace().count() > BYLINE {
        return false;
    }
    let named = source.byline.as_deref().map(key).filter(|name| name.len() >= 5);
    let is_named = named.is_some_and(|name| key(&words).contains(&name)) && !ends_sentence(&words);
    let marked =
        block.byline && !block.furniture && (!ends_sentence(&words) || words.split_whitespace().count() < PROSE);
    marked || is_named || clutter::is_byline(&words) || clutter::is_signed(&words) || clutter::is_date(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(words: &str, article: bool) -> Block {
        let ink = words.chars().filter(|c| !c.is_whitespace()).count();
        Block { words: words.to_owned(), ink, article: if article { ink } else { 0 }, ..Block::default() }
    }

    #[test]
    fn a_paragraph_left_out_in_the_middle_of_the_article_is_taken_back() {
        let lost = "The money had been put aside for a library that nobody ever saw, the clerk said.";
        let blocks =
            [block(lost, true), block(lost, false), block("Load more", false), block(lost, true), block(lost, false)];
        let roles: Vec<Role> = assign(&blocks, &Source::default()).into_iter().map(|piece| piece.role).collect();
        assert_eq!(roles, [Role::Body, Role::Body, Role::Boilerplate, Role::Body, Role::Boilerplate]);
    }

    #[test]
    fn the_heading_with_the_words_of_the_title_is_the_title() {
        let heading = |words: &str| Block { heading: true, first: true, ..block(words, false) };
        let blocks = [heading("Orrin Post"), heading("Pier closed!"), block("Text of the story.", true)];
        assert_eq!(title(&blocks, Some("Pier closed"), 2), Some(1));
        assert_eq!(title(&blocks, None, 2), Some(1));
    }
}
