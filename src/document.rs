//! What a source is once it is read: its text, and the spans that divide it.

use std::ops::Range;

use crate::span::Span;

/// Where a text came from. Never a person: who is quoted is a speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The short name shown above its column: the file's name, or the site's.
    pub label: String,
    /// The path as the reader named it, or `-` for standard input.
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
    /// What it was read as: `text`, `markdown`, `html`.
    pub format: String,
    /// SHA-256 of the bytes as read, in hexadecimal.
    pub sha256: String,
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

/// A paragraph: a span of the text, and the sentences inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is in its source.
    pub role: Role,
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
    /// What the reader should know.
    pub notices: Vec<Notice>,
}

impl Document {
    /// Returns the role of the paragraph that a sentence stands in.
    pub fn role(&self, sentence: usize) -> Role {
        self.paragraphs[self.sentences[sentence].paragraph].role
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
    pub blocks: Vec<(Span, Role)>,
}

impl Blocks {
    /// Adds a block of words. Blanks at its ends are left out; a block of blanks adds nothing.
    pub fn push(&mut self, role: Role, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push((Span::new(start, self.text.len()), role));
    }
}
