//! What a number, an amount or a date says, apart from how it is written.

use std::ops::Range;

/// A number, an amount or a date of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    /// What it says.
    pub value: Value,
    /// How exact it is meant to be.
    pub exactness: Exactness,
    /// The tokens of the number or date with its unit, as indices into the run that was read.
    pub tokens: Range<usize>,
    /// The same with the words that say how exact it is ("at least", "by").
    pub whole: Range<usize>,
    /// Whether it may as well be an article, a pronoun or another word ("one", "may").
    pub weak: bool,
}

impl Figure {
    /// Tells whether two figures say the same, whatever they are called by and however exact.
    pub fn agrees(&self, other: &Figure) -> bool {
        self.value.agrees(&other.value)
    }
}

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// How much or how many.
    Amount {
        /// The number, in millionths, so that decimals are exact.
        millionths: i128,
        /// What it is counted in.
        unit: Unit,
    },
    /// A date or a part of one.
    Date(Date),
    /// A time as seen from the day of writing ("last-week", "month-end"), by the same name in every language.
    Relative(&'static str),
}

impl Value {
    /// Tells whether two values are the same. A number without a unit agrees with the same number with one, and with
    /// the year of that number; dates agree in the parts that both name, if there are any.
    pub fn agrees(&self, other: &Value) -> bool {
        match (self, other) {
            (
                Value::Amount { millionths: a, unit: Unit::Clock(x) },
                Value::Amount { millionths: b, unit: Unit::Clock(y) },
            ) => x.agrees(a / MILLION, *y, b / MILLION),
            (Value::Amount { millionths: a, unit: x }, Value::Amount { millionths: b, unit: y }) => {
                a == b && (x == y || [x, y].contains(&&Unit::None))
            }
            (Value::Amount { millionths, unit: Unit::None }, Value::Date(date))
            | (Value::Date(date), Value::Amount { millionths, unit: Unit::None }) => {
                date.is_only(*millionths / MILLION)
            }
            (Value::Date(a), Value::Date(b)) => a.agrees(b),
            (Value::Relative(a), Value::Relative(b)) => a == b,
            _ => false,
        }
    }

    /// Tells whether it is a time of day.
    pub fn is_clock(&self) -> bool {
        matches!(self, Value::Amount { unit: Unit::Clock(_), .. })
    }

    /// Tells whether it is a date, or a time as seen from one.
    pub fn is_date(&self) -> bool {
        !matches!(self, Value::Amount { .. })
    }
}

/// One, in millionths.
pub(crate) const MILLION: i128 = 1_000_000;

/// What an amount is counted in, as far as a sign or a single word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Nothing is said, or a word follows that is a word like any other.
    None,
    /// Hundredths.
    Percent,
    /// Thousandths.
    Permille,
    /// Money, by the code of the currency.
    Currency(&'static str),
    /// A place in an order: "third", "31st".
    Ordinal,
    /// Years of age.
    Age,
    /// Minutes since midnight.
    Clock(Clock),
}

/// What is said of a time of day beside the hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clock {
    /// The minutes by which its zone is ahead of UTC, where the zone is told and has one figure.
    pub zone: Option<i16>,
    /// Whether it may as well be twelve hours later: "ten o'clock".
    pub open: bool,
}

impl Clock {
    /// Tells whether two times of day, in minutes, are the same.
    fn agrees(self, minutes: i128, other: Clock, others: i128) -> bool {
        let ahead = self.zone.zip(other.zone).map_or(0, |(a, b)| i128::from(a) - i128::from(b));
        let apart = (minutes - others - ahead).rem_euclid(24 * 60);
        apart == 0 || (self.open || other.open) && apart == 12 * 60
    }
}

/// The parts of a date that are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year.
    pub year: Option<u16>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
    /// The day of the week, from 1 for Monday.
    pub weekday: Option<u8>,
}

impl Date {
    /// Tells whether two dates name a part in common and agree in all of those.
    pub fn agrees(&self, other: &Date) -> bool {
        let parts = |date: &Date| {
            [date.year.map(u32::from), date.month.map(u32::from), date.day.map(u32::from), date.weekday.map(u32::from)]
        };
        let both = || parts(self).into_iter().zip(parts(other)).filter_map(|(a, b)| Some((a?, b?)));
        both().count() > 0 && both().all(|(a, b)| a == b)
    }

    /// Tells whether it is nothing but a year or a day of this number.
    fn is_only(&self, number: i128) -> bool {
        let year = Date { year: self.year, ..Date::default() } == *self && self.year.map(i128::from) == Some(number);
        let day = Date { day: self.day, ..Date::default() } == *self && self.day.map(i128::from) == Some(number);
        year || day
    }
}

/// Which part of the day is said with an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// Before noon: "a.m.".
    Morning,
    /// After noon: "p.m.".
    Evening,
    /// Around midnight: "nachts", "de la noche".
    Night,
}

impl Half {
    /// Returns an hour of the twelve as one of the day.
    pub(crate) fn hour(self, hour: i128) -> i128 {
        match (self, hour) {
            (Half::Morning | Half::Night, 12) => 0,
            (Half::Evening, 1..12) | (Half::Night, 6..12) => hour + 12,
            _ => hour,
        }
    }
}

/// How exact a figure is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Exactness {
    /// Nothing limits it.
    Exact,
    /// About, nearly, some.
    About,
    /// At least.
    AtLeast,
    /// More than.
    MoreThan,
    /// At most, up to.
    AtMost,
    /// Less than.
    LessThan,
    /// Until a date, by a date.
    By,
    /// Before a date.
    Before,
    /// From a date on.
    Since,
    /// After a date.
    After,
}

impl Exactness {
    /// Tells whether it can be said of a value: amounts are "at least" so much, dates and times are "by" then.
    pub(crate) fn fits(self, value: &Value) -> bool {
        match self {
            Exactness::Exact | Exactness::About => true,
            Exactness::AtLeast | Exactness::MoreThan | Exactness::AtMost | Exactness::LessThan => {
                !value.is_date() && !value.is_clock()
            }
            Exactness::By | Exactness::Before | Exactness::Since | Exactness::After => {
                value.is_date() || value.is_clock()
            }
        }
    }
}

/// What was read at a place, before it is known how exact it is.
pub(crate) struct Read {
    /// What it says.
    pub(crate) value: Value,
    /// The words it stands in.
    pub(crate) words: Range<usize>,
    /// Whether it may as well be something else.
    pub(crate) weak: bool,
}
