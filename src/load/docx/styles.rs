//! The styles of a Word document: which of them make headings, titles, captions and lists.

use std::collections::HashMap;

use crate::document::Role;
use crate::load::limits::{Fault, Limits};
use crate::load::xml::{self, End, Node};

/// A style may stand on so many others.
const CHAIN: usize = 20;

/// What a document says of its styles.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: String,
    level: Option<u32>,
}

/// Reads the part with the styles, as far as it goes.
///
/// # Errors
/// It is over a limit.
pub fn read(part: &[u8], limits: &Limits) -> Result<(Styles, End), Fault> {
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut id = String::new();
    let end = xml::tour(part, limits, |node| {
        if let Node::Start(start) = node {
            let value = || start.attribute("w:val").unwrap_or_default();
            if start.name() == "w:style" {
                id = start.attribute("w:styleId").unwrap_or_default();
            }
            let style = styles.entry(id.clone()).or_default();
            match start.name() {
                "w:name" => style.name = value().to_lowercase(),
                "w:basedOn" => style.parent = value(),
                "w:outlineLvl" => style.level = value().parse().ok().filter(|level| *level < 9),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok((Styles { styles }, end))
}

impl Styles {
    /// Returns what a style makes of a paragraph, by its own name or by those it stands on.
    pub fn role(&self, id: &str) -> Option<Role> {
        let mut id = id;
        for _ in 0..CHAIN {
            let (name, level, parent) = match self.styles.get(id) {
                Some(style) => (style.name.as_str(), style.level, style.parent.as_str()),
                None => ("", None, ""),
            };
            let name = if name.is_empty() { id.to_lowercase() } else { name.to_owned() };
            match name.as_str() {
                "title" => return Some(Role::Title),
                "caption" => return Some(Role::Caption),
                "subtitle" => return Some(Role::Heading),
                name if level.is_some() || name.starts_with("heading") => return Some(Role::Heading),
                name if name.starts_with("list") => return Some(Role::List),
                _ if parent.is_empty() => return None,
                _ => id = parent,
            }
        }
        None
    }
}
