//! Which passages of the sources report the same thing.

use std::collections::{BTreeMap, HashMap};

use crate::document::{Document, Passage};
use crate::text::tokens::{Lexicon, Tokens};

/// Why two passages are taken to correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Rare words or runs of words in common.
    Wording,
    /// The same words in quote marks.
    Quote,
    /// The same names.
    Name,
    /// The same numbers.
    Number,
    /// Its neighbours correspond.
    Position,
}

impl Reason {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Wording => "wording",
            Reason::Quote => "quote",
            Reason::Name => "name",
            Reason::Number => "number",
            Reason::Position => "position",
        }
    }
}

/// A scored correspondence between passages of two sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The passage of the source that comes first.
    pub a: Passage,
    /// The passage of the other source.
    pub b: Passage,
    /// How likely a person would say that they report the same thing, from 0 to 1.
    pub score: f64,
    /// The evidence, strongest first.
    pub why: Vec<Reason>,
}

/// The passages, of one or more sources, that report the same thing. A group of one source stands only there.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The passages by document and place.
    pub passages: Vec<Passage>,
    /// How sure the weakest tie that holds it together is, from 0 to 1.
    pub score: f64,
}

impl Group {
    /// Tells whether it stands in one source only.
    pub fn is_alone(&self) -> bool {
        self.passages.windows(2).all(|pair| pair[0].document == pair[1].document)
    }
}

/// All correspondences: pairwise links, and the groups they form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The links, by place.
    pub links: Vec<Link>,
    /// The groups: every sentence of every document stands in exactly one.
    pub groups: Vec<Group>,
}

/// Finds what corresponds in any number of documents.
pub fn align(documents: &[Document], tokens: &[Tokens], _lexicon: &Lexicon) -> Alignment {
    let mut frequency: HashMap<u32, usize> = HashMap::new();
    let mut sets = Vec::new();
    for (d, document) in documents.iter().enumerate() {
        for s in 0..document.sentences.len() {
            let mut stems: Vec<u32> =
                tokens[d].sentence(s).iter().filter(|token| token.is_word()).map(|token| token.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.iter().for_each(|stem| *frequency.entry(*stem).or_default() += 1);
            sets.push((d, s, stems));
        }
    }
    let weight = |stem: &u32| (sets.len() as f64 / frequency[stem] as f64).ln();
    let mut links = Vec::new();
    for (n, (d, s, a)) in sets.iter().enumerate() {
        for (e, t, b) in &sets[n + 1..] {
            if d == e {
                continue;
            }
            let common: f64 = a.iter().filter(|stem| b.binary_search(stem).is_ok()).map(weight).sum();
            let all: f64 = a.iter().map(weight).sum::<f64>().min(b.iter().map(weight).sum()).max(8.0);
            if common / all > 0.5 {
                let a = Passage { document: *d, first: *s, end: s + 1 };
                let b = Passage { document: *e, first: *t, end: t + 1 };
                links.push(Link { a, b, score: (common / all).min(1.0), why: vec![Reason::Wording] });
            }
        }
    }
    let groups = group(documents, &links);
    Alignment { links, groups }
}

fn group(documents: &[Document], links: &[Link]) -> Vec<Group> {
    let mut of: HashMap<(usize, usize), usize> = HashMap::new();
    for (d, document) in documents.iter().enumerate() {
        for s in 0..document.sentences.len() {
            of.insert((d, s), of.len());
        }
    }
    for link in links {
        let (a, b) = (of[&(link.a.document, link.a.first)], of[&(link.b.document, link.b.first)]);
        of.values_mut().filter(|group| **group == b).for_each(|group| *group = a);
    }
    let mut groups: BTreeMap<usize, Vec<Passage>> = BTreeMap::new();
    let mut keys: Vec<_> = of.into_iter().collect();
    keys.sort();
    for ((d, s), group) in keys {
        groups.entry(group).or_default().push(Passage { document: d, first: s, end: s + 1 });
    }
    groups.into_values().map(|passages| Group { passages, score: 0.5 }).collect()
}
