//! From blocks of words to a document: its language, its sentences, its tokens.

pub mod common;
pub mod dateline;
pub mod form;
pub mod given;
pub mod language;
pub mod numbers;
pub mod phrases;
pub mod sentences;
mod token;
pub mod tokens;

use crate::document::{Block, Blocks, Document, Notice, Paragraph, Sentence, Source};

/// Divides blocks into paragraphs and sentences and notes the language, if the source names none itself.
pub fn divide(mut source: Source, blocks: Blocks, notices: Vec<Notice>) -> Document {
    let Blocks { text, blocks, places } = blocks;
    if source.language.is_none() {
        source.language = language::detect(&text).map(str::to_owned);
    }
    let language = source.language.as_deref().unwrap_or("en");
    let mut document = Document { source: Source::default(), places, notices, ..Document::default() };
    for Block { span, role, aside } in blocks {
        let first = document.sentences.len();
        let paragraph = document.paragraphs.len();
        let found = sentences::split(span.of(&text), language).into_iter();
        document.sentences.extend(found.map(|inner| Sentence {
            span: crate::span::Span::new(span.start + inner.start, span.start + inner.end),
            paragraph,
        }));
        document.paragraphs.push(Paragraph { span, role, aside, sentences: first..document.sentences.len() });
    }
    document.source = source;
    document.text = text;
    document
}
