//! Who says a quotation: the words beside the verb that reports it, made full from the rest of the source.

use super::cues::Class;
use super::people::{People, is_person, tidy};
use super::phrase::Phrase;
use super::scene::{Name, Scene};
use super::{Gender, Quote, Speaker};
use crate::document::Paragraph;
use crate::span::Span;

/// Whom a pronoun means is looked for in at most so many sentences before it.
const BACK: usize = 12;

/// No more quotations and no more bytes than this are gone back for who spoke, so that a text of nothing but quotations
/// costs no more than its length.
const NEAR: usize = 16;
const LONG: usize = 4_000;

/// How sure a speaker is, in percent, by what gave them away: an order of evidence, judged by reading and not fitted.
mod sure {
    /// A verb or "according to" beside a name.
    pub const NAMED: u8 = 95;
    /// A noun and not a name.
    pub const NOUN: u8 = 85;
    /// A pronoun.
    pub const PRONOUN: u8 = 80;
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
}

impl<'s, 'a> Ear<'s, 'a> {
    /// Looks for the speakers of a document among its people.
    pub const fn new(scene: &'s Scene<'a>, people: &'s People) -> Self {
        Ear { scene, people }
    }

    /// Finds the speaker of a quote by the words around it; `outside` is the quote with its marks, `before` are the
    /// quotes found so far.
    pub fn attribute(&self, quote: &Quote, outside: Span, before: &[Quote]) -> Said {
        let (start, from, to, end) = self.around(outside);
        let attached = self.is_attached(quote, outside);
        let tail = if attached { self.scene.tail(to, end) } else { None };
        let near = match tail {
            Some((Some(_), _)) => tail,
            _ => self.scene.head(start, from).or(tail).or_else(|| self.scene.loose_tail(to, end)),
        };
        if let Some((phrase, cue)) = near {
            let speaker = phrase.and_then(|phrase| self.speaker(phrase, before));
            // A verb without a subject shares that of what was said before it ("…,” he said, adding: “…").
            let carried = || phrase.is_none().then(|| self.carried(quote, outside, before)).flatten();
            let shared = || phrase.is_none().then(|| self.shared(quote, before)).flatten();
            return Said { speaker: speaker.or_else(carried).or_else(shared), cue: Some(cue) };
        }
        let speaker = self.carried(quote, outside, before);
        let speaker = speaker.or_else(|| self.announced(quote, before)).or_else(|| self.subject(start, from, before));
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
    fn subject(&self, start: usize, from: usize, before: &[Quote]) -> Option<Speaker> {
        let scene = self.scene;
        let phrase = self.scene.main_subject(start, from).or_else(|| {
            let parts = (start..from).find(|at| scene.is_any(*at, &[","])).map(|comma| comma + 1)?;
            self.scene.main_subject(parts, from)
        })?;
        let mut speaker = self.speaker(phrase, before)?;
        speaker.confidence = speaker.confidence.min(sure::SUBJECT);
        Some(speaker)
    }

    /// Returns the speaker that a phrase names, by the fullest name.
    pub fn speaker(&self, phrase: Phrase<'_>, before: &[Quote]) -> Option<Speaker> {
        let scene = self.scene;
        let span = phrase.span(scene);
        let (name, confidence) = match phrase {
            Phrase::Name(name) => (self.full(name), sure::NAMED),
            Phrase::Pronoun(at) => (self.antecedent(at, before)?, sure::PRONOUN),
            Phrase::Noun { head, first, end } => match self.apposed(first) {
                Some(name) => (name, sure::NOUN),
                None => (self.noun(first, end, head), sure::NOUN),
            },
            Phrase::Own => return None,
        };
        Some(Speaker { name, span, confidence })
    }

    fn full(&self, name: &Name) -> String {
        let words = || tidy(name.span.of(&self.scene.document.text));
        self.people.fullest(self.scene, name).map_or_else(words, |person| person.name.clone())
    }

    /// Returns who "the mayor" is where the document says so, else the noun as it stands.
    fn noun(&self, first: usize, end: usize, head: usize) -> String {
        let scene = self.scene;
        let bare = end - first == 2 && head == first + 1 && scene.is(first, Class::DET);
        if bare && let Some(person) = self.people.holder(scene.form(head), scene.tokens[first].span().start) {
            return person.name.clone();
        }
        if bare
            && scene.is(head, Class::BODY)
            && let Some(body) = self.body_before(first)
        {
            return body;
        }
        let span = scene.tokens[first].span().join(scene.tokens[end - 1].span());
        let words = tidy(span.of(&scene.document.text));
        // The article is not part of what somebody is called, but "a spokesman" is not "the spokesman".
        if !scene.is(first, Class::DET) {
            return words;
        }
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
    }

    /// Returns the name that a noun without an article stands behind: "Ida Voss, deputy mayor of Brenn, …".
    fn apposed(&self, first: usize) -> Option<String> {
        let scene = self.scene;
        let comma = first.checked_sub(1).filter(|at| scene.is_any(*at, &[",", "，"]))?;
        let name = scene.name_before(comma).filter(|name| !name.owns && !scene.is(first, Class::DET))?;
        Some(self.full(name))
    }

    /// Returns the only body that is named before a token in its sentence, or in the nearest one before that names any
    /// in the same paragraph: "the organisation".
    fn body_before(&self, at: usize) -> Option<String> {
        let scene = self.scene;
        let place = scene.tokens[at].span().start;
        let paragraph = scene.document.paragraphs.get(scene.paragraph(place))?;
        let named = |sentence: usize| -> Vec<String> {
            let span = scene.document.sentences[sentence].span;
            let first = scene.names.partition_point(|name| name.span.start < span.start);
            let near = scene.names[first..].iter().take_while(|name| name.span.end <= span.end.min(place));
            let body = |name: &&Name| name.body || self.people.fullest(scene, name).is_some_and(|person| person.body);
            let mut names: Vec<String> = near
                .filter(body)
                .filter(|name| !scene.is_marked(name.span.start))
                .map(|name| self.full(name))
                .collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let here = scene.sentence(place).min(paragraph.sentences.end.saturating_sub(1));
        let found = (paragraph.sentences.start..=here).rev().map(named).find(|names| !names.is_empty())?;
        <[String; 1]>::try_from(found).ok().map(|[name]| name)
    }

    /// Returns whom a pronoun means: going back, who spoke in a sentence or is its subject, as far as sex and number
    /// fit.
    fn antecedent(&self, pronoun: usize, before: &[Quote]) -> Option<String> {
        let scene = self.scene;
        let place = scene.tokens[pronoun].span().start;
        let here = scene.sentence(place);
        let floor = scene.paragraph(place).saturating_sub(2);
        for sentence in (here.saturating_sub(BACK)..=here).rev() {
            let sentence = &scene.document.sentences[sentence];
            if sentence.paragraph < floor {
                break;
            }
            let span = Span::new(sentence.span.start.max(place.saturating_sub(LONG)), sentence.span.end.min(place));
            if let Some(name) = self.meant(pronoun, span, before) {
                return Some(name);
            }
        }
        None
    }

    /// Returns whom a pronoun may mean in one sentence.
    fn meant(&self, pronoun: usize, sentence: Span, before: &[Quote]) -> Option<String> {
        let scene = self.scene;
        let from = before.partition_point(|quote| quote.span.end <= sentence.start);
        let to = before.partition_point(|quote| quote.span.start < sentence.end);
        let spoke = before.get(from..to)?.iter().rev().take(NEAR).filter(|quote| quote.kind.is_speech());
        let speaker =
            spoke.filter_map(|quote| quote.speaker.as_ref()).find(|speaker| self.agrees(pronoun, &speaker.name));
        if let Some(speaker) = speaker {
            return Some(speaker.name.clone());
        }
        let first = scene.names.partition_point(|name| name.span.start < sentence.start);
        let named = scene.names[first..].iter().take_while(|name| name.span.end <= sentence.end);
        let free = named.filter(|name| !scene.is_marked(name.span.start) && !name.governed && !name.owns);
        let mut fits = free.filter(|name| match self.people.fullest(scene, name) {
            Some(person) => self.fits(pronoun, person.gender.or(name.gender), person.body || name.body),
            None => {
                is_person(scene, name, self.people) && self.fits(pronoun, name.gender, name.body)
                    || (name.body && self.fits(pronoun, None, true))
            }
        });
        fits.next().map(|name| self.full(name))
    }

    /// Tells whether a pronoun may mean a speaker that was found by name.
    fn agrees(&self, pronoun: usize, name: &str) -> bool {
        let known = self.people.named(name);
        let given = || super::cues::gender(&name.split(' ').next().unwrap_or("").to_lowercase());
        match known {
            Some(person) => self.fits(pronoun, person.gender, person.body),
            None if name.starts_with(char::is_lowercase) => {
                let last = name.split(' ').find(|word| self.scene.cues.class(word).is(Class::ROLE)).unwrap_or("");
                let class = self.scene.cues.class(last);
                let gender = if class.is(Class::ROLE_F) {
                    Some(Gender::She)
                } else if class.is(Class::ROLE_M) {
                    Some(Gender::He)
                } else {
                    None
                };
                self.scene.is(pronoun, Class::THEY) || self.fits(pronoun, gender, false)
            }
            None => self.fits(pronoun, given(), false),
        }
    }

    fn fits(&self, pronoun: usize, gender: Option<Gender>, body: bool) -> bool {
        let scene = self.scene;
        let (he, she) = (scene.is(pronoun, Class::HE), scene.is(pronoun, Class::SHE));
        let many = scene.is(pronoun, Class::THEY.and(Class::IT));
        if body {
            return many;
        }
        match gender {
            Some(Gender::He) => he,
            Some(Gender::She) => she,
            None => he || she,
        }
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
            let mut speaker = self.speaker(phrase, before)?;
            speaker.confidence = speaker.confidence.min(if colon { sure::NAMED } else { sure::BEFORE });
            return Some(speaker);
        }
        // A paragraph that is nothing but a quotation belongs to who was speaking or spoken of right before.
        let spoke = before.iter().rev().take_while(|earlier| earlier.span.end > last.span.start);
        let speaker = spoke.filter(|earlier| earlier.kind.is_speech()).find_map(|earlier| earlier.speaker.clone());
        let subject = || self.scene.main_subject(start, end).and_then(|phrase| self.speaker(phrase, before));
        let mut speaker = speaker.or_else(subject)?;
        speaker.confidence = speaker.confidence.min(sure::SUBJECT);
        Some(speaker)
    }
}
