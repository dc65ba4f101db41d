//! Fetched pages on the disk: each by its hash, and an index of which address gave which page, when, and from where.
//!
//! ```text
//! fetched/index.jsonl   one line a fetch, the newest last
//! fetched/9f86d081…     the bytes, named by their SHA-256
//! ```
//!
//! A line is added with one write, and bytes get their name only when they are whole: two programs at work at a time,
//! or one that is killed, leave at most a line that is no JSON, and such lines are passed over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::address::Address;
use super::page::Page;

/// The file that says what was fetched.
const INDEX: &str = "index.jsonl";

/// The most bytes of the index that are read, from its end.
const LONGEST: u64 = 16 * 1024 * 1024;

/// A line of the index.
#[derive(Serialize, Deserialize)]
struct Line {
    /// What the reader asked for.
    address: String,
    sha256: String,
    time: String,
    /// Where it stood in the end.
    from: String,
    kind: String,
}

/// Keeps a page under the address that was asked for. Only its owner can read what is kept.
///
/// # Errors
/// The folder cannot be made or written to.
pub fn keep(folder: &Path, asked: &Address, page: &Page) -> io::Result<()> {
    private_folder(folder)?;
    let sha256 = digest(&page.bytes);
    let path = folder.join(&sha256);
    // What is damaged is written anew.
    if !fs::read(&path).is_ok_and(|kept| kept == page.bytes) {
        let part = folder.join(format!("{sha256}.{}.part", page.time.replace(':', "")));
        let written = private(OpenOptions::new().write(true).create(true).truncate(true))
            .open(&part)
            .and_then(|mut file| file.write_all(&page.bytes).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&part, &path));
        if let Err(error) = written {
            // What is left of it would never be read.
            let _ = fs::remove_file(&part);
            return Err(error);
        }
    }
    let Page { address, time, kind, .. } = page.clone();
    let mut line = serde_json::to_vec(&Line { address: asked.to_string(), sha256, time, from: address, kind })?;
    // A line before it that broke off must not spoil this one.
    line.insert(0, b'\n');
    line.push(b'\n');
    private(OpenOptions::new().append(true).create(true)).open(folder.join(INDEX))?.write_all(&line)
}

/// Finds the page that an address gave last, if it is kept and its bytes are still what they were.
pub fn find(folder: &Path, asked: &Address) -> Option<Page> {
    let asked = asked.to_string();
    let index = end_of(&folder.join(INDEX)).ok()?;
    let lines = index.split(|byte| *byte == b'\n').rev().filter_map(|line| serde_json::from_slice::<Line>(line).ok());
    lines.filter(|line| line.address == asked).find_map(|line| {
        let is_name = line.sha256.len() == 64 && line.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bytes = is_name.then(|| fs::read(folder.join(&line.sha256)).ok()).flatten()?;
        let page = Page { bytes, address: line.from, time: line.time, kind: line.kind };
        (digest(&page.bytes) == line.sha256).then_some(page)
    })
}

/// Returns the SHA-256 of some bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a file, of a long one the end.
fn end_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let before = file.metadata()?.len().saturating_sub(LONGEST);
    io::Seek::seek(&mut file, io::SeekFrom::Start(before))?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).expect("an address")
    }

    fn page(words: &str, time: &str) -> Page {
        let (address, kind) = ("https://b.example/pier".to_owned(), "text/plain".to_owned());
        Page { bytes: words.as_bytes().to_vec(), address, time: time.to_owned(), kind }
    }

    #[test]
    fn the_last_page_of_an_address_is_found() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let folder = folder.path().join("deep/fetched");
        let asked = address("https://a.example/pier");
        assert_eq!(find(&folder, &asked), None);
        for page in [page("One.", "2026-05-04T18:40:00Z"), page("Two.", "2026-05-04T18:50:00Z")] {
            keep(&folder, &asked, &page).expect("kept");
            assert_eq!(find(&folder, &asked), Some(page));
        }
        assert_eq!(find(&folder, &address("https://a.example/")), None);
    }

    #[test]
    fn what_is_damaged_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (folder, asked) = (folder.path(), address("https://a.example/pier"));
        let (old, new) = (page("One.", "2026-05-04T18:40:00Z"), page("Two.", "2026-05-04T18:50:00Z"));
        keep(folder, &asked, &old).expect("kept");
        keep(folder, &asked, &new).expect("kept");
        fs::write(folder.join(digest(b"Two.")), "Twe.").expect("a file for the test");
        assert_eq!(find(folder, &asked), Some(old.clone()), "bytes that have changed are not what was fetched");
        let mut index = fs::read(folder.join(INDEX)).expect("the index");
        index.extend(b"{\"address\":\"https://a.exam");
        fs::write(folder.join(INDEX), index).expect("a file for the test");
        keep(folder, &asked, &page("Three.", "2026-05-04T19:00:00Z")).expect("kept");
        assert_eq!(find(folder, &asked).map(|page| page.bytes), Some(b"Three.".to_vec()));
    }

    #[test]
    fn the_index_leads_to_no_other_file() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let secret = folder.path().join("secret");
        fs::write(&secret, "words").expect("a file for the test");
        let line = format!(
            r#"{{"address":"https://a.example/","sha256":"{}","time":"","from":"","kind":""}}"#,
            secret.display()
        );
        fs::write(folder.path().join(INDEX), line).expect("a file for the test");
        assert_eq!(find(folder.path(), &address("https://a.example/")), None);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_what_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let folder = folder.path().join("fetched");
        keep(&folder, &address("https://a.example/"), &page("One.", "2026-05-04T18:40:00Z")).expect("kept");
        let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        assert_eq!(
            (mode(&folder), mode(&folder.join(INDEX)), mode(&folder.join(digest(b"One.")))),
            (0o700, 0o600, 0o600)
        );
    }
}
