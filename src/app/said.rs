//! What was said, as it is listed: each utterance once, by speaker, and which of them a filter lets through.

use std::collections::HashMap;

use crate::comparison::Comparison;
use crate::comparison::differences::attribution;
use crate::diff::stretches::stretches;
use crate::diff::{Kind, Side, Told};

/// One thing said: an utterance, or a quote that stands alone in one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The quotes of it, as indices, the base first, then by source and place.
    pub quotes: Vec<usize>,
    /// Who says it, by the fullest name that any quote of this speaker gives; nothing where it is not clear.
    pub speaker: Option<String>,
    /// What differs between the wordings and in who is named, the heaviest first.
    pub told: Vec<Told>,
}

impl Said {
    /// Returns the sources that carry it, in order.
    pub fn sources(&self, comparison: &Comparison) -> Vec<usize> {
        let mut sources: Vec<usize> = self.quotes.iter().map(|quote| comparison.quotes[*quote].document).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}

/// Which of the things said are listed. Nothing in it lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what this speaker says.
    pub speaker: Option<String>,
    /// Only what this source carries.
    pub source: Option<usize>,
    /// Only what differs in this way.
    pub kind: Option<Kind>,
    /// Only what is not worded alike by all.
    pub changed: bool,
    /// Only what is said by nobody who is named.
    pub nobody: bool,
}

impl Filter {
    /// Tells whether something is listed. Light changes do not count where they are hidden.
    pub fn lets(&self, comparison: &Comparison, said: &Said, light: bool) -> bool {
        let seen = |told: &&Told| light || !told.weight.is_light();
        let kind = |kind: Kind| said.told.iter().filter(seen).any(|told| told.kind == kind);
        self.speaker.as_ref().is_none_or(|name| said.speaker.as_ref() == Some(name))
            && self.source.is_none_or(|source| said.sources(comparison).contains(&source))
            && self.kind.is_none_or(kind)
            && (!self.changed || said.told.iter().any(|told| seen(&told)))
            && (!self.nobody || said.speaker.is_none())
    }
}

/// Returns everything that is said, by speaker in the order in which they first speak; what is said by nobody who is
/// named stands last. Marked words that are nobody's speech are not among it.
pub fn said(comparison: &Comparison) -> Vec<Said> {
    let mut joined = vec![false; comparison.quotes.len()];
    let mut all: Vec<Vec<usize>> = Vec::new();
    for utterance in &comparison.utterances {
        utterance.quotes.iter().for_each(|quote| joined[*quote] = true);
        let others = utterance.quotes.iter().copied().filter(|quote| *quote != utterance.base);
        all.push(std::iter::once(utterance.base).chain(others).collect());
    }
    all.extend((0..comparison.quotes.len()).filter(|quote| !joined[*quote]).map(|quote| vec![quote]));
    all.retain(|quotes| quotes.iter().any(|quote| comparison.quotes[*quote].kind.is_speech()));
    all.sort_by_key(|quotes| quotes.iter().min().copied());
    let names: Vec<Option<&str>> = all.iter().map(|quotes| name(comparison, quotes)).collect();
    let fullest = fullest(&names);
    let mut order: HashMap<String, usize> = HashMap::new();
    let said = all.into_iter().zip(names).map(|(quotes, name)| {
        let speaker = name.map(|name| fullest.get(name).copied().unwrap_or(name).to_owned());
        let next = order.len();
        if let Some(name) = &speaker {
            order.entry(name.clone()).or_insert(next);
        }
        Said { told: told(comparison, &quotes), quotes, speaker }
    });
    let mut said: Vec<Said> = said.collect();
    said.sort_by_key(|said| said.speaker.as_ref().map_or(usize::MAX, |name| order[name]));
    said
}

/// Counts the marked words that are nobody's speech: terms, titles of works, scare quotes.
pub fn unsaid(comparison: &Comparison) -> usize {
    comparison.quotes.iter().filter(|quote| !quote.kind.is_speech()).count()
}

/// Returns the name that the base gives, or else the first that any other quote gives.
fn name<'a>(comparison: &'a Comparison, quotes: &[usize]) -> Option<&'a str> {
    let speakers = quotes.iter().filter_map(|quote| comparison.quotes[*quote].speaker.as_ref());
    speakers.map(|speaker| speaker.name.as_str()).next()
}

/// Returns for each name that ends a longer one, and only one, that longer one: the family name alone leads to the
/// whole name. Of a name in capitals and the same name in small letters, the latter is the one.
fn fullest<'a>(names: &[Option<&'a str>]) -> HashMap<&'a str, &'a str> {
    let mut known: Vec<(String, &str)> = names.iter().flatten().map(|name| (name.to_lowercase(), *name)).collect();
    // Small letters stand behind capitals in the order of characters.
    known.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)));
    known.dedup();
    let mut distinct = known.clone();
    distinct.dedup_by(|a, b| a.0 == b.0);
    let of = |name: &str| distinct.iter().find(|(key, _)| key == name).map(|(_, shown)| *shown);
    let longer = |name: &str| {
        let ends = |(other, _): &&(String, &'a str)| other.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '));
        let mut found = distinct.iter().filter(ends);
        found.next().filter(|_| found.next().is_none()).map(|(_, shown)| *shown)
    };
    let full = |(key, name): &(String, &'a str)| Some((*name, longer(key).or_else(|| of(key))?));
    known.iter().filter_map(full).filter(|(name, full)| name != full).collect()
}

fn told(comparison: &Comparison, quotes: &[usize]) -> Vec<Told> {
    if quotes.len() < 2 {
        return Vec::new();
    }
    let sides: Vec<Side<'_>> = quotes.iter().map(|quote| comparison.quoted(&comparison.quotes[*quote])).collect();
    let mut told: Vec<Told> =
        stretches(&sides).into_iter().filter(|stretch| !stretch.goes_on).map(|stretch| stretch.told).collect();
    told.extend(attribution(comparison, quotes).map(|(_, told)| told));
    told.sort_by_key(|told| std::cmp::Reverse((told.weight, told.kind)));
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_leads_to_the_whole_name_unless_two_people_have_it() {
        let names = [Some("Brekke"), Some("Ida Brekke"), Some("Holm"), Some("Ann Holm"), Some("Per Holm"), None];
        assert_eq!(fullest(&names), HashMap::from([("Brekke", "Ida Brekke")]));
        let names = [Some("LUNDE FERRIES"), Some("Lunde Ferries")];
        assert_eq!(fullest(&names), HashMap::from([("LUNDE FERRIES", "Lunde Ferries")]));
    }
}
