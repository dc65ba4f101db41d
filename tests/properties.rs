//! Promises that must hold for any set of sources: nothing is lost, spans fit, the order of the sources does not matter.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;

use proptest::prelude::*;
use serde_json::Value;
use variorum::align::{Links, Wanted};
use variorum::app::cell::CUT;
use variorum::app::collation::{collate, wordings};
use variorum::clean::Clean;
use variorum::comparison::rows::{Row, rows};
use variorum::comparison::{Comparison, compare, compare_with};
use variorum::diff::stretches::{Stretch, stretches};
use variorum::diff::{Side, diff};
use variorum::document::{Document, Passage};
use variorum::export::{json, text};
use variorum::load;
use variorum::quote::{Kind, Quote};
use variorum::span::Span;
use variorum::text::tokens::{Lexicon, Token};
use variorum::work::Work;

/// Sentences of three stories, some of them near each other in wording, in several languages and scripts.
const POOL: &[&str] = &[
    "The night ferry to Ostrava Bay ran aground on a sandbank with 212 passengers on board.",
    "A night ferry with 221 passengers ran aground on a sandbank off Ostrava Bay.",
    "“We felt the keel scrape and then everything went quiet,” said Lotte Brandsma, a nurse.",
    "“We felt the keel scrape, and everything went quiet”, nurse Lotte Brandsma told the radio.",
    "Nobody was hurt.",
    "Nobody was hurt.",
    "The captain, Piet Oosting, did not comment.",
    "The captain commented: 'I did what the pilot told me.'",
    "Read more about ferries here",
    "Divers will examine the hull on Thursday, the harbour office said.",
    "On Thursday divers will examine the hull, according to the harbour office.",
    "Die Nachtfähre lief mit 212 Menschen an Bord auf eine Sandbank.",
    "„Wir spürten den Kiel kratzen“, sagte die Krankenschwester Lotte Brandsma.",
    "« Nous avons senti la quille racler », a raconté l’infirmière Lotte Brandsma.",
    "渡し船が砂州に乗り上げ、二百十二人が一夜を明かした。「静かだった」と看護師は話した。",
    "Паром сел на мель, на борту было 212 человек.",
    "The bakery on Rue Morel has sold its last loaf, its owner said.",
    "Its owner said that the bakery on Rue Morel had sold its last loaf!",
    "A café, a ﬁsh shop and a cafe\u{301} remain — for now…",
    "- 3,500 loaves a week",
    "THE END",
];

/// One sentence, as it stands in the pool or damaged: a word doubled, dropped, replaced, or odd characters put in.
fn sentence() -> impl Strategy<Value = String> {
    let damage = prop_oneof![6 => Just(0), 1 => Just(1), 1 => Just(2), 1 => Just(3)];
    (0..POOL.len(), damage, any::<prop::sample::Index>(), "\\PC{0,8}").prop_map(|(at, damage, place, odd)| {
        let mut words: Vec<&str> = POOL[at].split(' ').collect();
        let place = place.index(words.len());
        match damage {
            1 => drop(words.remove(place)),
            2 => words.insert(place, odd.as_str()),
            3 => words[place] = odd.as_str(),
            _ => {}
        }
        words.join(" ")
    })
}

/// A text of up to nine sentences in paragraphs.
fn story() -> impl Strategy<Value = String> {
    prop::collection::vec((sentence(), prop::bool::weighted(0.4)), 0..9).prop_map(|sentences| {
        let part = |(words, ends): (String, bool)| words + if ends { "\n\n" } else { " " };
        sentences.into_iter().map(part).collect()
    })
}

fn stories() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(story(), 1..5)
}

/// The documents of some texts; the label of each is its place in the list.
fn documents(texts: &[String]) -> Vec<Document> {
    let name = |at: usize| format!("{}.txt", char::from(b'a' + at as u8));
    texts.iter().enumerate().map(|(at, text)| load::read(&name(at), text.as_bytes())).collect()
}

/// A quotation of all that a document says.
fn whole(at: usize, document: &Document) -> Quote {
    let first = document.sentences.first().map_or(0, |sentence| sentence.span.start);
    let last = document.sentences.last().map_or(0, |sentence| sentence.span.end);
    Quote {
        document: at,
        span: Span::new(first, last),
        marks: String::new(),
        kind: Kind::Direct,
        speaker: None,
        cue: None,
    }
}

fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A passage by the label of its source.
fn named(documents: &[Document], passage: Passage) -> (String, usize, usize) {
    (documents[passage.document].source.label.clone(), passage.first, passage.end)
}

/// What was found, without the order of the sources: groups, links and utterances by label and place.
#[derive(Debug, PartialEq)]
struct Found {
    groups: BTreeSet<Vec<(String, usize, usize)>>,
    links: BTreeMap<Vec<(String, usize, usize)>, String>,
    utterances: BTreeSet<Vec<(String, usize, usize)>>,
}

fn found(comparison: &Comparison) -> Found {
    let documents = &comparison.documents;
    let set = |passages: &mut dyn Iterator<Item = Passage>| {
        let mut named: Vec<_> = passages.map(|passage| named(documents, passage)).collect();
        named.sort();
        named
    };
    let quote = |at: &usize| {
        let quote = &comparison.quotes[*at];
        (documents[quote.document].source.label.clone(), quote.span.start, quote.span.end)
    };
    Found {
        groups: comparison.groups.iter().map(|group| set(&mut group.passages.iter().copied())).collect(),
        links: comparison.links.iter().map(|l| (set(&mut [l.a, l.b].into_iter()), format!("{:.4}", l.score))).collect(),
        utterances: comparison.utterances.iter().map(|utterance| sorted(utterance.quotes.iter().map(quote))).collect(),
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort();
    items
}

/// Every sentence of every document, once.
fn all_sentences(documents: &[Document]) -> Vec<(usize, usize)> {
    let of = |(at, document): (usize, &Document)| (0..document.sentences.len()).map(move |sentence| (at, sentence));
    documents.iter().enumerate().flat_map(of).collect()
}

fn sentences<'a>(passages: impl Iterator<Item = &'a Passage>) -> Vec<(usize, usize)> {
    sorted(passages.flat_map(|passage| passage.sentences().map(|sentence| (passage.document, sentence))))
}

/// Both sides are rebuilt exactly: edits are in order and in bounds, and what lies between them agrees.
fn check_diff(base: Side<'_>, other: Side<'_>) -> Result<(), TestCaseError> {
    let found = diff(base, other);
    let (mut b, mut o) = (0, 0);
    let ends = (base.tokens.len(), other.tokens.len());
    let runs = found.edits.iter().map(|edit| (edit.base.clone(), edit.other.clone()));
    for (left, right) in runs.chain(std::iter::once((ends.0..ends.0, ends.1..ends.1))) {
        prop_assert!(b <= left.start && left.start <= left.end && left.end <= ends.0, "base out of order");
        prop_assert!(o <= right.start && right.start <= right.end && right.end <= ends.1, "other out of order");
        prop_assert_eq!(left.start - b, right.start - o);
        for (one, two) in base.tokens[b..left.start].iter().zip(&other.tokens[o..right.start]) {
            prop_assert_eq!(one.form, two.form);
            prop_assert_eq!(one.span().of(base.text), two.span().of(other.text));
        }
        (b, o) = (left.end, right.end);
    }
    prop_assert!(found.edits.iter().all(|edit| !edit.base.is_empty() || !edit.other.is_empty()));
    prop_assert_eq!(found.edits.is_empty(), exact(base) == exact(other));
    Ok(())
}

fn exact<'a>(side: Side<'a>) -> Vec<&'a str> {
    side.tokens.iter().map(|token| token.span().of(side.text)).collect()
}

/// Spans fit their texts, and the variants share out the members.
fn check_stretch(members: &[Side<'_>], stretch: &Stretch) -> Result<(), TestCaseError> {
    prop_assert_eq!(stretch.spans.len(), members.len());
    for (member, span) in members.iter().zip(&stretch.spans) {
        prop_assert!(span.start <= span.end && member.text.get(span.start..span.end).is_some(), "span does not fit");
    }
    let shared = sorted(stretch.variants.iter().flat_map(|variant| variant.members.iter().copied()));
    prop_assert_eq!(shared, (0..members.len()).collect::<Vec<_>>());
    for variant in &stretch.variants {
        prop_assert_eq!(variant.span, stretch.spans[variant.members[0]]);
        let tokens = members[variant.members[0]].tokens;
        for piece in variant.pieces.iter().filter(|piece| !piece.is_empty()) {
            prop_assert!(variant.span.contains(*piece));
            prop_assert!(tokens.iter().any(|token| token.span().start == piece.start), "words that are no member's");
        }
    }
    prop_assert_eq!(stretch.variants[0].members[0], 0, "the base's wording comes first");
    Ok(())
}

/// Stretches come in order, and outside them all members read exactly the same.
fn check_stretches(members: &[Side<'_>]) -> Result<(), TestCaseError> {
    let found = stretches(members);
    found.iter().try_for_each(|stretch| check_stretch(members, stretch))?;
    prop_assert!(found.windows(2).all(|pair| pair[0].spans[0].end <= pair[1].spans[0].start), "stretches overlap");
    let outside = |at: usize| -> Vec<&str> {
        let is_free = |token: &&Token| !found.iter().any(|stretch| stretch.spans[at].contains(token.span()));
        members[at].tokens.iter().filter(is_free).map(|token| token.span().of(members[at].text)).collect()
    };
    for at in 1..members.len() {
        prop_assert_eq!(outside(0), outside(at));
    }
    Ok(())
}

fn check_rows(comparison: &Comparison, rows: &[Row]) -> Result<(), TestCaseError> {
    let readings = || {
        rows.iter()
            .flat_map(|row| row.cells.iter().enumerate())
            .flat_map(|(at, cell)| cell.readings.iter().map(move |reading| (at, reading)))
    };
    let shown = sentences(readings().flat_map(|(_, reading)| &reading.passages));
    prop_assert_eq!(shown, all_sentences(&comparison.documents), "a sentence is not shown exactly once");
    for (at, reading) in readings() {
        prop_assert!(reading.passages.iter().all(|passage| passage.document == at), "a passage in another's cell");
        for mark in &reading.marks {
            prop_assert!(comparison.documents[at].text.get(mark.span.start..mark.span.end).is_some(), "mark misfits");
        }
    }
    Ok(())
}

/// Every mark of a difference lies in one passage of its reading, so that whoever draws passages draws every mark.
fn check_marks(comparison: &Comparison, rows: &[Row]) -> Result<(), TestCaseError> {
    for reading in rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.readings) {
        for mark in &reading.marks {
            let holds = |passage: &Passage| passage.span(&comparison.documents).contains(mark.span);
            prop_assert!(reading.passages.iter().any(holds), "{mark:?} lies in no passage of {reading:?}");
        }
    }
    Ok(())
}

/// Collects every object that has a `start` and an `end`, with the source that it points into.
fn places(value: &Value, source: Option<u64>, found: &mut Vec<(u64, u64, u64)>) {
    let own = value.get("source").and_then(Value::as_u64).or(source);
    let number = |name: &str| value.get(name).and_then(Value::as_u64);
    if let (Some(source), Some(start), Some(end)) = (own, number("start"), number("end")) {
        found.push((source, start, end));
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| places(item, own, found)),
        Value::Object(fields) => fields.values().for_each(|field| places(field, own, found)),
        _ => {}
    }
}

fn check_json(comparison: &Comparison) -> Result<(), TestCaseError> {
    let mut written = Vec::new();
    json::write_json(comparison, &mut written).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let root: Value = serde_json::from_slice(&written).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let mut found = Vec::new();
    places(&root, None, &mut found);
    for (at, source) in root["sources"].as_array().into_iter().flatten().enumerate() {
        for paragraph in source["paragraphs"].as_array().into_iter().flatten() {
            places(paragraph, Some(at as u64), &mut found);
            let bounds = |value: &Value| (value["start"].as_u64(), value["end"].as_u64());
            let (start, end) = bounds(paragraph);
            let inside = |sentence: &Value| start <= bounds(sentence).0 && bounds(sentence).1 <= end;
            prop_assert!(paragraph["sentences"].as_array().into_iter().flatten().all(inside), "outside its paragraph");
        }
    }
    for (source, start, end) in found {
        let text = &comparison.documents[source as usize].text;
        prop_assert!(text.get(start as usize..end as usize).is_some(), "{start}..{end} does not fit source {source}");
    }
    Ok(())
}

/// Twelve sources of eighty sentences each, none in the order of another.
fn many() -> Vec<String> {
    let sentence = |source: usize, at: usize| POOL[(at * (2 * source + 1) + source) % POOL.len()];
    let end = |at: usize| if at % 3 == 2 { "\n\n" } else { " " };
    (0..12).map(|source| (0..80).map(|at| sentence(source, at).to_owned() + end(at)).collect()).collect()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let on = |threads: usize| {
        let work = Work::on(NonZero::new(threads).expect("a thread at least"));
        compare_with(documents(&many()), &Wanted::default(), &work).expect("nobody gives up")
    };
    let one = on(1);
    assert!(one.links.len() > 1000, "{} links are too few to share", one.links.len());
    for threads in [2, 3, 7] {
        let more = on(threads);
        assert!(one.links == more.links && one.groups == more.groups, "{threads} threads find other links");
        assert!(one.quotes == more.quotes && one.utterances == more.utterances, "{threads} threads find other quotes");
    }
}

#[test]
fn work_that_was_given_up_has_no_outcome() {
    let work = Work::default();
    work.give_up();
    assert!(compare_with(documents(&many()), &Wanted::default(), &work).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn groups_partition_the_sentences(texts in stories()) {
        let comparison = compare(documents(&texts));
        let grouped = sentences(comparison.groups.iter().flat_map(|group| &group.passages));
        prop_assert_eq!(grouped, all_sentences(&comparison.documents));
        for (document, text) in comparison.documents.iter().zip(&texts) {
            prop_assert_eq!(document.fault(), None);
            prop_assert_eq!(ink(&document.text), ink(text));
        }
        for quote in &comparison.quotes {
            prop_assert!(!quote.span.of(&comparison.documents[quote.document].text).is_empty());
        }
    }

    #[test]
    fn wordings_under_each_other_keep_every_word_in_its_order(
        texts in prop::collection::vec(story(), 2..6),
        room in 12..120usize,
        light in any::<bool>(),
    ) {
        let mut comparison = compare(documents(&texts));
        comparison.quotes = comparison.documents.iter().enumerate().map(|(at, document)| whole(at, document)).collect();
        let wordings = wordings(&comparison, &(0..comparison.quotes.len()).collect::<Vec<_>>());
        let labels: Vec<String> = (1..=wordings.len()).map(|number| format!("#{number}")).collect();
        let lines = collate(&comparison, &wordings, &labels, room, light);
        for (wording, label) in wordings.iter().zip(&labels) {
            let own = lines.iter().filter(|line| line.pieces.first().is_some_and(|first| first.text.as_str() == label));
            let pieces = own.flat_map(|line| &line.pieces[1..]);
            // A sign stands where another wording has words.
            let words = pieces.map(|piece| match piece.look.mark {
                "diff.cut" => piece.text.as_str().trim_start_matches(CUT),
                _ => piece.text.as_str(),
            });
            // A mark that its letter does not stand before in the same piece is drawn on a circle.
            let bare = |text: &str| ink(text).replace('◌', "");
            prop_assert_eq!(bare(&words.collect::<String>()), bare(Clean::new(wording.text).as_str()));
        }
    }

    #[test]
    fn the_order_of_the_sources_changes_nothing(texts in stories(), turn in 0..4usize) {
        let given = found(&compare(documents(&texts)));
        let mut turned = documents(&texts);
        turned.reverse();
        turned.rotate_left(turn % texts.len());
        prop_assert_eq!(given, found(&compare(turned)));
    }

    #[test]
    fn what_the_reader_rules_holds(texts in stories(), picks in prop::collection::vec(any::<[prop::sample::Index; 4]>(), 1..5)) {
        let documents = documents(&texts);
        let all = all_sentences(&documents);
        prop_assume!(!all.is_empty());
        let passage = |pick: &prop::sample::Index| {
            let (document, first) = *pick.get(&all);
            Passage { document, first, end: first + 1 }
        };
        let mut wanted = Wanted::default();
        let mut together = Vec::new();
        let mut apart = Vec::new();
        for [a, b, c, d] in picks.iter().map(|four| four.each_ref().map(passage)) {
            wanted.rulings.must_link(a, b);
            together.push((a, b));
            wanted.rulings.must_not_link(c, d);
            apart.push((c, d));
        }
        let found = compare_with(documents, &wanted, &Work::default()).expect("nobody gives up");
        let grouped = sentences(found.groups.iter().flat_map(|group| &group.passages));
        prop_assert_eq!(grouped, all_sentences(&found.documents));
        let of = |passage: Passage| {
            let holds = |other: &Passage| other.document == passage.document && other.sentences().contains(&passage.first);
            found.groups.iter().position(|group| group.passages.iter().any(holds))
        };
        for (a, b) in apart.iter().filter(|(a, b)| a != b) {
            prop_assert_ne!(of(*a), of(*b), "what must stay apart stands together");
        }
        let refused = |a: Passage, b: Passage| {
            let (x, y) = ((a.document, a.first), (b.document, b.first));
            found.refused.contains(&(x.min(y), x.max(y)))
        };
        for (a, b) in &together {
            prop_assert!(of(*a) == of(*b) || refused(*a, *b), "what belongs together stands apart, and nobody says so");
        }
        prop_assert!(found.refused.is_empty() || !apart.is_empty());
    }

    #[test]
    fn all_links_are_at_least_those_of_the_groups(texts in stories()) {
        let all = Wanted { links: Links::All, ..Wanted::default() };
        let all = compare_with(documents(&texts), &all, &Work::default()).expect("nobody gives up");
        let given = compare(documents(&texts));
        prop_assert_eq!(&given.groups, &all.groups);
        prop_assert!(given.links.iter().all(|link| all.links.contains(link)));
        prop_assert!(all.links.windows(2).all(|two| (two[0].a, two[0].b) <= (two[1].a, two[1].b)));
    }

    #[test]
    fn another_label_changes_nothing(texts in stories()) {
        let given = compare(documents(&texts));
        let mut renamed = documents(&texts);
        renamed.iter_mut().for_each(|document| document.source.label.insert_str(0, "zz "));
        let renamed = compare(renamed);
        prop_assert_eq!(&given.groups, &renamed.groups);
        prop_assert_eq!(&given.links, &renamed.links);
        prop_assert_eq!(&given.utterances, &renamed.utterances);
    }

    #[test]
    fn a_diff_rebuilds_both_sides(a in story(), b in story(), c in story()) {
        let documents = documents(&[a, b, c]);
        let mut lexicon = Lexicon::default();
        let tokens: Vec<_> = documents.iter().map(|document| lexicon.tokens(document, "en")).collect();
        let side = |at: usize| Side { text: &documents[at].text, tokens: tokens[at].all() };
        check_diff(side(0), side(1))?;
        check_diff(side(1), side(0))?;
        check_diff(side(0), side(0))?;
        check_stretches(&[side(0), side(1), side(2)])?;
    }

    #[test]
    fn a_diff_of_many_numbers_rebuilds_both_sides(a in figures(), b in figures()) {
        let documents = documents(&[a, b]);
        let mut lexicon = Lexicon::default();
        let tokens: Vec<_> = documents.iter().map(|document| lexicon.tokens(document, "en")).collect();
        let side = |at: usize| Side { text: &documents[at].text, tokens: tokens[at].all() };
        check_diff(side(0), side(1))?;
    }

    #[test]
    fn near_wordings_are_laid_side_by_side(wordings in near_wordings()) {
        let documents = documents(&wordings);
        let mut lexicon = Lexicon::default();
        let tokens: Vec<_> = documents.iter().map(|document| lexicon.tokens(document, "en")).collect();
        let sides: Vec<Side<'_>> =
            documents.iter().zip(&tokens).map(|(d, tokens)| Side { text: &d.text, tokens: tokens.all() }).collect();
        sides.iter().try_for_each(|other| check_diff(sides[0], *other))?;
        check_stretches(&sides)?;
    }

    #[test]
    fn rows_show_every_sentence_once(texts in stories()) {
        let comparison = compare(documents(&texts));
        for lead in 0..texts.len() {
            check_rows(&comparison, &rows(&comparison, lead))?;
        }
    }

    #[test]
    fn exports_lose_nothing(texts in stories(), lead in any::<prop::sample::Index>()) {
        let comparison = compare(documents(&texts));
        check_json(&comparison)?;
        let written = without_missing(&ink(&text::to_text(&comparison, lead.index(texts.len()))));
        // What marks a difference; and a letter joined to what is not shown beside it is drawn on a circle.
        let bare = |text: &str| ink(text).replace(|c: char| "{+}[-…]~#◌".contains(c), "");
        let written = bare(&written);
        for document in comparison.documents.iter() {
            for sentence in &document.sentences {
                let words = variorum::clean::Clean::new(sentence.span.of(&document.text));
                prop_assert!(written.contains(&bare(words.as_str())), "not written: {}", words.as_str());
            }
        }
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "[a-c]\\.(txt|md|html|pdf)?") {
        let document = load::read(&name, &bytes);
        prop_assert_eq!(document.fault(), None);
        compare(vec![document]);
    }

    #[test]
    fn plain_text_keeps_every_character(lines in prop::collection::vec(line(), 0..12)) {
        let text = lines.join("\n");
        let document = load::read("a.txt", text.as_bytes());
        prop_assert_eq!(document.fault(), None);
        prop_assert_eq!(ink(&document.text), ink(&text));
        prop_assert_eq!(sentences_ink(&document), ink(&text));
    }
}

/// Takes out the words of the lead that are missing where they are written: `[-so-]`.
fn without_missing(written: &str) -> String {
    let mut parts = written.split("[-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("-]").map_or(part, |(_, rest)| rest))
}

/// Sentences that count and reckon in words, so that many figures touch each other and what is changed.
fn figures() -> impl Strategy<Value = String> {
    let words = "a hundred thousand seven and fifteen talents, half fifty two men of three the silver, five also six:";
    let words: Vec<&str> = words.split(' ').collect();
    prop::collection::vec(prop::sample::select(words), 8..70).prop_map(|words| words.join(" ") + ".")
}

/// Three to five wordings of one passage, each with some words dropped, doubled, replaced or set otherwise.
fn near_wordings() -> impl Strategy<Value = Vec<String>> {
    let base = "“We did not take the 35 boats, and the board of the harbour did not ask us to,” Ann Lee said.";
    let words: Vec<&str> = base.split(' ').collect();
    let change = (0..words.len(), 0..5usize);
    prop::collection::vec(prop::collection::vec(change, 0..6), 3..6).prop_map(move |changes| {
        let wording = |changes: Vec<(usize, usize)>| {
            let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            for (at, how) in changes {
                words[at] = match how {
                    0 => String::new(),
                    1 => format!("{0} {0}", words[at]),
                    2 => "the".to_owned(),
                    3 => words[at].to_uppercase(),
                    _ => format!("{},", words[at]),
                };
            }
            words.retain(|word| !word.is_empty());
            words.join(" ")
        };
        changes.into_iter().map(wording).collect()
    })
}

/// A line of a plain text: prose, anything printable, or what page furniture and lists are made of.
fn line() -> impl Strategy<Value = String> {
    const FURNITURE: &[&str] =
        &["", "", "* one", "1. two", "- 3 -", "Page 4 of 9", "________", "Share this", "\u{c}12", "  wrapped"];
    prop_oneof![
        3 => sentence(),
        2 => prop::sample::select(FURNITURE).prop_map(str::to_owned),
        1 => "\\PC{0,40}",
        1 => "[a-z“”\"'’«»„ .,-]{0,60}",
    ]
}

fn sentences_ink(document: &Document) -> String {
    document.sentences.iter().map(|sentence| ink(sentence.span.of(&document.text))).collect()
}

/// A change may reach from one passage of a reading into the next; what stands between them is not marked.
#[test]
fn every_mark_lies_in_a_passage() {
    let texts = [
        "Divers will examine the hull on Thursday, the harbour office said, while the captain, Piet Oosting, did not \
         comment.",
        "Divers will examine the hull on Thursday, the harbour office in Ostrava announced. Ice cream was free. \
         Skipper Piet Oosting did not comment.",
    ];
    let comparison = compare(documents(&texts.map(str::to_owned)));
    if let Err(error) = check_marks(&comparison, &rows(&comparison, 0)) {
        panic!("{error}");
    }
}
