//! Prints the evidence for every candidate pair of sentences of some text files as JSON, for fitting the model.
use variorum::align::{evidence, weights::Weights};
use variorum::document::{Blocks, Role, Source};
use variorum::quote::scan;
use variorum::text::{divide, tokens::Lexicon};

fn main() {
    let mut documents = Vec::new();
    for path in std::env::args().skip(1) {
        let raw = std::fs::read_to_string(&path).expect("readable");
        let mut blocks = Blocks::default();
        for (n, block) in raw.split("\n\n").enumerate() {
            blocks.push(if n == 0 { Role::Title } else { Role::Body }, block);
        }
        documents.push(divide(Source::default(), blocks, Vec::new()));
    }
    let mut lexicon = Lexicon::default();
    let tokens: Vec<_> = documents.iter().map(|d| lexicon.tokens(d)).collect();
    let weights = Weights::new(&tokens, &lexicon);
    let quotes: Vec<Vec<_>> = documents
        .iter()
        .map(|d| d.paragraphs.iter().flat_map(|p| scan::marked(&d.text, p.span)).map(|m| m.inside).collect())
        .collect();
    let profiles = evidence::Profiles::new(&documents, &tokens, &weights, &quotes);
    let mut found = Vec::new();
    for a in 0..documents.len() {
        for b in a + 1..documents.len() {
            found.extend(evidence::gather(&documents, &tokens, &profiles, a, b));
        }
    }
    let span = |(d, s): (usize, usize)| {
        let sp = documents[d].sentences[s].span;
        (d, sp.start, sp.end)
    };
    let pairs: Vec<_> =
        found.iter().map(|e| serde_json::json!({"a": span(e.a), "b": span(e.b), "f": e.values})).collect();
    let texts: Vec<_> = documents.iter().map(|d| &d.text).collect();
    println!("{}", serde_json::json!({"names": evidence::NAMES, "texts": texts, "pairs": pairs}));
}
