//! The words of a word processor on their way to pieces: what is the text, what stands aside, and what the rows of a
//! table hold.

use super::job::Tracked;
use super::limits::{Fault, Limits};
use super::piece;
use super::piece::{Piece, Reading, note_beside, note_changes};
use super::xml::End;
use crate::document::{Aside, Role};

/// How many words are shown of where a text breaks off.
const LAST: usize = 8;

/// Who changed or remarked something, and when, in the document's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    /// Who it was.
    pub author: String,
    /// When it was.
    pub date: String,
}

impl Hand {
    /// Puts the name and the day before words.
    pub fn label(&self, words: &str) -> String {
        let day = self.date.get(..10).unwrap_or(&self.date);
        match (self.author.trim(), day) {
            ("", _) => words.to_owned(),
            (author, "") => format!("{author}: {words}"),
            (author, day) => format!("{author}, {day}: {words}"),
        }
    }
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    asides: Vec<(Aside, Hand, String)>,
    role: Option<Role>,
    /// Whether its end is struck out: it goes on in the next.
    goes_on: bool,
}

/// A cell of a table that is being read.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<Piece>>,
}

/// Puts words together to paragraphs, notes and tables.
#[derive(Debug)]
pub struct Flow {
    tracked: Tracked,
    limits: Limits,
    /// The paragraph, and those around the text boxes and notes that stand in it.
    open: Vec<Paragraph>,
    rows: Vec<Row>,
    pieces: Vec<Piece>,
    notes: Vec<Piece>,
    changes: (usize, usize),
    size: usize,
}

impl Flow {
    /// Starts a text.
    pub fn new(tracked: Tracked, limits: Limits) -> Self {
        Flow {
            tracked,
            limits,
            open: Vec::new(),
            rows: Vec::new(),
            pieces: Vec::new(),
            notes: Vec::new(),
            changes: (0, 0),
            size: 0,
        }
    }

    /// Begins a paragraph, inside another where it stands in a box there.
    pub fn begin(&mut self) {
        self.open.push(Paragraph::default());
    }

    /// Says what the paragraph is.
    pub fn role(&mut self, role: Role) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.role = Some(role);
        }
    }

    /// Adds words; `aside` says why they are not the text, where they are not.
    ///
    /// # Errors
    /// There is too much text.
    pub fn words(&mut self, words: &str, aside: Option<(Aside, &Hand)>) -> Result<(), Fault> {
        self.size += words.len();
        if self.size as u64 > self.limits.text {
            return Err(Fault::bytes("The file holds more text than can be compared", "text", self.limits.text));
        }
        if self.open.is_empty() {
            self.begin();
        }
        let Some(paragraph) = self.open.last_mut() else { return Ok(()) };
        let Some((aside, hand)) = aside else {
            paragraph.words.push_str(words);
            return Ok(());
        };
        match paragraph.asides.last_mut().filter(|last| last.0 == aside && last.1 == *hand) {
            Some((_, _, own)) => own.push_str(words),
            None => paragraph.asides.push((aside, hand.clone(), words.to_owned())),
        }
        Ok(())
    }

    /// Adds a change that an editor made; it is the text where the state that is read has it.
    ///
    /// # Errors
    /// There is too much text.
    pub fn changed(&mut self, words: &str, change: Aside, hand: &Hand) -> Result<(), Fault> {
        let is_text = (change == Aside::Inserted) == (self.tracked == Tracked::Accepted);
        self.words(words, (!is_text).then_some((change, hand)))
    }

    /// Counts a change.
    pub fn count(&mut self, change: Aside) {
        let count = if change == Aside::Inserted { &mut self.changes.0 } else { &mut self.changes.1 };
        *count += 1;
    }

    /// Adds a remark on this place.
    pub fn comment(&mut self, hand: &Hand, words: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.asides.push((Aside::Comment, hand.clone(), words.trim().to_owned()));
        } else {
            self.add(Piece::aside(Aside::Comment, hand.label(words.trim())));
        }
    }

    /// Says that the end of the paragraph was changed: where the state that is read has no end there, it goes on.
    pub fn end_changed(&mut self, change: Aside) {
        let has_end = (change == Aside::Inserted) == (self.tracked == Tracked::Accepted);
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.goes_on |= !has_end;
        }
    }

    /// Ends the paragraph; what stands beside it follows it.
    pub fn end(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        if paragraph.goes_on && self.open.is_empty() {
            // Its words wait for the next paragraph, which takes them up.
            paragraph.goes_on = false;
            self.open.push(paragraph);
            return;
        }
        let words = paragraph.words.trim();
        if !words.is_empty() {
            self.add(match paragraph.role {
                Some(role @ Role::List) => Piece::likely(role, words),
                Some(role) => Piece::sure(role, words),
                None => Piece::open(words),
            });
        }
        for (aside, hand, words) in paragraph.asides {
            if !words.trim().is_empty() {
                self.add(Piece::aside(aside, hand.label(words.trim())));
            }
        }
    }

    /// Returns how many paragraphs are open, one inside the other; one more than boxes means that it waits to go on.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds a note under the sign it has in the text; notes stand at the end.
    pub fn note(&mut self, sign: &str, words: &str) {
        if !words.trim().is_empty() {
            self.notes.push(Piece::sure(Role::Body, format!("[{sign}] {}", words.trim())));
        }
    }

    /// Begins a row of a table.
    pub fn begin_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// Begins a cell.
    pub fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Vec::new());
        }
    }

    /// Ends a row. Cells of one paragraph each stand on one line; a row with more in a cell is a page laid out as a table.
    pub fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let is_line = |cell: &Vec<Piece>| cell.iter().filter(|piece| piece.aside.is_none()).count() <= 1;
        if row.cells.len() < 2 || !row.cells.iter().all(is_line) {
            row.cells.into_iter().flatten().for_each(|piece| self.add(piece));
            return;
        }
        let (asides, words): (Vec<Piece>, Vec<Piece>) = row
            .cells
            .into_iter()
            .flat_map(|cell| if cell.is_empty() { vec![Piece::open("")] } else { cell })
            .partition(|piece| piece.aside.is_some());
        let line: Vec<String> = words.iter().map(|piece| piece::one_line(&piece.words)).collect();
        let line = line.join("\t");
        if !line.trim().is_empty() {
            self.add(Piece::likely(Role::List, line.trim()));
        }
        asides.into_iter().for_each(|piece| self.add(piece));
    }

    /// Adds a piece where the flow stands: to the cell or the text.
    pub fn add(&mut self, piece: Piece) {
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            Some(cell) => cell.push(piece),
            None => self.pieces.push(piece),
        }
    }

    /// Hands over what was read.
    pub fn finish(mut self, reading: &mut Reading) {
        while !self.open.is_empty() {
            if let Some(paragraph) = self.open.last_mut() {
                paragraph.goes_on = false;
            }
            self.end();
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
        let mut pieces = self.pieces;
        let titles = pieces.iter().filter(|piece| piece.role == Role::Title).count();
        // Further titles are headings of parts.
        for piece in pieces.iter_mut().filter(|piece| piece.role == Role::Title).skip(1) {
            piece.role = Role::Heading;
        }
        if titles > 0 && reading.source.title.is_none() {
            let title = pieces.iter().find(|piece| piece.role == Role::Title);
            reading.source.title = title.map(|piece| piece::one_line(&piece.words));
        }
        reading.pieces.extend(pieces);
        reading.pieces.extend(self.notes);
        note_changes(reading, self.changes, self.tracked);
        note_beside(reading);
    }
}

/// Says of a document whose text breaks off what the last words are that could be read.
///
/// # Errors
/// Nothing could be read of it.
pub fn note_end(reading: &mut Reading, kind: &str, end: &End) -> Result<(), Fault> {
    let End::Broken(how) = end else { return Ok(()) };
    let last = reading.pieces.iter().rfind(|piece| piece.aside.is_none()).map(|piece| piece::one_line(&piece.words));
    let Some(last) = last.filter(|words| !words.is_empty()) else {
        return Err(Fault::damaged(kind, how));
    };
    let words: Vec<&str> = last.split(' ').collect();
    let words = words[words.len().saturating_sub(LAST)..].join(" ");
    reading.notice(format!(
        "This {kind} is damaged ({how}). Its text is read up to “{words}”; what follows there is missing here. Get it \
         again from where it came from."
    ));
    Ok(())
}

/// Tells a colour that cannot be seen on white paper.
pub fn is_white(colour: &str) -> bool {
    matches!(colour.trim_start_matches('#').to_ascii_lowercase().as_str(), "ffffff" | "fefefe" | "fdfdfd")
}
