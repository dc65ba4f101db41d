//! Who a few words name: a name, a pronoun, or a noun for somebody who speaks ("a spokesman for the port").

use super::cues::Class;
use super::scene::{Name, Scene};
use crate::span::Span;

/// A phrase that names somebody reaches at most this many tokens.
const LONGEST: usize = 14;

/// An unknown noun beside the verb stands at most this many tokens behind its article ("one angry questioner").
const UNKNOWN: usize = 4;

/// What names who speaks.
#[derive(Clone, Copy, Debug)]
pub enum Phrase<'s> {
    /// A name.
    Name(&'s Name),
    /// A pronoun, as a token.
    Pronoun(usize),
    /// A noun with its article and what belongs to it, as a range of tokens, and its head.
    Noun {
        /// The first token.
        first: usize,
        /// One past the last token.
        end: usize,
        /// The noun itself.
        head: usize,
    },
    /// A pronoun for the one who writes: nobody who is named.
    Own,
}

impl Phrase<'_> {
    /// Returns where it stands.
    pub fn span(&self, scene: &Scene<'_>) -> Span {
        match *self {
            Phrase::Name(name) => name.span,
            Phrase::Pronoun(at) => scene.tokens[at].span(),
            Phrase::Noun { first, end, .. } => scene.tokens[first].span().join(scene.tokens[end - 1].span()),
            Phrase::Own => Span::default(),
        }
    }

    /// Returns its first token, titles included.
    pub const fn first(&self) -> Option<usize> {
        match *self {
            Phrase::Name(name) => Some(name.first),
            Phrase::Pronoun(at) => Some(at),
            Phrase::Noun { first, .. } => Some(first),
            Phrase::Own => None,
        }
    }

    /// Returns one past its last token.
    pub fn end(&self, from: usize) -> usize {
        match *self {
            Phrase::Name(name) => name.end,
            Phrase::Pronoun(at) => at + 1,
            Phrase::Noun { end, .. } => end,
            Phrase::Own => from + 1,
        }
    }

    /// Tells whether it is a name or a pronoun.
    pub const fn is_sure(&self) -> bool {
        matches!(self, Phrase::Name(_) | Phrase::Pronoun(_))
    }
}

impl Scene<'_> {
    /// Reads the phrase that begins at a token, and not behind `end`.
    pub fn phrase(&self, from: usize, end: usize) -> Option<Phrase<'_>> {
        let end = end.min(from + LONGEST);
        let adverb = |at: &usize| self.is(*at, Class::SKIP) && self.name_at(*at).is_none();
        let first = (from..end).find(|at| !adverb(at) && !self.is_any(*at, &["-", "("]))?;
        if self.is_marked(self.tokens[first].span().start) {
            return None;
        }
        if self.is(first, Class::OWN) && !self.is_capital_inside(first) {
            return Some(Phrase::Own);
        }
        if self.is_pronoun(first, end) {
            return Some(Phrase::Pronoun(first));
        }
        self.noun_phrase(first, end)
    }

    /// Tells whether a token is a pronoun that stands alone ("her", but not in "her lawyer").
    pub fn is_pronoun(&self, at: usize, end: usize) -> bool {
        let noun = self.is(at, Class::DET) && at + 1 < end && self.is(at + 1, Class::ROLE);
        self.is(at, Class::PRONOUN) && !noun
    }

    fn is_verb_form(&self, at: usize) -> bool {
        self.is(at, Class::SAY.and(Class::MAYBE))
    }

    fn is_capital_inside(&self, at: usize) -> bool {
        self.is_capital(at) && self.form(at) != "i" && self.name_at(at).is_some()
    }

    fn noun_phrase(&self, first: usize, end: usize) -> Option<Phrase<'_>> {
        let (mut owner, mut head, mut at) = (None, None, first);
        // A participle has a subject elsewhere.
        if self.form(first).ends_with("ing") && !self.is_capital(first) {
            return None;
        }
        while at < end {
            if let Some(name) = self.name_at(at) {
                // "Marsh's lawyer", "the Brenn lawyer Ida Voss": a name before a noun is not yet who is meant.
                let modifies =
                    self.is(name.end, Class::ROLE) && !self.is_capital(name.end) && !self.is_verb_form(name.end);
                if name.end >= end || !(name.owns || modifies) {
                    return Some(Phrase::Name(name));
                }
                owner = Some(name);
                at = name.end;
                continue;
            }
            let stops = Class::PREP.and(Class::CLAUSE).and(Class::WHO);
            let verb = at > first && self.is(at, Class::SAY) && !self.is(at, Class::ROLE);
            let article = self.is(at, Class::DET) || self.is(at, Class::PARTICLE) && !self.is(at + 1, Class::DET);
            // Behind another article stands somebody else: "the prize surprised the author".
            let noun = !self.nouns_rise || (first + 1..at).any(|at| self.is_capital(at));
            let other = head.is_none() && at > first + 1 && noun && self.is(at, Class::DET);
            if self.is_mark(at) && !self.is_any(at, &["-", "'"]) || (self.is(at, stops) && !article) || verb || other {
                break;
            }
            if self.is(at, Class::ROLE) {
                head = Some(at);
            }
            at += 1;
        }
        let Some(head) = head else { return self.named_behind(at, end).or_else(|| self.guessed(first, at, owner)) };
        let link = self.cues.phrase("link", (head + 1..end.min(head + 3)).map(|at| self.form(at)));
        let whose = self.name_at(head + 1 + link).filter(|name| link > 0 && !name.owns);
        let owned = self.name_at(head + 1 + link).is_some();
        let noun = link > 0 && !owned && self.is_capital(head + 1 + link) && head + 1 + link < end;
        let past = whose.map_or(if noun { head + link + 2 } else { head + 1 }, |name| name.end);
        // "the mayor of Brenn, John Marsh," names him.
        let named = self.named_behind(at, end).or_else(|| self.named_behind(past, end));
        Some(named.unwrap_or(Phrase::Noun { first, end: past, head }))
    }

    /// Returns the name behind a comma.
    fn named_behind(&self, comma: usize, end: usize) -> Option<Phrase<'_>> {
        let name = self.name_at(comma + 1).filter(|_| self.is_any(comma, &[","]) && comma + 1 < end)?;
        (!name.owns).then_some(Phrase::Name(name))
    }

    /// Returns who owns what is unknown, or a noun that we do not know between its article and a mark.
    fn guessed<'s>(&'s self, first: usize, at: usize, owner: Option<&'s Name>) -> Option<Phrase<'s>> {
        let short = self.is(first, Class::DET) && (2..=UNKNOWN).contains(&(at - first)) && self.is_mark(at);
        let noun = short.then(|| Phrase::Noun { first, end: at, head: at - 1 });
        owner.map(Phrase::Name).or(noun)
    }

    /// Returns who does what a verb says, from the words before it back to `start`, or to where its clause begins.
    pub fn subject_before(&self, verb: usize, start: usize) -> Option<Phrase<'_>> {
        let left = self.before_adverbs(verb, start);
        if left <= start {
            return None;
        }
        let mut parts = self.parts(start, left);
        // "NAME, the head of NAME, said": what stands before the apposition is the subject.
        if self.is_any(left - 1, &[",", "-", ")"]) {
            let begins = |part: &&(usize, usize)| !self.is(part.0, Class::PREP.and(Class::CLAUSE));
            return parts.iter().filter(begins).find_map(|part| self.phrase(part.0, left));
        }
        let (from, end) = parts.pop()?;
        // "NAME said she hoped", "NAME said NAME hoped": the nearest does it.
        if self.is_pronoun(end - 1, end) {
            return Some(Phrase::Pronoun(end - 1));
        }
        if let Some(name) = self.name_before(end).filter(|name| (from..name.first).any(|at| self.is_verb(at))) {
            return Some(Phrase::Name(name));
        }
        if self.is(end - 1, Class::WHO) && !self.is(end - 1, Class::DET) {
            return self.last_name(start, end - 1);
        }
        // "a speech in which NAME said": the clause begins behind the pronoun.
        let relative = (from..end - 1).rev().find(|at| self.is(*at, Class::WHO) && !self.is(*at, Class::DET));
        let clause = relative.and_then(|at| self.phrase(at + 1, end)).filter(Phrase::is_sure);
        if clause.is_some() {
            return clause;
        }
        let near = match self.phrase(from, end) {
            Some(phrase) if !self.is(from, Class::PREP) => Some(phrase),
            _ if self.is(from, Class::PREP) => self.last_name(from, end).filter(|phrase| phrase.end(0) == end),
            _ => self.unknown(from, end),
        };
        // "even as NAME said": what stands right before the verb does it, whatever leads on to it.
        let beside = || self.last_name(from, end).filter(|phrase| phrase.end(0) == end);
        // "NAME came out and said": the verb shares its subject with the one before.
        near.or_else(beside)
            .or_else(|| parts.iter().rev().find_map(|part| self.phrase(part.0, part.1).filter(Phrase::is_sure)))
    }

    /// Returns a noun that we do not know, between its article and the verb.
    fn unknown(&self, from: usize, end: usize) -> Option<Phrase<'_>> {
        let words = (from..end).all(|at| !self.is_mark(at) && !self.is(at, Class::PREP.and(Class::PRONOUN)));
        let marked = self.is_marked(self.tokens[from].span().start);
        let fits = self.is(from, Class::DET) && (2..=UNKNOWN).contains(&(end - from)) && words && !marked;
        fits.then_some(Phrase::Noun { first: from, end, head: end - 1 })
    }

    /// Returns the last name before a token that no preposition governs, or, where there is none, the last.
    pub fn last_name(&self, start: usize, end: usize) -> Option<Phrase<'_>> {
        let from = self.names.partition_point(|name| name.first < start);
        let to = self.names.partition_point(|name| name.end <= end);
        self.names.get(from..to)?.iter().rfind(|name| !name.owns && !self.is_marked(name.span.start)).map(Phrase::Name)
    }

    fn before_adverbs(&self, verb: usize, start: usize) -> usize {
        let mut left = verb;
        while left > start {
            let at = left - 1;
            let adverb = self.is(at, Class::SKIP) && !self.is(at, Class::PRONOUN) && self.name_ending(left).is_none();
            let manner = self.form(at).ends_with("ly") && !self.is_capital(at);
            let reflexive = self.is_any(at, &["'"]);
            match self.is_any(at, &[")"]).then(|| (start..at).rev().find(|at| self.is_any(*at, &["("]))).flatten() {
                Some(open) => left = open,
                None if adverb || manner || reflexive => left -= 1,
                None => break,
            }
        }
        left
    }

    fn name_ending(&self, end: usize) -> Option<&Name> {
        let at = self.names.partition_point(|name| name.end < end);
        self.names.get(at).filter(|name| name.end == end)
    }

    /// Divides tokens where clauses and appositions begin.
    fn parts(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let mut from = start;
        for at in start..end {
            let quote = self.is_any(at, &["\"", "'", "“", "''", "「", "」"]) && !self.is_any(at + 1, &["s"]);
            let stop = self.is_mark(at) && !self.is_any(at, &["'", "%", "$"]) && self.name_over(at).is_none();
            let clause = self.is(at, Class::CLAUSE) && !self.is_capital(at);
            if quote || stop || clause {
                if from < at {
                    parts.push((from, at));
                }
                from = at + 1;
            }
        }
        if from < end {
            parts.push((from, end));
        }
        parts
    }

    /// Returns the name that a token stands inside.
    fn name_over(&self, at: usize) -> Option<&Name> {
        let next = self.names.partition_point(|name| name.end <= at);
        self.names.get(next).filter(|name| name.first <= at)
    }

    /// Returns who does what a verb says, from the words behind it ("said NAME").
    pub fn subject_after(&self, verb: usize, end: usize) -> Option<Phrase<'_>> {
        let hyphen = |at: usize| self.is_any(at, &["-"]) || self.form(at) == "t";
        let from = (verb + 1..end.min(verb + 4)).find(|at| !hyphen(*at))?;
        // "said on Monday the mayor"
        let dated = self.is(from, Class::PREP) && self.is(from + 1, Class::SKIP) && from + 2 < end;
        let from = if dated { from + 2 } else { from };
        // "said in a statement" names nobody.
        if self.is(from, Class::THAT)
            || self.is(from, Class::PREP.and(Class::CLAUSE)) && !self.is(from, Class::DET.and(Class::PRONOUN))
        {
            return None;
        }
        self.phrase(from, end)
    }
}
