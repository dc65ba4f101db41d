//! The state of the program: what was found, where the reader is in it, and what is folded, hidden or on top.
//!
//! Nothing here knows that there is a terminal, a file or a clock. [`update`](update::update) is the only place where
//! the state changes; [`plan`](plan::plan) says where everything goes.

pub mod blocks;
pub mod cell;
pub mod collation;
mod counterparts;
pub mod disagreements;
pub mod geometry;
pub mod group;
pub mod lead;
pub mod line;
pub mod listing;
pub mod masthead;
pub mod message;
pub mod motion;
pub mod narrowed;
pub mod overlay;
pub mod places;
pub mod plan;
pub mod quotes;
pub mod renewal;
pub mod said;
pub mod scroll;
pub mod search;
pub mod stubs;
pub mod update;
pub mod variants;
pub mod wrap;

use crate::command::Command;
use crate::comparison::Comparison;
use crate::comparison::facts::{Fact, facts};
use crate::comparison::rows::{self, Row};
use crate::document::Document;
use crate::keymap::Keymap;
use crate::span::Span;
use blocks::{Block, Folds};
use narrowed::Narrowed;
use places::Places;
use said::{Filter, Said};
use search::Search;
use stubs::Stub;

/// Where the reader is: always on a sentence, unless the source has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The source, as an index.
    pub source: usize,
    /// The sentence of the source, as an index.
    pub sentence: usize,
    /// The words in it that a jump to a difference or a match led to.
    pub spot: Option<Span>,
}

/// What stands at the top of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// The block, as an index.
    pub block: usize,
    /// The first line of it that is seen.
    pub line: usize,
}

/// The size of the screen, in columns and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: usize,
    /// Lines.
    pub height: usize,
}

/// What the keys mean just now, and what lies on top of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The page itself.
    #[default]
    Reading,
    /// A search is being typed; the cursor goes back to where it began if it is given up.
    Typing {
        /// What has been typed so far.
        input: String,
        /// Where the cursor was before.
        origin: Cursor,
    },
    /// The name of a further source is being typed.
    Naming {
        /// What has been typed so far.
        input: String,
    },
    /// The key table, from a line on.
    Help {
        /// The first line seen.
        top: usize,
    },
    /// A row across all sources, from a line on.
    Group {
        /// The row, as an index.
        row: usize,
        /// The first line seen.
        top: usize,
    },
    /// The list of sources, with one chosen.
    Sources {
        /// Which line is chosen: an index into the sources as the screen orders them.
        chosen: usize,
    },
    /// The list of what was said, with the wordings of what is chosen.
    Quotes(Choice),
    /// The list of facts that disagree, with the places of what is chosen.
    Facts(Choice),
}

/// What is chosen in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The thing that is chosen, as an index into all things, listed or not.
    pub item: usize,
    /// Which of its places is chosen, as an index.
    pub place: usize,
    /// The first line seen of its details.
    pub top: usize,
}

/// Where a jump began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where the cursor was.
    pub cursor: Cursor,
    /// What lay on top of the page.
    pub mode: Mode,
}

/// What has happened to the files of the sources and is still to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The sources whose files have changed.
    pub changed: Vec<usize>,
    /// The names of files that were put into a watched folder.
    pub arrived: Vec<String>,
}

/// What is under way beside the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Whether the reader asked for it, waits for it, and may give it up.
    pub asked: bool,
    /// What is done.
    pub words: String,
    /// What is read since it has changed or arrived.
    pub news: News,
}

/// What the program is started with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The source that the others are compared with, as an index.
    pub lead: usize,
    /// Which keys mean which command.
    pub keymap: Keymap,
}

/// The running program.
pub struct App {
    /// What was found; never changed.
    pub comparison: Comparison,
    /// Which keys mean which command.
    pub keymap: Keymap,
    /// The source that the others are compared with.
    pub lead: usize,
    /// The rows as seen from the lead.
    pub rows: Vec<Row>,
    /// Where everything stands in the rows.
    pub places: Places,
    /// Everything that is said, by speaker.
    pub said: Vec<Said>,
    /// Which of it is listed.
    pub filter: Filter,
    /// The facts that disagree.
    pub facts: Vec<Fact>,
    /// Which of them are listed.
    pub narrowed: Narrowed,
    /// What stays behind where passages were taken from, source by source.
    pub stubs: Vec<Vec<Stub>>,
    /// What is folded.
    pub folds: Folds,
    /// Which sources are hidden.
    pub hidden: Vec<bool>,
    /// The rows as they are set.
    pub blocks: Vec<Block>,
    /// The block of each row.
    pub block_of: Vec<usize>,
    /// Where the reader is.
    pub cursor: Cursor,
    /// What stands at the top of the page.
    pub anchor: Anchor,
    /// The first of the other sources that has a column.
    pub window: usize,
    /// What the keys mean just now.
    pub mode: Mode,
    /// The search that is on.
    pub search: Option<Search>,
    /// The size of the screen.
    pub size: Size,
    /// What the reader should be told once.
    pub notice: Option<String>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// The row in which a walk across sources began.
    pub wish: Option<usize>,
    /// Where jumps began, the last one last.
    pub trail: Vec<Stop>,
    /// The last jump to the own place of a moved passage: from where, to where.
    pub partner: Option<(Cursor, Cursor)>,
    /// Which sentences of each source are new since it was read before; none of what was never read again.
    pub new: Vec<Vec<bool>>,
    /// What is under way beside the reader.
    pub busy: Option<Busy>,
    /// What has happened to files while something was under way.
    pub news: News,
    /// Whether the last key was the one that stops the program when it is pressed twice.
    pub interrupted: bool,
}

impl App {
    /// Starts on the first words of the lead source.
    pub fn new(comparison: Comparison, options: Options) -> App {
        let sources = comparison.documents.len();
        let none = |document: &Document| vec![false; document.sentences.len()];
        let mut app = App {
            new: comparison.documents.iter().map(none).collect(),
            busy: None,
            news: News::default(),
            hidden: vec![false; sources],
            said: said::said(&comparison),
            filter: Filter::default(),
            facts: facts(&comparison),
            narrowed: Narrowed::default(),
            keymap: options.keymap,
            comparison,
            lead: 0,
            rows: Vec::new(),
            places: Places::default(),
            stubs: Vec::new(),
            folds: Folds::default(),
            blocks: Vec::new(),
            block_of: Vec::new(),
            cursor: Cursor::default(),
            anchor: Anchor::default(),
            window: 0,
            mode: Mode::Reading,
            search: None,
            size: Size::default(),
            notice: None,
            count: None,
            wish: None,
            trail: Vec::new(),
            partner: None,
            interrupted: false,
        };
        let readable = |source: &usize| app.comparison.documents.get(*source).is_some_and(|d| !d.sentences.is_empty());
        let lead = Some(options.lead).filter(readable).or_else(|| (0..sources).find(readable));
        app.see_from(lead.unwrap_or(0));
        app.cursor = Cursor { source: app.lead, sentence: app.first_sentence(app.lead), spot: None };
        app
    }

    /// Lays the rows out anew as seen from a lead.
    pub(in crate::app) fn see_from(&mut self, lead: usize) {
        self.lead = lead;
        let rows = if self.comparison.documents.is_empty() { Vec::new() } else { rows::rows(&self.comparison, lead) };
        self.rows = masthead::masthead(&self.comparison, rows);
        self.place();
        self.stubs = stubs::stubs(&self.comparison, &self.rows, &self.places);
        self.pack();
    }

    /// Finds anew where everything stands in the rows.
    pub(in crate::app) fn place(&mut self) {
        self.places = Places::new(&self.comparison, &self.rows, self.lead, !self.folds.light);
    }

    /// Puts the rows into blocks anew, after something was folded or hidden.
    pub(in crate::app) fn pack(&mut self) {
        let shown: Vec<bool> = self.hidden.iter().map(|hidden| !hidden).collect();
        (self.blocks, self.block_of) = blocks::blocks(&self.rows, self.folds, &shown);
    }

    /// Returns a source's document.
    pub fn document(&self, source: usize) -> &Document {
        &self.comparison.documents[source]
    }

    /// Returns the sources that are shown, as the screen orders them: the lead first.
    pub fn sources(&self) -> Vec<usize> {
        let all = places::order_of_sources(self.hidden.len(), self.lead);
        all.into_iter().filter(|source| !self.hidden[*source]).collect()
    }

    /// Returns the row the cursor is in, or nothing where there is no text.
    pub fn row(&self) -> Option<usize> {
        self.places.row.get(self.cursor.source)?.get(self.cursor.sentence).copied()
    }

    /// Returns the sentence of a source that comes first on screen.
    pub fn first_sentence(&self, source: usize) -> usize {
        self.places.order.get(source).and_then(|order| order.first()).copied().unwrap_or(0)
    }

    /// Returns where a sentence stands in the text of its source.
    pub fn span(&self, source: usize, sentence: usize) -> Span {
        let sentences = self.comparison.documents.get(source).map(|document| &document.sentences);
        sentences.and_then(|sentences| sentences.get(sentence)).map_or(Span::default(), |sentence| sentence.span)
    }

    /// Returns the block that a sentence is folded away in, if it is.
    pub fn fold_of(&self, source: usize, sentence: usize) -> Option<usize> {
        let row = *self.places.row.get(source)?.get(sentence)?;
        let block = *self.block_of.get(row)?;
        let folded = self.blocks.get(block)?.agrees || (self.rows[row].clutter && self.folds.clutter);
        folded.then_some(block)
    }

    /// Counts the words of a sentence.
    pub fn words(&self, source: usize, sentence: usize) -> usize {
        self.comparison.tokens[source].sentence(sentence).iter().filter(|token| token.is_word()).count()
    }

    /// Returns the name of the best key of a command.
    pub fn key(&self, command: Command) -> String {
        self.keymap.key(command)
    }

    /// Returns the difference that the cursor is on or behind, counted from 1; 0 before the first.
    pub fn difference(&self) -> usize {
        let Some(row) = self.row() else { return 0 };
        let order = |source: usize| if source == self.lead { 0 } else { source + 1 };
        let at = self.cursor.spot.map_or(self.span(self.cursor.source, self.cursor.sentence).start, |spot| spot.start);
        let here = (row, order(self.cursor.source), at);
        self.places.differences.partition_point(|d| (d.row, order(d.source), d.span.start) <= here)
    }

    /// Tells whether the cursor stands on the very words of a difference.
    pub fn is_on_difference(&self) -> bool {
        let at = self.difference().checked_sub(1).and_then(|at| self.places.differences.get(at));
        at.is_some_and(|found| found.source == self.cursor.source && Some(found.span) == self.cursor.spot)
    }

    /// Tells whether a sentence is new since its source was read before.
    pub fn is_new(&self, source: usize, sentence: usize) -> bool {
        self.new.get(source).and_then(|new| new.get(sentence)).copied().unwrap_or(false)
    }

    /// Counts the sentences that are new.
    pub fn count_new(&self) -> usize {
        self.new.iter().flatten().filter(|new| **new).count()
    }

    /// Tells whether there is more than one source, so that anything can be compared.
    pub fn compares(&self) -> bool {
        self.hidden.len() > 1
    }
}
