//! Numbers that count the same thing, once in each of two sources, in passages that are not matched.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::fact::{About, Fact, add};
use super::member::Member;
use super::places::Places;
use super::quantities::{Measure, measure};
use crate::comparison::Comparison;
use crate::document::Role;
use crate::text::numbers::Figure;

/// With more sources than this only what is matched is compared.
const MOST_SOURCES: usize = 12;

/// So many other telling words must be common to the two sentences.
const SHARED: usize = 2;

/// The only number of a thing in a document.
struct Counted<'a> {
    member: &'a Member<'a>,
    figure: &'a Figure,
    words: HashSet<u32>,
}

/// Returns numbers that disagree although nothing else in their sentences has brought them together: the only ones in
/// both sources that count a thing, where the sentences share other telling words too.
pub(super) fn elsewhere(comparison: &Comparison, places: &Places<'_>) -> Vec<Fact> {
    if comparison.documents.len() > MOST_SOURCES {
        return Vec::new();
    }
    let sentences: Vec<Vec<Member<'_>>> = (0..comparison.documents.len()).map(|at| members(comparison, at)).collect();
    let counted: Vec<HashMap<u32, Counted<'_>>> = sentences.iter().map(|members| only(members)).collect();
    let mut found: Vec<Fact> = Vec::new();
    for (at, ours) in counted.iter().enumerate() {
        for theirs in &counted[at + 1..] {
            let mut pairs: Vec<_> = ours.iter().filter_map(|(stem, a)| Some((*stem, a, theirs.get(stem)?))).collect();
            pairs
                .sort_by_key(|(_, a, b)| (a.figure.tokens.start, a.member.tokens[0].span(), b.member.tokens[0].span()));
            for (stem, a, b) in pairs {
                let shared = a.words.iter().filter(|word| **word != stem && b.words.contains(word)).count();
                if a.figure.agrees(b.figure) || shared < SHARED {
                    continue;
                }
                let readings = [a, b].map(|own| (own.member.document, own.member.span(&own.figure.whole)));
                if let Some(group) = places.group(readings[0].0, readings[0].1.start) {
                    add(&mut found, group, About::Count, readings);
                }
            }
        }
    }
    found
}

/// Reads the sentences of a document that have numbers.
fn members(comparison: &Comparison, document: usize) -> Vec<Member<'_>> {
    let read = &comparison.documents[document];
    let told = |role: Role| matches!(role, Role::Title | Role::Heading | Role::Body | Role::List | Role::Caption);
    let all = read.sentences.iter().enumerate().filter(|(_, sentence)| told(read.paragraphs[sentence.paragraph].role));
    let tokens = all.map(|(at, _)| comparison.tokens[document].sentence(at));
    let counting = tokens.filter(|tokens| tokens.iter().any(|token| token.counts));
    let members = counting.map(|tokens| Member::new(comparison, document, Cow::Borrowed(tokens)));
    members.filter(|member| !member.figures.is_empty()).collect()
}

/// Returns the things that a document counts with one number only, each with the place where it does so first.
fn only<'a>(members: &'a [Member<'a>]) -> HashMap<u32, Counted<'a>> {
    let mut found: HashMap<u32, Option<Counted<'a>>> = HashMap::new();
    for member in members {
        for figure in member.figures.iter().filter(|figure| measure(&figure.value) == Measure::Number) {
            for stem in member.counted(figure) {
                let own = || Counted { member, figure, words: member.telling() };
                match found.entry(stem) {
                    std::collections::hash_map::Entry::Vacant(new) => drop(new.insert(Some(own()))),
                    std::collections::hash_map::Entry::Occupied(mut known) => {
                        if known.get().as_ref().is_some_and(|known| !known.figure.agrees(figure)) {
                            known.insert(None);
                        }
                    }
                }
            }
        }
    }
    found.into_iter().filter_map(|(stem, counted)| Some((stem, counted?))).collect()
}
