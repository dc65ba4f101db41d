//! Numbers and amounts, in digits, in words and in both, with what they are counted in.

use super::digits::digits;
use super::figure::{Date, Exactness, MILLION, Read, Unit, Value};
use super::table::{Meaning, Table};
use super::words::{Gap, Word};

/// A number as it was read.
pub(crate) struct Number {
    /// Its value, in millionths.
    pub(crate) millionths: i128,
    /// One past its last word.
    pub(crate) end: usize,
    /// Whether it is a place in an order.
    pub(crate) ordinal: bool,
    /// Whether it may as well be another word.
    weak: bool,
    /// Whether it is written in the digits of a script that has words made of them.
    ideographs: bool,
    /// How many plain digits it is, 0 where anything else belongs to it.
    pub(crate) plain: usize,
}

/// Reads an amount that begins at a word; words before `free` are taken.
pub(crate) fn read(words: &[Word<'_>], at: usize, free: usize, table: &Table) -> Option<Read> {
    let (first, lead) = lead(words, at, table);
    let number = number(words, first, table).filter(|number| !number.weak || number.end > first)?;
    let (end, unit) = unit(words, at, &number, lead, table);
    if number.ideographs && unit == Unit::None && !is_counted(words, &number, table) {
        return None;
    }
    let millionths = match unit {
        Unit::Clock => clock(words, &number, lead, table),
        _ => number.millionths,
    };
    let weak = number.weak && unit == Unit::None;
    let year = unit == Unit::None && number.plain == 4 && (1900 * MILLION..2100 * MILLION).contains(&millionths);
    let counted = year && limits(words, at, free, table);
    let value = if year && !counted {
        Value::Date(Date { year: u16::try_from(millionths / MILLION).ok(), ..Date::default() })
    } else {
        Value::Amount { millionths, unit }
    };
    Some(Read { value, words: at..end, weak })
}

/// Tells whether the words before a number say that it is a count ("more than 2000"), and so no year.
fn limits(words: &[Word<'_>], at: usize, free: usize, table: &Table) -> bool {
    let limit = |meaning: &Meaning| {
        use Exactness::{About, AtLeast, AtMost, LessThan, MoreThan};
        matches!(meaning, Meaning::Before(About | AtLeast | AtMost | LessThan | MoreThan)).then_some(())
    };
    (1..=4).any(|len| at >= free + len && table.at(&words[..at], at - len, limit).is_some_and(|(end, ())| end == at))
}

/// Reads what stands before a number and belongs to it, and returns where the number begins.
fn lead(words: &[Word<'_>], at: usize, table: &Table) -> (usize, Option<Meaning>) {
    let wanted = |meaning: &Meaning| {
        use Meaning::{AgeBefore, Currency, HalfDayBefore, OrdinalBefore, PercentBefore};
        let leads = matches!(meaning, AgeBefore | Currency(_) | HalfDayBefore(_) | OrdinalBefore | PercentBefore);
        leads.then_some(*meaning)
    };
    match table.at(words, at, wanted) {
        Some((end, meaning)) if words.get(end).is_some_and(|word| matches!(word.gap, Gap::None | Gap::Blank)) => {
            (end, Some(meaning))
        }
        _ => (at, None),
    }
}

/// Reads what a number is counted in, before it or behind it, and returns where it ends.
fn unit(words: &[Word<'_>], at: usize, number: &Number, lead: Option<Meaning>, table: &Table) -> (usize, Unit) {
    let end = number.end;
    let own = match lead {
        Some(Meaning::Currency(code)) => Some(Unit::Currency(code)),
        Some(Meaning::PercentBefore) => Some(Unit::Percent),
        Some(Meaning::OrdinalBefore) => Some(Unit::Ordinal),
        Some(Meaning::HalfDayBefore(_)) => Some(Unit::Clock),
        Some(Meaning::AgeBefore) => Some(Unit::Age),
        _ => number.ordinal.then_some(Unit::Ordinal),
    };
    let wanted = |meaning: &Meaning| match meaning {
        Meaning::Percent => Some(Unit::Percent),
        Meaning::Permille => Some(Unit::Permille),
        Meaning::Currency(code) => Some(Unit::Currency(code)),
        Meaning::Age => Some(Unit::Age),
        Meaning::Clock | Meaning::HourSign | Meaning::HalfDay(_) => Some(Unit::Clock),
        _ => None,
    };
    let follows = |at: usize| words.get(at).is_some_and(|word| !word.is_parted() && word.gap != Gap::Dot);
    // A time may have minutes: "7:30 pm", "19.30 Uhr".
    let behind = match minutes(words, number, table) {
        Some((end, _)) => end,
        None => end,
    };
    let of = table.at(words, behind, |meaning| (*meaning == Meaning::CurrencyOf).then_some(()));
    let after = of.filter(|_| follows(behind)).map_or(behind, |(end, ())| end);
    let found = if follows(behind) { table.at(words, behind, wanted) } else { None };
    let money = |meaning: &Meaning| wanted(meaning).filter(|unit| matches!(unit, Unit::Currency(_)));
    let found = found.or_else(|| if after > behind && follows(after) { table.at(words, after, money) } else { None });
    match (own, found) {
        // "aged 35 years": said twice.
        (Some(own), Some((end, unit))) if own == unit => (end, own),
        (Some(Unit::Ordinal), Some(_)) | (Some(_), None) => (end.max(at + 1), own.unwrap_or(Unit::None)),
        (Some(own), Some(_)) => (if own == Unit::Clock { behind } else { end }, own),
        (None, Some((_, Unit::Age))) if number.millionths > 130 * MILLION => (end, Unit::None),
        (None, Some((_, Unit::Clock))) if number.millionths > 24 * MILLION => (end, Unit::None),
        (None, Some((end, unit))) => (end, unit),
        (None, None) if behind > end => (behind, Unit::Clock),
        (None, None) => (end, Unit::None),
    }
}

/// Returns the minutes behind an hour, and where they end.
fn minutes(words: &[Word<'_>], number: &Number, table: &Table) -> Option<(usize, i128)> {
    let word = words.get(number.end).filter(|word| word.gap == Gap::Colon && word.number)?;
    let found = digits(&word.form, table.decimal).filter(|found| found.plain && found.lead == 2)?;
    (number.plain > 0 && number.millionths < 24 * MILLION && found.millionths < 60 * MILLION)
        .then_some((number.end + 1, found.millionths))
}

/// Returns a time of day in minutes since midnight, in millionths.
fn clock(words: &[Word<'_>], number: &Number, lead: Option<Meaning>, table: &Table) -> i128 {
    let (end, minutes) = minutes(words, number, table).unwrap_or((number.end, 0));
    let half = |meaning: &Meaning| match meaning {
        Meaning::HalfDay(after) => Some(*after),
        _ => None,
    };
    let after = match lead {
        Some(Meaning::HalfDayBefore(after)) => Some(after),
        _ => table.at(words, end, half).map(|(_, after)| after),
    };
    let hour = number.millionths.div_euclid(MILLION);
    // "19.30 Uhr" is read as a decimal number.
    let written = number.millionths.rem_euclid(MILLION) / 10_000;
    let hour = match (after, hour) {
        (Some(true), 1..12) => hour + 12,
        (Some(false), 12) => 0,
        _ => hour,
    };
    (hour * 60 + written) * MILLION + minutes
}

/// Tells whether a number in ideographs is one, and not a part of a word.
fn is_counted(words: &[Word<'_>], number: &Number, table: &Table) -> bool {
    let glued = words.get(number.end).is_some_and(|word| word.gap == Gap::None);
    glued && table.at(words, number.end, |meaning| (*meaning == Meaning::Counter).then_some(())).is_some()
}

/// A number while it is read: full thousands, what stands below them, and what the next multiplier takes.
#[derive(Default)]
struct Sum {
    total: i128,
    section: i128,
    low: i128,
    /// The last scale word; the next must be smaller.
    scale: Option<i128>,
    /// Whether more than what `low` holds may be added to it, below this.
    room: i128,
    part: bool,
}

impl Sum {
    fn value(&self) -> i128 {
        self.total + self.section + self.low
    }
}

/// Reads the number that begins at a word.
pub(crate) fn number(words: &[Word<'_>], at: usize, table: &Table) -> Option<Number> {
    if words.get(at)?.number {
        return in_digits(words, at, table);
    }
    let mut sum = Sum::default();
    let mut end = at;
    let mut ideographs = false;
    let mut ordinal = false;
    let (mut count, mut last) = (0, at);
    while end < words.len() && !ordinal {
        let mut from = end;
        if count > 0 {
            if words[end].is_parted() || words[end].gap == Gap::Dot {
                break;
            }
            let join = table.at(words, end, |meaning| (*meaning == Meaning::Join).then_some(()));
            from = join.map_or(end, |(end, ())| end);
        }
        let Some((next, meaning)) = item(words, from, table) else { break };
        let high = table.at(words, last, |meaning| (*meaning == Meaning::High).then_some(()));
        let high = high.is_some_and(|(high, ())| high == end);
        if !add(&mut sum, meaning, high) {
            break;
        }
        ordinal = matches!(meaning, Meaning::Ordinal(_));
        ideographs = ideographs || matches!(meaning, Meaning::Digit(_)) || is_sign(words[from].exact);
        count += 1;
        (last, end) = (from, next);
    }
    // Half of nothing said, or nothing at all.
    if count == 0 || sum.part {
        return None;
    }
    let weak =
        end == at + 1 && table.means(&words[at].form, |meaning| (*meaning == Meaning::Weak).then_some(())).is_some();
    let weak = weak || (end == at + 1 && ordinal);
    Some(Number { millionths: sum.value(), end, ordinal, weak, ideographs, plain: 0 })
}

/// Tells whether a word is a sign of a script without spaces.
fn is_sign(exact: &str) -> bool {
    exact.chars().all(|c| matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}'))
}

/// Reads digits, and the scale words behind them: "2.5 million", "250万", "35 000".
fn in_digits(words: &[Word<'_>], at: usize, table: &Table) -> Option<Number> {
    let found = digits(&words[at].form, table.decimal)?;
    let (mut value, mut end) = (found.millionths, at + 1);
    let mut plain = if found.plain { found.lead } else { 0 };
    let suffix = table.suffixes.iter().any(|suffix| suffix == found.letters) && !found.letters.is_empty();
    if !found.letters.is_empty() {
        plain = 0;
        let near = [at.checked_sub(1), Some(end)].into_iter().flatten().filter_map(|at| words.get(at));
        let money = near.into_iter().any(|word| is_money(word, table));
        let scale = |meaning: &Meaning| match meaning {
            Meaning::Scale(scale) if found.letters.len() > 1 || money => Some(*scale),
            _ => None,
        };
        let scale = table.means(found.letters, scale).unwrap_or(1);
        return Some(Number { millionths: value * scale, end, ordinal: suffix, weak: false, ideographs: false, plain });
    }
    while plain > 0 && plain <= 3 && is_group(words, end) {
        value = value * 1000 + digits(&words[end].form, table.decimal)?.millionths;
        end += 1;
        plain = if is_group(words, end) { 3 } else { 0 };
    }
    let mut sum = Sum { low: value, ..Sum::default() };
    while let Some((next, meaning)) = item(words, end, table).filter(|_| !words[end].is_parted()) {
        let fits = matches!(meaning, Meaning::Scale(_) | Meaning::Times(_)) || sum.scale.is_some();
        if !fits
            || matches!(meaning, Meaning::Ordinal(_))
            || words[end].gap == Gap::Dot
            || !add(&mut sum, meaning, false)
        {
            break;
        }
        (plain, end) = (0, next);
    }
    // "2億5000万": digits again, below the scale.
    if let (Some(scale), Some(word)) = (sum.scale, words.get(end))
        && word.number
        && word.gap == Gap::None
        && let Some(rest) = in_digits(words, end, table).filter(|rest| rest.millionths < scale * MILLION)
    {
        return Some(Number { millionths: sum.value() + rest.millionths, end: rest.end, ..rest });
    }
    Some(Number { millionths: sum.value(), end, ordinal: false, weak: false, ideographs: false, plain })
}

/// Tells whether a word is three digits that go on with the number before, as in "35 000".
fn is_group(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|word| {
        word.gap == Gap::Blank && word.exact.len() == 3 && word.exact.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_money(word: &Word<'_>, table: &Table) -> bool {
    table.means(&word.form, |meaning| matches!(meaning, Meaning::Currency(_)).then_some(())).is_some()
}

/// Reads one word or phrase of a number.
fn item(words: &[Word<'_>], at: usize, table: &Table) -> Option<(usize, Meaning)> {
    let wanted = |meaning: &Meaning| {
        use Meaning::{Digit, Number, Ordinal, Part, Scale, Times};
        // A single letter is a scale only as one with its digits.
        let letter = words[at].form.len() == 1 && matches!(meaning, Scale(_));
        let wanted = matches!(meaning, Digit(_) | Number(_) | Ordinal(_) | Part(_) | Scale(_) | Times(_));
        (wanted && !letter).then_some(*meaning)
    };
    if words.get(at)?.number {
        return None;
    }
    table
        .at(words, at, wanted)
        .or_else(|| compound(&words[at].form, table).map(|value| (at + 1, Meaning::Number(value))))
}

/// Adds a part to a number; tells whether it can be added.
fn add(sum: &mut Sum, meaning: Meaning, high: bool) -> bool {
    match meaning {
        Meaning::Number(value) | Meaning::Ordinal(value) => {
            let room = if high { 20 * MILLION } else { sum.room };
            let first = sum.low == 0 && (sum.section == 0 || value < sum.section);
            let empty = first && (sum.scale.is_none_or(|scale| value < scale * MILLION));
            if !empty && (value >= room || value == 0) {
                return false;
            }
            sum.low += value;
            sum.room = match value / MILLION {
                20..100 if value % (10 * MILLION) == 0 => 10 * MILLION,
                100..1000 if value % (100 * MILLION) == 0 => 100 * MILLION,
                _ => 0,
            };
        }
        Meaning::Digit(value) => {
            // Digits in a row, as in a year.
            sum.low = sum.low * 10 + value;
            sum.room = 0;
        }
        Meaning::Part(value) if sum.low == 0 && sum.total == 0 && sum.section == 0 => {
            sum.low = value;
            sum.part = true;
        }
        Meaning::Part(_) => return false,
        Meaning::Times(times) => {
            let fits = sum.section == 0 || sum.section % (times * 10 * MILLION) == 0;
            if !fits || sum.low >= 1000 * MILLION || sum.part {
                return false;
            }
            sum.section += sum.low.max(MILLION * i128::from(sum.low == 0)) * times;
            (sum.low, sum.room) = (0, 0);
        }
        Meaning::Scale(scale) => {
            if sum.scale.is_some_and(|known| scale >= known) {
                return false;
            }
            let below = sum.section + sum.low;
            sum.total += if below == 0 { MILLION } else { below } * scale;
            (sum.section, sum.low, sum.room) = (0, 0, 0);
            (sum.scale, sum.part) = (Some(scale), false);
        }
        _ => return false,
    }
    true
}

/// Reads a number that is written as one word: "fünfunddreißig", "trentacinque", "pětatřicet", "tweehonderdvijf".
pub(crate) fn compound(form: &str, table: &Table) -> Option<i128> {
    if table.inside.is_empty() || form.len() < 6 || !form.is_ascii() && form.chars().count() < 6 {
        return None;
    }
    segments(form, &mut Vec::new(), table)
}

/// Divides a word into number words, longest first, so that they make a number.
fn segments(rest: &str, taken: &mut Vec<(Meaning, bool)>, table: &Table) -> Option<i128> {
    if rest.is_empty() {
        return if taken.len() > 1 { total(taken) } else { None };
    }
    if taken.len() > 8 {
        return None;
    }
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(16);
    for end in ends.collect::<Vec<_>>().into_iter().rev() {
        let Some(meaning) = table.stems.get(&rest[..end]) else { continue };
        for joined in [false, true] {
            let joins = table.inside.iter().filter(|_| joined).filter(|join| !join.is_empty());
            let skips: Vec<usize> = if joined {
                joins.filter(|join| rest[end..].starts_with(join.as_str())).map(String::len).collect()
            } else {
                vec![0]
            };
            for skip in skips {
                taken.push((*meaning, joined));
                let found = segments(&rest[end + skip..], taken, table);
                taken.pop();
                // Nothing may stand behind a joint that ends the word.
                if found.is_some() && !(joined && rest.len() == end + skip) {
                    return found;
                }
            }
        }
    }
    None
}

/// Adds up the parts of a number word; a part before a joint is a digit that the tens follow.
fn total(parts: &[(Meaning, bool)]) -> Option<i128> {
    let mut sum = Sum::default();
    let mut ones = 0;
    for (meaning, joined) in parts {
        match meaning {
            Meaning::Number(value) if *joined && *value < 10 * MILLION && ones == 0 => {
                ones = *value;
                continue;
            }
            Meaning::Number(value) if ones > 0 => {
                if !(20 * MILLION..100 * MILLION).contains(value)
                    || !add(&mut sum, Meaning::Number(value + ones), false)
                {
                    return None;
                }
                ones = 0;
            }
            _ if ones > 0 => return None,
            meaning => {
                if !add(&mut sum, *meaning, false) {
                    return None;
                }
            }
        }
    }
    (ones == 0).then(|| sum.value())
}
