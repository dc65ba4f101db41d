//! Words that stand elsewhere: what is missing in one place and added in another.

use std::collections::HashMap;

use super::edit::Edit;
use super::kind::{Kind, Told, Weight};
use super::pair::Pair;

/// Finds changes whose words stand elsewhere on the other side, and tells them as another order.
pub(super) fn reorder(pair: &Pair<'_>, edits: &mut [Edit]) {
    let forms = |edit: &Edit| -> (Vec<u32>, Vec<u32>) {
        let words = |tokens: &[crate::text::tokens::Token]| {
            tokens.iter().filter(|token| token.is_word()).map(|token| token.form).collect()
        };
        (words(&pair.base.tokens[edit.base.clone()]), words(&pair.other.tokens[edit.other.clone()]))
    };
    let telling = |edit: &Edit| {
        let tokens = pair.base.tokens[edit.base.clone()].iter().chain(&pair.other.tokens[edit.other.clone()]);
        tokens.filter(|token| token.is_word()).any(|token| !token.common)
    };
    let sorted = |mut forms: Vec<u32>| {
        forms.sort_unstable();
        forms
    };
    let mut open: HashMap<(Vec<u32>, Vec<u32>), Vec<usize>> = HashMap::new();
    let moves = [Kind::Cut, Kind::Addition, Kind::Wording, Kind::Name, Kind::Number, Kind::Strength];
    for at in 0..edits.len() {
        if !moves.contains(&edits[at].told.kind) || !telling(&edits[at]) {
            continue;
        }
        let (base, other) = forms(&edits[at]);
        let swapped = (sorted(other.clone()), sorted(base.clone()));
        let Some(before) = open.get_mut(&swapped).and_then(Vec::pop) else {
            open.entry((sorted(base), sorted(other))).or_default().push(at);
            continue;
        };
        // A phrase that only stands elsewhere says the same; words that take each other's place turn it round.
        let whole = forms(&edits[before]) == (other.clone(), base.clone());
        let weight = if whole && (base.is_empty() || other.is_empty()) { Weight::SMALL } else { Weight::GREAT };
        for edit in [before, at] {
            let told = &mut edits[edit].told;
            *told = Told { kind: Kind::Order, weight, ..*told };
        }
    }
}
