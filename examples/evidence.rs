//! Prints the evidence for every candidate pair of sentences of some files as JSON, from which the model is fitted.

use std::path::PathBuf;

use variorum::align::evidence::{NAMES, Profiles, gather};
use variorum::align::weights::Weights;
use variorum::comparison::compare;
use variorum::load;
use variorum::span::Span;
use variorum::text::tokens::Lexicon;

fn main() -> Result<(), serde_json::Error> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let comparison = compare(load::open(&paths, &load::Options::default()));
    let documents = &comparison.documents;
    let mut lexicon = Lexicon::default();
    let language = |code: &Option<String>| code.clone().unwrap_or_else(|| "en".to_owned());
    let tokens: Vec<_> = documents.iter().map(|d| lexicon.tokens(d, &language(&d.source.language))).collect();
    let weights = Weights::new(&tokens, &lexicon);
    let quotes: Vec<Vec<Span>> = (0..documents.len())
        .map(|id| comparison.quotes.iter().filter(|quote| quote.document == id).map(|quote| quote.span).collect())
        .collect();
    let profiles = Profiles::new(documents, &tokens, &weights, &quotes);
    let place = |(document, sentence): (usize, usize)| {
        let span = documents[document].sentences[sentence].span;
        (document, span.start, span.end)
    };
    let mut pairs = Vec::new();
    for a in 0..documents.len() {
        for b in a + 1..documents.len() {
            let found = gather(documents, &tokens, &profiles, a, b);
            pairs.extend(
                found.iter().map(|pair| serde_json::json!({"a": place(pair.a), "b": place(pair.b), "f": pair.values})),
            );
        }
    }
    let texts: Vec<&String> = documents.iter().map(|document| &document.text).collect();
    serde_json::to_writer(std::io::stdout(), &serde_json::json!({"names": NAMES, "texts": texts, "pairs": pairs}))
}
