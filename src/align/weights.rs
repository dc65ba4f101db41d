//! How much it says that two passages share a word: rare words say much, the set phrases of a story little.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::language::Tag;
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

/// A word is part of a set phrase if it stands behind the same other word this often, and in this share of all places.
const SET_PHRASE: u32 = 3;
const FOLLOWS: f32 = 0.6;

/// What the later words of a set phrase count of their weight.
const FOLLOWER_FACTOR: f32 = 0.25;

/// So many letters at the beginning of a word are its root: *oppos*ed and *oppos*ition, *verhand*eln and *Verhand*lung.
const ROOT: usize = 5;

/// Shorter words have none.
const SHORTEST_ROOT: usize = 4;

/// What a stem is worth.
#[derive(Clone, Copy, Debug, Default)]
pub struct Worth {
    /// A number made from its letters only, so that no order of reading shows in it.
    pub key: u32,
    /// Its weight, in nats.
    pub weight: f32,
    /// Whether it is a later word of a set phrase or a name.
    pub follows: bool,
}

/// Where a stem or a root stands.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// In how many sentences.
    sentences: f32,
    /// In which share of the sentences of general language.
    share: f32,
    /// In which languages, a bit each.
    languages: u16,
}

impl Count {
    fn add(&mut self, share: f32, language: Tag) {
        self.sentences += 1.0;
        self.share = self.share.max(share);
        self.languages |= language.bit();
    }
}

/// How many sentences there are in each language.
#[derive(Default)]
struct Sentences(HashMap<Tag, f32>);

impl Sentences {
    /// Returns how rare something is among the sentences of its own languages, in nats: a source in another one says
    /// nothing of it.
    fn rarity(&self, count: Count) -> f32 {
        let own = self.0.iter().filter(|(language, _)| language.bit() & count.languages != 0);
        let all: f32 = own.map(|(_, sentences)| sentences).sum();
        ((all + BACKGROUND) / (count.sentences + BACKGROUND * count.share)).ln().max(0.05)
    }
}

/// The worth of each stem of a set of documents.
pub struct Weights {
    /// By the number of the stem.
    of: Vec<Worth>,
    /// The root of each form that has one, with its weight, by the number of the form.
    roots: Vec<Option<(u32, f32)>>,
}

impl Weights {
    /// Counts in how many sentences of all documents each stem stands.
    pub fn new(tokens: &[Tokens], lexicon: &Lexicon) -> Self {
        let mut counts: Vec<Count> = vec![Count::default(); lexicon.len()];
        let followers = followers(tokens, lexicon.len());
        let mut roots = Roots::new(lexicon);
        let mut sentences = Sentences::default();
        let mut stems: Vec<(u32, f32)> = Vec::new();
        for document in tokens {
            for sentence in 0..document.sentences() {
                let Some(language) = document.sentence(sentence).first().map(|token| token.language) else { continue };
                *sentences.0.entry(language).or_default() += 1.0;
                stems.clear();
                stems.extend(words(document.sentence(sentence)).map(|token| (token.stem, background(token))));
                stems.sort_unstable_by_key(|(stem, _)| *stem);
                stems.dedup_by_key(|(stem, _)| *stem);
                for (stem, share) in &stems {
                    counts[*stem as usize].add(*share, language);
                }
                roots.count(document.sentence(sentence), language, &followers);
            }
        }
        let weight = |count: Count| {
            let rarity = sentences.rarity(count);
            if count.share >= COMMON_SHARE { rarity * COMMON_FACTOR } else { rarity }
        };
        let worth = |(stem, count): (usize, Count)| {
            // What is a form and never a stem stands nowhere.
            if count.sentences == 0.0 {
                return Worth::default();
            }
            let factor = if followers[stem] { FOLLOWER_FACTOR } else { 1.0 };
            Worth { key: key(lexicon.form(stem as u32)), weight: weight(count) * factor, follows: followers[stem] }
        };
        let of = counts.into_iter().enumerate().map(worth).collect();
        Weights { of, roots: roots.weighed(&sentences, lexicon) }
    }

    /// Returns the root of a word, as a number made from its letters only, and its weight in nats.
    pub fn root(&self, token: &Token) -> Option<(u32, f32)> {
        self.roots.get(token.form as usize).copied().flatten().filter(|_| has_root(token))
    }

    /// Returns the worth of a stem; one that stands nowhere is worth nothing.
    pub fn of(&self, stem: u32) -> Worth {
        self.of.get(stem as usize).copied().unwrap_or_default()
    }
}

/// Tells of each stem whether it nearly always follows the same other stem: a later word of one of the story's set phrases or
/// names. A phrase of three words is one thing in common, not three.
fn followers(tokens: &[Tokens], stems: usize) -> Vec<bool> {
    let mut counts = vec![0_u32; stems];
    let mut pairs: HashMap<(u32, u32), u32, foldhash::fast::RandomState> = HashMap::default();
    for document in tokens {
        let mut before: Option<&Token> = None;
        for token in document.all().iter().filter(|token| token.is_word()) {
            counts[token.stem as usize] += 1;
            if let Some(before) = before.filter(|before| !before.common && !token.common) {
                *pairs.entry((before.stem, token.stem)).or_default() += 1;
            }
            before = Some(token);
        }
    }
    let mut found = vec![false; stems];
    for ((_, stem), together) in pairs {
        let stem = stem as usize;
        found[stem] |= together >= SET_PHRASE && together as f32 >= FOLLOWS * counts[stem] as f32;
    }
    found
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

/// In how many sentences the roots stand.
struct Roots {
    /// The number of the root of each form met that has one.
    numbers: Vec<Option<u32>>,
    counts: Vec<Count>,
    /// Whether a word with the root is a later word of a set phrase.
    follows: Vec<bool>,
    /// The roots of the sentence that is counted.
    here: Vec<u32>,
}

impl Roots {
    fn new(lexicon: &Lexicon) -> Self {
        let mut known: HashMap<&str, u32, foldhash::fast::RandomState> = HashMap::default();
        let number = |form: usize| {
            let next = known.len() as u32;
            root(lexicon.form(form as u32)).map(|root| *known.entry(root).or_insert(next))
        };
        let numbers: Vec<Option<u32>> = (0..lexicon.len()).map(number).collect();
        Roots {
            numbers,
            counts: vec![Count::default(); known.len()],
            follows: vec![false; known.len()],
            here: Vec::new(),
        }
    }

    /// Counts the roots of a sentence, each once.
    fn count(&mut self, sentence: &[Token], language: Tag, followers: &[bool]) {
        self.here.clear();
        for token in sentence.iter().filter(|token| has_root(token)) {
            let Some(root) = self.numbers[token.form as usize] else { continue };
            self.follows[root as usize] |= followers[token.stem as usize];
            self.here.push(root);
        }
        self.here.sort_unstable();
        self.here.dedup();
        self.here.iter().for_each(|root| self.counts[*root as usize].add(OTHER_SHARE, language));
    }

    /// Returns the key and the weight of the root of each form.
    fn weighed(self, sentences: &Sentences, lexicon: &Lexicon) -> Vec<Option<(u32, f32)>> {
        let weighed = |(form, number): (usize, Option<u32>)| {
            let number = number? as usize;
            let (count, root) = (self.counts[number], root(lexicon.form(form as u32))?);
            let factor = if self.follows[number] { FOLLOWER_FACTOR } else { 1.0 };
            (count.sentences > 0.0).then(|| (key(root), sentences.rarity(count) * factor))
        };
        self.numbers.into_iter().enumerate().map(weighed).collect()
    }
}

/// Tells whether a token may share a root with others: common words and numbers do not.
fn has_root(token: &Token) -> bool {
    token.kind == Kind::Word && !token.common
}

/// Returns the first letters of a word, unless it is too short to have a family.
fn root(word: &str) -> Option<&str> {
    let end = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(ROOT).enumerate().last();
    end.filter(|(at, _)| *at + 1 >= SHORTEST_ROOT).map(|(_, end)| &word[..end])
}

fn key(stem: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    stem.hash(&mut hasher);
    // Half of the hash is enough to tell the words of any library apart, and halves the memory.
    hasher.finish() as u32
}

/// Returns the tokens that count as wording.
pub fn words(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| token.is_word())
}
