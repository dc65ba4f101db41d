//! variorum
pub mod clean;
pub mod diff;
pub mod document;
pub mod span;
pub mod text;
