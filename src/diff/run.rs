//! The words and the marks of a run of tokens.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::lists::{Class, Known, Lists};
use super::side::Side;
use crate::text::form::normal_form;

/// A word of a run.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// Its comparison form.
    pub(super) form: Cow<'a, str>,
    /// What the lists of its language say of it.
    pub(super) known: Known,
    /// The form with all its sounds written in one way, once it was asked for; nothing where it is that.
    respelt: OnceCell<Option<String>>,
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

impl<'a> Word<'a> {
    /// Makes a word that stands at a token of its side.
    pub(super) fn new(side: Side<'a>, at: usize, lists: &Lists) -> Word<'a> {
        let (token, exact) = (&side.tokens[at], side.exact(at));
        let form = normal_form(exact);
        Word {
            known: lists.known(&form),
            form,
            respelt: OnceCell::new(),
            form_number: token.form,
            stem: token.stem,
            token: at,
            common: token.common,
            capital: exact.starts_with(char::is_uppercase),
        }
    }

    /// Returns its form with all its sounds written in one way, by the lists of its language.
    pub(super) fn respelt(&self, lists: &Lists) -> &str {
        let other = self.respelt.get_or_init(|| match lists.respelt(&self.form) {
            Cow::Owned(other) => Some(other),
            Cow::Borrowed(_) => None,
        });
        other.as_deref().unwrap_or(&self.form)
    }
}

impl AsRef<str> for Word<'_> {
    fn as_ref(&self) -> &str {
        &self.form
    }
}

/// The words of a run of tokens, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Run<'a> {
    words: Vec<Word<'a>>,
}

impl<'a> Run<'a> {
    /// Collects the words of a run.
    pub(super) fn new(side: Side<'a>, run: &Range<usize>, lists: &Lists) -> Self {
        let words = run.clone().filter(|at| side.tokens[*at].is_word());
        Run { words: words.map(|at| Word::new(side, at, lists)).collect() }
    }

    pub(super) fn words(&self) -> &[Word<'a>] {
        &self.words
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the marks of a run.
    pub(super) fn marks(side: Side<'_>, run: &Range<usize>) -> Marks {
        let marks = side.tokens[run.clone()].iter().filter(|token| !token.is_word());
        Marks(marks.map(|token| token.span().of(side.text)).collect())
    }
}

/// Returns what some words do, each class with the words it takes.
pub(super) fn classes(lists: &Lists, words: &[Word<'_>]) -> Vec<(Class, usize, usize)> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !word.known.start.is_none()) {
        let here = lists.phrases.at_start(word.known.start, words, at);
        found.extend(here.map(|(len, class)| (*class, at, at + len)));
    }
    found
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
