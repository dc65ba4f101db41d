//! One source to be read, as it goes to the reader of its format.

use super::limits::Limits;
use crate::document::Manner;

/// Which state of a text with tracked changes is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tracked {
    /// As if all changes were accepted.
    #[default]
    Accepted,
    /// As it was before the changes.
    Original,
}

/// One source to be read by the reader of a rich format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Job<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// The attachment that is meant, where not the file itself is.
    pub member: Option<&'a str>,
    /// What it holds.
    pub bytes: &'a [u8],
    /// The encoding of its letters, where the server it came from names one.
    pub charset: Option<&'a str>,
    /// What its bytes are taken for; those of an attachment, where one is meant.
    pub manner: Manner,
    /// Which state of tracked changes is read.
    pub tracked: Tracked,
    /// What it may cost.
    pub limits: Limits,
}
