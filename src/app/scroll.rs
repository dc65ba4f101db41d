//! Moving the page: by lines, to the cursor, and staying in place when everything around is set anew.

use super::geometry::{Geometry, geometry, side_by_side};
use super::plan::{lay, lines_of};
use super::{Anchor, App};

/// How many lines are kept between the cursor and the edge of the page, where it is high enough.
const MARGIN: usize = 2;

/// Moves the page by some lines, down or up, as far as there is text.
pub fn by(app: &mut App, lines: isize) {
    let geometry = geometry(app);
    app.anchor = if lines < 0 {
        up(app, &geometry, app.anchor, lines.unsigned_abs())
    } else {
        down(app, &geometry, app.anchor, lines as usize)
    };
    stop_at_end(app, &geometry);
}

/// Moves the page as little as it takes to see the cursor's sentence; after a far jump it stands in the upper third.
pub fn follow(app: &mut App) {
    page_to_focus(app);
    let geometry = geometry(app);
    let (source, sentence) = (app.cursor.source, app.cursor.sentence);
    let Some((mut first, mut end)) = lines_of(app, &geometry, source, sentence) else { return };
    if let Some(line) = spot_line(app, &geometry) {
        (first.line, end) = (line, line + 1);
    }
    let margin = MARGIN.min(geometry.height.saturating_sub(1) / 4);
    let height = end - first.line;
    if first < app.anchor || (first == app.anchor && margin > 0) {
        let near = distance(app, &geometry, first, app.anchor, geometry.height).is_some();
        app.anchor = up(app, &geometry, first, if near { margin } else { geometry.height / 3 });
    } else {
        let room = geometry.height.saturating_sub(height + margin);
        match distance(app, &geometry, app.anchor, first, 2 * geometry.height) {
            Some(lines) if lines <= room => {}
            Some(_) => app.anchor = up(app, &geometry, first, room),
            None => app.anchor = up(app, &geometry, first, geometry.height / 3),
        }
    }
    stop_at_end(app, &geometry);
}

/// Turns the sources sideways until the one with the cursor has a column.
pub fn page_to_focus(app: &mut App) {
    let sources = app.sources();
    let count = side_by_side(app.size, sources.len());
    let most = sources.len().saturating_sub(count);
    let others = count.saturating_sub(1).max(1);
    if let Some(at) = sources.iter().skip(1).position(|source| *source == app.cursor.source) {
        app.window = app.window.clamp((at + 1).saturating_sub(others), at);
    }
    app.window = app.window.min(most);
}

/// Returns the line of the page that the cursor's sentence begins in; negative above it.
pub fn height_of_cursor(app: &App) -> Option<isize> {
    let geometry = geometry(app);
    let (first, _) = lines_of(app, &geometry, app.cursor.source, app.cursor.sentence)?;
    let below = distance(app, &geometry, app.anchor, first, 2 * geometry.height).map(|lines| lines as isize);
    below.or_else(|| distance(app, &geometry, first, app.anchor, 1000).map(|lines| -(lines as isize)))
}

/// Moves the page so that the cursor's sentence begins in a line of it, and is seen.
pub fn keep(app: &mut App, line: Option<isize>) {
    page_to_focus(app);
    let geometry = geometry(app);
    let Some((first, _)) = lines_of(app, &geometry, app.cursor.source, app.cursor.sentence) else {
        app.anchor = Anchor::default();
        return;
    };
    let line = line.unwrap_or(0).min(geometry.height.saturating_sub(1) as isize);
    app.anchor = if line < 0 {
        down(app, &geometry, first, line.unsigned_abs())
    } else {
        up(app, &geometry, first, line as usize)
    };
    stop_at_end(app, &geometry);
}

/// Tells whether the cursor's sentence ends below the page.
pub fn runs_on(app: &App) -> bool {
    let geometry = geometry(app);
    let Some((first, end)) = lines_of(app, &geometry, app.cursor.source, app.cursor.sentence) else { return false };
    let last = Anchor { line: end.saturating_sub(1), ..first };
    last >= app.anchor
        && distance(app, &geometry, app.anchor, last, 100_000).is_some_and(|lines| lines >= geometry.height)
}

/// Tells whether the cursor's sentence begins above the page.
pub fn began_above(app: &App) -> bool {
    let geometry = geometry(app);
    let first = lines_of(app, &geometry, app.cursor.source, app.cursor.sentence);
    first.is_some_and(|(first, _)| first < app.anchor)
}

/// Returns the line of the block that the cursor's spot stands in.
fn spot_line(app: &App, geometry: &Geometry) -> Option<usize> {
    let spot = app.cursor.spot?;
    let block = *app.block_of.get(app.row()?)?;
    let laid = lay(app, geometry, block);
    let here = |span: crate::span::Span| if spot.is_empty() { span == spot } else { span.overlap(spot) > 0 };
    let found = laid.lines.iter().filter(|placed| placed.line.source == Some(app.cursor.source));
    found.clone().find(|placed| placed.line.pieces.iter().any(|piece| piece.span.is_some_and(here))).map(|p| p.y)
}

/// Goes down from a place by some lines, as far as the last line.
fn down(app: &App, geometry: &Geometry, from: Anchor, mut lines: usize) -> Anchor {
    let mut at = from;
    while at.block < app.blocks.len() {
        let height = lay(app, geometry, at.block).height;
        if at.line + lines < height {
            return Anchor { line: at.line + lines, ..at };
        }
        lines -= height.saturating_sub(at.line);
        at = Anchor { block: at.block + 1, line: 0 };
    }
    at
}

/// Goes up from a place by some lines, as far as the first line.
fn up(app: &App, geometry: &Geometry, from: Anchor, mut lines: usize) -> Anchor {
    let mut at = from;
    while lines > at.line {
        if at.block == 0 {
            return Anchor::default();
        }
        lines -= at.line;
        let block = at.block - 1;
        at = Anchor { block, line: lay(app, geometry, block).height };
    }
    Anchor { line: at.line - lines, ..at }
}

/// Counts the lines from a place to a later one, if there are at most so many.
fn distance(app: &App, geometry: &Geometry, from: Anchor, to: Anchor, most: usize) -> Option<usize> {
    if to < from {
        return None;
    }
    let mut lines = 0;
    let mut at = from;
    while at.block < to.block {
        lines += lay(app, geometry, at.block).height.saturating_sub(at.line);
        if lines > most {
            return None;
        }
        at = Anchor { block: at.block + 1, line: 0 };
    }
    Some(lines + to.line - at.line).filter(|lines| *lines <= most)
}

/// Holds the page so that its last line is not above the foot of the screen.
fn stop_at_end(app: &mut App, geometry: &Geometry) {
    let mut lines = 0;
    let mut at = app.anchor;
    while at.block < app.blocks.len() {
        lines += lay(app, geometry, at.block).height.saturating_sub(at.line);
        if lines >= geometry.height {
            return;
        }
        at = Anchor { block: at.block + 1, line: 0 };
    }
    app.anchor = up(app, geometry, Anchor { block: app.blocks.len(), line: 0 }, geometry.height);
}
