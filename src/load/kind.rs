//! What a file is, judged by its first bytes and its name.

use super::cues;
use super::decode;

/// How many bytes at the start are looked at.
const HEAD: usize = 64 * 1024;

/// Which reader a source goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Subtitles or a transcript with time codes.
    Cues,
    /// A web page.
    Html,
    /// A mail, or a page saved as one (MHTML).
    Mail,
    /// PDF.
    Pdf,
    /// A document that is an archive inside: DOCX, ODT, EPUB.
    Packed,
    /// OpenDocument text in one XML file.
    Flat,
    /// Rich text.
    Rtf,
    /// A single packed file.
    Gzip,
    /// No text, and what it is instead.
    Binary(&'static str),
}

impl Format {
    /// Tells whether its reader takes so much apart that it works in a process of its own.
    pub const fn is_rich(self) -> bool {
        !matches!(self, Format::Text | Format::Markdown | Format::Cues | Format::Binary(_))
    }
}

/// Names of files that hold no text, by their first bytes (as the `file` command knows them).
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"%!PS", "a PostScript file"),
    (b"ID3\x02", "a sound file (MP3)"),
    (b"ID3\x03", "a sound file (MP3)"),
    (b"ID3\x04", "a sound file (MP3)"),
    (b"OggS\0", "a sound or video file (Ogg)"),
    (b"fLaC\0", "a sound file (FLAC)"),
    (b"\x1a\x45\xdf\xa3", "a video file (Matroska)"),
    (b"\xfd7zXZ\0", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a\x07", "an archive (RAR)"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"wOF2\0", "a font"),
    (b"\0\x01\0\0\0", "a font"),
];

/// How files of Microsoft's programs begin that hold several streams inside (Compound File Binary).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What such a file is, by the name of a stream that only it has.
const STREAMS: &[(&str, &str)] = &[
    ("EncryptedPackage", LOCKED),
    ("WordDocument", "a Word document of the old kind (.doc)"),
    ("PowerPoint Document", "a PowerPoint presentation of the old kind (.ppt)"),
    ("Workbook", "an Excel workbook of the old kind (.xls)"),
    ("__nameid_version1.0", "a message saved by Outlook (.msg)"),
];

/// What a document in such a file is that needs a password.
pub const LOCKED: &str = "a document locked with a password";

/// A PDF may begin behind so many bytes of something else.
const BEFORE_PDF: usize = 1024;

/// Fields that stand in the head of every mail on its way, and hardly in a text.
const TRACES: &[&str] = &["mime-version", "message-id", "received", "return-path", "content-type", "delivered-to"];

/// Chooses the reader of a source by its first bytes, then by the name of its file.
pub fn format(name: &str, bytes: &[u8]) -> Format {
    let head = &bytes[..bytes.len().min(HEAD)];
    let starts = |magic: &[u8]| head.starts_with(magic);
    match () {
        () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => return Format::Packed,
        () if starts(b"\x1f\x8b") => return Format::Gzip,
        () if starts(b"{\\rtf") => return Format::Rtf,
        () if head[..head.len().min(BEFORE_PDF)].windows(5).any(|five| five == b"%PDF-") && !starts(b"<") => {
            return Format::Pdf;
        }
        () => {}
    }
    if let Some(what) = binary(bytes) {
        return Format::Binary(what);
    }
    text(name, &decode::decode(&head[..head.len().min(decode::SAMPLE)], false).text)
}

/// Tells what a file without readable text is, or nothing if it is text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(COMPOUND) {
        return Some(compound(bytes));
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    match (head.get(..4), head.get(4..8), head.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return Some("a picture (WebP)"),
        (Some(b"RIFF"), _, Some(b"WAVE" | b"AVI ")) => return Some("a sound or video file"),
        (_, Some(b"ftyp"), _) => return Some("a video, sound or picture file (MP4, MOV, HEIC)"),
        (Some([b'B', b'Z', b'h', _]), Some(b"1AY&"), _) => return Some("a compressed file (bzip2)"),
        (Some(head), _, _) if head.starts_with(b"MZ") && bytes.contains(&0) => return Some("a program"),
        _ => {}
    }
    noise(head).then_some("a file of data, not of text")
}

/// Tells what a file of several streams is; their names stand in it in two bytes a letter.
fn compound(bytes: &[u8]) -> &'static str {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    let found = STREAMS.iter().find(|(stream, _)| holds(stream));
    found.map_or("a file of an old Office program", |(_, what)| what)
}

/// Tells whether bytes without a known beginning are no text: too many zeros, or controls among broken letters.
fn noise(head: &[u8]) -> bool {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.starts_with(b"\0\0\xfe\xff");
    if wide || zeros_alternate(head) {
        return false;
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if std::str::from_utf8(head).is_ok() {
        return zeros * 10 > head.len();
    }
    let is_odd = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x08 | 0x0b | 0x0c | 0x1b);
    let odd = head.iter().filter(|byte| is_odd(**byte)).count();
    zeros * 50 > head.len() || odd * 20 > head.len()
}

/// The pattern of UTF-16 and UTF-32 without a mark: zeros at one half of the places only.
fn zeros_alternate(head: &[u8]) -> bool {
    let count = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (count(0), count(1));
    (even == 0) != (odd == 0) && (even + odd) * 40 > head.len()
}

/// Chooses the reader for a text by its beginning and by the name of its file.
fn text(name: &str, head: &str) -> Format {
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // A packed file has two endings, and the outer one is gone by now.
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if is_page(head) {
        return Format::Html;
    }
    if head.starts_with('<') && head.contains("<office:document ") {
        return Format::Flat;
    }
    if is_mail(head, matches!(extension.as_deref(), Some("eml" | "mht" | "mhtml" | "mbox"))) {
        return Format::Mail;
    }
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml" | "shtml") if head.contains('<') => Format::Html,
        Some("md" | "markdown" | "mdown" | "mkd" | "mkdn") => Format::Markdown,
        _ if cues::are_in(head) => Format::Cues,
        _ if name != "-" => Format::Text,
        _ if is_markdown(head) => Format::Markdown,
        _ => Format::Text,
    }
}

/// Tells whether a text begins with the head of a mail: fields, among them one that only machines write, or at least
/// two fields where the file is called a mail.
fn is_mail(head: &str, called: bool) -> bool {
    let head = if head.starts_with("From ") { head.split_once('\n').map_or("", |(_, rest)| rest) } else { head };
    let mut fields = 0;
    let mut traced = false;
    for line in head.lines().take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else { return false };
        if field.is_empty() || !field.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        fields += 1;
        traced |= TRACES.contains(&field.to_ascii_lowercase().as_str());
    }
    fields >= 2 && (traced || called)
}

/// Tells whether a text begins as web pages begin, after comments and an XML declaration.
fn is_page(head: &str) -> bool {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?xml") {
            rest.find("?>").map(|at| at + 2)
        } else {
            None
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => break,
        }
    }
    let start: String = rest.chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html>", "<html ", "<html\n", "<head>", "<body>", "<body "]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// Tells whether a text without a file name is Markdown: at least two lines with marks that plain text has no use for.
fn is_markdown(head: &str) -> bool {
    let mark = |line: &str| {
        let heading = line.trim_start_matches('#');
        let hashes = line.len() - heading.len();
        ((1..=6).contains(&hashes) && heading.starts_with(' '))
            || line.contains("](")
            || line.matches("**").count() >= 2
            || line.starts_with("```")
    };
    head.lines().take(200).filter(|line| mark(line)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        for (bytes, format) in [
            (&b"%PDF-1.7\n..."[..], Format::Pdf),
            (b"\r\n junk \n%PDF-1.4", Format::Pdf),
            (b"PK\x03\x04....word/document.xml", Format::Packed),
            (b"{\\rtf1\\ansi x}", Format::Rtf),
            (b"\x1f\x8b\x08\0", Format::Gzip),
            (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello", Format::Cues),
            (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello", Format::Cues),
            (b"Return-Path: <a@b.example>\nSubject: x\n\nHello", Format::Mail),
            (b"From: a\nTo: b\nSubject: x\n\nHello", Format::Text),
            (b"<?xml version='1.0'?>\n<office:document xmlns:office='x'/>", Format::Flat),
            (b"RIFF....WEBPVP8 ", Format::Binary("a picture (WebP)")),
            (&[0, 1, 2, 3, 0, 0, 0, 9, 250, 251], Format::Binary("a file of data, not of text")),
        ] {
            assert_eq!(super::format("notes", bytes), format, "{:?}", String::from_utf8_lossy(bytes));
        }
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(super::format("a.docx", &[COMPOUND, &[0; 600], &locked].concat()), Format::Binary(LOCKED));
        assert_eq!(super::format("a.doc", COMPOUND), Format::Binary("a file of an old Office program"));
        assert_eq!(super::format("a.eml", b"From: a\nTo: b\nSubject: x\n\nHello"), Format::Mail);
    }

    #[test]
    fn text_with_a_stray_control_is_text() {
        assert_eq!(binary(b"A line with a \0 and a \x08 in it, as old converters leave them."), None);
        assert_eq!(binary(b"BZh is no archive yet."), None);
        assert_eq!(binary(b""), None);
        let wide: Vec<u8> = "plain words".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(binary(&wide), None);
    }

    #[test]
    fn the_format_follows_content_then_name() {
        assert_eq!(text("a.txt", "<!-- saved --> <!DOCTYPE html><p>"), Format::Html);
        assert_eq!(text("a.htm", "no markup at all"), Format::Text);
        assert_eq!(text("a.html", "<p>one"), Format::Html);
        assert_eq!(text("a.md", "words"), Format::Markdown);
        assert_eq!(text("a.md.gz", "words"), Format::Markdown);
        assert_eq!(text("a.txt", "# Not markup\n# here"), Format::Text);
        assert_eq!(text("-", "# A heading\n\nSee [here](x)."), Format::Markdown);
    }
}
