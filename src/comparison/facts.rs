//! Facts that disagree: numbers, dates, names and titles that stand in corresponding places and are not the same.

mod described;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use self::described::{Described, described, misspelt};
use super::Comparison;
use crate::diff::{Kind, Shape, Side, diff};
use crate::document::Passage;
use crate::span::Span;
use crate::text::numbers::{Exactness, Figure, Unit, Value, figures};
use crate::text::tokens::Token;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// How many.
    Count,
    /// How much: money, per cent.
    Amount,
    /// How old.
    Age,
    /// When.
    Date,
    /// The number is the same, but not how exact it is meant to be.
    Exactness,
    /// Who, or what it is called.
    Name,
    /// What somebody is.
    Title,
}

impl About {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            About::Count => "count",
            About::Amount => "amount",
            About::Age => "age",
            About::Date => "date",
            About::Exactness => "exactness",
            About::Name => "name",
            About::Title => "title",
        }
    }
}

/// A fact that not all sources give alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub about: About,
    /// The group in which it stands, as an index.
    pub group: usize,
    /// Where it stands: documents and spans, in order; a source may have several.
    pub readings: Vec<(usize, Span)>,
}

/// More sources than this in one group are compared with the first one only.
const ALL_PAIRS: usize = 8;

/// Of more pairs of numbers than this only those are looked at that take each other's place in the wording.
const FEW_PAIRS: usize = 2_500;

/// What is counted stands among so many words behind a number.
const COUNTED_WORDS: usize = 3;

/// Returns the facts that disagree inside the groups, in the order of the groups.
pub fn facts(comparison: &Comparison) -> Vec<Fact> {
    let groups = comparison.groups.iter().enumerate().filter(|(_, group)| !group.is_alone());
    groups.flat_map(|(at, group)| in_group(comparison, at, &group.passages)).collect()
}

fn in_group(comparison: &Comparison, group: usize, passages: &[Passage]) -> Vec<Fact> {
    let members: Vec<Member<'_>> =
        passages.chunk_by(|a, b| a.document == b.document).map(|own| Member::new(comparison, own)).collect();
    let mut found: Vec<Fact> = Vec::new();
    for (at, one) in members.iter().enumerate() {
        let few = members.len() <= ALL_PAIRS || at == 0;
        for other in members[at + 1..].iter().filter(|other| few && other.tokens_differ(one)) {
            for (about, a, b) in pairs(one, other) {
                add(&mut found, group, about, [(one.document, a), (other.document, b)]);
            }
        }
    }
    found.iter_mut().for_each(|fact| fact.readings.sort_unstable());
    found
}

/// Adds two readings to a fact that has one of them already, or as a fact of their own.
fn add(found: &mut Vec<Fact>, group: usize, about: About, readings: [(usize, Span); 2]) {
    let holds = |fact: &Fact, (document, span): (usize, Span)| {
        fact.readings.iter().any(|(own, known)| *own == document && known.overlap(span) > 0)
    };
    let known = found.iter_mut().find(|fact| fact.about == about && readings.iter().any(|r| holds(fact, *r)));
    match known {
        Some(fact) => readings.into_iter().for_each(|reading| {
            if !holds(fact, reading) {
                fact.readings.push(reading);
            }
        }),
        None => found.push(Fact { about, group, readings: readings.to_vec() }),
    }
}

/// What one source says in a group.
struct Member<'a> {
    document: usize,
    text: &'a str,
    tokens: Vec<Token>,
    figures: Vec<Figure>,
    people: Vec<Described>,
}

impl<'a> Member<'a> {
    fn new(comparison: &'a Comparison, passages: &[Passage]) -> Self {
        let document = passages[0].document;
        let text = comparison.documents[document].text.as_str();
        let tokens: Vec<Token> =
            passages.iter().flat_map(|passage| comparison.side(*passage).tokens).copied().collect();
        let side = Side { text, tokens: &tokens };
        let figures = figures(text, &tokens, side.language()).into_iter().filter(|figure| !figure.weak).collect();
        let people = described(side);
        Member { document, text, tokens, figures, people }
    }

    fn side(&self) -> Side<'_> {
        Side { text: self.text, tokens: &self.tokens }
    }

    fn span(&self, run: &Range<usize>) -> Span {
        self.side().span(run)
    }

    fn tokens_differ(&self, other: &Member<'_>) -> bool {
        let words = |member: &Member<'a>| -> Vec<u32> { member.tokens.iter().map(|token| token.form).collect() };
        self.tokens.len() != other.tokens.len()
            || words(self) != other.tokens.iter().map(|token| token.form).collect::<Vec<_>>()
    }

    /// Returns the stems of what a figure may count: the telling words behind it, with no mark between.
    fn counted(&self, figure: &Figure) -> Vec<u32> {
        let behind = self.tokens.get(figure.whole.end.max(figure.tokens.end)..).unwrap_or_default();
        let near = behind.iter().take(COUNTED_WORDS).take_while(|token| token.is_word() || is_hyphen(self.text, token));
        near.filter(|token| token.is_word() && !token.common).map(|token| token.stem).collect()
    }
}

fn is_hyphen(text: &str, token: &Token) -> bool {
    matches!(token.span().of(text), "-" | "‐" | "‑")
}

/// Returns what disagrees between two sources.
fn pairs(one: &Member<'_>, other: &Member<'_>) -> Vec<(About, Span, Span)> {
    let mut found = figures_apart(one, other);
    found.extend(names_apart(one, other));
    found.extend(misspelt(one.side(), other.side()).into_iter().map(|(a, b)| (About::Name, a, b)));
    found.extend(people_apart(&one.people, &other.people).into_iter().map(|(a, b)| (About::Title, a, b)));
    found
}

/// Numbers and dates: those that take each other's place in the wording, those that count the same thing, and the only
/// dates of both.
fn figures_apart(one: &Member<'_>, other: &Member<'_>) -> Vec<(About, Span, Span)> {
    let mut found = Vec::new();
    let placed = in_place(one, other);
    let agrees = |figure: &Figure, others: &[Figure]| others.iter().any(|other| figure.agrees(other));
    let free = |own: &Member<'_>, theirs: &Member<'_>| -> Vec<Figure> {
        own.figures.iter().filter(|figure| !agrees(figure, &theirs.figures)).cloned().collect()
    };
    let (left, right) = (free(one, other), free(other, one));
    // The only date, or the only sum of money, of both answer each other wherever they stand.
    let count = |figures: &[Figure]| -> HashMap<Measure, usize> {
        figures.iter().fold(HashMap::new(), |mut counts, figure| {
            *counts.entry(measure(&figure.value)).or_default() += 1;
            counts
        })
    };
    let (ours, theirs) = (count(&left), count(&right));
    let only = |a: &Figure, b: &Figure| {
        let class = measure(&a.value);
        let once = |counts: &HashMap<Measure, usize>| counts.get(&class) == Some(&1);
        class != Measure::Number && class == measure(&b.value) && once(&ours) && once(&theirs)
    };
    let few = left.len() * right.len() <= FEW_PAIRS;
    for a in &left {
        let counted = if few && !a.value.is_date() { one.counted(a) } else { Vec::new() };
        let answer = placed.get(&a.tokens.start);
        for b in right.iter().filter(|b| few || answer == Some(&b.tokens.start)) {
            let near = answer == Some(&b.tokens.start) && fits(&a.value, &b.value);
            let same = || {
                let theirs = other.counted(b);
                measure(&a.value) == measure(&b.value) && counted.iter().any(|stem| theirs.contains(stem))
            };
            if near || only(a, b) || same() {
                found.push((about(a, b), one.span(&a.whole), other.span(&b.whole)));
            }
        }
    }
    for a in &one.figures {
        let exact = |figure: &Figure| figure.exactness == Exactness::Exact;
        let mut same = other.figures.iter().filter(|b| a.value == b.value && a.exactness != b.exactness);
        // Of a date only one of two limits is a disagreement: "on Friday" and "Friday" are the same.
        let Some(b) = same.next().filter(|b| !a.value.is_date() || !(exact(a) || exact(b))) else { continue };
        if other.figures.iter().all(|b| a.value != b.value || a.exactness != b.exactness) {
            found.push((About::Exactness, one.span(&a.whole), other.span(&b.whole)));
        }
    }
    found
}

/// What a figure measures, and how finely: only the like of each other disagree.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Measure {
    Number,
    Unit(Unit),
    Day,
    Week,
    Month,
    Year,
}

fn measure(value: &Value) -> Measure {
    match value {
        Value::Amount { unit: Unit::None | Unit::Ordinal, .. } => Measure::Number,
        // Ten dollars and ten euros are sums of money both.
        Value::Amount { unit: Unit::Currency(_), .. } => Measure::Unit(Unit::Currency("")),
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
    let unit = |figure: &Figure| match figure.value {
        Value::Amount { unit, .. } => unit,
        _ => Unit::None,
    };
    match (a.value.is_date(), unit(a), unit(b)) {
        (true, ..) | (_, Unit::Clock(_), _) | (_, _, Unit::Clock(_)) => About::Date,
        (_, Unit::Age, _) | (_, _, Unit::Age) => About::Age,
        (_, Unit::None | Unit::Ordinal, Unit::None | Unit::Ordinal) => About::Count,
        _ => About::Amount,
    }
}

/// Returns the first tokens of the figures that take each other's place in the wording.
fn in_place(one: &Member<'_>, other: &Member<'_>) -> HashMap<usize, usize> {
    let found = diff(one.side(), other.side());
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

/// Names: those that take each other's place in otherwise near wording, and one name in two spellings.
fn names_apart(one: &Member<'_>, other: &Member<'_>) -> Vec<(About, Span, Span)> {
    let found = diff(one.side(), other.side());
    if found.is_reworded() {
        return Vec::new();
    }
    let all = |member: &Member<'_>| -> HashSet<u32> { member.tokens.iter().map(|token| token.stem).collect() };
    let (ours, theirs) = (all(one), all(other));
    let has = |known: &HashSet<u32>, stems: &[u32]| stems.iter().any(|stem| known.contains(stem));
    let stems = |member: &Member<'_>, run: &Range<usize>| -> Vec<u32> {
        let words = member.tokens[run.clone()].iter().filter(|token| token.is_word() && !token.common);
        words.map(|token| token.stem).collect()
    };
    let names = found.edits.iter().filter(|edit| {
        let named = edit.told.kind == Kind::Name || edit.told.kind == Kind::Spelling && !edit.told.weight.is_light();
        let two_sided = edit.told.shape == Shape::Replaced;
        let apart = !has(&theirs, &stems(one, &edit.base)) && !has(&ours, &stems(other, &edit.other));
        named && two_sided && apart
    });
    names.map(|edit| (About::Name, one.span(&edit.base), other.span(&edit.other))).collect()
}

/// One person with two descriptions, or one name in two spellings.
fn people_apart(ours: &[Described], theirs: &[Described]) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    for one in ours {
        let same = theirs.iter().filter(|other| one.is_called_as(other));
        found.extend(same.filter(|other| one.differs(other)).map(|other| (one.span, other.span)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::compare;
    use crate::load;

    fn show(texts: &[&str]) -> Vec<String> {
        let read = |(at, text): (usize, &&str)| load::read(&format!("{at}.txt"), text.as_bytes());
        let comparison = compare(texts.iter().enumerate().map(read).collect());
        let words = |(document, span): &(usize, Span)| span.of(&comparison.documents[*document].text).to_owned();
        let show = |fact: &Fact| {
            let readings: Vec<String> = fact.readings.iter().map(words).collect();
            format!("{}: {}", fact.about.name(), readings.join(" | "))
        };
        facts(&comparison).iter().map(show).collect()
    }

    #[test]
    fn numbers_dates_and_exactness() {
        let found = show(&[
            "The ferry Alba sank off Morvik with at least 35 passengers on Monday, the harbour office said.",
            "The ferry Alba sank off Morvik with 35 passengers on Monday, the harbour office said.",
            "The ferry Alba sank off Morvik with 41 passengers on Tuesday, the harbour office said.",
        ]);
        assert_eq!(
            found,
            ["exactness: at least 35 | 35", "count: at least 35 | 35 | 41", "date: on Monday | on Monday | on Tuesday"]
        );
    }

    #[test]
    fn the_same_in_other_writing_is_no_disagreement() {
        let found = show(&[
            "Thirty-five groups signed the letter to the Morvik harbour office by 31 October.",
            "35 groups signed the letter to the Morvik harbour office by Oct. 31.",
        ]);
        assert_eq!(found, [] as [&str; 0]);
    }

    #[test]
    fn one_person_is_described_in_two_ways() {
        let found = show(&[
            "The inquiry heard former harbour chief Greta Vik on Monday about the ferry Alba.",
            "The inquiry heard Greta Vik, a spokeswoman for the owners, on Monday about the ferry Alba.",
        ]);
        assert_eq!(found, ["title: harbour chief Greta Vik | Greta Vik, a spokeswoman for the owners"]);
    }
}
