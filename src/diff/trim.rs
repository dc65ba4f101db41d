//! What differs between two runs, without what agrees at their ends.

use std::ops::Range;

use super::side::Side;

/// Cuts tokens that agree exactly off both ends of two runs; nothing is left where all agree.
pub(super) fn trimmed(
    base: Side<'_>,
    other: Side<'_>,
    mut b: Range<usize>,
    mut o: Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let same = |b: usize, o: usize| base.exact(b) == other.exact(o);
    while !b.is_empty() && !o.is_empty() && same(b.start, o.start) {
        (b.start, o.start) = (b.start + 1, o.start + 1);
    }
    while !b.is_empty() && !o.is_empty() && same(b.end - 1, o.end - 1) {
        (b.end, o.end) = (b.end - 1, o.end - 1);
    }
    (!b.is_empty() || !o.is_empty()).then_some((b, o))
}
