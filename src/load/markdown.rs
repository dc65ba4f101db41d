//! Markdown: headings, lists, quotes and captions by their marks; the marks go, the words stay.

mod front;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::document::Role;
use crate::load::clutter;
use crate::load::piece::{Piece, Reading, ends_sentence, ink, is_linked, one_line};
use crate::load::strip;

/// Block marks (`>`, list marks) nested deeper than this at one line are read as plain text, in levels.
const DEPTH: usize = 100;

/// So many links and nothing else are a menu.
const MENU: usize = 2;

/// Raw HTML that reads as prose has at least so many words.
const PROSE: usize = 8;

/// Reads Markdown as CommonMark with tables, footnotes and front matter describes it.
///
/// A fenced code block is boilerplate; an indented one is text, for people indent paragraphs.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::new("markdown");
    if text.lines().any(is_too_deep) {
        reading.notice("The marks of this text are nested too deep to be read; it is shown with its marks.");
        let paragraphs = text.split("\n\n").map(|words| Piece::open(words.trim()));
        reading.pieces.extend(paragraphs.filter(|piece| !piece.words.is_empty()));
        return reading;
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let mut walk = Walk::default();
    for event in Parser::new_ext(&text, options()) {
        walk.event(event);
    }
    walk.flush();
    reading.pieces = walk.pieces;
    if !walk.front.is_empty() {
        front::read(&walk.front, &mut reading);
    }
    reading
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

fn is_too_deep(line: &str) -> bool {
    let marks = line.chars().take(4 * DEPTH).take_while(|c| matches!(c, '>' | ' ' | '-' | '*' | '+' | '\t'));
    marks.filter(|c| *c == '>' || *c == '-' || *c == '*' || *c == '+').count() > DEPTH && line.contains('>')
        || line.chars().take_while(|c| matches!(c, ' ' | '\t')).count() > 4 * DEPTH
        || line.split(' ').take(DEPTH + 1).filter(|part| matches!(*part, "-" | "*" | "+" | ">")).count() > DEPTH
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    words: String,
    /// Pictures' words, which stand after the paragraph that holds them.
    captions: Vec<String>,
    /// The words around a picture, while its own are read.
    around: Vec<(String, String)>,
    /// The numbers of the lists around the place, nothing for bullets.
    lists: Vec<Option<u64>>,
    heading: Option<HeadingLevel>,
    code: Option<Role>,
    raw: bool,
    in_front: bool,
    row: bool,
    /// How many links the paragraph has, and how many characters stand in them.
    links: (usize, usize),
    /// Where the link around the place begins, in bytes of the words.
    link: usize,
    front: String,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.in_front => self.front.push_str(&words),
            Event::Text(words) | Event::Code(words) | Event::Html(words) => self.words.push_str(&words),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words.push_str(&words),
            Event::InlineHtml(tag) => self.inline(&tag),
            Event::FootnoteReference(label) => self.words.push_str(&format!("[{label}]")),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let is_inside = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::TableCell)
            || matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::Paragraph | Tag::MetadataBlock(_));
        if !is_inside {
            self.flush();
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(level),
            Tag::List(number) => self.lists.push(number),
            Tag::Item => {
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.words.push_str(&format!("{number}. "));
                    *number += 1;
                }
            }
            Tag::CodeBlock(kind) => {
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.code = Some(if fenced { Role::Boilerplate } else { Role::Body });
            }
            Tag::HtmlBlock => self.raw = true,
            Tag::Link { .. } => self.link = self.words.len(),
            Tag::MetadataBlock(_) => self.in_front = true,
            Tag::Image { title, .. } => self.around.push((std::mem::take(&mut self.words), title.to_string())),
            Tag::FootnoteDefinition(label) => self.words.push_str(&format!("[{label}] ")),
            Tag::TableRow | Tag::TableHead => self.row = true,
            Tag::TableCell if !self.words.is_empty() => self.words.push('\t'),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.image(),
            TagEnd::Link => {
                let linked = self.words.get(self.link..).map_or(0, ink);
                self.links = (self.links.0 + 1, self.links.1 + linked);
            }
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::BlockQuote(_) => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            _ => {}
        }
    }

    /// A picture's words are its caption: what stands in the brackets, and the title behind the address.
    fn image(&mut self) {
        let Some((around, title)) = self.around.pop() else { return };
        let words = std::mem::replace(&mut self.words, around);
        let repeated = one_line(&words) == one_line(&title);
        self.captions.extend([words, if repeated { String::new() } else { title }]);
    }

    fn inline(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
        if name.starts_with("br") {
            self.words.push('\n');
        } else if tag.starts_with("<!--") {
            // A comment is not seen by the readers of the page.
        } else if !tag.starts_with('<') {
            self.words.push_str(tag);
        }
    }

    /// Ends the paragraph under construction.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let (heading, code, raw) = (self.heading.take(), self.code.take(), std::mem::take(&mut self.raw));
        let row = std::mem::take(&mut self.row);
        let (links, linked) = std::mem::take(&mut self.links);
        let is_menu = links >= MENU && is_linked(&words, linked) && !ends_sentence(&words);
        if raw {
            self.pieces.extend(strip::paragraphs(&words).into_iter().map(raw_piece));
        } else if !words.trim().is_empty() {
            let piece = match (heading, code) {
                (Some(HeadingLevel::H1), _) if !self.has_title() => Piece::sure(Role::Title, words),
                // What stands over a list of other articles is left to the words.
                (Some(_), _) => Piece { sure: clutter::role(&words).is_none(), ..Piece::likely(Role::Heading, words) },
                (None, Some(role)) => Piece { sure: role == Role::Boilerplate, ..Piece::likely(role, words) },
                (None, None) if row || !self.lists.is_empty() => Piece::likely(Role::List, words),
                (None, None) if is_menu => Piece::sure(Role::Boilerplate, words),
                (None, None) => Piece::open(words),
            };
            self.pieces.push(piece);
        }
        let captions = std::mem::take(&mut self.captions).into_iter();
        let shown = captions.filter(|words| !words.trim().is_empty());
        self.pieces.extend(shown.map(|words| Piece::sure(Role::Caption, words)));
    }

    fn has_title(&self) -> bool {
        self.pieces.iter().any(|piece| piece.role == Role::Title)
    }
}

/// Raw HTML is mostly what was left over from a page; whole sentences in it are kept as text.
fn raw_piece(words: String) -> Piece {
    let is_prose = ends_sentence(&words) && words.split_whitespace().count() >= PROSE;
    if is_prose { Piece::open(words) } else { Piece::sure(Role::Boilerplate, words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(Role, String)> {
        read(text).pieces.into_iter().map(|piece| (piece.role, piece.words)).collect()
    }

    #[test]
    fn marks_go_and_words_stay() {
        let found = pieces(
            "Pier *stays* closed\n===\n\nThe **harbour\nmaster** said [so](http://x) on `Monday`.\n\n## Next\n\n> A quote.\n\n\
             1. One\n2. Two\n   - inner\n\n![The pier](p.jpg \"Photo: Mora\")\n",
        );
        let expected = [
            (Role::Title, "Pier stays closed"),
            (Role::Body, "The harbour master said so on Monday."),
            (Role::Heading, "Next"),
            (Role::Body, "A quote."),
            (Role::List, "1. One"),
            (Role::List, "2. Two"),
            (Role::List, "inner"),
            (Role::Caption, "The pier"),
            (Role::Caption, "Photo: Mora"),
        ];
        assert_eq!(found, expected.map(|(role, words)| (role, words.to_owned())));
    }

    #[test]
    fn front_matter_tells_of_the_source() {
        let reading =
            read("---\ntitle: \"Pier: closed\"\nauthor: Ines Mora\ndate: 2025-03-18\nlayout: post\n---\n\nText.");
        assert_eq!(reading.source.title.as_deref(), Some("Pier: closed"));
        assert_eq!(reading.source.byline.as_deref(), Some("Ines Mora"));
        assert_eq!(reading.source.date.as_deref(), Some("2025-03-18"));
        let roles: Vec<Role> = reading.pieces.iter().map(|piece| piece.role).collect();
        assert_eq!(roles, [Role::Title, Role::Byline, Role::Byline, Role::Boilerplate, Role::Body]);
    }

    #[test]
    fn toml_front_matter_is_read_too() {
        let reading =
            read("+++\ntitle = \"Pier\"\nlang = \"en\"\nauthors = [\"Mora\", \"Rask\"]\n+++\n\n# Pier\n\nText.");
        assert_eq!(reading.source.byline.as_deref(), Some("Mora, Rask"));
        assert_eq!(reading.source.language.as_deref(), Some("en"));
        assert_eq!(reading.pieces.iter().filter(|piece| piece.role == Role::Title).count(), 1);
    }

    #[test]
    fn quotes_and_dashes_stay_as_they_are_written() {
        assert_eq!(pieces("\"So\" -- he said... 'no'")[0].1, "\"So\" -- he said... 'no'");
    }

    #[test]
    fn tables_are_rows_and_raw_html_is_stripped() {
        let found = pieces(
            "| Lane | Cars |\n|---|---|\n| one | 64 |\n\n<div class='ad'>Ad <b>here</b><script>x()</script></div>\n",
        );
        assert_eq!(found[0], (Role::List, "Lane\tCars".to_owned()));
        assert_eq!(found[1], (Role::List, "one\t64".to_owned()));
        assert_eq!(found[2], (Role::Boilerplate, "Ad here".to_owned()));
    }

    #[test]
    fn a_paragraph_of_links_is_a_menu() {
        assert_eq!(pieces("[Home](/) | [News](/n) | [Sport](/s)\n")[0].0, Role::Boilerplate);
        assert_eq!(pieces("[One](/) and [two](/n) were there.\n")[0].0, Role::Body);
    }

    #[test]
    fn deep_nesting_is_shown_as_it_is() {
        for text in [">".repeat(100_000), "- ".repeat(50_000), "> ".repeat(50_000), format!("{}x", " ".repeat(90_000))]
        {
            assert!(!read(&format!("{text} words")).pieces.is_empty());
        }
        for text in ["[".repeat(100_000), "*a_".repeat(30_000), "![".repeat(30_000), "`".repeat(100_000)] {
            read(&text);
        }
    }
}
