//! Word documents (DOCX): the text with its notes and tables; changes, remarks and hidden words stand aside.

mod styles;

use std::collections::HashMap;

use super::archive::Archive;
use super::flow::{self, Flow, Hand};
use super::job::Job;
use super::limits::Fault;
use super::piece::{Piece, Reading};
use super::properties;
use super::xml::{self, Element, End, Node};
use crate::document::{Aside, Role};
use styles::Styles;

/// Reads a Word document as ISO/IEC 29500 describes it, strict or transitional.
///
/// # Errors
/// It is damaged or over a limit.
pub fn read(archive: &mut Archive<'_>, job: &Job<'_>) -> Result<Reading, Fault> {
    let mut reading = Reading::new("docx");
    let Some(text) = archive.member("word/document.xml")? else {
        return Err(Fault::damaged("Word document", "its text is missing"));
    };
    let styles = match archive.member("word/styles.xml")? {
        Some(part) => {
            let (styles, end) = styles::read(&part, &job.limits)?;
            archive.note("word/styles.xml", &end);
            styles
        }
        None => Styles::default(),
    };
    let comments = stories(archive, "word/comments.xml", "w:comment", job)?;
    let mut notes = stories(archive, "word/footnotes.xml", "w:footnote", job)?;
    notes.extend(
        stories(archive, "word/endnotes.xml", "w:endnote", job)?
            .into_iter()
            .map(|(id, story)| (format!("e{id}"), story)),
    );
    let names = archive.names();
    for name in names.iter().filter(|name| is_furniture(name)) {
        let part = archive.member(name)?.unwrap_or_default();
        let (words, end) = plain(&part, job)?;
        archive.note(name, &end);
        let is_new = !reading.pieces.iter().any(|piece| piece.words == words);
        if !words.is_empty() && is_new {
            reading.pieces.push(Piece::aside(Aside::Furniture, words));
        }
    }
    let mut walk = Walk::new(job, styles, comments, notes);
    let end = xml::tour(&text, &job.limits, |node| walk.node(node))?;
    walk.finish(&mut reading);
    flow::note_end(&mut reading, "Word document", &end)?;
    if let Some(part) = archive.member("docProps/core.xml")? {
        let end = properties::read(&part, job, &mut reading)?;
        archive.note("docProps/core.xml", &end);
    }
    Ok(reading)
}

fn is_furniture(name: &str) -> bool {
    name.strip_prefix("word/")
        .is_some_and(|name| (name.starts_with("header") || name.starts_with("footer")) && name.ends_with(".xml"))
}

/// A remark or a note: who wrote it, and its words.
type Story = (Hand, String);

/// Reads the remarks or the notes of a document, by their numbers.
fn stories(
    archive: &mut Archive<'_>,
    part: &str,
    element: &str,
    job: &Job<'_>,
) -> Result<HashMap<String, Story>, Fault> {
    let Some(bytes) = archive.member(part)? else { return Ok(HashMap::new()) };
    let mut found: HashMap<String, Story> = HashMap::new();
    let (mut id, mut in_words) = (String::new(), false);
    let end = xml::tour(&bytes, &job.limits, |node| {
        match node {
            Node::Start(start) if start.name() == element => {
                id = start.attribute("w:id").unwrap_or_default();
                // Lines that part notes from the text are no notes.
                let is_line = start.attribute("w:type").is_some_and(|kind| kind != "normal");
                if !is_line {
                    found.insert(id.clone(), (hand(&start), String::new()));
                }
            }
            Node::Start(start) => in_words = start.name() == "w:t",
            Node::End("w:p") => {
                if let Some(story) = found.get_mut(&id) {
                    story.1.push('\n');
                }
            }
            Node::End(_) => in_words = false,
            Node::Words(words) if in_words => {
                if let Some(story) = found.get_mut(&id) {
                    story.1.push_str(&words);
                }
            }
            Node::Words(_) => {}
        }
        Ok(())
    })?;
    archive.note(part, &end);
    found.retain(|_, story| !story.1.trim().is_empty());
    Ok(found)
}

/// Returns the words of a part without anything else.
fn plain(part: &[u8], job: &Job<'_>) -> Result<(String, End), Fault> {
    let mut words = String::new();
    let mut in_words = false;
    let end = xml::tour(part, &job.limits, |node| {
        match node {
            Node::Start(start) => match start.name() {
                "w:tab" | "w:br" => words.push('\t'),
                name => in_words = name == "w:t",
            },
            Node::End("w:p") => words.push('\n'),
            Node::End(_) => in_words = false,
            Node::Words(own) if in_words => words.push_str(&own),
            Node::Words(_) => {}
        }
        Ok(())
    })?;
    Ok((words.trim().to_owned(), end))
}

fn hand(element: &Element<'_>) -> Hand {
    Hand {
        author: element.attribute("w:author").unwrap_or_default(),
        date: element.attribute("w:date").unwrap_or_default(),
    }
}

struct Walk {
    flow: Flow,
    styles: Styles,
    comments: HashMap<String, Story>,
    notes: HashMap<String, Story>,
    /// The notes that the text points to, in order.
    pointed: Vec<String>,
    changes: Vec<(Aside, Hand)>,
    /// Inside `w:pPr`, `w:rPr`: what they say is of the paragraph or of the run.
    in_paragraph: bool,
    in_run: bool,
    hidden: bool,
    in_words: bool,
    /// How many text boxes are open, one inside a paragraph of the other.
    boxes: usize,
    /// How deep inside something that is said twice or is no text.
    passed_over: usize,
}

impl Walk {
    fn new(job: &Job<'_>, styles: Styles, comments: HashMap<String, Story>, notes: HashMap<String, Story>) -> Self {
        Walk {
            flow: Flow::new(job.tracked, job.limits),
            styles,
            comments,
            notes,
            pointed: Vec::new(),
            changes: Vec::new(),
            in_paragraph: false,
            in_run: false,
            hidden: false,
            in_words: false,
            boxes: 0,
            passed_over: 0,
        }
    }

    fn node(&mut self, node: Node<'_>) -> Result<(), Fault> {
        match node {
            Node::Start(start) if self.passed_over > 0 || is_passed_over(start.name()) => {
                self.passed_over += 1;
                Ok(())
            }
            Node::End(_) if self.passed_over > 0 => {
                self.passed_over -= 1;
                Ok(())
            }
            Node::Start(start) => self.start(&start),
            Node::End(name) => {
                self.end(name);
                Ok(())
            }
            Node::Words(words) if self.in_words => self.words(&words),
            Node::Words(_) => Ok(()),
        }
    }

    fn start(&mut self, start: &Element<'_>) -> Result<(), Fault> {
        let value = |name: &str| start.attribute(name).unwrap_or_default();
        let is_on = !matches!(value("w:val").as_str(), "0" | "false" | "off" | "none");
        match start.name() {
            // One that is open beyond those around the boxes waits to go on here.
            "w:p" if self.flow.depth() > self.boxes => {}
            "w:p" => self.flow.begin(),
            "w:txbxContent" => self.boxes += 1,
            "w:pPr" => self.in_paragraph = true,
            "w:r" => self.hidden = false,
            "w:rPr" => self.in_run = true,
            "w:pStyle" => self.flow_role(&value("w:val")),
            "w:outlineLvl" if self.in_paragraph && value("w:val") != "9" => self.flow.role(Role::Heading),
            "w:numPr" if self.in_paragraph => self.flow.role(Role::List),
            "w:vanish" | "w:webHidden" if self.in_run && !self.in_paragraph => self.hidden |= is_on,
            "w:color" if self.in_run && !self.in_paragraph => self.hidden |= flow::is_white(&value("w:val")),
            // White letters on a dark ground can be seen.
            "w:shd" | "w:highlight" if self.in_run => self.hidden = false,
            "w:ins" | "w:moveTo" if self.in_paragraph => self.flow.end_changed(Aside::Inserted),
            "w:del" | "w:moveFrom" if self.in_paragraph => self.flow.end_changed(Aside::Deleted),
            "w:ins" | "w:moveTo" => self.change(Aside::Inserted, hand(start)),
            "w:del" | "w:moveFrom" => self.change(Aside::Deleted, hand(start)),
            "w:t" | "w:delText" => self.in_words = true,
            "w:tab" if !self.in_paragraph => self.words("\t")?,
            "w:br" | "w:cr" if value("w:type").is_empty() || value("w:type") == "textWrapping" => self.words("\n")?,
            "w:noBreakHyphen" => self.words("\u{2011}")?,
            "w:softHyphen" => self.words("\u{ad}")?,
            "w:sym" => self.words(&symbol(&value("w:char")))?,
            "w:commentReference" => {
                if let Some((hand, words)) = self.comments.remove(&value("w:id")) {
                    self.flow.comment(&hand, &words);
                }
            }
            "w:footnoteReference" => self.point(value("w:id"))?,
            "w:endnoteReference" => self.point(format!("e{}", value("w:id")))?,
            "w:tr" => self.flow.begin_row(),
            "w:tc" => self.flow.begin_cell(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "w:p" => self.flow.end(),
            "w:txbxContent" => self.boxes = self.boxes.saturating_sub(1),
            "w:pPr" => self.in_paragraph = false,
            "w:rPr" => self.in_run = false,
            "w:t" | "w:delText" => self.in_words = false,
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" if !self.in_paragraph => {
                self.changes.pop();
            }
            "w:tr" => self.flow.end_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) -> Result<(), Fault> {
        match self.changes.last() {
            Some((change, hand)) => self.flow.changed(words, *change, hand),
            None => self.flow.words(words, self.hidden.then_some((Aside::Hidden, &Hand::default()))),
        }
    }

    fn change(&mut self, change: Aside, hand: Hand) {
        self.flow.count(change);
        self.changes.push((change, hand));
    }

    fn flow_role(&mut self, style: &str) {
        if let Some(role) = self.styles.role(style) {
            self.flow.role(role);
        }
    }

    /// Puts the sign of a note into the text.
    fn point(&mut self, id: String) -> Result<(), Fault> {
        self.pointed.push(id);
        let sign = format!("[{}]", self.pointed.len());
        self.words(&sign)
    }

    fn finish(mut self, reading: &mut Reading) {
        for (n, id) in self.pointed.iter().enumerate() {
            if let Some((_, words)) = self.notes.remove(id) {
                self.flow.note(&(n + 1).to_string(), &words);
            }
        }
        // Remarks that the text does not point to are remarks all the same.
        let mut rest: Vec<Story> = self.comments.into_values().collect();
        rest.sort_by(|one, other| one.1.cmp(&other.1));
        for (hand, words) in &rest {
            self.flow.comment(hand, words);
        }
        self.flow.finish(reading);
    }
}

/// Elements whose words are no text, or are the text once more for older programs.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "mc:Fallback"
            | "w:instrText"
            | "w:delInstrText"
            | "w:fldData"
            | "w:sectPr"
            | "w:pPrChange"
            | "w:rPrChange"
            | "w:docPartObj"
    )
}

/// Returns the sign of a symbol font by its number.
fn symbol(number: &str) -> String {
    let number = u32::from_str_radix(number, 16).unwrap_or(0);
    match number {
        0xf0b7 | 0xf0a7 => "•".to_owned(),
        0xf000..=0xf0ff => char::from_u32(number & 0xff)
            .filter(char::is_ascii_graphic)
            .map_or_else(|| "\u{fffd}".to_owned(), String::from),
        _ => char::from_u32(number).map(String::from).unwrap_or_default(),
    }
}
