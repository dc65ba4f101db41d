//! Words that are the same but for where they are parted and how they are spelt.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::lists::Lists;
use super::run::Word;
use super::side::Side;
use crate::text::form::normal_form;
use crate::text::tokens::Kind as TokenKind;

/// Tells whether two runs differ only in where words are parted ("on-line", "online"; "12 500", "12,500").
pub(super) fn is_same_letters(base: Side<'_>, other: Side<'_>, b: &Range<usize>, o: &Range<usize>) -> bool {
    // Most runs differ in their first letter, and hold no digits: nothing needs to be put together.
    let first = |side: Side<'_>, run: &Range<usize>| words(side, run).find_map(|word| normal_form(word).chars().next());
    let digits = || words(base, b).any(|word| word.contains(|c: char| c.is_numeric()));
    if first(base, b) != first(other, o) && !digits() {
        return false;
    }
    let letters = |side: Side<'_>, run: &Range<usize>| -> String { words(side, run).map(normal_form).collect() };
    // Digits that are parted otherwise are another number, unless they are parted into thousands.
    let is_parted = |side: Side<'_>, run: &Range<usize>| {
        let mut numbers = side.tokens[run.clone()].iter().filter(|token| token.kind == TokenKind::Number);
        numbers.next();
        numbers.all(|token| token.span().len() == 3)
    };
    let thousands = |letters: String| letters.replace([',', '.', '\''], "");
    let (left, right) = (letters(base, b), letters(other, o));
    let has_digits = left.contains(|c: char| c.is_ascii_digit());
    if !has_digits {
        return left == right;
    }
    is_parted(base, b)
        && is_parted(other, o)
        && [&left, &right].iter().all(|n| is_grouped(n))
        && thousands(left) == thousands(right)
}

/// Returns the words of a run as they are written.
fn words<'a>(side: Side<'a>, run: &Range<usize>) -> impl Iterator<Item = &'a str> {
    side.tokens[run.clone()].iter().filter(|token| token.is_word()).map(move |token| token.span().of(side.text))
}

/// Tells whether the marks inside a number part thousands, and not decimals.
fn is_grouped(number: &str) -> bool {
    number.split([',', '.', '\'']).skip(1).all(|group| group.len() == 3)
}

/// Tells whether two words are one word in two spellings that both are right somewhere.
pub(super) fn is_respelt(lists: &Lists, language: &str, one: &Word<'_>, other: &Word<'_>) -> bool {
    let (a, b): (&str, &str) = (&one.form, &other.form);
    let long = |word: &str| word.chars().nth(2).is_some() || word.chars().any(|c| c as u32 >= 0x3000);
    if a == b || !long(a) || !long(b) {
        return false;
    }
    let (respelt, others) = (one.respelt(lists), other.respelt(lists));
    if [a, b, respelt, others].iter().all(|word| word.is_ascii()) {
        return respelt == others;
    }
    // In German an umlaut makes another word, and so may a lost accent in a short one.
    let kept = language == "de" || a.chars().count().min(b.chars().count()) < 4;
    let bare = |word: &str| if kept { word.to_owned() } else { without_accents(word) };
    bare(a) == bare(b) || respelt == others || bare(respelt) == bare(others)
}

fn without_accents(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Tells whether two names are likely one name, brought over from another script or misspelt: the consonants sound the
/// same, and most letters agree.
pub fn is_transliterated(a: &str, b: &str) -> bool {
    let (bones, others) = (consonants(a), consonants(b));
    let (a, b) = (without_accents(a), without_accents(b));
    let ends = |word: &str| word.chars().next_back().map(|c| if c == 'y' { 'i' } else { c });
    // Mario is not Maria.
    let sexes = a.chars().count() == b.chars().count()
        && ends(&a) != ends(&b)
        && a.chars().rev().skip(1).eq(b.chars().rev().skip(1));
    let letters = a.chars().count().max(b.chars().count());
    bones == others && bones.chars().count() > 1 && letters > 3 && !sexes && distance(&a, &b) * 2 <= letters
}

/// Returns the consonants of a name as they sound, letters that take each other's place as one.
fn consonants(name: &str) -> String {
    const SOUNDS: [(&str, &str); 24] = [
        ("tsch", "c"),
        ("sch", "s"),
        ("sh", "s"),
        ("ch", "k"),
        ("kh", "k"),
        ("gh", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("ts", "c"),
        ("tz", "c"),
        ("ck", "k"),
        ("q", "k"),
        ("c", "k"),
        ("g", "k"),
        ("w", "v"),
        ("z", "s"),
        ("j", ""),
        ("y", ""),
        ("h", ""),
        ("й", ""),
        ("ь", ""),
        ("ъ", ""),
        ("ё", "е"),
    ];
    let plain = SOUNDS.iter().fold(without_accents(name), |word, (from, to)| word.replace(from, to));
    let is_vowel = |c: &char| "aeiouаеиоуыэюя".contains(*c);
    let mut bones: Vec<char> = plain.chars().filter(|c| !is_vowel(c) && c.is_alphabetic()).collect();
    bones.dedup();
    bones.into_iter().collect()
}

/// Returns how many letters must be put in, taken out or swapped with a neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::lists::lists;
    use super::super::tests::{side, texts};
    use super::*;

    #[test]
    fn spellings_that_are_right_elsewhere() {
        let respelt = |code: &str, a: &str, b: &str| {
            let texts = texts(&[a, b]);
            let word = |at: usize| Word::new(side(&texts[at]), 0, lists(code));
            is_respelt(lists(code), code, &word(0), &word(1))
        };
        assert!(respelt("en", "organisation", "organization") && respelt("en", "travelled", "traveled"));
        assert!(respelt("de", "strasse", "straße") && respelt("pt", "acção", "ação") && respelt("zh", "國", "国"));
        assert!(!respelt("en", "filled", "filed") && !respelt("de", "schon", "schön") && !respelt("es", "él", "el"));
    }

    #[test]
    fn names_from_other_scripts() {
        assert!(is_transliterated("zelensky", "selenskyj") && is_transliterated("gaddafi", "qaddafi"));
        assert!(is_transliterated("preibus", "priebus") && is_transliterated("kiev", "kyiv"));
        assert!(!is_transliterated("mario", "maria") && !is_transliterated("brehm", "brandt"));
    }
}
