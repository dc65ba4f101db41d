//! Text from outside, made safe to draw: whatever could steer a terminal or hide is shown as a mark.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most combining marks drawn on one letter (UAX #15, stream-safe text); further ones are counted in a mark.
const MARKS: usize = 30;

/// Text that is safe to draw. Only this module makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Clean(String);

impl Clean {
    /// Makes any text safe: line breaks and tabs become blanks, what steers or hides becomes a mark.
    pub fn new(outside: &str) -> Self {
        Clean(glyphs(outside).map(|glyph| glyph.shown).collect())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds a glyph, as it will be drawn.
    pub fn push(&mut self, glyph: &Glyph<'_>) {
        self.0.push_str(&glyph.shown);
    }

    /// Returns its width on the screen, in columns.
    pub fn width(&self) -> usize {
        width(&self.0)
    }
}

impl std::fmt::Display for Clean {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// One letter as a reader sees it (an extended grapheme cluster), as it will be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// The byte of the text it starts at.
    pub at: usize,
    /// How many bytes of the text it stands for.
    pub len: usize,
    /// What is drawn: safe, never empty.
    pub shown: Cow<'a, str>,
    /// Its width in columns, at least 1.
    pub width: usize,
}

/// Takes a text apart into what is drawn, glyph by glyph; nothing is left out.
pub fn glyphs(text: &str) -> impl Iterator<Item = Glyph<'_>> {
    text.grapheme_indices(true).map(|(at, cluster)| {
        let shown = show(cluster);
        let width = width(&shown);
        // A cluster without a width of its own would be drawn into its neighbour.
        let (shown, width) = if width == 0 { (Cow::Owned(format!("◌{shown}")), 1) } else { (shown, width) };
        Glyph { at, len: cluster.len(), shown, width }
    })
}

/// Returns the width of safe text in columns.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

fn show(cluster: &str) -> Cow<'_, str> {
    let plain = |c: char| mark(c, cluster).is_none();
    if cluster.chars().all(plain) && cluster.chars().nth(MARKS + 1).is_none() {
        return Cow::Borrowed(cluster);
    }
    let mut out = String::new();
    if cluster == "\r\n" {
        return Cow::Borrowed(" ");
    }
    for (n, c) in cluster.chars().enumerate() {
        if n > MARKS {
            out.push_str(&format!("⟦+{}⟧", cluster.chars().count() - n));
            break;
        }
        match mark(c, cluster) {
            Some(mark) => out.push_str(&mark),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Returns the mark for a character that must not be drawn as it is.
fn mark(c: char, cluster: &str) -> Option<Cow<'static, str>> {
    let name = match c {
        '\n' | '\t' => return Some(Cow::Borrowed(" ")),
        '\u{0}'..='\u{1f}' => return char::from_u32(0x2400 + c as u32).map(|c| Cow::Owned(c.to_string())),
        '\u{7f}' => return Some(Cow::Borrowed("␡")),
        '\u{80}'..='\u{9f}' => return Some(Cow::Owned(format!("\\x{:02x}", c as u32))),
        '\u{ad}' => "SHY",
        '\u{34f}' => "CGJ",
        '\u{61c}' => "ALM",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "FILLER",
        '\u{180e}' => "MVS",
        '\u{200b}' => "ZWSP",
        // Joiners make one letter of several in emoji and in many scripts; alone they hide.
        '\u{200c}' | '\u{200d}' if cluster.chars().count() > 1 => return None,
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2061}'..='\u{2065}' => "MATH",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{206a}'..='\u{206f}' => "FMT",
        '\u{fe00}'..='\u{fe0f}' if cluster.chars().count() > 1 => return None,
        '\u{fe00}'..='\u{fe0f}' => "VS",
        '\u{feff}' => "BOM",
        '\u{fff9}'..='\u{fffb}' => "NOTE",
        '\u{e0100}'..='\u{e01ef}' => "VS",
        // Tag letters are part of some flags; anywhere else they carry hidden text.
        '\u{e0020}'..='\u{e007f}' if cluster.starts_with('🏴') => return None,
        '\u{e0000}'..='\u{e007f}' => "TAG",
        _ => return None,
    };
    Some(Cow::Owned(format!("⟦{name}⟧")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_never_sent() {
        assert_eq!(Clean::new("a\x1b]52;c;x\x07b").as_str(), "a␛]52;c;x␇b");
        assert_eq!(Clean::new("\u{9b}2J").as_str(), "\\x9b2J");
        assert_eq!(Clean::new("real\rfake").as_str(), "real␍fake");
    }

    #[test]
    fn hidden_characters_get_names() {
        assert_eq!(Clean::new("a\u{202e}b").as_str(), "a⟦RLO⟧b");
        assert_eq!(Clean::new("in\u{ad}di\u{200b}visible").as_str(), "in⟦SHY⟧di⟦ZWSP⟧visible");
    }

    #[test]
    fn real_letters_of_several_characters_stay() {
        for text in ["e\u{301}", "👩‍👩‍👧", "日本語", "क्षि", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
        {
            assert_eq!(Clean::new(text).as_str(), text);
        }
    }

    #[test]
    fn floods_of_marks_are_counted() {
        let flood = format!("a{}", "\u{301}".repeat(100_000));
        let shown = Clean::new(&flood);
        assert!(shown.as_str().len() < 100, "{}", shown.as_str().len());
        assert!(shown.as_str().ends_with("⟦+99970⟧"));
    }

    #[test]
    fn every_glyph_can_be_seen() {
        for glyph in glyphs("\u{301}a\u{300}\0\u{200d}\u{fe0f}x") {
            assert!(glyph.width > 0 && !glyph.shown.is_empty(), "{glyph:?}");
        }
    }
}
