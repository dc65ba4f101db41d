//! What scripts may rely on in `variorum.comparison/1`: every key, and places that lie in their texts.

use std::collections::BTreeSet;

use serde_json::Value;

/// Every kind of object with the keys it has at least.
const KEYS: &[(&str, &str)] = &[
    ("", "schema sources links groups possible passages quotes utterances differences facts"),
    ("sources", "id path label title byline date site language format sha256 text paragraphs notices"),
    ("links", "a b score why"),
    ("groups", "id members score"),
    ("possible", "a b score"),
    ("passages", "a b score"),
    ("quotes", "id source paragraph start end text marks kind speaker speaker_start speaker_end cue"),
    ("utterances", "id quotes speaker base variants"),
    ("differences", "spans kind weight"),
    ("facts", "kind group readings"),
];

const ROLES: &[&str] = &["title", "byline", "heading", "body", "caption", "list", "boilerplate"];
const KINDS: &[&str] = &["direct", "mixed", "partial", "indirect", "unmarked", "term", "title", "scare"];

/// Reads the one object that was printed.
pub fn parse(printed: &str) -> Value {
    assert!(printed.ends_with("}\n"), "one object and a line break, and nothing else");
    serde_json::from_str(printed).expect("valid JSON")
}

/// Checks everything that is promised of a comparison.
pub fn check(found: &Value) {
    let schema: Value = serde_json::from_str(include_str!("../../docs/comparison.schema.json")).expect("a schema");
    fits(&schema, &schema, found, "comparison");
    assert_eq!(found["schema"], "variorum.comparison/1");
    for (list, names) in KEYS {
        let objects = if list.is_empty() { std::slice::from_ref(found) } else { all(&found[*list]) };
        objects.iter().for_each(|object| has(object, names));
    }
    all(&found["sources"]).iter().enumerate().for_each(|(id, source)| check_source(id, source));
    for link in all(&found["links"]) {
        check_passage(found, &link["a"]);
        check_passage(found, &link["b"]);
        assert_ne!(link["a"]["source"], link["b"]["source"]);
        assert!(!all(&link["why"]).is_empty(), "a link without a reason: {link}");
    }
    for possible in all(&found["possible"]) {
        check_passage(found, &possible["a"]);
        check_passage(found, &possible["b"]);
        assert!(number(&possible["a"]["source"]) < number(&possible["b"]["source"]), "{possible}");
    }
    for run in all(&found["passages"]) {
        slice(found, &run["a"]);
        slice(found, &run["b"]);
    }
    all(&found["groups"]).iter().flat_map(|group| all(&group["members"])).for_each(|one| check_passage(found, one));
    for list in ["links", "groups", "possible", "passages"] {
        assert!(all(&found[list]).iter().all(|one| one["score"].as_f64().is_some_and(|s| (0.0..=1.0).contains(&s))));
    }
    all(&found["quotes"]).iter().for_each(|quote| check_quote(found, quote));
    check_utterances(found);
    all(&found["differences"]).iter().for_each(|difference| check_difference(found, difference));
    for fact in all(&found["facts"]) {
        assert!(all(&fact["readings"]).len() > 1 && number(&fact["group"]) < all(&found["groups"]).len(), "{fact}");
        all(&fact["readings"]).iter().for_each(|reading| assert!(!slice(found, reading).is_empty()));
    }
}

/// Checks a value against the parts of JSON Schema that the schema uses, and that it has no key the schema lacks.
fn fits(root: &Value, schema: &Value, found: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return fits(root, &root["$defs"][name], found, place);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        // Only what may be missing has a choice: nothing, or the one other.
        let choice = choices.iter().find(|choice| (choice["type"] == "null") == found.is_null());
        return fits(root, choice.unwrap_or_else(|| panic!("{place} has no choice")), found, place);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let own = match found {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() && types.contains(&"integer") => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&own), "{place} is {own}, and not {types:?}");
    if let Some(items) = found.as_array() {
        items.iter().for_each(|item| fits(root, &schema["items"], item, place));
    }
    if let (Some(object), Some(known)) = (found.as_object(), schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(object.contains_key(name), "{place} has no {name}");
        }
        for (name, value) in object {
            let part = known.get(name).unwrap_or_else(|| panic!("{place} has {name}, which the schema lacks"));
            fits(root, part, value, &format!("{place}.{name}"));
        }
    }
}

fn has(object: &Value, names: &str) {
    for name in names.split(' ') {
        assert!(object.get(name).is_some(), "no key {name} in {object}");
    }
}

fn check_source(id: usize, source: &Value) {
    assert_eq!(number(&source["id"]), id);
    assert!(source["text"].is_string() && !source["label"].as_str().unwrap_or_default().is_empty());
    let text = source["text"].as_str().unwrap_or_default();
    let mut end = 0;
    for paragraph in all(&source["paragraphs"]) {
        has(paragraph, "start end role sentences");
        assert!(ROLES.contains(&paragraph["role"].as_str().unwrap_or_default()), "{paragraph}");
        assert!(number(&paragraph["start"]) >= end, "paragraphs overlap: {paragraph}");
        let mut inner = number(&paragraph["start"]);
        end = number(&paragraph["end"]);
        assert!(text.get(inner..end).is_some(), "outside the text: {paragraph}");
        for sentence in all(&paragraph["sentences"]) {
            has(sentence, "start end");
            let (start, stop) = (number(&sentence["start"]), number(&sentence["end"]));
            assert!(inner <= start && stop <= end && text.get(start..stop).is_some(), "{sentence}");
            inner = stop;
        }
    }
}

/// A passage lies in one paragraph and covers whole sentences.
fn check_passage(found: &Value, passage: &Value) {
    has(passage, "source paragraph start end");
    slice(found, passage);
    let source = &found["sources"][number(&passage["source"])];
    let sentences = all(&source["paragraphs"][number(&passage["paragraph"])]["sentences"]);
    assert!(sentences.iter().any(|sentence| sentence["start"] == passage["start"]), "{passage}");
    assert!(sentences.iter().any(|sentence| sentence["end"] == passage["end"]), "{passage}");
}

fn check_quote(found: &Value, quote: &Value) {
    assert_eq!(quote["text"], slice(found, quote));
    assert!(KINDS.contains(&quote["kind"].as_str().unwrap_or_default()), "{quote}");
    let paragraph = &found["sources"][number(&quote["source"])]["paragraphs"][number(&quote["paragraph"])];
    let inside =
        number(&paragraph["start"]) <= number(&quote["start"]) && quote["start"].as_u64() < paragraph["end"].as_u64();
    assert!(inside, "{quote} is not in {paragraph}");
    assert_eq!(quote["speaker"].is_null(), quote["speaker_start"].is_null());
    if !quote["speaker_start"].is_null() {
        let text = found["sources"][number(&quote["source"])]["text"].as_str().unwrap_or_default();
        let span = number(&quote["speaker_start"])..number(&quote["speaker_end"]);
        assert!(text.get(span).is_some_and(|words| !words.is_empty()), "{quote}");
    }
}

/// A quote stands in at most one utterance, and in at most one of its variants.
fn check_utterances(found: &Value) {
    let mut taken = BTreeSet::new();
    for utterance in all(&found["utterances"]) {
        let quotes: Vec<usize> = all(&utterance["quotes"]).iter().map(number).collect();
        assert!(quotes.iter().all(|quote| *quote < all(&found["quotes"]).len() && taken.insert(*quote)), "{utterance}");
        assert!(quotes.contains(&number(&utterance["base"])), "{utterance}");
        let mut told: Vec<usize> = all(&utterance["variants"]).iter().flat_map(all).map(number).collect();
        told.sort_unstable();
        assert!(told.iter().all(|quote| quotes.contains(quote)), "{utterance}");
        assert!(told.windows(2).all(|pair| pair[0] < pair[1]), "{utterance}");
    }
}

/// A difference has a span for each member of its group or utterance.
fn check_difference(found: &Value, difference: &Value) {
    let members = match (difference.get("group"), difference.get("utterance")) {
        (Some(group), None) => all(&found["groups"][number(group)]["members"]).len(),
        (None, Some(utterance)) => all(&found["utterances"][number(utterance)]["quotes"]).len(),
        _ => panic!("a difference of a group or of an utterance: {difference}"),
    };
    assert_eq!(all(&difference["spans"]).len(), members, "{difference}");
    for span in all(&difference["spans"]) {
        slice(found, span);
    }
    assert!(difference["weight"].as_f64().is_some_and(|weight| (0.0..=1.0).contains(&weight)));
}

/// The words of a place, which lies in the text of its source.
fn slice<'a>(found: &'a Value, place: &Value) -> &'a str {
    let text = found["sources"][number(&place["source"])]["text"].as_str().unwrap_or_default();
    let words = text.get(number(&place["start"])..number(&place["end"]));
    words.unwrap_or_else(|| panic!("outside the text: {place}"))
}

fn all(list: &Value) -> &[Value] {
    list.as_array().map_or_else(|| panic!("no list: {list}"), Vec::as_slice)
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|value| usize::try_from(value).ok()).unwrap_or_else(|| panic!("no number: {value}"))
}
