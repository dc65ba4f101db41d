//! All sentences of a set of documents under one numbering, in the order of the documents.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::document::Document;

/// A sentence, by document and place.
pub type Place = (usize, usize);

/// The numbering: sentences count on from one document to the next.
pub struct Places {
    /// For each document the number of its first sentence; one more at the end.
    firsts: Vec<u32>,
    /// For each sentence its document.
    documents: Vec<u32>,
    /// For each sentence a number that depends on its own document only.
    salts: Vec<u32>,
}

impl Places {
    /// Numbers the sentences of some documents.
    pub fn new(documents: &[Document]) -> Self {
        let mut places = Places { firsts: vec![0], documents: Vec::new(), salts: Vec::new() };
        for (at, document) in documents.iter().enumerate() {
            let text = hash(&document.text);
            places.documents.extend(document.sentences.iter().map(|_| at as u32));
            places.salts.extend((0..document.sentences.len()).map(|sentence| hash(&(text, sentence)) as u32));
            places.firsts.push(places.documents.len() as u32);
        }
        places
    }

    /// Returns how many sentences there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Returns how many documents there are.
    pub fn documents(&self) -> usize {
        self.firsts.len() - 1
    }

    /// Tells whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Returns the number of a sentence.
    #[inline]
    pub fn number(&self, (document, sentence): Place) -> u32 {
        self.firsts[document] + sentence as u32
    }

    /// Returns the sentence of a number.
    #[inline]
    pub fn place(&self, number: u32) -> Place {
        let document = self.document(number);
        (document, (number - self.firsts[document]) as usize)
    }

    /// Returns the document that a sentence stands in.
    #[inline]
    pub fn document(&self, number: u32) -> usize {
        self.documents[number as usize] as usize
    }

    /// Returns the numbers of the sentences of a document.
    #[inline]
    pub fn of(&self, document: usize) -> Range<u32> {
        self.firsts[document]..self.firsts[document + 1]
    }

    /// Returns a number by which equals are put in an order that has nothing to do with the order of the documents.
    #[inline]
    pub fn salt(&self, number: u32) -> u32 {
        self.salts[number as usize]
    }

    /// Returns the sentences just before or just behind two sentences, each in its own document.
    pub fn beside(&self, a: u32, b: u32, behind: bool) -> Option<(u32, u32)> {
        let step = |number: u32| {
            let own = self.of(self.document(number));
            let next = if behind { number.checked_add(1) } else { number.checked_sub(1) };
            next.filter(|next| own.contains(next))
        };
        step(a).zip(step(b))
    }
}

fn hash(thing: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}
