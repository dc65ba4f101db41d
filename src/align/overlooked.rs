//! What the cut of the candidates has hidden: before a group is told to have no counterpart in a source, all of that
//! source is searched for one.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::candidates::Pairs;
use super::evidence::{self, Texts};
use super::index::{Index, Search};
use super::link::Group;
use super::scored::Judged;
use crate::work::{GivenUp, Work};

/// Of the sentences of a group at most so many are searched for, chosen without regard to the sources.
const SPOKESMEN: usize = 8;

/// So many groups are searched for at a time.
const RUN: usize = 32;

/// The sentences around two sentences, so far as what corresponds there bears on the two.
const AROUND: i64 = 2;

/// Returns pairs of a sentence of a group and a sentence of a source that has nothing in the group, with how likely
/// they report the same thing, by number: those that share the most weight and were not among the candidates.
///
/// A sentence is searched for again only where it has more candidates than are looked at: of the others every source
/// was looked through.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn overlooked(
    texts: &Texts<'_>,
    pairs: &Pairs,
    groups: &[Group],
    work: &Work,
) -> Result<Vec<(u32, u32, f64)>, GivenUp> {
    let places = texts.places;
    if !(0..places.len() as u32).any(|number| pairs.is_full(number)) {
        return Ok(Vec::new());
    }
    let index = Index::new(places, &texts.profiles.sentences);
    let mut found: Vec<(u32, u32)> = work.in_runs(groups.len(), RUN, |run| {
        let mut search = Search::new(&index, places);
        groups[run].iter().flat_map(|group| beyond(&mut search, texts, pairs, group)).collect()
    })?;
    found.sort_unstable();
    found.dedup();
    let wanted: HashSet<(u32, u32), FixedState> = found.iter().copied().collect();
    // What corresponds around a pair bears on it, and was looked at before.
    found.extend(wanted.iter().flat_map(|pair| around(*pair)).filter(|(a, b)| pairs.find_pair(*a, *b).is_some()));
    found.sort_unstable();
    found.dedup();
    let widened = Pairs::new(found, vec![false; places.len()]);
    let judged = evidence::weigh(texts, &widened, work, Judged::new)?;
    let scores = judged.into_iter().enumerate().map(|(at, judged)| (widened.pair(at), judged.score()));
    Ok(scores.filter(|(pair, _)| wanted.contains(pair)).map(|((a, b), score)| (a, b, score)).collect())
}

/// Returns for each source that has nothing in a group the sentence that shares the most weight with one of the group,
/// where they are no candidates.
fn beyond(search: &mut Search<'_>, texts: &Texts<'_>, pairs: &Pairs, group: &Group) -> Vec<(u32, u32)> {
    let places = texts.places;
    let sentences = group.passages.iter().flat_map(|passage| passage.sentences().map(|at| (passage.document, at)));
    let mut spokesmen: Vec<u32> =
        sentences.map(|place| places.number(place)).filter(|own| pairs.is_full(*own)).collect();
    spokesmen.sort_unstable_by_key(|own| (places.salt(*own), *own));
    spokesmen.truncate(SPOKESMEN);
    let told_by: HashSet<usize, FixedState> = group.passages.iter().map(|passage| passage.document).collect();
    let mut best: Vec<Option<(f32, u32, u32)>> = vec![None; places.documents()];
    for own in spokesmen {
        for (weight, other) in search.best_of_each(own) {
            let known = &mut best[places.document(other)];
            if known.is_none_or(|(most, ..)| weight > most) {
                *known = Some((weight, own.min(other), own.max(other)));
            }
        }
    }
    let missing = best.into_iter().enumerate().filter(|(document, _)| !told_by.contains(document));
    let found = missing.filter_map(|(_, best)| best.map(|(_, a, b)| (a, b)));
    found.filter(|(a, b)| pairs.find_pair(*a, *b).is_none()).collect()
}

/// Returns the pairs of the sentences near by.
fn around((a, b): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
    let near = |number: u32| (-AROUND..=AROUND).filter_map(move |step| u32::try_from(i64::from(number) + step).ok());
    near(a).flat_map(move |a| near(b).map(move |b| (a, b)))
}
