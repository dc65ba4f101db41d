//! The evidence for and against two sentences reporting the same thing, as numbers that a model can weigh.

use std::collections::HashMap;

use super::profile::{Bag, Profile, stems};
use super::weights::Weights;
use crate::document::{Document, Paragraph};
use crate::span::Span;
use crate::text::tokens::{Token, Tokens};

/// Two sentences need this much weight in common to be looked at (about one rare word, or two of the story's own).
const LEAST_WEIGHT: f32 = 3.0;

/// At most so many candidates in each other document are looked at for a sentence.
const CANDIDATES: usize = 8;

/// Stems in more sentences than this lead to too many candidates to be worth following.
const LONGEST_POSTING: usize = 400;

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
    /// By document and sentence.
    pub sentences: Vec<Vec<Profile>>,
    /// The stems of each paragraph, by document and paragraph.
    pub paragraphs: Vec<Vec<Bag>>,
}

impl Profiles {
    /// Reads the profiles; `quotes` holds for each document the spans of its quotations.
    pub fn new(documents: &[Document], tokens: &[Tokens], weights: &Weights, quotes: &[Vec<Span>]) -> Self {
        let mut profiles = Profiles { sentences: Vec::new(), paragraphs: Vec::new() };
        for ((document, tokens), quotes) in documents.iter().zip(tokens).zip(quotes) {
            let profile = |tokens: &[Token]| Profile::new(&document.text, tokens, weights, quotes);
            let sentences = (0..document.sentences.len()).map(|sentence| profile(tokens.sentence(sentence)));
            profiles.sentences.push(sentences.collect());
            let paragraphs = document.paragraphs.iter();
            let of = |paragraph: &Paragraph| stems(tokens.run(paragraph.sentences.clone()), weights);
            profiles.paragraphs.push(paragraphs.map(of).collect());
        }
        profiles
    }
}

/// Returns the evidence for every pair of sentences of two documents that share enough to be looked at.
pub fn gather(documents: &[Document], tokens: &[Tokens], profiles: &Profiles, a: usize, b: usize) -> Vec<Evidence> {
    let pairs = candidates(&profiles.sentences[a], &profiles.sentences[b]).into_iter();
    compete(pairs.map(|(s, t)| evidence(documents, tokens, profiles, (a, s), (b, t))).collect())
}

/// Returns the pairs of sentences that share the most weight, by an inverted index over the stems of one side.
fn candidates(a: &[Profile], b: &[Profile]) -> Vec<(usize, usize)> {
    let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
    for (t, profile) in b.iter().enumerate() {
        for (stem, _) in profile.stems.iter() {
            postings.entry(stem).or_default().push(t);
        }
    }
    let mut shared = vec![0.0; b.len()];
    let mut best: Vec<Vec<(f32, usize)>> = vec![Vec::new(); b.len()];
    let mut pairs = Vec::new();
    for (s, profile) in a.iter().enumerate() {
        let mut touched = Vec::new();
        for (stem, weight) in profile.stems.iter() {
            for &t in postings.get(&stem).map(Vec::as_slice).filter(|list| list.len() <= LONGEST_POSTING).unwrap_or(&[])
            {
                if shared[t] == 0.0 {
                    touched.push(t);
                }
                shared[t] += weight;
            }
        }
        let mut row: Vec<(f32, usize)> = Vec::new();
        for t in touched {
            let weight = std::mem::take(&mut shared[t]);
            if weight >= LEAST_WEIGHT {
                row.push((weight, t));
            }
        }
        for (weight, t) in &row {
            best[*t].push((*weight, s));
            // Pruned now and then, so that memory stays linear in the text.
            if best[*t].len() >= 4 * CANDIDATES {
                keep_best(&mut best[*t]);
            }
        }
        keep_best(&mut row);
        pairs.extend(row.into_iter().map(|(_, t)| (s, t)));
    }
    for (t, mut column) in best.into_iter().enumerate() {
        keep_best(&mut column);
        pairs.extend(column.into_iter().map(|(_, s)| (s, t)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn keep_best(candidates: &mut Vec<(f32, usize)>) {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    candidates.truncate(CANDIDATES);
}

fn evidence(
    documents: &[Document],
    tokens: &[Tokens],
    profiles: &Profiles,
    a: (usize, usize),
    b: (usize, usize),
) -> Evidence {
    let (left, right) = (&profiles.sentences[a.0][a.1], &profiles.sentences[b.0][b.1]);
    let paragraph = |(d, s): (usize, usize)| &profiles.paragraphs[d][documents[d].sentences[s].paragraph];
    let stems = left.stems.common(&right.stems);
    let pairs = left.pairs.common(&right.pairs);
    let numbers = left.numbers.common(&right.numbers);
    let names = left.names.common(&right.names);
    let quoted = left.quoted.common(&right.stems).weight.max(right.quoted.common(&left.stems).weight);
    let around = paragraph(a).common(paragraph(b));
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

/// Fills in how a pair does against its rivals, and how well the sentences around it correspond.
fn compete(mut found: Vec<Evidence>) -> Vec<Evidence> {
    let strength = |evidence: &Evidence| evidence.values[0] + evidence.values[1];
    let at: HashMap<(usize, usize), f32> = found.iter().map(|e| ((e.a.1, e.b.1), strength(e))).collect();
    let mut rows: HashMap<usize, [f32; 2]> = HashMap::new();
    let mut columns: HashMap<usize, [f32; 2]> = HashMap::new();
    for evidence in &found {
        note_best(rows.entry(evidence.a.1).or_default(), strength(evidence));
        note_best(columns.entry(evidence.b.1).or_default(), strength(evidence));
    }
    for evidence in &mut found {
        let own = strength(evidence);
        let margin = |best: &[f32; 2]| if own >= best[0] { own - best[1] } else { own - best[0] };
        let (row, column) = (margin(&rows[&evidence.a.1]), margin(&columns[&evidence.b.1]));
        evidence.values[13] = row.max(column);
        evidence.values[14] = row.min(column);
        evidence.values[15] = neighbours(&at, evidence.a.1, evidence.b.1);
    }
    found
}

fn note_best(best: &mut [f32; 2], value: f32) {
    if value > best[0] {
        *best = [value, best[0]];
    } else if value > best[1] {
        best[1] = value;
    }
}

/// Returns how well the sentences just before and just behind two sentences correspond, in the same order.
fn neighbours(at: &HashMap<(usize, usize), f32>, s: usize, t: usize) -> f32 {
    let near = |s: Option<usize>, t: Option<usize>| s.zip(t).and_then(|pair| at.get(&pair)).copied().unwrap_or(0.0);
    let before = near(s.checked_sub(1), t.checked_sub(1));
    let behind = near(Some(s + 1), Some(t + 1));
    before.max(behind)
}

/// Returns the length of the longest run of words that both have, in words.
fn longest_run(a: &[Token], b: &[Token]) -> usize {
    let forms = |tokens: &[Token]| -> Vec<u32> {
        tokens.iter().filter(|token| token.is_word()).map(|token| token.form).take(400).collect()
    };
    let (a, b) = (forms(a), forms(b));
    let mut lengths = vec![0usize; b.len() + 1];
    let mut longest = 0;
    for word in &a {
        for at in (0..b.len()).rev() {
            lengths[at + 1] = if b[at] == *word { lengths[at] + 1 } else { 0 };
            longest = longest.max(lengths[at + 1]);
        }
    }
    longest
}
