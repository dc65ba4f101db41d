//! Which passages of the sources report the same thing.

pub mod evidence;
mod group;
pub mod link;
mod model;
pub mod profile;
pub mod weights;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::document::{Document, Passage, Role};
use crate::span::Span;
use crate::text::tokens::{Lexicon, Tokens};
use evidence::Profiles;
use group::{Place, Scores};
pub use link::{Group, Link, Reason};
use weights::Weights;

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

/// The same where no pair of sentences of the two documents is sure: they may share a topic and nothing else.
const LINKED_STRANGERS: f64 = 0.8;

/// A pair that falls this far behind the best pair of both its sentences is no link: others are meant.
const RIVAL: f64 = 0.6;

/// A pair of sentences this likely shows that two documents are about one event.
const AKIN: f64 = 0.9;

/// The same where one of them is clutter: menus and teasers share the words of the story without reporting it.
const LINKED_CLUTTER: f64 = 0.95;

/// A pair of sentences with its score and the evidence for it.
struct Scored {
    a: Place,
    b: Place,
    score: f64,
    why: Vec<Reason>,
    /// Whether too little speaks for it, whatever the score.
    thin: bool,
}

/// Pairs less likely than this are forgotten at once.
const NEGLIGIBLE: f64 = 0.02;

/// Finds what corresponds in any number of documents; `quotes` holds for each document the spans of its quotations, in
/// order.
pub fn align(documents: &[Document], tokens: &[Tokens], lexicon: &Lexicon, quotes: &[Vec<Span>]) -> Alignment {
    let scored = score(documents, tokens, lexicon, quotes);
    let scores = Scores::new(scored.iter().map(|pair| (pair.a, pair.b, pair.score)));
    let akin = akin(&scored);
    let is_clutter = |(document, sentence): Place| documents[document].role(sentence) == Role::Boilerplate;
    let bar = |pair: &Scored| match (is_clutter(pair.a) || is_clutter(pair.b), akin.contains(&(pair.a.0, pair.b.0))) {
        (true, _) => LINKED_CLUTTER,
        (_, true) => LINKED,
        (_, false) => LINKED_STRANGERS,
    };
    let best = best_partners(&scored);
    let rival = |pair: &Scored| best[&(pair.a, pair.b.0)].min(best[&(pair.b, pair.a.0)]);
    let stands = |pair: &&Scored| pair.score >= bar(pair) && !pair.thin && pair.score >= RIVAL * rival(pair);
    let ties = scored.iter().filter(stands);
    let groups = group::groups(documents, &scores, ties.map(|pair| (pair.a, pair.b, pair.score)).collect());
    Alignment { links: links(&scored, &groups), groups }
}

/// Returns for each sentence and each other document the score of the best partner there.
fn best_partners(scored: &[Scored]) -> HashMap<(Place, usize), f64> {
    let mut best: HashMap<(Place, usize), f64> = HashMap::new();
    for pair in scored {
        for key in [(pair.a, pair.b.0), (pair.b, pair.a.0)] {
            let known = best.entry(key).or_default();
            *known = known.max(pair.score);
        }
    }
    best
}

/// Scores the candidate pairs of every two documents.
fn score(documents: &[Document], tokens: &[Tokens], lexicon: &Lexicon, quotes: &[Vec<Span>]) -> Vec<Scored> {
    let weights = Weights::new(tokens, lexicon);
    let profiles = Profiles::new(documents, tokens, &weights, quotes);
    let mut scored = Vec::new();
    for a in 0..documents.len() {
        for b in a + 1..documents.len() {
            let found = evidence::gather(documents, tokens, &profiles, a, b);
            scored.extend(found.iter().filter_map(|evidence| {
                let score = model::probability(evidence);
                let why = if score >= LINKED { model::reasons(evidence) } else { Vec::new() };
                let pair = Scored { a: evidence.a, b: evidence.b, score, why, thin: model::is_thin(evidence) };
                (score >= NEGLIGIBLE).then_some(pair)
            }));
        }
    }
    scored
}

/// Returns the pairs of documents that share at least one sure pair of sentences.
fn akin(scored: &[Scored]) -> HashSet<(usize, usize)> {
    scored.iter().filter(|pair| pair.score >= AKIN).map(|pair| (pair.a.0, pair.b.0)).collect()
}

/// Returns the links between the passages of each group, each with the best evidence of any two of their sentences.
fn links(scored: &[Scored], groups: &[Group]) -> Vec<Link> {
    let mut home: HashMap<Place, (usize, Passage)> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for passage in &group.passages {
            home.extend(passage.sentences().map(|sentence| ((passage.document, sentence), (at, *passage))));
        }
    }
    let mut best: BTreeMap<(Passage, Passage), &Scored> = BTreeMap::new();
    for pair in scored.iter().filter(|pair| pair.score >= LINKED) {
        let (Some((at, a)), Some((other, b))) = (home.get(&pair.a), home.get(&pair.b)) else { continue };
        if at == other {
            let known = best.entry((*a, *b)).or_insert(pair);
            *known = if pair.score > known.score { pair } else { *known };
        }
    }
    best.into_iter().map(|((a, b), pair)| Link { a, b, score: pair.score, why: pair.why.clone() }).collect()
}
