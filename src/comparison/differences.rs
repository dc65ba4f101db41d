//! All differences of a comparison as a flat list, for exports.

use super::Comparison;
use crate::diff::stretches::stretches;
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

/// Returns the differences inside all groups of several sources, then those inside all utterances, then
/// the utterances that are not given to the same speaker by all.
pub fn differences(comparison: &Comparison) -> impl Iterator<Item = Difference> + '_ {
    let groups = comparison.groups.iter().enumerate().filter(|(_, group)| !group.is_alone());
    let in_groups = groups.flat_map(|(at, group)| {
        let sides: Vec<Side<'_>> = group.passages.iter().map(|passage| comparison.side(*passage)).collect();
        let documents: Vec<usize> = group.passages.iter().map(|passage| passage.document).collect();
        let found = between(&sides, &documents).collect::<Vec<_>>().into_iter();
        found.map(move |(spans, told)| Difference { group: Some(at), utterance: None, spans, told })
    });
    let in_utterances = comparison.utterances.iter().enumerate().flat_map(|(at, utterance)| {
        let quotes = || utterance.quotes.iter().map(|quote| &comparison.quotes[*quote]);
        let sides: Vec<Side<'_>> = quotes().map(|quote| comparison.quoted(quote)).collect();
        let documents: Vec<usize> = quotes().map(|quote| quote.document).collect();
        let found = between(&sides, &documents).collect::<Vec<_>>().into_iter();
        found.map(move |(spans, told)| Difference { group: None, utterance: Some(at), spans, told })
    });
    let attributed = comparison.utterances.iter().enumerate().filter_map(|(at, utterance)| {
        let (spans, told) = attribution(comparison, &utterance.quotes)?;
        Some(Difference { group: None, utterance: Some(at), spans, told })
    });
    in_groups.chain(in_utterances).chain(attributed)
}

fn between(sides: &[Side<'_>], documents: &[usize]) -> impl Iterator<Item = (Vec<(usize, Span)>, Told)> {
    let found: Vec<(Vec<Span>, Told)> =
        stretches(sides).into_iter().map(|stretch| (stretch.spans, stretch.told)).collect();
    let unseen = if found.is_empty() { unseen(sides) } else { None };
    let place = |(spans, told): (Vec<Span>, Told)| (documents.iter().copied().zip(spans).collect(), told);
    found.into_iter().chain(unseen).map(place)
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
    let words = |name: &str| -> Vec<String> { name.split(' ').map(str::to_lowercase).collect() };
    let apart = |a: &str, b: &str| !words(a).iter().any(|word| words(b).contains(word));
    let disagree = speakers.iter().any(|a| speakers.iter().any(|b| apart(&a.name, &b.name)));
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
