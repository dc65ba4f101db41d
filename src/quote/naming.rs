//! What somebody is called whom a few words name: the fullest name that the source gives.

use super::cues::Class;
use super::people::{People, tidy};
use super::phrase::Phrase;
use super::scene::{Name, Scene};

impl People {
    /// Returns what the source calls whom a phrase names in its own words: nobody for a pronoun.
    pub fn called(&self, scene: &Scene<'_>, phrase: &Phrase<'_>) -> Option<String> {
        match *phrase {
            Phrase::Name(name) => Some(self.full(scene, name)),
            Phrase::Noun { head, first, end } => {
                Some(self.apposed(scene, first).unwrap_or_else(|| self.noun(scene, first, end, head)))
            }
            Phrase::Pronoun(_) | Phrase::Own => None,
        }
    }

    /// Returns the fullest form of a name.
    pub fn full(&self, scene: &Scene<'_>, name: &Name) -> String {
        let words = || tidy(name.span.of(&scene.document.text));
        self.fullest(scene, name).map_or_else(words, |person| person.name.clone())
    }

    /// Returns who "the mayor" is where the document says so, else the noun as it stands.
    fn noun(&self, scene: &Scene<'_>, first: usize, end: usize, head: usize) -> String {
        let bare = end - first == 2 && head == first + 1 && scene.is(first, Class::DET);
        if bare && let Some(person) = self.holder(scene.form(head), scene.tokens[first].span().start) {
            return person.name.clone();
        }
        if bare
            && scene.is(head, Class::BODY)
            && let Some(body) = self.body_before(scene, first)
        {
            return body;
        }
        let span = scene.tokens[first].span().join(scene.tokens[end - 1].span());
        let words = tidy(span.of(&scene.document.text));
        // The article is not part of what somebody is called, but "a spokesman" is not "the spokesman".
        if !scene.is(first, Class::DET) {
            return words;
        }
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
    }

    /// Returns the name that a noun without an article stands behind: "Ida Voss, deputy mayor of Brenn, …".
    fn apposed(&self, scene: &Scene<'_>, first: usize) -> Option<String> {
        let comma = first.checked_sub(1).filter(|at| scene.is_any(*at, &[",", "，"]))?;
        let name = scene.name_before(comma).filter(|name| !name.owns && !scene.is(first, Class::DET))?;
        Some(self.full(scene, name))
    }

    /// Returns the only body that is named before a token in its sentence, or in the nearest one before that names any
    /// in the same paragraph: "the organisation".
    fn body_before(&self, scene: &Scene<'_>, at: usize) -> Option<String> {
        let place = scene.tokens[at].span().start;
        let paragraph = scene.document.paragraphs.get(scene.paragraph(place))?;
        let named = |sentence: usize| -> Vec<String> {
            let span = scene.document.sentences[sentence].span;
            let first = scene.names.partition_point(|name| name.span.start < span.start);
            let near = scene.names[first..].iter().take_while(|name| name.span.end <= span.end.min(place));
            let body = |name: &&Name| name.body || self.fullest(scene, name).is_some_and(|person| person.body);
            let mut names: Vec<String> = near
                .filter(body)
                .filter(|name| !scene.is_marked(name.span.start))
                .map(|name| self.full(scene, name))
                .collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let here = scene.sentence(place).min(paragraph.sentences.end.saturating_sub(1));
        let found = (paragraph.sentences.start..=here).rev().map(named).find(|names| !names.is_empty())?;
        <[String; 1]>::try_from(found).ok().map(|[name]| name)
    }
}
