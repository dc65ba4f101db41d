//! Which words differ between two passages that report the same thing, and what kind of difference each is.
//!
//! Words are compared, marks and blanks are attached to them: two texts without a common word must not look alike
//! because of their commas. The spans of a diff cover each side without a gap, so nothing can be lost in it. What kind
//! a change is may style it; no kind and no weight hides one.

mod bridge;
mod edit;
mod kept;
mod kind;
mod letters;
mod lists;
mod order;
mod pair;
mod relate;
mod run;
mod side;
mod slide;
mod split;
pub mod stretches;
mod trim;
mod whole;

pub use edit::Edit;
pub use kind::{Kind, Shape, Told, Weight};
pub use letters::is_transliterated;
pub use lists::{Rank, denies, is_title, ranks};
pub use side::Side;

use kept::kept_words;
use pair::Pair;
use std::ops::Range;
use trim::trimmed;

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

    /// Tells whether anything differs that a reader should see: more than marks, spelling and forms of words.
    pub fn changes_wording(&self) -> bool {
        self.edits.iter().any(|edit| !edit.told.weight.is_light())
    }
}

/// Compares two wordings word by word.
pub fn diff(base: Side<'_>, other: Side<'_>) -> Diff {
    let kept = kept_words(base, other);
    let words = |side: Side<'_>| side.tokens.iter().filter(|token| token.is_word()).count();
    let runs = runs(base, other, &kept);
    let edits = if runs.is_empty() { Vec::new() } else { told(&Pair::new(base, other), runs) };
    Diff { edits, kept: kept.len(), words: words(base).max(words(other)) }
}

/// Tells what kind of difference two runs of two sides are, with a few words around them in view.
fn tell(base: Side<'_>, b: &Range<usize>, other: Side<'_>, o: &Range<usize>) -> Told {
    const AROUND: usize = 4;
    fn near<'a>(side: Side<'a>, run: &Range<usize>) -> (Side<'a>, Range<usize>) {
        let start = run.start.saturating_sub(AROUND);
        let end = (run.end + AROUND).min(side.tokens.len());
        (Side { text: side.text, tokens: &side.tokens[start..end] }, run.start - start..run.end - start)
    }
    let ((base, b), (other, o)) = (near(base, b), near(other, o));
    Pair::new(base, other).tell(&b, &o)
}

/// Returns what stands between the words that are kept, and those that are kept in other letters.
fn runs(base: Side<'_>, other: Side<'_>, kept: &[(usize, usize)]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut runs = Vec::new();
    let mut start = (0, 0);
    let ends = std::iter::once((base.tokens.len(), other.tokens.len()));
    for (b, o) in kept.iter().copied().chain(ends) {
        runs.extend(trimmed(base, other, start.0..b, start.1..o));
        if b < base.tokens.len() && base.exact(b) != other.exact(o) {
            runs.push((b..b + 1, o..o + 1));
        }
        start = (b + 1, o + 1);
    }
    runs
}

/// Tells of each run what it is: numbers as a whole, what is nearly the same by itself, what agrees by chance drawn in.
fn told(pair: &Pair<'_>, runs: Vec<(Range<usize>, Range<usize>)>) -> Vec<Edit> {
    let edit = |(base, other)| Edit { told: pair.tell(&base, &other), base, other };
    let edits = whole::whole(pair, runs.into_iter().map(edit).collect());
    let mut edits: Vec<Edit> = edits.into_iter().flat_map(|edit| split::split(pair, edit)).collect();
    order::reorder(pair, &mut edits);
    bridge::bridge(pair, edits)
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
            format!("{}[{}|{}]", edit.told.kind.name(), words(base, &edit.base), words(other, &edit.other))
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
        assert_eq!(show("It cost $5.", "It cost €5."), "number[$5|€5]");
    }

    #[test]
    fn neighbouring_changes_are_one() {
        assert_eq!(
            show("The plan is bad for the town.", "The plan was good for a town."),
            "inflection[is|was] wording[bad for the|good for a]"
        );
    }

    #[test]
    fn what_stands_between_changes_agrees() {
        let all = [
            ["“One, two” three — four five.", "One two three four, six five!"],
            // Numbers that are told as a whole reach over several changes before them.
            [
                "The silver was an hundred talents, a thousand seven hundred and threescore and fifteen shekels each.",
                "Also five hundred shekels, half as much, even two hundred and fifty, and of the silver two hundred and \
                 fifty more.",
            ],
        ];
        for both in all {
            let texts = texts(&both);
            let (base, other) = (side(&texts[0]), side(&texts[1]));
            let (mut b, mut o) = (0, 0);
            for edit in diff(base, other).edits {
                assert!(b <= edit.base.start && o <= edit.other.start, "{}", both[0]);
                assert_eq!(edit.base.start - b, edit.other.start - o, "{}", both[0]);
                (b, o) = (edit.base.end, edit.other.end);
            }
            assert_eq!(base.tokens.len() - b, other.tokens.len() - o);
        }
    }
}
