//! The words of a run of tokens, each with what parts it from the one before.

use std::borrow::Cow;

use crate::span::Span;
use crate::text::form::normal_form;
use crate::text::phrases::Start;
use crate::text::token::{Kind, Token};

/// Words that say how exact a number is are no more than this: each sign of a script without blanks is one.
pub(crate) const BOUND: usize = 6;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Blanks.
    Blank,
    /// A hyphen or dash without blanks.
    Hyphen,
    /// A full stop, as behind an abbreviation or an ordinal.
    Dot,
    /// A comma.
    Comma,
    /// A slash without blanks.
    Slash,
    /// A colon without blanks.
    Colon,
    /// A bracket that opens, behind a blank.
    Bracket,
    /// Other marks, or the beginning of the text.
    Other,
}

/// A word with its form in lower case.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// Its comparison form.
    pub(crate) form: Cow<'a, str>,
    /// Which phrases begin with it, and with it without an article that is written as one with it.
    pub(crate) starts: [Start; 2],
    /// As it stands in the text.
    pub(crate) exact: &'a str,
    /// Its token.
    pub(crate) token: usize,
    /// Whether it begins with a digit.
    pub(crate) number: bool,
    /// What stands before it.
    pub(crate) gap: Gap,
}

impl Word<'_> {
    /// Tells whether it cannot belong to one phrase with the word before.
    pub(crate) fn is_parted(&self) -> bool {
        !matches!(self.gap, Gap::None | Gap::Blank | Gap::Hyphen | Gap::Dot)
    }
}

/// Returns the words of a run of tokens; `elisions` are the articles that are written as one with a word, and `start`
/// looks a word up.
pub(crate) fn words<'a>(
    text: &'a str,
    tokens: &[Token],
    elisions: &[String],
    start: impl Fn(&str) -> Start,
) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::with_capacity(tokens.len());
    let mut end: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_word()) {
        let span = token.span();
        let exact = span.of(text);
        let form = normal_form(exact);
        let cut = form.split_once('\'').filter(|(article, _)| elisions.iter().any(|known| known == article));
        let elided = cut.map(|(_, rest)| start(rest)).unwrap_or_default();
        let starts = [start(&form), elided];
        let gap = end.map_or(Gap::Other, |end| gap(Span::new(end.min(span.start), span.start).of(text)));
        words.push(Word { starts, form, exact, token: at, number: token.kind == Kind::Number, gap });
        end = Some(span.end);
    }
    words
}

fn gap(between: &str) -> Gap {
    let blank = between.contains(char::is_whitespace);
    match between.trim() {
        "" if between.is_empty() => Gap::None,
        "" => Gap::Blank,
        "-" | "‐" | "‑" | "–" if !blank => Gap::Hyphen,
        "." => Gap::Dot,
        "," | "，" | "、" => Gap::Comma,
        "(" | "（" => Gap::Bracket,
        "/" if !blank => Gap::Slash,
        ":" | "：" if !blank => Gap::Colon,
        _ => Gap::Other,
    }
}
