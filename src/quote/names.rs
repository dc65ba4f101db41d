//! Where names stand in a document: runs of words with a capital, without what merely begins a sentence.

use std::collections::HashSet;

use super::Gender;
use super::cues::{Class, gender, is_given};
use super::scene::{Name, Scene, TITLES, elided, is_opening};
use crate::document::Role;
use crate::span::Span;
use crate::text::dateline::dateline;
use crate::text::tokens::Kind;

/// Finds the names of a document, and the paragraphs that write nearly every word with a capital.
pub fn find(scene: &mut Scene<'_>) {
    let seen = Seen::new(scene);
    scene.names = scene.find_names(&seen);
    scene.headlines = seen.headlines;
}

impl Scene<'_> {
    fn find_names(&self, seen: &Seen) -> Vec<Name> {
        let mut names = Vec::new();
        // What belongs to the page says nothing of who speaks in the text.
        let told = |sentence: &usize| self.document.role(*sentence) != Role::Boilerplate;
        for sentence in (0..self.document.sentences.len()).filter(told) {
            let span = self.document.sentences[sentence].span;
            // Where a story was filed says nothing of it either.
            let opens =
                self.document.paragraphs[self.document.sentences[sentence].paragraph].sentences.start == sentence;
            let filed = if opens { dateline(span.of(&self.document.text)) } else { 0 };
            let (mut at, end) = (self.token_at(span.start + filed), self.token_at(span.end));
            while at < end {
                match self.run(at, end, span, seen) {
                    Some(past) => {
                        names.extend(self.name(at, past, seen));
                        at = past;
                    }
                    None => at += 1,
                }
            }
        }
        names
    }

    /// Returns the end of a run of words with a capital that may be a name.
    fn run(&self, at: usize, end: usize, sentence: Span, seen: &Seen) -> Option<usize> {
        if !self.may_begin(at, sentence, seen) {
            return None;
        }
        let mut past = at + 1;
        loop {
            past = match self.next_of_run(at, past, end, seen) {
                Some(next) => next,
                None => return Some(past),
            };
        }
    }

    fn may_begin(&self, at: usize, sentence: Span, seen: &Seen) -> bool {
        let free = Class::SKIP.and(Class::PREP).and(Class::CLAUSE).and(Class::DET).and(Class::PRONOUN).and(Class::OWN);
        let fixed = Class::TITLE.and(Class::MR).and(Class::MRS).and(Class::PARTICLE);
        if !self.is_capital(at) || (self.is(at, free) && !self.is(at, fixed)) {
            return false;
        }
        let form = self.tokens[at].form;
        let start = self.tokens[at].span().start;
        let first = start == sentence.start || self.document.text[..start].ends_with(is_opening);
        let headline = seen.headlines.contains(&self.paragraph(start));
        let common = self.tokens[at].common && !self.is(at, fixed);
        let goes_on = self.is_capital(at + 1) && !self.is(at + 1, Class::SKIP) || self.is_any(at + 1, &["."]);
        let risen = seen.risen.contains(&form) && !common;
        let fresh = !seen.low.contains(&form) && !self.is(at, Class::SAY.and(Class::MAYBE));
        let acts = || self.is(at + 1, Class::SAY.and(Class::MAYBE).and(Class::SKIP).and(Class::WHO)) || self.owns(at);
        match (first, headline) {
            (_, true) => risen,
            // What begins a sentence has a capital anyway.
            (true, _) => {
                risen
                    || (fresh
                        && !self.form(at).ends_with("ing")
                        && (goes_on || (!common && (acts() || is_given(self.form(at))))))
            }
            _ => !common || goes_on,
        }
    }

    /// Returns the end of a run with its next word, where that belongs to it.
    fn next_of_run(&self, first: usize, past: usize, end: usize, seen: &Seen) -> Option<usize> {
        let gap = |left: usize, right: usize| {
            Span::new(self.tokens[left].span().end, self.tokens[right].span().start).of(&self.document.text)
        };
        let near = |left: usize, right: usize| right < end && matches!(gap(left, right), " " | "\n" | "\u{a0}" | "");
        // What ends in a possessive ends a name.
        if self.owns(past - 1) || !near(past - 1, past) {
            return None;
        }
        let headline = seen.headlines.contains(&self.paragraph(self.tokens[first].span().start));
        let known = |at: usize| !headline || seen.risen.contains(&self.tokens[at].form);
        // In a text that is all capitals a verb still ends a name.
        let verb = |at: usize| self.is(at, Class::SAY) && !self.word(at).contains(char::is_lowercase);
        let word = |at: usize| self.is_capital(at) && !self.is(at, Class::PRONOUN.and(Class::OWN)) && !verb(at);
        let capital = |at: usize| at < end && word(at) && known(at);
        let last = self.word(past - 1);
        let abbreviated = last.chars().count() == 1 || self.is(past - 1, TITLES) || last == "St";
        if capital(past) && (!self.tokens[past].common || !gap(past - 1, past).is_empty()) {
            return (!self.is(past, Class::SKIP) || self.is(past, TITLES)).then_some(past + 1);
        }
        if self.is_any(past, &["."]) && gap(past - 1, past).is_empty() && abbreviated && capital(past + 1) {
            return near(past, past + 1).then_some(past + 2);
        }
        let joint = self.is_any(past, &["-"]) || self.word(past) == "&";
        if joint && capital(past + 1) && near(past, past + 1) && gap(past - 1, past).len() == gap(past, past + 1).len()
        {
            return (self.word(past) == "&" || gap(past, past + 1).is_empty()).then_some(past + 2);
        }
        if past > first
            && joint
            && self.is_syllable(past + 1, end)
            && self.is_syllable(past - 1, end)
            && past - first > 1
        {
            let glued = gap(past - 1, past).is_empty() && gap(past, past + 1).is_empty();
            return glued.then_some(past + 2);
        }
        let given = |at: usize| is_given(self.form(at));
        let body = (first..past).any(|at| self.is(at, Class::BODY)) && !(first..past).any(given);
        let link = self.cues.phrase("link", (past..end.min(past + 3)).map(|at| self.form(at)));
        if body && link > 0 && capital(past + link) && !self.is(past - 1, TITLES) {
            return Some(past + link + 1);
        }
        let title = self.is(past - 1, TITLES);
        // "von" and the like are prepositions too, but not behind a given name.
        let given = is_given(self.form(past - 1)) || last.chars().count() == 1;
        let begins = !self.is(past, Class::DET) && (given || !self.is(past, Class::PREP));
        let particles = (past..end.min(past + 3)).take_while(|at| self.is(*at, Class::PARTICLE)).count();
        (particles > 0 && begins && !title && capital(past + particles)).then_some(past + particles + 1)
    }

    /// Tells whether a word is written as one syllable of a Chinese or Korean name is: "Ho-ding", "Jong-un".
    fn is_syllable(&self, at: usize, end: usize) -> bool {
        let vowel = |c: char| "aeiouy".contains(c);
        let form = self.form(at);
        let groups = form.split(|c| !vowel(c)).filter(|group| !group.is_empty()).count();
        let closes = form.ends_with(vowel) || form.ends_with(['n', 'g', 'k', 'm', 'l', 'p', 't', 'h', 'w']);
        at < end && (2..=6).contains(&form.len()) && groups == 1 && closes && form.is_ascii()
    }

    /// Tells whether a token ends in a possessive.
    fn owns(&self, at: usize) -> bool {
        self.word(at).ends_with("'s") || self.word(at).ends_with("’s")
    }

    /// Makes a name of a run: the titles before it go, and what it tells about the person is kept.
    fn name(&self, first: usize, end: usize, seen: &Seen) -> Option<Name> {
        let from = self.without_titles(first, end);
        let is_role = (from..end).all(|at| self.is(at, TITLES.and(Class::ROLE)));
        let before = first.checked_sub(1);
        let determined = before.is_some_and(|at| self.is(at, Class::DET)) && from == first;
        if is_role && (end - from > 1 || from == first) && !self.is(end - 1, Class::BODY) {
            return None;
        }
        // "Ida Marsh, R-Wyo.": the party and the state.
        let tagged = end - first > 1 && self.word(first).chars().count() == 1 && self.is_any(first + 1, &["-"]);
        if tagged && before.is_some_and(|at| self.is_any(at, &[",", "("])) {
            return None;
        }
        if self.nouns_rise && end - first == 1 && (determined || !seen.may_be_name(self, first)) {
            return None;
        }
        let start = self.tokens[from].span().start + (self.word(from).len() - self.bare(from).len());
        let last = self.tokens[end - 1].span();
        let owns = self.owns(end - 1);
        let cut =
            if owns { last.of(&self.document.text).rfind(['\'', '’']).unwrap_or(last.len()) } else { last.len() };
        let span = Span::new(start, last.start + cut);
        let words = span.of(&self.document.text);
        let acronym = end - from == 1 && words.chars().filter(|c| c.is_uppercase()).count() > 1;
        let body = (from..end).any(|at| self.is(at, Class::BODY)) || acronym || (determined && !self.nouns_rise);
        // "the speaker of the House Ida Marsh": the preposition belongs to the office.
        let of_office = from > first && before.is_some_and(|at| self.is_office_before(at));
        let governed = !of_office
            && before.is_some_and(|at| {
                let det = self.is(at, Class::DET) && at > 0;
                let at = if det { at - 1 } else { at };
                self.is(at, Class::PREP) || self.is_any(at, &["(", "[", "/"]) || self.is_any(end, &[")"])
            })
            || elided(self.form(first), self.cues).is_some_and(|(before, _)| self.cues.class(before).is(Class::PREP));
        let owns = owns || self.is_any(end, &["'"]);
        Some(Name { span, first, end, gender: self.told(first, from, words), body, owns, governed })
    }

    /// Tells whether the words up to a token are an office and what leads on from it ("the speaker of the").
    fn is_office_before(&self, at: usize) -> bool {
        let from = if self.is(at, Class::DET) { at.saturating_sub(1) } else { at };
        let link = self.cues.phrase("link", (from..=at).map(|at| self.form(at)));
        link == at - from + 1 && from > 0 && self.is(from - 1, TITLES)
    }

    /// Returns where the name proper begins in a run.
    fn without_titles(&self, first: usize, end: usize) -> usize {
        let is_title = |at: usize| self.is(at, TITLES) && !self.is(at + 1, Class::BODY);
        let keeps = |at: usize| !self.is_mark(at) && !self.is(at, TITLES.and(Class::BODY).and(Class::ROLE));
        let cut = (first..end - 1).rev().find(|at| is_title(*at) && (at + 1..end).any(keeps));
        let mut from = cut.map_or(first, |at| at + 1);
        while from + 1 < end && self.is_mark(from) {
            from += 1;
        }
        // What stands before a given name is what the person does or where.
        let given = |at: usize| is_given(self.form(at));
        let later = (from + 1..end - 1).find(|at| given(*at) && self.is_capital(at + 1));
        let one = later.filter(|at| !self.is_any(at - 1, &["-"]) && !(from..*at).any(given));
        one.filter(|at| (from..*at).all(|before| self.word(before).chars().count() > 1)).unwrap_or(from)
    }

    /// Returns what the words before a name and its given name say about the person.
    fn told(&self, first: usize, from: usize, words: &str) -> Option<Gender> {
        let near = first.saturating_sub(1)..from;
        if near.clone().any(|at| self.is(at, Class::MRS.and(Class::ROLE_F))) {
            return Some(Gender::She);
        }
        if near.clone().any(|at| self.is(at, Class::MR.and(Class::ROLE_M))) {
            return Some(Gender::He);
        }
        let mut parts = words.split([' ', '\n', '\u{a0}']);
        let given = gender(&parts.next().unwrap_or("").to_lowercase());
        // A single word is as often a surname, and many of those are given to men.
        given.filter(|given| *given == Gender::She || parts.next().is_some())
    }
}

/// How words are written in the rest of the document.
struct Seen {
    /// Forms with a capital inside a sentence.
    risen: HashSet<u32>,
    /// Forms without.
    low: HashSet<u32>,
    /// Forms behind an article, where nouns begin with a capital.
    nouns: HashSet<u32>,
    /// Forms behind a given name or a title.
    paired: HashSet<u32>,
    /// Paragraphs that write nearly every word with a capital.
    headlines: HashSet<usize>,
}

impl Seen {
    fn new(scene: &Scene<'_>) -> Self {
        let sets = || HashSet::new();
        let mut seen = Seen { risen: sets(), low: sets(), nouns: sets(), paired: sets(), headlines: HashSet::new() };
        for (number, paragraph) in scene.document.paragraphs.iter().enumerate() {
            let (from, end) = (scene.token_at(paragraph.span.start), scene.token_at(paragraph.span.end));
            let words = (from..end).filter(|at| scene.tokens[*at].kind == Kind::Word && !scene.tokens[*at].common);
            let (count, capitals) = words.fold((0, 0), |(n, c), at| (n + 1, c + usize::from(scene.is_capital(at))));
            let short = matches!(paragraph.role, Role::Title | Role::Heading) || paragraph.sentences.len() == 1;
            if short && count > 3 && capitals * 10 >= count * 8 && !scene.nouns_rise {
                seen.headlines.insert(number);
                continue;
            }
            (from..end).for_each(|at| seen.add(scene, at));
        }
        seen
    }

    fn add(&mut self, scene: &Scene<'_>, at: usize) {
        let form = scene.tokens[at].form;
        if !scene.is_capital(at) {
            self.low.insert(form);
            return;
        }
        let before = at.checked_sub(1);
        if before.is_some_and(|before| scene.is(before, Class::DET) || scene.tokens[before].common) {
            self.nouns.insert(form);
        }
        let named = |before: usize| is_given(scene.form(before)) || scene.is(before, TITLES);
        if before.is_some_and(|before| scene.is_capital(before) && named(before)) {
            self.paired.insert(form);
        }
        let start = scene.tokens[at].span().start;
        let sentence = &scene.document.sentences[scene.sentence(start).min(scene.document.sentences.len() - 1)];
        if start > sentence.span.start && !scene.document.text[..start].ends_with(is_opening) {
            self.risen.insert(form);
        }
    }

    /// Tells whether a single word with a capital may be a name in a language that writes all nouns so.
    fn may_be_name(&self, scene: &Scene<'_>, at: usize) -> bool {
        const NOUNS: [&str; 9] = ["ung", "ungen", "heit", "keit", "schaft", "tion", "tät", "ismus", "nisse"];
        let (form, token) = (scene.form(at), scene.tokens[at].form);
        let letters = scene.word(at).chars().filter(|c| c.is_uppercase()).count();
        let noun = self.nouns.contains(&token) || NOUNS.iter().any(|end| form.ends_with(end));
        let beside = scene.is(at + 1, Class::REPORT)
            || at.checked_sub(1).is_some_and(|at| scene.is(at, Class::REPORT.and(Class::TAG)));
        let known = letters > 1 || is_given(form) || self.paired.contains(&token);
        known || (beside && !noun && !scene.is(at, Class::ROLE))
    }
}
