//! A file on the disk, read whole: nothing that is no file, and never more than the limit.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::trouble::{Trouble, too_large};
use crate::load::limits::Limits;

/// Reads a file, if it is one.
pub fn file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Trouble> {
    let file = opened_regular(path)?;
    if file.metadata()?.len() > limits.bytes {
        return Err(Trouble::Large(too_large(limits)));
    }
    read_all(file, limits)
}

/// Reads the start of a file, if it is one.
pub fn head(path: &Path, bytes: u64) -> Result<Vec<u8>, Trouble> {
    let mut head = Vec::new();
    opened_regular(path)?.take(bytes).read_to_end(&mut head)?;
    Ok(head)
}

/// Opens a file, if it is one. Opening waits for nothing: what was a file when it was looked at may be a pipe by now.
fn opened_regular(path: &Path) -> Result<File, Trouble> {
    regular(&std::fs::metadata(path)?)?;
    let file = opened(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
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
pub fn read_all(from: impl Read, limits: &Limits) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    from.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes { Err(Trouble::Large(too_large(limits))) } else { Ok(bytes) }
}
