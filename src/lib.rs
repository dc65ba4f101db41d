//! variorum
pub mod align;
pub mod app;
pub mod clean;
pub mod command;
pub mod comparison;
pub mod diff;
pub mod document;
pub mod export;
pub mod keymap;
pub mod load;
pub mod quote;
pub mod span;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod ui;
