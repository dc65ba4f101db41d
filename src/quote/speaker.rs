//! Who says a quotation: the words beside the verb that reports it, made full from the rest of the source.

use super::cues::Class;
use super::people::{People, is_person, tidy};
use super::phrase::Phrase;
use super::scene::{Name, Scene};
use super::{Gender, Quote, Speaker};
use crate::document::Paragraph;
use crate::span::Span;

/// No word that names a speaker is looked for further than so many tokens from the quotation.
const FAR: usize = 60;

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

/// A verb or phrase that reports speech, and the phrase that names who speaks.
pub type Found<'s> = (Option<Phrase<'s>>, Span);

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
        let tail = if attached { self.tail(to, end) } else { None };
        let near = match tail {
            Some((Some(_), _)) => tail,
            _ => self.head(start, from).or(tail).or_else(|| self.loose_tail(to, end)),
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
        let start = scene.token_at(sentences[first].span.start).max(from.saturating_sub(FAR)).min(from);
        let mut end = scene.token_at(sentences[last].span.end).min(to + FAR).max(to);
        // "“Enough.” said Marsh": the tag was taken for a sentence.
        if end == to && scene.document.paragraphs[sentences[last].paragraph].sentences.end > last + 1 {
            let next = sentences[last + 1].span;
            let tag = scene.token_at(next.start);
            if scene.word(tag).starts_with(char::is_lowercase) || scene.is_any(tag, &["-"]) {
                end = scene.token_at(next.end).min(to + FAR);
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

    fn is_verb(&self, at: usize) -> bool {
        let scene = self.scene;
        // "so-called" reports nothing, and what follows an article is a noun.
        let noun = at > 0
            && (scene.is(at - 1, Class::DET) && !scene.is(at - 1, Class::PRONOUN.and(Class::WHO).and(Class::CLAUSE))
                || scene.is_any(at - 1, &["-"]));
        let past = at > 0 && scene.is(at - 1, Class::SKIP);
        scene.is(at, Class::SAY) && scene.is_low(at) && (!noun || past)
    }

    /// Tells whether a token that may be a noun is the verb of the phrase before it.
    fn is_verb_of_name(&self, at: usize, start: usize) -> bool {
        let scene = self.scene;
        if !scene.is(at, Class::MAYBE) || at == start || !scene.is_low(at) {
            return false;
        }
        let direct = scene.name_before(at).is_some_and(|name| !name.owns);
        direct || scene.is(at - 1, Class::PRONOUN.and(Class::WHO)) && !scene.is(at - 1, Class::DET)
    }

    /// "…," said NAME · "…," NAME said · "…," he said · "…", according to NAME · "…" ― NAME
    fn tail(&self, to: usize, end: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        let open = |at: &usize| scene.is_any(*at, &["\"", "'", "''"]) && *at > to;
        let end = (to..end).find(open).unwrap_or(end);
        let from = (to..end).find(|at| !scene.is_any(*at, &[",", "-", "--", ".", "'", "\""]))?;
        if let Some(found) = self.signature(to, from, end) {
            return Some(found);
        }
        self.reported(from, end)
    }

    /// Reads a clause that reports what was said: "said NAME", "NAME said", "according to NAME".
    pub fn reported(&self, from: usize, end: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        if let Some(found) = self.framed(from, end.min(from + 10)) {
            return Some(found);
        }
        let tag = scene.is(from, Class::TAG.and(Class::SAY).and(Class::MAYBE));
        let verb = (from..end.min(from + 4)).find(|at| {
            let first = *at == from && tag;
            first
                || (self.is_verb(*at)
                    && (from..*at).all(|at| scene.is(at, Class::SKIP.and(Class::PRONOUN)) || scene.is_any(at, &["'"])))
        });
        if let Some(verb) = verb {
            let before = scene.subject_before(verb, from);
            let after = || scene.subject_after(verb, end);
            let found = before.or_else(after);
            if found.is_some() || scene.is(verb, Class::SAY) {
                return Some((found, scene.tokens[verb].span()));
            }
        }
        // Clauses and relative pronouns do not report: "…,” which she wrote in 1990".
        let starts = Class::CLAUSE.and(Class::WHO).and(Class::PREP);
        if scene.is(from, starts) && !scene.is(from, Class::DET.and(Class::PRONOUN)) {
            return None;
        }
        let is_verb = |at: &usize| self.is_verb(*at) || self.is_verb_of_name(*at, from);
        let verb = (from..end.min(from + 40)).find(is_verb)?;
        let subject = scene.subject_before(verb, from)?;
        Some((Some(subject), scene.tokens[verb].span()))
    }

    /// "…" ― NAME, up to the end of the paragraph
    fn signature(&self, to: usize, from: usize, end: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        let dash = (to..from).find(|at| scene.is_any(*at, &["-", "--"]))?;
        let name = scene.name_at(from)?;
        let ends = name.end >= end || scene.is_any(name.end, &[",", "(", "."]);
        ends.then_some((Some(Phrase::Name(name)), scene.tokens[dash].span()))
    }

    /// NAME said: "…" · said NAME: "…" · according to NAME, "…" · NAME: "…"
    fn head(&self, start: usize, from: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        if from <= start {
            return None;
        }
        if let Some(found) = self.framed(start, from) {
            return Some(found);
        }
        if let Some(found) = self.cited(start, from) {
            return Some(found);
        }
        let is_verb = |at: &usize| self.is_verb(*at) || self.is_verb_of_name(*at, start);
        let Some(verb) = (start..from).rev().find(is_verb) else { return self.labelled(start, from) };
        // What stands between other marks reports nothing here.
        let inside = scene.is_marked(scene.tokens[verb].span().start);
        let verb = if inside {
            (start..verb).rev().find(|at| is_verb(at) && !scene.is_marked(scene.tokens[*at].span().start))?
        } else {
            verb
        };
        let cue = scene.tokens[verb].span();
        let before = scene.subject_before(verb, start);
        if before.is_some_and(|phrase| phrase.is_sure()) {
            let adjacent = |phrase: &Phrase<'_>| phrase.end(0) + 1 >= verb;
            let turned = scene
                .subject_after(verb, from)
                .filter(|after| matches!(after, Phrase::Name(name) if name.first == verb + 1 && name.end + 1 >= from));
            return Some((if before.as_ref().is_some_and(adjacent) { before } else { turned.or(before) }, cue));
        }
        // "says the law “…”" names no speaker unless the quotation follows at once.
        let closes =
            |after: &Phrase<'_>| self.turns() || after.is_sure() || after.end(0) >= from || scene.is_mark(after.end(0));
        let after = scene.subject_after(verb, from).filter(|after| !matches!(after, Phrase::Own) && closes(after));
        let sure =
            after.filter(|after| after.is_sure() && before.is_none_or(|before| matches!(before, Phrase::Noun { .. })));
        // "NAME criticised … but argued": the verbs share their subject.
        let shared = || {
            let earlier = (start..verb).rev().find(|at| self.is_verb(*at))?;
            scene.subject_before(earlier, start).filter(Phrase::is_sure)
        };
        let first = || self.main_subject(start, verb).or_else(shared);
        Some((sure.filter(|_| before.is_none() || self.turns()).or(before).or(after).or_else(first), cue))
    }

    /// "NAME quoted NAME as saying": who is cited speaks.
    fn cited(&self, start: usize, from: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        let verb = (start + 1..from).rev().find(|at| scene.is(*at, Class::QUOTES) && !scene.is_capital(*at))?;
        let object = scene.subject_after(verb, from).filter(|phrase| phrase.end(0) < from)?;
        let speaks = !matches!(object, Phrase::Own | Phrase::Pronoun(_));
        speaks.then(|| (Some(object), scene.tokens[verb].span()))
    }

    /// Tells whether the language often sets the subject behind the verb.
    fn turns(&self) -> bool {
        !self.scene.cues.list("tag").is_empty()
    }

    /// NAME: "…", where nothing else says who speaks.
    fn labelled(&self, start: usize, from: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        let colon = from.checked_sub(1).filter(|at| scene.is_any(*at, &[":"]) && *at > start)?;
        let name = scene.name_before(colon)?;
        Some((Some(Phrase::Name(name)), scene.tokens[colon].span()))
    }

    /// "according to NAME" among some tokens.
    fn framed(&self, from: usize, end: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        let forms = |at: usize| (at..end).map(|at| scene.form(at));
        for at in from..end {
            let len = scene.cues.phrase("frame", forms(at));
            let marked = || scene.is_marked(scene.tokens[at].span().start);
            if len > 0
                && !marked()
                && let Some(phrase) = scene.phrase(at + len, (at + len + FAR).min(scene.tokens.len()))
            {
                return Some((Some(phrase), scene.tokens[at].span().join(scene.tokens[at + len - 1].span())));
            }
            let len = scene.cues.phrase("behind", forms(at));
            if len > 0 && at > from && !marked() {
                let name = scene
                    .name_before(at)
                    .map(Phrase::Name)
                    .or_else(|| scene.phrase(at.saturating_sub(3).max(from), at));
                return Some((name, scene.tokens[at].span()));
            }
        }
        None
    }

    /// Returns where speech ends whose closing mark was lost: before the comma that leads on to who says it.
    pub fn cut(&self, inside: Span) -> Option<usize> {
        let scene = self.scene;
        let (first, end) = (scene.token_at(inside.start), scene.token_at(inside.end));
        let comma = (first + 1..end).find(|at| {
            let leads = scene.is_any(*at, &[",", "?", "!"]) && *at + 1 < end;
            leads
                && scene.is(at + 1, Class::REPORT)
                && scene.subject_after(at + 1, end).is_some_and(|phrase| phrase.is_sure() || phrase.end(0) > at + 2)
        })?;
        Some(scene.tokens[comma].span().end)
    }

    /// "…” of the harbour, Marsh said.": the clause that reports stands behind what goes on from the quotation.
    fn loose_tail(&self, to: usize, end: usize) -> Option<Found<'s>> {
        let scene = self.scene;
        let open = |at: &usize| scene.is_any(*at, &["\"", "''"]);
        let end = (to..end).find(open).unwrap_or(end);
        if let Some(found) = self.framed(to, end) {
            return Some(found);
        }
        let commas = (to..end).filter(|at| scene.is_any(*at, &[","]));
        let mut found = commas.filter_map(|comma| {
            let near = (comma + 1..end.min(comma + 12)).find(|at| self.is_verb(*at))?;
            let phrase = scene.phrase(comma + 1, near + 1);
            let before = phrase.filter(|phrase| phrase.end(comma) == near);
            let after = || (near == comma + 1).then(|| scene.subject_after(near, end)).flatten();
            let closes = |phrase: &Phrase<'_>| {
                scene.is_any(near + 1, &[".", ","])
                    || near + 1 >= end
                    || phrase.end(0) > near
                    || scene.is(near + 1, Class::SKIP.and(Class::PREP))
            };
            let subject = before.or_else(after).filter(closes)?;
            Some((Some(subject), scene.tokens[near].span()))
        });
        found.next()
    }

    /// Returns the subject with which a sentence begins.
    fn main_subject(&self, start: usize, end: usize) -> Option<Phrase<'s>> {
        let scene = self.scene;
        let governed = |phrase: &Phrase<'_>| matches!(phrase, Phrase::Name(name) if name.governed || name.owns);
        scene.phrase(start, end).filter(|phrase| phrase.is_sure() && !governed(phrase))
    }

    /// Returns the subject of the sentence for words woven into it, where no verb that we know reports them.
    fn subject(&self, start: usize, from: usize, before: &[Quote]) -> Option<Speaker> {
        let scene = self.scene;
        let phrase = self.main_subject(start, from).or_else(|| {
            let parts = (start..from).find(|at| scene.is_any(*at, &[","])).map(|comma| comma + 1)?;
            self.main_subject(parts, from)
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
        let start = start.max(end.saturating_sub(FAR));
        let colon = words.ends_with([':', '：']);
        if colon || last.paragraph == whole.paragraph {
            let found = self.head(start, end).and_then(|(phrase, _)| phrase).filter(|_| colon || words.ends_with('.'));
            let phrase = found.or_else(|| self.main_subject(start, end))?;
            let mut speaker = self.speaker(phrase, before)?;
            speaker.confidence = speaker.confidence.min(if colon { sure::NAMED } else { sure::BEFORE });
            return Some(speaker);
        }
        // A paragraph that is nothing but a quotation belongs to who was speaking or spoken of right before.
        let spoke = before.iter().rev().take_while(|earlier| earlier.span.end > last.span.start);
        let speaker = spoke.filter(|earlier| earlier.kind.is_speech()).find_map(|earlier| earlier.speaker.clone());
        let subject = || self.main_subject(start, end).and_then(|phrase| self.speaker(phrase, before));
        let mut speaker = speaker.or_else(subject)?;
        speaker.confidence = speaker.confidence.min(sure::SUBJECT);
        Some(speaker)
    }
}

impl Scene<'_> {
    /// Returns the name that ends right before a token.
    pub fn name_before(&self, at: usize) -> Option<&Name> {
        let next = self.names.partition_point(|name| name.end < at);
        self.names.get(next).filter(|name| name.end == at)
    }
}
