//! People with what is said of them: "former harbour chief Greta Vik", "Greta Vik, a spokeswoman for the owners".

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diff::{Rank, Side, is_title, ranks};
use crate::quote::cues::{Class, cues};
use crate::span::Span;
use crate::text::form::normal_form;
use crate::text::tokens::Token;

/// In front of a name a description has at most so many words.
const BEFORE: usize = 8;

/// Behind a name a description has at most so many words.
const BEHIND: usize = 14;

/// What a person is: an office by its number, or by the stems of its words.
type Office = (Option<u32>, Vec<u32>);

/// A person with a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// Name and description, where they stand.
    pub(super) span: Span,
    /// The forms of the name's words.
    name: Vec<u32>,
    offices: BTreeSet<Office>,
    /// What says that an office is no longer held, not yet or not wholly, by stems.
    status: BTreeSet<u32>,
    /// The words with a capital beside the offices: whose office it is.
    whose: Vec<Whose>,
}

/// A word that says whose an office is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Whose {
    stem: u32,
    /// Its number among words that say the same.
    alias: Option<u32>,
    /// As it stands, in capitals.
    letters: String,
}

impl Described {
    /// Tells whether two names end in the same word, and one holds all words of the other.
    pub(super) fn is_called_as(&self, other: &Described) -> bool {
        let within = |one: &Described, two: &Described| one.name.iter().all(|word| two.name.contains(word));
        self.name.last() == other.name.last() && (within(self, other) || within(other, self))
    }

    /// Tells whether two descriptions of a person disagree: another office, one that is held and one that is not, or
    /// one and the same of somebody else.
    pub(super) fn differs(&self, other: &Described) -> bool {
        let (ours, theirs) = (&self.offices, &other.offices);
        if !ours.is_subset(theirs) && !theirs.is_subset(ours) {
            return true;
        }
        self.status != other.status || self.is_of_others(other)
    }

    /// Tells whether both say whose the office is, and not one of these is the same or its first letters.
    fn is_of_others(&self, other: &Described) -> bool {
        let letters =
            |whose: &[Whose]| -> String { whose.iter().filter_map(|own| own.letters.chars().next()).collect() };
        let short = |one: &[Whose], many: &[Whose]| {
            let all = letters(many);
            one.iter().any(|own| own.letters.chars().count() > 1 && all.contains(own.letters.as_str()))
        };
        let same = |a: &Whose| other.whose.iter().any(|b| a.stem == b.stem || a.alias.is_some() && a.alias == b.alias);
        let either = self.whose.is_empty() || other.whose.is_empty();
        !either
            && !self.whose.iter().any(same)
            && !short(&self.whose, &other.whose)
            && !short(&other.whose, &self.whose)
    }
}

/// Returns the people of a wording that are described by a title, an office or a trade; `names` are all in it.
pub(super) fn described(side: Side<'_>, names: &[Range<usize>]) -> Vec<Described> {
    names.iter().filter_map(|name| around(side, name, names)).collect()
}

/// Returns runs of two or more capitalised words that are no titles, each with no mark inside.
pub(super) fn names(side: Side<'_>) -> Vec<Range<usize>> {
    let named = |at: usize| {
        let token = &side.tokens[at];
        token.is_word() && !token.common && rises(side, at) && !is_title(side, at)
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..side.tokens.len()).filter(|at| named(*at)) {
        match found.last_mut() {
            Some(run) if run.end == at && !is_parted(side, at) => run.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    found.retain(|run| run.len() > 1);
    found
}

fn around(side: Side<'_>, name: &Range<usize>, names: &[Range<usize>]) -> Option<Described> {
    let before = before(side, name.start);
    let behind = behind(side, name.end);
    let holds = |run: &Range<usize>| ranks(side, run).iter().any(|(_, rank)| matches!(rank, Rank::Office(_)));
    // Behind the comma of a list stands the office of the next.
    let next = |run: &Range<usize>| {
        names
            .iter()
            .any(|other| run.contains(&other.start) && other.start > name.end && is_title(side, other.start - 1))
    };
    let behind = if next(&behind) { name.end..name.end } else { behind };
    let first = if holds(&before) { before } else { name.start..name.start };
    let last = if holds(&behind) { behind } else { name.end..name.end };
    if first.is_empty() && last.is_empty() {
        return None;
    }
    let run = first.start..last.end;
    let ranks: Vec<(Range<usize>, Rank)> =
        [&first, &last].into_iter().flat_map(|description| ranks(side, description)).collect();
    let stems = |run: &Range<usize>| -> Vec<u32> {
        side.tokens[run.clone()].iter().filter(|token| token.is_word()).map(|token| token.stem).collect()
    };
    let mut found = Described {
        span: side.span(&run),
        name: side.tokens[name.clone()].iter().map(|token| token.form).collect(),
        offices: BTreeSet::new(),
        status: BTreeSet::new(),
        whose: Vec::new(),
    };
    for (run, rank) in &ranks {
        match rank {
            Rank::Status => found.status.extend(stems(run)),
            Rank::Office(Some(number)) => drop(found.offices.insert((Some(*number), Vec::new()))),
            Rank::Office(None) => drop(found.offices.insert((None, stems(run)))),
            Rank::Alias(_) => {}
        }
    }
    let office = |at: &usize| ranks.iter().any(|(run, rank)| !matches!(rank, Rank::Alias(_)) && run.contains(at));
    for at in
        first.clone().chain(last.clone()).filter(|at| side.tokens[*at].is_word() && rises(side, *at) && !office(at))
    {
        let alias = ranks.iter().find_map(|(run, rank)| match rank {
            Rank::Alias(number) if run.contains(&at) => Some(*number),
            _ => None,
        });
        let letters = side.tokens[at].span().of(side.text).to_uppercase().replace('.', "");
        found.whose.push(Whose { stem: side.tokens[at].stem, alias, letters });
    }
    Some(found)
}

/// Returns the words right in front of a name that no function word and no mark parts from it.
fn before(side: Side<'_>, end: usize) -> Range<usize> {
    let first = |at: usize| at == 0 || is_parted(side, at) || is_end(side, at - 1);
    let joins = |at: &usize| {
        let token = &side.tokens[*at];
        let fixed = is_title(side, *at) || rises(side, *at) && !first(*at);
        (token.is_word() && (!token.common || fixed) || is_abbreviated(side, *at) || is_hyphen(side, *at))
            && !is_parted(side, at + 1)
    };
    let start = (end.saturating_sub(BEFORE)..end).rev().take_while(joins).last().unwrap_or(end);
    // "the inquiry heard former harbour chief": what stands before such a word or a name may be a verb.
    let status =
        ranks(side, &(start..end)).into_iter().find(|(_, rank)| *rank == Rank::Status).map(|(run, _)| run.start);
    let capital = (start..end).find(|at| rises(side, *at));
    status.into_iter().chain(capital).min().unwrap_or(start)..end
}

/// Returns the words between the comma behind a name and the first function word behind an office, or the next mark.
fn behind(side: Side<'_>, start: usize) -> Range<usize> {
    let is_comma =
        |at: &usize| side.tokens.get(*at).is_some_and(|token| matches!(token.span().of(side.text), "," | "，"));
    let Some(comma) = (start..start + 4).find(is_comma) else { return start..start };
    // "Greta Vik of Morvik, a clerk": only a place may stand between.
    let place = side.tokens[start..comma].split_first().is_none_or(|(first, rest)| {
        let capital = |token: &Token| token.span().of(side.text).starts_with(char::is_uppercase);
        first.common && !rest.is_empty() && rest.iter().all(capital)
    });
    if !place {
        return start..start;
    }
    let ends = |at: &usize| side.tokens.get(*at).is_none_or(|token| !token.is_word() && !is_joint(side, *at));
    let end = (comma + 1..comma + 1 + BEHIND).find(ends).unwrap_or(comma + 1 + BEHIND).min(side.tokens.len());
    // "who resigned as clerk": what is said of the office comes before it.
    let leaves = comma + 2 < end
        && cues(side.language()).class(&normal_form(side.tokens[comma + 1].span().of(side.text))).is(Class::WHO)
        && matches!(ranks(side, &(comma + 2..end.min(comma + 4))).first(), Some((_, Rank::Status)));
    if leaves {
        return start..(comma + 1..end).find(|at| rises(side, *at)).unwrap_or(end);
    }
    // "one of the mayor's daughters", "a clerk for the mayor": behind the first such word it is about others.
    let parts = |at: &usize| {
        let begun = (comma + 1..*at).any(|before| !side.tokens[before].common || is_title(side, before));
        let common = side.tokens[*at].common && !is_title(side, *at) && !rises(side, *at);
        common && begun && !is_joining(side, *at)
    };
    let first = (comma + 1..end).find(parts).unwrap_or(end);
    start..first
}

/// Tells whether a word joins two offices of one person.
fn is_joining(side: Side<'_>, at: usize) -> bool {
    let next = at + 1 < side.tokens.len() && !side.tokens[at + 1].common;
    next && (at + 1..side.tokens.len().min(at + 3)).any(|at| is_title(side, at))
}

fn rises(side: Side<'_>, at: usize) -> bool {
    side.tokens[at].span().of(side.text).starts_with(char::is_uppercase)
}

/// Tells whether a paragraph ends before a token.
fn is_parted(side: Side<'_>, at: usize) -> bool {
    let (Some(before), Some(token)) = (at.checked_sub(1).map(|at| &side.tokens[at]), side.tokens.get(at)) else {
        return false;
    };
    let gap = Span::new(before.span().end.min(token.span().start), token.span().start).of(side.text);
    gap.matches('\n').count() > 1 || gap.contains(char::is_alphanumeric)
}

/// Tells whether a token ends a sentence or opens a quotation.
fn is_end(side: Side<'_>, at: usize) -> bool {
    matches!(side.tokens[at].span().of(side.text), "." | "!" | "?" | "“" | "\"" | ":" | "…")
        && !is_abbreviated(side, at)
}

/// Tells whether a token is the full stop of an abbreviation: "U.S.", "Gov.".
fn is_abbreviated(side: Side<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| side.tokens[before].span());
    let short = |span: &Span| span.len() < 4 && span.end == side.tokens[at].span().start;
    side.tokens[at].span().of(side.text) == "." && before.as_ref().is_some_and(short)
}

fn is_hyphen(side: Side<'_>, at: usize) -> bool {
    matches!(side.tokens[at].span().of(side.text), "-" | "‐" | "‑")
}

fn is_joint(side: Side<'_>, at: usize) -> bool {
    let word = side.tokens[at].span().of(side.text);
    is_hyphen(side, at) || matches!(word, "'" | "’") || word == "." && at > 0 && side.tokens[at - 1].span().len() < 4
}
