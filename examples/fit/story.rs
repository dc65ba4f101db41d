//! Stories that people have judged: several sources, and which of their paragraphs report the same thing.
//!
//! The form of `tests/stories`, which its README describes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use variorum::document::Document;
use variorum::load;
use variorum::span::Span;

/// A paragraph, by source and place; both count from 0.
pub type Paragraph = (usize, usize);

/// Two paragraphs of different sources, the earlier source first.
pub type Two = (Paragraph, Paragraph);

/// A set of sources with what was judged of their paragraphs.
pub struct Case {
    /// The sources as the program reads them.
    pub documents: Vec<Document>,
    /// The paragraphs of each source as the judges counted them, in characters that are not blank.
    pub paragraphs: Vec<Vec<Span>>,
    /// What reports the same thing.
    pub must: BTreeSet<Two>,
    /// What may be taken so or otherwise.
    pub may: BTreeSet<Two>,
    /// The ink of each document.
    inks: Vec<Ink>,
}

impl Case {
    /// Makes a case without judgements of texts with their names; `divide` finds the paragraphs of a text in bytes.
    pub fn new(texts: &[(String, String)], divide: impl Fn(usize, &str) -> Vec<Span>) -> Case {
        let in_ink = |(at, (_, text)): (usize, &(String, String))| {
            let ink = Ink::new(text);
            divide(at, text).into_iter().map(|span| ink.span(span)).collect()
        };
        let paragraphs = texts.iter().enumerate().map(in_ink).collect();
        let documents: Vec<Document> = texts.iter().map(|(name, text)| load::read(name, text.as_bytes())).collect();
        let inks = documents.iter().map(|document| Ink::new(&document.text)).collect();
        Case { documents, paragraphs, must: BTreeSet::new(), may: BTreeSet::new(), inks }
    }

    /// Returns the middle of a span of a document, in characters that are not blank.
    pub fn middle(&self, document: usize, span: Span) -> usize {
        let ink = self.inks[document].span(span);
        (ink.start + ink.end) / 2
    }

    /// Returns the paragraph that the middle of a span lies in.
    fn paragraph(&self, document: usize, span: Span) -> Option<Paragraph> {
        let middle = self.middle(document, span);
        let at = self.paragraphs[document].iter().position(|own| own.start <= middle && middle <= own.end);
        at.map(|at| (document, at))
    }

    /// Returns the paragraphs that two spans of documents lie in.
    pub fn two(&self, a: (usize, Span), b: (usize, Span)) -> Option<Two> {
        let (a, b) = (self.paragraph(a.0, a.1)?, self.paragraph(b.0, b.1)?);
        Some((a.min(b), a.max(b)))
    }

    /// Tells whether there is such a paragraph.
    fn has(&self, (document, paragraph): Paragraph) -> bool {
        self.paragraphs.get(document).is_some_and(|own| paragraph < own.len())
    }

    /// Tells whether two paragraphs report the same thing; nothing where they may be taken so or otherwise.
    pub fn verdict(&self, two: &Two) -> Option<bool> {
        let must = self.must.contains(two);
        (must || !self.may.contains(two)).then_some(must)
    }
}

/// For each byte of a text, how many characters that are not blank stand before it: what blanks and line ends the
/// program changes does not move these.
pub struct Ink(Vec<usize>);

impl Ink {
    /// Counts the characters of a text.
    pub fn new(text: &str) -> Ink {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            before.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += usize::from(!c.is_whitespace() && c != '\u{feff}');
        }
        before.push(count);
        Ink(before)
    }

    /// Returns a span of bytes as a span of characters that are not blank.
    pub fn span(&self, span: Span) -> Span {
        let at = |byte: usize| self.0[byte.min(self.0.len() - 1)];
        Span::new(at(span.start), at(span.end))
    }
}

/// Reads a folder of texts and `links.txt`; panics with the line that is wrong.
pub fn read(folder: &Path) -> Case {
    let texts: Vec<(String, String)> = ('a'..='z')
        .map(|letter| format!("{letter}.txt"))
        .map_while(|name| fs::read_to_string(folder.join(&name)).ok().map(|text| (name, text)))
        .collect();
    let mut case = Case::new(&texts, |_, text| lines_together(text));
    let links = fs::read_to_string(folder.join("links.txt")).expect("a story has links.txt");
    for line in links.lines().filter(|line| !line.trim().is_empty()) {
        let judged = judgement(line).filter(|(_, (a, b))| a.0 < b.0 && case.has(*a) && case.has(*b));
        let Some((must, two)) = judged else { panic!("{}: {line}", folder.display()) };
        let fresh = if must { case.must.insert(two) } else { case.may.insert(two) };
        assert!(fresh && !(case.must.contains(&two) && case.may.contains(&two)), "judged twice: {line}");
    }
    case
}

/// Reads `must a3 b5  # why`.
fn judgement(line: &str) -> Option<(bool, Two)> {
    let mut words = line.split('#').next()?.split_whitespace();
    let must = match words.next()? {
        "must" => true,
        "may" => false,
        _ => return None,
    };
    let paragraph = |word: &str| {
        let letter = word.chars().next().filter(char::is_ascii_lowercase)?;
        Some((letter as usize - 'a' as usize, word[1..].parse().ok()?))
    };
    Some((must, (paragraph(words.next()?)?, paragraph(words.next()?)?)))
}

/// Returns the runs of lines that are not blank.
pub fn lines_together(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let own = Span::new(at, at + line.trim_end().len());
        let inked = !line.trim().is_empty();
        match found.last_mut() {
            Some(last) if inked && open => last.end = own.end,
            _ if inked => found.push(own),
            _ => {}
        }
        open = inked;
        at += line.len();
    }
    found
}
