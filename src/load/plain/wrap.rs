//! Lines that were cut to a width: how to tell, and how to put them together again.

use super::lines::Line;

/// The widths, in columns, that lines are cut to.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=200;

/// The fewest pairs of lines that can show that a text was cut to a width.
const PAIRS: usize = 3;

/// Lines cut to fewer columns than this must be exactly as full as the next word allows: verse is as narrow.
const NARROW: usize = 60;

/// Ragged ends: letters of different widths make lines of one printed width differ by this share of it.
const RAGGED: f64 = 0.82;

/// Returns the width, in columns, that the lines of a text were cut to, or nothing where they were not.
///
/// The signs must agree: most lines are as full as the next word allows, most end in mid-sentence and few at a
/// comma, and many of those that follow begin with a small letter (where the script has any).
pub fn limit(lines: &[Line<'_>], furniture: &[bool], items: &[bool]) -> Option<usize> {
    let is_pair = |at: &usize| {
        !lines[*at].is_blank()
            && !lines[at + 1].is_blank()
            && !furniture[*at]
            && !furniture[at + 1]
            && !items[at + 1]
            && !lines[at + 1].opens_page
    };
    let pairs: Vec<(&Line<'_>, &Line<'_>)> =
        (0..lines.len().saturating_sub(1)).filter(is_pair).map(|at| (&lines[at], &lines[at + 1])).collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(above, _)| above.width).collect();
    widths.sort_unstable();
    let widest = *widths.last()?;
    let limit = if widest < NARROW { widest } else { widths[widths.len() * 9 / 10] };
    let share = |holds: &dyn Fn(&(&Line<'_>, &Line<'_>)) -> bool| {
        pairs.iter().filter(|pair| holds(pair)).count() as f64 / pairs.len() as f64
    };
    let is_full = share(&|(above, below)| fills(above, below, limit)) >= 0.65;
    let is_open = share(&|(above, _)| !above.ends_sentence()) >= 0.55;
    // Verse ends its lines where a sentence pauses; a width does so by chance only.
    let is_prose = share(&|(above, _)| above.text.ends_with([',', ';', ':', '—', '–'])) <= 0.4;
    let has_case = pairs.iter().any(|(_, below)| below.text.chars().any(char::is_lowercase));
    let is_small = !has_case || share(&|(_, below)| below.starts_lower()) >= 0.25;
    (pairs.len() >= PAIRS && WIDTHS.contains(&limit) && is_full && is_open && is_prose && is_small).then_some(limit)
}

/// Tells whether a line goes on in the next, in a text cut to a width.
pub fn goes_on(above: &Line<'_>, below: &Line<'_>, limit: usize) -> bool {
    fills(above, below, limit) || is_torn(above, below)
}

/// Tells whether a sentence was torn apart by a line end: no end above, a small letter below.
pub fn is_torn(above: &Line<'_>, below: &Line<'_>) -> bool {
    let is_open = !above.ends_sentence() && !above.text.ends_with([':', ';']);
    is_open && below.text.chars().next().is_some_and(char::is_lowercase)
}

/// Returns what stands between two lines put together: nothing after a hyphen in a word and between signs of a
/// script that has no blanks, otherwise a blank.
pub fn between(above: &str, below: &str) -> &'static str {
    let mut last = above.chars().rev();
    let (end, before) = (last.next(), last.next());
    let next = below.chars().next();
    let is_hyphen = matches!(end, Some('-' | '\u{ad}' | '‐')) && before.is_some_and(char::is_alphanumeric);
    if is_hyphen && next.is_some_and(char::is_lowercase) {
        return "";
    }
    let is_solid = |c: Option<char>| c.is_some_and(is_unspaced);
    let is_mark = |c: Option<char>| is_solid(c) || c.is_some_and(|c| "“”‘’…—".contains(c));
    let is_joined = (is_solid(end) && is_mark(next)) || (is_mark(end) && is_solid(next));
    if is_joined { "" } else { " " }
}

/// Tells whether the next word would not have found room any more.
fn fills(above: &Line<'_>, below: &Line<'_>, limit: usize) -> bool {
    let needed = above.width + 1 + first_word(below.text);
    if limit < NARROW { needed > limit } else { needed as f64 >= limit as f64 * RAGGED }
}

fn first_word(text: &str) -> usize {
    match text.chars().next() {
        Some(first) if is_unspaced(first) => 2,
        _ => text.split_whitespace().next().map_or(0, |word| word.chars().count()),
    }
}

/// Chinese and Japanese signs and their marks, which are written without blanks (Korean has blanks).
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn scripts_without_blanks_are_joined_without_one() {
        assert_eq!(between("橋は夜", "十時から"), "");
        assert_eq!(between("并要求", "“认真观察”"), "");
        assert_eq!(between("“认真观察”", "闸门"), "");
        assert_eq!(between("다리는", "오늘"), " ");
        assert_eq!(between("cross-", "Channel"), " ");
        assert_eq!(between("a pause -", "then"), " ");
    }

    #[test]
    fn paragraphs_of_one_line_each_are_not_cut_to_a_width() {
        let text = "A first long line that ends as lines end, with a full stop and nothing after.\n".repeat(9);
        let lines = split(&text);
        let none = vec![false; lines.len()];
        assert_eq!(limit(&lines, &none, &none), None);
    }
}
