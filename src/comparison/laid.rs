//! The members of a group or an utterance laid against the first of them, each compared once.

use std::cell::OnceCell;

use super::Comparison;
use crate::diff::stretches::places;
use crate::diff::{Diff, Side, Told, diff};
use crate::span::Span;

/// What is laid out: the passages of a group, or the quotations of an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A group, as an index.
    Group(usize),
    /// An utterance, as an index.
    Utterance(usize),
}

impl Of {
    /// Returns how many passages or quotations it has.
    pub(super) fn members(self, comparison: &Comparison) -> usize {
        match self {
            Of::Group(at) => comparison.groups[at].passages.len(),
            Of::Utterance(at) => comparison.utterances[at].quotes.len(),
        }
    }
}

/// The wordings of one group or utterance, in order.
pub(super) struct Laid<'a> {
    pub(super) of: Of,
    pub(super) sides: Vec<Side<'a>>,
    /// The source of each side.
    pub(super) documents: Vec<usize>,
    /// The differences of each side but the first from the first, each once it was asked for.
    diffs: Vec<OnceCell<Diff>>,
}

impl<'a> Laid<'a> {
    /// Lays out a group or an utterance.
    pub(super) fn new(comparison: &'a Comparison, of: Of) -> Self {
        let (sides, documents): (Vec<Side<'a>>, Vec<usize>) = match of {
            Of::Group(at) => {
                let passages = comparison.groups[at].passages.iter();
                passages.map(|passage| (comparison.side(*passage), passage.document)).unzip()
            }
            Of::Utterance(at) => {
                let quotes = comparison.utterances[at].quotes.iter().map(|quote| &comparison.quotes[*quote]);
                quotes.map(|quote| (comparison.quoted(quote), quote.document)).unzip()
            }
        };
        let diffs = sides.iter().skip(1).map(|_| OnceCell::new()).collect();
        Laid { of, sides, documents, diffs }
    }

    /// Returns the differences of a side from the first, unless it is that itself.
    pub(super) fn against_first(&self, at: usize) -> Option<&Diff> {
        let known = self.diffs.get(at.checked_sub(1)?)?;
        Some(known.get_or_init(|| diff(self.sides[0], self.sides[at])))
    }

    /// Returns where any of the sides reads otherwise, one span a side, with the heaviest difference from the first.
    pub(super) fn places(&self) -> Vec<(Vec<Span>, Told)> {
        let diffs: Vec<&Diff> = (1..self.sides.len()).filter_map(|at| self.against_first(at)).collect();
        places(&self.sides, &diffs)
    }
}

/// Returns what can be laid out: the groups that have several passages, then the utterances that have several quotations.
pub(super) fn all(comparison: &Comparison) -> impl Iterator<Item = Of> + '_ {
    let groups = comparison.groups.iter().enumerate().filter(|(_, group)| !group.is_alone());
    let utterances = comparison.utterances.iter().enumerate().filter(|(_, utterance)| utterance.quotes.len() > 1);
    groups.map(|(at, _)| Of::Group(at)).chain(utterances.map(|(at, _)| Of::Utterance(at)))
}
