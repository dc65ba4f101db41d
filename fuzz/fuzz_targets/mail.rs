//! A mail made of any bytes is read or refused, and its spans hold.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = [b"MIME-Version: 1.0\nSubject: x\n", bytes].concat();
    assert_eq!(variorum::load::read("a.eml", &text).fault(), None);
});
