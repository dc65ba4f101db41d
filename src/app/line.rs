//! A line ready to be drawn: pieces of safe text, each with the names of its styles and its place in a source.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::wrap::{Set, wrap};
use crate::clean::{Clean, Glyph, glyphs};
use crate::span::Span;

/// The roles of a piece, each laid over the ones before; empty names say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What the text is.
    pub text: &'static str,
    /// What differs in it.
    pub mark: &'static str,
    /// What the reader looks for in it.
    pub found: &'static str,
    /// Whether the cursor is in its sentence.
    pub focus: bool,
}

impl Look {
    /// Makes the look of a role alone.
    pub const fn of(text: &'static str) -> Self {
        Look { text, mark: "", found: "", focus: false }
    }

    /// Returns the names that say something, the lowest first.
    pub fn roles(self) -> impl Iterator<Item = &'static str> {
        let focus = if self.focus { "focus" } else { "" };
        [self.text, focus, self.mark, self.found].into_iter().filter(|name| !name.is_empty())
    }
}

/// A piece of a line in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What is drawn.
    pub text: Clean,
    /// Its width, in columns.
    pub width: usize,
    /// Its styles.
    pub look: Look,
    /// The bytes of the source it shows; nothing for what is ours.
    pub span: Option<Span>,
}

impl Piece {
    /// Makes a piece of our own words.
    pub fn ours(text: &str, role: &'static str) -> Piece {
        let text = Clean::new(text);
        Piece { width: text.width(), text, look: Look::of(role), span: None }
    }
}

/// A line of a cell or of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The sign in the gutter, with its role; a blank says nothing.
    pub sign: Option<(char, &'static str)>,
    /// The source whose words stand in it.
    pub source: Option<usize>,
    /// The pieces from left to right.
    pub pieces: Vec<Piece>,
    /// The sentences folded into it, as pairs of source and sentence.
    pub fold: Vec<(usize, usize)>,
}

impl Line {
    /// Makes a line of our own words.
    pub fn ours(text: &str, role: &'static str) -> Line {
        Line { pieces: vec![Piece::ours(text, role)], ..Line::default() }
    }

    /// Returns its width, in columns.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| piece.width).sum()
    }

    /// Returns its words.
    pub fn words(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Tells whether some of the words of a sentence stand in it, or are folded into it.
    pub fn shows(&self, source: usize, sentence: usize, span: Span) -> bool {
        let inside = |piece: &Piece| piece.span.is_some_and(|own| own.overlap(span) > 0);
        self.fold.contains(&(source, sentence)) || (self.source == Some(source) && self.pieces.iter().any(inside))
    }

    /// Cuts it to a width; what is cut off leaves an ellipsis.
    pub fn cut(&mut self, width: usize) {
        if self.width() <= width {
            return;
        }
        let mut left = width.saturating_sub(1);
        let mut look = Look::default();
        let mut kept = Vec::new();
        for piece in self.pieces.drain(..) {
            look = piece.look;
            let mut part = Piece { text: Clean::default(), width: 0, ..piece.clone() };
            for glyph in glyphs(piece.text.as_str()) {
                if glyph.width > left {
                    break;
                }
                left -= glyph.width;
                part.width += glyph.width;
                part.text.push(&glyph);
            }
            let whole = part.width == piece.width;
            kept.push(part);
            if !whole {
                break;
            }
        }
        if width > 0 {
            kept.push(Piece { text: Clean::new("…"), width: 1, look, span: None });
        }
        self.pieces = kept;
    }
}

/// A glyph with its look, on its way into a line.
#[derive(Clone, Debug)]
pub struct Ink<'a> {
    glyph: Glyph<'a>,
    look: Look,
    span: Option<Span>,
}

impl Set for Ink<'_> {
    fn shown(&self) -> &str {
        &self.glyph.shown
    }

    fn width(&self) -> usize {
        self.glyph.width
    }
}

/// Text under way to lines: glyphs are added with their looks, then set at a width.
#[derive(Clone, Debug, Default)]
pub struct Galley<'a> {
    inks: Vec<Ink<'a>>,
}

impl<'a> Galley<'a> {
    /// Adds words of our own.
    pub fn ours(&mut self, text: &str, look: Look) {
        for part in Clean::new(text).as_str().graphemes(true).flat_map(glyphs) {
            let shown = Cow::Owned(part.shown.into_owned());
            self.inks.push(Ink { glyph: Glyph { shown, ..part }, look, span: None });
        }
    }

    /// Adds a sign of our own that stands for a place in the source.
    pub fn place(&mut self, sign: &str, at: usize, look: Look) {
        self.ours(sign, look);
        if let Some(ink) = self.inks.last_mut() {
            ink.span = Some(Span::empty(at));
        }
    }

    /// Adds a glyph of a source that stands at a byte of its text.
    pub fn glyph(&mut self, glyph: Glyph<'a>, at: usize, look: Look) {
        let span = Span::new(at, at + glyph.len);
        if glyph.width <= 2 {
            self.inks.push(Ink { glyph, look, span: Some(span) });
            return;
        }
        // Marks for hidden characters are words of their own and may be parted.
        for (n, part) in glyphs(&glyph.shown).enumerate() {
            let shown = Cow::Owned(part.shown.into_owned());
            let span = if n == 0 { span } else { Span::empty(span.end) };
            self.inks.push(Ink { glyph: Glyph { shown, ..part }, look, span: Some(span) });
        }
    }

    /// Tells whether nothing has been added.
    pub fn is_empty(&self) -> bool {
        self.inks.is_empty()
    }

    /// Sets what has been added in lines of a width and begins afresh.
    pub fn set(&mut self, width: usize, source: Option<usize>) -> Vec<Line> {
        let inks = std::mem::take(&mut self.inks);
        let line = |range: std::ops::Range<usize>| {
            let mut line = Line { source, ..Line::default() };
            // Blanks at the end of a line would only be seen where they are underlined.
            let blanks = inks[range.clone()].iter().rev().take_while(|ink| ink.glyph.shown.trim().is_empty()).count();
            inks[range.start..range.end - blanks].iter().for_each(|ink| add(&mut line, ink));
            line
        };
        wrap(&inks, width).into_iter().map(line).collect()
    }
}

/// Adds a glyph to a line: to its last piece where the look is the same and the places follow each other.
fn add(line: &mut Line, ink: &Ink<'_>) {
    let joins = |piece: &Piece| {
        piece.look == ink.look
            && match (piece.span, ink.span) {
                (Some(before), Some(next)) => before.end == next.start && !before.is_empty(),
                (None, None) => true,
                _ => false,
            }
    };
    match line.pieces.last_mut() {
        Some(piece) if joins(piece) => {
            piece.text.push(&ink.glyph);
            piece.width += ink.glyph.width;
            piece.span = piece.span.zip(ink.span).map(|(before, next)| before.join(next));
        }
        _ => {
            let mut text = Clean::default();
            text.push(&ink.glyph);
            line.pieces.push(Piece { text, width: ink.glyph.width, look: ink.look, span: ink.span });
        }
    }
}

/// Adds a heading, with an empty line above it.
pub fn heading(lines: &mut Vec<Line>, words: &str) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::ours(words, "overlay.title"));
}
