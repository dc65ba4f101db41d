//! A screen that has been set: strokes of safe text, each with its place and the names of its styles.

use crate::app::Size;
use crate::app::line::{Line, Look, Piece};
use crate::clean::{Clean, glyphs};

/// Text in one style at one place. It lies wholly on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// The first column.
    pub x: usize,
    /// The line.
    pub y: usize,
    /// What is drawn.
    pub text: Clean,
    /// How many columns it takes.
    pub width: usize,
    /// Its roles, each laid over the ones before.
    pub look: Look,
}

/// Everything that is drawn, later strokes over earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The size of the screen.
    pub size: Size,
    /// The strokes.
    pub strokes: Vec<Stroke>,
    /// Where the hardware cursor is, as column and line.
    pub cursor: Option<(usize, usize)>,
}

impl Sheet {
    /// Makes an empty sheet.
    pub fn new(size: Size) -> Self {
        Sheet { size, ..Sheet::default() }
    }

    /// Draws words of our own and returns the column behind them.
    pub fn text(&mut self, x: usize, y: usize, words: &str, role: &'static str) -> usize {
        self.piece(x, y, &Piece::ours(words, role))
    }

    /// Draws a line of at most `width` columns; what does not fit leaves an ellipsis.
    pub fn line(&mut self, x: usize, y: usize, width: usize, line: &Line) -> usize {
        let mut line = line.clone();
        line.cut(width);
        line.pieces.iter().fold(x, |x, piece| self.piece(x, y, piece))
    }

    /// Draws a piece, as far as it lies on the screen, and returns the column behind it.
    pub fn piece(&mut self, x: usize, y: usize, piece: &Piece) -> usize {
        let room = self.size.width.saturating_sub(x);
        if y >= self.size.height || room == 0 || piece.width == 0 {
            return x;
        }
        let (mut text, mut width) = (piece.text.clone(), piece.width);
        if width > room {
            (text, width) = (Clean::default(), 0);
            for glyph in glyphs(piece.text.as_str()) {
                if width + glyph.width > room {
                    break;
                }
                width += glyph.width;
                text.push(&glyph);
            }
        }
        self.strokes.push(Stroke { x, y, text, width, look: piece.look });
        x + width
    }
}
