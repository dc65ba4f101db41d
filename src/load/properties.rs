//! What a document's properties say of it: title, author, dates, language (Dublin Core).

use crate::load::job::Job;
use crate::load::limits::Fault;
use crate::load::piece::{Reading, one_line};
use crate::load::xml::{self, End, Node};

/// The elements with the facts, in Word documents, OpenDocument and books.
const NAMES: [&str; 8] = [
    "dc:title",
    "dc:creator",
    "dcterms:created",
    "meta:creation-date",
    "dc:date",
    "dcterms:modified",
    "dc:language",
    "dc:publisher",
];

/// Reads them, for what the text itself does not say, as far as the part goes.
///
/// # Errors
/// The part is over a limit.
pub fn read(part: &[u8], job: &Job<'_>, reading: &mut Reading) -> Result<End, Fault> {
    let mut element = String::new();
    let mut facts: [String; NAMES.len()] = Default::default();
    let end = xml::tour(part, &job.limits, |node| {
        match node {
            Node::Start(start) => element = start.name().to_owned(),
            Node::End(_) => element.clear(),
            Node::Words(words) => {
                if let Some(at) = NAMES.iter().position(|name| *name == element) {
                    let gap = if facts[at].is_empty() { "" } else { ", " };
                    facts[at] += &format!("{gap}{words}");
                }
            }
        }
        Ok(())
    })?;
    let [title, author, created, made, date, modified, language, site] =
        facts.map(|fact| Some(one_line(&fact)).filter(|fact| !fact.is_empty()));
    let source = &mut reading.told;
    source.title = source.title.take().or(title);
    source.byline = source.byline.take().or(author);
    source.date = source.date.take().or(created).or(made).or(date).or(modified);
    source.site = source.site.take().or(site);
    let code = language.and_then(|language| language.split('-').next().map(str::to_lowercase));
    source.language = source.language.take().or(code.filter(|code| matches!(code.len(), 2 | 3)));
    Ok(end)
}
