//! Which pairs of sentences are looked at: those that share the most weight.

use std::ops::Range;

pub use super::index::LEAST_WEIGHT;
use super::index::{Index, Search};
use super::place::Places;
use super::profile::Profile;
use crate::work::{GivenUp, Work};

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
        let rows = work.in_runs(places.len(), RUN, |run| {
            let mut search = Search::new(&index, places);
            run.map(|own| search.row(own as u32)).collect()
        })?;
        let mut list = Vec::with_capacity(rows.iter().map(|row| row.others.len()).sum());
        for (own, row) in (0_u32..).zip(&rows) {
            list.extend(row.others.iter().map(|other| (own.min(*other), own.max(*other))));
        }
        list.sort_unstable();
        list.dedup();
        Ok(Pairs::new(list, rows.into_iter().map(|row| row.full).collect()))
    }

    /// Takes pairs in order; `full` tells of each sentence whether it had more candidates.
    pub fn new(list: Vec<(u32, u32)>, full: Vec<bool>) -> Pairs {
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

    /// Tells whether a sentence has more candidates than are looked at.
    pub fn is_full(&self, number: u32) -> bool {
        self.full[number as usize]
    }

    /// Tells whether a pair that is not looked at might be worth it: both its sentences have more candidates than are
    /// looked at.
    pub fn is_open(&self, a: u32, b: u32) -> bool {
        self.is_full(a) && self.is_full(b)
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
