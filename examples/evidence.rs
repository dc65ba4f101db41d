//! Prints the evidence for every candidate pair of sentences of some files as JSON, from which the model is fitted.

use std::path::PathBuf;

use variorum::align::candidates::Pairs;
use variorum::align::clue::CLUES;
use variorum::align::evidence::{Profiles, Texts, weigh};
use variorum::align::place::Places;
use variorum::align::weights::Weights;
use variorum::comparison::{compare, said};
use variorum::load;
use variorum::text::tokens::Lexicon;
use variorum::work::Work;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let comparison = compare(load::open(&paths));
    let documents = &comparison.documents;
    let mut lexicon = Lexicon::default();
    let language = |code: &Option<String>| code.clone().unwrap_or_else(|| "en".to_owned());
    let tokens: Vec<_> = documents.iter().map(|d| lexicon.tokens(d, &language(&d.source.language))).collect();
    let weights = Weights::new(&tokens, &lexicon);
    let said = said(documents.len(), &comparison.quotes, &comparison.utterances);
    let (places, work) = (Places::new(documents), Work::default());
    let profiles = Profiles::new(documents, &tokens, &places, &weights, &said, &work)?;
    let found = Pairs::find(&places, &profiles.sentences, &work)?;
    let texts = Texts { documents, tokens: &tokens, places: &places, profiles: &profiles };
    let place = |(document, sentence): (usize, usize)| {
        let span = documents[document].sentences[sentence].span;
        (document, span.start, span.end)
    };
    let pairs = weigh(
        &texts,
        &found,
        &work,
        |pair| serde_json::json!({"a": place(pair.a), "b": place(pair.b), "f": pair.values}),
    )?;
    let names: Vec<String> = CLUES.iter().map(|clue| format!("{clue:?}")).collect();
    let texts: Vec<&String> = documents.iter().map(|document| &document.text).collect();
    let all = serde_json::json!({"names": names, "texts": texts, "pairs": pairs});
    Ok(serde_json::to_writer(std::io::stdout(), &all)?)
}
