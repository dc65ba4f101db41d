//! What is said at one time.

/// Words that were said at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    /// When they begin, in milliseconds.
    pub start: u64,
    /// When they end, where that is told.
    pub end: Option<u64>,
    /// Who says them, where that is told apart from the words.
    pub speaker: Option<String>,
    /// The words.
    pub words: String,
    /// Whether a new paragraph begins here in any case.
    pub parted: bool,
}
