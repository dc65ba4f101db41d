//! Strokes into cells: the only place that knows the toolkit's styles.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style as Cells};

use super::sheet::Sheet;
use crate::clean::glyphs;
use crate::theme::{Colour, Style, Theme};

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Any red, green and blue.
    #[default]
    True,
    /// The 256 of xterm.
    Indexed,
    /// The sixteen that the terminal's user has chosen.
    Sixteen,
    /// None at all.
    None,
}

/// Draws a sheet into cells. Wide glyphs take two; nothing is drawn outside the buffer.
pub fn paint(sheet: &Sheet, theme: &Theme, depth: Depth, cells: &mut Buffer) {
    let ground = theme.style("screen");
    cells.set_style(cells.area, into_cells(ground, depth));
    let mut known: Vec<(crate::app::line::Look, Cells)> = Vec::new();
    for stroke in &sheet.strokes {
        let style = match known.iter().find(|(look, _)| *look == stroke.look) {
            Some((_, style)) => *style,
            None => {
                let style = ground.patch(theme.styles(stroke.look.roles()));
                known.push((stroke.look, into_cells(style, depth)));
                into_cells(style, depth)
            }
        };
        let mut x = stroke.x;
        for glyph in glyphs(stroke.text.as_str()) {
            put(cells, x, stroke.y, &glyph.shown, glyph.width, style);
            x += glyph.width;
        }
    }
}

fn put(cells: &mut Buffer, x: usize, y: usize, symbol: &str, width: usize, style: Cells) {
    for n in (0..width.max(1)).rev() {
        let at = Position::new((x + n) as u16, y as u16);
        if let Some(cell) = cells.cell_mut(at) {
            cell.reset();
            cell.set_style(style);
            // The second half of a wide glyph is covered by the first.
            cell.set_symbol(if n == 0 { symbol } else { " " });
        }
    }
}

fn into_cells(style: Style, depth: Depth) -> Cells {
    let mut cells = Cells::reset();
    if let Some(fg) = style.fg.and_then(|fg| colour(fg, depth)) {
        cells = cells.fg(fg);
    }
    if let Some(bg) = style.bg.and_then(|bg| colour(bg, depth)) {
        cells = cells.bg(bg);
    }
    let modifiers = [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.underline, Modifier::UNDERLINED),
        (style.reverse, Modifier::REVERSED),
        (style.crossed_out, Modifier::CROSSED_OUT),
    ];
    modifiers.into_iter().filter(|(on, _)| *on == Some(true)).fold(cells, |cells, (_, one)| cells.add_modifier(one))
}

fn colour(colour: Colour, depth: Depth) -> Option<Color> {
    match (colour, depth) {
        (_, Depth::None) => None,
        (Colour::Ansi(number), _) => Some(Color::Indexed(number)),
        (Colour::Rgb(r, g, b), Depth::True) => Some(Color::Rgb(r, g, b)),
        // Sixteen colours are not enough to come near; such terminals mostly know the 256 all the same.
        (Colour::Rgb(r, g, b), _) => Some(Color::Indexed(nearest(r, g, b))),
    }
}

/// Finds the nearest of xterm's colours: its cube of 6 × 6 × 6, or its 24 greys.
fn nearest(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [i32; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6).min_by_key(|at| (STEPS[*at] - i32::from(value)).abs()).unwrap_or(0);
    let far = |(x, y, z): (i32, i32, i32)| {
        let square = |a: i32, b: u8| (a - i32::from(b)).pow(2);
        square(x, r) + square(y, g) + square(z, b)
    };
    let (x, y, z) = (step(r), step(g), step(b));
    let cube = (far((STEPS[x], STEPS[y], STEPS[z])), 16 + 36 * x + 6 * y + z);
    let greys = (0..24).map(|n| (far((8 + 10 * n, 8 + 10 * n, 8 + 10 * n)), 232 + n as usize));
    greys.chain([cube]).min().map_or(0, |(_, number)| number as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_colours_have_a_near_one_among_256() {
        assert_eq!(nearest(255, 255, 255), 231);
        assert_eq!(nearest(0, 0, 0), 16);
        assert_eq!(nearest(0x8f, 0xb8, 0xec), 111);
        assert_eq!(nearest(0x30, 0x30, 0x30), 236);
    }
}
