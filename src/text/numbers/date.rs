//! Dates and parts of dates, in words and in digits.

use super::amount::number;
use super::digits::digits;
use super::figure::{Date, MILLION, Read, Value};
use super::table::{Meaning, Table};
use super::words::{Gap, Word};

/// Reads a date that begins at a word.
pub(crate) fn read(words: &[Word<'_>], at: usize, table: &Table) -> Option<Read> {
    let found = relative(words, at, table)
        .or_else(|| in_signs(words, at, table))
        .or_else(|| in_digits(words, at, table))
        .or_else(|| in_words(words, at, table));
    found.map(|(value, end, weak)| Read { value, words: at..end, weak })
}

type Found = Option<(Value, usize, bool)>;

/// "last week", "the end of the month".
fn relative(words: &[Word<'_>], at: usize, table: &Table) -> Found {
    let time = |meaning: &Meaning| match meaning {
        Meaning::Time(time) => Some(*time),
        _ => None,
    };
    table.at(words, at, time).map(|(end, time)| (Value::Relative(time), end, false))
}

/// "2019年10月31日": each number with its sign.
fn in_signs(words: &[Word<'_>], at: usize, table: &Table) -> Found {
    let mut date = Date::default();
    let mut end = at;
    while let Some(found) = number(words, end, table) {
        let sign = |meaning: &Meaning| {
            matches!(meaning, Meaning::YearSign | Meaning::MonthSign | Meaning::DaySign).then_some(*meaning)
        };
        let Some((next, sign)) = table.at(words, found.end, sign) else { break };
        let value = found.millionths / MILLION;
        let length = table.at(words, next, |meaning| (*meaning == Meaning::SpanAfter).then_some(())).is_some();
        match sign {
            _ if length || (end > at && words[end].is_parted()) => break,
            Meaning::YearSign if date == Date::default() && (1000..3000).contains(&value) => {
                date.year = u16::try_from(value).ok();
            }
            Meaning::MonthSign if date.month.is_none() && date.day.is_none() && (1..=12).contains(&value) => {
                date.month = u8::try_from(value).ok();
            }
            Meaning::DaySign if date.day.is_none() && (1..=31).contains(&value) => date.day = u8::try_from(value).ok(),
            _ => break,
        }
        end = next;
    }
    (end > at).then_some((Value::Date(date), end, false))
}

/// "31.10.2019", "2019-10-31", "10/31/2019".
fn in_digits(words: &[Word<'_>], at: usize, table: &Table) -> Found {
    let word = words.get(at).filter(|word| word.number)?;
    let mut parts: Vec<(usize, i128)> = Vec::new();
    let mut end = at + 1;
    let mut mark = Gap::Dot;
    if word.form.contains('.') {
        for part in word.form.split('.').filter(|part| !part.is_empty()) {
            parts.push((part.len(), part.parse().ok()?));
        }
    } else {
        mark = words.get(end)?.gap;
        let value = |word: &Word<'_>| {
            let plain = digits(&word.form, table.decimal).filter(|found| found.plain && found.letters.is_empty());
            plain.map(|found| (found.lead, found.millionths / MILLION))
        };
        parts.push(value(word)?);
        while let Some(next) = words.get(end).filter(|next| next.gap == mark && next.number && parts.len() < 4) {
            parts.push(value(next)?);
            end += 1;
        }
        if !matches!(mark, Gap::Hyphen | Gap::Slash) {
            return None;
        }
    }
    let [first, second, third] = parts[..] else { return None };
    let (year, month, day) = match (first.0, third.0) {
        (4, 1..=2) => (first.1, second.1, third.1),
        // Where the months come first only a day above twelve tells.
        (1..=2, 4) if second.1 > 12 => (third.1, first.1, second.1),
        (1..=2, 4) if mark == Gap::Slash && first.1 <= 12 && table.decimal == '.' => (third.1, first.1, second.1),
        (1..=2, 4) => (third.1, second.1, first.1),
        _ => return None,
    };
    let holds = (1000..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let part = |value: i128| u8::try_from(value).ok();
    let date = Date { year: u16::try_from(year).ok(), month: part(month), day: part(day), weekday: None };
    holds.then_some((Value::Date(date), end, false))
}

/// "Monday, 31 October 2019", "Oct. 31", "le 1er novembre".
fn in_words(words: &[Word<'_>], at: usize, table: &Table) -> Found {
    let mut date = Date::default();
    let mut end = at;
    let weekday = |meaning: &Meaning| match meaning {
        Meaning::Weekday(day) => Some(*day),
        _ => None,
    };
    if let Some((next, day)) = table.at(words, at, weekday) {
        (date.weekday, end) = (Some(day), next);
    }
    let near = |end: usize| end == at || words.get(end).is_some_and(|word| word.gap != Gap::Other);
    let from = if end > at { skip_of(words, end, table) } else { at };
    let mut weak = false;
    if let Some((next, month, day)) = near(end).then(|| day_and_month(words, from, table)).flatten() {
        (date.month, date.day, end) = (Some(month), day, next);
        weak = day.is_none() && is_weak(words, next - 1, table);
        let from =
            if words.get(end).is_some_and(|word| word.gap == Gap::Comma) { end } else { skip_of(words, end, table) };
        if let Some(year) = year(words, from, table) {
            (date.year, end, weak) = (Some(year), from + 1, false);
        }
    }
    (date != Date::default()).then_some((Value::Date(date), end, weak))
}

fn skip_of(words: &[Word<'_>], at: usize, table: &Table) -> usize {
    let of = |at: usize| {
        let follows = words.get(at).is_some_and(|word| !word.is_parted());
        table.at(words, at, |meaning| matches!(meaning, Meaning::Of).then_some(())).filter(|_| follows)
    };
    let exact = |meaning: &Meaning| (*meaning == Meaning::Before(super::figure::Exactness::Exact)).then_some(());
    let once = of(at).or_else(|| table.at(words, at, exact)).map_or(at, |(end, ())| end);
    of(once).map_or(once, |(end, ())| end)
}

/// Reads a month with the day before or behind it, and returns where they end.
fn day_and_month(words: &[Word<'_>], at: usize, table: &Table) -> Option<(usize, u8, Option<u8>)> {
    let month = |at: usize| {
        let found = |meaning: &Meaning| match meaning {
            Meaning::Month(month) => Some(*month),
            _ => None,
        };
        table.at(words, at, found)
    };
    if let Some((next, day)) = day(words, at, table) {
        let from = skip_of(words, next, table);
        let follows = |at: usize| words.get(at).is_some_and(|word| !word.is_parted());
        let (end, month) = month(from).filter(|_| follows(from))?;
        return Some((end, month, Some(day)));
    }
    let (end, month) = month(at)?;
    let follows = words.get(end).is_some_and(|word| !word.is_parted());
    match day(words, end, table).filter(|_| follows) {
        Some((end, day)) => Some((end, month, Some(day))),
        None if is_weak(words, end - 1, table) && !dated(words, at, end, table) => None,
        None => Some((end, month, None)),
    }
}

/// Tells whether a month's name that may be another word stands where a date does: with a year, or behind "in".
fn dated(words: &[Word<'_>], at: usize, end: usize, table: &Table) -> bool {
    let bound = |meaning: &Meaning| matches!(meaning, Meaning::Before(_)).then_some(());
    let named = words[at].exact.starts_with(char::is_uppercase);
    let after = at > 0 && !words[at].is_parted() && table.means(&words[at - 1].form, bound).is_some();
    named && (after || year(words, end, table).is_some())
}

fn is_weak(words: &[Word<'_>], at: usize, table: &Table) -> bool {
    table.means(&words[at].form, |meaning| (*meaning == Meaning::MonthWeak).then_some(())).is_some()
}

/// Reads a day of the month: "31", "31st", "1er".
fn day(words: &[Word<'_>], at: usize, table: &Table) -> Option<(usize, u8)> {
    let word = words.get(at)?;
    let found = number(words, at, table).filter(|found| found.end == at + 1 || !word.number)?;
    let is_day = if word.number { found.plain > 0 && found.plain < 3 || found.ordinal } else { found.ordinal };
    let day = u8::try_from(found.millionths / MILLION).ok().filter(|day| (1..=31).contains(day))?;
    (is_day && found.millionths % MILLION == 0).then_some((found.end, day))
}

fn year(words: &[Word<'_>], at: usize, table: &Table) -> Option<u16> {
    let word = words.get(at).filter(|word| word.number && (!word.is_parted() || word.gap == Gap::Comma))?;
    let found = digits(&word.form, table.decimal).filter(|found| found.plain && found.lead == 4)?;
    u16::try_from(found.millionths / MILLION)
        .ok()
        .filter(|year| (1000..3000).contains(year) && found.letters.is_empty())
}
