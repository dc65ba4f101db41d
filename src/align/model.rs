//! One probability from all the evidence.
//!
//! A logistic regression over the numbers of [`super::evidence`]. It was fitted to paragraphs that people had marked as
//! reporting the same thing, and to pairs of unrelated texts. Each kind of text counts the same, however much there is
//! of it, but for the weights given here: news stories by several outlets 4, the invented stories of `tests/stories` 1,
//! news told at three levels of difficulty 1, editions of a novel 1, translations of one book 2, texts that have at
//! most a copied passage in common 1. Of the sentences of two paragraphs only the best pair was taken
//! (multiple-instance learning: one sentence in common is enough), chosen by what the round before had learnt.
//!
//! `cargo run --release --example fit -- 4:NEWS 1:tests/stories 1:LEVELS 1:EDITIONS 2:TRANSLATIONS 1:COPIES` fits it
//! again to folders of such cases, prints constants of this form, and shows whether the scores can be believed.

use super::clue::{COUNT, Clue};
use super::evidence::Evidence;
use super::link::Reason;

/// What the sum of the evidence begins with.
pub const BIAS: f32 = -2.140;

/// The weight of each number of the evidence, in its order.
const WEIGHTS: [f32; COUNT] = [
    -0.801, 2.672, -2.175, 2.438, -0.742, 0.006, -0.306, 1.810, -0.752, 0.334, 0.645, 0.570, -0.063, -0.627, -0.495,
    1.063, -0.210, 2.903, -1.813, -0.389, 1.956, 1.086, 0.617, 2.768, 1.654, 1.236, -2.587, -3.671, -0.914,
];

/// Returns how likely two sentences report the same thing, from 0 to 1, in steps of a ten-thousandth.
pub fn probability(evidence: &Evidence) -> f64 {
    let sum: f32 = evidence.values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let score = 1.0 / (1.0 + f64::from(-(sum + BIAS)).exp());
    (score * 10_000.0).round() / 10_000.0
}

/// What the log odds of an accepted pair are: this much, and that share of its own.
const ACCEPTED: (f64, f64) = (1.05, 0.69);

/// Returns how likely a pair is right that was accepted, by its own score: that it withstood its rivals and fits its
/// group speaks for it too. Fitted by a logistic regression of right links on their scores (Platt's scaling).
pub fn accepted(score: f64) -> f64 {
    let odds = (score / (1.0 - score)).ln();
    1.0 / (1.0 + (-(ACCEPTED.0 + ACCEPTED.1 * odds)).exp())
}

/// Returns what one thing that was measured adds to the sum of the evidence.
pub fn adds(evidence: &Evidence, clue: Clue) -> f32 {
    evidence.of(clue) * WEIGHTS[clue as usize]
}

/// Tells whether too little speaks for a pair, whatever its score: a single word in common is not enough unless the
/// sentences say little else, or those before and behind correspond.
pub fn is_thin(evidence: &Evidence) -> bool {
    let one = evidence.of(Clue::Telling) < 0.7;
    let vouched = evidence.of(Clue::Utterance) > 0.0 || evidence.of(Clue::Along) >= 0.5;
    one && !vouched && evidence.of(Clue::Cosine) < 0.8
}

/// Returns the kinds of evidence that speak for a pair, strongest first.
pub fn reasons(evidence: &Evidence) -> Vec<Reason> {
    let mut found = vec![
        (evidence.of(Clue::Weight), Reason::Wording),
        (evidence.of(Clue::Numbers), Reason::Number),
        (evidence.of(Clue::Names), Reason::Name),
        (evidence.of(Clue::Quoted), Reason::Quote),
        (evidence.of(Clue::Near), Reason::Position),
    ];
    found.retain(|(strength, reason)| *strength > if *reason == Reason::Position { 0.8 } else { 1.0 });
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, reason)| reason).collect()
}
