//! Books (EPUB): the chapters in the order of reading, and what the book says of itself.

use std::collections::HashMap;

use super::archive::Archive;
use super::decode;
use super::html;
use super::job::Job;
use super::limits::Fault;
use super::piece::Reading;
use super::properties;
use super::xml::{self, Node};
use crate::document::Place;

/// Reads a book as EPUB 2 and 3 describe it.
///
/// # Errors
/// It is damaged, locked or over a limit.
pub fn read(archive: &mut Archive<'_>, job: &Job<'_>) -> Result<Reading, Fault> {
    let names = archive.names();
    let container = archive.member("META-INF/container.xml")?.unwrap_or_default();
    let mut package = None;
    let end = xml::tour(&container, &job.limits, |node| {
        if let Node::Start(start) = node
            && start.name().ends_with("rootfile")
        {
            package = package.take().or(start.attribute("full-path"));
        }
        Ok(())
    })?;
    archive.note("META-INF/container.xml", &end);
    // A damaged book may have lost its table and still hold its package.
    let package = package.or_else(|| names.iter().find(|name| name.ends_with(".opf")).cloned());
    let package = package.filter(|package| names.contains(package));
    let mut reading = Reading::new("epub");
    let chapters = match package {
        Some(package) => {
            let list = archive.member(&package)?.unwrap_or_default();
            let end = properties::read(&list, job, &mut reading)?;
            archive.note(&package, &end);
            chapters(&list, job)?.iter().map(|path| resolve(&package, path)).collect()
        }
        None => unlisted(&names, &mut reading)?,
    };
    let mut size = 0;
    let mut lost = 0;
    for (name, number) in chapters.iter().zip(1_u32..) {
        // What is left of a book is told; one chapter that is nothing but damage costs no other.
        let bytes = match archive.member(name) {
            Ok(Some(bytes)) => bytes,
            Err(over @ Fault::Over { .. }) => return Err(over),
            Ok(None) | Err(Fault::Broken(_)) => {
                lost += 1;
                continue;
            }
        };
        let mut pieces = html::whole(&decode::decode(&bytes, true).text);
        size += pieces.iter().map(|piece| piece.words.len() as u64).sum::<u64>();
        if size > job.limits.text {
            return Err(Fault::bytes("The book holds more text than can be compared", "text", job.limits.text));
        }
        if let Some(first) = pieces.first_mut() {
            first.places.insert(0, (0, Place::Chapter(number)));
        }
        reading.pieces.extend(pieces);
    }
    if names.iter().any(|name| name == "META-INF/encryption.xml") && reading.pieces.is_empty() {
        return Err(Fault::Broken(
            "The book is locked (DRM). Open a copy that is not locked, or the text itself.".to_owned(),
        ));
    }
    if lost > 0 {
        let chapters = if lost == 1 { "1 chapter".to_owned() } else { format!("{lost} chapters") };
        reading.notice(format!("{chapters} that the book lists could not be read from it. Get the book again."));
    }
    Ok(reading)
}

/// Returns what must be the chapters of a book whose list is lost, in the order of the file.
fn unlisted(names: &[String], reading: &mut Reading) -> Result<Vec<String>, Fault> {
    let is_chapter = |name: &&String| name.ends_with(".xhtml") || name.ends_with(".html") || name.ends_with(".htm");
    let chapters: Vec<String> = names.iter().filter(is_chapter).cloned().collect();
    if chapters.is_empty() {
        return Err(Fault::damaged("book", "its list of chapters is missing"));
    }
    reading.notice("The list of chapters of the book is lost; they stand in the order in which they were stored.");
    Ok(chapters)
}

/// Returns the addresses of the chapters in the order of reading.
fn chapters(list: &[u8], job: &Job<'_>) -> Result<Vec<String>, Fault> {
    let mut addresses: HashMap<String, String> = HashMap::new();
    let mut order = Vec::new();
    // Where the list breaks off was told of its part.
    let _ = xml::tour(list, &job.limits, |node| {
        if let Node::Start(start) = node {
            match start.name().rsplit(':').next().unwrap_or_default() {
                "item" => {
                    let kind = start.attribute("media-type").unwrap_or_default();
                    let is_navigation =
                        start.attribute("properties").is_some_and(|kinds| kinds.split(' ').any(|kind| kind == "nav"));
                    if kind.contains("html") && !is_navigation {
                        addresses.insert(
                            start.attribute("id").unwrap_or_default(),
                            start.attribute("href").unwrap_or_default(),
                        );
                    }
                }
                "itemref" => order.extend(start.attribute("idref")),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(order.iter().filter_map(|id| addresses.get(id).cloned()).collect())
}

/// Resolves an address in a part of the archive to the name of a member. It is only ever looked up among the members.
fn resolve(part: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<String> = part.split('/').map(str::to_owned).collect();
    parts.pop();
    for step in unescaped(address).split('/') {
        match step {
            "" | "." => {}
            ".." => drop(parts.pop()),
            step => parts.push(step.to_owned()),
        }
    }
    parts.join("/")
}

/// Replaces `%20` and the like by their letters.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = if code.is_some() { &after[2..] } else { after };
        bytes.push(code.unwrap_or(*first));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_among_the_members() {
        assert_eq!(resolve("OEBPS/book.opf", "text/one%20two.xhtml#a"), "OEBPS/text/one two.xhtml");
        assert_eq!(resolve("OEBPS/book.opf", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("book.opf", "%2e%2e/%2Fetc/x%zz"), "etc/x%zz");
    }
}
