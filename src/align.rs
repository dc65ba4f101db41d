//! Which passages of the sources report the same thing.

pub mod candidates;
pub mod clue;
pub mod evidence;
mod group;
pub mod link;
mod model;
pub mod place;
pub mod profile;
pub mod ruling;
pub mod weights;

use std::collections::{BTreeMap, HashMap};

use crate::document::{Document, Passage, Role};
use crate::text::tokens::{Lexicon, Tokens};
use crate::work::{GivenUp, Work};
use candidates::Pairs;
use evidence::{Evidence, Profiles, Texts};
use group::{Grouped, Tie};
pub use link::{Group, Link, Reason};
use place::{Place, Places};
pub use profile::Said;
use ruling::Rulings;
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

/// Pairs of sentences at least this likely to report the same thing are linked.
const LINKED: f64 = 0.33;

/// The same where nothing shows that the two documents are about one event: they may share a topic and nothing else.
const LINKED_STRANGERS: f64 = 0.8;

/// A pair that falls this far behind the best pair of both its sentences is no link: others are meant.
const RIVAL: f64 = 0.6;

/// A pair of sentences this likely shows that two documents are about one event.
const AKIN: f64 = 0.9;

/// So many pairs, each this likely, show it too.
const AKIN_SEVERAL: (usize, f64) = (3, 0.6);

/// The same where one of them is clutter: menus and teasers share the words of the story without reporting it.
const LINKED_CLUTTER: f64 = 0.95;

/// Pairs less likely than this are forgotten at once.
const NEGLIGIBLE: f64 = 0.02;

/// A pair has at most so many reasons.
const REASONS: usize = 6;

/// What the model says of a pair. There are many of them, so they are small.
struct Judged {
    /// The score in ten-thousandths, its finest step.
    points: u16,
    /// Whether too little speaks for it, whatever the score.
    thin: bool,
    why: [Option<Reason>; REASONS],
}

impl Judged {
    fn new(evidence: &Evidence) -> Self {
        let score = model::probability(evidence);
        let mut why = [None; REASONS];
        if score >= LINKED {
            why.iter_mut().zip(model::reasons(evidence)).for_each(|(place, reason)| *place = Some(reason));
        }
        let points = if score >= NEGLIGIBLE { (score * 10_000.0).round() as u16 } else { 0 };
        Judged { points, thin: model::is_thin(evidence), why }
    }

    fn score(&self) -> f64 {
        f64::from(self.points) / 10_000.0
    }
}

/// Finds what corresponds in any number of documents; `said` holds for each document its quotations, in order.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn align(
    documents: &[Document],
    tokens: &[Tokens],
    lexicon: &Lexicon,
    said: &[Vec<Said>],
    wanted: &Wanted,
    work: &Work,
) -> Result<Alignment, GivenUp> {
    let places = Places::new(documents);
    work.begin(20..30);
    let weights = Weights::new(tokens, lexicon);
    let profiles = Profiles::new(documents, tokens, &places, &weights, said, work)?;
    work.begin(30..50);
    let pairs = Pairs::find(&places, &profiles.sentences, work)?;
    work.begin(50..80);
    let texts = Texts { documents, tokens, places: &places, profiles: &profiles };
    let judged = evidence::weigh(&texts, &pairs, work, Judged::new)?;
    let scored = Scored { documents, places: &places, pairs: &pairs, judged: &judged };
    let (bars, ties) = scored.ties();
    let score = |a: u32, b: u32| match pairs.find_pair(a, b) {
        Some(at) => judged[at].score(),
        // Where both have too many candidates to look at all, the words they share stand for the rest of the evidence.
        None if pairs.is_open(a, b) => {
            let stems = |number: u32| &profiles.sentences[number as usize].stems;
            f64::from(stems(a).common(stems(b)).cosine)
        }
        None => 0.0,
    };
    work.go_on()?;
    let rulings = wanted.rulings.fitting(documents);
    let Grouped { groups, carrying, refused } = group::groups(documents, &places, score, ties, &rulings);
    let mut links = match wanted.links {
        Links::Groups if documents.len() > SEVERAL => scored.links(&groups, carried(&pairs, &carrying)),
        Links::Groups => scored.links(&groups, 0..judged.len()),
        Links::All => scored.all_links(&groups, &bars),
    };
    if !rulings.is_empty() {
        rule(&mut links, &rulings, &groups);
    }
    Ok(Alignment { links, groups, refused })
}

/// Returns the indices of the pairs that carry the groups.
fn carried<'a>(pairs: &'a Pairs, carrying: &'a [Tie]) -> impl Iterator<Item = usize> + 'a {
    carrying.iter().filter_map(|tie| pairs.find_pair(tie.a, tie.b))
}

/// The candidate pairs with their scores.
struct Scored<'a> {
    documents: &'a [Document],
    places: &'a Places,
    pairs: &'a Pairs,
    /// By pair.
    judged: &'a [Judged],
}

impl Scored<'_> {
    /// Returns the bar that each pair must reach, and the pairs that are accepted.
    fn ties(&self) -> (Vec<f64>, Vec<Tie>) {
        let bars = self.bars();
        let best = self.best_rivals();
        let stands = |at: &usize| {
            let pair = &self.judged[*at];
            let score = pair.score();
            pair.points > 0 && score >= bars[*at] && !pair.thin && score >= RIVAL * best[*at]
        };
        let tie = |at: usize| {
            let (a, b) = self.pairs.pair(at);
            Tie { a, b, score: self.judged[at].score() }
        };
        let ties = (0..self.judged.len()).filter(stands).map(tie).collect();
        (bars, ties)
    }

    fn bars(&self) -> Vec<f64> {
        let akin = self.events();
        let is_clutter = |number: u32| {
            let (document, sentence) = self.places.place(number);
            self.documents[document].role(sentence) == Role::Boilerplate
        };
        let bar = |at: usize| {
            let (a, b) = self.pairs.pair(at);
            let same = akin[self.places.document(a)] == akin[self.places.document(b)];
            match (is_clutter(a) || is_clutter(b), same) {
                (true, _) => LINKED_CLUTTER,
                (_, true) => LINKED,
                (_, false) => LINKED_STRANGERS,
            }
        };
        (0..self.judged.len()).map(bar).collect()
    }

    /// Returns for each document a number that it shares with those about the same event: what is about one event with
    /// a third document is about one event.
    fn events(&self) -> Vec<usize> {
        let mut likely: HashMap<(usize, usize), usize> = HashMap::new();
        for at in 0..self.judged.len() {
            let (a, b) = self.pairs.pair(at);
            let score = self.judged[at].score();
            let counts = if score >= AKIN { AKIN_SEVERAL.0 } else { usize::from(score >= AKIN_SEVERAL.1) };
            if counts > 0 {
                *likely.entry((self.places.document(a), self.places.document(b))).or_default() += counts;
            }
        }
        let mut events: Vec<usize> = (0..self.documents.len()).collect();
        let mut akin: Vec<_> = likely.into_iter().filter(|(_, pairs)| *pairs >= AKIN_SEVERAL.0).collect();
        akin.sort_unstable();
        for ((a, b), _) in akin {
            let (kept, joined) = (events[a].min(events[b]), events[a].max(events[b]));
            events.iter_mut().filter(|event| **event == joined).for_each(|event| *event = kept);
        }
        events
    }

    /// Returns for each pair the score of the best pair with its first sentence, or with its second if that is lower,
    /// in the same two documents.
    fn best_rivals(&self) -> Vec<f64> {
        let score = |at: usize| self.judged[at].score();
        let mut best = vec![0.0_f64; self.judged.len()];
        for row in self.pairs.rows(self.places) {
            let highest = row.clone().map(score).fold(0.0, f64::max);
            best[row].fill(highest);
        }
        for column in self.pairs.columns(self.places) {
            let at = || column.iter().map(|at| *at as usize);
            let highest = at().map(score).fold(0.0, f64::max);
            at().for_each(|at| best[at] = best[at].min(highest));
        }
        best
    }

    /// Returns the links between the passages of each group, each with the best evidence of any two of their sentences.
    fn links(&self, groups: &[Group], among: impl Iterator<Item = usize>) -> Vec<Link> {
        let homes = self.homes(groups);
        let mut best: Vec<(Passage, Passage, usize)> = Vec::new();
        for at in among.filter(|at| self.judged[*at].score() >= LINKED) {
            let (a, b) = self.pairs.pair(at);
            let ((group, a), (other, b)) = (homes[a as usize], homes[b as usize]);
            best.extend((group == other).then_some((a, b, at)));
        }
        self.strongest(best)
    }

    /// Returns those links, and those between sentences of different groups that reach their bar all the same.
    fn all_links(&self, groups: &[Group], bars: &[f64]) -> Vec<Link> {
        let homes = self.homes(groups);
        let alone = |number: u32| {
            let (document, sentence) = self.places.place(number);
            Passage { document, first: sentence, end: sentence + 1 }
        };
        let mut found = self.links(groups, 0..self.judged.len());
        let mut beyond: Vec<(Passage, Passage, usize)> = Vec::new();
        for at in (0..self.judged.len()).filter(|at| self.judged[*at].score() >= bars[*at]) {
            let (a, b) = self.pairs.pair(at);
            beyond.extend((homes[a as usize].0 != homes[b as usize].0).then(|| (alone(a), alone(b), at)));
        }
        found.extend(self.strongest(beyond));
        found.sort_by_key(|link| (link.a, link.b));
        found
    }

    /// Returns for each sentence its group and its passage there.
    fn homes(&self, groups: &[Group]) -> Vec<(usize, Passage)> {
        let nowhere = Passage { document: 0, first: 0, end: 0 };
        let mut homes = vec![(usize::MAX, nowhere); self.places.len()];
        for (at, group) in groups.iter().enumerate() {
            for passage in &group.passages {
                for sentence in passage.sentences() {
                    homes[self.places.number((passage.document, sentence)) as usize] = (at, *passage);
                }
            }
        }
        homes
    }

    /// Makes one link of all pairs of the same passages, by the strongest of them, and by the first among equals.
    fn strongest(&self, mut found: Vec<(Passage, Passage, usize)>) -> Vec<Link> {
        found.sort_unstable_by_key(|(a, b, at)| (*a, *b, u16::MAX - self.judged[*at].points, *at));
        found.dedup_by_key(|(a, b, _)| (*a, *b));
        let link = |(a, b, at): (Passage, Passage, usize)| {
            let pair = &self.judged[at];
            Link { a, b, score: pair.score(), why: pair.why.iter().flatten().copied().collect() }
        };
        found.into_iter().map(link).collect()
    }
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
