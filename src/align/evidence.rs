//! The evidence for and against two sentences reporting the same thing, as numbers that a model can weigh.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::candidates::Pairs;
use super::clue::{COUNT, Clue};
use super::place::{Place, Places};
use super::profile::{Bag, Common, Own, Profile, Quotation, once, stems, telling};
use super::weights::Weights;
use crate::document::{Document, Paragraph};
use crate::text::tokens::Tokens;
use crate::work::{GivenUp, Work};

/// So many pairs are weighed at a time.
const RUN: usize = 1024;

/// So many sentences before and behind are near.
const NEAR: u32 = 2;

/// So many sentences before and behind are held against each other in order.
const ALONG: u32 = 3;

/// A pair of sentences of two documents and the evidence about it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The document and sentence that come first.
    pub a: (usize, usize),
    /// The other document and sentence.
    pub b: (usize, usize),
    /// What was measured, in the order of [`CLUES`](super::clue::CLUES).
    pub values: [f32; COUNT],
}

impl Evidence {
    /// Returns what was measured of one thing.
    pub const fn of(&self, clue: Clue) -> f32 {
        self.values[clue as usize]
    }
}

/// The profiles of all sentences and paragraphs of the documents.
pub struct Profiles {
    /// By number of the sentence.
    pub sentences: Vec<Profile>,
    /// The stems of each paragraph of more than one sentence, by document and paragraph.
    paragraphs: Vec<Vec<Option<Bag>>>,
    /// How much of the telling words of one document the other has, by both documents.
    kinship: Vec<f32>,
}

impl Profiles {
    /// Reads the profiles; `said` holds for each document its quotations, in order.
    ///
    /// # Errors
    ///
    /// [`GivenUp`] where the work was given up.
    pub fn new(
        documents: &[Document],
        tokens: &[Tokens],
        places: &Places,
        weights: &Weights,
        said: &[Vec<Quotation>],
        work: &Work,
    ) -> Result<Self, GivenUp> {
        let once: Vec<HashSet<u32, FixedState>> = tokens.iter().map(once).collect();
        let profile = |number: usize| {
            let (document, sentence) = places.place(number as u32);
            let own = Own { text: &documents[document].text, said: &said[document], once: &once[document] };
            Profile::new(&own, tokens[document].sentence(sentence), weights)
        };
        let sentences = work.in_runs(places.len(), RUN, |run| run.map(profile).collect())?;
        let bag = |document: usize, paragraph: &Paragraph| {
            let several = paragraph.sentences.len() > 1;
            several.then(|| stems(tokens[document].run(paragraph.sentences.clone()), weights))
        };
        let own = documents.iter().enumerate();
        let bags = own.map(|(at, document)| document.paragraphs.iter().map(|paragraph| bag(at, paragraph)).collect());
        let paragraphs = bags.collect();
        Ok(Profiles { sentences, paragraphs, kinship: kinship(tokens, weights, work)? })
    }

    /// Returns the stems that two sentences have in common, by their numbers.
    pub fn common(&self, a: u32, b: u32) -> Common {
        self.sentences[a as usize].stems.common(&self.sentences[b as usize].stems)
    }
}

/// Returns for every two documents how much of the telling words of the one with fewer the other has, from 0 to 1.
fn kinship(tokens: &[Tokens], weights: &Weights, work: &Work) -> Result<Vec<f32>, GivenUp> {
    let words = work.each(tokens, |tokens| telling(tokens.all(), weights))?;
    let documents = words.len();
    work.in_runs(documents * documents, RUN, |run| {
        let share = |at: usize| {
            let (a, b) = (at / documents, at % documents);
            if a < b { words[a].common(&words[b]).contained } else { 0.0 }
        };
        run.map(share).collect()
    })
}

/// What evidence is taken from.
pub struct Texts<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// Their tokens.
    pub tokens: &'a [Tokens],
    /// The numbers of their sentences.
    pub places: &'a Places,
    /// The profiles of their sentences and paragraphs.
    pub profiles: &'a Profiles,
}

impl Texts<'_> {
    fn profile(&self, (document, sentence): Place) -> &Profile {
        &self.profiles.sentences[self.places.number((document, sentence)) as usize]
    }

    /// Returns the stems of the paragraph that a sentence stands in.
    fn paragraph(&self, place: Place) -> &Bag {
        let paragraph = self.documents[place.0].sentences[place.1].paragraph;
        self.profiles.paragraphs[place.0][paragraph].as_ref().unwrap_or(&self.profile(place).stems)
    }
}

/// Weighs every pair by its evidence and returns what comes of each, in the order of the pairs.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn weigh<R: Send>(
    texts: &Texts<'_>,
    pairs: &Pairs,
    work: &Work,
    judge: impl Fn(&Evidence) -> R + Sync,
) -> Result<Vec<R>, GivenUp> {
    let strength = |at: usize| {
        let (a, b) = pairs.pair(at);
        strength(&texts.profiles.common(a, b))
    };
    let strengths = work.in_runs(pairs.len(), RUN, |run| run.map(strength).collect())?;
    let margins = margins(texts.places, pairs, &strengths);
    let closeness = closeness(texts.places, pairs, &strengths);
    work.in_runs(pairs.len(), RUN, |run| {
        let weighed = run.map(|at| {
            let (a, b) = pairs.pair(at);
            let [row, column] = margins[at];
            let before = along(texts.places, pairs, &strengths, (a, b), false);
            let behind = along(texts.places, pairs, &strengths, (a, b), true);
            let course = Course {
                ahead: row.max(column),
                behind: row.min(column),
                flanked: before[0].min(behind[0]),
                along: (before.iter().sum::<f32>() + behind.iter().sum::<f32>()) / (2 * ALONG) as f32,
                near: near(texts.places, pairs, &strengths, (a, b)),
                closeness: &closeness,
            };
            judge(&evidence(texts, texts.places.place(a), texts.places.place(b), &course))
        });
        weighed.collect()
    })
}

/// How a pair stands among the others of the same two documents.
struct Course<'a> {
    ahead: f32,
    behind: f32,
    flanked: f32,
    along: f32,
    near: f32,
    /// By both documents.
    closeness: &'a [f32],
}

fn evidence(texts: &Texts<'_>, a: Place, b: Place, course: &Course<'_>) -> Evidence {
    let (left, right) = (texts.profile(a), texts.profile(b));
    let stems = left.stems.common(&right.stems);
    let pairs = left.pairs.common(&right.pairs);
    let (numbers, names) = (left.numbers.common(&right.numbers), left.names.common(&right.names));
    let around = texts.paragraph(a).common(texts.paragraph(b));
    let (kept, shared) = (left.quoted.common(&right.stems), left.quoted.common(&right.quoted));
    let turned = right.quoted.common(&left.stems);
    let place = |(d, s): Place| s as f32 / texts.documents[d].sentences.len().max(1) as f32;
    let run = if pairs.weight > 0.0 { longest_run(&left.course, &right.course) } else { 0 };
    let more = |x: f32| (1.0 + x).ln();
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let mut found = Evidence { a, b, values: [0.0; COUNT] };
    let mut note = |clue: Clue, value: f32| found.values[clue as usize] = value;
    note(Clue::Cosine, stems.cosine);
    note(Clue::Roots, left.roots.common(&right.roots).cosine);
    note(Clue::Contained, stems.contained);
    note(Clue::Weight, more(stems.weight));
    note(Clue::Lighter, more(left.stems.total.min(right.stems.total)));
    note(Clue::Telling, more(stems.telling as f32));
    note(Clue::Heaviest, stems.heaviest);
    note(Clue::Once, more(in_both(&left.once, &right.once) as f32));
    note(Clue::Pairs, pairs.contained);
    note(Clue::Run, more(run as f32));
    note(Clue::Numbers, more(numbers.weight));
    note(Clue::OtherNumbers, flag(others(&left.numbers, &right.numbers, &numbers)));
    note(Clue::Names, more(names.weight));
    note(Clue::OtherNames, flag(others(&left.names, &right.names, &names)));
    note(Clue::Quoted, more(kept.weight.max(turned.weight)));
    note(Clue::QuoteKept, share(&kept, left.quoted.total).max(share(&turned, right.quoted.total)));
    note(Clue::QuoteShared, share(&shared, left.quoted.total.min(right.quoted.total)));
    note(Clue::Utterance, flag(in_both(&left.utterances, &right.utterances) > 0));
    note(Clue::OtherQuotes, flag(others(&left.quoted, &right.quoted, &shared)));
    note(Clue::OneQuotes, flag((left.quoted.total > 0.0) != (right.quoted.total > 0.0)));
    note(Clue::Around, around.cosine);
    note(Clue::Ahead, course.ahead);
    note(Clue::Behind, course.behind);
    note(Clue::Flanked, course.flanked);
    note(Clue::Along, course.along);
    note(Clue::Near, course.near);
    note(Clue::Distance, (place(a) - place(b)).abs());
    let both = a.0 * texts.documents.len() + b.0;
    note(Clue::Kinship, texts.profiles.kinship[both]);
    note(Clue::Closeness, course.closeness[both]);
    found
}

/// Tells whether both have something, and nothing in common.
fn others(left: &Bag, right: &Bag, common: &Common) -> bool {
    left.total > 0.0 && right.total > 0.0 && common.weight == 0.0
}

/// Returns how much of a weight is shared; of a light weight little is said by all of it.
fn share(common: &Common, total: f32) -> f32 {
    if total > 0.0 { common.weight / total * (1.0 + common.weight).ln() } else { 0.0 }
}

/// Returns how many numbers two sorted lists have in common.
fn in_both(left: &[u32], right: &[u32]) -> usize {
    left.iter().filter(|number| right.binary_search(number).is_ok()).count()
}

/// How well two sentences fit by their stems alone, from 0 to 2.
fn strength(stems: &Common) -> f32 {
    stems.cosine + stems.contained
}

/// Returns how far each pair is ahead of the best of its rivals or behind it: those with its first sentence, and those
/// with its second.
fn margins(places: &Places, pairs: &Pairs, strengths: &[f32]) -> Vec<[f32; 2]> {
    let mut margins = vec![[0.0; 2]; strengths.len()];
    let mut compete = |rivals: &mut dyn Iterator<Item = usize>, again: &mut dyn Iterator<Item = usize>, side: usize| {
        let mut best = [0.0; 2];
        rivals.for_each(|at| note_best(&mut best, strengths[at]));
        for at in again {
            let own = strengths[at];
            margins[at][side] = if own >= best[0] { own - best[1] } else { own - best[0] };
        }
    };
    for row in pairs.rows(places) {
        compete(&mut row.clone(), &mut row.clone(), 0);
    }
    for column in pairs.columns(places) {
        let at = || column.iter().map(|at| *at as usize);
        compete(&mut at(), &mut at(), 1);
    }
    margins
}

/// Returns for every two documents how well the sentences of one fit their best partners in the other, on average over
/// the document where that is higher.
fn closeness(places: &Places, pairs: &Pairs, strengths: &[f32]) -> Vec<f32> {
    let documents = places.documents();
    let mut sums = vec![[0.0_f32; 2]; documents * documents];
    let mut add = |at: &mut dyn Iterator<Item = usize>, side: usize| {
        let mut both = 0;
        let best = at.fold(0.0_f32, |best, at| {
            let (a, b) = pairs.pair(at);
            both = places.document(a) * documents + places.document(b);
            best.max(strengths[at])
        });
        sums[both][side] += best;
    };
    pairs.rows(places).for_each(|mut row| add(&mut row, 0));
    pairs.columns(places).for_each(|column| add(&mut column.iter().map(|at| *at as usize), 1));
    let mean = |sum: f32, document: usize| sum / (places.of(document).len().max(1)) as f32;
    let higher = |(both, [a, b]): (usize, [f32; 2])| mean(a, both / documents).max(mean(b, both % documents));
    sums.into_iter().enumerate().map(higher).collect()
}

fn note_best(best: &mut [f32; 2], value: f32) {
    if value > best[0] {
        *best = [value, best[0]];
    } else if value > best[1] {
        best[1] = value;
    }
}

/// Returns how well the next sentences before or behind two sentences correspond, each with its own, nearest first.
fn along(places: &Places, pairs: &Pairs, strengths: &[f32], from: (u32, u32), behind: bool) -> [f32; ALONG as usize] {
    let mut found = [0.0; ALONG as usize];
    let mut at = from;
    for strength in &mut found {
        let Some(next) = places.beside(at.0, at.1, behind) else { break };
        *strength = pairs.find_pair(next.0, next.1).map_or(0.0, |at| strengths[at]);
        at = next;
    }
    found
}

/// Returns how well the sentences near two sentences correspond, at best.
fn near(places: &Places, pairs: &Pairs, strengths: &[f32], (a, b): (u32, u32)) -> f32 {
    let around = |number: u32| {
        let own = places.of(places.document(number));
        number.saturating_sub(NEAR).max(own.start)..(number + NEAR + 1).min(own.end)
    };
    let beside = around(a).flat_map(|first| pairs.between(first, around(b)));
    let others = beside.filter(|at| pairs.pair(*at) != (a, b));
    others.map(|at| strengths[at]).fold(0.0, f32::max)
}

/// Returns the length of the longest run of words that both have, in words.
fn longest_run(a: &[u32], b: &[u32]) -> usize {
    let mut longest = 0;
    for (at, word) in a.iter().enumerate() {
        // Most words are not there at all, which is told for several at a time.
        if a.len() - at <= longest || !b.contains(word) {
            continue;
        }
        for start in (0..b.len()).filter(|start| b[*start] == *word) {
            // What goes on from the words before was counted there.
            if at == 0 || start == 0 || a[at - 1] != b[start - 1] {
                let run = a[at..].iter().zip(&b[start..]).take_while(|(one, other)| one == other).count();
                longest = longest.max(run);
            }
        }
    }
    longest
}
