//! Runs the cases in `tests/cases`: small sets of sources, and what a journalist expects to be found in them.
//!
//! A case is a text file: a first line that says what it shows, the sources (`--- a.txt` and the text), a line `===`,
//! and one expectation a line. Places are named by the label of the source and some of its words in straight marks;
//! `\u{ad}` stands for a character that cannot be seen. `CASE=name` runs one case and shows what was found.
//!
//! ```text
//! same: a "words" | b "words"       the sentences that hold these words stand in one group
//! apart: a "words" | b "words"      no two of them stand in one group
//! only: a "words"                   their group has no other source
//! quote: a "all words" kind=direct speaker="Ann Lee"   found as a quotation; speaker="-" where nobody is named
//! notspeech: a "words"              not inside anybody's speech
//! utterance: a "words" | b "words"  quotations of one thing said;  unlike: quotations of different things
//! differs: a "words" | b "words"    a change of exactly these words;  number: the same, and of numbers
//! cut: a "words" | b                words of a that b does not have;  added: a | b "words"  the other way round
//! typography: a "words" | b "words" a change of marks only
//! hidden-characters: a "w" | b "w"  a change of nothing that can be seen
//! agree: a "words" | b "words"      in one group, and nothing but typography differs
//! variants: a c "words" | b "words" a stretch with exactly these wordings, and who has them
//! moved: b "words"                  shown as standing elsewhere, as seen from the first source;  stays: not so
//! role: a "words" is=caption        the role of the paragraph
//! ```
//!
//! `todo-` before an expectation means that it does not hold yet; the day it holds, the run fails and says so.

#[path = "cases/parse.rs"]
mod parse;
#[path = "cases/show.rs"]
mod show;

use std::path::PathBuf;

use parse::{Case, Line, Place};
use variorum::comparison::rows::rows;
use variorum::comparison::{Comparison, compare};
use variorum::diff::stretches::stretches;
use variorum::diff::{Diff, Kind, Side, diff};
use variorum::load;
use variorum::span::Span;
use variorum::text::tokens::Token;

/// What was expected holds, or does not for the reason given.
type Held = Result<(), String>;

#[test]
fn every_case_holds() {
    let wanted = std::env::var("CASE").ok();
    let mut failures = String::new();
    for path in files() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if wanted.as_ref().is_some_and(|wanted| *wanted != name) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a case is UTF-8");
        let case = parse::parse(&text);
        let comparison = compared_sources(&case);
        let wrong = wrong(&comparison, &case);
        if !wrong.is_empty() || wanted.is_some() {
            let found = show::found(&comparison);
            failures += &format!("\n{name}: {}\n{}\n  found instead:\n{found}", case.shows, wrong.join("\n"));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_case_says_what_it_shows_and_expects_something() {
    for path in files() {
        let case = parse::parse(&std::fs::read_to_string(&path).expect("a case is UTF-8"));
        assert!(case.shows.ends_with('.') && !case.sources.is_empty() && !case.lines.is_empty(), "{}", path.display());
    }
}

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = std::fs::read_dir(folder).expect("the folder of cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn compared_sources(case: &Case) -> Comparison {
    compare(case.sources.iter().map(|(name, text)| load::read(name, text.as_bytes())).collect())
}

/// Returns a line for each expectation that does not hold, and for each `todo-` that does.
fn wrong(comparison: &Comparison, case: &Case) -> Vec<String> {
    let wrong = |line: &Line| match (check(comparison, line), line.todo) {
        (Ok(()), true) => Some(format!("  ! {}\n    holds now: take the todo- away", line.written)),
        (Err(why), false) => Some(format!("  ✗ {}\n    {why}", line.written)),
        _ => None,
    };
    case.lines.iter().filter_map(wrong).collect()
}

fn check(comparison: &Comparison, line: &Line) -> Held {
    let places = &line.places;
    match line.what.as_str() {
        "same" => same(comparison, places),
        "apart" => apart(comparison, places),
        "only" => places.iter().try_for_each(|place| only(comparison, place)),
        "quote" => quote(comparison, &places[0]),
        "notspeech" => places.iter().try_for_each(|place| not_speech(comparison, place)),
        "utterance" => utterance(comparison, places, true),
        "unlike" => utterance(comparison, places, false),
        "differs" => edit(comparison, places, None),
        "agree" => agree(comparison, places),
        "variants" => variants(comparison, places),
        "moved" => places.iter().try_for_each(|place| moved(comparison, place, true)),
        "stays" => places.iter().try_for_each(|place| moved(comparison, place, false)),
        "role" => role(comparison, &places[0]),
        kind => edit(comparison, places, Some(kind_of(kind).unwrap_or_else(|| panic!("unknown expectation: {kind}")))),
    }
}

/// Returns the kind of a change by its name, with a hyphen for a blank; "added" for an addition.
fn kind_of(name: &str) -> Option<Kind> {
    let name = name.replace('-', " ").replace("added", "addition");
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}

fn hold(holds: bool, why: impl FnOnce() -> String) -> Held {
    if holds { Ok(()) } else { Err(why()) }
}

fn label(comparison: &Comparison, document: usize) -> &str {
    &comparison.documents[document].source.label
}

fn document(comparison: &Comparison, place: &Place) -> usize {
    let label = place.labels.first().expect("a label");
    let found = comparison.documents.iter().position(|document| document.source.label == *label);
    found.unwrap_or_else(|| panic!("no source {label}"))
}

/// Returns the document and the span of a place; panics where the words are not there or not unique.
fn span(comparison: &Comparison, place: &Place) -> (usize, Span) {
    let at = document(comparison, place);
    let text = comparison.documents[at].text.replace('\n', " ");
    let found: Vec<usize> = text.match_indices(&place.words).map(|(start, _)| start).collect();
    let known = if place.nth == 0 { found.len() == 1 } else { place.nth <= found.len() };
    assert!(known, "“{}” stands {} times in source {}:\n{text}", place.words, found.len(), place.labels[0]);
    let start = found[place.nth.max(1) - 1];
    (at, Span::new(start, start + place.words.len()))
}

/// Returns the groups of the sentences that a place touches.
fn groups(comparison: &Comparison, place: &Place) -> Vec<usize> {
    let (document, span) = span(comparison, place);
    let sentences = comparison.documents[document].sentences.iter().enumerate();
    let touched = sentences.filter(|(_, sentence)| sentence.span.overlap(span) > 0);
    let of = |sentence: usize| {
        let holds = |passage: &variorum::document::Passage| {
            passage.document == document && passage.sentences().contains(&sentence)
        };
        let group = comparison.groups.iter().position(|group| group.passages.iter().any(holds));
        group.expect("every sentence stands in a group")
    };
    let mut groups: Vec<usize> = touched.map(|(sentence, _)| of(sentence)).collect();
    groups.dedup();
    groups
}

fn same(comparison: &Comparison, places: &[Place]) -> Held {
    let mut all: Vec<usize> = places.iter().flat_map(|place| groups(comparison, place)).collect();
    all.sort_unstable();
    all.dedup();
    hold(all.len() == 1, || format!("they stand in groups {all:?}"))
}

fn apart(comparison: &Comparison, places: &[Place]) -> Held {
    let groups: Vec<Vec<usize>> = places.iter().map(|place| groups(comparison, place)).collect();
    let shared = |n: usize| groups[n + 1..].iter().flatten().any(|group| groups[n].contains(group));
    hold(!(0..groups.len()).any(shared), || format!("they stand in groups {groups:?}"))
}

fn only(comparison: &Comparison, place: &Place) -> Held {
    let groups = groups(comparison, place);
    let shared: Vec<usize> = groups.into_iter().filter(|group| !comparison.groups[*group].is_alone()).collect();
    hold(shared.is_empty(), || format!("“{}” stands in group {shared:?}", place.words))
}

fn quote(comparison: &Comparison, place: &Place) -> Held {
    let document = document(comparison, place);
    let text = &comparison.documents[document].text;
    let is_it = |quote: &&variorum::quote::Quote| {
        quote.document == document && quote.span.of(text).replace('\n', " ") == place.words
    };
    let Some(quote) = comparison.quotes.iter().find(is_it) else { return Err("no such quotation".to_owned()) };
    place.facts.iter().try_for_each(|(name, value)| {
        let found = match name.as_str() {
            "kind" => quote.kind.name(),
            "speaker" => quote.speaker.as_ref().map_or("-", |speaker| &speaker.name),
            "marks" => &quote.marks,
            other => panic!("unknown fact: {other}"),
        };
        hold(found == value, || format!("{name} is {found}"))
    })
}

fn not_speech(comparison: &Comparison, place: &Place) -> Held {
    let (document, span) = span(comparison, place);
    let mut quotes = comparison.quotes.iter().filter(|quote| quote.document == document && quote.kind.is_speech());
    hold(!quotes.any(|quote| quote.span.overlap(span) > 0), || format!("“{}” counts as speech", place.words))
}

fn utterance(comparison: &Comparison, places: &[Place], expected: bool) -> Held {
    let mut found = Vec::new();
    for place in places {
        let (document, span) = span(comparison, place);
        let holds = |at: &usize| {
            let quote = &comparison.quotes[*at];
            quote.document == document && quote.span.overlap(span) > 0
        };
        found.push(comparison.utterances.iter().position(|utterance| utterance.quotes.iter().any(holds)));
    }
    let one = found[0].is_some() && found.iter().all(|utterance| *utterance == found[0]);
    let mut known: Vec<usize> = found.iter().copied().flatten().collect();
    let before = known.len();
    known.sort_unstable();
    known.dedup();
    hold(if expected { one } else { known.len() == before }, || format!("they stand in utterances {found:?}"))
}

/// Returns the pairs of documents, the one named first in front.
fn pairs(comparison: &Comparison) -> Vec<(usize, usize)> {
    let count = comparison.documents.len();
    (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect()
}

/// Returns the tokens of two documents in a group and what differs between them, where both stand in it.
fn compared(comparison: &Comparison, group: usize, a: usize, b: usize) -> Option<(Vec<Token>, Vec<Token>, Diff)> {
    let tokens = |document: usize| -> Vec<Token> {
        let passages = show::own(&comparison.groups[group].passages, document).into_iter();
        passages.flat_map(|passage| comparison.side(passage).tokens.to_vec()).collect()
    };
    let (base, other) = (tokens(a), tokens(b));
    let side = |document: usize, tokens| Side { text: &comparison.documents[document].text, tokens };
    let found = (!base.is_empty() && !other.is_empty()).then(|| diff(side(a, &base), side(b, &other)))?;
    Some((base, other, found))
}

/// Finds a change of exactly the words of two places, of any kind or of one.
fn edit(comparison: &Comparison, places: &[Place], kind: Option<Kind>) -> Held {
    let (a, b) = (document(comparison, &places[0]), document(comparison, &places[1]));
    let holds = (0..comparison.groups.len()).any(|group| {
        let Some((base, other, found)) = compared(comparison, group, a, b) else { return false };
        let words = |document: usize, tokens: &[Token], run: &std::ops::Range<usize>| {
            let text = &comparison.documents[document].text;
            Side { text, tokens }.span(run).of(text).replace('\n', " ")
        };
        let is_it = |edit: &variorum::diff::Edit| {
            words(a, &base, &edit.base) == places[0].words
                && words(b, &other, &edit.other) == places[1].words
                && kind.is_none_or(|kind| kind == edit.told.kind)
        };
        found.edits.iter().any(is_it)
    });
    hold(holds, || "no such change".to_owned())
}

fn agree(comparison: &Comparison, places: &[Place]) -> Held {
    same(comparison, places)?;
    let group = groups(comparison, &places[0])[0];
    let documents: Vec<usize> = places.iter().map(|place| document(comparison, place)).collect();
    let changed = |other: &usize| {
        compared(comparison, group, documents[0], *other).is_some_and(|(.., diff)| diff.changes_wording())
    };
    hold(!documents[1..].iter().any(changed), || "the wording differs".to_owned())
}

/// Finds a stretch whose variants are exactly the given ones, with exactly the given sources.
fn variants(comparison: &Comparison, places: &[Place]) -> Held {
    let expected = |place: &Place| (place.words.clone(), place.labels.clone());
    let mut expected: Vec<(String, Vec<String>)> = places.iter().map(expected).collect();
    expected.sort();
    let mut seen = Vec::new();
    for group in &comparison.groups {
        let members = &group.passages;
        let sides: Vec<Side<'_>> = members.iter().map(|passage| comparison.side(*passage)).collect();
        for stretch in stretches(&sides) {
            let show = |variant: &variorum::diff::stretches::Variant| {
                let words = variant.span.of(sides[variant.members[0]].text).replace('\n', " ");
                let labels = variant.members.iter().map(|at| label(comparison, members[*at].document).to_owned());
                (words, labels.collect())
            };
            let mut found: Vec<(String, Vec<String>)> = stretch.variants.iter().map(show).collect();
            found.sort();
            seen.push(found);
        }
    }
    hold(seen.contains(&expected), || format!("no such stretch, but {seen:?}"))
}

fn moved(comparison: &Comparison, place: &Place, expected: bool) -> Held {
    let (document, span) = span(comparison, place);
    let holds = rows(comparison, 0).iter().flat_map(|row| &row.cells[document].readings).any(|reading| {
        let touches = reading.passages.iter().any(|passage| passage.span(&comparison.documents).overlap(span) > 0);
        touches && reading.moved == expected
    });
    hold(holds, || format!("“{}” is shown the other way", place.words))
}

fn role(comparison: &Comparison, place: &Place) -> Held {
    let (document, span) = span(comparison, place);
    let document = &comparison.documents[document];
    let at = document.paragraphs.iter().position(|paragraph| paragraph.span.overlap(span) > 0);
    let role = document.paragraphs[at.expect("a paragraph")].role.name();
    hold(place.facts.iter().all(|(_, expected)| role == expected), || format!("it is a {role}"))
}
