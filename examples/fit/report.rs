//! What the fitted model is worth: how many links are right and found, and whether its scores can be believed.

use std::fmt::Write;

use variorum::align::{Links, Wanted};
use variorum::comparison::compare_with;
use variorum::work::{GivenUp, Work};

use crate::learn::{Judged, Set, learn};
use crate::regression::Model;

/// The scores from which on a pair is taken for a link in the report.
const BARS: [f64; 3] = [0.3, 0.4, 0.5];

/// A score and whether it was right.
type Outcome = (f64, bool);

/// The model as Rust constants, as they stand in `src/align/model.rs`.
pub fn constants(model: &Model) -> String {
    let mut text = format!("const BIAS: f32 = {:.3};\n\nconst WEIGHTS: [f32; COUNT] = [\n", model.bias);
    for line in model.weights.chunks(14) {
        let numbers: Vec<String> = line.iter().map(|weight| format!("{weight:.3}")).collect();
        let _ = writeln!(text, "    {},", numbers.join(", "));
    }
    text + "];\n"
}

/// One line a set: precision, recall and their harmonic mean of links between paragraphs at several bars.
pub fn by_set(sets: &[Set], model: &Model) -> String {
    let mut text = String::new();
    for set in sets {
        let outcomes: Vec<Outcome> = set.cases.iter().flat_map(|case| outcomes(case, model)).collect();
        let _ = writeln!(text, "{}: {}", set.name, at_bars(&outcomes, right_in_all(set)));
    }
    text
}

/// The same for a set of which each case was left out of the learning in turn.
pub fn held_out(sets: &[Set], set: &Set) -> String {
    let unseen = |case: &Judged| outcomes(case, &learn(sets, Some(case)));
    let outcomes: Vec<Outcome> = set.cases.iter().flat_map(unseen).collect();
    at_bars(&outcomes, right_in_all(set))
}

/// The scores of the model for the best sentences of every two paragraphs, in ten bins.
pub fn calibration(sets: &[Set], model: &Model) -> String {
    bins(&sets.iter().flat_map(|set| &set.cases).flat_map(|case| outcomes(case, model)).collect::<Vec<_>>())
}

/// The scores of all links between paragraphs that the program itself gives, with the constants it has, in ten bins.
pub fn links_of_the_program(sets: &[Set]) -> Result<String, GivenUp> {
    let wanted = Wanted { links: Links::All, ..Wanted::default() };
    let mut outcomes = Vec::new();
    for judged in sets.iter().flat_map(|set| &set.cases).filter(|judged| judged.has_paragraphs()) {
        let comparison = compare_with(judged.case.documents.clone(), &wanted, &Work::default())?;
        let documents = &comparison.documents;
        outcomes.extend(comparison.links.iter().filter_map(|link| {
            let (a, b) = (link.a.span(documents), link.b.span(documents));
            let (_, right) = judged.verdict((link.a.document, a), (link.b.document, b))?;
            Some((link.score, right))
        }));
    }
    Ok(bins(&outcomes))
}

fn outcomes(case: &Judged, model: &Model) -> Vec<Outcome> {
    let best = case.best(|clues| model.score(clues));
    best.into_iter().map(|pair| (model.score(&pair.clues), pair.right)).collect()
}

/// Returns how many pairs of paragraphs report the same thing, also those that never came to be looked at.
fn right_in_all(set: &Set) -> usize {
    set.cases.iter().map(|judged| judged.case.must.len()).sum()
}

fn at_bars(outcomes: &[Outcome], wanted: usize) -> String {
    let at = |bar: f64| {
        let over = || outcomes.iter().filter(|(score, _)| *score >= bar);
        let (all, right) = (over().count(), over().filter(|(_, right)| *right).count());
        let ratio = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let (precision, recall, both) = (ratio(right, all), ratio(right, wanted), ratio(2 * right, all + wanted));
        if wanted == 0 {
            return format!("{bar:.1}: {all} false");
        }
        format!("{bar:.1}: P {precision:.3} R {recall:.3} F1 {both:.3}, {} false", all - right)
    };
    BARS.map(at).join(" | ")
}

fn bins(outcomes: &[Outcome]) -> String {
    let mut text = "   score   count    mean   right\n".to_owned();
    for bin in 0..10 {
        let own = || outcomes.iter().filter(|(score, _)| ((score * 10.0) as usize).min(9) == bin);
        let count = own().count();
        let share = |sum: f64| sum / count.max(1) as f64;
        let (mean, right) = (share(own().map(|(score, _)| score).sum()), own().filter(|(_, right)| *right).count());
        let _ = writeln!(
            text,
            "{:.1}–{:.1} {count:7} {mean:7.3} {:7.3}",
            bin as f64 / 10.0,
            (bin + 1) as f64 / 10.0,
            share(right as f64)
        );
    }
    text
}
