//! What a reader of one format hands over: pieces of text with their roles, and what the source says of itself.

use super::job::Tracked;
use crate::document::{Aside, Blocks, Notice, Place, Role, Source};
use crate::span::Span;

/// The most bytes of one paragraph. A longer one is parted at a blank, so that a file without line ends stays usable.
pub const PARAGRAPH: usize = 64 * 1024;

/// Who wrote a paragraph signs it with so many letters at most.
const SIGN: usize = 12;

/// A paragraph to be, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub words: String,
    /// What it is, as far as known.
    pub role: Role,
    /// Whether the role is sure from the markup and not to be judged by the words.
    pub sure: bool,
    /// Why it stands beside the text, if it does.
    pub aside: Option<Aside>,
    /// Where places of the original begin: bytes of the words, in order, with what begins there.
    pub places: Vec<(usize, Place)>,
}

impl Piece {
    /// Makes a piece whose role the words must tell.
    pub fn open(words: impl Into<String>) -> Self {
        Piece::likely(Role::Body, words)
    }

    /// Makes a piece whose role the markup tells.
    pub fn sure(role: Role, words: impl Into<String>) -> Self {
        Piece { sure: true, ..Piece::likely(role, words) }
    }

    /// Makes a piece of a likely role, which the words may still overrule.
    pub fn likely(role: Role, words: impl Into<String>) -> Self {
        Piece { words: words.into(), role, sure: false, aside: None, places: Vec::new() }
    }

    /// Makes a piece that stands beside the text, and says why.
    pub fn aside(aside: Aside, words: impl Into<String>) -> Self {
        Piece { aside: Some(aside), ..Piece::sure(Role::Boilerplate, words) }
    }

    /// Says where in the original the piece begins.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.places.extend(place.map(|place| (0, place)));
        self
    }
}

/// What was read from one source before it is divided into sentences.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What the source says of itself: title, byline, date, site, language, format.
    pub source: Source,
    /// What the properties of the file say, for what the source itself does not.
    pub told: Source,
    /// The pieces, in the order of the source.
    pub pieces: Vec<Piece>,
    /// What the reader should know.
    pub notices: Vec<Notice>,
}

impl Reading {
    /// Starts the reading of a format.
    pub fn new(format: &str) -> Self {
        Reading { source: Source { format: format.to_owned(), ..Source::default() }, ..Reading::default() }
    }

    /// Adds something the reader should know, which is no trouble.
    pub fn notice(&mut self, text: impl Into<String>) {
        self.notices.push(Notice { trouble: false, text: text.into() });
    }
}

/// Says how many tracked changes a text has (insertions, deletions) and how to read its other state.
pub fn note_changes(reading: &mut Reading, (inserted, deleted): (usize, usize), tracked: Tracked) {
    if inserted + deleted == 0 {
        return;
    }
    let count = |number: usize, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    let counts = format!("{} and {}", count(inserted, "insertion"), count(deleted, "deletion"));
    let state = match tracked {
        Tracked::Accepted => "shown as if all were accepted; open it with --tracked original to read it as it was",
        Tracked::Original => "shown as it was before them; open it without --tracked original to read it as changed",
    };
    reading.notice(format!("The text has tracked changes, {counts}. It is {state}. The other wording stands folded."));
}

/// Says what stands beside the text: remarks, and words that the original does not show.
pub fn note_beside(reading: &mut Reading) {
    let count = |aside: Aside| reading.pieces.iter().filter(|piece| piece.aside == Some(aside)).count();
    let (comments, hidden) = (count(Aside::Comment), count(Aside::Hidden));
    if comments > 0 {
        let comments = if comments == 1 { "1 comment".to_owned() } else { format!("{comments} comments") };
        reading.notice(format!("The document holds {comments}; folded beside the text they stand at."));
    }
    if hidden > 0 {
        let places = if hidden == 1 { "one place".to_owned() } else { format!("{hidden} places") };
        reading.notice(format!("At {places} the document holds words that it does not show; they are folded."));
    }
}

/// Makes the text of the document from the pieces.
pub fn blocks(pieces: &[Piece]) -> Blocks {
    let mut blocks = Blocks::default();
    for piece in pieces {
        let (mut start, end) = (0, piece.words.len());
        while start < end {
            let rest = &piece.words[start..];
            let stop = if rest.len() > PARAGRAPH { start + cut(rest) } else { end };
            let places = piece.places.iter().filter(|(at, _)| (start..stop).contains(at));
            let places: Vec<(usize, Place)> = places.map(|(at, place)| (at - start, place.clone())).collect();
            blocks.push_placed(piece.role, piece.aside, &piece.words[start..stop], &places);
            start = stop;
        }
    }
    blocks
}

/// Parts a paragraph that is too long; no part begins or ends with a blank.
pub fn parts(words: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut rest = Span::new(0, words.len()).trim(words);
    while rest.len() > PARAGRAPH {
        let at = rest.start + cut(rest.of(words));
        parts.push(Span::new(rest.start, at).trim(words));
        rest = Span::new(at, rest.end).trim(words);
    }
    parts.push(rest);
    parts
}

/// Returns where a long paragraph is parted: at the last line end or blank before the limit, if there is one.
fn cut(words: &str) -> usize {
    let limit = words.floor_char_boundary(PARAGRAPH);
    let head = &words[..limit];
    let found = head.rfind('\n').or_else(|| head.rfind(char::is_whitespace));
    found.filter(|at| *at > PARAGRAPH / 2).unwrap_or(limit)
}

/// Puts words on one line: every run of blanks becomes one blank.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts the characters that are not blank.
pub fn ink(words: &str) -> usize {
    words.chars().filter(|c| !c.is_whitespace()).count()
}

/// Tells whether words are links and nothing else but marks between them; so many of their characters are linked.
pub fn is_linked(words: &str, linked: usize) -> bool {
    let marks = words.chars().filter(|c| "|·•/»›–—-".contains(*c)).count();
    linked > 0 && linked + marks >= ink(words)
}

/// Tells whether words end as sentences end, in any of the scripts we know; closing marks may follow.
pub fn ends_sentence(words: &str) -> bool {
    let closing =
        |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | '›' | '“' | '«' | ')' | ']' | '」' | '』' | '）');
    let ends = ['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '።', '։'];
    let words = words.trim_end();
    // The French set a blank before the mark that closes.
    let is_end = |words: &str| words.trim_end_matches(|c: char| closing(c) || c.is_whitespace()).ends_with(ends);
    is_end(words) || is_end(without_note(words)) || without_sign(words).is_some_and(is_end)
}

/// The words before what who wrote them signs with in brackets: "said. (dpa)".
fn without_sign(words: &str) -> Option<&str> {
    let (before, sign) = words.strip_suffix(')')?.rsplit_once(" (")?;
    let is_sign = sign.chars().count() <= SIGN && sign.chars().all(|c| c.is_alphabetic() || c == '/');
    is_sign.then(|| before.trim_end())
}

/// The words without the mark of a footnote at their end: "said.¹", `said.[2]`, "said.”3".
fn without_note(words: &str) -> &str {
    let is_raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let digit = |c: char| c.is_ascii_digit();
    let bracketed =
        words.strip_suffix(']').map(|rest| rest.trim_end_matches(digit)).and_then(|rest| rest.strip_suffix('['));
    let bare = words.trim_end_matches(|c: char| digit(c) || is_raised(c));
    // "1.5" is a number.
    let is_number = bare.strip_suffix(['.', '!', '?']).is_none_or(|rest| rest.ends_with(digit));
    match bracketed {
        Some(rest) => rest,
        None if words.len() - bare.len() <= 2 * '¹'.len_utf8() && !is_number => bare,
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_are_parted_and_lose_nothing() {
        let words = "word ".repeat(60_000);
        let blocks = blocks(&[Piece::open(words.clone())]);
        assert!(blocks.blocks.len() > 4 && blocks.blocks.iter().all(|block| block.span.len() <= PARAGRAPH));
        assert_eq!(blocks.text.split_whitespace().count(), 60_000);
        let solid = "ü".repeat(200_000);
        let text = super::blocks(&[Piece::open(solid.clone())]).text;
        assert_eq!(text.split_whitespace().collect::<String>(), solid);
    }

    #[test]
    fn sentences_end_before_closing_marks() {
        assert!(ends_sentence("“We left.” ") && ends_sentence("« On part. »") && ends_sentence("We left. (dpa/kab)"));
        assert!(!ends_sentence("We left (on Monday)"));
        assert!(ends_sentence("待った。」"));
        assert!(!ends_sentence("We left,"));
        assert!(ends_sentence("We left.[12]") && ends_sentence("We left.¹") && ends_sentence("We left.3"));
        assert!(!ends_sentence("It rose by 1.5") && !ends_sentence("It rose by 15"));
    }
}
