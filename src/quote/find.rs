//! Finds the quotations of a document.

use super::cues::cues;
use super::kind::kind;
use super::people::{People, tidy};
use super::scan::{Marked, marked};
use super::scene::Scene;
use super::speaker::Ear;
use super::spoken::{LABELLED, label, spoken};
use super::{Kind, Quote, Speaker, cjk, names};
use crate::document::{Document, Role};
use crate::span::Span;
use crate::text::sentences::is_quote_mark;
use crate::text::tokens::{Lexicon, Tokens};

/// Finds the quotations of a document in a language (an ISO 639-1 code), in order.
pub fn find(id: usize, document: &Document, tokens: &Tokens, lexicon: &Lexicon, language: &str) -> Vec<Quote> {
    if document.sentences.is_empty() {
        return Vec::new();
    }
    let paragraphs = document.paragraphs.iter().filter(|paragraph| paragraph.role != Role::Boilerplate);
    let mut found: Vec<Marked> = paragraphs.flat_map(|paragraph| marked(&document.text, paragraph.span)).collect();
    // Where a mark never closes, who speaks may stand behind it.
    let closed = found.iter().filter(|marked| marked.closed).map(|marked| marked.outside).collect();
    let mut scene = Scene::new(document, tokens, lexicon, cues(language), language, closed);
    names::find(&mut scene);
    let people = People::new(&scene);
    recover(&mut found, &scene);
    scene.marked = found.iter().map(|marked| marked.outside).collect();
    let ear = Ear::new(&scene, &people);
    let mut quotes: Vec<Quote> = Vec::new();
    for marked in &found {
        quotes.push(quote(id, &scene, &ear, marked, &quotes, language));
    }
    forward(&mut quotes, &scene);
    if matches!(language, "zh" | "ja") {
        return quotes;
    }
    let spoken = spoken(id, &scene, &ear);
    quotes.extend(spoken);
    quotes.sort_by_key(|quote| (quote.span.start, quote.span.end));
    quotes
}

/// Ends speech whose closing mark was lost before the words that say who speaks, unless the next paragraph opens the
/// mark again.
fn recover(found: &mut [Marked], scene: &Scene<'_>) {
    let text = &scene.document.text;
    for marked in found {
        let next = text[marked.outside.end..].trim_start();
        let goes_on = next.starts_with(is_quote_mark) && text[marked.outside.end..].starts_with('\n');
        if !marked.closed
            && !goes_on
            && let Some(end) = scene.cut(marked.inside)
        {
            marked.inside.end = end;
            marked.outside.end = end;
        }
    }
}

fn quote(id: usize, scene: &Scene<'_>, ear: &Ear<'_, '_>, marked: &Marked, before: &[Quote], language: &str) -> Quote {
    let text = &scene.document.text;
    let span = marked.inside.trim(text);
    let opening = Span::new(marked.outside.start, marked.inside.start).of(text);
    let closing = Span::new(marked.inside.end, marked.outside.end.max(marked.inside.end)).of(text);
    let marks = format!("{opening}{closing}");
    let mut quote = Quote { document: id, span, marks, kind: Kind::Direct, speaker: None, cue: None };
    // A line of a transcript between marks: the label is not part of what was said.
    if let Some((label, speech)) = label(text, span).filter(|(label, _)| !label.of(text).contains(char::is_lowercase)) {
        quote.span = speech;
        quote.speaker = Some(Speaker { name: tidy(label.of(text)), span: label, confidence: LABELLED });
        return quote;
    }
    let said = if matches!(language, "zh" | "ja") {
        let paragraph =
            scene.document.paragraphs[scene.paragraph(span.start).min(scene.document.paragraphs.len() - 1)].span;
        cjk::attribute(text, paragraph, &quote, marked.outside, before, scene.cues, language == "ja")
    } else {
        ear.attribute(&quote, marked.outside, before)
    };
    quote.kind = kind(scene, &quote, marked.outside, &said);
    if quote.kind.is_speech() {
        (quote.speaker, quote.cue) = (said.speaker, said.cue);
    }
    quote
}

/// Gives speech that names nobody to who is named in what goes on directly behind it ("“A.” “B,” said Marsh"), and what
/// no mark closes to who is named where the next paragraph opens the mark again.
fn forward(quotes: &mut [Quote], scene: &Scene<'_>) {
    for at in (1..quotes.len()).rev() {
        let between = Span::new(quotes[at - 1].span.end, quotes[at].span.start).of(&scene.document.text);
        let touches = !between.contains(char::is_alphanumeric) && between.len() < 16;
        let (earlier, later) = (&quotes[at - 1], &quotes[at]);
        let reopened = between.contains('\n');
        let open = earlier.marks.chars().count() == 1 && later.marks.starts_with(&earlier.marks);
        let free = if reopened { open && earlier.cue.is_none() } else { earlier.speaker.is_none() };
        if touches && free && earlier.kind == Kind::Direct && later.kind == Kind::Direct && later.speaker.is_some() {
            quotes[at - 1].speaker =
                later.speaker.clone().map(|speaker| Speaker { confidence: speaker.confidence.min(70), ..speaker });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::load;
    use crate::quote::utterance::utterances;
    use crate::work::Work;

    fn found(text: &str) -> (Vec<Quote>, Vec<Tokens>) {
        let document = load::read("a.txt", text.as_bytes());
        let mut lexicon = Lexicon::default();
        let tokens = lexicon.tokens(&document, "en");
        (find(0, &document, &tokens, &lexicon, "en"), vec![tokens])
    }

    #[test]
    fn quotes_stand_in_order_and_never_overlap_marks() {
        let (quotes, _) = found("Ida Ferrow said that the pier was lost for good. “We left,” she said. “We had to.”");
        let spans: Vec<Span> = quotes.iter().map(|quote| quote.span).collect();
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let names: Vec<Option<&str>> = quotes.iter().map(|quote| quote.speaker.as_ref().map(|s| &*s.name)).collect();
        assert_eq!(names, [Some("Ida Ferrow"); 3]);
    }

    #[test]
    fn nothing_in_a_text_makes_it_fail() {
        for text in [
            "“",
            "\"\"",
            "’ ‘’",
            "said",
            ", said",
            "“a” said",
            "— , dijo",
            "A: ",
            "“A: b",
            "said, \"x",
            "a's",
            "of",
            "(“x”",
        ] {
            found(text);
        }
    }

    #[test]
    fn twice_the_marks_cost_twice_the_time() {
        // Each line as one paragraph of all, as a paragraph each, as a tag without a name, and as a pronoun each.
        let tagged = "“We left the pier at dawn,” said Ida Ferrow. ‘It’s gone’ and \"so it goes, she told Jon Pell. ";
        let woven = "“tall” and she saw a «red» one with ";
        let meant = "“We left,” he said. “It is gone,” she told the council. ";
        let texts = |marks: usize| {
            let many = |line: &str| line.repeat(marks / line.chars().filter(|c| is_quote_mark(*c)).count());
            [many(tagged), many(tagged).replace(". ", ".\n\n"), many(woven), many(meant)]
        };
        let cost = |texts: &[String]| {
            let start = Instant::now();
            for text in texts {
                let (quotes, tokens) = found(text);
                assert!(!quotes.is_empty() && utterances(&tokens, &quotes, &Work::default()).is_ok());
            }
            start.elapsed().as_secs_f64()
        };
        let (half, whole) = (texts(5_000), texts(10_000));
        let (mut few, mut many) = (cost(&half), cost(&whole));
        // The square would be four times. What else the machine does only adds to a time, so that the least counts.
        for _ in 0..6 {
            if many < 3.0 * few {
                break;
            }
            (few, many) = (few.min(cost(&half)), many.min(cost(&whole)));
        }
        assert!(many < 3.0 * few, "{few} s, then {many} s");
    }
}
