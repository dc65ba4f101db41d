//! Which words two wordings have in common, in order.

use std::collections::HashSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::side::Side;
use super::slide::slide;

/// Up to how many words the shortest edit script is searched; longer passages take the anchored method, whose cost
/// stays near linear.
const EXACT_WORDS: usize = 2_000;

/// Longer passages than this, in words of both sides, are compared word by word only if they have runs in common.
const LONG_WORDS: usize = 20_000;

/// So many of the runs of three words of a long passage must stand in the other.
const SHARED_RUNS: f64 = 0.1;

/// Returns the words kept on both sides, as pairs of token indices in order.
pub(super) fn kept_words(base: Side<'_>, other: Side<'_>) -> Vec<(usize, usize)> {
    let words = |side: Side<'_>| -> (Vec<usize>, Vec<u32>) {
        let words = side.tokens.iter().enumerate().filter(|(_, token)| token.is_word());
        words.map(|(at, token)| (at, token.form)).unzip()
    };
    let (base_at, base_forms) = words(base);
    let (other_at, other_forms) = words(other);
    let words = base_forms.len() + other_forms.len();
    if words > LONG_WORDS && shared_runs(&base_forms, &other_forms) < SHARED_RUNS {
        // Only chance words would be kept, at a cost that grows with the square: all of it differs.
        return Vec::new();
    }
    let exact = words <= EXACT_WORDS;
    let algorithm = if exact { Algorithm::RawMyers } else { Algorithm::Patience };
    let mut ops = capture_diff_slices(algorithm, &base_forms, &other_forms);
    slide(&mut ops, base, &base_at, other, &other_at);
    let mut kept = Vec::new();
    for op in ops {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            kept.extend((0..len).map(|n| (base_at[old_index + n], other_at[new_index + n])));
        }
    }
    kept
}

/// Returns the share of the base's runs of three words that the other side has, anywhere.
fn shared_runs(base: &[u32], other: &[u32]) -> f64 {
    let known: HashSet<&[u32]> = other.windows(3).collect();
    let shared = base.windows(3).filter(|run| known.contains(run)).count();
    shared as f64 / base.windows(3).count().max(1) as f64
}
