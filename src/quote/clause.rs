//! The clause that reports what was said: its verb or phrase, and the words that name who speaks.

use super::cues::Class;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::span::Span;

/// A verb or phrase that reports speech, and the phrase that names who speaks.
pub type Found<'s> = (Option<Phrase<'s>>, Span);

impl Scene<'_> {
    /// Reads a clause that reports what was said: "said NAME", "NAME said", "according to NAME".
    pub fn reported(&self, from: usize, end: usize) -> Option<Found<'_>> {
        if let Some(found) = self.framed(from, end.min(from + 10)) {
            return Some(found);
        }
        let tag = self.is(from, Class::TAG.and(Class::SAY).and(Class::MAYBE));
        let verb = (from..end.min(from + 4)).find(|at| {
            let first = *at == from && tag;
            first
                || (self.is_verb(*at)
                    && (from..*at).all(|at| self.is(at, Class::SKIP.and(Class::PRONOUN)) || self.is_any(at, &["'"])))
        });
        if let Some(verb) = verb {
            let before = self.subject_before(verb, from);
            // A participle has its subject elsewhere: "…,” he said, calling the pier …".
            let after = || self.subject_after(verb, end).filter(|_| !self.form(verb).ends_with("ing"));
            let found = before.or_else(after);
            if found.is_some() || self.is(verb, Class::SAY) {
                return Some((found, self.tokens[verb].span()));
            }
        }
        // Clauses and relative pronouns do not report: "…,” which she wrote in 1990".
        let starts = Class::CLAUSE.and(Class::WHO).and(Class::PREP);
        if self.is(from, starts) && !self.is(from, Class::DET.and(Class::PRONOUN)) {
            return None;
        }
        let is_verb = |at: &usize| self.is_verb(*at) || self.is_verb_of_name(*at, from);
        let verb = (from..end.min(from + 40)).find(is_verb)?;
        let subject = self.subject_before(verb, from)?;
        Some((Some(subject), self.tokens[verb].span()))
    }

    /// "…," said NAME · "…," NAME said · "…," he said · "…", according to NAME · "…" ― NAME
    pub fn tail(&self, to: usize, end: usize) -> Option<Found<'_>> {
        let open = |at: &usize| self.is_any(*at, &["\"", "'", "''"]) && *at > to;
        let end = (to..end).find(open).unwrap_or(end);
        let from = (to..end).find(|at| !self.is_any(*at, &[",", "-", "--", ".", "'", "\""]))?;
        if let Some(found) = self.signature(to, from, end) {
            return Some(found);
        }
        self.reported(from, end)
    }

    /// NAME said: "…" · said NAME: "…" · according to NAME, "…" · NAME: "…"
    pub fn head(&self, start: usize, from: usize) -> Option<Found<'_>> {
        if from <= start {
            return None;
        }
        if let Some(found) = self.framed(start, from) {
            return Some(found);
        }
        if let Some(found) = self.cited(start, from).or_else(|| self.parenthetical(start, from)) {
            return Some(found);
        }
        let is_verb = |at: &usize| self.is_verb(*at) || self.is_verb_of_name(*at, start);
        let Some(verb) = (start..from).rev().find(is_verb) else {
            return self.labelled(start, from).or_else(|| self.viewed(start, from));
        };
        // What stands between other marks reports nothing here.
        let inside = self.is_marked(self.tokens[verb].span().start);
        let verb = if inside {
            (start..verb).rev().find(|at| is_verb(at) && !self.is_marked(self.tokens[*at].span().start))?
        } else {
            verb
        };
        let cue = self.tokens[verb].span();
        let before = self.subject_before(verb, start);
        if before.is_some_and(|phrase| phrase.is_sure()) {
            let adjacent = |phrase: &Phrase<'_>| phrase.end(0) + 1 >= verb;
            let turned = self
                .subject_after(verb, from)
                .filter(|after| matches!(after, Phrase::Name(name) if name.first == verb + 1 && name.end + 1 >= from));
            return Some((if before.as_ref().is_some_and(adjacent) { before } else { turned.or(before) }, cue));
        }
        // "says the law “…”" names no speaker unless the quotation follows at once.
        let closes =
            |after: &Phrase<'_>| self.turns() || after.is_sure() || after.end(0) >= from || self.is_mark(after.end(0));
        let after = self.subject_after(verb, from).filter(|after| !matches!(after, Phrase::Own) && closes(after));
        let sure =
            after.filter(|after| after.is_sure() && before.is_none_or(|before| matches!(before, Phrase::Noun { .. })));
        // "NAME criticised … but argued": the verbs share their subject.
        let shared = || {
            let earlier = (start..verb).rev().find(|at| self.is_verb(*at))?;
            self.subject_before(earlier, start).filter(Phrase::is_sure)
        };
        let first = || self.main_subject(start, verb).or_else(shared);
        Some((sure.filter(|_| before.is_none() || self.turns()).or(before).or(after).or_else(first), cue))
    }

    /// "…” of the harbour, Marsh said.": the clause that reports stands behind what goes on from the quotation.
    pub fn loose_tail(&self, to: usize, end: usize) -> Option<Found<'_>> {
        let open = |at: &usize| self.is_any(*at, &["\"", "''"]);
        let end = (to..end).find(open).unwrap_or(end);
        if let Some(found) = self.framed(to, end) {
            return Some(found);
        }
        let commas = (to..end).filter(|at| self.is_any(*at, &[","]));
        let mut found = commas.filter_map(|comma| {
            let near = (comma + 1..end.min(comma + 12)).find(|at| self.is_verb(*at))?;
            let phrase = self.phrase(comma + 1, near + 1);
            let before = phrase.filter(|phrase| phrase.end(comma) == near);
            let after = || (near == comma + 1).then(|| self.subject_after(near, end)).flatten();
            let closes = |phrase: &Phrase<'_>| {
                self.is_any(near + 1, &[".", ","])
                    || near + 1 >= end
                    || phrase.end(0) > near
                    || self.is(near + 1, Class::SKIP.and(Class::PREP))
            };
            let subject = before.or_else(after).filter(closes)?;
            Some((Some(subject), self.tokens[near].span()))
        });
        found.next()
    }

    /// "according to NAME" among some tokens.
    pub fn framed(&self, from: usize, end: usize) -> Option<Found<'_>> {
        let forms = |at: usize| (at..end).map(|at| self.form(at));
        for at in from..end {
            let len = self.cues.phrase("frame", forms(at));
            let marked = || self.is_marked(self.tokens[at].span().start);
            if len > 0
                && !marked()
                && let Some(phrase) = self
                    .phrase(at + len, (at + len + Scene::FAR).min(self.tokens.len()))
                    .or_else(|| self.capital_noun(at + len))
            {
                return Some((Some(phrase), self.tokens[at].span().join(self.tokens[at + len - 1].span())));
            }
            let len = self.cues.phrase("behind", forms(at));
            if len > 0 && at > from && !marked() {
                let name =
                    self.name_before(at).map(Phrase::Name).or_else(|| self.phrase(at.saturating_sub(3).max(from), at));
                return Some((name, self.tokens[at].span()));
            }
        }
        None
    }

    /// "Er werde, so NAME, „…“": the tag stands between commas, and nothing else follows it.
    fn parenthetical(&self, start: usize, from: usize) -> Option<Found<'_>> {
        let tag = (start + 1..from).rev().find(|at| self.is(*at, Class::TAG) && self.is_any(at - 1, &[","]))?;
        let phrase = self.phrase(tag + 1, from).filter(Phrase::is_sure)?;
        self.is_any(phrase.end(tag), &[","]).then(|| (Some(phrase), self.tokens[tag].span()))
    }

    /// «…, — said NAME, — …»: who speaks stands between the marks, as Russian and other presses print it.
    pub fn inserted(&self, from: usize, to: usize) -> Option<Found<'_>> {
        let dash = |at: &usize| self.is_any(*at, &["-", "--"]);
        let verb = (from + 2..to)
            .filter(|at| dash(&(at - 1)) && self.is_any(at - 2, &[",", "!", "?", ".", "…"]))
            .find(|at| self.is(*at, Class::SAY) && self.is_low(*at))?;
        let end = (verb + 1..to).find(|at| dash(at) || self.is_any(*at, &[",", "."]))?;
        let (first, past) =
            (self.names.partition_point(|name| name.first <= verb), self.names.partition_point(|name| name.end <= end));
        let name = self.names.get(first..past)?.iter().find(|name| !name.owns && !name.governed);
        let pronoun = (verb + 1..end).find(|at| self.is(*at, Class::PRONOUN)).map(Phrase::Pronoun);
        Some((name.map(Phrase::Name).or(pronoun), self.tokens[verb].span()))
    }

    /// "NAME quoted NAME as saying": who is cited speaks.
    fn cited(&self, start: usize, from: usize) -> Option<Found<'_>> {
        let verb = (start + 1..from).rev().find(|at| self.is(*at, Class::QUOTES) && !self.is_capital(*at))?;
        let object = self.subject_after(verb, from).filter(|phrase| phrase.end(0) < from)?;
        let speaks = !matches!(object, Phrase::Own | Phrase::Pronoun(_));
        speaks.then(|| (Some(object), self.tokens[verb].span()))
    }

    /// "For NAME, the pier …", where nothing else says who speaks.
    fn viewed(&self, start: usize, from: usize) -> Option<Found<'_>> {
        let leads = |at: &usize| self.is(*at, Class::SKIP.and(Class::CLAUSE)) || self.is_any(*at, &[","]);
        let at = (start..from).find(|at| !leads(at))?;
        let len = self.cues.phrase("view", std::iter::once(self.form(at)));
        let phrase = self.phrase(at + len, from).filter(|_| len > 0)?;
        let person = match phrase {
            Phrase::Name(name) => name.gender.is_some() || name.first < self.token_at(name.span.start),
            Phrase::Noun { head, .. } => self.is(head, Class::TITLE.and(Class::PERSON)),
            Phrase::Pronoun(_) | Phrase::Own => false,
        };
        let closes = self.is_any(phrase.end(at), &[","]) && phrase.end(at) < from;
        (person && closes).then(|| (Some(phrase), self.tokens[at].span()))
    }

    /// Tells whether the phrase that leads on to who speaks is no verb, and who speaks a newspaper or the like: "according
    /// to the Brenn Courier".
    pub fn is_relayed(&self, phrase: &Phrase<'_>, cue: Span) -> bool {
        let at = self.token_at(cue.start);
        let frame = self.cues.phrase("frame", (at..self.tokens.len().min(at + 4)).map(|at| self.form(at))) > 0;
        let Some(first) = phrase.first().filter(|_| frame) else { return false };
        (first..phrase.end(first)).any(|at| self.is(at, Class::MEDIUM))
    }

    /// NAME: "…", where nothing else says who speaks.
    fn labelled(&self, start: usize, from: usize) -> Option<Found<'_>> {
        let colon = from.checked_sub(1).filter(|at| self.is_any(*at, &[":"]) && *at > start)?;
        let name = self.name_before(colon)?;
        Some((Some(Phrase::Name(name)), self.tokens[colon].span()))
    }

    /// "…" ― NAME, up to the end of the paragraph
    fn signature(&self, to: usize, from: usize, end: usize) -> Option<Found<'_>> {
        let dash = (to..from).find(|at| self.is_any(*at, &["-", "--"]))?;
        let name = self.name_at(from)?;
        let ends = name.end >= end || self.is_any(name.end, &[",", "(", "."]);
        ends.then_some((Some(Phrase::Name(name)), self.tokens[dash].span()))
    }

    /// Returns the subject with which a sentence begins.
    pub fn main_subject(&self, start: usize, end: usize) -> Option<Phrase<'_>> {
        let governed = |phrase: &Phrase<'_>| matches!(phrase, Phrase::Name(name) if name.governed || name.owns);
        self.phrase(start, end).filter(|phrase| phrase.is_sure() && !governed(phrase))
    }

    /// Returns the noun behind an article, where nouns begin with a capital: "laut der Werft lag …".
    fn capital_noun(&self, first: usize) -> Option<Phrase<'_>> {
        let head = (first..first + 4).find(|at| self.is_capital(*at))?;
        let low = (first..head).all(|at| !self.is_mark(at) && !self.is(at, Class::PREP));
        (self.nouns_rise && low && self.is(first, Class::DET)).then_some(Phrase::Noun { first, end: head + 1, head })
    }

    /// Returns where speech ends whose closing mark was lost: before the comma that leads on to who says it.
    pub fn cut(&self, inside: Span) -> Option<usize> {
        let (first, end) = (self.token_at(inside.start), self.token_at(inside.end));
        let comma = (first + 1..end).find(|at| {
            let leads = self.is_any(*at, &[",", "?", "!"]) && *at + 1 < end;
            leads
                && self.is(at + 1, Class::REPORT)
                && self.subject_after(at + 1, end).is_some_and(|phrase| phrase.is_sure() || phrase.end(0) > at + 2)
        })?;
        Some(self.tokens[comma].span().end)
    }

    pub fn is_verb(&self, at: usize) -> bool {
        // "so-called" reports nothing, and what follows an article is a noun.
        let noun = at > 0
            && (self.is(at - 1, Class::DET) && !self.is(at - 1, Class::PRONOUN.and(Class::WHO).and(Class::CLAUSE))
                || self.is_any(at - 1, &["-"]));
        let past = at > 0 && self.is(at - 1, Class::SKIP);
        self.is(at, Class::SAY) && self.is_low(at) && (!noun || past)
    }

    /// Tells whether a token that may be a noun is the verb of the phrase before it.
    fn is_verb_of_name(&self, at: usize, start: usize) -> bool {
        if !self.is(at, Class::MAYBE) || at == start || !self.is_low(at) {
            return false;
        }
        let direct = self.name_before(at).is_some_and(|name| !name.owns);
        direct || self.is(at - 1, Class::PRONOUN.and(Class::WHO)) && !self.is(at - 1, Class::DET)
    }

    /// Tells whether the language often sets the subject behind the verb.
    fn turns(&self) -> bool {
        !self.cues.list("tag").is_empty()
    }
}
