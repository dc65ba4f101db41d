//! Why a source shows nothing in a row. That no counterpart was found is never told as if there were none.

use super::Comparison;
use super::rows::Row;

/// What is known about a source that has nothing in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It was compared, and nothing was found.
    NotFound,
    /// It is in another language than the base of the row, so that words could not be compared.
    OtherLanguage,
    /// It could not be read, and says nothing about what it lacks.
    NotRead,
}

/// Tells why a source shows nothing in a row.
pub fn absence(comparison: &Comparison, row: &Row, source: usize) -> Absence {
    let (own, base) = (&comparison.documents[source], &comparison.documents[row.base]);
    match (&own.source.language, &base.source.language) {
        _ if own.failed() || own.sentences.is_empty() => Absence::NotRead,
        (Some(own), Some(base)) if own != base => Absence::OtherLanguage,
        _ => Absence::NotFound,
    }
}
