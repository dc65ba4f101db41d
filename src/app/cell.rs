//! What one source says in a block, set in lines, with everything that differs marked.

use super::App;
use super::blocks::Block;
use super::counterparts::{nothing, see_also, told_elsewhere};
use super::line::{Galley, Line, Look, Piece};
use super::stubs::Stub;
use crate::clean::glyphs;
use crate::command::Command;
use crate::comparison::rows::{Cell, Mark, Reading, Row};
use crate::diff::{Kind, Shape, Told, Weight};
use crate::document::{Passage, Role};
use crate::span::Span;
use crate::text::tokens::Kind as TokenKind;

/// The sign for words of the base that are missing here.
pub const CUT: &str = "∧";

/// The sign for a sentence that is new since its source was read before.
const NEW: &str = "◆";

/// How a cell is set.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The width of the text, in columns.
    pub width: usize,
    /// A name to begin with, where cells stand one under another.
    pub label: Option<String>,
    /// Whether a source that has nothing here gets a sign for it.
    pub absent: bool,
    /// Whether it is set for the page, where sources may be hidden and what was taken from here leaves a line behind.
    pub page: bool,
}

/// Sets what a source says in a block.
pub fn cell(app: &App, block: &Block, source: usize, setting: &Setting) -> Vec<Line> {
    let mut setter = Setter::new(app, source, setting);
    for &at in &block.rows {
        let row = &app.rows[at];
        if row.clutter && app.folds.clutter {
            setter.fold(row);
            continue;
        }
        for (n, reading) in row.cells[source].readings.iter().enumerate() {
            setter.reading(row, n, reading);
        }
        // Where a row is shared the other columns say so.
        if row.is_alone()
            && setting.absent
            && !row.cells[source].readings.is_empty()
            && let Some(line) = told_elsewhere(app, row, source, setting.width)
        {
            setter.flush();
            setter.lines.push(line);
        }
    }
    setter.flush();
    let mut lines = setter.lines;
    let [row] = block.rows[..] else { return lines };
    let row = &app.rows[row];
    if !setting.absent || (row.clutter && app.folds.clutter) {
        return lines;
    }
    let crosses = app.comparison.crossing(row.group, source).next().is_some();
    match lines.is_empty() {
        true if !row.is_alone() || app.comparison.is_crossed(row.group) => {
            lines.push(nothing(app, row, source, setting.width));
        }
        false if crosses => {
            lines.push(see_also(app, row, source, setting.width));
        }
        _ => {}
    }
    lines
}

/// Returns the raised digit for a count of sources.
fn raised(count: usize) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    DIGITS.get(count).copied().unwrap_or('⁺')
}

/// A cell under way.
struct Setter<'a> {
    app: &'a App,
    source: usize,
    setting: &'a Setting,
    lines: Vec<Line>,
    galley: Galley<'a>,
    sign: Option<(char, &'static str)>,
    /// The last sentence that was set, and whether it stands alone and may be gone on from.
    last: Option<(usize, bool)>,
    folded: Vec<(usize, usize)>,
}

impl<'a> Setter<'a> {
    fn new(app: &'a App, source: usize, setting: &'a Setting) -> Self {
        let (lines, galley) = (Vec::new(), Galley::default());
        Setter { app, source, setting, lines, galley, sign: None, last: None, folded: Vec::new() }
    }

    /// Adds the sentences of a row to a line that says how much is folded.
    fn fold(&mut self, row: &Row) {
        let passages = row.cells[self.source].readings.iter().flat_map(|reading| &reading.passages);
        let sentences: Vec<(usize, usize)> =
            passages.flat_map(|passage| passage.sentences()).map(|sentence| (self.source, sentence)).collect();
        if !sentences.is_empty() {
            self.set();
            self.folded.extend(sentences);
            self.last = None;
        }
    }

    /// Sets one reading: what stands alone goes on in the line of the sentence before it.
    fn reading(&mut self, row: &Row, n: usize, reading: &Reading) {
        let sentences = &self.app.document(self.source).sentences;
        let alone = row.is_alone();
        for (at, passage) in reading.passages.iter().enumerate() {
            self.stubs(|stub| stub.before && stub.beside == passage.first);
            let same = |last: usize| sentences[last].paragraph == sentences[passage.first].paragraph;
            let before = self.last.filter(|(last, open)| (*open || at > 0) && same(*last) && !self.galley.is_empty());
            match before {
                Some((last, _)) if (n == 0 || at > 0) && passage.first == last + 1 => {
                    self.galley.ours(" ", Look::of("text"))
                }
                Some(_) if at > 0 => self.galley.ours(" … ", Look::of("sign.skip")),
                _ => self.begin(row, n, reading, at, *passage),
            }
            self.passage(row, n, reading, *passage);
            self.last = Some((passage.end - 1, alone));
            self.stubs(|stub| !stub.before && stub.beside == passage.end - 1);
        }
    }

    /// Adds the lines of what was taken from beside a passage.
    fn stubs(&mut self, here: impl Fn(&Stub) -> bool) {
        if !self.setting.page {
            return;
        }
        let app = self.app;
        for stub in app.stubs[self.source].iter().filter(|stub| here(stub)) {
            self.flush();
            self.label();
            self.galley.ours(&stub.words, Look::of("sign.stub"));
            self.sign = Some(('↕', "sign.moved"));
            self.set();
        }
    }

    /// Names the source where cells stand one under another.
    fn label(&mut self) {
        if let Some(label) = &self.setting.label {
            self.galley.ours(&format!("{label}  "), Look::of("header"));
        }
    }

    /// Begins a new line, with whatever has to be said before the words.
    fn begin(&mut self, row: &Row, n: usize, reading: &Reading, at: usize, passage: Passage) {
        self.flush();
        let document = self.app.document(self.source);
        let sentence = document.sentences[passage.first];
        let opens = document.paragraphs[sentence.paragraph].sentences.start == passage.first;
        if row.is_alone() && opens && !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.sign = if at == 0 { self.sign(row, n, reading) } else { None };
        let paragraph = sentence.paragraph + 1;
        if at > 0 {
            let before = reading.passages[at - 1].end;
            let own = document.sentences[before - 1].paragraph + 1;
            let words = match (before == passage.first, own == paragraph) {
                (true, _) => format!("¶ {paragraph}  "),
                (_, true) => "… ".to_owned(),
                _ => format!("… ¶ {paragraph}  "),
            };
            self.galley.ours(&words, Look::of("sign.skip"));
        } else {
            self.label();
        }
        if reading.moved && at == 0 && n == 0 {
            let from = if self.setting.width < 28 { "↕¶" } else { "↕ from ¶ " };
            self.galley.ours(&format!("{from}{paragraph}  "), Look::of("sign.moved"));
        } else if n > 0 && at == 0 {
            self.galley.ours(&format!("again ¶ {paragraph}  "), Look::of("sign.moved"));
        }
        // One passage in all sources is where its place in the original is asked for.
        if let Some(place) = document.place(sentence.span.start).filter(|_| self.setting.label.is_some() && at == 0) {
            self.galley.ours(&format!("{place}  "), Look::of("note"));
        }
        if let Some(aside) = document.paragraphs[sentence.paragraph].aside.filter(|_| opens) {
            self.galley.ours(&format!("{}: ", aside.name()), Look::of("note"));
        }
        let bullet = match document.paragraphs[sentence.paragraph].role {
            Role::Caption if opens => "▫ ",
            Role::List if opens => "• ",
            _ => "",
        };
        self.galley.ours(bullet, Look::of("sign"));
    }

    /// Returns the sign of a reading, with its role; nothing where what it is compared with is not shown.
    fn sign(&self, row: &Row, n: usize, reading: &Reading) -> Option<(char, &'static str)> {
        if row.is_alone() {
            let possibly = self.app.comparison.possible_of(row.group).next().is_some();
            let crossed = self.app.comparison.is_crossed(row.group);
            let sign = match (crossed, possibly) {
                (true, _) => ('→', "sign.alone"),
                (_, true) => ('?', "sign.alone"),
                _ => ('○', "sign.alone"),
            };
            return (self.app.compares() && !self.app.comparison.clustered).then_some(sign);
        }
        if !self.is_compared(row) {
            return None;
        }
        if self.source == row.base && n == 0 {
            return Some(match (self.others_that_differ(row), row.agrees()) {
                (0, _) if reading.marks.is_empty() && !row.hides() => ('=', "sign.same"),
                (0, _) => ('~', "sign.same"),
                (count, _) => (raised(count), "sign.differs"),
            });
        }
        let wording = |mark: &Mark| !mark.told.kind.is_typography() && self.is_seen(mark);
        // Hidden or not, what differs in light changes does not read the same.
        let same = reading.marks.is_empty() && !reading.unseen;
        Some(match (reading.reworded, reading.marks.iter().any(wording), same) {
            (true, ..) => ('≈', "sign.differs"),
            (_, true, _) => ('≠', "sign.differs"),
            (_, _, false) => ('~', "sign.same"),
            _ => ('=', "sign.same"),
        })
    }

    /// Tells whether a difference is drawn and counted: light ones may be hidden.
    fn is_seen(&self, mark: &Mark) -> bool {
        !self.app.folds.light || !mark.told.weight.is_light()
    }

    /// Tells whether a source is seen beside this cell.
    fn seen(&self, source: usize) -> bool {
        !self.setting.page || !self.app.hidden[source]
    }

    /// Tells whether what the source is compared with is seen: the base, or for the base itself any other.
    fn is_compared(&self, row: &Row) -> bool {
        if self.source != row.base {
            return self.seen(row.base);
        }
        let other = |(at, cell): (usize, &Cell)| at != self.source && !cell.readings.is_empty() && self.seen(at);
        row.cells[self.source].readings.len() > 1 || row.cells.iter().enumerate().any(other)
    }

    /// Counts the seen sources that read otherwise than the base, in more than typography.
    fn others_that_differ(&self, row: &Row) -> usize {
        let wording = |mark: &Mark| !mark.told.kind.is_typography() && self.is_seen(mark);
        let differs = |reading: &Reading| reading.reworded || reading.marks.iter().any(wording);
        let others = row.cells.iter().enumerate().filter(|(source, _)| *source != row.base && self.seen(*source));
        others.filter(|(_, cell)| cell.readings.iter().any(differs)).count()
    }

    /// Adds the words of a passage, each with what differs, what is looked for, and where the cursor is.
    fn passage(&mut self, row: &Row, n: usize, reading: &Reading, passage: Passage) {
        let app = self.app;
        let document = app.document(self.source);
        let base = (self.source == row.base && n == 0) || row.is_alone();
        let text = role_name(document.role(passage.first));
        let hits = app.search.as_ref().map_or(&[][..], |search| search.hits_in(self.source));
        let span = passage.span(&app.comparison.documents);
        let focused = app.span(self.source, app.cursor.sentence);
        let compared = row.is_alone() || self.is_compared(row);
        let marks = reading.marks.iter().copied().filter(|mark| compared && self.is_seen(mark) && shown(mark, reading));
        let marks: Vec<Mark> = marks.collect();
        let numbers = self.numbers(&marks);
        let filled: Vec<Mark> = marks.iter().copied().filter(|mark| !mark.span.is_empty()).collect();
        let mut cuts = marks.iter().filter(|mark| is_missing(mark) && !base).peekable();
        let starts = |sentence: usize| document.sentences[sentence].span.start;
        let source = self.source;
        let is_new = |sentence: &usize| app.is_new(source, *sentence);
        let mut new = passage.sentences().filter(is_new).map(starts).peekable();
        for glyph in glyphs(span.of(&document.text)) {
            let at = span.start + glyph.at;
            let focus = app.cursor.source == self.source && focused.start <= at && at < focused.end;
            if new.next_if(|start| *start <= at).is_some() {
                self.galley.ours(NEW, Look { focus, ..Look::of("sign.new") });
                self.galley.ours(" ", Look { focus, ..Look::of(text) });
            }
            while let Some(cut) = cuts.next_if(|cut| cut.span.start <= at) {
                if cut.span.start >= span.start {
                    self.cut(cut.span.start, Look { mark: "diff.cut", focus, ..Look::of(text) });
                }
            }
            let mark = at_byte(&filled, at, |mark| mark.span);
            let whole = if reading.reworded && compared { "diff.reworded" } else { "" };
            let mark = mark.map_or(whole, |mark| match mark.told.kind {
                // In a stretch with another number only the number itself is drawn as one.
                Kind::Number if at_byte(&numbers, at, |number| *number).is_none() => {
                    if reading.reworded {
                        whole
                    } else {
                        mark_name(WORDING, base)
                    }
                }
                _ => mark_name(mark.told, base),
            });
            let found = self.found(at, hits);
            self.galley.glyph(glyph, at, Look { text, mark, found, focus });
        }
        let last = cuts.rfind(|cut| cut.span.start == span.end);
        if let Some(cut) = last {
            let focus = app.cursor.source == self.source && passage.sentences().last() == Some(app.cursor.sentence);
            self.cut(cut.span.start, Look { mark: "diff.cut", focus, ..Look::of(text) });
        }
    }

    /// Returns where the numbers stand in stretches that have another number than the base.
    fn numbers(&self, marks: &[Mark]) -> Vec<Span> {
        let tokens = &self.app.comparison.tokens[self.source];
        let marks = marks.iter().filter(|mark| mark.told.kind == Kind::Number);
        let inside = marks.flat_map(|mark| tokens.within(mark.span));
        inside.filter(|token| token.kind == TokenKind::Number).map(|token| token.span()).collect()
    }

    /// Adds the sign for words that are missing here.
    fn cut(&mut self, at: usize, mut look: Look) {
        let here = self.app.cursor.spot.is_some_and(|spot| spot.is_empty() && spot.start == at);
        look.found = if here && look.focus { "focus.spot" } else { "" };
        self.galley.place(CUT, at, look);
    }

    /// Returns the role of what was jumped to or searched for at a byte.
    fn found(&self, at: usize, hits: &[Span]) -> &'static str {
        let here = |span: &Span| span.start <= at && at < span.end;
        let hit = at_byte(hits, at, |hit| *hit);
        let spot = self.app.cursor.spot.filter(|spot| self.app.cursor.source == self.source && here(spot));
        match (hit, spot) {
            (Some(_), Some(_)) => "match.current",
            (Some(_), None) => "match",
            (None, Some(_)) => "focus.spot",
            (None, None) => "",
        }
    }

    /// Sets the line under way and the fold under way.
    fn flush(&mut self) {
        self.set();
        if self.folded.is_empty() {
            return;
        }
        let fold = std::mem::take(&mut self.folded);
        let words: usize = fold.iter().map(|(source, sentence)| self.app.words(*source, *sentence)).sum();
        let label = self.setting.label.as_ref().map(|label| Piece::ours(&format!("{label}  "), "header"));
        let key = self.app.key(Command::Clutter);
        let plural = if words == 1 { "word" } else { "words" };
        let room = self.setting.width.saturating_sub(label.as_ref().map_or(0, |label| label.width));
        let mut piece = Piece::ours(&format!("▸ {words} {plural} of page clutter · {key}"), "fold");
        if piece.width > room {
            piece = Piece::ours(&format!("▸ {words} {plural} · {key}"), "fold");
        }
        piece.look.focus = fold.contains(&(self.app.cursor.source, self.app.cursor.sentence));
        let pieces = label.into_iter().chain([piece]).collect();
        let mut line = Line { source: Some(self.source), fold, pieces, ..Line::default() };
        line.cut(self.setting.width);
        self.lines.push(line);
    }

    fn set(&mut self) {
        if self.galley.is_empty() {
            return;
        }
        let mut lines = self.galley.set(self.setting.width, Some(self.source));
        if let Some(first) = lines.first_mut() {
            first.sign = self.sign.take();
        }
        self.lines.append(&mut lines);
    }
}

/// Finds what covers a byte among things whose spans are in order and do not overlap; a long passage may have thousands.
fn at_byte<T>(things: &[T], at: usize, span: impl Fn(&T) -> Span) -> Option<&T> {
    let next = things.partition_point(|thing| span(thing).end <= at);
    things.get(next).filter(|thing| span(thing).start <= at)
}

/// Tells whether a mark is drawn by itself: in other words altogether, only numbers are.
fn shown(mark: &Mark, reading: &Reading) -> bool {
    !reading.reworded || mark.told.kind == Kind::Number
}

/// How a stretch around a number is drawn.
const WORDING: Told = Told::new(Kind::Wording, Weight::MUCH);

fn is_missing(mark: &Mark) -> bool {
    mark.told.shape == Shape::Missing
}

pub(in crate::app) fn mark_name(told: Told, base: bool) -> &'static str {
    match (told.kind, told.shape) {
        (kind, _) if kind.is_typography() => {
            if base {
                ""
            } else {
                "diff.typography"
            }
        }
        (_, Shape::Missing) if base => "diff.left-out",
        (_, Shape::Added) if !base => "diff.addition",
        // In the base a spelling that another has otherwise would look like another word.
        _ if base && told.weight.is_light() => "",
        _ if told.weight.is_light() => "diff.typography",
        (Kind::Number, _) if base => "diff.number.base",
        (Kind::Number, _) => "diff.number",
        _ if base => "diff.wording.base",
        _ => "diff.wording",
    }
}

/// Returns the style role of a paragraph's role.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Title => "text.title",
        Role::Byline => "text.byline",
        Role::Heading => "text.heading",
        Role::Body => "text",
        Role::Caption => "text.caption",
        Role::List => "text.list",
        Role::Boilerplate => "text.clutter",
    }
}
