//! Facts that disagree: numbers, dates, names and titles that stand in corresponding places and are not the same.

mod described;
mod elsewhere;
mod fact;
mod member;
mod names;
mod places;
mod quantities;
mod variants;
mod worded;

use std::collections::HashMap;

pub use self::fact::{About, Fact};
pub use self::variants::{Variant, variants};

use self::described::Described;
use self::elsewhere::elsewhere;
use self::fact::{add, join};
use self::member::Member;
use self::names::names_apart;
use self::places::Places;
use self::quantities::quantities_apart;
use self::worded::Worded;
use super::Comparison;
use super::laid::{Laid, Of, all};
use crate::quote::Quote;
use crate::span::Span;
use crate::text::form::normal_form;

/// More sources than this in one group are compared with the first one only.
const ALL_PAIRS: usize = 8;

/// Returns the facts that disagree inside the groups and utterances, and in numbers that count the same thing and stand
/// once in each of two sources, in the order of the groups.
///
/// Who is called or described in two ways is told once of each two sources, not in every place.
pub fn facts(comparison: &Comparison) -> Vec<Fact> {
    let reader = Reader::new(comparison);
    let mut gathered = Gathered::default();
    all(comparison).for_each(|of| gathered.add(reader.read(&Laid::new(comparison, of))));
    gathered.facts(comparison)
}

/// The facts that disagree in one group or utterance.
#[derive(Clone, Debug)]
pub struct Apart {
    of: Of,
    facts: Vec<Fact>,
}

/// Facts of groups and utterances, put together.
#[derive(Clone, Debug, Default)]
pub struct Gathered(Vec<Fact>);

impl Gathered {
    /// Adds what was found in a group or an utterance; the groups come first.
    pub fn add(&mut self, apart: Apart) {
        match apart.of {
            Of::Group(_) => self.0.extend(apart.facts),
            // The words of a quotation stand in a group too.
            Of::Utterance(_) => join(&mut self.0, apart.facts),
        }
    }

    /// Returns all facts, with those that nothing but a number brings together.
    pub fn facts(self, comparison: &Comparison) -> Vec<Fact> {
        let Gathered(mut found) = self;
        join(&mut found, elsewhere(comparison, &Places::new(comparison)));
        found.retain(|fact| fact.readings.iter().any(|(document, _)| *document != fact.readings[0].0));
        found.sort_by_key(|fact| fact.group);
        once(comparison, found)
    }
}

/// Reads groups and utterances for facts.
pub(super) struct Reader<'a> {
    comparison: &'a Comparison,
    places: Places<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(comparison: &'a Comparison) -> Self {
        Reader { comparison, places: Places::new(comparison) }
    }

    /// Returns the facts that disagree in a group, or between quotations of one utterance, whatever else stands beside
    /// them.
    pub(super) fn read(&self, laid: &Laid<'_>) -> Apart {
        let comparison = self.comparison;
        let facts = match laid.of {
            Of::Group(at) => {
                let passages = &comparison.groups[at].passages;
                let own = numbered(passages.chunk_by(|a, b| a.document == b.document));
                let members = own.map(|(first, own)| Member::of_passages(comparison, own, first));
                between(at, &members.collect::<Vec<_>>(), laid)
            }
            Of::Utterance(at) => {
                let quotes: Vec<&Quote> =
                    comparison.utterances[at].quotes.iter().map(|quote| &comparison.quotes[*quote]).collect();
                let first = quotes.first().and_then(|quote| self.places.group(quote.document, quote.span.start));
                let own = numbered(quotes.chunk_by(|a, b| a.document == b.document));
                let members = own.map(|(first, own)| Member::of_quotes(comparison, own, first));
                first.map(|group| between(group, &members.collect::<Vec<_>>(), laid)).unwrap_or_default()
            }
        };
        Apart { of: laid.of, facts }
    }
}

/// Counts how many items stand before each part of a list.
fn numbered<'a, T: 'a>(parts: impl Iterator<Item = &'a [T]>) -> impl Iterator<Item = (usize, &'a [T])> {
    parts.scan(0, |first, part| {
        *first += part.len();
        Some((*first - part.len(), part))
    })
}

/// Compares members with each other, as far as they are to be.
fn between(group: usize, members: &[Member<'_>], laid: &Laid<'_>) -> Vec<Fact> {
    let mut found: Vec<Fact> = Vec::new();
    for (at, one) in members.iter().enumerate() {
        let few = members.len() <= ALL_PAIRS || at == 0;
        for other in members[at + 1..].iter().filter(|other| few && other.differs(one)) {
            for (about, a, b) in pairs(one, other, laid) {
                add(&mut found, group, about, [(one.document, a), (other.document, b)]);
            }
        }
    }
    found.iter_mut().for_each(|fact| fact.readings.sort_unstable());
    found
}

/// Returns what disagrees between two sources.
fn pairs(one: &Member<'_>, other: &Member<'_>, laid: &Laid<'_>) -> Vec<(About, Span, Span)> {
    let worded = Worded::new(one, other, laid);
    let mut found = quantities_apart(one, other, &worded);
    found.extend(names_apart(one, other, &worded));
    found.extend(people_apart(&one.people, &other.people).into_iter().map(|(a, b)| (About::Title, a, b)));
    found
}

/// One person with two descriptions.
fn people_apart(ours: &[Described], theirs: &[Described]) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    for one in ours {
        let same = theirs.iter().filter(|other| one.is_called_as(other));
        found.extend(same.filter(|other| one.differs(other)).map(|other| (one.span, other.span)));
    }
    found
}

/// Leaves out how somebody is called or described where a fact before has told it of the same sources.
fn once(comparison: &Comparison, found: Vec<Fact>) -> Vec<Fact> {
    /// The words of each source.
    type Told = Vec<(usize, String)>;
    let mut seen: HashMap<(About, usize), Vec<Told>> = HashMap::new();
    let words = |(document, span): &(usize, Span)| {
        (*document, normal_form(span.of(&comparison.documents[*document].text)).into_owned())
    };
    let mut fresh = |fact: &Fact| {
        let own: Told = fact.readings.iter().map(words).collect();
        // What is told of a longer name is told of the shorter one in it.
        let told = |(document, words): &(usize, String), earlier: &[(usize, String)]| {
            let is_part = |known: &str| known.contains(words.as_str()) || words.contains(known);
            earlier.iter().any(|(other, known)| other == document && is_part(known))
        };
        let known = seen.entry((fact.about, fact.readings[0].0)).or_default();
        let new = !known.iter().any(|earlier| own.iter().all(|reading| told(reading, earlier)));
        if new {
            known.push(own);
        }
        new
    };
    let personal = |fact: &Fact| matches!(fact.about, About::Name | About::Title);
    found.into_iter().filter(|fact| !personal(fact) || fresh(fact)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::compare;
    use crate::load;

    fn show(texts: &[&str]) -> Vec<String> {
        let read = |(at, text): (usize, &&str)| load::read(&format!("{at}.txt"), text.as_bytes());
        let comparison = compare(texts.iter().enumerate().map(read).collect());
        let words = |(document, span): &(usize, Span)| span.of(&comparison.documents[*document].text).to_owned();
        let show = |fact: &Fact| {
            let readings: Vec<String> = fact.readings.iter().map(words).collect();
            format!("{}: {}", fact.about.name(), readings.join(" | "))
        };
        facts(&comparison).iter().map(show).collect()
    }

    #[test]
    fn numbers_dates_and_exactness() {
        let found = show(&[
            "The ferry Alba sank off Morvik with at least 35 passengers on Monday, the harbour office said.",
            "The ferry Alba sank off Morvik with 35 passengers on Monday, the harbour office said.",
            "The ferry Alba sank off Morvik with 41 passengers on Tuesday, the harbour office said.",
        ]);
        assert_eq!(
            found,
            ["exactness: at least 35 | 35", "count: at least 35 | 35 | 41", "date: on Monday | on Monday | on Tuesday"]
        );
    }

    #[test]
    fn the_same_in_other_writing_is_no_disagreement() {
        let found = show(&[
            "Thirty-five groups signed the letter to the Morvik harbour office by 31 October.",
            "35 groups signed the letter to the Morvik harbour office by Oct. 31.",
        ]);
        assert_eq!(found, [] as [&str; 0]);
    }

    #[test]
    fn one_person_is_described_in_two_ways() {
        let found = show(&[
            "The inquiry heard former harbour chief Greta Vik on Monday about the ferry Alba.",
            "The inquiry heard Greta Vik, a spokeswoman for the owners, on Monday about the ferry Alba.",
        ]);
        assert_eq!(found, ["title: former harbour chief Greta Vik | Greta Vik, a spokeswoman"]);
    }

    #[test]
    fn one_office_under_two_names_is_no_disagreement() {
        let found = show(&[
            "The GOP chairman Olaf Dahl and Senate clerk Greta Vik opened the hearing on the ferry Alba in Morvik.",
            "Republican chairman Olaf Dahl and Greta Vik, the Senate clerk, opened the hearing on the ferry Alba in Morvik.",
        ]);
        assert_eq!(found, [] as [&str; 0]);
    }

    #[test]
    fn a_person_is_called_otherwise_or_not_named() {
        let found = show(&[
            "Elizabeth Vik told the Morvik inquiry on Monday that her husband Olaf Dahl had steered the ferry Alba.",
            "Liz Vik told the Morvik inquiry on Monday that her husband had steered the ferry Alba.",
        ]);
        assert_eq!(found, ["name: Elizabeth Vik | Liz Vik"]);
        let found = show(&[
            "The pilot, married to Olaf Dahl since spring, told the Morvik inquiry that the ferry Alba was overloaded.",
            "The pilot, married to a teacher since spring, told the Morvik inquiry that the ferry Alba was overloaded.",
        ]);
        assert_eq!(found, ["name: Olaf Dahl | a teacher"]);
    }

    #[test]
    fn a_list_of_names_is_shorter() {
        let found = show(&[
            "I hope the council joins Greta Vik, Olaf Dahl and the whole harbour of Morvik in saying no to the ferry.",
            "I hope the council joins Greta Vik and the whole harbour of Morvik in saying no to the ferry.",
        ]);
        assert_eq!(found, ["name: Olaf Dahl | Vik"]);
    }

    #[test]
    fn vague_numbers_are_less_exact() {
        let found = show(&[
            "The harbour office of Morvik said 47 passengers were rescued when the ferry Alba sank.",
            "The harbour office of Morvik said dozens of passengers were rescued when the ferry Alba sank.",
        ]);
        assert_eq!(found, ["exactness: 47 | dozens of"]);
    }

    #[test]
    fn times_of_day_are_compared_and_datelines_are_not() {
        let found = show(&[
            "MORVIK, March 18 (Agency) – The ferry Alba left the harbour of Morvik at 10 p.m., the owners said.",
            "MORVIK, March 19 (Wire) – The ferry Alba left the harbour of Morvik at 22:00, the owners said.",
            "The ferry Alba left the harbour of Morvik at half past ten, the owners said.",
        ]);
        assert_eq!(found, ["time: at 10 p.m | at 22:00 | at half past ten"]);
    }

    #[test]
    fn a_date_belongs_to_the_words_around_it() {
        let found = show(&[
            "The owners of the ferry Alba, which sank off Morvik on Monday with all hands, were heard by the inquiry.",
            "The inquiry heard on Tuesday the owners of the ferry Alba, lost off Morvik with all hands.",
        ]);
        assert_eq!(found, [] as [&str; 0]);
    }

    #[test]
    fn the_only_number_of_a_thing_disagrees_wherever_it_stands() {
        let found = show(&[
            "The bridge of Harn is closed. Its steel is old and nobody knows who should pay for the work.\n\n\
             The pact with 11 coastal nations was signed in spring after long talks about trade.",
            "Talks about trade were hard.\n\nAnd yet the minister would not leave the 12-nation coastal pact.",
        ]);
        assert_eq!(found, ["count: 11 | 12"]);
    }
}
