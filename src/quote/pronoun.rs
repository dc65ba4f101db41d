//! Whom a pronoun means: who was spoken of last, in which part, as far as sex, number and nature fit.
//!
//! A simple form of what Lappin and Leass describe in "An algorithm for pronominal anaphora resolution" (1994): whoever
//! is mentioned gains weight by the part they have in the sentence, all weights halve with each sentence, and a pronoun
//! means the heaviest of those whom it can mean. Where another one is close behind, it means nobody we could name.

use std::collections::HashMap;

use super::Gender;
use super::cues::Class;
use super::nature::{Signs, Sort, is_owner, nature};
use super::people::People;
use super::phrase::Phrase;
use super::scene::{Name, Scene, TITLES};
use crate::document::Role;
use crate::span::Span;

/// What a mention weighs: as the one who says something, as what a sentence or a clause begins with, elsewhere, before
/// what it owns, and behind a preposition. An order that grammar gives, not fitted to anything.
mod part {
    pub const SPEAKS: f64 = 100.0;
    pub const SUBJECT: f64 = 80.0;
    pub const CLAUSE: f64 = 60.0;
    pub const OTHER: f64 = 40.0;
    pub const OWNER: f64 = 30.0;
    pub const GOVERNED: f64 = 25.0;
}

/// Who weighs less than this was mentioned too long ago.
const FAINT: f64 = 8.0;

/// What was left of a weight counts for so much of it once a new mention adds to it: who is the subject now comes before
/// who was spoken of often.
const OFTEN: f64 = 0.5;

/// Whose sex is not known counts for so much of one whose sex fits.
const UNKNOWN: f64 = 0.7;

/// Of whom we do not know whether they are a person counts for so much.
const PERHAPS: f64 = 0.5;

/// Where the next weighs this much of the heaviest, the pronoun may mean either.
const RIVAL: f64 = 0.75;

/// Where the next weighs less than this, the heaviest is meant for sure.
const CLEAR: f64 = 0.5;

/// No more than these are kept in mind, so that a sentence without an end costs no more than its length.
const MOST: usize = 40;

/// A noun that begins a sentence stands less than so many tokens behind its article.
const NOUN: usize = 4;

/// No subject is looked for further than so many tokens before its verb.
const FAR: usize = 40;

/// Somebody or something that was mentioned.
struct Referent {
    name: String,
    gender: Option<Gender>,
    sort: Sort,
    /// What was left of its weight when its last sentence began, and what that sentence adds.
    left: f64,
    added: f64,
    /// The last sentence that mentions it, counted as [`Walk::clock`] counts.
    sentence: usize,
}

/// Whom the pronouns of a document mean.
pub struct Antecedents {
    meant: HashMap<usize, (usize, bool)>,
    referents: Vec<Referent>,
}

impl Antecedents {
    /// Goes through a document from its first sentence to its last.
    pub fn new(scene: &Scene<'_>, people: &People) -> Self {
        let mut walk = Walk::new(scene, people);
        for sentence in &scene.document.sentences {
            let role = scene.document.paragraphs[sentence.paragraph].role;
            if matches!(role, Role::Body | Role::List) {
                walk.sentence(sentence.span);
            }
        }
        Antecedents { meant: walk.meant, referents: walk.referents }
    }

    /// Returns who is meant by a pronoun, a token, by the fullest name, and whether it can be nobody else.
    pub fn of(&self, pronoun: usize) -> Option<(&str, bool)> {
        let (at, sure) = self.meant.get(&pronoun)?;
        Some((&self.referents[*at].name, *sure))
    }
}

struct Walk<'s, 'a> {
    scene: &'s Scene<'a>,
    people: &'s People,
    referents: Vec<Referent>,
    by_name: HashMap<String, usize>,
    /// Who was mentioned not too long ago.
    recent: Vec<usize>,
    /// How many sentences there were so far, those between marks left out: speech does not make a reader forget.
    clock: usize,
    meant: HashMap<usize, (usize, bool)>,
}

/// Whom some words mention.
enum Whom {
    Referent(usize),
    Pronoun,
}

impl<'s, 'a> Walk<'s, 'a> {
    fn new(scene: &'s Scene<'a>, people: &'s People) -> Self {
        let mut walk = Walk {
            scene,
            people,
            referents: Vec::new(),
            by_name: HashMap::new(),
            recent: Vec::new(),
            clock: 0,
            meant: HashMap::new(),
        };
        let mut signs: HashMap<usize, Signs> = HashMap::new();
        for name in &scene.names {
            let at = walk.named(people.full(scene, name));
            let referent = &mut walk.referents[at];
            let person = people.fullest(scene, name);
            referent.gender = referent.gender.or(name.gender).or(person.and_then(|person| person.gender));
            signs.entry(at).or_default().add(scene, name, person.is_some());
        }
        for (at, signs) in signs {
            walk.referents[at].sort = signs.sort();
        }
        walk
    }

    /// Returns the referent of a name.
    fn named(&mut self, name: String) -> usize {
        if let Some(at) = self.by_name.get(&name) {
            return *at;
        }
        let at = self.referents.len();
        self.by_name.insert(name.clone(), at);
        self.referents.push(Referent { name, gender: None, sort: Sort::Other, left: 0.0, added: 0.0, sentence: 0 });
        at
    }

    fn sentence(&mut self, span: Span) {
        let scene = self.scene;
        let (first, end) = (scene.token_at(span.start), scene.token_at(span.end));
        let free = |at: &usize| !scene.is_marked(scene.tokens[*at].span().start);
        if !(first..end).any(|at| !scene.is_mark(at) && free(&at)) {
            return;
        }
        self.clock += 1;
        let mut mentions = self.mentions(first, end);
        mentions.sort_by_key(|(at, ..)| *at);
        for (at, whom, weight) in mentions {
            let referent = match whom {
                Whom::Referent(referent) => Some(referent),
                Whom::Pronoun => self.resolve(at),
            };
            if let Some(referent) = referent {
                self.mention(referent, weight);
            }
        }
        let clock = self.clock;
        let referents = &self.referents;
        self.recent.retain(|at| referents[*at].weight(clock) >= FAINT);
    }

    /// Returns who is mentioned among some tokens, with the token and the weight of the mention.
    fn mentions(&mut self, first: usize, end: usize) -> Vec<(usize, Whom, f64)> {
        let scene = self.scene;
        let mut speaks: HashMap<usize, Phrase<'s>> = HashMap::new();
        let marked = |at: &usize| scene.is_marked(scene.tokens[*at].span().start);
        for verb in (first..end).filter(|at| scene.is_verb(*at) && !marked(at)) {
            let far = first.max(verb.saturating_sub(FAR));
            let from = (far..verb).rev().find(marked).map_or(far, |at| at + 1);
            let phrase = scene.subject_before(verb, from).or_else(|| scene.subject_after(verb, end));
            speaks.extend(phrase.and_then(|phrase| Some((phrase.first()?, phrase))));
        }
        let near = |phrase: &Phrase<'_>| matches!(phrase, Phrase::Noun { first, head, .. } if head - first < NOUN);
        let leads = scene.phrase(first, end).filter(|phrase| scene.is(first, Class::DET) && near(phrase));
        let framed = scene.framed(first, end).and_then(|(phrase, _)| phrase);
        speaks.extend(framed.and_then(|phrase| Some((phrase.first()?, phrase))));
        let (mut found, mut led) = (Vec::new(), false);
        for at in first..end {
            if marked(&at) {
                continue;
            }
            if let Some(name) = scene.name_at(at) {
                let weight = if speaks.contains_key(&at) { part::SPEAKS } else { weight(scene, name, first, led) };
                led |= weight >= part::SUBJECT;
                found.push((at, Whom::Referent(self.named(self.people.full(scene, name))), weight));
            } else if scene.is_pronoun(at, end) {
                let weight = if speaks.contains_key(&at) { part::SPEAKS } else { part::SUBJECT };
                found.push((at, Whom::Pronoun, weight));
            } else if let Some(phrase @ Phrase::Noun { head, .. }) = speaks.get(&at) {
                found.extend(self.noun(phrase, *head).map(|whom| (at, whom, part::SPEAKS)));
            } else if let Some(phrase @ Phrase::Noun { head, .. }) = leads.filter(|phrase| phrase.first() == Some(at)) {
                led = true;
                found.extend(self.noun(&phrase, head).map(|whom| (at, whom, part::SUBJECT)));
            }
        }
        found
    }

    /// Returns whom a noun mentions that says something.
    fn noun(&mut self, phrase: &Phrase<'_>, head: usize) -> Option<Whom> {
        let name = self.people.called(self.scene, phrase)?;
        let known = self.by_name.contains_key(&name);
        let at = self.named(name);
        if !known {
            let referent = &mut self.referents[at];
            (referent.sort, referent.gender) = nature(self.scene, head);
        }
        Some(Whom::Referent(at))
    }

    fn mention(&mut self, at: usize, weight: f64) {
        let clock = self.clock;
        let referent = &mut self.referents[at];
        if referent.sentence != clock {
            (referent.left, referent.added, referent.sentence) = (OFTEN * referent.weight(clock), 0.0, clock);
        }
        referent.added = referent.added.max(weight);
        if !self.recent.contains(&at) {
            self.recent.truncate(MOST);
            self.recent.insert(0, at);
        }
    }

    /// Finds whom a pronoun means.
    fn resolve(&mut self, pronoun: usize) -> Option<usize> {
        let scene = self.scene;
        let wanted = Wanted::new(scene, pronoun)?;
        let weigh = |at: &usize| {
            let referent = &self.referents[*at];
            let weight = referent.weight(self.clock);
            (*at, wanted.fits(referent, weight) * weight)
        };
        let mut fits: Vec<(usize, f64)> =
            self.recent.iter().map(weigh).filter(|(_, weight)| *weight >= FAINT).collect();
        fits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (at, weight) = *fits.first()?;
        let next = fits.get(1).map_or(0.0, |(_, next)| next / weight);
        if next >= RIVAL {
            return None;
        }
        if next < CLEAR && weight >= part::OTHER {
            let referent = &mut self.referents[at];
            referent.gender = referent.gender.or(wanted.gender);
        }
        self.meant.insert(pronoun, (at, next < CLEAR));
        Some(at)
    }
}

impl Referent {
    fn weight(&self, clock: usize) -> f64 {
        let age = i32::try_from(clock - self.sentence).unwrap_or(i32::MAX);
        (self.left + self.added) * 0.5_f64.powi(age)
    }
}

/// What a pronoun asks of whom it means.
struct Wanted {
    gender: Option<Gender>,
    several: bool,
    body: bool,
}

impl Wanted {
    fn new(scene: &Scene<'_>, at: usize) -> Option<Self> {
        let (he, she) = (scene.is(at, Class::HE), scene.is(at, Class::SHE));
        let (they, it) = (scene.is(at, Class::THEY), scene.is(at, Class::IT));
        // German "sie" is a woman or several: the verb beside it tells.
        let many = |at: usize| scene.is(at, Class::MANY);
        let verb = if at > 0 && scene.is(at - 1, Class::SAY) { at - 1 } else { at + 1 };
        let she = she && !(they && many(verb));
        let gender = if he { Some(Gender::He) } else { she.then_some(Gender::She) };
        let several = they && !she;
        // A plural that is told by its verb means several and no body.
        let body = it || several && !scene.is(at, Class::SHE);
        (gender.is_some() || several || it).then_some(Wanted { gender, several, body })
    }

    /// Returns how well somebody of some weight may be meant, 0 where they cannot be.
    fn fits(&self, referent: &Referent, weight: f64) -> f64 {
        let same = self.gender.zip(referent.gender).map(|(wanted, known)| wanted == known);
        match (referent.sort, self.gender) {
            (Sort::Person | Sort::Perhaps, Some(_)) if same == Some(true) => 1.0,
            (Sort::Person | Sort::Perhaps, Some(_)) if same == Some(false) => 0.0,
            (Sort::Person, Some(_)) => UNKNOWN,
            (Sort::Perhaps, Some(_)) => PERHAPS,
            // What is no person is taken up again at once or not at all.
            (Sort::Several, None) if self.several && weight >= part::OTHER => 1.0,
            (Sort::Body, None) if self.body && weight >= part::OTHER => 1.0,
            _ => 0.0,
        }
    }
}

/// Returns what the mention of a name weighs in a sentence that begins with a given token; `led` where the sentence
/// has its subject already.
fn weight(scene: &Scene<'_>, name: &Name, first: usize, led: bool) -> f64 {
    // "Marsh's lawyer", "the Brenn lawyer"
    let modifies = scene.is(name.end, Class::ROLE) && !scene.is(name.end, Class::SAY.and(Class::MAYBE));
    if name.owns || modifies || is_owner(scene, name) {
        return part::OWNER;
    }
    if name.governed {
        return part::GOVERNED;
    }
    let office = Class::DET.and(TITLES).and(Class::ROLE);
    let is_beside = |at: &usize| {
        scene.is(*at, office) && !scene.is(*at, Class::SAY)
            || scene.is(*at, Class::PREP) && *at > first && scene.is(*at - 1, TITLES)
    };
    let left = (first..name.first).rev().find(|at| !is_beside(at));
    match left {
        None => part::SUBJECT,
        // "On Monday, NAME", but not "NAME and her partner, NAME".
        Some(at) if scene.is_mark(at) && !led => part::SUBJECT,
        Some(at) if scene.is(at, Class::CLAUSE.and(Class::THAT).and(Class::WHO)) => part::CLAUSE,
        Some(_) => part::OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::quote::cues::cues;
    use crate::quote::names;
    use crate::text::tokens::Lexicon;

    /// Returns the pronouns of a text without quotations, each with whom it means.
    fn meant(text: &str, language: &str) -> Vec<(String, Option<String>)> {
        let document = load::read("a.txt", text.as_bytes());
        let mut lexicon = Lexicon::default();
        let tokens = lexicon.tokens(&document, language);
        let mut scene = Scene::new(&document, &tokens, &lexicon, cues(language), language, Vec::new());
        names::find(&mut scene);
        let antecedents = Antecedents::new(&scene, &People::new(&scene));
        let pronouns = (0..scene.tokens.len()).filter(|at| scene.is(*at, Class::PRONOUN));
        pronouns.map(|at| (scene.word(at).to_owned(), antecedents.of(at).map(|(name, _)| name.to_owned()))).collect()
    }

    fn last(text: &str, language: &str) -> Option<String> {
        meant(text, language).pop().and_then(|(_, name)| name)
    }

    #[test]
    fn who_is_the_subject_comes_before_who_was_named_last() {
        let text = "Harold Pruett wrote to the mayor, Simon Ackroyd. He said that the pier was lost.";
        assert_eq!(last(text, "en").as_deref(), Some("Harold Pruett"));
    }

    #[test]
    fn sex_tells_them_apart() {
        let text = "Harold Pruett met Edith Marsh at the pier. She said that it was lost.";
        assert_eq!(meant(text, "en")[0].1.as_deref(), Some("Edith Marsh"));
        let text = "Robert Klee traf am Montag Ilse Brandt. Sie sagte, der Hafen bleibe offen.";
        assert_eq!(last(text, "de").as_deref(), Some("Ilse Brandt"));
    }

    #[test]
    fn he_and_she_mean_no_place_and_no_body() {
        for text in [
            "The Harbour Council met in Port Ellery. He said that the pier was lost.",
            "In Georgia the ferries stood still. She said that the pier was lost.",
            "The Brenn Courier printed the letter. He said that the pier was lost.",
        ] {
            assert_eq!(last(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn where_it_may_be_either_nobody_is_meant() {
        let text =
            "Harold Pruett and Simon Ackroyd met at the pier. Simon Ackroyd and Harold Pruett left. He was late.";
        assert_eq!(last(text, "en"), None);
    }

    #[test]
    fn a_body_is_it_or_they_at_once() {
        let text = "The Harbour Council said on Monday that the pier was safe. It said that repairs went on.";
        assert_eq!(last(text, "en").as_deref(), Some("Harbour Council"));
    }

    #[test]
    fn german_plural_verbs_tell_several_from_a_woman() {
        let text = "Ilse Brandt ging heim. Sie sagten nichts.";
        assert_eq!(last(text, "de"), None);
    }

    #[test]
    fn other_languages() {
        for (text, language, name) in [
            ("Le maire, Paul Vernet, a visité le port. Il a dit que le quai était perdu.", "fr", "Paul Vernet"),
            ("La alcaldesa Marta Oliva visitó el puerto. Ella dijo que el muelle estaba perdido.", "es", "Marta Oliva"),
            ("Мэр Ольга Ремизова осмотрела порт. Она заявила, что причал потерян.", "ru", "Ольга Ремизова"),
            ("Starosta Petr Hanzlík navštívil přístav. On řekl, že molo je ztraceno.", "cs", "Petr Hanzlík"),
        ] {
            assert_eq!(last(text, language).as_deref(), Some(name), "{text}");
        }
    }
}
