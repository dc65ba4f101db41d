//! Parts of number words put together: "two hundred and five thousand", "fünfunddreißig".

use super::figure::MILLION;
use super::table::{Meaning, Table};

/// A number while it is read: full thousands, what stands below them, and what the next multiplier takes.
#[derive(Default)]
pub(crate) struct Sum {
    pub(crate) total: i128,
    pub(crate) section: i128,
    pub(crate) low: i128,
    /// The last scale word; the next must be smaller.
    pub(crate) scale: Option<i128>,
    /// Whether more than what `low` holds may be added to it, below this.
    pub(crate) room: i128,
    pub(crate) part: bool,
}

impl Sum {
    /// Returns the number.
    pub(crate) fn value(&self) -> i128 {
        self.total + self.section + self.low
    }
}

/// Adds a part to a number; tells whether it can be added.
pub(crate) fn add(sum: &mut Sum, meaning: Meaning, high: bool) -> bool {
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
