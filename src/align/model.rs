//! One probability from all the evidence.
//!
//! A logistic regression over the numbers of [`super::evidence`]. It was fitted to paragraphs that people had marked as
//! reporting the same thing (whole news stories by several outlets, simplified news, translations and editions of
//! books) and to pairs of unrelated texts, each kind of text with the same weight and news with three times that. Of the sentences of two paragraphs
//! only the best pair was taken for fitting (multiple-instance learning: one sentence in common is enough).

use super::evidence::{COUNT, Evidence};
use super::link::Reason;

const BIAS: f32 = -7.619;

/// The weight of each number of the evidence, in its order.
const WEIGHTS: [f32; COUNT] = [
    -0.720, -0.617, 3.262, -0.872, -2.133, 0.745, -0.214, -0.491, -0.125, -0.796, 0.179, 1.405, -0.178, 1.979, 0.212,
    2.127, -2.127, 0.800,
];

/// Returns how likely two sentences report the same thing, from 0 to 1, in steps of a ten-thousandth.
pub fn probability(evidence: &Evidence) -> f64 {
    let sum: f32 = evidence.values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let score = 1.0 / (1.0 + f64::from(-(sum + BIAS)).exp());
    (score * 10_000.0).round() / 10_000.0
}

/// Tells whether too little speaks for a pair, whatever its score: a single word in common is not enough unless the
/// sentences say little else, or those beside them correspond.
pub fn is_thin(evidence: &Evidence) -> bool {
    let [.., neighbours, _, telling] = evidence.values;
    let one = telling < 0.7;
    one && neighbours < 0.8 && evidence.values[0] < 0.8
}

/// Returns the kinds of evidence that speak for a pair, strongest first.
pub fn reasons(evidence: &Evidence) -> Vec<Reason> {
    let value = |at: usize| evidence.values[at];
    let mut found = vec![
        (value(2), Reason::Wording),
        (value(6), Reason::Number),
        (value(8), Reason::Name),
        (value(10), Reason::Quote),
        (value(15), Reason::Position),
    ];
    found.retain(|(strength, reason)| *strength > if *reason == Reason::Position { 0.8 } else { 1.0 });
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, reason)| reason).collect()
}
