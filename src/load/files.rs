//! Files, folders, patterns and standard input: what may be opened, and how much of it is read.

use std::cmp::Ordering;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::address;
use super::kind::{self, Format};
use super::limits::{Fault, Limits};

/// The most files opened from one folder.
pub const FILES: usize = 1000;

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

/// Why a file is not read, worded for the reader.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("There is no file of this name. Check the spelling, or the folder you are in.")]
    Missing,
    #[error("You are not allowed to read this file. Ask its owner, or change its permissions.")]
    Denied,
    #[error("This is {0}, not a file. Send its words to standard input and name it `-`.")]
    Special(&'static str),
    #[error("{0}")]
    Large(Fault),
    #[error("The folder holds no files that can be opened. Name the files one by one.")]
    Bare,
    #[error("The folder holds more than {0} files; the others were left out. Name the files you need.")]
    Many(usize),
    #[error("Standard input can be read only once. Name `-` one time.")]
    Again,
    #[error("The file could not be read: {0}. Try again, or copy it to this computer first.")]
    Broken(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Trouble::Missing,
            io::ErrorKind::PermissionDenied => Trouble::Denied,
            _ => Trouble::Broken(error),
        }
    }
}

/// Returns what is said of a source that is over the limit.
pub fn too_large(limits: &Limits) -> Fault {
    Fault::bytes("The file is larger than is allowed", "bytes", limits.bytes)
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
        } else if path.is_dir() {
            found.extend(folder(path, &|_| true, most, limits));
        } else if let Some((parent, pattern)) = pattern(path) {
            found.extend(folder(&parent, &|name| fits(name, &pattern), most, limits));
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

/// What the system tells of a file that has been written to since: another one, another time, or another length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(Vec<i128>);

/// Returns the stamp of a source's file, of an attachment that of the mail; nothing where there is no such file.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let outer = path.ancestors().find(|outer| outer.is_file())?;
    std::fs::metadata(outer).ok().map(|metadata| marks(&metadata))
}

#[cfg(unix)]
fn marks(metadata: &Metadata) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let (dev, ino, size) = (metadata.dev(), metadata.ino(), metadata.size());
    let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
    Stamp([dev, ino, size].map(i128::from).into_iter().chain(times.map(i128::from)).collect())
}

#[cfg(windows)]
fn marks(metadata: &Metadata) -> Stamp {
    use std::os::windows::fs::MetadataExt;
    Stamp([metadata.last_write_time(), metadata.creation_time(), metadata.file_size()].map(i128::from).to_vec())
}

#[cfg(not(any(unix, windows)))]
fn marks(metadata: &Metadata) -> Stamp {
    Stamp(vec![i128::from(metadata.len())])
}

fn outcome(path: &Path, bytes: Result<Vec<u8>, Trouble>) -> Found {
    let path = path.to_string_lossy().into_owned();
    match bytes {
        Ok(bytes) => Found::Bytes { path, member: None, bytes, notice: None },
        Err(trouble) => Found::Trouble { path, text: trouble.to_string() },
    }
}

/// Reads the files of a folder whose names fit; hidden ones, inner folders and files without text are left out.
fn folder(path: &Path, fits: &dyn Fn(&str) -> bool, most: usize, limits: &Limits) -> Vec<Found> {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return vec![outcome(path, Err(error.into()))],
    };
    let is_meant = |path: &PathBuf| {
        path.file_name().map(|name| name.to_string_lossy()).is_some_and(|name| !name.starts_with('.') && fits(&name))
    };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.filter(|path| is_meant(path) && !path.is_dir()).collect();
    paths.sort_by(|one, other| natural(&one.to_string_lossy(), &other.to_string_lossy()));
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

/// Tells whether a file is a picture, a sound or the like, which nobody means who names a folder.
fn is_without_text(bytes: &[u8]) -> bool {
    matches!(kind::format("", bytes), Format::Binary(what) if !what.contains("document"))
}

/// Takes a name with `*` or `?` in its last part apart, where no file has that name itself.
fn pattern(path: &Path) -> Option<(PathBuf, String)> {
    let name = path.file_name()?.to_str().filter(|name| name.contains(['*', '?']))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (!path.exists()).then(|| (parent.to_owned(), name.to_owned()))
}

/// Tells whether a name fits a pattern in which `*` stands for any letters and `?` for one.
fn fits(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut n, mut p, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (n, p) = (n + 1, p + 1),
            // The last `*` takes one letter more.
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (p, n) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Reads a file, if it is one. Opening waits for nothing: what was a file when it was looked at may be a pipe by now.
fn file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Trouble> {
    regular(&std::fs::metadata(path)?)?;
    let file = opened(path)?;
    let metadata = file.metadata()?;
    regular(&metadata)?;
    if metadata.len() > limits.bytes {
        return Err(Trouble::Large(too_large(limits)));
    }
    read_all(file, limits)
}

#[cfg(unix)]
fn opened(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn opened(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn regular(metadata: &Metadata) -> Result<(), Trouble> {
    if metadata.is_file() { Ok(()) } else { Err(Trouble::Special(special(metadata))) }
}

#[cfg(unix)]
fn special(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    match () {
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () if kind.is_char_device() || kind.is_block_device() => "a device",
        () if kind.is_dir() => "a folder",
        () => "something else",
    }
}

#[cfg(not(unix))]
fn special(_: &Metadata) -> &'static str {
    "a device or a pipe"
}

/// Reads to the end, but never more than one byte above the limit: lengths told beforehand may lie.
fn read_all(from: impl Read, limits: &Limits) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    from.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes { Err(Trouble::Large(too_large(limits))) } else { Ok(bytes) }
}

/// Orders names as people do: "2" before "10", small and capital letters alike.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one, other);
    loop {
        let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len()).then_with(|| one.cmp(other));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n) = (digits(&mut a), digits(&mut b));
            m.len().cmp(&n.len()).then_with(|| m.cmp(n))
        } else {
            (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]);
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes the number from the front of a name, without its leading zeros.
fn digits<'a>(name: &mut &'a str) -> &'a str {
    let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    let (number, rest) = name.split_at(end);
    *name = rest;
    number.trim_start_matches('0')
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
    fn names_are_in_natural_order() {
        let mut names = ["b10.txt", "B2.txt", "a.txt", "b02.txt", "b1.txt"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a.txt", "b1.txt", "B2.txt", "b02.txt", "b10.txt"]);
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
    fn patterns_stand_for_the_files_they_fit() {
        assert!(fits("wire.md", "*.md") && fits("wire.md", "w?re*") && fits("a*b", "a*b") && fits("", "*"));
        assert!(!fits("wire.md", "*.txt") && !fits("wire", "?????") && !fits("ab", "a"));
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
