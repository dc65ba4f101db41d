//! Files made to do harm, and files that harm has come to: each costs one source at most, within its limit.
//!
//! The cases are made here when the tests run. Each prints its name, what became of it and the limit that holds for it;
//! `cargo test --test hostile -- --nocapture` shows them.

#![allow(clippy::print_stdout, reason = "what became of each case is read, too")]

#[path = "hostile/make.rs"]
mod make;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use variorum::child::Children;
use variorum::document::Document;
use variorum::load::limits::Limits;
use variorum::load::{self, Options};

/// What a source may cost here: less than usual, so that the tests end soon.
fn limits() -> Limits {
    Limits { seconds: 8, wait: 30, ..Limits::default() }
}

/// The longest that any case may take; over this it hangs.
const HANGS: Duration = Duration::from_secs(40);

/// Opens files as the program does, each in a process of its own.
fn open(paths: &[PathBuf], limits: Limits) -> Vec<Document> {
    let children = Children::of(PathBuf::from(env!("CARGO_BIN_EXE_variorum")));
    load::open(paths, &Options { limits, apart: Some(&children), ..Options::default() })
}

/// Opens one case and says what became of it.
fn case(name: &str, bytes: &[u8], limits: Limits) -> Document {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(name.replace(' ', "-"));
    std::fs::write(&path, bytes).expect("a file for the test");
    let start = Instant::now();
    let document = open(&[path], limits).remove(0);
    let took = start.elapsed();
    let said = document.notices.first().map_or("read", |notice| notice.text.as_str());
    println!(
        "{name}: {took:.1?}; limits seconds {}, wait {}: {}",
        limits.seconds,
        limits.wait,
        said.chars().take(110).collect::<String>()
    );
    assert!(took < HANGS, "{name} took {took:?}");
    assert_eq!(document.fault(), None, "{name}");
    assert!(document.failed() || !document.text.is_empty(), "{name} is neither read nor refused");
    let kept: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(kept.len(), 1, "{name} left something behind");
    document
}

fn refused_for(document: &Document, words: &str) {
    let said = document.notices.iter().find(|notice| notice.trouble).map_or("", |notice| notice.text.as_str());
    assert!(said.contains(words), "{words:?} is not why: {said:?}");
}

#[cfg(feature = "office")]
#[test]
fn archives_that_grow_stop_at_their_limit() {
    let bomb = make::zip(&[("word/document.xml", &vec![b' '; 80 << 20])]);
    refused_for(&case("flat bomb.docx", &bomb, limits()), "limit `");
    refused_for(&case("lying bomb.docx", &make::lying(&bomb), limits()), "larger than its declared");
    let small = Limits { ratio: 1_000_000, entry: 8 << 20, ..limits() };
    refused_for(&case("member bomb.docx", &bomb, small), "limit `entry`: 8 MiB");
    let chapters: Vec<(String, Vec<u8>)> = (0..5).map(|n| (format!("{n}.xhtml"), vec![b' '; 4 << 20])).collect();
    let total = Limits { ratio: 1_000_000, total: 10 << 20, ..limits() };
    refused_for(&case("total bomb.epub", &make::epub(&chapters), total), "limit `total`");
    let many: Vec<(String, &[u8])> = (0..10_001).map(|n| (format!("word/{n}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    refused_for(&case("many members.docx", &make::zip(&many), limits()), "limit `entries`: 10000");
    let twice =
        make::zip(&[("word/document.xml", &vec![b' '; 9 << 20]), ("word/styles.xml", b"x"), ("word/notes.xml", b"x")]);
    let total = Limits { ratio: 1_000_000, total: 16 << 20, ..limits() };
    case("overlapping members.docx", &make::overlapping(&twice), total);
    let inner = make::zip(&[("word/document.xml", &bomb)]);
    assert!(case("archive in an archive.docx", &inner, limits()).failed());
    let packed = make::gzip(&vec![b'a'; 80 << 20]);
    refused_for(&case("bomb.txt.gz", &packed, limits()), "limit `");
    refused_for(&case("twice.txt.gz", &make::gzip(&make::gzip(b"words")), limits()), "more than once");
}

#[cfg(feature = "office")]
#[test]
fn names_that_lead_out_of_an_archive_lead_nowhere() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let canary = folder.path().join("canary.xhtml");
    std::fs::write(&canary, "<p>the canary sings</p>").expect("a file for the test");
    let up = "../".repeat(12);
    for href in [
        canary.display().to_string(),
        format!("{up}{}", canary.display()),
        format!("%2e%2e/%2e%2e/{}", canary.display()),
        format!("file://{}", canary.display()),
    ] {
        let book = make::epub_of(&href, &[("0.xhtml".to_owned(), b"<p>One chapter.</p>".to_vec())]);
        assert!(!case("traversal.epub", &book, limits()).text.contains("canary"), "{href}");
    }
    for name in ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "word/../../evil.txt", "nul\0byte", "con"] {
        let document = make::DOCX.replace("WORDS", "The lock is shut.");
        let read =
            case("names.docx", &make::zip(&[(name, b"evil"), ("word/document.xml", document.as_bytes())]), limits());
        assert!(read.text.contains("The lock is shut.") && !read.text.contains("evil"));
    }
}

#[cfg(feature = "office")]
#[test]
fn xml_that_expands_or_nests_is_refused() {
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]>";
    let outside = "<!DOCTYPE d [<!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    for head in [laughs, outside] {
        let text = format!("{head}{}", make::DOCX.replace("WORDS", "&c;"));
        refused_for(
            &case("entities.docx", &make::zip(&[("word/document.xml", text.as_bytes())]), limits()),
            "document type",
        );
        let text = format!("{head}{}", make::ODT.replace("WORDS", "&c;"));
        refused_for(&case("entities.odt", &make::zip(&[("content.xml", text.as_bytes())]), limits()), "document type");
    }
    let table = "<w:tbl><w:tr><w:tc>";
    let deep = make::DOCX.replace("<w:p>", &format!("{}<w:p>", table.repeat(20_000)));
    refused_for(
        &case("deep.docx", &make::zip(&[("word/document.xml", deep.as_bytes())]), limits()),
        "limit `depth`: 256",
    );
    let deep = make::ODT.replace("<text:p>", &format!("{}<text:p>", "<text:section>".repeat(100_000)));
    refused_for(&case("deep.odt", &make::zip(&[("content.xml", deep.as_bytes())]), limits()), "limit `depth`: 256");
    let wide: String = (0..5_000).map(|n| format!(" a{n}=''")).collect();
    let wide = make::DOCX.replace("<w:p>", &format!("<w:p{wide}>"));
    refused_for(
        &case("wide.docx", &make::zip(&[("word/document.xml", wide.as_bytes())]), limits()),
        "limit `attributes`: 1000",
    );
}

#[test]
fn deep_nesting_of_every_kind_ends() {
    let words = "The lock will stay closed until May, the mayor said on Monday, for it leaks.";
    let parts: String =
        (0..3_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    let letters: String = (0..500).map(|_| "Content-Type: message/rfc822\n\nMIME-Version: 1.0\nSubject: x\n").collect();
    for (name, bytes) in [
        ("deep.html", format!("{}<p>{words}", "<div>".repeat(100_000))),
        ("unclosed.html", "<a><b><i><table><tr>".repeat(20_000)),
        ("data.html", format!("<html><script type='application/ld+json'>{}</script><p>{words}", "[".repeat(100_000))),
        ("quotes.md", format!("{} {words}", ">".repeat(100_000))),
        ("lists.md", format!("{}{words}", "- ".repeat(50_000))),
        ("links.md", format!("{}{words}", "[![".repeat(30_000))),
        ("front.md", format!("+++\na = {}\n+++\n{words}", "[".repeat(50_000))),
        ("groups.rtf", format!("{{\\rtf1{} {words}", "{\\b".repeat(100_000))),
        ("parts.eml", format!("MIME-Version: 1.0\nSubject: x\n{parts}\n{words}")),
        ("letters.eml", format!("MIME-Version: 1.0\nSubject: x\n{letters}\n{words}")),
        ("cues.vtt", format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}{words}", "<v a><i>".repeat(50_000))),
        ("arrays.pdf", format!("%PDF-1.4\n1 0 obj\n{}\nendobj\ntrailer<</Root 1 0 R>>", "[".repeat(100_000))),
        ("dicts.pdf", format!("%PDF-1.4\n1 0 obj\n{}\nendobj\ntrailer<</Root 1 0 R>>", "<</a".repeat(50_000))),
        ("loop.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>".to_owned()),
    ] {
        case(name, bytes.as_bytes(), limits());
    }
}

#[test]
fn floods_of_text_are_read_or_refused() {
    for (name, bytes) in [
        ("one-line.txt", b"word ".repeat(1 << 20)),
        ("one-word.txt", vec![b'a'; 4 << 20]),
        ("no-words.txt", vec![b'\n'; 4 << 20]),
        ("marks.txt", format!("a{}", "\u{301}".repeat(1 << 20)).into_bytes()),
        ("joiners.txt", format!("a{}", "\u{200d}".repeat(1 << 20)).into_bytes()),
        (
            "styles.html",
            format!("<style>{}</style>{}", "p{display:none}".repeat(100_000), "<p>word".repeat(20_000)).into_bytes(),
        ),
        (
            "selectors.html",
            format!("<style>{}</style>{}", ":not(a b c d)>*~*{display:none}".repeat(5_000), "<p><b>word".repeat(9_000))
                .into_bytes(),
        ),
        ("forms.html", format!("<html>{}", "<div><form><input type=email>word".repeat(30_000)).into_bytes()),
        ("boxes.html", format!("<html>{}<p>word", "<ul><li><h1>a".repeat(5_000)).into_bytes()),
        ("classes.html", format!("<html><p class='{}'>word", "aB ".repeat(1 << 20)).into_bytes()),
        ("cues.srt", b"1\n00:00:01,000 --> 00:00:02,000\nno\n\n".repeat(20_000)),
    ] {
        case(name, &bytes, limits());
    }
    refused_for(&case("large.txt", b"words ", Limits { bytes: 5, ..limits() }), "limit `bytes`: 5 bytes");
}

#[test]
fn every_byte_in_every_format_is_no_disaster() {
    let all: Vec<u8> = (0..=255).collect();
    let c1: String = ('\0'..='\u{a0}').chain(['\u{2028}', '\u{2029}', '\u{202e}', '\u{200b}', '\u{feff}']).collect();
    let heads: &[&[u8]] = &[
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"{\\rtf1 ",
        b"\x1f\x8b\x08",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n",
        b"MIME-Version: 1.0\nSubject: ",
        b"<html><title>",
    ];
    for head in heads {
        let name = format!(
            "bytes after {}",
            String::from_utf8_lossy(head).escape_debug().to_string().replace(['/', '\\', '\u{fffd}'], ".")
        );
        for tail in [all.as_slice(), c1.as_bytes()] {
            case(&name, &[*head, tail].concat(), limits());
        }
    }
}

#[test]
fn files_cut_at_any_byte_are_read_or_refused() {
    for (name, bytes) in make::samples() {
        // A large file takes longer to read as well.
        let cuts = if bytes.len() > 4_000 { 100 } else { 300 };
        let step = bytes.len().div_ceil(cuts);
        let start = Instant::now();
        let mut refused = 0;
        for end in (0..bytes.len()).step_by(step) {
            let document = load::read(name, &bytes[..end]);
            assert_eq!(document.fault(), None, "{name} cut at {end}");
            assert!(document.failed() || !document.text.is_empty(), "{name} cut at {end} is neither read nor refused");
            refused += usize::from(document.failed());
        }
        println!(
            "{name}: {} cuts, {refused} refused, {:.1?}; limit {:?}",
            bytes.len() / step,
            start.elapsed(),
            2 * HANGS
        );
        assert!(start.elapsed() < 2 * HANGS, "{name}");
    }
}

#[test]
fn damaged_files_cost_one_source() {
    for (name, bytes) in make::samples() {
        assert!(!case(name, &bytes, limits()).failed(), "{name} is a sound file");
        let step = bytes.len() / 12;
        let cut = (1..12).map(|n| bytes[..n * step].to_vec());
        let flipped = (0..16).map(|n| make::flipped(&bytes, n));
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut paths = vec![folder.path().join("sound.txt")];
        std::fs::write(&paths[0], "One sound text.").expect("a file for the test");
        for (n, bytes) in cut.chain(flipped).enumerate() {
            paths.push(folder.path().join(format!("{n}-{name}")));
            std::fs::write(&paths[n + 1], bytes).expect("a file for the test");
        }
        let start = Instant::now();
        let documents = open(&paths, limits());
        let failed = documents.iter().filter(|document| document.failed()).count();
        println!(
            "{name}: {} damaged, {failed} refused, {:.1?}; limit wait {} each",
            paths.len() - 1,
            start.elapsed(),
            limits().wait
        );
        assert!(!documents[0].failed() && documents.len() == paths.len());
        assert!(documents.iter().all(|document| document.fault().is_none()));
    }
}

/// Sixty sentences that no two documents pack alike.
#[cfg(feature = "office")]
fn sentences() -> Vec<String> {
    let places = ["lock", "weir", "quay", "ferry", "mill", "bridge", "towpath"];
    let words =
        |n: usize| format!("Report {n} of {} boats at the {} number {}.", n * n * 37 % 911, places[n % 7], n * 13);
    (0..60).map(words).collect()
}

/// Holds that a damaged document shows its first paragraphs, none of its own making, and says where it breaks off.
#[cfg(feature = "office")]
fn shows_the_start(name: &str, bytes: &[u8]) {
    let document = case(name, bytes, limits());
    assert!(!document.failed(), "{name}: {:?}", document.notices);
    let read: Vec<&str> = document.paragraphs.iter().map(|paragraph| paragraph.span.of(&document.text)).collect();
    let all = sentences();
    assert!(read.len() > 5 && read.len() < all.len(), "{name}: {} paragraphs", read.len());
    let (last, whole) = read.split_last().expect("paragraphs");
    assert!(whole.iter().zip(&all).all(|(read, own)| read == own), "{name}: {read:?}");
    assert!(all[whole.len()].starts_with(last), "{name}: {last}");
    let words: Vec<&str> = last.split(' ').collect();
    let end = words[words.len().saturating_sub(3)..].join(" ");
    let told: String = document.notices.iter().map(|notice| notice.text.as_str()).collect();
    assert!(told.contains("damaged") && (name.contains("epub") || told.contains(&format!("{end}”"))), "{name}: {told}");
}

#[cfg(feature = "office")]
#[test]
fn what_is_left_of_a_damaged_document_is_shown() {
    let paragraphs = |open: &str, close: &str| -> String {
        sentences().iter().map(|sentence| format!("{open}{sentence}{close}")).collect()
    };
    let docx = make::DOCX
        .replace("<w:p><w:r><w:t>WORDS</w:t></w:r></w:p>", &paragraphs("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"));
    let odt = make::ODT.replace("<text:p>WORDS</text:p>", &paragraphs("<text:p>", "</text:p>"));
    for (name, part, text) in [("docx", "word/document.xml", docx), ("odt", "content.xml", odt)] {
        let whole = make::zip(&[(part, text.as_bytes()), ("docProps/other.xml", b"<x/>")]);
        shows_the_start(&format!("cut.{name}"), &whole[..whole.len() * 6 / 10]);
        let broken = text.replacen("Report 30 ", "Report 30 </broken>", 1);
        shows_the_start(&format!("broken.{name}"), &make::zip(&[(part, broken.as_bytes())]));
    }
    let chapters: Vec<(String, Vec<u8>)> = sentences()
        .iter()
        .enumerate()
        .map(|(n, words)| (format!("{n}.xhtml"), format!("<p>{words}</p>").into()))
        .collect();
    let book = make::epub(&chapters);
    let end = book.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory");
    let document = case("cut.epub", &book[..end / 2], limits());
    assert!(!document.failed() && document.text.contains("Report 3 of") && !document.text.contains("Report 59"));
    let told: String = document.notices.iter().map(|notice| notice.text.as_str()).collect();
    assert!(told.contains("chapters") && told.contains("end of the file is missing"), "{told}");
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_without_its_tail_is_read_and_says_so() {
    let whole = include_bytes!("../sample-docs/harnsey-bridge/5-briefing.pdf");
    let end = whole.windows(6).rposition(|six| six == b"xref\n0").expect("a table");
    let (cut, sound) = (case("cut.pdf", &whole[..end], limits()), case("sound.pdf", whole, limits()));
    assert_eq!(cut.text, sound.text);
    assert!(cut.notices.iter().any(|notice| notice.text.contains("ends too early")), "{:?}", cut.notices);
}

#[cfg(feature = "office")]
#[test]
fn words_that_are_not_what_was_packed_are_doubted() {
    let doubted = |document: &Document| document.notices.iter().any(|notice| notice.text.contains("may be wrong"));
    let text = make::DOCX.replace("WORDS", "The lock will stay closed until May.");
    let mut bytes = make::zip(&[("word/document.xml", text.as_bytes())]);
    for at in 0..bytes.len() - 46 {
        match &bytes[at..at + 4] {
            b"PK\x01\x02" => bytes[at + 16] ^= 1,
            b"PK\x03\x04" => bytes[at + 14] ^= 1,
            _ => {}
        }
    }
    let document = case("doubtful.docx", &bytes, limits());
    assert_eq!(document.text, "The lock will stay closed until May.");
    assert!(doubted(&document), "{:?}", document.notices);
    let text = make::DOCX.replace("WORDS", &sentences().join(" "));
    let mut bytes = make::zip(&[("word/document.xml", text.as_bytes())]);
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8].fill(0xff);
    let document = case("flipped.docx", &bytes, limits());
    assert!(document.text.starts_with(&sentences()[..5].join(" ")), "{}", document.text);
    assert!(doubted(&document), "{:?}", document.notices);
}

/// What a reader can do about a source that failed: each such notice holds one of these.
const ADVICE: &[&str] = &["Open ", "open ", "Get it again", "--raw", "--limit", "Unpack", "Check that"];

/// Opens a file that cannot be read, and checks that it is said what it is and what can be done.
fn fails(name: &str, bytes: &[u8], what: &str) {
    let document = case(name, bytes, limits());
    refused_for(&document, what);
    let said = &document.notices[0].text;
    assert!(ADVICE.iter().any(|advice| said.contains(advice)), "{name}: nothing can be done: {said}");
    assert!(said.ends_with('.') || said.ends_with("=…"), "{name}: {said}");
}

#[test]
fn every_failure_says_what_it_is_and_what_can_be_done() {
    fails("empty.txt", b"", "The file is empty");
    fails("blank.txt", b" \n\n", "no words");
    fails("locked.docx", &make::compound("EncryptedPackage"), "locked with a password");
    fails("old.doc", &make::compound("WordDocument"), "Word document of the old kind");
    fails("old.xls", &make::compound("Workbook"), "Excel workbook");
    fails("message.msg", &make::compound("__nameid_version1.0"), "Outlook");
    fails("picture.png", b"\x89PNG\r\n\x1a\n\0\0", "a picture");
    fails("film.mp4", b"\0\0\0\x18ftypmp42", "a video");
    fails("data.txt", &[0, 1, 2, 3, 0, 0, 0, 9, 250, 251], "file of data");
    #[cfg(feature = "pdf")]
    {
        let words = "BT /F 12 Tf 72 700 Td (The lock will stay closed until May, for it leaks.) Tj ET";
        assert!(case("text.pdf", &make::pdf(words, false), limits()).text.contains("closed until May"));
        fails("scan.pdf", &make::pdf("0 0 m 9 9 l S", false), "a scan");
        fails("locked.pdf", &make::pdf(words, true), "locked with a password");
        fails("cut.pdf", &make::pdf(words, false)[..200], "damaged or not complete");
    }
    #[cfg(feature = "office")]
    {
        let docx = make::zip(&[("word/document.xml", make::DOCX.as_bytes())]);
        fails("cut.docx", &docx[..docx.len() / 2], "damaged or not complete");
        fails("locked.zip.docx", &make::locked(&docx), "locked with a password");
        fails("empty.docx", &make::zip(&[("word/styles.xml", b"<x/>")]), "its text is missing");
        let half = &make::DOCX[..make::DOCX.len() / 2];
        fails("half.docx", &make::zip(&[("word/document.xml", half.as_bytes())]), "damaged or not complete");
        fails("book.xlsx", &make::zip(&[("xl/workbook.xml", b"<x/>")]), "Excel workbook");
        fails("plain.zip", &make::zip(&[("a.txt", b"words")]), "ZIP archive");
        fails("cut.txt.gz", &make::gzip(b"words and words")[..12], "damaged or not complete");
    }
}

#[test]
fn the_limits_of_a_process_are_named() {
    let page = format!(
        "<html><body>{}</body></html>",
        "<p>The lock will stay closed until May, for it leaks.</p>".repeat(150_000)
    );
    let memory = case("memory.html", page.as_bytes(), Limits { memory: 160 << 20, ..limits() });
    refused_for(&memory, "limit `memory`: 160 MiB");
    let work = case("work.html", page.as_bytes(), Limits { seconds: 1, ..limits() });
    if work.failed() {
        refused_for(&work, "limit `seconds`: 1 s");
    }
}

#[cfg(unix)]
#[test]
fn a_process_that_hangs_or_talks_for_ever_is_ended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<html><p>Words.</p></html>").expect("a file for the test");
    for (script, words) in [
        ("exec sleep 60", "limit `wait`: 1 s"),
        ("exec yes", "limit `text`"),
        ("echo '{}'", "no clear answer"),
        ("kill -9 $$", "limit `seconds`"),
        ("exit 3", "crash"),
    ] {
        let program = folder.path().join("reader.sh");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a file for the test");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a file for the test");
        let children = Children::of(program);
        let limits = Limits { wait: 1, text: 1 << 20, ..Limits::default() };
        let start = Instant::now();
        let read =
            load::open(std::slice::from_ref(&page), &Options { limits, apart: Some(&children), ..Options::default() });
        println!("{script}: {:.1?}; limit wait 1", start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(10), "{script}");
        refused_for(&read[0], words);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_what_grows_or_goes_is_read_once() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder for the test");
    let at = |name: &str| folder.path().join(name);
    Command::new("mkfifo").arg(at("fifo")).status().expect("a pipe");
    std::os::unix::fs::symlink(at("nowhere"), at("link")).expect("a link");
    std::fs::write(at("locked.txt"), "words").expect("a file");
    std::fs::set_permissions(at("locked.txt"), std::fs::Permissions::from_mode(0o000)).expect("a file");
    let start = Instant::now();
    let odd = [
        at("fifo"),
        PathBuf::from("/dev/zero"),
        PathBuf::from("/dev/random"),
        PathBuf::from("/dev/tty"),
        at("link"),
        at("gone"),
        PathBuf::from("/proc/self/mem"),
        at("locked.txt"),
    ];
    let documents = open(&odd, limits());
    println!("no files: {:.1?}; limit 5 s", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(
        documents[..7].iter().all(Document::failed),
        "{:?}",
        documents.iter().map(|d| &d.notices).collect::<Vec<_>>()
    );
    let (growing, going) = (at("growing.txt"), at("going.txt"));
    let end = Instant::now() + Duration::from_secs(2);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            use std::io::Write;
            let mut file = std::fs::File::create(&growing).expect("a file");
            while Instant::now() < end {
                let _ = file.write_all(b"One more line.\n");
                let _ = std::fs::write(&going, "Here.").and_then(|()| std::fs::remove_file(&going));
            }
        });
        while Instant::now() < end {
            let documents = open(&[growing.clone(), going.clone()], limits());
            assert!(documents.iter().all(|document| document.fault().is_none()));
        }
    });
}

/// Characters that no terminal may be sent from a source.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[test]
fn nothing_from_a_source_steers_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let payload = "\u{1b}]52;c;aGk=\u{7}\u{9b}2J\u{202e}x\u{200b}\r\u{8}";
    let sources = [
        (
            "a.html",
            format!(
                "<html><title>{payload}</title><meta name=author content='{payload}'><h1>{payload}</h1><p>The lock {payload} stays.</p>"
            ),
        ),
        (
            "a.eml",
            format!(
                "MIME-Version: 1.0\nFrom: \"{payload}\" <a@b.example>\nSubject: {payload}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe lock {payload} stays.\n--b\nContent-Type: text/plain; name=\"{payload}.txt\"\nContent-Disposition: attachment; filename=\"{payload}.txt\"\n\nx\n--b--\n"
            ),
        ),
        ("a.vtt", format!("WEBVTT - {payload}\n\n00:01.000 --> 00:02.000\n<v {payload}>The lock {payload} stays.")),
        ("a.rtf", format!("{{\\rtf1{{\\info{{\\title \\u27?]52}}}}The lock \\u27?[2J\\u8238? stays{payload}.\\par}}")),
        ("a.pdf", format!("%PDF-1.4 {payload}")),
    ];
    for (name, text) in &sources {
        std::fs::write(folder.path().join(format!("\u{1b}[31m{name}")), text).expect("a file for the test");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["compare"])
        .arg(folder.path())
        .arg("no\u{1b}[2Jsuch")
        .stdin(Stdio::null())
        .output()
        .expect("the program");
    for (out, bytes) in [("out", &run.stdout), ("err", &run.stderr)] {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let found: Vec<char> = text.chars().filter(|c| is_dangerous(*c)).collect();
        println!("{out}: {} bytes, limit no control", bytes.len());
        assert!(found.is_empty(), "{out}: {found:?} in {text}");
    }
    assert!(!run.stdout.is_empty() && !run.stderr.is_empty());
    assert!(Path::new(env!("CARGO_BIN_EXE_variorum")).exists());
}
