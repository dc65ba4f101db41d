//! Changes that are parted only by words that agree by chance.

use super::edit::Edit;
use super::kind::Kind;
use super::pair::Pair;
use crate::text::tokens::Token;

/// Between two changes, at most this many common words that happen to agree are drawn into one change.
const BRIDGE_WORDS: usize = 3;

/// Joins changes that are parted only by a few common words, fewer than are changed on either side: that those agree
/// is chance.
pub(super) fn bridge(pair: &Pair<'_>, edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if is_bridged(pair, last, &edit) => {
                last.base.end = edit.base.end;
                last.other.end = edit.other.end;
                last.told = pair.tell(&last.base, &last.other);
            }
            _ => joined.push(edit),
        }
    }
    joined
}

fn is_bridged(pair: &Pair<'_>, left: &Edit, right: &Edit) -> bool {
    let (base, other) = (pair.base, pair.other);
    let plain = |edit: &Edit| matches!(edit.told.kind, Kind::Wording | Kind::Cut | Kind::Addition);
    if !plain(left) || !plain(right) {
        return false;
    }
    let between = &base.tokens[left.base.end..right.base.start];
    let kept = between.iter().filter(|token| token.is_word()).count();
    let words = |tokens: &[Token]| tokens.iter().filter(|token| token.is_word()).count();
    let changed = |edit: &Edit| words(&base.tokens[edit.base.clone()]).max(words(&other.tokens[edit.other.clone()]));
    let chance = between.iter().all(|token| token.common || !token.is_word());
    chance && kept > 0 && kept <= BRIDGE_WORDS.min(changed(left)).min(changed(right))
}
