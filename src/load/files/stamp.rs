//! What the system tells of a file, to see whether it has been written to.

use std::fs::Metadata;
use std::path::Path;

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
