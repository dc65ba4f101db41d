//! Plain text: which lines make a paragraph, which are list items, which are a page's running heads and numbers.

mod lines;
mod marker;
mod pages;
mod wrap;

pub use wrap::{between, is_unspaced};

use crate::document::Role;
use crate::load::piece::{Piece, Reading};
use lines::Line;

/// Verse and addresses: lines no wider than this, in columns, most of them without the end of a sentence.
const VERSE: usize = 70;

/// The fewest lines that can be verse; two short lines are rather a headline and what stands under it.
const VERSE_LINES: usize = 3;

/// Lines of no more words than this, on average, are a list rather than verse.
const LIST_WORDS: usize = 4;

/// So many lines that all begin with a label stand each for itself.
const FIELDS: usize = 3;

/// Reads plain text. Every character that is not blank is kept, in order.
pub fn read(text: &str) -> Reading {
    let lines = lines::split(text);
    let furniture = pages::furniture(&lines);
    let items = marker::items(&lines);
    let limit = wrap::limit(&lines, &furniture, &items);
    let mut reading = Reading::new("text");
    let mut start = 0;
    while start < lines.len() {
        let end = block_end(&lines, &furniture, start);
        if furniture[start] {
            reading.pieces.push(Piece::sure(Role::Boilerplate, lines[start].text));
        } else if !lines[start].is_blank() {
            block(&mut reading.pieces, &lines[start..end], &items[start..end], limit);
        }
        start = end;
    }
    reading
}

/// Returns where a run of lines ends: at a blank line, at a page's furniture, at a new page.
fn block_end(lines: &[Line<'_>], furniture: &[bool], start: usize) -> usize {
    if furniture[start] || lines[start].is_blank() {
        return start + 1;
    }
    let stops = |at: usize| lines[at].is_blank() || furniture[at] || lines[at].opens_page;
    (start + 1..lines.len()).find(|at| stops(*at)).unwrap_or(lines.len())
}

/// How two lines that follow each other are put together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// One paragraph, the line end was only for the page.
    Wrapped,
    /// One paragraph, the line end is part of it.
    Kept,
    /// Two paragraphs.
    Parted,
}

fn block(pieces: &mut Vec<Piece>, lines: &[Line<'_>], items: &[bool], limit: Option<usize>) {
    let mut joint = joints(lines, items, limit);
    for (joint, pair) in joint.iter_mut().zip(lines.windows(2)) {
        // Both lines of a letter quoted in the answer have their mark.
        if pair.iter().all(|line| line.text.starts_with('>')) {
            *joint = Joint::Kept;
        }
    }
    let mut words = String::new();
    let mut is_item = items[0];
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            match joint[at - 1] {
                Joint::Wrapped => words.push_str(wrap::between(&words, line.text)),
                Joint::Kept => words.push('\n'),
                Joint::Parted => {
                    pieces.push(piece(std::mem::take(&mut words), is_item));
                    is_item = items[at];
                }
            }
        }
        words.push_str(line.text);
    }
    pieces.push(piece(words, is_item));
}

fn piece(words: String, is_item: bool) -> Piece {
    if is_item { Piece::likely(Role::List, words) } else { Piece::open(words) }
}

/// Decides for each pair of neighbouring lines of a block.
fn joints(lines: &[Line<'_>], items: &[bool], limit: Option<usize>) -> Vec<Joint> {
    if lines.len() >= FIELDS && lines.iter().all(is_field) {
        return vec![Joint::Parted; lines.len() - 1];
    }
    let pairs = || lines.windows(2).zip(&items[1..]);
    let wrapped =
        |limit: usize| pairs().filter(|(pair, item)| !**item && wrap::goes_on(&pair[0], &pair[1], limit)).count();
    if let Some(limit) = limit.filter(|limit| wrapped(*limit) * 2 >= pairs().filter(|(_, item)| !**item).count()) {
        return pairs().map(|(pair, item)| wrapped_joint(pair, *item, limit)).collect();
    }
    let apart = if is_verse(lines) { verse_joint(lines) } else { Joint::Parted };
    let joint = |(pair, item): (&[Line<'_>], &bool)| match (*item, apart) {
        (true, _) => Joint::Parted,
        (false, Joint::Parted) if wrap::is_torn(&pair[0], &pair[1]) && !is_verse(lines) => Joint::Wrapped,
        (false, apart) => apart,
    };
    pairs().map(joint).collect()
}

/// Tells whether a line begins with a label, as the head of a letter does: "To: …".
fn is_field(line: &Line<'_>) -> bool {
    let label = line.text.split_once(':').map_or("", |(label, _)| label);
    label.chars().next().is_some_and(char::is_uppercase) && label.len() <= 24 && label.split(' ').count() <= 2
}

fn wrapped_joint(pair: &[Line<'_>], is_item: bool, limit: usize) -> Joint {
    let (above, below) = (&pair[0], &pair[1]);
    let is_indented = below.indent >= above.indent + 2 && below.indent <= above.indent + 8;
    let starts = is_indented && above.ends_sentence() && !below.starts_lower();
    if is_item || starts || !wrap::goes_on(above, below, limit) { Joint::Parted } else { Joint::Wrapped }
}

fn is_verse(lines: &[Line<'_>]) -> bool {
    let ended = lines.iter().filter(|line| line.ends_sentence()).count();
    lines.len() >= VERSE_LINES && lines.iter().all(|line| line.width <= VERSE) && ended * 2 < lines.len()
}

/// Verse keeps its line ends; short lines of a few words are a list, each for itself.
fn verse_joint(lines: &[Line<'_>]) -> Joint {
    let words: usize = lines.iter().map(|line| line.text.split_whitespace().count()).sum();
    if words <= LIST_WORDS * lines.len() { Joint::Parted } else { Joint::Kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        read(text).pieces.into_iter().map(|piece| piece.words).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(
            words("The pier burned.\n \nNobody was hurt.\r\n\r\n\tIt will be rebuilt."),
            ["The pier burned.", "Nobody was hurt.", "It will be rebuilt."]
        );
    }

    #[test]
    fn lines_that_end_as_sentences_are_paragraphs() {
        let text = "The pier burned down on Friday.\n“Nobody was hurt,” the mayor said.\nIt will be rebuilt.";
        assert_eq!(words(text).len(), 3);
    }

    #[test]
    fn wrapped_lines_are_joined_and_keep_their_hyphen() {
        let text = "The council voted on Monday to rebuild the pier, which had burned\n\
                    down in the winter, at a cost that no member would at first inter-\n\
                    nalise, as one of them put it. The works are to start in May and to\n\
                    end in the autumn.\n\
                    A second vote is planned for the end of the coming year, the clerk\n\
                    said.";
        let found = words(text);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[0].contains("had burned down") && found[0].contains("inter-nalise"), "{}", found[0]);
        assert!(found[1].starts_with("A second vote"));
    }

    #[test]
    fn indented_first_lines_start_paragraphs() {
        let text = "    The council voted on Monday to rebuild the pier, which had burned\n\
                    down in the winter, at a cost that no member of the board would name\n\
                    when the clerk, who keeps the books of the harbour, asked for it now.\n\
                    \u{20}   A second vote is planned for the end of the coming year, when the\n\
                    plans are drawn and the money has been found, as the chairman put it.";
        assert_eq!(words(text).len(), 2, "{:#?}", words(text));
    }

    #[test]
    fn verse_and_addresses_keep_their_lines() {
        let verse = "The tide went out without a word to say,\nthe boats lay down like cattle in the sand,\n\
                     and we who waited for the ferry’s lamp\nwalked home along the wall with empty hands.";
        assert_eq!(words(verse).len(), 1);
        assert_eq!(words(verse)[0].matches('\n').count(), 3);
        assert_eq!(words("Harbour Office\n12 Quay Street\nPort Orrin").len(), 3);
    }

    #[test]
    fn a_line_torn_in_the_middle_of_a_sentence_is_mended() {
        assert_eq!(words("The report was based on\nfigures from two years ago.").len(), 1);
        assert_eq!(words("The report:\nFigures from two years ago.").len(), 2);
    }

    #[test]
    fn the_head_of_a_letter_keeps_its_lines() {
        let head = "From: Rosa Lindt <press@canal.example>\nTo: Ina Mors\nDate: Wed, 9 Apr 2025 10:12:33 +0200\nSubject: The letter";
        assert_eq!(words(head).len(), 4);
        let quoted =
            "> Who decided that the lock should stay open until April? Was the ministry\n> told about the letter?";
        assert_eq!(words(quoted), [quoted]);
    }

    #[test]
    fn lists_are_lists() {
        let read = read("What we ask for:\n- a later bus\n- a lower toll\n\n• One voice\n\n1. First\n2. Second");
        let roles: Vec<Role> = read.pieces.iter().map(|piece| piece.role).collect();
        assert_eq!(roles.iter().filter(|role| **role == Role::List).count(), 5, "{:#?}", read.pieces);
    }

    #[test]
    fn running_heads_and_page_numbers_are_furniture() {
        let text = "ORRIN REVIEW      Spring\n\nThe pier will be rebuilt with money that the\ncouncil had put aside for a \
                    library, and with\n\n          1\n\u{c}ORRIN REVIEW      Spring\n\nmoney that it does not have yet.\n\n          2\n";
        let read = read(text);
        let furniture: Vec<&str> =
            read.pieces.iter().filter(|p| p.role == Role::Boilerplate).map(|p| p.words.as_str()).collect();
        assert_eq!(furniture, ["ORRIN REVIEW      Spring", "1", "ORRIN REVIEW      Spring", "2"]);
    }

    fn ink(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in any::<String>()) {
            let kept: String = read(&text).pieces.iter().map(|piece| ink(&piece.words)).collect();
            prop_assert_eq!(kept, ink(&text));
        }

        #[test]
        fn nothing_is_lost_of_lines(text in "([a-z“”.,-]{1,9}[ \\n\\r\\t\u{b}\u{c}\u{85}\u{2028}\u{200b}\u{feff}•1-9]{1,2}){0,80}") {
            let kept: String = read(&text).pieces.iter().map(|piece| ink(&piece.words)).collect();
            prop_assert_eq!(kept, ink(&text));
        }
    }
}
