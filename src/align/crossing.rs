//! Sentences of different groups that report the same thing all the same: a lead tells at once what stands in several
//! rows, and one row cannot hold them all without holding together what does not correspond.

use super::link::{Crossing, Group};
use super::model;
use super::ruling::Rulings;
use super::scored::{Scored, Standing};
use crate::document::Role;

/// A pair must be at least this likely. Of those left over by the groups fewer are right than of the others.
const CROSSING: f64 = 0.42;

/// A pair that falls this far behind the best pair of either of its sentences is left out: that one says enough.
const SECOND: f64 = 0.65;

/// Returns what corresponds across groups, once from either side, by group and then by place in the other source.
///
/// What the reader wants apart is left out.
pub fn crossings(scored: &Scored<'_>, standings: &[Standing], groups: &[Group], rulings: &Rulings) -> Vec<Crossing> {
    let homes = scored.homes(groups);
    let best = scored.best(f64::max);
    let apart = scored.apart(rulings);
    // A headline announces what many passages tell: it crosses them all, and that says nothing.
    let announces = |number: u32| {
        let (document, sentence) = scored.places.place(number);
        matches!(scored.documents[document].role(sentence), Role::Title | Role::Heading)
    };
    let crosses = |at: &usize| {
        let ((a, b), score) = (scored.pairs.pair(*at), scored.judged[*at].score());
        standings[*at] == Standing::Stands
            && score >= CROSSING
            && score >= SECOND * best[*at]
            && homes[a as usize].0 != homes[b as usize].0
            && !announces(a)
            && !announces(b)
            && !apart.contains(&(a, b))
    };
    let mut found: Vec<Crossing> = Vec::new();
    for at in (0..scored.judged.len()).filter(crosses) {
        let (a, b) = scored.pairs.pair(at);
        for (own, other) in [(a, b), (b, a)] {
            let (group, score) = (homes[own as usize].0, model::accepted(scored.judged[at].score()));
            let why = scored.judged[at].reasons().collect();
            found.push(Crossing { group, own: scored.alone(own), other: scored.alone(other), score, why });
        }
    }
    found.sort_by_key(|one| (one.group, one.other, one.own));
    found
}
