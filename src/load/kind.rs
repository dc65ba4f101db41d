//! What a file is, judged by its first bytes and its name.

/// How many bytes at the start are looked at.
const HEAD: usize = 64 * 1024;

/// Which reader a text goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
}

/// Names of files that hold no text, by their first bytes (as the `file` command knows them).
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt) or Outlook message"),
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
    (b"\x1f\x8b", "a compressed file (gzip)"),
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

/// Documents that are archives inside, by a name found in their first bytes.
const PACKED: &[(&str, &str)] = &[
    ("word/", "a Word document (DOCX)"),
    ("xl/", "an Excel workbook (XLSX)"),
    ("ppt/", "a PowerPoint presentation (PPTX)"),
    ("application/epub+zip", "an electronic book (EPUB)"),
    ("opendocument.text", "an OpenDocument text (ODT)"),
    ("opendocument", "an OpenDocument file"),
    ("Index/Document.iwa", "a Pages document"),
];

/// Tells what a file without readable text is, or nothing if it is text.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let holds = |name: &str| head.windows(name.len()).any(|window| window == name.as_bytes());
        return Some(PACKED.iter().find(|(name, _)| holds(name)).map_or("a ZIP archive", |(_, what)| what));
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
pub fn format(name: &str, head: &str) -> Format {
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if is_page(head) {
        return Format::Html;
    }
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml" | "shtml") if head.contains('<') => Format::Html,
        Some("md" | "markdown" | "mdown" | "mkd" | "mkdn") => Format::Markdown,
        _ if name != "-" => Format::Text,
        _ if is_markdown(head) => Format::Markdown,
        _ => Format::Text,
    }
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
    fn files_without_text_are_called_by_their_names() {
        assert_eq!(binary(b"%PDF-1.7\n..."), Some("a PDF file"));
        assert_eq!(binary(b"PK\x03\x04....word/document.xml"), Some("a Word document (DOCX)"));
        assert_eq!(binary(b"PK\x03\x04....notes.txt"), Some("a ZIP archive"));
        assert_eq!(binary(b"RIFF....WEBPVP8 "), Some("a picture (WebP)"));
        assert_eq!(binary(&[0, 1, 2, 3, 0, 0, 0, 9, 250, 251]), Some("a file of data, not of text"));
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
        assert_eq!(format("a.txt", "<!-- saved --> <!DOCTYPE html><p>"), Format::Html);
        assert_eq!(format("a.htm", "no markup at all"), Format::Text);
        assert_eq!(format("a.html", "<p>one"), Format::Html);
        assert_eq!(format("a.md", "words"), Format::Markdown);
        assert_eq!(format("a.txt", "# Not markup\n# here"), Format::Text);
        assert_eq!(format("-", "# A heading\n\nSee [here](x)."), Format::Markdown);
    }
}
