//! From pairs of sentences to groups over all sources that stay coherent.

use std::collections::{BTreeSet, HashMap};

use super::link::Group;
use crate::document::{Document, Passage};

/// A sentence, by document and place.
pub type Place = (usize, usize);

/// How likely every candidate pair of sentences reports the same thing.
pub struct Scores {
    of: HashMap<(Place, Place), f64>,
}

impl Scores {
    /// Collects scored pairs, the lower place first in each.
    pub fn new(pairs: impl Iterator<Item = (Place, Place, f64)>) -> Self {
        Scores { of: pairs.map(|(a, b, score)| ((a.min(b), a.max(b)), score)).collect() }
    }

    /// Returns the score of a pair, 0 where it was no candidate.
    pub fn of(&self, a: Place, b: Place) -> f64 {
        self.of.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }
}

/// Two clusters are joined only if their members fit each other this well on average, so that no chain of single ties
/// draws everything together.
const COHERENT: f64 = 0.3;

/// The same where several sources have both clusters.
const PARALLEL: f64 = 0.5;

/// Joins sentences into groups, strongest pairs first, and adds what stands alone: every sentence is in one group.
///
/// `ties` are the pairs that were accepted. Equal scores are taken in the order of the words, not of the sources.
pub fn groups(documents: &[Document], scores: &Scores, mut ties: Vec<(Place, Place, f64)>) -> Vec<Group> {
    let words = |(d, s): Place| documents[d].sentences[s].span.of(&documents[d].text);
    ties.sort_by(|x, y| {
        let pair = |a: Place, b: Place| if words(a) <= words(b) { (words(a), words(b)) } else { (words(b), words(a)) };
        y.2.total_cmp(&x.2).then_with(|| pair(x.0, x.1).cmp(&pair(y.0, y.1))).then((x.0.1, x.1.1).cmp(&(y.0.1, y.1.1)))
    });
    let mut clusters = Clusters::default();
    for (a, b, score) in ties {
        let (left, right) = (clusters.of(a), clusters.of(b));
        if left == right {
            continue;
        }
        let (one, other) = (&clusters.members[left], &clusters.members[right]);
        let bar = if tell_apart(one, other) { PARALLEL } else { COHERENT };
        if fit(one, other, scores) >= bar {
            clusters.join(left, right, score);
        }
    }
    let mut groups: Vec<Group> = clusters.into_groups(documents);
    groups.extend(alone(documents, &groups));
    groups.sort_by(|a, b| a.passages.cmp(&b.passages));
    groups
}

/// Tells whether two or more sources have both clusters: they tell two things, each in words of its own.
fn tell_apart(left: &[Place], right: &[Place]) -> bool {
    let documents = |cluster: &[Place]| cluster.iter().map(|(document, _)| *document).collect::<BTreeSet<usize>>();
    documents(left).intersection(&documents(right)).count() > 1
}

/// Returns how well two clusters fit: the mean score over the pairs of sentences of different sources.
fn fit(left: &[Place], right: &[Place], scores: &Scores) -> f64 {
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b))).filter(|(a, b)| a.0 != b.0);
    let (sum, count) = pairs.fold((0.0, 0), |(sum, count), (a, b)| (sum + scores.of(a, b), count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// Sentences joined so far.
#[derive(Default)]
struct Clusters {
    at: HashMap<Place, usize>,
    members: Vec<Vec<Place>>,
    scores: Vec<f64>,
}

impl Clusters {
    fn of(&mut self, place: Place) -> usize {
        *self.at.entry(place).or_insert_with(|| {
            self.members.push(vec![place]);
            self.scores.push(1.0);
            self.members.len() - 1
        })
    }

    fn join(&mut self, left: usize, right: usize, score: f64) {
        let moved = std::mem::take(&mut self.members[right]);
        for place in &moved {
            self.at.insert(*place, left);
        }
        self.members[left].extend(moved);
        self.scores[left] = self.scores[left].min(self.scores[right]).min(score);
    }

    fn into_groups(self, documents: &[Document]) -> Vec<Group> {
        let joined = self.members.into_iter().zip(self.scores).filter(|(members, _)| members.len() > 1);
        joined.map(|(members, score)| Group { passages: passages(documents, members), score }).collect()
    }
}

/// Joins sentences that follow each other in one paragraph into passages.
fn passages(documents: &[Document], mut places: Vec<Place>) -> Vec<Passage> {
    places.sort_unstable();
    let mut passages: Vec<Passage> = Vec::new();
    for (document, sentence) in places {
        let paragraph = |sentence: usize| documents[document].sentences[sentence].paragraph;
        match passages.last_mut() {
            Some(last)
                if last.document == document
                    && last.end == sentence
                    && paragraph(last.first) == paragraph(sentence) =>
            {
                last.end += 1;
            }
            _ => passages.push(Passage { document, first: sentence, end: sentence + 1 }),
        }
    }
    passages
}

/// Returns a group for every run of sentences that stand in no group, each within one paragraph.
fn alone(documents: &[Document], groups: &[Group]) -> Vec<Group> {
    let mut taken: Vec<Vec<bool>> = documents.iter().map(|document| vec![false; document.sentences.len()]).collect();
    for passage in groups.iter().flat_map(|group| &group.passages) {
        taken[passage.document][passage.sentences()].fill(true);
    }
    let mut found: Vec<Group> = Vec::new();
    for (document, taken) in taken.into_iter().enumerate() {
        let free = taken.into_iter().enumerate().filter(|(_, taken)| !taken).map(|(sentence, _)| (document, sentence));
        let runs = passages(documents, free.collect());
        found.extend(runs.into_iter().map(|passage| Group { passages: vec![passage], score: 1.0 }));
    }
    found
}
