//! Reads the pages and texts in `tests/pages` and holds what was found against what a careful editor expects.
//!
//! Beside each page stands a file `.want`: what the source says of itself (`title: …`), a blank line, and the text as
//! an editor would take it, one paragraph a block. `# ` stands before a heading, `* ` before an item of a list, `^ `
//! before a caption. What is not named is clutter. `encoding:` says how the page is stored, `unseen:` that its text
//! is none that a browser shows, `beside:` that words inside its lines are none of them, `notice:` words that the reader
//! is told. `cargo test --test pages -- --nocapture` shows what differs, `PAGE=name` before it what was found on one page.

#![allow(clippy::print_stdout, reason = "what differs is read, too")]

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use variorum::document::{Document, Role};
use variorum::load;

/// The least mean of the shares of words (F1) over all pages, and the least of any one page.
const WORDS: (f64, f64) = (0.99, 0.9);

/// The least share of paragraphs found exactly, over all pages.
const PARAGRAPHS: f64 = 0.98;

#[test]
fn pages_are_read_as_an_editor_would_read_them() {
    let wanted = std::env::var("PAGE").ok();
    let (mut report, mut words, mut least) = (String::new(), Vec::new(), 1.0_f64);
    let (mut found, mut all) = (0, 0);
    for path in pages().into_iter().filter(|path| wanted.as_ref().is_none_or(|wanted| name(path) == *wanted)) {
        let want = Want::read(&path);
        let document = load::read(&name(&path), &want.bytes(&path));
        let score = Score::of(&want, &document);
        words.push(score.words);
        least = least.min(score.words);
        (found, all) = (found + score.found, all + score.all);
        if score.words < 1.0 || !score.wrong.is_empty() || wanted.is_some() {
            let _ =
                writeln!(report, "{}: words {:.3}, paragraphs {}/{}", name(&path), score.words, score.found, score.all);
            score.wrong.iter().for_each(|wrong| report += &format!("    {wrong}\n"));
        }
        if wanted.is_some() {
            report += &shown(&document);
        }
    }
    let mean = words.iter().sum::<f64>() / words.len() as f64;
    let exact = f64::from(found) / f64::from(all);
    let holds = mean >= WORDS.0 && least >= WORDS.1 && exact >= PARAGRAPHS;
    let pages = words.len();
    println!("{report}{pages} pages: words {mean:.4}, least {least:.3}, paragraphs {found}/{all} = {exact:.3}");
    assert!(holds || wanted.is_some(), "the pages are read worse than they were");
}

#[test]
fn nothing_is_lost() {
    for path in pages() {
        let want = Want::read(&path);
        let bytes = want.bytes(&path);
        let document = load::read(&name(&path), &bytes);
        assert_eq!(document.fault(), None, "{}", name(&path));
        let seen = match path.extension().and_then(|extension| extension.to_str()) {
            Some("txt") => String::from_utf8_lossy(&bytes).into_owned(),
            Some("html") if !want.said.contains_key("unseen") => visible(&want.text(&path)),
            _ => continue,
        };
        let order = |ink: String| {
            let mut ink: Vec<char> = ink.chars().collect();
            if want.said.contains_key("beside") {
                ink.sort_unstable();
            }
            ink.into_iter().collect::<String>()
        };
        assert_eq!(order(ink(&document.text)), order(ink(&seen)), "{}", name(&path));
    }
}

/// What an editor expects of a page.
struct Want {
    said: HashMap<String, String>,
    blocks: Vec<(Role, String)>,
}

impl Want {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(format!("{}.want", path.display())).expect("what is wanted of a page");
        let (head, body) = match text.strip_prefix('\n') {
            Some(body) => ("", body),
            None => text.split_once("\n\n").expect("a head and a text"),
        };
        let field = |line: &str| line.split_once(": ").map(|(key, value)| (key.to_owned(), value.to_owned()));
        Want { said: head.lines().filter_map(field).collect(), blocks: body.trim().split("\n\n").map(block).collect() }
    }

    fn text(&self, path: &Path) -> String {
        std::fs::read_to_string(path).expect("a page in UTF-8")
    }

    fn bytes(&self, path: &Path) -> Vec<u8> {
        let text = self.text(path);
        let Some(label) = self.said.get("encoding") else { return text.into_bytes() };
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("the name of an encoding");
        encoding.encode(&text).0.into_owned()
    }
}

fn block(words: &str) -> (Role, String) {
    let marks = [("# ", Role::Heading), ("* ", Role::List), ("^ ", Role::Caption)];
    let marked = marks.iter().find_map(|(mark, role)| words.strip_prefix(mark).map(|words| (*role, words)));
    let (role, words) = marked.unwrap_or((Role::Body, words));
    (role, one_line(words))
}

/// How well a page was read.
struct Score {
    words: f64,
    found: i32,
    all: i32,
    wrong: Vec<String>,
}

impl Score {
    fn of(want: &Want, document: &Document) -> Self {
        let read: Vec<(Role, String)> = (document.paragraphs.iter())
            .map(|paragraph| (paragraph.role, one_line(paragraph.span.of(&document.text))))
            .collect();
        let mut wrong = differing_source(want, document);
        let (mut found, mut all) = (0, 0);
        for (role, words) in &want.blocks {
            all += 1;
            let alike = |(own, own_words): &&(Role, String)| own_words == words && (own == role);
            match (read.iter().find(alike), read.iter().find(|(_, own)| own == words)) {
                (Some(_), _) => found += 1,
                (None, Some((own, _))) => wrong.push(format!("{} is {}: {}", role.name(), own.name(), start(words))),
                (None, None) => wrong.push(format!("{} is no paragraph: {}", role.name(), start(words))),
            }
        }
        for (role, words) in
            read.iter().filter(|(role, words)| is_text(*role) && !want.blocks.iter().any(|(_, own)| own == words))
        {
            wrong.push(format!("not wanted as {}: {}", role.name(), start(words)));
        }
        Score { words: f1(&words(&want.blocks), &words(&read)), found, all, wrong }
    }
}

/// Tells which of title, byline, date and site are not as wanted; a byline may hold more than the name.
fn differing_source(want: &Want, document: &Document) -> Vec<String> {
    let source = &document.source;
    let fields = [("title", &source.title), ("byline", &source.byline), ("date", &source.date), ("site", &source.site)];
    let differs = |(key, own): &(&str, &Option<String>)| {
        let wanted = want.said.get(*key)?;
        let holds = own.as_ref().is_some_and(|own| own.replace('\u{ad}', "").contains(&one_line(wanted)));
        (!holds).then(|| format!("{key} is {own:?}, not {wanted:?}"))
    };
    fields.iter().filter_map(differs).chain(differing_notice(want, document)).collect()
}

/// Words of notices that warn of what is missing: they are told where they are wanted, and nowhere else.
const WARNINGS: &[&str] = &["paywall", "live blog", "articles", "another one"];

fn differing_notice(want: &Want, document: &Document) -> Option<String> {
    let told: Vec<&str> = document.notices.iter().map(|notice| notice.text.as_str()).collect();
    let is_right = match want.said.get("notice") {
        Some(wanted) => told.iter().any(|told| told.contains(wanted)),
        None => !told.iter().any(|told| WARNINGS.iter().any(|warning| told.contains(warning))),
    };
    (!is_right).then(|| format!("the reader is told {told:?}"))
}

fn is_text(role: Role) -> bool {
    matches!(role, Role::Body | Role::List | Role::Heading)
}

fn words(blocks: &[(Role, String)]) -> HashMap<String, i32> {
    let mut counts = HashMap::new();
    for (_, block) in blocks.iter().filter(|(role, _)| is_text(*role)) {
        for word in block.split_whitespace() {
            // Scripts without blanks are counted by the sign.
            let signs = word.chars().next().is_some_and(|c| c >= '\u{2e80}');
            let parts = if signs { word.chars().map(String::from).collect() } else { vec![word.to_owned()] };
            parts.into_iter().for_each(|part| *counts.entry(part).or_default() += 1);
        }
    }
    counts
}

fn f1(one: &HashMap<String, i32>, other: &HashMap<String, i32>) -> f64 {
    let common: i32 = one.iter().map(|(word, count)| (*count).min(other.get(word).copied().unwrap_or(0))).sum();
    let all: i32 = one.values().chain(other.values()).sum();
    f64::from(2 * common) / f64::from(all.max(1))
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = std::fs::read_dir(folder).expect("the folder of the pages");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a page").path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension != "want"));
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The words of a page that have a place on the screen, in order.
fn visible(html: &str) -> String {
    let page = dom_query::Document::from(html);
    page.select("head, script, style, template, svg, iframe, object, audio, video, title").remove();
    page.text().to_string()
}

fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start(words: &str) -> String {
    words.chars().take(70).collect()
}

fn shown(document: &Document) -> String {
    let mut text = format!("    {:#?}\n", document.source);
    for paragraph in &document.paragraphs {
        let words = paragraph.span.of(&document.text).replace('\n', "⏎");
        text += &format!("    {:11} {}\n", paragraph.role.name(), words.chars().take(110).collect::<String>());
    }
    text
}
