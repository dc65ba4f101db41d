//! Where everything goes on the page: a value made from the state alone, used by scrolling and by painting alike.

use super::blocks::Block;
use super::cell::{Setting, cell};
use super::geometry::{Column, GUTTER, Geometry, geometry};
use super::line::{Line, Piece};
use super::{Anchor, App};
use crate::command::Command;
use crate::document::Passage;

/// A line and where it stands: in its block, or on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where its gutter begins, in columns of the screen.
    pub x: usize,
    /// Which line of the block or the screen it is.
    pub y: usize,
    /// Whether the cursor's sentence is in it.
    pub focus: bool,
    /// What is drawn.
    pub line: Line,
}

/// A block set in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// How many lines it has, the empty one above it included.
    pub height: usize,
    /// Its lines, with their place in the block.
    pub lines: Vec<Placed>,
}

/// The page as it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// How the screen is divided.
    pub geometry: Geometry,
    /// The lines that are seen, with their place on the screen.
    pub lines: Vec<Placed>,
    /// Where the cursor is on the screen, as column and line.
    pub cursor: Option<(usize, usize)>,
    /// The block that stands last on the page, at least in part.
    pub last: usize,
    /// Whether the page ends with the last line of all.
    pub ends: bool,
    /// The source, other than the lead, whose reading began above the page, where sources stand one under another.
    pub continued: Option<usize>,
}

/// Plans the page. Only blocks that are seen are set.
pub fn plan(app: &App) -> Plan {
    let geometry = geometry(app);
    let mut plan = Plan { last: app.anchor.block, ..Plan::default() };
    if !geometry.too_small {
        let mut y = -(app.anchor.line as isize);
        let mut block = app.anchor.block;
        while y < geometry.height as isize && block < app.blocks.len() {
            let laid = lay(app, &geometry, block);
            plan.last = block;
            plan.lines.extend(laid.lines.into_iter().filter_map(|line| on_screen(line, y, &geometry)));
            y += laid.height as isize;
            block += 1;
        }
        plan.ends = block == app.blocks.len() && y <= geometry.height as isize;
        add_cards(app, &geometry, &mut plan);
        plan.cursor = cursor(app, &plan.lines);
        plan.continued = continued(app, &geometry, &plan.lines);
    }
    plan.geometry = geometry;
    plan
}

/// Finds whose reading goes on at the top of the page without being named there.
fn continued(app: &App, geometry: &Geometry, lines: &[Placed]) -> Option<usize> {
    let first = lines.iter().find(|placed| placed.y == geometry.top).filter(|_| geometry.stacked)?;
    let named = first.line.pieces.first().is_none_or(|piece| piece.look.text == "header");
    first.line.source.filter(|source| *source != app.lead && !named)
}

fn on_screen(mut line: Placed, top: isize, geometry: &Geometry) -> Option<Placed> {
    let y = usize::try_from(top + line.y as isize).ok().filter(|y| *y < geometry.height)?;
    line.y = geometry.top + y;
    Some(line)
}

/// Sets a block in lines.
pub fn lay(app: &App, geometry: &Geometry, at: usize) -> Laid {
    let Some(block) = app.blocks.get(at) else { return Laid::default() };
    // One under another, groups are parted wherever there is height for it.
    let parted = geometry.stacked && geometry.rule;
    let gap = usize::from(at > 0 && (parted || has_gap(app, at)));
    if block.agrees {
        return Laid { height: gap + 1, lines: agreement(app, geometry, block, gap) };
    }
    let mut laid = Laid::default();
    if geometry.stacked {
        stack(app, geometry, block, gap, &mut laid);
    } else {
        for column in &geometry.columns {
            let setting = Setting { width: column.width, absent: true, page: true, ..Setting::default() };
            let lines = cell(app, block, column.source, &setting);
            laid.height = laid.height.max(gap + lines.len());
            place(app, column, lines, gap, &mut laid);
        }
        // What only sources beyond the columns have takes no room until they are turned to.
        let says_nothing = |placed: &Placed| placed.line.pieces.iter().all(|piece| piece.look.text == "sign.absent");
        if laid.lines.iter().all(says_nothing) {
            return Laid::default();
        }
    }
    laid
}

/// Sets the cells of a block one under another, each after the first with the name of its source.
fn stack(app: &App, geometry: &Geometry, block: &Block, gap: usize, laid: &mut Laid) {
    let Some(column) = geometry.columns.first() else { return };
    laid.height = gap;
    for source in app.sources() {
        let named = app.sources().len() > 1 && source != app.lead;
        let label = named.then(|| app.document(source).source.label.clone());
        let setting = Setting { width: column.width, label, absent: false, page: true };
        let lines = cell(app, block, source, &setting);
        let top = laid.height;
        laid.height += lines.len();
        place(app, column, lines, top, laid);
    }
    if laid.lines.is_empty() {
        laid.height = 0;
    }
}

fn place(app: &App, column: &Column, lines: Vec<Line>, top: usize, laid: &mut Laid) {
    let span = app.span(app.cursor.source, app.cursor.sentence);
    for (n, line) in lines.into_iter().enumerate() {
        let focus = line.shows(app.cursor.source, app.cursor.sentence, span);
        laid.lines.push(Placed { x: column.x, y: top + n, focus, line });
    }
}

/// Sets a fold of rows that agree: one line across the page.
fn agreement(app: &App, geometry: &Geometry, block: &Block, gap: usize) -> Vec<Placed> {
    let Some(column) = geometry.columns.first() else { return Vec::new() };
    let rows = block.rows.iter().map(|row| &app.rows[*row]);
    let readings = rows.flat_map(|row| row.cells.iter().enumerate()).flat_map(|(source, cell)| {
        cell.readings.iter().flat_map(|reading| &reading.passages).map(move |passage| (source, *passage))
    });
    let fold: Vec<(usize, usize)> =
        readings.flat_map(|(source, passage)| passage.sentences().map(move |sentence| (source, sentence))).collect();
    let count = block.rows.len();
    let plural = if count == 1 { "passage reads" } else { "passages read" };
    let key = app.key(Command::Agreement);
    let mut piece = Piece::ours(&format!("▸ {count} {plural} the same · {key}"), "fold");
    piece.look.focus = fold.contains(&(app.cursor.source, app.cursor.sentence));
    let focus = piece.look.focus;
    let mut line = Line { sign: Some(('=', "sign.same")), fold, pieces: vec![piece], source: None };
    line.cut(column.width);
    vec![Placed { x: column.x, y: gap, focus, line }]
}

/// Tells whether an empty line stands above a block: where a paragraph begins, and around what is folded.
fn has_gap(app: &App, at: usize) -> bool {
    let block = &app.blocks[at];
    let before = &app.blocks[at - 1];
    let Some(row) = block.rows.first().map(|row| &app.rows[*row]) else { return false };
    if block.agrees || before.agrees || block.rows.len() > 1 || row.clutter {
        return true;
    }
    let opens = |passage: Passage| {
        let document = app.document(passage.document);
        document.paragraphs[document.sentences[passage.first].paragraph].sentences.start == passage.first
    };
    let first =
        |source: usize| row.cells[source].readings.first().and_then(|reading| reading.passages.first().copied());
    // Below what stands alone in a source, its next paragraph must not run on.
    let below_alone = app.rows[before.rows[before.rows.len() - 1]].is_alone();
    first(row.base).is_none_or(opens) || (below_alone && (0..row.cells.len()).filter_map(first).any(opens))
}

/// Adds to the columns of sources without text what is the matter with them.
fn add_cards(app: &App, geometry: &Geometry, plan: &mut Plan) {
    let mut top = geometry.top;
    let empty = |source: &usize| app.document(*source).sentences.is_empty();
    let columns: Vec<Column> = match (geometry.columns.first(), geometry.stacked) {
        (Some(column), true) if app.blocks.is_empty() => {
            app.sources().into_iter().map(|source| Column { source, ..*column }).collect()
        }
        _ => geometry.columns.clone(),
    };
    for column in columns.iter().filter(|column| empty(&column.source)) {
        let first = if geometry.stacked { top } else { geometry.top };
        let lines = card(app, column.source, column.width).into_iter().enumerate();
        for (n, line) in lines.take_while(|(n, _)| first + n < geometry.top + geometry.height) {
            plan.lines.retain(|placed| placed.x != column.x || placed.y != first + n || !placed.line.pieces.is_empty());
            plan.lines.push(Placed { x: column.x, y: first + n, focus: column.source == app.cursor.source, line });
            top = first + n + 2;
        }
    }
}

/// Sets what is the matter with a source.
pub fn card(app: &App, source: usize, width: usize) -> Vec<Line> {
    let document = app.document(source);
    let mut galley = super::line::Galley::default();
    let mut lines = Vec::new();
    for notice in &document.notices {
        let role = if notice.trouble { "note.trouble" } else { "note" };
        galley.ours(&notice.text, super::line::Look::of(role));
        lines.append(&mut galley.set(width, None));
    }
    if document.sentences.is_empty() && !document.failed() {
        galley.ours("There is no text in this source.", super::line::Look::of("note"));
        lines.append(&mut galley.set(width, None));
    }
    if document.failed() {
        galley.ours(&remedies(app, source), super::line::Look::of("note"));
        lines.append(&mut galley.set(width, None));
    }
    if let Some(first) = lines.first_mut() {
        first.sign = Some(('!', "note.trouble"));
    }
    lines
}

/// Says what can be done where a source could not be read. What was never had has nothing to be looked at.
fn remedies(app: &App, source: usize) -> String {
    let own = &app.document(source).source;
    let mut keys = vec![(Command::Again, "tries again")];
    if !own.sha256.is_empty() {
        keys.push((Command::AsText, "takes it for plain text"));
        keys.push((Command::AsFile, "shows the file as it is"));
    }
    let keys: Vec<String> = keys.into_iter().map(|(command, does)| format!("{} {does}", app.key(command))).collect();
    keys.join(" · ")
}

/// Finds the cell of the screen that the hardware cursor is put on: the spot, or the first letter of the sentence.
fn cursor(app: &App, lines: &[Placed]) -> Option<(usize, usize)> {
    let span = app.cursor.spot.unwrap_or(app.span(app.cursor.source, app.cursor.sentence));
    let inside = |piece: &Piece| {
        let own = piece.span.filter(|_| piece.look.focus);
        own.is_some_and(|own| if span.is_empty() { own == span } else { own.overlap(span) > 0 })
    };
    let place = |placed: &Placed| {
        let mut x = placed.x + GUTTER;
        for piece in &placed.line.pieces {
            if inside(piece) {
                return Some((x, placed.y));
            }
            x += piece.width;
        }
        None
    };
    let focused = || lines.iter().filter(|placed| placed.focus);
    focused().find_map(place).or_else(|| focused().next().map(|placed| (placed.x + GUTTER, placed.y)))
}

/// Returns where a sentence stands in its block, as its first line and the line after its last.
pub fn lines_of(app: &App, geometry: &Geometry, source: usize, sentence: usize) -> Option<(Anchor, usize)> {
    let row = *app.places.row.get(source)?.get(sentence)?;
    let block = *app.block_of.get(row)?;
    let span = app.span(source, sentence);
    let laid = lay(app, geometry, block);
    let mut shown = laid.lines.iter().filter(|placed| placed.line.shows(source, sentence, span)).map(|placed| placed.y);
    let first = shown.next()?;
    let last = shown.next_back().unwrap_or(first);
    Some((Anchor { block, line: first }, last + 1))
}
