//! A list over the whole screen, with the details of what is chosen beside it or below it.

use super::sheet::Sheet;
use crate::app::line::Line;
use crate::app::listing::{Area, Listing, areas, top};
use crate::app::{App, Mode};

/// Draws a list and its details.
pub fn listing(app: &App, listing: &Listing, sheet: &mut Sheet) {
    let (list, details) = areas(app);
    let room = sheet.size.width.saturating_sub(2);
    let behind = sheet.line(1, 0, room, &Line::ours(&listing.title, "overlay.title"));
    if list.y > 1 {
        sheet.line(1, 1, room, &Line::ours(&listing.note, "note"));
    } else if !listing.note.is_empty() {
        let room = room.saturating_sub(behind);
        sheet.line(behind, 0, room, &Line::ours(&format!(" · {}", listing.note), "note"));
    }
    let first = top(listing, list.height);
    lines(&listing.lines, first, list, sheet);
    let chosen = listing.chosen.saturating_sub(first);
    if chosen < list.height {
        sheet.cursor = Some((list.x, list.y + chosen));
    }
    if details.height == 0 {
        return;
    }
    if details.x > list.x {
        for y in list.y..list.y + list.height {
            sheet.text(details.x - 2, y, "│", "rule");
        }
    } else {
        sheet.text(0, details.y - 1, &"─".repeat(sheet.size.width), "rule");
    }
    let most = listing.details.len().saturating_sub(details.height);
    let from = match app.mode {
        Mode::Quotes(choice) | Mode::Facts(choice) => choice.top.min(most),
        _ => 0,
    };
    lines(&listing.details, from, details, sheet);
    let end = (from + details.height).min(listing.details.len());
    if details.x == list.x && (from > 0 || end < listing.details.len()) {
        let more = format!(" {}–{end} of {} ", from + 1, listing.details.len());
        sheet.text(sheet.size.width.saturating_sub(more.chars().count() + 2), details.y - 1, &more, "note");
    }
}

fn lines(lines: &[Line], from: usize, area: Area, sheet: &mut Sheet) {
    for (n, line) in lines.iter().skip(from).take(area.height).enumerate() {
        sheet.line(area.x, area.y + n, area.width, line);
    }
}
