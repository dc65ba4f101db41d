//! How much it says that two passages share a word: rare words say much, the set phrases of a story little.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::tokens::{Kind, Lexicon, Token, Tokens};

/// Sentences of general language that are counted besides those at hand, so that a set of two short texts still knows
/// which words are ordinary.
const BACKGROUND: f32 = 50.0;

/// The share of background sentences that hold a given common word, and a given other word.
const COMMON_SHARE: f32 = 0.2;
const OTHER_SHARE: f32 = 0.002;

/// The same for a number of one or two digits, which any list or clock may hold, and for a longer one.
const SHORT_NUMBER_SHARE: f32 = 0.05;
const LONG_NUMBER_SHARE: f32 = 0.005;

/// What a common word counts of its weight: it carries grammar, not news.
const COMMON_FACTOR: f32 = 0.3;

/// What a stem is worth.
#[derive(Clone, Copy, Debug, Default)]
pub struct Worth {
    /// A number made from its letters only, so that no order of reading shows in it.
    pub key: u64,
    /// Its weight, in nats.
    pub weight: f32,
}

/// The worth of each stem of a set of documents.
pub struct Weights {
    of: HashMap<u32, Worth>,
}

impl Weights {
    /// Counts in how many sentences of all documents each stem stands.
    pub fn new(tokens: &[Tokens], lexicon: &Lexicon) -> Self {
        let mut counts: HashMap<u32, (f32, f32)> = HashMap::new();
        let mut sentences = 0.0;
        let mut stems: Vec<(u32, f32)> = Vec::new();
        for document in tokens {
            for sentence in 0..document.sentences() {
                sentences += 1.0;
                stems.clear();
                stems.extend(words(document.sentence(sentence)).map(|token| (token.stem, background(token))));
                stems.sort_unstable_by_key(|(stem, _)| *stem);
                stems.dedup_by_key(|(stem, _)| *stem);
                for (stem, share) in &stems {
                    let known = counts.entry(*stem).or_default();
                    *known = (known.0 + 1.0, known.1.max(*share));
                }
            }
        }
        let weight = |(count, share): (f32, f32)| {
            let rarity = ((sentences + BACKGROUND) / (count + BACKGROUND * share)).ln().max(0.05);
            if share >= COMMON_SHARE { rarity * COMMON_FACTOR } else { rarity }
        };
        let worth = |(stem, count)| (stem, Worth { key: key(lexicon.form(stem)), weight: weight(count) });
        Weights { of: counts.into_iter().map(worth).collect() }
    }

    /// Returns the worth of a stem; one that stands nowhere is worth nothing.
    pub fn of(&self, stem: u32) -> Worth {
        self.of.get(&stem).copied().unwrap_or_default()
    }
}

/// Returns the share of sentences of general language that hold a token.
fn background(token: &Token) -> f32 {
    match (token.common, token.kind, token.span().len()) {
        (true, ..) => COMMON_SHARE,
        (_, Kind::Number, 1..=2) => SHORT_NUMBER_SHARE,
        (_, Kind::Number, _) => LONG_NUMBER_SHARE,
        _ => OTHER_SHARE,
    }
}

fn key(stem: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    stem.hash(&mut hasher);
    hasher.finish()
}

/// Returns the tokens that count as wording.
pub fn words(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| token.is_word())
}
