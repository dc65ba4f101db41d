//! variorum
pub mod clean;
pub mod document;
pub mod load;
pub mod span;
pub mod text;
