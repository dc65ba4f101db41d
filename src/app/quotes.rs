//! The list of quotes: what was said, by speaker, who carries it, and how each source words it.

use super::collation::{collate, wordings};
use super::line::{Galley, Line, Look, Piece, heading};
use super::listing::{self, Listing, areas, carriers, named, next};
use super::said::{Filter, Said, unsaid};
use super::variants::who_reads_what;
use super::{App, Choice, Cursor, Mode, motion};
use crate::clean::Clean;
use crate::command::Command;
use crate::comparison::differences::attribution;
use crate::diff::stretches::{Stretch, stretches};
use crate::diff::{Kind, Side, Told};
use crate::quote::Quote;

/// What is said where no speaker is clear.
const NOT_CLEAR: &str = "Speaker not clear";

/// Opens the list at the quote the cursor is on, or else at the first one.
pub fn open(app: &mut App) {
    if app.said.is_empty() {
        app.notice = Some("No quote was found in these sources.".to_owned());
        return;
    }
    let here = app.comparison.quotes.iter().position(|quote| {
        quote.document == app.cursor.source && app.cursor.spot.is_some_and(|spot| spot.overlap(quote.span) > 0)
    });
    let item = here.and_then(|here| app.said.iter().position(|said| said.quotes.contains(&here)));
    app.mode = Mode::Quotes(Choice { item: item.unwrap_or(0), ..Choice::default() });
    settle(app);
}

/// Carries out a command in the list.
pub fn command(app: &mut App, mut choice: Choice, command: Command, count: Option<usize>) {
    let listed = listed(app);
    let places = app.said.get(choice.item).map_or(0, |said| said.quotes.len());
    if listing::step(app, &mut choice, &listed, places, command, count) {
        choice.top = choice.top.min(most(app, choice));
        app.mode = Mode::Quotes(choice);
        return;
    }
    match command {
        Command::Close if app.filter != Filter::default() => app.filter = Filter::default(),
        Command::Close | Command::Quit | Command::Quotes => app.mode = Mode::Reading,
        Command::Group => {
            let quote = app.said.get(choice.item).filter(|_| listed.contains(&choice.item));
            let quote = quote.and_then(|said| said.quotes.get(choice.place)).map(|at| &app.comparison.quotes[*at]);
            if let Some((source, span)) = quote.map(|quote| (quote.document, quote.span)) {
                return listing::go(app, source, span);
            }
        }
        _ => narrow(app, choice, command),
    }
    settle(app);
}

/// Lists less, or all again.
fn narrow(app: &mut App, choice: Choice, command: Command) {
    let said = app.said.get(choice.item);
    let filter = &mut app.filter;
    match command {
        Command::BySpeaker if filter.speaker.is_some() => filter.speaker = None,
        Command::BySpeaker => match said.and_then(|said| said.speaker.clone()) {
            Some(speaker) => (filter.speaker, filter.nobody) = (Some(speaker), false),
            None => filter.nobody = true,
        },
        Command::BySource => filter.source = next(filter.source, &(0..app.hidden.len()).collect::<Vec<_>>()),
        Command::ByKind => {
            let seen = |told: &&Told| !app.folds.light || !told.weight.is_light();
            let is_there =
                |kind: &Kind| app.said.iter().flat_map(|said| &said.told).filter(seen).any(|told| told.kind == *kind);
            // Those that move the meaning most come first.
            let kinds: Vec<Kind> = Kind::ALL.into_iter().rev().filter(is_there).collect();
            filter.kind = next(filter.kind, &kinds);
        }
        Command::Changed => filter.changed = !filter.changed,
        Command::Unattributed => {
            filter.nobody = !filter.nobody;
            filter.speaker = None;
        }
        _ => {}
    }
}

/// Chooses what is listed next where the choice is not listed any more.
pub fn settle(app: &mut App) {
    let Mode::Quotes(choice) = app.mode else { return };
    let item = listing::nearest(&listed(app), choice.item);
    if item != choice.item {
        app.mode = Mode::Quotes(Choice { item, ..Choice::default() });
    }
}

/// Goes some quotes of the cursor's source on or back, in the order of the screen.
pub fn step(app: &mut App, by: isize) {
    let source = app.cursor.source;
    let rank = |at: usize| {
        let sentences = &app.document(source).sentences;
        let sentence = sentences.partition_point(|sentence| sentence.span.start <= at).saturating_sub(1);
        (app.places.rank[source].get(sentence).copied().unwrap_or(0), at)
    };
    let own = |quote: &&Quote| quote.document == source && quote.kind.is_speech();
    let mut quotes: Vec<&Quote> = app.comparison.quotes.iter().filter(own).collect();
    quotes.sort_by_key(|quote| rank(quote.span.start));
    let spot = app.cursor.spot.map_or(app.span(source, app.cursor.sentence).start, |spot| spot.start);
    let here = rank(spot);
    let on = app.cursor.spot.is_some();
    let before = quotes.partition_point(|quote| rank(quote.span.start) < here) as isize;
    let behind = quotes.partition_point(|quote| {
        let at = rank(quote.span.start);
        at < here || (on && at == here)
    }) as isize;
    let last = quotes.len() as isize - 1;
    let wanted = if by > 0 { (behind + by - 1).min(last) } else { (before + by).max(0) };
    let found = quotes
        .get(wanted.max(0) as usize)
        .map(|quote| (quote.span, format!("{} · {}", speaker(app, quote), quote.kind.name())));
    let moves = if by > 0 { behind <= last } else { before > 0 };
    let Some((span, by_line)) = found.filter(|_| moves) else {
        let none = if quotes.is_empty() {
            "No quote was found in this source."
        } else {
            "There is no further quote in this source."
        };
        app.notice = Some(none.to_owned());
        return;
    };
    let count = quotes.len();
    motion::jump(app);
    let sentences = &app.document(source).sentences;
    let sentence = sentences.partition_point(|sentence| sentence.span.start <= span.start).saturating_sub(1);
    app.cursor = Cursor { source, sentence, spot: Some(span) };
    motion::reveal(app);
    motion::arrive_at_spot(app);
    app.notice.get_or_insert(format!("Quote {} of {count} · {by_line}", wanted + 1));
}

/// Returns what is listed, as indices.
pub fn listed(app: &App) -> Vec<usize> {
    let lets = |said: &Said| app.filter.lets(&app.comparison, said, !app.folds.light);
    (0..app.said.len()).filter(|at| lets(&app.said[*at])).collect()
}

fn most(app: &App, choice: Choice) -> usize {
    let area = areas(app).1;
    details(app, choice, area.width).len().saturating_sub(area.height)
}

/// Sets the list and the details of what is chosen.
pub fn listing(app: &App, choice: Choice) -> Listing {
    let listed = listed(app);
    let (list, details) = areas(app);
    let mut set = Listing { title: title(app, listed.len()), note: note(app, listed.len()), ..Listing::default() };
    let mut group: Option<&Option<String>> = None;
    for &at in &listed {
        let said = &app.said[at];
        if group != Some(&said.speaker) {
            group = Some(&said.speaker);
            let count = listed.iter().filter(|at| app.said[**at].speaker == said.speaker).count();
            listing::heading(&mut set.lines, said.speaker.as_deref().unwrap_or(NOT_CLEAR), count);
        }
        if at == choice.item {
            set.chosen = set.lines.len();
        }
        set.lines.push(row(app, said, list.width, at == choice.item));
    }
    if listed.contains(&choice.item) {
        set.details = self::details(app, choice, details.width);
    }
    set
}

fn title(app: &App, listed: usize) -> String {
    let all = app.said.len();
    let plural = if all == 1 { "thing" } else { "things" };
    if listed == all { format!("{all} {plural} said") } else { format!("{listed} of {all} {plural} said") }
}

/// Says what is not listed, and why.
fn note(app: &App, listed: usize) -> String {
    let Filter { speaker, source, kind, changed, nobody } = &app.filter;
    let label = |source: &usize| app.document(*source).source.label.clone();
    let only = [
        speaker.clone(),
        source.as_ref().map(|source| format!("what {} carries", label(source))),
        kind.map(|kind| kind.name().to_owned()),
        changed.then(|| "changed".to_owned()),
        nobody.then(|| "speaker not clear".to_owned()),
    ];
    let only: Vec<String> = only.into_iter().flatten().collect();
    let mut parts = Vec::new();
    if !only.is_empty() {
        let key = app.key(Command::Close);
        parts.push(format!("only {}", only.join(", ")));
        parts.push(format!("{} not listed, {key} lists all", app.said.len() - listed));
    }
    let light = app.said.iter().flat_map(|said| &said.told).filter(|told| told.weight.is_light()).count();
    if app.folds.light && light > 0 {
        parts.push(format!("{light} light hidden"));
    }
    let unsaid = unsaid(&app.comparison);
    if unsaid > 0 {
        let plural = if unsaid == 1 { "marked term or title" } else { "marked terms and titles" };
        parts.push(format!("{unsaid} {plural} left aside"));
    }
    parts.join(" · ")
}

/// Returns the heaviest change that is shown.
fn heaviest(app: &App, said: &Said) -> Option<Told> {
    said.told.first().copied().filter(|told| !app.folds.light || !told.weight.is_light())
}

fn row(app: &App, said: &Said, width: usize, chosen: bool) -> Line {
    let sources = said.sources(&app.comparison);
    let hidden = heaviest(app, said).is_none();
    let (sign, role, change) = named(said.told.first().copied(), said.quotes.len());
    let change = if hidden && !said.told.is_empty() { "light, hidden".to_owned() } else { change };
    let heavy = heaviest(app, said).is_some_and(|told| told.weight.is_heavy());
    let change = Piece::ours(&change, if heavy { "sign.differs" } else { "note" });
    let base = &app.comparison.quotes[said.quotes[0]];
    listing::row((sign, role), &marked(app, base), &carriers(app, &sources), change, width, chosen)
}

/// Returns the words of a quote with the marks that stand around them.
fn marked(app: &App, quote: &Quote) -> String {
    let words = quote.span.of(&app.document(quote.document).text).replace('\n', " ");
    let mut marks = quote.marks.chars();
    let first: String = marks.next().into_iter().collect();
    let last: String = marks.next_back().into_iter().collect();
    format!("{first}{words}{last}")
}

/// Names who says a quote, with the words that give it away where they are others.
fn speaker(app: &App, quote: &Quote) -> String {
    let Some(speaker) = &quote.speaker else { return NOT_CLEAR.to_lowercase() };
    let own = speaker.span.of(&app.document(quote.document).text);
    let own =
        if own == speaker.name || own.is_empty() { String::new() } else { format!(" (“{}”)", Clean::new(own)) };
    format!("{}{own}", Clean::new(&speaker.name))
}

/// Sets the details: the wordings under each other, then who gives which words to whom, and where.
fn details(app: &App, choice: Choice, width: usize) -> Vec<Line> {
    let Some(said) = app.said.get(choice.item) else { return Vec::new() };
    let wordings = wordings(&app.comparison, &said.quotes);
    let number = |quote: &usize| (app.comparison.quotes[*quote].document + 1).to_string();
    let labels: Vec<String> = wordings
        .iter()
        .map(|wording| {
            let mut numbers: Vec<String> = wording.quotes.iter().map(number).collect();
            numbers.dedup();
            if numbers.len() > 5 {
                format!("{} +{}", numbers[..3].join(" "), numbers.len() - 3)
            } else {
                numbers.join(" ")
            }
        })
        .collect();
    let mut lines = collate(&app.comparison, &wordings, &labels, width, !app.folds.light);
    lines.push(Line::default());
    for (at, quote) in said.quotes.iter().enumerate() {
        let apart = attribution(&app.comparison, &[said.quotes[0], *quote]).is_some();
        let standing = Standing { chosen: at == choice.place, base: at == 0 && said.quotes.len() > 1, apart };
        lines.push(place(app, &app.comparison.quotes[*quote], standing, width));
    }
    lines.extend(changes(app, said, width));
    lines.extend(agreement(app, said, width));
    lines
}

/// Sets who reads what, against the base and against most, where there are more than two to agree.
fn agreement(app: &App, said: &Said, width: usize) -> Vec<Line> {
    let quotes: Vec<&Quote> = said.quotes.iter().map(|quote| &app.comparison.quotes[*quote]).collect();
    if said.sources(&app.comparison).len() < 3 {
        return Vec::new();
    }
    let sides: Vec<Side<'_>> = quotes.iter().map(|quote| app.comparison.quoted(quote)).collect();
    let sources: Vec<usize> = quotes.iter().map(|quote| quote.document).collect();
    let mut found = stretches(&sides);
    found.retain(|stretch| !app.folds.light || !stretch.told.weight.is_light());
    // Who left out what is seen above.
    let worded = |stretch: &Stretch| stretch.variants.iter().filter(|variant| !variant.span.is_empty()).count() > 1;
    found.retain(worded);
    if found.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::default()];
    heading(&mut lines, "Who reads what");
    lines.extend(who_reads_what(app, &sources, &sides, &found, width));
    lines
}

/// How a quote stands among the others of its utterance.
struct Standing {
    chosen: bool,
    base: bool,
    /// Whether another speaker is named than at the base, or none.
    apart: bool,
}

fn place(app: &App, quote: &Quote, standing: Standing, width: usize) -> Line {
    let Standing { chosen, base, apart } = standing;
    let role = if chosen { "overlay.chosen" } else { "text" };
    let label = format!("{} {}", quote.document + 1, app.document(quote.document).source.label);
    let paragraph = listing::paragraph(app, quote.document, quote.span.start);
    let by = Look { mark: if apart { "diff.wording" } else { "" }, ..Look::of("note") };
    let base = if base { " · base" } else { "" };
    let pieces = vec![
        listing::mark(chosen),
        Piece::ours(&label, role),
        Piece::ours(&format!(" · ¶ {paragraph} · "), "note"),
        Piece { look: by, ..Piece::ours(&speaker(app, quote), "note") },
        Piece::ours(&format!(" · {}{base}", quote.kind.name()), "note"),
    ];
    let mut line = Line { pieces, ..Line::default() };
    line.cut(width);
    line
}

/// Counts the changes by kind, the heaviest first, and says how many are hidden.
fn changes(app: &App, said: &Said, width: usize) -> Vec<Line> {
    let mut kinds: Vec<(Told, usize)> = Vec::new();
    let (light, rest): (Vec<Told>, Vec<Told>) =
        said.told.iter().partition(|told| app.folds.light && told.weight.is_light());
    for told in rest {
        match kinds.iter_mut().find(|(known, _)| (known.kind, known.weight.name()) == (told.kind, told.weight.name())) {
            Some((_, count)) => *count += 1,
            None => kinds.push((told, 1)),
        }
    }
    let name = |(told, count): &(Told, usize)| {
        let times = if *count > 1 { format!("{count} × ") } else { String::new() };
        format!("{times}{} {}", told.weight.name(), told.kind.name())
    };
    let mut words: Vec<String> = kinds.iter().map(name).collect();
    words.extend((!light.is_empty()).then(|| format!("{} light hidden", light.len())));
    if words.is_empty() {
        return Vec::new();
    }
    let mut galley = Galley::default();
    galley.ours(&words.join(" · "), Look::of("note"));
    std::iter::once(Line::default()).chain(galley.set(width, None)).collect()
}
