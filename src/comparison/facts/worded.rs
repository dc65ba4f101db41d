//! How the wordings of two sources differ, looked up or computed only where somebody asks.

use std::cell::OnceCell;

use super::member::Member;
use crate::comparison::laid::Laid;
use crate::diff::{Diff, diff, is_title};

/// The wordings of two sources.
pub(super) struct Worded<'a> {
    one: &'a Member<'a>,
    other: &'a Member<'a>,
    laid: &'a Laid<'a>,
    own: OnceCell<Diff>,
}

impl<'a> Worded<'a> {
    pub(super) fn new(one: &'a Member<'a>, other: &'a Member<'a>, laid: &'a Laid<'a>) -> Self {
        Worded { one, other, laid, own: OnceCell::new() }
    }

    /// Returns how the second differs from the first.
    pub(super) fn diff(&self) -> &Diff {
        let known = || match (self.one.whole, self.other.whole) {
            (Some(0), Some(at)) => self.laid.against_first(at),
            _ => None,
        };
        known().unwrap_or_else(|| self.own.get_or_init(|| diff(self.one.side(), self.other.side())))
    }

    /// Tells whether either has a name or a title that the other does not have: else no names disagree.
    pub(super) fn has_fresh_names(&self) -> bool {
        let fresh = |own: &Member<'_>, theirs: &Member<'_>| {
            let names = (0..own.tokens.len()).filter(|at| own.rises(*at) || is_title(own.side(), *at));
            names.map(|at| own.tokens[at].form).any(|form| !theirs.has_form(form))
        };
        fresh(self.one, self.other) || fresh(self.other, self.one)
    }
}
