//! Everything that is computed from the sources, made once and never edited.

pub mod absence;
pub mod differences;
pub mod rows;
pub mod runs;

use std::collections::BTreeMap;

use crate::align::{self, Group, Link};
use crate::diff::Side;
use crate::document::{Document, Passage};
use crate::quote::find::find;
use crate::quote::utterance::utterances;
use crate::quote::{Quote, Utterance};
use crate::span::Span;
use crate::text::tokens::{Lexicon, Tokens};

/// What was found in a set of documents. It can be thrown away and computed again; what the reader adds lives
/// elsewhere.
#[derive(Default)]
pub struct Comparison {
    /// The documents, in the order in which they were named.
    pub documents: Vec<Document>,
    /// The tokens of each document.
    pub tokens: Vec<Tokens>,
    /// The pairwise correspondences.
    pub links: Vec<Link>,
    /// The passages that report the same thing; they partition the sentences.
    pub groups: Vec<Group>,
    /// The quotations of all sources, by source and place.
    pub quotes: Vec<Quote>,
    /// What was said once, with all quotations of it.
    pub utterances: Vec<Utterance>,
}

impl Comparison {
    /// Returns the words of a passage as a side of a diff.
    pub fn side(&self, passage: Passage) -> Side<'_> {
        let document = &self.documents[passage.document];
        Side { text: &document.text, tokens: self.tokens[passage.document].passage(passage) }
    }

    /// Returns the words of a quotation as a side of a diff.
    pub fn quoted(&self, quote: &Quote) -> Side<'_> {
        let document = &self.documents[quote.document];
        Side { text: &document.text, tokens: self.tokens[quote.document].within(quote.span) }
    }
}

/// Compares any number of documents with each other.
pub fn compare(documents: Vec<Document>) -> Comparison {
    let mut lexicon = Lexicon::default();
    let main = main_language(&documents).unwrap_or_default();
    let language = |document: &Document| document.source.language.clone().unwrap_or_else(|| main.clone());
    let tokens: Vec<Tokens> = documents.iter().map(|document| lexicon.tokens(document, &language(document))).collect();
    let found = documents.iter().zip(&tokens).enumerate();
    let quotes: Vec<Vec<Quote>> =
        found.map(|(id, (document, tokens))| find(id, document, tokens, &lexicon, &language(document))).collect();
    let spans: Vec<Vec<Span>> = quotes.iter().map(|quotes| quotes.iter().map(|quote| quote.span).collect()).collect();
    let align::Alignment { links, groups } = align::align(&documents, &tokens, &lexicon, &spans);
    let quotes: Vec<Quote> = quotes.into_iter().flatten().collect();
    let utterances = utterances(&tokens, &quotes);
    Comparison { documents, tokens, links, groups, quotes, utterances }
}

/// Returns the language of most of the text: that of sources which are too short to tell their own.
fn main_language(documents: &[Document]) -> Option<String> {
    let mut bytes: BTreeMap<&str, usize> = BTreeMap::new();
    for document in documents {
        if let Some(language) = &document.source.language {
            *bytes.entry(language).or_default() += document.text.len();
        }
    }
    bytes.into_iter().max_by_key(|(_, bytes)| *bytes).map(|(language, _)| language.to_owned())
}
