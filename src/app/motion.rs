//! Going from place to place: by sentence, paragraph, difference, group, source and page.

use super::geometry::geometry;
use super::plan::plan;
use super::{Anchor, App, Cursor, Stop, scroll};
use crate::command::Command;

/// The most jumps that are remembered.
const TRAIL: usize = 100;

/// What is said where there is nothing to compare with.
const ONLY_ONE: &str = "There is only one source; name more to compare.";

/// Goes some sentences on or back in the order of the screen. A sentence longer than the page is scrolled first.
pub fn sentence(app: &mut App, by: isize) {
    let lines = geometry(app).height.saturating_sub(2).max(1) as isize;
    if by == 1 && scroll::runs_on(app) {
        return scroll::by(app, lines);
    }
    if by == -1 && scroll::began_above(app) {
        return scroll::by(app, -lines);
    }
    for _ in 0..by.unsigned_abs() {
        step(app, by.signum());
    }
    arrive(app);
}

/// Goes to the next stop of the source; what is folded together is one stop.
fn step(app: &mut App, by: isize) {
    let source = app.cursor.source;
    let fold = app.fold_of(source, app.cursor.sentence);
    let mut sentence = app.cursor.sentence;
    while let Some(next) = neighbour(app, source, sentence, by) {
        sentence = next;
        if fold.is_none() || app.fold_of(source, sentence) != fold {
            app.cursor.sentence = sentence;
            return;
        }
    }
}

/// Returns the sentence before or behind another in the order of the screen.
fn neighbour(app: &App, source: usize, sentence: usize, by: isize) -> Option<usize> {
    let rank = *app.places.rank.get(source)?.get(sentence)?;
    app.places.order[source].get(rank.checked_add_signed(by)?).copied()
}

/// Goes some paragraphs on or back; going back stops at the start of the present one first.
pub fn paragraph(app: &mut App, by: isize) {
    let source = app.cursor.source;
    for _ in 0..by.unsigned_abs() {
        let here = app.cursor.sentence;
        let mut at = here;
        while let Some(next) = neighbour(app, source, at, by.signum()) {
            let left = paragraph_of(app, source, next) != paragraph_of(app, source, at);
            if left && (by > 0 || at != here) {
                at = if by > 0 { next } else { at };
                break;
            }
            at = next;
        }
        app.cursor.sentence = at;
    }
    arrive(app);
}

fn paragraph_of(app: &App, source: usize, sentence: usize) -> usize {
    app.document(source).sentences[sentence].paragraph
}

/// Goes to a paragraph of the source, counted from 1; past the last one to the last.
pub fn to_paragraph(app: &mut App, number: usize) {
    jump(app);
    let paragraphs = &app.document(app.cursor.source).paragraphs;
    let last = paragraphs.len().saturating_sub(1);
    let Some(found) = paragraphs.get(number.saturating_sub(1).min(last)) else { return };
    app.cursor.sentence = found.sentences.start;
    arrive(app);
}

/// Goes to the first or the last sentence of the source, and the end of the page with it.
pub fn to_end(app: &mut App, last: bool) {
    jump(app);
    let order = app.places.order.get(app.cursor.source);
    let end = order.and_then(|order| if last { order.last() } else { order.first() }).copied();
    app.cursor.sentence = end.unwrap_or(0);
    arrive(app);
    if !last {
        app.anchor = Anchor::default();
    }
}

/// Goes some differences on or back.
pub fn difference(app: &mut App, by: isize) {
    let places = &app.places.differences;
    let on =
        |at: usize| places.get(at).is_some_and(|d| d.source == app.cursor.source && Some(d.span) == app.cursor.spot);
    let mut at = app.difference() as isize - 1;
    if by < 0 && !on(at.max(0) as usize) {
        at += 1;
    }
    let mut left = by.unsigned_abs();
    let mut found = None;
    while left > 0 {
        at += by.signum();
        let Some(difference) = usize::try_from(at).ok().and_then(|at| places.get(at)) else { break };
        if !app.hidden[difference.source] {
            found = Some(*difference);
            left -= 1;
        }
    }
    match found {
        Some(found) => {
            jump(app);
            app.cursor = Cursor { source: found.source, sentence: found.sentence, spot: Some(found.span) };
            reveal(app);
            arrive_at_spot(app);
        }
        None if !app.compares() => tell(app, ONLY_ONE),
        None if places.is_empty() => tell(app, "There is no difference in wording among matched passages."),
        None if by > 0 => tell(app, "This is the last difference."),
        None => tell(app, "This is the first difference."),
    }
}

/// Goes to the next or the previous passage that several sources have.
pub fn group(app: &mut App, by: isize) {
    for _ in 0..by.unsigned_abs() {
        let Some(row) = next_group(app, app.row(), by.signum()) else {
            if !app.compares() {
                return tell(app, ONLY_ONE);
            }
            let end = if by > 0 { "last" } else { "first" };
            return tell(app, &format!("This is the {end} passage that several sources have."));
        };
        jump(app);
        to_row(app, row);
    }
    arrive(app);
}

/// Returns the next row that several sources have.
pub fn next_group(app: &App, from: Option<usize>, by: isize) -> Option<usize> {
    let mut at = from? as isize;
    let fold = |row: usize| app.block_of.get(row).copied().filter(|block| app.blocks[*block].agrees);
    let here = fold(at as usize);
    loop {
        at += by;
        let row = usize::try_from(at).ok().filter(|row| *row < app.rows.len())?;
        let same_fold = here.is_some() && fold(row) == here;
        if !app.rows[row].is_alone() && !app.rows[row].clutter && !same_fold && shown_source(app, row).is_some() {
            return Some(row);
        }
    }
}

/// Returns the source in which a row is gone to: the present one if it has the row, else the base, else any.
fn shown_source(app: &App, row: usize) -> Option<usize> {
    let has = |source: &usize| !app.hidden[*source] && !app.rows[row].cells[*source].readings.is_empty();
    let wanted = [app.cursor.source, app.rows[row].base];
    wanted.into_iter().find(has).or_else(|| app.sources().into_iter().find(has))
}

fn to_row(app: &mut App, row: usize) {
    let Some(source) = shown_source(app, row) else { return };
    let first = app.rows[row].cells[source].readings.first().and_then(|reading| reading.passages.first());
    if let Some(passage) = first {
        app.cursor = Cursor { source, sentence: passage.first, spot: None };
    }
}

/// Goes some sources to the right or left, and round at the end; the row stays where the walk began.
pub fn source(app: &mut App, by: isize) {
    let sources = app.sources();
    let at = sources.iter().position(|source| *source == app.cursor.source).unwrap_or(0) as isize;
    let next = (at + by).rem_euclid(sources.len().max(1) as isize) as usize;
    if let Some(source) = sources.get(next) {
        to_source(app, *source);
    }
}

/// Goes to a source, to the row the walk began in or the last one before it that the source has.
pub fn to_source(app: &mut App, source: usize) {
    let wish = app.wish.or(app.row()).unwrap_or(0);
    app.cursor = Cursor { source, sentence: near(app, source, wish), spot: None };
    scroll::follow(app);
    app.wish = Some(wish);
}

/// Returns the sentence of a source that stands in a row, or else the last one before it.
fn near(app: &App, source: usize, row: usize) -> usize {
    let (order, rows) = (&app.places.order[source], &app.places.row[source]);
    let first = order.partition_point(|sentence| rows[*sentence] < row);
    let inside = order.get(first).filter(|sentence| rows[**sentence] == row);
    let before = order[..first].last();
    inside.or(before).or(order.first()).copied().unwrap_or(0)
}

/// Moves the page by some lines; the cursor comes along where it would be left behind.
pub fn page(app: &mut App, lines: isize) {
    let before = app.anchor;
    scroll::by(app, lines);
    app.cursor.spot = None;
    let moved = app.anchor != before;
    match visible(app, lines > 0) {
        _ if !moved => {
            let order = app.places.order.get(app.cursor.source);
            let end = order.and_then(|order| if lines > 0 { order.last() } else { order.first() });
            app.cursor.sentence = end.copied().unwrap_or(0);
        }
        Some(sentence) => app.cursor.sentence = sentence,
        None => app.cursor.sentence = near(app, app.cursor.source, row_of(app, app.anchor)),
    }
    app.wish = None;
}

/// Returns the first row of the block at a place.
fn row_of(app: &App, anchor: Anchor) -> usize {
    app.blocks.get(anchor.block).and_then(|block| block.rows.first()).copied().unwrap_or(0)
}

/// Returns the sentence of the present source to stand on: the present one if it is seen, else the first or the last
/// that begins on the page, else one that is seen in part.
fn visible(app: &App, first: bool) -> Option<usize> {
    let source = app.cursor.source;
    let plan = plan(app);
    if plan.lines.iter().any(|placed| placed.focus) {
        return Some(app.cursor.sentence);
    }
    let sentences = &app.document(source).sentences;
    let mut begun = Vec::new();
    let mut part = Vec::new();
    for line in plan.lines.iter().map(|placed| &placed.line).filter(|line| line.source == Some(source)) {
        begun.extend(line.fold.first().map(|(_, sentence)| *sentence));
        for span in line.pieces.iter().filter_map(|piece| piece.span) {
            let at = sentences.partition_point(|sentence| sentence.span.start <= span.start).saturating_sub(1);
            if sentences[at].span.start == span.start { begun.push(at) } else { part.push(at) }
        }
    }
    let found = if first { begun.first() } else { begun.last() };
    found.or(part.first()).copied()
}

/// Goes from a moved passage to where it stands in its own text, and back; from beside the line that was left there, to
/// the passage.
pub fn partner(app: &mut App) {
    if let Some((from, to)) =
        app.partner.filter(|(_, to)| (to.source, to.sentence) == (app.cursor.source, app.cursor.sentence))
    {
        app.partner = Some((to, from));
        app.cursor = from;
        return arrive(app);
    }
    let (source, sentence) = (app.cursor.source, app.cursor.sentence);
    let stubs = app.stubs.get(source).map_or(&[][..], Vec::as_slice);
    let away = stubs.iter().find(|stub| (stub.first..stub.end).contains(&sentence));
    let beside = stubs.iter().find(|stub| stub.beside == sentence);
    let key = app.key(Command::Partner);
    let (place, said) = match (away, beside) {
        (Some(stub), _) => {
            let side = if stub.before { "before" } else { "behind" };
            (stub.beside, format!("In its own text the passage stands {side} this one · {key} goes back"))
        }
        (None, Some(stub)) => (stub.first, format!("This stood beside where you were · {key} goes back")),
        _ => return tell(app, "This passage stands where its neighbours do."),
    };
    let from = app.cursor;
    jump(app);
    app.cursor = Cursor { source, sentence: place, spot: None };
    app.partner = Some((from, app.cursor));
    reveal(app);
    arrive(app);
    app.notice.get_or_insert(said);
}

/// Goes back to where the last jump began.
pub fn back(app: &mut App) {
    match app.trail.pop() {
        Some(stop) => {
            app.cursor = stop.cursor;
            app.mode = stop.mode;
            reveal(app);
            arrive_at_spot(app);
        }
        None => tell(app, "There was no jump before this."),
    }
}

/// Remembers where a jump begins.
pub fn jump(app: &mut App) {
    let stop = Stop { cursor: app.cursor, mode: app.mode.clone() };
    if app.trail.last() != Some(&stop) {
        app.trail.push(stop);
    }
    if app.trail.len() > TRAIL {
        app.trail.remove(0);
    }
}

/// Unfolds and shows what the cursor has been put on.
pub fn reveal(app: &mut App) {
    let source = app.cursor.source;
    if std::mem::take(&mut app.hidden[source]) {
        app.pack();
        tell(app, "This source was hidden; it is shown again.");
    }
    let Some(block) = app.fold_of(source, app.cursor.sentence) else { return };
    if app.blocks[block].agrees {
        app.folds.agreement = false;
    } else {
        app.folds.clutter = false;
    }
    app.pack();
    tell(app, "What was folded is unfolded to show this.");
}

/// Brings the page to the cursor after a motion.
pub fn arrive(app: &mut App) {
    app.cursor.spot = None;
    arrive_at_spot(app);
}

/// Brings the page to the words the cursor was led to.
pub fn arrive_at_spot(app: &mut App) {
    app.wish = None;
    scroll::follow(app);
}

fn tell(app: &mut App, notice: &str) {
    app.notice = Some(notice.to_owned());
}
