//! What stays behind where a passage was taken from its own place: a line that says where it stands now.

use std::collections::BTreeSet;

use super::places::Places;
use crate::comparison::Comparison;
use crate::comparison::rows::Row;
use crate::document::Document;

/// A run of sentences that stand elsewhere, as seen from their own place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// The sentence at their own place that the stub is set beside.
    pub beside: usize,
    /// Whether the stub stands before that sentence; else it stands behind it.
    pub before: bool,
    /// The first of the sentences that stand elsewhere.
    pub first: usize,
    /// One past the last of them.
    pub end: usize,
    /// What is said: `¶ 4–5 stand below`.
    pub words: String,
}

/// Returns the stubs of every source, in the order of its text.
pub fn stubs(comparison: &Comparison, rows: &[Row], places: &Places) -> Vec<Vec<Stub>> {
    let of = |(source, document): (usize, &Document)| {
        let away = away(rows, source, document);
        runs(document, &places.rank[source], &away)
    };
    comparison.documents.iter().enumerate().map(of).collect()
}

/// Where a sentence stands, as its own text sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Here,
    Away,
    /// Clutter, which nobody misses.
    Aside,
}

/// Tells of each sentence whether it stands elsewhere: in a row that is out of order, or drawn forward to a row that
/// is in order by another passage of it.
fn away(rows: &[Row], source: usize, document: &Document) -> Vec<Stand> {
    let mut stands = vec![Stand::Here; document.sentences.len()];
    let mut next = usize::MAX;
    for row in rows.iter().rev() {
        let readings = &row.cells[source].readings;
        let Some(first) = readings.first().and_then(|reading| reading.passages.first()) else { continue };
        for passage in readings.iter().flat_map(|reading| &reading.passages) {
            let away = readings[0].moved || passage.first > next;
            let stand = match (row.clutter, away) {
                (true, _) => Stand::Aside,
                (_, true) => Stand::Away,
                _ => Stand::Here,
            };
            stands[passage.sentences()].fill(stand);
        }
        if !readings[0].moved && !row.clutter {
            next = first.first;
        }
    }
    stands
}

/// Joins sentences that follow each other in the text and stand in the same direction.
fn runs(document: &Document, rank: &[usize], stands: &[Stand]) -> Vec<Stub> {
    let mut stubs = Vec::new();
    let mut here = None;
    let mut at = 0;
    while at < stands.len() {
        if stands[at] == Stand::Here {
            here = Some(at);
        }
        if stands[at] != Stand::Away {
            at += 1;
            continue;
        }
        let next = || (at..stands.len()).find(|sentence| stands[*sentence] == Stand::Here);
        let Some(beside) = here.or_else(next) else { break };
        let below = |sentence: usize| rank[sentence] > rank[beside];
        let goes_on = |sentence: &usize| match stands[*sentence] {
            Stand::Here => false,
            Stand::Away => below(*sentence) == below(at),
            Stand::Aside => true,
        };
        let end = (at..stands.len()).take_while(goes_on).last().map_or(at + 1, |last| last + 1);
        let run: Vec<usize> = (at..end).filter(|sentence| stands[*sentence] == Stand::Away).collect();
        let words = words(document, &run, below(at));
        stubs.push(Stub { beside, before: here.is_none(), first: at, end, words });
        at = end;
    }
    stubs
}

fn words(document: &Document, run: &[usize], below: bool) -> String {
    let paragraph = |sentence: usize| document.sentences[sentence].paragraph;
    let numbers: BTreeSet<usize> = run.iter().map(|sentence| paragraph(*sentence) + 1).collect();
    let whole = numbers.iter().all(|number| {
        let paragraph = &document.paragraphs[number - 1];
        paragraph.sentences.clone().all(|sentence| run.binary_search(&sentence).is_ok())
    });
    let part = if whole { "" } else { "part of " };
    let verb = if numbers.len() == 1 || !whole { "stands" } else { "stand" };
    let side = if below { "below" } else { "above" };
    format!("{part}¶ {} {verb} {side}", numbered(&numbers))
}

/// Writes numbers, those that follow each other as a range: `4–6, 8`.
pub fn numbered(numbers: &BTreeSet<usize>) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let range =
        |(first, last): (usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    ranges.into_iter().map(range).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_a_range() {
        assert_eq!(numbered(&BTreeSet::from([8, 4, 5, 6])), "4–6, 8");
        assert_eq!(numbered(&BTreeSet::from([6, 8])), "6, 8");
    }
}
