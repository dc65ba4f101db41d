//! Draws the state and changes nothing.
//!
//! ```text
//!    lead Harnsey Bridge Trust           Channel Post                        header: a source a column
//! ────────────────────────────────┬────────────── ‹ 1 more · 3–4 of 6 ───   rule, with what lies sideways
//! ² ▎The cables are corroded and   │≠  The cables have corroded and must   ┃ sign, bar of the cursor, text; map
//!    must be replaced.             │   be replaced.
//! ○  The Trust thanks its wardens. │·
//!  ¶ 4/21 · difference 12 of 57 · in 2 of 6 sources     ] difference  ? help  footer: place, hints or notice
//! ```

pub mod footer;
pub mod listing;
pub mod overlay;
pub mod page;
pub mod paint;
pub mod sheet;

use ratatui::Frame;

use crate::app::plan::plan;
use crate::app::{App, Mode, Size, disagreements, quotes};
use crate::clean::width;
use paint::{Depth, paint};
use sheet::Sheet;

use crate::theme::Theme;

/// Sets the whole screen: what stands where, in which roles.
pub fn sheet(app: &App) -> Sheet {
    let mut sheet = Sheet::new(app.size);
    let plan = plan(app);
    if plan.geometry.too_small {
        page::too_small(&mut sheet);
        return sheet;
    }
    match app.mode {
        Mode::Quotes(choice) => listing::listing(app, &quotes::listing(app, choice), &mut sheet),
        Mode::Facts(choice) => listing::listing(app, &disagreements::listing(app, choice), &mut sheet),
        Mode::Reading | Mode::Typing { .. } | Mode::Naming { .. } => page::page(app, &plan, &mut sheet),
        _ => overlay::overlay(app, &mut sheet),
    }
    footer::footer(app, &mut sheet);
    sheet
}

/// Sets the screen that stands while there is nothing to read yet: a line in its middle, a hint below.
pub fn waiting(size: Size, words: &str, hint: &str) -> Sheet {
    let mut sheet = Sheet::new(size);
    for (words, y, role) in [(words, size.height / 2, "text"), (hint, size.height / 2 + 1, "footer.hint")] {
        sheet.text(size.width.saturating_sub(width(words)) / 2, y, words, role);
    }
    sheet
}

/// Draws a screen that has been set, and puts the hardware cursor where the reader is.
pub fn draw(sheet: &Sheet, theme: &Theme, depth: Depth, frame: &mut Frame<'_>) {
    paint(sheet, theme, depth, frame.buffer_mut());
    if let Some((x, y)) = sheet.cursor {
        frame.set_cursor_position((x as u16, y as u16));
    }
}
