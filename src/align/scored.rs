//! The candidate pairs with their scores: which of them stand, and the links and near-links that come of them.

use std::collections::{HashMap, HashSet};

use super::candidates::Pairs;
use super::evidence::Evidence;
use super::group::Tie;
use super::link::{Group, Link, Possible, Reason};
use super::model;
use super::place::{Place, Places};
use super::ruling::Rulings;
use crate::document::{Document, Passage, Role};

/// Pairs of sentences at least this likely to report the same thing are linked.
const LINKED: f64 = 0.3;

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

/// A pair this likely may be said to correspond possibly, if nothing better is found.
const POSSIBLE: f64 = 0.15;

/// Pairs less likely than this are forgotten at once.
const NEGLIGIBLE: f64 = 0.02;

/// A pair has at most so many reasons.
const REASONS: usize = 6;

/// What the model says of a pair. There are many of them, so they are small.
pub struct Judged {
    /// The score in ten-thousandths, its finest step.
    points: u16,
    /// Whether too little speaks for it, whatever the score.
    thin: bool,
    why: [Option<Reason>; REASONS],
}

impl Judged {
    /// Asks the model.
    pub fn new(evidence: &Evidence) -> Self {
        let score = model::probability(evidence);
        let mut why = [None; REASONS];
        if score >= LINKED {
            why.iter_mut().zip(model::reasons(evidence)).for_each(|(place, reason)| *place = Some(reason));
        }
        let points = if score >= NEGLIGIBLE { (score * 10_000.0).round() as u16 } else { 0 };
        Judged { points, thin: model::is_thin(evidence), why }
    }

    /// Returns how likely the two sentences report the same thing, from 0 to 1.
    pub fn score(&self) -> f64 {
        f64::from(self.points) / 10_000.0
    }

    /// Returns the kinds of evidence that speak for the pair, strongest first.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> {
        self.why.iter().flatten().copied()
    }
}

/// Which score a pair must reach to be a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Something shows that the two documents are about one event.
    SameEvent,
    /// Nothing shows it.
    Strangers,
    /// One of the sentences is clutter.
    Clutter,
}

impl Bar {
    /// Returns the score, from 0 to 1.
    pub const fn value(self) -> f64 {
        match self {
            Bar::SameEvent => LINKED,
            Bar::Strangers => LINKED_STRANGERS,
            Bar::Clutter => LINKED_CLUTTER,
        }
    }
}

/// How a pair stands before groups are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is accepted.
    Stands,
    /// Its score does not reach the bar.
    Below,
    /// Too little speaks for it, whatever the score.
    Thin,
    /// Both its sentences fit others much better.
    Outdone,
}

/// The candidate pairs with their scores.
pub struct Scored<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// The numbers of their sentences.
    pub places: &'a Places,
    /// The pairs that are looked at.
    pub pairs: &'a Pairs,
    /// What the model says, by pair.
    pub judged: &'a [Judged],
}

impl Scored<'_> {
    /// Returns how each pair stands.
    pub fn standings(&self, bars: &[Bar]) -> Vec<Standing> {
        let best = self.best(f64::min);
        let standing = |at: usize| {
            let (pair, score) = (&self.judged[at], self.judged[at].score());
            match () {
                () if pair.points == 0 || score < bars[at].value() => Standing::Below,
                () if pair.thin => Standing::Thin,
                () if score < RIVAL * best[at] => Standing::Outdone,
                () => Standing::Stands,
            }
        };
        (0..self.judged.len()).map(standing).collect()
    }

    /// Returns the pairs that are accepted.
    pub fn ties(&self, standings: &[Standing]) -> Vec<Tie> {
        let tie = |at: usize| {
            let (a, b) = self.pairs.pair(at);
            Tie { a, b, score: self.judged[at].score() }
        };
        (0..self.judged.len()).filter(|at| standings[*at] == Standing::Stands).map(tie).collect()
    }

    /// Returns the bar that each pair must reach.
    pub fn bars(&self) -> Vec<Bar> {
        let akin = self.events();
        let is_clutter = |number: u32| {
            let (document, sentence) = self.places.place(number);
            self.documents[document].role(sentence) == Role::Boilerplate
        };
        let bar = |at: usize| {
            let (a, b) = self.pairs.pair(at);
            let same = akin[self.places.document(a)] == akin[self.places.document(b)];
            match (is_clutter(a) || is_clutter(b), same) {
                (true, _) => Bar::Clutter,
                (_, true) => Bar::SameEvent,
                (_, false) => Bar::Strangers,
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

    /// Returns for each pair the score of the best pair with its first sentence and that of the best pair with its second,
    /// in the same two documents, as one number: the lower or the higher of the two.
    pub fn best(&self, of_both: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let score = |at: usize| self.judged[at].score();
        let mut best = vec![0.0_f64; self.judged.len()];
        for row in self.pairs.rows(self.places) {
            let highest = row.clone().map(score).fold(0.0, f64::max);
            best[row].fill(highest);
        }
        for column in self.pairs.columns(self.places) {
            let at = || column.iter().map(|at| *at as usize);
            let highest = at().map(score).fold(0.0, f64::max);
            at().for_each(|at| best[at] = of_both(best[at], highest));
        }
        best
    }

    /// Returns the links between the passages of each group, each with the best evidence of any two of their sentences.
    pub fn links(&self, groups: &[Group], among: impl Iterator<Item = usize>) -> Vec<Link> {
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
    pub fn all_links(&self, groups: &[Group], bars: &[Bar]) -> Vec<Link> {
        let homes = self.homes(groups);
        let mut found = self.links(groups, 0..self.judged.len());
        let mut beyond: Vec<(Passage, Passage, usize)> = Vec::new();
        for at in (0..self.judged.len()).filter(|at| self.judged[*at].score() >= bars[*at].value()) {
            let (a, b) = self.pairs.pair(at);
            beyond.extend((homes[a as usize].0 != homes[b as usize].0).then(|| (self.alone(a), self.alone(b), at)));
        }
        found.extend(self.strongest(beyond));
        found.sort_by_key(|link| (link.a, link.b));
        found
    }

    /// Returns for each sentence its group and its passage there.
    pub fn homes(&self, groups: &[Group]) -> Vec<(usize, Passage)> {
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
            Link { a, b, score: model::accepted(pair.score()), why: pair.reasons().collect() }
        };
        found.into_iter().map(link).collect()
    }

    /// Returns for each group, and each document that has nothing in it, the likeliest pair of their sentences that
    /// might correspond all the same, by group and document. Every pair that is looked at counts, clutter included, and
    /// those that were found when all was searched again, but for those that the reader wants apart.
    pub fn possible(&self, groups: &[Group], found_again: &[(u32, u32, f64)], rulings: &Rulings) -> Vec<Possible> {
        let homes = self.homes(groups);
        let has = |group: usize, document: usize| {
            groups[group].passages.binary_search_by_key(&document, |passage| passage.document).is_ok()
        };
        let apart = self.apart(rulings);
        let mut found: Vec<(Possible, u32)> = Vec::new();
        let scored = (0..self.judged.len()).map(|at| {
            let (a, b) = self.pairs.pair(at);
            (a, b, self.judged[at].score())
        });
        let scored = scored.chain(found_again.iter().copied());
        for (a, b, score) in scored.filter(|(.., score)| *score >= POSSIBLE) {
            if apart.contains(&(a, b)) {
                continue;
            }
            for (own, other) in [(a, b), (b, a)] {
                let group = homes[own as usize].0;
                if !has(group, self.places.document(other)) {
                    let possible = Possible { group, own: self.alone(own), other: self.alone(other), score };
                    found.push((possible, self.places.salt(own)));
                }
            }
        }
        found.sort_by(|(x, salt), (y, other)| {
            let place = |one: &Possible| (one.group, one.other.document);
            let tie = |one: &Possible, salt: u32| (one.other.first, one.own.first, salt, one.own.document);
            let likelier = || y.score.total_cmp(&x.score);
            place(x).cmp(&place(y)).then_with(likelier).then_with(|| tie(x, *salt).cmp(&tie(y, *other)))
        });
        found.dedup_by_key(|(one, _)| (one.group, one.other.document));
        found.into_iter().map(|(possible, _)| possible).collect()
    }

    /// Returns the pairs that the reader wants apart, the lower number first.
    pub fn apart(&self, rulings: &Rulings) -> HashSet<(u32, u32)> {
        let number = |place: Place| self.places.number(place);
        let pairs = rulings.apart().into_iter().map(|(a, b)| (number(a), number(b)));
        pairs.map(|(a, b)| (a.min(b), a.max(b))).collect()
    }

    /// Returns a sentence as a passage.
    pub fn alone(&self, number: u32) -> Passage {
        let (document, sentence) = self.places.place(number);
        Passage { document, first: sentence, end: sentence + 1 }
    }
}
