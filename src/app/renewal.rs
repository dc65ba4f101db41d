//! Sources that were opened or read again while the reader reads: what comes in, and how the reader stays in place.

use super::message::{Ask, Effect, Renewal};
use super::search::{Hit, Search};
use super::{App, Busy, Choice, Cursor, Mode, News, Stop, lead, quotes, scroll};
use crate::clean::Clean;
use crate::command::Command;
use crate::comparison::since::Since;
use crate::document::{Document, Manner};
use crate::span::Span;

/// What is said where sources read the same as before.
const SAME: &str = "Nothing has changed in the words of the sources.";

/// Begins to open or read sources, if the reader waits for nothing else.
pub fn begin(app: &mut App, ask: Ask) -> Vec<Effect> {
    if let Some(busy) = app.busy.as_ref().filter(|busy| busy.asked) {
        app.notice = Some(format!("{} … Wait for it, or give it up first.", busy.words));
        return Vec::new();
    }
    let mut news = News::default();
    let words = match &ask {
        Ask::Again => "Reading the sources again".to_owned(),
        Ask::Also(name) => format!("Opening {}", Clean::new(name)),
        Ask::One(source, manner) => as_what(app, *source, *manner),
        Ask::Changed(sources) => {
            news.changed.clone_from(sources);
            "Reading what has changed".to_owned()
        }
        Ask::Arrived(names) => {
            news.arrived.clone_from(names);
            "Opening what has arrived".to_owned()
        }
    };
    let asked = news == News::default();
    let mut effects = Vec::new();
    if let Some(before) = app.busy.replace(Busy { asked, words, news }) {
        // The reader goes first; what has changed is read behind.
        app.news.add(before.news);
        effects.push(Effect::GiveUp);
    }
    effects.push(Effect::Read(ask));
    effects
}

/// Says in what manner a source is being read.
fn as_what(app: &App, source: usize, manner: Manner) -> String {
    let label = Clean::new(&app.document(source).source.label);
    match manner {
        Manner::Own => format!("Reading {label} again"),
        Manner::Text => format!("Taking {label} for plain text"),
        Manner::Raw => format!("Reading the file of {label} as it is"),
    }
}

/// Reads what has changed or arrived, at once or when what is under way is done.
pub fn news(app: &mut App, news: News) -> Vec<Effect> {
    app.news.add(news);
    if app.busy.is_some() {
        return Vec::new();
    }
    if !app.news.changed.is_empty() {
        let changed = std::mem::take(&mut app.news.changed);
        return begin(app, Ask::Changed(changed));
    }
    let arrived = std::mem::take(&mut app.news.arrived);
    if arrived.is_empty() { Vec::new() } else { begin(app, Ask::Arrived(arrived)) }
}

impl News {
    /// Adds what has happened since; nothing is told twice.
    fn add(&mut self, since: News) {
        self.changed.extend(since.changed);
        self.changed.sort_unstable();
        self.changed.dedup();
        let known = std::mem::take(&mut self.arrived);
        for name in known.into_iter().chain(since.arrived) {
            if !self.arrived.contains(&name) {
                self.arrived.push(name);
            }
        }
    }
}

/// Gives up what the reader waits for; returns nothing if that is nothing.
pub fn give_up(app: &mut App) -> Option<Vec<Effect>> {
    let busy = app.busy.take_if(|busy| busy.asked)?;
    app.notice = Some(format!("Given up: {}.", busy.words));
    let mut effects = vec![Effect::GiveUp];
    effects.append(&mut news(app, News::default()));
    Some(effects)
}

/// Takes in what came of it. The reader stays on the same passage; what is new is marked.
pub fn renew(app: &mut App, renewal: Renewal) -> Vec<Effect> {
    let Some(busy) = app.busy.take() else { return Vec::new() };
    let told = match renewal.fresh {
        Some(fresh) => {
            replace(app, *fresh, !busy.news.arrived.is_empty()).or_else(|| busy.asked.then(|| SAME.to_owned()))
        }
        None if busy.asked => Some(SAME.to_owned()),
        None => None,
    };
    // What went wrong matters more than that nothing has changed.
    let told: Vec<String> =
        told.filter(|told| told != SAME || renewal.told.is_none()).into_iter().chain(renewal.told).collect();
    if !told.is_empty() {
        app.notice = Some(told.join(" · "));
    }
    news(app, News::default())
}

/// Forgets which passages are new; tells whether there were any.
pub fn forget(app: &mut App) -> bool {
    let were = app.count_new() > 0;
    app.new.iter_mut().for_each(|new| new.fill(false));
    were
}

/// Puts a fresh state in the place of this one, with everything the reader has set and the way he has come. Sources that
/// arrived by themselves are marked as new. Says what has changed.
fn replace(app: &mut App, mut fresh: App, arrived: bool) -> Option<String> {
    let documents = app.comparison.documents.iter().zip(&fresh.comparison.documents);
    let sinces: Vec<Since> = documents.map(|(former, latter)| since(former, latter)).collect();
    let line = (app.size.height > 0).then(|| scroll::height_of_cursor(app)).flatten();
    settings(app, &mut fresh);
    for (source, since) in sinces.iter().enumerate() {
        fresh.new[source].clone_from(&since.new);
        // What was marked before stays marked until the reader has seen it.
        let marked = (0..since.now.len()).filter(|at| app.is_new(source, *at) && since.stays[*at]);
        marked.for_each(|at| fresh.new[source][since.now[at]] = true);
    }
    if arrived {
        fresh.new[sinces.len()..].iter_mut().for_each(|new| new.fill(true));
    }
    let way = Way { app, fresh: &fresh, sinces: &sinces };
    let trail = app.trail.iter().map(|stop| Stop { cursor: way.cursor(stop.cursor), mode: way.mode(&stop.mode) });
    let (cursor, trail, mode, told) = (way.cursor(app.cursor), trail.collect(), way.mode(&app.mode), way.words());
    (fresh.cursor, fresh.trail, fresh.mode) = (cursor, trail, mode);
    fresh.search = app.search.as_ref().map(|search| looked_for(&fresh, search));
    *app = fresh;
    quotes::settle(app);
    scroll::keep(app, line);
    told
}

/// Compares two readings of a source. What was read in another manner is no news.
fn since(former: &Document, latter: &Document) -> Since {
    let mut since = Since::new(former, latter);
    if former.source.manner != latter.source.manner {
        since.new.fill(false);
        since.gone = 0;
    }
    since
}

/// Hands on what the reader has set.
fn settings(app: &mut App, fresh: &mut App) {
    fresh.keymap = app.keymap.clone();
    fresh.size = app.size;
    (fresh.window, fresh.count) = (app.window, app.count);
    (fresh.news, fresh.notice) = (std::mem::take(&mut app.news), app.notice.take());
    fresh.filter = app.filter.clone();
    fresh.folds = app.folds;
    fresh.hidden[..app.hidden.len()].copy_from_slice(&app.hidden);
    if fresh.lead != app.lead {
        return fresh.see_from(app.lead);
    }
    if fresh.folds.light {
        fresh.place();
    }
    fresh.pack();
}

/// Searches again; the match that was gone to stays the one that was gone to.
fn looked_for(fresh: &App, search: &Search) -> Search {
    let mut found = Search::new(&fresh.comparison.documents, &search.query, |hit| lead::place(fresh, hit));
    let is_here = |hit: &Hit| hit.source == fresh.cursor.source && Some(hit.span) == fresh.cursor.spot;
    found.at = found.hits.iter().position(is_here);
    found
}

/// The way from the former state to the fresh one.
struct Way<'a> {
    app: &'a App,
    fresh: &'a App,
    sinces: &'a [Since],
}

impl Way<'_> {
    fn sentence(&self, source: usize, sentence: usize) -> usize {
        self.sinces.get(source).and_then(|since| since.now.get(sentence)).copied().unwrap_or(0)
    }

    /// Finds the same place; words inside a sentence only where the sentence is the same.
    fn cursor(&self, cursor: Cursor) -> Cursor {
        let sentence = self.sentence(cursor.source, cursor.sentence);
        let (old, new) = (self.app.span(cursor.source, cursor.sentence), self.fresh.span(cursor.source, sentence));
        let text = |app: &'_ App, span: Span| span.of(&app.document(cursor.source).text).to_owned();
        let same = !self.app.comparison.documents.is_empty() && text(self.app, old) == text(self.fresh, new);
        let spot = cursor.spot.filter(|spot| same && spot.start >= old.start && spot.end <= old.end);
        let spot = spot.map(|spot| Span::new(spot.start - old.start + new.start, spot.end - old.start + new.start));
        Cursor { source: cursor.source, sentence, spot }
    }

    fn mode(&self, mode: &Mode) -> Mode {
        match mode {
            Mode::Typing { input, origin } => Mode::Typing { input: input.clone(), origin: self.cursor(*origin) },
            Mode::Group { row, top } => match self.row(*row) {
                Some(row) => Mode::Group { row, top: *top },
                None => Mode::Reading,
            },
            Mode::Quotes(choice) => {
                let quote = |quote: &usize| &self.app.comparison.quotes[*quote];
                let place = self.app.said.get(choice.item).and_then(|said| said.quotes.first()).map(quote);
                let here = place.map(|quote| self.at(quote.document, quote.span));
                let now = |quote: &usize| {
                    let quote = &self.fresh.comparison.quotes[*quote];
                    (quote.document, sentence_at(self.fresh, quote.document, quote.span))
                };
                let item = self.fresh.said.iter().position(|said| said.quotes.iter().any(|one| Some(now(one)) == here));
                self.list(Mode::Quotes, *choice, item, self.fresh.said.len())
            }
            Mode::Facts(choice) => {
                let fact = self.app.facts.get(choice.item);
                let here = fact.and_then(|fact| fact.readings.first()).map(|(source, span)| self.at(*source, *span));
                let now = |(source, span): &(usize, Span)| (*source, sentence_at(self.fresh, *source, *span));
                let about = fact.map(|fact| fact.about);
                let item = self.fresh.facts.iter().position(|fact| {
                    Some(fact.about) == about && fact.readings.iter().any(|one| Some(now(one)) == here)
                });
                self.list(Mode::Facts, *choice, item, self.fresh.facts.len())
            }
            other => other.clone(),
        }
    }

    /// Keeps a list open on the same thing, or where that is gone near it.
    fn list(&self, mode: fn(Choice) -> Mode, choice: Choice, item: Option<usize>, all: usize) -> Mode {
        match (item, all) {
            (_, 0) => Mode::Reading,
            (Some(item), _) if item == choice.item => mode(Choice { item, place: 0, ..choice }),
            (item, all) => mode(Choice { item: item.unwrap_or(choice.item.min(all - 1)), ..Choice::default() }),
        }
    }

    /// Returns the source of words of the former state, and the sentence that stands in their place now.
    fn at(&self, source: usize, span: Span) -> (usize, usize) {
        (source, self.sentence(source, sentence_at(self.app, source, span)))
    }

    /// Returns the row that holds now what a row held first.
    fn row(&self, row: usize) -> Option<usize> {
        let readings = self.app.rows.get(row)?.cells.iter().flat_map(|cell| &cell.readings);
        let passage = readings.flat_map(|reading| &reading.passages).next()?;
        let sentence = self.sentence(passage.document, passage.first);
        self.fresh.places.row.get(passage.document)?.get(sentence).copied()
    }

    /// Says what has changed, source by source.
    fn words(&self) -> Option<String> {
        let (before, documents) = (self.app.comparison.documents.len(), &self.fresh.comparison.documents);
        let label = |source: usize| Clean::new(&documents[source].source.label);
        let sentences = |count: usize| if count == 1 { "1 sentence".to_owned() } else { format!("{count} sentences") };
        let mut parts = Vec::new();
        for (source, since) in self.sinces.iter().enumerate() {
            let manner = documents[source].source.manner;
            if manner != self.app.document(source).source.manner {
                parts.push(format!("{} {}", label(source), in_manner(self.app, manner)));
            }
            let told = [(since.count(), "new"), (since.gone, "gone")];
            let told =
                told.iter().filter(|(count, _)| *count > 0).map(|(count, how)| format!("{} {how}", sentences(*count)));
            let told: Vec<String> = told.collect();
            parts.extend((!told.is_empty()).then(|| format!("{}: {}", label(source), told.join(", "))));
        }
        for source in before..documents.len() {
            parts.push(format!("{} is open as source {} of {}", label(source), source + 1, documents.len()));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// Says in what manner a source was read, and which key leads back.
fn in_manner(app: &App, manner: Manner) -> String {
    let (text, file) = (app.key(Command::AsText), app.key(Command::AsFile));
    match manner {
        Manner::Own => "is read as what it is".to_owned(),
        Manner::Text => format!("is taken for plain text · {text} reads it as what it is"),
        Manner::Raw => format!("is shown as its file is · {file} reads its text"),
    }
}

fn sentence_at(app: &App, source: usize, span: Span) -> usize {
    let sentences = &app.document(source).sentences;
    sentences.partition_point(|sentence| sentence.span.start <= span.start).saturating_sub(1)
}
