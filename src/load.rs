//! Reading in: files, folders and standard input become documents; nothing here fails on what they hold.
//!
//! ```text
//! open ── files ──▶ bytes ── kind, decode ──▶ text ── plain | markdown | html ──▶ pieces ── clutter ──▶ Document
//! ```
//!
//! This is the only floor that touches files. A source that cannot be read becomes a document without text and
//! with a notice that says why and what to do; the other sources open.

mod clutter;
mod decode;
mod files;
mod html;
mod kind;
mod label;
mod markdown;
pub mod passim;
mod piece;
mod plain;
mod strip;

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::document::{Document, Notice, Source};
use crate::text;
use files::Found;
pub use files::{BYTES, FILES};
use kind::Format;
pub use piece::PARAGRAPH;
use piece::Reading;

/// The most bytes of text, once decoded to UTF-8: 32 MiB.
pub const TEXT: usize = 32 * 1024 * 1024;

/// Opens what the reader named, in that order, and gives every source a short label of its own.
///
/// A folder stands for the files in it, in natural order of their names; hidden files and folders inside it are
/// left out. `-` is standard input, once. The same file named twice is two sources.
pub fn open(arguments: &[PathBuf]) -> Vec<Document> {
    let mut documents: Vec<Document> = files::find(arguments, FILES).into_iter().map(document).collect();
    label::label(&mut documents);
    documents
}

/// Reads bytes as the file of a name would be read; touches no file and never fails.
///
/// The format is chosen by the content first, then by the name.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    let source = Source { path: name.to_owned(), sha256: digest(bytes), ..Source::default() };
    let mut document = match refusal(bytes) {
        Some(reason) => refused(source, reason),
        None => compose(source, bytes),
    };
    document.source.label = label::plain(&document.source);
    document
}

fn document(found: Found) -> Document {
    match found {
        Found::Bytes { path, bytes } => read(&path, &bytes),
        Found::Trouble { path, text } => {
            let mut document = refused(Source { path, ..Source::default() }, text);
            document.source.label = label::plain(&document.source);
            document
        }
    }
}

fn refused(source: Source, text: String) -> Document {
    Document { source, notices: vec![Notice { trouble: true, text }], ..Document::default() }
}

/// Returns why bytes are not read, if they hold no text.
fn refusal(bytes: &[u8]) -> Option<String> {
    if bytes.len() > BYTES {
        return Some(files::too_large());
    }
    if bytes.is_empty() {
        return Some("The file is empty. Check that it was saved or downloaded completely.".to_owned());
    }
    let what = kind::binary(bytes)?;
    let advice = if what.starts_with("a picture") {
        "Open a file with the words in it as text."
    } else if what.contains("sound") || what.contains("video") {
        "Open a transcript of it as text."
    } else if what.contains("archive") || what.contains("compressed") {
        "Unpack it and open the text files in it."
    } else if what.contains("program") || what.contains("font") || what.contains("data") {
        "Open the text itself, saved as plain text, Markdown or HTML."
    } else {
        "Save it as plain text, Markdown or HTML in the program that made it, and open that."
    };
    Some(format!("This is {what}; its text cannot be read here. {advice}"))
}

/// Decodes, chooses the reader of the format, and divides the text.
fn compose(mut source: Source, bytes: &[u8]) -> Document {
    let name = source.path.clone();
    let head = decode::decode(&bytes[..bytes.len().min(4096)], false).text;
    let format = kind::format(&name, &head);
    let decoded = decode::decode(bytes, format == Format::Html);
    if decoded.text.len() > TEXT {
        let limit = TEXT / 1024 / 1024;
        return refused(source, format!("The file holds more than {limit} MiB of text. Part it and open the parts."));
    }
    let mut reading = match format {
        Format::Text => plain::read(&decoded.text),
        Format::Markdown => markdown::read(&decoded.text),
        Format::Html => html::read(&decoded.text),
    };
    clutter::judge(&mut reading.pieces);
    clutter::adopt(&mut reading);
    let Reading { source: said, pieces, notices } = reading;
    source = Source { path: source.path, sha256: source.sha256, label: source.label, ..said };
    let blocks = piece::blocks(&pieces);
    if blocks.blocks.is_empty() {
        let text = "The file holds no words, only blanks. Check that it was saved or downloaded completely.";
        return refused(source, text.to_owned());
    }
    text::divide(source, blocks, decoded.notices.into_iter().chain(notices).collect())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ink(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn a_text_is_read_with_its_hash_and_its_label() {
        let document = read("notes/pier.txt", b"The pier burned. Nobody was hurt.");
        assert_eq!(document.source.label, "pier");
        assert_eq!(document.source.format, "text");
        assert_eq!(document.source.sha256, "37bf1a5ac38657bb62a379b60f0628c3cb171aad7b00b1fccea0483436ab0e32");
        assert_eq!(document.sentences.len(), 2);
        assert_eq!(document.source.language.as_deref(), Some("en"));
    }

    #[test]
    fn what_cannot_be_read_says_what_it_is_and_what_to_do() {
        for (bytes, word) in [
            (&b""[..], "empty"),
            (b" \n\t ", "no words"),
            (b"\xef\xbb\xbf", "no words"),
            (b"%PDF-1.4\n%\xe2\xe3", "PDF"),
            (b"PK\x03\x04\0\0word/document.xml", "Word"),
            (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ] {
            let document = read("x", bytes);
            assert!(document.failed() && document.text.is_empty());
            assert!(document.notices[0].text.contains(word), "{:?}", document.notices);
            assert_eq!(document.fault(), None);
        }
    }

    #[test]
    fn one_source_that_fails_leaves_the_others() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, bytes) in [("1.txt", &b"One story."[..]), ("2.pdf", b"%PDF-1.7"), ("10.md", b"# Three\n\nA story.")]
        {
            std::fs::write(folder.path().join(name), bytes).expect("a file for the test");
        }
        let documents = open(&[folder.path().to_owned(), folder.path().join("1.txt"), PathBuf::from("missing.txt")]);
        let labels: Vec<&str> = documents.iter().map(|document| document.source.label.as_str()).collect();
        assert!(labels[0].ends_with("1 (1)") && labels[3].ends_with("1 (2)"), "{labels:?}");
        assert_eq!((labels[1], labels[2], labels[4]), ("2", "10", "missing"));
        let failed: Vec<bool> = documents.iter().map(Document::failed).collect();
        assert_eq!(failed, [false, true, false, false, true]);
        assert!(documents.iter().all(|document| document.fault().is_none() && !document.source.path.is_empty()));
    }

    #[test]
    fn all_bytes_in_one_file_are_no_disaster() {
        let all: Vec<u8> = (0..=255).collect();
        for name in ["a.txt", "a.md", "a.html", "-"] {
            assert_eq!(read(name, &all).fault(), None);
            for byte in 0..=255u8 {
                let document = read(name, &[b'a', b' ', byte, b' ', b'b']);
                assert_eq!(document.fault(), None);
                assert!(!document.text.is_empty() || document.failed());
            }
        }
    }

    #[test]
    fn controls_and_hidden_characters_of_a_text_stay() {
        let text = "A\u{8}B\u{200b}C\u{feff}D\u{ad}E\u{1b}[31m\u{202e}F\0G";
        assert_eq!(ink(&read("a.txt", text.as_bytes()).text), text);
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_sound_document(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0usize..4) {
            let document = read(["a.txt", "a.md", "a.html", "-"][kind], &bytes);
            prop_assert_eq!(document.fault(), None);
            prop_assert!(document.failed() || !document.text.is_empty());
        }

        #[test]
        fn a_plain_text_loses_nothing(text in any::<String>()) {
            let document = read("a.txt", text.as_bytes());
            if document.source.format == "text" {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                prop_assert_eq!(ink(&document.text), ink(text));
            }
        }

        #[test]
        fn any_markup_gives_a_sound_document(
            text in "(<(p|div|/p|/div|b|ul|li|table|td|article|h1|script|figcaption|br|!--|a href='x')>|[a-z .]{1,9}|&amp;|#|\\*|>|- |\n){0,60}",
            kind in 0usize..2,
        ) {
            prop_assert_eq!(read(["a.md", "a.html"][kind], text.as_bytes()).fault(), None);
        }
    }
}
