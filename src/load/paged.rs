//! Text that another reader has taken from pages, with a form feed behind each.

use super::piece::{Reading, ink};
use super::plain;
use crate::document::Place;

/// Reads the text of pages, each ended by a form feed.
pub fn read(words: &str) -> Reading {
    let mut reading = plain::read(words);
    reading.source.format = "pdf".to_owned();
    // Where each page's first words stand is found again by going through pieces and pages side by side.
    let mut pages = words.split('\u{c}').zip(1_u32..).map(|(page, n)| (ink(page), n));
    let (mut left, mut page) = pages.next().unwrap_or_default();
    let mut told = 0;
    for piece in &mut reading.pieces {
        for (at, _) in piece.words.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            while left == 0 {
                let Some(next) = pages.next() else { break };
                (left, page) = next;
            }
            if told != page {
                piece.places.push((at, Place::Page(page)));
                told = page;
            }
            left = left.saturating_sub(1);
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_where_their_words_begin() {
        let reading =
            read("The lock is shut.\n\nIt leaks, and so it\n\u{c}stays shut until May.\n\u{c}\u{c}The end is near.\n");
        let pages: Vec<u32> = reading
            .pieces
            .iter()
            .flat_map(|piece| &piece.places)
            .filter_map(|(_, place)| match place {
                Place::Page(page) => Some(*page),
                _ => None,
            })
            .collect();
        assert_eq!(pages, [1, 2, 4]);
    }
}
