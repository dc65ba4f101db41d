//! The items of rich text: braces, control words, bytes.

/// One item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word with its number; of a control symbol, the symbol.
    Word(&'a str, Option<i32>),
    /// A byte of text.
    Byte(u8),
}

/// Goes through rich text item by item.
pub struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning.
    pub fn new(bytes: &'a [u8]) -> Self {
        Scanner { rest: bytes }
    }

    fn control(&mut self) -> Option<Item<'a>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol();
        }
        let (word, mut rest) = self.rest.split_at(letters);
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[minus..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = (digits > 0).then(|| number(&rest[..minus + digits]));
        rest = if digits > 0 { &rest[minus + digits..] } else { rest };
        // One blank belongs to the word.
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.rest.len());
            self.rest = &self.rest[length..];
        }
        Some(Item::Word(word, number))
    }

    fn symbol(&mut self) -> Option<Item<'a>> {
        let (symbol, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(match symbol {
            b'\'' => {
                let digits = self.rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                self.rest = if byte.is_some() { &self.rest[2..] } else { self.rest };
                Item::Byte(byte.unwrap_or(b'\''))
            }
            b'{' | b'}' | b'\\' => Item::Byte(*symbol),
            b'\n' | b'\r' => Item::Word("par", None),
            b'~' => Item::Word("~", None),
            b'_' => Item::Word("_", None),
            b'-' => Item::Word("-", None),
            b'*' => Item::Word("*", None),
            _ => Item::Word("", None),
        })
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            match byte {
                b'{' => return Some(Item::Open),
                b'}' => return Some(Item::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Item::Byte(*byte)),
            }
        }
    }
}

fn number(digits: &[u8]) -> i32 {
    let text = std::str::from_utf8(digits).unwrap_or_default();
    text.parse().unwrap_or(if text.starts_with('-') { i32::MIN } else { i32::MAX })
}
