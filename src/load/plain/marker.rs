//! Marks before the items of a list.

use super::lines::Line;

/// Signs that are used for nothing else at the start of a line.
const SIGNS: &str = "•◦▪▫‣⁃●○■□➢➤►▶✓✔❖";

/// How many lines further the next item must begin for dashes, stars and numbers to count as marks.
const REACH: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Sign,
    Dash(char),
    Number(u32),
    Letter(u32),
}

/// Tells for each line whether it begins an item of a list.
///
/// A bullet sign is enough. A dash, a star or a number needs a second item near: a dash may begin speech, and a
/// number with a full stop a date.
pub fn items(lines: &[Line<'_>]) -> Vec<bool> {
    let marks: Vec<Option<Mark>> = lines.iter().map(|line| mark(line.text)).collect();
    let near = |at: usize| marks[at.saturating_sub(REACH)..at].iter().chain(marks.iter().skip(at + 1).take(REACH));
    let is_item = |(at, mark): (usize, &Option<Mark>)| match mark {
        Some(Mark::Sign) => true,
        Some(mark) => near(at).flatten().any(|other| belong(*mark, *other)),
        None => false,
    };
    marks.iter().enumerate().map(is_item).collect()
}

fn belong(one: Mark, other: Mark) -> bool {
    match (one, other) {
        (Mark::Dash(a), Mark::Dash(b)) => a == b,
        (Mark::Number(a), Mark::Number(b)) | (Mark::Letter(a), Mark::Letter(b)) => a.abs_diff(b) == 1,
        _ => false,
    }
}

fn mark(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let rest = text[first.len_utf8()..].trim_start();
    let is_parted = text[first.len_utf8()..].starts_with(char::is_whitespace);
    // Word puts a tab behind whatever sign it uses, an "o" for the second level.
    let is_tabbed = text[first.len_utf8()..].starts_with('\t') && "o·-–—§*".contains(first);
    if (SIGNS.contains(first) || is_tabbed) && !rest.is_empty() {
        return Some(Mark::Sign);
    }
    match first {
        '*' | '-' | '+' if is_parted && !rest.is_empty() => Some(Mark::Dash(first)),
        // The longer dash begins speech in many languages: an item has no marks of speech and asks nothing.
        '–' if is_parted && !rest.contains(['"', '“', '”', '«', '»', '„', '?', '!', '–']) => {
            Some(Mark::Dash(first))
        }
        _ => counted(text),
    }
}

/// Reads "3.", "3)", "(3)", "b)", "(b)" before a blank.
fn counted(text: &str) -> Option<Mark> {
    let (label, rest) = text.split_once(char::is_whitespace)?;
    let inner = match label.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?,
        None => label.strip_suffix(')').or_else(|| label.strip_suffix('.'))?,
    };
    if rest.trim().is_empty() {
        return None;
    }
    let mut letters = inner.chars();
    match (letters.next()?, letters.next()) {
        (letter, None) if letter.is_ascii_lowercase() && !label.ends_with('.') => Some(Mark::Letter(letter as u32)),
        _ if inner.len() <= 2 && inner.bytes().all(|b| b.is_ascii_digit()) => inner.parse().ok().map(Mark::Number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn speech_after_a_dash_and_single_numbers_are_no_items() {
        for text in ["– Nous partons !\n– Déjà ?", "18. March was cold.", "- a single dash"] {
            assert!(items(&split(text)).iter().all(|item| !item), "{text}");
        }
    }

    #[test]
    fn items_come_in_company() {
        for text in
            ["–\tWill it open?\no\tNo.", "(a) one\n(b) two", "1) one\n2) two", "* one\n\n* two", "– ein Bus\n– ein Zug"]
        {
            let found = items(&split(text));
            assert_eq!(found.iter().filter(|item| **item).count(), 2, "{text}");
        }
    }
}
