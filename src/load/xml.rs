//! XML as a row of events, with limits on nesting and attributes and without document types of its own.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::decode;
use super::limits::{Fault, Limits};

/// What a reader of XML is told.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// An element ends; its name as written.
    End(&'a str),
    /// Words.
    Words(Cow<'a, str>),
}

/// The beginning of an element.
#[derive(Debug)]
pub struct Element<'a> {
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Returns its name as written, with its prefix.
    pub fn name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// Returns the value of an attribute by its name as written.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.try_get_attribute(name).ok().flatten()?;
        Some(quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }
}

/// Goes through XML and tells `visit` what is there, in order. An element without content begins and ends.
///
/// # Errors
/// The XML is broken, nested too deep, brings a document type of its own, or `visit` says so.
pub fn tour(bytes: &[u8], limits: &Limits, mut visit: impl FnMut(Node<'_>) -> Result<(), Fault>) -> Result<(), Fault> {
    let text = decode::decode(bytes, true).text;
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.allow_unmatched_ends = false;
    let mut depth = 0_u64;
    loop {
        let at = reader.buffer_position();
        let broken =
            |error: &dyn std::fmt::Display| Fault::damaged("file", format!("{error}, at byte {at} of its XML"));
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.depth {
                    return Err(Fault::count("The file is nested too deep", "depth", limits.depth));
                }
                visit(Node::Start(element(start, limits)?))?;
            }
            Event::Empty(start) => {
                let element = element(start, limits)?;
                let name = element.name().to_owned();
                visit(Node::Start(element))?;
                visit(Node::End(&name))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(end.name().into_inner()))?;
            }
            Event::Text(words) => visit(Node::Words(words.into_inner()))?,
            Event::CData(words) => visit(Node::Words(words.into_inner()))?,
            Event::GeneralRef(name) => {
                let sign = name.resolve_char_ref().map_err(|error| broken(&error))?;
                let known = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                let words = sign.map(String::from).or(known).unwrap_or_else(|| format!("&{};", &*name));
                visit(Node::Words(words.into()))?;
            }
            Event::DocType(kind) if kind.contains('[') => {
                return Err(Fault::Broken(
                    "The file brings a document type of its own, which can be made to harm the computer; it is not \
                     read. Save it again in a word processor, or look at it with --raw."
                        .to_owned(),
                ));
            }
            Event::Eof if depth > 0 => return Err(broken(&"it ends too early")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn element<'a>(start: BytesStart<'a>, limits: &Limits) -> Result<Element<'a>, Fault> {
    let most = usize::try_from(limits.attributes).unwrap_or(usize::MAX);
    if start.attributes().with_checks(false).nth(most).is_some() {
        return Err(Fault::count("An element of the file has too many attributes", "attributes", limits.attributes));
    }
    Ok(Element { start })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> Result<String, Fault> {
        let mut told = String::new();
        tour(xml.as_bytes(), &Limits::default(), |node| {
            match node {
                Node::Start(element) => {
                    told += &format!("<{}{}>", element.name(), element.attribute("a").unwrap_or_default())
                }
                Node::End(_) => told.push('/'),
                Node::Words(words) => told += &words,
            }
            Ok(())
        })?;
        Ok(told)
    }

    #[test]
    fn events_come_in_order_with_their_letters() {
        let told = told("<?xml version='1.0'?><!DOCTYPE x><p a='1 &amp; 2'>Ein&#xe9;&amp;&nix;<b/><![CDATA[<c>]]></p>");
        assert_eq!(told, Ok("<p1 & 2>Einé&&nix;<b>/<c>/".to_owned()));
    }

    #[test]
    fn bombs_and_broken_ends_are_faults() {
        let deep = format!("{}x{}", "<a>".repeat(300), "</a>".repeat(300));
        assert!(told(&deep).is_err_and(|fault| fault.to_string().contains("`depth`: 256")));
        assert!(
            told("<!DOCTYPE x [<!ENTITY a 'b'>]><p>&a;</p>")
                .is_err_and(|fault| fault.to_string().contains("type of its own"))
        );
        assert!(told("<p><b></p>").is_err() && told("<p>").is_err());
        let wide: String = (0..1100).map(|n| format!(" a{n}=''")).collect();
        assert!(told(&format!("<p{wide}/>")).is_err_and(|fault| fault.to_string().contains("`attributes`")));
    }
}
