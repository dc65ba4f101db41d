//! variorum
pub mod align;
pub mod clean;
pub mod comparison;
pub mod diff;
pub mod document;
pub mod export;
pub mod quote;
pub mod span;
pub mod text;
