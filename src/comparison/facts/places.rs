//! In which group of a comparison a place of a text stands.

use crate::comparison::Comparison;

/// Which group each sentence stands in.
pub(super) struct Places<'a> {
    comparison: &'a Comparison,
    groups: Vec<Vec<usize>>,
}

impl<'a> Places<'a> {
    /// Looks up the groups of a comparison.
    pub(super) fn new(comparison: &'a Comparison) -> Self {
        let mut groups: Vec<Vec<usize>> =
            comparison.documents.iter().map(|document| vec![usize::MAX; document.sentences.len()]).collect();
        for (at, group) in comparison.groups.iter().enumerate() {
            for passage in &group.passages {
                groups[passage.document][passage.sentences()].fill(at);
            }
        }
        Places { comparison, groups }
    }

    /// Returns the group in which a place of a document stands.
    pub(super) fn group(&self, document: usize, place: usize) -> Option<usize> {
        let sentences = &self.comparison.documents[document].sentences;
        let at = sentences.partition_point(|sentence| sentence.span.start <= place).checked_sub(1)?;
        self.groups[document].get(at).copied().filter(|group| *group != usize::MAX)
    }
}
