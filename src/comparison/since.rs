//! What has become of a document that was read again: where each of its sentences stands now, and which are new.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::document::Document;

/// How a reading of a source differs from the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// For each sentence of the former reading the one that stands in its place now; the last one where nothing follows.
    pub now: Vec<usize>,
    /// For each sentence of the former reading whether its own words still stand, in whatever place.
    pub stays: Vec<bool>,
    /// For each sentence of this reading whether its words are new: the former reading has them nowhere.
    pub new: Vec<bool>,
    /// How many sentences of the former reading are nowhere in this one, nor put in other words in their place.
    pub gone: usize,
}

impl Since {
    /// Compares two readings of one source, sentence by sentence; blanks do not count.
    pub fn new(former: &Document, latter: &Document) -> Since {
        let mut known = HashMap::new();
        let (before, after) = (numbers(former, &mut known), numbers(latter, &mut known));
        let mut since = Since { now: vec![0; before.len()], new: vec![false; after.len()], ..Since::default() };
        // Whether a sentence of the former reading that is not in its place has another in its place.
        let mut lost: Vec<Option<bool>> = vec![None; before.len()];
        let mut found = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
            let (old, new) = (op.old_range(), op.new_range());
            let last = new.end.saturating_sub(1).max(new.start).min(after.len().saturating_sub(1));
            for (n, at) in old.clone().enumerate() {
                since.now[at] = (new.start + n).min(last);
                lost[at] = (!matches!(op, DiffOp::Equal { .. })).then_some(n < new.len());
            }
            if !matches!(op, DiffOp::Equal { .. }) {
                found.extend(new);
            }
        }
        // What changed places is neither new nor gone, however it is aligned.
        let mut moved: HashMap<usize, Vec<usize>> = HashMap::new();
        for at in (0..before.len()).rev().filter(|at| lost[*at].is_some()) {
            moved.entry(before[at]).or_default().push(at);
        }
        for at in found {
            match moved.get_mut(&after[at]).and_then(Vec::pop) {
                Some(old) => (since.now[old], lost[old]) = (at, None),
                None => since.new[at] = true,
            }
        }
        since.stays = lost.iter().map(Option::is_none).collect();
        since.gone = lost.iter().filter(|lost| **lost == Some(false)).count();
        since
    }

    /// Counts the sentences that are new.
    pub fn count(&self) -> usize {
        self.new.iter().filter(|new| **new).count()
    }
}

/// Returns a number for each sentence, the same where the words are the same; blanks do not count.
fn numbers(document: &Document, known: &mut HashMap<String, usize>) -> Vec<usize> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut number = |words: String| {
        let next = known.len();
        *known.entry(words).or_insert(next)
    };
    document.sentences.iter().map(|sentence| number(words(sentence.span.of(&document.text)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use proptest::prelude::*;

    fn since(before: &str, after: &str) -> Since {
        Since::new(&load::read("a.txt", before.as_bytes()), &load::read("a.txt", after.as_bytes()))
    }

    const BEFORE: &str = "The pier burned.\n\nNobody was hurt.\n\nA choir sang.\n";

    #[test]
    fn the_same_words_are_not_new_however_they_are_set() {
        let found = since(BEFORE, "The pier\nburned. Nobody  was hurt.\n\n\nA choir sang.\n");
        assert_eq!(found, Since { now: vec![0, 1, 2], stays: vec![true; 3], new: vec![false; 3], gone: 0 });
        assert_eq!(since("", "").count(), 0);
    }

    #[test]
    fn what_is_added_or_put_otherwise_is_new_and_what_stood_around_stays_found() {
        let found = since(BEFORE, "The pier burned.\n\nTwo people were hurt.\n\nA choir sang.\n\nIt rained.\n");
        assert_eq!((found.now.clone(), found.gone), (vec![0, 1, 2], 0), "the place of what was put otherwise is kept");
        assert_eq!(found.new, [false, true, false, true]);
        let above = since(BEFORE, &format!("Update at noon.\n\n{BEFORE}"));
        assert_eq!((above.now, above.new), (vec![1, 2, 3], vec![true, false, false, false]));
    }

    #[test]
    fn what_is_taken_out_is_counted_and_leads_to_what_follows() {
        let found = since(BEFORE, "The pier burned.\n\nA choir sang.\n");
        assert_eq!((found.now.clone(), found.count(), found.gone), (vec![0, 1, 1], 0, 1));
        assert_eq!(found.stays, [true, false, true]);
        let found = since(BEFORE, "The pier burned.\n");
        assert_eq!((found.now, found.gone), (vec![0, 0, 0], 2));
    }

    #[test]
    fn what_changes_places_is_neither_new_nor_gone() {
        let found = since(BEFORE, "A choir sang.\n\nThe pier burned.\n\nNobody was hurt.\n");
        assert_eq!((found.now.clone(), found.count(), found.gone), (vec![1, 2, 0], 0, 0));
        let twice = since("Yes.\n\nThe pier burned.\n", "Yes.\n\nThe pier burned.\n\nYes.\n");
        assert_eq!(twice.new, [false, false, true]);
    }

    proptest! {
        #[test]
        fn every_sentence_leads_somewhere_and_the_sums_are_right(
            before in proptest::collection::vec(0usize..6, 0..12),
            after in proptest::collection::vec(0usize..6, 0..12),
        ) {
            const WORDS: [&str; 6] = ["Fog came.", "The pier burned.", "It rained.", "A choir sang.", "No.", "Gulls cried."];
            let text = |list: &[usize]| list.iter().map(|at| WORDS[*at]).collect::<Vec<_>>().join("\n\n");
            let (one, other) = (load::read("a.txt", text(&before).as_bytes()), load::read("a.txt", text(&after).as_bytes()));
            let found = Since::new(&one, &other);
            prop_assert_eq!(found.now.len(), one.sentences.len());
            prop_assert!(found.now.iter().all(|at| *at < other.sentences.len().max(1)));
            for word in 0..WORDS.len() {
                let count = |list: &[usize]| list.iter().filter(|at| **at == word).count();
                let new = after.iter().zip(&found.new).filter(|(at, new)| **at == word && **new).count();
                prop_assert_eq!(new, count(&after).saturating_sub(count(&before)));
            }
        }
    }
}
