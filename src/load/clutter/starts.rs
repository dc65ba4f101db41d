//! Phrases kept by their first letter, so that a line is held only against the few that can begin at a place.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Phrases by their first letter.
#[derive(Debug, Default)]
pub struct Starts {
    by_first: HashMap<char, Vec<String>, FixedState>,
}

impl Starts {
    /// Returns what follows each phrase that a line begins with.
    pub fn rests<'a>(&'a self, line: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let phrases = line.chars().next().and_then(|first| self.by_first.get(&first));
        phrases.into_iter().flatten().filter_map(|phrase| Some((phrase.as_str(), line.strip_prefix(phrase.as_str())?)))
    }

    /// Returns the phrases in a line, in its order, with where each begins, in bytes.
    pub fn places<'a>(&'a self, line: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        line.char_indices().flat_map(|(at, _)| self.rests(&line[at..]).map(move |(phrase, _)| (at, phrase)))
    }
}

impl FromIterator<String> for Starts {
    fn from_iter<I: IntoIterator<Item = String>>(phrases: I) -> Self {
        let mut by_first: HashMap<char, Vec<String>, FixedState> = HashMap::default();
        for phrase in phrases {
            if let Some(first) = phrase.chars().next() {
                by_first.entry(first).or_default().push(phrase);
            }
        }
        Starts { by_first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_phrase_is_found_wherever_it_stands(
            phrases in prop::collection::vec("[abä水]{1,3}", 0..12), line in "[abcä水 ]{0,24}"
        ) {
            let starts: Starts = phrases.iter().cloned().collect();
            let mut found: Vec<(usize, &str)> = starts.places(&line).collect();
            let mut wanted: Vec<(usize, &str)> = Vec::new();
            for phrase in &phrases {
                wanted.extend((0..line.len()).filter(|at| line.is_char_boundary(*at) && line[*at..].starts_with(phrase)).map(|at| (at, phrase.as_str())));
            }
            found.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(found, wanted);
        }
    }
}
