//! What is learnt from, and how: of the sentences of two paragraphs only the best pair (multiple-instance learning).

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use variorum::align::clue::Clue;
use variorum::align::evidence::Evidence;
use variorum::comparison::evidence;
use variorum::span::Span;
use variorum::work::Work;

use crate::gold::{self, Copied};
use crate::regression::{self, Clues, Example, Model};
use crate::story::{self, Case, Two};

/// The best pair of sentences of two paragraphs is chosen so often, each time by what was learnt from the last choice.
const ROUNDS: usize = 4;

/// Of two texts with copied passages at most so many pairs of sentences are taken.
const UNRELATED: usize = 600;

/// So many characters around a copied passage belong to it.
const MARGIN: usize = 50;

/// A folder of cases of one kind.
pub struct Set {
    /// The name of the folder.
    pub name: String,
    /// How much it counts beside the other sets.
    pub weight: f64,
    /// Its cases.
    pub cases: Vec<Judged>,
}

/// A case with the evidence about its sentences.
pub struct Judged {
    /// The sources and what was judged.
    pub case: Case,
    /// The passages that one text copied from the other, where that is all that is known of them.
    copied: Option<Vec<Copied>>,
    /// The pairs of sentences that were judged one way or the other.
    pub pairs: Vec<Pair>,
}

/// A pair of sentences.
pub struct Pair {
    /// The paragraphs they stand in; nothing where every pair of sentences counts for itself.
    two: Option<Two>,
    /// Whether they report the same thing.
    pub right: bool,
    /// What is measured of them.
    pub clues: Clues,
}

/// What one pair of spans was judged to be.
type Verdict = (Option<Two>, bool);

impl Judged {
    fn read(folder: &Path) -> Result<Judged, Box<dyn Error>> {
        let (case, copied) =
            if folder.join("links.txt").exists() { (story::read(folder), None) } else { gold::read(folder)? };
        let mut judged = Judged { case, copied, pairs: Vec::new() };
        let place =
            |(document, sentence): (usize, usize)| (document, judged.case.documents[document].sentences[sentence].span);
        let all = evidence(&judged.case.documents, &Work::default())?;
        let pair = |found: Evidence| {
            let (two, right) = judged.verdict(place(found.a), place(found.b))?;
            Some(Pair { two, right, clues: found.values })
        };
        let mut pairs: Vec<Pair> = all.into_iter().filter_map(pair).collect();
        if judged.copied.is_some() {
            pairs = thinned(pairs, UNRELATED);
        }
        judged.pairs = pairs;
        Ok(judged)
    }

    /// Tells what two spans were judged to be; nothing where nobody can say.
    pub fn verdict(&self, a: (usize, Span), b: (usize, Span)) -> Option<Verdict> {
        let Some(copied) = &self.copied else {
            let two = self.case.two(a, b)?;
            return self.case.verdict(&two).map(|right| (Some(two), right));
        };
        // Inside a copied passage and close to it nobody has said which sentence answers which.
        let inside = |end: (usize, Span), passage: &(usize, Span)| {
            let middle = self.case.middle(end.0, end.1);
            passage.1.start.saturating_sub(MARGIN) <= middle && middle <= passage.1.end + MARGIN
        };
        let known = copied.iter().any(|[first, second]| inside(a, first) && inside(b, second));
        (!known).then_some((None, false))
    }

    /// Tells whether it says which paragraphs belong together, not only what was copied.
    pub fn has_paragraphs(&self) -> bool {
        self.copied.is_none()
    }

    /// Returns the pairs that count: of two paragraphs the one that some scoring puts first.
    pub fn best(&self, score: impl Fn(&Clues) -> f64) -> Vec<&Pair> {
        let mut best: BTreeMap<Two, (f64, &Pair)> = BTreeMap::new();
        for pair in &self.pairs {
            let Some(two) = pair.two else { continue };
            let own = score(&pair.clues);
            if best.get(&two).is_none_or(|(other, _)| own > *other) {
                best.insert(two, (own, pair));
            }
        }
        let alone = self.pairs.iter().filter(|pair| pair.two.is_none());
        best.into_values().map(|(_, pair)| pair).chain(alone).collect()
    }
}

impl Set {
    /// Reads all cases of a folder.
    pub fn read(folder: &Path, weight: f64) -> Result<Set, Box<dyn Error>> {
        let mut folders: Vec<_> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
        folders.retain(|path| path.join("links.txt").exists() || path.join("gold.json").exists());
        folders.sort();
        let cases = folders.iter().map(|path| Judged::read(path)).collect::<Result<_, _>>()?;
        Ok(Set { name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), weight, cases })
    }
}

/// Learns from all cases of all sets but one, if one is left out; each set counts as much as its weight says, however
/// many pairs it has.
pub fn learn(sets: &[Set], without: Option<&Judged>) -> Model {
    let first = |clues: &Clues| f64::from(clues[Clue::Cosine as usize] + clues[Clue::Contained as usize]);
    let mut model = fit(sets, without, first);
    for _ in 1..ROUNDS {
        model = fit(sets, without, |clues| model.score(clues));
    }
    model
}

fn fit(sets: &[Set], without: Option<&Judged>, score: impl Fn(&Clues) -> f64) -> Model {
    let mut examples = Vec::new();
    for set in sets {
        let cases = set.cases.iter().filter(|case| without.is_none_or(|without| !std::ptr::eq(*case, without)));
        let pairs: Vec<&Pair> = cases.flat_map(|case| case.best(&score)).collect();
        let weight = set.weight * 1000.0 / pairs.len().max(1) as f64;
        examples.extend(pairs.into_iter().map(|pair| Example { clues: &pair.clues, right: pair.right, weight }));
    }
    regression::fit(&examples)
}

/// Returns at most so many of the pairs, as evenly spread as can be.
fn thinned(pairs: Vec<Pair>, most: usize) -> Vec<Pair> {
    let count = pairs.len();
    let kept = |at: usize| count <= most || at * most / count != (at + 1) * most / count;
    pairs.into_iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, pair)| pair).collect()
}
