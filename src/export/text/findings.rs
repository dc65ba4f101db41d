//! What the report adds behind the passages: what was said and quoted more than once, and the facts that disagree.

use std::fmt::{Result, Write};

use crate::clean::Clean;
use crate::comparison::Comparison;
use crate::comparison::facts::facts;
use crate::export::letter::letter;
use crate::quote::Quote;
use crate::span::Span;

/// Writes the utterances that are quoted more than once, by place, each quotation with who is said to have said it.
pub(super) fn write_said(out: &mut String, comparison: &Comparison) -> Result {
    let several = comparison.utterances.iter().filter(|utterance| utterance.quotes.len() > 1);
    for (at, utterance) in several.enumerate() {
        writeln!(out, "{}", if at == 0 { "\nSaid once and quoted more than once:" } else { "" })?;
        for quote in utterance.quotes.iter().map(|quote| &comparison.quotes[*quote]) {
            let words = Clean::new(quote.span.of(&comparison.documents[quote.document].text)).to_string();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "{} {}: {words}", place(comparison, quote.document, quote.span), speaker(quote))?;
        }
    }
    Ok(())
}

/// Writes the facts that disagree, with every place where they are given.
pub(super) fn write_facts(out: &mut String, comparison: &Comparison) -> Result {
    for (at, fact) in facts(comparison).iter().enumerate() {
        if at == 0 {
            writeln!(out, "\nFacts that disagree:")?;
        }
        let reading = |(document, span): &(usize, Span)| {
            let words = Clean::new(span.of(&comparison.documents[*document].text)).to_string();
            format!("{} {words}", place(comparison, *document, *span))
        };
        let readings: Vec<String> = fact.readings.iter().map(reading).collect();
        writeln!(out, "{}: {}", fact.about.name(), readings.join(" | "))?;
    }
    Ok(())
}

fn speaker(quote: &Quote) -> String {
    match &quote.speaker {
        Some(speaker) => Clean::new(&speaker.name).to_string(),
        None => "speaker not clear".to_owned(),
    }
}

fn place(comparison: &Comparison, document: usize, span: Span) -> String {
    let paragraphs = &comparison.documents[document].paragraphs;
    let paragraph = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start) + 1;
    format!("{} ¶{paragraph}", letter(document))
}
