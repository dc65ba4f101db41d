//! Given names and what people of that name are called for short.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::form::normal_form;

static SHORT: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let lines = include_str!("given.txt").lines().filter(|line| !line.starts_with('#'));
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for line in lines {
        let mut forms = line.split_whitespace().map(|name| normal_form(name).into_owned());
        let Some(full) = forms.next() else { continue };
        names.entry(full).or_default().extend(forms);
    }
    names
});

/// Tells whether a given name is a short or familiar form of another one; both in their comparison forms.
pub fn is_short_for(short: &str, full: &str) -> bool {
    SHORT.get(full).is_some_and(|forms| forms.iter().any(|form| form == short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_belong_to_their_names() {
        assert!(is_short_for("liz", "elizabeth") && is_short_for("саша", "александр"));
        assert!(!is_short_for("elizabeth", "liz") && !is_short_for("mary", "elizabeth"));
    }
}
