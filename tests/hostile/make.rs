//! Makes the files of the cases: archives, books, samples of every format, and what damage does to them.

#[cfg(feature = "office")]
use std::io::Write;

/// A Word document of one paragraph.
#[cfg(feature = "office")]
pub const DOCX: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>WORDS</w:t></w:r></w:p></w:body></w:document>";

/// An OpenDocument text of one paragraph.
#[cfg(feature = "office")]
pub const ODT: &str = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>WORDS</text:p></office:text></office:body></office:document-content>";

const SENTENCE: &str = "The lock will stay closed until May, the mayor said on Monday, for it leaks.";

/// Packs members into an archive.
#[cfg(feature = "office")]
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, options).expect("a member");
        writer.write_all(bytes).expect("a member");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Makes the sizes in the directory of an archive lie: every member says that it unpacks to ten bytes.
#[cfg(feature = "office")]
pub fn lying(archive: &[u8]) -> Vec<u8> {
    let mut bytes = archive.to_vec();
    for at in 0..bytes.len() - 46 {
        let size = match &bytes[at..at + 4] {
            b"PK\x01\x02" => 24,
            b"PK\x03\x04" => 22,
            _ => continue,
        };
        bytes[at + size..at + size + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    bytes
}

/// Makes all members of an archive the same bytes: the directory leads to the first one for each.
#[cfg(feature = "office")]
pub fn overlapping(archive: &[u8]) -> Vec<u8> {
    let mut bytes = archive.to_vec();
    for at in 0..bytes.len() - 46 {
        if &bytes[at..at + 4] == b"PK\x01\x02" {
            bytes[at + 42..at + 46].fill(0);
        }
    }
    bytes
}

/// Makes a book of chapters.
#[cfg(feature = "office")]
pub fn epub(chapters: &[(String, Vec<u8>)]) -> Vec<u8> {
    epub_of("0.xhtml", chapters)
}

/// Makes a book whose list also names an address.
#[cfg(feature = "office")]
pub fn epub_of(href: &str, chapters: &[(String, Vec<u8>)]) -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>";
    let items: String = chapters
        .iter()
        .map(|(name, _)| format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>"))
        .collect();
    let refs: String = chapters.iter().map(|(name, _)| format!("<itemref idref='{name}'/>")).collect();
    let list = format!(
        "<package><metadata><dc:title xmlns:dc='d'>A book</dc:title></metadata><manifest>{items}<item id='x' href='{href}' media-type='application/xhtml+xml'/></manifest><spine>{refs}<itemref idref='x'/></spine></package>"
    );
    let mut members: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("b.opf", list.as_bytes()),
    ];
    members.extend(chapters.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    zip(&members)
}

/// Packs bytes by themselves.
#[cfg(feature = "office")]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).expect("bytes");
    writer.finish().expect("a packed file")
}

/// Returns a sound file of each format that this build reads.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let page = format!(
        "<html><head><title>Lock closed</title></head><body><article><h1>Lock closed</h1>{}</article></body></html>",
        format!("<p>{SENTENCE}</p>").repeat(8)
    );
    let mail = format!(
        "MIME-Version: 1.0\r\nFrom: Rosa <r@canal.example>\r\nSubject: Lock\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCE}\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n--b--\r\n"
    );
    let rtf = format!(
        "{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Times;}}}}{{\\stylesheet{{\\s1 heading 1;}}}}\\pard\\s1 Lock\\par\\pard {SENTENCE}{{\\footnote A note.}}\\par}}"
    );
    let cues =
        format!("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rosa>{SENTENCE}\n\n00:02.000 --> 00:03.000\nYes.\n").repeat(1);
    #[allow(unused_mut, reason = "a light build reads fewer formats")]
    let mut samples = vec![
        ("page.html", page.into_bytes()),
        ("mail.eml", mail.into_bytes()),
        ("text.rtf", rtf.into_bytes()),
        ("cues.vtt", cues.into_bytes()),
    ];
    #[cfg(feature = "office")]
    {
        let docx = DOCX.replace("WORDS", SENTENCE);
        samples.push(("text.docx", zip(&[("word/document.xml", docx.as_bytes())])));
        samples.push(("text.odt", zip(&[("content.xml", ODT.replace("WORDS", SENTENCE).as_bytes())])));
        samples.push(("book.epub", epub(&[("0.xhtml".to_owned(), format!("<p>{SENTENCE}</p>").into_bytes())])));
        samples.push(("text.txt.gz", gzip(SENTENCE.as_bytes())));
    }
    #[cfg(feature = "pdf")]
    samples.push(("text.pdf", include_bytes!("../../sample-docs/harnsey-bridge/5-briefing.pdf").to_vec()));
    samples
}

/// Flips some bits of a file; the same ones every time for the same seed.
pub fn flipped(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
    for _ in 0..=bytes.len() / 2000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 33) as usize % bytes.len();
        bytes[at] ^= 1 << (state >> 60 & 7);
    }
    bytes
}

/// A PDF of one page that shows `content`; `locked` adds keys that the empty password does not open.
#[cfg(feature = "pdf")]
pub fn pdf(content: &str, locked: bool) -> Vec<u8> {
    let keys = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <KEY> /U <KEY> >>".replace("KEY", &"5a".repeat(32));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F << /Type /Font \
         /Subtype /Type1 /BaseFont /Times-Roman >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        if locked { keys } else { "null".to_owned() },
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    let lock = if locked { " /Encrypt 5 0 R /ID [<00> <00>]" } else { "" };
    file += &format!("{table}trailer\n<< /Size 6 /Root 1 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// A file of Microsoft's programs with a stream of a name in it.
pub fn compound(stream: &str) -> Vec<u8> {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 1016], &name, &[0; 512]].concat()
}

/// Marks the members of an archive as locked with a password.
#[cfg(feature = "office")]
pub fn locked(archive: &[u8]) -> Vec<u8> {
    let mut bytes = archive.to_vec();
    for at in 0..bytes.len() - 46 {
        match &bytes[at..at + 4] {
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            _ => {}
        }
    }
    bytes
}
