//! The wordings of one thing said, set under each other, so that what stands in the same place stands in one column.

use super::cell::{CUT, mark_name};
use super::line::{Line, Look, Piece};
use crate::clean::{Clean, glyphs, width};
use crate::comparison::Comparison;
use crate::diff::stretches::{Stretch, stretches};
use crate::diff::{Side, Told};

/// A wording, with the quotes that share it to the last mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording<'a> {
    /// The quotes, as indices.
    pub quotes: Vec<usize>,
    /// The words, without their marks.
    pub text: &'a str,
}

/// Returns the wordings of some quotes, in the order of the quotes.
pub fn wordings<'a>(comparison: &'a Comparison, quotes: &[usize]) -> Vec<Wording<'a>> {
    let mut found: Vec<Wording<'a>> = Vec::new();
    for &quote in quotes {
        let at = &comparison.quotes[quote];
        let text = at.span.of(&comparison.documents[at.document].text);
        match found.iter_mut().find(|wording| wording.text == text) {
            Some(wording) => wording.quotes.push(quote),
            None => found.push(Wording { quotes: vec![quote], text }),
        }
    }
    found
}

/// Sets wordings under each other, the base first, each line with its label. What agrees with the base is faint; what
/// does not is marked, unless it is light and light changes are hidden.
pub fn collate(
    comparison: &Comparison,
    wordings: &[Wording<'_>],
    labels: &[String],
    room: usize,
    light: bool,
) -> Vec<Line> {
    let quotes = wordings.iter().filter_map(|wording| wording.quotes.first()).map(|quote| &comparison.quotes[*quote]);
    let sides: Vec<Side<'_>> = quotes.clone().map(|quote| comparison.quoted(quote)).collect();
    let starts: Vec<usize> = quotes.clone().map(|quote| quote.span.start).collect();
    let ends: Vec<usize> = quotes.map(|quote| quote.span.end).collect();
    let cells = cells(&sides, starts, &ends);
    let margin = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let mut setter = Setter::new(wordings.len(), labels, margin, room.saturating_sub(margin).max(8), light);
    cells.iter().for_each(|cell| setter.add(cell));
    setter.flush();
    setter.lines
}

/// A word as it stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word<'a> {
    text: &'a str,
    /// Whether it follows what is before it without a blank.
    glued: bool,
}

/// What stands in one place in all wordings.
struct Cell<'a> {
    rows: Vec<Vec<Word<'a>>>,
    told: Option<Told>,
}

/// Parts the wordings where they begin to differ, and what they share word by word.
fn cells<'a>(sides: &[Side<'a>], mut at: Vec<usize>, ends: &[usize]) -> Vec<Cell<'a>> {
    let found = stretches(sides);
    let mut cells = Vec::new();
    let mut part = |starts: &[usize], ends: &[usize], told: Option<Told>| {
        let row = |(n, side): (usize, &Side<'a>)| words(side.text, starts[n], ends[n].max(starts[n]));
        let rows: Vec<Vec<Word<'a>>> = sides.iter().enumerate().map(row).collect();
        let count = rows.first().map_or(0, Vec::len);
        if told.is_none() && rows.iter().all(|row| row.len() == count) {
            cells.extend((0..count).map(|n| Cell { rows: rows.iter().map(|row| vec![row[n]]).collect(), told: None }));
        } else if rows.iter().any(|row| !row.is_empty()) {
            cells.push(Cell { rows, told });
        }
    };
    for (n, stretch) in found.iter().enumerate() {
        let next: Vec<usize> = match found.get(n + 1) {
            Some(Stretch { spans, .. }) => spans.iter().map(|span| span.start).collect(),
            None => ends.to_vec(),
        };
        let starts: Vec<usize> = stretch.spans.iter().map(|span| span.start).collect();
        let past = |(row, side): (usize, &Side<'a>)| {
            let end = stretch.spans[row].end.max(at[row]);
            // The marks behind a word belong to its column.
            let rest = side.text.get(end..next[row]).unwrap_or("");
            let marks = rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace()).unwrap_or(rest.len());
            end + marks
        };
        let past: Vec<usize> = sides.iter().enumerate().map(past).collect();
        part(&at, &starts, None);
        let from: Vec<usize> = starts.iter().zip(&at).map(|(start, at)| *start.max(at)).collect();
        part(&from, &past, Some(stretch.told));
        at = past;
    }
    part(&at, ends, None);
    cells
}

/// Parts a text at its blanks, and where it has none at wide signs.
fn words(text: &str, start: usize, end: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut first, mut glued) = (None, !text[..start].ends_with(char::is_whitespace) && start > 0);
    for glyph in glyphs(&text[start..end]) {
        let at = start + glyph.at;
        let blank = text[at..at + glyph.len].chars().all(char::is_whitespace);
        if blank || (glyph.width > 1 && first.is_some_and(|first| first < at)) {
            words.extend(first.take().map(|first: usize| Word { text: &text[first..at], glued }));
            glued = !blank;
        }
        if !blank {
            first = first.or(Some(at));
        }
    }
    words.extend(first.map(|first| Word { text: &text[first..end], glued }));
    words
}

/// Lines under way: as many at once as there are wordings.
struct Setter<'a> {
    labels: &'a [String],
    margin: usize,
    room: usize,
    light: bool,
    rows: Vec<Vec<Piece>>,
    used: usize,
    lines: Vec<Line>,
}

impl<'a> Setter<'a> {
    fn new(rows: usize, labels: &'a [String], margin: usize, room: usize, light: bool) -> Self {
        Setter { labels, margin, room, light, rows: vec![Vec::new(); rows], used: 0, lines: Vec::new() }
    }

    fn add(&mut self, cell: &Cell<'_>) {
        let rows: Vec<Vec<String>> = cell.rows.iter().map(|row| self.broken(row)).collect();
        let depth = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut words = cell.rows.iter().filter_map(|row| row.first());
        let mut glued = words.all(|word| word.glued);
        let same = |row: usize| cell.rows[row].iter().map(|w| w.text).eq(cell.rows[0].iter().map(|w| w.text));
        for n in 0..depth {
            let part = |row: &Vec<String>| row.get(n).cloned().unwrap_or_default();
            let column: Vec<String> = rows.iter().map(part).collect();
            let broad = column.iter().map(|part| width(part)).max().unwrap_or(0).max(1);
            let gap = usize::from(self.used > 0 && !glued);
            if self.used > 0 && self.used + gap + broad > self.room {
                self.flush();
            }
            let gap = gap.min(self.used);
            for (row, words) in column.iter().enumerate() {
                let told = cell.told.filter(|told| self.light || !told.weight.is_light());
                let look = match told {
                    Some(told) if row == 0 => Look { mark: mark_name(told, true), ..Look::of("text") },
                    Some(told) if !same(row) => Look { mark: mark_name(told, false), ..Look::of("text") },
                    _ if row == 0 => Look::of("text"),
                    _ => Look::of("note"),
                };
                // A comma less is nothing to be missed.
                let missed = column[0].contains(char::is_alphanumeric);
                let has = words.contains(char::is_alphanumeric);
                let missing = !has && n == 0 && row > 0 && missed && told.is_some();
                let piece = match missing {
                    true => Piece {
                        look: Look { mark: "diff.cut", ..Look::of("text") },
                        ..Piece::ours(&format!("{CUT}{words}"), "text")
                    },
                    false => Piece { look, ..Piece::ours(words, "text") },
                };
                let rest = broad.saturating_sub(piece.width);
                let pieces = [Piece::ours(&" ".repeat(gap), "text"), piece, Piece::ours(&" ".repeat(rest), "text")];
                self.rows[row].extend(pieces.into_iter().filter(|piece| piece.width > 0));
            }
            self.used += gap + broad;
            glued = false;
        }
    }

    /// Joins the words of a cell to parts that fit in a line.
    fn broken(&self, words: &[Word<'_>]) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for (n, word) in words.iter().enumerate() {
            let blank = if n > 0 && !word.glued { " " } else { "" };
            let word = Clean::new(word.text);
            match parts.last_mut() {
                Some(part) if width(part) + blank.len() + word.width() <= self.room => {
                    part.push_str(blank);
                    part.push_str(word.as_str());
                }
                _ => parts.extend(split(word.as_str(), self.room)),
            }
        }
        parts
    }

    /// Ends the lines under way.
    fn flush(&mut self) {
        if self.used == 0 {
            return;
        }
        if !self.lines.is_empty() && self.rows.len() > 1 {
            self.lines.push(Line::default());
        }
        for (row, pieces) in self.rows.iter_mut().enumerate() {
            let label = Piece::ours(self.labels.get(row).map_or("", String::as_str), "header");
            let rest = Piece::ours(&" ".repeat(self.margin.saturating_sub(label.width)), "text");
            let pieces = [label, rest].into_iter().chain(std::mem::take(pieces));
            self.lines.push(Line { pieces: pieces.collect(), ..Line::default() });
        }
        self.used = 0;
    }
}

/// Parts a word that is longer than a line.
fn split(word: &str, room: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut used = 0;
    for glyph in glyphs(word) {
        if used + glyph.width > room && used > 0 {
            parts.push(String::new());
            used = 0;
        }
        used += glyph.width;
        parts.last_mut().into_iter().for_each(|part| part.push_str(&word[glyph.at..glyph.at + glyph.len]));
    }
    parts
}
