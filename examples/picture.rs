//! Prints the picture in the README: the real screen of the bundled story, drawn as SVG.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use variorum::app::message::{Message, message};
use variorum::app::update::update;
use variorum::app::{App, Options, Size};
use variorum::clean::width;
use variorum::cli::demo;
use variorum::comparison::compare;
use variorum::keymap::{Code, Key};
use variorum::theme::{Colour, Theme};
use variorum::ui::paint::{Depth, paint};
use variorum::ui::sheet;

/// The screen, in columns and lines.
const SIZE: Size = Size { width: 120, height: 36 };

/// What is pressed before the picture is taken: to the ninth paragraph, and the text up to the top of the page.
const KEYS: &str = "9Geeeeeeeeee";

/// The theme it is drawn in.
const THEME: &str = "dark";

/// The width of a cell in units of the picture: that of a letter of most fixed-width fonts.
const WIDE: f64 = 8.4;

/// The height of a cell.
const HIGH: f64 = 19.0;

/// How far below the top of a cell letters stand.
const BASE: f64 = 13.6;

/// The size of letters.
const LETTERS: f64 = 14.0;

/// What is free around the cells.
const EDGE: f64 = 14.0;

/// The height of the bar above them.
const BAR: f64 = 32.0;

/// Fixed-width fonts of all systems, the finest first.
const FONTS: &str = "ui-monospace,SFMono-Regular,'SF Mono',Menlo,'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace";

fn main() -> io::Result<()> {
    io::stdout().write_all(picture().as_bytes())
}

/// Draws the picture; the same on every machine.
pub fn picture() -> String {
    let theme = Theme::named(THEME).expect("a theme that is built in");
    let mut cells = Buffer::empty(Rect::new(0, 0, SIZE.width as u16, SIZE.height as u16));
    paint(&sheet(&app()), &theme, Depth::True, &mut cells);
    let runs: Vec<Run> = (0..SIZE.height).flat_map(|y| runs(&cells, y)).collect();
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = window(&mut out, &theme);
    let _ = runs.iter().try_for_each(|run| ground(&mut out, run, rgb(theme.style("screen").bg)));
    let _ = runs.iter().try_for_each(|run| letters(&mut out, run));
    let _ = runs.iter().try_for_each(|run| lines(&mut out, run));
    out.push_str("</svg>\n");
    out
}

/// Opens the story and presses the keys.
fn app() -> App {
    let mut app = App::new(compare(demo::STORIES[0].read()), Options::default());
    update(&mut app, Message::Resize(SIZE));
    for key in KEYS.chars().map(|c| Key::plain(Code::Char(c))) {
        if let Some(message) = message(&app, key) {
            update(&mut app, message);
        }
    }
    app
}

/// Neighbours in one style.
struct Run {
    x: usize,
    y: usize,
    text: String,
    width: usize,
    style: Style,
}

/// How a run is drawn, reversed colours already exchanged.
#[derive(Clone, Copy, PartialEq)]
struct Style {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Style {
    fn of(cell: &Cell) -> Style {
        let (fg, bg) = if cell.modifier.contains(Modifier::REVERSED) { (cell.bg, cell.fg) } else { (cell.fg, cell.bg) };
        Style { fg, bg, modifier: cell.modifier }
    }
}

/// Takes a line of cells apart into runs.
fn runs(cells: &Buffer, y: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < SIZE.width {
        let cell = &cells[(x as u16, y as u16)];
        let (symbol, style) = (cell.symbol(), Style::of(cell));
        let width = width(symbol).max(1);
        match runs.last_mut() {
            Some(run) if run.style == style && is_rule(symbol) == is_rule(&run.text) => {
                run.text.push_str(symbol);
                run.width += width;
            }
            _ => runs.push(Run { x, y, text: symbol.to_owned(), width, style }),
        }
        x += width;
    }
    runs
}

/// Tells whether a text is of signs that are drawn as lines, so that they meet whatever the font.
fn is_rule(text: &str) -> bool {
    text.starts_with(|c| "─│┬┃┫╴▎".contains(c))
}

/// Begins the picture: the window, its bar, and the styles.
fn window(out: &mut String, theme: &Theme) -> std::fmt::Result {
    let (wide, high) = (SIZE.width as f64 * WIDE + 2.0 * EDGE, SIZE.height as f64 * HIGH + BAR + EDGE);
    let colour = |role: &str| {
        let style = theme.styles(["screen", role]);
        (hex(rgb(style.fg)), hex(rgb(style.bg)))
    };
    let ((_, ground), (bar, raised), (line, _)) = (colour("screen"), colour("footer"), colour("rule"));
    writeln!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" role=\"img\">")?;
    writeln!(out, "<title>The reader: one quote in three sources, with the words that differ marked</title>")?;
    writeln!(out, "<style>text{{font-family:{FONTS};font-size:{LETTERS}px;white-space:pre}}</style>")?;
    writeln!(out, "<clipPath id=\"window\"><rect width=\"{wide}\" height=\"{high}\" rx=\"10\"/></clipPath>")?;
    writeln!(out, "<g clip-path=\"url(#window)\"><rect width=\"{wide}\" height=\"{high}\" fill=\"{ground}\"/>")?;
    writeln!(out, "<rect width=\"{wide}\" height=\"{}\" fill=\"{raised}\"/></g>", BAR - 6.0)?;
    for n in 0..3 {
        writeln!(out, "<circle cx=\"{}\" cy=\"13\" r=\"4.5\" fill=\"{line}\"/>", 18 + 15 * n)?;
    }
    let middle = wide / 2.0;
    writeln!(
        out,
        "<text x=\"{middle}\" y=\"17.5\" text-anchor=\"middle\" style=\"font-size:12px\" fill=\"{bar}\">variorum demo</text>"
    )?;
    let (w, h) = (wide - 1.0, high - 1.0);
    writeln!(out, "<rect x=\".5\" y=\".5\" width=\"{w}\" height=\"{h}\" rx=\"9.5\" fill=\"none\" stroke=\"{line}\"/>")
}

/// Draws what lies behind a run, where that is not what lies behind all.
fn ground(out: &mut String, run: &Run, screen: Color) -> std::fmt::Result {
    let Style { bg, .. } = run.style;
    let footer = run.y + 1 == SIZE.height;
    // The footer reaches a little beyond its cells, so that it has air on all sides.
    let (x, width) = (left(run.x), run.width as f64 * WIDE);
    let (y, height) = if footer { (top(run.y) - 2.0, HIGH + 4.0) } else { (top(run.y), HIGH) };
    if bg == screen {
        return Ok(());
    }
    writeln!(out, "<rect x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{}\"/>", hex(bg))
}

/// Draws the letters of a run, words at wide blanks apart, each as wide as its cells.
fn letters(out: &mut String, run: &Run) -> std::fmt::Result {
    if is_rule(&run.text) {
        return Ok(());
    }
    let Style { fg, modifier, .. } = run.style;
    let mut look = String::new();
    for (on, words) in [
        (modifier.contains(Modifier::BOLD), " font-weight=\"bold\""),
        (modifier.contains(Modifier::ITALIC), " font-style=\"italic\""),
        (modifier.contains(Modifier::DIM), " fill-opacity=\".7\""),
    ] {
        look.push_str(if on { words } else { "" });
    }
    let mut x = run.x;
    for part in run.text.split("  ") {
        let words = part.trim_matches(' ');
        let at = x + part.len() - part.trim_start_matches(' ').len();
        x += width(part) + 2;
        if words.is_empty() {
            continue;
        }
        let (x, y, long) = (left(at), top(run.y) + BASE, width(words) as f64 * WIDE);
        let (fill, words) = (hex(fg), escaped(words));
        writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{long:.1}\" fill=\"{fill}\"{look}>{words}</text>")?;
    }
    Ok(())
}

/// Draws the lines of a run: those below and through its letters, and the signs that are lines themselves.
fn lines(out: &mut String, run: &Run) -> std::fmt::Result {
    let Style { fg, modifier, .. } = run.style;
    let (x, y, wide) = (left(run.x), top(run.y), run.width as f64 * WIDE);
    let mut path = String::new();
    for (on, down) in [(Modifier::UNDERLINED, BASE + 2.4), (Modifier::CROSSED_OUT, BASE - 4.4)] {
        if modifier.contains(on) {
            write!(path, "M{x:.1} {:.1}h{wide:.1}", y + down)?;
        }
    }
    for (n, sign) in run.text.chars().enumerate().filter(|_| is_rule(&run.text)) {
        let (x, half) = (left(run.x + n), WIDE / 2.0);
        let (middle, centre) = (x + half, y + HIGH / 2.0);
        match sign {
            '─' => write!(path, "M{x:.1} {centre}h{WIDE}")?,
            '│' => write!(path, "M{middle:.1} {y}v{HIGH}")?,
            '┬' => write!(path, "M{x:.1} {centre}h{WIDE}M{middle:.1} {centre}v{}", HIGH / 2.0)?,
            '╴' => write!(path, "M{x:.1} {centre}h{half}")?,
            '▎' => {
                write!(out, "<rect x=\"{x:.1}\" y=\"{y}\" width=\"2.2\" height=\"{HIGH}\" fill=\"{}\"/>", hex(fg))?
            }
            _ => {
                let mark = if sign == '┫' { format!("M{x:.1} {centre}h{half}") } else { String::new() };
                writeln!(out, "<path d=\"M{middle:.1} {y}v{HIGH}{mark}\" stroke=\"{}\" stroke-width=\"2\"/>", hex(fg))?;
            }
        }
    }
    if path.is_empty() { Ok(()) } else { writeln!(out, "<path d=\"{path}\" stroke=\"{}\"/>", hex(fg)) }
}

fn left(x: usize) -> f64 {
    EDGE + x as f64 * WIDE
}

fn top(y: usize) -> f64 {
    BAR + y as f64 * HIGH
}

fn rgb(colour: Option<Colour>) -> Color {
    match colour {
        Some(Colour::Rgb(r, g, b)) => Color::Rgb(r, g, b),
        _ => Color::Reset,
    }
}

fn hex(colour: Color) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => "currentColor".to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
