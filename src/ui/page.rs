//! The page: header, columns and the map at the edge.

use super::sheet::Sheet;
use crate::app::geometry::{Column, GUTTER, Geometry, SMALLEST};
use crate::app::line::{Line, Piece};
use crate::app::plan::{Placed, Plan};
use crate::app::{Anchor, App};
use crate::diff::Kind;

/// Draws the page.
pub fn page(app: &App, plan: &Plan, sheet: &mut Sheet) {
    let geometry = &plan.geometry;
    for column in &geometry.columns {
        header(app, plan, column, sheet);
    }
    if geometry.rule {
        rule(app, plan, sheet);
    }
    for column in geometry.columns.iter().skip(1) {
        for y in geometry.top..geometry.top + geometry.height {
            sheet.text(column.x, y, "│", "rule");
        }
    }
    for placed in &plan.lines {
        line(geometry, placed, sheet);
    }
    if geometry.map {
        map(app, plan, sheet);
    }
    sheet.cursor = plan.cursor;
}

/// Says that the screen is too small, in as many words as fit.
pub fn too_small(sheet: &mut Sheet) {
    let words = format!("needs {}×{}", SMALLEST.width, SMALLEST.height);
    sheet.text(0, 0, &words, "note");
}

fn line(geometry: &Geometry, placed: &Placed, sheet: &mut Sheet) {
    if let Some((sign, role)) = placed.line.sign {
        sheet.text(placed.x + 1, placed.y, &sign.to_string(), role);
    }
    if placed.focus {
        sheet.text(placed.x + GUTTER - 1, placed.y, "▎", "focus.bar");
    }
    let room = geometry.size.width.saturating_sub(placed.x + GUTTER);
    sheet.line(placed.x + GUTTER, placed.y, room, &placed.line);
}

/// Names the source of a column, and says where it is from as far as there is room.
///
/// What does not fit is left out part by part: the date first, then the site.
fn header(app: &App, plan: &Plan, column: &Column, sheet: &mut Sheet) {
    // Without a rule the header is all that can name what goes on at the top of the page.
    let first = plan.continued.filter(|_| !plan.geometry.rule);
    let shown = if plan.geometry.stacked { first.unwrap_or(app.cursor.source) } else { column.source };
    let source = &app.document(shown).source;
    let focus = shown == app.cursor.source;
    let lead = shown == app.lead && app.compares();
    let mut pieces = Vec::new();
    if lead {
        pieces.push(Piece::ours("lead ", "header.lead"));
    }
    if !app.document(shown).notices.is_empty() {
        pieces.push(Piece::ours("! ", "note.trouble"));
    }
    pieces.push(Piece::ours(&source.label, if focus { "header.focus" } else { "header" }));
    let mut line = Line { pieces, ..Line::default() };
    for part in [&source.site, &source.date].into_iter().flatten().filter(|part| **part != source.label) {
        let piece = Piece::ours(&format!(" · {}", day(part)), "header");
        if line.width() + piece.width > column.width {
            break;
        }
        line.pieces.push(piece);
    }
    sheet.line(column.x + GUTTER, 0, column.width, &line);
}

/// Leaves out the time of a date such as `2025-03-18T18:04:00Z` (ISO 8601, also with a blank before the time).
fn day(date: &str) -> &str {
    let shape = |(n, c): (usize, char)| if n == 4 || n == 7 { c == '-' } else { c.is_ascii_digit() };
    match date.split_at_checked(10) {
        Some((day, time)) if time.starts_with(['T', 't', ' ']) && day.chars().enumerate().all(shape) => day,
        _ => date,
    }
}

/// Draws the rule under the header; on it stands what lies sideways, and whose reading goes on.
fn rule(app: &App, plan: &Plan, sheet: &mut Sheet) {
    let geometry = &plan.geometry;
    let y = geometry.top - 1;
    sheet.text(0, y, &"─".repeat(geometry.size.width), "rule");
    for column in geometry.columns.iter().skip(1) {
        sheet.text(column.x, y, "┬", "rule");
    }
    // One under another, what goes on from above the page is named right over its first line.
    if let Some((source, column)) = plan.continued.zip(geometry.columns.first()) {
        let label = format!(" {} ", app.document(source).source.label);
        let line = Line::ours(&label, "header");
        sheet.line(column.x + GUTTER - 1, y, column.width, &line);
    }
    let words = sideways(app, geometry);
    let piece = Piece::ours(&words, "header");
    if !words.is_empty() && piece.width + 2 < geometry.size.width {
        sheet.piece(geometry.size.width - piece.width - 2, y, &piece);
    }
}

/// Says how many sources there are beyond the columns, and which these are.
pub fn sideways(app: &App, geometry: &Geometry) -> String {
    let hidden = app.hidden.iter().filter(|hidden| **hidden).count();
    let (left, right) = geometry.beyond;
    let mut parts = Vec::new();
    if left + right > 0 {
        let (first, last) = (left + 2, left + geometry.columns.len());
        let seen = if first == last { format!("{first}") } else { format!("{first}–{last}") };
        parts.extend((left > 0).then(|| format!("‹ {left} more")));
        parts.push(format!("{seen} of {}", app.sources().len()));
        parts.extend((right > 0).then(|| format!("{right} more ›")));
    }
    parts.extend((hidden > 0).then(|| format!("{hidden} hidden")));
    if parts.is_empty() { String::new() } else { format!(" {} ", parts.join(" · ")) }
}

/// Draws at the edge which part of the whole is on the page, and where to look.
fn map(app: &App, plan: &Plan, sheet: &mut Sheet) {
    let geometry = &plan.geometry;
    let (blocks, height, x) = (app.blocks.len(), geometry.height, geometry.size.width - 1);
    let whole = app.anchor == Anchor::default() && plan.ends;
    if blocks == 0 || whole {
        return;
    }
    let marks = landmarks(app);
    for n in 0..height {
        let (first, end) = (n * blocks / height, ((n + 1) * blocks).div_ceil(height));
        let seen = first <= plan.last && end > app.anchor.block;
        let at = marks.partition_point(|block| *block < first);
        let marked = marks.get(at).is_some_and(|block| *block < end);
        let (sign, role) = match (seen, marked) {
            (true, true) => ("┫", "map.view"),
            (true, false) => ("┃", "map.view"),
            (false, true) => ("╴", "map.differs"),
            (false, false) => continue,
        };
        sheet.text(x, geometry.top + n, sign, role);
    }
}

/// Returns the blocks that the map points to: those with a match while a search is on, else those where a number
/// differs.
fn landmarks(app: &App) -> Vec<usize> {
    let row = |source: usize, sentence: usize| app.places.row[source][sentence];
    let mut rows: Vec<usize> = match &app.search {
        Some(search) => search.hits.iter().map(|hit| row(hit.source, hit.sentence)).collect(),
        None => {
            app.places.differences.iter().filter(|found| found.kind == Kind::Number).map(|found| found.row).collect()
        }
    };
    rows.sort_unstable();
    rows.into_iter().map(|row| app.block_of[row]).collect()
}
