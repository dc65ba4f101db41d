//! Which readings of a fact say the same, however they are written.

use super::fact::{About, Fact};
use crate::comparison::Comparison;
use crate::diff::{Side, ranks};
use crate::span::Span;
use crate::text::form::normal_form;
use crate::text::numbers::{Figure, figures};

/// Readings of a fact that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The readings, as indices into those of the fact.
    pub readings: Vec<usize>,
    /// The sources that read so, in order, each once.
    pub sources: Vec<usize>,
}

/// Returns the different readings of a fact, the one that most sources share first.
pub fn variants(comparison: &Comparison, fact: &Fact) -> Vec<Variant> {
    let said: Vec<Said> = fact.readings.iter().map(|reading| Said::new(comparison, fact.about, *reading)).collect();
    let mut found: Vec<Variant> = Vec::new();
    for (at, (source, _)) in fact.readings.iter().enumerate() {
        match found.iter_mut().find(|variant| said[variant.readings[0]].is_same(&said[at], fact.about)) {
            Some(variant) => {
                variant.readings.push(at);
                if variant.sources.last() != Some(source) {
                    variant.sources.push(*source);
                }
            }
            None => found.push(Variant { readings: vec![at], sources: vec![*source] }),
        }
    }
    found.sort_by_key(|variant| std::cmp::Reverse(variant.sources.len()));
    found
}

/// What a reading says.
struct Said {
    figure: Option<Figure>,
    words: String,
}

impl Said {
    fn new(comparison: &Comparison, about: About, (document, span): (usize, Span)) -> Said {
        let text = comparison.documents[document].text.as_str();
        let side = Side { text, tokens: comparison.tokens[document].within(span) };
        let personal = matches!(about, About::Name | About::Title);
        let figure = figures(text, side.tokens, side.language()).into_iter().next().filter(|_| !personal);
        let office = ranks(side, &(0..side.tokens.len())).into_iter().map(|(run, _)| side.span(&run).of(text));
        let office: Vec<String> = office.map(|word| normal_form(word).into_owned()).collect();
        let words = if about == About::Title && !office.is_empty() {
            office.join(" ")
        } else {
            normal_form(span.of(text)).into_owned()
        };
        Said { figure, words }
    }

    fn is_same(&self, other: &Said, about: About) -> bool {
        match (&self.figure, &other.figure) {
            (Some(a), Some(b)) if about == About::Exactness => a.agrees(b) && a.exactness == b.exactness,
            (Some(a), Some(b)) => a.agrees(b),
            (None, None) => self.words == other.words,
            _ => false,
        }
    }
}
