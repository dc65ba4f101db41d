//! Long copied blocks: links that follow each other in both sources, joined.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::Comparison;
use crate::align::Link;
use crate::document::Passage;
use crate::span::Span;
use crate::text::tokens::Token;

/// At most this many sentences without a link may lie between two links of one run, on either side.
const GAP: usize = 2;

/// So many words in the same order, without a change, are copied.
const COPIED_WORDS: usize = 6;

/// One link of a copied run must be this sure, and two of a reworded one.
const SURE: f64 = 0.95;

/// A run is copied if this share of the words between its first and its last copied word is copied.
const COPIED_SHARE: f64 = 0.5;

/// A run of links between two sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The document that comes first and the span there.
    pub a: (usize, Span),
    /// The other document and the span there.
    pub b: (usize, Span),
    /// The best score of the links in it.
    pub score: f64,
}

/// Returns the runs of links of any two sources, in the order of the text.
///
/// The ends of a copied run are where the copied words end, which may be inside a sentence. A single link makes a run
/// only if its words are copied; where they are not, two links that follow each other must be sure.
pub fn runs(comparison: &Comparison) -> Vec<Run> {
    let mut pairs: BTreeMap<(usize, usize), Vec<&Link>> = BTreeMap::new();
    for link in &comparison.links {
        pairs.entry((link.a.document, link.b.document)).or_default().push(link);
    }
    pairs.into_values().flat_map(|links| join(comparison, links)).collect()
}

/// A run while it grows: its passages, from the first sentence to the last.
struct Growing {
    passages: (Passage, Passage),
    /// How many links in it are sure.
    sure: usize,
    score: f64,
}

fn join(comparison: &Comparison, mut links: Vec<&Link>) -> Vec<Run> {
    links.sort_by_key(|link| (link.a.first, link.b.first));
    let mut growing: Vec<Growing> = Vec::new();
    for link in links {
        let near = |grown: &&mut Growing| near(grown.passages.0, link.a) && near(grown.passages.1, link.b);
        let recent = growing.iter_mut().rev().take(8).filter(near);
        match recent.min_by_key(|grown| leap(grown.passages.0, link.a) + leap(grown.passages.1, link.b)) {
            Some(grown) => {
                grown.sure += usize::from(link.score >= SURE);
                grown.passages = (around(grown.passages.0, link.a), around(grown.passages.1, link.b));
                grown.score = grown.score.max(link.score);
            }
            None => growing.push(Growing {
                passages: (link.a, link.b),
                sure: usize::from(link.score >= SURE),
                score: link.score,
            }),
        }
    }
    growing.into_iter().filter(|grown| grown.score >= SURE).filter_map(|grown| run(comparison, &grown)).collect()
}

fn run(comparison: &Comparison, grown: &Growing) -> Option<Run> {
    let end = |passage: Passage| (passage.document, passage.span(&comparison.documents));
    let whole = Run { a: end(grown.passages.0), b: end(grown.passages.1), score: grown.score };
    copied(comparison, &whole).or((grown.sure > 1).then_some(whole))
}

/// Tells whether a passage goes on where another ends, overlaps it, or leaves but a small gap before or behind it.
fn near(run: Passage, next: Passage) -> bool {
    next.first <= run.end + GAP && run.first <= next.end + GAP
}

/// Returns how far a passage is from going on exactly where another ends, in sentences.
fn leap(run: Passage, next: Passage) -> usize {
    run.end.abs_diff(next.first)
}

fn around(run: Passage, next: Passage) -> Passage {
    Passage { document: run.document, first: run.first.min(next.first), end: run.end.max(next.end) }
}

/// Returns a run from its first copied word to its last, if most of the words between are copied.
fn copied(comparison: &Comparison, run: &Run) -> Option<Run> {
    let words = |(document, span): (usize, Span)| -> Vec<&Token> {
        comparison.tokens[document].within(span).iter().filter(|token| token.is_word()).collect()
    };
    let (a, b) = (words(run.a), words(run.b));
    let (left, right) = (copied_words(&a, &b)?, copied_words(&b, &a)?);
    // Marks behind the last copied word belong to it where the run ends there on both sides.
    let (begins, ends) = (left.start == 0 && right.start == 0, left.end == a.len() && right.end == b.len());
    let span = |words: &[&Token], copied: &Range<usize>, whole: Span| {
        let start = if begins { whole.start } else { words[copied.start].span().start };
        Span::new(start, if ends { whole.end } else { words[copied.end - 1].span().end })
    };
    let (left, right) = (span(&a, &left, run.a.1), span(&b, &right, run.b.1));
    Some(Run { a: (run.a.0, left), b: (run.b.0, right), score: run.score })
}

/// Returns the words from the first that the other side has in the same order to the last, if most of them are such.
fn copied_words(words: &[&Token], other: &[&Token]) -> Option<Range<usize>> {
    let forms = |words: &[&Token]| words.iter().map(|word| word.form).collect::<Vec<u32>>();
    let (words, other) = (forms(words), forms(other));
    let known: HashSet<&[u32]> = other.windows(COPIED_WORDS).collect();
    let mut copied: Option<Range<usize>> = None;
    let mut count = 0;
    for (at, _) in words.windows(COPIED_WORDS).enumerate().filter(|(_, run)| known.contains(run)) {
        let end = at + COPIED_WORDS;
        count += end - copied.as_ref().map_or(at, |copied| copied.end.max(at));
        copied = Some(copied.map_or(at, |copied| copied.start)..end);
    }
    copied.filter(|copied| count as f64 >= COPIED_SHARE * copied.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::compare;
    use crate::load::read;

    const COPIED: &str = "the harbour office had counted every crate of oranges twice before the ferry left at dawn";

    fn spans(left: &str, right: &str) -> Vec<(String, String)> {
        let comparison = compare(vec![read("a.txt", left.as_bytes()), read("b.txt", right.as_bytes())]);
        let words = |(document, span): (usize, Span)| span.of(&comparison.documents[document].text).to_owned();
        runs(&comparison).iter().map(|run| (words(run.a), words(run.b))).collect()
    }

    #[test]
    fn a_copied_run_ends_where_the_copied_words_end() {
        let left = format!("Nobody on the quay doubted that {COPIED}, whatever the mayor said later.");
        let right = format!("Rain fell on empty streets all night. Still {COPIED} and sailed west.");
        assert_eq!(spans(&left, &right), [(COPIED.to_owned(), COPIED.to_owned())]);
    }

    #[test]
    fn a_run_copied_to_its_ends_keeps_its_last_mark() {
        let left = format!("{COPIED}.");
        assert_eq!(spans(&left, &left), [(left.clone(), left.clone())]);
    }
}
