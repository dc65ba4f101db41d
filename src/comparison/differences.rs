//! All differences of a comparison as a flat list, for exports.

use std::collections::BTreeSet;

use super::Comparison;
use super::laid::{Laid, Of};
use crate::diff::{Kind, Side, Told, Weight};
use crate::quote::{Quote, Utterance};
use crate::span::Span;
use crate::text::form::differ_unseen;

/// A stretch in which the members of a group or an utterance do not all read the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The group, where it stands in one.
    pub group: Option<usize>,
    /// The utterance, where it stands in one.
    pub utterance: Option<usize>,
    /// For each member its document and span, empty where it has no words here.
    pub spans: Vec<(usize, Span)>,
    /// The heaviest difference from the first member.
    pub told: Told,
}

/// Returns the differences inside a group or an utterance.
pub(super) fn differences(laid: &Laid<'_>) -> Vec<Difference> {
    let found = laid.places();
    let unseen = if found.is_empty() { unseen(&laid.sides) } else { None };
    let (group, utterance) = match laid.of {
        Of::Group(at) => (Some(at), None),
        Of::Utterance(at) => (None, Some(at)),
    };
    let difference = |(spans, told): (Vec<Span>, Told)| {
        let spans = laid.documents.iter().copied().zip(spans).collect();
        Difference { group, utterance, spans, told }
    };
    found.into_iter().chain(unseen).map(difference).collect()
}

/// Returns the utterances that are not given to the same speaker by all.
pub fn attributions(comparison: &Comparison) -> impl Iterator<Item = Difference> + '_ {
    comparison.utterances.iter().enumerate().filter_map(|(at, utterance)| {
        let (spans, told) = attribution(comparison, &utterance.quotes)?;
        Some(Difference { group: None, utterance: Some(at), spans, told })
    })
}

/// Tells of wordings that differ only between the words, in characters that cannot be seen.
fn unseen(sides: &[Side<'_>]) -> Option<(Vec<Span>, Told)> {
    let spans: Vec<Span> = sides.iter().map(|side| side.span(&(0..side.tokens.len()))).collect();
    let words = |at: usize| spans[at].of(sides[at].text);
    let differs = (1..sides.len()).any(|at| differ_unseen(words(0), words(at)));
    differs.then(|| (spans, Told::new(Kind::Hidden, Weight::SLIGHT)))
}

/// Tells of quotations of one utterance that are given to different people, or to nobody in some of the sources: for
/// each the document and the span that names the speaker, and how much that moves the meaning.
pub fn attribution(comparison: &Comparison, quotes: &[usize]) -> Option<(Vec<(usize, Span)>, Told)> {
    let quotes = || quotes.iter().map(|quote| &comparison.quotes[*quote]);
    let speakers: Vec<_> = quotes().filter_map(|quote| quote.speaker.as_ref()).collect();
    let names: BTreeSet<&str> = speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let words = |name: &str| -> Vec<String> { name.split(' ').map(str::to_lowercase).collect() };
    let names: Vec<Vec<String>> = names.into_iter().map(words).collect();
    let apart = |a: &[String], b: &[String]| !a.iter().any(|word| b.contains(word));
    let disagree = names.iter().enumerate().any(|(at, a)| names[at + 1..].iter().any(|b| apart(a, b)));
    let weight = match speakers.len() {
        _ if disagree => Weight::GREAT,
        0 => return None,
        named if named < quotes().count() => Weight::SOME,
        _ => return None,
    };
    let place = |quote: &Quote| quote.speaker.as_ref().map_or(Span::empty(quote.span.start), |speaker| speaker.span);
    let places = quotes().map(|quote| (quote.document, place(quote))).collect();
    Some((places, Told::new(Kind::Attribution, weight)))
}

/// Returns the quotations of an utterance parted by wording: those that agree word by word stand together.
pub fn wordings(comparison: &Comparison, utterance: &Utterance) -> Vec<Vec<usize>> {
    let forms = |quote: usize| -> Vec<u32> {
        let words = comparison.quoted(&comparison.quotes[quote]).tokens.iter().filter(|token| token.is_word());
        words.map(|token| token.form).collect()
    };
    let mut wordings: Vec<(Vec<u32>, Vec<usize>)> = Vec::new();
    for &quote in &utterance.quotes {
        let own = forms(quote);
        match wordings.iter_mut().find(|(known, _)| *known == own) {
            Some((_, quotes)) => quotes.push(quote),
            None => wordings.push((own, vec![quote])),
        }
    }
    wordings.into_iter().map(|(_, quotes)| quotes).collect()
}
