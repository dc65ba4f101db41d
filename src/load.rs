//! Reading in: files, folders and standard input become documents; nothing here fails on what they hold.
//!
//! ```text
//! open ─┬ files ──▶ bytes ── kind ──▶ Job ── here, or in a process of its own: reader ──▶ pieces ──▶ Document
//!       └ web ──▶ page, kept ──▲
//! ```
//!
//! This is the only floor that touches files, and the only one that asks for pages of the web; who opens the connection
//! is given by the program ([`Web`]). A source that cannot be read becomes a document without text and
//! with a notice that says why and what to do; the other sources open.
//!
//! Formats that must be taken apart before there is text (PDF, Word, mails, web pages …) are read by [`Apart`], which
//! the program gives: a process of its own with limits, so that no document can harm what runs beside it. Where none
//! is given they are read here.

pub mod address;
mod clutter;
mod cues;
mod decode;
mod files;
mod html;
mod job;
mod kept;
mod kind;
mod label;
pub mod layout;
pub mod limits;
mod markdown;
mod page;
mod paged;
pub mod passim;
mod piece;
mod plain;
mod reader;
mod strip;
mod web;
mod wire;

#[cfg(feature = "office")]
mod archive;
#[cfg(feature = "office")]
mod docx;
#[cfg(feature = "office")]
mod epub;
#[cfg(feature = "office")]
mod flow;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "office")]
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "office")]
mod properties;
mod rtf;
#[cfg(feature = "office")]
mod xml;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::document::{Document, Fetch, Manner, Notice, Source};
use crate::text;
use crate::work::{GivenUp, Work};
use address::Address;
use files::Found;
pub use files::{FILES, Stamp, is_meant, listed, stamp};
pub use job::{Job, Tracked};
use kind::Format;
use limits::{Fault, Limits};
pub use page::Page;
pub use piece::PARAGRAPH;
use piece::Reading;
pub use web::{Access, Web};

/// Reads documents of rich formats somewhere where they can do no harm.
pub trait Apart: Sync {
    /// Runs [`answer`] on a request and returns what it said, with the names of the guards that are missing.
    ///
    /// # Errors
    /// The reading ended without an answer: it crashed, or reached a limit.
    fn run(&self, request: &[u8], limits: &Limits) -> Result<(Vec<u8>, Vec<&'static str>), Fault>;

    /// Returns the words of a file that another program of this computer reads, if there is one that can.
    fn fallback(&self, format: &str, bytes: &[u8], limits: &Limits) -> Option<String>;
}

/// How sources are read.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// What the bytes of every source are taken for.
    pub manner: Manner,
    /// Which state of tracked changes is read.
    pub tracked: Tracked,
    /// What a source may cost.
    pub limits: Limits,
    /// Who reads rich formats; nobody means that they are read in this process.
    pub apart: Option<&'a dyn Apart>,
    /// How pages of the web are had.
    pub access: Access<'a>,
}

/// Opens what the reader named, in that order, and gives every source a short label of its own.
///
/// A folder stands for the files in it, in natural order of their names; hidden files and folders inside it are
/// left out, and so are pictures, sound and other files without text. A name with `*` or `?` stands for the files it
/// fits. `-` is standard input, once. What begins with `http://` or `https://` is a page of the web. The same file named
/// twice is two sources.
pub fn open(arguments: &[PathBuf], options: &Options<'_>) -> Vec<Document> {
    // Nobody can ask for this work to be given up.
    open_with(arguments, options, &Work::default()).unwrap_or_default()
}

/// Opens what the reader named as [`open`] does.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn open_with(arguments: &[PathBuf], options: &Options<'_>, work: &Work) -> Result<Vec<Document>, GivenUp> {
    let found = files::find(arguments, FILES, &options.limits);
    let mut documents = work.each(&found, |found| document(found, options, work))?;
    label(&mut documents);
    note_copies(&mut documents);
    Ok(documents)
}

/// Reads a source again from where it came, in the manner that it names: a file, an attachment, or the web. What was
/// standard input is gone.
pub fn again(source: &Source, options: &Options<'_>, work: &Work) -> Document {
    let options = Options { manner: source.manner, ..*options };
    document(&files::again(&source.path, &options.limits), &options, work)
}

/// Returns the hash of what a file holds now, of an attachment that of the mail, as [`Source::sha256`] has it.
pub fn digest_of(path: &Path) -> Option<String> {
    match files::again(&path.to_string_lossy(), &Limits::default()) {
        Found::Bytes { bytes, .. } => Some(kept::digest(&bytes)),
        _ => None,
    }
}

/// Gives every document a short label of its own, after some were opened beside others.
pub fn label(documents: &mut [Document]) {
    documents.iter_mut().for_each(|document| document.source.label = label::plain(&document.source));
    label::label(documents);
}

/// What the notice of a copy begins with.
const COPY: &str = "It holds the same bytes as ";

/// Says of each document that holds the same bytes as one before it that it is a copy: what both say counts twice.
pub fn note_copies(documents: &mut [Document]) {
    let mut known: HashMap<String, String> = HashMap::new();
    for document in documents.iter_mut().filter(|document| !document.text.is_empty()) {
        document.notices.retain(|notice| !notice.text.starts_with(COPY));
        let Source { sha256, label, .. } = &document.source;
        match known.get(sha256) {
            Some(first) => {
                let text = format!("{COPY}{first}: what both say is one voice, and counts as two.");
                document.notices.push(Notice { trouble: false, text });
            }
            None => drop(known.insert(sha256.clone(), label.clone())),
        }
    }
}

/// Reads bytes as the file of a name would be read, in this process; touches no file and never fails.
///
/// The format is chosen by the content first, then by the name.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    read_with(name, None, bytes, &Options::default())
}

/// Reads bytes as [`read`] does, with options; `member` is the attachment that is meant, if one is.
pub fn read_with(name: &str, member: Option<&str>, bytes: &[u8], options: &Options<'_>) -> Document {
    let path = member.map_or_else(|| name.to_owned(), |member| format!("{name}/{member}"));
    source(
        Source { path, ..Source::default() },
        &Job {
            name,
            member,
            bytes,
            manner: options.manner,
            tracked: options.tracked,
            limits: options.limits,
            ..Job::default()
        },
        options,
    )
}

/// Answers a request for a document of a rich format; what the process of its own runs. Never fails.
pub fn answer(request: &[u8]) -> Vec<u8> {
    let read = wire::with_job(request, reader::read);
    wire::answer(read.unwrap_or_else(|| Err(Fault::Broken("The request could not be read. Start again.".to_owned()))))
}

/// Returns the limits that a request names, so that the process of its own can keep to them.
pub fn limits_of(request: &[u8]) -> Option<Limits> {
    wire::with_job(request, |job| job.limits)
}

fn document(found: &Found, options: &Options<'_>, work: &Work) -> Document {
    match found {
        Found::Page(name) => page(name, options, work),
        Found::Bytes { path, member, bytes, notice } => {
            let mut document = read_with(path, member.as_deref(), bytes, options);
            document.notices.extend(notice.clone().map(|text| Notice { trouble: false, text }));
            document
        }
        Found::Trouble { path, text } => {
            let source = Source { path: path.clone(), manner: options.manner, ..Source::default() };
            let mut document = refused(source, text.clone());
            document.source.label = label::plain(&document.source);
            document
        }
    }
}

/// Reads a page of the web, fetched now or before. What it is called does not tell the name and password that may stand
/// in the address.
fn page(name: &str, options: &Options<'_>, work: &Work) -> Document {
    let public = address::without_password(name);
    let (path, had) = match Address::parse(name) {
        Ok(address) => (address.to_string(), web::page(&address, &options.access, &options.limits, work)),
        Err(unclear) => (public.as_deref().unwrap_or(name).to_owned(), Err(Fault::Broken(unclear.to_string()))),
    };
    let mut own = Source { path, manner: options.manner, ..Source::default() };
    let mut document = match had {
        Ok((page, notice)) => {
            own.fetch = Some(Fetch { address: page.address.clone(), time: page.time.clone() });
            let (file, limits) = (page.file(), options.limits);
            let (name, bytes, charset) = (file.as_str(), &page.bytes, page.charset());
            let (manner, tracked) = (options.manner, options.tracked);
            let job = Job { name, member: None, bytes, charset, manner, tracked, limits };
            let mut document = source(own, &job, options);
            document.notices.extend(notice.map(|text| Notice { trouble: false, text }));
            document
        }
        Err(fault) => refused(own, fault.to_string()),
    };
    if public.is_some() {
        let text = "The name and password in the address were left out; nothing was sent of them.".to_owned();
        document.notices.push(Notice { trouble: false, text });
    }
    document.source.label = label::plain(&document.source);
    document
}

/// Reads the bytes of a source.
fn source(mut source: Source, job: &Job<'_>, options: &Options<'_>) -> Document {
    source.sha256 = kept::digest(job.bytes);
    source.manner = job.manner;
    let mut document = match reading(job, options) {
        Ok(reading) => divide(source, reading, &options.limits),
        Err(fault) => refused(source, fault.to_string()),
    };
    document.source.label = label::plain(&document.source);
    document
}

fn refused(source: Source, text: String) -> Document {
    Document { source, notices: vec![Notice { trouble: true, text }], ..Document::default() }
}

/// Reads the pieces of a source, here or in a process of its own.
fn reading(job: &Job<'_>, options: &Options<'_>) -> Result<Reading, Fault> {
    if job.bytes.len() as u64 > job.limits.bytes {
        return Err(files::too_large(&job.limits));
    }
    if job.bytes.is_empty() {
        let text = "The file is empty. Check that it was saved or downloaded completely.";
        return Err(Fault::Broken(text.to_owned()));
    }
    if job.manner != Manner::Own && job.member.is_none() {
        return reader::read(job);
    }
    let format = kind::format(job.name, job.bytes);
    match options.apart {
        Some(apart) if format.is_rich() || job.member.is_some() => elsewhere(job, format, apart),
        _ => reader::read(job),
    }
}

/// Has a source read in a process of its own.
fn elsewhere(job: &Job<'_>, format: Format, apart: &dyn Apart) -> Result<Reading, Fault> {
    let unclear = || Fault::Broken("The process that read the file gave no clear answer. Try again.".to_owned());
    let said = apart.run(&wire::job(job), &job.limits);
    let read = said.and_then(|(answer, missing)| Ok((wire::reading(&answer).ok_or_else(unclear)??, missing)));
    match read {
        Ok((mut reading, missing)) => {
            if !missing.is_empty() {
                let guards = missing.join(", ");
                reading.notice(format!("On this system the file was read without these guards: {guards}."));
            }
            Ok(reading)
        }
        Err(fault) if format == Format::Pdf && job.member.is_none() => {
            let words = apart.fallback("pdf", job.bytes, &job.limits).filter(|words| !words.trim().is_empty());
            words.map_or(Err(fault), |words| Ok(reader::second_opinion(&words)))
        }
        Err(fault) => Err(fault),
    }
}

/// Divides the pieces of a source into paragraphs and sentences.
fn divide(source: Source, reading: Reading, limits: &Limits) -> Document {
    let blocks = piece::blocks(&reading.pieces);
    let Source { path, sha256, label, fetch, manner, .. } = source;
    let source = Source { path, sha256, label, fetch, manner, ..reading.source };
    if blocks.text.len() as u64 > limits.text {
        let fault = Fault::bytes("The file holds more text than can be compared", "text", limits.text);
        return refused(source, fault.to_string());
    }
    if blocks.blocks.is_empty() {
        let text = "The file holds no words, only blanks. Check that it was saved or downloaded completely.";
        return refused(source, text.to_owned());
    }
    text::divide(source, blocks, reading.notices)
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
            #[cfg(feature = "office")]
            (b"PK\x03\x04\0\0word/document.xml", "file"),
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
        let documents = open(
            &[folder.path().to_owned(), folder.path().join("1.txt"), PathBuf::from("missing.txt")],
            &Options::default(),
        );
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
