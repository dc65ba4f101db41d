//! Documents that a word processor made of our sample texts, in one, two and three columns: the same paragraphs come back.
//!
//! `tests/papers` holds what LibreOffice made. Where it is installed, it makes one of them anew as well.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

#[cfg(feature = "pdf")]
use variorum::document::Place;
use variorum::document::{Document, Role};
use variorum::load;

/// The least share of words (F1) and of paragraphs that come back exactly, in every document.
const LEAST: (f64, f64) = (0.99, 0.93);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers")
}

fn read(path: &Path) -> Document {
    load::read(&path.display().to_string(), &std::fs::read(path).expect("a document of the test"))
}

fn words(texts: &[String]) -> HashMap<String, i32> {
    let mut counts = HashMap::new();
    texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
    counts
}

/// Says how many paragraphs came back exactly, and how alike the words are.
fn score(document: &Document) -> (f64, f64, Vec<String>) {
    let want = std::fs::read_to_string(folder().join("paragraphs.txt")).expect("the paragraphs of the test");
    let want: Vec<String> = want.split("\n\n").map(|words| words.trim().to_owned()).collect();
    let shown =
        document.paragraphs.iter().filter(|paragraph| paragraph.role != Role::Boilerplate || paragraph.aside.is_none());
    let found: Vec<String> =
        shown.map(|one| one.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let missed: Vec<String> = want.iter().filter(|words| !found.contains(words)).cloned().collect();
    let (own, other) = (words(&want), words(&found));
    let common: i32 = own.iter().map(|(word, count)| (*count).min(other.get(word).copied().unwrap_or(0))).sum();
    let all: i32 = own.values().chain(other.values()).sum();
    (f64::from(2 * common) / f64::from(all), 1.0 - missed.len() as f64 / want.len() as f64, missed)
}

fn holds(path: &Path) {
    let document = read(path);
    assert_eq!(document.fault(), None);
    let (words, paragraphs, missed) = score(&document);
    let is_good = words >= LEAST.0 && paragraphs >= LEAST.1;
    assert!(is_good, "{}: words {words:.4}, paragraphs {paragraphs:.3}; missed: {missed:#?}", path.display());
}

#[cfg(feature = "pdf")]
#[test]
fn columns_of_a_pdf_come_back_as_paragraphs() {
    for name in ["one-column.pdf", "two-columns.pdf", "three-columns.pdf"] {
        holds(&folder().join(name));
    }
}

#[cfg(feature = "pdf")]
#[test]
fn heads_and_feet_are_folded_and_pages_are_counted() {
    let document = read(&folder().join("two-columns.pdf"));
    let beside: Vec<&str> =
        document.paragraphs.iter().filter(|one| one.aside.is_some()).map(|one| one.span.of(&document.text)).collect();
    assert_eq!(beside.iter().filter(|words| words.contains("The Harnsey Papers")).count(), 3, "{beside:?}");
    let last = document.text.find("Stabsstelle").expect("a paragraph of the last page");
    assert_eq!(document.place(last), Some(&Place::Page(3)));
    let first = document.text.find("About 23,000 vehicles").expect("a paragraph of the first page");
    assert_eq!(document.place(first), Some(&Place::Page(1)));
}

#[cfg(feature = "office")]
#[test]
fn packed_documents_come_back_as_paragraphs() {
    for name in ["one-column.docx", "one-column.odt", "one-column.epub", "two-columns.fodt"] {
        holds(&folder().join(name));
    }
}

#[test]
fn rich_text_comes_back_as_paragraphs() {
    holds(&folder().join("one-column.rtf"));
}

#[cfg(all(feature = "pdf", feature = "office"))]
#[test]
fn what_a_word_processor_makes_today_comes_back_too() {
    let out = tempfile::tempdir().expect("a folder for the test");
    for form in ["pdf", "docx"] {
        let made = std::process::Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", out.path().join("profile").display()))
            .args(["--headless", "--convert-to", form, "--outdir"])
            .args([out.path(), &folder().join("two-columns.fodt")])
            .output();
        match made {
            Ok(made) if made.status.success() => holds(&out.path().join(format!("two-columns.{form}"))),
            _ => {
                eprintln!("passed over: LibreOffice is not installed here");
                return;
            }
        }
    }
}

#[cfg(feature = "office")]
#[test]
fn tracked_changes_of_word_are_read_in_both_states() {
    use std::io::Write;
    let text = "<w:document><w:body><w:p><w:r><w:t xml:space=\"preserve\">The lock will </w:t></w:r>\
        <w:del w:author=\"Ina Mors\" w:date=\"2025-04-09T10:00:00Z\"><w:r><w:delText>never </w:delText></w:r></w:del>\
        <w:ins w:author=\"Ina Mors\" w:date=\"2025-04-09T10:00:00Z\"><w:r><w:t xml:space=\"preserve\">soon </w:t></w:r></w:ins>\
        <w:r><w:t>open.</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p></w:body></w:document>";
    let comments = "<w:comments><w:comment w:id=\"0\" w:author=\"Jon Rask\" w:date=\"2025-04-10T10:00:00Z\"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in [("word/document.xml", text), ("word/comments.xml", comments)] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(part.as_bytes()).expect("a member");
    }
    let bytes = writer.finish().expect("an archive").into_inner();
    let asides = |document: &Document| -> Vec<String> {
        let beside = document.paragraphs.iter().filter_map(|one| Some((one.aside?, one.span.of(&document.text))));
        beside.map(|(aside, words)| format!("{}: {words}", aside.name())).collect()
    };
    let now = load::read("a.docx", &bytes);
    assert_eq!(now.paragraphs[0].span.of(&now.text), "The lock will soon open.");
    assert_eq!(
        asides(&now),
        [
            "deleted: Ina Mors, 2025-04-09: never",
            "comment: Jon Rask, 2025-04-10: Sure?",
            "hidden in the original: secret"
        ]
    );
    let options = load::Options { tracked: load::Tracked::Original, ..load::Options::default() };
    let before = load::read_with("a.docx", None, &bytes, &options);
    assert_eq!(before.paragraphs[0].span.of(&before.text), "The lock will never open.");
    assert!(now.notices[0].text.contains("1 insertion and 1 deletion"), "{:?}", now.notices);
}
