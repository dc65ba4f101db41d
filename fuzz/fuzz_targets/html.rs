//! A web page made of any bytes is read or refused, and its spans hold.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(variorum::load::read("a.html", bytes).fault(), None);
});
