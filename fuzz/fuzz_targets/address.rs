//! An address made of any text is refused or plain, stays what it is when it is read again, and leads only to the web.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::load::address::Address;

fuzz_target!(|text: &str| {
    // The first line is asked for, the second is where the server leads on to.
    let (asked, onward) = text.split_once('\n').unwrap_or((text, ""));
    let Ok(address) = Address::parse(asked) else { return };
    for address in [Ok(address.clone()), address.join(onward)].into_iter().flatten() {
        let written = address.to_string();
        assert!(written.bytes().all(|byte| byte.is_ascii_graphic()));
        assert!(written.starts_with("http://") || written.starts_with("https://"));
        assert_eq!(Address::parse(&written), Ok(address));
    }
});
