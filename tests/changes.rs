//! A table of wordings, `changes.txt`, with the kind and the weight of each change as a careful editor tells them.

use variorum::diff::{Side, diff};
use variorum::document::{Blocks, Role, Source};
use variorum::text::divide;
use variorum::text::tokens::Lexicon;

/// So many of the pairs must be told right, of a hundred.
const RIGHT: usize = 95;

/// Fewer pairs than this say little.
const PAIRS: usize = 120;

#[test]
#[expect(clippy::print_stdout, reason = "what is wrong is read under --nocapture")]
fn changes_are_told_as_an_editor_would() {
    let table = include_str!("changes.txt");
    let lines: Vec<&str> = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let mut wrong = Vec::new();
    for line in &lines {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [language, base, other, expected] = cells[..] else { panic!("not four cells: {line}") };
        let (found, shown) = told(language, base, other);
        if found != expected {
            wrong.push(format!("{line}\n    found {found}: {shown}"));
        }
    }
    println!("{} of {} pairs are told right", lines.len() - wrong.len(), lines.len());
    wrong.iter().for_each(|line| println!("{line}"));
    assert!(lines.len() >= PAIRS, "only {} pairs", lines.len());
    assert!((lines.len() - wrong.len()) * 100 >= lines.len() * RIGHT, "{}", wrong.join("\n"));
}

/// Returns the kind and weight of each change, and the words of each.
fn told(language: &str, base: &str, other: &str) -> (String, String) {
    let mut lexicon = Lexicon::default();
    let documents = [base, other].map(|text| {
        let mut blocks = Blocks::default();
        blocks.push(Role::Body, text);
        divide(Source { language: Some(language.to_owned()), ..Source::default() }, blocks, Vec::new())
    });
    let tokens = [0, 1].map(|at: usize| lexicon.tokens(&documents[at], language));
    let side = |at: usize| Side { text: &documents[at].text, tokens: tokens[at].all() };
    let (base, other) = (side(0), side(1));
    let edits = diff(base, other).edits;
    let name = |edit: &variorum::diff::Edit| format!("{} {}", edit.told.kind.name(), edit.told.weight.name());
    let words = |edit: &variorum::diff::Edit| {
        format!("[{}|{}]", base.span(&edit.base).of(base.text), other.span(&edit.other).of(other.text))
    };
    let list = edits.iter().map(name).collect::<Vec<_>>().join(", ");
    let found = if edits.is_empty() { "none".to_owned() } else { list };
    (found, edits.iter().map(words).collect::<Vec<_>>().join(" "))
}
