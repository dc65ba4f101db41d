//! From bytes to text: byte order marks, Unicode first, then what the page declares, then a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::Notice;

/// How many bytes at the start of a page are searched for its declared encoding, as browsers do.
const DECLARED: usize = 4096;

/// How many bytes are looked at to tell UTF-16 without a byte order mark.
const PATTERN: usize = 4096;

/// How many bytes of a text are decoded to tell its format.
pub const SAMPLE: usize = 4096;

/// A text and what there is to say about its bytes.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// The text, without its byte order mark, otherwise as it was.
    pub text: String,
    /// What the reader should know: an encoding that was guessed, bytes that were none of it.
    pub notices: Vec<Notice>,
}

/// Decodes bytes; never fails. `page` says that the bytes are HTML, which may declare its encoding.
pub fn decode(bytes: &[u8], page: bool) -> Decoded {
    decode_as(bytes, page, None)
}

/// Decodes bytes as [`decode`] does; `told` is the encoding that the server they came from names. It counts for more
/// than what the page declares (WHATWG, Encoding) and for less than what the bytes show.
pub fn decode_as(bytes: &[u8], page: bool, told: Option<&str>) -> Decoded {
    if let Some(text) = marked(bytes) {
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Some(text) = shifted(bytes) {
            return text;
        }
        // Bytes that alternate with zeros are valid UTF-8 too, but nobody's text.
        return unmarked_utf16(bytes).unwrap_or_else(|| Decoded { text: text.to_owned(), notices: Vec::new() });
    }
    if let Some(text) = unmarked_utf16(bytes) {
        return text;
    }
    if let Some(encoding) = told.and_then(|told| Encoding::for_label(told.as_bytes())).or_else(|| declared(bytes, page))
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Decoded { text: text.into_owned(), notices: Vec::new() };
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes, false);
    }
    let allow = if page { Iso2022JpDetection::Deny } else { Iso2022JpDetection::Allow };
    let mut detector = EncodingDetector::new(allow);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), bytes, true)
}

/// Reads text that starts with a byte order mark.
fn marked(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe\0\0").filter(|rest| rest.len() % 4 == 0)
        && let Some(text) = utf32(rest, u32::from_le_bytes)
    {
        return Some(text);
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xfe\xff") {
        return utf32(rest, u32::from_be_bytes);
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    Some(with(encoding, &bytes[mark..], false))
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Option<Decoded> {
    let units = bytes.chunks_exact(4);
    let whole = units.remainder().is_empty();
    let units: Vec<u32> = units.map(|unit| number([unit[0], unit[1], unit[2], unit[3]])).collect();
    let text: String = units.iter().map(|unit| char::from_u32(*unit).unwrap_or('\u{fffd}')).collect();
    let broken = units.iter().filter(|unit| char::from_u32(**unit).is_none()).count() + usize::from(!whole);
    // More nonsense than letters: it was no UTF-32 after all.
    (broken * 2 <= units.len()).then(|| Decoded { notices: replaced("UTF-32", broken), text })
}

/// Recognises ISO-2022-JP, which is written in ASCII bytes with marks that shift to Japanese and back.
fn shifted(bytes: &[u8]) -> Option<Decoded> {
    if !bytes.windows(3).any(|three| three == b"\x1b$B" || three == b"\x1b$@") {
        return None;
    }
    let text = ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    Some(Decoded { notices: vec![guessed(ISO_2022_JP)], text })
}

/// Recognises UTF-16 without a mark: zeros at the one half of the places, none at the other, and no broken pairs.
fn unmarked_utf16(bytes: &[u8]) -> Option<Decoded> {
    let sample = &bytes[..bytes.len().min(PATTERN)];
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = sample.len() / 2;
    let encoding = match (even, odd) {
        (0, odd) if odd * 20 > pairs => UTF_16LE,
        (even, 0) if even * 20 > pairs => UTF_16BE,
        _ => return None,
    };
    if bytes.len() % 2 == 1 {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    Some(Decoded { notices: vec![guessed(encoding)], text })
}

fn with(encoding: &'static Encoding, bytes: &[u8], guess: bool) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notices = Vec::new();
    if guess {
        notices.push(guessed(encoding));
    }
    if broken {
        notices.extend(replaced(encoding.name(), text.matches('\u{fffd}').count()));
    }
    Decoded { text: text.into_owned(), notices }
}

/// Tells whether the bytes are UTF-8 but for a few: good sequences outnumber broken ones by far.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 * broken
}

/// Finds the encoding that a page declares in its first bytes (`<meta charset>`, `http-equiv`, XML declaration).
fn declared(bytes: &[u8], page: bool) -> Option<&'static Encoding> {
    if !page {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED)]).to_ascii_lowercase();
    let places = head.match_indices("charset").chain(head.match_indices("encoding"));
    places.filter_map(|(at, word)| label(&head[at + word.len()..])).next()
}

fn label(rest: &str) -> Option<&'static Encoding> {
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
    // A page that can be searched byte by byte is not UTF-16, whatever it says.
    Encoding::for_label(&value.as_bytes()[..end]).filter(|found| *found != UTF_16LE && *found != UTF_16BE)
}

fn guessed(encoding: &'static Encoding) -> Notice {
    let text = format!(
        "The file does not say how its letters are stored; it was read as {}. If letters look wrong, save it as \
         UTF-8 and open it again.",
        encoding.name()
    );
    Notice { trouble: false, text }
}

fn replaced(name: &str, count: usize) -> Vec<Notice> {
    if count == 0 {
        return Vec::new();
    }
    let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    let text = format!(
        "At {places} the file holds bytes that are no letters in {name}; they are shown as \u{fffd}. Compare these \
         places with the original."
    );
    vec![Notice { trouble: false, text }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, false).text
    }

    #[test]
    fn byte_order_marks_are_obeyed_and_left_out() {
        assert_eq!(text(b"\xef\xbb\xbfna\xc3\xafve"), "naïve");
        assert_eq!(text(b"\xff\xfeh\0\xe9\0"), "hé");
        assert_eq!(text(b"\xfe\xff\0h\0\xe9"), "hé");
        assert_eq!(text(b"\xff\xfe\0\0h\0\0\0\xe9\0\0\0"), "hé");
        assert_eq!(text(b"\0\0\xfe\xff\0\0\0h\0\x01\xf6\x00"), "h😀");
        assert_eq!(text(b"\xef\xbb\xbf"), "");
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_zeros() {
        let words = "The ferry sails at noon. Паром идёт.";
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&little), words);
        assert_eq!(text(&big), words);
        assert!(decode(&big, false).notices[0].text.contains("UTF-16BE"));
    }

    #[test]
    fn old_encodings_are_guessed_and_named() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Мост закрыт до осени, сообщили власти города.");
        let decoded = decode(&bytes, false);
        assert_eq!(decoded.text, "Мост закрыт до осени, сообщили власти города.");
        assert!(decoded.notices[0].text.contains("windows-1251"), "{:?}", decoded.notices);
        assert!(!decoded.notices[0].trouble);
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("橋は夜十時から通行止めになります。");
        assert_eq!(text(&bytes), "橋は夜十時から通行止めになります。");
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode("橋は夜十時から");
        assert_eq!(text(&bytes), "橋は夜十時から");
    }

    #[test]
    fn a_page_is_read_as_it_declares_unless_that_breaks() {
        let (body, _, _) = encoding_rs::ISO_8859_2.encode("<meta charset='iso-8859-2'><p>Žluťoučký kůň</p>");
        assert!(decode(&body, true).text.contains("Žluťoučký kůň"));
        let lies = "<meta charset=\"windows-1252\"><p>naïve “words”</p>";
        assert_eq!(decode(lies.as_bytes(), true).text, lies);
    }

    #[test]
    fn what_the_server_names_counts_before_what_the_page_declares() {
        let (body, _, _) = encoding_rs::KOI8_R.encode("<meta charset='windows-1251'><p>Мост закрыт</p>");
        assert!(decode_as(&body, true, Some("KOI8-R")).text.contains("Мост закрыт"));
        assert!(!decode_as(&body, true, None).text.contains("Мост закрыт"));
        assert!(decode_as(&body, false, Some("koi8-r")).notices.is_empty());
        let utf8 = "<p>Мост закрыт</p>".as_bytes();
        assert!(decode_as(utf8, true, Some("iso-8859-1")).text.contains("Мост"), "the bytes say what they are");
        assert!(decode_as(utf8, true, Some("no such thing")).text.contains("Мост"));
    }

    #[test]
    fn one_broken_byte_does_not_turn_the_rest_into_nonsense() {
        let mut bytes = "Über die Brücke führen täglich Züge. ".repeat(3).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes, false);
        assert!(decoded.text.contains("Brücke führen") && decoded.text.ends_with('\u{fffd}'));
        assert!(decoded.notices[0].text.contains("1 place"));
    }

    #[test]
    fn every_byte_can_be_read() {
        let all: Vec<u8> = (0..=255).collect();
        for start in 0..all.len() {
            decode(&all[start..], start % 2 == 0);
        }
    }
}
