//! Lines of plain text, with what their looks say about them.

use crate::clean;
use crate::load::piece;

/// The width from which a line is no longer measured exactly, in bytes.
const MEASURED: usize = 4096;

/// A line without the blanks at its ends.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its words.
    pub text: &'a str,
    /// The blanks before them, in columns; a tab goes to the next stop of eight.
    pub indent: usize,
    /// Where it ends, in columns.
    pub width: usize,
    /// Whether a page begins with it.
    pub opens_page: bool,
}

impl<'a> Line<'a> {
    fn new(raw: &'a str, opens_page: bool) -> Self {
        let text = raw.trim();
        let before = &raw[..raw.len() - raw.trim_start().len()];
        let indent = before.chars().fold(0, |at, c| if c == '\t' { (at / 8 + 1) * 8 } else { at + 1 });
        let width = if text.len() > MEASURED { text.len() } else { clean::width(text) };
        Line { text, indent, width: indent + width, opens_page }
    }

    /// Tells whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Tells whether it ends as sentences end.
    pub fn ends_sentence(&self) -> bool {
        piece::ends_sentence(self.text)
    }

    /// Tells whether its first letter is a small one, after quote marks and brackets.
    pub fn starts_lower(&self) -> bool {
        let first = self.text.trim_start_matches(['"', '“', '‘', '\'', '„', '«', '(', '[']).chars().next();
        first.is_some_and(char::is_lowercase)
    }
}

/// Takes a text apart at its line ends: LF, CR LF, CR, VT, NEL, LS, PS; a form feed opens a page.
pub fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut opens_page) = (0, false);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        let line = Line::new(&text[start..at], opens_page);
        opens_page = (opens_page && line.is_blank()) || c == '\u{c}';
        lines.push(line);
        start = at + c.len_utf8();
        if c == '\r' && rest.peek().is_some_and(|(_, next)| *next == '\n') {
            rest.next();
            start += 1;
        }
        if c == '\u{2029}' {
            lines.push(Line::new("", false));
        }
    }
    lines.push(Line::new(&text[start..], opens_page));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let texts: Vec<&str> = split("a\r\nb\rc\nd\u{b}e\u{85}f\u{2028}g").iter().map(|line| line.text).collect();
        assert_eq!(texts, ["a", "b", "c", "d", "e", "f", "g"]);
    }

    #[test]
    fn a_form_feed_opens_a_page_even_after_blank_lines() {
        let lines = split("a\n\u{c}\n\nb");
        assert!(lines.iter().any(|line| line.text == "b" && line.opens_page));
    }
}
