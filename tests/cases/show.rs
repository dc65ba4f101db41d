//! Writes what was found in a case, so that a failure can be read without a debugger.

use std::fmt::Write;

use variorum::comparison::Comparison;
use variorum::diff::{Diff, Side};
use variorum::document::Passage;
use variorum::text::tokens::Token;

use super::{label, pairs};

/// Returns all that was found, as text.
pub fn found(comparison: &Comparison) -> String {
    let mut out = String::new();
    let _ = sources(&mut out, comparison);
    let _ = groups(&mut out, comparison);
    let _ = quotes(&mut out, comparison);
    let _ = utterances(&mut out, comparison);
    out
}

fn sources(out: &mut String, comparison: &Comparison) -> std::fmt::Result {
    for document in &comparison.documents {
        let source = &document.source;
        write!(out, "  source {} ({})", source.label, source.language.as_deref().unwrap_or("?"))?;
        for paragraph in &document.paragraphs {
            write!(out, " {}×{}", paragraph.role.name(), paragraph.sentences.len())?;
        }
        writeln!(out)?;
        document.notices.iter().try_for_each(|notice| writeln!(out, "    notice: {}", notice.text))?;
    }
    Ok(())
}

fn groups(out: &mut String, comparison: &Comparison) -> std::fmt::Result {
    for (at, group) in comparison.groups.iter().enumerate() {
        let alone = if group.is_alone() { ", alone" } else { "" };
        writeln!(out, "  group {at} ({:.2}{alone})", group.score)?;
        for passage in &group.passages {
            let words = passage.words(&comparison.documents);
            writeln!(out, "    {} {}", label(comparison, passage.document), words.replace('\n', "⏎"))?;
        }
        for (a, b) in pairs(comparison) {
            let shown = edits(comparison, at, a, b);
            if !shown.is_empty() {
                writeln!(out, "    {}→{}: {}", label(comparison, a), label(comparison, b), shown.join(" "))?;
            }
        }
    }
    Ok(())
}

fn edits(comparison: &Comparison, group: usize, a: usize, b: usize) -> Vec<String> {
    let Some((base, other, diff)) = super::compared(comparison, group, a, b) else { return Vec::new() };
    let show = |edit: &variorum::diff::Edit| {
        let words = |document: usize, tokens: &[Token], run: &std::ops::Range<usize>| {
            let text = &comparison.documents[document].text;
            Side { text, tokens }.span(run).of(text).to_owned()
        };
        format!("{}[{}|{}]", edit.told.kind.name(), words(a, &base, &edit.base), words(b, &other, &edit.other))
    };
    let Diff { edits, .. } = diff;
    edits.iter().map(show).collect()
}

fn quotes(out: &mut String, comparison: &Comparison) -> std::fmt::Result {
    for (at, quote) in comparison.quotes.iter().enumerate() {
        let words = quote.span.of(&comparison.documents[quote.document].text);
        let speaker = quote.speaker.as_ref().map_or("-", |speaker| &speaker.name);
        let (label, kind) = (label(comparison, quote.document), quote.kind.name());
        writeln!(out, "  quote {at} {label} \"{words}\" kind={kind} speaker=\"{speaker}\" marks={}", quote.marks)?;
    }
    Ok(())
}

fn utterances(out: &mut String, comparison: &Comparison) -> std::fmt::Result {
    comparison
        .utterances
        .iter()
        .enumerate()
        .try_for_each(|(at, utterance)| writeln!(out, "  utterance {at} of quotes {:?}", utterance.quotes))
}

/// Returns the passages of a document in a group.
pub fn own(passages: &[Passage], document: usize) -> Vec<Passage> {
    passages.iter().copied().filter(|passage| passage.document == document).collect()
}
