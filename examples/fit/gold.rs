//! Judged cases in a form that many collections can be brought into: `gold.json` beside a folder `docs`.
//!
//! `docs` in the JSON names the files in order. With `"unit": "paragraph"`, `links` (or `must`) and `ignore` (or `may`)
//! hold pairs `{"a": {"doc": 0, "par": 3}, "b": {…}}`, counted from 0; the paragraphs are runs of lines that are not
//! blank, or for each file the pairs of places in `paragraphs`. With `"unit": "char"`, `links` holds the passages that
//! one text copied from the other, as `{"a": {"doc": 0, "start": 9, "end": 99}, "b": {…}}`. Places count the
//! characters of the file before them.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::Value;
use variorum::span::Span;

use crate::story::{Case, Ink, Two, lines_together};

/// A copied passage: its place in both texts, in characters that are not blank.
pub type Copied = [(usize, Span); 2];

/// A case, and the copied passages where it is judged by those.
pub type Judged = (Case, Option<Vec<Copied>>);

/// Reads a case; where it tells of copied passages, these too.
pub fn read(folder: &Path) -> Result<Judged, Box<dyn Error>> {
    let gold: Value = serde_json::from_str(&fs::read_to_string(folder.join("gold.json"))?)?;
    let mut texts = Vec::new();
    for name in list(&gold["docs"]).iter().filter_map(Value::as_str) {
        texts.push((name.to_owned(), fs::read_to_string(folder.join("docs").join(name))?));
    }
    let divide = |at: usize, text: &str| match gold["paragraphs"].get(at) {
        Some(spans) => list(spans).iter().map(|span| in_bytes(text, &span[0], &span[1])).collect(),
        None => lines_together(text),
    };
    let mut case = Case::new(&texts, divide);
    if gold["unit"] == "char" {
        let inks: Vec<Ink> = texts.iter().map(|(_, text)| Ink::new(text)).collect();
        let end = |end: &Value| {
            let document = number(&end["doc"]);
            (document, inks[document].span(in_bytes(&texts[document].1, &end["start"], &end["end"])))
        };
        let copied = list(&gold["links"]).iter().map(|link| [end(&link["a"]), end(&link["b"])]).collect();
        return Ok((case, Some(copied)));
    }
    case.must = ["links", "must"].iter().flat_map(|key| list(&gold[*key])).map(two).collect();
    case.may = ["ignore", "may"].iter().flat_map(|key| list(&gold[*key])).map(two).collect();
    Ok((case, None))
}

fn two(link: &Value) -> Two {
    let end = |end: &Value| (number(&end["doc"]), number(&end["par"]));
    let (a, b) = (end(&link["a"]), end(&link["b"]));
    (a.min(b), a.max(b))
}

/// Returns the span between two places of a text, which are told in characters.
fn in_bytes(text: &str, start: &Value, end: &Value) -> Span {
    let byte = |place: &Value| text.char_indices().nth(number(place)).map_or(text.len(), |(byte, _)| byte);
    Span::new(byte(start), byte(end))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap_or_default() as usize
}
