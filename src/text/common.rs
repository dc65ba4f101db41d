//! The words that every text of a language is full of; sharing them says nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::form::normal_form;

static COMMON: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    let lists = [
        ("cs", include_str!("common/cs.txt")),
        ("de", include_str!("common/de.txt")),
        ("en", include_str!("common/en.txt")),
        ("es", include_str!("common/es.txt")),
        ("fr", include_str!("common/fr.txt")),
        ("it", include_str!("common/it.txt")),
        ("nl", include_str!("common/nl.txt")),
        ("pt", include_str!("common/pt.txt")),
        ("ru", include_str!("common/ru.txt")),
    ];
    lists
        .into_iter()
        .map(|(code, list)| (code, list.split_whitespace().map(|word| normal_form(word).into_owned()).collect()))
        .collect()
});

/// Tells whether a comparison form is a function word or a reporting word of a language.
///
/// Where the language is not known, English is assumed.
pub fn is_common(language: &str, form: &str) -> bool {
    let language = if language.is_empty() { "en" } else { language };
    COMMON.get(language).is_some_and(|words| words.contains(form))
}
