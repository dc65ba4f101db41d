//! Text broken into lines of a given width: at blanks, after hyphens and dashes, and between the characters of scripts
//! that set no blanks (a small part of UAX #14). Nothing is left out.

use std::ops::Range;

/// Something to be set in a line.
pub trait Set {
    /// Returns what is drawn.
    fn shown(&self) -> &str;
    /// Returns its width, in columns.
    fn width(&self) -> usize;
}

impl Set for crate::clean::Glyph<'_> {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn width(&self) -> usize {
        self.width
    }
}

/// Breaks glyphs into lines of at most `width` columns, as ranges of glyphs that follow each other without a gap.
///
/// Blanks at the end of a line belong to it and may stand past its end. A glyph wider than the line stands alone.
pub fn wrap<G: Set>(glyphs: &[G], width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used, mut place) = (0, 0, None);
    let mut at = 0;
    while at < glyphs.len() {
        let glyph = &glyphs[at];
        let hangs = is_blank(glyph.shown());
        if used + glyph.width() > width && !hangs && at > start {
            let end = place.filter(|place| *place > start).unwrap_or(at);
            lines.push(start..end);
            (start, at, used, place) = (end, end, 0, None);
            continue;
        }
        used += glyph.width();
        at += 1;
        if at < glyphs.len() && may_break(glyphs, at) {
            place = Some(at);
        }
    }
    if start < glyphs.len() {
        lines.push(start..glyphs.len());
    }
    lines
}

/// Tells whether a line may end before the glyph at an index, which is neither the first nor past the last.
fn may_break<G: Set>(glyphs: &[G], at: usize) -> bool {
    let (before, after) = (glyphs[at - 1].shown(), glyphs[at].shown());
    if is_blank(after) || opens(before) || closes(after) {
        return false;
    }
    if is_blank(before) {
        return true;
    }
    let letter = |glyph: &str| glyph.chars().next().is_some_and(char::is_alphabetic);
    let hyphen = matches!(before, "-" | "‐" | "–" | "—" | "/");
    if hyphen && at >= 2 {
        return letter(glyphs[at - 2].shown()) && letter(after);
    }
    sets_no_blanks(before) || sets_no_blanks(after)
}

fn is_blank(glyph: &str) -> bool {
    // A no-break space is not among them: it holds words together.
    matches!(glyph, " " | "\u{3000}" | "\u{2002}" | "\u{2003}" | "\u{2009}" | "\u{200a}")
}

/// Tells whether a glyph is of a script whose lines may end between any two characters.
fn sets_no_blanks(glyph: &str) -> bool {
    glyph.chars().next().is_some_and(|c| {
        matches!(c, '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}'
            | '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
    })
}

fn opens(glyph: &str) -> bool {
    glyph.chars().next().is_some_and(|c| "([{‘“«‹（［｛「『【〈《〔〘〖〝".contains(c))
}

/// Tells whether a glyph may not begin a line: what closes, ends, lengthens or repeats.
fn closes(glyph: &str) -> bool {
    const NEVER_FIRST: &str = ")]}’”»›!,.:;?…%∧）］｝」』】〉》〕〙〗〟、。，．・：；？！‥ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ％°";
    glyph.chars().next().is_some_and(|c| NEVER_FIRST.contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clean::{Glyph, glyphs};

    fn lines(text: &str, width: usize) -> Vec<String> {
        let glyphs: Vec<Glyph<'_>> = glyphs(text).collect();
        let line = |range: Range<usize>| glyphs[range].iter().map(|glyph| glyph.shown.as_ref()).collect();
        wrap(&glyphs, width).into_iter().map(line).collect()
    }

    #[test]
    fn breaks_at_blanks_and_after_hyphens() {
        assert_eq!(lines("the well-known bridge", 9), ["the well-", "known ", "bridge"]);
        assert_eq!(lines("pages 12-14", 8), ["pages ", "12-14"]);
        assert_eq!(lines("a b   c", 1), ["a ", "b   ", "c"]);
    }

    #[test]
    fn long_words_are_split() {
        assert_eq!(lines("unbelievable", 5), ["unbel", "ievab", "le"]);
    }

    #[test]
    fn japanese_breaks_anywhere_but_not_before_a_full_stop() {
        assert_eq!(lines("水が減った。川", 10), ["水が減っ", "た。川"]);
        assert_eq!(lines("彼は「水」と", 6), ["彼は", "「水」", "と"]);
    }

    #[test]
    fn a_glyph_wider_than_the_line_stands_alone() {
        assert_eq!(lines("日本", 1), ["日", "本"]);
    }

    proptest! {
        #[test]
        fn lines_join_back_to_the_text(text in "(\\PC|[ \\-水。、「」a-e]){0,80}", width in 1usize..30) {
            let shown: String = glyphs(&text).map(|glyph| glyph.shown.into_owned()).collect();
            let lines = lines(&text, width);
            prop_assert_eq!(lines.concat(), shown, "nothing is lost");
            let glyphs: Vec<Glyph<'_>> = glyphs(&text).collect();
            for (range, line) in wrap(&glyphs, width).into_iter().zip(&lines) {
                let fits = crate::clean::width(line.trim_end()) <= width;
                prop_assert!(fits || glyphs[range].iter().filter(|glyph| glyph.shown != " ").count() == 1, "{line:?}");
            }
        }
    }
}
