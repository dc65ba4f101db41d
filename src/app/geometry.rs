//! How the screen is divided: header, columns, footer; or one source under another where it is narrow.

use super::{App, Size};

/// The narrowest screen that has columns, in columns.
pub const COLUMNS_FROM: usize = 68;

/// The smallest screen that text is set on.
pub const SMALLEST: Size = Size { width: 20, height: 5 };

/// What a source takes at least of the width, its gutter included, in columns.
const SHARE: usize = 34;

/// From this share of the width on, a blank column stands before the next rule.
const ROOMY: usize = 36;

/// The longest line of text, in columns.
const LONGEST: usize = 90;

/// What stands left of the text of a column: a blank or rule, the sign, a blank, the bar.
pub const GUTTER: usize = 4;

/// What the map at the edge takes, with the blank that keeps the text away from it.
const MAP: usize = 2;

/// The column of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The source, as an index.
    pub source: usize,
    /// Where its gutter begins, in columns of the screen.
    pub x: usize,
    /// The width of its text, in columns.
    pub width: usize,
}

/// Where the parts of the screen are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The size of the screen.
    pub size: Size,
    /// Whether the screen is too small for text.
    pub too_small: bool,
    /// Whether the sources stand one under another.
    pub stacked: bool,
    /// The columns from left to right; stacked, the one that all share.
    pub columns: Vec<Column>,
    /// How many of the other sources are left and right of those that have a column.
    pub beyond: (usize, usize),
    /// Whether there is a rule under the header.
    pub rule: bool,
    /// The first line of the page.
    pub top: usize,
    /// How many lines the page has.
    pub height: usize,
    /// Whether the last column of the screen is a map of the page.
    pub map: bool,
}

/// Divides the screen.
pub fn geometry(app: &App) -> Geometry {
    let size = app.size;
    let too_small = size.width < SMALLEST.width || size.height < SMALLEST.height;
    let rule = size.height >= 10;
    let top = 1 + usize::from(rule);
    let map = size.width >= 40;
    let mut geometry = Geometry {
        size,
        too_small,
        stacked: size.width < COLUMNS_FROM,
        rule,
        top,
        height: size.height.saturating_sub(top + 1),
        map,
        ..Geometry::default()
    };
    if !too_small {
        place_columns(app, &mut geometry);
    }
    geometry
}

/// Returns how many sources have a column side by side.
pub fn side_by_side(size: Size, sources: usize) -> usize {
    if size.width < COLUMNS_FROM { 1 } else { (size.width / SHARE).clamp(1, sources.max(1)) }
}

fn place_columns(app: &App, geometry: &mut Geometry) {
    let sources = app.sources();
    let room = geometry.size.width - if geometry.map { MAP } else { 0 };
    let count = side_by_side(geometry.size, sources.len());
    let pad = usize::from(count > 1 && room / count >= ROOMY);
    let width = (room / count).saturating_sub(GUTTER + pad).min(LONGEST);
    let margin = (room - count * (width + GUTTER + pad)) / 2;
    let seen: Vec<usize> = if geometry.stacked {
        sources.first().copied().into_iter().collect()
    } else {
        let others = sources.len().saturating_sub(1);
        let window = app.window.min((others + 1).saturating_sub(count));
        geometry.beyond = (window, others.saturating_sub(window + count - 1));
        let pinned = sources.iter().take(1);
        pinned.chain(sources.iter().skip(1 + window).take(count - 1)).copied().collect()
    };
    let place = |(n, source)| Column { source, x: margin + n * (width + GUTTER + pad), width };
    geometry.columns = seen.into_iter().enumerate().map(place).collect();
}
