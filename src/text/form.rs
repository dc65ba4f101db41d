//! The form that words are compared by: without case, ligatures, hidden characters and variants of marks.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Returns the form a word is compared by; most words have it already.
pub fn normal_form(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase() && b != b'`') {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase().replace('`', "'"));
    }
    word.nfc().filter(|c| !is_hidden(*c)).flat_map(unify).flat_map(char::to_lowercase).collect()
}

/// Tells whether a character has no shape of its own and must not be seen by a comparison.
pub fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
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
