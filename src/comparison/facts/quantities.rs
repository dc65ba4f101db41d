//! Numbers, amounts and dates that disagree, and those that one source gives only vaguely.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::fact::About;
use super::member::Member;
use super::worded::Worded;
use crate::diff::{Diff, Kind};
use crate::span::Span;
use crate::text::numbers::{Date, Exactness, Figure, Unit, Value, vague};

/// Of more pairs of numbers than this only those are looked at that take each other's place in the wording.
const FEW_PAIRS: usize = 2_500;

/// Returns the places of both where numbers or dates disagree: those that take each other's place in the wording, those
/// that count the same thing, the only sums of both, and dates beside the same words.
pub(super) fn quantities_apart(one: &Member<'_>, other: &Member<'_>, worded: &Worded<'_>) -> Vec<(About, Span, Span)> {
    let (left, right) = (free(one, other), free(other, one));
    let both = !left.is_empty() && !right.is_empty();
    let placed = if both { in_place(one, other, worded.diff()) } else { HashMap::new() };
    let (ours, theirs) = (count(&left), count(&right));
    // The only sum of money, the only age of both answer each other wherever they stand.
    let only = |a: &Figure, b: &Figure| {
        let class = measure(&a.value);
        let once = |counts: &HashMap<Measure, usize>| counts.get(&class) == Some(&1);
        matches!(class, Measure::Unit(_)) && class == measure(&b.value) && once(&ours) && once(&theirs)
    };
    let few = left.len() * right.len() <= FEW_PAIRS;
    let counted = |own: &Member<'_>, figures: &[Figure]| -> Vec<Vec<u32>> {
        let things = |figure: &Figure| if few && !figure.value.is_date() { own.counted(figure) } else { Vec::new() };
        figures.iter().map(things).collect()
    };
    let (things, others) = (counted(one, &left), counted(other, &right));
    let same =
        |i: usize, k: usize| measure(&left[i].value) == measure(&right[k].value) && shares(&things[i], &others[k]);
    // What counts the same thing answers it, whatever stands in its place.
    let answered = |i: usize, k: usize| {
        (0..right.len()).any(|other| other != k && same(i, other))
            || (0..left.len()).any(|own| own != i && same(own, k))
    };
    let mut apart = Vec::new();
    for (i, a) in left.iter().enumerate() {
        let around = if few && is_time(&a.value) { one.around(a) } else { HashSet::new() };
        let answer = placed.get(&a.tokens.start);
        for (k, b) in right.iter().enumerate().filter(|(_, b)| few || answer == Some(&b.tokens.start)) {
            if !are_comparable(&a.value, &b.value) || is_relative(a, b) {
                continue;
            }
            let near = || answer == Some(&b.tokens.start) && fits(&a.value, &b.value) && (!few || !answered(i, k));
            let beside = || {
                let alike = is_time(&a.value) && measure(&a.value) == measure(&b.value);
                alike && other.around(b).iter().any(|stem| around.contains(stem))
            };
            if same(i, k) || near() || only(a, b) || beside() {
                apart.push((about(a, b), one.span(&a.whole), other.span(&b.whole)));
            }
        }
    }
    apart.extend(less_exact(one, other));
    apart.extend(vaguer(one, other).into_iter().map(|(a, b)| (About::Exactness, a, b)));
    apart.extend(vaguer(other, one).into_iter().map(|(a, b)| (About::Exactness, b, a)));
    apart
}

/// Returns the figures with which none of the other source agrees.
fn free(own: &Member<'_>, theirs: &Member<'_>) -> Vec<Figure> {
    let agrees = |figure: &&Figure| theirs.known.iter().any(|other| same(own, figure, theirs, other));
    own.figures.iter().filter(|figure| !agrees(figure)).cloned().collect()
}

/// Tells whether two figures say the same, also where one is seen from the year in which its source appeared.
fn same(own: &Member<'_>, a: &Figure, other: &Member<'_>, b: &Figure) -> bool {
    let named = |member: &Member<'_>, figure: &Figure| {
        let back = match figure.value {
            Value::Relative("last-year") => -1,
            Value::Relative("this-year") => 0,
            Value::Relative("next-year") => 1,
            _ => return None,
        };
        Some(Value::Date(Date { year: member.year?.checked_add_signed(back), ..Date::default() }))
    };
    let (x, y) = (named(own, a), named(other, b));
    a.agrees(b) || x.as_ref().unwrap_or(&a.value).agrees(y.as_ref().unwrap_or(&b.value))
}

/// Tells whether two dates say something of one part of a date: a weekday and a day of the month may be one day.
fn are_comparable(a: &Value, b: &Value) -> bool {
    let (Value::Date(a), Value::Date(b)) = (a, b) else { return true };
    let both = [a.year.is_some() && b.year.is_some(), a.month.is_some() && b.month.is_some()];
    both.contains(&true) || a.day.is_some() && b.day.is_some() || a.weekday.is_some() && b.weekday.is_some()
}

fn count(figures: &[Figure]) -> HashMap<Measure, usize> {
    figures.iter().fold(HashMap::new(), |mut counts, figure| {
        *counts.entry(measure(&figure.value)).or_default() += 1;
        counts
    })
}

fn shares(stems: &[u32], others: &[u32]) -> bool {
    stems.iter().any(|stem| others.contains(stem))
}

fn is_time(value: &Value) -> bool {
    value.is_date() || value.is_clock()
}

/// Tells whether one is seen from the day of writing and the other is not: they may be one day.
fn is_relative(a: &Figure, b: &Figure) -> bool {
    let seen = |figure: &Figure| match figure.value {
        Value::Relative(name) => !matches!(name, "weekend") && !name.ends_with("-year"),
        _ => false,
    };
    seen(a) != seen(b)
}

/// The same figure, more or less exact: "at least 35" and "35".
fn less_exact(one: &Member<'_>, other: &Member<'_>) -> Vec<(About, Span, Span)> {
    let exact = |figure: &Figure| figure.exactness == Exactness::Exact;
    let mut apart = Vec::new();
    for a in &one.figures {
        let mut same = other.figures.iter().filter(|b| a.value == b.value && a.exactness != b.exactness);
        // Of a date or a time only one of two limits is a disagreement: "on Friday" and "Friday" are the same.
        let Some(b) = same.next().filter(|b| !is_time(&a.value) || !(exact(a) || exact(b))) else { continue };
        if other.figures.iter().all(|b| a.value != b.value || a.exactness != b.exactness) {
            apart.push((About::Exactness, one.span(&a.whole), other.span(&b.whole)));
        }
    }
    apart
}

/// A number of one and "dozens" of the same in the other, which counts it nowhere.
fn vaguer(one: &Member<'_>, other: &Member<'_>) -> Vec<(Span, Span)> {
    let mut apart = Vec::new();
    if one.figures.is_empty() {
        return apart;
    }
    let loose: Vec<Range<usize>> = vague(other.text, &other.tokens, other.side().language());
    let loose: Vec<(Range<usize>, Vec<usize>)> =
        loose.into_iter().map(|run| (run.clone(), other.counted_from(run.end).collect())).collect();
    if loose.is_empty() {
        return apart;
    }
    let counted: Vec<u32> = other.figures.iter().flat_map(|figure| other.counted(figure)).collect();
    for a in one.figures.iter().filter(|figure| measure(&figure.value) == Measure::Number) {
        let things = one.counted(a);
        if shares(&things, &counted) {
            continue;
        }
        let same = |(_, at): &&(Range<usize>, Vec<usize>)| at.iter().any(|at| things.contains(&other.tokens[*at].stem));
        apart.extend(loose.iter().find(same).map(|(run, _)| (one.span(&a.whole), other.span(run))));
    }
    apart
}

/// What a figure measures, and how finely: only the like of each other disagree.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Measure {
    Number,
    Unit(Unit),
    Clock,
    Day,
    Week,
    Month,
    Year,
}

pub(super) fn measure(value: &Value) -> Measure {
    match value {
        Value::Amount { unit: Unit::None | Unit::Ordinal, .. } => Measure::Number,
        // Ten dollars and ten euros are sums of money both.
        Value::Amount { unit: Unit::Currency(_), .. } => Measure::Unit(Unit::Currency("")),
        Value::Amount { unit: Unit::Clock(_), .. } => Measure::Clock,
        Value::Amount { unit, .. } => Measure::Unit(*unit),
        Value::Date(date) if date.day.is_some() || date.weekday.is_some() => Measure::Day,
        Value::Date(date) if date.month.is_some() => Measure::Month,
        Value::Date(_) => Measure::Year,
        Value::Relative(name) if name.ends_with("-year") || *name == "year-end" => Measure::Year,
        Value::Relative(name) if name.ends_with("-month") || *name == "month-end" => Measure::Month,
        Value::Relative(name) if name.ends_with("-week") || *name == "week-end" => Measure::Week,
        Value::Relative(_) => Measure::Day,
    }
}

/// Tells whether two figures in the same place can answer each other: two dates, or two numbers of one unit.
fn fits(a: &Value, b: &Value) -> bool {
    let (x, y) = (measure(a), measure(b));
    a.is_date() == b.is_date() && (a.is_date() || x == y || [x, y].contains(&Measure::Number))
}

fn about(a: &Figure, b: &Figure) -> About {
    // A Saturday is a day of a weekend, and 2019 may have been last year.
    let seen = |figure: &Figure| matches!(figure.value, Value::Relative(_));
    match (measure(&a.value), measure(&b.value)) {
        _ if seen(a) != seen(b) => About::Exactness,
        _ if a.value.is_date() => About::Date,
        (Measure::Clock, _) | (_, Measure::Clock) => About::Time,
        (Measure::Unit(Unit::Age), _) | (_, Measure::Unit(Unit::Age)) => About::Age,
        (Measure::Number, Measure::Number) => About::Count,
        _ => About::Amount,
    }
}

/// Returns the first tokens of the figures that take each other's place in the wording.
fn in_place(one: &Member<'_>, other: &Member<'_>, found: &Diff) -> HashMap<usize, usize> {
    let mut places = HashMap::new();
    if found.is_reworded() {
        return places;
    }
    for edit in found.edits.iter().filter(|edit| edit.told.kind == Kind::Number) {
        let inside = |figures: &[Figure], run: &Range<usize>| -> Vec<usize> {
            let touched =
                figures.iter().filter(|figure| figure.tokens.start < run.end && run.start < figure.tokens.end);
            touched.map(|figure| figure.tokens.start).collect()
        };
        let (a, b) = (inside(&one.figures, &edit.base), inside(&other.figures, &edit.other));
        // Where one has more of them than the other it is not clear which of them answers which.
        if a.len() == b.len() {
            places.extend(a.into_iter().zip(b));
        }
    }
    places
}
