//! Letters of rich text: bytes of a code page, halves of UTF-16, and signs that are written as words.

use encoding_rs::Encoding;

/// So many bytes or halves are gathered before they are made text.
const MOST: usize = 4096;

/// Letters on their way to being text.
#[derive(Debug, Default)]
pub struct Letters {
    bytes: Vec<u8>,
    encoding: Option<&'static Encoding>,
    units: Vec<u16>,
    text: String,
}

impl Letters {
    /// Adds a byte of a code page.
    pub fn byte(&mut self, byte: u8, encoding: &'static Encoding) {
        if !self.units.is_empty() || self.encoding.is_some_and(|own| own != encoding) {
            self.flush();
        }
        self.encoding = Some(encoding);
        self.bytes.push(byte);
    }

    /// Adds half of a UTF-16 pair or a whole letter, as the signed number it is written as.
    ///
    /// Fonts of symbols put their bytes at U+F000; they are read as bytes of the code page.
    pub fn unit(&mut self, number: i32, encoding: &'static Encoding) {
        let unit = (number & 0xffff) as u16;
        if (0xf020..=0xf0ff).contains(&unit) {
            return self.byte((unit & 0xff) as u8, encoding);
        }
        if !self.bytes.is_empty() {
            self.flush();
        }
        self.units.push(unit);
    }

    /// Makes text of what was added.
    pub fn flush(&mut self) {
        let encoding = self.encoding.take().unwrap_or(encoding_rs::WINDOWS_1252);
        let (text, _) = encoding.decode_without_bom_handling(&self.bytes);
        self.text.push_str(&text);
        self.text.extend(char::decode_utf16(self.units.drain(..)).map(|unit| unit.unwrap_or('\u{fffd}')));
        self.bytes.clear();
    }

    /// Takes the text so far.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Tells whether so much was added that it should be taken.
    pub fn is_long(&self) -> bool {
        self.bytes.len() + self.units.len() > MOST || self.text.len() > MOST
    }
}

/// Returns the sign that a control word stands for.
pub fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "~" => "\u{a0}",
        "_" => "\u{2011}",
        "-" => "\u{ad}",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        "ltrmark" => "\u{200e}",
        "rtlmark" => "\u{200f}",
        _ => return None,
    })
}
