//! A comparison as plain text that reads from top to bottom: for pipes, for logs, for screen readers.

mod findings;

use std::fmt::Write;

use super::letter::letter;
use crate::clean::Clean;
use crate::comparison::Comparison;
use crate::comparison::absence::{Absence, absence};
use crate::comparison::rows::{Mark, Reading, Row, rows};
use crate::diff::{Kind, Shape};
use crate::document::{Document, Passage};
use crate::span::Span;

/// Of missing words no more than so many are written out.
const MISSING: usize = 12;

/// Writes a comparison as seen from a lead source. What was found in a document passes the gate of [`Clean`], so
/// nothing in it can steer a terminal.
pub fn to_text(comparison: &Comparison, lead: usize) -> String {
    let mut out = String::new();
    let rows = rows(comparison, lead);
    // Writing to a string cannot fail.
    let _ = write_sources(&mut out, &comparison.documents, lead);
    let _ = write_summary(&mut out, comparison, &rows);
    for row in rows.iter().filter(|row| !row.clutter) {
        let _ = write_row(&mut out, comparison, row);
    }
    let _ = findings::write_said(&mut out, comparison);
    let _ = findings::write_facts(&mut out, comparison);
    let _ = write_clutter(&mut out, comparison, &rows);
    out
}

fn write_sources(out: &mut String, documents: &[Document], lead: usize) -> std::fmt::Result {
    for (at, document) in documents.iter().enumerate() {
        let source = &document.source;
        let mark = if at == lead && documents.len() > 1 { " (lead)" } else { "" };
        write!(out, "{} = {}{mark}", letter(at), Clean::new(&source.label))?;
        for fact in [&source.title, &source.byline, &source.site, &source.date].into_iter().flatten() {
            write!(out, " · {}", Clean::new(fact))?;
        }
        if let Some(fetch) = &source.fetch {
            write!(out, " · {}, fetched {}", Clean::new(&fetch.address), Clean::new(&fetch.time))?;
        }
        writeln!(out)?;
        for notice in &document.notices {
            writeln!(out, "    {} {}", if notice.trouble { "not read:" } else { "note:" }, Clean::new(&notice.text))?;
        }
    }
    Ok(())
}

fn write_summary(out: &mut String, comparison: &Comparison, rows: &[Row]) -> std::fmt::Result {
    let shared = rows.iter().filter(|row| !row.is_alone()).count();
    let same = rows.iter().filter(|row| row.agrees()).count();
    let said = comparison.utterances.len();
    writeln!(out)?;
    writeln!(
        out,
        "Passages that stand in several sources: {shared}, word for word: {same}. Said once and quoted more than once: {said}."
    )?;
    writeln!(
        out,
        "[-words of the lead that are missing here-]  {{+words that the lead does not have+}}  ~words that differ~  #numbers that differ#"
    )
}

fn write_row(out: &mut String, comparison: &Comparison, row: &Row) -> std::fmt::Result {
    writeln!(out)?;
    let alone = row.is_alone();
    let crossed = comparison.is_crossed(row.group);
    let possibly = comparison.possible_of(row.group).next().is_some();
    for (document, cell) in row.cells.iter().enumerate() {
        for reading in &cell.readings {
            let sign = match (alone, reading.moved) {
                (true, _) if comparison.clustered => " in no cluster:",
                (true, _) if crossed => "",
                (true, _) if possibly => " no sure counterpart found:",
                (true, _) => " no counterpart found:",
                (_, true) if reading.unseen => {
                    " (elsewhere in its text; the same but for characters that cannot be seen)"
                }
                (_, true) => " (elsewhere in its text)",
                _ if reading.unseen => " (the same but for characters that cannot be seen)",
                _ => "",
            };
            let words =
                if document == row.base { plain(comparison, reading) } else { marked(comparison, row, reading) };
            writeln!(out, "{} ¶{}{sign} {words}", letter(document), comparison.paragraph(reading.passages[0]))?;
        }
    }
    let also = (0..row.cells.len()).filter_map(|source| {
        let also = comparison.see_also(row.group, source);
        let also: Vec<String> = also.iter().map(|paragraph| format!("¶{paragraph}")).collect();
        (!also.is_empty()).then(|| format!("{} {}", letter(source), also.join(", ")))
    });
    write_list(out, "see also", &also.collect::<Vec<_>>(), " · ")?;
    let absent = (0..row.cells.len()).filter(|at| row.cells[*at].readings.is_empty());
    let absent: Vec<(usize, Absence)> = absent.map(|at| (at, absence(comparison, row, at))).collect();
    let possibly = absent.iter().filter_map(|(at, absence)| match absence {
        Absence::Possibly { passage, score } => {
            Some(format!("{} ¶{} ({score:.2})", letter(*at), comparison.paragraph(*passage)))
        }
        _ => None,
    });
    write_list(out, "possibly", &possibly.collect::<Vec<_>>(), " · ")?;
    for (told, words) in [(Absence::NotFound, "no counterpart found in"), (Absence::NotSearched, "not known in")] {
        let so = absent.iter().filter(|(_, absence)| !alone && *absence == told);
        write_list(out, words, &so.map(|(at, _)| letter(*at)).collect::<Vec<_>>(), ", ")?;
    }
    Ok(())
}

/// Writes a line under a row, unless there is nothing to list.
fn write_list(out: &mut String, what: &str, items: &[String], between: &str) -> std::fmt::Result {
    if items.is_empty() { Ok(()) } else { writeln!(out, "  {what} {}", items.join(between)) }
}

fn plain(comparison: &Comparison, reading: &Reading) -> String {
    let words = |passage: &Passage| Clean::new(passage.words(&comparison.documents)).to_string();
    reading.passages.iter().map(words).collect::<Vec<_>>().join(" … ")
}

/// Writes the words of a reading with its differences in marks.
fn marked(comparison: &Comparison, row: &Row, reading: &Reading) -> String {
    let base = comparison.documents[row.base].text.as_str();
    let mut passages = Vec::new();
    for passage in &reading.passages {
        let span = passage.span(&comparison.documents);
        let text = &comparison.documents[passage.document].text;
        let mut out = String::new();
        let mut at = span.start;
        for mark in reading.marks.iter().filter(|mark| span.contains(mark.span)) {
            out.push_str(Clean::new(&text[at..mark.span.start]).as_str());
            let is_cut = mark.told.shape == Shape::Missing;
            if is_cut && !out.is_empty() && !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
            out.push_str(&inline(mark, text, base));
            at = mark.span.end;
            if is_cut && text[at..span.end].starts_with(char::is_alphanumeric) {
                out.push(' ');
            }
        }
        out.push_str(Clean::new(&text[at..span.end]).as_str());
        passages.push(out);
    }
    passages.join(" … ")
}

fn inline(mark: &Mark, text: &str, base: &str) -> String {
    let words = Clean::new(mark.span.of(text));
    match (mark.told.kind, mark.told.shape) {
        (kind, _) if kind.is_typography() => words.to_string(),
        (_, Shape::Added) => format!("{{+{words}+}}"),
        (_, Shape::Missing) => format!("{words}[-{}-]", missing(mark.instead, base)),
        (Kind::Number, _) => format!("#{words}#"),
        _ => format!("~{words}~"),
    }
}

/// Returns the words of the base that are missing, of many only the first and the last: they stand in full above.
fn missing([first, last]: [Span; 2], base: &str) -> String {
    let whole =
        if first == last { first.of(base).to_owned() } else { format!("{} … {}", first.of(base), last.of(base)) };
    let words: Vec<&str> = whole.split_whitespace().collect();
    let shown = match words.len() {
        0 => "…".to_owned(),
        few if few <= MISSING => words.join(" "),
        _ => format!("{} … {}", words[..MISSING / 2].join(" "), words[words.len() - MISSING / 2..].join(" ")),
    };
    Clean::new(&shown).to_string()
}

fn write_clutter(out: &mut String, comparison: &Comparison, rows: &[Row]) -> std::fmt::Result {
    let mut first = true;
    for row in rows.iter().filter(|row| row.clutter) {
        for (document, reading) in
            row.cells.iter().enumerate().flat_map(|(at, c)| c.readings.iter().map(move |r| (at, r)))
        {
            if first {
                writeln!(out, "\nPage clutter:")?;
                first = false;
            }
            writeln!(out, "{} {}", letter(document), plain(comparison, reading))?;
        }
    }
    Ok(())
}
