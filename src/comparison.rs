//! Everything that is computed from the sources, made once and never edited.

pub mod rows;

use crate::align::{self, Group, Link};
use crate::diff::Side;
use crate::document::{Document, Passage};
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
}

impl Comparison {
    /// Returns a run of passages of one document as a side of a diff.
    pub fn side(&self, passage: Passage) -> Side<'_> {
        let document = &self.documents[passage.document];
        Side { text: &document.text, tokens: self.tokens[passage.document].passage(passage) }
    }
}

/// Compares any number of documents with each other.
pub fn compare(documents: Vec<Document>) -> Comparison {
    let mut lexicon = Lexicon::default();
    let tokens: Vec<Tokens> = documents.iter().map(|document| lexicon.tokens(document)).collect();
    let align::Alignment { links, groups } = align::align(&documents, &tokens, &lexicon);
    Comparison { documents, tokens, links, groups }
}
