//! Changing the lead: the rows are laid out anew, and the cursor stays where it is.

use super::search::Hit;
use super::{App, scroll};

/// Makes a source the lead; the cursor and what is around it stay in place.
pub fn make_lead(app: &mut App, source: usize) {
    let label = crate::clean::Clean::new(&app.document(source).source.label);
    app.notice = Some(match (source == app.lead, app.document(source).sentences.is_empty()) {
        (true, _) => format!("{label} is the lead already."),
        (_, true) => format!("{label} has no text to compare with."),
        _ => {
            let line = scroll::height_of_cursor(app);
            app.hidden[source] = false;
            app.see_from(source);
            app.window = 0;
            (app.wish, app.partner) = (None, None);
            sort_hits(app);
            scroll::keep(app, line);
            format!("{label} is the lead now: the others are compared with it.")
        }
    });
}

/// Returns where a match stands on screen: its row, its column, its first byte.
pub fn place(app: &App, hit: &Hit) -> (usize, usize, usize) {
    let row = app.places.row.get(hit.source).and_then(|rows| rows.get(hit.sentence)).copied().unwrap_or(0);
    (row, if hit.source == app.lead { 0 } else { hit.source + 1 }, hit.span.start)
}

fn sort_hits(app: &mut App) {
    if let Some(mut search) = app.search.take() {
        search.sort(|hit| place(app, hit));
        app.search = Some(search);
    }
}
