//! Where everything stands in the table: the row of each sentence, the order of reading, and the differences.

use crate::comparison::Comparison;
use crate::comparison::rows::{Mark, Reading, Row};
use crate::diff::Kind;
use crate::document::{Document, Passage};
use crate::span::Span;

/// A difference in wording that can be gone to. Differences of typography are marked but not gone to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row, as an index.
    pub row: usize,
    /// The source that reads otherwise than the base.
    pub source: usize,
    /// The sentence it stands in.
    pub sentence: usize,
    /// The words; empty where words are missing.
    pub span: Span,
    /// What kind of difference it is.
    pub kind: Kind,
}

/// The index of a table of rows.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The row of each sentence of each source.
    pub row: Vec<Vec<usize>>,
    /// The sentences of each source in the order of the rows.
    pub order: Vec<Vec<usize>>,
    /// Where each sentence of each source stands in that order.
    pub rank: Vec<Vec<usize>>,
    /// The differences, by row, then by source with the lead first, then by place.
    pub differences: Vec<Difference>,
    /// How many light changes there are, marks and capitals among them.
    pub light: usize,
}

impl Places {
    /// Makes the index of the rows as seen from a lead, with or without light changes to go to.
    pub fn new(comparison: &Comparison, rows: &[Row], lead: usize, light: bool) -> Places {
        let empty = |document: &Document| vec![0; document.sentences.len()];
        let mut places = Places {
            row: comparison.documents.iter().map(empty).collect(),
            order: vec![Vec::new(); comparison.documents.len()],
            rank: comparison.documents.iter().map(empty).collect(),
            differences: Vec::new(),
            light: 0,
        };
        let sources: Vec<usize> = order_of_sources(comparison.documents.len(), lead);
        for (at, row) in rows.iter().enumerate() {
            for &source in &sources {
                for (n, reading) in row.cells[source].readings.iter().enumerate() {
                    places.add(at, source, reading);
                    if (source != row.base || n > 0) && !row.clutter {
                        places.add_differences(&comparison.documents[source], at, source, reading, light);
                    }
                }
            }
        }
        places
    }

    fn add(&mut self, row: usize, source: usize, reading: &Reading) {
        for sentence in reading.passages.iter().flat_map(|passage| passage.sentences()) {
            self.row[source][sentence] = row;
            self.rank[source][sentence] = self.order[source].len();
            self.order[source].push(sentence);
        }
    }

    fn add_differences(&mut self, document: &Document, row: usize, source: usize, reading: &Reading, light: bool) {
        let Some(first) = reading.passages.first() else { return };
        if reading.reworded {
            // A passage in other words is one difference.
            let span = document.sentences[first.first].span;
            self.differences.push(Difference { row, source, sentence: first.first, span, kind: Kind::Wording });
            return;
        }
        self.light += reading.marks.iter().filter(|mark| mark.told.weight.is_light()).count();
        let shown = |mark: &&Mark| !mark.told.kind.is_typography() && (light || !mark.told.weight.is_light());
        for mark in reading.marks.iter().filter(shown) {
            let sentence = sentence_at(document, &reading.passages, mark.span.start);
            self.differences.push(Difference { row, source, sentence, span: mark.span, kind: mark.told.kind });
        }
    }
}

/// Returns the sources as the screen orders them: the lead, then the others as they were named.
pub fn order_of_sources(count: usize, lead: usize) -> Vec<usize> {
    std::iter::once(lead)
        .chain(0..count)
        .enumerate()
        .filter(|(n, source)| *n == 0 || *source != lead)
        .map(|(_, s)| s)
        .filter(|source| *source < count)
        .collect()
}

/// Returns the sentence, of some passages of a document, that a byte of its text stands in or right behind.
fn sentence_at(document: &Document, passages: &[Passage], at: usize) -> usize {
    let first = passages.first().map_or(0, |passage| passage.first);
    let sentences = passages.iter().flat_map(|passage| passage.sentences());
    sentences.take_while(|sentence| document.sentences[*sentence].span.start <= at).last().unwrap_or(first)
}
