//! A page in its own order, as blocks of visible words with what their elements say of them.

use std::collections::HashSet;

use dom_query::{Document as Page, NodeId, NodeRef};

use crate::document::Role;
use crate::load::strip::{APART, BLOCKS};

/// Elements whose content nobody sees.
const UNSEEN: &[&str] = &[
    "head", "script", "style", "template", "title", "svg", "iframe", "object", "canvas", "audio", "video", "datalist",
];

/// Elements that stand around articles.
const FURNITURE: &[&str] =
    &["nav", "aside", "footer", "form", "button", "select", "menu", "dialog", "textarea", "search"];

/// Roles (ARIA) of elements that stand around articles.
const LANDMARKS: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "form",
    "menu",
    "toolbar",
];

/// Words in the class or id of elements that stand around articles.
const NAMES: &[&str] = &[
    "share",
    "sharing",
    "social",
    "related",
    "promo",
    "newsletter",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "consent",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "sponsor",
    "sponsored",
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "menu",
    "sidebar",
    "recommended",
    "recommendations",
    "teaser",
    "teasers",
    "tags",
    "subscribe",
    "signup",
    "paywall",
    "popup",
    "modal",
    "outbrain",
    "taboola",
    "disqus",
    "footer",
    "navbar",
    "toolbar",
    "pagination",
    "rail",
    "poll",
];

/// A block of visible words.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Its words; line ends where the page has `<br>`, tabs between the cells of a table.
    pub words: String,
    /// How many of its characters are not blank.
    pub ink: usize,
    /// How many of these are the article's.
    pub article: usize,
    /// How many of these are in links.
    pub linked: usize,
    /// What its elements make of it.
    pub role: Option<Role>,
    /// Whether it is a heading, `h1` to `h6`.
    pub heading: bool,
    /// Whether it is an `h1`.
    pub first: bool,
    /// Whether it stands in a menu, a form, a list of shares or the like.
    pub furniture: bool,
    /// Whether a browser does not show it.
    pub hidden: bool,
    /// Whether its elements say that it names the author or the date.
    pub byline: bool,
    /// Whether it is a row of a table.
    pub row: bool,
    /// Whether it is wholly a `noscript` text, which a browser with scripts does not show.
    pub scriptless: bool,
}

/// What the elements around a place say.
#[derive(Clone, Copy, Default)]
struct Frame {
    role: Option<Role>,
    heading: bool,
    first: bool,
    furniture: bool,
    hidden: bool,
    byline: bool,
    scriptless: bool,
    row: bool,
    pre: bool,
    linked: bool,
}

/// Walks the page; `article` are the text nodes that belong to the article.
pub fn blocks(page: &Page, article: &HashSet<NodeId>) -> Vec<Block> {
    let mut walk =
        Walk { article, blocks: Vec::new(), block: Block::default(), gap: false, frames: vec![Frame::default()] };
    let mut node = Some(page.root());
    while let Some(at) = node {
        if walk.enter(&at)
            && let Some(child) = at.first_child()
        {
            node = Some(child);
            continue;
        }
        let mut up = Some(at);
        node = None;
        while let Some(here) = up {
            walk.leave(&here);
            if let Some(next) = here.next_sibling() {
                node = Some(next);
                break;
            }
            up = here.parent();
        }
    }
    walk.flush();
    walk.blocks
}

struct Walk<'a> {
    article: &'a HashSet<NodeId>,
    blocks: Vec<Block>,
    block: Block,
    /// Whether a blank stands between the words so far and the next.
    gap: bool,
    frames: Vec<Frame>,
}

impl Walk<'_> {
    /// Begins a node and tells whether to go into it.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let mut frame = self.frames.last().copied().unwrap_or_default();
        if node.is_text() {
            self.text(node, frame);
        }
        let name = node.node_name().filter(|_| node.is_element()).unwrap_or_default();
        if name.is_empty() {
            self.frames.push(frame);
            return !node.is_text() && !node.is_comment();
        }
        let name: &str = &name;
        if BLOCKS.contains(&name) {
            self.flush();
        } else if APART.contains(&name) {
            self.apart(name);
        } else if name == "br" {
            self.line_end();
        }
        frame.see(node, name);
        self.frames.push(frame);
        !UNSEEN.contains(&name)
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        self.frames.pop();
        let name = node.node_name().filter(|_| node.is_element()).unwrap_or_default();
        if BLOCKS.contains(&&*name) {
            self.flush();
        } else if APART.contains(&&*name) {
            self.gap = true;
        }
    }

    fn apart(&mut self, name: &str) {
        let in_line = !self.block.words.is_empty() && !self.block.words.ends_with(['\n', '\t']);
        if matches!(name, "td" | "th") && in_line {
            self.block.words.push('\t');
            self.gap = false;
        } else {
            self.gap = true;
        }
    }

    /// One `<br>` ends a line, two end a paragraph.
    fn line_end(&mut self) {
        if self.block.words.ends_with('\n') {
            self.flush();
        } else if !self.block.words.is_empty() {
            self.block.words.push('\n');
        }
        self.gap = false;
    }

    fn text(&mut self, node: &NodeRef<'_>, frame: Frame) {
        let text = node.text();
        let before = self.block.ink;
        for c in text.chars() {
            match c {
                '\n' if frame.pre => self.block.words.push('\n'),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.gap = true,
                _ => self.letter(c, frame),
            }
        }
        let ink = self.block.ink - before;
        self.block.article += if self.article.contains(&node.id) { ink } else { 0 };
        self.block.linked += if frame.linked { ink } else { 0 };
    }

    fn letter(&mut self, c: char, frame: Frame) {
        if std::mem::take(&mut self.gap) && !self.block.words.is_empty() && !self.block.words.ends_with(['\n', '\t']) {
            self.block.words.push(' ');
        }
        self.block.words.push(c);
        if c.is_whitespace() {
            return;
        }
        let block = &mut self.block;
        if block.ink == 0 {
            (block.role, block.heading, block.first) = (frame.role, frame.heading, frame.first);
            (block.furniture, block.hidden, block.scriptless) = (frame.furniture, frame.hidden, frame.scriptless);
            block.row = frame.row;
        }
        block.byline |= frame.byline;
        block.ink += 1;
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        self.gap = false;
        // A row of several cells is an item; one cell alone is a page laid out as a table.
        if block.row && block.role.is_none() && block.words.contains('\t') {
            block.role = Some(Role::List);
        }
        if block.ink > 0 {
            self.blocks.push(block);
        }
    }
}

impl Frame {
    /// Adds what an element says.
    fn see(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (self.heading, self.first) = (true, name == "h1"),
            "figcaption" | "caption" => self.role = Some(Role::Caption),
            "li" | "dt" | "dd" if self.role.is_none() => self.role = Some(Role::List),
            "tr" => self.row = true,
            "p" | "div" | "article" | "section" => self.row = false,
            "pre" => self.pre = true,
            "a" => self.linked = true,
            "time" => self.byline = true,
            "noscript" => self.scriptless = true,
            _ => {}
        }
        let attribute = |name: &str| node.attr(name).map(|value| value.to_ascii_lowercase()).unwrap_or_default();
        let style: String = attribute("style").split_whitespace().collect();
        self.hidden |= node.has_attr("hidden") && attribute("hidden") != "until-found"
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || (name == "dialog" && !node.has_attr("open"));
        let names = format!("{} {}", attribute("class"), attribute("id"));
        let words = || names.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        self.furniture |= FURNITURE.contains(&name)
            || LANDMARKS.contains(&attribute("role").as_str())
            || (name != "body"
                && name != "html"
                && name != "article"
                && name != "main"
                && words().any(|word| NAMES.contains(&word)));
        self.byline |= attribute("rel") == "author"
            || attribute("itemprop").contains("author")
            || words()
                .any(|word| matches!(word, "byline" | "author" | "authors" | "dateline" | "timestamp" | "published"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(html: &str) -> Vec<String> {
        blocks(&Page::from(html), &HashSet::new()).into_iter().map(|block| block.words).collect()
    }

    #[test]
    fn blanks_are_single_and_inline_elements_part_nothing() {
        assert_eq!(words("<p> One\n <b>tw</b>o <i> three</i>\n<p>four"), ["One two three", "four"]);
        assert_eq!(words("<p><button>A</button><button>B</button>"), ["A B"]);
    }

    #[test]
    fn lines_and_cells_are_kept() {
        assert_eq!(words("a<br>b<br><br>c"), ["a\nb\n", "c"]);
        assert_eq!(words("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), ["a\tb", "c"]);
        assert_eq!(words("<pre>a\n  b</pre>"), ["a\nb"]);
    }

    #[test]
    fn what_nobody_sees_is_no_text() {
        assert_eq!(words("<title>T</title><p>a<script>b</script><style>c</style></p><template>d</template>"), ["a"]);
        let found = blocks(
            &Page::from("<p hidden>a</p><p style='display : none'>b</p><noscript>c</noscript>"),
            &HashSet::new(),
        );
        assert_eq!(
            found.iter().map(|block| (block.hidden, block.scriptless)).collect::<Vec<_>>(),
            [(true, false), (true, false), (false, true)]
        );
    }
}
