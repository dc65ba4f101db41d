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

/// How a tour ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum End {
    /// With the XML.
    Whole,
    /// Where the XML is broken: how, and where.
    Broken(String),
}

/// Goes through XML and tells `visit` what is there, in order. An element without content begins and ends; where the XML
/// breaks off, all that is open ends.
///
/// # Errors
/// The XML is nested too deep, brings a document type of its own, or `visit` says so.
pub fn tour(bytes: &[u8], limits: &Limits, mut visit: impl FnMut(Node<'_>) -> Result<(), Fault>) -> Result<End, Fault> {
    let mut open = Vec::new();
    let end = walk(bytes, limits, &mut open, &mut visit)?;
    while let Some(name) = open.pop() {
        visit(Node::End(&name))?;
    }
    Ok(end)
}

/// Goes through XML as far as it goes; `open` holds the names of the elements that are open at the end.
fn walk(
    bytes: &[u8],
    limits: &Limits,
    open: &mut Vec<String>,
    visit: &mut dyn FnMut(Node<'_>) -> Result<(), Fault>,
) -> Result<End, Fault> {
    let text = decode::decode(bytes, true).text;
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.allow_unmatched_ends = false;
    loop {
        let at = reader.buffer_position();
        let broken = |error: &dyn std::fmt::Display| Ok(End::Broken(format!("{error}, at byte {at} of its XML")));
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return broken(&error),
        };
        match event {
            Event::Start(start) => {
                if open.len() as u64 >= limits.depth {
                    return Err(Fault::count("The file is nested too deep", "depth", limits.depth));
                }
                open.push(start.name().into_inner().to_owned());
                visit(Node::Start(element(start, limits)?))?;
            }
            Event::Empty(start) => {
                let element = element(start, limits)?;
                let name = element.name().to_owned();
                visit(Node::Start(element))?;
                visit(Node::End(&name))?;
            }
            Event::End(end) => {
                open.pop();
                visit(Node::End(end.name().into_inner()))?;
            }
            Event::Text(words) => visit(Node::Words(words.into_inner()))?,
            Event::CData(words) => visit(Node::Words(words.into_inner()))?,
            Event::GeneralRef(name) => {
                let sign = match name.resolve_char_ref() {
                    Ok(sign) => sign,
                    Err(error) => return broken(&error),
                };
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
            Event::Eof if !open.is_empty() => return broken(&"it ends too early"),
            Event::Eof => return Ok(End::Whole),
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
        let end = tour(xml.as_bytes(), &Limits::default(), |node| {
            match node {
                Node::Start(element) => {
                    told += &format!("<{}{}>", element.name(), element.attribute("a").unwrap_or_default())
                }
                Node::End(_) => told.push('/'),
                Node::Words(words) => told += &words,
            }
            Ok(())
        })?;
        Ok(if end == End::Whole { told } else { told + "!" })
    }

    #[test]
    fn events_come_in_order_with_their_letters() {
        let told = told("<?xml version='1.0'?><!DOCTYPE x><p a='1 &amp; 2'>Ein&#xe9;&amp;&nix;<b/><![CDATA[<c>]]></p>");
        assert_eq!(told, Ok("<p1 & 2>Einé&&nix;<b>/<c>/".to_owned()));
    }

    #[test]
    fn what_breaks_off_ends_where_it_does() {
        for (xml, read) in [
            ("<p>one<b>two</p>three", "<p>one<b>two//!"),
            ("<p>one", "<p>one/!"),
            ("<p>one<b a='x", "<p>one/!"),
            ("<p>one&#xD800;two</p>", "<p>one/!"),
        ] {
            assert_eq!(told(xml), Ok(read.to_owned()), "{xml}");
        }
    }

    #[test]
    fn bombs_are_faults() {
        let deep = format!("{}x{}", "<a>".repeat(300), "</a>".repeat(300));
        assert!(told(&deep).is_err_and(|fault| fault.to_string().contains("`depth`: 256")));
        assert!(
            told("<!DOCTYPE x [<!ENTITY a 'b'>]><p>&a;</p>")
                .is_err_and(|fault| fault.to_string().contains("type of its own"))
        );
        let wide: String = (0..1100).map(|n| format!(" a{n}=''")).collect();
        assert!(told(&format!("<p{wide}/>")).is_err_and(|fault| fault.to_string().contains("`attributes`")));
    }
}
