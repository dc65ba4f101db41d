//! The last line: where the reader is, and a notice, a prompt, or the keys that mean something just now.

use super::page::sideways;
use super::sheet::Sheet;
use crate::app::geometry::geometry;
use crate::app::line::{Galley, Line, Look, Piece};
use crate::app::{App, Mode};
use crate::clean::{glyphs, width};
use crate::command::Command;

/// Draws the last line.
pub fn footer(app: &App, sheet: &mut Sheet) {
    let Some(y) = sheet.size.height.checked_sub(1) else { return };
    sheet.text(0, y, &" ".repeat(sheet.size.width), "footer");
    let room = sheet.size.width.saturating_sub(2);
    match &app.mode {
        Mode::Typing { input, .. } => {
            let count =
                app.search.as_ref().filter(|_| !input.is_empty()).map_or(String::new(), |search| search.count());
            return prompt(&app.key(Command::Search), input, &count, y, sheet);
        }
        Mode::Naming { input } => {
            let hint = if input.is_empty() { "a file, a folder or an address" } else { "" };
            return prompt("open ", input, hint, y, sheet);
        }
        _ => {}
    }
    let waiting = app.busy.as_ref().filter(|busy| busy.asked).map(|busy| {
        let key = app.key(Command::Close);
        format!("{} … {key} gives it up", busy.words)
    });
    if let Some(notice) = app.notice.as_ref().or(waiting.as_ref()) {
        return self::notice(notice, room, y, sheet);
    }
    let place = if app.mode == Mode::Reading { place(app, room) } else { String::new() };
    let end = sheet.line(1, y, room, &Line::ours(&place, "footer.place"));
    hints(app, end, y, sheet);
}

/// Draws a notice; a long one takes the lines above, too, as far as half of the screen.
fn notice(words: &str, room: usize, y: usize, sheet: &mut Sheet) {
    let mut galley = Galley::default();
    galley.ours(words, Look::of("footer.notice"));
    let mut lines = galley.set(room.max(1), None);
    lines.truncate(sheet.size.height.div_ceil(2).max(1));
    let first = y + 1 - lines.len().min(y + 1);
    for (n, line) in lines.iter().enumerate() {
        sheet.text(0, first + n, &" ".repeat(sheet.size.width), "footer");
        sheet.line(1, first + n, room, line);
    }
}

/// Says where the reader is, the most telling first, as far as there is room.
fn place(app: &App, room: usize) -> String {
    let document = app.comparison.documents.get(app.cursor.source);
    let mut parts = Vec::new();
    if let Some(sentence) = document.and_then(|document| document.sentences.get(app.cursor.sentence)) {
        let all = document.map_or(0, |document| document.paragraphs.len());
        parts.push(format!("¶ {}/{all}", sentence.paragraph + 1));
    }
    if let Some(count) = app.count {
        parts.insert(0, format!("{count}…"));
    }
    parts.extend(Some(app.count_new()).filter(|new| *new > 0).map(|new| format!("{new} new")));
    if let Some(search) = &app.search {
        parts.push(format!("match {}", search.count()));
    }
    let all = app.places.differences.len();
    match all {
        _ if app.search.is_some() => {}
        _ if !app.compares() => parts.push("one source: name more to compare".to_owned()),
        _ if app.is_on_difference() => parts.push(format!("difference {} of {all}", app.difference())),
        1 => parts.push("1 difference".to_owned()),
        _ => parts.push(format!("{all} differences")),
    }
    if app.folds.light && app.places.light > 0 && app.search.is_none() {
        parts.push(format!("{} light hidden", app.places.light));
    }
    if let Some(row) = app.row().filter(|_| app.compares()) {
        let has = app.rows[row].cells.iter().filter(|cell| !cell.readings.is_empty()).count();
        parts.push(format!("in {has} of {} sources", app.hidden.len()));
    }
    let geometry = geometry(app);
    if !geometry.rule {
        parts.push(sideways(app, &geometry).trim().to_owned());
    }
    parts.retain(|part| !part.is_empty());
    let help = width(&app.key(Command::Help)) + 7;
    while parts.len() > 1 && width(&parts.join(" · ")) + help > room {
        parts.pop();
    }
    parts.join(" · ")
}

/// The commands whose keys are shown, the most telling first.
fn offered(app: &App) -> &'static [Command] {
    match app.mode {
        Mode::Reading if app.search.is_some() => {
            &[Command::Help, Command::NextMatch, Command::PreviousMatch, Command::Close, Command::Group, Command::Quit]
        }
        Mode::Reading if !app.compares() => &[Command::Help, Command::Search, Command::PageDown, Command::Quit],
        Mode::Reading => &[
            Command::Help,
            Command::NextDifference,
            Command::NextSource,
            Command::Group,
            Command::Quotes,
            Command::Quit,
            Command::Search,
            Command::Facts,
            Command::NextGroup,
            Command::MakeLead,
            Command::Agreement,
        ],
        Mode::Quotes(_) => &[
            Command::Close,
            Command::NextQuote,
            Command::Group,
            Command::NextSource,
            Command::BySpeaker,
            Command::BySource,
            Command::Changed,
            Command::Unattributed,
            Command::ByKind,
            Command::Light,
            Command::PageDown,
        ],
        Mode::Facts(_) => &[
            Command::Close,
            Command::NextQuote,
            Command::Group,
            Command::NextSource,
            Command::BySource,
            Command::ByKind,
            Command::PageDown,
        ],
        Mode::Group { .. } => &[Command::Close, Command::NextGroup, Command::NextSentence, Command::PageDown],
        Mode::Sources { .. } => &[
            Command::Close,
            Command::Group,
            Command::MakeLead,
            Command::Clutter,
            Command::Again,
            Command::AsText,
            Command::AsFile,
        ],
        _ => &[Command::Close, Command::NextSentence, Command::PageDown],
    }
}

/// Draws as many hints as fit, flush right.
fn hints(app: &App, from: usize, y: usize, sheet: &mut Sheet) {
    let mut room = sheet.size.width.saturating_sub(from + 2);
    let mut shown = Vec::new();
    for command in offered(app) {
        let key = Piece::ours(&app.key(*command), "footer.key");
        let hint = match (&app.mode, command) {
            (Mode::Sources { .. } | Mode::Quotes(_) | Mode::Facts(_), Command::Group) => "go",
            (Mode::Quotes(_) | Mode::Facts(_), Command::NextQuote) => "next",
            (Mode::Quotes(_) | Mode::Facts(_), Command::NextSource) => "place",
            (Mode::Quotes(_) | Mode::Facts(_), Command::PageDown) => "details",
            (Mode::Sources { .. }, Command::Clutter) => "hide",
            (Mode::Help { .. } | Mode::Group { .. }, Command::NextSentence) => "line",
            (_, command) => command.entry().hint,
        };
        let hint = Piece::ours(&format!(" {hint}"), "footer");
        let needed = key.width + hint.width + 2;
        if key.width == 0 || needed > room {
            break;
        }
        room -= needed;
        shown.push([key, hint]);
    }
    // Help stands last, where the eye looks for it.
    let first = shown.len().min(1);
    shown.rotate_left(first);
    let total: usize = shown.iter().flatten().map(|piece| piece.width).sum::<usize>() + 2 * shown.len();
    let mut x = sheet.size.width.saturating_sub(total).max(from);
    for [key, hint] in &shown {
        x = sheet.piece(x, y, key);
        x = sheet.piece(x, y, hint) + 2;
    }
}

/// Draws a prompt with what is typed, and what there is to say of it; the hardware cursor stands behind the words.
fn prompt(sign: &str, input: &str, told: &str, y: usize, sheet: &mut Sheet) {
    let told = Piece::ours(told, "footer.notice");
    let behind = sheet.text(1, y, sign, "footer.key");
    let room = sheet.size.width.saturating_sub(behind + told.width + 4).max(1);
    // The end of what is typed is what the reader looks at.
    let shown: Vec<_> = glyphs(input).collect();
    let mut first = shown.len();
    let mut used = 0;
    while first > 0 && used + shown[first - 1].width < room {
        first -= 1;
        used += shown[first].width;
    }
    let start = shown.get(first).map_or(input.len(), |glyph| glyph.at);
    let cut = if first > 0 { "…" } else { "" };
    let end = sheet.text(behind, y, &format!("{cut}{}", &input[start..]), "prompt");
    sheet.cursor = Some((end.min(sheet.size.width.saturating_sub(1)), y));
    if end + told.width + 2 <= sheet.size.width {
        sheet.piece(sheet.size.width - told.width - 1, y, &told);
    }
}
