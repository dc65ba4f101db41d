//! Whatever passes the gate is safe to draw, and has a width.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let shown = variorum::clean::Clean::new(&text);
    let is_dangerous = |c: char| {
        c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
    };
    assert!(!shown.as_str().chars().any(is_dangerous));
    for glyph in variorum::clean::glyphs(&text) {
        assert!(glyph.width > 0 && !glyph.shown.is_empty());
    }
});
