//! variorum
pub mod align;
pub mod app;
pub mod clean;
pub mod command;
pub mod comparison;
pub mod diff;
pub mod document;
pub mod keymap;
pub mod span;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod ui;
