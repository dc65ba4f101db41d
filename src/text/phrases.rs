//! Phrases of word lists, found by their first word.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use unicode_segmentation::UnicodeSegmentation;

use super::form::normal_form;

/// Phrases of one or more words, each with what it means.
#[derive(Clone, Debug)]
pub struct Phrases<M> {
    /// Only the lists of the program come in, so that a seed that is known does no harm.
    by_first: HashMap<String, Start, FixedState>,
    /// The words behind the first and the meaning, by first word; the first list is that of a word that begins none.
    lists: Vec<Vec<(Vec<String>, M)>>,
}

/// A word that begins phrases, or none: what it is looked up by once to be asked often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Start(usize);

impl Start {
    /// Tells whether no phrase begins with the word.
    pub fn is_none(self) -> bool {
        self == Start::default()
    }
}

impl<M> Default for Phrases<M> {
    fn default() -> Self {
        Phrases { by_first: HashMap::default(), lists: vec![Vec::new()] }
    }
}

impl<M> Phrases<M> {
    /// Adds a phrase as it is written; marks in it do not count.
    pub fn add(&mut self, phrase: &str, meaning: M) {
        let mut words = words(phrase);
        if !words.is_empty() {
            let first = words.remove(0);
            let start = *self.by_first.entry(first).or_insert(Start(self.lists.len()));
            self.lists.resize_with(self.lists.len().max(start.0 + 1), Vec::new);
            self.lists[start.0].push((words, meaning));
        }
    }

    /// Returns the phrases that begin with a word: the words behind it and what they mean.
    pub fn beginning_with(&self, form: &str) -> &[(Vec<String>, M)] {
        self.begun(self.start(form))
    }

    /// Looks a word up.
    pub fn start(&self, form: &str) -> Start {
        self.by_first.get(form).copied().unwrap_or_default()
    }

    /// Returns all first words.
    pub fn starts(&self) -> impl Iterator<Item = (&str, Start)> {
        self.by_first.iter().map(|(word, start)| (word.as_str(), *start))
    }

    /// Returns the phrases that begin with a word that was looked up.
    pub fn begun(&self, start: Start) -> &[(Vec<String>, M)] {
        &self.lists[start.0]
    }

    /// Returns what the phrases mean that begin at a word of a run, each with how many words it takes.
    pub fn at<'a, W: AsRef<str>>(&'a self, forms: &'a [W], at: usize) -> impl Iterator<Item = (usize, &'a M)> {
        self.at_start(forms.get(at).map(|form| self.start(form.as_ref())).unwrap_or_default(), forms, at)
    }

    /// Returns the same where the word was looked up before.
    pub fn at_start<'a, W: AsRef<str>>(
        &'a self,
        start: Start,
        forms: &'a [W],
        at: usize,
    ) -> impl Iterator<Item = (usize, &'a M)> {
        let found = self.begun(start);
        let same = |words: &[W], rest: &[String]| words.iter().zip(rest).all(|(word, rest)| word.as_ref() == rest);
        let fits = move |rest: &[String]| forms.get(at + 1..at + 1 + rest.len()).is_some_and(|words| same(words, rest));
        found.iter().filter(move |(rest, _)| fits(rest)).map(|(rest, meaning)| (1 + rest.len(), meaning))
    }
}

/// Divides a phrase of a list into words as a text is divided, in their comparison forms.
pub fn words(phrase: &str) -> Vec<String> {
    let is_word = |part: &&str| {
        part.chars().any(|c| c.is_alphanumeric() || "$%".contains(c) || !c.is_ascii_punctuation() && !c.is_whitespace())
    };
    phrase.split_word_bounds().filter(is_word).map(|word| normal_form(word).into_owned()).collect()
}

/// Reads the lines of a list, `class value = phrase, phrase`, and gives each phrase with its class and value.
///
/// A line that begins with `#` is a comment; a class may go without a value.
pub fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    lines.flat_map(|(head, phrases)| {
        let (class, value) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
        phrases.split(',').map(move |phrase| (class, value.trim(), phrase.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_where_all_its_words_stand() {
        let mut phrases = Phrases::default();
        phrases.add("no longer", 1);
        phrases.add("no", 2);
        let forms = words("It is no longer so, no");
        assert_eq!(phrases.at(&forms, 2).map(|(len, meaning)| (len, *meaning)).collect::<Vec<_>>(), [(2, 1), (1, 2)]);
        assert_eq!(phrases.at(&forms, 5).map(|(len, meaning)| (len, *meaning)).collect::<Vec<_>>(), [(1, 2)]);
    }

    #[test]
    fn lists_are_read_line_by_line() {
        let found: Vec<_> = entries("# words\nnumber 1 = one, a\njoin = and").collect();
        assert_eq!(found, [("number", "1", "one"), ("number", "1", "a"), ("join", "", "and")]);
    }
}
