//! Speech without marks: transcripts, dialogue behind dashes, and what is reported in a sentence of its own.
//!
//! A false report is worse than none, so only the plainest sentences count: "NAME said that …" and "…, NAME said."

use super::cues::Class;
use super::phrase::Phrase;
use super::scene::{Scene, TITLES};
use super::speaker::Ear;
use super::{Kind, Quote, Speaker};
use crate::diff::{Side, denies};
use crate::document::{Paragraph, Role};
use crate::span::Span;
use crate::text::dateline::dateline;

/// A label before speech is at most this many words long ("THE CHAIR OF THE BOARD:").
const LABEL_WORDS: usize = 5;

/// So many labelled or dashed paragraphs make a transcript or a dialogue.
const TURNS: usize = 3;

/// A report of fewer words than this says nothing that could be compared.
const FEWEST: usize = 5;

/// How sure the label of a transcript is, in percent.
pub const LABELLED: u8 = 98;

/// Finds speech without marks.
pub fn spoken(id: usize, scene: &Scene<'_>, ear: &Ear<'_, '_>) -> Vec<Quote> {
    let mut found = labelled(id, scene);
    found.extend(dashed(id, scene, ear));
    let taken: Vec<Span> = found.iter().map(|quote| quote.span).collect();
    let free = |paragraph: &&Paragraph| {
        let next = taken.partition_point(|span| span.end <= paragraph.span.start);
        paragraph.role == Role::Body && taken.get(next).is_none_or(|span| span.start >= paragraph.span.end)
    };
    for paragraph in scene.document.paragraphs.iter().filter(free) {
        for sentence in paragraph.sentences.clone() {
            found.extend(reported(id, scene, ear, paragraph, sentence));
        }
    }
    found
}

/// NAME: words, paragraph after paragraph, as transcripts and interviews are printed.
fn labelled(id: usize, scene: &Scene<'_>) -> Vec<Quote> {
    let text = &scene.document.text;
    let turn = |paragraph: &Paragraph| -> Option<(Span, Span)> {
        let (label, words) = label(text, paragraph.span)?;
        // Between marks it is a quotation already.
        (paragraph.role == Role::Body && !words.of(text).starts_with(crate::text::sentences::is_quote_mark))
            .then_some((label, words))
    };
    let turns: Vec<(Span, Span)> = scene.document.paragraphs.iter().filter_map(turn).collect();
    let mut names: Vec<&str> = turns.iter().map(|(label, _)| label.of(text)).collect();
    names.sort_unstable();
    names.dedup();
    // Somebody speaks twice, and somebody else too: else the labels may be headings of a list.
    if turns.len() < TURNS || names.len() < 2 || names.len() == turns.len() {
        return Vec::new();
    }
    let quote = |(label, span): (Span, Span)| {
        let words = label.of(text);
        let bare = words.chars().count() == 1 || words.len() <= 2;
        let speaker = (!bare).then(|| Speaker { name: super::people::tidy(words), span: label, confidence: LABELLED });
        Quote { document: id, span, marks: String::new(), kind: Kind::Direct, speaker, cue: None }
    };
    turns.into_iter().map(quote).collect()
}

/// Returns the label before speech and the speech, where a paragraph begins with one: capitals, or a short name.
pub fn label(text: &str, paragraph: Span) -> Option<(Span, Span)> {
    let words = paragraph.of(text);
    let at = words.char_indices().take(60).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let label = Span::new(paragraph.start, paragraph.start + at).trim(text);
    let colon = words[at..].chars().next().map_or(1, char::len_utf8);
    let speech = Span::new(paragraph.start + at + colon, paragraph.end).trim(text);
    let name = label.of(text);
    let rises = |word: &str| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    let count = name.split_whitespace().count();
    let fits = (1..=LABEL_WORDS).contains(&count) && name.split_whitespace().all(rises);
    let spaced = words[at + colon..].starts_with(char::is_whitespace) || colon > 1;
    (fits && spaced && name.starts_with(char::is_uppercase) && !speech.is_empty()).then_some((label, speech))
}

/// — words, — says NAME —, words: dialogue as it is printed in much of Europe.
fn dashed(id: usize, scene: &Scene<'_>, ear: &Ear<'_, '_>) -> Vec<Quote> {
    let text = &scene.document.text;
    let dash = |words: &str| {
        words
            .strip_prefix(['—', '–', '―'])
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_uppercase() || "¿¡«…".contains(c)))
    };
    let turns: Vec<&Paragraph> =
        scene.document.paragraphs.iter().filter(|p| p.role != Role::Boilerplate && dash(p.span.of(text))).collect();
    let mut found: Vec<Quote> = Vec::new();
    for paragraph in &turns {
        let (first, end) = (scene.token_at(paragraph.span.start), scene.token_at(paragraph.span.end));
        let parts = divided(scene, first, end);
        if turns.len() < TURNS && parts.iter().all(|part| part.said.is_none()) {
            continue;
        }
        let said = parts.iter().find_map(|part| part.said);
        let speaker = said.and_then(|(phrase, _)| phrase).and_then(|phrase| ear.speaker(phrase));
        let cue = said.map(|(_, cue)| cue);
        for part in parts.iter().filter(|part| part.said.is_none()) {
            let stray = |at: &usize| scene.is_any(*at, &[".", ",", ";", ":"]);
            let Some(begin) = (part.first..part.end).find(|at| !stray(at)) else { continue };
            let span = Span::new(scene.tokens[begin].span().start, scene.tokens[part.end - 1].span().end);
            let mark = paragraph.span.of(text).chars().next().map(String::from).unwrap_or_default();
            found.push(Quote { document: id, span, marks: mark, kind: Kind::Direct, speaker: speaker.clone(), cue });
        }
    }
    found.retain(|quote| !scene.is_marked(quote.span.start));
    found
}

/// A part of a paragraph of dialogue: speech, or what says who speaks.
struct Part<'s> {
    first: usize,
    end: usize,
    said: Option<(Option<Phrase<'s>>, Span)>,
}

/// Divides a paragraph of dialogue at its dashes, and at the comma before an inverted verb ("…, dit-il.").
fn divided<'s>(scene: &'s Scene<'_>, first: usize, end: usize) -> Vec<Part<'s>> {
    let mut parts = Vec::new();
    let mut from = first;
    for at in first..=end {
        let dash = at < end && scene.is_any(at, &["-"]) && is_dash(scene, at);
        if at == end || dash {
            if from < at {
                parts.extend(turn(scene, from, at, parts.is_empty()));
            }
            from = at + 1;
        }
    }
    parts
}

fn is_dash(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.word(at), "—" | "–" | "―")
}

fn turn<'s>(scene: &'s Scene<'_>, from: usize, end: usize, first: bool) -> Vec<Part<'s>> {
    let tag = |at: usize| {
        scene
            .reported(at, end)
            .filter(|(phrase, cue)| phrase.is_some() && cue.start <= scene.tokens[(at + 3).min(end - 1)].span().start)
    };
    let low = !scene.is_capital(from);
    if let Some(said) = tag(from).filter(|_| !first && low) {
        return vec![Part { first: from, end, said: Some(said) }];
    }
    let inverted = |at: &usize| {
        scene.is_any(*at, &[",", "!", "?"])
            && *at + 1 < end
            && scene.is(at + 1, Class::SAY)
            && !scene.is_capital(at + 1)
    };
    let cut = (from + 1..end).find(inverted).and_then(|at| tag(at + 1).map(|said| (at, said)));
    match cut {
        Some((at, said)) => {
            vec![Part { first: from, end: at, said: None }, Part { first: at + 1, end, said: Some(said) }]
        }
        None => vec![Part { first: from, end, said: None }],
    }
}

/// A sentence that reports what somebody said, without marks.
fn reported(id: usize, scene: &Scene<'_>, ear: &Ear<'_, '_>, paragraph: &Paragraph, sentence: usize) -> Option<Quote> {
    let document = scene.document;
    let span = document.sentences[sentence].span;
    // Where a story was filed is nobody's word.
    let filed = if sentence == paragraph.sentences.start { dateline(span.of(&document.text)) } else { 0 };
    let (first, end) = (scene.token_at(span.start + filed), scene.token_at(span.end));
    if end.saturating_sub(first) < FEWEST || scene.touches_marks(span) {
        return None;
    }
    let stop = if scene.is_any(end - 1, &[".", "!", "?", "。"]) { end - 1 } else { end };
    let (phrase, cue, words, turned) = behind(scene, first, stop).or_else(|| ahead(scene, first, stop))?;
    let mut speaker = ear.speaker(phrase)?;
    speaker.confidence = speaker.confidence.min(90);
    let own = |span: Span| (scene.token_at(span.start)..scene.token_at(span.end)).any(|at| scene.is(at, Class::OWN));
    let mut span = words;
    // In the first person, or in a text that has no marks at all, it is speech whose marks were lost.
    let bare = scene.marked.is_empty();
    let lost = turned && (own(words) || bare);
    if lost && words.start == scene.tokens[first].span().start {
        let said =
            |at: &usize| own(document.sentences[*at].span) || bare && is_plain(scene, document.sentences[*at].span);
        let earlier = (paragraph.sentences.start..sentence).rev().take_while(said).last();
        span.start = earlier.map_or(span.start, |at| document.sentences[at].span.start);
    }
    let kind = if lost { Kind::Unmarked } else { Kind::Indirect };
    let count = scene.token_at(span.end) - scene.token_at(span.start);
    (count >= FEWEST).then_some(Quote {
        document: id,
        span,
        marks: String::new(),
        kind,
        speaker: Some(speaker),
        cue: Some(cue),
    })
}

/// Tells whether somebody speaks of himself in the sentence before one, in the same paragraph.
fn is_led(scene: &Scene<'_>, first: usize) -> bool {
    let sentences = &scene.document.sentences;
    let at = scene.sentence(scene.tokens[first].span().start);
    let Some(before) = at.checked_sub(1).filter(|before| sentences[*before].paragraph == sentences[at].paragraph)
    else {
        return false;
    };
    let span = sentences[before].span;
    (scene.token_at(span.start)..scene.token_at(span.end)).any(|at| scene.is(at, Class::OWN))
}

/// Tells whether a sentence reports nothing: no verb for saying is in it.
fn is_plain(scene: &Scene<'_>, sentence: Span) -> bool {
    let (first, end) = (scene.token_at(sentence.start), scene.token_at(sentence.end));
    !(first..end).any(|at| scene.is(at, Class::REPORT) && !scene.is_capital(at))
}

/// Who, the verb, what was said, and whether the verb stands before who.
type Report<'s> = (Phrase<'s>, Span, Span, bool);

/// "…, NAME said." · "…, said NAME, the mayor."
fn behind<'s>(scene: &'s Scene<'_>, first: usize, stop: usize) -> Option<Report<'s>> {
    // What was broken off in the middle goes on from the sentence before.
    let bare = scene.marked.is_empty();
    let broken = bare && scene.word(first).starts_with(char::is_lowercase);
    let leads = bare && is_led(scene, first);
    let fewest = if broken { 1 } else { FEWEST };
    let commas: Vec<usize> = (first + fewest..stop).rev().filter(|at| scene.is_any(*at, &[","])).take(4).collect();
    let tag = |comma: &usize| {
        let (phrase, cue) = scene.reported(comma + 1, stop)?;
        let verb = scene.token_at(cue.start);
        let phrase = phrase.filter(|phrase| !matches!(phrase, Phrase::Own) && scene.is(verb, Class::REPORT))?;
        if scene.is(verb, Class::DENY) || is_denied(scene, comma + 1, verb) {
            return None;
        }
        let turned = verb == comma + 1;
        // Nothing else follows, but an apposition or a time.
        let rest = if turned { phrase.end(verb + 1) } else { verb + 1 };
        let closes = rest >= stop
            || (turned && scene.is_any(rest, &[","]))
            || (scene.is(rest, Class::SKIP.and(Class::PREP))
                && !(rest..stop).any(|at| scene.is_any(at, &[","]) || scene.is(at, Class::SAY)));
        let direct = turned || phrase.end(comma + 1) == verb;
        let words = Span::new(scene.tokens[first].span().start, scene.tokens[*comma - 1].span().end);
        (closes && direct && (broken || leads || !scene.is(first, Class::PREP.and(Class::CLAUSE))))
            .then_some((phrase, cue, words, turned))
    };
    commas.iter().rev().find_map(tag)
}

/// "NAME said that …"
fn ahead<'s>(scene: &'s Scene<'_>, first: usize, stop: usize) -> Option<Report<'s>> {
    let verb = (first + 1..stop.min(first + 25)).find(|at| scene.is(*at, Class::REPORT) && !scene.is_capital(*at))?;
    let phrase = scene.subject_before(verb, first).filter(|phrase| !matches!(phrase, Phrase::Own))?;
    // What is reported inside another report is that one's.
    let begins = scene.token_at(phrase.span(scene).start);
    if (first..begins).any(|at| {
        scene.is(at, Class::SAY.and(Class::MAYBE).and(Class::CLAUSE).and(Class::WHO)) && !scene.is(at, TITLES)
    }) {
        return None;
    }
    let that = (verb + 1..stop.min(verb + 6)).find(|at| scene.is(*at, Class::THAT))?;
    let plain = (verb + 1..that).all(|at| !scene.is(at, Class::SAY.and(Class::CLAUSE)) || scene.is_any(at, &[","]));
    // A second thought of the one who writes is not part of the report.
    let turns = (that..stop).any(|at| {
        scene.is_any(at, &[";", "-", ":"])
            || (scene.is_any(at, &[","]) && scene.is(at + 1, Class::CLAUSE.and(Class::WHO)))
    });
    // "Denied that …", "did not say that …": what follows was just not said.
    let subject_end = scene.token_at(phrase.span(scene).end);
    if scene.is(verb, Class::DENY) || is_denied(scene, subject_end.min(verb), verb) {
        return None;
    }
    // "Said there is no sign that …": that there is none is what was said.
    let from = if is_denied(scene, verb + 1, that) { verb + 1 } else { that + 1 };
    let words = Span::new(scene.tokens[from.min(stop - 1)].span().start, scene.tokens[stop - 1].span().end);
    (plain && !turns && that + 1 < stop).then_some((phrase, scene.tokens[verb].span(), words, false))
}

/// Tells whether any word of a run denies.
fn is_denied(scene: &Scene<'_>, from: usize, end: usize) -> bool {
    let side = Side { text: &scene.document.text, tokens: scene.tokens };
    (from..end).any(|at| denies(side, at))
}
