//! The form that words are compared by: without case, ligatures, hidden characters and variants of marks.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Returns the form a word is compared by; most words have it already.
pub fn normal_form(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase() && b != b'`') {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        let lower = word.to_ascii_lowercase();
        return Cow::Owned(if lower.contains('`') { lower.replace('`', "'") } else { lower });
    }
    word.nfc().filter(|c| !is_hidden(*c)).flat_map(unify).flat_map(char::to_lowercase).collect()
}

/// Tells whether a character has no shape of its own and must not be seen by a comparison.
pub fn is_hidden(c: char) -> bool {
    let mark = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}');
    let filler = matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}');
    let variant = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}');
    mark || filler
        || variant
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Tells whether two wordings differ, and only in characters that cannot be seen: those without a shape, controls, and
/// blanks of another kind. How many plain blanks stand between two words, or whether a line ends there, is no difference.
pub fn differ_unseen(one: &str, other: &str) -> bool {
    let shown = |text: &str| -> String {
        let seen = text.chars().filter(|c| c.is_whitespace() || !(is_hidden(*c) || c.is_control()));
        seen.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let plain =
        |text: &str| text.split([' ', '\t', '\n', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    one != other && plain(one) != plain(other) && shown(one) == shown(other)
}

/// Ligatures, full-width letters and the variants of quote marks and dashes, each as its plain form.
fn unify(c: char) -> impl Iterator<Item = char> {
    let plain: &str = match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '’' | '‘' | '‛' | 'ʼ' | '＇' | '`' | '´' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => "\"",
        '‚' | '‹' | '›' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '…' => "...",
        _ => "",
    };
    let wide = matches!(c, '\u{ff01}'..='\u{ff5e}').then(|| char::from_u32(c as u32 - 0xfee0)).flatten();
    let own = plain.is_empty().then_some(wide.unwrap_or(c));
    plain.chars().chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_told_from_what_can() {
        assert!(differ_unseen("the lock", "the lo\u{200b}ck") && differ_unseen("the lock", "the\u{a0}lock"));
        assert!(differ_unseen("\u{202e}the lock", "the\u{8} lock\u{e0041}"));
        assert!(!differ_unseen("the lock", "the  \n lock") && !differ_unseen("the lock", "the lock"));
        assert!(!differ_unseen("the lock", "The lo\u{200b}ck") && !differ_unseen("the lock", "thelock"));
    }
}
