//! The harness: a story written in the test, a size, keys, and a printer of text and named styles.

use variorum::align::Group;
use variorum::app::message::{Effect, message};
use variorum::app::update::update;
use variorum::app::{App, Options, Size, message::Message};
use variorum::comparison::Comparison;
use variorum::document::{Document, Notice, Paragraph, Passage, Role, Sentence, Source};
use variorum::keymap::Key;
use variorum::quote::find::find;
use variorum::quote::utterance::utterances;
use variorum::span::Span;
use variorum::text::tokens::Lexicon;
use variorum::ui::sheet;
use variorum::ui::sheet::Sheet;
use variorum::work::Work;

/// Makes a comparison from a story. Each source begins with `== label`; each line is a paragraph, with its role in
/// front (`#` title, `##` heading, `@` byline, `>` caption, `-` list item, `~` boilerplate); `{a}` ends a sentence and
/// names its group; a sentence without a group stands alone. `!` in front of a line is trouble with the source.
pub fn comparison(story: &str) -> Comparison {
    let mut documents = Vec::new();
    let mut named: Vec<(String, Passage)> = Vec::new();
    for part in story.split("== ").skip(1) {
        let (label, lines) = part.split_once('\n').expect("a label and lines");
        let (document, names) = document(label, lines);
        let at = documents.len();
        for (sentence, name) in names.into_iter().enumerate() {
            let name = if name.is_empty() { format!("{at}/{sentence}") } else { name };
            named.push((name, Passage { document: at, first: sentence, end: sentence + 1 }));
        }
        documents.push(document);
    }
    let mut groups: Vec<(String, Vec<Passage>)> = Vec::new();
    for (name, passage) in named {
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, passages)) => passages.push(passage),
            None => groups.push((name, vec![passage])),
        }
    }
    let mut lexicon = Lexicon::default();
    let tokens: Vec<_> = documents
        .iter()
        .map(|document| lexicon.tokens(document, document.source.language.as_deref().unwrap_or("en")))
        .collect();
    let groups = groups.into_iter().map(|(_, passages)| Group { passages, score: 1.0 }).collect();
    let quotes = |(at, document): (usize, &Document)| {
        let language = document.source.language.as_deref().unwrap_or("en");
        find(at, document, &tokens[at], &lexicon, language)
    };
    let quotes: Vec<_> = documents.iter().enumerate().flat_map(quotes).collect();
    let utterances = utterances(&tokens, &quotes, &Work::default()).expect("nobody gives it up");
    Comparison { documents, tokens, groups, quotes, utterances, ..Comparison::default() }
}

fn document(label: &str, lines: &str) -> (Document, Vec<String>) {
    let source = Source { label: label.trim().to_owned(), language: Some("en".to_owned()), ..Source::default() };
    let mut document = Document { source, ..Document::default() };
    let mut names = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(text) = line.strip_prefix('!') {
            document.notices.push(Notice { trouble: true, text: text.trim().to_owned() });
            continue;
        }
        let (role, words) = role(line);
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let (start, first) = (document.text.len(), document.sentences.len());
        for sentence in words.trim().split_inclusive('}').filter(|sentence| !sentence.trim().is_empty()) {
            let (words, name) = sentence.split_once('{').unwrap_or((sentence, ""));
            if document.text.len() > start {
                document.text.push(' ');
            }
            let at = document.text.len();
            document.text.push_str(words.trim());
            let span = Span::new(at, document.text.len());
            document.sentences.push(Sentence { span, paragraph: document.paragraphs.len() });
            names.push(name.trim_end_matches('}').to_owned());
        }
        let span = Span::new(start, document.text.len());
        document.paragraphs.push(Paragraph { span, role, aside: None, sentences: first..document.sentences.len() });
    }
    assert_eq!(document.fault(), None, "the story of the test is at fault");
    (document, names)
}

fn role(line: &str) -> (Role, &str) {
    let roles = [
        ("## ", Role::Heading),
        ("# ", Role::Title),
        ("@ ", Role::Byline),
        ("> ", Role::Caption),
        ("- ", Role::List),
        ("~ ", Role::Boilerplate),
    ];
    let found = roles.into_iter().find_map(|(sign, role)| line.strip_prefix(sign).map(|words| (role, words)));
    found.unwrap_or((Role::Body, line))
}

/// Starts the reader on a story at a size.
pub fn open(story: &str, width: usize, height: usize) -> App {
    let mut app = App::new(comparison(story), Options::default());
    update(&mut app, Message::Resize(Size { width, height }));
    app
}

/// Presses keys, written one behind another, with names in angle brackets: `jj]<enter>`.
pub fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in self::keys(keys) {
        if let Some(message) = message(app, key) {
            effects.extend(update(app, message));
        }
    }
    effects
}

/// Reads keys from a test.
pub fn keys(written: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).filter(|(name, _)| name.len() > 1);
        match named {
            Some((name, after)) => {
                keys.push(Key::parse(name).unwrap_or_else(|| panic!("no key is called {name}")));
                rest = after;
            }
            None => {
                keys.push(Key::parse(&first.to_string()).expect("any character is a key"));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    keys
}

/// Opens a story at a size, presses keys and prints what is on screen.
pub fn screen(story: &str, width: usize, height: usize, keys: &str) -> String {
    let mut app = open(story, width, height);
    press(&mut app, keys);
    print(&sheet(&app))
}

/// Prints a screen: the text between bars, then line by line the runs that are more than plain text.
pub fn print(sheet: &Sheet) -> String {
    let mut out = String::new();
    for line in text(sheet) {
        out.push_str(&format!("|{line}|\n"));
    }
    if let Some((x, y)) = sheet.cursor {
        out.push_str(&format!("cursor {x},{y}\n"));
    }
    for y in 0..sheet.size.height {
        let mut strokes: Vec<_> = sheet.strokes.iter().filter(|stroke| stroke.y == y).collect();
        strokes.sort_by_key(|stroke| stroke.x);
        let runs: Vec<String> = strokes
            .into_iter()
            .filter(|stroke| !stroke.text.as_str().trim().is_empty())
            .map(|stroke| (stroke.look.roles().collect::<Vec<_>>().join("+"), stroke.text.as_str()))
            .filter(|(roles, _)| !matches!(roles.as_str(), "text" | "rule" | "footer" | "map.view"))
            .map(|(roles, words)| format!("{roles} {words:?}"))
            .collect();
        if !runs.is_empty() {
            out.push_str(&format!("{y:>2} {}\n", runs.join(" · ")));
        }
    }
    out
}

/// Returns the lines of a screen as text.
pub fn text(sheet: &Sheet) -> Vec<String> {
    let mut cells = vec![vec![" ".to_owned(); sheet.size.width]; sheet.size.height];
    for stroke in &sheet.strokes {
        let mut x = stroke.x;
        for glyph in variorum::clean::glyphs(stroke.text.as_str()) {
            cells[stroke.y][x] = glyph.shown.to_string();
            for cell in &mut cells[stroke.y][x + 1..x + glyph.width] {
                cell.clear();
            }
            x += glyph.width;
        }
    }
    cells.into_iter().map(|line| line.concat()).collect()
}

/// Three accounts of what was said about a bakery that burnt: wordings, speakers and figures that differ.
pub const BAKERY: &str = "
== town gazette
# Bakery burns in Mill Lane {title}
The fire began in the oven room, 14 people left the house. {began}
“We smelled smoke and we did not wait for the bell,” said Nora Quist, who bakes there. {smoke}
“Nobody slept in the house that night,” Quist said. {slept}
“The beams held longer than we feared,” fire chief Albin Rask said. {beams}
The corner of the lane is known as “the crumb”.
== county wire
# Fire at bakery {title}
The fire began in the oven room, 41 people left the house. {began}
“We smelled smoke and we waited for the bell,” said Nora Quist. {smoke}
“Nobody slept in the house that night”, Quist said. {slept}
Smoke hung over the lane for hours. “It will smell of bread for a week.”
== evening radio
The fire began in the oven room, 14 people left the house. {began}
“We smelled smoke and we did not wait,” said Nora Quist, a baker. {smoke}
“The beams held longer than we had feared,” Albin Rask said. {beams}
";

/// Three accounts of a ferry that did not sail: enough for every kind of difference.
pub const FERRY: &str = "
== harbour office
# Ferry to Lunde does not sail {title}
@ Harbour office, 4 May
The evening ferry to Lunde did not leave on Sunday because its bow door would not close. {door} \
The harbour master decided at 18:40 to keep the ship at the quay. {quay}
“We do not sail with a door we cannot trust,” she said. {quote} Nobody was hurt. {hurt}
The 212 passengers were given beds in the town hall. {beds}
- The first ferry on Monday leaves at 06:10. {monday}
The office thanks the volunteers of the rowing club.
== island radio
~ Home News Weather Tides
# Ferry stays in port {title}
The evening ferry to Lunde did not leave on Sunday because its bow door would not close. {door} \
“We never sail with a door we cannot trust”, the harbour master said. {quote}
It was the third breakdown this spring.
The 221 passengers were given beds and soup in the town hall. {beds} Nobody was injured. {hurt}
> Passengers wait on the quay on Sunday evening.
~ Share this page Subscribe to our letter
== north coast post
Stranded passengers slept in Lunde's town hall after the ferry broke down. {beds}
The harbour master, Ida Brekke, decided to keep the ship at the quay at about seven. {quay} \
A spokesman of the ferry line did not answer calls.
The evening ferry did not leave on Sunday. {door} The first ferry on Monday leaves at 06:10. {monday}
";
