//! Clusters of passim, printed, read again and opened.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tempfile::TempDir;

use super::{contract, folder, harmless, run, write};

const GAZETTE: &str = "The lighthouse of Skarn – dark since 1931 – was lit again on Friday.\n\n\
    “We could see it from Holm,” said the pilot Åse Lien. Nobody had told the keeper.\n";
const LETTER: &str = "Dear Ida, the lighthouse of Skarn, dark since 1931, was lit again on Friday!\n\n\
    It rained 🌧 all day.\n\n“We could see it from Holm”, said the pilot Åse Lien.\n";

fn archive() -> TempDir {
    let folder = folder();
    write(&folder, "gazette.txt", GAZETTE);
    write(&folder, "letter.txt", LETTER);
    for (format, file) in [("passim", "clusters.json"), ("passim-input", "texts.json")] {
        let ran = run(&folder, &["compare", "--format", format, "gazette.txt", "letter.txt"]);
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        write(&folder, file, &ran.out);
    }
    folder
}

fn lines(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect()
}

/// The passages of each cluster, whatever its name.
fn clusters(printed: &str) -> BTreeSet<BTreeSet<(String, u64, u64, String)>> {
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let number = |value: &Value| value.as_u64().expect("a number");
    let mut found: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for line in lines(printed) {
        let passage = (text(&line["id"]), number(&line["begin"]), number(&line["end"]), text(&line["text"]));
        found.entry(line["cluster"].to_string()).or_default().insert(passage);
    }
    found.into_values().collect()
}

#[test]
fn printed_passages_stand_in_the_printed_texts() {
    let folder = archive();
    let read = |file| std::fs::read_to_string(folder.path().join(file)).expect("written above");
    let texts = lines(&read("texts.json"));
    assert_eq!(texts.len(), 2);
    let found = lines(&read("clusters.json"));
    assert_eq!(found.len(), 4, "{found:?}");
    for passage in &found {
        let text = texts.iter().find(|text| text["id"] == passage["id"]).expect("its text");
        let (begin, end) = (passage["begin"].as_u64().expect("a number"), passage["end"].as_u64().expect("a number"));
        let characters = text["text"].as_str().expect("a string").chars().skip(begin as usize);
        assert_eq!(passage["text"], characters.take((end - begin) as usize).collect::<String>());
        assert_eq!(passage["size"], 2);
    }
}

#[test]
fn clusters_are_the_same_when_they_are_opened() {
    let folder = archive();
    let printed = std::fs::read_to_string(folder.path().join("clusters.json")).expect("written above");
    let reversed: String = printed.lines().rev().map(|line| format!("{line}\n")).collect();
    write(&folder, "reversed.json", &reversed);
    for file in ["clusters.json", "reversed.json"] {
        let again = run(&folder, &["open-clusters", file, "--texts", "texts.json", "--format", "passim"]);
        assert_eq!((again.status, again.err.as_str()), (Some(0), ""));
        assert_eq!(clusters(&again.out), clusters(&printed));
        let json = run(&folder, &["open-clusters", file, "--texts", "texts.json", "--format", "json"]);
        let found = contract::parse(&json.out);
        contract::check(&found);
        assert_eq!(found["links"].as_array().map(Vec::len), Some(2));
        assert_eq!(found["links"][0]["why"][0], "cluster");
    }
}

#[test]
fn without_a_terminal_clusters_are_a_report() {
    let folder = archive();
    let whole = run(&folder, &["open-clusters", "clusters.json", "--texts", "texts.json"]);
    assert!(whole.out.contains("It rained") && whole.out.contains("Nobody had told the keeper"));
    // Nothing was searched for, so that nothing is known of what stands in no cluster.
    assert!(whole.out.contains("in no cluster: It rained") && !whole.out.contains("no counterpart found"));
    let parts = run(&folder, &["open-clusters", "clusters.json"]);
    assert_eq!((parts.status, parts.err.as_str()), (Some(0), ""));
    assert!(parts.out.contains("[…]") && parts.out.contains("--texts") && !parts.out.contains("It rained"));
}

#[test]
fn a_bad_line_is_told_and_the_others_open() {
    let folder = archive();
    let printed = std::fs::read_to_string(folder.path().join("clusters.json")).expect("written above");
    let far = r#"{"cluster": 1, "id": "gazette.txt", "begin": 7, "end": 70000}"#;
    let hostile =
        "{\"cluster\": \"\\u001b[31m\", \"id\": \"\u{202e}x\", \"begin\": 0, \"end\": 2, \"text\": \"\u{9b}2\"}";
    write(&folder, "bad.json", &format!("{far}\n{printed}nonsense \u{1b}]0;x\n{hostile}\n"));
    let ran = run(&folder, &["open-clusters", "bad.json", "--texts", "texts.json"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.starts_with("variorum: bad.json: 2 lines were left out (line 1: `end` is 70000"), "{}", ran.err);
    assert!(ran.out.contains("said the pilot Åse Lien"));
    harmless(&ran.out, "report");
    harmless(&ran.err, "notices");
    assert_eq!(run(&folder, &["open-clusters", "missing.json"]).status, Some(2));
}
