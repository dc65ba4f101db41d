//! Which of the facts that disagree are listed.

use crate::comparison::facts::{About, Fact};

/// Which of the facts are listed. Nothing in it lets everything through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Only what this source gives.
    pub source: Option<usize>,
    /// Only what is about this.
    pub about: Option<About>,
}

impl Narrowed {
    /// Tells whether a fact is listed.
    pub fn lets(self, fact: &Fact) -> bool {
        let from = |source: usize| fact.readings.iter().any(|(own, _)| *own == source);
        self.source.is_none_or(from) && self.about.is_none_or(|about| fact.about == about)
    }
}
