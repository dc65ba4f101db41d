//! Many sources and long ones: nothing is overlooked in the fortieth, and the cost does not grow with the square.

use std::num::NonZero;
use std::time::{Duration, Instant};

use variorum::align::Wanted;
use variorum::comparison::absence::{Absence, absence};
use variorum::comparison::rows::rows;
use variorum::comparison::{Comparison, compare, compare_with};
use variorum::document::Document;
use variorum::load;
use variorum::work::Work;

#[path = "../benches/compare/prose.rs"]
mod prose;

/// Four times the text may take so many times the time; with the square of its length it would take sixteen times.
const GROWTH: f64 = 10.0;

/// Where each of the sources has a town of its own.
const TOWNS: [&str; 39] = [
    "Alder", "Birk", "Castor", "Dunmore", "Elver", "Farrow", "Gilt", "Harrow", "Ister", "Jonas", "Kestrel", "Lomond",
    "Marl", "Norrin", "Orme", "Pell", "Quist", "Rook", "Sorrel", "Tarn", "Ulver", "Varn", "Wisp", "Yarrow", "Zand",
    "Ambler", "Bracken", "Cobb", "Dace", "Eskil", "Fenn", "Garth", "Holm", "Ivor", "Jarl", "Kell", "Lund", "Moss",
    "Nore",
];

fn text(name: &str, words: &str) -> Document {
    load::read(&format!("{name}.txt"), words.as_bytes())
}

/// Forty sources: all but the last tell the same of the toll in their own town, which is nearer to what the last one
/// tells of the bridge than the words of the first are.
fn forty() -> Vec<Document> {
    let told = |(at, town): (usize, &&str)| {
        let own = match at {
            0 => {
                "Mayor Hedda Lorne told the council of Tormund that the bridge would be torn down in spring.".to_owned()
            }
            _ => format!(
                "Mayor Hedda Lorne told the council of Tormund that the toll at the bridge would be torn down in spring \
                 at {town}.\n\nIn spring the toll comes down at the bridge, the mayor said to the council of Tormund on \
                 Friday in {town}."
            ),
        };
        let words = format!(
            "The council of Tormund met at noon on Friday, {town} wrote.\n\nMayor Hedda Lorne told the council of Tormund \
             that the bridge at {town} would stay closed.\n\nEngineers found rust in the bridge at {town}, the council of \
             Tormund was told.\n\n{own}\n"
        );
        text(town, &words)
    };
    let last =
        "In spring the bridge comes down, the mayor said to the council of Tormund on Friday.\n\nIt rained all day.\n";
    TOWNS.iter().enumerate().map(told).chain([text("last", last)]).collect()
}

/// Tells why the last source shows nothing in the row of the first one's sentence about spring, if it does not.
fn absence_of_the_last(comparison: &Comparison) -> Option<Absence> {
    let first = comparison.documents.iter().position(|document| document.text.contains("bridge would be torn down"));
    let last = comparison.documents.iter().position(|document| document.text.contains("It rained"));
    let (first, last) = (first.expect("the first source"), last.expect("the last source"));
    let rows = rows(comparison, first);
    let is_it = |row: &&variorum::comparison::rows::Row| {
        let passages = row.cells[first].readings.iter().flat_map(|reading| &reading.passages);
        passages.into_iter().any(|passage| passage.words(&comparison.documents).contains("in spring"))
    };
    let row = rows.iter().find(is_it).expect("the row about spring");
    row.cells[last].readings.is_empty().then(|| absence(comparison, row, last))
}

#[test]
fn a_counterpart_in_the_fortieth_source_is_not_told_to_be_absent() {
    let documents = forty();
    let turned: Vec<Document> = documents.iter().rev().cloned().collect();
    for documents in [documents, turned] {
        let comparison = compare(documents);
        let found = absence_of_the_last(&comparison);
        let is_found = matches!(found, None | Some(Absence::Possibly { .. }));
        assert!(is_found, "{found:?}");
        // Nor in any other source that has something like it.
        let last = comparison.documents.iter().position(|document| document.text.contains("It rained"));
        let last = last.expect("the last source");
        let own = rows(&comparison, last);
        let bridge = own.iter().find(|row| !row.cells[last].readings.is_empty()).expect("the row about the bridge");
        let absent = (0..comparison.documents.len()).filter(|source| bridge.cells[*source].readings.is_empty());
        let not_found = absent.filter(|source| absence(&comparison, bridge, *source) == Absence::NotFound).count();
        assert_eq!(not_found, 0);
    }
}

/// Compares on one thread and returns the time that took, the shorter of two.
fn time(documents: &[Document]) -> Duration {
    let once = || {
        let (documents, work) = (documents.to_vec(), Work::on(NonZero::<usize>::MIN));
        let start = Instant::now();
        let found = compare_with(documents, &Wanted::default(), &work);
        assert!(found.is_ok());
        start.elapsed()
    };
    once().min(once())
}

/// Two sources made of so many paragraphs.
type Sources = fn(usize) -> Vec<Document>;

fn nothing_in_common(paragraphs: usize) -> Vec<Document> {
    let one = prose::paragraphs(1, paragraphs).join("\n\n");
    let other: String =
        one.chars().map(|c| if c.is_ascii_lowercase() { (b'a' + (b'z' - c as u8)) as char } else { c }).collect();
    vec![text("one", &one), text("other", &other)]
}

fn all_alike(paragraphs: usize) -> Vec<Document> {
    let one = prose::paragraphs(1, paragraphs).join("\n\n");
    vec![text("one", &one), text("other", &one)]
}

fn one_long_paragraph(paragraphs: usize) -> Vec<Document> {
    let story = prose::paragraphs(1, paragraphs);
    vec![text("one", &story.join(" ")), text("other", &prose::reworded(&story, 2).join(" "))]
}

fn one_short_paragraph_over_and_over(paragraphs: usize) -> Vec<Document> {
    let one = "The ferry Alba left Morvik at noon.\n\n".repeat(3 * paragraphs);
    vec![text("one", &one), text("other", &one)]
}

fn told_again(paragraphs: usize) -> Vec<Document> {
    let story = prose::paragraphs(1, paragraphs);
    vec![text("one", &story.join("\n\n")), text("other", &prose::reworded(&story, 2).join("\n\n"))]
}

#[test]
fn four_times_the_text_takes_about_four_times_the_time() {
    let sets: [(&str, Sources); 5] = [
        ("nothing in common", nothing_in_common),
        ("all alike", all_alike),
        ("one long paragraph", one_long_paragraph),
        ("one short paragraph over and over", one_short_paragraph_over_and_over),
        ("told again", told_again),
    ];
    for (name, sources) in sets {
        let (small, large) = (time(&sources(150)), time(&sources(600)));
        let growth = large.as_secs_f64() / small.as_secs_f64();
        assert!(growth <= GROWTH, "{name}: {small:?} and {large:?}, {growth:.1} times");
    }
}
