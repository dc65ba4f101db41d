//! variorum
pub mod clean;
pub mod document;
pub mod span;
pub mod text;
