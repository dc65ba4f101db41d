//! The words that tell kinds of changes apart, by language, read from plain lists.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::fast::FixedState;

use super::side::Side;
use crate::text::form::normal_form;
use crate::text::phrases::{self, Phrases, Start};
use crate::text::tokens::Token;

/// What a word does to the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Denies.
    Negator,
    /// Stands beside a negator and means nothing without it.
    Expletive,
    /// Makes a claim weaker or stronger; the number is the group: words of one group are about as strong.
    Strength(u8),
    /// A title or an office.
    Title,
    /// Follows a name.
    Honorific,
    /// A title that is no office: "Mr".
    Address,
    /// Says that an office is no longer held, not yet or not wholly: "former".
    Status,
    /// An office that has several names, by number.
    Office(u32),
    /// A word that says the same as another before an office, by number.
    Alias(u32),
    /// Who speaks of himself.
    First,
    /// Who is spoken of.
    Third,
    /// A form of a word, by number.
    Same(u32),
    /// One of two that turn a statement round, by number, and which of the two.
    Opposite(u32, bool),
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) phrases: Phrases<Class>,
    /// What makes a word its opposite.
    prefixes: Vec<String>,
    /// Ways to write a sound: the first is written as the second.
    spellings: Vec<(String, String)>,
    /// Finds out whether a word holds any of them.
    respelt: Option<AhoCorasick>,
    /// Long and short forms, words parted by a blank, by the first word of the long form.
    contractions: HashMap<String, Vec<(String, String)>, FixedState>,
    /// What is known of each word that stands in a list as its first.
    known: HashMap<String, Known, FixedState>,
    count: u32,
}

/// What the lists say of a word, looked up once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// The phrases that begin with it.
    pub(super) start: Start,
    /// Whether it is a short form that denies.
    pub(super) denies: bool,
    /// Whether it begins what has a short form.
    pub(super) contracts: bool,
}

const STRENGTHS: [&str; 9] = ["hedge", "sure", "some-degree", "may", "must", "some", "all", "only", "exact"];

impl Lists {
    fn read(list: &'static str) -> Lists {
        let mut lists = Lists::default();
        for line in list.lines() {
            lists.count += 1;
            phrases::entries(line).for_each(|(class, value, phrase)| lists.add(class, value, phrase));
        }
        let deny = |(long, _): &&(String, String)| {
            let words: Vec<String> = long.split(' ').map(str::to_owned).collect();
            (0..words.len()).any(|at| lists.phrases.at(&words, at).any(|(_, class)| *class == Class::Negator))
        };
        lists.respelt = AhoCorasick::new(lists.spellings.iter().map(|(from, _)| from)).ok();
        let denying: Vec<&str> =
            lists.contractions.values().flatten().filter(deny).map(|(_, short)| short.as_str()).collect();
        let mut known: HashMap<String, Known, FixedState> = HashMap::default();
        for (word, start) in lists.phrases.starts() {
            known.entry(word.to_owned()).or_default().start = start;
        }
        denying.iter().for_each(|word| known.entry((*word).to_owned()).or_default().denies = true);
        lists.contractions.keys().for_each(|word| known.entry(word.clone()).or_default().contracts = true);
        lists.known = known;
        lists
    }

    /// Looks a word up.
    pub(super) fn known(&self, form: &str) -> Known {
        self.known.get(form).copied().unwrap_or_default()
    }

    fn add(&mut self, class: &str, value: &str, phrase: &str) {
        let class = match class {
            "negator" => Class::Negator,
            "expletive" => Class::Expletive,
            "title" => Class::Title,
            "honorific" => Class::Honorific,
            "address" => Class::Address,
            "status" => Class::Status,
            "office" => {
                self.phrases.add(phrase, Class::Title);
                Class::Office(self.count)
            }
            "alias" => {
                self.phrases.add(value, Class::Alias(self.count));
                Class::Alias(self.count)
            }
            "first" => Class::First,
            "third" => Class::Third,
            "same" => Class::Same(self.count),
            "opposite" => {
                self.phrases.add(value, Class::Opposite(self.count, false));
                Class::Opposite(self.count, true)
            }
            "negative-prefix" => return self.prefixes.push(normal_form(phrase).into_owned()),
            "spelling" => {
                return self.spellings.push((normal_form(value).into_owned(), normal_form(phrase).into_owned()));
            }
            "contraction" => {
                let (long, short) = (phrases::words(value), phrases::words(phrase));
                let Some(first) = long.first().cloned() else { return };
                self.contractions.entry(first).or_default().push((long.join(" "), short.join(" ")));
                return;
            }
            strength => match STRENGTHS.iter().position(|known| *known == strength) {
                Some(group) => Class::Strength(u8::try_from(group).unwrap_or(0)),
                None => return,
            },
        };
        self.phrases.add(phrase, class);
    }

    /// Returns the long and the short forms, words parted by a blank, whose long form begins with a word.
    pub(super) fn contractions(&self, word: &str) -> &[(String, String)] {
        self.contractions.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    /// Tells whether one of two words is the other with a prefix that turns it round.
    pub(super) fn is_turned(&self, a: &str, b: &str) -> bool {
        let turned = |long: &str, short: &str| {
            let rest = |prefix: &String| long.strip_prefix(prefix.as_str()).map(|rest| rest.trim_start_matches('-'));
            short.chars().count() > 3 && self.prefixes.iter().filter_map(rest).any(|rest| rest == short)
        };
        turned(a, b) || turned(b, a)
    }

    /// Returns a word with all its sounds written in one way.
    pub(super) fn respelt<'f>(&self, form: &'f str) -> Cow<'f, str> {
        if !self.respelt.as_ref().is_some_and(|any| any.is_match(form)) {
            return Cow::Borrowed(form);
        }
        let replace = |word: String, (from, to): &(String, String)| {
            if word.contains(from.as_str()) { word.replace(from.as_str(), to) } else { word }
        };
        Cow::Owned(self.spellings.iter().fold(form.to_owned(), replace))
    }
}

static LISTS: LazyLock<HashMap<&'static str, Lists>> = LazyLock::new(|| {
    let lists = [
        ("", ""),
        ("cs", include_str!("lists/cs.txt")),
        ("de", include_str!("lists/de.txt")),
        ("en", include_str!("lists/en.txt")),
        ("es", include_str!("lists/es.txt")),
        ("fr", include_str!("lists/fr.txt")),
        ("it", include_str!("lists/it.txt")),
        ("ja", include_str!("lists/ja.txt")),
        ("nl", include_str!("lists/nl.txt")),
        ("pt", include_str!("lists/pt.txt")),
        ("ru", include_str!("lists/ru.txt")),
        ("zh", include_str!("lists/zh.txt")),
    ];
    lists.into_iter().map(|(code, list)| (code, Lists::read(list))).collect()
});

/// Returns the lists of a language; empty ones where there are none.
pub(super) fn lists(language: &str) -> &'static Lists {
    static NONE: LazyLock<Lists> = LazyLock::new(Lists::default);
    LISTS.get(language).unwrap_or(&NONE)
}

/// What a word says of the person whose name it describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// It says that an office is no longer held, not yet or not wholly.
    Status,
    /// An office or a trade; the number is the same for two names of one office.
    Office(Option<u32>),
    /// It says the same as another word with this number: "GOP", "Republican".
    Alias(u32),
}

/// Returns the words of a run that say what somebody is, in order, each with the tokens it takes; forms of address are
/// left out.
pub fn ranks(side: Side<'_>, run: &Range<usize>) -> Vec<(Range<usize>, Rank)> {
    let words: Vec<usize> = run.clone().filter(|at| side.tokens[*at].is_word()).collect();
    let forms: Vec<String> = words.iter().map(|at| normal_form(side.exact(*at)).into_owned()).collect();
    let lists = lists(side.language());
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here: Vec<(usize, Class)> = lists.phrases.at(&forms, at).map(|(len, class)| (len, *class)).collect();
        let longest = |wanted: &dyn Fn(Class) -> bool| {
            here.iter().filter(|(_, class)| wanted(*class)).max_by_key(|(len, _)| *len).copied()
        };
        let (len, rank) = match longest(&|class| matches!(class, Class::Office(_) | Class::Title | Class::Status)) {
            None => match longest(&|class| matches!(class, Class::Alias(_))) {
                Some((len, Class::Alias(number))) => (len, Some(Rank::Alias(number))),
                _ => (1, None),
            },
            Some((len, _)) => {
                let is = |wanted: Class| here.contains(&(len, wanted));
                let office = here.iter().find_map(|found| match found {
                    (own, Class::Office(number)) if *own == len => Some(*number),
                    _ => None,
                });
                let rank = if is(Class::Status) { Rank::Status } else { Rank::Office(office) };
                (len, Some(rank).filter(|_| !is(Class::Address)))
            }
        };
        found.extend(rank.map(|rank| (words[at]..words[at + len - 1] + 1, rank)));
        at += len;
    }
    found
}

/// Tells whether a token denies by itself: "not", "never", "didn't".
pub fn denies(side: Side<'_>, at: usize) -> bool {
    let lists = lists(side.language());
    let known = lists.known(&normal_form(side.exact(at)));
    let negator = |(rest, class): &(Vec<String>, Class)| rest.is_empty() && *class == Class::Negator;
    known.denies || lists.phrases.begun(known.start).iter().any(negator)
}

/// Tells whether a token begins a title, an office or a trade of its language.
pub fn is_title(side: Side<'_>, at: usize) -> bool {
    let phrases = &lists(side.language()).phrases;
    let form = |token: &Token| normal_form(token.span().of(side.text));
    let first = &side.tokens[at];
    if !first.is_word() || phrases.start(&form(first)).is_none() {
        return false;
    }
    let words = side.tokens[at..side.tokens.len().min(at + 3)].iter().filter(|token| token.is_word());
    let forms: Vec<Cow<'_, str>> = words.map(form).collect();
    phrases.at(&forms, 0).any(|(_, class)| *class == Class::Title)
}
