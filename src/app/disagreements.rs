//! The list of facts that disagree: what they are about, how each source gives them, and where.

use super::line::{Galley, Line, Look, Piece};
use super::listing::{self, Listing, areas, carriers};
use super::{App, Choice, Mode};
use crate::clean::glyphs;
use crate::command::Command;
use crate::comparison::facts::{About, Fact};
use crate::span::Span;

/// Opens the list at the fact the cursor is on, or else at the first one.
pub fn open(app: &mut App) {
    if app.facts.is_empty() {
        app.notice = Some("No number, date, name or title was found to disagree.".to_owned());
        return;
    }
    let here = |(source, span): &(usize, Span)| {
        *source == app.cursor.source && app.cursor.spot.is_some_and(|spot| spot.overlap(*span) > 0)
    };
    let item = app.facts.iter().position(|fact| fact.readings.iter().any(here)).unwrap_or(0);
    app.mode = Mode::Facts(Choice { item, ..Choice::default() });
}

/// Carries out a command in the list.
pub fn command(app: &mut App, mut choice: Choice, command: Command, count: Option<usize>) {
    let Some(fact) = app.facts.get(choice.item) else { return app.mode = Mode::Reading };
    let listed: Vec<usize> = (0..app.facts.len()).collect();
    if listing::step(app, &mut choice, &listed, fact.readings.len(), command, count) {
        let area = areas(app).1;
        choice.top = choice.top.min(details(app, choice, area.width).len().saturating_sub(area.height));
        app.mode = Mode::Facts(choice);
        return;
    }
    match command {
        Command::Close | Command::Quit | Command::Facts => app.mode = Mode::Reading,
        Command::Group => {
            if let Some((source, span)) = fact.readings.get(choice.place).copied() {
                listing::go(app, source, span);
            }
        }
        _ => {}
    }
}

/// Sets the list and the details of what is chosen.
pub fn listing(app: &App, choice: Choice) -> Listing {
    let (list, details) = areas(app);
    let count = app.facts.len();
    let title = if count == 1 { "1 fact disagrees".to_owned() } else { format!("{count} facts disagree") };
    let mut set = Listing { title, chosen: choice.item, ..Listing::default() };
    let rows = app.facts.iter().enumerate();
    set.lines = rows.map(|(at, fact)| row(app, fact, list.width, at == choice.item)).collect();
    set.details = self::details(app, choice, details.width);
    set
}

/// What a line has beside the wordings, in columns.
const OTHER: usize = 36;

fn row(app: &App, fact: &Fact, width: usize, chosen: bool) -> Line {
    let mut wordings: Vec<&str> = Vec::new();
    for (source, span) in &fact.readings {
        let words = span.of(&app.document(*source).text);
        if !wordings.contains(&words) {
            wordings.push(words);
        }
    }
    // Each gets its share of the line, so that the last is seen as well as the first.
    let share = width.saturating_sub(OTHER) / wordings.len().max(1);
    let wordings: Vec<String> = wordings.iter().map(|words| shortened(words, share.max(6))).collect();
    let mut sources: Vec<usize> = fact.readings.iter().map(|(source, _)| *source).collect();
    sources.dedup();
    let sign = if matches!(fact.about, About::Exactness) { ('~', "sign.same") } else { ('≠', "sign.differs") };
    let about = Piece::ours(fact.about.name(), "note");
    listing::row(sign, &wordings.join(" | "), &carriers(app, &sources), about, width, chosen)
}

/// Cuts words to a width; what is cut off leaves an ellipsis.
fn shortened(words: &str, width: usize) -> String {
    let mut line = Line::ours(words, "text");
    line.cut(width);
    line.words()
}

/// Sets what each source says: its name and paragraph, then the sentence with the words marked.
fn details(app: &App, choice: Choice, width: usize) -> Vec<Line> {
    let Some(fact) = app.facts.get(choice.item) else { return Vec::new() };
    let mut lines = Vec::new();
    for (at, (source, span)) in fact.readings.iter().enumerate() {
        if at > 0 {
            lines.push(Line::default());
        }
        let chosen = at == choice.place;
        let role = if chosen { "overlay.chosen" } else { "text" };
        let mark = listing::mark(chosen);
        let label = Piece::ours(&format!("{} {}", source + 1, app.document(*source).source.label), role);
        let place = Piece::ours(&format!(" · ¶ {}", listing::paragraph(app, *source, span.start)), "note");
        lines.push(Line { pieces: vec![mark, label, place], ..Line::default() });
        let mark = if matches!(fact.about, About::Name | About::Title) { "diff.wording" } else { "diff.number" };
        for mut line in sentence(app, *source, *span, mark, width.saturating_sub(4).max(8)) {
            line.pieces.insert(0, Piece::ours("    ", "text"));
            lines.push(line);
        }
    }
    lines.iter_mut().for_each(|line| line.cut(width));
    lines
}

/// Sets the sentences that some words stand in, with the words marked.
fn sentence(app: &App, source: usize, words: Span, mark: &'static str, width: usize) -> Vec<Line> {
    let document = app.document(source);
    let around = document.sentences.iter().filter(|sentence| sentence.span.overlap(words) > 0);
    let whole = around.map(|sentence| sentence.span).reduce(Span::join).unwrap_or(words);
    let mut galley = Galley::default();
    for glyph in glyphs(whole.of(&document.text)) {
        let at = whole.start + glyph.at;
        let inside = words.start <= at && at < words.end;
        let look = Look { mark: if inside { mark } else { "" }, ..Look::of("text") };
        galley.glyph(glyph, at, look);
    }
    galley.set(width, Some(source))
}
