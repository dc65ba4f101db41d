//! What rich text says of fonts and styles before the text: code pages and names.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

/// The most fonts and styles that are remembered.
const MOST: usize = 10_000;

/// The fonts and styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    page: Option<&'static Encoding>,
    fonts: HashMap<i32, &'static Encoding>,
    names: HashMap<i32, String>,
}

impl Styles {
    /// Sets the code page of fonts that name none.
    pub fn code_page(&mut self, number: i32) {
        self.page = page(number);
    }

    /// Notes the letters of a font by their number in Windows (`\fcharset`).
    pub fn font(&mut self, font: i32, letters: i32) {
        let number = match letters {
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            77 => 10000,
            // 0 and 1 are the page of the document, 2 is symbols.
            _ => return,
        };
        if let (Some(encoding), true) = (page(number), self.fonts.len() < MOST) {
            self.fonts.insert(font, encoding);
        }
    }

    /// Returns how the bytes of a font are read.
    pub fn encoding(&self, font: i32) -> &'static Encoding {
        self.fonts.get(&font).copied().or(self.page).unwrap_or(WINDOWS_1252)
    }

    /// Adds to the name of a style; a semicolon ends it.
    pub fn name(&mut self, style: i32, words: &str) {
        if self.names.len() < MOST {
            self.names.entry(style).or_default().push_str(words.trim_end_matches(';'));
        }
    }

    /// Returns the name of a style, which may be empty.
    pub fn named(&self, style: i32) -> &str {
        self.names.get(&style).map_or("", |name| name.trim())
    }
}

fn page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        1250..=1258 => format!("windows-{number}"),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}
