//! The words that report speech and name who speaks, by language, read from the tables beside the code.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::Gender;
use crate::text::form::normal_form;

/// What a word may do beside a quotation; a word may do several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

impl Class {
    /// Reports speech.
    pub const SAY: Class = Class(1);
    /// Reports speech, or is a noun.
    pub const MAYBE: Class = Class(1 << 1);
    /// Reports speech only directly behind it ("so", "aldus").
    pub const TAG: Class = Class(1 << 2);
    /// A pronoun for a man.
    pub const HE: Class = Class(1 << 3);
    /// A pronoun for a woman.
    pub const SHE: Class = Class(1 << 4);
    /// A pronoun for several.
    pub const THEY: Class = Class(1 << 5);
    /// A pronoun for a thing or body.
    pub const IT: Class = Class(1 << 6);
    /// A relative pronoun.
    pub const WHO: Class = Class(1 << 7);
    /// A pronoun for the one who writes.
    pub const OWN: Class = Class(1 << 8);
    /// An article or another word that begins a noun phrase.
    pub const DET: Class = Class(1 << 9);
    /// A preposition.
    pub const PREP: Class = Class(1 << 10);
    /// A word that begins a clause.
    pub const CLAUSE: Class = Class(1 << 11);
    /// Stands inside a name ("von").
    pub const PARTICLE: Class = Class(1 << 12);
    /// A form of address for a man.
    pub const MR: Class = Class(1 << 13);
    /// A form of address for a woman.
    pub const MRS: Class = Class(1 << 14);
    /// An office or trade before a name.
    pub const TITLE: Class = Class(1 << 15);
    /// A noun for who or what may speak.
    pub const ROLE: Class = Class(1 << 16);
    /// The same, of a woman.
    pub const ROLE_F: Class = Class(1 << 17);
    /// The same, of a man.
    pub const ROLE_M: Class = Class(1 << 18);
    /// Part of the name of an organisation.
    pub const BODY: Class = Class(1 << 19);
    /// May stand between who speaks and the verb.
    pub const SKIP: Class = Class(1 << 20);
    /// A kind of work that has a title.
    pub const WORK: Class = Class(1 << 21);
    /// Gives a title to a work ("titled").
    pub const NAMED: Class = Class(1 << 22);
    /// Introduces a term ("so-called").
    pub const TERM: Class = Class(1 << 23);

    /// Begins what was said ("that").
    pub const THAT: Class = Class(1 << 24);
    /// A verb for saying and for nothing else.
    pub const REPORT: Class = Class(1 << 25);
    /// A verb for saying that something is not so: what follows it is just what was not said.
    pub const DENY: Class = Class(1 << 34);
    /// Has the one who speaks as its object ("quoted Marsh as saying").
    pub const QUOTES: Class = Class(1 << 26);

    /// What is often called by a motto ("policy").
    pub const MOTTO: Class = Class(1 << 27);

    /// A noun for one person, of whichever sex ("witness").
    pub const PERSON: Class = Class(1 << 28);
    /// Part of the name of a newspaper or broadcaster, or a noun for one.
    pub const MEDIUM: Class = Class(1 << 32);
    /// The ending of a case of names ("ом").
    pub const CASE: Class = Class(1 << 33);
    /// Stands before an office or a name, and may stand before anything else ("former").
    pub const SIDE: Class = Class(1 << 31);
    /// A preposition that stands before places ("in").
    pub const PLACE: Class = Class(1 << 29);
    /// A verb form of several, where one pronoun means both a woman and several ("sie").
    pub const MANY: Class = Class(1 << 30);

    /// A pronoun that stands for somebody else.
    pub const PRONOUN: Class = Class(Class::HE.0 | Class::SHE.0 | Class::THEY.0 | Class::IT.0);

    /// Tells whether it shares anything with another.
    pub const fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns both together.
    pub const fn and(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// The keys of the tables, with what they mean.
const KEYS: [(&str, Class); 35] = [
    ("say", Class::SAY),
    ("maybe", Class::MAYBE),
    ("tag", Class::TAG),
    ("he", Class::HE),
    ("she", Class::SHE),
    ("they", Class::THEY),
    ("it", Class::IT),
    ("who", Class::WHO),
    ("self", Class::OWN),
    ("det", Class::DET),
    ("prep", Class::PREP),
    ("clause", Class::CLAUSE),
    ("particle", Class::PARTICLE),
    ("mr", Class::MR),
    ("mrs", Class::MRS),
    ("title", Class::TITLE),
    ("role", Class::ROLE),
    ("rolef", Class::ROLE_F),
    ("rolem", Class::ROLE_M),
    ("body", Class::BODY),
    ("skip", Class::SKIP),
    ("work", Class::WORK),
    ("named", Class::NAMED),
    ("term", Class::TERM),
    ("that", Class::THAT),
    ("report", Class::REPORT),
    ("deny", Class::DENY),
    ("quotes", Class::QUOTES),
    ("motto", Class::MOTTO),
    ("person", Class::PERSON),
    ("place", Class::PLACE),
    ("many", Class::MANY),
    ("side", Class::SIDE),
    ("medium", Class::MEDIUM),
    ("case", Class::CASE),
];

/// The cue words of one language, in comparison form.
#[derive(Default)]
pub struct Cues {
    words: HashMap<String, Class>,
    /// Ends of compounds, with what the compound is.
    ends: Vec<(String, Class)>,
    /// The same words by key, the longest first: for scripts that write no blanks.
    lists: HashMap<&'static str, Vec<String>>,
    phrases: HashMap<&'static str, Vec<Vec<String>>>,
}

impl Cues {
    fn read(table: &'static str) -> Cues {
        let mut cues = Cues::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let Some(key) = words.next() else { continue };
            match KEYS.iter().find(|(name, _)| *name == key) {
                Some((_, class)) => words.for_each(|word| cues.add(key, *class, word)),
                None => cues.phrases.entry(key).or_default().extend(words.map(phrase)),
            }
        }
        cues.lists.values_mut().for_each(|list| list.sort_by_key(|word| std::cmp::Reverse(word.len())));
        cues
    }

    /// Adds a word, the end of a compound (`-end`), or a beginning with its endings (`claim||s`).
    fn add(&mut self, key: &'static str, class: Class, word: &str) {
        if let Some(end) = word.strip_prefix('-') {
            self.ends.push((normal_form(end).into_owned(), class));
            return;
        }
        let mut parts = word.split('|');
        let start = parts.next().unwrap_or("");
        let mut put = |word: &str| {
            let form = normal_form(word).into_owned();
            self.lists.entry(key).or_default().push(form.clone());
            let known = self.words.entry(form).or_default();
            *known = known.and(class);
        };
        if word.contains('|') { parts.for_each(|end| put(&format!("{start}{end}"))) } else { put(start) }
    }

    /// Returns what a form may do.
    pub fn class(&self, form: &str) -> Class {
        let bare = form.trim_end_matches("'s");
        let known = self.words.get(form).or_else(|| self.words.get(bare)).copied().unwrap_or_default();
        let fits = |(end, _): &&(String, Class)| bare.len() > end.len() && bare.ends_with(end.as_str());
        self.ends.iter().filter(fits).fold(known, |all, (_, class)| all.and(*class))
    }

    /// Returns how many of the given forms, from the first, are a phrase of the given key ("frame": "according to"), 0
    /// where they are none.
    pub fn phrase<'f>(&self, key: &str, forms: impl Iterator<Item = &'f str> + Clone) -> usize {
        let fits = |phrase: &&Vec<String>| {
            let mut rest = forms.clone();
            phrase.iter().all(|word| rest.next() == Some(word.as_str()))
        };
        self.phrases.get(key).into_iter().flatten().filter(fits).map(Vec::len).max().unwrap_or(0)
    }

    /// Returns the words of a key, the longest first.
    pub fn list(&self, key: &str) -> &[String] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the phrases of a key that are one word.
    pub fn single(&self, key: &str) -> impl Iterator<Item = &str> {
        self.phrases.get(key).into_iter().flatten().filter_map(|phrase| match phrase.as_slice() {
            [word] => Some(word.as_str()),
            _ => None,
        })
    }
}

fn phrase(words: &str) -> Vec<String> {
    words.split('_').map(|word| normal_form(word).into_owned()).collect()
}

static CUES: LazyLock<HashMap<&'static str, Cues>> = LazyLock::new(|| {
    let tables = [
        ("cs", include_str!("cues/cs.txt")),
        ("de", include_str!("cues/de.txt")),
        ("en", include_str!("cues/en.txt")),
        ("es", include_str!("cues/es.txt")),
        ("fr", include_str!("cues/fr.txt")),
        ("it", include_str!("cues/it.txt")),
        ("ja", include_str!("cues/ja.txt")),
        ("nl", include_str!("cues/nl.txt")),
        ("pt", include_str!("cues/pt.txt")),
        ("ru", include_str!("cues/ru.txt")),
        ("zh", include_str!("cues/zh.txt")),
    ];
    tables.into_iter().map(|(language, table)| (language, Cues::read(table))).collect()
});

/// Given names of men, of women, and of either.
static GIVEN: LazyLock<[HashSet<&'static str>; 3]> = LazyLock::new(|| {
    let table = include_str!("cues/given.txt");
    let of = |key| table.lines().filter_map(move |line| line.strip_prefix(key)).flat_map(str::split_whitespace);
    [of("he ").collect(), of("she ").collect(), of("both ").collect()]
});

/// Returns the cues of a language; for one we have no table of, those of English.
pub fn cues(language: &str) -> &'static Cues {
    static NONE: LazyLock<Cues> = LazyLock::new(Cues::default);
    CUES.get(language).or_else(|| CUES.get("en")).unwrap_or(&NONE)
}

/// Returns whom parents in most countries give a name to, where it is common and means one sex.
pub fn gender(given: &str) -> Option<Gender> {
    let [he, she, _] = &*GIVEN;
    match (he.contains(given), she.contains(given)) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    }
}

/// Tells whether a form is a common given name, of whichever sex.
pub fn is_given(form: &str) -> bool {
    GIVEN.iter().any(|names| names.contains(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_make_words_of_a_beginning() {
        let english = cues("en");
        assert!(english.class("said").is(Class::SAY) && english.class("says").is(Class::SAY));
        assert!(!english.class("sa").is(Class::SAY));
        assert!(cues("de").class("bundeskanzlerin").is(Class::TITLE));
    }

    #[test]
    fn phrases_count_their_words() {
        assert_eq!(cues("en").phrase("frame", ["according", "to", "her"].into_iter()), 2);
        assert_eq!(cues("de").phrase("frame", ["laut", "polizei"].into_iter()), 1);
        assert_eq!(cues("en").phrase("frame", ["according", "as"].into_iter()), 0);
    }

    #[test]
    fn no_given_name_stands_in_the_list_twice() {
        let all: usize = GIVEN.iter().map(HashSet::len).sum();
        let once: HashSet<&str> = GIVEN.iter().flatten().copied().collect();
        assert_eq!(all, once.len());
        let lines = include_str!("cues/given.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(all, lines.map(|line| line.split_whitespace().count() - 1).sum::<usize>());
        assert!(is_given("kim") && gender("kim").is_none() && gender("olga") == Some(Gender::She));
    }

    #[test]
    fn every_table_says_who_speaks_and_how() {
        for language in ["cs", "de", "en", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh"] {
            let cues = CUES.get(language).expect("a table");
            for key in ["say", "he", "she", "title", "role"] {
                assert!(!cues.list(key).is_empty(), "{language} {key}");
            }
        }
    }
}
