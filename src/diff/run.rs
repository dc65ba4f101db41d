//! The words and the marks of a run of tokens.

use std::ops::Range;

use super::side::Side;
use crate::text::form::normal_form;

/// A word of a run.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Its comparison form.
    pub(super) form: String,
    /// The number of its comparison form.
    pub(super) form_number: u32,
    /// The number of its stem.
    pub(super) stem: u32,
    /// Its token, as an index into its side.
    pub(super) token: usize,
    /// Whether every text of its language is full of it.
    pub(super) common: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// The words of a run of tokens, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    words: Vec<Word>,
}

impl Run {
    /// Collects the words of a run.
    pub(super) fn new(side: Side<'_>, run: &Range<usize>) -> Self {
        let words = side.tokens[run.clone()].iter().zip(run.clone()).filter(|(token, _)| token.is_word());
        let word = |(token, at): (&crate::text::tokens::Token, usize)| {
            let exact = token.span().of(side.text);
            Word {
                form: normal_form(exact),
                form_number: token.form,
                stem: token.stem,
                token: at,
                common: token.common,
                capital: exact.starts_with(char::is_uppercase),
            }
        };
        Run { words: words.map(word).collect() }
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn forms(&self) -> Vec<String> {
        self.words.iter().map(|word| word.form.clone()).collect()
    }

    /// Returns a part of the run.
    pub(super) fn part(&self, words: Range<usize>) -> Run {
        Run { words: self.words[words].to_vec() }
    }

    /// Returns the marks of a run.
    pub(super) fn marks(side: Side<'_>, run: &Range<usize>) -> Marks {
        let marks = side.tokens[run.clone()].iter().filter(|token| !token.is_word());
        Marks(marks.map(|token| token.span().of(side.text)).collect())
    }
}

/// The marks of a run, one after another.
pub(super) struct Marks(String);

impl Marks {
    /// Tells whether they say that words are left out.
    pub(super) fn elides(&self) -> bool {
        self.0.contains('…') || self.0.contains("...") || self.bracketed()
    }

    /// Tells whether they say that words are an editor's.
    pub(super) fn bracketed(&self) -> bool {
        self.0.contains('[') && self.0.contains(']') || self.0.contains('〔')
    }
}
