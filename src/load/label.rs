//! Short labels for sources, each of its own.

use std::collections::HashMap;
use std::path::Path;

use super::address::Address;
use crate::document::{Document, Source};

/// The longest label made from a file's name, in characters.
const LONGEST: usize = 32;

/// Returns the label of a source on its own: the site's name or its host, or the stem of the file's name.
pub fn plain(source: &Source) -> String {
    if source.path == "-" {
        return source.site.clone().unwrap_or_else(|| "standard input".to_owned());
    }
    let named = source.site.clone().filter(|site| !site.trim().is_empty());
    let name = named.or_else(|| host(&source.path)).unwrap_or_else(|| stem(&source.path));
    short(&name)
}

/// Makes the labels of all sources differ: by the stem of the file, then by its folder, then by a number.
pub fn label(documents: &mut [Document]) {
    for again in [by_stem as fn(&Source) -> String, by_folder] {
        let counts = count(documents);
        for document in documents.iter_mut().filter(|document| counts[&document.source.label] > 1) {
            document.source.label = again(&document.source);
        }
    }
    let counts = count(documents);
    let mut taken: HashMap<String, usize> = HashMap::new();
    for document in documents.iter_mut().filter(|document| counts[&document.source.label] > 1) {
        let label = document.source.label.clone();
        let mut number = taken.get(&label).copied().unwrap_or(0);
        document.source.label = loop {
            number += 1;
            let numbered = format!("{label} ({number})");
            if !counts.contains_key(&numbered) {
                break numbered;
            }
        };
        taken.insert(label, number);
    }
}

fn count(documents: &[Document]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for document in documents {
        *counts.entry(document.source.label.clone()).or_default() += 1;
    }
    counts
}

fn by_stem(source: &Source) -> String {
    if source.path == "-" { source.label.clone() } else { short(&stem(&source.path)) }
}

fn by_folder(source: &Source) -> String {
    let folder = Path::new(&source.path).parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    match folder {
        Some(folder) => short(&format!("{folder}/{}", stem(&source.path))),
        None => source.label.clone(),
    }
}

/// Returns the host of an address as people call it.
fn host(path: &str) -> Option<String> {
    let address = Address::parse(path).ok()?;
    Some(address.host.strip_prefix("www.").unwrap_or(&address.host).to_owned())
}

fn stem(path: &str) -> String {
    let address = Address::parse(path).ok();
    match address.as_ref().map(Address::file) {
        Some("") => host(path).unwrap_or_default(),
        file => Path::new(file.unwrap_or(path))
            .file_stem()
            .map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned()),
    }
}

/// Keeps the beginning and the end of a long name, where the differences are.
fn short(name: &str) -> String {
    let letters: Vec<char> = name.trim().chars().collect();
    if letters.len() <= LONGEST {
        return letters.into_iter().collect();
    }
    let half = (LONGEST - 1) / 2;
    let (head, tail) = (&letters[..LONGEST - 1 - half], &letters[letters.len() - half..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(sources: &[(&str, Option<&str>)]) -> Vec<String> {
        let make = |(path, site): &(&str, Option<&str>)| {
            let mut source = Source { path: (*path).to_owned(), site: site.map(str::to_owned), ..Source::default() };
            source.label = plain(&source);
            Document { source, ..Document::default() }
        };
        let mut documents: Vec<Document> = sources.iter().map(make).collect();
        label(&mut documents);
        documents.into_iter().map(|document| document.source.label).collect()
    }

    #[test]
    fn names_are_short_and_sites_go_first() {
        assert_eq!(labels(&[("a/pier.txt", None), ("b.html", Some("LBS News"))]), ["pier", "LBS News"]);
        assert_eq!(labels(&[("-", None)]), ["standard input"]);
        let page = "https://www.quay.example/news/fire-in-mill-lane.html?from=home";
        assert_eq!(labels(&[(page, None), ("https://radio.example/", None)]), ["quay.example", "radio.example"]);
        let other = "https://www.quay.example/news/ferry";
        assert_eq!(labels(&[(page, None), (other, None)]), ["fire-in-mill-lane", "ferry"]);
        let long = labels(&[("a-very-long-name-that-nobody-would-like-to-see-in-a-column-12.txt", None)]);
        assert!(long[0].chars().count() <= LONGEST && long[0].ends_with("-12"), "{long:?}");
    }

    #[test]
    fn no_two_labels_are_the_same() {
        assert_eq!(labels(&[("x/a.txt", None), ("y/a.txt", None)]), ["x/a", "y/a"]);
        assert_eq!(labels(&[("a.txt", None), ("a.txt", None)]), ["a (1)", "a (2)"]);
        assert_eq!(labels(&[("one.html", Some("LBS")), ("two.html", Some("LBS"))]), ["one", "two"]);
        assert_eq!(labels(&[("a (1).txt", None), ("a.txt", None), ("a.txt", None)]), ["a (1)", "a (2)", "a (3)"]);
    }
}
