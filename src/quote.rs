//! Words given as somebody's: where they stand, of what kind they are, and whose they are.

pub mod cues;
pub mod scan;
mod speaker;
pub mod utterance;

use crate::document::{Document, Role};
use crate::span::Span;
use crate::text::tokens::{Lexicon, Tokens};
use scan::Marked;
use speaker::Scene;

/// How a quotation stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sentence of its own.
    Direct,
    /// Woven into the reporting sentence.
    Mixed,
    /// A few words.
    Partial,
    /// Marked words that are nobody's speech: a term.
    Term,
    /// Marked words that are nobody's speech: the title of a work.
    Title,
}

impl Kind {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Partial => "partial",
            Kind::Term => "term",
            Kind::Title => "title",
        }
    }

    /// Tells whether somebody says the words.
    pub const fn is_speech(self) -> bool {
        !matches!(self, Kind::Term | Kind::Title)
    }
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name that the source gives.
    pub name: String,
    /// Where the words stand that name the speaker here.
    pub span: Span,
}

/// Words given as somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The document, as an index.
    pub document: usize,
    /// The words, without their marks.
    pub span: Span,
    /// The marks around them, as they stand; empty where there are none.
    pub marks: String,
    /// How they stand in their text.
    pub kind: Kind,
    /// Who says them, where that is clear.
    pub speaker: Option<Speaker>,
    /// The word that reports the speech ("said"), where there is one.
    pub cue: Option<Span>,
}

/// What was said once, and the quotes of it in all sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The quotes, as indices.
    pub quotes: Vec<usize>,
    /// The quote with the fullest wording, as an index.
    pub base: usize,
}

/// Marked words are at most this long to be a term and not speech, where nothing reports them.
const TERM_WORDS: usize = 4;

/// Finds the quotations of a document, in order.
pub fn find(id: usize, document: &Document, tokens: &Tokens, lexicon: &Lexicon) -> Vec<Quote> {
    let scene = Scene::new(document, tokens, lexicon, cues::cues(document.source.language.as_deref()));
    let mut quotes: Vec<Quote> = Vec::new();
    for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.role != Role::Boilerplate) {
        for marked in scan::marked(&document.text, paragraph.span) {
            let mut quote = read(id, document, &marked);
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
