//! Which text nodes of a page are the article, by Mozilla's Readability.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document as Page, NodeId, NodeRef};
use dom_smoothie::{Config, Metadata, Readability};

use super::walk;

/// The most elements that the article is searched for in: the search is slower than the building of the tree.
const ELEMENTS: usize = 20_000;

/// The deepest tree that the article is searched for in, in levels: the search calls itself for every level.
const DEPTH: usize = 600;

/// The most work of the search, in nodes times levels: it takes a second or so for this much.
const WORK: usize = 2_000_000;

/// An article is at least so many characters that are not blank, unless the whole page is hardly more.
pub const LEAST: usize = 200;

/// The article of a page.
#[derive(Debug, Default)]
pub struct Article {
    /// Its text nodes, by their numbers in the page.
    pub nodes: HashSet<NodeId>,
    /// What the page says of it.
    pub metadata: Metadata,
    /// The line over it that names who wrote it, where the search saw one.
    pub byline: Option<String>,
}

/// Finds the article; where there is none, or the page is too large to search, no node is in it.
pub fn find(page: &Page) -> Article {
    let depth = depth(page);
    if depth > DEPTH || depth * page.tree.len() > WORK {
        return Article::default();
    }
    // A fault in the search must not take the reader's other sources with it.
    catch_unwind(AssertUnwindSafe(|| search(page))).unwrap_or_default()
}

fn search(page: &Page) -> Article {
    let config = Config { max_elements_to_parse: ELEMENTS, ..Config::default() };
    let copy = page.clone();
    // The search takes every anchor for a link; one without an address only marks a place.
    copy.select("a:not([href])").rename("span");
    let Ok(mut readability) = Readability::with_document(copy, None, Some(config)) else {
        return Article::default();
    };
    let metadata = readability.get_article_metadata(readability.parse_json_ld());
    let Ok(found) = readability.parse() else { return Article { metadata, ..Article::default() } };
    let byline = found.byline;
    let Some(root) = readability.doc.select("#readability-page-1").nodes().first().copied() else {
        return Article { metadata, byline, ..Article::default() };
    };
    let same =
        |node: &NodeRef<'_>| page.tree.get(&node.id).is_some_and(|own| own.is_text() && own.text() == node.text());
    let nodes = root.descendants_it().filter(|node| node.is_text() && same(node)).map(|node| node.id).collect();
    Article { nodes, metadata, byline }
}

/// Measures the tree as it was built, which can be deeper than the tags let expect.
fn depth(page: &Page) -> usize {
    let (mut deepest, mut depth) = (0, 0_usize);
    walk::tour(page, |_, enters| {
        if enters {
            deepest = deepest.max(depth);
        }
        depth = if enters { depth + 1 } else { depth - 1 };
        true
    });
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_keeps_the_numbers_of_its_nodes() {
        let prose = "<p>The harbour master told the council that the pier would stay closed, for now, until May.</p>";
        let page = Page::from(format!("<nav><a>Menu</a></nav><article>{}</article>", prose.repeat(8)));
        let article = find(&page);
        let words: String =
            article.nodes.iter().filter_map(|id| page.tree.get(id)).map(|node| node.text().to_string()).collect();
        assert_eq!(words.matches("harbour").count(), 8);
        assert!(!words.contains("Menu"));
    }

    #[test]
    fn depth_is_measured_on_the_tree() {
        assert_eq!(depth(&Page::from("<div><p>x</p></div><p>y</p>")), 5);
    }
}
