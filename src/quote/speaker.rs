//! Who says a quotation: the words beside the verb that reports it, made full from the rest of the source.

use std::cell::OnceCell;

use super::people::People;
use super::phrase::Phrase;
use super::pronoun::Antecedents;
use super::scene::Scene;
use super::{Quote, Speaker};
use crate::document::Paragraph;
use crate::span::Span;

/// No more quotations than this are gone back for who spoke, so that a text of nothing but quotations costs no more than
/// its length.
const NEAR: usize = 16;

/// So few tokens, marks included, are a few words.
const FEW: usize = 7;

/// How sure a speaker is, in percent, by what gave them away: an order of evidence, judged by reading and not fitted.
mod sure {
    /// A verb or "according to" beside a name.
    pub const NAMED: u8 = 95;
    /// A noun and not a name.
    pub const NOUN: u8 = 85;
    /// A pronoun that can mean one person only.
    pub const PRONOUN: u8 = 80;
    /// A pronoun that might mean another one too.
    pub const UNSURE: u8 = 65;
    /// The quotation before or behind in the same paragraph.
    pub const CARRIED: u8 = 75;
    /// The subject of the sentence, without a verb that we know.
    pub const SUBJECT: u8 = 55;
    /// The paragraph before.
    pub const BEFORE: u8 = 60;
}

/// Who says something as the words beside it tell, and the word that reports it.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Who, where it is clear.
    pub speaker: Option<Speaker>,
    /// The word that reports the speech.
    pub cue: Option<Span>,
}

/// Finds the speakers of one document.
pub struct Ear<'s, 'a> {
    scene: &'s Scene<'a>,
    people: &'s People,
    /// Found when the first pronoun asks for them: many a text has none.
    antecedents: OnceCell<Antecedents>,
}

impl<'s, 'a> Ear<'s, 'a> {
    /// Looks for the speakers of a document among its people.
    pub const fn new(scene: &'s Scene<'a>, people: &'s People) -> Self {
        Ear { scene, people, antecedents: OnceCell::new() }
    }

    /// Finds the speaker of a quote by the words around it; `outside` is the quote with its marks, `before` are the
    /// quotes found so far.
    pub fn attribute(&self, quote: &Quote, outside: Span, before: &[Quote]) -> Said {
        let (start, from, to, end) = self.around(outside);
        let attached = self.is_attached(quote, outside);
        let tail = if attached { self.scene.tail(to, end) } else { None };
        let near = match tail {
            Some((Some(_), _)) => tail,
            None if let Some(inside) = self.scene.inserted(from, to) => Some(inside),
            _ => self.scene.head(start, from).or(tail).or_else(|| self.scene.loose_tail(to, end)),
        };
        if let Some((phrase, cue)) = near {
            // A newspaper that is reported from does not say itself the few words that it gives as somebody's.
            let few = to.saturating_sub(from) <= FEW && !attached;
            if few && phrase.is_some_and(|phrase| self.scene.is_relayed(&phrase, cue)) {
                return Said { speaker: None, cue: Some(cue) };
            }
            let speaker = phrase.and_then(|phrase| self.speaker(phrase));
            // A verb without a subject shares that of what was said before it ("…,” he said, adding: “…").
            let carried = || phrase.is_none().then(|| self.carried(quote, outside, before)).flatten();
            let shared = || phrase.is_none().then(|| self.shared(quote, before)).flatten();
            return Said { speaker: speaker.or_else(carried).or_else(shared), cue: Some(cue) };
        }
        let speaker = self.carried(quote, outside, before);
        let speaker = speaker.or_else(|| self.announced(quote, before)).or_else(|| self.subject(start, from));
        Said { speaker, cue: None }
    }

    /// Returns the tokens around a quote: where its first sentence begins, where the quote begins and ends, and where
    /// its last sentence ends.
    fn around(&self, outside: Span) -> (usize, usize, usize, usize) {
        let scene = self.scene;
        let sentences = &scene.document.sentences;
        let first = scene.sentence(outside.start).min(sentences.len() - 1);
        let last = sentences.partition_point(|sentence| sentence.span.start < outside.end).max(first + 1) - 1;
        let (from, to) = (scene.token_at(outside.start), scene.token_at(outside.end));
        // Only what is near is looked at, so that a sentence of a thousand quotations costs no more than a thousand.
        let start = scene.token_at(sentences[first].span.start).max(from.saturating_sub(Scene::FAR)).min(from);
        let mut end = scene.token_at(sentences[last].span.end).min(to + Scene::FAR).max(to);
        // "“Enough.” said Marsh": the tag was taken for a sentence.
        if end == to && scene.document.paragraphs[sentences[last].paragraph].sentences.end > last + 1 {
            let next = sentences[last + 1].span;
            let tag = scene.token_at(next.start);
            if scene.word(tag).starts_with(char::is_lowercase) || scene.is_any(tag, &["-"]) {
                end = scene.token_at(next.end).min(to + Scene::FAR);
            }
        }
        (start, from, to, end)
    }

    /// Tells whether what follows a quote goes on from it ("…,” said"), and does not only stand behind it.
    fn is_attached(&self, quote: &Quote, outside: Span) -> bool {
        let text = &self.scene.document.text;
        let words = quote.span.of(text);
        let behind = text[outside.end.min(text.len())..].trim_start();
        let begins = |paragraph: &Paragraph| paragraph.span.start == outside.start;
        words.ends_with([',', '?', '!', '…', '—', '–', '-', '.', '，'])
            || behind.starts_with([',', '—', '–', '-', '―', '，'])
            || text[..outside.start].trim_end().ends_with(['.', '!', '?', ':', '"', '”', '“', '»'])
            || self.scene.document.paragraphs.get(self.scene.paragraph(outside.start)).is_some_and(begins)
    }

    /// Returns the subject of the sentence for words woven into it, where no verb that we know reports them.
    fn subject(&self, start: usize, from: usize) -> Option<Speaker> {
        let scene = self.scene;
        let phrase = self.scene.main_subject(start, from).or_else(|| {
            let parts = (start..from).find(|at| scene.is_any(*at, &[","])).map(|comma| comma + 1)?;
            self.scene.main_subject(parts, from)
        })?;
        let mut speaker = self.speaker(phrase)?;
        speaker.confidence = speaker.confidence.min(sure::SUBJECT);
        Some(speaker)
    }

    /// Returns the speaker that a phrase names, by the fullest name.
    pub fn speaker(&self, phrase: Phrase<'_>) -> Option<Speaker> {
        let scene = self.scene;
        let span = phrase.span(scene);
        let (name, confidence) = match phrase {
            Phrase::Pronoun(at) => {
                let antecedents = self.antecedents.get_or_init(|| Antecedents::new(scene, self.people));
                let (name, sure) = antecedents.of(at)?;
                (name.to_owned(), if sure { sure::PRONOUN } else { sure::UNSURE })
            }
            Phrase::Name(_) => (self.people.called(scene, &phrase)?, sure::NAMED),
            Phrase::Noun { .. } | Phrase::Own => (self.people.called(scene, &phrase)?, sure::NOUN),
        };
        Some(Speaker { name, span, confidence })
    }

    /// Returns the speaker of the quote before, where this one goes on in the same paragraph or with a new mark.
    fn carried(&self, quote: &Quote, outside: Span, before: &[Quote]) -> Option<Speaker> {
        let scene = self.scene;
        let earlier = before.iter().rev().take(NEAR).find(|earlier| earlier.kind.is_speech())?;
        let (here, there) = (scene.paragraph(quote.span.start), scene.paragraph(earlier.span.start));
        let paragraphs = &scene.document.paragraphs;
        let open = paragraphs.get(there).is_some_and(|p| p.span.end == earlier.span.end);
        let text = &scene.document.text;
        let between = Span::new(earlier.span.end, outside.start).of(text);
        let begins = text[..outside.start].trim_end().ends_with(['.', '!', '?', '"', '”', '“', '’', '»', '…']);
        // In one sentence only what is strung together has one speaker.
        let strung = between.split_whitespace().count() <= 4 && !between.contains(['.', ';']);
        let goes_on = here == there && (begins || strung);
        let reopened = here == there + 1 && open;
        let speaker = earlier.speaker.clone().filter(|_| goes_on || reopened)?;
        Some(Speaker { confidence: speaker.confidence.min(sure::CARRIED), ..speaker })
    }

    /// Returns the speaker of the quotation before in the same sentence.
    fn shared(&self, quote: &Quote, before: &[Quote]) -> Option<Speaker> {
        let scene = self.scene;
        let earlier = before.iter().rev().take(NEAR).find(|earlier| earlier.kind.is_speech())?;
        let same = scene.sentence(earlier.span.end) == scene.sentence(quote.span.start);
        let speaker = earlier.speaker.clone().filter(|_| same)?;
        Some(Speaker { confidence: speaker.confidence.min(sure::CARRIED), ..speaker })
    }

    /// Returns who is announced at the end of the sentence or paragraph before ("NAME said in a statement:"), or whose
    /// words the paragraph before was about.
    fn announced(&self, quote: &Quote, before: &[Quote]) -> Option<Speaker> {
        let scene = self.scene;
        let document = scene.document;
        let sentence = scene.sentence(quote.span.start);
        let whole = document.sentences.get(sentence)?;
        let opens = document.text[whole.span.start..quote.span.start].chars().all(|c| !c.is_alphanumeric());
        let last = document.sentences.get(sentence.checked_sub(1)?).filter(|_| opens)?;
        let words = last.span.of(&document.text);
        let (start, end) = (scene.token_at(last.span.start), scene.token_at(last.span.end));
        let start = start.max(end.saturating_sub(Scene::FAR));
        let colon = words.ends_with([':', '：']);
        if colon || last.paragraph == whole.paragraph {
            let found =
                self.scene.head(start, end).and_then(|(phrase, _)| phrase).filter(|_| colon || words.ends_with('.'));
            let phrase = found.or_else(|| self.scene.main_subject(start, end))?;
            let mut speaker = self.speaker(phrase)?;
            speaker.confidence = speaker.confidence.min(if colon { sure::NAMED } else { sure::BEFORE });
            return Some(speaker);
        }
        // A paragraph that is nothing but a quotation belongs to who was speaking or spoken of right before.
        let spoke = before.iter().rev().take_while(|earlier| earlier.span.end > last.span.start);
        let speaker = spoke.filter(|earlier| earlier.kind.is_speech()).find_map(|earlier| earlier.speaker.clone());
        let subject = || self.scene.main_subject(start, end).and_then(|phrase| self.speaker(phrase));
        let mut speaker = speaker.or_else(subject)?;
        speaker.confidence = speaker.confidence.min(sure::SUBJECT);
        Some(speaker)
    }
}
