//! What one source says in a group or an utterance, read for its facts.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::described::{Described, described, names};
use crate::comparison::Comparison;
use crate::diff::Side;
use crate::document::Passage;
use crate::quote::Quote;
use crate::span::Span;
use crate::text::dateline::{dateline, is_masthead};
use crate::text::numbers::{Figure, figures};
use crate::text::tokens::Token;

/// A line that says nothing but who published a story and when has no more words than this.
const MASTHEAD: usize = 10;

/// What is counted stands among so many words behind a number.
const COUNTED_WORDS: usize = 3;

/// What a date belongs to stands among so many words before or behind it.
const NEAR_WORDS: usize = 6;

/// The words of one source that are compared with those of another.
pub(super) struct Member<'a> {
    /// The source.
    pub(super) document: usize,
    /// Its whole text.
    pub(super) text: &'a str,
    /// The words, in order.
    pub(super) tokens: Cow<'a, [Token]>,
    /// Which side of its group or utterance it is, where it is one alone and nothing is left out of it.
    pub(super) whole: Option<usize>,
    /// The numbers and dates in them that are surely such.
    pub(super) figures: Vec<Figure>,
    /// Those, and the others of the sentences around: what is said beside a quotation is said too.
    pub(super) known: Vec<Figure>,
    /// The year in which the source appeared, where it says so.
    pub(super) year: Option<u16>,
    /// The people in them that are described.
    pub(super) people: Vec<Described>,
    /// The names in them, as runs of tokens.
    pub(super) names: Vec<Range<usize>>,
    /// The forms and the stems of the words, each sorted.
    forms: Vec<u32>,
    stems: Vec<u32>,
}

impl<'a> Member<'a> {
    /// Reads passages of one source that are the sides of their group from a number on.
    pub(super) fn of_passages(comparison: &'a Comparison, passages: &[Passage], first: usize) -> Self {
        let number = passages[0].document;
        let document = &comparison.documents[number];
        let opening = |passage: &Passage| {
            let sentence = &document.sentences[passage.first];
            let whole = document.paragraphs[sentence.paragraph].span;
            let opens = passage.first == 0 || document.sentences[passage.first - 1].paragraph < sentence.paragraph;
            let words = || comparison.tokens[number].within(whole).iter().filter(|token| token.is_word()).count();
            if opens && is_masthead(whole.of(&document.text)) && words() <= MASTHEAD {
                return whole;
            }
            let end = if opens { dateline(sentence.span.of(&document.text)) } else { 0 };
            Span::new(sentence.span.start, sentence.span.start + end)
        };
        // Where a story was filed, and when, is no part of it.
        let told = |passage: &Passage| {
            let filed = opening(passage);
            let own = comparison.side(*passage).tokens;
            let cut = own.iter().any(|token| token.span().overlap(filed) > 0);
            let kept = own.iter().filter(move |token| token.span().overlap(filed) == 0);
            if cut { Cow::Owned(kept.copied().collect()) } else { Cow::Borrowed(own) }
        };
        let mut member = match passages {
            [passage] => Member::new(comparison, number, told(passage)),
            _ => Member::new(comparison, number, passages.iter().flat_map(|one| told(one).into_owned()).collect()),
        };
        member.whole = Some(first).filter(|_| matches!(member.tokens, Cow::Borrowed(_)));
        member.known = member.figures.clone();
        member
    }

    /// Reads quotations of one source that are the sides of their utterance from a number on.
    pub(super) fn of_quotes(comparison: &'a Comparison, quotes: &[&'a Quote], first: usize) -> Self {
        let document = quotes[0].document;
        let mut member = match quotes {
            [quote] => Member::new(comparison, document, Cow::Borrowed(comparison.quoted(quote).tokens)),
            _ => {
                let tokens = quotes.iter().flat_map(|quote| comparison.quoted(quote).tokens).copied();
                Member::new(comparison, document, tokens.collect())
            }
        };
        member.whole = Some(first).filter(|_| quotes.len() == 1);
        let all = &comparison.tokens[document];
        let around = |quote: &&Quote| {
            let sentences = &comparison.documents[document].sentences;
            let first = sentences.partition_point(|sentence| sentence.span.end <= quote.span.start);
            let end = sentences.partition_point(|sentence| sentence.span.start < quote.span.end);
            figures(member.text, all.run(first..end.max(first)), member.side().language())
        };
        member.known = quotes.iter().flat_map(around).collect();
        member
    }

    /// Reads some words of a source.
    pub(super) fn new(comparison: &'a Comparison, number: usize, tokens: Cow<'a, [Token]>) -> Self {
        let document = &comparison.documents[number];
        let text = document.text.as_str();
        let side = Side { text, tokens: &tokens };
        let figures = figures(text, &tokens, side.language()).into_iter().filter(|figure| !figure.weak).collect();
        let names = names(side);
        let people = described(side, &names);
        let sorted = |number: fn(&Token) -> u32| {
            let mut numbers: Vec<u32> = tokens.iter().map(number).collect();
            numbers.sort_unstable();
            numbers
        };
        let (forms, stems) = (sorted(|token| token.form), sorted(|token| token.stem));
        let year = document.source.date.as_deref().and_then(year);
        let (whole, known) = (None, Vec::new());
        Member { document: number, text, tokens, whole, figures, known, year, people, names, forms, stems }
    }

    /// Returns it as a side of a diff.
    pub(super) fn side(&self) -> Side<'_> {
        Side { text: self.text, tokens: &self.tokens }
    }

    /// Returns where a run of its tokens stands.
    pub(super) fn span(&self, run: &Range<usize>) -> Span {
        self.side().span(run)
    }

    /// Tells whether it holds a word in just this form.
    pub(super) fn has_form(&self, form: u32) -> bool {
        self.forms.binary_search(&form).is_ok()
    }

    /// Tells whether it holds a word in any form.
    pub(super) fn has_stem(&self, stem: u32) -> bool {
        self.stems.binary_search(&stem).is_ok()
    }

    /// Tells whether another says it in other words, or in another order.
    pub(super) fn differs(&self, other: &Member<'_>) -> bool {
        !self.tokens.iter().map(|token| token.form).eq(other.tokens.iter().map(|token| token.form))
    }

    /// Returns the stems of what a figure may count: the telling words behind it, with no mark between.
    pub(super) fn counted(&self, figure: &Figure) -> Vec<u32> {
        let end = figure.whole.end.max(figure.tokens.end);
        // "Eleven to four votes", "14 of the 52 wells": both numbers count the same.
        let next = self.figures.iter().find(|next| (end + 1..=end + 2).contains(&next.whole.start));
        let joined =
            |next: &&Figure| self.tokens[end..next.whole.start].iter().all(|token| token.is_word() && token.common);
        let end = next.filter(joined).map_or(end, |next| next.whole.end);
        self.counted_from(end).map(|at| self.tokens[at].stem).collect()
    }

    /// Returns the places of the telling words from a place on, up to the next mark, figure or common word.
    pub(super) fn counted_from(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        let figure = |at: usize| self.figures.iter().any(|figure| figure.whole.contains(&at));
        let tells = move |at: usize| self.tokens[at].is_word() && !self.tokens[at].common && !figure(at);
        let near = (start..self.tokens.len()).take_while(move |at| tells(*at) || self.is_hyphen(*at));
        near.filter(|at| self.tokens[*at].is_word()).take(COUNTED_WORDS)
    }

    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.tokens[at].span().of(self.text), "-" | "‐" | "‑")
    }

    /// Returns the stems of the telling words around a figure up to the next mark, names and figures left out.
    pub(super) fn around(&self, figure: &Figure) -> HashSet<u32> {
        let ends = |at: &usize| {
            let token = &self.tokens[*at];
            !token.is_word() && !self.is_hyphen(*at) && !matches!(token.span().of(self.text), "'" | "’")
        };
        let before = (0..figure.whole.start).rev().take_while(|at| !ends(at)).filter(|at| self.tells(*at));
        let behind = (figure.whole.end..self.tokens.len()).take_while(|at| !ends(at)).filter(|at| self.tells(*at));
        let near = before.take(NEAR_WORDS).chain(behind.take(NEAR_WORDS));
        near.filter(|at| !self.is_name(*at)).map(|at| self.tokens[at].stem).collect()
    }

    /// Returns the stems of all its telling words.
    pub(super) fn telling(&self) -> HashSet<u32> {
        (0..self.tokens.len())
            .filter(|at| self.tells(*at) && !self.tokens[*at].common)
            .map(|at| self.tokens[at].stem)
            .collect()
    }

    /// Tells whether a token begins with a capital.
    pub(super) fn rises(&self, at: usize) -> bool {
        self.tokens[at].span().of(self.text).starts_with(char::is_uppercase)
    }

    fn tells(&self, at: usize) -> bool {
        self.tokens[at].is_word()
    }

    /// Tells whether a word is common, a figure or begins with a capital where only names do.
    fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.common
            || token.language.code() != "de" && self.rises(at)
            || self.figures.iter().any(|figure| figure.whole.contains(&at))
    }
}

/// Returns the year that a date names, however it is written.
fn year(date: &str) -> Option<u16> {
    let numbers = date.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).find(|year| (1900..2200).contains(year))
}
