//! How deep and how large the tree of a page would be, estimated before it is built.

use crate::load::strip;

/// Elements that never have content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "frame",
];

/// Elements that an element of the same name ends.
const ENDED: &[&str] = &["p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "optgroup"];

/// Elements that a parser opens again in every paragraph until they are closed.
const FORMATS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The size of a page's tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The deepest nesting, in levels.
    pub depth: usize,
    /// The number of elements.
    pub elements: usize,
}

/// How far a closing tag looks for its opening one, in levels.
const REACH: usize = 64;

/// Measures a page in one pass over its tags. What is not closed counts as open to the end.
pub fn measure(html: &str) -> Shape {
    let lower = html.to_ascii_lowercase();
    let mut shape = Shape::default();
    let mut open: Vec<&str> = Vec::new();
    let mut formats = 0_usize;
    let mut at = 0;
    while let Some(start) = lower[at..].find('<').map(|offset| at + offset) {
        let Some(tag) = strip::tag(&lower, start) else {
            at = start + 1;
            continue;
        };
        let Some(end) = tag.end else { break };
        at = end;
        let is_format = FORMATS.contains(&tag.name);
        if tag.closes {
            formats -= usize::from(is_format && formats > 0);
            if let Some(back) = open.iter().rev().take(REACH).position(|name| *name == tag.name) {
                open.truncate(open.len() - back - 1);
            }
        } else if !tag.name.is_empty() && !VOID.contains(&tag.name) {
            if matches!(tag.name, "script" | "style" | "textarea" | "title") {
                at = strip::past(&lower, tag.name, end);
                continue;
            }
            if ENDED.contains(&tag.name) && open.last() == Some(&tag.name) {
                open.pop();
            }
            open.push(tag.name);
            formats += usize::from(is_format);
            // Every open format is opened again inside a new block.
            shape.elements += 1 + if is_format { 0 } else { formats };
            shape.depth = shape.depth.max(open.len());
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_what_is_open_at_once() {
        assert_eq!(measure("<div><p>a</p><p>b</p></div>").depth, 2);
        assert_eq!(measure("<p>a<p>b<p>c<br><img>").depth, 1);
        assert_eq!(measure(&"<div>".repeat(900)).depth, 900);
        assert_eq!(measure("<script>\"<div><div>\"</script><b>x").depth, 1);
    }

    #[test]
    fn open_formats_count_in_every_paragraph() {
        let page = format!("{}{}", "<b id=x>".repeat(100), "<p>a</p>".repeat(100));
        assert!(measure(&page).elements > 10_000);
    }
}
