//! Which pairs of sentences are looked at: those that share the most weight, by one inverted index over all documents.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::place::Places;
use super::profile::Profile;
use crate::work::{GivenUp, Work};

/// Two sentences need this much weight in common to be looked at (about one rare word, or two of the story's own).
pub const LEAST_WEIGHT: f32 = 3.0;

/// At most so many candidates in each other document are looked at for a sentence.
const CANDIDATES: usize = 8;

/// At most so many candidates in all other documents together; with up to five documents this cuts nothing.
const CANDIDATES_IN_ALL: usize = 32;

/// The best candidates are looked for among so many times their number first.
const FEW: usize = 4;

/// Stems in more sentences of one document than this lead to too many candidates to be worth following.
const LONGEST_POSTING: usize = 400;

/// The same for all documents together.
const LONGEST_POSTING_IN_ALL: usize = 2_000;

/// So many sentences are looked up at a time.
const RUN: usize = 128;

/// The pairs of sentences of different documents that are looked at, the lower number first in each.
#[derive(Default)]
pub struct Pairs {
    /// In order.
    list: Vec<(u32, u32)>,
    /// For each sentence the first of the pairs that begin with it; one more at the end.
    firsts: Vec<u32>,
    /// The pairs in the order of their second sentence, then of their first.
    columns: Vec<u32>,
    /// For each sentence whether it had more candidates than are looked at.
    full: Vec<bool>,
}

impl Pairs {
    /// Finds the pairs; `profiles` are those of all sentences, by number.
    ///
    /// # Errors
    ///
    /// [`GivenUp`] where the work was given up.
    pub fn find(places: &Places, profiles: &[Profile], work: &Work) -> Result<Pairs, GivenUp> {
        let index = Index::new(places, profiles);
        let rows = work.in_runs(places.len(), RUN, |run| index.rows(places, run))?;
        let mut list = Vec::with_capacity(rows.iter().map(|row| row.others.len()).sum());
        for (own, row) in (0_u32..).zip(&rows) {
            list.extend(row.others.iter().map(|other| (own.min(*other), own.max(*other))));
        }
        list.sort_unstable();
        list.dedup();
        Ok(Pairs::new(list, rows.into_iter().map(|row| row.full).collect()))
    }

    fn new(list: Vec<(u32, u32)>, full: Vec<bool>) -> Pairs {
        let mut firsts = vec![0; full.len() + 1];
        let mut seconds = vec![0_u32; full.len() + 1];
        for (a, b) in &list {
            firsts[*a as usize + 1] += 1;
            seconds[*b as usize + 1] += 1;
        }
        for at in 1..firsts.len() {
            firsts[at] += firsts[at - 1];
            seconds[at] += seconds[at - 1];
        }
        let mut columns = vec![0; list.len()];
        for (at, (_, b)) in list.iter().enumerate() {
            let next = &mut seconds[*b as usize];
            columns[*next as usize] = at as u32;
            *next += 1;
        }
        Pairs { list, firsts, columns, full }
    }

    /// Returns how many pairs there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Tells whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns a pair.
    pub fn pair(&self, at: usize) -> (u32, u32) {
        self.list[at]
    }

    /// Returns the index of a pair, the lower number first, if it is looked at.
    pub fn find_pair(&self, a: u32, b: u32) -> Option<usize> {
        let first = self.firsts[a as usize] as usize;
        let row = &self.list[first..self.firsts[a as usize + 1] as usize];
        row.binary_search(&(a, b)).ok().map(|at| first + at)
    }

    /// Returns the indices of the pairs of a sentence with those of a range of later ones.
    pub fn between(&self, a: u32, others: Range<u32>) -> Range<usize> {
        let first = self.firsts[a as usize] as usize;
        let row = &self.list[first..self.firsts[a as usize + 1] as usize];
        let start = row.partition_point(|(_, b)| *b < others.start);
        let len = row[start..].iter().take_while(|(_, b)| *b < others.end).count();
        first + start..first + start + len
    }

    /// Tells whether a pair that is not looked at might be worth it: both its sentences have more candidates than are
    /// looked at.
    pub fn is_open(&self, a: u32, b: u32) -> bool {
        self.full[a as usize] && self.full[b as usize]
    }

    /// Returns the runs of pairs that one sentence makes with the sentences of one later document.
    pub fn rows(&self, places: &Places) -> impl Iterator<Item = Range<usize>> {
        let rival = |one: &(u32, u32), other: &(u32, u32)| {
            one.0 == other.0 && places.document(one.1) == places.document(other.1)
        };
        self.list.chunk_by(rival).scan(0, |first, row| {
            let run = *first..*first + row.len();
            *first = run.end;
            Some(run)
        })
    }

    /// Returns the pairs that one sentence makes with the sentences of one earlier document, by their indices.
    pub fn columns(&self, places: &Places) -> impl Iterator<Item = &[u32]> {
        self.columns.chunk_by(|one, other| {
            let (one, other) = (self.list[*one as usize], self.list[*other as usize]);
            one.1 == other.1 && places.document(one.0) == places.document(other.0)
        })
    }
}

/// The candidates of one sentence.
struct Row {
    others: Box<[u32]>,
    /// Whether there were more.
    full: bool,
}

/// In which sentences each stem stands.
struct Index {
    /// For each sentence its stems that lead to candidates, by number.
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
    fn new(places: &Places, profiles: &[Profile]) -> Index {
        let mut weights = Vec::new();
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
            kept.numbers.extend(stems.list(own).iter().filter(short));
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

    /// Returns the candidates of a run of sentences.
    fn rows(&self, places: &Places, run: Range<usize>) -> Vec<Row> {
        let mut shared = vec![0.0_f32; places.len()];
        let mut touched: Vec<u32> = Vec::new();
        let rows = run.map(|own| {
            let own = own as u32;
            let home = places.of(places.document(own));
            for stem in self.stems.list(own) {
                let weight = self.weights[*stem as usize];
                let list = self.sentences.list(*stem);
                let before = list.partition_point(|other| *other < home.start);
                let behind = before + list[before..].partition_point(|other| *other < home.end);
                for other in list[..before].iter().chain(&list[behind..]) {
                    let sum = &mut shared[*other as usize];
                    if *sum == 0.0 {
                        touched.push(*other);
                    }
                    *sum += weight;
                }
            }
            let mut found: Vec<(f32, u32)> = Vec::new();
            for other in touched.drain(..) {
                let weight = std::mem::take(&mut shared[other as usize]);
                if weight >= LEAST_WEIGHT {
                    found.push((weight, other));
                }
            }
            row(places, found)
        });
        rows.collect()
    }
}

/// Keeps the best candidates of a sentence, in each document and in all.
fn row(places: &Places, mut found: Vec<(f32, u32)>) -> Row {
    let heavier = |x: &(f32, u32), y: &(f32, u32)| {
        let equals = |number: u32| (places.place(number).1, places.salt(number), number);
        y.0.total_cmp(&x.0).then_with(|| equals(x.1).cmp(&equals(y.1)))
    };
    let several = found.len();
    let limit = CANDIDATES_IN_ALL.min(CANDIDATES * (places.documents() - 1));
    let full = limit == CANDIDATES_IN_ALL && several > limit;
    // Most often the best of all are found among a few; to sort the others would take longer than to find them.
    let few = FEW * limit;
    if several > few {
        found.select_nth_unstable_by(few, heavier);
        found[..few].sort_unstable_by(heavier);
        let others = best(places, &found[..few]);
        if others.len() == limit {
            return Row { others: others.into(), full };
        }
    }
    found.sort_unstable_by(heavier);
    let others = best(places, &found);
    Row { full: full && others.len() == limit, others: others.into() }
}

/// Goes through candidates, the heaviest first, and returns the first of each document and of all.
fn best(places: &Places, found: &[(f32, u32)]) -> Vec<u32> {
    let mut in_one: HashMap<usize, usize, foldhash::fast::RandomState> = HashMap::default();
    let candidates = found.iter().map(|(_, other)| *other);
    let best = candidates.filter(|other| {
        let known = in_one.entry(places.document(*other)).or_default();
        *known += 1;
        *known <= CANDIDATES
    });
    best.take(CANDIDATES_IN_ALL).collect()
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
