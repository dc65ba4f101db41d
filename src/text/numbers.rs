//! Numbers, amounts and dates of a text, whichever way they are written: "35,000", "35 000", "thirty-five thousand".

mod amount;
mod date;
mod digits;
mod figure;
mod sum;
mod table;
mod time;
mod words;

pub use figure::{Clock, Date, Exactness, Figure, Unit, Value};

use std::ops::Range;

use super::token::Token;
use figure::Exactness::Exact;
use table::{Meaning, Table};
use words::{BOUND, Word, words};

/// Returns the numbers, amounts and dates in a run of tokens, in order and apart from each other.
///
/// The language (an ISO 639-1 code) decides what a comma inside a number means and in which words numbers, months and
/// exactness are told; of a language without such a table only digits and signs are read, and nothing counts as
/// English. Reading is linear in the number of tokens.
pub fn figures(text: &str, tokens: &[Token], language: &str) -> Vec<Figure> {
    if tokens.iter().any(|token| token.counts) { all_figures(text, tokens, language) } else { Vec::new() }
}

/// Tells whether a word of a language may make a number or a date: none of these is without such a word, or digits.
pub fn is_anchor(form: &str, language: &str) -> bool {
    let table = table::table(language);
    table.is_anchor(form) || sum::compound(form, table).is_some()
}

fn all_figures(text: &str, tokens: &[Token], language: &str) -> Vec<Figure> {
    let table = table::table(language);
    let words = words(text, tokens, &table.elisions, |form| table.start(form));
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    let mut free = 0;
    while at < words.len() {
        // Nothing begins with most words: there is no need to try one reading after another.
        if !table.opens(&words[at]) && sum::compound(&words[at].form, table).is_none() {
            at += 1;
            continue;
        }
        let read = date::read(&words, at, table).or_else(|| time::read(&words, at, table));
        let Some(read) = read.or_else(|| amount::read(&words, at, free, table)) else {
            at += 1;
            continue;
        };
        let (first, before) = exactness_before(&words, read.words.start, free, &read.value, table);
        let (end, after) = exactness_after(&words, read.words.end, &read.value, table);
        let exactness = if after == Exact { before } else { after };
        let place = |words: Range<usize>, known: &[Word<'_>]| known[words.start].token..known[words.end - 1].token + 1;
        found.push(Figure {
            value: read.value,
            exactness,
            tokens: place(read.words.clone(), &words),
            whole: place(first..end, &words),
            weak: read.weak,
        });
        at = end.max(at + 1);
        free = at;
    }
    found
}

/// Returns the words that say how many without a number ("dozens of", "several"), in order.
pub fn vague(text: &str, tokens: &[Token], language: &str) -> Vec<Range<usize>> {
    let table = table::table(language);
    let words = words(text, tokens, &table.elisions, |form| table.start(form));
    let wanted = |meaning: &Meaning| (*meaning == Meaning::Vague).then_some(());
    let runs = (0..words.len()).filter_map(|at| table.at(&words, at, wanted).map(|(end, ())| at..end));
    runs.map(|run| words[run.start].token..words[run.end - 1].token + 1).collect()
}

/// Looks for words that say how exact a figure is, right before it, and returns where they begin.
fn exactness_before(words: &[Word<'_>], start: usize, free: usize, value: &Value, table: &Table) -> (usize, Exactness) {
    let mut at = start;
    // "by the end of", "since early": articles and parts of a month stand between.
    while value.is_date() && at > free && start - at < 3 && !words[at].is_parted() {
        let before =
            table.means(&words[at - 1].form, |meaning| matches!(meaning, Meaning::Of | Meaning::Shade).then_some(()));
        if before.is_none() || bound(words, at, free, value, table).is_some() {
            break;
        }
        at -= 1;
    }
    let found = bound(words, at, free, value, table).or_else(|| bound(words, start, free, value, table));
    found.unwrap_or((start, Exact))
}

fn bound(words: &[Word<'_>], end: usize, free: usize, value: &Value, table: &Table) -> Option<(usize, Exactness)> {
    if end >= words.len() || words[end].is_parted() {
        return None;
    }
    let fits = |meaning: &Meaning| match meaning {
        Meaning::Before(exactness) if exactness.fits(value) => Some(*exactness),
        _ => None,
    };
    (1..=BOUND).rev().filter(|len| end >= free + len).find_map(|len| {
        let (stop, exactness) = table.at(&words[..end], end - len, fits)?;
        (stop == end).then_some((end - len, exactness))
    })
}

fn exactness_after(words: &[Word<'_>], end: usize, value: &Value, table: &Table) -> (usize, Exactness) {
    let fits = |meaning: &Meaning| match meaning {
        Meaning::After(exactness) if exactness.fits(value) => Some(*exactness),
        _ => None,
    };
    let follows = |end: usize| words.get(end).is_some_and(|word| !word.is_parted());
    // In "35人以上" a word for what is counted stands between.
    let counter = |meaning: &Meaning| matches!(meaning, Meaning::Counter).then_some(());
    let behind = table.at(words, end, counter).map_or(end, |(behind, ())| behind);
    let found = [end, behind].into_iter().filter(|end| follows(*end)).find_map(|end| table.at(words, end, fits));
    found.unwrap_or((end, Exact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Blocks, Role, Source};
    use crate::text::divide;
    use crate::text::tokens::Lexicon;

    fn read(text: &str, code: &str) -> Vec<Figure> {
        let mut blocks = Blocks::default();
        blocks.push(Role::Body, text);
        let document = divide(Source::default(), blocks, Vec::new());
        let tokens = Lexicon::default().tokens(&document, code);
        let found = figures(&document.text, tokens.all(), code);
        assert_eq!(found, all_figures(&document.text, tokens.all(), code), "{text}");
        found
    }

    fn first(text: &str, code: &str) -> Value {
        let found = read(text, code);
        assert!(!found.is_empty(), "nothing found in {text}");
        found[0].value.clone()
    }

    fn amount(thousandths: i128, unit: Unit) -> Value {
        Value::Amount { millionths: thousandths * 1000, unit }
    }

    fn date(year: u16, month: u8, day: u8) -> Value {
        let some = |part: u8| (part > 0).then_some(part);
        Value::Date(Date { year: (year > 0).then_some(year), month: some(month), day: some(day), weekday: None })
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        for (code, text) in [
            ("en", "35 boats"),
            ("en", "thirty-five boats"),
            ("de", "fünfunddreißig Boote"),
            ("fr", "trente-cinq bateaux"),
            ("es", "treinta y cinco barcos"),
            ("pt", "trinta e cinco barcos"),
            ("it", "trentacinque barche"),
            ("nl", "vijfendertig boten"),
            ("ru", "тридцать пять лодок"),
            ("cs", "třicet pět lodí"),
            ("cs", "pětatřicet lodí"),
            ("ja", "三十五人が来た"),
            ("zh", "三十五人来了"),
            ("ja", "３５人が来た"),
        ] {
            assert_eq!(first(text, code), amount(35_000, Unit::None), "{text}");
        }
    }

    #[test]
    fn thousands_and_millions() {
        let large = |thousands: i128| amount(thousands * 1_000_000, Unit::None);
        for (code, text, thousands) in [
            ("en", "35,000 people", 35),
            ("de", "35.000 Menschen", 35),
            ("fr", "35 000 personnes", 35),
            ("fr", "35\u{202f}000 personnes", 35),
            ("en", "thirty-five thousand people", 35),
            ("en", "two hundred and five thousand", 205),
            ("de", "fünfunddreißigtausend", 35),
            ("it", "trentacinquemila", 35),
            ("ja", "3万5000人", 35),
            ("en", "2.5 million", 2500),
            ("en", "two and a half million", 2500),
            ("de", "2,5 Millionen", 2500),
            ("zh", "250万", 2500),
            ("ja", "二百五十万人", 2500),
            ("es", "2,5 millones", 2500),
            ("ru", "2,5 млн", 2500),
            ("cs", "2,5 milionu", 2500),
            ("en", "half a million people", 500),
            ("en", "a hundred thousand", 100),
        ] {
            assert_eq!(first(text, code), large(thousands), "{text}");
        }
    }

    #[test]
    fn tens_above_sixty_in_french() {
        for (text, value) in [
            ("soixante-quinze", 75),
            ("soixante et onze", 71),
            ("quatre-vingts", 80),
            ("quatre-vingt-dix-sept", 97),
            ("cent deux", 102),
        ] {
            assert_eq!(first(text, "fr"), amount(value * 1000, Unit::None), "{text}");
        }
    }

    #[test]
    fn units() {
        let money = Unit::Currency("USD");
        for (code, text, value) in [
            ("en", "$5 million", amount(5_000_000_000, money)),
            ("en", "5m dollars", amount(5_000_000_000, money)),
            ("en", "$5m", amount(5_000_000_000, money)),
            ("en", "five dollars", amount(5_000, money)),
            ("es", "5 millones de dólares", amount(5_000_000_000, money)),
            ("en", "12 per cent", amount(12_000, Unit::Percent)),
            ("de", "12,5 %", amount(12_500, Unit::Percent)),
            ("zh", "百分之三十五", amount(35_000, Unit::Percent)),
            ("en", "35-year-old", amount(35_000, Unit::Age)),
            ("de", "35-jährige", amount(35_000, Unit::Age)),
            ("ja", "35歳の男性", amount(35_000, Unit::Age)),
            ("en", "the 31st time", amount(31_000, Unit::Ordinal)),
            ("en", "at 7:30 p.m. sharp", clock(19, 30)),
            ("de", "19.30 Uhr", clock(19, 30)),
            ("en", "7 a.m.", clock(7, 0)),
        ] {
            assert_eq!(first(text, code), value, "{text}");
        }
    }

    fn clock(hour: i128, minutes: i128) -> Value {
        amount((hour * 60 + minutes) * 1000, Unit::Clock(Clock::default()))
    }

    #[test]
    fn times_of_day_agree_however_they_are_told() {
        let ten = clock(22, 0);
        let half = clock(22, 30);
        for (code, text, time) in [
            ("en", "at 10 p.m. sharp", &ten),
            ("en", "at 10pm", &ten),
            ("en", "at ten o'clock", &ten),
            ("en", "at 10 o'clock in the evening", &ten),
            ("en", "at half past ten at night", &half),
            ("en", "shortly after 10:30pm", &half),
            ("en", "22:30 GMT", &half),
            ("de", "um 22 Uhr", &ten),
            ("de", "um 22.30 Uhr", &half),
            ("de", "um halb elf", &half),
            ("de", "um zehn Uhr abends", &ten),
            ("fr", "à 22 heures", &ten),
            ("fr", "vers 22h30", &half),
            ("fr", "à 22 h 30", &half),
            ("fr", "à dix heures et demie du soir", &half),
            ("es", "a las 22:30 horas", &half),
            ("es", "a las diez de la noche", &ten),
            ("es", "a las diez y media", &half),
            ("it", "alle 22", &ten),
            ("it", "alle ore 22.30", &half),
            ("it", "alle dieci e mezza di sera", &half),
            ("nl", "om tien uur 's avonds", &ten),
            ("nl", "om half elf", &half),
            ("pt", "às 22h30", &half),
            ("pt", "às dez e meia da noite", &half),
            ("ru", "в 22 часа", &ten),
            ("ru", "в 10 часов вечера", &ten),
            ("ru", "в 22:30", &half),
            ("cs", "ve 22 hodin", &ten),
            ("cs", "v 10 hodin večer", &ten),
            ("ja", "午後10時", &ten),
            ("ja", "22時30分に", &half),
            ("ja", "午後10時半", &half),
            ("zh", "晚上10点", &ten),
            ("zh", "晚上十点半", &half),
        ] {
            let found = read(text, code);
            assert!(
                found.iter().any(|figure| figure.value.is_clock() && figure.value.agrees(time)),
                "{text}: {found:?}"
            );
        }
        assert!(!first("10 a.m.", "en").agrees(&ten));
        assert!(first("5 p.m. EST", "en").agrees(&first("22:00 GMT", "en")));
        assert!(first("noon", "en").agrees(&first("12 Uhr", "de")));
        assert!(first("midnight", "en").agrees(&first("12 de la noche", "es")));
    }

    #[test]
    fn a_length_of_time_is_no_time_of_day() {
        for (code, text) in [
            ("fr", "pendant trois heures"),
            ("ru", "за 24 часа"),
            ("es", "tras 10 horas de debate"),
            ("nl", "drie uur lang"),
            ("cs", "trvalo 5 hodin"),
            ("ja", "3時間"),
            ("zh", "3小时"),
            ("en", "won 3 to 2"),
        ] {
            assert!(read(text, code).iter().all(|figure| !figure.value.is_clock()), "{text}");
        }
    }

    #[test]
    fn an_age_behind_a_name() {
        for (code, text) in [
            ("en", "Greta Vik, 35, said so."),
            ("de", "Der Lotse Olaf Dahl (35) schwieg."),
            ("it", "Anna Riva, 35 anni, è salva."),
            ("ru", "Иван Орлов (35) молчал."),
        ] {
            assert_eq!(read(text, code)[0].value, amount(35_000, Unit::Age), "{text}");
        }
        assert_eq!(first("On the list were Vik, 35 others and a dog.", "en"), amount(35_000, Unit::None));
    }

    #[test]
    fn dates() {
        for (code, text, value) in [
            ("en", "31 October", date(0, 10, 31)),
            ("en", "Oct. 31", date(0, 10, 31)),
            ("en", "October 31st, 2019", date(2019, 10, 31)),
            ("en", "31/10/2019", date(2019, 10, 31)),
            ("en", "2019-10-31", date(2019, 10, 31)),
            ("de", "31. Oktober 2019", date(2019, 10, 31)),
            ("de", "31.10.2019", date(2019, 10, 31)),
            ("fr", "31 octobre", date(0, 10, 31)),
            ("fr", "1er novembre", date(0, 11, 1)),
            ("es", "31 de octubre de 2019", date(2019, 10, 31)),
            ("ru", "31 октября 2019 года", date(2019, 10, 31)),
            ("cs", "31. října", date(0, 10, 31)),
            ("ja", "2019年10月31日", date(2019, 10, 31)),
            ("ja", "十月三十一日", date(0, 10, 31)),
            ("en", "in May", date(0, 5, 0)),
            ("en", "in 2019", date(2019, 0, 0)),
        ] {
            assert_eq!(first(text, code), value, "{text}");
        }
        assert_eq!(first("by the end of the month", "en"), Value::Relative("month-end"));
        assert_eq!(first("bis Ende des Monats", "de"), Value::Relative("month-end"));
    }

    #[test]
    fn exactness() {
        use Exactness::{About, AtLeast, AtMost, By, MoreThan, Since};
        for (code, text, exactness) in [
            ("en", "at least 35", AtLeast),
            ("en", "35 or more", AtLeast),
            ("en", "about $35", About),
            ("en", "more than 2000", MoreThan),
            ("en", "up to 35", AtMost),
            ("en", "by 31 October", By),
            ("en", "by the end of the month", By),
            ("en", "since early October", Since),
            ("de", "mindestens 35", AtLeast),
            ("de", "bis zum 31. Oktober", By),
            ("ja", "35人以上", AtLeast),
            ("ja", "少なくとも35人", AtLeast),
            ("zh", "至少35人", AtLeast),
            ("en", "35", Exact),
        ] {
            assert_eq!(read(text, code)[0].exactness, exactness, "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for (code, text) in [
            ("en", "They may march on."),
            ("ja", "一部の人々は統一を求めた。"),
            ("de", "Wir achten darauf."),
            ("fr", "Il cherche la paix."),
        ] {
            assert_eq!(read(text, code), [], "{text}");
        }
        assert!(read("no one", "en")[0].weak);
        assert_eq!(read("3, 4 and 5", "en").len(), 3);
    }
}
