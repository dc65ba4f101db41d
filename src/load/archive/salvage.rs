//! The members of an archive whose directory is lost, by the heads that stand before each of them.

use std::io::Read;

use flate2::read::DeflateDecoder;

/// How the head of a member begins (APPNOTE.TXT of the ZIP format, 4.3.7).
const HEAD: &[u8] = b"PK\x03\x04";

/// The bytes of a head before the name.
const FIXED: usize = 30;

/// The longest name that is believed, in bytes.
const NAME: usize = 1024;

/// A member that was found by its head.
#[derive(Debug)]
pub struct Member<'a> {
    /// Its name as written.
    pub name: String,
    /// Its bytes as packed, with all that follows where its length is not told.
    packed: &'a [u8],
    is_deflated: bool,
}

impl<'a> Member<'a> {
    /// Unpacks it from the start; what is read ends where the member does, or where it is damaged.
    pub fn unpack(&self) -> Box<dyn Read + 'a> {
        if self.is_deflated { Box::new(DeflateDecoder::new(self.packed)) } else { Box::new(self.packed) }
    }

    /// Returns how many bytes it takes at most as packed.
    pub fn packed(&self) -> u64 {
        self.packed.len() as u64
    }
}

/// Finds the members of an archive, no more than `most`, in the order of the file.
pub fn members(bytes: &[u8], most: usize) -> Vec<Member<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = next(bytes, from).filter(|_| found.len() < most) {
        from = at + HEAD.len();
        if let Some((member, end)) = member(bytes, at) {
            found.push(member);
            from = end;
        }
    }
    found
}

/// Returns where the next head may begin.
fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(HEAD.len()).position(|window| window == HEAD).map(|at| from + at)
}

/// Reads the head of a member, and where to look for the next. What is none, or is locked, is nothing.
fn member(bytes: &[u8], at: usize) -> Option<(Member<'_>, usize)> {
    let head = bytes.get(at..at + FIXED)?;
    let two = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
    let (flags, method) = (two(6), two(8));
    let (name, extra) = (usize::from(two(26)), usize::from(two(28)));
    let length = u32::from_le_bytes([head[18], head[19], head[20], head[21]]) as usize;
    let is_locked = flags & 1 != 0;
    // The length stands behind the member where it was not known before.
    let is_told = flags & 8 == 0 && length != u32::MAX as usize;
    if is_locked || !matches!(method, 0 | 8) || !(1..=NAME).contains(&name) || (method == 0 && !is_told) {
        return None;
    }
    let start = at + FIXED + name + extra;
    let name = std::str::from_utf8(bytes.get(at + FIXED..at + FIXED + name)?).ok()?;
    let rest = bytes.get(start..)?;
    let packed = if is_told { &rest[..length.min(rest.len())] } else { rest };
    let is_name = !name.chars().any(char::is_control);
    let end = if is_told { start + packed.len() } else { start };
    is_name.then(|| (Member { name: name.to_owned(), packed, is_deflated: method == 8 }, end))
}
