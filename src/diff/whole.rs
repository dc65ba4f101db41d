//! Numbers and dates change as a whole: "$5,000" against "5,000 dollars", "31 October" against "Oct. 31".

use std::ops::Range;

use super::edit::Edit;
use super::pair::Pair;
use crate::text::numbers::Figure;

/// Widens changes to the numbers and dates that they touch on both sides, and joins those that then overlap.
pub(super) fn whole(pair: &Pair<'_>, edits: Vec<Edit>) -> Vec<Edit> {
    if pair.base_figures.is_empty() || pair.other_figures.is_empty() {
        return edits;
    }
    let shifts: Vec<(Range<usize>, Range<usize>)> =
        edits.iter().map(|edit| (edit.base.clone(), edit.other.clone())).collect();
    let mut joined: Vec<(Range<usize>, Range<usize>, bool)> = Vec::with_capacity(edits.len());
    for (at, edit) in edits.iter().enumerate() {
        let (mut base, mut other) = widened(pair, &shifts, at);
        let mut wide = base != edit.base || other != edit.other;
        // What was widened to the front may reach over more than one of those before it.
        while let Some((b, o, _)) = joined.pop_if(|(b, o, _)| base.start < b.end || other.start < o.end) {
            base = b.start.min(base.start)..b.end.max(base.end);
            other = o.start.min(other.start)..o.end.max(other.end);
            wide = true;
        }
        joined.push((base, other, wide));
    }
    let mut old = edits.into_iter().peekable();
    let tell = |(base, other, wide): (Range<usize>, Range<usize>, bool)| {
        let mut same = None;
        while let Some(edit) = old.next_if(|edit| edit.base.end <= base.end && edit.other.end <= other.end) {
            same = Some(edit);
        }
        match same {
            Some(edit) if !wide => edit,
            _ => Edit { told: pair.tell(&base, &other), base, other },
        }
    };
    joined.into_iter().map(tell).collect()
}

/// Returns the runs of an edit, widened until they cut no number or date that stands on both sides.
fn widened(pair: &Pair<'_>, edits: &[(Range<usize>, Range<usize>)], at: usize) -> (Range<usize>, Range<usize>) {
    let (mut base, mut other) = edits[at].clone();
    // Each round takes in at least one more number or edit; figures are short, so few rounds do.
    for _ in 0..4 {
        let own = cover(&pair.base_figures, &base);
        let theirs = cover(&pair.other_figures, &other);
        let (Some(own), Some(theirs)) = (own, theirs) else { return edits[at].clone() };
        let start = (own.start.min(base.start), theirs.start.min(other.start));
        let end = (own.end.max(base.end), theirs.end.max(other.end));
        let left = (start.0.min(to_base(edits, start.1, false)), start.1.min(to_other(edits, start.0, false)));
        let right = (end.0.max(to_base(edits, end.1, true)), end.1.max(to_other(edits, end.0, true)));
        if (left.0..right.0, left.1..right.1) == (base.clone(), other.clone()) {
            break;
        }
        (base, other) = (left.0..right.0, left.1..right.1);
    }
    // Both ends must stand at the same place on both sides.
    let start =
        (base.start.min(to_base(edits, other.start, false)), other.start.min(to_other(edits, base.start, false)));
    let end = (base.end.max(to_base(edits, other.end, true)), other.end.max(to_other(edits, base.end, true)));
    let fits = to_other(edits, start.0, false) == start.1 && to_other(edits, end.0, true) == end.1;
    if fits { (start.0..end.0, start.1..end.1) } else { edits[at].clone() }
}

/// Returns the run of the figures that a run touches; for an empty run those it stands beside.
fn cover(figures: &[Figure], run: &Range<usize>) -> Option<Range<usize>> {
    let touches = |figure: &Figure| {
        if run.is_empty() {
            figure.tokens.start <= run.start && run.start <= figure.tokens.end
        } else {
            figure.tokens.start < run.end && run.start < figure.tokens.end
        }
    };
    let first = figures.partition_point(|figure| figure.tokens.end < run.start);
    let mut found = figures[first..].iter().take_while(|figure| figure.tokens.start <= run.end).filter(|f| touches(f));
    let start = found.next()?.tokens.clone();
    Some(start.start..found.last().map_or(start.end, |last| last.tokens.end))
}

/// Returns the place in the other side for a place in the base: at or inside an edit its start, or behind it its end.
fn to_other(edits: &[(Range<usize>, Range<usize>)], at: usize, end: bool) -> usize {
    carried(edits.len(), |n| (edits[n].0.clone(), edits[n].1.clone()), at, end)
}

fn to_base(edits: &[(Range<usize>, Range<usize>)], at: usize, end: bool) -> usize {
    carried(edits.len(), |n| (edits[n].1.clone(), edits[n].0.clone()), at, end)
}

fn carried(count: usize, edit: impl Fn(usize) -> (Range<usize>, Range<usize>), at: usize, end: bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        let (from, _) = edit(middle);
        let passed = if end {
            from.start < at || (from.start == at && from.is_empty())
        } else {
            from.end < at || (from.end == at && !from.is_empty())
        };
        if passed { low = middle + 1 } else { high = middle }
    }
    // `low` edits begin before a place that ends something, or end before one that begins something.
    match low.checked_sub(1).map(&edit) {
        Some((from, to)) if end && at <= from.end => to.end,
        Some((from, to)) => match (low < count).then(|| edit(low)) {
            Some((next, there)) if !end && next.start < at => there.start,
            _ => to.end + (at - from.end),
        },
        None => match (low < count).then(|| edit(low)) {
            Some((next, there)) if !end && next.start < at => there.start,
            _ => at,
        },
    }
}
