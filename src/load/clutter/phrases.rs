//! The words that stand around articles in many languages, kept as a table, and how lines are held against it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

/// Lists of phrases, by language.
type Lists = BTreeMap<String, Vec<String>>;

#[derive(Debug, Default, Deserialize)]
struct Table {
    alone: Lists,
    appeal: Lists,
    opening: Lists,
    consent: Lists,
    closing: Lists,
    ending: Lists,
    paywall: Lists,
    teasers: Lists,
    credit: Lists,
    byline: Lists,
    named: Lists,
    signed: Lists,
    networks: Lists,
    rights: Lists,
    dates: Lists,
}

/// The phrases, ready to be asked for.
#[derive(Debug, Default)]
pub struct Phrases {
    alone: HashSet<String>,
    teasers: HashSet<String>,
    networks: HashSet<String>,
    months: HashSet<String>,
    small: HashSet<String>,
    appeal: Option<AhoCorasick>,
    opening: Beginnings,
    consent: Beginnings,
    consent_words: Vec<String>,
    closing: Vec<String>,
    ending: Vec<String>,
    paywall: Beginnings,
    credit: Option<AhoCorasick>,
    byline: Beginnings,
    named: Vec<String>,
    signed: Beginnings,
    rights: Option<AhoCorasick>,
}

/// Phrases that lines begin with, by their first character: most lines begin with none of them.
#[derive(Debug, Default)]
struct Beginnings(HashMap<char, Vec<String>>);

impl Beginnings {
    fn new(lists: Lists) -> Self {
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for phrase in all(lists) {
            by_first.entry(phrase.chars().next().unwrap_or_default()).or_default().push(phrase);
        }
        Beginnings(by_first)
    }

    /// Returns what follows each phrase that a folded line begins with.
    fn rests<'a>(&self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        let first = folded.chars().next().unwrap_or_default();
        let likely = self.0.get(&first).map(Vec::as_slice).unwrap_or_default();
        likely.iter().filter_map(move |phrase| begins(folded, phrase))
    }

    /// Tells whether a folded line begins with any of them.
    fn begin(&self, folded: &str) -> bool {
        self.rests(folded).next().is_some()
    }
}

/// The name of a network that is found inside other words has at least so many letters.
const NETWORK: usize = 7;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| table().map(Phrases::new).unwrap_or_default());

/// Returns the phrases that the program carries with it.
pub fn phrases() -> &'static Phrases {
    &PHRASES
}

fn table() -> Result<Table, toml::de::Error> {
    toml::from_str(include_str!("../phrases.toml"))
}

impl Phrases {
    fn new(mut table: Table) -> Self {
        let mut dates = |name: &str| table.dates.remove(name).unwrap_or_default().into_iter().collect();
        Phrases {
            consent_words: table.consent.remove("words").unwrap_or_default(),
            consent: Beginnings::new(table.consent),
            months: dates("months"),
            small: dates("small"),
            alone: all(table.alone).collect(),
            teasers: all(table.teasers).collect(),
            networks: all(table.networks).collect(),
            appeal: AhoCorasick::new(all(table.appeal)).ok(),
            opening: Beginnings::new(table.opening),
            closing: all(table.closing).collect(),
            ending: all(table.ending).collect(),
            paywall: Beginnings::new(table.paywall),
            credit: AhoCorasick::new(all(table.credit)).ok(),
            byline: Beginnings::new(table.byline),
            named: all(table.named).collect(),
            signed: Beginnings::new(table.signed),
            rights: AhoCorasick::new(all(table.rights)).ok(),
        }
    }

    /// Tells whether a folded line is a phrase of the page and nothing else.
    pub fn is_alone(&self, folded: &str) -> bool {
        self.alone.contains(folded)
    }

    /// Tells whether a folded line stands over a list of other articles; one word may follow a phrase of several.
    pub fn is_teaser_head(&self, folded: &str) -> bool {
        let longer = || folded.rsplit_once(' ').filter(|(head, _)| head.contains(' '));
        self.teasers.contains(folded) || longer().is_some_and(|(head, _)| self.teasers.contains(head))
    }

    /// Tells whether a folded line begins like a form, a consent or a cookie notice.
    pub fn opens(&self, folded: &str) -> bool {
        let consents = || self.consent_words.iter().any(|words| folded.contains(words.as_str()));
        self.opening.begin(folded) || (self.consent.begin(folded) && consents())
    }

    /// Tells whether a folded line ends in asking the reader to sign up.
    pub fn closes(&self, folded: &str) -> bool {
        self.closing.iter().any(|phrase| folded.ends_with(phrase.as_str()))
    }

    /// Tells whether a sentence of a folded line begins by saying that the rest is for those who pay.
    pub fn asks_for_pay(&self, folded: &str) -> bool {
        let mut sentences = folded.split(['.', '?', '!', '。', '？', '！']).map(str::trim_start);
        sentences.any(|sentence| self.paywall.begin(sentence))
    }

    /// Tells whether a folded line is a name with the word for a reporter behind it.
    pub fn is_named(&self, folded: &str) -> bool {
        self.named.iter().any(|phrase| folded.ends_with(phrase.as_str()) && folded.len() > phrase.len())
    }

    /// Returns the words before a closing "read more", if a folded line ends so.
    pub fn before_read_more<'a>(&self, folded: &'a str) -> Option<&'a str> {
        let before = |phrase: &String| folded.strip_suffix(phrase.as_str());
        self.ending
            .iter()
            .filter_map(before)
            .find(|before| !before.ends_with(char::is_alphanumeric) || is_unspaced(before))
    }

    /// Returns where a folded line credits a picture, in bytes.
    pub fn credit(&self, folded: &str) -> Option<usize> {
        let starts_word = |at: &usize| !folded[..*at].ends_with(|c: char| c.is_alphanumeric() && c.is_ascii());
        let places = self.credit.iter().flat_map(|credit| credit.find_overlapping_iter(folded));
        places.map(|found| found.start()).filter(starts_word).min()
    }

    /// Returns what follows "by" at the start of a folded line, if it begins like a byline.
    pub fn after_by<'a>(&self, folded: &'a str) -> Option<&'a str> {
        self.byline.rests(folded).min_by_key(|rest| rest.len())
    }

    /// Tells whether a folded line begins with who else worked on it, or with when it was published or changed.
    pub fn is_signed(&self, folded: &str) -> bool {
        self.signed.begin(folded)
    }

    /// Tells whether a folded line holds the words of an appeal; each begins where a word does.
    pub fn appeals(&self, folded: &str) -> bool {
        let begins = |at: usize, phrase: &str| {
            let before = folded[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() || is_unspaced(phrase))
        };
        let mut found = self.appeal.iter().flat_map(|appeal| appeal.find_overlapping_iter(folded));
        found.any(|found| begins(found.start(), &folded[found.range()]))
    }

    /// Tells whether a folded line names several networks, one of them joined to another word. Short names do not count.
    pub fn joins_networks(&self, folded: &str) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let is_joined = |name: &str| {
            let mut places = folded.match_indices(name);
            places.any(|(at, _)| {
                is_letter(folded[..at].chars().next_back()) || is_letter(folded[at + name.len()..].chars().next())
            })
        };
        let is_named = |name: &&String| name.chars().count() >= NETWORK && folded.contains(name.as_str());
        let named: Vec<&String> = self.networks.iter().filter(is_named).collect();
        named.len() >= 2 && named.iter().any(|name| is_joined(name))
    }

    /// Tells whether a word names a place to share to.
    pub fn is_network(&self, word: &str) -> bool {
        self.networks.contains(word)
    }

    /// Tells whether a folded line keeps all rights.
    pub fn keeps_rights(&self, folded: &str) -> bool {
        self.rights.as_ref().is_some_and(|rights| rights.is_match(folded))
    }

    /// Tells whether a word is a month.
    pub fn is_month(&self, word: &str) -> bool {
        self.months.contains(word)
    }

    /// Tells whether a word may stand in a date beside the month: days of the week, "at", "Uhr".
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }
}

fn all(lists: Lists) -> impl Iterator<Item = String> {
    lists.into_values().flatten()
}

/// Returns what follows a phrase at the start of a line, if a word ends there.
fn begins<'a>(folded: &'a str, phrase: &str) -> Option<&'a str> {
    let rest = folded.strip_prefix(phrase)?;
    let goes_on = rest.starts_with(char::is_alphanumeric) && phrase.ends_with(char::is_alphanumeric);
    (!goes_on || is_unspaced(phrase)).then_some(rest)
}

/// Tells whether a phrase ends in a script that has no blanks between words.
fn is_unspaced(phrase: &str) -> bool {
    phrase.chars().next_back().is_some_and(|c| ('\u{2e80}'..='\u{9fff}').contains(&c))
}

/// Folds a line for comparing: small letters, one kind of apostrophe, single blanks, no marks at the ends.
pub fn fold(words: &str) -> String {
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '['));
    let mut folded = String::with_capacity(inner.len());
    for word in inner.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read_and_is_folded() {
        let table = table().expect("phrases.toml");
        for phrase in all(table.alone).chain(all(table.teasers)).chain(all(table.networks)) {
            assert_eq!(fold(&phrase), phrase);
        }
    }

    #[test]
    fn phrases_end_where_words_end() {
        assert!(phrases().after_by("by petra oyelaran").is_some());
        assert!(phrases().after_by("byzantium").is_none());
        assert!(phrases().is_alone(&fold("— Advertisement —")));
        assert!(
            phrases().is_teaser_head(&fold("Most read stories")) && !phrases().is_teaser_head(&fold("Related matters"))
        );
        assert!(phrases().is_teaser_head(&fold("Lesen Sie auch:")));
        assert_eq!(
            phrases().before_read_more("it took four rehearsals ... read more"),
            Some("it took four rehearsals ... ")
        );
        assert!(phrases().before_read_more("he had never read more").is_some());
    }
}
