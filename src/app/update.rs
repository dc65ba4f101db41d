//! The only place where the state changes: a message comes in, effects come out.

use super::geometry::geometry;
use super::lead::{make_lead, place};
use super::message::{Ask, Effect, Message};
use super::search::{Hit, Search};
use super::{App, Cursor, Mode, News, disagreements, motion, overlay, quotes, renewal, scroll};
use crate::command::Command;
use crate::document::Manner;

/// Takes in what happened.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    // What happens by itself takes nothing from the reader.
    let message = match message {
        Message::Resize(size) => {
            resize(app, size);
            return Vec::new();
        }
        Message::Changed(changed) => return renewal::news(app, News { changed, ..News::default() }),
        Message::Arrived(arrived) => return renewal::news(app, News { arrived, ..News::default() }),
        Message::Renewed(renewal) => return renewal::renew(app, renewal),
        typed => typed,
    };
    app.notice = None;
    let interrupted = std::mem::take(&mut app.interrupted);
    match message {
        Message::Digit(digit) => {
            // Counts beyond any text would only overflow.
            app.count = Some((app.count.unwrap_or(0) * 10 + digit).min(999_999));
        }
        Message::Command(Command::Interrupt) if interrupted => return vec![Effect::Quit],
        Message::Command(command) => {
            let count = app.count.take();
            return self::command(app, command, count);
        }
        Message::Paste(text) if !matches!(app.mode, Mode::Typing { .. } | Mode::Naming { .. }) => {
            let count = text.chars().count();
            app.notice = Some(format!("Pasted text is not taken for keys ({count} characters left aside)."));
        }
        typed if matches!(app.mode, Mode::Naming { .. }) => return naming(app, typed),
        typed => typing(app, typed),
    }
    Vec::new()
}

fn command(app: &mut App, command: Command, count: Option<usize>) -> Vec<Effect> {
    match command {
        Command::Redraw => return vec![Effect::Redraw],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit if app.mode == Mode::Reading => return vec![Effect::Quit],
        Command::Interrupt => {
            app.interrupted = true;
            let key = app.key(Command::Interrupt);
            app.notice = Some(format!("Press {key} once more to leave."));
        }
        Command::Help => {
            app.mode = if matches!(app.mode, Mode::Help { .. }) { Mode::Reading } else { Mode::Help { top: 0 } };
        }
        Command::Light => light(app),
        Command::Again | Command::AsText | Command::AsFile => return reread(app, command),
        // From wherever it is asked for: what is typed next must not run as commands.
        Command::Search => {
            app.mode = Mode::Typing { input: String::new(), origin: app.cursor };
        }
        _ if app.mode != Mode::Reading => overlay::command(app, command, count),
        Command::Open => app.mode = Mode::Naming { input: String::new() },
        Command::Close => match renewal::give_up(app) {
            Some(effects) => return effects,
            None => close(app),
        },
        Command::Sources => app.mode = Mode::Sources { chosen: overlay::line_of(app, app.cursor.source) },
        Command::Group => {
            if let Some(row) = app.row() {
                app.mode = Mode::Group { row, top: 0 };
            }
        }
        Command::Quotes => quotes::open(app),
        Command::BySpeaker | Command::BySource | Command::ByKind | Command::Changed | Command::Unattributed => {
            quotes::open(app);
            if app.mode != Mode::Reading {
                overlay::command(app, command, count);
            }
        }
        Command::Facts => disagreements::open(app),
        Command::Clutter | Command::Agreement => fold(app, command),
        Command::MakeLead => make_lead(app, app.cursor.source),
        Command::NextMatch => next_match(app, count.unwrap_or(1) as isize),
        Command::PreviousMatch => next_match(app, -(count.unwrap_or(1) as isize)),
        _ => go(app, command, count),
    }
    Vec::new()
}

/// Carries out the commands that go somewhere.
fn go(app: &mut App, command: Command, count: Option<usize>) {
    let n = count.unwrap_or(1) as isize;
    let page = geometry(app).height.max(2) as isize;
    match command {
        Command::NextSentence => motion::sentence(app, n),
        Command::PreviousSentence => motion::sentence(app, -n),
        Command::NextParagraph => motion::paragraph(app, n),
        Command::PreviousParagraph => motion::paragraph(app, -n),
        Command::NextDifference => motion::difference(app, n),
        Command::PreviousDifference => motion::difference(app, -n),
        Command::NextGroup => motion::group(app, n),
        Command::PreviousGroup => motion::group(app, -n),
        Command::NextQuote => quotes::step(app, n),
        Command::PreviousQuote => quotes::step(app, -n),
        Command::NextSource => motion::source(app, n),
        Command::PreviousSource => motion::source(app, -n),
        Command::FocusLead => motion::to_source(app, app.lead),
        Command::PageDown => motion::page(app, n.saturating_mul(page - 1)),
        Command::PageUp => motion::page(app, -n.saturating_mul(page - 1)),
        Command::HalfPageDown => motion::page(app, n.saturating_mul(page / 2)),
        Command::HalfPageUp => motion::page(app, -n.saturating_mul(page / 2)),
        Command::LineDown => motion::page(app, n),
        Command::LineUp => motion::page(app, -n),
        Command::Partner => motion::partner(app),
        Command::Back => motion::back(app),
        Command::Top | Command::Bottom => match count {
            Some(number) => motion::to_paragraph(app, number),
            None => motion::to_end(app, command == Command::Bottom),
        },
        _ => {}
    }
}

/// Ends what can be ended on the page: the search, then the marks of what is new; and the mark a jump has left.
fn close(app: &mut App) {
    if app.search.take().is_none() && !renewal::forget(app) {
        let key = app.key(Command::Quit);
        app.notice = Some(format!("Nothing to close · {key} leaves"));
    }
    app.cursor.spot = None;
}

fn resize(app: &mut App, size: super::Size) {
    let line = (app.size.height > 0).then(|| scroll::height_of_cursor(app)).flatten();
    app.size = size;
    if line.is_some() {
        scroll::keep(app, line);
    } else {
        scroll::follow(app);
    }
}

fn fold(app: &mut App, command: Command) {
    let line = scroll::height_of_cursor(app);
    let (fold, what) = match command {
        Command::Clutter => (&mut app.folds.clutter, "Page clutter"),
        _ => (&mut app.folds.agreement, "What reads the same everywhere"),
    };
    *fold = !*fold;
    let on = *fold;
    let done = if on { "folded" } else { "shown" };
    app.notice = Some(format!("{what} is {done}."));
    app.pack();
    if command == Command::Agreement && on && !app.blocks.iter().any(|block| block.agrees) {
        app.notice = Some("Nothing reads the same everywhere.".to_owned());
    }
    scroll::keep(app, line);
}

/// Begins to read sources again: the one that is chosen in their list or that shows a card, else for a text to be read
/// otherwise the one the cursor is in, else all.
fn reread(app: &mut App, command: Command) -> Vec<Effect> {
    let source = match app.mode {
        Mode::Sources { chosen } => overlay::source_of(app, chosen),
        Mode::Reading => Some(app.cursor.source),
        _ => None,
    };
    let Some((source, document)) = source.and_then(|at| Some((at, app.comparison.documents.get(at)?))) else {
        return if command == Command::Again { renewal::begin(app, Ask::Again) } else { Vec::new() };
    };
    let is_one = matches!(app.mode, Mode::Sources { .. }) || document.sentences.is_empty();
    let manner = document.source.manner;
    let toggled = |wanted: Manner| if manner == wanted { Manner::Own } else { wanted };
    match command {
        Command::AsText => renewal::begin(app, Ask::One(source, toggled(Manner::Text))),
        Command::AsFile => renewal::begin(app, Ask::One(source, toggled(Manner::Raw))),
        _ if is_one => renewal::begin(app, Ask::One(source, manner)),
        _ => renewal::begin(app, Ask::Again),
    }
}

/// Hides light changes, or shows them again.
fn light(app: &mut App) {
    app.folds.light = !app.folds.light;
    app.place();
    let count = app.places.light;
    let plural = if count == 1 { "change is" } else { "changes are" };
    let done = if app.folds.light { "hidden" } else { "shown" };
    app.notice = Some(format!("{count} light {plural} {done}: marks, capitals, spelling, forms of words."));
    if let Mode::Quotes(_) = app.mode {
        quotes::settle(app);
    }
}

/// Takes in what is typed where a further source is named.
fn naming(app: &mut App, message: Message) -> Vec<Effect> {
    let Mode::Naming { mut input } = std::mem::take(&mut app.mode) else { return Vec::new() };
    match message {
        Message::Accept if !input.trim().is_empty() => {
            return renewal::begin(app, Ask::Also(input.trim().to_owned()));
        }
        message if typed(&mut input, &message) => app.mode = Mode::Naming { input },
        _ => {}
    }
    Vec::new()
}

/// Takes in a change of what is typed; tells whether it is one, and typing goes on.
fn typed(input: &mut String, message: &Message) -> bool {
    match message {
        Message::Type(c) => input.push(*c),
        Message::Paste(text) => input.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c })),
        Message::Erase => return input.pop().is_some(),
        Message::EraseAll => input.clear(),
        _ => return false,
    }
    true
}

/// Takes in what is typed where a search is.
fn typing(app: &mut App, message: Message) {
    let Mode::Typing { mut input, origin } = std::mem::take(&mut app.mode) else { return };
    match message {
        Message::Accept => return accept(app, &input, origin),
        Message::Erase if input.is_empty() => return,
        message if typed(&mut input, &message) => {}
        _ => {
            app.search = None;
            app.cursor = origin;
            return motion::arrive_at_spot(app);
        }
    }
    look_for(app, &input, origin);
    app.mode = Mode::Typing { input, origin };
}

fn accept(app: &mut App, input: &str, origin: Cursor) {
    if input.is_empty() {
        app.search = None;
        return;
    }
    if app.search.as_ref().is_none_or(|search| search.query != input) {
        look_for(app, input, origin);
    }
    let found = app.cursor;
    app.cursor = origin;
    motion::jump(app);
    app.cursor = found;
    if app.search.as_ref().is_some_and(|search| search.hits.is_empty()) {
        app.notice = Some(format!("No source has “{}”.", crate::clean::Clean::new(input)));
    }
}

/// Searches while the words are being typed: goes to the first match at or behind where the search began.
fn look_for(app: &mut App, input: &str, origin: Cursor) {
    let search = Search::new(&app.comparison.documents, input, |hit| place(app, hit));
    app.search = Some(search);
    app.cursor = origin;
    let at = app.span(origin.source, origin.sentence);
    let from = place(app, &Hit { source: origin.source, sentence: origin.sentence, span: at });
    let hits = app.search.as_ref().map_or(&[][..], |search| &search.hits);
    let next = hits.iter().position(|hit| place(app, hit) >= from);
    match next.or((!hits.is_empty()).then_some(0)) {
        Some(at) => to_hit(app, at),
        None => motion::arrive_at_spot(app),
    }
}

/// Goes some matches on or back, round at the end; without a search, to differences.
fn next_match(app: &mut App, by: isize) {
    let Some(search) = app.search.as_ref().filter(|search| !search.query.is_empty()) else {
        motion::difference(app, by);
        let say = "No search is on: this goes from difference to difference.";
        app.notice.get_or_insert(say.to_owned());
        return;
    };
    let count = search.hits.len() as isize;
    if count == 0 {
        app.notice = Some(format!("No source has “{}”.", crate::clean::Clean::new(&search.query)));
        return;
    }
    let from = search.at.map_or(if by > 0 { -1 } else { 0 }, |at| at as isize);
    let next = (from + by).rem_euclid(count);
    motion::jump(app);
    to_hit(app, next as usize);
    if (by > 0 && next < from) || (by < 0 && next > from && from >= 0) {
        app.notice.get_or_insert("The search went round.".to_owned());
    }
}

fn to_hit(app: &mut App, at: usize) {
    let Some(search) = app.search.as_mut() else { return };
    search.at = Some(at);
    let Some(hit) = search.hits.get(at).copied() else { return };
    app.cursor = Cursor { source: hit.source, sentence: hit.sentence, spot: Some(hit.span) };
    motion::reveal(app);
    motion::arrive_at_spot(app);
}
