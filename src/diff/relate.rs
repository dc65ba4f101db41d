//! Words that take each other's place and are nearly the same: other spellings, short forms, other forms of a word.

use super::kind::{Kind, Told, Weight};
use super::letters::{is_respelt, is_transliterated};
use super::lists::{Class, Lists};
use super::run::Word;

/// Tells how two short runs are nearly the same; `names` tells that both are names.
pub(super) fn relate(
    lists: &Lists,
    language: &str,
    base: &[Word<'_>],
    other: &[Word<'_>],
    names: bool,
) -> Option<Told> {
    if base.is_empty() || other.is_empty() {
        return None;
    }
    if is_contracted(lists, base, other) {
        return Some(Told::new(Kind::Contraction, Weight::SLIGHT));
    }
    if !names && is_one_form(lists, base, other) {
        return Some(Told::new(Kind::Inflection, Weight::SMALL));
    }
    let ([left], [right]) = (base, other) else { return None };
    if names && is_transliterated(&left.form, &right.form) {
        return Some(Told::new(Kind::Spelling, Weight::SOME));
    }
    if is_respelt(lists, language, left, right) {
        return Some(Told::new(Kind::Spelling, Weight::SLIGHT));
    }
    if lists.is_turned(&left.form, &right.form) {
        return None;
    }
    let written = |word: &str| word.chars().any(|c| c as u32 >= 0x3000);
    let stem = left.stem == right.stem && left.form.chars().count() > 2 && !written(&left.form);
    let kana = is_kana(&left.form) && is_kana(&right.form) && language == "ja";
    (stem || kana).then_some(Told::new(Kind::Inflection, Weight::SMALL))
}

/// Tells whether one of two runs is the short form of the other.
fn is_contracted(lists: &Lists, a: &[Word<'_>], b: &[Word<'_>]) -> bool {
    let fits = |known: &str, words: &[Word<'_>]| known.split(' ').eq(words.iter().map(AsRef::as_ref));
    let is_short = |long: &[Word<'_>], short: &[Word<'_>]| {
        let known = || lists.contractions(&long[0].form).iter();
        long[0].known.contracts && known().any(|(one, two)| fits(one, long) && fits(two, short))
    };
    is_short(a, b) || is_short(b, a)
}

/// Tells whether two runs hold the same words in another order.
pub(super) fn is_equal(base: &[Word<'_>], other: &[Word<'_>]) -> bool {
    let sorted = |words: &[Word<'_>]| {
        let mut forms: Vec<u32> = words.iter().map(|word| word.form_number).collect();
        forms.sort_unstable();
        forms
    };
    base.len() > 1 && sorted(base) == sorted(other)
}

/// Tells whether two runs are forms of one word by the lists, or "I" for "he" as in reported speech.
fn is_one_form(lists: &Lists, a: &[Word<'_>], b: &[Word<'_>]) -> bool {
    let whole = |words: &[Word<'_>]| -> Vec<Class> {
        lists
            .phrases
            .at_start(words[0].known.start, words, 0)
            .filter(|(len, _)| *len == words.len())
            .map(|(_, class)| *class)
            .collect()
    };
    let left = whole(a);
    if left.is_empty() {
        return false;
    }
    let right = whole(b);
    let same = left.iter().any(|class| matches!(class, Class::Same(_)) && right.contains(class));
    let persons = |one: &[Class], two: &[Class]| one.contains(&Class::First) && two.contains(&Class::Third);
    same || persons(&left, &right) || persons(&right, &left)
}

/// Tells whether a word is written in the letters that Japanese inflects with.
fn is_kana(form: &str) -> bool {
    form.chars().all(|c| matches!(c, '\u{3040}'..='\u{309f}'))
}
