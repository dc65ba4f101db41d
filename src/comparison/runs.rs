//! Long copied blocks: links that follow each other in both sources, joined.

use std::collections::BTreeMap;

use super::Comparison;
use crate::align::Link;
use crate::span::Span;

/// At most this many sentences without a link may lie between two links of one run, on either side.
const GAP: usize = 2;

/// A run of one link must be this sure; two links that follow each other vouch for one another.
const SURE: f64 = 0.95;

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
pub fn runs(comparison: &Comparison) -> Vec<Run> {
    let mut pairs: BTreeMap<(usize, usize), Vec<&Link>> = BTreeMap::new();
    for link in &comparison.links {
        pairs.entry((link.a.document, link.b.document)).or_default().push(link);
    }
    pairs.into_values().flat_map(|links| join(comparison, links)).collect()
}

/// A run while it grows: the ends of its passages, in sentences.
struct Growing {
    ends: (usize, usize),
    links: usize,
    run: Run,
}

fn join(comparison: &Comparison, mut links: Vec<&Link>) -> Vec<Run> {
    links.sort_by_key(|link| (link.a.first, link.b.first));
    let mut growing: Vec<Growing> = Vec::new();
    for link in links {
        let spans = (link.a.span(&comparison.documents), link.b.span(&comparison.documents));
        let near = |end: usize, first: usize| first <= end + GAP && end <= first + GAP + 1;
        let fits = |grown: &&mut Growing| near(grown.ends.0, link.a.first) && near(grown.ends.1, link.b.first);
        match growing.iter_mut().rev().take(8).find(fits) {
            Some(grown) => {
                grown.links += 1;
                grown.ends = (grown.ends.0.max(link.a.end), grown.ends.1.max(link.b.end));
                grown.run.a.1 = grown.run.a.1.join(spans.0);
                grown.run.b.1 = grown.run.b.1.join(spans.1);
                grown.run.score = grown.run.score.max(link.score);
            }
            None => growing.push(Growing {
                ends: (link.a.end, link.b.end),
                links: 1,
                run: Run { a: (link.a.document, spans.0), b: (link.b.document, spans.1), score: link.score },
            }),
        }
    }
    let stands = |grown: &Growing| grown.links > 1 || grown.run.score >= SURE;
    growing.into_iter().filter(stands).map(|grown| grown.run).collect()
}
