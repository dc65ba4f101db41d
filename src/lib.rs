//! variorum
pub mod align;
pub mod clean;
pub mod comparison;
pub mod diff;
pub mod document;
pub mod span;
pub mod text;
