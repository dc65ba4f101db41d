//! Whole stories in several languages, held against what an editor says of their paragraphs.

#[path = "../examples/fit/story.rs"]
mod story;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use story::{Case, Two};
use variorum::comparison::{Comparison, compare};
use variorum::document::{Document, Passage};
use variorum::load;

/// The least share of the pairs of paragraphs brought together that must be right, over all stories.
const PRECISION: f64 = 0.80;

/// The least share of the right pairs of paragraphs that must be brought together.
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
    let mut changes = Changes::default();
    for documents in stories() {
        let turned: Vec<Document> = documents.iter().rev().cloned().collect();
        let mut shifted = documents.clone();
        shifted.rotate_left(1);
        let links = links(documents);
        [turned, shifted].into_iter().for_each(|other| changes.count(&links, &self::links(other)));
    }
    changes.assert_at_most(0.0);
}

#[test]
fn the_names_of_the_sources_change_no_link() {
    let mut changes = Changes::default();
    for documents in stories() {
        let renamed = documents.iter().enumerate().map(|(at, document)| {
            let first = ["zeta", "alpha", "mu", "eta"][at % 4];
            load::read(&format!("{first}-{at}-wire.txt"), document.text.as_bytes())
        });
        let renamed = renamed.collect();
        changes.count(&links(documents), &links(renamed));
    }
    changes.assert_at_most(0.0);
}

#[test]
fn a_source_about_something_else_changes_next_to_no_link() {
    let mut changes = Changes::default();
    let stories = stories();
    for (at, own) in stories.iter().enumerate() {
        let stranger = stories[(at + 1) % stories.len()][0].clone();
        let foreign = stranger.text.clone();
        let mut found = links(own.iter().cloned().chain([stranger]).collect());
        found.retain(|((a, _), (b, _))| *a != foreign && *b != foreign);
        changes.count(&links(own.clone()), &found);
    }
    changes.assert_at_most(CHANGED);
}

/// Links that were found before a change and after it, over all stories.
#[derive(Default)]
struct Changes {
    links: usize,
    changed: usize,
    examples: Vec<(String, String)>,
}

impl Changes {
    fn count(&mut self, before: &BTreeSet<(Words, Words)>, after: &BTreeSet<(Words, Words)>) {
        self.links += before.len();
        let changed = before.symmetric_difference(after);
        let changed: Vec<_> = changed.map(|((_, a), (_, b))| (a.clone(), b.clone())).collect();
        self.changed += changed.len();
        self.examples.extend(changed.into_iter().take(1));
    }

    fn assert_at_most(&self, share: f64) {
        assert!(self.links > 200, "only {} links", self.links);
        assert!(
            self.changed as f64 <= share * self.links as f64,
            "{} of {} links changed, as {:#?}",
            self.changed,
            self.links,
            self.examples
        );
    }
}

/// A place by the text of its source and its words, whatever the source is called and wherever it stands.
type Words = (String, String);

/// Returns the links with the words they join, the smaller words first.
fn links(documents: Vec<Document>) -> BTreeSet<(Words, Words)> {
    let comparison = compare(documents);
    let documents = &comparison.documents;
    let words = |passage: Passage| (documents[passage.document].text.clone(), passage.words(documents).to_owned());
    let inside = comparison.links.iter().map(|link| (words(link.a), words(link.b)));
    let across = comparison.crossings.iter().map(|crossing| (words(crossing.own), words(crossing.other)));
    inside.chain(across).map(|(a, b)| if a <= b { (a, b) } else { (b, a) }).collect()
}

/// Returns the pairs of paragraphs of which some sentences stand in one group, or correspond across groups.
fn together(comparison: &Comparison, case: &Case) -> BTreeSet<Two> {
    let place = |passage: Passage| (passage.document, passage.span(&comparison.documents));
    let mut found = BTreeSet::new();
    for group in &comparison.groups {
        for (at, a) in group.passages.iter().enumerate() {
            let others = group.passages[at + 1..].iter().filter(|b| b.document != a.document);
            found.extend(others.filter_map(|b| case.two(place(*a), place(*b))));
        }
    }
    let across = comparison.crossings.iter();
    found.extend(across.filter_map(|crossing| case.two(place(crossing.own), place(crossing.other))));
    found
}

fn stories() -> Vec<Vec<Document>> {
    folders().iter().map(|folder| story::read(folder).documents).collect()
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
