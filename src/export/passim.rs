//! The JSON lines of passim: the sources as it reads them, and the groups as it writes its clusters.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json::write_quietly;
use crate::comparison::Comparison;
use crate::document::Document;

/// What is said of a text wherever it or a passage of it stands. Passages of the same series are not matched by passim,
/// so that each text is its own.
#[derive(Serialize)]
struct HeadOut<'a> {
    id: &'a str,
    series: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
}

impl<'a> HeadOut<'a> {
    fn new(id: &'a str, document: &'a Document) -> Self {
        let source = &document.source;
        HeadOut { id, series: id, title: source.title.as_deref(), date: source.date.as_deref() }
    }
}

/// A text for passim to read.
#[derive(Serialize)]
struct TextOut<'a> {
    #[serde(flatten)]
    head: HeadOut<'a>,
    text: &'a str,
}

/// A passage of a cluster.
#[derive(Serialize)]
struct PassageOut<'a> {
    cluster: usize,
    size: usize,
    #[serde(flatten)]
    head: HeadOut<'a>,
    /// In characters of the text.
    begin: usize,
    end: usize,
    text: &'a str,
}

/// Writes the texts of all sources that could be read, one a line.
///
/// # Errors
///
/// Those of the writer.
pub fn write_texts(documents: &[Document], mut out: impl Write) -> io::Result<()> {
    let ids = ids(documents);
    for (document, id) in documents.iter().zip(ids).filter(|(document, _)| !document.text.is_empty()) {
        write_quietly(&TextOut { head: HeadOut::new(id, document), text: &document.text }, &mut out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes the passages of all groups of several sources, one a line; `begin` and `end` count the characters of the text
/// that [`write_texts`] writes.
///
/// # Errors
///
/// Those of the writer.
pub fn write_clusters(comparison: &Comparison, mut out: impl Write) -> io::Result<()> {
    let ids = ids(&comparison.documents);
    let characters: Vec<Characters<'_>> = comparison.documents.iter().map(Characters::new).collect();
    let shared = comparison.groups.iter().filter(|group| !group.is_alone());
    for (cluster, group) in shared.enumerate() {
        for passage in &group.passages {
            let head = HeadOut::new(ids[passage.document], &comparison.documents[passage.document]);
            let span = passage.span(&comparison.documents);
            let count = |byte| characters[passage.document].before(byte);
            let line = PassageOut {
                cluster,
                size: group.passages.len(),
                head,
                begin: count(span.start),
                end: count(span.end),
                text: passage.words(&comparison.documents),
            };
            write_quietly(&line, &mut out)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// Returns a name of its own for each source: its path, or its label where several have one path.
fn ids(documents: &[Document]) -> Vec<&str> {
    let mut paths: HashMap<&str, usize> = HashMap::new();
    documents.iter().for_each(|document| *paths.entry(&document.source.path).or_default() += 1);
    let id = |document: &'_ Document| paths[document.source.path.as_str()] == 1;
    documents
        .iter()
        .map(|document| if id(document) { document.source.path.as_str() } else { document.source.label.as_str() })
        .collect()
}

/// Counts the characters before a byte of a text, from the sentence that it lies in.
struct Characters<'a> {
    document: &'a Document,
    /// For each sentence the characters before it.
    before: Vec<usize>,
}

impl<'a> Characters<'a> {
    fn new(document: &'a Document) -> Self {
        let (mut at, mut count) = (0, 0);
        let before = document.sentences.iter().map(|sentence| {
            count += document.text[at..sentence.span.start].chars().count();
            at = sentence.span.start;
            count
        });
        Characters { document, before: before.collect() }
    }

    fn before(&self, byte: usize) -> usize {
        let sentences = &self.document.sentences;
        let next = sentences.partition_point(|sentence| sentence.span.start <= byte);
        let (start, before) = next.checked_sub(1).map_or((0, 0), |at| (sentences[at].span.start, self.before[at]));
        before + self.document.text[start..byte].chars().count()
    }
}
