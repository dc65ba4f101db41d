//! One side of a diff, and where its runs of tokens stand.

use std::ops::Range;

use crate::span::Span;
use crate::text::tokens::Token;

/// One side of a diff: a text and the tokens of a part of it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The whole text that the tokens point into.
    pub text: &'a str,
    /// The tokens of the passage, in order.
    pub tokens: &'a [Token],
}

impl<'a> Side<'a> {
    /// Returns the words of a run of tokens, exactly as they stand in the text.
    pub(super) fn exact(&self, at: usize) -> &'a str {
        self.tokens[at].span().of(self.text)
    }

    /// Returns the span of a run of tokens; an empty run is the place where it would stand.
    pub fn span(&self, run: &Range<usize>) -> Span {
        match (self.tokens.get(run.start), self.tokens[..run.end].last()) {
            (Some(first), Some(last)) if !run.is_empty() => first.span().join(last.span()),
            // Between two tokens: right behind the one before.
            (_, Some(before)) => Span::empty(before.span().end),
            (Some(next), None) => Span::empty(next.span().start),
            (None, None) => Span::empty(0),
        }
    }

    /// Returns the spans of a run of tokens: one, or several where words of the text between two tokens belong to no
    /// side, as between passages that do not follow each other.
    pub fn spans(&self, run: &Range<usize>) -> Vec<Span> {
        let mut spans = vec![self.span(&(run.start..run.end.min(run.start + 1)))];
        for token in self.tokens.get(run.start + 1..run.end).into_iter().flatten() {
            let Some(last) = spans.last_mut() else { break };
            let between = Span::new(last.end, token.span().start).of(self.text);
            if between.contains(char::is_alphanumeric) {
                spans.push(token.span());
            } else {
                *last = last.join(token.span());
            }
        }
        spans
    }

    /// Returns the language of the words, as a code; empty where there are no lists for it.
    pub fn language(&self) -> &'static str {
        self.tokens.first().map_or("", |token| token.language.code())
    }
}
