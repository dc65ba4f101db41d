//! Who a name in a document is: the fullest form of it, and what is known about the person or body.

use std::collections::HashMap;

use super::Gender;
use super::cues::Class;
use super::scene::{Name, Scene};

/// No more people than this who share a word of their names are weighed against each other.
const NAMESAKES: usize = 40;

/// No name is shorter than so many letters without the ending of its case.
const SHORTEST: usize = 3;

/// A person or body of the document, by the fullest name.
#[derive(Clone, Debug)]
pub struct Person {
    /// The fullest name.
    pub name: String,
    /// What is known.
    pub gender: Option<Gender>,
    /// Whether it is a body.
    pub body: bool,
    /// Whether it was only seen behind a preposition so far.
    governed: bool,
    words: Vec<String>,
    /// Where the full name stands, in order, in bytes.
    places: Vec<usize>,
}

/// The people and bodies of a document.
#[derive(Default)]
pub struct People {
    people: Vec<Person>,
    by_word: HashMap<String, Vec<usize>>,
    /// The endings of cases, the longest first, in languages that decline names.
    endings: &'static [String],
    /// Who holds an office, by the word for it, and how often the document says so.
    offices: HashMap<String, HashMap<usize, usize>>,
}

impl People {
    /// Collects the names of more than one word, and who holds which office.
    pub fn new(scene: &Scene<'_>) -> Self {
        let mut people = People { endings: scene.cues.list("case"), ..People::default() };
        let mut known: HashMap<Vec<String>, usize> = HashMap::new();
        for name in &scene.names {
            let words = people.words(name.span.of(&scene.document.text));
            if words.len() < 2 {
                continue;
            }
            let at = *known.entry(words.clone()).or_insert_with(|| people.add(scene, name, words));
            // Who does something is named in the first case.
            if people.people[at].governed && !name.governed {
                people.people[at].name = tidy(name.span.of(&scene.document.text));
                people.people[at].governed = false;
            }
            people.people[at].places.push(name.span.start);
            people.people[at].gender = people.people[at].gender.or(name.gender);
        }
        // "President Marsh", where nothing says more of him.
        for name in &scene.names {
            let own = people.words(name.span.of(&scene.document.text));
            let titled = scene.tokens[name.first].span().start < name.span.start;
            if own.len() == 1 && titled && !name.body && people.whose(scene, name).is_none() {
                let at = people.add(scene, name, own);
                people.people[at].places.push(name.span.start);
            }
        }
        let held = scene.names.iter().filter_map(|name| people.whose(scene, name).map(|person| (name, person)));
        for (name, person) in held.collect::<Vec<_>>() {
            people.note_offices(scene, name, person);
        }
        people
    }

    fn add(&mut self, scene: &Scene<'_>, name: &Name, words: Vec<String>) -> usize {
        let at = self.people.len();
        for word in words.iter().chain(acronym(&words).as_ref()) {
            self.by_word.entry(word.clone()).or_default().push(at);
        }
        let full = tidy(name.span.of(&scene.document.text));
        let (gender, body, governed) = (name.gender, name.body, name.governed);
        self.people.push(Person { name: full, gender, body, governed, words, places: Vec::new() });
        at
    }

    /// Notes the words for offices before a name ("Mayor") and in the apposition behind it (", the mayor").
    fn note_offices(&mut self, scene: &Scene<'_>, name: &Name, person: usize) {
        let start = name.first.saturating_sub(1);
        let before = (start..name.end).filter(|at| scene.tokens[*at].span().start < name.span.start);
        let behind = (name.end + 1..name.end + 4).filter(|_| scene.is_any(name.end, &[","]));
        // "the mayor of Brenn, Ida Ferrow,"
        let comma = name.first.checked_sub(1).filter(|at| scene.is_any(*at, &[","])).unwrap_or(0);
        let part = (comma.saturating_sub(6)..comma).rev().take_while(|at| !scene.is_mark(*at));
        let described = part.filter(|at| scene.is(at.saturating_sub(1), Class::DET));
        for at in before.chain(behind).chain(described).filter(|at| scene.is(*at, Class::ROLE)) {
            let holders = self.offices.entry(scene.form(at).to_owned()).or_default();
            *holders.entry(person).or_default() += 1;
        }
    }

    /// Returns whom a name means, where the document names them more fully somewhere: the one of the right sex whose
    /// full name stands nearest before.
    pub fn fullest(&self, scene: &Scene<'_>, name: &Name) -> Option<&Person> {
        self.whose(scene, name).map(|at| &self.people[at])
    }

    fn whose(&self, scene: &Scene<'_>, name: &Name) -> Option<usize> {
        let own = self.words(name.span.of(&scene.document.text));
        let last = own.last()?;
        let namesakes = self.by_word.get(last)?.iter().take(NAMESAKES).copied();
        let fits = |at: &usize| {
            let person = &self.people[*at];
            let same = person.words == own;
            let longer = person.words.len() > own.len() && own.iter().all(|word| person.words.contains(word));
            // Any name of a person, the first or last word of a body, or its letters.
            let inner = own.len() == 1 && (person.words.first() == Some(last) || !person.body);
            let part = person.words.last() == Some(last) || inner;
            let letters = own.len() == 1 && acronym(&person.words).as_ref() == Some(last);
            let sexes = person.gender.zip(name.gender).is_none_or(|(a, b)| a == b);
            (same || (longer && part) || letters) && sexes
        };
        let near = |at: &usize| {
            let person = &self.people[*at];
            let before = person.places.partition_point(|place| *place <= name.span.start);
            let place = before.checked_sub(1).map(|at| person.places[at]);
            (person.words.last() == Some(last), place.is_some(), place, person.words.len())
        };
        namesakes.filter(fits).max_by_key(near)
    }

    /// Returns the words of a name in lower case, without the endings of cases.
    fn words(&self, name: &str) -> Vec<String> {
        let parts = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|part| !part.is_empty());
        let bare = |mut word: String| {
            let cut = self
                .endings
                .iter()
                .find(|ending| word.strip_suffix(ending.as_str()).is_some_and(|rest| rest.chars().count() >= SHORTEST));
            word.truncate(word.len() - cut.map_or(0, String::len));
            word
        };
        parts.map(|part| bare(part.to_lowercase())).collect()
    }

    /// Returns who holds an office as nearly all mentions say, or the body named last before a place whose name holds
    /// the word.
    pub fn holder(&self, office: &str, place: usize) -> Option<&Person> {
        if let Some(holders) = self.offices.get(office) {
            let all: usize = holders.values().sum();
            let most = holders.iter().max_by_key(|(at, count)| (**count, std::cmp::Reverse(**at)));
            return most.filter(|(_, count)| **count * 3 >= all * 2).map(|(at, _)| &self.people[*at]);
        }
        let bodies = self.by_word.get(office)?.iter().take(NAMESAKES).map(|at| &self.people[*at]);
        let near = |person: &&Person| {
            let before = person.places.partition_point(|at| *at < place);
            before.checked_sub(1).map(|at| person.places[at])
        };
        bodies.filter(|person| person.body && near(person).is_some()).max_by_key(near)
    }
}

/// Returns a name on one line.
pub fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the first letters of a name of three words or more, small words left out.
fn acronym(words: &[String]) -> Option<String> {
    let letters: String = words.iter().filter(|word| word.len() > 3).filter_map(|word| word.chars().next()).collect();
    (words.len() > 2 && letters.chars().count() > 2).then_some(letters)
}
