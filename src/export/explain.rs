//! Why two paragraphs were matched or not, in words.

use crate::align::clue::Clue;
use crate::align::explain::{Explanation, Shared, Verdict, Voice, Weighed};
use crate::align::place::Place;
use crate::align::scored::{Bar, Standing};
use crate::clean::{Clean, glyphs};
use crate::document::{Document, Passage};
use crate::export::letter::letter;
use crate::span::Span;

/// So many of the words in common are named.
const NAMED: usize = 8;

/// Says why two paragraphs were matched or not, in lines of at most so many columns.
pub fn to_text(documents: &[Document], found: &Explanation, width: usize) -> String {
    let words = Words { documents, found };
    let mut page = Page { out: String::new(), width: width.max(20) };
    page.set("", &words.verdict());
    page.gap();
    for place in [found.a, found.b] {
        page.set(&format!("{}  ", words.name(place)), &words.sentence(place));
    }
    if let Some(weighed) = &found.weighed {
        page.gap();
        page.set("", &words.score(weighed));
        words.voices(&mut page, weighed);
        for (a, b, score) in &weighed.rivals {
            let pair = format!("{} – {} ({score:.2})", words.name(*a), words.name(*b));
            page.set("", &format!("A rival fits better: {pair}."));
        }
    } else if !found.shared.words.is_empty() {
        page.gap();
        page.set("", &format!("Rare words in common: {}.", words.list(&found.shared.words)));
    }
    words.groups(&mut page);
    if found.languages_differ {
        page.gap();
        page.set(
            "",
            "The sources are in different languages: only names, numbers and words left as they were can agree.",
        );
    }
    page.out
}

/// Lines under construction.
struct Page {
    out: String,
    width: usize,
}

impl Page {
    /// Parts what follows from what stands before by an empty line.
    fn gap(&mut self) {
        self.out.push('\n');
    }

    /// Adds words behind a lead-in; further lines stand below the first word.
    fn set(&mut self, lead_in: &str, words: &str) {
        let indent = Clean::new(lead_in).width();
        let room = self.width.saturating_sub(indent).max(8);
        self.out.push_str(Clean::new(lead_in).as_str());
        for (at, line) in lines(words, room).iter().enumerate() {
            if at > 0 {
                self.out.push_str(&" ".repeat(indent));
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
    }
}

/// Breaks words into lines of at most so many columns, at blanks where there are any.
fn lines(words: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for word in words.split_whitespace() {
        let word = Clean::new(word);
        let blank = usize::from(filled > 0);
        if filled + blank + word.width() <= width || (filled == 0 && word.width() <= width) {
            let line = lines.last_mut();
            line.into_iter().for_each(|line| line.extend([if blank > 0 { " " } else { "" }, word.as_str()]));
            filled += blank + word.width();
            continue;
        }
        if filled > 0 {
            lines.push(String::new());
            filled = 0;
        }
        for glyph in glyphs(word.as_str()) {
            if filled + glyph.width > width {
                lines.push(String::new());
                filled = 0;
            }
            lines.last_mut().into_iter().for_each(|line| line.push_str(&glyph.shown));
            filled += glyph.width;
        }
    }
    lines
}

/// What is said of an explanation.
struct Words<'a> {
    documents: &'a [Document],
    found: &'a Explanation,
}

impl Words<'_> {
    /// Names a paragraph: `A:12`.
    fn name(&self, (document, sentence): Place) -> String {
        format!("{}:{}", letter(document), self.documents[document].sentences[sentence].paragraph + 1)
    }

    fn sentence(&self, (document, sentence): Place) -> String {
        let document = &self.documents[document];
        document.sentences[sentence].span.of(&document.text).to_owned()
    }

    /// Lists words of the first sentence.
    fn list(&self, spans: &[Span]) -> String {
        let text = &self.documents[self.found.a.0].text;
        let words: Vec<&str> = spans.iter().take(NAMED).map(|span| span.of(text)).collect();
        let more = if spans.len() > NAMED { " …" } else { "" };
        words.join(", ") + more
    }

    fn verdict(&self) -> String {
        let pair = format!("{} and {}", self.name(self.found.a), self.name(self.found.b));
        let why = match self.found.verdict {
            Verdict::Matched { itself: true } => return format!("{pair} are matched."),
            Verdict::Matched { itself: false } => {
                return format!("{pair} stand in one group, but others brought them together.");
            }
            Verdict::Crossing => {
                return format!(
                    "{pair} correspond and stand in different rows, since the rest of these does not: see also."
                );
            }
            Verdict::NotAccepted(Standing::Below) => "they are not likely enough to report the same thing",
            Verdict::NotAccepted(Standing::Thin) => "too little speaks for them: a single telling word in common",
            Verdict::NotAccepted(Standing::Outdone) => "both fit others much better",
            Verdict::NotAccepted(Standing::Stands) | Verdict::Unfit => {
                "the two would do, but the groups they stand in do not fit each other"
            }
            Verdict::NeverLookedAt { needed } if self.found.shared.weight < needed => {
                let weight = self.found.shared.weight;
                return format!(
                    "{pair} are not matched: they have too little in common to be looked at. The words in both weigh \
                     {weight:.1}, and {needed:.1} is needed: one rare word, or two that the story is full of."
                );
            }
            Verdict::NeverLookedAt { .. } => {
                let weight = self.found.shared.weight;
                return format!(
                    "{pair} are not matched: they were not looked at. The words in both weigh {weight:.1}, but other \
                     sentences have more in common with them, or the words stand in too many sentences to be followed."
                );
            }
        };
        format!("{pair} are not matched: {why}.")
    }

    fn score(&self, weighed: &Weighed) -> String {
        let (score, bar) = (weighed.score, weighed.bar.value());
        let side = if score >= bar { "reaches" } else { "does not reach" };
        let which = match weighed.bar {
            Bar::SameEvent => "of two sources about one event",
            Bar::Strangers => "of two sources that nothing shows to be about one event",
            Bar::Clutter => "where one of the sentences is page clutter",
        };
        let known = match self.found.verdict {
            Verdict::Matched { itself: true } | Verdict::Crossing => {
                format!(" Of links accepted with it, a share of {:.2} is right.", weighed.accepted)
            }
            _ => String::new(),
        };
        format!(
            "Their likeliest sentences, above, have a probability of {score:.2}. That {side} the bar {which}, \
             {bar:.2}.{known}"
        )
    }

    /// Lists the clues for and against.
    fn voices(&self, page: &mut Page, weighed: &Weighed) {
        for (heading, speaks_for) in [("Speaks for it:", true), ("Speaks against it:", false)] {
            page.gap();
            page.set("", heading);
            let clues = weighed.clues.iter().filter(|voice| (voice.adds > 0.0) == speaks_for);
            clues.for_each(|voice| page.set(&format!("  {:+5.1}  ", voice.adds), &self.voice(voice)));
        }
        page.set(&format!("  {:+5.1}  ", weighed.start), "what every pair begins with");
        page.gap();
        page.set(
            "",
            "The figures add up to the probability as a logistic sum. Clues that measure nearly the same thing may \
             stand on both sides and balance each other.",
        );
    }

    /// Says what a clue measures, and what it found.
    fn voice(&self, voice: &Voice) -> String {
        let value = voice.value;
        let percent = (value * 100.0).round();
        let Shared { words, numbers, names, quoted, run, .. } = &self.found.shared;
        let counted = |value: f32| (value.exp() - 1.0).round();
        match voice.clue {
            Clue::Cosine => format!("alike in wording: {percent} %"),
            Clue::Roots => format!("alike in the beginnings of their words: {percent} %"),
            Clue::Contained => format!("the shorter sentence is contained in the other: {percent} %"),
            Clue::Weight if words.is_empty() => "only ordinary words in common".to_owned(),
            Clue::Weight => format!("rare words in common: {}", self.list(words)),
            Clue::Lighter => "how much the shorter sentence says".to_owned(),
            Clue::Telling => format!("telling words in common: {}", counted(value)),
            Clue::Heaviest => match words.first() {
                Some(word) => format!("the rarest word in common: {}", self.list(&[*word])),
                None => "the rarest word in common is an ordinary one".to_owned(),
            },
            Clue::Once => format!("words in common that stand nowhere else in either source: {}", counted(value)),
            Clue::Pairs => format!("neighbouring words in common: {percent} %"),
            Clue::Run => {
                let (count, words) = (counted(value), run.map(|run| self.list(&[run])).unwrap_or_default());
                let plural = if count == 1.0 { "word" } else { "words" };
                format!("longest run of words in common: “{words}” ({count} {plural})")
            }
            Clue::Numbers => format!("numbers in common: {}", self.list(numbers)),
            Clue::OtherNumbers => "each has numbers, none in common".to_owned(),
            Clue::Names => format!("names in common: {}", self.list(names)),
            Clue::OtherNames => "each has names, none in common".to_owned(),
            Clue::Quoted => format!("quoted words that the other has: {}", self.list(quoted)),
            Clue::QuoteKept => "what one quotes the other has, quoted or not".to_owned(),
            Clue::QuoteShared => "what one quotes the other quotes".to_owned(),
            Clue::OtherQuotes => "each has a quotation, with no word in common".to_owned(),
            Clue::Utterance => "both quote what was said once".to_owned(),
            Clue::OneQuotes => "one quotes, the other does not".to_owned(),
            Clue::Around => format!("the paragraphs around them are alike: {percent} %"),
            Clue::Ahead if value >= 0.0 => "one of them fits no other sentence as well".to_owned(),
            Clue::Ahead => "both share more words with other sentences".to_owned(),
            Clue::Behind if value >= 0.0 => "neither fits another sentence as well".to_owned(),
            Clue::Behind => "one of them shares more words with another sentence".to_owned(),
            Clue::Flanked => "the sentences just before and behind both correspond".to_owned(),
            Clue::Along => "the sentences before and behind correspond in order".to_owned(),
            Clue::Near => "the sentences near by correspond".to_owned(),
            Clue::Distance => format!("how far apart they stand in their texts: {percent} % of the way"),
            Clue::Kinship => format!("telling words that both sources have anywhere: {percent} %"),
            Clue::Closeness => "how well the sentences of the two sources fit on the whole".to_owned(),
        }
    }

    /// Names who else stands in the groups of the two.
    fn groups(&self, page: &mut Page) {
        let Explanation { a, b, group_of_a, group_of_b, verdict, .. } = self.found;
        let others = |group: &[Passage]| -> Vec<String> {
            let own = |passage: &&Passage| {
                [a, b].iter().any(|place| passage.document == place.0 && passage.sentences().contains(&place.1))
            };
            group.iter().filter(|passage| !own(passage)).map(|one| self.name((one.document, one.first))).collect()
        };
        let groups: &[(Place, &Vec<Passage>)] = match verdict {
            Verdict::Matched { .. } => &[(*a, group_of_a)],
            _ => &[(*a, group_of_a), (*b, group_of_b)],
        };
        let named = groups.iter().map(|(place, group)| (place, others(group))).filter(|(_, others)| !others.is_empty());
        for (at, (place, others)) in named.enumerate() {
            if at == 0 {
                page.gap();
            }
            page.set("", &format!("In the group of {} there are also: {}.", self.name(*place), others.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_blanks_and_else_anywhere() {
        assert_eq!(lines("the harbour office", 11), ["the harbour", "office"]);
        assert_eq!(lines("a harbourmaster", 6), ["a", "harbou", "rmaste", "r"]);
        assert_eq!(lines("港湾局", 4), ["港湾", "局"]);
    }
}
