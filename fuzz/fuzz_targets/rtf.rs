//! Rich text made of any bytes is read or refused, and its spans hold.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = [b"{\\rtf1 ", bytes].concat();
    assert_eq!(variorum::load::read("a.rtf", &text).fault(), None);
});
