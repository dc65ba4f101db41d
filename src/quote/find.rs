//! Finds the quotations of a document.

use super::cues::Cues;
use super::scan::{Marked, marked};
use super::speaker::Scene;
use super::{Kind, Quote};
use crate::document::{Document, Role};
use crate::span::Span;
use crate::text::tokens::{Lexicon, Tokens};

/// Marked words are at most this long to be a term and not speech, where nothing reports them.
const TERM_WORDS: usize = 4;

/// Finds the quotations of a document, in order.
pub fn find(id: usize, document: &Document, tokens: &Tokens, lexicon: &Lexicon, cues: &'static Cues) -> Vec<Quote> {
    let scene = Scene::new(document, tokens, lexicon, cues);
    let mut quotes: Vec<Quote> = Vec::new();
    for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.role != Role::Boilerplate) {
        for found in marked(&document.text, paragraph.span) {
            let mut quote = read(id, document, &found);
            (quote.speaker, quote.cue) = scene.attribute(&quote, &quotes);
            if quote.speaker.is_none()
                && let Some((speaker, cue)) = scene.announced(quote.span)
            {
                (quote.speaker, quote.cue) = (Some(speaker), Some(cue));
            }
            quote.kind = kind(document, tokens, &quote);
            quotes.push(quote);
        }
    }
    quotes
}

fn read(id: usize, document: &Document, marked: &Marked) -> Quote {
    let span = marked.inside.trim(&document.text);
    let before = Span::new(marked.outside.start, marked.inside.start).of(&document.text);
    let behind = Span::new(marked.inside.end, marked.outside.end).of(&document.text);
    Quote { document: id, span, marks: format!("{before}{behind}"), kind: Kind::Direct, speaker: None, cue: None }
}

/// Decides how marked words stand in their text, and whether they are anybody's speech at all.
fn kind(document: &Document, tokens: &Tokens, quote: &Quote) -> Kind {
    let words = quote.span.of(&document.text);
    let inside: Vec<_> = tokens.within(quote.span).iter().filter(|token| token.is_word()).collect();
    let ends = words.ends_with(['.', '!', '?', ',', '…', '。', '！', '？']);
    let capital = |at: usize| inside[at].span().of(&document.text).starts_with(char::is_uppercase);
    let is_titled = inside.len() > 1 && (0..inside.len()).all(|at| inside[at].common || capital(at)) && capital(0);
    if quote.cue.is_none() && !ends && is_titled {
        Kind::Title
    } else if quote.cue.is_none() && !ends && inside.len() < TERM_WORDS {
        Kind::Term
    } else if inside.len() <= TERM_WORDS && !ends {
        Kind::Partial
    } else if words.starts_with(char::is_lowercase) {
        Kind::Mixed
    } else {
        Kind::Direct
    }
}
