//! What sources open with and no other has: titles, bylines and datelines, drawn together at the top.

use crate::comparison::Comparison;
use crate::comparison::rows::Row;
use crate::document::{Document, Role};

/// The most words of a paragraph of running text that is taken for a dateline.
const DATELINE: usize = 10;

/// Puts the rows with which sources open, and which stand alone, before all others. The order within each source
/// stays what it was.
pub fn masthead(comparison: &Comparison, rows: Vec<Row>) -> Vec<Row> {
    if comparison.documents.len() < 2 {
        return rows;
    }
    let opens: Vec<usize> =
        comparison.documents.iter().enumerate().map(|(at, document)| opening(at, document, &rows)).collect();
    let is_opening = |row: &Row| {
        let passages = row.cells.iter().flat_map(|cell| &cell.readings).flat_map(|reading| &reading.passages);
        row.is_alone() && passages.into_iter().all(|passage| passage.end <= opens[passage.document])
    };
    let (mut first, rest): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(is_opening);
    for reading in first.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.readings) {
        reading.moved = false;
    }
    first.extend(rest);
    first
}

/// Counts the sentences that a source opens with before its first running text or its first passage with a counterpart.
fn opening(source: usize, document: &Document, rows: &[Row]) -> usize {
    let mut alone = vec![false; document.sentences.len()];
    for row in rows.iter().filter(|row| row.is_alone()) {
        for passage in row.cells[source].readings.iter().flat_map(|reading| &reading.passages) {
            alone[passage.sentences()].fill(true);
        }
    }
    let heads = document.paragraphs.iter().take_while(|paragraph| {
        let words = paragraph.span.of(&document.text).split_whitespace().count();
        let head = match paragraph.role {
            Role::Title | Role::Byline | Role::Boilerplate => true,
            Role::Body | Role::Heading => words <= DATELINE,
            Role::Caption | Role::List => false,
        };
        head && alone[paragraph.sentences.clone()].iter().all(|alone| *alone)
    });
    let end = heads.last().map_or(0, |paragraph| paragraph.sentences.end);
    // A source that is nothing but short lines has no head.
    if end == document.sentences.len() { 0 } else { end }
}
