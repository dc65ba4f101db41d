//! Files, folders, patterns and standard input: what may be opened, and how much of it is read.

mod folder;
mod regular;
mod stamp;
mod trouble;

use std::io;
use std::path::{Path, PathBuf};

use super::address;
use super::kind::{self, Format};
use super::limits::Limits;
pub use folder::listed;
use regular::{file, read_all};
pub use stamp::{Stamp, stamp};
use trouble::Trouble;
pub use trouble::too_large;

/// The most files opened from one folder.
pub const FILES: usize = 1000;

/// The bytes at the start of a file that tell whether it holds text.
const HEAD: u64 = 64 * 1024;

/// How programs name what they are still writing, and copies of what was there before.
const UNFINISHED: &[&str] = &["~", ".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", ".bak"];

/// What was found under a name.
#[derive(Debug)]
pub enum Found {
    /// A source's bytes.
    Bytes {
        /// The path as the reader named it.
        path: String,
        /// The attachment in it that is meant, where the name goes on behind a file's.
        member: Option<String>,
        /// What the file holds.
        bytes: Vec<u8>,
        /// What the reader should know about how it was found.
        notice: Option<String>,
    },
    /// A page of the web, as the reader named it.
    Page(String),
    /// A source that cannot be read.
    Trouble {
        /// The path as the reader named it.
        path: String,
        /// What is the matter and what to do.
        text: String,
    },
}

/// Reads everything that the reader named, with no more than `most` files of a folder.
pub fn find(arguments: &[PathBuf], most: usize, limits: &Limits) -> Vec<Found> {
    let mut found = Vec::new();
    let mut stdin_read = false;
    for path in arguments {
        if path.as_os_str() == "-" {
            let bytes = if stdin_read { Err(Trouble::Again) } else { read_all(io::stdin().lock(), limits) };
            stdin_read = true;
            found.push(outcome(path, bytes));
        } else if let Some(page) = page(path) {
            found.push(page);
        } else if let Some(listed) = listed(path) {
            found.extend(folder(path, listed, most, limits));
        } else {
            found.push(named(path, limits));
        }
    }
    found
}

/// Reads a file, or the attachment of one: `letter.eml/plan.pdf` where `letter.eml` is a file.
fn named(path: &Path, limits: &Limits) -> Found {
    let bytes = file(path, limits);
    if matches!(bytes, Err(Trouble::Missing | Trouble::Broken(_)))
        && let Some(outer) = path.ancestors().skip(1).find(|outer| outer.is_file())
        && let Ok(member) = path.strip_prefix(outer)
    {
        let mut found = outcome(outer, file(outer, limits));
        if let Found::Bytes { member: inner, .. } = &mut found {
            *inner = Some(member.to_string_lossy().into_owned());
        }
        return found;
    }
    outcome(path, bytes)
}

/// Reads a file again that was found before, or the attachment of one.
pub fn again(path: &str, limits: &Limits) -> Found {
    let path = Path::new(path);
    page(path).unwrap_or_else(|| named(path, limits))
}

/// Takes a name for that of a page on the web, unless a file is called so.
fn page(path: &Path) -> Option<Found> {
    let name = path.to_str().filter(|name| address::is_meant(name))?;
    (!path.exists()).then(|| Found::Page(name.to_owned()))
}

fn outcome(path: &Path, bytes: Result<Vec<u8>, Trouble>) -> Found {
    let path = path.to_string_lossy().into_owned();
    match bytes {
        Ok(bytes) => Found::Bytes { path, member: None, bytes, notice: None },
        Err(trouble) => Found::Trouble { path, text: trouble.to_string() },
    }
}

/// Reads the files that a folder or a pattern stands for; those without text are left out.
fn folder(path: &Path, listed: io::Result<Vec<PathBuf>>, most: usize, limits: &Limits) -> Vec<Found> {
    let paths = match listed {
        Ok(paths) => paths,
        Err(error) => return vec![outcome(path, Err(error.into()))],
    };
    let is_more = paths.len() > most;
    let (mut found, mut left_out) = (Vec::new(), Vec::new());
    for inner in paths.iter().take(most) {
        match outcome(inner, file(inner, limits)) {
            Found::Bytes { bytes, .. } if is_without_text(&bytes) => left_out.extend(inner.file_name()),
            one => found.push(one),
        }
    }
    if found.is_empty() {
        return vec![outcome(path, Err(Trouble::Bare))];
    }
    if let (Some(Found::Bytes { notice, .. }), false) = (found.first_mut(), left_out.is_empty()) {
        let names: Vec<String> = left_out.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        *notice = Some(format!("Left out of the folder, for they hold no text: {}.", names.join(", ")));
    }
    if is_more {
        found.push(outcome(path, Err(Trouble::Many(most))));
    }
    found
}

/// Tells whether a file that was put into a folder is meant by who named the folder: it holds text, and nobody is still
/// writing it under a name of its own.
pub fn is_meant(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let is_unfinished = UNFINISHED.iter().any(|ending| name.ends_with(ending));
    !is_unfinished && regular::head(path, HEAD).is_ok_and(|bytes| !bytes.is_empty() && !is_without_text(&bytes))
}

/// Tells whether a file is a picture, a sound or the like, which nobody means who names a folder.
fn is_without_text(bytes: &[u8]) -> bool {
    matches!(kind::format("", bytes), Format::Binary(what) if !what.contains("document"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(arguments: &[PathBuf], most: usize) -> Vec<Found> {
        super::find(arguments, most, &Limits::default())
    }

    fn trouble(found: &[Found], at: usize) -> &str {
        match &found[at] {
            Found::Trouble { text, .. } => text,
            found => panic!("{found:?} was read"),
        }
    }

    #[test]
    fn a_folder_is_its_files_and_nothing_hidden() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for name in ["10.txt", "9.txt", ".hidden"] {
            std::fs::write(folder.path().join(name), name).expect("a folder for the test");
        }
        std::fs::create_dir(folder.path().join("inner")).expect("a folder for the test");
        let found = find(&[folder.path().to_owned()], 5);
        let names: Vec<String> = found
            .iter()
            .map(|found| match found {
                Found::Bytes { bytes, .. } => String::from_utf8_lossy(bytes).into_owned(),
                Found::Trouble { text, .. } | Found::Page(text) => text.clone(),
            })
            .collect();
        assert_eq!(names, ["9.txt", "10.txt"]);
        assert!(trouble(&find(&[folder.path().to_owned()], 1), 1).contains("more than 1 files"));
        assert!(trouble(&find(&[folder.path().join("inner")], 5), 0).contains("no files"));
    }

    #[test]
    fn a_file_named_twice_is_two_sources() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "words").expect("a folder for the test");
        assert_eq!(find(&[path.clone(), path], 5).len(), 2);
    }

    #[test]
    fn what_is_missing_says_so() {
        assert!(trouble(&find(&[PathBuf::from("no/such/file.txt")], 5), 0).contains("Check the spelling"));
        assert!(trouble(&find(&[PathBuf::from("bad\0name")], 5), 0).ends_with('.'));
    }

    #[cfg(unix)]
    #[test]
    fn devices_sockets_and_pipes_are_refused_at_once() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let socket = folder.path().join("socket");
        let _kept = std::os::unix::net::UnixListener::bind(&socket).expect("a folder for the test");
        let fifo = folder.path().join("fifo");
        std::process::Command::new("mkfifo").arg(&fifo).status().expect("a folder for the test");
        let found = find(&[PathBuf::from("/dev/zero"), socket, fifo], 5);
        assert!(trouble(&found, 0).contains("a device"));
        assert!(trouble(&found, 1).contains("a socket"));
        assert!(trouble(&found, 2).contains("a pipe"));
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        std::os::unix::fs::symlink(&one, &other).expect("a folder for the test");
        std::os::unix::fs::symlink(&other, &one).expect("a folder for the test");
        assert!(trouble(&find(&[one], 5), 0).contains("could not be read"));
    }

    #[test]
    fn no_more_than_the_limit_is_read() {
        assert!(matches!(read_all(io::repeat(b'a'), &Limits::default()), Err(Trouble::Large(_))));
    }

    #[test]
    fn a_pattern_is_the_files_it_fits() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, bytes) in [("1.txt", &b"One."[..]), ("2.md", b"Two."), ("3.txt", b"\x89PNG\r\n\x1a\n\0")] {
            std::fs::write(folder.path().join(name), bytes).expect("a file for the test");
        }
        let found = find(&[folder.path().join("*.txt")], 5);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(matches!(&found[0], Found::Bytes { notice: Some(notice), .. } if notice.contains("3.txt")));
        assert!(trouble(&find(&[folder.path().join("*.pdf")], 5), 0).contains("no files"));
    }

    #[test]
    fn a_name_behind_a_file_means_an_attachment() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mail = folder.path().join("letter.eml");
        std::fs::write(&mail, "words").expect("a file for the test");
        let found = find(&[mail.join("plan.pdf")], 5);
        assert!(matches!(&found[0], Found::Bytes { member: Some(member), .. } if member == "plan.pdf"), "{found:?}");
    }
}
