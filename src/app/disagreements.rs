//! The list of facts that disagree: what they are about, how each source gives them, and where.

use super::line::{Galley, Line, Look, Piece};
use super::listing::{self, Listing, areas, carriers, next};
use super::narrowed::Narrowed;
use super::variants::against;
use super::{App, Choice, Mode};
use crate::clean::glyphs;
use crate::command::Command;
use crate::comparison::facts::{About, Fact, Variant, variants};
use crate::span::Span;

/// Opens the list at the fact the cursor is on, or else at the first one.
pub fn open(app: &mut App) {
    if app.facts.is_empty() {
        app.notice = Some("No number, date, name or title was found to disagree in what corresponds.".to_owned());
        return;
    }
    let here = |(source, span): &(usize, Span)| {
        *source == app.cursor.source && app.cursor.spot.is_some_and(|spot| spot.overlap(*span) > 0)
    };
    let item = app.facts.iter().position(|fact| fact.readings.iter().any(here)).unwrap_or(0);
    app.mode = Mode::Facts(Choice { item, ..Choice::default() });
    settle(app);
}

/// Carries out a command in the list.
pub fn command(app: &mut App, mut choice: Choice, command: Command, count: Option<usize>) {
    let listed = listed(app);
    let places = app.facts.get(choice.item).map_or(0, |fact| fact.readings.len());
    if listing::step(app, &mut choice, &listed, places, command, count) {
        let area = areas(app).1;
        choice.top = choice.top.min(details(app, choice, area.width).len().saturating_sub(area.height));
        app.mode = Mode::Facts(choice);
        return;
    }
    match command {
        Command::Close if app.narrowed != Narrowed::default() => app.narrowed = Narrowed::default(),
        Command::Close | Command::Quit | Command::Facts => return app.mode = Mode::Reading,
        Command::BySource => {
            app.narrowed.source = next(app.narrowed.source, &(0..app.hidden.len()).collect::<Vec<_>>());
        }
        Command::ByKind => {
            let there = |about: &About| app.facts.iter().any(|fact| fact.about == *about);
            let all: Vec<About> = About::ALL.into_iter().filter(there).collect();
            app.narrowed.about = next(app.narrowed.about, &all);
        }
        Command::Group => {
            let fact = app.facts.get(choice.item).filter(|_| listed.contains(&choice.item));
            if let Some((source, span)) = fact.and_then(|fact| order(app, fact).get(choice.place).copied()) {
                return listing::go(app, source, span);
            }
        }
        _ => {}
    }
    settle(app);
}

/// Chooses what is listed next where the choice is not listed any more.
fn settle(app: &mut App) {
    let Mode::Facts(choice) = app.mode else { return };
    let listed = listed(app);
    let item = listing::nearest(&listed, choice.item);
    if item != choice.item {
        app.mode = Mode::Facts(Choice { item, ..Choice::default() });
    }
}

fn listed(app: &App) -> Vec<usize> {
    (0..app.facts.len()).filter(|at| app.narrowed.lets(&app.facts[*at])).collect()
}

/// Returns the places of a fact, those that read alike beside each other.
fn order(app: &App, fact: &Fact) -> Vec<(usize, Span)> {
    let found = variants(&app.comparison, fact);
    found.iter().flat_map(|variant| variant.readings.iter().map(|at| fact.readings[*at])).collect()
}

/// Sets the list and the details of what is chosen.
pub fn listing(app: &App, choice: Choice) -> Listing {
    let (list, details) = areas(app);
    let listed = listed(app);
    let mut set = Listing { title: title(app, listed.len()), note: note(app, listed.len()), ..Listing::default() };
    set.chosen = listed.iter().position(|at| *at == choice.item).unwrap_or(0);
    set.lines = listed.iter().map(|at| row(app, &app.facts[*at], list.width, *at == choice.item)).collect();
    if listed.contains(&choice.item) {
        set.details = self::details(app, choice, details.width);
    }
    set
}

fn title(app: &App, listed: usize) -> String {
    match (app.facts.len(), listed) {
        (1, 1) => "1 fact disagrees".to_owned(),
        (all, listed) if all == listed => format!("{all} facts disagree"),
        (all, listed) => format!("{listed} of {all} facts that disagree"),
    }
}

/// Says what is not listed, and why.
fn note(app: &App, listed: usize) -> String {
    let source = app.narrowed.source.map(|source| format!("what {} carries", app.document(source).source.label));
    let about = app.narrowed.about.map(|about| about.name().to_owned());
    let only: Vec<String> = [source, about].into_iter().flatten().collect();
    if only.is_empty() {
        return String::new();
    }
    let (left, key) = (app.facts.len() - listed, app.key(Command::Close));
    format!("only {} · {left} not listed, {key} lists all", only.join(", "))
}

/// What a line has beside the wordings, in columns.
const OTHER: usize = 36;

fn row(app: &App, fact: &Fact, width: usize, chosen: bool) -> Line {
    let found = variants(&app.comparison, fact);
    // Each gets its share of the line, so that the last is seen as well as the first.
    let share = width.saturating_sub(OTHER) / found.len().max(1);
    let wordings: Vec<String> = found
        .iter()
        .map(|variant| {
            let (source, span) = fact.readings[variant.readings[0]];
            let times = if variant.sources.len() > 1 { format!(" ×{}", variant.sources.len()) } else { String::new() };
            let words = shortened(span.of(&app.document(source).text), share.max(6 + times.len()) - times.len());
            format!("{words}{times}")
        })
        .collect();
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

/// Sets who agrees with whom, then what each source says: its name and paragraph, and the sentence with the words
/// marked.
fn details(app: &App, choice: Choice, width: usize) -> Vec<Line> {
    let Some(fact) = app.facts.get(choice.item) else { return Vec::new() };
    let found = variants(&app.comparison, fact);
    let mut lines = Vec::new();
    let carriers: Vec<&[usize]> = found.iter().map(|variant| variant.sources.as_slice()).collect();
    if let Some(counted) = against(&carriers, 0).filter(|_| found.len() > 1) {
        lines.push(Line { pieces: vec![Piece::ours(&counted, "overlay.title")], ..Line::default() });
    }
    let mut place = 0;
    for variant in &found {
        for at in &variant.readings {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(reading(app, fact, (*at, variant), place == choice.place, width));
            place += 1;
        }
    }
    lines.iter_mut().for_each(|line| line.cut(width));
    lines
}

/// Sets one place of a fact.
fn reading(app: &App, fact: &Fact, (at, variant): (usize, &Variant), chosen: bool, width: usize) -> Vec<Line> {
    let (source, span) = fact.readings[at];
    let role = if chosen { "overlay.chosen" } else { "text" };
    let label = Piece::ours(&format!("{} {}", source + 1, app.document(source).source.label), role);
    let place = Piece::ours(&format!(" · ¶ {}", listing::paragraph(app, source, span.start)), "note");
    let others: Vec<String> =
        variant.sources.iter().filter(|own| **own != source).map(|own| (own + 1).to_string()).collect();
    let like = if others.is_empty() { String::new() } else { format!(" · like {}", others.join(" ")) };
    let pieces = vec![listing::mark(chosen), label, place, Piece::ours(&like, "note")];
    let mut lines = vec![Line { pieces, ..Line::default() }];
    let mark = if matches!(fact.about, About::Name | About::Title) { "diff.wording" } else { "diff.number" };
    for mut line in sentence(app, source, span, mark, width.saturating_sub(4).max(8)) {
        line.pieces.insert(0, Piece::ours("    ", "text"));
        lines.push(line);
    }
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
