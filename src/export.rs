//! A comparison as a file: one file a format, each returning text.

pub mod explain;
pub mod json;
pub mod letter;
pub mod passim;
pub mod text;
