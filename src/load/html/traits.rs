//! What a page as a whole says of its elements, found before it is walked.

use std::collections::HashSet;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::style;
use crate::load::piece::ink;

/// A box with a form in it holds no more than this, in characters that are not blank.
const BOX: usize = 400;

/// What asks a reader for something.
const ASKS: &str = "form, input[type=email], input[type=tel], textarea";

/// So many such things are looked at, and so many levels above each.
const LOOKED: (usize, usize) = (60, 12);

/// Elements of a page, by what is true of them.
#[derive(Debug, Default)]
pub struct Traits {
    /// The page's own style sheets keep them from being seen.
    pub hidden: HashSet<NodeId>,
    /// More than half of the article stands in each: whatever they are called, they are not what stands around it.
    pub core: HashSet<NodeId>,
    /// A first heading stands in them.
    pub heads: HashSet<NodeId>,
    /// They ask the reader for something, and hold hardly more than that.
    pub boxes: HashSet<NodeId>,
}

/// Finds what is true of the elements; `article` are the text nodes of the article.
pub fn find(page: &Page, article: &HashSet<NodeId>) -> Traits {
    let heads: HashSet<NodeId> = page.select("h1").nodes().iter().flat_map(above).collect();
    Traits { hidden: hidden(page, article), core: core(page, article), boxes: boxes(page, &heads), heads }
}

fn above(node: &NodeRef<'_>) -> impl Iterator<Item = NodeId> {
    node.ancestors_it(None).map(|above| above.id).collect::<Vec<_>>().into_iter()
}

/// What the style sheets hide, unless that is most of the article: then a script shows it.
fn hidden(page: &Page, article: &HashSet<NodeId>) -> HashSet<NodeId> {
    let hidden = style::hidden(page);
    if hidden.is_empty() {
        return hidden;
    }
    let (mut all, mut unseen) = (0, 0);
    for node in nodes(page, article) {
        let ink = ink(&node.text());
        all += ink;
        unseen += if above(&node).any(|id| hidden.contains(&id)) { ink } else { 0 };
    }
    if unseen * 2 > all { HashSet::new() } else { hidden }
}

fn core(page: &Page, article: &HashSet<NodeId>) -> HashSet<NodeId> {
    let mut held = std::collections::HashMap::new();
    let mut all = 0;
    for node in nodes(page, article) {
        let ink = ink(&node.text());
        all += ink;
        above(&node).for_each(|id| *held.entry(id).or_insert(0) += ink);
    }
    held.into_iter().filter(|(_, ink)| ink * 2 > all).map(|(id, _)| id).collect()
}

fn nodes<'a>(page: &'a Page, article: &HashSet<NodeId>) -> impl Iterator<Item = NodeRef<'a>> {
    article.iter().filter_map(|id| page.tree.get(id))
}

/// The largest box around each form that holds hardly more than the form and what it is for.
fn boxes(page: &Page, heads: &HashSet<NodeId>) -> HashSet<NodeId> {
    let around = |form: &NodeRef<'_>| {
        let fits = |node: &NodeRef<'_>| {
            let is_element = node.is_element() && !heads.contains(&node.id);
            is_element && node.node_name().is_some_and(|name| &*name != "body") && ink(&node.text()) <= BOX
        };
        let around = form.ancestors_it(Some(LOOKED.1)).take_while(fits).last();
        around.map_or_else(|| fits(form).then_some(form.id), |node| Some(node.id))
    };
    page.select(ASKS).nodes().iter().take(LOOKED.0).filter_map(around).collect()
}

#[cfg(test)]
mod tests {
    use super::super::article;
    use super::*;

    #[test]
    fn what_asks_for_something_is_a_box_and_the_article_is_none() {
        let prose = "<p>The harbour master told the council that the pier would stay closed, for now, until May.</p>";
        let page = Page::from(format!(
            "<form><h1>Pier closed</h1><div class=modal id=m>{0}<div id=b><h3>Write to us</h3><input type=email></div>{0}</div></form>",
            prose.repeat(8)
        ));
        let traits = find(&page, &article::find(&page).nodes);
        let id = |selector: &str| page.select(selector).nodes()[0].id;
        assert!(traits.core.contains(&id("form")) && traits.core.contains(&id("#m")));
        assert!(traits.boxes.contains(&id("#b")) && !traits.boxes.contains(&id("form")));
        assert!(traits.heads.contains(&id("form")) && !traits.heads.contains(&id("#m")));
    }

    #[test]
    fn a_style_sheet_that_hides_the_article_is_shown_by_a_script() {
        let prose = "<p>The harbour master told the council that the pier would stay closed, for now, until May.</p>";
        let page = |class: &str| {
            Page::from(format!(
                "<style>.x{{display:none}}</style><article><p class='{class}'>One.</p><div class='{class}'>{0}</div>{0}</article>",
                prose.repeat(5)
            ))
        };
        let (all, one) =
            (page("x"), Page::from(format!("<style>.x{{display:none}}</style><p class=x>One.</p>{}", prose.repeat(8))));
        assert_eq!(hidden(&one, &article::find(&one).nodes).len(), 1);
        assert!(hidden(&all, &article::find(&all).nodes).len() <= 2);
    }
}
