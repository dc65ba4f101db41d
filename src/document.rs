//! What a source is once it is read: its text, and the spans that divide it.

use std::fmt;
use std::ops::Range;

use crate::span::Span;

/// Where a text came from. Never a person: who is quoted is a speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The short name shown above its column: the file's name, or the site's.
    pub label: String,
    /// The path as the reader named it, an address of the web, or `-` for standard input.
    pub path: String,
    /// The headline, where the source gives one.
    pub title: Option<String>,
    /// Who wrote it, in the source's own words.
    pub byline: Option<String>,
    /// When it was published, in the source's own words.
    pub date: Option<String>,
    /// The outlet or site.
    pub site: Option<String>,
    /// Its main language as an ISO 639-1 code (ISO 639-3 where there is no shorter one).
    pub language: Option<String>,
    /// What it was read as: `text`, `markdown`, `html`, `pdf`, `docx`, `odt`, `rtf`, `epub`, `mail`, `transcript`.
    pub format: String,
    /// SHA-256 of the bytes as read, in hexadecimal.
    pub sha256: String,
    /// How it came from the web, if it did.
    pub fetch: Option<Fetch>,
    /// What its bytes were taken for.
    pub manner: Manner,
}

/// What the bytes of a source are taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// What they are by what they hold.
    #[default]
    Own,
    /// Plain text, whatever they are.
    Text,
    /// What stands in the file, line by line, marks and all.
    Raw,
}

/// How a source came from the web.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetch {
    /// Where it stood in the end, after servers had led on.
    pub address: String,
    /// When it was fetched (RFC 3339, in UTC, to the second).
    pub time: String,
}

/// What a paragraph is in its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline.
    Title,
    /// Who wrote it and when.
    Byline,
    /// A heading inside the text.
    Heading,
    /// The running text.
    Body,
    /// The words under a picture.
    Caption,
    /// An item of a list.
    List,
    /// Clutter: menus, script remnants, share lines, sign-up forms. Folded, never dropped.
    Boilerplate,
}

impl Role {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Title => "title",
            Role::Byline => "byline",
            Role::Heading => "heading",
            Role::Body => "body",
            Role::Caption => "caption",
            Role::List => "list",
            Role::Boilerplate => "boilerplate",
        }
    }
}

/// Why words stand beside the text and not in it: they are folded, and marked with this where they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aside {
    /// The original does not show them: hidden by its style, white on white, too small to see.
    Hidden,
    /// An editor struck them out, and the change has not been accepted.
    Deleted,
    /// An editor put them in, and the text is shown as it was before.
    Inserted,
    /// Somebody's remark on the text.
    Comment,
    /// What the source repeats on its pages: running heads and feet, page numbers.
    Furniture,
}

impl Aside {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Aside::Hidden => "hidden in the original",
            Aside::Deleted => "deleted",
            Aside::Inserted => "inserted",
            Aside::Comment => "comment",
            Aside::Furniture => "repeated on the pages",
        }
    }
}

/// Where the words from a point on stand in the original.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A page, counted from 1.
    Page(u32),
    /// A time in a recording, in milliseconds from its start.
    Time(u64),
    /// A chapter of a book, by its number from 1.
    Chapter(u32),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Page(number) => write!(f, "p. {number}"),
            Place::Time(time) => {
                let seconds = time / 1000;
                write!(f, "{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
            }
            Place::Chapter(number) => write!(f, "ch. {number}"),
        }
    }
}

/// A paragraph: a span of the text, and the sentences inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is in its source.
    pub role: Role,
    /// Why it stands beside the text, where it does for such a reason. Its role is then boilerplate.
    pub aside: Option<Aside>,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<usize>,
}

/// A sentence: a span of the text inside one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without blanks at either end.
    pub span: Span,
    /// The paragraph it stands in, as an index into [`Document::paragraphs`].
    pub paragraph: usize,
}

/// Something the reader should know about a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether the source could not be read.
    pub trouble: bool,
    /// What is the matter and what can be done, in one or two sentences.
    pub text: String,
}

/// The text of a source and the spans that divide it.
///
/// The spans are in order, nested and in bounds. Every character of the text that is not blank stands in exactly
/// one sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Where the text came from.
    pub source: Source,
    /// The canonical text. Every span of the program is a range of its bytes.
    pub text: String,
    /// The paragraphs, in order, not overlapping.
    pub paragraphs: Vec<Paragraph>,
    /// The sentences of all paragraphs, in order, not overlapping.
    pub sentences: Vec<Sentence>,
    /// Where pages, cues and chapters of the original begin: bytes of the text, in order, with what begins there.
    pub places: Vec<(usize, Place)>,
    /// What the reader should know.
    pub notices: Vec<Notice>,
}

impl Document {
    /// Returns the role of the paragraph that a sentence stands in.
    pub fn role(&self, sentence: usize) -> Role {
        self.paragraphs[self.sentences[sentence].paragraph].role
    }

    /// Returns where in the original a byte of the text stands, where the source tells.
    pub fn place(&self, at: usize) -> Option<&Place> {
        let after = self.places.partition_point(|(start, _)| *start <= at);
        after.checked_sub(1).map(|before| &self.places[before].1)
    }

    /// Tells whether the source could not be read.
    pub fn failed(&self) -> bool {
        self.notices.iter().any(|notice| notice.trouble)
    }

    /// Tells what breaks the promises of the type, for tests.
    pub fn fault(&self) -> Option<String> {
        let mut end = 0;
        let mut next = 0;
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            if paragraph.span.start < end || paragraph.span.end > self.text.len() {
                return Some(format!("paragraph {at} overlaps or is out of bounds"));
            }
            if paragraph.sentences.start != next {
                return Some(format!("paragraph {at} skips sentences"));
            }
            if !self.text[end..paragraph.span.start].trim().is_empty() {
                return Some(format!("words before paragraph {at} are in no paragraph"));
            }
            end = paragraph.span.end;
            next = paragraph.sentences.end;
            if let Some(fault) = self.fault_in(at) {
                return Some(fault);
            }
        }
        if next != self.sentences.len() || !self.text[end..].trim().is_empty() {
            return Some("words or sentences after the last paragraph".to_owned());
        }
        let in_order = self.places.windows(2).all(|pair| pair[0].0 <= pair[1].0);
        if !in_order || self.places.iter().any(|(at, _)| !self.text.is_char_boundary(*at)) {
            return Some("places are out of order or out of bounds".to_owned());
        }
        None
    }

    fn fault_in(&self, at: usize) -> Option<String> {
        let paragraph = &self.paragraphs[at];
        let mut end = paragraph.span.start;
        for sentence in &self.sentences[paragraph.sentences.clone()] {
            if sentence.paragraph != at || sentence.span.start < end || sentence.span.end > paragraph.span.end {
                return Some(format!("a sentence of paragraph {at} is out of place"));
            }
            if !self.text[end..sentence.span.start].trim().is_empty() {
                return Some(format!("words of paragraph {at} are in no sentence"));
            }
            end = sentence.span.end;
        }
        (!self.text[end..paragraph.span.end].trim().is_empty())
            .then(|| format!("words at the end of paragraph {at} are in no sentence"))
    }
}

/// One or more consecutive sentences of one document, inside one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Passage {
    /// The document, as an index.
    pub document: usize,
    /// The first sentence, as an index into [`Document::sentences`].
    pub first: usize,
    /// One past the last sentence.
    pub end: usize,
}

impl Passage {
    /// Returns its sentences, as indices into [`Document::sentences`].
    pub const fn sentences(self) -> Range<usize> {
        self.first..self.end
    }

    /// Returns its words in its document, from the start of the first sentence to the end of the last.
    pub fn span(self, documents: &[Document]) -> Span {
        let sentences = &documents[self.document].sentences[self.sentences()];
        match (sentences.first(), sentences.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// Returns its words.
    pub fn words(self, documents: &[Document]) -> &str {
        self.span(documents).of(&documents[self.document].text)
    }
}

/// A text under construction: blocks of words, each with its role.
///
/// Readers of formats push blocks; the spans follow from the order of pushing.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    /// The text so far; blocks are parted by an empty line.
    pub text: String,
    /// The blocks so far.
    pub blocks: Vec<Block>,
    /// Where places of the original begin, as in [`Document::places`].
    pub places: Vec<(usize, Place)>,
}

/// A paragraph of a text under construction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is in its source.
    pub role: Role,
    /// Why it stands beside the text, if it does.
    pub aside: Option<Aside>,
}

impl Blocks {
    /// Adds a block of words. Blanks at its ends are left out; a block of blanks adds nothing.
    pub fn push(&mut self, role: Role, words: &str) {
        self.push_placed(role, None, words, &[]);
    }

    /// Adds a block of words of which is known where they stand in the original.
    ///
    /// `places` are bytes of `words`, in order, with what begins there.
    pub fn push_placed(&mut self, role: Role, aside: Option<Aside>, words: &str, places: &[(usize, Place)]) {
        let indent = words.len() - words.trim_start().len();
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        let begins = |at: usize| start + words.floor_char_boundary(at.saturating_sub(indent));
        self.places.extend(places.iter().map(|(at, place)| (begins(*at), place.clone())));
        self.blocks.push(Block { span: Span::new(start, self.text.len()), role, aside });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_where_they_begin_or_the_last_before() {
        let mut blocks = Blocks::default();
        blocks.push_placed(Role::Body, None, "  One. Two.", &[(0, Place::Page(1)), (7, Place::Page(2))]);
        blocks.push(Role::Body, "Three.");
        let document = Document { text: blocks.text, places: blocks.places, ..Document::default() };
        let pages: Vec<_> = [0, 4, 5, 12].iter().map(|at| document.place(*at)).collect();
        assert_eq!(
            pages,
            [1, 1, 2, 2].map(|page| Some(Place::Page(page))).iter().map(Option::as_ref).collect::<Vec<_>>()
        );
        assert_eq!(Document::default().place(0), None);
        assert_eq!((Place::Time(3_723_900).to_string(), Place::Page(4).to_string()), ("1:02:03".into(), "p. 4".into()));
    }
}
