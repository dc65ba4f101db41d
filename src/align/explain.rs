//! Why two paragraphs were matched or not: the evidence about their likeliest sentences, and what became of it.

use super::candidates::LEAST_WEIGHT;
use super::clue::{CLUES, Clue};
use super::evidence::{Evidence, Texts};
use super::link::{Crossing, Group};
use super::model;
use super::place::Place;
use super::profile::{Bag, COURSE, TELLING};
use super::scored::{Bar, Scored, Standing};
use super::weights::Weights;
use crate::document::Passage;
use crate::span::Span;
use crate::text::tokens::Token;

/// A paragraph, by document and place.
pub type Paragraph = (usize, usize);

/// Clues that move the sum by less than this are not worth a word.
const SLIGHT: f32 = 0.05;

/// Why two paragraphs were matched or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The likeliest sentence of the paragraph whose document comes first.
    pub a: Place,
    /// The likeliest sentence of the other.
    pub b: Place,
    /// What the model made of the two; nothing if they were never looked at.
    pub weighed: Option<Weighed>,
    /// What both sentences have, as words of the first.
    pub shared: Shared,
    /// What became of it.
    pub verdict: Verdict,
    /// The passages of the group that the first stands in.
    pub group_of_a: Vec<Passage>,
    /// The passages of the group that the other stands in.
    pub group_of_b: Vec<Passage>,
    /// Whether their documents are in different languages.
    pub languages_differ: bool,
}

/// What the model made of two sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// How likely they report the same thing, from 0 to 1.
    pub score: f64,
    /// The same where the pair was accepted: how likely such links are right.
    pub accepted: f64,
    /// The bar that applied.
    pub bar: Bar,
    /// What the sum begins with, before any clue.
    pub start: f32,
    /// What the clues add to the sum, strongest first; the score is the logistic function of the sum.
    pub clues: Vec<Voice>,
    /// The likelier partners of either sentence in the document of the other, with their scores, likeliest first.
    pub rivals: Vec<(Place, Place, f64)>,
}

/// What one clue says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// What is measured.
    pub clue: Clue,
    /// The measure.
    pub value: f32,
    /// What it adds to the sum: its weight times the measure. It speaks for the pair if this is more than 0.
    pub adds: f32,
}

/// What two sentences have in common, as spans of the first's text: the heaviest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// Words that say something.
    pub words: Vec<Span>,
    /// Numbers.
    pub numbers: Vec<Span>,
    /// Names.
    pub names: Vec<Span>,
    /// Words that one has in a quotation and the other anywhere.
    pub quoted: Vec<Span>,
    /// The longest run of words.
    pub run: Option<Span>,
    /// How much the words weigh together.
    pub weight: f32,
}

/// What became of two sentences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// They stand in one group.
    Matched {
        /// Whether the pair itself was accepted; if not, others brought them together.
        itself: bool,
    },
    /// They do not, and correspond all the same.
    Crossing,
    /// They do not, since the pair was not accepted.
    NotAccepted(Standing),
    /// The pair was accepted, but the groups of the two do not fit each other.
    Unfit,
    /// They were never looked at: they share too little, or others share more.
    NeverLookedAt {
        /// How much weight in common would have been needed.
        needed: f32,
    },
}

/// What is known before groups are asked.
pub struct Known<'a> {
    /// What evidence was taken from.
    pub texts: Texts<'a>,
    /// What each word is worth.
    pub weights: &'a Weights,
    /// The pairs and their scores.
    pub scored: &'a Scored<'a>,
    /// The bar of each pair.
    pub bars: &'a [Bar],
    /// How each pair stands.
    pub standings: &'a [Standing],
}

impl Known<'_> {
    /// Explains two paragraphs of different documents, the first the lower; `evidence` is that about their pairs of
    /// sentences, by pair. Nothing if one of them does not exist.
    pub fn explain(
        &self,
        groups: &[Group],
        crossings: &[Crossing],
        evidence: &[(usize, Evidence)],
        a: Paragraph,
        b: Paragraph,
    ) -> Option<Explanation> {
        let score = |at: usize| self.scored.judged[at].score();
        let likeliest = evidence.iter().min_by(|x, y| score(y.0).total_cmp(&score(x.0)).then(x.0.cmp(&y.0)));
        let (a, b) = match likeliest {
            Some((_, evidence)) => (evidence.a, evidence.b),
            None => self.heaviest(a, b)?,
        };
        let homes = self.scored.homes(groups);
        let home = |place: Place| homes[self.texts.places.number(place) as usize].0;
        let language = |place: Place| self.texts.documents[place.0].source.language.as_deref();
        let together = home(a) == home(b);
        let is = |passage: Passage, place: Place| (passage.document, passage.first) == place;
        let crosses = crossings.iter().any(|one| is(one.own, a) && is(one.other, b));
        let verdict = match likeliest.map(|(at, _)| self.standings[*at]) {
            standing if together => Verdict::Matched { itself: standing == Some(Standing::Stands) },
            None => Verdict::NeverLookedAt { needed: LEAST_WEIGHT },
            Some(Standing::Stands) if crosses => Verdict::Crossing,
            Some(Standing::Stands) => Verdict::Unfit,
            Some(standing) => Verdict::NotAccepted(standing),
        };
        Some(Explanation {
            a,
            b,
            weighed: likeliest.map(|(at, evidence)| self.weighed(*at, evidence)),
            shared: self.shared(a, b),
            verdict,
            group_of_a: groups[home(a)].passages.clone(),
            group_of_b: groups[home(b)].passages.clone(),
            languages_differ: language(a).zip(language(b)).is_some_and(|(a, b)| a != b),
        })
    }

    /// Returns the sentences of two paragraphs that share the most weight.
    fn heaviest(&self, a: Paragraph, b: Paragraph) -> Option<(Place, Place)> {
        let sentences = |(document, paragraph): Paragraph| {
            let own = self.texts.documents.get(document)?.paragraphs.get(paragraph)?;
            Some(own.sentences.clone().map(move |sentence| (document, sentence)))
        };
        let (left, right) = (sentences(a)?, sentences(b)?);
        let pairs = left.flat_map(|a| right.clone().map(move |b| (a, b)));
        let number = |place: Place| self.texts.places.number(place);
        let weight = |pair: &(Place, Place)| self.texts.profiles.common(number(pair.0), number(pair.1)).weight;
        pairs.min_by(|x, y| weight(y).total_cmp(&weight(x)).then(x.cmp(y)))
    }

    fn weighed(&self, at: usize, evidence: &Evidence) -> Weighed {
        let voice = |clue: Clue| Voice { clue, value: evidence.of(clue), adds: model::adds(evidence, clue) };
        let mut clues: Vec<Voice> = CLUES.map(voice).into_iter().filter(|voice| voice.adds.abs() >= SLIGHT).collect();
        clues.sort_by(|x, y| y.adds.abs().total_cmp(&x.adds.abs()));
        let score = self.scored.judged[at].score();
        Weighed {
            score,
            accepted: model::accepted(score),
            bar: self.bars[at],
            start: model::BIAS,
            clues,
            rivals: self.rivals(at),
        }
    }

    /// Returns the best partner of either sentence in the document of the other, where it is likelier.
    fn rivals(&self, at: usize) -> Vec<(Place, Place, f64)> {
        let (places, pairs) = (self.texts.places, self.scored.pairs);
        let ((a, b), own) = (pairs.pair(at), self.scored.judged[at].score());
        let of_a = places.of(places.document(b)).filter_map(|other| pairs.find_pair(a, other));
        let of_b = places.of(places.document(a)).filter_map(|other| pairs.find_pair(other, b));
        let score = |at: &usize| self.scored.judged[*at].score();
        let best = |among: &mut dyn Iterator<Item = usize>| among.max_by(|x, y| score(x).total_cmp(&score(y)));
        let mut rivals: Vec<usize> = [best(&mut of_a.into_iter()), best(&mut of_b.into_iter())]
            .into_iter()
            .flatten()
            .filter(|at| score(at) > own)
            .collect();
        rivals.sort_by(|x, y| score(y).total_cmp(&score(x)));
        let named = |at: usize| {
            let (a, b) = pairs.pair(at);
            (places.place(a), places.place(b), score(&at))
        };
        rivals.into_iter().map(named).collect()
    }

    /// Finds what both sentences have.
    fn shared(&self, a: Place, b: Place) -> Shared {
        let profile = |place: Place| &self.texts.profiles.sentences[self.texts.places.number(place) as usize];
        let (left, right) = (profile(a), profile(b));
        let tokens = self.texts.tokens[a.0].sentence(a.1);
        let both = |one: &Bag, other: &Bag, least: f32| self.words(tokens, &[one, other], least);
        let (given, taken) = (both(&left.quoted, &right.stems, TELLING), both(&left.stems, &right.quoted, TELLING));
        Shared {
            words: both(&left.stems, &right.stems, TELLING),
            numbers: both(&left.numbers, &right.numbers, 0.0),
            names: both(&left.names, &right.names, 0.0),
            quoted: if given.len() >= taken.len() { given } else { taken },
            run: self.run(tokens, self.texts.tokens[b.0].sentence(b.1)),
            weight: left.stems.common(&right.stems).weight,
        }
    }

    /// Returns the words that stand in all of some bags, each once, the heaviest first; those that touch are one, as in
    /// scripts without spaces.
    fn words(&self, tokens: &[Token], bags: &[&Bag], least: f32) -> Vec<Span> {
        let mut met: Vec<u32> = Vec::new();
        let mut found: Vec<(f32, Span)> = Vec::new();
        for token in tokens.iter().filter(|token| token.is_word()) {
            let worth = self.weights.of(token.stem);
            if worth.weight < least || met.contains(&worth.key) || !bags.iter().all(|bag| bag.has(worth.key)) {
                continue;
            }
            met.push(worth.key);
            match found.last_mut().filter(|(_, last)| last.end == token.span().start) {
                Some((weight, last)) => (*weight, *last) = (weight.max(worth.weight), last.join(token.span())),
                None => found.push((worth.weight, token.span())),
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        found.into_iter().map(|(_, span)| span).collect()
    }

    /// Returns the longest run of words that both have, as a span of the first's text.
    fn run(&self, a: &[Token], b: &[Token]) -> Option<Span> {
        let course = |tokens: &[Token]| -> Vec<Token> {
            let words = tokens.iter().filter(|token| token.is_word() && !self.weights.of(token.stem).follows);
            words.take(COURSE).copied().collect()
        };
        let (a, b) = (course(a), course(b));
        let length = |i: usize, j: usize| a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x.form == y.form).count();
        let runs = (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j)));
        let (length, first) =
            runs.map(|(i, j)| (length(i, j), i)).max_by_key(|(length, i)| (*length, usize::MAX - i))?;
        (length > 0).then(|| a[first].span().join(a[first + length - 1].span()))
    }
}
