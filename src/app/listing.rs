//! A list with the details of the line that is chosen in it: what both have in common, whatever they list.

use super::geometry::SMALLEST;
use super::line::{Line, Look, Piece};
use super::{App, Choice, Cursor, motion};
use crate::command::Command;
use crate::diff::Told;
use crate::span::Span;

/// From this width on the details stand beside the list, not below it, in columns.
const BESIDE: usize = 140;

/// From this many lines on the details are shown.
const DETAILS_FROM: usize = 8;

/// A list and the details of what is chosen, set in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What is listed, and how much of it.
    pub title: String,
    /// What is not listed, and why.
    pub note: String,
    /// The lines of the list.
    pub lines: Vec<Line>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// The details of what is chosen.
    pub details: Vec<Line>,
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column.
    pub x: usize,
    /// The first line.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Lines.
    pub height: usize,
}

/// Divides the screen into the list and its details; the rule between them takes a line or two columns.
pub fn areas(app: &App) -> (Area, Area) {
    let (width, height) = (app.size.width, app.size.height.max(SMALLEST.height));
    let y = match height {
        ..10 => 1,
        10..40 => 2,
        _ => 3,
    };
    let body = height - y - 1;
    let whole = Area { x: 1, y, width: width.saturating_sub(2), height: body };
    if body < DETAILS_FROM {
        return (whole, Area { x: 1, y: y + body, width: whole.width, height: 0 });
    }
    if width >= BESIDE {
        let list = width * 9 / 20;
        return (
            Area { width: list - 2, ..whole },
            Area { x: list + 2, width: (width - list).saturating_sub(3).min(110), ..whole },
        );
    }
    let list = body * 2 / 5;
    (Area { height: list, ..whole }, Area { y: y + list + 1, height: body - list - 1, ..whole })
}

/// Returns the first line of the list that is seen: what is chosen stands in the middle where it can.
pub fn top(listing: &Listing, height: usize) -> usize {
    listing.chosen.saturating_sub(height / 2).min(listing.lines.len().saturating_sub(height))
}

/// Moves in a list: among the things listed, among the places of one, in its details. Tells whether the command was
/// for that.
pub fn step(
    app: &App,
    choice: &mut Choice,
    listed: &[usize],
    places: usize,
    command: Command,
    count: Option<usize>,
) -> bool {
    let n = count.unwrap_or(1);
    let at = listed.iter().position(|item| *item == choice.item).unwrap_or(0);
    let last = listed.len().saturating_sub(1);
    let details = areas(app).1.height.max(2) / 2;
    let next = match command {
        Command::NextSentence | Command::NextQuote | Command::NextDifference | Command::NextGroup => (at + n).min(last),
        Command::PreviousSentence | Command::PreviousQuote | Command::PreviousDifference | Command::PreviousGroup => {
            at.saturating_sub(n)
        }
        Command::Top => n.saturating_sub(1).min(last),
        Command::Bottom => count.map_or(last, |n| n.saturating_sub(1)).min(last),
        Command::NextSource | Command::PreviousSource => {
            let by = if command == Command::NextSource { n } else { places.saturating_sub(n % places.max(1)) };
            choice.place = (choice.place + by) % places.max(1);
            return true;
        }
        Command::PageDown | Command::HalfPageDown => {
            choice.top += details;
            return true;
        }
        Command::LineDown => {
            choice.top += n;
            return true;
        }
        Command::PageUp | Command::HalfPageUp => {
            choice.top = choice.top.saturating_sub(details);
            return true;
        }
        Command::LineUp => {
            choice.top = choice.top.saturating_sub(n);
            return true;
        }
        _ => return false,
    };
    if let Some(item) = listed.get(next).filter(|item| **item != choice.item) {
        *choice = Choice { item: *item, ..Choice::default() };
    }
    true
}

/// Returns what comes after one of some things: behind the last one nothing, behind nothing the first.
pub fn next<T: Copy + PartialEq>(now: Option<T>, all: &[T]) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|one| *one == now));
    all.get(at.map_or(0, |at| at + 1)).copied()
}

/// Returns what is chosen of the things listed: the same as before, or what is listed next.
pub fn nearest(listed: &[usize], item: usize) -> usize {
    listed.iter().find(|other| **other >= item).or(listed.last()).copied().unwrap_or(item)
}

/// Goes to words of a source in the columns; going back leads to the list again.
pub fn go(app: &mut App, source: usize, span: Span) {
    motion::jump(app);
    app.mode = super::Mode::Reading;
    let sentences = &app.document(source).sentences;
    let sentence = sentences.partition_point(|sentence| sentence.span.start <= span.start).saturating_sub(1);
    app.cursor = Cursor { source, sentence, spot: Some(span) };
    motion::reveal(app);
    motion::arrive_at_spot(app);
    let key = app.key(Command::Back);
    app.notice.get_or_insert(format!("{key} goes back to the list"));
}

/// Returns the paragraph that a place of a source stands in, counted from 1.
pub fn paragraph(app: &App, source: usize, at: usize) -> usize {
    app.document(source).paragraphs.partition_point(|paragraph| paragraph.span.start <= at).max(1)
}

/// Shows which of all sources have something: the number of each that does, a dot for each that does not.
pub fn carriers(app: &App, sources: &[usize]) -> String {
    let all = app.hidden.len();
    if all > 9 {
        return format!("{} of {all}", sources.len());
    }
    let sign = |source: usize| if sources.contains(&source) { (source + 1).to_string() } else { "·".to_owned() };
    (0..all).map(sign).collect()
}

/// Names a change by its weight and kind, with the sign of the page.
pub fn named(told: Option<Told>, sources: usize) -> (char, &'static str, String) {
    match told {
        None if sources < 2 => ('○', "sign.alone", String::new()),
        None => ('=', "sign.same", "same".to_owned()),
        Some(told) if told.weight.is_light() => ('~', "sign.same", format!("light {}", told.kind.name())),
        Some(told) => ('≠', "sign.differs", format!("{} {}", told.weight.name(), told.kind.name())),
    }
}

/// Sets a line of a list: its sign, its words as far as there is room, and two columns flush right.
pub fn row(sign: (char, &'static str), words: &str, carriers: &str, change: Piece, width: usize, chosen: bool) -> Line {
    /// What the longest change takes: its weight and its kind.
    const CHANGE: usize = 18;
    let mark = mark(chosen);
    let sign = Piece::ours(&format!("{} ", sign.0), sign.1);
    let role = if chosen { "overlay.chosen" } else { "text" };
    let mut line = Line { pieces: vec![mark, sign, Piece::ours(words, role)], ..Line::default() };
    let carriers = Piece::ours(carriers, "header");
    let behind = carriers.width + 2 + if width >= 60 { CHANGE + 2 } else { 0 };
    let room = width.saturating_sub(behind).max(8);
    line.cut(room);
    let rest = room - line.width().min(room);
    line.pieces.push(Piece::ours(&" ".repeat(rest + 2), "text"));
    line.pieces.push(carriers);
    if width >= 60 {
        line.pieces.push(Piece::ours("  ", "text"));
        line.pieces.push(change);
    }
    line.cut(width);
    line
}

/// Marks what is chosen.
pub fn mark(chosen: bool) -> Piece {
    if chosen { Piece::ours("› ", "overlay.chosen") } else { Piece::ours("  ", "text") }
}

/// Sets a heading of a list.
pub fn heading(lines: &mut Vec<Line>, words: &str, count: usize) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    let count = Piece { look: Look::of("note"), ..Piece::ours(&format!(" {count}"), "note") };
    lines.push(Line { pieces: vec![Piece::ours(words, "overlay.title"), count], ..Line::default() });
}
