//! The words that numbers, dates and exactness are told in, by language, read from plain lists.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::figure::{Exactness, Half, MILLION};
use super::words::Word;
use crate::text::form::normal_form;
use crate::text::phrases::{self, Phrases, Start};

/// What a phrase means where numbers are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A number that is added, in millionths.
    Number(i128),
    /// A digit of a script that writes numbers in digits and powers of ten, in millionths.
    Digit(i128),
    /// A part of the scale word that follows, in millionths.
    Part(i128),
    /// Multiplies what stands before it, below a thousand.
    Times(i128),
    /// Multiplies all that stands before it since the last such word.
    Scale(i128),
    /// Stands between the parts of a number.
    Join,
    /// A number that takes more than nine above it ("soixante-dix").
    High,
    /// A number that is more often an article, a pronoun or another word.
    Weak,
    /// A place in an order, in millionths.
    Ordinal(i128),
    /// Makes the number behind it an ordinal.
    OrdinalBefore,
    /// Something is counted: the number before it is one.
    Counter,
    /// Per cent.
    Percent,
    /// Per cent, said before the number.
    PercentBefore,
    /// Per mille.
    Permille,
    /// Money, by its code.
    Currency(&'static str),
    /// Stands between a number and the money.
    CurrencyOf,
    /// Years of age.
    Age,
    /// Years of age, said before the number.
    AgeBefore,
    /// The part of the day, said behind the hour.
    HalfDay(Half),
    /// The same, said before the hour.
    HalfDayBefore(Half),
    /// The number before it is an hour of the day.
    Clock,
    /// The number before it is an hour of the day or a length of time.
    Hours,
    /// Says that the number behind it is an hour of the day, if it can be one.
    HourBefore,
    /// Minutes that an hour behind it is later by, or earlier: "half past".
    MinutesBefore(i16),
    /// The same, said behind the hour: "et demie".
    MinutesAfter(i16),
    /// A time of day with a name, in minutes since midnight.
    TimeOfDay(i128),
    /// A time zone, by the minutes it is ahead of UTC; none where that depends on the season.
    Zone(Option<i16>),
    /// The same, said before the hour.
    ZoneBefore(Option<i16>),
    /// Says how exact the figure behind it is.
    Before(Exactness),
    /// Says how exact the figure before it is.
    After(Exactness),
    /// Says how many without a number: "several".
    Vague,
    /// A part of a month or year: "early".
    Shade,
    /// Stands between the parts of a date.
    Of,
    /// A month, from 1.
    Month(u8),
    /// A month's name that is often another word.
    MonthWeak,
    /// A day of the week, from 1.
    Weekday(u8),
    /// A time as seen from today.
    Time(&'static str),
    /// The sign behind a year, a month, a day.
    YearSign,
    /// The sign behind a month.
    MonthSign,
    /// The sign behind a day.
    DaySign,
    /// The sign behind an hour.
    HourSign,
    /// The sign behind minutes.
    MinuteSign,
    /// Makes the sign before it a length of time.
    SpanAfter,
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// What parts the decimals of a number.
    pub(crate) decimal: char,
    /// Whether the hours of a day are counted to twelve also in digits.
    pub(crate) twelve: bool,
    phrases: Phrases<Meaning>,
    /// The first words of the phrases that a number, an amount or a date may begin with.
    openings: HashSet<Start>,
    /// Parts of number words that are written as one.
    pub(crate) stems: HashMap<String, Meaning>,
    /// What stands inside such words between ones and tens.
    pub(crate) inside: Vec<String>,
    /// The longest word of each phrase that makes a number or a date: none of these is read without such a word.
    anchors: HashSet<String>,
    /// Articles and prepositions that are written as one with the word behind them, without the apostrophe.
    pub(crate) elisions: Vec<String>,
    /// Endings that make digits an ordinal.
    pub(crate) suffixes: Vec<String>,
}

impl Table {
    /// Returns the meaning of the longest phrase that begins at a word and that is wanted, and where it ends.
    pub(crate) fn at<T>(
        &self,
        words: &[Word<'_>],
        at: usize,
        wanted: impl Fn(&Meaning) -> Option<T>,
    ) -> Option<(usize, T)> {
        let word = words.get(at)?;
        let mut best: Option<(usize, T)> = None;
        for (rest, meaning) in word.starts.into_iter().flat_map(|start| self.phrases.begun(start)) {
            let end = at + 1 + rest.len();
            if best.as_ref().is_some_and(|(known, _)| *known >= end) || end > words.len() {
                continue;
            }
            let follows = |(word, rest): (&Word<'_>, &String)| !word.is_parted() && word.form == *rest;
            if words[at + 1..end].iter().zip(rest).all(follows)
                && let Some(found) = wanted(meaning)
            {
                best = Some((end, found));
            }
        }
        best
    }

    /// Tells whether a number, an amount or a date may begin at a word.
    pub(crate) fn opens(&self, word: &Word<'_>) -> bool {
        word.number || word.starts.iter().any(|start| self.openings.contains(start))
    }

    /// Looks a word up.
    pub(crate) fn start(&self, form: &str) -> Start {
        self.phrases.start(form)
    }

    /// Tells whether a word alone may make a number or a date, with an article written as one with it or without.
    pub(crate) fn is_anchor(&self, form: &str) -> bool {
        let behind = || form.split_once('\'').filter(|(article, _)| self.elisions.iter().any(|known| known == article));
        self.anchors.contains(form) || behind().is_some_and(|(_, rest)| self.anchors.contains(rest))
    }

    /// Tells whether a single word has a wanted meaning.
    pub(crate) fn means<T>(&self, form: &str, wanted: impl Fn(&Meaning) -> Option<T>) -> Option<T> {
        let alone = self.phrases.beginning_with(form).iter().filter(|(rest, _)| rest.is_empty());
        alone.into_iter().find_map(|(_, meaning)| wanted(meaning))
    }

    fn read(&mut self, list: &'static str) {
        phrases::entries(list).for_each(|(class, value, phrase)| self.add(class, value, phrase));
    }

    fn add(&mut self, class: &str, value: &'static str, phrase: &str) {
        match class {
            "decimal" => self.decimal = if phrase.is_empty() { ',' } else { '.' },
            "hours-of-day" => self.twelve = phrase == "12",
            "inside" => self.inside.push(normal_form(phrase).into_owned()),
            "elision" => self.elisions.push(normal_form(phrase).into_owned()),
            "suffix" => self.suffixes.push(normal_form(phrase).into_owned()),
            "stem" => drop(self.stems.insert(normal_form(phrase).into_owned(), Meaning::Number(millionths(value)))),
            _ => {
                let Some(meaning) = meaning(class, value) else { return };
                let numeric = matches!(meaning, Meaning::Number(_) | Meaning::Times(_) | Meaning::Scale(_));
                let words = phrases::words(phrase);
                if let [word] = &words[..]
                    && numeric
                {
                    self.stems.insert(word.clone(), meaning);
                }
                let longest = words.into_iter().max_by_key(String::len);
                self.anchors.extend(longest.filter(|_| meaning.is_anchor()));
                self.phrases.add(phrase, meaning);
                let first = phrases::words(phrase).first().map(|word| self.phrases.start(word));
                self.openings.extend(first.filter(|_| meaning.opens()));
            }
        }
    }
}

impl Meaning {
    /// Tells whether each number, amount or date has a word with one such meaning, or digits.
    fn is_anchor(self) -> bool {
        use Meaning::{Digit, Month, Number, Ordinal, Part, Scale, Time, TimeOfDay, Times, Weekday};
        let numeric = matches!(self, Digit(_) | Number(_) | Ordinal(_) | Part(_) | Scale(_) | Times(_));
        numeric || matches!(self, Month(_) | Time(_) | TimeOfDay(_) | Weekday(_))
    }

    /// Tells whether a number, an amount or a date may begin with it.
    fn opens(self) -> bool {
        use Meaning::{AgeBefore, Currency, HalfDayBefore, MinutesBefore, OrdinalBefore, PercentBefore, ZoneBefore};
        let leads = matches!(self, AgeBefore | Currency(_) | OrdinalBefore | PercentBefore);
        leads || self.is_anchor() || matches!(self, HalfDayBefore(_) | MinutesBefore(_) | ZoneBefore(_))
    }
}

fn millionths(value: &str) -> i128 {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let decimals: String = decimals.chars().chain(std::iter::repeat('0')).take(6).collect();
    whole.parse::<i128>().unwrap_or_default() * MILLION + decimals.parse::<i128>().unwrap_or_default()
}

fn meaning(class: &str, value: &'static str) -> Option<Meaning> {
    let small = || value.parse::<u8>().unwrap_or_default();
    Some(match class {
        "number" => Meaning::Number(millionths(value)),
        "digit" => Meaning::Digit(millionths(value)),
        "part" => Meaning::Part(millionths(value)),
        "times" => Meaning::Times(millionths(value) / MILLION),
        "scale" => Meaning::Scale(millionths(value) / MILLION),
        "join" => Meaning::Join,
        "high" => Meaning::High,
        "weak" => Meaning::Weak,
        "ordinal" => Meaning::Ordinal(millionths(value)),
        "ordinal-before" => Meaning::OrdinalBefore,
        "counter" => Meaning::Counter,
        "percent" => Meaning::Percent,
        "percent-before" => Meaning::PercentBefore,
        "permille" => Meaning::Permille,
        "currency" => Meaning::Currency(value),
        "currency-of" => Meaning::CurrencyOf,
        "age" => Meaning::Age,
        "age-before" => Meaning::AgeBefore,
        "half-am" => Meaning::HalfDay(Half::Morning),
        "half-pm" => Meaning::HalfDay(Half::Evening),
        "half-night" => Meaning::HalfDay(Half::Night),
        "half-am-before" => Meaning::HalfDayBefore(Half::Morning),
        "half-pm-before" => Meaning::HalfDayBefore(Half::Evening),
        "half-night-before" => Meaning::HalfDayBefore(Half::Night),
        "clock" => Meaning::Clock,
        "hours" => Meaning::Hours,
        "hour-before" => Meaning::HourBefore,
        "minutes-before" => Meaning::MinutesBefore(value.parse().unwrap_or_default()),
        "minutes-after" => Meaning::MinutesAfter(value.parse().unwrap_or_default()),
        "time-of-day" => Meaning::TimeOfDay(value.parse().unwrap_or_default()),
        "zone" => Meaning::Zone(value.parse().ok()),
        "zone-before" => Meaning::ZoneBefore(value.parse().ok()),
        "vague" => Meaning::Vague,
        "shade" => Meaning::Shade,
        "of" => Meaning::Of,
        "month" if value.is_empty() => Meaning::MonthSign,
        "month" => Meaning::Month(small()),
        "month-weak" => Meaning::MonthWeak,
        "weekday" => Meaning::Weekday(small()),
        "time" => Meaning::Time(value),
        "year" => Meaning::YearSign,
        "day" => Meaning::DaySign,
        "hour" => Meaning::HourSign,
        "minute" => Meaning::MinuteSign,
        "span-after" => Meaning::SpanAfter,
        _ => match class.strip_suffix("-after") {
            Some(class) => Meaning::After(exactness(class)?),
            None => Meaning::Before(exactness(class)?),
        },
    })
}

fn exactness(class: &str) -> Option<Exactness> {
    Some(match class {
        "exact" => Exactness::Exact,
        "about" => Exactness::About,
        "least" => Exactness::AtLeast,
        "more" => Exactness::MoreThan,
        "most" => Exactness::AtMost,
        "less" => Exactness::LessThan,
        "by" => Exactness::By,
        "before" => Exactness::Before,
        "since" => Exactness::Since,
        "after" => Exactness::After,
        _ => return None,
    })
}

const LISTS: &[(&str, &str)] = &[
    ("cs", include_str!("cs.txt")),
    ("de", include_str!("de.txt")),
    ("en", include_str!("en.txt")),
    ("es", include_str!("es.txt")),
    ("fr", include_str!("fr.txt")),
    ("it", include_str!("it.txt")),
    ("ja", include_str!("ja.txt")),
    ("nl", include_str!("nl.txt")),
    ("pt", include_str!("pt.txt")),
    ("ru", include_str!("ru.txt")),
    ("zh", include_str!("zh.txt")),
    ("", ""),
];

static TABLES: LazyLock<HashMap<&'static str, Table>> = LazyLock::new(|| {
    let read = |list: &'static str| {
        let mut table = Table { decimal: '.', ..Table::default() };
        table.read(include_str!("all.txt"));
        table.read(list);
        table
    };
    LISTS.iter().map(|(code, list)| (*code, read(list))).collect()
});

/// Returns the lists of a language; English where none is named, signs alone where there are no lists for it.
pub(crate) fn table(language: &str) -> &'static Table {
    static SIGNS: LazyLock<Table> = LazyLock::new(|| Table { decimal: '.', ..Table::default() });
    let language = if language.is_empty() { "en" } else { language };
    TABLES.get(language).or_else(|| TABLES.get("")).unwrap_or(&SIGNS)
}
