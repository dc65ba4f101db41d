//! Which quotations, in any sources, are of the same thing said.

use std::collections::HashMap;

use super::{Quote, Utterance};
use crate::diff::{Side, diff};
use crate::document::Document;
use crate::text::tokens::{Token, Tokens};
use crate::work::{GivenUp, Work};

/// So much of the shorter quotation stands in the longer one, in order.
const SHARED: f64 = 0.6;

/// The same where the sources name different speakers.
const SHARED_BY_OTHERS: f64 = 0.8;

/// A shorter quotation than this must stand in the other without any change, words.
const SHORT: usize = 4;

/// So much of the shorter quotation's telling words must be shared for the two to be compared word by word.
const CANDIDATE: f64 = 0.25;

/// Words in more quotations than this lead to too many candidates to be worth following.
const LONGEST_POSTING: usize = 200;

/// Joins quotations that say the same, whatever the order of the sources; a quotation stands in at most one utterance.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn utterances(
    documents: &[Document],
    tokens: &[Tokens],
    quotes: &[Quote],
    work: &Work,
) -> Result<Vec<Utterance>, GivenUp> {
    let forms: Vec<Vec<u32>> = quotes.iter().map(|quote| forms(tokens, quote)).collect();
    let mut of: Vec<usize> = (0..quotes.len()).collect();
    for (a, b) in candidates(tokens, quotes) {
        work.go_on()?;
        let (left, right) = (root(&mut of, a), root(&mut of, b));
        // What is joined already, by way of others, need not be compared again: most pairs of many copies.
        if left == right {
            continue;
        }
        let bar = if disagree(&quotes[a], &quotes[b]) { SHARED_BY_OTHERS } else { SHARED };
        // Words in common without regard to order cost little to count, and there are never fewer of them.
        let shorter = forms[a].len().min(forms[b].len());
        if (in_common(&forms[a], &forms[b]) as f64) < bar * shorter as f64 {
            continue;
        }
        if shared(documents, tokens, &quotes[a], &quotes[b]) >= bar {
            of[left.max(right)] = left.min(right);
        }
    }
    let mut sets: HashMap<usize, Vec<usize>> = HashMap::new();
    for quote in 0..quotes.len() {
        sets.entry(root(&mut of, quote)).or_default().push(quote);
    }
    let length = |quote: &usize| words(tokens, &quotes[*quote]).count();
    let base = |set: &[usize]| set.iter().copied().rev().max_by_key(length).unwrap_or_default();
    let mut found: Vec<Utterance> =
        sets.into_values().filter(|set| set.len() > 1).map(|set| Utterance { base: base(&set), quotes: set }).collect();
    found.sort_by_key(|utterance| utterance.quotes[0]);
    Ok(found)
}

/// Returns the quotation that stands for all that one is joined with, and shortens the way there.
fn root(of: &mut [usize], mut at: usize) -> usize {
    while of[at] != at {
        of[at] = of[of[at]];
        at = of[at];
    }
    at
}

fn words<'a>(tokens: &'a [Tokens], quote: &Quote) -> impl Iterator<Item = &'a Token> {
    tokens[quote.document].within(quote.span).iter().filter(|token| token.is_word())
}

/// Returns the forms of a quotation's words, sorted.
fn forms(tokens: &[Tokens], quote: &Quote) -> Vec<u32> {
    let mut forms: Vec<u32> = words(tokens, quote).map(|word| word.form).collect();
    forms.sort_unstable();
    forms
}

/// Returns how many words two sorted lists share.
fn in_common(a: &[u32], b: &[u32]) -> usize {
    let (mut left, mut right, mut count) = (0, 0, 0);
    while left < a.len() && right < b.len() {
        let (x, y) = (a[left], b[right]);
        count += usize::from(x == y);
        left += usize::from(x <= y);
        right += usize::from(y <= x);
    }
    count
}

/// Returns pairs of quotations of somebody's speech that share most of the telling words of the shorter one.
fn candidates(tokens: &[Tokens], quotes: &[Quote]) -> Vec<(usize, usize)> {
    let speech = |quote: &Quote| if quote.kind.is_speech() { stems(tokens, quote) } else { Vec::new() };
    let stems: Vec<Vec<u32>> = quotes.iter().map(speech).collect();
    let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, stems) in stems.iter().enumerate() {
        stems.iter().for_each(|stem| postings.entry(*stem).or_default().push(at));
    }
    let mut pairs = Vec::new();
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for (at, own) in stems.iter().enumerate() {
        shared.clear();
        for list in own.iter().filter_map(|stem| postings.get(stem)).filter(|list| list.len() <= LONGEST_POSTING) {
            let later = list.partition_point(|other| *other <= at);
            list[later..].iter().for_each(|other| *shared.entry(*other).or_default() += 1);
        }
        let most = |(other, count): &(&usize, &usize)| {
            **count as f64 >= CANDIDATE * own.len().min(stems[**other].len()) as f64
        };
        pairs.extend(shared.iter().filter(most).map(|(other, _)| (at, *other)));
    }
    pairs.sort_unstable();
    pairs
}

/// Returns the stems of a quotation that are not common words, each once.
fn stems(tokens: &[Tokens], quote: &Quote) -> Vec<u32> {
    let mut stems: Vec<u32> = words(tokens, quote).filter(|word| !word.common).map(|word| word.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Returns the share of the shorter quotation's words that stand in the longer one in the same order, from 0 to 1.
fn shared(documents: &[Document], tokens: &[Tokens], a: &Quote, b: &Quote) -> f64 {
    let side = |quote: &Quote| -> Side<'_> {
        Side { text: &documents[quote.document].text, tokens: tokens[quote.document].within(quote.span) }
    };
    let shorter = words(tokens, a).count().min(words(tokens, b).count());
    let kept = diff(side(a), side(b)).kept;
    if shorter == 0 || (shorter < SHORT && kept < shorter) { 0.0 } else { kept as f64 / shorter as f64 }
}

/// Tells whether two quotations are given to speakers whose names have no word in common.
fn disagree(a: &Quote, b: &Quote) -> bool {
    let (Some(a), Some(b)) = (&a.speaker, &b.speaker) else { return false };
    !a.name.split(' ').any(|word| b.name.split(' ').any(|other| other.eq_ignore_ascii_case(word)))
}
