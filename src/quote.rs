//! Words given as somebody's: where they stand, of what kind they are, and whose they are.

mod cjk;
mod clause;
pub mod cues;
pub mod echo;
pub mod find;
mod kind;
mod names;
mod naming;
mod nature;
mod people;
mod phrase;
mod pronoun;
pub mod scan;
mod scene;
mod speaker;
mod spoken;
pub mod utterance;

use crate::span::Span;

/// How a quotation stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sentence of its own.
    Direct,
    /// Woven into the reporting sentence.
    Mixed,
    /// A few words.
    Partial,
    /// Reported without marks, in the words of the one who writes.
    Indirect,
    /// Speech whose marks were lost.
    Unmarked,
    /// Marked words that are nobody's speech: a term.
    Term,
    /// Marked words that are nobody's speech: the title of a work.
    Title,
    /// Marked words that are nobody's speech: the one who writes keeps a distance from them.
    Scare,
}

impl Kind {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Partial => "partial",
            Kind::Indirect => "indirect",
            Kind::Unmarked => "unmarked",
            Kind::Term => "term",
            Kind::Title => "title",
            Kind::Scare => "scare",
        }
    }

    /// Tells whether somebody says the words.
    pub const fn is_speech(self) -> bool {
        !matches!(self, Kind::Term | Kind::Title | Kind::Scare)
    }
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name that the source gives.
    pub name: String,
    /// Where the words stand that name the speaker here.
    pub span: Span,
    /// How sure it is, in percent.
    pub confidence: u8,
}

/// What is known of a person, as far as it decides which pronoun may mean them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "He" may mean the person.
    He,
    /// "She" may mean the person.
    She,
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
