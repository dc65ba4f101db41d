//! A document as its speakers are looked for: what each word may do, which names stand where, and what is marked.

use std::collections::{HashMap, HashSet};

use super::Gender;
use super::cues::{Class, Cues};
use crate::document::Document;
use crate::span::Span;
use crate::text::tokens::{Kind, Lexicon, Token, Tokens};

/// A name where it stands in the text.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name without titles and without the ending of a possessive.
    pub span: Span,
    /// Its first token, titles included.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// What the words before it or the given name say.
    pub gender: Option<Gender>,
    /// Whether it is the name of a body and not of a person, as far as its words tell.
    pub body: bool,
    /// Whether it owns what follows ("Marsh's").
    pub owns: bool,
    /// Whether a preposition stands before it, or a bracket.
    pub governed: bool,
}

/// What is known of one document while its speakers are looked for.
pub struct Scene<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The cue words of its language.
    pub cues: &'static Cues,
    /// The names, in order.
    pub names: Vec<Name>,
    /// What stands between marks, in order, outermost only.
    pub marked: Vec<Span>,
    /// The paragraphs that write nearly every word with a capital.
    pub headlines: HashSet<usize>,
    lexicon: &'a Lexicon,
    classes: Vec<Class>,
    /// Whether nouns of the language begin with a capital too.
    pub nouns_rise: bool,
}

impl<'a> Scene<'a> {
    /// No word that names a speaker is looked for further than so many tokens from the quotation.
    pub const FAR: usize = 60;

    /// Looks through a document; `marked` is what stands between marks. Its names are found by [`super::names`].
    pub fn new(
        document: &'a Document,
        tokens: &'a Tokens,
        lexicon: &'a Lexicon,
        cues: &'static Cues,
        language: &str,
        marked: Vec<Span>,
    ) -> Self {
        let tokens = tokens.all();
        let mut known: HashMap<u32, Class> = HashMap::new();
        let mut class = |token: &Token| {
            *known.entry(token.form).or_insert_with(|| {
                let form = lexicon.form(token.form);
                elided(form, cues).map_or_else(|| cues.class(form), |(_, rest)| cues.class(rest))
            })
        };
        let classes = tokens.iter().map(&mut class).collect();
        let names = Vec::new();
        let nouns_rise = language == "de";
        let headlines = HashSet::new();
        Scene { document, tokens, cues, names, marked, headlines, lexicon, classes, nouns_rise }
    }

    /// Tells whether a token may do what is asked.
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.classes.get(at).is_some_and(|known| known.is(class))
    }

    /// Returns the comparison form of a token.
    pub fn form(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| self.lexicon.form(token.form))
    }

    /// Returns a token as it stands.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span().of(&self.document.text))
    }

    /// Tells whether a token is punctuation.
    pub fn is_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Mark)
    }

    /// Tells whether a token is one of a few marks, by form.
    pub fn is_any(&self, at: usize, marks: &[&str]) -> bool {
        self.is_mark(at) && marks.contains(&self.form(at))
    }

    /// Tells whether a token begins with a capital, behind what is elided before it.
    pub fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
            && self.bare(at).starts_with(char::is_uppercase)
    }

    /// Tells whether a token may be a verb by its first letter: small, or a capital where all words have one.
    pub fn is_low(&self, at: usize) -> bool {
        let word = self.word(at);
        let shouted = word.chars().count() > 1 && !word.contains(char::is_lowercase);
        !self.is_capital(at) || shouted || self.headlines.contains(&self.paragraph(self.tokens[at].span().start))
    }

    /// Returns the first token at or behind a place of the text.
    pub fn token_at(&self, place: usize) -> usize {
        self.tokens.partition_point(|token| token.span().start < place)
    }

    /// Returns the name whose first token is the given one, titles included.
    pub fn name_at(&self, token: usize) -> Option<&Name> {
        let at = self.names.binary_search_by_key(&token, |name| name.first).ok()?;
        Some(&self.names[at])
    }

    /// Returns the name that ends right before a token.
    pub fn name_before(&self, at: usize) -> Option<&Name> {
        let next = self.names.partition_point(|name| name.end < at);
        self.names.get(next).filter(|name| name.end == at)
    }

    /// Returns the paragraph that a place lies in or before.
    pub fn paragraph(&self, place: usize) -> usize {
        self.document.paragraphs.partition_point(|paragraph| paragraph.span.end <= place)
    }

    /// Returns the sentence that a place lies in or before.
    pub fn sentence(&self, place: usize) -> usize {
        self.document.sentences.partition_point(|sentence| sentence.span.end <= place)
    }

    /// Tells whether a place lies between marks.
    pub fn is_marked(&self, place: usize) -> bool {
        let next = self.marked.partition_point(|span| span.end <= place);
        self.marked.get(next).is_some_and(|span| span.start <= place)
    }

    /// Tells whether a span holds words between marks.
    pub fn touches_marks(&self, span: Span) -> bool {
        let next = self.marked.partition_point(|marked| marked.end <= span.start);
        self.marked.get(next).is_some_and(|marked| marked.start < span.end)
    }

    /// Returns a token without what is elided before it ("d'Ormont").
    pub fn bare(&self, at: usize) -> &'a str {
        let word = self.word(at);
        match elided(self.form(at), self.cues) {
            Some(_) => word.split_once(['\'', '’']).map_or(word, |(_, rest)| rest),
            None => word,
        }
    }
}

/// What stands before a name and is no part of it.
pub const TITLES: Class = Class::TITLE.and(Class::MR).and(Class::MRS).and(Class::SIDE);

/// Tells whether a character stands before the first word of a sentence.
pub fn is_opening(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '»' | '‘' | '‚' | '‹' | '\'' | '¿' | '¡' | '(' | '[' | '—' | '–')
}

/// Splits off what a form elides before it, where the language does so ("l'", "dell'").
pub fn elided<'f>(form: &'f str, cues: &Cues) -> Option<(&'f str, &'f str)> {
    let at = form.find('\'')? + 1;
    let (before, rest) = form.split_at(at);
    let known = Class::DET.and(Class::PREP).and(Class::CLAUSE);
    (at <= 6 && rest.chars().count() > 2 && cues.class(before).is(known)).then_some((before, rest))
}
