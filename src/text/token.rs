//! A word or mark of a text, with the forms it is compared by.

use super::language::Tag;
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters, or a sign that is read aloud (`%`, `$`, `&`).
    Word,
    /// Begins with a digit.
    Number,
    /// Punctuation: quote marks, dashes, full stops.
    Mark,
}

/// A word or mark with its comparison forms. The numbers mean something only beside their [`Lexicon`](super::tokens::Lexicon).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first byte in the text.
    pub(super) start: u32,
    /// One past the last byte in the text.
    pub(super) end: u32,
    /// Its form without case, ligatures, hidden characters and variants of marks: equal forms are the same word.
    pub form: u32,
    /// Its stem without accents, or for scripts without spaces the pair it makes with the next character: equal
    /// stems are likely the same word inflected.
    pub stem: u32,
    /// What it is.
    pub kind: Kind,
    /// Whether every text of its language is full of it.
    pub common: bool,
    /// Whether it is one of the words of which each number, amount or date has at least one.
    pub counts: bool,
    /// The language by whose rules it was read.
    pub language: Tag,
}

impl Token {
    /// Returns where it stands, in bytes of its text.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Tells whether it counts as wording, and not as punctuation.
    pub fn is_word(&self) -> bool {
        self.kind != Kind::Mark
    }
}
