//! A comparison as a file: one file a format, each returning text.

pub mod json;
pub mod passim;
pub mod text;
