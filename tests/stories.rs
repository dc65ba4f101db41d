//! Whole stories in several languages, held against what an editor says of their paragraphs.

#[path = "../examples/fit/story.rs"]
mod story;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use story::{Case, Two};
use variorum::comparison::{Comparison, compare};
use variorum::document::{Document, Passage};
use variorum::load;

/// The least share of the pairs of paragraphs in common groups that must be right, over all stories.
const PRECISION: f64 = 0.78;

/// The least share of the right pairs of paragraphs that must stand in common groups.
const RECALL: f64 = 0.32;

/// The largest share of the links between some sources that may change with what does not concern them.
const CHANGED: f64 = 0.01;

#[test]
fn enough_paragraphs_are_brought_together_and_few_wrongly() {
    let (mut right, mut wrong, mut wanted) = (0, 0, 0);
    for folder in folders() {
        let case = story::read(&folder);
        let found = together(&compare(case.documents.clone()), &case);
        let own = found.intersection(&case.must).count();
        assert!(own > 0, "{}: nothing right was found", folder.display());
        right += own;
        wrong += found.iter().filter(|two| case.verdict(two) == Some(false)).count();
        wanted += case.must.len();
    }
    let (precision, recall) = (right as f64 / (right + wrong) as f64, right as f64 / wanted as f64);
    assert!(
        precision >= PRECISION && recall >= RECALL,
        "precision {precision:.3} (floor {PRECISION}), recall {recall:.3} (floor {RECALL})"
    );
}

#[test]
fn every_story_has_sources_and_judgements() {
    let folders = folders();
    assert!(folders.len() >= 16, "only {} stories", folders.len());
    for folder in folders {
        let case = story::read(&folder);
        assert!(case.documents.len() > 2 && !case.must.is_empty() && !case.may.is_empty(), "{}", folder.display());
        assert!(case.paragraphs.iter().all(|own| own.len() > 4), "{}", folder.display());
    }
}

#[test]
fn the_order_of_the_sources_changes_no_link() {
    for name in STABLE {
        let documents = documents(name);
        let turned: Vec<Document> = documents.iter().rev().cloned().collect();
        let mut shifted = documents.clone();
        shifted.rotate_left(1);
        let links = links(documents);
        [turned, shifted].into_iter().for_each(|other| assert_stable(name, &links, &self::links(other)));
    }
}

#[test]
fn the_names_of_the_sources_change_no_link() {
    for name in STABLE {
        let documents = documents(name);
        let renamed = documents.iter().enumerate().map(|(at, document)| {
            let name = format!("{}-wire.txt", ["zeta", "alpha", "mu", "eta"][at]);
            load::read(&name, document.text.as_bytes())
        });
        assert_stable(name, &links(documents.clone()), &links(renamed.collect()));
    }
}

#[test]
fn a_source_about_something_else_changes_next_to_no_link() {
    for (name, other) in STABLE.into_iter().zip(STABLE.into_iter().rev()) {
        let own = documents(name);
        let stranger = documents(other).swap_remove(0);
        let foreign = stranger.text.clone();
        let with = own.iter().cloned().chain([stranger]).collect();
        let mut found = links(with);
        found.retain(|((a, _), (b, _))| *a != foreign && *b != foreign);
        assert_stable(name, &links(own), &found);
    }
}

/// The stories whose links are compared under changes.
const STABLE: [&str; 2] = ["harbour-ferry", "de-ruecktritt"];

/// A place by the text of its source and its words, whatever the source is called and wherever it stands.
type Words = (String, String);

/// Returns the links with the words they join, the smaller words first.
fn links(documents: Vec<Document>) -> BTreeSet<(Words, Words)> {
    let comparison = compare(documents);
    let documents = &comparison.documents;
    let words = |passage: Passage| (documents[passage.document].text.clone(), passage.words(documents).to_owned());
    let ends = comparison.links.iter().map(|link| (words(link.a), words(link.b)));
    ends.map(|(a, b)| if a <= b { (a, b) } else { (b, a) }).collect()
}

fn assert_stable(name: &str, before: &BTreeSet<(Words, Words)>, after: &BTreeSet<(Words, Words)>) {
    let changed = before.symmetric_difference(after).count();
    assert!(before.len() > 10, "{name}: only {} links", before.len());
    assert!(
        changed as f64 <= CHANGED * before.len() as f64,
        "{name}: {changed} of {} links changed, as {:#?}",
        before.len(),
        before.symmetric_difference(after).map(|((_, a), (_, b))| (a, b)).take(3).collect::<Vec<_>>()
    );
}

/// Returns the pairs of paragraphs of which some sentences stand in one group.
fn together(comparison: &Comparison, case: &Case) -> BTreeSet<Two> {
    let documents = &comparison.documents;
    let mut found = BTreeSet::new();
    for group in &comparison.groups {
        for (at, a) in group.passages.iter().enumerate() {
            for b in group.passages[at + 1..].iter().filter(|b| b.document != a.document) {
                found.extend(case.two((a.document, a.span(documents)), (b.document, b.span(documents))));
            }
        }
    }
    found
}

fn documents(name: &str) -> Vec<Document> {
    story::read(&root().join(name)).documents
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root()).expect("the folder of stories");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}
