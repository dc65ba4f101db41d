//! Numbers and amounts, in digits, in words and in both, with what they are counted in.

use super::digits::digits;
use super::figure::{Date, Exactness, MILLION, Read, Unit, Value};
use super::sum::{Sum, add, compound};
use super::table::{Meaning, Table};
use super::words::{BOUND, Gap, Word};

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
    let unit = if unit == Unit::None && is_age(words, first, &number) { Unit::Age } else { unit };
    if number.ideographs && unit == Unit::None && !is_counted(words, &number, table) {
        return None;
    }
    let millionths = number.millionths;
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
    (1..=BOUND)
        .any(|len| at >= free + len && table.at(&words[..at], at - len, limit).is_some_and(|(end, ())| end == at))
}

/// Tells whether a number alone behind a name is an age: "Greta Vik, 35, said", "Greta Vik (35)".
fn is_age(words: &[Word<'_>], at: usize, number: &Number) -> bool {
    let Some(name) = at.checked_sub(1).map(|at| &words[at]) else { return false };
    let named = name.exact.starts_with(char::is_uppercase) && !name.number;
    // Every noun has a capital in German: of two words both must be a name's.
    let full = named && at.checked_sub(2).is_some_and(|first| words[first].exact.starts_with(char::is_uppercase));
    let full = full && matches!(name.gap, Gap::Blank | Gap::Hyphen | Gap::Dot);
    let apart = words.get(number.end).is_none_or(|next| next.is_parted() && next.gap != Gap::Colon);
    let range = (MILLION..=110 * MILLION).contains(&number.millionths);
    full && apart && range && matches!(number.plain, 1 | 2) && matches!(words[at].gap, Gap::Comma | Gap::Bracket)
}

/// Reads what stands before a number and belongs to it, and returns where the number begins.
fn lead(words: &[Word<'_>], at: usize, table: &Table) -> (usize, Option<Meaning>) {
    let wanted = |meaning: &Meaning| {
        use Meaning::{AgeBefore, Currency, OrdinalBefore, PercentBefore};
        let leads = matches!(meaning, AgeBefore | Currency(_) | OrdinalBefore | PercentBefore);
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
        Some(Meaning::AgeBefore) => Some(Unit::Age),
        _ => number.ordinal.then_some(Unit::Ordinal),
    };
    let wanted = |meaning: &Meaning| match meaning {
        Meaning::Percent => Some(Unit::Percent),
        Meaning::Permille => Some(Unit::Permille),
        Meaning::Currency(code) => Some(Unit::Currency(code)),
        Meaning::Age => Some(Unit::Age),
        _ => None,
    };
    let follows = |at: usize| words.get(at).is_some_and(|word| !word.is_parted() && word.gap != Gap::Dot);
    let of = table.at(words, end, |meaning| (*meaning == Meaning::CurrencyOf).then_some(()));
    let after = of.filter(|_| follows(end)).map_or(end, |(end, ())| end);
    let found = if follows(end) { table.at(words, end, wanted) } else { None };
    let money = |meaning: &Meaning| wanted(meaning).filter(|unit| matches!(unit, Unit::Currency(_)));
    let found = found.or_else(|| if after > end && follows(after) { table.at(words, after, money) } else { None });
    match (own, found) {
        // "aged 35 years": said twice.
        (Some(own), Some((end, unit))) if own == unit => (end, own),
        (Some(Unit::Ordinal), Some(_)) | (Some(_), None) => (end.max(at + 1), own.unwrap_or(Unit::None)),
        (Some(own), Some(_)) => (end, own),
        (None, Some((_, Unit::Age))) if number.millionths > 130 * MILLION => (end, Unit::None),
        (None, Some((end, unit))) => (end, unit),
        (None, None) => (end, Unit::None),
    }
}

/// Tells whether a number in ideographs is one, and not a part of a word.
fn is_counted(words: &[Word<'_>], number: &Number, table: &Table) -> bool {
    let glued = words.get(number.end).is_some_and(|word| word.gap == Gap::None);
    glued && table.at(words, number.end, |meaning| (*meaning == Meaning::Counter).then_some(())).is_some()
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
