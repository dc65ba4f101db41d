//! People with what is said of them: "former harbour chief Greta Vik", "Greta Vik, a spokeswoman for the owners".

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::diff::{Side, is_title, is_transliterated};
use crate::span::Span;
use crate::text::form::normal_form;
use crate::text::tokens::Token;

/// In front of a name a description has at most so many words.
const BEFORE: usize = 6;

/// Behind a name a description has at most so many words.
const BEHIND: usize = 14;

/// A person with a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// Name and description, where they stand.
    pub(super) span: Span,
    /// The forms of the name's words.
    name: Vec<u32>,
    /// The stems of the description's telling words.
    words: BTreeSet<u32>,
}

impl Described {
    /// Tells whether two names end in the same word, and begin with the same where both have several.
    pub(super) fn is_called_as(&self, other: &Described) -> bool {
        let several = self.name.len() > 1 && other.name.len() > 1;
        let within = |one: &Described, two: &Described| one.name.iter().all(|word| two.name.contains(word));
        self.name.last() == other.name.last() && (!several || within(self, other) || within(other, self))
    }

    /// Tells whether each description says something that the other does not.
    pub(super) fn differs(&self, other: &Described) -> bool {
        !self.words.is_subset(&other.words) && !other.words.is_subset(&self.words)
    }
}

/// Returns the people of a wording that are described by a title, an office or a trade.
pub(super) fn described(side: Side<'_>) -> Vec<Described> {
    names(side).into_iter().filter_map(|name| around(side, &name)).collect()
}

/// Returns runs of two or more capitalised words that are no titles, each with no mark inside.
fn names(side: Side<'_>) -> Vec<Range<usize>> {
    let named = |at: usize| {
        let token = &side.tokens[at];
        let exact = token.span().of(side.text);
        token.is_word() && !token.common && exact.starts_with(char::is_uppercase) && !is_title(side, at)
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..side.tokens.len()).filter(|at| named(*at)) {
        match found.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    found.retain(|run| run.len() > 1);
    found
}

/// Returns names of one person, as far as the first name tells, whose last names are one in two spellings.
pub(super) fn misspelt(one: Side<'_>, other: Side<'_>) -> Vec<(Span, Span)> {
    fn last<'a>(side: Side<'a>, run: &Range<usize>) -> Cow<'a, str> {
        normal_form(side.tokens[run.end - 1].span().of(side.text))
    }
    let (ours, theirs) = (names(one), names(other));
    let mut found = Vec::new();
    for a in &ours {
        for b in theirs.iter().filter(|b| one.tokens[a.start].form == other.tokens[b.start].form) {
            let (left, right) = (last(one, a), last(other, b));
            let stems = (one.tokens[a.end - 1].stem, other.tokens[b.end - 1].stem);
            if left != right && stems.0 != stems.1 && is_transliterated(&left, &right) {
                found.push((one.span(a), other.span(b)));
            }
        }
    }
    found
}

fn around(side: Side<'_>, name: &Range<usize>) -> Option<Described> {
    let before = before(side, name.start);
    let behind = behind(side, name.end);
    // A name behind a title may have taken in what belongs to the office: "RNC Chairman", "Interior Minister".
    let titled = |run: &Range<usize>| run.clone().any(|at| is_title(side, at));
    let run = match (titled(&before), titled(&behind)) {
        (true, _) => before.start..name.end,
        (_, true) => name.start..behind.end,
        _ => return None,
    };
    let outside = |at: &usize| !name.contains(at);
    let words = run.clone().filter(outside).map(|at| &side.tokens[at]).filter(|token| token.is_word() && !token.common);
    let words: BTreeSet<u32> = words.map(|token| token.stem).collect();
    let name = side.tokens[name.clone()].iter().map(|token| token.form).collect();
    (!words.is_empty()).then(|| Described { span: side.span(&run), name, words })
}

/// Returns the words right in front of a name that no function word and no mark parts from it.
fn before(side: Side<'_>, end: usize) -> Range<usize> {
    let joins = |at: &usize| {
        let token = &side.tokens[*at];
        token.is_word() && !token.common || matches!(token.span().of(side.text), "-" | "‐")
    };
    let start = (end.saturating_sub(BEFORE)..end).rev().take_while(joins).last().unwrap_or(end);
    start..end
}

/// Returns the words between the comma behind a name and the next mark.
fn behind(side: Side<'_>, start: usize) -> Range<usize> {
    let is_comma =
        |at: &usize| side.tokens.get(*at).is_some_and(|token| matches!(token.span().of(side.text), "," | "，"));
    let Some(comma) = (start..start + 4).find(is_comma) else { return start..start };
    // "Greta Vik of Morvik, a clerk": only a place may stand between.
    let place = side.tokens[start..comma].split_first().is_none_or(|(first, rest)| {
        let capital = |token: &Token| token.span().of(side.text).starts_with(char::is_uppercase);
        first.common && !rest.is_empty() && rest.iter().all(capital)
    });
    let ends = |at: &usize| side.tokens.get(*at).is_none_or(|token| !token.is_word() && !is_joint(side, *at));
    let end = (comma + 1..comma + 1 + BEHIND).find(ends).unwrap_or(comma + 1 + BEHIND).min(side.tokens.len());
    if place { start..end } else { start..start }
}

fn is_joint(side: Side<'_>, at: usize) -> bool {
    matches!(side.tokens[at].span().of(side.text), "-" | "‐" | "'" | "’")
        || side.tokens[at].span().of(side.text) == "." && at > 0 && side.tokens[at - 1].span().len() < 4
}
