//! Where a cut or an addition falls, when words repeat.

use similar::DiffOp;

use super::side::Side;

/// Moves pure cuts and additions along words that repeat, so that they begin where a phrase begins.
///
/// "the plan and the vote" against "the plan" may be cut as "and the vote" or as "plan and the"; readers expect the
/// first. The cost of a place is lowest between marks; among equals the leftmost wins ("the plan and" of "the plan and
/// the vote").
pub(super) fn slide(ops: &mut [DiffOp], base: Side<'_>, base_at: &[usize], other: Side<'_>, other_at: &[usize]) {
    for at in 1..ops.len().saturating_sub(1) {
        let (Some(before), Some(after)) = (equal_len(ops[at - 1]), equal_len(ops[at + 1])) else { continue };
        let (side, words, first, len) = match ops[at] {
            DiffOp::Delete { old_index, old_len, .. } => (base, base_at, old_index, old_len),
            DiffOp::Insert { new_index, new_len, .. } => (other, other_at, new_index, new_len),
            _ => continue,
        };
        let same = |a: usize, b: usize| side.tokens[words[a]].form == side.tokens[words[b]].form;
        let left = (1..=before).take_while(|n| same(first - n, first + len - n)).count();
        let right = (0..after).take_while(|n| same(first + n, first + len + n)).count();
        let places = -(left as isize)..=right as isize;
        let best = places.min_by_key(|shift| {
            let start = first.saturating_add_signed(*shift);
            // Where nothing stays between two changes they become one, which is the best of all.
            let joins = (*shift == -(before as isize) && at > 1) || (*shift == after as isize && at + 2 < ops.len());
            if joins { 0 } else { 1 + phrase_cost(side, words, start, start + len) }
        });
        shift(ops, at, best.unwrap_or(0));
    }
}

fn equal_len(op: DiffOp) -> Option<usize> {
    match op {
        DiffOp::Equal { len, .. } => Some(len),
        _ => None,
    }
}

/// Returns how badly a cut of the words `start..end` would fall: 0 between marks on both ends, 2 inside a phrase.
fn phrase_cost(side: Side<'_>, words: &[usize], start: usize, end: usize) -> usize {
    let breaks = |at: usize| at == 0 || at == words.len() || words[at] > words[at - 1] + 1;
    usize::from(!breaks(start)) + usize::from(!breaks(end)) + usize::from(!side.tokens[words[start]].is_word())
}

/// Moves the operation at an index by some words, between its two equal neighbours.
fn shift(ops: &mut [DiffOp], at: usize, by: isize) {
    let moved = |index: usize| index.saturating_add_signed(by);
    for (place, op) in ops[at - 1..=at + 1].iter_mut().enumerate() {
        match op {
            DiffOp::Equal { len, .. } if place == 0 => *len = moved(*len),
            DiffOp::Equal { old_index, new_index, len } => {
                (*old_index, *new_index) = (moved(*old_index), moved(*new_index));
                *len = len.saturating_add_signed(-by);
            }
            DiffOp::Delete { old_index, new_index, .. } | DiffOp::Insert { old_index, new_index, .. } => {
                (*old_index, *new_index) = (moved(*old_index), moved(*new_index));
            }
            DiffOp::Replace { .. } => {}
        }
    }
}
