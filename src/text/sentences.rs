//! Where sentences end: the rules of `sentencex`, with the repairs that news needs.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::span::Span;

/// A continuation after a quoted exclamation or question is at most this many words long ("Smith asked again.").
const TAG_WORDS: usize = 4;

/// Splits a paragraph into sentences; together they hold every character that is not blank.
///
/// Quote marks are hidden from the rules, so that a quote of three sentences counts as three; a mark that closes
/// stays with the sentence it closes.
pub fn split(paragraph: &str, language: &str) -> Vec<Span> {
    let masked = mask(paragraph);
    let mut found: Vec<Span> = Vec::new();
    let mut start = 0;
    for boundary in sentencex::get_sentence_boundaries(language, &masked) {
        let end = past_closing(paragraph, trimmed_end(&masked, boundary.end_byte).max(start));
        add(paragraph, &mut found, Span::new(start, end));
        start = end;
    }
    add(paragraph, &mut found, Span::new(start, paragraph.len()));
    found
}

/// Adds a sentence, or joins it to the one before where the boundary was none.
fn add(paragraph: &str, found: &mut Vec<Span>, span: Span) {
    let span = span.trim(paragraph);
    if span.is_empty() {
        return;
    }
    match found.last_mut() {
        Some(last) if !is_boundary(last.of(paragraph), span.of(paragraph)) => *last = last.join(span),
        _ => found.push(span),
    }
}

/// Replaces quote marks by blanks of the same length, so that offsets stay.
fn mask(paragraph: &str) -> String {
    let mut masked = String::with_capacity(paragraph.len());
    let mut before = ' ';
    let mut rest = paragraph.chars().peekable();
    while let Some(c) = rest.next() {
        let between_letters = before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        let is_apostrophe = matches!(c, '\'' | '’' | '‘') && between_letters;
        match (is_quote_mark(c) && !is_apostrophe, c.len_utf8()) {
            (true, 1) => masked.push(' '),
            (true, 2) => masked.push('\u{a0}'),
            (true, 3) => masked.push('\u{2003}'),
            _ => masked.push(c),
        }
        before = c;
    }
    masked
}

/// Tells whether a character is used to mark quotations in any of the scripts we know.
pub fn is_quote_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '＂')
        || is_corner(c)
}

fn is_corner(c: char) -> bool {
    matches!(c, '「' | '」' | '『' | '』' | '﹁' | '﹂' | '﹃' | '﹄' | '｢' | '｣' | '〝' | '〞' | '〟')
}

/// Moves a boundary past the marks that close what came before it.
fn past_closing(paragraph: &str, at: usize) -> usize {
    let mut end = at;
    for (offset, c) in paragraph[at..].char_indices() {
        let next = paragraph[at + offset + c.len_utf8()..].chars().next();
        let closes = matches!(c, ')' | ']' | '）' | '」' | '』' | '”' | '’' | '»' | '›')
            || (is_quote_mark(c) && !is_corner(c) && next.is_none_or(char::is_whitespace));
        // „…“ and »…« close with marks that open elsewhere: they close here if a blank follows.
        let opens = matches!(c, '»' | '›') && next.is_some_and(char::is_alphanumeric);
        if !closes || opens {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    end
}

fn trimmed_end(text: &str, at: usize) -> usize {
    text[..at].trim_end().len()
}

/// Tells whether a sentence really ends between two candidates.
fn is_boundary(before: &str, after: &str) -> bool {
    let first = after.chars().find(|c| c.is_alphanumeric());
    // Nothing but marks, or a continuation in lower case: the sentence goes on.
    if first.is_none_or(char::is_lowercase) {
        return false;
    }
    let last_word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    !(is_initial(last_word)
        || is_title(last_word)
        || is_list_number(before)
        || is_date(last_word, after)
        || is_speech_tag(before, after))
}

/// The months of the one language that writes both the full stop behind the day and the month with a capital.
const GERMAN_MONTHS: [&str; 14] = [
    "Januar",
    "Jänner",
    "Februar",
    "Feber",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// "am 4. April", also where a line broke between the two.
fn is_date(last_word: &str, after: &str) -> bool {
    let month = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    is_list_number(last_word) && GERMAN_MONTHS.contains(&month)
}

/// An abbreviation before a name that the rules do not know ("Ms.").
fn is_title(word: &str) -> bool {
    static TITLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("titles.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    TITLES.contains(word.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// A single capital with a full stop ("J."), as in a name.
fn is_initial(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    first.is_some_and(char::is_uppercase) && second == Some('.') && third.is_none() && !word.starts_with('I')
}

/// "1." or "2)" alone before the words of a list item.
fn is_list_number(before: &str) -> bool {
    let digits = before.trim_end_matches(['.', ')']);
    digits.len() < before.len() && (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// "“Really?” Smith asked.": the few words behind a quoted question belong to it.
fn is_speech_tag(before: &str, after: &str) -> bool {
    let spoken = before.trim_end_matches(is_quote_mark);
    spoken.len() < before.len()
        && spoken.ends_with(['?', '!'])
        && after.split_whitespace().count() <= TAG_WORDS
        && !after.contains(is_quote_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
        split(text, language).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_form_of_address_ends_no_sentence() {
        let text = "Then Ida Marsh met Ms. Voss (and Ms. Pell). They left.";
        assert_eq!(split(text, "en").len(), 2);
    }

    #[test]
    fn a_quote_of_several_sentences_is_several_sentences() {
        assert_eq!(
            parts("“We waited. Nobody came.” The boat left.", "en"),
            ["“We waited.", "Nobody came.”", "The boat left."]
        );
        assert_eq!(parts("„Wir warteten. Niemand kam.“ Das Boot fuhr.", "de").len(), 3);
        assert_eq!(parts("「待った。誰も来なかった。」船は出た。", "ja").len(), 3);
    }

    #[test]
    fn titles_initials_and_list_numbers_end_nothing() {
        assert_eq!(parts("Sen. J. Okafor of the U.S. Senate spoke at 9 a.m. on Monday.", "en").len(), 1);
        assert_eq!(parts("1. The first point.", "en").len(), 1);
        assert_eq!(parts("Beschlossen wurde das am 4.\nApril, mit elf zu vier Stimmen.", "de").len(), 1);
    }

    #[test]
    fn what_goes_on_in_lower_case_is_no_new_sentence() {
        assert_eq!(parts("“Really?” he asked. She nodded.", "en"), ["“Really?” he asked.", "She nodded."]);
        assert_eq!(parts("“Stop!” Marsh said.", "en").len(), 1);
    }

    #[test]
    fn straight_marks_stay_with_the_sentence_they_close() {
        assert_eq!(parts("\"We left.\" They stayed.", "en"), ["\"We left.\"", "They stayed."]);
        assert_eq!(parts("It ended. \"We left,\" he said.", "en"), ["It ended.", "\"We left,\" he said."]);
    }
}
