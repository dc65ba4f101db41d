//! Reads a case: what it shows, its sources, and what is expected of them.

/// A case as written down.
pub struct Case {
    /// The first line: what the case shows.
    pub shows: String,
    /// The sources: file name and text.
    pub sources: Vec<(String, String)>,
    /// What is expected, line by line.
    pub lines: Vec<Line>,
}

/// One expectation.
pub struct Line {
    /// The line as written.
    pub written: String,
    /// Whether it is known to fail today.
    pub todo: bool,
    /// What is expected, `same` for one.
    pub what: String,
    /// The places it speaks of.
    pub places: Vec<Place>,
}

/// Words in a source: `a "words"`, `a "words" #2` for the second time they stand there, and what is said of them.
#[derive(Default)]
pub struct Place {
    /// The labels of the sources in front of the words, nearly always one.
    pub labels: Vec<String>,
    /// The words between the marks; empty where there are none.
    pub words: String,
    /// Which time the words stand there, from 1; 0 where they must be unique.
    pub nth: usize,
    /// What follows, as name and value: `kind=direct speaker="Ann Lee"`.
    pub facts: Vec<(String, String)>,
}

/// Reads a case.
pub fn parse(text: &str) -> Case {
    let mut case = Case { shows: text.lines().next().unwrap_or("").to_owned(), sources: Vec::new(), lines: Vec::new() };
    let (texts, lines) = text.split_once("\n===\n").expect("a line === between the sources and what is expected");
    for line in texts.lines().skip(1) {
        match (line.strip_prefix("--- "), case.sources.last_mut()) {
            (Some(name), _) => case.sources.push((name.trim().to_owned(), String::new())),
            (None, Some((_, words))) => *words += &format!("{}\n", unescape(line)),
            (None, None) => assert!(line.trim().is_empty(), "words before the first source: {line}"),
        }
    }
    for (_, words) in &mut case.sources {
        *words = words.trim_matches('\n').to_owned();
    }
    let written = lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    case.lines.extend(written.map(expectation));
    case
}

/// Reads `\u{ad}` as the character meant, so that what cannot be seen can be written.
fn unescape(line: &str) -> String {
    let mut parts = line.split("\\u{");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("\\u{ is closed by }");
        let code = u32::from_str_radix(code, 16).expect("a code in hexadecimal");
        out.push(char::from_u32(code).expect("a character"));
        out += rest;
    }
    out
}

fn expectation(written: &str) -> Line {
    let (what, rest) = written.split_once(": ").unwrap_or_else(|| panic!("no expectation: {written}"));
    let todo = what.starts_with("todo-");
    let what = what.trim_start_matches("todo-").to_owned();
    let places = unescape(rest).split(" | ").map(place).collect();
    Line { written: written.to_owned(), todo, what, places }
}

/// Reads `labels "words" #n name=value name="value"`. The marks around words are straight and hold no straight mark.
fn place(written: &str) -> Place {
    let mut place = Place::default();
    let (labels, rest) = written.split_once('"').unwrap_or((written, ""));
    place.labels = labels.split_whitespace().map(str::to_owned).collect();
    let (words, mut rest) = rest.split_once('"').unwrap_or((rest, ""));
    place.words = words.to_owned();
    while let Some(word) = rest.split_whitespace().next() {
        rest = rest.trim_start();
        let Some((name, value)) = word.split_once('=') else {
            place.nth = word.trim_start_matches('#').parse().unwrap_or_else(|_| panic!("not understood: {rest}"));
            rest = &rest[word.len()..];
            continue;
        };
        let after = &rest[name.len() + 1..];
        let value = after.strip_prefix('"').and_then(|inner| inner.split_once('"')).map_or(value, |(value, _)| value);
        rest = &after[value.len() + if after.starts_with('"') { 2 } else { 0 }..];
        place.facts.push((name.to_owned(), value.to_owned()));
    }
    place
}
