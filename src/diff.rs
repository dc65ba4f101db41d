//! Which words differ between two passages that report the same thing.
//!
//! Words are compared, marks and blanks are attached to them: two texts without a common word must not look alike
//! because of their commas. The spans of a diff cover each side without a gap, so nothing can be lost in it.

pub mod stretches;

use std::collections::HashSet;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::span::Span;
use crate::text::form::normal_form;
use crate::text::tokens::{Kind as TokenKind, Token};

/// Up to how many words the shortest edit script is searched; longer passages take the anchored method, whose cost
/// stays near linear.
const EXACT_WORDS: usize = 2_000;

/// Longer passages than this, in words of both sides, are compared word by word only if they have runs in common.
const LONG_WORDS: usize = 20_000;

/// So many of the runs of three words of a long passage must stand in the other.
const SHARED_RUNS: f64 = 0.1;

/// Between two changes, at most this many common words that happen to agree are drawn into one change.
const BRIDGE_WORDS: usize = 3;

/// What kind of difference a change is, seen from the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Only marks, case or spacing differ.
    Typography,
    /// Other words stand in the same place.
    Wording,
    /// Another number stands in the same place.
    Number,
    /// Words of the base are missing.
    Cut,
    /// There are words that the base does not have.
    Addition,
}

impl Kind {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Typography => "typography",
            Kind::Wording => "wording",
            Kind::Number => "number",
            Kind::Cut => "cut",
            Kind::Addition => "addition",
        }
    }

    /// Returns how much the difference is likely to matter, from 0 to 1.
    pub const fn weight(self) -> f64 {
        match self {
            Kind::Typography => 0.05,
            Kind::Addition => 0.4,
            Kind::Wording => 0.5,
            Kind::Cut => 0.6,
            Kind::Number => 0.9,
        }
    }
}

/// One side of a diff: a text and the tokens of a part of it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The whole text that the tokens point into.
    pub text: &'a str,
    /// The tokens of the passage, in order.
    pub tokens: &'a [Token],
}

impl<'a> Side<'a> {
    /// Returns the words of a run of tokens, exactly as they stand in the text.
    fn exact(&self, at: usize) -> &'a str {
        self.tokens[at].span().of(self.text)
    }

    /// Returns the span of a run of tokens; an empty run is the place where it would stand.
    pub fn span(&self, run: &Range<usize>) -> Span {
        match (self.tokens.get(run.start), self.tokens[..run.end].last()) {
            (Some(first), Some(last)) if !run.is_empty() => first.span().join(last.span()),
            // Between two tokens: right behind the one before.
            (_, Some(before)) => Span::empty(before.span().end),
            (Some(next), None) => Span::empty(next.span().start),
            (None, None) => Span::empty(0),
        }
    }

    /// Returns the spans of a run of tokens: one, or several where words of the text between two tokens belong to no
    /// side, as between passages that do not follow each other.
    pub fn spans(&self, run: &Range<usize>) -> Vec<Span> {
        let mut spans = vec![self.span(&(run.start..run.end.min(run.start + 1)))];
        for token in self.tokens.get(run.start + 1..run.end).into_iter().flatten() {
            let Some(last) = spans.last_mut() else { break };
            let between = Span::new(last.end, token.span().start).of(self.text);
            if between.contains(char::is_alphanumeric) {
                spans.push(token.span());
            } else {
                *last = last.join(token.span());
            }
        }
        spans
    }

    fn has_words(&self, run: &Range<usize>) -> bool {
        self.tokens[run.clone()].iter().any(Token::is_word)
    }
}

/// A change: runs of tokens on both sides that stand in the same place. One of them may be empty, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What differs.
    pub kind: Kind,
    /// The tokens of the base, as indices into its side.
    pub base: Range<usize>,
    /// The tokens of the other side.
    pub other: Range<usize>,
}

/// The differences between a base and another wording of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The changes, in order on both sides. Between them both sides have the same number of tokens.
    pub edits: Vec<Edit>,
    /// How many words both sides share.
    pub kept: usize,
    /// How many words the longer side has.
    pub words: usize,
}

impl Diff {
    /// Tells whether so little is kept that single marked words would only confuse.
    pub fn is_reworded(&self) -> bool {
        self.words > 4 && self.kept * 5 < self.words * 2
    }

    /// Tells whether anything but typography differs.
    pub fn changes_wording(&self) -> bool {
        self.edits.iter().any(|edit| edit.kind != Kind::Typography)
    }
}

/// Compares two wordings word by word.
pub fn diff(base: Side<'_>, other: Side<'_>) -> Diff {
    let kept = kept_words(base, other);
    let words = |side: Side<'_>| side.tokens.iter().filter(|token| token.is_word()).count();
    let mut edits = Vec::new();
    let mut start = (0, 0);
    let ends = std::iter::once((base.tokens.len(), other.tokens.len()));
    for (b, o) in kept.iter().copied().chain(ends) {
        edits.extend(edit_between(base, other, start.0..b, start.1..o));
        if b < base.tokens.len() && base.exact(b) != other.exact(o) {
            edits.push(Edit { kind: Kind::Typography, base: b..b + 1, other: o..o + 1 });
        }
        start = (b + 1, o + 1);
    }
    Diff { edits: bridge(base, other, edits), kept: kept.len(), words: words(base).max(words(other)) }
}

/// Returns the words kept on both sides, as pairs of token indices in order.
fn kept_words(base: Side<'_>, other: Side<'_>) -> Vec<(usize, usize)> {
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

/// Moves pure cuts and additions along words that repeat, so that they begin where a phrase begins.
///
/// "the plan and the vote" against "the plan" may be cut as "and the vote" or as "plan and the"; readers expect the
/// first. The cost of a place is lowest between marks; among equals the leftmost wins ("the plan and" of "the plan and
/// the vote").
fn slide(ops: &mut [DiffOp], base: Side<'_>, base_at: &[usize], other: Side<'_>, other_at: &[usize]) {
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

/// Returns what differs between two neighbouring kept words, without the marks that agree at its ends.
fn edit_between(base: Side<'_>, other: Side<'_>, mut b: Range<usize>, mut o: Range<usize>) -> Option<Edit> {
    let same = |b: usize, o: usize| base.exact(b) == other.exact(o);
    while !b.is_empty() && !o.is_empty() && same(b.start, o.start) {
        (b.start, o.start) = (b.start + 1, o.start + 1);
    }
    while !b.is_empty() && !o.is_empty() && same(b.end - 1, o.end - 1) {
        (b.end, o.end) = (b.end - 1, o.end - 1);
    }
    (!b.is_empty() || !o.is_empty()).then(|| Edit { kind: kind(base, other, &b, &o), base: b, other: o })
}

fn kind(base: Side<'_>, other: Side<'_>, b: &Range<usize>, o: &Range<usize>) -> Kind {
    let numbers = |side: Side<'_>, run: &Range<usize>| -> Vec<u32> {
        let tokens = side.tokens[run.clone()].iter();
        tokens.filter(|token| token.kind == TokenKind::Number).map(|token| token.form).collect()
    };
    match (base.has_words(b), other.has_words(o)) {
        (false, false) => Kind::Typography,
        (true, false) => Kind::Cut,
        (false, true) => Kind::Addition,
        (true, true) if is_same_letters(base, other, b, o) => Kind::Typography,
        (true, true) => {
            let (left, right) = (numbers(base, b), numbers(other, o));
            if !left.is_empty() && !right.is_empty() && left != right { Kind::Number } else { Kind::Wording }
        }
    }
}

/// Tells whether two runs differ only in where words are parted ("on-line", "online"; "12 500", "12,500").
fn is_same_letters(base: Side<'_>, other: Side<'_>, b: &Range<usize>, o: &Range<usize>) -> bool {
    let letters = |side: Side<'_>, run: &Range<usize>| -> String {
        let words = side.tokens[run.clone()].iter().filter(|token| token.is_word());
        words.flat_map(|token| normal_form(token.span().of(side.text)).chars().collect::<Vec<_>>()).collect()
    };
    // Digits that are parted otherwise are another number, unless they are parted into thousands.
    let is_parted = |side: Side<'_>, run: &Range<usize>| {
        let mut numbers = side.tokens[run.clone()].iter().filter(|token| token.kind == TokenKind::Number);
        numbers.next();
        numbers.all(|token| token.span().len() == 3)
    };
    let thousands = |letters: String| letters.replace([',', '.', '\''], "");
    let (left, right) = (letters(base, b), letters(other, o));
    let has_digits = left.contains(|c: char| c.is_ascii_digit());
    if !has_digits {
        return left == right;
    }
    is_parted(base, b)
        && is_parted(other, o)
        && [&left, &right].iter().all(|n| is_grouped(n))
        && thousands(left) == thousands(right)
}

/// Tells whether the marks inside a number part thousands, and not decimals.
fn is_grouped(number: &str) -> bool {
    number.split([',', '.', '\'']).skip(1).all(|group| group.len() == 3)
}

/// Joins changes that are parted only by a few common words, fewer than are changed on either side: that those agree
/// is chance.
fn bridge(base: Side<'_>, other: Side<'_>, edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if is_bridged(base, other, last, &edit) => {
                last.base.end = edit.base.end;
                last.other.end = edit.other.end;
                last.kind = kind(base, other, &last.base, &last.other);
            }
            _ => joined.push(edit),
        }
    }
    joined
}

fn is_bridged(base: Side<'_>, other: Side<'_>, left: &Edit, right: &Edit) -> bool {
    if left.kind == Kind::Typography || right.kind == Kind::Typography {
        return false;
    }
    let between = &base.tokens[left.base.end..right.base.start];
    let kept = between.iter().filter(|token| token.is_word()).count();
    let words = |tokens: &[Token]| tokens.iter().filter(|token| token.is_word()).count();
    let changed = |edit: &Edit| words(&base.tokens[edit.base.clone()]).max(words(&other.tokens[edit.other.clone()]));
    let chance = between.iter().all(|token| token.common || !token.is_word());
    chance && kept > 0 && kept <= BRIDGE_WORDS.min(changed(left)).min(changed(right))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::document::{Blocks, Document, Role, Source};
    use crate::text::divide;
    use crate::text::tokens::{Lexicon, Tokens};

    /// Texts of one paragraph each, with their tokens in one lexicon.
    pub(crate) fn texts(texts: &[&str]) -> Vec<(Document, Tokens)> {
        let mut lexicon = Lexicon::default();
        let documents = texts.iter().map(|text| {
            let mut blocks = Blocks::default();
            blocks.push(Role::Body, text);
            divide(Source::default(), blocks, Vec::new())
        });
        documents
            .map(|document| {
                let tokens = lexicon.tokens(&document, "en");
                (document, tokens)
            })
            .collect()
    }

    pub(crate) fn side((document, tokens): &(Document, Tokens)) -> Side<'_> {
        Side { text: &document.text, tokens: tokens.all() }
    }

    /// Shows a diff as `kind[base|other]`, one after another.
    fn show(base: &str, other: &str) -> String {
        let texts = texts(&[base, other]);
        let (base, other) = (side(&texts[0]), side(&texts[1]));
        let show = |edit: &Edit| {
            let words = |side: Side<'_>, run: &Range<usize>| side.span(run).of(side.text).to_owned();
            format!("{}[{}|{}]", edit.kind.name(), words(base, &edit.base), words(other, &edit.other))
        };
        diff(base, other).edits.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_changed_word_is_one_change() {
        assert_eq!(
            show("We fear retribution from them.", "We fear reprisals from them."),
            "wording[retribution|reprisals]"
        );
    }

    #[test]
    fn a_cut_falls_on_a_phrase() {
        assert_eq!(show("The plan, and the vote, failed.", "The plan failed."), "cut[, and the vote,|]");
        assert_eq!(show("She said the plan and the vote failed.", "She said the vote failed."), "cut[the plan and|]");
    }

    #[test]
    fn marks_and_case_are_typography() {
        assert_eq!(
            show("“We won’t go,” he said.", "\"We won't go\", he said."),
            "typography[“|\"] typography[won’t|won't] typography[,”|\",]"
        );
        assert_eq!(show("The Board met.", "The board met."), "typography[Board|board]");
    }

    #[test]
    fn another_number_is_told_apart() {
        assert_eq!(show("At least 35 groups left.", "At least 40 groups left."), "number[35|40]");
        assert_eq!(show("It cost $5.", "It cost €5."), "wording[$|€]");
    }

    #[test]
    fn neighbouring_changes_are_one() {
        assert_eq!(
            show("The plan is bad for the town.", "The plan was good for a town."),
            "wording[is bad for the|was good for a]"
        );
    }

    #[test]
    fn what_stands_between_changes_agrees() {
        let texts = texts(&["“One, two” three — four five.", "One two three four, six five!"]);
        let (base, other) = (side(&texts[0]), side(&texts[1]));
        let (mut b, mut o) = (0, 0);
        for edit in diff(base, other).edits {
            assert_eq!(edit.base.start - b, edit.other.start - o);
            (b, o) = (edit.base.end, edit.other.end);
        }
        assert_eq!(base.tokens.len() - b, other.tokens.len() - o);
    }
}
