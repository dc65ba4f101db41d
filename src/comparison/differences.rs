//! All differences of a comparison as a flat list, for exports.

use super::Comparison;
use crate::diff::stretches::stretches;
use crate::diff::{Side, Told};
use crate::quote::Utterance;
use crate::span::Span;

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

/// Returns the differences inside all groups of several sources, then those inside all utterances.
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
    in_groups.chain(in_utterances)
}

fn between(sides: &[Side<'_>], documents: &[usize]) -> impl Iterator<Item = (Vec<(usize, Span)>, Told)> {
    stretches(sides).into_iter().map(|stretch| {
        let places = documents.iter().copied().zip(stretch.spans).collect();
        (places, stretch.told)
    })
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
