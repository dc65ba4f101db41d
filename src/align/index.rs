//! One inverted index over all documents: which sentences share the most weight with a sentence.

use std::collections::{HashMap, HashSet};

use super::place::Places;
use super::profile::Profile;

/// Two sentences need this much weight in common to be looked at (about one rare word, or two of the story's own).
pub const LEAST_WEIGHT: f32 = 3.0;

/// At most so many candidates in each other document are looked at for a sentence.
const CANDIDATES: usize = 8;

/// At most so many candidates in all other documents together; with up to five documents this cuts nothing.
const CANDIDATES_IN_ALL: usize = 32;

/// Of more documents than this, half as many: what many tell is found by way of any of them.
const MANY_DOCUMENTS: usize = 40;

/// The best candidates are looked for among so many times their number first.
const FEW: usize = 2;

/// Stems in more sentences of one document than this lead to too many candidates to be worth following.
const LONGEST_POSTING: usize = 400;

/// The same for all documents together.
const LONGEST_POSTING_IN_ALL: usize = 2_000;

/// When so much of a sentence's weight is left to follow, it is asked whether what was met so far is enough.
const CHECKS: [f32; 2] = [0.4, 0.25];

/// The candidates of one sentence.
pub struct Row {
    /// By weight, the heaviest first.
    pub others: Box<[u32]>,
    /// Whether there were more.
    pub full: bool,
}

/// In which sentences each stem stands, but for stems that stand nearly everywhere.
pub struct Index {
    /// For each sentence its stems that lead to candidates, by number, the heaviest first.
    stems: Lists,
    /// For each stem the sentences it stands in.
    sentences: Lists,
    /// What each stem weighs.
    weights: Vec<f32>,
}

/// Lists of numbers, one behind another.
struct Lists {
    firsts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    fn list(&self, at: u32) -> &[u32] {
        &self.numbers[self.firsts[at as usize] as usize..self.firsts[at as usize + 1] as usize]
    }
}

impl Index {
    /// Reads the profiles of all sentences, by number.
    pub fn new(places: &Places, profiles: &[Profile]) -> Index {
        let mut weights: Vec<f32> = Vec::new();
        let stems = stems(profiles, &mut weights);
        let counts = counts(places, &stems, weights.len());
        let mut kept = Lists { firsts: vec![0], numbers: Vec::new() };
        let mut firsts = vec![0_u32; weights.len() + 1];
        // What is too long in one document is followed neither from there nor to there.
        for own in 0..places.len() as u32 {
            let document = places.document(own) as u32;
            let short = |stem: &&u32| {
                counts.in_all[**stem as usize] <= LONGEST_POSTING_IN_ALL && !counts.long.contains(&(**stem, document))
            };
            let first = kept.numbers.len();
            kept.numbers.extend(stems.list(own).iter().filter(short));
            let weight = |stem: &u32| weights[*stem as usize];
            kept.numbers[first..].sort_by(|one, other| weight(other).total_cmp(&weight(one)));
            kept.firsts.push(kept.numbers.len() as u32);
        }
        kept.numbers.iter().for_each(|stem| firsts[*stem as usize + 1] += 1);
        for at in 1..firsts.len() {
            firsts[at] += firsts[at - 1];
        }
        let mut next = firsts.clone();
        let mut numbers = vec![0; kept.numbers.len()];
        for own in 0..places.len() as u32 {
            for stem in kept.list(own) {
                numbers[next[*stem as usize] as usize] = own;
                next[*stem as usize] += 1;
            }
        }
        Index { stems: kept, sentences: Lists { firsts, numbers }, weights }
    }
}

/// A search for candidates, one sentence after another, with what it keeps between them.
pub struct Search<'a> {
    index: &'a Index,
    places: &'a Places,
    /// For each sentence the weight that it shares with the one at hand, as far as it was followed.
    shared: Vec<f32>,
    /// The sentences that share any.
    touched: Vec<u32>,
    /// For each stem its weight, where the sentence at hand has it and it was not followed.
    left: Vec<f32>,
    /// How many candidates were taken of each document.
    taken: Vec<u8>,
}

impl<'a> Search<'a> {
    /// Begins a search.
    pub fn new(index: &'a Index, places: &'a Places) -> Self {
        Search {
            index,
            places,
            shared: vec![0.0; places.len()],
            touched: Vec::new(),
            left: vec![0.0; index.weights.len()],
            taken: vec![0; places.documents()],
        }
    }

    /// Returns the best candidates of a sentence, in each document and in all.
    ///
    /// Stems are followed from the heaviest on, since these lead to few sentences. As soon as no sentence that was not
    /// met yet can come among the best, what is left is only looked for in those that still can (the rule is that of
    /// Turtle and Flood, "Query evaluation: strategies and optimizations", 1995).
    pub fn row(&mut self, own: u32) -> Row {
        let most = most(self.places.documents());
        let limit = most.min(CANDIDATES * (self.places.documents() - 1));
        let index = self.index;
        let stems = index.stems.list(own);
        let weight = |stem: &u32| index.weights[*stem as usize];
        let total: f32 = stems.iter().map(weight).sum();
        let mut rest = total;
        let mut checks = CHECKS.into_iter().peekable();
        for (at, stem) in stems.iter().enumerate() {
            if checks.next_if(|check| rest <= check * total).is_some() {
                let bar = self.weight_of_the_last(limit).unwrap_or(LEAST_WEIGHT).max(LEAST_WEIGHT);
                // A little more, for the sums are rounded.
                if rest * 1.001 < bar {
                    self.finish(&stems[at..], bar - rest * 1.001);
                    break;
                }
            }
            self.follow(own, *stem);
            rest -= weight(stem);
        }
        let mut found: Vec<(f32, u32)> = Vec::new();
        for other in self.touched.drain(..) {
            let weight = std::mem::take(&mut self.shared[other as usize]);
            if weight >= LEAST_WEIGHT {
                found.push((weight, other));
            }
        }
        self.best(found, limit)
    }

    /// Returns for each other document the sentence that shares the most weight with a sentence, with that weight.
    pub fn best_of_each(&mut self, own: u32) -> Vec<(f32, u32)> {
        let index = self.index;
        index.stems.list(own).iter().for_each(|stem| self.follow(own, *stem));
        let mut found: Vec<(f32, u32)> = Vec::new();
        for other in self.touched.drain(..) {
            let weight = std::mem::take(&mut self.shared[other as usize]);
            if weight >= LEAST_WEIGHT {
                found.push((weight, other));
            }
        }
        found.sort_unstable_by_key(|(weight, other)| (self.places.document(*other), !weight.to_bits(), *other));
        found.dedup_by_key(|(_, other)| self.places.document(*other));
        found
    }

    /// Adds the weight of a stem to all sentences of other documents that have it.
    fn follow(&mut self, own: u32, stem: u32) {
        let weight = self.index.weights[stem as usize];
        let home = self.places.of(self.places.document(own));
        let list = self.index.sentences.list(stem);
        let before = list.partition_point(|other| *other < home.start);
        let behind = before + list[before..].partition_point(|other| *other < home.end);
        for other in list[..before].iter().chain(&list[behind..]) {
            let sum = &mut self.shared[*other as usize];
            if *sum == 0.0 {
                self.touched.push(*other);
            }
            *sum += weight;
        }
    }

    /// Returns the weight that the last of the best candidates shares so far; nothing where there are not more of them
    /// than are wanted.
    fn weight_of_the_last(&mut self, limit: usize) -> Option<f32> {
        let shared = |other: &u32| self.shared[*other as usize];
        let met = self.touched.iter().filter(|other| shared(other) >= LEAST_WEIGHT);
        let mut met: Vec<(u32, u32)> = met.map(|other| (shared(other).to_bits(), *other)).collect();
        if met.len() <= limit {
            return None;
        }
        if met.len() > FEW * limit {
            met.select_nth_unstable_by_key(FEW * limit, |(weight, _)| std::cmp::Reverse(*weight));
            met.truncate(FEW * limit);
        }
        met.sort_unstable_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let best = self.first_of_each(met.iter().map(|(_, other)| *other), limit);
        let last = best.get(limit.checked_sub(1)?)?;
        Some(self.shared[*last as usize])
    }

    /// Looks for the stems that were not followed in the sentences that share at least some weight already, and
    /// forgets the others.
    fn finish(&mut self, stems: &[u32], least: f32) {
        let index = self.index;
        stems.iter().for_each(|stem| self.left[*stem as usize] = index.weights[*stem as usize]);
        let (shared, left) = (&mut self.shared, &self.left);
        self.touched.retain(|other| {
            let sum = &mut shared[*other as usize];
            let may = *sum >= least;
            *sum = if may {
                index.stems.list(*other).iter().fold(*sum, |sum, stem| sum + left[*stem as usize])
            } else {
                0.0
            };
            may
        });
        stems.iter().for_each(|stem| self.left[*stem as usize] = 0.0);
    }

    /// Keeps the best candidates of a sentence, in each document and in all.
    fn best(&mut self, mut found: Vec<(f32, u32)>, limit: usize) -> Row {
        let several = found.len();
        let most = most(self.places.documents());
        let row = |others: Vec<u32>| {
            let full = limit == most && several > limit && others.len() == limit;
            Row { others: others.into(), full }
        };
        // Most often the best of all are found among a few; to sort the others would take longer than to find them.
        let few = FEW * limit;
        if several > few {
            let (_, (bar, _), _) = found.select_nth_unstable_by(few, |x, y| y.0.total_cmp(&x.0));
            let bar = *bar;
            let others = self.in_order(found.iter().filter(|(weight, _)| *weight >= bar), limit);
            if others.len() == limit {
                return row(others);
            }
        }
        row(self.in_order(found.iter(), limit))
    }

    /// Puts candidates in order, the heaviest first, equals by their place and not by the order of the documents, and
    /// returns the first of each document and of all.
    fn in_order<'f>(&mut self, found: impl Iterator<Item = &'f (f32, u32)>, limit: usize) -> Vec<u32> {
        // One number a candidate is sorted faster than anything else; weights are not negative.
        let key = |(weight, other): &(f32, u32)| {
            let parts = [!weight.to_bits(), self.places.place(*other).1 as u32, self.places.salt(*other), *other];
            parts.into_iter().fold(0_u128, |key, part| key << 32 | u128::from(part))
        };
        let mut keys: Vec<u128> = found.map(key).collect();
        keys.sort_unstable();
        self.first_of_each(keys.into_iter().map(|key| key as u32), limit)
    }

    /// Goes through candidates and returns the first of each document and of all.
    fn first_of_each(&mut self, candidates: impl Iterator<Item = u32>, limit: usize) -> Vec<u32> {
        let (taken, places) = (&mut self.taken, self.places);
        let mut best: Vec<u32> = Vec::with_capacity(limit);
        for other in candidates {
            let known = &mut taken[places.document(other)];
            if usize::from(*known) < CANDIDATES {
                *known += 1;
                best.push(other);
                if best.len() == limit {
                    break;
                }
            }
        }
        best.iter().for_each(|other| taken[places.document(*other)] = 0);
        best
    }
}

/// Returns how many candidates of a sentence are looked at in all other documents together.
const fn most(documents: usize) -> usize {
    if documents > MANY_DOCUMENTS { CANDIDATES_IN_ALL / 2 } else { CANDIDATES_IN_ALL }
}

/// Numbers the stems of all sentences, in the order in which they are met, and notes their weights.
fn stems(profiles: &[Profile], weights: &mut Vec<f32>) -> Lists {
    let mut known: HashMap<u32, u32, foldhash::fast::RandomState> = HashMap::default();
    let mut lists = Lists { firsts: vec![0], numbers: Vec::new() };
    for profile in profiles {
        for (stem, weight) in profile.stems.iter() {
            let number = *known.entry(stem).or_insert_with(|| {
                weights.push(weight);
                weights.len() as u32 - 1
            });
            lists.numbers.push(number);
        }
        lists.firsts.push(lists.numbers.len() as u32);
    }
    lists
}

/// In how many sentences the stems stand.
struct Counts {
    in_all: Vec<usize>,
    /// The stems that stand in too many sentences of a document, with the document.
    long: HashSet<(u32, u32), foldhash::fast::RandomState>,
}

fn counts(places: &Places, stems: &Lists, len: usize) -> Counts {
    let mut counts = Counts { in_all: vec![0; len], long: HashSet::default() };
    let mut in_one = vec![0_usize; len];
    for document in 0..places.documents() {
        let own = || places.of(document).flat_map(|sentence| stems.list(sentence)).map(|stem| *stem as usize);
        own().for_each(|stem| in_one[stem] += 1);
        for stem in own() {
            match std::mem::take(&mut in_one[stem]) {
                count if count > LONGEST_POSTING => drop(counts.long.insert((stem as u32, document as u32))),
                count => counts.in_all[stem] += count,
            }
        }
    }
    counts
}
