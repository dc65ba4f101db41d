//! Words that one source gives as a quotation and another prints without marks, as if they were its own.

use std::collections::{HashMap, HashSet};

use super::{Kind, Quote};
use crate::diff::{Side, diff};
use crate::document::{Document, Role};
use crate::span::Span;
use crate::text::tokens::{Token, Tokens};
use crate::work::{GivenUp, Work};

/// Nobody words a sentence so by chance: so many words of it stand in the quotation, in order.
const FEWEST: usize = 8;

/// So much of what lies between the first and the last of these words stands in the quotation.
const SHARED: f64 = 0.8;

/// So many telling words must be common before the two are compared word by word.
const TELLING: usize = 4;

/// Words in more sentences than this lead to too many of them to be worth following.
const LONGEST_POSTING: usize = 100;

/// A sentence: its document and its place in it.
type At = (usize, usize);

/// Finds sentences, or parts of them, that another source gives between marks and that are in no quotation yet. They
/// are speech whose marks were lost; nobody is named, since nothing beside them says who speaks.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn echoes(documents: &[Document], tokens: &[Tokens], quotes: &[Quote], work: &Work) -> Result<Vec<Quote>, GivenUp> {
    let postings = postings(documents, tokens, quotes);
    let mut best: HashMap<At, (usize, Span)> = HashMap::new();
    for quote in quotes.iter().filter(|quote| quote.kind.is_speech() && !quote.marks.is_empty()) {
        work.go_on()?;
        let side = Side { text: &documents[quote.document].text, tokens: tokens[quote.document].within(quote.span) };
        for (document, sentence) in candidates(&postings, quote.document, side.tokens) {
            let other = Side { text: &documents[document].text, tokens: tokens[document].sentence(sentence) };
            if may_share(other.tokens, side.tokens)
                && let Some((kept, span)) = shared(other, side)
            {
                let known = best.entry((document, sentence)).or_insert((kept, span));
                *known = (*known).max((kept, span));
            }
        }
    }
    let mut found: Vec<Quote> = best
        .into_iter()
        .map(|((document, _), (_, span))| Quote {
            document,
            span,
            marks: String::new(),
            kind: Kind::Unmarked,
            speaker: None,
            cue: None,
        })
        .collect();
    found.sort_by_key(|quote| (quote.document, quote.span));
    Ok(found)
}

/// Returns the sentences of running text that hold no quotation, by their telling words.
fn postings(documents: &[Document], tokens: &[Tokens], quotes: &[Quote]) -> HashMap<u32, Vec<At>> {
    let mut taken: Vec<Vec<Span>> = vec![Vec::new(); documents.len()];
    quotes.iter().for_each(|quote| taken[quote.document].push(quote.span));
    let mut postings: HashMap<u32, Vec<At>> = HashMap::new();
    for (id, document) in documents.iter().enumerate() {
        taken[id].sort_unstable();
        for (at, sentence) in document.sentences.iter().enumerate() {
            let next = taken[id].partition_point(|span| span.end <= sentence.span.start);
            let free = taken[id].get(next).is_none_or(|span| span.start >= sentence.span.end);
            if !free || !matches!(document.paragraphs[sentence.paragraph].role, Role::Body | Role::Caption) {
                continue;
            }
            for stem in telling(tokens[id].sentence(at)) {
                postings.entry(stem).or_default().push((id, at));
            }
        }
    }
    postings
}

fn telling(tokens: &[Token]) -> HashSet<u32> {
    tokens.iter().filter(|token| token.is_word() && !token.common).map(|token| token.stem).collect()
}

/// Returns the sentences of other documents that share enough telling words with a quotation.
fn candidates(postings: &HashMap<u32, Vec<At>>, own: usize, tokens: &[Token]) -> Vec<At> {
    let mut shared: HashMap<At, usize> = HashMap::new();
    for stem in telling(tokens) {
        let places = postings.get(&stem).filter(|places| places.len() <= LONGEST_POSTING);
        places.into_iter().flatten().filter(|at| at.0 != own).for_each(|at| *shared.entry(*at).or_default() += 1);
    }
    let mut found: Vec<At> = shared.into_iter().filter(|(_, count)| *count >= TELLING).map(|(at, _)| at).collect();
    found.sort_unstable();
    found
}

/// Tells whether a sentence and a quotation have enough words in common, in whatever order: most have not, and need not
/// be laid beside each other.
fn may_share(sentence: &[Token], quote: &[Token]) -> bool {
    let forms = |tokens: &[Token]| {
        let mut forms: Vec<u32> = tokens.iter().filter(|token| token.is_word()).map(|token| token.form).collect();
        forms.sort_unstable();
        forms
    };
    let (a, b) = (forms(sentence), forms(quote));
    let (mut left, mut right, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(left), b.get(right)) {
        common += usize::from(x == y);
        left += usize::from(x <= y);
        right += usize::from(y <= x);
    }
    common >= FEWEST && common as f64 >= SHARED * a.len().min(b.len()) as f64
}

/// Returns how many words of a sentence stand in a quotation, and the span from the first of them to the last, where it
/// is the same thing said.
fn shared(sentence: Side<'_>, quote: Side<'_>) -> Option<(usize, Span)> {
    let found = diff(sentence, quote);
    let changed = |at: usize| found.edits.iter().any(|edit| edit.base.contains(&at));
    let kept: Vec<usize> =
        (0..sentence.tokens.len()).filter(|at| sentence.tokens[*at].is_word() && !changed(*at)).collect();
    let (first, last) = (*kept.first()?, *kept.last()?);
    let all = sentence.tokens[first..=last].iter().filter(|token| token.is_word()).count();
    let quoted = quote.tokens.iter().filter(|token| token.is_word()).count();
    let whole = kept.len() as f64 >= SHARED * all as f64;
    // Either all of the sentence is said, or most of the quotation stands in it.
    let words = sentence.tokens.iter().filter(|token| token.is_word()).count();
    let enough = kept.len() as f64 >= SHARED * words.min(quoted) as f64;
    (kept.len() >= FEWEST && whole && enough)
        .then(|| (kept.len(), sentence.tokens[first].span().join(sentence.tokens[last].span())))
}
