//! variorum reads several accounts of one event and shows who said exactly what, and who reports it how.
//!
//! A tour in the order in which a text travels:
//!
//! 1. [`load`] reads a file into a [`document::Document`]: one text, and the spans that divide it into paragraphs and
//!    sentences ([`text`]). Everything found later is a [`span::Span`] of that text, never a copy.
//! 2. [`quote`] finds what is said and by whom; [`align`] finds which passages of the sources report the same thing;
//!    [`diff`] finds which words differ between them. [`comparison`] holds it all, and gives it as rows as seen from
//!    one of the sources.
//! 3. [`export`] writes a comparison as text.
//! 4. [`command`], [`keymap`] and [`theme`] are tables; [`app`] is the state of the reader and says where everything
//!    goes on a screen; [`ui`] draws it; [`terminal`] takes the terminal and gives it back.
//! 5. [`child`] reads rich formats in processes of their own; `net` fetches pages of the web; [`cli`] runs what needs no
//!    screen.
//!
//! [`work`] shares what takes long among threads. Imports point up this list only. Whatever is drawn has passed through [`clean`].
//!
//! The library serves the program, its tests and its benches; it is not a published interface.

pub mod align;
pub mod app;
pub mod child;
pub mod clean;
pub mod cli;
pub mod command;
pub mod comparison;
pub mod diff;
pub mod document;
pub mod export;
pub mod keymap;
pub mod load;
#[cfg(feature = "net")]
pub mod net;
pub mod quote;
pub mod span;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod ui;
pub mod work;
