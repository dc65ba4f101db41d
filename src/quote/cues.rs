//! The words that report speech, by language, read from a table beside the code.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The cue words of one language, in comparison form.
#[derive(Default)]
pub struct Cues {
    verbs: HashSet<&'static str>,
    frames: Vec<Vec<&'static str>>,
    pronouns: HashSet<&'static str>,
}

impl Cues {
    /// Tells whether a form is a verb that reports speech.
    pub fn is_verb(&self, form: &str) -> bool {
        self.verbs.contains(form)
    }

    /// Tells whether a form is a pronoun that may name a speaker.
    pub fn is_pronoun(&self, form: &str) -> bool {
        self.pronouns.contains(form)
    }

    /// Returns how many of the given forms, from the first, introduce a speaker ("according to"), 0 where they do not.
    pub fn frame(&self, forms: &[&str]) -> usize {
        self.frames.iter().filter(|frame| forms.starts_with(frame)).map(Vec::len).max().unwrap_or(0)
    }
}

static CUES: LazyLock<HashMap<&'static str, Cues>> = LazyLock::new(|| {
    let mut cues: HashMap<&'static str, Cues> = HashMap::new();
    for line in include_str!("cues.txt").lines() {
        let mut words = line.split_whitespace();
        let (Some(language), Some(kind)) = (words.next(), words.next()) else { continue };
        let cues = cues.entry(language).or_default();
        match kind {
            "verb" => cues.verbs.extend(words),
            "frame" => cues.frames.extend(words.map(|frame| frame.split('_').collect())),
            _ => cues.pronouns.extend(words),
        }
    }
    cues
});

/// Returns the cues of a language; for one we have no table of, those of English.
pub fn cues(language: &str) -> &'static Cues {
    static NONE: LazyLock<Cues> = LazyLock::new(Cues::default);
    CUES.get(language).or_else(|| CUES.get("en")).unwrap_or(&NONE)
}
