//! Times the way of a text through the program: load, match, diff, rows, plan, draw.

use std::hint::black_box;
use std::num::NonZero;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, SamplingMode, criterion_group, criterion_main};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use variorum::align::{Sources, Wanted, align};
use variorum::app::message::Message;
use variorum::app::plan::plan;
use variorum::app::update::update;
use variorum::app::{App, Options, Size};
use variorum::cli::demo::STORIES;
use variorum::comparison::judged::judged;
use variorum::comparison::rows::rows;
use variorum::comparison::{Comparison, compare, said};
use variorum::diff::stretches::stretches;
use variorum::diff::{Side, diff};
use variorum::document::Document;
use variorum::load;
use variorum::quote::Quote;
use variorum::quote::find::find;
use variorum::quote::utterance::utterances;
use variorum::text::tokens::{Lexicon, Tokens};
use variorum::theme::Theme;
use variorum::ui::paint::{Depth, paint};
use variorum::ui::sheet;
use variorum::work::Work;

#[path = "compare/files.rs"]
mod files;
#[path = "compare/prose.rs"]
mod prose;

const SCREEN: Size = Size { width: 200, height: 60 };

fn main_story() -> Vec<Document> {
    STORIES[0].read()
}

/// Twelve tellings of one story of 200 paragraphs.
fn twelve() -> Vec<Document> {
    let story = prose::paragraphs(1, 200);
    (0..12).map(|n| text(&n.to_string(), &prose::reworded(&story, n + 2).join("\n\n"))).collect()
}

/// Two tellings of half a megabyte each.
fn pair() -> Vec<Document> {
    let story = files::bytes(1, 500_000);
    vec![text("one", &story.join("\n\n")), text("two", &prose::reworded(&story, 2).join("\n\n"))]
}

fn text(name: &str, words: &str) -> Document {
    load::read(&format!("{name}.txt"), words.as_bytes())
}

/// Begins a group whose benches are short.
fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_millis(800));
    group.sampling_mode(SamplingMode::Flat);
    group
}

fn loading(criterion: &mut Criterion) {
    let mut group = group(criterion, "load");
    let page = files::page(&files::bytes(1, 830_000));
    let wrapped = files::hard_wrapped(&files::bytes(1, 500_000));
    assert!(page.len() > 1_000_000 && wrapped.len() > 499_000, "{} {}", page.len(), wrapped.len());
    for story in STORIES {
        group.bench_function(story.name, |bench| bench.iter(|| story.read()));
    }
    group.bench_function("page of 1 MB", |bench| bench.iter(|| load::read("page.html", page.as_bytes())));
    group.bench_function("wrapped text of 500 KB", |bench| bench.iter(|| load::read("a.txt", wrapped.as_bytes())));
}

fn matching(criterion: &mut Criterion) {
    let mut group = group(criterion, "match");
    let sets = [("story", main_story()), ("12 sources of 200 paragraphs", twelve()), ("pair of 500 KB", pair())];
    for (name, documents) in sets {
        group.bench_function(name, |bench| {
            bench.iter_batched(|| documents.clone(), compare, BatchSize::PerIteration);
        });
    }
}

/// The worst that may be named: two sources of half a megabyte each.
fn worst() -> Vec<(&'static str, Vec<Document>)> {
    let story = files::bytes(1, 500_000);
    let whole = story.join("\n\n");
    // Each letter as the one that stands as far from the end of the alphabet: words as long, and none in common.
    let turned = |c: char| if c.is_ascii_lowercase() { (b'a' + (b'z' - c as u8)) as char } else { c };
    let strange: String = whole.chars().map(turned).collect();
    let long = files::bytes(1, 600_000);
    let words = long.iter().map(|words| words.split(' ').count()).sum::<usize>();
    assert!(words > 90_000, "{words}");
    let copies = "The ferry Alba left Morvik at noon.\n\n".repeat(10_000);
    vec![
        ("nothing in common", vec![text("one", &whole), text("two", &strange)]),
        ("everything alike", vec![text("one", &whole), text("two", &whole)]),
        (
            "one paragraph of 100000 words",
            vec![text("one", &long.join(" ")), text("two", &prose::reworded(&long, 2).join(" "))],
        ),
        ("10000 copies of one paragraph", vec![text("one", &copies), text("two", &copies)]),
    ]
}

fn worst_cases(criterion: &mut Criterion) {
    let mut group = group(criterion, "worst");
    for (name, documents) in worst() {
        group.bench_function(name, |bench| {
            bench.iter_batched(|| documents.clone(), compare, BatchSize::PerIteration);
        });
    }
}

/// What was read of a set, before anything is found in it.
struct Read {
    documents: Vec<Document>,
    lexicon: Lexicon,
    tokens: Vec<Tokens>,
}

impl Read {
    fn new(documents: Vec<Document>) -> Read {
        let mut lexicon = Lexicon::default();
        let tokens = documents.iter().map(|document| lexicon.tokens(document, "en")).collect();
        Read { documents, lexicon, tokens }
    }

    fn quotes(&self) -> Vec<Vec<Quote>> {
        let of = |(id, document)| find(id, document, &self.tokens[id], &self.lexicon, "en");
        self.documents.iter().enumerate().map(of).collect()
    }
}

/// Quotations, utterances and changes beside matching: the first three together are meant to cost no more than the last.
fn quoting(criterion: &mut Criterion) {
    let mut group = group(criterion, "quotes");
    let sets = [("story", main_story()), ("12 sources of 200 paragraphs", twelve()), ("pair of 500 KB", pair())];
    for (name, documents) in sets {
        let (wanted, work) = (Wanted::default(), Work::on(NonZero::<usize>::MIN));
        let comparison = compare(documents.clone());
        let read = Read::new(documents);
        let found = read.quotes();
        let all: Vec<Quote> = found.into_iter().flatten().collect();
        group.bench_function(format!("find: {name}"), |bench| bench.iter(|| read.quotes()));
        group.bench_function(format!("utterances: {name}"), |bench| {
            bench.iter(|| utterances(&read.tokens, &all, &work))
        });
        group.bench_function(format!("changes and facts: {name}"), |bench| bench.iter(|| judged(&comparison).count()));
        let Read { documents, tokens, lexicon } = &read;
        let told = utterances(tokens, &all, &work).unwrap_or_default();
        let said = said(documents.len(), &all, &told);
        let sources = Sources { documents, tokens, lexicon, said: &said };
        group.bench_function(format!("match: {name}"), |bench| {
            bench.iter(|| align(sources, &wanted, &work));
        });
    }
}

/// Two wordings with their tokens.
struct Pair {
    documents: [Document; 2],
    tokens: [Tokens; 2],
}

impl Pair {
    fn new(one: &[String], other: &[String]) -> Pair {
        let mut lexicon = Lexicon::default();
        let documents = [one, other].map(|words| text("a", &words.join("\n\n")));
        let tokens = [0, 1].map(|n| lexicon.tokens(&documents[n], "en"));
        Pair { documents, tokens }
    }

    fn sides(&self) -> [Side<'_>; 2] {
        [0, 1].map(|n| Side { text: &self.documents[n].text, tokens: self.tokens[n].all() })
    }
}

fn diffing(criterion: &mut Criterion) {
    let mut group = group(criterion, "diff");
    let (short, long) = (prose::paragraphs(1, 1), prose::paragraphs(1, 442));
    let words = long.iter().map(|words| words.split(' ').count()).sum::<usize>();
    assert!((19_500..20_500).contains(&words), "{words}");
    let strange: Vec<String> = long.iter().map(|words| words.to_uppercase().chars().rev().collect()).collect();
    let pairs = [
        ("paragraph", Pair::new(&short, &[short[0].replace(" the ", " no ").replace("er", "ing")])),
        ("20000 words, identical", Pair::new(&long, &long)),
        ("20000 words, edited", Pair::new(&long, &prose::reworded(&long, 2))),
        ("20000 words, nothing in common", Pair::new(&long, &strange)),
    ];
    for (name, pair) in &pairs {
        let [one, other] = pair.sides();
        group.bench_function(format!("two: {name}"), |bench| bench.iter(|| diff(black_box(one), black_box(other))));
        let members = [one, other, one];
        group.bench_function(format!("stretches: {name}"), |bench| bench.iter(|| stretches(black_box(&members))));
    }
}

fn open(comparison: Comparison) -> App {
    let mut app = App::new(comparison, Options::default());
    update(&mut app, Message::Resize(SCREEN));
    app
}

fn drawing(criterion: &mut Criterion) {
    let mut group = group(criterion, "screen");
    let theme = Theme::named("dark").expect("a theme that is built in");
    for (name, documents) in [("story", main_story()), ("12 sources", twelve())] {
        let app = open(compare(documents));
        let mut cells = Buffer::empty(Rect::new(0, 0, SCREEN.width as u16, SCREEN.height as u16));
        group.bench_function(format!("rows: {name}"), |bench| bench.iter(|| rows(&app.comparison, 0)));
        group.bench_function(format!("plan: {name}"), |bench| bench.iter(|| plan(&app)));
        group.bench_function(format!("sheet: {name}"), |bench| bench.iter(|| sheet(&app)));
        group.bench_function(format!("draw: {name}"), |bench| {
            bench.iter(|| paint(&sheet(&app), &theme, Depth::True, &mut cells));
        });
    }
}

criterion_group!(benches, loading, matching, worst_cases, quoting, diffing, drawing);
criterion_main!(benches);
