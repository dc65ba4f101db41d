//! Which passages of the sources report the same thing.

pub mod evidence;
mod group;
mod model;
pub mod profile;
pub mod weights;

use std::collections::{BTreeMap, HashMap};

use crate::document::{Document, Passage, Role};
use crate::span::Span;
use crate::text::tokens::{Lexicon, Tokens};
use evidence::{Evidence, Profiles};
use group::Scores;
use weights::Weights;

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

/// Pairs of sentences at least this likely to report the same thing are linked.
const LINKED: f64 = 0.4;

/// The same where one of them is clutter: menus and teasers share the words of the story without reporting it.
const LINKED_CLUTTER: f64 = 0.95;

/// Finds what corresponds in any number of documents; `quotes` holds for each document the spans of its quotations, in
/// order.
pub fn align(documents: &[Document], tokens: &[Tokens], lexicon: &Lexicon, quotes: &[Vec<Span>]) -> Alignment {
    let weights = Weights::new(tokens, lexicon);
    let profiles = Profiles::new(documents, tokens, &weights, quotes);
    let found = evidence::gather(documents, tokens, &profiles);
    let scored: Vec<(&Evidence, f64)> = found.iter().map(|evidence| (evidence, model::probability(evidence))).collect();
    let scores = Scores::new(scored.iter().map(|(evidence, score)| (evidence.a, evidence.b, *score)));
    let is_clutter = |(document, sentence): (usize, usize)| documents[document].role(sentence) == Role::Boilerplate;
    let bar = |e: &Evidence| if is_clutter(e.a) || is_clutter(e.b) { LINKED_CLUTTER } else { LINKED };
    let ties = scored.iter().filter(|(evidence, score)| *score >= bar(evidence) && !model::is_thin(evidence));
    let groups = group::groups(documents, &scores, ties.map(|(e, score)| (e.a, e.b, *score)).collect());
    Alignment { links: links(&scored, &groups), groups }
}

/// Returns the links between the passages of each group, each with the best evidence of any two of their sentences.
fn links(scored: &[(&Evidence, f64)], groups: &[Group]) -> Vec<Link> {
    let mut home: HashMap<(usize, usize), (usize, Passage)> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for passage in &group.passages {
            home.extend(passage.sentences().map(|sentence| ((passage.document, sentence), (at, *passage))));
        }
    }
    let mut best: BTreeMap<(Passage, Passage), (&Evidence, f64)> = BTreeMap::new();
    for (evidence, score) in scored.iter().filter(|(_, score)| *score >= LINKED) {
        let (Some((at, a)), Some((other, b))) = (home.get(&evidence.a), home.get(&evidence.b)) else { continue };
        if at == other {
            let known = best.entry((*a, *b)).or_insert((evidence, *score));
            *known = if *score > known.1 { (evidence, *score) } else { *known };
        }
    }
    let link = |((a, b), (evidence, score)): ((Passage, Passage), (&Evidence, f64))| Link {
        a,
        b,
        score,
        why: model::reasons(evidence),
    };
    best.into_iter().map(link).collect()
}
