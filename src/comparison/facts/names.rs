//! Names that disagree: another one in the same place, one in two spellings or forms, one that is left out of a list.

use std::collections::HashSet;
use std::ops::Range;

use super::fact::About;
use super::member::Member;
use super::worded::Worded;
use crate::diff::{Edit, Kind, Rank, Shape, Side, is_title, is_transliterated, ranks};
use crate::quote::cues::{Class, cues, gender};
use crate::span::Span;
use crate::text::form::normal_form;
use crate::text::given::is_short_for;

/// Returns the places of both where a name disagrees.
pub(super) fn names_apart(one: &Member<'_>, other: &Member<'_>, worded: &Worded<'_>) -> Vec<(About, Span, Span)> {
    let name = |(a, b): (Span, Span)| (About::Name, a, b);
    let mut apart: Vec<(About, Span, Span)> = called_otherwise(one, other).into_iter().map(name).collect();
    if !worded.has_fresh_names() {
        return apart;
    }
    let found = worded.diff();
    if !found.is_reworded() {
        apart.extend(found.edits.iter().filter_map(|edit| in_place(one, other, edit).map(name)));
        apart.extend(found.edits.iter().filter_map(|edit| office(one, other, edit)));
    }
    apart
}

/// Names that take each other's place in otherwise near wording, or that one leaves out of a list.
fn in_place(one: &Member<'_>, other: &Member<'_>, edit: &Edit) -> Option<(Span, Span)> {
    match edit.told.shape {
        Shape::Replaced => {
            let named =
                edit.told.kind == Kind::Name || edit.told.kind == Kind::Spelling && !edit.told.weight.is_light();
            let stems = |side: Side<'_>, run: &Range<usize>| -> Vec<u32> {
                let words = side.tokens[run.clone()].iter().filter(|token| token.is_word() && !token.common);
                words.map(|token| token.stem).collect()
            };
            let apart = !stems(one.side(), &edit.base).iter().any(|stem| other.has_stem(*stem))
                && !stems(other.side(), &edit.other).iter().any(|stem| one.has_stem(*stem));
            let titled = |side: Side<'_>, run: &Range<usize>| run.clone().any(|at| is_title(side, at));
            let titled = titled(one.side(), &edit.base) || titled(other.side(), &edit.other);
            let place = (named && apart && !titled).then(|| (one.span(&edit.base), other.span(&edit.other)));
            let unnamed = || not_named(one, &edit.base, other, &edit.other);
            let (a, b) = (names_among(one, &edit.base), names_among(other, &edit.other));
            let longer = || match (a, b) {
                (Some(Some(run)), Some(None)) => left_out(one, &run, other, edit.other.start),
                (Some(None), Some(Some(run))) => left_out(other, &run, one, edit.base.start).map(|(b, a)| (a, b)),
                _ => None,
            };
            place
                .or_else(longer)
                .or_else(unnamed)
                .or_else(|| not_named(other, &edit.other, one, &edit.base).map(|(a, b)| (b, a)))
        }
        Shape::Missing => left_out(one, &edit.base, other, edit.other.start),
        Shape::Added => left_out(other, &edit.other, one, edit.base.start).map(|(a, b)| (b, a)),
    }
}

/// Tells where two offices take each other's place: "Mayor", "Governor".
fn office(one: &Member<'_>, other: &Member<'_>, edit: &Edit) -> Option<(About, Span, Span)> {
    let held = |side: Side<'_>, run: &Range<usize>| -> Option<Vec<Rank>> {
        let words = run.clone().filter(|at| side.tokens[*at].is_word()).count();
        let ranks = ranks(side, run);
        let taken: usize = ranks.iter().map(|(run, _)| run.len()).sum();
        let office = ranks.iter().any(|(_, rank)| matches!(rank, Rank::Office(_)));
        (office && taken == words).then(|| ranks.into_iter().map(|(_, rank)| rank).collect())
    };
    let (ours, theirs) = (held(one.side(), &edit.base)?, held(other.side(), &edit.other)?);
    let same = ours.iter().any(|rank| matches!(rank, Rank::Office(Some(_))) && theirs.contains(rank));
    let inflected = matches!(edit.told.kind, Kind::Typography | Kind::Spelling | Kind::Inflection);
    (!same && !inflected).then(|| (About::Title, one.span(&edit.base), other.span(&edit.other)))
}

/// Tells where one source names somebody and the other only says who it is: "Greta Vik", "a clerk".
fn not_named(one: &Member<'_>, a: &Range<usize>, other: &Member<'_>, b: &Range<usize>) -> Option<(Span, Span)> {
    let name = one.names.iter().find(|name| a.start <= name.start && name.end <= a.end)?;
    let words: Vec<usize> = b.clone().filter(|at| other.tokens[*at].is_word()).collect();
    let form = |at: &usize| normal_form(other.tokens[*at].span().of(other.text));
    let known = cues(other.side().language());
    let person = words.iter().position(|at| known.class(&form(at)).is(PERSON) || is_title(other.side(), *at))?;
    let rises = words.iter().any(|at| other.tokens[*at].span().of(other.text).starts_with(char::is_uppercase));
    let fresh = name.clone().all(|at| !other.has_form(one.tokens[at].form));
    let given = gender(&normal_form(one.tokens[name.start].span().of(one.text))).is_some();
    (fresh && given && !rises).then(|| (one.span(name), other.span(&(words[0]..words[person] + 1))))
}

/// Words for people.
const PERSON: Class = Class::ROLE.and(Class::ROLE_F).and(Class::ROLE_M);

/// Returns the names of a run that has no other telling words: none, one run of them, or nothing where it has others.
fn names_among(member: &Member<'_>, run: &Range<usize>) -> Option<Option<Range<usize>>> {
    let telling: Vec<usize> =
        run.clone().filter(|at| member.tokens[*at].is_word() && !member.tokens[*at].common).collect();
    let Some((first, last)) = telling.first().zip(telling.last()) else { return Some(None) };
    let rises = |at: &usize| member.tokens[*at].span().of(member.text).starts_with(char::is_uppercase);
    telling.iter().all(rises).then_some(Some(*first..*last + 1))
}

/// Tells where a list of names is longer, and where it is shorter: "Vik, Dahl and Moen", "Vik and Moen".
fn left_out(long: &Member<'_>, run: &Range<usize>, short: &Member<'_>, at: usize) -> Option<(Span, Span)> {
    let side = long.side();
    let word = |at: &usize| side.tokens[*at].is_word() && !side.tokens[*at].common;
    let words: Vec<usize> = run.clone().filter(word).collect();
    let rises = |side: Side<'_>, at: usize| side.tokens[at].span().of(side.text).starts_with(char::is_uppercase);
    let names = words.iter().all(|at| rises(side, *at) && !is_title(side, *at));
    let fresh = words.iter().all(|at| !short.has_form(side.tokens[*at].form));
    if words.len() < 2 || words.len() > 6 || !names || !fresh {
        return None;
    }
    // A name of the list that both have stands right before, and nothing but a comma between.
    let before = |side: Side<'_>, at: usize| -> Option<usize> {
        let last = (0..at).rev().find(|at| side.tokens[*at].is_word() && !side.tokens[*at].common)?;
        let near = at - last <= 3 && (last + 1..at).all(|at| !side.tokens[at].is_word() || side.tokens[at].common);
        (near && rises(side, last) && !is_title(side, last)).then_some(last)
    };
    let (a, b) = (before(side, words[0])?, before(short.side(), at)?);
    let listed = a + 2 == words[0] && matches!(side.tokens[a + 1].span().of(side.text), "," | "，" | "、");
    let same = side.tokens[a].form == short.tokens[b].form;
    let last = words[words.len() - 1];
    (listed && same).then(|| (long.span(&(words[0]..last + 1)), short.span(&(b..b + 1))))
}

/// One person under two names: a last name in two spellings, a given name and its short form, another given name.
fn called_otherwise(one: &Member<'_>, other: &Member<'_>) -> Vec<(Span, Span)> {
    let (ours, theirs) = (&one.names, &other.names);
    let word = |member: &Member<'_>, at: usize| normal_form(member.tokens[at].span().of(member.text)).into_owned();
    let mut found = Vec::new();
    for a in ours {
        for b in theirs {
            let (first, last) =
                ((word(one, a.start), word(other, b.start)), (word(one, a.end - 1), word(other, b.end - 1)));
            let stems = (one.tokens[a.end - 1].stem, other.tokens[b.end - 1].stem);
            let misspelt =
                first.0 == first.1 && last.0 != last.1 && stems.0 != stems.1 && is_transliterated(&last.0, &last.1);
            let renamed =
                last.0 == last.1 && first.0 != first.1 && (is_short(&first.0, &first.1) || is_second(one, a, other, b));
            if misspelt || renamed {
                found.push((one.span(a), other.span(b)));
            }
        }
    }
    found.extend(alone(one, other, theirs));
    found.extend(alone(other, one, ours).into_iter().map(|(a, b)| (b, a)));
    found
}

fn is_short(a: &str, b: &str) -> bool {
    is_short_for(a, b) || is_short_for(b, a)
}

/// Tells whether one is called by the second given name of the other: "Todd Moen", "Byron Todd Moen".
fn is_second(one: &Member<'_>, a: &Range<usize>, other: &Member<'_>, b: &Range<usize>) -> bool {
    let forms = |member: &Member<'_>, run: &Range<usize>| -> Vec<u32> {
        member.tokens[run.clone()].iter().map(|token| token.form).collect()
    };
    let given =
        |member: &Member<'_>, at: usize| gender(&normal_form(member.tokens[at].span().of(member.text))).is_some();
    let (ours, theirs) = (forms(one, a), forms(other, b));
    let longer = ours.len().abs_diff(theirs.len()) == 1 && (ours.ends_with(&theirs) || theirs.ends_with(&ours));
    longer && given(one, a.start) && given(other, b.start)
}

/// A given name that stands alone, where the other source has the person's full name with its short or long form.
fn alone(one: &Member<'_>, other: &Member<'_>, theirs: &[Range<usize>]) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for b in theirs {
        let (first, last) = (other.tokens[b.start], other.tokens[b.end - 1]);
        if !one.has_form(last.form) || one.has_form(first.form) || !seen.insert(first.form) {
            continue;
        }
        let theirs = normal_form(first.span().of(other.text));
        let is_it = |at: &usize| {
            let token = &one.tokens[*at];
            let word = token.span().of(one.text);
            word.starts_with(char::is_uppercase) && !other.has_form(token.form) && is_short(&normal_form(word), &theirs)
        };
        let beside = |at: &usize| one.tokens.get(at + 1).is_some_and(|next| next.form == last.form);
        let at = (0..one.tokens.len()).filter(is_it).find(|at| !beside(at));
        found.extend(at.map(|at| (one.span(&(at..at + 1)), other.span(b))));
    }
    found
}
