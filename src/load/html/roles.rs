//! From the blocks of a page to pieces: title, byline, text, captions; the rest is boilerplate.

use super::walk::Block;
use crate::document::{Aside, Role, Source};
use crate::load::clutter;
use crate::load::piece::{Piece, ends_sentence, is_linked, one_line};

/// Running text has at least so many words.
pub const PROSE: usize = 10;

/// A byline has no more words than this.
const BYLINE: usize = 24;

/// The time of an entry has no more words than this.
const STAMP: usize = 6;

/// Signs that a page writes before items which it does not mark as such.
const BULLETS: [char; 6] = ['•', '·', '▪', '‣', '●', '◦'];

/// Words over the text that sum it up are at least so many.
const LEAD: usize = 4;

/// The words under a picture are no more than this.
const CAPTION: usize = 80;

/// How far behind the first block of the text a byline can stand, in blocks.
const REACH: usize = 3;

/// Gives every block its role.
///
/// `title` is the place of the headline.
pub fn assign(blocks: &[Block], title: Option<usize>, source: &Source) -> Vec<Piece> {
    let (first, last) = (first(blocks), blocks.iter().rposition(inside).unwrap_or(0));
    let start = title.map_or(first, |title| title.min(first));
    let role = |(at, block): (usize, &Block)| {
        let (words, frame) = (block.words.clone(), &block.frame);
        if frame.hidden {
            return Piece::aside(Aside::Hidden, words);
        }
        if frame.scriptless || frame.ruby {
            return Piece::sure(Role::Boilerplate, words);
        }
        if Some(at) == title {
            return Piece::sure(Role::Title, words);
        }
        let is_near = at + 2 >= start && at <= first + REACH;
        let is_lead = at > start && at < first && !frame.furniture && !is_of_links(block) && words_of(block) >= LEAD;
        let leads_on = || blocks.get(at + 1).is_some_and(|next| inside(next) && is_prose(next));
        let told = clutter::role(&words);
        let is_dated = is_stamp(block) || (frame.heading && clutter::is_date(&words));
        if (is_near && is_byline(block, source)) || ((inside(block) || is_lead) && is_dated) {
            return Piece::sure(Role::Byline, words);
        }
        let is_between = at > start && at < last && !frame.furniture;
        match (inside(block), frame.heading, frame.role) {
            (true, true, _) if !frame.furniture => judged(Role::Heading, words),
            (true, _, Some(Role::Caption)) if words_of(block) > CAPTION => Piece::open(words),
            (true, _, Some(role)) => Piece::likely(role, words),
            // How often something was read, or how many answered.
            (true, ..) if is_count(&words) && !frame.row => Piece::sure(Role::Boilerplate, words),
            (true, ..) if words.starts_with(BULLETS) => Piece::likely(Role::List, words),
            // Whose words a quotation gives is no heading, and no clutter either.
            (true, ..) if frame.quoted && !is_prose(block) => Piece::sure(Role::Body, words),
            (true, ..) => Piece::open(words),
            // A picture may stand over the headline.
            (false, _, Some(Role::Caption)) if at < last && !frame.furniture => Piece::sure(Role::Caption, words),
            _ if is_between && !inside(block) && told == Some(Role::Caption) => Piece::sure(Role::Caption, words),
            // What sums up the article between its headline and its text.
            (false, true, _) if is_lead => judged(Role::Heading, words),
            (false, _, Some(Role::List)) if is_lead => judged(Role::List, words),
            (false, false, None) if is_lead && is_summary(block) => judged(Role::Body, words),
            (false, true, _) if is_between && !is_of_links(block) && leads_on() => judged(Role::Heading, words),
            _ if is_between && is_prose(block) => judged(Role::Body, words),
            _ if is_between && frame.quoted && at > first && !is_of_links(block) => judged(Role::Body, words),
            _ => Piece::sure(Role::Boilerplate, words),
        }
    };
    blocks.iter().enumerate().map(role).collect()
}

/// Tells whether a block is more inside the article than outside, and shown.
fn inside(block: &Block) -> bool {
    block.article * 2 >= block.ink && !block.frame.hidden && !block.frame.scriptless && !block.frame.ruby
}

/// Tells whether a block over the text is long enough to sum it up, and is no line of dates and numbers.
fn is_summary(block: &Block) -> bool {
    let digits = block.words.chars().filter(char::is_ascii_digit).count();
    words_of(block) >= PROSE && digits * 5 < block.ink
}

/// Tells whether a block is links and nothing else; who posted something is none, though it leads to the post.
fn is_of_links(block: &Block) -> bool {
    is_linked(&block.words, block.linked) && !block.words.contains('@')
}

/// Tells whether words are a number and nothing else.
fn is_count(words: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',');
    words.chars().all(is_part) && words.contains(|c: char| c.is_ascii_digit())
}

fn words_of(block: &Block) -> usize {
    let signs = block.words.chars().filter(|c| *c >= '\u{2e80}').count();
    block.words.split_whitespace().count().max(signs / 2)
}

/// The first block of the text.
fn first(blocks: &[Block]) -> usize {
    blocks.iter().position(|block| inside(block) && !block.frame.heading).unwrap_or(0)
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
    !block.frame.furniture
        && !block.frame.hidden
        && !block.frame.scriptless
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
///
/// On a page without headings it is the line with the words of the title, which is parted from the lines below.
pub fn title(blocks: &mut Vec<Block>, title: Option<&str>) -> Option<usize> {
    let found = heading(blocks, title, first(blocks));
    if found.is_some() {
        return found;
    }
    let wanted = title.map(key).filter(|key| !key.is_empty())?;
    let line = |block: &Block| block.words.lines().next().is_some_and(|line| key(line) == wanted);
    let at = blocks.iter().position(|block| line(block) && !block.frame.furniture && !block.frame.hidden)?;
    if let Some((line, rest)) = blocks[at].words.clone().split_once('\n') {
        let below = blocks[at].part(rest);
        blocks[at] = blocks[at].part(line);
        blocks.insert(at + 1, below);
    }
    Some(at)
}

fn heading(blocks: &[Block], title: Option<&str>, first: usize) -> Option<usize> {
    let is_candidate = |block: &Block| block.frame.heading && !block.frame.hidden && !block.frame.furniture;
    let candidates = || blocks.iter().enumerate().filter(|(_, block)| is_candidate(block));
    let wanted = title.map(key).filter(|key| !key.is_empty());
    let same = wanted.as_ref().and_then(|wanted| candidates().find(|(_, block)| key(&block.words) == *wanted));
    let alike = || {
        let wanted = wanted.as_ref()?;
        candidates().find(|(_, block)| {
            let own = key(&block.words);
            own.len() >= 12 && (wanted.contains(&own) || own.contains(wanted.as_str()))
        })
    };
    let above = || candidates().rfind(|(at, block)| block.frame.first && *at <= first);
    let any = || candidates().find(|(_, block)| block.frame.first);
    same.or_else(alike).or_else(above).or_else(any).map(|(at, _)| at)
}

/// Returns the letters and digits of words, all small, for comparing.
pub fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_byline(block: &Block, source: &Source) -> bool {
    let words = one_line(&block.words);
    if block.frame.heading || words.split_whitespace().count() > BYLINE {
        return false;
    }
    let named = source.byline.as_deref().map(key).filter(|name| name.len() >= 5);
    let is_named = named.is_some_and(|name| key(&words).contains(&name)) && !ends_sentence(&words);
    let is_short = !ends_sentence(&words) || words.split_whitespace().count() < PROSE || clutter::begins_signed(&words);
    let marked = block.frame.byline && !block.frame.furniture && is_short;
    marked || is_named || clutter::is_byline(&words) || clutter::is_signed(&words) || clutter::is_date(&words)
}

/// Tells whether a block is the time of an entry in a list of them.
pub fn is_stamp(block: &Block) -> bool {
    let words = block.words.split_whitespace().count();
    let is_marked = block.frame.byline && block.words.contains(|c: char| c.is_ascii_digit());
    let is_clock = clock(&block.words).is_some() && words <= 2 && block.frame.role.is_none() && !block.frame.row;
    !block.frame.heading && words <= STAMP && (is_marked || is_clock)
}

/// Returns the time of day that a line begins with, in minutes: "16:20", "16.20 Uhr", "9h05".
pub fn clock(words: &str) -> Option<u32> {
    let (hours, rest) = words.trim().split_at_checked(words.trim().find(|c: char| !c.is_ascii_digit())?)?;
    let minutes = rest.strip_prefix([':', '.', 'h', '：'])?;
    let end = minutes.find(|c: char| !c.is_ascii_digit()).unwrap_or(minutes.len());
    let (hours, minutes): (u32, u32) =
        (hours.parse().ok()?, minutes.get(..end).filter(|m| m.len() == 2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
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
        let roles: Vec<Role> = assign(&blocks, None, &Source::default()).into_iter().map(|piece| piece.role).collect();
        assert_eq!(roles, [Role::Body, Role::Body, Role::Boilerplate, Role::Body, Role::Boilerplate]);
    }

    #[test]
    fn times_of_day_are_read() {
        assert_eq!(clock("16:20"), Some(980));
        assert_eq!(clock("9.05 Uhr"), Some(545));
        assert_eq!(clock("11h30"), Some(690));
        assert_eq!((clock("3.5 million"), clock("24:00"), clock("12"), clock("1:234")), (None, None, None, None));
    }

    #[test]
    fn the_heading_with_the_words_of_the_title_is_the_title() {
        let heading = |words: &str| Block {
            frame: Frame { heading: true, first: true, ..Frame::default() },
            ..block(words, false)
        };
        let mut blocks = vec![heading("Orrin Post"), heading("Pier closed!"), block("Text of the story.", true)];
        assert_eq!(title(&mut blocks, Some("Pier closed")), Some(1));
        assert_eq!(title(&mut blocks, None), Some(1));
    }

    #[test]
    fn a_line_with_the_words_of_the_title_is_the_title_where_no_heading_is() {
        let mut blocks = vec![block("Orrin Post", false), block("Pier closed\nBy Ines Mora", true)];
        assert_eq!(title(&mut blocks, Some("Pier closed")), Some(1));
        assert_eq!((blocks[1].words.as_str(), blocks[2].words.as_str()), ("Pier closed", "By Ines Mora"));
    }
}
