//! Everything that is computed from the sources, made once and never edited.

pub mod absence;
pub mod clusters;
pub mod differences;
pub mod facts;
pub mod judged;
mod laid;
pub mod rows;
pub mod runs;
pub mod since;

use std::collections::BTreeMap;

use crate::align::evidence::Evidence;
use crate::align::explain::Explanation;
use crate::align::place::Place;
use crate::align::{self, Alignment, Crossing, Group, Link, Possible, Quotation, Sources, Wanted};
use crate::diff::Side;
use crate::document::{Document, Passage};
use crate::quote::echo::echoes;
use crate::quote::find::find;
use crate::quote::utterance::utterances;
use crate::quote::{Quote, Utterance};
use crate::text::tokens::{Lexicon, Tokens};
use crate::work::{GivenUp, Work};

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
    /// The pairs of sentences that the reader wants in one group and that could not be, since others must stay apart.
    pub refused: Vec<(Place, Place)>,
    /// The sentences of different groups that report the same thing all the same, by group.
    pub crossings: Vec<Crossing>,
    /// What may correspond to a group in a source that has nothing in it, by group and source.
    pub possible: Vec<Possible>,
    /// The quotations of all sources, by source and place.
    pub quotes: Vec<Quote>,
    /// What was said once, with all quotations of it.
    pub utterances: Vec<Utterance>,
    /// Whether the groups are clusters that another program found: then nothing else was searched for, and what stands
    /// in none of them is not known to stand in one source only.
    pub clustered: bool,
}

impl Comparison {
    /// Returns the words of a passage as a side of a diff.
    pub fn side(&self, passage: Passage) -> Side<'_> {
        let document = &self.documents[passage.document];
        Side { text: &document.text, tokens: self.tokens[passage.document].passage(passage) }
    }

    /// Returns what may correspond to a group in the sources that have nothing in it, at most one a source.
    pub fn possible_of(&self, group: usize) -> impl Iterator<Item = &Possible> {
        let first = self.possible.partition_point(|possible| possible.group < group);
        self.possible[first..].iter().take_while(move |possible| possible.group == group)
    }

    /// Returns the sentences of a source that correspond to a group although they stand in others, by place.
    pub fn crossing(&self, group: usize, source: usize) -> impl Iterator<Item = &Crossing> {
        let first = self.crossings.partition_point(|one| (one.group, one.other.document) < (group, source));
        self.crossings[first..].iter().take_while(move |one| (one.group, one.other.document) == (group, source))
    }

    /// Returns the paragraphs of a source that correspond to a group although they stand in others, as readers count.
    pub fn see_also(&self, group: usize, source: usize) -> Vec<usize> {
        let mut paragraphs: Vec<usize> = self.crossing(group, source).map(|one| self.paragraph(one.other)).collect();
        paragraphs.dedup();
        paragraphs
    }

    /// Tells whether something in other groups corresponds to a group.
    pub fn is_crossed(&self, group: usize) -> bool {
        self.crossings.binary_search_by_key(&group, |one| one.group).is_ok()
    }

    /// Returns the number of the paragraph that a passage stands in, as readers count: from 1.
    pub fn paragraph(&self, passage: Passage) -> usize {
        self.documents[passage.document].sentences[passage.first].paragraph + 1
    }

    /// Returns the words of a quotation as a side of a diff.
    pub fn quoted(&self, quote: &Quote) -> Side<'_> {
        let document = &self.documents[quote.document];
        Side { text: &document.text, tokens: self.tokens[quote.document].within(quote.span) }
    }
}

/// Compares any number of documents with each other.
pub fn compare(documents: Vec<Document>) -> Comparison {
    // Nobody can ask for this work to be given up.
    compare_with(documents, &Wanted::default(), &Work::default()).unwrap_or_default()
}

/// Compares any number of documents with each other, as wanted; what comes of it does not depend on the number of
/// threads.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn compare_with(documents: Vec<Document>, wanted: &Wanted, work: &Work) -> Result<Comparison, GivenUp> {
    let Words { lexicon, tokens, quotes, utterances } = Words::read(&documents, work)?;
    let said = said(documents.len(), &quotes, &utterances);
    let sources = Sources { documents: &documents, tokens: &tokens, lexicon: &lexicon, said: &said };
    let Alignment { links, groups, refused, crossings, possible } = align::align(sources, wanted, work)?;
    Ok(Comparison {
        documents,
        tokens,
        links,
        groups,
        refused,
        crossings,
        possible,
        quotes,
        utterances,
        clustered: false,
    })
}

/// Tells why two paragraphs of different documents were matched or not, each by document and place; nothing if one of
/// them does not exist.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn explain(
    documents: &[Document],
    a: (usize, usize),
    b: (usize, usize),
    work: &Work,
) -> Result<Option<Explanation>, GivenUp> {
    let Words { lexicon, tokens, quotes, utterances } = Words::read(documents, work)?;
    let said = said(documents.len(), &quotes, &utterances);
    align::explain(Sources { documents, tokens: &tokens, lexicon: &lexicon, said: &said }, a, b, work)
}

/// Returns the evidence by which a comparison of some documents links their sentences, by place: what the model is
/// fitted to.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn evidence(documents: &[Document], work: &Work) -> Result<Vec<Evidence>, GivenUp> {
    let Words { lexicon, tokens, quotes, utterances } = Words::read(documents, work)?;
    let said = said(documents.len(), &quotes, &utterances);
    align::evidence_of(Sources { documents, tokens: &tokens, lexicon: &lexicon, said: &said }, work)
}

/// The words of all documents, and who says them.
struct Words {
    lexicon: Lexicon,
    tokens: Vec<Tokens>,
    quotes: Vec<Quote>,
    utterances: Vec<Utterance>,
}

impl Words {
    fn read(documents: &[Document], work: &Work) -> Result<Words, GivenUp> {
        let mut lexicon = Lexicon::default();
        let main = main_language(documents).unwrap_or_default();
        let language = |document: &Document| document.source.language.clone().unwrap_or_else(|| main.clone());
        let mut tokens: Vec<Tokens> = Vec::with_capacity(documents.len());
        for document in documents {
            work.go_on()?;
            work.begin(tokens.len() * 10 / documents.len()..10);
            tokens.push(lexicon.tokens(document, &language(document)));
        }
        work.begin(10..20);
        let ids: Vec<usize> = (0..documents.len()).collect();
        let quotes = work.each(&ids, |id| {
            let document = &documents[*id];
            find(*id, document, &tokens[*id], &lexicon, &language(document))
        })?;
        let mut quotes: Vec<Quote> = quotes.into_iter().flatten().collect();
        let echoes = echoes(documents, &tokens, &quotes, work)?;
        quotes.extend(echoes);
        quotes.sort_by_key(|quote| (quote.document, quote.span));
        let utterances = utterances(&tokens, &quotes, work)?;
        Ok(Words { lexicon, tokens, quotes, utterances })
    }
}

/// Returns the quotations of each document as matching sees them.
pub fn said(documents: usize, quotes: &[Quote], utterances: &[Utterance]) -> Vec<Vec<Quotation>> {
    let mut of: Vec<Option<u32>> = vec![None; quotes.len()];
    for (number, utterance) in (0..).zip(utterances) {
        utterance.quotes.iter().for_each(|quote| of[*quote] = Some(number));
    }
    let mut said = vec![Vec::new(); documents];
    for (quote, utterance) in quotes.iter().zip(of) {
        let marked = !quote.marks.is_empty();
        said[quote.document].push(Quotation { span: quote.span, marked, utterance });
    }
    said.iter_mut().for_each(|said| said.sort_by_key(|said| said.span));
    said
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
