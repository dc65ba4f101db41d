//! Everything in which the sources differ, judged group by group: the differences, and the facts that disagree.

use std::collections::VecDeque;

use super::Comparison;
use super::differences::{Difference, differences};
use super::facts::{Apart, Reader};
use super::laid::{Laid, Of, all};
use crate::work::Work;

/// What was found in one group or utterance.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The stretches in which it is not worded alike.
    pub differences: Vec<Difference>,
    /// The facts in it that disagree, to be gathered.
    pub facts: Apart,
}

/// So many passages or quotations are judged before what was found in them is handed out.
const AT_ONCE: usize = 4_096;

/// Judges each group of several passages, then each utterance, and hands out what was found one by one: of a large
/// comparison more than can be kept.
pub fn judged(comparison: &Comparison) -> impl Iterator<Item = Judged> + '_ {
    let work = Work::default();
    let reader = Reader::new(comparison);
    let mut open = all(comparison).peekable();
    let mut ready: VecDeque<Judged> = VecDeque::new();
    std::iter::from_fn(move || {
        if ready.is_empty() {
            let mut taken: Vec<Of> = Vec::new();
            let mut members = 0;
            while let Some(of) = open.next_if(|_| members < AT_ONCE) {
                members += of.members(comparison);
                taken.push(of);
            }
            let judge = |of: &Of| {
                let laid = Laid::new(comparison, *of);
                Judged { differences: differences(&laid), facts: reader.read(&laid) }
            };
            // Nobody can ask for this work to be given up.
            ready.extend(
                work.in_runs(taken.len(), 16, |run| taken[run].iter().map(judge).collect()).unwrap_or_default(),
            );
        }
        ready.pop_front()
    })
}
