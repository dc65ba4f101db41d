//! The letters by which reports name the sources.

/// The letter that stands for a source: A to Z, then its number.
pub fn letter(document: usize) -> String {
    match u8::try_from(document) {
        Ok(n) if n < 26 => char::from(b'A' + n).to_string(),
        _ => format!("#{}", document + 1),
    }
}
