//! Why a source shows nothing in a row. That no counterpart was found is never told as if there were none.

use super::Comparison;
use super::rows::Row;
use crate::document::Passage;

/// What is known about a source that has nothing in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absence {
    /// All of it was looked through, clutter included, and nothing was found that might be meant.
    NotFound,
    /// What corresponds stands in another row.
    Elsewhere {
        /// The first such sentence.
        passage: Passage,
    },
    /// Something was found that may be meant, but is not likely enough to be told as a counterpart.
    Possibly {
        /// The sentence.
        passage: Passage,
        /// How likely it reports the same thing as a sentence of the row, from 0 to 1.
        score: f64,
    },
    /// It is in another language than the base of the row, so that words could not be compared.
    OtherLanguage,
    /// It could not be read, and says nothing about what it lacks.
    NotRead,
    /// Only the clusters of another program were opened, and nothing was searched for.
    NotSearched,
}

/// Tells why a source shows nothing in a row.
pub fn absence(comparison: &Comparison, row: &Row, source: usize) -> Absence {
    let (own, base) = (&comparison.documents[source], &comparison.documents[row.base]);
    if own.failed() || own.sentences.is_empty() {
        return Absence::NotRead;
    }
    if let Some(found) = comparison.crossing(row.group, source).next() {
        return Absence::Elsewhere { passage: found.other };
    }
    if let Some(found) = comparison.possible_of(row.group).find(|one| one.other.document == source) {
        return Absence::Possibly { passage: found.other, score: found.score };
    }
    if comparison.clustered {
        return Absence::NotSearched;
    }
    match (&own.source.language, &base.source.language) {
        (Some(own), Some(base)) if own != base => Absence::OtherLanguage,
        _ => Absence::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::compare;
    use crate::comparison::rows::rows;
    use crate::load::read;

    #[test]
    fn what_a_lead_tells_at_once_is_found_beside_each_of_several_passages() {
        let lead = "The Morvik harbour board shut the Skarvik ferry pier on Monday and dismissed its director Greta Vik \
                    after auditors found cracked pillars.\n\nFishermen marched to the town hall in the rain.\n";
        let several = "Auditors found cracked pillars under the Skarvik ferry pier, and on Monday it was shut.\n\n\
                       Director Greta Vik was dismissed by the Morvik harbour board.\n\n\
                       A choir sang in the church that evening.\n";
        let comparison = compare(vec![read("a.txt", lead.as_bytes()), read("b.txt", several.as_bytes())]);
        let rows = rows(&comparison, 0);
        let told = |paragraph: usize| {
            let row = rows.iter().find(|row| {
                let readings = row.cells[1].readings.iter().flat_map(|reading| &reading.passages);
                readings.clone().any(|passage| comparison.paragraph(*passage) == paragraph)
            });
            let row = row.expect("every passage stands in a row");
            !row.cells[0].readings.is_empty() || matches!(absence(&comparison, row, 0), Absence::Elsewhere { .. })
        };
        assert_eq!([told(1), told(2), told(3)], [true, true, false]);
    }
}
