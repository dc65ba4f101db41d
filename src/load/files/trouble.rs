//! Why a file is not read, worded for the reader.

use std::io;

use crate::load::limits::{Fault, Limits};

/// Why a file is not read, worded for the reader.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Nothing has this name.
    #[error("There is no file of this name. Check the spelling, or the folder you are in.")]
    Missing,
    /// It belongs to somebody else.
    #[error("You are not allowed to read this file. Ask its owner, or change its permissions.")]
    Denied,
    /// It is no file, and what it is.
    #[error("This is {0}, not a file. Send its words to standard input and name it `-`.")]
    Special(&'static str),
    /// It is over the limit.
    #[error("{0}")]
    Large(Fault),
    /// A folder without files that can be opened.
    #[error("The folder holds no files that can be opened. Name the files one by one.")]
    Bare,
    /// A folder with more files than are opened, and how many these are.
    #[error("The folder holds more than {0} files; the others were left out. Name the files you need.")]
    Many(usize),
    /// Standard input, named twice.
    #[error("Standard input can be read only once. Name `-` one time.")]
    Again,
    /// Anything else.
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
