//! What lies on top of the page: a title and a list that scrolls.

use super::sheet::Sheet;
use crate::app::App;
use crate::app::overlay::{first, height, lines, title, top};

/// Draws what lies on top.
pub fn overlay(app: &App, sheet: &mut Sheet) {
    let lines = lines(app);
    let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    let x = (sheet.size.width.saturating_sub(widest) / 2).clamp(1, 8);
    let (top, height) = (top(app), height(app));
    let room = sheet.size.width.saturating_sub(x + 1);
    let end = (top + height).min(lines.len());
    let more = if top > 0 || end < lines.len() {
        format!("  {}–{} of {}", top + 1, end, lines.len())
    } else {
        String::new()
    };
    let behind = sheet.text(x, 0, &title(app), "overlay.title");
    if behind + more.chars().count() < sheet.size.width {
        sheet.text(behind, 0, &more, "note");
    }
    for (n, line) in lines.iter().skip(top).take(height).enumerate() {
        sheet.line(x, n + first(app), room, line);
    }
}
