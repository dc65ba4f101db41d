//! Any bytes from a process that reads documents are taken or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = variorum::load::answer(bytes);
    let _ = variorum::load::limits_of(bytes);
});
