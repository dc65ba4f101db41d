//! Which quotations, in any sources, are of the same thing said.
//!
//! Pairs that share telling words are held against each other, the likest pairs are joined first, and no join brings
//! together two people who are both named for sure, unless the same long wording is given to both.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::{Kind, Quote, Utterance};
use crate::text::tokens::{Token, Tokens};
use crate::work::{GivenUp, Work};

/// So much of the shorter quotation stands in the longer one, in order.
const SHARED: f64 = 0.6;

/// So much of the telling words of the shorter one stands in the longer one, in any order, where the same speaker is
/// named: what was translated there and back keeps them and few others.
const TELLING: f64 = 0.6;

/// The same where no speaker is named in one of them.
const TELLING_OF_NOBODY: f64 = 0.75;

/// So much of the shorter one stands in the longer one where the sources name different speakers for the same words.
/// It is one thing said, and who said it is what they disagree about.
const SAME: f64 = 0.9;

/// No two people say so many words alike by chance.
const LONG: usize = 8;

/// Fewer telling words in common than this tell nothing by themselves.
const FEWEST: usize = 3;

/// A shorter quotation than this must stand in the other without any change, words.
const SHORT: usize = 4;

/// So much of the shorter quotation's telling words must be shared for the two to be compared word by word.
const CANDIDATE: f64 = 0.25;

/// Words in more quotations than this lead to too many candidates to be worth following.
const LONGEST_POSTING: usize = 200;

/// A speaker is held against another only where both are at least so sure, in percent.
const SURE: u8 = 85;

/// Joins quotations that say the same, whatever the order of the sources; a quotation stands in at most one utterance.
///
/// # Errors
///
/// [`GivenUp`] where the work was given up.
pub fn utterances(tokens: &[Tokens], quotes: &[Quote], work: &Work) -> Result<Vec<Utterance>, GivenUp> {
    let words: Vec<Words> = quotes.iter().map(|quote| Words::new(tokens, quote)).collect();
    let mut sets = Sets::new(quotes);
    let known = distinct(quotes, &words, &mut sets);
    let mut pairs: Vec<(f64, usize, usize, bool)> = Vec::new();
    let mut namesakes = Namesakes::default();
    for (a, b) in candidates(&words, &known) {
        work.go_on()?;
        let agreement = agree(&quotes[a], &quotes[b], &mut namesakes);
        let likeness = likeness(&words[a], &words[b], agreement);
        pairs.extend(likeness.map(|likeness| (likeness, a, b, agreement == Agreement::Contradict)));
    }
    // Equals are taken by where they stand in their own texts, so that the order of the sources does not matter.
    let place = |at: usize| (quotes[at].span, quotes[at].speaker.as_ref().map(|speaker| speaker.name.as_str()));
    let places = |a: usize, b: usize| (place(a).min(place(b)), place(a).max(place(b)), a, b);
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| places(x.1, x.2).cmp(&places(y.1, y.2))));
    for (_, a, b, disputed) in pairs {
        sets.join(a, b, disputed);
    }
    let mut found: Vec<Utterance> = sets
        .members
        .into_iter()
        .filter(|set| set.len() > 1)
        .map(|mut quotes| {
            quotes.sort_unstable();
            Utterance { base: base(&words, &quotes), quotes }
        })
        .collect();
    found.sort_by_key(|utterance| utterance.quotes[0]);
    Ok(found)
}

/// Joins what is the same word for word from one speaker, which needs no comparing, and returns one quotation of each
/// wording. The same words in sources of different languages have other stems, and each language keeps one of them:
/// else it would depend on the order of the sources by which stems the wording is compared.
fn distinct(quotes: &[Quote], words: &[Words], sets: &mut Sets<'_>) -> Vec<usize> {
    let mut first: HashMap<(&[u32], Option<&str>), usize> = HashMap::new();
    let mut stems: HashSet<(&[u32], &[u32], Option<&str>)> = HashSet::new();
    let mut known = Vec::new();
    for (at, quote) in quotes.iter().enumerate() {
        if !quote.kind.is_speech() || words[at].telling.is_empty() {
            continue;
        }
        let speaker = quote.speaker.as_ref().map(|speaker| speaker.name.as_str());
        match first.entry((&words[at].forms, speaker)) {
            Entry::Occupied(same) => sets.join(*same.get(), at, false),
            Entry::Vacant(new) => drop(new.insert(at)),
        }
        if stems.insert((&words[at].forms, &words[at].stems, speaker)) {
            known.push(at);
        }
    }
    known
}

/// Returns the quotation with the fullest wording, one between marks before one without.
fn base(words: &[Words], set: &[usize]) -> usize {
    let fullest = |at: &usize| (words[*at].verbatim, words[*at].forms.len(), std::cmp::Reverse(*at));
    set.iter().copied().max_by_key(fullest).unwrap_or_default()
}

/// The words of a quotation.
struct Words {
    /// The words as they are compared, in order.
    forms: Vec<u32>,
    /// Their stems, in order.
    stems: Vec<u32>,
    /// The same stems, sorted.
    sorted: Vec<u32>,
    /// The stems of those that are not common, sorted, each once.
    telling: Vec<u32>,
    /// Whether they are given as said, and not reported.
    verbatim: bool,
}

impl Words {
    fn new(tokens: &[Tokens], quote: &Quote) -> Self {
        let all = || tokens[quote.document].within(quote.span).iter().filter(|token| token.is_word());
        let mut telling: Vec<u32> = all().filter(|word| !word.common).map(stem).collect();
        telling.sort_unstable();
        telling.dedup();
        let verbatim = quote.kind != Kind::Indirect;
        let stems: Vec<u32> = all().map(stem).collect();
        let mut sorted = stems.clone();
        sorted.sort_unstable();
        Words { forms: all().map(|word| word.form).collect(), stems, sorted, telling, verbatim }
    }
}

fn stem(word: &Token) -> u32 {
    word.stem
}

/// Returns pairs of quotations that share some of the telling words of the shorter one, from those given.
fn candidates(words: &[Words], known: &[usize]) -> Vec<(usize, usize)> {
    let mut postings: HashMap<u32, Vec<usize>, foldhash::fast::RandomState> = HashMap::default();
    for &at in known {
        words[at].telling.iter().for_each(|stem| postings.entry(*stem).or_default().push(at));
    }
    let mut pairs = Vec::new();
    let mut shared = vec![0_usize; words.len()];
    let mut met: Vec<usize> = Vec::new();
    for &at in known {
        let own = &words[at].telling;
        for list in own.iter().filter_map(|stem| postings.get(stem)).filter(|list| list.len() <= LONGEST_POSTING) {
            let later = list.partition_point(|other| *other <= at);
            for other in &list[later..] {
                if shared[*other] == 0 {
                    met.push(*other);
                }
                shared[*other] += 1;
            }
        }
        for other in met.drain(..) {
            let count = std::mem::take(&mut shared[other]);
            if count as f64 >= CANDIDATE * own.len().min(words[other].telling.len()) as f64 {
                pairs.push((at, other));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Returns how much two quotations have in common, from 0 to 1, where it is enough for one thing said.
fn likeness(a: &Words, b: &Words, agree: Agreement) -> Option<f64> {
    let shorter = a.forms.len().min(b.forms.len());
    let telling = in_common(&a.telling, &b.telling);
    let least = a.telling.len().min(b.telling.len());
    let bar = if agree == Agreement::Same { TELLING } else { TELLING_OF_NOBODY };
    let told = telling as f64 / least.max(1) as f64;
    let by_telling = telling >= FEWEST && told >= bar && a.verbatim & b.verbatim | (told >= TELLING_OF_NOBODY);
    // Function words alone make no likeness.
    let floor = if agree == Agreement::Same { CANDIDATE } else { CANDIDATE * 2.0 };
    let told_enough = telling as f64 >= floor * least as f64;
    // The longest common run of words, not counting what stands between, is costly: only where it may be enough. It
    // has no more words than both have in any order.
    let enough = |kept: usize| {
        let share = kept as f64 / shorter.max(1) as f64;
        match agree {
            Agreement::Contradict => share >= SAME && shorter >= LONG,
            _ if shorter < SHORT => kept == shorter && telling == least,
            _ => share >= SHARED && told_enough || by_telling,
        }
    };
    if !enough(in_common(&a.sorted, &b.sorted)) {
        return None;
    }
    let kept = kept(&a.stems, &b.stems);
    let share = kept as f64 / shorter.max(1) as f64;
    let plain = agree == Agreement::Contradict || shorter < SHORT;
    enough(kept).then_some(if plain { share } else { share.max(told * SHARED) })
}

/// Returns how many members two sorted lists share, each as often as both have it.
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

/// Returns the length of the longest common subsequence, 64 words at a step (Crochemore et al., Information Processing
/// Letters 80, 2001).
fn kept(a: &[u32], b: &[u32]) -> usize {
    let mut places: HashMap<u32, Vec<(usize, u64)>, foldhash::fast::RandomState> = HashMap::default();
    for (at, word) in a.iter().enumerate() {
        let blocks = places.entry(*word).or_default();
        let bit = 1 << (at % 64);
        match blocks.last_mut() {
            Some((block, bits)) if *block == at / 64 => *bits |= bit,
            _ => blocks.push((at / 64, bit)),
        }
    }
    let mut row = vec![u64::MAX; a.len().div_ceil(64)];
    for blocks in b.iter().filter_map(|word| places.get(word)) {
        let mut rest = blocks.iter().peekable();
        let mut carry = false;
        for (at, bits) in row.iter_mut().enumerate() {
            let met = rest.next_if(|(block, _)| *block == at).map_or(0, |(_, met)| *met);
            let (sum, over) = bits.overflowing_add(*bits & met);
            let (sum, past) = sum.overflowing_add(u64::from(carry));
            carry = over || past;
            *bits = sum | (*bits & !met);
        }
    }
    let zeros: u32 = row.iter().map(|bits| bits.count_zeros()).sum();
    zeros as usize
}

/// What the speakers of two quotations say about whether they are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreement {
    Same,
    Open,
    Contradict,
}

/// Names that were held against each other, and whether they may be of one.
type Namesakes<'a> = HashMap<(&'a str, &'a str), bool, foldhash::fast::RandomState>;

fn agree<'a>(a: &'a Quote, b: &'a Quote, known: &mut Namesakes<'a>) -> Agreement {
    match (sure_name(a), sure_name(b)) {
        (Some(a), Some(b)) if *known.entry((a, b)).or_insert_with(|| is_same(a, b)) => Agreement::Same,
        (Some(_), Some(_)) => Agreement::Contradict,
        _ => Agreement::Open,
    }
}

/// Returns the name of a speaker who is named for sure; "a spokesman" may be anybody.
fn sure_name(quote: &Quote) -> Option<&str> {
    let speaker = quote.speaker.as_ref().filter(|speaker| speaker.confidence >= SURE)?;
    Some(speaker.name.as_str()).filter(|name| !name.starts_with(char::is_lowercase))
}

/// Tells whether two names may be of one: one holds all words of the other or its letters, or only what stands between
/// the first letter and the last name differs.
fn is_same(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split([' ', '-', '.']).filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    // Many languages decline names.
    let alike = |one: &String, other: &String| {
        let shared: usize = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        one == other || (shared > 2 && one.chars().count().max(other.chars().count()) <= shared + shared / 2)
    };
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.iter().any(|other| alike(word, other)));
    let initials = |one: &[String], many: &[String]| {
        let letters: String = many.iter().filter_map(|word| word.chars().next()).collect();
        one.len() == 1 && letters == one[0]
    };
    let first = |name: &[String]| name.first().and_then(|word| word.chars().next());
    let short = a.last() == b.last() && first(&a) == first(&b);
    within(&a, &b) || within(&b, &a) || short || initials(&a, &b) || initials(&b, &a)
}

/// Sets of quotations that say the same, joined small to large.
struct Sets<'a> {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    names: Vec<HashSet<&'a str>>,
}

impl<'a> Sets<'a> {
    fn new(quotes: &'a [Quote]) -> Self {
        let names = quotes.iter().map(|quote| sure_name(quote).into_iter().collect());
        Sets {
            of: (0..quotes.len()).collect(),
            members: (0..quotes.len()).map(|at| vec![at]).collect(),
            names: names.collect(),
        }
    }

    /// Joins the sets of two quotations, unless two of their speakers contradict each other and are not known to.
    fn join(&mut self, a: usize, b: usize, disputed: bool) {
        let (mut large, mut small) = (self.of[a], self.of[b]);
        // Where the sources of a set dispute who said it, one of those named is enough.
        let known = |one: &HashSet<&str>, all: &HashSet<&str>| {
            one.iter().all(|name| all.iter().any(|other| is_same(name, other)))
        };
        let (ours, theirs) = (&self.names[large], &self.names[small]);
        let open = ours.is_empty() || theirs.is_empty();
        if large == small || !(disputed || open || known(ours, theirs) || known(theirs, ours)) {
            return;
        }
        if self.members[large].len() < self.members[small].len() {
            std::mem::swap(&mut large, &mut small);
        }
        let moved = std::mem::take(&mut self.members[small]);
        moved.iter().for_each(|at| self.of[*at] = large);
        self.members[large].extend(moved);
        let names = std::mem::take(&mut self.names[small]);
        self.names[large].extend(names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_order_are_counted_across_blocks() {
        let long: Vec<u32> = (0..200).collect();
        let every_third: Vec<u32> = (0..200).step_by(3).collect();
        assert_eq!(kept(&long, &every_third), every_third.len());
        assert_eq!(kept(&every_third, &long), every_third.len());
        assert_eq!(kept(&[1, 2, 3], &[3, 2, 1]), 1);
        assert_eq!(kept(&[], &[1]), 0);
    }

    #[test]
    fn names_of_one_are_told_from_names_of_two() {
        assert!(
            is_same("Vane", "Cuthbert Vane")
                && is_same("Ida M. Ferrow", "Ida Ferrow")
                && is_same("HFC", "Hallervik Fishing Company")
        );
        assert!(!is_same("Ida Ferrow", "Ida Vane"));
    }
}
