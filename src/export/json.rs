//! The machine-readable comparison, `variorum.comparison/1`: every `start` and `end` is a byte offset into the text of
//! its source.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Write};

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::ser::Formatter;

use crate::align::{Crossing, Group, Link, Possible};
use crate::comparison::Comparison;
use crate::comparison::differences::{Difference, attributions, wordings};
use crate::comparison::facts::{Fact, Gathered};
use crate::comparison::judged::judged;
use crate::comparison::runs::{Run, runs};
use crate::document::{Aside, Document, Passage};
use crate::quote::{Quote, Utterance};
use crate::span::Span;

/// The name of the format and its version.
const SCHEMA: &str = "variorum.comparison/1";

/// Writes a comparison as one JSON object, piece by piece.
///
/// # Errors
///
/// Those of the writer; a comparison made by this program can always be written.
pub fn write_json(comparison: &Comparison, out: impl Write) -> serde_json::Result<()> {
    write_quietly(&Root(comparison), out)
}

/// Writes a value as JSON with nothing in it that could steer a terminal.
///
/// # Errors
///
/// Those of the writer.
pub fn write_quietly(value: &impl Serialize, out: impl Write) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Quiet))
}

/// Returns the JSON Schema of what [`write_json`] writes.
pub fn schema() -> Schema {
    schema_for!(Whole<'static>)
}

/// Several texts compared: every `start` and `end` is a byte offset into the text of its source.
#[derive(JsonSchema)]
#[schemars(title = "variorum.comparison/1")]
#[expect(dead_code, reason = "it lends its shape to the schema; `Root` writes the object")]
struct Whole<'a> {
    schema: String,
    sources: Vec<SourceOut<'a>>,
    links: Vec<LinkOut>,
    groups: Vec<GroupOut>,
    possible: Vec<PossibleOut>,
    passages: Vec<RunOut>,
    quotes: Vec<QuoteOut<'a>>,
    utterances: Vec<UtteranceOut<'a>>,
    differences: Vec<DifferenceOut>,
    facts: Vec<FactOut>,
}

/// Writes characters that could steer a terminal as escapes: the JSON says the same, and can be looked at.
struct Quiet;

impl Formatter for Quiet {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| steers(*c)) {
            out.write_all(&fragment.as_bytes()[plain..at])?;
            write!(out, "\\u{:04x}", c as u32)?;
            plain = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }
}

/// Tells whether a character is a control of the second set or turns the direction of writing.
fn steers(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The object, written list by list so that no second copy of the comparison is built.
struct Root<'a>(&'a Comparison);

impl Serialize for Root<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let comparison = self.0;
        let documents = &comparison.documents;
        let sources = || documents.iter().enumerate().map(|(id, document)| SourceOut::new(id, document));
        let links = || links(comparison).map(|link| LinkOut::new(documents, &link));
        let crossing =
            |crossing: &Crossing| Group { passages: vec![crossing.own, crossing.other], score: crossing.score };
        let across = || once(&comparison.crossings).map(crossing);
        let all = || comparison.groups.iter().cloned().chain(across()).enumerate();
        let groups = || all().map(|(id, group)| GroupOut::new(documents, id, &group));
        let possible = || pairs(&comparison.possible).into_iter().map(|one| PossibleOut::new(documents, one));
        let passages = || runs(comparison).into_iter().map(RunOut::from);
        let quotes = || comparison.quotes.iter().enumerate().map(|(id, quote)| QuoteOut::new(documents, id, quote));
        let said = || comparison.utterances.iter().enumerate();
        let utterances = || said().map(|(id, utterance)| UtteranceOut::new(comparison, id, utterance));
        // The facts come from the same comparison of words as the differences, and are written behind them.
        let gathered = RefCell::new(Gathered::default());
        let judged = || {
            judged(comparison).flat_map(|one| {
                gathered.borrow_mut().add(one.facts);
                one.differences
            })
        };
        let differences = || judged().chain(attributions(comparison)).map(DifferenceOut::from);
        let facts = || gathered.take().facts(comparison).into_iter().map(FactOut::from);
        let mut root = out.serialize_map(None)?;
        root.serialize_entry("schema", SCHEMA)?;
        root.serialize_entry("sources", &Each(sources))?;
        root.serialize_entry("links", &Each(links))?;
        root.serialize_entry("groups", &Each(groups))?;
        root.serialize_entry("possible", &Each(possible))?;
        root.serialize_entry("passages", &Each(passages))?;
        root.serialize_entry("quotes", &Each(quotes))?;
        root.serialize_entry("utterances", &Each(utterances))?;
        root.serialize_entry("differences", &Each(differences))?;
        root.serialize_entry("facts", &Each(facts))?;
        root.end()
    }
}

/// A list whose items are made while it is written.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0())
    }
}

#[derive(Serialize, JsonSchema)]
struct SourceOut<'a> {
    id: usize,
    path: &'a str,
    label: &'a str,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    date: Option<&'a str>,
    site: Option<&'a str>,
    language: Option<&'a str>,
    format: &'a str,
    sha256: &'a str,
    fetched: Option<FetchOut<'a>>,
    text: &'a str,
    paragraphs: Vec<ParagraphOut>,
    notices: Vec<&'a str>,
}

impl<'a> SourceOut<'a> {
    fn new(id: usize, document: &'a Document) -> Self {
        let source = &document.source;
        let sentences = |range: std::ops::Range<usize>| {
            document.sentences[range].iter().map(|sentence| SpanOut::from(sentence.span)).collect()
        };
        let paragraphs = document.paragraphs.iter().map(|paragraph| ParagraphOut {
            start: paragraph.span.start,
            end: paragraph.span.end,
            role: paragraph.role.name(),
            aside: paragraph.aside.map(Aside::name),
            place: document.place(paragraph.span.start).map(ToString::to_string),
            sentences: sentences(paragraph.sentences.clone()),
        });
        SourceOut {
            id,
            path: &source.path,
            label: &source.label,
            title: source.title.as_deref(),
            byline: source.byline.as_deref(),
            date: source.date.as_deref(),
            site: source.site.as_deref(),
            language: source.language.as_deref(),
            format: &source.format,
            sha256: &source.sha256,
            fetched: source.fetch.as_ref().map(|fetch| FetchOut { address: &fetch.address, time: &fetch.time }),
            text: &document.text,
            paragraphs: paragraphs.collect(),
            notices: document.notices.iter().map(|notice| notice.text.as_str()).collect(),
        }
    }
}

/// Where a source of the web stood in the end, and when it was fetched (RFC 3339, in UTC).
#[derive(Serialize, JsonSchema)]
struct FetchOut<'a> {
    address: &'a str,
    time: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct ParagraphOut {
    start: usize,
    end: usize,
    role: &'static str,
    /// Why it stands beside the text, where it does for such a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    aside: Option<&'static str>,
    /// Where it begins in the original, where that is known: a page, a time, a chapter.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    sentences: Vec<SpanOut>,
}

#[derive(Serialize, JsonSchema)]
struct SpanOut {
    start: usize,
    end: usize,
}

impl From<Span> for SpanOut {
    fn from(span: Span) -> Self {
        SpanOut { start: span.start, end: span.end }
    }
}

#[derive(Serialize, JsonSchema)]
struct PassageOut {
    source: usize,
    paragraph: usize,
    start: usize,
    end: usize,
}

impl PassageOut {
    fn new(documents: &[Document], passage: Passage) -> Self {
        let span = passage.span(documents);
        let paragraph = documents[passage.document].sentences[passage.first].paragraph;
        PassageOut { source: passage.document, paragraph, start: span.start, end: span.end }
    }
}

#[derive(Serialize, JsonSchema)]
struct LinkOut {
    a: PassageOut,
    b: PassageOut,
    score: f64,
    why: Vec<&'static str>,
}

impl LinkOut {
    fn new(documents: &[Document], link: &Link) -> Self {
        LinkOut {
            a: PassageOut::new(documents, link.a),
            b: PassageOut::new(documents, link.b),
            score: rounded(link.score),
            why: link.why.iter().map(|reason| reason.name()).collect(),
        }
    }
}

/// Returns each crossing from the side of the source that comes first.
fn once(crossings: &[Crossing]) -> impl Iterator<Item = &Crossing> {
    crossings.iter().filter(|one| one.own < one.other)
}

/// Returns the links inside and across the groups, by place; those inside are not copied.
fn links(comparison: &Comparison) -> impl Iterator<Item = Cow<'_, Link>> {
    let place = |link: &Link| (link.a, link.b);
    let across = once(&comparison.crossings).map(|Crossing { own, other, score, why, .. }| Link {
        a: *own,
        b: *other,
        score: *score,
        why: why.clone(),
    });
    let is_fresh = |link: &Link| comparison.links.binary_search_by_key(&place(link), place).is_err();
    let mut across: Vec<Link> = across.filter(is_fresh).collect();
    across.sort_by_key(place);
    let (mut inside, mut across) = (comparison.links.iter().peekable(), across.into_iter().peekable());
    std::iter::from_fn(move || {
        let inside_next = inside.peek().map(|link| place(link));
        match across.next_if(|link| inside_next.is_none_or(|next| place(link) < next)) {
            Some(link) => Some(Cow::Owned(link)),
            None => inside.next().map(Cow::Borrowed),
        }
    })
}

/// A sentence of a group, and the likeliest counterpart in a source that has nothing in the group: not likely enough
/// to be a link.
#[derive(Serialize, JsonSchema)]
struct PossibleOut {
    a: PassageOut,
    b: PassageOut,
    score: f64,
}

impl PossibleOut {
    fn new(documents: &[Document], (a, b, score): (Passage, Passage, f64)) -> Self {
        let [a, b] = [a, b].map(|passage| PassageOut::new(documents, passage));
        PossibleOut { a, b, score: rounded(score) }
    }
}

/// Returns the pairs by place, each once: two groups may each be the likeliest counterpart of the other.
fn pairs(possible: &[Possible]) -> Vec<(Passage, Passage, f64)> {
    let mut pairs: Vec<_> =
        possible.iter().map(|one| (one.own.min(one.other), one.own.max(one.other), one.score)).collect();
    pairs.sort_by_key(|(a, b, _)| (*a, *b));
    pairs.dedup_by_key(|(a, b, _)| (*a, *b));
    pairs
}

/// Passages that report the same thing. Every sentence stands in one of the groups that come first; behind them come
/// the pairs of sentences of different groups that report the same thing all the same.
#[derive(Serialize, JsonSchema)]
struct GroupOut {
    id: usize,
    members: Vec<PassageOut>,
    score: f64,
}

impl GroupOut {
    fn new(documents: &[Document], id: usize, group: &Group) -> Self {
        let members = group.passages.iter().map(|passage| PassageOut::new(documents, *passage));
        GroupOut { id, members: members.collect(), score: rounded(group.score) }
    }
}

#[derive(Serialize, JsonSchema)]
struct PlaceOut {
    source: usize,
    start: usize,
    end: usize,
}

impl From<(usize, Span)> for PlaceOut {
    fn from((source, span): (usize, Span)) -> Self {
        PlaceOut { source, start: span.start, end: span.end }
    }
}

#[derive(Serialize, JsonSchema)]
struct RunOut {
    a: PlaceOut,
    b: PlaceOut,
    score: f64,
}

impl From<Run> for RunOut {
    fn from(run: Run) -> Self {
        RunOut { a: run.a.into(), b: run.b.into(), score: rounded(run.score) }
    }
}

#[derive(Serialize, JsonSchema)]
struct QuoteOut<'a> {
    id: usize,
    source: usize,
    paragraph: usize,
    start: usize,
    end: usize,
    text: &'a str,
    marks: &'a str,
    kind: &'static str,
    speaker: Option<&'a str>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    speaker_confidence: Option<f64>,
    cue: Option<&'a str>,
}

impl<'a> QuoteOut<'a> {
    fn new(documents: &'a [Document], id: usize, quote: &'a Quote) -> Self {
        let document = &documents[quote.document];
        let paragraph = document.paragraphs.partition_point(|paragraph| paragraph.span.end <= quote.span.start);
        QuoteOut {
            id,
            source: quote.document,
            paragraph,
            start: quote.span.start,
            end: quote.span.end,
            text: quote.span.of(&document.text),
            marks: &quote.marks,
            kind: quote.kind.name(),
            speaker: quote.speaker.as_ref().map(|speaker| speaker.name.as_str()),
            speaker_start: quote.speaker.as_ref().map(|speaker| speaker.span.start),
            speaker_end: quote.speaker.as_ref().map(|speaker| speaker.span.end),
            speaker_confidence: quote.speaker.as_ref().map(|speaker| f64::from(speaker.confidence) / 100.0),
            cue: quote.cue.map(|span| span.of(&document.text)),
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct UtteranceOut<'a> {
    id: usize,
    quotes: &'a [usize],
    speaker: Option<&'a str>,
    base: usize,
    variants: Vec<Vec<usize>>,
}

impl<'a> UtteranceOut<'a> {
    fn new(comparison: &'a Comparison, id: usize, utterance: &'a Utterance) -> Self {
        let named = |quote: &usize| comparison.quotes[*quote].speaker.as_ref();
        UtteranceOut {
            id,
            quotes: &utterance.quotes,
            speaker: named(&utterance.base)
                .or_else(|| utterance.quotes.iter().find_map(named))
                .map(|s| s.name.as_str()),
            base: utterance.base,
            variants: wordings(comparison, utterance),
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct DifferenceOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    utterance: Option<usize>,
    spans: Vec<PlaceOut>,
    kind: &'static str,
    weight: f64,
}

impl From<Difference> for DifferenceOut {
    fn from(difference: Difference) -> Self {
        DifferenceOut {
            group: difference.group,
            utterance: difference.utterance,
            spans: difference.spans.into_iter().map(PlaceOut::from).collect(),
            kind: difference.told.kind.name(),
            weight: difference.told.weight.value(),
        }
    }
}

/// A fact that not all sources give alike, with every place where it is given.
#[derive(Serialize, JsonSchema)]
struct FactOut {
    kind: &'static str,
    group: usize,
    readings: Vec<PlaceOut>,
}

impl From<Fact> for FactOut {
    fn from(fact: Fact) -> Self {
        let readings = fact.readings.into_iter().map(PlaceOut::from);
        FactOut { kind: fact.about.name(), group: fact.group, readings: readings.collect() }
    }
}

/// Three decimals are more than a score can bear.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::compare;
    use crate::load;

    #[test]
    fn nothing_in_it_steers_a_terminal_and_nothing_is_lost() {
        let text = "One \u{9b}2J word\u{202e} and \u{1b}[31m another.";
        let mut out = Vec::new();
        let comparison = compare(vec![load::read("a.txt", text.as_bytes())]);
        assert!(write_json(&comparison, &mut out).is_ok());
        let written = String::from_utf8(out).unwrap_or_default();
        assert!(!written.contains(steers) && !written.contains('\u{1b}'));
        let read: serde_json::Value = serde_json::from_str(&written).unwrap_or_default();
        assert_eq!(read["sources"][0]["text"], comparison.documents[0].text);
    }
}
