//! Times of day, however they are told: "10 p.m.", "22:00", "ten o'clock", "halb elf", "22 h 30", "晚上10点半".

use super::amount::{Number, number};
use super::digits::digits;
use super::figure::{Clock, Half, MILLION, Read, Unit, Value};
use super::table::{Meaning, Table};
use super::words::{Gap, Word};

/// What is known of a time while it is read.
#[derive(Default)]
struct Told {
    minutes: i128,
    half: Option<Half>,
    zone: Option<i16>,
    /// Whether anything says that the number is an hour.
    sure: bool,
    /// Whether a word says so that may mean a length of time: "10 heures", where a preposition must say more.
    hours: bool,
}

/// Reads a time that begins at a word: a number that something says to be an hour, or a word such as "noon".
pub(crate) fn read(words: &[Word<'_>], at: usize, table: &Table) -> Option<Read> {
    let named = |meaning: &Meaning| match meaning {
        Meaning::TimeOfDay(minutes) => Some(*minutes),
        _ => None,
    };
    if let Some((end, minutes)) = table.at(words, at, named) {
        let mut told = Told::default();
        let end = behind(words, end, &mut told, table);
        return Some(time(minutes, told.zone, false, at..end));
    }
    let mut told = Told::default();
    let first = before(words, at, &mut told, table);
    let (hour, end) = hour(words, first, &mut told, table)?;
    let end = behind(words, end, &mut told, table);
    let stops = words.get(end).is_none_or(Word::is_parted);
    let placed = at > 0 && !words[at].is_parted() && is_hour_next(words, at, table);
    if !(told.sure || placed && (told.hours || stops)) || is_length(words, end, table) {
        return None;
    }
    let half = told.half;
    let open = half.is_none() && (1..=12).contains(&hour) && (table.twelve || !words[first].number);
    let hour = half.map_or(hour, |half| half.hour(hour));
    Some(time(hour * 60 + told.minutes, told.zone, open, at..end))
}

fn time(minutes: i128, zone: Option<i16>, open: bool, words: std::ops::Range<usize>) -> Read {
    let value =
        Value::Amount { millionths: minutes.rem_euclid(1440) * MILLION, unit: Unit::Clock(Clock { zone, open }) };
    Read { value, words, weak: false }
}

/// Reads what stands before an hour and belongs to it: "half past", "午後", "北京时间晚上".
fn before(words: &[Word<'_>], at: usize, told: &mut Told, table: &Table) -> usize {
    let wanted = |meaning: &Meaning| {
        matches!(meaning, Meaning::HalfDayBefore(_) | Meaning::MinutesBefore(_) | Meaning::ZoneBefore(_))
            .then_some(*meaning)
    };
    let mut first = at;
    while let Some((end, meaning)) = table.at(words, first, wanted) {
        if words.get(end).is_none_or(Word::is_parted) {
            break;
        }
        match meaning {
            Meaning::HalfDayBefore(half) => told.half = Some(half),
            Meaning::MinutesBefore(minutes) => told.minutes = i128::from(minutes),
            Meaning::ZoneBefore(zone) => told.zone = zone,
            _ => {}
        }
        told.sure = told.sure || !matches!(meaning, Meaning::ZoneBefore(_));
        first = end;
    }
    first
}

/// Reads the hour, with the minutes and the letters that are written as one with it: "19.30", "22h30", "7:30", "10pm".
fn hour(words: &[Word<'_>], at: usize, told: &mut Told, table: &Table) -> Option<(i128, usize)> {
    let word = words.get(at)?;
    let found = digits(&word.form, table.decimal).filter(|found| word.number && !found.letters.is_empty());
    if let Some(found) = found {
        let sign = |form: &str| table.means(form, hour_sign);
        let cut = found.letters.find(|c: char| c.is_ascii_digit()).unwrap_or(found.letters.len());
        let (letters, rest) = found.letters.split_at(cut);
        note(sign(letters)?, told);
        if !rest.is_empty() {
            told.minutes = rest.parse().ok().filter(|minutes| rest.len() == 2 && (0..60).contains(minutes))?;
            told.sure = true;
        }
        told.minutes += decimals(found.millionths)?;
        return Some((found.millionths / MILLION, at + 1)).filter(|(hour, _)| (0..=24).contains(hour));
    }
    let number = number(words, at, table)?;
    let hour = number.millionths.div_euclid(MILLION);
    let narrow = told.minutes != 0 && !word.number;
    // "halb elf", "půl jedenácté": no hour in words is above twelve.
    if !(0..=if narrow { 12 } else { 24 }).contains(&hour) || number.ordinal && told.minutes == 0 {
        return None;
    }
    told.minutes += decimals(number.millionths)?;
    if let Some((end, minutes)) = minutes(words, &number, table) {
        told.minutes += minutes;
        told.sure = true;
        return Some((hour, end));
    }
    Some((hour, number.end))
}

/// Returns the minutes of a time with a full stop, which was read as a decimal number: "19.30".
fn decimals(millionths: i128) -> Option<i128> {
    let part = millionths.rem_euclid(MILLION);
    (part % 10_000 == 0 && part < 600_000).then_some(part / 10_000)
}

/// Returns the minutes behind a colon, and where they end.
fn minutes(words: &[Word<'_>], number: &Number, table: &Table) -> Option<(usize, i128)> {
    let word = words.get(number.end).filter(|word| word.gap == Gap::Colon && word.number && number.plain > 0)?;
    let found = digits(&word.form, table.decimal).filter(|found| found.lead == 2 && found.millionths < 60 * MILLION)?;
    // "7:30pm" is one with its letters.
    let fits = found.letters.is_empty() || table.means(found.letters, hour_sign).is_some();
    fits.then_some((number.end + usize::from(found.letters.is_empty()), found.millionths / MILLION))
}

/// Reads what stands behind an hour and belongs to it: "Uhr 30", "et demie", "in the evening", "GMT".
fn behind(words: &[Word<'_>], from: usize, told: &mut Told, table: &Table) -> usize {
    let mut end = from;
    // The word with the minutes has letters of its own.
    if let Some(word) = words.get(end).filter(|word| word.gap == Gap::Colon && word.number) {
        let letters = digits(&word.form, table.decimal).map_or("", |found| found.letters);
        if let Some(meaning) = table.means(letters, hour_sign) {
            note(meaning, told);
            end += 1;
        }
    }
    while let Some(word) = words.get(end).filter(|word| !word.is_parted()) {
        let Some((next, meaning)) = table.at(words, end, hour_sign) else { break };
        // A single letter is an hour only as one with its digits or between numbers: "22 h 30".
        let letter = meaning == Meaning::Clock && word.form.len() == 1;
        if letter && !words.get(next).is_some_and(|word| word.number) && word.gap != Gap::None {
            note(Meaning::Hours, told);
        } else {
            note(meaning, told);
        }
        end = next;
        if matches!(meaning, Meaning::Clock | Meaning::Hours | Meaning::HourSign) {
            end = minutes_behind(words, end, told, table);
        }
    }
    end
}

/// Reads minutes behind the word for the hour: "10 Uhr 30", "10時30分".
fn minutes_behind(words: &[Word<'_>], at: usize, told: &mut Told, table: &Table) -> usize {
    let near = words.get(at).filter(|word| matches!(word.gap, Gap::None | Gap::Blank));
    let Some(found) = near.and_then(|_| number(words, at, table)) else { return at };
    let sign = table.at(words, found.end, |meaning| (*meaning == Meaning::MinuteSign).then_some(()));
    let two = near.is_some_and(|word| word.exact.len() == 2) && found.plain == 2 && told.sure;
    let minutes = found.millionths / MILLION;
    if !(0..60).contains(&minutes) || found.millionths % MILLION != 0 || !(two || sign.is_some()) {
        return at;
    }
    told.minutes += minutes;
    told.sure = true;
    sign.map_or(found.end, |(end, ())| end)
}

fn note(meaning: Meaning, told: &mut Told) {
    match meaning {
        Meaning::HalfDay(half) => (told.half, told.sure) = (Some(half), true),
        Meaning::MinutesAfter(minutes) => (told.minutes, told.sure) = (told.minutes + i128::from(minutes), true),
        Meaning::Zone(zone) => told.zone = zone,
        Meaning::Hours => told.hours = true,
        _ => told.sure = true,
    }
}

fn hour_sign(meaning: &Meaning) -> Option<Meaning> {
    use Meaning::{Clock, HalfDay, HourSign, Hours, MinutesAfter, Zone};
    matches!(meaning, Clock | HalfDay(_) | HourSign | Hours | MinutesAfter(_) | Zone(_)).then_some(*meaning)
}

/// Tells whether the words before a number say that an hour follows: "a las", "alle", "om".
fn is_hour_next(words: &[Word<'_>], at: usize, table: &Table) -> bool {
    let wanted = |meaning: &Meaning| (*meaning == Meaning::HourBefore).then_some(());
    (1..=3).any(|len| at >= len && table.at(&words[..at], at - len, wanted).is_some_and(|(end, ())| end == at))
}

/// Tells whether what was read is a length of time: "3時間".
fn is_length(words: &[Word<'_>], end: usize, table: &Table) -> bool {
    table.at(words, end, |meaning| (*meaning == Meaning::SpanAfter).then_some(())).is_some()
}
