//! A fact that disagrees, and how readings are put together to facts.

use crate::span::Span;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// How many.
    Count,
    /// How much: money, per cent.
    Amount,
    /// How old.
    Age,
    /// On which day, in which year.
    Date,
    /// At what time of day.
    Time,
    /// The number is the same, but not how exact it is meant to be; or one gives it and the other says "dozens".
    Exactness,
    /// Who, or what it is called.
    Name,
    /// What somebody is.
    Title,
}

impl About {
    /// All that facts are about, in the order in which lists go through them.
    pub const ALL: [About; 8] = [
        About::Count,
        About::Amount,
        About::Age,
        About::Date,
        About::Time,
        About::Exactness,
        About::Name,
        About::Title,
    ];

    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            About::Count => "count",
            About::Amount => "amount",
            About::Age => "age",
            About::Date => "date",
            About::Time => "time",
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
    /// The group in which it stands, as an index; where it stands in several, the group of its first reading.
    pub group: usize,
    /// Where it stands: documents and spans, in order; a source may have several.
    pub readings: Vec<(usize, Span)>,
}

/// Adds two readings to a fact that has one of them already, or as a fact of their own.
pub(super) fn add(found: &mut Vec<Fact>, group: usize, about: About, readings: [(usize, Span); 2]) {
    match found.iter_mut().find(|fact| fact.about == about && readings.iter().any(|r| holds(fact, *r))) {
        Some(fact) => readings.into_iter().for_each(|reading| {
            if !holds(fact, reading) {
                fact.readings.push(reading);
            }
        }),
        None => found.push(Fact { about, group, readings: readings.to_vec() }),
    }
}

fn holds(fact: &Fact, (document, span): (usize, Span)) -> bool {
    fact.readings.iter().any(|(own, known)| *own == document && known.overlap(span) > 0)
}

/// Adds facts that are not known yet: those of which no known one holds two readings.
pub(super) fn join(found: &mut Vec<Fact>, more: Vec<Fact>) {
    for fact in more {
        let known = |other: &Fact| fact.readings.iter().filter(|reading| holds(other, **reading)).count() > 1;
        if !found.iter().any(known) {
            found.push(fact);
        }
    }
}
