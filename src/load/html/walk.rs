//! A page in its own order, as blocks of visible words with what their elements say of them.

use std::collections::HashSet;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::frame::Frame;
use super::traits::{self, Traits};
use crate::document::Role;
use crate::load::piece::{ink, one_line};
use crate::load::strip::{APART, BLOCKS, UNSEEN};

/// A line in boxes of its own has no more boxes than this around it and beside it.
const BOXES: usize = 3;

/// Such a line is no longer than this, in characters that are not blank.
const CELL: usize = 120;

/// So many line ends in a cell of a table are a column of a page.
const LINES: usize = 3;

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
    /// What its elements say of it, as they stand around its first letter.
    pub frame: Frame,
}

/// Walks the page; `article` are the text nodes that belong to the article.
pub fn blocks(page: &Page, article: &HashSet<NodeId>) -> Vec<Block> {
    let mut walk = Walk {
        article,
        traits: traits::find(page, article),
        blocks: Vec::new(),
        block: Block::default(),
        beside: Vec::new(),
        gap: false,
        frames: vec![Frame::default()],
        cells: 0,
        articles: 0,
    };
    tour(page, |node, enters| if enters { walk.enter(node) } else { walk.leave(node) });
    walk.flush();
    walk.blocks
}

/// Goes through the tree of a page without calling itself: `visit` is told each node and whether it begins or ends.
/// What it answers at the beginning says whether to go into the node.
pub fn tour(page: &Page, mut visit: impl FnMut(&NodeRef<'_>, bool) -> bool) {
    let mut node = Some(page.root());
    while let Some(at) = node {
        if visit(&at, true)
            && let Some(child) = at.first_child()
        {
            node = Some(child);
            continue;
        }
        let mut up = Some(at);
        node = None;
        while let Some(here) = up {
            visit(&here, false);
            if let Some(next) = here.next_sibling() {
                node = Some(next);
                break;
            }
            up = here.parent();
        }
    }
}

impl Block {
    /// Returns a block of some of its words, which shares its place.
    pub fn part(&self, words: &str) -> Self {
        let ink = ink(words);
        let share = |count: usize| count * ink / self.ink.max(1);
        Block { words: words.to_owned(), ink, article: share(self.article), linked: share(self.linked), ..self.clone() }
    }
}

struct Walk<'a> {
    article: &'a HashSet<NodeId>,
    traits: Traits,
    blocks: Vec<Block>,
    block: Block,
    /// Words inside the block that are not shown, or say how others are read: they follow it.
    beside: Vec<Block>,
    /// Whether a blank stands between the words so far and the next.
    gap: bool,
    frames: Vec<Frame>,
    /// How many cells of a table are open that hold a line each, whatever elements it is in.
    cells: usize,
    /// How many `article` elements that stand in no other have begun.
    articles: usize,
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
        if self.cells > 0 && BLOCKS.contains(&name) {
            self.gap = true;
        } else if BLOCKS.contains(&name) || is_layout(node, name) {
            self.flush();
        } else if APART.contains(&name) {
            self.apart(name);
        } else if name == "br" {
            self.line_end();
        }
        frame.see(node, name, &self.traits);
        // Inside a line of a table every element is a part of the line.
        frame.row |= self.cells > 0;
        self.cells += usize::from(is_cell(name) && !is_layout(node, name));
        if name == "article" && frame.article == 0 {
            self.articles += 1;
            frame.article = self.articles;
        }
        self.frames.push(frame);
        name != "head" && !UNSEEN.contains(&name)
    }

    /// Ends a node; there is nothing left to go into.
    fn leave(&mut self, node: &NodeRef<'_>) -> bool {
        self.frames.pop();
        let name = node.node_name().filter(|_| node.is_element()).unwrap_or_default();
        self.cells -= usize::from(is_cell(&name) && !is_layout(node, &name));
        if self.cells > 0 && BLOCKS.contains(&&*name) {
            self.gap = true;
        } else if BLOCKS.contains(&&*name) || is_layout(node, &name) {
            self.flush();
        } else if APART.contains(&&*name) {
            self.gap = true;
        }
        false
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

    /// One `<br>` ends a line, two end a paragraph, even with hard blanks between them.
    fn line_end(&mut self) {
        if self.block.words.trim_end_matches([' ', '\u{a0}']).ends_with('\n') {
            self.flush();
        } else if !self.block.words.is_empty() {
            self.block.words.push('\n');
        }
        self.gap = false;
    }

    fn text(&mut self, node: &NodeRef<'_>, frame: Frame) {
        let text = node.text();
        if frame.hidden || frame.sizeless || frame.ruby {
            self.set_beside(&text, Frame { hidden: frame.hidden || frame.sizeless, ..frame });
            return;
        }
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

    /// Keeps words that stand inside a block and are no part of what it says.
    fn set_beside(&mut self, text: &str, frame: Frame) {
        let words = one_line(text);
        if words.is_empty() {
            return;
        }
        let ink = ink(&words);
        match self.beside.last_mut().filter(|last| last.frame.ruby == frame.ruby) {
            Some(last) => {
                last.words = format!("{} {words}", last.words);
                last.ink += ink;
            }
            None => self.beside.push(Block { words, ink, frame, ..Block::default() }),
        }
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
            block.frame = frame;
        }
        block.frame.byline |= frame.byline;
        block.ink += 1;
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        self.gap = false;
        // A row of several cells is an item; one cell alone is a page laid out as a table.
        if block.frame.row && block.frame.role.is_none() && block.words.contains('\t') {
            block.frame.role = Some(Role::List);
        }
        if block.ink > 0 {
            self.blocks.push(block);
        }
        self.blocks.append(&mut self.beside);
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th")
}

/// Tells whether a cell is a column of a page laid out as a table: several paragraphs or lines stand in it, a list, a
/// heading or the like. One paragraph in boxes of its own is the line of a cell, unless it is long.
fn is_layout(node: &NodeRef<'_>, name: &str) -> bool {
    if !is_cell(name) {
        return false;
    }
    let (mut lines, mut paragraphs) = (0, 0);
    let mut parts = |child: &NodeRef<'_>| {
        let name = child.node_name().unwrap_or_default();
        lines += usize::from(&*name == "br");
        paragraphs += usize::from(&*name == "p");
        let is_box = matches!(&*name, "div" | "p" | "center");
        lines == LINES || paragraphs > 1 || (BLOCKS.contains(&&*name) && !is_box)
    };
    let has_parts = node.descendants_it().filter(NodeRef::is_element).any(|child| parts(&child));
    let boxes = || {
        node.descendants_it()
            .filter(NodeRef::is_element)
            .filter(|child| child.node_name().is_some_and(|name| BLOCKS.contains(&&*name)))
    };
    has_parts || boxes().nth(BOXES).is_some() || (boxes().next().is_some() && ink(&node.text()) > CELL)
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
    fn what_is_not_shown_inside_a_line_stands_behind_it() {
        assert_eq!(words("<div style='font-size:0'>a<div style='font-size:13px'>b</div></div>"), ["a", "b"]);
        assert_eq!(words("<p>One <i hidden>secret</i> two<b style='display:none'>!</b>"), ["One two", "secret !"]);
        assert_eq!(
            words("<p><ruby>橋<rt>はし</rt></ruby>が<ruby>割<rp>(</rp><rt>わ</rt></ruby>れた"),
            ["橋が割れた", "はし ( わ"]
        );
    }

    #[test]
    fn what_nobody_sees_is_no_text() {
        assert_eq!(words("<title>T</title><p>a<script>b</script><style>c</style></p><template>d</template>"), ["a"]);
        let found = blocks(
            &Page::from("<p hidden>a</p><p style='display : none'>b</p><noscript>c</noscript>"),
            &HashSet::new(),
        );
        assert_eq!(
            found.iter().map(|block| (block.frame.hidden, block.frame.scriptless)).collect::<Vec<_>>(),
            [(true, false), (true, false), (false, true)]
        );
    }
}
