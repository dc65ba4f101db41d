//! What a sentence or a paragraph is compared by: its stems, pairs of words, numbers and names, with their weights.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::weights::Weights;
use crate::span::Span;
use crate::text::tokens::{Kind, Token, Tokens};

/// A shared thing of this weight says something, in nats; common words weigh less.
pub const TELLING: f32 = 1.0;

/// At most so many quotations are looked at for a sentence.
const OVERLAPPING: usize = 32;

/// Of a longer sentence only so many words are searched for runs.
pub const COURSE: usize = 400;

/// A set of things with a weight each, sorted so that two sets are intersected in one pass.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    things: Vec<(u32, f32)>,
    /// The sum of the weights.
    pub total: f32,
    /// The root of the sum of the squared weights.
    pub norm: f32,
}

impl Bag {
    fn new(mut things: Vec<(u32, f32)>) -> Self {
        things.sort_unstable_by_key(|(thing, _)| *thing);
        things.dedup_by_key(|(thing, _)| *thing);
        things.shrink_to_fit();
        let total = things.iter().map(|(_, weight)| weight).sum();
        let norm = things.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Bag { things, total, norm }
    }

    /// Tells whether a thing is in it.
    pub fn has(&self, thing: u32) -> bool {
        self.things.binary_search_by_key(&thing, |(own, _)| *own).is_ok()
    }

    /// Returns what is in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.things.iter().copied()
    }

    /// Returns the weight that two bags share, and the share of it under the cosine.
    pub fn common(&self, other: &Bag) -> Common {
        if self.things.is_empty() || other.things.is_empty() {
            return Common::default();
        }
        let (mut sum, mut squares, mut heaviest, mut telling) = (0.0, 0.0, 0.0_f32, 0);
        let (mut left, mut right) = (0, 0);
        while let (Some((a, weight)), Some((b, _))) = (self.things.get(left), other.things.get(right)) {
            // No branches: neither what is in both nor which side is behind can be foreseen.
            let weight = if a == b { *weight } else { 0.0 };
            sum += weight;
            squares += weight * weight;
            heaviest = heaviest.max(weight);
            telling += usize::from(weight >= TELLING);
            left += usize::from(a <= b);
            right += usize::from(b <= a);
        }
        let ratio = |part: f32, whole: f32| if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 };
        Common {
            weight: sum,
            telling,
            contained: ratio(sum, self.total.min(other.total)),
            cosine: ratio(squares, self.norm * other.norm),
            heaviest,
        }
    }
}

/// What two bags have in common.
#[derive(Clone, Copy, Debug, Default)]
pub struct Common {
    /// The weight of what is in both.
    pub weight: f32,
    /// How many things of more than a common word's weight are in both.
    pub telling: usize,
    /// The share of the lighter bag that is in both, from 0 to 1.
    pub contained: f32,
    /// The cosine of the two weighted bags, from 0 to 1.
    pub cosine: f32,
    /// The weight of the heaviest thing in both.
    pub heaviest: f32,
}

/// The bags of one sentence.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// All stems.
    pub stems: Bag,
    /// The roots of the words that are not common.
    pub roots: Bag,
    /// Neighbouring stems that are not common words.
    pub pairs: Bag,
    /// Numbers.
    pub numbers: Bag,
    /// Words with a capital that do not begin the sentence.
    pub names: Bag,
    /// Stems inside quotations.
    pub quoted: Bag,
    /// The utterances it quotes, in order.
    pub utterances: Box<[u32]>,
    /// Stems that stand in no other sentence of the document, in order.
    pub once: Box<[u32]>,
    /// The forms of its words as they follow each other, without the later words of set phrases.
    pub course: Box<[u32]>,
}

/// A quotation, as far as it bears on what corresponds.
#[derive(Clone, Copy, Debug)]
pub struct Quotation {
    /// The words.
    pub span: Span,
    /// Whether they stand between marks: only then they are known to be somebody's own.
    pub marked: bool,
    /// What was said, by a number that all quotations of it share; nothing where there is but one.
    pub utterance: Option<u32>,
}

/// What a sentence is read beside: its document.
pub struct Own<'a> {
    /// The text.
    pub text: &'a str,
    /// All quotations, in order.
    pub said: &'a [Quotation],
    /// The stems that stand in one sentence only.
    pub once: &'a HashSet<u32, FixedState>,
}

impl Profile {
    /// Reads the profile of the tokens of a sentence.
    pub fn new(own: &Own<'_>, tokens: &[Token], weights: &Weights) -> Self {
        let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word()).collect();
        let weighed = |token: &&Token| {
            let worth = weights.of(token.stem);
            (worth.key, worth.weight)
        };
        let telling: Vec<&Token> = words.iter().copied().filter(|token| !token.common).collect();
        let pair = |two: &[&Token]| {
            let (left, right) = (weights.of(two[0].stem), weights.of(two[1].stem));
            (left.key.rotate_left(1) ^ right.key, left.weight + right.weight)
        };
        let first = words.first().map_or(0, |token| token.span().start);
        let is_name = |token: &&&Token| {
            token.span().start > first && !token.common && token.span().of(own.text).starts_with(char::is_uppercase)
        };
        let mut once: Vec<u32> =
            telling.iter().map(|token| token.stem).filter(|stem| own.once.contains(stem)).collect();
        once.sort_unstable();
        once.dedup();
        let here =
            said_in(own.said, words.first().zip(words.last()).map(|(first, last)| first.span().join(last.span())));
        let mut utterances: Vec<u32> = here.iter().filter_map(|said| said.utterance).collect();
        utterances.sort_unstable();
        utterances.dedup();
        let course = words.iter().filter(|token| !weights.of(token.stem).follows);
        Profile {
            stems: Bag::new(words.iter().map(weighed).collect()),
            roots: Bag::new(words.iter().filter_map(|token| weights.root(token)).collect()),
            pairs: Bag::new(telling.windows(2).map(pair).collect()),
            numbers: Bag::new(words.iter().filter(|token| token.kind == Kind::Number).map(weighed).collect()),
            names: Bag::new(words.iter().filter(is_name).map(weighed).collect()),
            quoted: Bag::new(words.iter().filter(|token| is_quoted(&here, token.span())).map(weighed).collect()),
            utterances: utterances.into(),
            once: once.into(),
            course: course.map(|token| token.form).take(COURSE).collect(),
        }
    }
}

/// Returns the stems of a run of tokens with their weights.
pub fn stems(tokens: &[Token], weights: &Weights) -> Bag {
    let words = tokens.iter().filter(|token| token.is_word()).map(|token| weights.of(token.stem));
    Bag::new(words.map(|worth| (worth.key, worth.weight)).collect())
}

/// Returns the stems of the words of a document that say something, with their weights.
pub fn telling(tokens: &[Token], weights: &Weights) -> Bag {
    let words = tokens.iter().filter(|token| token.kind == Kind::Word && !token.common);
    let worth = words.map(|token| weights.of(token.stem)).filter(|worth| worth.weight >= TELLING);
    Bag::new(worth.map(|worth| (worth.key, worth.weight)).collect())
}

/// Returns the stems that stand in one sentence only, as often as they may stand there.
pub fn once(tokens: &Tokens) -> HashSet<u32, FixedState> {
    let mut stems: Vec<(u32, u32)> = Vec::new();
    for sentence in 0..tokens.sentences() {
        stems.extend(
            tokens.sentence(sentence).iter().filter(|token| token.is_word()).map(|token| (token.stem, sentence as u32)),
        );
    }
    stems.sort_unstable();
    stems.dedup();
    stems.chunk_by(|one, other| one.0 == other.0).filter(|places| places.len() == 1).map(|places| places[0].0).collect()
}

/// Returns the quotations that have words in a sentence.
fn said_in(said: &[Quotation], sentence: Option<Span>) -> Vec<Quotation> {
    let Some(sentence) = sentence else { return Vec::new() };
    let end = said.partition_point(|said| said.span.start < sentence.end);
    // Quotations may overlap a little, but none begins long before the one in front of it.
    let before = said[..end].iter().rev().take(OVERLAPPING);
    before.filter(|said| said.span.overlap(sentence) > 0).copied().collect()
}

fn is_quoted(said: &[Quotation], word: Span) -> bool {
    said.iter().any(|said| said.marked && said.span.contains(word))
}
