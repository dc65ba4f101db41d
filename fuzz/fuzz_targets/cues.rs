//! Subtitles made of any bytes are read or refused, and their spans hold.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = [b"WEBVTT\n\n", bytes].concat();
    assert_eq!(variorum::load::read("a.vtt", &text).fault(), None);
    assert_eq!(variorum::load::read("a.srt", bytes).fault(), None);
});
