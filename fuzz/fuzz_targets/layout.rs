//! Letters at any places on any pages are read as paragraphs, and none of them is lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::load::layout::{self, Run};

/// The most runs of letters: what is found among more takes long, and is no other thing.
const MOST: usize = 400;

/// Letters, with signs that lines are joined by.
const LETTERS: &[&str] = &["a", "be", "-", "The ", " lock ", "1", "\u{ad}", "水", "é", "stays closed until May", "."];

fuzz_target!(|bytes: &[u8]| {
    let mut pages: Vec<Vec<Run>> = vec![Vec::new()];
    for six in bytes.chunks_exact(6).take(MOST) {
        if six[5] > 250 {
            pages.push(Vec::new());
        }
        let words = LETTERS[usize::from(six[5]) % LETTERS.len()].repeat(1 + usize::from(six[4] >> 6));
        let size = f32::from(six[3] % 64) / 2.0 + 0.5;
        let left = f32::from(u16::from_le_bytes([six[0], six[1]])) / 64.0 - 100.0;
        let right = left + size * words.chars().count() as f32 / 2.0;
        let run = Run { left, right, base: f32::from(six[2]) * 4.0, size, bold: six[4] & 1 == 1, words };
        pages.last_mut().map(|page| page.push(run)).unwrap_or_default();
    }
    let ink = |words: &str| -> Vec<char> {
        words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}')).collect()
    };
    let mut given: Vec<char> = pages.iter().flatten().flat_map(|run| ink(&run.words)).collect();
    let (pieces, furniture) = layout::read(pages.into_iter().map(layout::columns).collect());
    let mut read: Vec<char> = pieces.iter().flat_map(|piece| ink(&piece.words)).collect();
    read.extend(furniture.iter().flatten().flat_map(|words| ink(words)));
    given.sort_unstable();
    read.sort_unstable();
    assert_eq!(given, read);
});
