//! Words that a line end parted: whether the hyphen belongs to the word is judged by the other words of the text.

use std::collections::HashSet;

use super::run::Run;
use crate::text::common::is_common;

/// So large a share of the lines ends with a hyphen where a program has parted words.
const PARTED: f32 = 0.02;

/// Half of a compound has at least so many letters.
const HALF: usize = 3;

/// What the text tells of its words.
pub struct Hyphens {
    words: HashSet<String>,
    is_parted: bool,
}

impl Hyphens {
    /// Gathers the words of all lines but those that a line end may have parted.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Run> + Clone) -> Self {
        let mut words = HashSet::new();
        let mut goes_on = false;
        for line in lines.clone() {
            let mut own: Vec<&str> = line.words.split_whitespace().skip(usize::from(goes_on)).collect();
            goes_on = stem(&line.words).is_some();
            if goes_on {
                own.pop();
            }
            words.extend(own.iter().map(|word| bare(word)).filter(|word| !word.is_empty()));
        }
        let ended = lines.clone().filter(|line| stem(&line.words).is_some()).count();
        Hyphens { words, is_parted: ended as f32 >= PARTED * lines.count() as f32 }
    }

    /// Puts two lines of a paragraph together.
    pub fn join(&self, above: &mut String, below: &str) {
        let Some(stem) = stem(above).filter(|_| below.starts_with(char::is_lowercase)) else {
            above.push_str(crate::load::plain::between(above, below));
            return above.push_str(below);
        };
        let first = bare(stem.split_whitespace().next_back().unwrap_or_default());
        let second = bare(below.split_whitespace().next().unwrap_or_default());
        let (whole, compound) = (format!("{first}{second}"), format!("{first}-{second}"));
        let is_word = |half: &str| half.chars().count() >= HALF && (self.words.contains(half) || is_common("en", half));
        let last = first.rsplit('-').next().unwrap_or_default();
        let keeps = match () {
            () if above.ends_with('\u{ad}') => false,
            () if self.words.contains(&whole) => false,
            () if self.words.contains(&compound) => true,
            () if is_word(last) && is_word(&second) => true,
            () => !self.is_parted,
        };
        if !keeps {
            above.truncate(stem.len());
        }
        above.push_str(below);
    }
}

/// Returns the line without the hyphen at its end, where one parts a word there.
fn stem(line: &str) -> Option<&str> {
    let stem = line.strip_suffix(['-', '\u{ad}', '\u{2010}'])?;
    stem.ends_with(char::is_alphabetic).then_some(stem)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_keep_their_hyphen_and_parted_words_lose_it() {
        let line = |words: &str| Run { words: words.to_owned(), ..Run::default() };
        let lines = [
            line("a drive of twelve or one minute, a clear cut, de-"),
            line("signed as a well-known road for cy-"),
            line("clists"),
        ];
        let hyphens = Hyphens::of(lines.iter());
        let join = |above: &str, below: &str| {
            let mut above = above.to_owned();
            hyphens.join(&mut above, below);
            above
        };
        assert_eq!(join("a twelve-", "minute drive"), "a twelve-minute drive");
        assert_eq!(join("for cy-", "clists and"), "for cyclists and");
        assert_eq!(join("a well-", "known road"), "a well-known road");
        assert_eq!(join("the Anglo-", "Saxon king"), "the Anglo- Saxon king");
        assert_eq!(join("no hyphen", "here"), "no hyphen here");
    }
}
