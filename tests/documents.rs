//! What is written about the program is what the program does: the key table, the picture, the themes, the versions.

use std::fs;
use std::path::{Path, PathBuf};

use variorum::keymap::Keymap;
use variorum::theme::{BUILT_IN, Theme};

#[allow(dead_code, reason = "it is a program of its own, too")]
#[path = "../examples/picture.rs"]
mod picture;

/// What stands before and behind the key table of the README.
const KEYS: &str = "<!-- keys -->";

#[test]
fn the_readme_has_the_keys_of_the_program() {
    let readme = read("README.md");
    let parts: Vec<&str> = readme.split(KEYS).collect();
    let table = Keymap::default().markdown();
    let [_, found, _] = parts[..] else {
        panic!("README.md needs the line {KEYS} twice, before and behind this table:\n\n{table}");
    };
    assert!(found.trim() == table.trim(), "the keys in README.md are not those of the program. Paste this:\n\n{table}");
}

// A light build says of some sources of the story that it does not read them.
#[cfg(all(feature = "office", feature = "pdf"))]
#[test]
fn the_picture_shows_the_screen_as_it_is() {
    let same = read("docs/screen.svg") == picture::picture();
    assert!(same, "docs/screen.svg shows another screen. Make it again: just picture");
}

#[test]
fn the_picture_is_the_same_every_time() {
    assert!(picture::picture() == picture::picture());
}

#[test]
fn every_theme_is_built_in_and_can_be_read() {
    let files = listed("themes");
    let names: Vec<String> = files.iter().map(|path| stem(path)).collect();
    let built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, built_in, "the files in themes/ and BUILT_IN in src/theme.rs");
    for (path, (name, text)) in files.iter().zip(BUILT_IN) {
        assert_eq!(fs::read_to_string(path).expect("a theme"), *text, "{name}");
        assert!(text.starts_with("# "), "{name} does not begin with a sentence about itself");
        assert!(Theme::parse(text).is_ok(), "{name} cannot be read");
    }
}

#[test]
fn every_case_has_a_name_and_says_what_it_shows() {
    let cases = listed("tests/cases").into_iter().filter(|path| path.extension().is_some_and(|end| end == "txt"));
    for path in cases {
        let name = stem(&path);
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name} is not written like-this");
        let text = fs::read_to_string(&path).expect("a case is UTF-8");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.ends_with('.') && !first.starts_with("---"), "{name} does not begin with what it shows");
    }
}

#[test]
fn the_changelog_knows_the_version() {
    let newest = read("CHANGELOG.md").lines().find_map(version);
    assert_eq!(newest.as_deref(), Some(env!("CARGO_PKG_VERSION")), "the newest version in CHANGELOG.md");
}

/// Returns the version a heading names, such as `## [0.1.0] - 2025-01-31` or `## 0.1.0`.
fn version(line: &str) -> Option<String> {
    let name = line.strip_prefix("## ")?.trim_start_matches(['[', 'v']);
    let version: String = name.chars().take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(*c)).collect();
    version.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
}

fn read(name: &str) -> String {
    let text = fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name} cannot be read: {error}"));
    text.replace("\r\n", "\n")
}

/// The files of a folder, by name.
fn listed(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_schema_is_that_of_the_code() {
    let made = serde_json::to_string_pretty(&variorum::export::json::schema()).expect("a schema");
    let written = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/comparison.schema.json"));
    let is_same = written.is_ok_and(|written| written.trim_end() == made);
    assert!(is_same, "docs/comparison.schema.json is not that of the code. Make it again: just schema");
}
