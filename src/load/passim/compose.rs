//! The text of a source of passim: whole, where it is known, or put together from its passages.

use crate::document::{Block, Blocks, Document, Notice, Role, Source};
use crate::load::files::FILES;
use crate::load::kept::digest;
use crate::load::piece::parts;
use crate::span::Span;
use crate::text;

/// What stands for the words between two passages of a text that is not known as a whole.
pub const BETWEEN: &str = "[…]";

/// What a reader has to know of every text that passim has searched.
const FOUND: &str = "Only what passim has found is shown as shared; what it has missed seems to stand here alone.";

/// Why a line is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    #[error("it is no JSON object")]
    NotJson,
    #[error("it has no `{0}`")]
    Lacks(&'static str),
    #[error("`begin` does not stand before `end`")]
    Backward,
    #[error("`end` is {0}, and the text has {1} characters")]
    Outside(usize, usize),
    #[error("its words are not as many characters as lie from `begin` to `end`")]
    Length,
    #[error("the text has other words from `begin` to `end`")]
    OtherWords,
    #[error("its `id` stands on more than one line, with different texts")]
    Again,
    #[error("there are more than {FILES} texts")]
    Many,
}

/// A file, as an index, and the number of a line in it.
pub(super) type At = (usize, usize);

/// A passage as passim gives it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) at: At,
    pub(super) cluster: String,
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) words: Option<String>,
}

/// A text as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) source: Source,
    pub(super) whole: Option<String>,
    pub(super) lines: Vec<Line>,
}

/// Makes a document, and returns the passages in it with the names of their clusters.
pub(super) fn compose(account: Account, mut leave_out: impl FnMut(At, Fault)) -> (Document, Vec<(String, Span)>) {
    let Account { mut source, whole, mut lines } = account;
    let unit = Unit::of(&lines);
    lines.sort_by_key(|line| (line.begin, line.end));
    let mut notices = vec![Notice { trouble: false, text: FOUND.to_owned() }];
    let stretches = match whole {
        Some(words) => vec![Stretch { begin: 0, words }],
        None => {
            let text = format!(
                "Only the passages that passim has found are here; {BETWEEN} stands for other words. Name \
                 the texts that passim had read with --texts."
            );
            notices.push(Notice { trouble: false, text });
            stretches(&mut lines, unit, &mut leave_out)
        }
    };
    let mut blocks = Blocks::default();
    let mut passages = Vec::new();
    let mut lines = lines.into_iter().peekable();
    let mut stretches = stretches.into_iter().peekable();
    while let Some(stretch) = stretches.next() {
        if stretch.begin > 0 {
            blocks.push(Role::Body, BETWEEN);
        }
        let start = append(&mut blocks, &stretch.words);
        let bytes = unit.bytes(&stretch.words);
        let limit = stretches.peek().map_or(usize::MAX, |next| next.begin);
        while let Some(line) = lines.next_if(|line| line.begin < limit) {
            match place(&line, &stretch, &bytes) {
                Ok(span) => passages.push((line.cluster, Span::new(start + span.start, start + span.end))),
                Err(fault) => leave_out(line.at, fault),
            }
        }
    }
    source.sha256 = digest(blocks.text.as_bytes());
    (text::divide(source, blocks, notices), passages)
}

/// Returns where a passage lies among the words of its stretch.
fn place(line: &Line, stretch: &Stretch, bytes: &[Option<usize>]) -> Result<Span, Fault> {
    let byte = |unit: usize| bytes.get(unit - stretch.begin).copied().flatten();
    let (Some(start), Some(end)) = (byte(line.begin), byte(line.end)) else {
        return Err(Fault::Outside(line.end, stretch.begin + bytes.len() - 1));
    };
    let span = Span::new(start, end).trim(&stretch.words);
    let ink = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    match &line.words {
        Some(words) if ink(words) != ink(span.of(&stretch.words)) => Err(Fault::OtherWords),
        _ if span.is_empty() => Err(Fault::Lacks("text")),
        _ => Ok(span),
    }
}

/// Joins passages that overlap or follow each other; what has no words, or words of another length, is left out.
fn stretches(lines: &mut Vec<Line>, unit: Unit, leave_out: &mut impl FnMut(At, Fault)) -> Vec<Stretch> {
    let mut found: Vec<(Stretch, usize)> = Vec::new();
    lines.retain(|line| {
        let Some(words) = line.words.as_deref().filter(|_| line.fits(unit)) else {
            leave_out(line.at, if line.words.is_some() { Fault::Length } else { Fault::Lacks("text") });
            return false;
        };
        match found.last_mut() {
            Some((stretch, end)) if line.begin <= *end => {
                let mut known = *end - line.begin;
                let new = words.trim_start_matches(|c| {
                    let is_known = known > 0;
                    known = known.saturating_sub(unit.width(c));
                    is_known
                });
                stretch.words.push_str(new);
                *end = line.end.max(*end);
            }
            _ => found.push((Stretch { begin: line.begin, words: words.to_owned() }, line.end)),
        }
        true
    });
    found.into_iter().map(|(stretch, _)| stretch).collect()
}

/// Adds words as they are, with a paragraph for what stands between empty lines, and returns where they begin. Other
/// line ends become blanks: they are those of a printed column.
fn append(blocks: &mut Blocks, words: &str) -> usize {
    if !blocks.text.is_empty() {
        blocks.text.push_str("\n\n");
    }
    let start = blocks.text.len();
    let mut paragraph = Span::empty(0);
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for line in words.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            paragraphs.push(paragraph);
            paragraph = Span::empty(at);
        } else {
            paragraph.end = at;
        }
    }
    paragraphs.push(paragraph);
    let mut end = 0;
    for paragraph in paragraphs.into_iter().map(|paragraph| paragraph.trim(words)).filter(|span| !span.is_empty()) {
        blocks.text.push_str(&words[end..paragraph.start]);
        blocks.text.push_str(&paragraph.of(words).replace(['\n', '\r', '\t'], " "));
        end = paragraph.end;
        for part in parts(paragraph.of(words)) {
            let first = start + paragraph.start;
            let span = Span::new(first + part.start, first + part.end);
            blocks.blocks.push(Block { span, role: Role::Body, aside: None });
        }
    }
    blocks.text.push_str(&words[end..]);
    start
}

/// What `begin` and `end` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Characters, as passim does.
    Points,
    /// Units of UTF-16, as its first version did.
    Wide,
}

impl Unit {
    /// Returns the unit by which more passages are as long as they say.
    fn of(lines: &[Line]) -> Unit {
        let fitting = |unit: Unit| lines.iter().filter(|line| line.fits(unit)).count();
        if fitting(Unit::Wide) > fitting(Unit::Points) { Unit::Wide } else { Unit::Points }
    }

    fn width(self, c: char) -> usize {
        if self == Unit::Wide { c.len_utf16() } else { 1 }
    }

    /// Returns how many units words have.
    fn count(self, words: &str) -> usize {
        words.chars().map(|c| self.width(c)).sum()
    }

    /// Returns the byte at which each unit begins, and the end; nothing inside a character of two units.
    fn bytes(self, words: &str) -> Vec<Option<usize>> {
        let mut bytes = Vec::with_capacity(words.len() + 1);
        for (at, c) in words.char_indices() {
            bytes.push(Some(at));
            bytes.extend((1..self.width(c)).map(|_| None));
        }
        bytes.push(Some(words.len()));
        bytes
    }
}

impl Line {
    fn fits(&self, unit: Unit) -> bool {
        self.words.as_deref().is_some_and(|words| unit.count(words) == self.end - self.begin)
    }
}

/// Words of a text that follow each other, from a unit on.
struct Stretch {
    begin: usize,
    words: String,
}
