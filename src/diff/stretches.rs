//! Several wordings of one thing laid against a base: who reads what, stretch by stretch.

use std::ops::Range;

use super::{Diff, Edit, Kind, Side, Told, diff, tell};
use crate::span::Span;

/// One wording of a stretch, with the members that share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The members, as indices; the base is 0.
    pub members: Vec<usize>,
    /// The words, where they stand in the first of the members.
    pub span: Span,
    /// The same words without what stands between passages that do not follow each other.
    pub pieces: Vec<Span>,
    /// How it differs from the base's wording; nothing where it is that.
    pub from_base: Option<Told>,
    /// How it differs from the wording that most members share; nothing where it is that, or where there is none.
    pub from_most: Option<Told>,
}

/// A stretch in which not all members read the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The heaviest difference from the base in it.
    pub told: Told,
    /// Whether it is a further part of a cut that a stretch before begins.
    pub goes_on: bool,
    /// One span a member, in the member's own text; empty where it has no words here.
    pub spans: Vec<Span>,
    /// The different wordings, the base's first, then by how many share them.
    pub variants: Vec<Variant>,
}

impl Stretch {
    /// Returns the variant that more members share than any other, as an index; nothing where no two agree or others
    /// are as many.
    pub fn most(&self) -> Option<usize> {
        let count = |variant: &Variant| variant.members.len();
        let (at, most) = self.variants.iter().enumerate().max_by_key(|(_, variant)| count(variant))?;
        let rivals = self.variants.iter().filter(|variant| count(variant) == count(most)).count();
        (count(most) > 1 && rivals == 1).then_some(at)
    }
}

/// A cut of more words than this is divided where others read otherwise inside it: who left out a page has not left out
/// the word on it that another one changed.
const SHORT_CUT: usize = 4;

/// Lays any number of wordings against the first and returns the stretches where any of them differs.
pub fn stretches(members: &[Side<'_>]) -> Vec<Stretch> {
    let Some((base, others)) = members.split_first() else { return Vec::new() };
    let diffs: Vec<Diff> = others.iter().map(|other| diff(*base, *other)).collect();
    let parts = runs(*base, &diffs.iter().collect::<Vec<_>>()).into_iter();
    parts.map(|(run, told, goes_on)| Stretch { goes_on, ..stretch(members, &diffs, &run, told) }).collect()
}

/// Returns where the stretches of wordings stand whose diffs against the first are known, one span a member, each with
/// the heaviest difference from the first in it.
pub fn places(members: &[Side<'_>], diffs: &[&Diff]) -> Vec<(Vec<Span>, Told)> {
    let Some((base, others)) = members.split_first() else { return Vec::new() };
    let spans = |run: &Range<usize>| {
        let others = others.iter().zip(diffs).map(|(other, diff)| other.span(&counterpart(diff, run)));
        std::iter::once(base.span(run)).chain(others).collect()
    };
    runs(*base, diffs).into_iter().map(|(run, told, _)| (spans(&run), told)).collect()
}

/// Returns the runs of the base where any other reads otherwise, each with the heaviest difference in it and whether it
/// is a further part of a cut.
fn runs(base: Side<'_>, diffs: &[&Diff]) -> Vec<(Range<usize>, Told, bool)> {
    let all = diffs.iter().flat_map(|diff| &diff.edits);
    let is_cut = |edit: &&Edit| {
        let words = || base.tokens[edit.base.clone()].iter().filter(|token| token.is_word()).count();
        diffs.len() > 1 && edit.other.is_empty() && words() > SHORT_CUT
    };
    let (cuts, mut edits): (Vec<&Edit>, Vec<&Edit>) = all.partition(is_cut);
    edits.sort_by_key(|edit| (edit.base.start, edit.base.end));
    let mut runs: Vec<(Range<usize>, Told)> = Vec::new();
    for edit in edits {
        match runs.last_mut() {
            Some((run, told)) if touches(run, &edit.base) => {
                run.end = run.end.max(edit.base.end);
                *told = told.heavier(edit.told);
            }
            _ => runs.push((edit.base.clone(), edit.told)),
        }
    }
    divide(&mut runs, &cuts);
    let begins = |run: &Range<usize>| cuts.iter().any(|cut| cut.base.start == run.start);
    let covered = |run: &Range<usize>| cuts.iter().any(|cut| cut.base.start < run.end && run.start < cut.base.end);
    let goes_on = |run: &Range<usize>, told: Told| told.kind == Kind::Cut && covered(run) && !begins(run);
    runs.into_iter().map(|(run, told)| (run.clone(), told, goes_on(&run, told))).collect()
}

/// Adds the parts of long cuts in which nobody reads otherwise, each with the same members all along.
fn divide(runs: &mut Vec<(Range<usize>, Told)>, cuts: &[&Edit]) {
    if cuts.is_empty() {
        return;
    }
    let cover = |run: &Range<usize>| {
        let over = cuts.iter().filter(|cut| cut.base.start < run.end && run.start < cut.base.end);
        over.map(|cut| cut.told).reduce(Told::heavier)
    };
    let mut ends: Vec<usize> = cuts.iter().flat_map(|cut| [cut.base.start, cut.base.end]).collect();
    ends.extend(runs.iter().flat_map(|(run, _)| [run.start, run.end]));
    ends.sort_unstable();
    ends.dedup();
    let taken = |part: &Range<usize>| {
        let next = runs.partition_point(|(run, _)| run.end < part.end);
        runs.get(next).is_some_and(|(run, _)| run.start <= part.start)
    };
    let parts = ends.windows(2).map(|pair| pair[0]..pair[1]).filter(|part| !taken(part));
    let parts: Vec<(Range<usize>, Told)> = parts.filter_map(|part| cover(&part).map(|told| (part, told))).collect();
    runs.extend(parts);
    runs.sort_by_key(|(run, _)| (run.start, run.end));
}

/// Runs touch where they share a token, or where two additions stand at the same place.
fn touches(run: &Range<usize>, next: &Range<usize>) -> bool {
    next.start < run.end || (next.start == run.end && (run.is_empty() || next.is_empty()))
}

fn stretch(members: &[Side<'_>], diffs: &[Diff], run: &Range<usize>, told: Told) -> Stretch {
    let mut runs = vec![run.clone()];
    runs.extend(diffs.iter().map(|diff| counterpart(diff, run)));
    let spans: Vec<Span> = members.iter().zip(&runs).map(|(member, run)| member.span(run)).collect();
    let mut variants: Vec<(Vec<&str>, Variant)> = Vec::new();
    for (at, (member, own)) in members.iter().zip(&runs).enumerate() {
        let words = wording(*member, own, told.kind);
        match variants.iter_mut().find(|(known, _)| *known == words) {
            Some((_, variant)) => variant.members.push(at),
            None => {
                let from_base = at.checked_sub(1).and_then(|other| heaviest(&diffs[other], run));
                let (span, pieces) = (spans[at], member.spans(own));
                variants.push((words, Variant { members: vec![at], span, pieces, from_base, from_most: None }));
            }
        }
    }
    let mut variants: Vec<Variant> = variants.into_iter().map(|(_, variant)| variant).collect();
    if let Some((_, others)) = variants.split_first_mut() {
        others.sort_by_key(|variant| std::cmp::Reverse(variant.members.len()));
    }
    let mut stretch = Stretch { told, goes_on: false, spans, variants };
    if let Some(most) = stretch.most() {
        let of = |variant: &Variant| variant.members.first().map(|at| (members[*at], runs[*at].clone()));
        let base = of(&stretch.variants[most]);
        for (at, variant) in stretch.variants.iter_mut().enumerate().filter(|(at, _)| *at != most) {
            variant.from_most = match (most, &base, of(variant)) {
                (0, ..) if at > 0 => variant.from_base,
                (_, Some((base, b)), Some((other, o))) => Some(tell(*base, b, other, &o)),
                _ => None,
            };
        }
    }
    stretch
}

/// Returns the heaviest change of a diff inside a run of the base, or that it is inside of.
fn heaviest(diff: &Diff, run: &Range<usize>) -> Option<Told> {
    let first = diff.edits.partition_point(|edit| edit.base.end < run.start);
    let near = diff.edits[first..].iter().take_while(|edit| edit.base.start <= run.end);
    let within = |edit: &&Edit| run.start <= edit.base.start && edit.base.end <= run.end;
    let around = |edit: &&Edit| edit.base.start < run.end && run.start < edit.base.end;
    near.filter(|edit| within(edit) || around(edit)).map(|edit| edit.told).reduce(Told::heavier)
}

/// Returns the tokens that stand in a member where a run of tokens stands in the base.
fn counterpart(diff: &Diff, run: &Range<usize>) -> Range<usize> {
    // An empty run stands before its token; an addition at its very place belongs into it.
    let start = boundary(diff, run.start, false);
    let end = boundary(diff, run.end, true);
    start..end.max(start)
}

/// Returns the place in a member for a place in the base; at an addition, before it or behind it.
fn boundary(diff: &Diff, at: usize, behind: bool) -> usize {
    let (mut base, mut other) = (0, 0);
    for edit in &diff.edits {
        let passed = if behind { edit.base.end <= at } else { edit.base.end <= at && edit.base.start < at };
        if edit.base.start < at && at < edit.base.end {
            return edit.other.start;
        }
        if !passed {
            break;
        }
        (base, other) = (edit.base.end, edit.other.end);
    }
    other + (at - base)
}

/// What two members must have in common to count as one variant: the words, or where only marks differ the marks.
fn wording<'a>(side: Side<'a>, run: &Range<usize>, kind: Kind) -> Vec<&'a str> {
    let tokens = side.tokens[run.clone()].iter();
    tokens.filter(|token| kind.is_typography() || token.is_word()).map(|token| token.span().of(side.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{side, texts};
    use super::*;

    fn show(wordings: &[&str]) -> Vec<String> {
        let texts = texts(wordings);
        let members: Vec<Side<'_>> = texts.iter().map(side).collect();
        let show = |stretch: Stretch| {
            let variants = stretch
                .variants
                .iter()
                .map(|variant| format!("{}{:?}", variant.span.of(members[variant.members[0]].text), variant.members));
            format!("{}: {}", stretch.told.kind.name(), variants.collect::<Vec<_>>().join(" / "))
        };
        stretches(&members).into_iter().map(show).collect()
    }

    #[test]
    fn three_against_one_is_visible() {
        let found = show(&[
            "We fear serious retribution from them.",
            "We fear serious reprisals from them.",
            "We fear reprisals from them.",
            "We fear serious reprisals from them.",
        ]);
        assert_eq!(found, ["wording: serious retribution[0] / serious reprisals[1, 3] / reprisals[2]"]);
    }

    #[test]
    fn an_addition_has_an_empty_base() {
        let found =
            show(&["It is impossible to work.", "It is simply impossible to work.", "It is impossible to work."]);
        assert_eq!(found, ["addition: [0, 2] / simply[1]"]);
    }

    #[test]
    fn a_long_cut_does_not_swallow_what_others_change() {
        let found = show(&[
            "We are sorry. The old bridge will stay closed to all traffic until the summer.",
            "We are sorry. The old bridge will stay shut to all traffic until the summer.",
            "We are sorry.",
        ]);
        assert_eq!(
            found,
            [
                "cut: The old bridge will stay[0, 1] / [2]",
                "wording: closed[0] / shut[1] / [2]",
                "cut: to all traffic until the summer.[0, 1] / [2]"
            ]
        );
    }

    #[test]
    fn agreement_has_no_stretch() {
        assert!(show(&["It rained.", "It rained."]).is_empty());
        assert!(show(&["It rained."]).is_empty());
        assert!(show(&[]).is_empty());
    }
}
