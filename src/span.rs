//! A stretch of a text, as a range of bytes.

use std::ops::Range;

/// A half-open range of bytes in one text, always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span from its first byte and the byte after its last.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Makes the empty span at a place.
    pub const fn empty(at: usize) -> Self {
        Span { start: at, end: at }
    }

    /// Returns its length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Tells whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Tells whether another span lies wholly inside this one.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the bytes two spans have in common.
    pub fn overlap(self, other: Span) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Returns the smallest span around both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns the words of the text that the span covers, or nothing where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Returns the span without the blanks at either end.
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + words.len() - words.trim_start().len();
        Span::new(start, start + words.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_blanks_of_any_kind() {
        let text = "a \u{a0}who\u{3000}b";
        let span = Span::new(1, text.len() - 1).trim(text);
        assert_eq!(span.of(text), "who");
    }

    #[test]
    fn a_span_that_does_not_fit_reads_as_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(5, 9).of("abc"), "");
    }

    #[test]
    fn overlap_counts_common_bytes() {
        assert_eq!(Span::new(0, 5).overlap(Span::new(3, 9)), 2);
        assert_eq!(Span::new(0, 3).overlap(Span::new(3, 9)), 0);
    }
}
