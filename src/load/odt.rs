//! OpenDocument texts (ODT, FODT): the text with its notes and tables; changes, remarks and hidden words stand aside.

use std::collections::{HashMap, HashSet};

use super::archive::Archive;
use super::flow::{self, Flow, Hand};
use super::job::Job;
use super::limits::Fault;
use super::piece::{Piece, Reading};
use super::properties;
use super::xml::{self, Element, Node};
use crate::document::{Aside, Role};

/// A run of blanks is no longer than this, in characters.
const BLANKS: usize = 200;

/// Reads an OpenDocument text as ISO/IEC 26300 describes it.
///
/// # Errors
/// It is damaged, locked or over a limit.
pub fn read(archive: &mut Archive<'_>, job: &Job<'_>) -> Result<Reading, Fault> {
    let manifest = archive.member("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.windows(15).any(|window| window == b"encryption-data") {
        return Err(Fault::Broken(
            "The document is locked with a password. Open it in the program that made it, save it without one, and \
             open that."
                .to_owned(),
        ));
    }
    let mut reading = Reading::new("odt");
    let mut walk = Walk::new(job);
    if let Some(part) = archive.member("styles.xml")? {
        let end = xml::tour(&part, &job.limits, |node| walk.node(node))?;
        archive.note("styles.xml", &end);
    }
    let text = archive.member("content.xml")?.unwrap_or_default();
    let end = xml::tour(&text, &job.limits, |node| walk.node(node))?;
    walk.finish(&mut reading);
    flow::note_end(&mut reading, "document", &end)?;
    if let Some(part) = archive.member("meta.xml")? {
        let end = properties::read(&part, job, &mut reading)?;
        archive.note("meta.xml", &end);
    }
    Ok(reading)
}

/// Reads an OpenDocument text in one XML file.
///
/// # Errors
/// It is damaged or over a limit.
pub fn read_flat(job: &Job<'_>) -> Result<Reading, Fault> {
    let mut reading = Reading::new("odt");
    let mut walk = Walk::new(job);
    let end = xml::tour(job.bytes, &job.limits, |node| walk.node(node))?;
    walk.finish(&mut reading);
    flow::note_end(&mut reading, "document", &end)?;
    // Where the file breaks off was said.
    let _ = properties::read(job.bytes, job, &mut reading)?;
    Ok(reading)
}

/// What a change is, and what it took away.
#[derive(Debug, Default)]
struct Region {
    is_insertion: bool,
    hand: Hand,
    words: String,
}

/// Words that are gathered apart from the text.
#[derive(Debug)]
enum Apart {
    Comment(Hand, String),
    Note(String, String),
    Furniture(String),
    Region(String),
}

struct Walk {
    flow: Flow,
    /// The elements around the place.
    around: Vec<String>,
    apart: Vec<Apart>,
    style: String,
    parents: HashMap<String, String>,
    hidden: HashSet<String>,
    /// For each span around the place, whether it is hidden.
    spans: Vec<bool>,
    regions: HashMap<String, Region>,
    /// The insertions that are open at the place.
    inserted: Vec<String>,
    /// Paragraphs and headings open in the text.
    boxes: usize,
    furniture: Vec<String>,
}

impl Walk {
    fn new(job: &Job<'_>) -> Self {
        Walk {
            flow: Flow::new(job.tracked, job.limits),
            around: Vec::new(),
            apart: Vec::new(),
            style: String::new(),
            parents: HashMap::new(),
            hidden: HashSet::new(),
            spans: Vec::new(),
            regions: HashMap::new(),
            inserted: Vec::new(),
            boxes: 0,
            furniture: Vec::new(),
        }
    }

    fn node(&mut self, node: Node<'_>) -> Result<(), Fault> {
        match node {
            Node::Start(start) => {
                self.around.push(start.name().to_owned());
                self.start(&start)
            }
            Node::End(name) => {
                self.end(name);
                self.around.pop();
                Ok(())
            }
            Node::Words(words) => self.words(&words),
        }
    }

    fn start(&mut self, start: &Element<'_>) -> Result<(), Fault> {
        let value = |name: &str| start.attribute(name).unwrap_or_default();
        match start.name() {
            "style:style" => {
                self.style = value("style:name");
                self.parents.insert(self.style.clone(), value("style:parent-style-name"));
            }
            "style:text-properties" => {
                let white = flow::is_white(&value("fo:color"))
                    && matches!(value("fo:background-color").as_str(), "" | "transparent" | "#ffffff");
                if value("text:display") == "none" || white {
                    self.hidden.insert(self.style.clone());
                }
            }
            "style:header" | "style:footer" | "style:header-first" | "style:footer-first" | "style:header-left"
            | "style:footer-left" => self.apart.push(Apart::Furniture(String::new())),
            "text:changed-region" => {
                let id = start.attribute("xml:id").unwrap_or_else(|| value("text:id"));
                self.regions.insert(id.clone(), Region::default());
                self.apart.push(Apart::Region(id));
            }
            "text:insertion" => self.region(|region| region.is_insertion = true),
            "text:change-start" => self.open_change(value("text:change-id")),
            "text:change-end" => {
                let id = value("text:change-id");
                self.inserted.retain(|own| *own != id);
            }
            "text:change" => self.deletion(&value("text:change-id"))?,
            "office:annotation" => self.apart.push(Apart::Comment(Hand::default(), String::new())),
            "text:note" => self.apart.push(Apart::Note(String::new(), String::new())),
            "text:p" | "text:h" => self.paragraph(start),
            "text:span" => {
                let hidden = self.hidden.contains(&value("text:style-name"));
                self.spans.push(hidden);
            }
            "text:s" => {
                let count = value("text:c").parse().unwrap_or(1_usize).clamp(1, BLANKS);
                self.put(&" ".repeat(count))?;
            }
            "text:tab" => self.put("\t")?,
            "text:line-break" => self.put("\n")?,
            "text:soft-hyphen" => self.put("\u{ad}")?,
            "table:table-row" if self.apart.is_empty() => self.flow.begin_row(),
            "table:table-cell" | "table:covered-table-cell" if self.apart.is_empty() => self.flow.begin_cell(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "style:header" | "style:footer" | "style:header-first" | "style:footer-first" | "style:header-left"
            | "style:footer-left" => {
                if let Some(Apart::Furniture(words)) = self.apart.pop()
                    && !words.trim().is_empty()
                    && !self.furniture.contains(&words)
                {
                    self.furniture.push(words);
                }
            }
            "text:changed-region" => drop(self.apart.pop()),
            "office:annotation" => {
                if let Some(Apart::Comment(hand, words)) = self.apart.pop() {
                    self.flow.comment(&hand, &words);
                }
            }
            "text:note" => {
                if let Some(Apart::Note(sign, words)) = self.apart.pop() {
                    // An error is told at the next words of the text.
                    let _ = self.flow.words(&format!("[{}]", sign.trim()), None);
                    self.flow.note(sign.trim(), &words);
                }
            }
            "text:p" | "text:h" => match self.apart.last_mut() {
                Some(Apart::Comment(_, words) | Apart::Note(_, words) | Apart::Furniture(words)) => words.push('\n'),
                Some(Apart::Region(_)) => self.region(|region| region.words.push('\n')),
                None => {
                    self.boxes = self.boxes.saturating_sub(1);
                    self.flow.end();
                }
            },
            "text:span" => drop(self.spans.pop()),
            "table:table-row" if self.apart.is_empty() => self.flow.end_row(),
            _ => {}
        }
    }

    fn paragraph(&mut self, start: &Element<'_>) {
        if !self.apart.is_empty() {
            return;
        }
        if self.flow.depth() <= self.boxes {
            self.flow.begin();
        }
        self.boxes += 1;
        let style = start.attribute("text:style-name").unwrap_or_default();
        let listed = self.around.iter().any(|name| name == "text:list-item");
        match self.role(&style) {
            _ if start.name() == "text:h" => self.flow.role(Role::Heading),
            Some(role) => self.flow.role(role),
            None if listed => self.flow.role(Role::List),
            None => {}
        }
    }

    /// Returns what a style makes of a paragraph, by its own name or by those it stands on.
    fn role(&self, style: &str) -> Option<Role> {
        let mut style = style;
        for _ in 0..20 {
            match style.to_lowercase().as_str() {
                "title" => return Some(Role::Title),
                "subtitle" => return Some(Role::Heading),
                "caption" | "illustration" | "figure" => return Some(Role::Caption),
                name if name.starts_with("heading") => return Some(Role::Heading),
                _ => style = self.parents.get(style)?,
            }
        }
        None
    }

    fn words(&mut self, words: &str) -> Result<(), Fault> {
        let parent = self.around.last().cloned().unwrap_or_default();
        match parent.as_str() {
            "dc:creator" | "dc:date" => {
                let field =
                    |hand: &mut Hand| if parent == "dc:date" { hand.date += words } else { hand.author += words };
                match self.apart.last_mut() {
                    Some(Apart::Comment(hand, _)) => field(hand),
                    Some(Apart::Region(_)) => self.region(|region| field(&mut region.hand)),
                    _ => {}
                }
                Ok(())
            }
            "text:note-citation" => {
                if let Some(Apart::Note(sign, _)) = self.apart.last_mut() {
                    sign.push_str(words);
                }
                Ok(())
            }
            _ if self.around.iter().any(|name| name == "text:p" || name == "text:h") => {
                // Line ends in the file are blanks, and blanks follow each other only as elements.
                let blank = |c: char| matches!(c, ' ' | '\n' | '\r' | '\t');
                let mut plain = String::with_capacity(words.len());
                for c in words.chars() {
                    match (blank(c), plain.ends_with(' ')) {
                        (true, true) => {}
                        (true, false) => plain.push(' '),
                        (false, _) => plain.push(c),
                    }
                }
                self.put(&plain)
            }
            _ => Ok(()),
        }
    }

    /// Puts words where the place is: in the text, or with what is gathered apart.
    fn put(&mut self, words: &str) -> Result<(), Fault> {
        match self.apart.last_mut() {
            Some(Apart::Comment(_, own) | Apart::Note(_, own) | Apart::Furniture(own)) => own.push_str(words),
            Some(Apart::Region(_)) => self.region(|region| region.words.push_str(words)),
            None => {
                let change = self.inserted.last().and_then(|id| self.regions.get(id));
                return match change {
                    Some(region) => self.flow.changed(words, Aside::Inserted, &region.hand.clone()),
                    None => {
                        let hidden = self.spans.iter().any(|hidden| *hidden);
                        self.flow.words(words, hidden.then_some((Aside::Hidden, &Hand::default())))
                    }
                };
            }
        }
        Ok(())
    }

    fn region(&mut self, change: impl FnOnce(&mut Region)) {
        if let Some(Apart::Region(id)) = self.apart.last()
            && let Some(region) = self.regions.get_mut(id)
        {
            change(region);
        }
    }

    fn open_change(&mut self, id: String) {
        if self.regions.get(&id).is_some_and(|region| region.is_insertion) {
            self.flow.count(Aside::Inserted);
            self.inserted.push(id);
        }
    }

    /// Puts what was taken away at this place to it.
    fn deletion(&mut self, id: &str) -> Result<(), Fault> {
        let Some(region) = self.regions.get(id) else { return Ok(()) };
        let (words, hand) = (region.words.trim_end_matches('\n').to_owned(), region.hand.clone());
        self.flow.count(Aside::Deleted);
        self.flow.changed(&words, Aside::Deleted, &hand)
    }

    fn finish(self, reading: &mut Reading) {
        reading.pieces.extend(self.furniture.iter().map(|words| Piece::aside(Aside::Furniture, words.trim())));
        self.flow.finish(reading);
    }
}
