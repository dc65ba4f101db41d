//! The evidence for and against two sentences reporting the same thing, as numbers that a model can weigh.

use super::candidates::Pairs;
use super::place::{Place, Places};
use super::profile::{Bag, Common, Profile, stems};
use super::weights::Weights;
use crate::document::{Document, Paragraph};
use crate::span::Span;
use crate::text::tokens::{Token, Tokens};
use crate::work::{GivenUp, Work};

/// So many pairs are weighed at a time.
const RUN: usize = 1024;

/// The names of the numbers in [`Evidence::values`], in order.
pub const NAMES: [&str; COUNT] = [
    "cosine",
    "contained",
    "weight",
    "shorter",
    "pairs",
    "run",
    "numbers",
    "other numbers",
    "names",
    "other names",
    "quoted",
    "paragraph cosine",
    "paragraph contained",
    "better rank",
    "worse rank",
    "neighbours",
    "distance",
    "telling",
];

/// How many numbers there are.
pub const COUNT: usize = 18;

/// A pair of sentences of two documents and the evidence about it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The document and sentence that come first.
    pub a: (usize, usize),
    /// The other document and sentence.
    pub b: (usize, usize),
    /// The numbers, in the order of [`NAMES`].
    pub values: [f32; COUNT],
}

/// The profiles of all sentences and paragraphs of the documents.
pub struct Profiles {
    /// By number of the sentence.
    pub sentences: Vec<Profile>,
    /// The stems of each paragraph of more than one sentence, by document and paragraph.
    paragraphs: Vec<Vec<Option<Bag>>>,
}

impl Profiles {
    /// Reads the profiles; `quotes` holds for each document the spans of its quotations.
    ///
    /// # Errors
    ///
    /// [`GivenUp`] where the work was given up.
    pub fn new(
        documents: &[Document],
        tokens: &[Tokens],
        places: &Places,
        weights: &Weights,
        quotes: &[Vec<Span>],
        work: &Work,
    ) -> Result<Self, GivenUp> {
        let profile = |number: usize| {
            let (document, sentence) = places.place(number as u32);
            Profile::new(&documents[document].text, tokens[document].sentence(sentence), weights, &quotes[document])
        };
        let sentences = work.in_runs(places.len(), RUN, |run| run.map(profile).collect())?;
        let bag = |document: usize, paragraph: &Paragraph| {
            let several = paragraph.sentences.len() > 1;
            several.then(|| stems(tokens[document].run(paragraph.sentences.clone()), weights))
        };
        let own = documents.iter().enumerate();
        let bags = own.map(|(at, document)| document.paragraphs.iter().map(|paragraph| bag(at, paragraph)).collect());
        Ok(Profiles { sentences, paragraphs: bags.collect() })
    }
}

/// What evidence is taken from.
pub struct Texts<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// Their tokens.
    pub tokens: &'a [Tokens],
    /// The numbers of their sentences.
    pub places: &'a Places,
    /// The profiles of their sentences and paragraphs.
    pub profiles: &'a Profiles,
}

impl Texts<'_> {
    fn profile(&self, (document, sentence): Place) -> &Profile {
        &self.profiles.sentences[self.places.number((document, sentence)) as usize]
    }

    /// Returns the stems of the paragraph that a sentence stands in.
    fn paragraph(&self, place: Place) -> &Bag {
        let paragraph = self.documents[place.0].sentences[place.1].paragraph;
        self.profiles.paragraphs[place.0][paragraph].as_ref().unwrap_or(&self.profile(place).stems)
    }
}

/// Weighs every pair by its evidence and returns what comes of each, in the order of the pairs.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn weigh<R: Send>(
    texts: &Texts<'_>,
    pairs: &Pairs,
    work: &Work,
    judge: impl Fn(&Evidence) -> R + Sync,
) -> Result<Vec<R>, GivenUp> {
    let strength = |at: usize| {
        let (a, b) = pairs.pair(at);
        let stems = |number: u32| &texts.profiles.sentences[number as usize].stems;
        strength(&stems(a).common(stems(b)))
    };
    let strengths = work.in_runs(pairs.len(), RUN, |run| run.map(strength).collect())?;
    let margins = margins(texts.places, pairs, &strengths);
    work.in_runs(pairs.len(), RUN, |run| {
        let weighed = run.map(|at| {
            let (a, b) = pairs.pair(at);
            let mut found = evidence(texts, texts.places.place(a), texts.places.place(b));
            let [row, column] = margins[at];
            found.values[13] = row.max(column);
            found.values[14] = row.min(column);
            found.values[15] = neighbours(texts.places, pairs, &strengths, (a, b));
            judge(&found)
        });
        weighed.collect()
    })
}

fn evidence(texts: &Texts<'_>, a: Place, b: Place) -> Evidence {
    let (documents, tokens) = (texts.documents, texts.tokens);
    let (left, right) = (texts.profile(a), texts.profile(b));
    let stems = left.stems.common(&right.stems);
    let pairs = left.pairs.common(&right.pairs);
    let numbers = left.numbers.common(&right.numbers);
    let names = left.names.common(&right.names);
    let quoted = left.quoted.common(&right.stems).weight.max(right.quoted.common(&left.stems).weight);
    let around = texts.paragraph(a).common(texts.paragraph(b));
    let both = |x: f32, y: f32| x > 0.0 && y > 0.0;
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let place = |(d, s): (usize, usize)| s as f32 / documents[d].sentences.len().max(1) as f32;
    let run = if pairs.weight > 0.0 { longest_run(tokens[a.0].sentence(a.1), tokens[b.0].sentence(b.1)) } else { 0 };
    let values = [
        stems.cosine,
        stems.contained,
        (1.0 + stems.weight).ln(),
        (1.0 + left.stems.total.min(right.stems.total)).ln(),
        pairs.contained,
        (1.0 + run as f32).ln(),
        (1.0 + numbers.weight).ln(),
        flag(both(left.numbers.total, right.numbers.total) && numbers.weight == 0.0),
        (1.0 + names.weight).ln(),
        flag(both(left.names.total, right.names.total) && names.weight == 0.0),
        (1.0 + quoted).ln(),
        around.cosine,
        around.contained,
        0.0,
        0.0,
        0.0,
        (place(a) - place(b)).abs(),
        (1.0 + stems.telling as f32).ln(),
    ];
    Evidence { a, b, values }
}

/// How well two sentences fit by their stems alone, from 0 to 2.
fn strength(stems: &Common) -> f32 {
    stems.cosine + stems.contained
}

/// Returns how far each pair is ahead of the best of its rivals or behind it: those with its first sentence, and those
/// with its second.
fn margins(places: &Places, pairs: &Pairs, strengths: &[f32]) -> Vec<[f32; 2]> {
    let mut margins = vec![[0.0; 2]; strengths.len()];
    let mut compete = |rivals: &mut dyn Iterator<Item = usize>, again: &mut dyn Iterator<Item = usize>, side: usize| {
        let mut best = [0.0; 2];
        rivals.for_each(|at| note_best(&mut best, strengths[at]));
        for at in again {
            let own = strengths[at];
            margins[at][side] = if own >= best[0] { own - best[1] } else { own - best[0] };
        }
    };
    for row in pairs.rows(places) {
        compete(&mut row.clone(), &mut row.clone(), 0);
    }
    for column in pairs.columns(places) {
        let at = || column.iter().map(|at| *at as usize);
        compete(&mut at(), &mut at(), 1);
    }
    margins
}

fn note_best(best: &mut [f32; 2], value: f32) {
    if value > best[0] {
        *best = [value, best[0]];
    } else if value > best[1] {
        best[1] = value;
    }
}

/// Returns how well the sentences just before and just behind two sentences correspond, in the same order.
fn neighbours(places: &Places, pairs: &Pairs, strengths: &[f32], (a, b): (u32, u32)) -> f32 {
    let near = |behind: bool| {
        let beside = places.beside(a, b, behind).and_then(|(a, b)| pairs.find_pair(a, b));
        beside.map_or(0.0, |at| strengths[at])
    };
    near(false).max(near(true))
}

/// Returns the length of the longest run of words that both have, in words.
fn longest_run(a: &[Token], b: &[Token]) -> usize {
    let forms = |tokens: &[Token]| -> Vec<u32> {
        tokens.iter().filter(|token| token.is_word()).map(|token| token.form).take(400).collect()
    };
    let (a, b) = (forms(a), forms(b));
    // Two rows rather than one, so that the words of a row can be compared several at a time.
    let (mut above, mut below) = (vec![0_u32; b.len() + 1], vec![0_u32; b.len() + 1]);
    let mut longest = 0;
    for word in &a {
        for ((length, before), other) in below[1..].iter_mut().zip(&above).zip(&b) {
            *length = if other == word { before + 1 } else { 0 };
            longest = longest.max(*length);
        }
        std::mem::swap(&mut above, &mut below);
    }
    longest as usize
}
