//! A change between two wordings.

use std::ops::Range;

use super::kind::Told;

/// A change: runs of tokens on both sides that stand in the same place. One of them may be empty, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What differs, and how much it moves the meaning.
    pub told: Told,
    /// The tokens of the base, as indices into its side.
    pub base: Range<usize>,
    /// The tokens of the other side.
    pub other: Range<usize>,
}
