//! Which passages of the sources report the same thing.

pub mod candidates;
pub mod clue;
mod crossing;
pub mod evidence;
pub mod explain;
mod group;
mod index;
pub mod link;
mod model;
mod overlooked;
pub mod place;
pub mod profile;
pub mod ruling;
pub mod scored;
pub mod weights;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::document::{Document, Passage};
use crate::text::tokens::{Lexicon, Tokens};
use crate::work::{GivenUp, Work};
use candidates::Pairs;
use evidence::{Evidence, Profiles, Texts};
use explain::{Explanation, Paragraph};
use group::{Grouped, Tie};
pub use link::{Crossing, Group, Link, Possible, Reason};
use place::{Place, Places};
pub use profile::Quotation;
use ruling::Rulings;
use scored::{Judged, Scored};
use weights::Weights;

/// All correspondences: pairwise links, and the groups they form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The links, by place.
    pub links: Vec<Link>,
    /// The groups: every sentence of every document stands in exactly one.
    pub groups: Vec<Group>,
    /// The pairs of sentences that the reader wants in one group and that could not be, since others must stay apart.
    pub refused: Vec<(Place, Place)>,
    /// The sentences of different groups that report the same thing all the same, by group.
    pub crossings: Vec<Crossing>,
    /// What may correspond to a group in a source that has nothing in it, by group and source.
    pub possible: Vec<Possible>,
}

/// Which links are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Those inside the groups; of more than [`SEVERAL`] sources only those that carry the groups.
    #[default]
    Groups,
    /// Every link at or above its bar, also where the sentences came to stand in different groups.
    All,
}

/// Up to so many sources all links inside the groups are kept.
pub const SEVERAL: usize = 30;

/// What the caller of a comparison wants of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Which links are kept.
    pub links: Links,
    /// What the reader has ruled.
    pub rulings: Rulings,
}

/// What correspondences are found in.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// Their tokens.
    pub tokens: &'a [Tokens],
    /// The forms of the tokens.
    pub lexicon: &'a Lexicon,
    /// For each document its quotations, in order.
    pub said: &'a [Vec<Quotation>],
}

/// Finds what corresponds in any number of documents.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn align(sources: Sources<'_>, wanted: &Wanted, work: &Work) -> Result<Alignment, GivenUp> {
    let documents = sources.documents;
    let search = Search::new(sources, work)?;
    let judged = search.weigh(sources, work)?;
    let scored = search.scored(documents, &judged);
    let bars = scored.bars();
    let standings = scored.standings(&bars);
    let ties = scored.ties(&standings);
    work.go_on()?;
    let rulings = wanted.rulings.fitting(documents);
    let Grouped { groups, carrying, refused } = search.grouped(&scored, ties, &rulings);
    let mut links = match wanted.links {
        Links::Groups if documents.len() > SEVERAL => scored.links(&groups, carried(&search.pairs, &carrying)),
        Links::Groups => scored.links(&groups, 0..judged.len()),
        Links::All => scored.all_links(&groups, &bars),
    };
    if !rulings.is_empty() {
        rule(&mut links, &rulings, &groups);
    }
    let overlooked = overlooked::overlooked(&search.texts(sources), &search.pairs, &groups, work)?;
    let crossings = crossing::crossings(&scored, &standings, &groups, &rulings);
    let mut possible = scored.possible(&groups, &overlooked, &rulings);
    let known: HashSet<_> = crossings.iter().map(|one| (one.group, one.other.document)).collect();
    possible.retain(|one| !known.contains(&(one.group, one.other.document)));
    Ok(Alignment { links, groups, refused, crossings, possible })
}

/// Tells why two paragraphs of different documents were matched or not, where the reader has ruled nothing; nothing if
/// one of them does not exist or has no sentence.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn explain(sources: Sources<'_>, a: Paragraph, b: Paragraph, work: &Work) -> Result<Option<Explanation>, GivenUp> {
    let search = Search::new(sources, work)?;
    let judged = search.weigh(sources, work)?;
    let scored = search.scored(sources.documents, &judged);
    let bars = scored.bars();
    let standings = scored.standings(&bars);
    let rulings = Rulings::default();
    let Grouped { groups, .. } = search.grouped(&scored, scored.ties(&standings), &rulings);
    let texts = search.texts(sources);
    let (a, b) = (a.min(b), a.max(b));
    let asked = |place: Place, paragraph: Paragraph| {
        (place.0, sources.documents[place.0].sentences[place.1].paragraph) == paragraph
    };
    let evidence = evidence::weigh(&texts, &search.pairs, work, |evidence| {
        (asked(evidence.a, a) && asked(evidence.b, b)).then(|| Box::new(evidence.clone()))
    })?;
    let evidence: Vec<_> = evidence.into_iter().enumerate().filter_map(|(at, one)| Some((at, *one?))).collect();
    let known = explain::Known { texts, weights: &search.weights, scored: &scored, bars: &bars, standings: &standings };
    let crossings = crossing::crossings(&scored, &standings, &groups, &rulings);
    Ok(known.explain(&groups, &crossings, &evidence, a, b))
}

/// Returns the evidence about every pair of sentences that is looked at, by place.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn evidence_of(sources: Sources<'_>, work: &Work) -> Result<Vec<Evidence>, GivenUp> {
    let search = Search::new(sources, work)?;
    evidence::weigh(&search.texts(sources), &search.pairs, work, Evidence::clone)
}

/// What is looked at.
struct Search {
    places: Places,
    weights: Weights,
    profiles: Profiles,
    pairs: Pairs,
}

impl Search {
    fn new(sources: Sources<'_>, work: &Work) -> Result<Self, GivenUp> {
        let Sources { documents, tokens, lexicon, said } = sources;
        let places = Places::new(documents);
        work.begin(20..30);
        let weights = Weights::new(tokens, lexicon);
        let profiles = Profiles::new(documents, tokens, &places, &weights, said, work)?;
        work.begin(30..50);
        let pairs = Pairs::find(&places, &profiles.sentences, work)?;
        Ok(Search { places, weights, profiles, pairs })
    }

    fn texts<'a>(&'a self, sources: Sources<'a>) -> Texts<'a> {
        let Sources { documents, tokens, .. } = sources;
        Texts { documents, tokens, places: &self.places, profiles: &self.profiles }
    }

    /// Judges every pair.
    fn weigh(&self, sources: Sources<'_>, work: &Work) -> Result<Vec<Judged>, GivenUp> {
        work.begin(50..80);
        evidence::weigh(&self.texts(sources), &self.pairs, work, Judged::new)
    }

    fn scored<'a>(&'a self, documents: &'a [Document], judged: &'a [Judged]) -> Scored<'a> {
        Scored { documents, places: &self.places, pairs: &self.pairs, judged }
    }

    fn grouped(&self, scored: &Scored<'_>, ties: Vec<Tie>, rulings: &Rulings) -> Grouped {
        let score = |a: u32, b: u32| match self.pairs.find_pair(a, b) {
            Some(at) => scored.judged[at].score(),
            // Where both have too many candidates to look at all, the words they share stand for the rest of the
            // evidence.
            None if self.pairs.is_open(a, b) => f64::from(self.profiles.common(a, b).cosine),
            None => 0.0,
        };
        group::groups(scored.documents, &self.places, score, ties, rulings)
    }
}

/// Returns the indices of the pairs that carry the groups.
fn carried<'a>(pairs: &'a Pairs, carrying: &'a [Tie]) -> impl Iterator<Item = usize> + 'a {
    carrying.iter().filter_map(|tie| pairs.find_pair(tie.a, tie.b))
}

/// Puts in the links that the reader wants, and takes out those that the reader does not want.
fn rule(links: &mut Vec<Link>, rulings: &Rulings, groups: &[Group]) {
    let mut homes: HashMap<Place, (usize, Passage)> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for passage in &group.passages {
            homes.extend(passage.sentences().map(|sentence| ((passage.document, sentence), (at, *passage))));
        }
    }
    let apart = rulings.apart();
    let within = |passage: Passage, place: Place| passage.document == place.0 && passage.sentences().contains(&place.1);
    let is_apart = |link: &Link| {
        let meets = |x: Place, y: Place| within(link.a, x) && within(link.b, y);
        apart.iter().any(|(x, y)| meets(*x, *y) || meets(*y, *x))
    };
    links.retain(|link| !is_apart(link));
    let mut known: BTreeMap<(Passage, Passage), usize> =
        links.iter().enumerate().map(|(at, link)| ((link.a, link.b), at)).collect();
    for (x, y) in rulings.together().into_iter().filter(|(x, y)| x.0 != y.0) {
        let ((group, a), (other, b)) = (homes[&x.min(y)], homes[&x.max(y)]);
        if group != other {
            continue;
        }
        let at = *known.entry((a, b)).or_insert_with(|| {
            links.push(Link { a, b, score: 1.0, why: Vec::new() });
            links.len() - 1
        });
        (links[at].score, links[at].why) = (1.0, vec![Reason::Reader]);
    }
    links.sort_by_key(|link| (link.a, link.b));
}
