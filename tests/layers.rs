//! Who may import whom: the floors of ARCHITECTURE.md, and no circle of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up. A file may import its own module and what stands on lower floors; modules that share
/// a line may import each other as long as no circle of files results.
const FLOORS: &[&[&str]] = &[
    &["span", "clean", "work"],
    &["document"],
    &["text"],
    &["load", "quote", "diff", "align"],
    &["comparison"],
    &["export"],
    &["command", "keymap", "theme"],
    &["app"],
    &["ui"],
    &["terminal", "child", "net"],
    &["cli"],
];

/// What only some modules may see of the outside world.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("std::fs", &["load", "cli", "terminal"]),
    ("std::io", &["load", "export", "cli", "terminal", "child", "net"]),
    // Without it no connection can be opened, and `load` calls it for an address only.
    ("std::net", &["net"]),
    ("ureq", &["net"]),
    ("crate::net", &["cli"]),
    ("std::env", &["cli", "terminal", "child"]),
    ("std::process", &["cli", "main", "terminal", "child"]),
    ("std::time", &["terminal", "child", "net"]),
    // Who computes shares its work by way of `work`, which alone decides what depends on the number of threads: nothing.
    ("std::thread", &["terminal", "work", "child", "net"]),
    ("std::sync::atomic", &["terminal", "work"]),
    ("ratatui", &["ui", "terminal"]),
    ("crossterm", &["terminal"]),
    ("signal_hook", &["terminal"]),
    ("schemars", &["export"]),
    ("serde", &["export", "keymap", "theme", "load"]),
    ("clap", &["cli"]),
    ("directories", &["cli"]),
];

#[test]
fn imports_point_downwards() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let own = module(&file);
        for other in imports(&text) {
            match (floor(&own), floor(&other)) {
                (Some(_), None) => faults.push(format!("{}: {other} stands on no floor", file.display())),
                (Some(mine), Some(theirs)) if theirs > mine => {
                    faults.push(format!("{} imports {other}, which stands above it", file.display()));
                }
                _ => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_stands_on_a_floor() {
    let modules: BTreeSet<String> = sources().keys().map(|file| module(file)).collect();
    let homeless: Vec<&String> = modules
        .iter()
        .filter(|module| !["lib", "main"].contains(&module.as_str()) && floor(module).is_none())
        .collect();
    assert!(homeless.is_empty(), "{homeless:?}");
}

#[test]
fn only_the_edges_see_the_outside() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let own = module(&file);
        for (outside, allowed) in OUTSIDE {
            let sees = code(&text).any(|line| uses(line, outside));
            if sees && !allowed.contains(&own.as_str()) {
                faults.push(format!("{} sees {outside}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_circle_of_files() {
    let files = sources();
    let graph: BTreeMap<&Path, BTreeSet<&Path>> =
        files.iter().map(|(file, text)| (file.as_path(), arrows(&files, file, text))).collect();
    let mut faults = Vec::new();
    for start in graph.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&Path> = graph[start].iter().copied().collect();
        while let Some(next) = open.pop() {
            if next == *start {
                faults.push(format!("{} imports itself by way of others", start.display()));
                break;
            }
            if seen.insert(next) {
                open.extend(&graph[next]);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files that a file imports from. What it only declares or passes on (`mod`, `pub use`) does not count.
fn arrows<'a>(files: &'a BTreeMap<PathBuf, String>, file: &Path, text: &str) -> BTreeSet<&'a Path> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let own = file.with_extension("");
    let above = own.parent().unwrap_or(&root).to_owned();
    let mut found = BTreeSet::new();
    for line in code(text).filter(|line| !line.trim_start().starts_with("pub use")) {
        for (word, folder) in [("crate::", &root), ("super::", &above)] {
            for part in line.split(word).skip(1) {
                names(part).into_iter().for_each(|path| found.extend(resolve(files, folder, &path)));
            }
        }
        // A parent names its children without a prefix.
        for child in files.keys().filter(|other| other.parent() == Some(&own)) {
            let name = child.file_stem().unwrap_or_default().to_string_lossy();
            let called = line
                .match_indices(&format!("{name}::"))
                .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            found.extend(called.then_some(child.as_path()));
        }
    }
    found.remove(file);
    found
}

/// The paths that follow a prefix: one, or those in braces.
fn names(part: &str) -> Vec<String> {
    let grouped = part.starts_with('{');
    let paths = part.trim_start_matches('{').split(['{', '}', ',']).take(if grouped { 99 } else { 1 });
    paths.map(|path| path.trim().to_owned()).filter(|path| !path.is_empty()).collect()
}

/// The deepest file that a path leads to, from the folder of its prefix.
fn resolve<'a>(files: &'a BTreeMap<PathBuf, String>, folder: &Path, path: &str) -> Option<&'a Path> {
    let mut at = folder.to_owned();
    let mut found = files.get_key_value(&folder.with_extension("rs")).map(|(file, _)| file.as_path());
    for name in path.split("::") {
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        at = at.join(name);
        match files.get_key_value(&at.with_extension("rs")) {
            Some((file, _)) => found = Some(file),
            None => break,
        }
    }
    found
}

#[test]
fn every_file_says_what_it_is() {
    for (file, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not begin with a sentence about itself", file.display());
    }
}

/// All files of `src` with their texts, without their tests.
fn sources() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("sources can be read");
                let code = text.split("\n#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.insert(path, code);
            }
        }
    }
    found
}

/// The top-level module of a file.
fn module(file: &Path) -> String {
    let inside = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("below src");
    let first = inside.components().next().expect("a file").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The top-level modules that a file names by `crate::`.
fn imports(text: &str) -> impl Iterator<Item = String> {
    let mut found = BTreeSet::new();
    for line in code(text) {
        for part in line.split("crate::").skip(1) {
            let names =
                part.trim_start_matches('{').split(['{', '}', ',']).take(if part.starts_with('{') { 99 } else { 1 });
            for name in names {
                let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() {
                    found.insert(name);
                }
            }
        }
    }
    found.into_iter()
}

fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// Tells whether a line uses a crate or a module of the standard library.
fn uses(line: &str, outside: &str) -> bool {
    let direct = line.contains(&format!("{outside}::")) || line.contains(&format!("use {outside};"));
    let grouped = outside.strip_prefix("std::").is_some_and(|name| {
        line.strip_prefix("use std::{")
            .is_some_and(|rest| rest.split(['{', '}', ',', ':', ';']).any(|part| part.trim() == name))
    });
    direct || grouped
}
