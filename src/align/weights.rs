//! How much it says that two passages share a word: rare words say much, the set phrases of a story little.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::tokens::{Lexicon, Token, Tokens};

/// Sentences of general language that are counted besides those at hand, so that a set of two short texts still knows
/// which words are ordinary.
const BACKGROUND: f32 = 50.0;

/// The share of background sentences that hold a given common word, and a given other word.
const COMMON_SHARE: f32 = 0.2;
const OTHER_SHARE: f32 = 0.002;

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
        let mut counts: HashMap<u32, (f32, bool)> = HashMap::new();
        let mut sentences = 0.0;
        let mut stems: Vec<(u32, bool)> = Vec::new();
        for document in tokens {
            for sentence in 0..document.sentences() {
                sentences += 1.0;
                stems.clear();
                stems.extend(words(document.sentence(sentence)).map(|token| (token.stem, token.common)));
                stems.sort_unstable();
                stems.dedup_by_key(|(stem, _)| *stem);
                for (stem, common) in &stems {
                    counts.entry(*stem).or_insert((0.0, *common)).0 += 1.0;
                }
            }
        }
        let weight = |(count, common): (f32, bool)| {
            let share = if common { COMMON_SHARE } else { OTHER_SHARE };
            let rarity = ((sentences + BACKGROUND) / (count + BACKGROUND * share)).ln().max(0.05);
            if common { rarity * COMMON_FACTOR } else { rarity }
        };
        let worth = |(stem, count)| (stem, Worth { key: key(lexicon.form(stem)), weight: weight(count) });
        Weights { of: counts.into_iter().map(worth).collect() }
    }

    /// Returns the worth of a stem; one that stands nowhere is worth nothing.
    pub fn of(&self, stem: u32) -> Worth {
        self.of.get(&stem).copied().unwrap_or_default()
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
