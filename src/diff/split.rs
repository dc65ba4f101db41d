//! Parts of a change that are changes of their own: "organisation will" against "organization would".

use std::ops::Range;

use super::edit::Edit;
use super::kind::{Kind, Told};
use super::pair::Pair;
use super::run::Run;
use super::trim::trimmed;

/// In longer changes no single words are related to each other, words.
const SPLIT_WORDS: usize = 24;

/// A short form may stand for so many words.
const PHRASE_WORDS: usize = 3;

/// Divides a change into runs of words that are nearly the same and what is left between them.
pub(super) fn split(pair: &Pair<'_>, edit: Edit) -> Vec<Edit> {
    let (base, other) = pair.words(&edit.base, &edit.other);
    let lengths = [base.words().len(), other.words().len()];
    let settled =
        !matches!(edit.told.kind, Kind::Wording | Kind::Number | Kind::Negation | Kind::Strength | Kind::Name);
    if settled || lengths.contains(&0) || lengths == [1, 1] || lengths.iter().any(|len| *len > SPLIT_WORDS) {
        return vec![edit];
    }
    let related = worth_it(&base, &other, related(pair, &base, &other));
    if related.is_empty() {
        return vec![edit];
    }
    let tokens =
        |run: &Run<'_>, words: &Range<usize>| run.words()[words.start].token..run.words()[words.end - 1].token + 1;
    let mut edits = Vec::new();
    let (mut b, mut o) = (edit.base.start, edit.other.start);
    for found in &related {
        let (left, right) = (tokens(&base, &found.base), tokens(&other, &found.other));
        edits.extend(between(pair, b..left.start, o..right.start));
        (b, o) = (left.end, right.end);
        // Words that agree exactly are no change.
        if trimmed(pair.base, pair.other, left.clone(), right.clone()).is_some() {
            edits.push(Edit { told: found.told, base: left, other: right });
        }
    }
    edits.extend(between(pair, b..edit.base.end, o..edit.other.end));
    edits
}

fn between(pair: &Pair<'_>, b: Range<usize>, o: Range<usize>) -> Option<Edit> {
    let (base, other) = trimmed(pair.base, pair.other, b, o)?;
    Some(Edit { told: pair.tell(&base, &other), base, other })
}

/// Words of both sides that are nearly the same, as indices into their runs.
#[derive(Clone, Debug)]
struct Related {
    told: Told,
    base: Range<usize>,
    other: Range<usize>,
}

/// Finds the most words that are nearly the same, in order on both sides.
fn related(pair: &Pair<'_>, base: &Run<'_>, other: &Run<'_>) -> Vec<Related> {
    let (rows, columns) = (base.words().len(), other.words().len());
    // For each place how many words can be related from there on, and by which step.
    let mut best = vec![vec![(0_usize, None::<(usize, usize, Told)>); columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let mut found = (best[i + 1][j].0.max(best[i][j + 1].0), None);
            if let Some((p, q, told)) = pair.relate_figures(&base.words()[i..], &other.words()[j..]) {
                found = (best[i + p][j + q].0 + p + q, Some((p, q, told)));
            }
            for (p, q) in steps(rows - i, columns - j) {
                let count = best[i + p][j + q].0 + p + q;
                if count > found.0
                    && let Some(told) = pair.relate(&base.words()[i..i + p], &other.words()[j..j + q])
                {
                    found = (count, Some((p, q, told)));
                }
            }
            best[i][j] = found;
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut path = Vec::new();
    while i < rows && j < columns {
        match best[i][j] {
            (_, Some((p, q, told))) => {
                path.push(Related { told, base: i..i + p, other: j..j + q });
                (i, j) = (i + p, j + q);
            }
            (count, None) if best[i + 1][j].0 == count => i += 1,
            _ => j += 1,
        }
    }
    path
}

/// Returns how many words of each side are tried together.
fn steps(rows: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
    let single = (1..=PHRASE_WORDS).flat_map(|p| (1..=PHRASE_WORDS).map(move |q| (p, q)));
    single.filter(move |(p, q)| *p <= rows && *q <= columns && (*p == 1 || *q == 1))
}

/// Keeps the related words that tell more alone than together with what stands around them: a function word between
/// two changes agrees by chance, and "may have been" against "was" is one change.
fn worth_it(base: &Run<'_>, other: &Run<'_>, mut related: Vec<Related>) -> Vec<Related> {
    let common = |run: &Run<'_>, words: &Range<usize>| run.words()[words.clone()].iter().all(|word| word.common);
    loop {
        let gap = |at: usize| -> (Range<usize>, Range<usize>) {
            let start =
                at.checked_sub(1).map_or((0, 0), |before| (related[before].base.end, related[before].other.end));
            let end =
                related.get(at).map_or((base.words().len(), other.words().len()), |r| (r.base.start, r.other.start));
            (start.0..end.0, start.1..end.1)
        };
        let one_sided = |at: usize| {
            let (b, o) = gap(at);
            b.is_empty() != o.is_empty() && common(base, &b) && common(other, &o)
        };
        let full = |at: usize| {
            let (b, o) = gap(at);
            !b.is_empty() || !o.is_empty()
        };
        let weak = (0..related.len()).find(|at| {
            let own = &related[*at];
            let light = own.told.kind == Kind::Inflection && common(base, &own.base) && common(other, &own.other);
            light && (one_sided(*at) || one_sided(*at + 1) || full(*at) && full(*at + 1))
        });
        match weak {
            Some(at) => drop(related.remove(at)),
            None => return related,
        }
    }
}
