//! What lies on top of the page: the help, a group across all sources, the list of sources.

use super::geometry::SMALLEST;
use super::group;
use super::line::{Galley, Line, Look, Piece, heading};
use super::places::order_of_sources;
use super::{App, Cursor, Mode, disagreements, lead, motion, quotes, scroll};
use crate::clean::Clean;
use crate::command::Command;
use crate::document::Role;

/// The widest a list on top of the page gets, in columns.
const WIDEST: usize = 100;

/// A sign of the page: how it looks, an example, and what it says.
type Sign = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// The signs of the page and what they say. An example is drawn as it would be on the page.
#[rustfmt::skip]
const LEGEND: &[Sign] = &[
    ("=", "sign.same", &[("the bridge", "text")], "reads the same as the base: the lead, or where it has nothing the first source"),
    ("~", "sign.same", &[("The", "diff.typography"), (" bridge", "text")], "only marks, capitals, spacing or hidden characters differ"),
    ("≠", "sign.differs", &[("the ", "text"), ("pier", "diff.wording")], "the wording differs: other words than the base has"),
    ("≠", "sign.differs", &[("the ", "text"), ("old", "diff.addition")], "words the base does not have"),
    ("≠", "sign.differs", &[("41", "diff.number"), (" bridges", "text")], "another number than the base has"),
    ("∧", "diff.cut", &[("the", "text"), ("∧", "diff.cut"), (" bridge", "text")], "words of the base are missing here"),
    ("≈", "sign.differs", &[("a crossing", "diff.reworded")], "said in other words: most of the wording differs, the whole is tinted"),
    ("¹ ² ⁺", "sign.differs", &[("the ", "text"), ("bridge", "diff.wording.base")], "at the base: how many other sources read otherwise, ⁺ more than nine; marked is what they put otherwise"),
    ("¹ ² ⁺", "sign.differs", &[("the ", "text"), ("old", "diff.left-out")], "in the base: words that another source leaves out"),
    ("¹ ² ⁺", "sign.differs", &[("40", "diff.number.base"), (" bridges", "text")], "in the base: a number that another source gives otherwise"),
    ("○", "sign.alone", &[("no comment", "text")], "no counterpart found in any other source"),
    ("·", "sign.absent", &[], "no counterpart found in this source"),
    ("?", "sign.absent", &[("possibly ¶ 7 (0.31)", "sign.absent")], "a counterpart may stand there, but it is not sure"),
    ("→", "sign.absent", &[("see also ¶ 4", "sign.absent")], "its counterpart stands in another row: at the paragraph named"),
    ("–", "sign.absent", &[], "this source is in another language than the base: not compared"),
    ("↕", "sign.moved", &[("↕ from ¶ 4", "sign.moved")], "stands elsewhere in its own text: at the paragraph named"),
    ("↕", "sign.moved", &[("¶ 4 stands below", "sign.stub")], "left at its own place: the passage stands where its counterparts are"),
    ("…", "sign.skip", &[("… ¶ 8", "sign.skip")], "something lies between in its own text; it goes on at the paragraph named"),
    ("again", "sign.moved", &[("again ¶ 9", "sign.moved")], "the same source says it once more, at the paragraph named"),
    ("◆", "sign.new", &[("◆", "sign.new"), (" It reopened.", "text")], "new or in other words since the source was read before"),
    ("▸", "fold", &[("▸ 9 words · x", "fold")], "something is folded; the key that unfolds it stands beside it"),
    ("!", "note.trouble", &[("not read", "note.trouble")], "a source that could not be read, or that needs a remark"),
    ("▎", "focus.bar", &[("this sentence", "focus")], "the cursor: the sentence the keys go from"),
    ("", "sign", &[("these words", "focus.spot")], "what a jump led to"),
    ("", "sign", &[("two words", "match"), (" ", "text"), ("two", "match.current")], "what is searched for, and the match gone to"),
    ("┃", "map.view", &[], "at the right edge: how much of the whole is on the page"),
    ("╴", "map.differs", &[], "at the right edge: another number there, or while a search is on a match"),
];

/// Returns the title of what lies on top.
pub fn title(app: &App) -> String {
    match &app.mode {
        Mode::Help { .. } => "Signs and keys".to_owned(),
        Mode::Sources { .. } => format!("{} sources", app.hidden.len()),
        Mode::Group { row, .. } => group::title(app, *row),
        _ => String::new(),
    }
}

/// Returns the lines of what lies on top, set for the width of the screen.
pub fn lines(app: &App) -> Vec<Line> {
    let width = app.size.width.saturating_sub(4).clamp(1, WIDEST);
    match &app.mode {
        Mode::Help { .. } => help(app, width),
        Mode::Sources { chosen } => sources(app, *chosen, width),
        Mode::Group { row, .. } => group::lines(app, *row, width),
        _ => Vec::new(),
    }
}

/// Returns the first line seen of what lies on top.
pub fn top(app: &App) -> usize {
    let height = height(app);
    match app.mode {
        Mode::Help { top } | Mode::Group { top, .. } => top.min(lines(app).len().saturating_sub(height)),
        Mode::Sources { chosen } => {
            let of = |line: &Line| line.fold == [(chosen, 0)];
            let last = lines(app).iter().rposition(of).unwrap_or(0);
            (last + 1).saturating_sub(height)
        }
        _ => 0,
    }
}

/// Returns the first line of the screen below the title.
pub fn first(app: &App) -> usize {
    if app.size.height >= 12 { 2 } else { 1 }
}

/// Returns how many lines there are between title and footer.
pub fn height(app: &App) -> usize {
    app.size.height.max(SMALLEST.height) - 1 - first(app)
}

/// Carries out a command while something lies on top.
pub fn command(app: &mut App, command: Command, count: Option<usize>) {
    match app.mode.clone() {
        Mode::Quotes(choice) => quotes::command(app, choice, command, count),
        Mode::Facts(choice) => disagreements::command(app, choice, command, count),
        _ if matches!(command, Command::Close | Command::Quit) => app.mode = Mode::Reading,
        Mode::Sources { chosen } => in_sources(app, command, count, chosen),
        Mode::Group { row, .. } => match command {
            Command::Group => app.mode = Mode::Reading,
            Command::NextGroup | Command::NextDifference => turn(app, row, 1),
            Command::PreviousGroup | Command::PreviousDifference => turn(app, row, -1),
            _ => move_by(app, command, count),
        },
        _ => move_by(app, command, count),
    }
}

/// Shows the next or the previous group, and takes the cursor along.
fn turn(app: &mut App, row: usize, by: isize) {
    motion::group(app, by);
    let row = app.row().unwrap_or(row);
    app.mode = Mode::Group { row, top: 0 };
}

fn move_by(app: &mut App, command: Command, count: Option<usize>) {
    let page = height(app) as isize;
    let n = count.unwrap_or(1) as isize;
    let by = match command {
        Command::NextSentence | Command::LineDown => n,
        Command::PreviousSentence | Command::LineUp => -n,
        Command::PageDown => (page - 1).max(1),
        Command::PageUp => -(page - 1).max(1),
        Command::HalfPageDown | Command::NextParagraph => (page / 2).max(1),
        Command::HalfPageUp | Command::PreviousParagraph => -(page / 2).max(1),
        Command::Top => isize::MIN / 2,
        Command::Bottom => isize::MAX / 2,
        _ => return,
    };
    let most = lines(app).len().saturating_sub(height(app));
    let next = top(app).saturating_add_signed(by).min(most);
    if let Mode::Help { top } | Mode::Group { top, .. } = &mut app.mode {
        *top = next;
    }
}

/// Returns the line of a source in the list of sources.
pub fn line_of(app: &App, source: usize) -> usize {
    let order = order_of_sources(app.hidden.len(), app.lead);
    order.into_iter().position(|other| other == source).unwrap_or(0)
}

/// Returns the source of a line in the list of sources.
pub fn source_of(app: &App, line: usize) -> Option<usize> {
    order_of_sources(app.hidden.len(), app.lead).get(line).copied()
}

fn in_sources(app: &mut App, command: Command, count: Option<usize>, chosen: usize) {
    let Some(source) = source_of(app, chosen) else { return };
    let n = count.unwrap_or(1);
    let last = app.hidden.len() - 1;
    let next = match command {
        Command::NextSentence | Command::NextSource | Command::LineDown => (chosen + n).min(last),
        Command::PreviousSentence | Command::PreviousSource | Command::LineUp => chosen.saturating_sub(n),
        Command::Top => count.map_or(0, |n| n.saturating_sub(1)).min(last),
        Command::Bottom => count.map_or(last, |n| n.saturating_sub(1)).min(last),
        Command::PageDown | Command::HalfPageDown => (chosen + height(app) / 2).min(last),
        Command::PageUp | Command::HalfPageUp => chosen.saturating_sub(height(app) / 2),
        Command::Group => {
            app.mode = Mode::Reading;
            let was_hidden = std::mem::take(&mut app.hidden[source]);
            if was_hidden {
                app.pack();
            }
            motion::jump(app);
            return motion::to_source(app, source);
        }
        Command::MakeLead => {
            lead::make_lead(app, source);
            line_of(app, source)
        }
        Command::Clutter => {
            hide(app, source);
            chosen
        }
        Command::Sources => {
            app.mode = Mode::Reading;
            return;
        }
        _ => return,
    };
    app.mode = Mode::Sources { chosen: next };
}

/// Hides a source or shows it again; the lead is always shown.
fn hide(app: &mut App, source: usize) {
    if source == app.lead {
        app.notice = Some("The lead cannot be hidden. Make another source the lead first.".to_owned());
        return;
    }
    let line = scroll::height_of_cursor(app);
    app.hidden[source] = !app.hidden[source];
    app.pack();
    if app.hidden[app.cursor.source] {
        app.cursor = Cursor { source: app.lead, sentence: app.first_sentence(app.lead), spot: None };
    }
    scroll::keep(app, line);
}

/// How wide the signs stand before their examples, in columns.
const SIGN: usize = 6;

fn help(app: &App, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    heading(&mut lines, "Signs");
    for (sign, role, example, meaning) in LEGEND {
        let sign = Piece::ours(sign, role);
        let rest = pad(SIGN.saturating_sub(sign.width));
        let example = example.iter().map(|(words, role)| Piece::ours(words, role));
        item(&mut lines, [sign, rest].into_iter().chain(example).collect(), meaning, width);
    }
    let mut group = "";
    for entry in app.keymap.help() {
        if entry.group != group {
            group = entry.group;
            heading(&mut lines, group);
        }
        item(&mut lines, vec![Piece::ours(&entry.keys.join(" "), "overlay.key")], entry.sentence, width);
    }
    lines
}

fn pad(columns: usize) -> Piece {
    Piece::ours(&" ".repeat(columns), "text")
}

/// Adds a term and what it means, side by side where there is room.
fn item(lines: &mut Vec<Line>, term: Vec<Piece>, meaning: &str, width: usize) {
    let side = if width >= 80 {
        32
    } else if width >= 60 {
        24
    } else {
        4
    };
    let mut galley = Galley::default();
    galley.ours(meaning, Look::of("text"));
    let mut set = galley.set(width.saturating_sub(side).max(8), None);
    let mut term = Line { pieces: term, ..Line::default() };
    let beside = term.width() + 2 <= side;
    for line in set.iter_mut().skip(usize::from(beside)) {
        line.pieces.insert(0, pad(side));
    }
    match set.first_mut().filter(|_| beside) {
        Some(first) => {
            term.pieces.push(pad(side - term.width()));
            first.pieces.splice(0..0, term.pieces);
        }
        None => lines.push(term),
    }
    for mut line in set {
        line.cut(width);
        lines.push(line);
    }
}

fn sources(app: &App, chosen: usize, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, source) in order_of_sources(app.hidden.len(), app.lead).into_iter().enumerate() {
        let first = lines.len();
        let role = if at == chosen { "overlay.chosen" } else { "text" };
        let mark = if at == chosen { "› " } else { "  " };
        let state = match (source == app.lead, app.hidden[source]) {
            (true, _) => " · lead",
            (_, true) => " · hidden",
            _ => "",
        };
        let label = &app.document(source).source.label;
        lines.push(Line::ours(&format!("{mark}{label}{state}"), role));
        let mut galley = Galley::default();
        galley.ours(&about(app, source), Look::of("note"));
        for notice in &app.document(source).notices {
            let role = if notice.trouble { "note.trouble" } else { "note" };
            galley.ours(&format!(" · {}", notice.text), Look::of(role));
        }
        for mut line in galley.set(width.saturating_sub(4).max(8), None) {
            line.pieces.insert(0, Piece::ours("    ", "text"));
            lines.push(line);
        }
        for line in &mut lines[first..] {
            line.fold = vec![(at, 0)];
            line.cut(width);
        }
    }
    lines
}

/// Says what a source is and how much of it stands elsewhere too.
fn about(app: &App, source: usize) -> String {
    let document = app.document(source);
    let from = &document.source;
    let named = [&from.site, &from.title, &from.date].into_iter().flatten().map(|part| Clean::new(part).to_string());
    let mut parts: Vec<String> = named.collect();
    let words: usize = (0..document.sentences.len()).map(|sentence| app.words(source, sentence)).sum();
    let is_folded = |sentence: &usize| document.role(*sentence) == Role::Boilerplate;
    let folded: usize =
        (0..document.sentences.len()).filter(is_folded).map(|sentence| app.words(source, sentence)).sum();
    let of_them = if folded > 0 { format!(", {folded} of them folded") } else { String::new() };
    parts.push(format!("{words} words in {} paragraphs{of_them}", document.paragraphs.len()));
    let shared = app.rows.iter().filter(|row| !row.is_alone() && !row.cells[source].readings.is_empty()).count();
    let alone = app.rows.iter().filter(|row| row.is_alone() && !row.clutter && !row.cells[source].readings.is_empty());
    let found = if app.comparison.clustered { "in no cluster" } else { "with no counterpart found" };
    parts.push(format!("{shared} passages shared, {} {found}", alone.count()));
    parts.join(" · ")
}
