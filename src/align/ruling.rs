//! What the reader has ruled: which passages belong in one group, and which never stand in one.

use super::place::Place;
use crate::document::{Document, Passage};

/// Rulings about pairs of passages, of any documents.
///
/// "Apart" wins: where a chain of passages that belong together would bring two into one group that must stay apart, the
/// link of the chain that comes last in the order of the sources is refused, and reported. Passages that do not fit
/// their documents say nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rulings {
    together: Vec<(Passage, Passage)>,
    apart: Vec<(Passage, Passage)>,
}

impl Rulings {
    /// Wants two passages, each whole, in one group.
    pub fn must_link(&mut self, a: Passage, b: Passage) {
        self.together.push((a.min(b), a.max(b)));
    }

    /// Wants no sentence of one passage in a group with a sentence of the other.
    pub fn must_not_link(&mut self, a: Passage, b: Passage) {
        self.apart.push((a.min(b), a.max(b)));
    }

    /// Returns the rulings that fit some documents.
    pub fn fitting(&self, documents: &[Document]) -> Rulings {
        let is_there = |passage: &Passage| {
            let sentences = documents.get(passage.document).map_or(0, |document| document.sentences.len());
            passage.first < passage.end && passage.end <= sentences
        };
        let fit = |list: &[(Passage, Passage)]| -> Vec<(Passage, Passage)> {
            let mut list: Vec<_> = list.iter().filter(|(a, b)| is_there(a) && is_there(b)).copied().collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        Rulings { together: fit(&self.together), apart: fit(&self.apart) }
    }

    /// Tells whether nothing was ruled.
    pub fn is_empty(&self) -> bool {
        self.together.is_empty() && self.apart.is_empty()
    }

    /// Returns the pairs of sentences that belong in one group: enough of them to bind each pair of passages.
    pub fn together(&self) -> Vec<(Place, Place)> {
        let mut pairs = Vec::new();
        for (a, b) in &self.together {
            for passage in [a, b] {
                let own = |sentence: usize| (passage.document, sentence);
                pairs.extend((passage.first + 1..passage.end).map(|sentence| (own(sentence - 1), own(sentence))));
            }
            pairs.push(((a.document, a.first), (b.document, b.first)));
        }
        pairs
    }

    /// Returns the pairs of different sentences that must stay apart.
    pub fn apart(&self) -> Vec<(Place, Place)> {
        let all = |passage: Passage| passage.sentences().map(move |sentence| (passage.document, sentence));
        let pairs = self.apart.iter().flat_map(|(a, b)| all(*a).flat_map(move |x| all(*b).map(move |y| (x, y))));
        pairs.filter(|(x, y)| x != y).collect()
    }

    /// Tells whether a sentence must stay apart from one of a passage of the same document.
    pub fn part(&self, passage: Passage, sentence: usize) -> bool {
        let holds = |other: &Passage| other.document == passage.document && other.sentences().contains(&sentence);
        let meets = |other: &Passage| {
            other.document == passage.document && other.first < passage.end && passage.first < other.end
        };
        self.apart.iter().any(|(a, b)| (holds(a) && meets(b)) || (holds(b) && meets(a)))
    }
}
