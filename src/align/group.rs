//! From pairs of sentences to groups over all sources that stay coherent.

use std::collections::HashMap;

use super::link::Group;
use super::model;
use super::place::{Place, Places};
use super::ruling::Rulings;
use crate::document::{Document, Passage};

/// Two clusters are joined only if their members fit each other this well on average, so that no chain of single ties
/// draws everything together.
const COHERENT: f64 = 0.33;

/// The same where several sources have both clusters.
const PARALLEL: f64 = 0.5;

/// Of larger clusters only so many members are held against each other, chosen without regard to the sources.
const SPOKESMEN: usize = 16;

/// An accepted pair of sentences, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// The sentence with the lower number.
    pub a: u32,
    /// The other sentence.
    pub b: u32,
    /// How likely they report the same thing.
    pub score: f64,
}

/// The groups, and what holds them together.
pub struct Grouped {
    /// The groups: every sentence is in one.
    pub groups: Vec<Group>,
    /// The ties that joined two clusters: just enough to carry each group.
    pub carrying: Vec<Tie>,
    /// The pairs that the reader wants in one group and that could not be, since others must stay apart.
    pub refused: Vec<(Place, Place)>,
}

/// Joins sentences into groups, strongest pairs first, and adds what stands alone: every sentence is in one group.
///
/// `ties` are the pairs that were accepted; `score` returns how likely any two sentences report the same thing. Equal
/// scores are taken in the order of the words, not of the sources. What the reader has ruled comes first.
pub fn groups(
    documents: &[Document],
    places: &Places,
    score: impl Fn(u32, u32) -> f64,
    ties: Vec<Tie>,
    rulings: &Rulings,
) -> Grouped {
    let mut clusters = Clusters::new(places, rulings);
    let refused = clusters.obey(&rulings.together());
    let mut carrying = Vec::new();
    // Which clusters did not fit, with their sizes then: as long as neither grows they need no second look.
    let mut unfit: HashMap<(usize, usize), (usize, usize), foldhash::fast::RandomState> = HashMap::default();
    for tie in in_order(documents, places, ties) {
        let (left, right) = (clusters.of(tie.a), clusters.of(tie.b));
        if left == right || clusters.must_part(left, right) {
            continue;
        }
        let (one, other) = (&clusters.all[left], &clusters.all[right]);
        let (pair, sizes) = ((left.min(right), left.max(right)), (one.members.len(), other.members.len()));
        let sizes = (sizes.0.min(sizes.1), sizes.0.max(sizes.1));
        if unfit.get(&pair) == Some(&sizes) {
            continue;
        }
        let bar = if one.told_by.in_common(&other.told_by) > 1 { PARALLEL } else { COHERENT };
        if fit(places, &one.spokesmen, &other.spokesmen, &score) >= bar {
            clusters.join(left, right, tie.score);
            carrying.push(tie);
        } else {
            unfit.insert(pair, sizes);
        }
    }
    let mut groups: Vec<Group> = clusters.into_groups(documents);
    groups.extend(alone(documents, &groups, rulings));
    groups.sort_by(|a, b| a.passages.cmp(&b.passages));
    carrying.sort_unstable_by_key(|tie| (tie.a, tie.b));
    Grouped { groups, carrying, refused }
}

/// Puts ties in the order in which they are taken: by score, then by the words.
fn in_order(documents: &[Document], places: &Places, mut ties: Vec<Tie>) -> Vec<Tie> {
    let words = |number: u32| {
        let (document, sentence) = places.place(number);
        documents[document].sentences[sentence].span.of(&documents[document].text)
    };
    let mut sentences: Vec<u32> = ties.iter().flat_map(|tie| [tie.a, tie.b]).collect();
    sentences.sort_unstable();
    sentences.dedup();
    sentences.sort_by(|a, b| words(*a).cmp(words(*b)));
    // Strings are compared once a sentence, not once a pair; equal words have equal ranks.
    let mut ranks = vec![0_u32; places.len()];
    for (rank, alike) in (0..).zip(sentences.chunk_by(|a, b| words(*a) == words(*b))) {
        alike.iter().for_each(|sentence| ranks[*sentence as usize] = rank);
    }
    let key = |tie: &Tie| {
        let (a, b) = (ranks[tie.a as usize], ranks[tie.b as usize]);
        (a.min(b), a.max(b), places.place(tie.a).1, places.place(tie.b).1, tie.a, tie.b)
    };
    ties.sort_unstable_by(|x, y| y.score.total_cmp(&x.score).then_with(|| key(x).cmp(&key(y))));
    ties
}

/// Returns how well two clusters fit: the mean score over the pairs of sentences of different sources.
fn fit(places: &Places, left: &[u32], right: &[u32], score: impl Fn(u32, u32) -> f64) -> f64 {
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a.min(b), *a.max(b))));
    let pairs = pairs.filter(|(a, b)| places.document(*a) != places.document(*b));
    let (sum, count) = pairs.fold((0.0, 0), |(sum, count), (a, b)| (sum + score(a, b), count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// A set of documents.
#[derive(Default)]
struct Told(Vec<u64>);

impl Told {
    fn add(&mut self, document: usize) {
        let word = document / 64;
        self.0.resize(self.0.len().max(word + 1), 0);
        self.0[word] |= 1 << (document % 64);
    }

    fn unite(&mut self, other: &Told) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Returns how many documents are in both: where two or more sources have both clusters, they tell two things,
    /// each in words of its own.
    fn in_common(&self, other: &Told) -> u32 {
        self.0.iter().zip(&other.0).map(|(own, other)| (own & other).count_ones()).sum()
    }
}

/// Sentences joined so far.
#[derive(Default)]
struct Cluster {
    members: Vec<u32>,
    /// The members that are held against other clusters: all, or those with the lowest salts.
    spokesmen: Vec<u32>,
    told_by: Told,
    score: f64,
}

/// What a sentence is in before it was met.
const NOWHERE: u32 = u32::MAX;

struct Clusters<'a> {
    places: &'a Places,
    /// For each sentence its cluster.
    at: Vec<u32>,
    all: Vec<Cluster>,
    /// Pairs of sentences that must never stand in one cluster.
    apart: Vec<(u32, u32)>,
}

impl<'a> Clusters<'a> {
    fn new(places: &'a Places, rulings: &Rulings) -> Self {
        let apart = rulings.apart().iter().map(|(a, b)| (places.number(*a), places.number(*b))).collect();
        Clusters { places, at: vec![NOWHERE; places.len()], all: Vec::new(), apart }
    }

    fn of(&mut self, number: u32) -> usize {
        if self.at[number as usize] == NOWHERE {
            let mut told_by = Told::default();
            told_by.add(self.places.document(number));
            self.at[number as usize] = self.all.len() as u32;
            self.all.push(Cluster { members: vec![number], spokesmen: vec![number], told_by, score: 1.0 });
        }
        self.at[number as usize] as usize
    }

    /// Joins what the reader wants together, in the order of the text, and returns what could not be joined.
    fn obey(&mut self, together: &[(Place, Place)]) -> Vec<(Place, Place)> {
        let mut refused = Vec::new();
        for (a, b) in together {
            let (left, right) = (self.of(self.places.number(*a)), self.of(self.places.number(*b)));
            if self.must_part(left, right) {
                refused.push((*a, *b));
            } else {
                self.join(left, right, 1.0);
            }
        }
        refused
    }

    /// Tells whether the reader wants a member of one cluster and a member of another to stay apart.
    fn must_part(&self, left: usize, right: usize) -> bool {
        let at = |number: u32| self.at[number as usize] as usize;
        self.apart.iter().any(|(a, b)| {
            let (a, b) = (at(*a), at(*b));
            (a, b) == (left, right) || (a, b) == (right, left)
        })
    }

    /// Moves the smaller of two clusters into the larger, so that no sentence is moved often.
    fn join(&mut self, left: usize, right: usize, score: f64) {
        if left == right {
            return;
        }
        let turned = self.all[left].members.len() < self.all[right].members.len();
        let (into, from) = if turned { (right, left) } else { (left, right) };
        let moved = std::mem::take(&mut self.all[from]);
        for number in &moved.members {
            self.at[*number as usize] = into as u32;
        }
        let cluster = &mut self.all[into];
        cluster.members.extend(moved.members);
        cluster.spokesmen.extend(moved.spokesmen);
        if cluster.spokesmen.len() > SPOKESMEN {
            cluster.spokesmen.sort_unstable_by_key(|number| (self.places.salt(*number), *number));
            cluster.spokesmen.truncate(SPOKESMEN);
        }
        cluster.told_by.unite(&moved.told_by);
        cluster.score = cluster.score.min(moved.score).min(score);
    }

    fn into_groups(self, documents: &[Document]) -> Vec<Group> {
        let places = self.places;
        let joined = self.all.into_iter().filter(|cluster| cluster.members.len() > 1);
        let group = |cluster: Cluster| {
            let members = cluster.members.into_iter().map(|number| places.place(number)).collect();
            Group { passages: passages(documents, members, &Rulings::default()), score: model::accepted(cluster.score) }
        };
        joined.map(group).collect()
    }
}

/// Joins sentences that follow each other in one paragraph into passages, unless two of them must stay apart.
fn passages(documents: &[Document], mut places: Vec<Place>, rulings: &Rulings) -> Vec<Passage> {
    places.sort_unstable();
    let mut passages: Vec<Passage> = Vec::new();
    for (document, sentence) in places {
        let paragraph = |sentence: usize| documents[document].sentences[sentence].paragraph;
        match passages.last_mut() {
            Some(last)
                if last.document == document
                    && last.end == sentence
                    && !rulings.part(*last, sentence)
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
fn alone(documents: &[Document], groups: &[Group], rulings: &Rulings) -> Vec<Group> {
    let mut taken: Vec<Vec<bool>> = documents.iter().map(|document| vec![false; document.sentences.len()]).collect();
    for passage in groups.iter().flat_map(|group| &group.passages) {
        taken[passage.document][passage.sentences()].fill(true);
    }
    let mut found: Vec<Group> = Vec::new();
    for (document, taken) in taken.into_iter().enumerate() {
        let free = taken.into_iter().enumerate().filter(|(_, taken)| !taken).map(|(sentence, _)| (document, sentence));
        let runs = passages(documents, free.collect(), rulings);
        found.extend(runs.into_iter().map(|passage| Group { passages: vec![passage], score: 1.0 }));
    }
    found
}
