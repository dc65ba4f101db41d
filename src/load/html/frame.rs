//! What the elements around a place in a page say of the words there.

use std::hash::{BuildHasher, Hash, Hasher};

use dom_query::NodeRef;

use super::style;
use super::traits::Traits;
use crate::document::Role;

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
    "social",
    "related",
    "promo",
    "comment",
    "comments",
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
    "paywall",
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

/// Words in the class or id of elements that hold no article, though they may stand in the middle of one.
const FIRM: &[&str] = &[
    "share",
    "sharing",
    "newsletter",
    "cookie",
    "cookies",
    "consent",
    "subscribe",
    "signup",
    "popup",
    "modal",
    "overlay",
    "donate",
    "donation",
    "promobox",
];

/// Words in the class or id of elements that hold what readers answered.
const THREADS: &[&str] = &[
    "comments",
    "commentlist",
    "commentslist",
    "commentarea",
    "responses",
    "respond",
    "disqus",
    "kommentare",
    "commentaires",
    "comentarios",
    "commenti",
    "reacties",
];

/// Words beside them that only say how an article stands to its comments: `comments-open`, `has-comments`.
const STATES: &[&str] = &[
    "open", "closed", "enabled", "disabled", "on", "off", "has", "no", "show", "hide", "with", "without", "count",
    "link",
];

/// Words in the class or id of elements that ask for money before they show the rest.
const WALLS: &[&str] = &["paywall", "regwall", "paygate"];

/// Words in the class or id of elements that hold the words under a picture.
const CAPTIONS: &[&str] =
    &["caption", "captions", "imagecaption", "figcaption", "bildunterschrift", "legende", "gallery", "slideshow"];

/// The classes of words that are only spoken, without marks.
const SPOKEN: &[&str] = &["sronly", "screenreadertext", "screenreaderonly", "screenreader", "showforsr", "offscreen"];

/// The attributes in which elements say what they are.
const NAMED: &[&str] = &[
    "class",
    "id",
    "data-component",
    "data-testid",
    "data-type",
    "data-area",
    "data-module",
    "data-block",
    "data-widget",
];

/// The parts of a name are no shorter than this, in letters.
const PART: usize = 4;

/// So much of a class or an id is looked at, in bytes: pages made by machines give elements dozens of names.
const NAME: usize = 1000;

/// So many elements of an item are looked at.
const LOOKED: usize = 64;

/// Words in the class or id of elements that name the author or the date.
const BYLINES: &[&str] =
    &["byline", "author", "authors", "dateline", "timestamp", "published", "date", "dates", "pubdate"];

/// What the elements around a place say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    /// What they make of the words.
    pub role: Option<Role>,
    /// Whether one is a heading, `h1` to `h6`.
    pub heading: bool,
    /// Whether one is an `h1`.
    pub first: bool,
    /// Whether one stands around articles: a menu, a form, a list of shares or the like.
    pub furniture: bool,
    /// Whether one holds no article even inside one: shares, sign-up forms, notices laid over the page.
    pub firm: bool,
    /// Whether a browser does not show them.
    pub hidden: bool,
    /// Whether their letters have no size.
    pub sizeless: bool,
    /// Whether one says that it names the author or the date.
    pub byline: bool,
    /// Whether one holds what readers answered.
    pub thread: bool,
    /// Whether one asks for money before it shows the rest.
    pub wall: bool,
    /// Whether they say how the signs beside them are read, as ruby does.
    pub ruby: bool,
    /// Whether one is a `noscript`, which a browser with scripts does not show.
    pub scriptless: bool,
    /// Whether one is a quotation set apart, or a post taken over from a network.
    pub quoted: bool,
    /// Whether the nearest is a row of a table.
    pub row: bool,
    /// Whether blanks count.
    pub pre: bool,
    /// Whether they are a link.
    pub linked: bool,
    /// What the nearest paragraph or box calls itself, as a number.
    pub kin: u64,
    /// Whether it or one around it calls itself anything.
    pub named: bool,
    /// The number of the outermost `article` in the page, from 1; 0 outside of all.
    pub article: usize,
}

impl Frame {
    /// Adds what an element says; `traits` are what the page as a whole says of its elements.
    pub fn see(&mut self, node: &NodeRef<'_>, name: &str, traits: &Traits) {
        self.see_name(node, name);
        let is_whole = matches!(name, "html" | "body" | "article" | "main") || traits.core.contains(&node.id);
        self.furniture |= !is_whole && FURNITURE.contains(&name) && !self.quoted;
        self.firm |= !is_whole && traits.boxes.contains(&node.id);
        self.furniture |= self.firm;
        self.hidden |= (name == "dialog" && !node.has_attr("open")) || traits.hidden.contains(&node.id);
        if !node.attrs().is_empty() {
            self.see_style(node, name);
            self.see_names(node, name, is_whole, traits);
        }
    }

    /// Adds what keeps words from being seen.
    fn see_style(&mut self, node: &NodeRef<'_>, name: &str) {
        // A `font` gives its colour in an attribute.
        let colour = node.attr("color").filter(|_| name == "font").map(|colour| format!("color:{colour};"));
        let style = colour.unwrap_or_default() + &node.attr("style").unwrap_or_default();
        self.hidden |= node.attr("hidden").is_some_and(|hidden| !hidden.eq_ignore_ascii_case("until-found"))
            || (!style.is_empty() && style::hides(&style))
            || node.attr("class").is_some_and(|class| is_spoken_only(&class));
        self.sizeless = style::is_sizeless(&style).unwrap_or(self.sizeless);
    }

    /// Adds what an element calls itself.
    fn see_names(&mut self, node: &NodeRef<'_>, name: &str, is_whole: bool, traits: &Traits) {
        let attribute = |name: &str| node.attr(name).map(|value| value.to_ascii_lowercase()).unwrap_or_default();
        let names = names(node);
        let holds = |list: &[&str]| names.iter().any(|word| list.contains(&word.as_str()));
        self.furniture |= !is_whole && LANDMARKS.contains(&attribute("role").as_str());
        // A post from a network is set into the text by names such as "social-embed".
        if !is_whole && !holds(&["embed", "embedded", "tweet"]) {
            self.firm |= holds(FIRM);
            self.furniture |= self.firm || holds(NAMES);
        }
        self.wall |= holds(WALLS);
        self.thread |= (is_thread(node) || attribute("itemtype").ends_with("/comment"))
            && !traits.heads.contains(&node.id)
            && !matches!(name, "html" | "body");
        if self.role.is_none() && holds(CAPTIONS) && !is_whole {
            self.role = Some(Role::Caption);
        }
        self.byline |=
            attribute("rel") == "author" || (!is_whole && (attribute("itemprop").contains("author") || holds(BYLINES)));
    }

    fn see_name(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (self.heading, self.first) = (true, name == "h1"),
            "figcaption" | "caption" => self.role = Some(Role::Caption),
            "li" if is_box(node) => self.role = None,
            "li" | "dt" | "dd" if self.role.is_none() => self.role = Some(Role::List),
            "tr" => self.row = true,
            "pre" => self.pre = true,
            "a" => self.linked |= leads_away(node),
            "time" => self.byline = true,
            "noscript" => self.scriptless = true,
            "blockquote" => self.quoted = true,
            "rt" | "rp" => self.ruby = true,
            _ => {}
        }
        if matches!(name, "p" | "div" | "article" | "section") {
            self.row = false;
            self.kin = kin(node, self.kin);
            self.named |= node.has_attr("class");
        }
    }
}

/// The words in the class, the id and the like of an element, small; of names such as `pullQuote` the whole and its
/// parts.
fn names(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in NAMED {
        let Some(value) = node.attr(attribute) else { continue };
        let value = &value[..value.floor_char_boundary(NAME)];
        for word in value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            words.push(word.to_ascii_lowercase());
            parts(word, &mut words);
        }
    }
    words
}

/// Tells whether an element calls itself the place of what readers answered.
fn is_thread(node: &NodeRef<'_>) -> bool {
    let is_named = |name: &str| {
        let mut words = Vec::new();
        for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
            words.push(word.to_ascii_lowercase());
            parts(word, &mut words);
        }
        let holds = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        holds(THREADS) && !holds(STATES)
    };
    let named = |attribute: &str| {
        let value = node.attr(attribute).unwrap_or_default();
        value[..value.floor_char_boundary(NAME)].split_whitespace().any(is_named)
    };
    ["class", "id"].into_iter().any(named)
}

/// Adds the parts of a name whose capitals part it. Short parts and names with digits are rather made by a machine.
fn parts(word: &str, words: &mut Vec<String>) {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let bounds = word.char_indices().zip(word.chars().skip(1));
    let cuts: Vec<usize> =
        bounds.filter(|((_, c), next)| c.is_lowercase() && next.is_uppercase()).map(|((at, _), _)| at + 1).collect();
    let mut start = 0;
    for end in cuts.iter().copied().chain([word.len()]).filter(|_| !cuts.is_empty()) {
        if end - start >= PART {
            words.push(word[start..end].to_ascii_lowercase());
        }
        start = end;
    }
}

/// Tells whether a class says that the words are for those who listen to the page and not for those who see it.
fn is_spoken_only(class: &str) -> bool {
    class[..class.floor_char_boundary(NAME)].split_whitespace().any(|name| {
        let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_lowercase();
        letters.contains("visuallyhidden") || SPOKEN.contains(&letters.as_str())
    })
}

/// Tells whether an item of a list is a box with several paragraphs, or a heading, rather than an item.
fn is_box(node: &NodeRef<'_>) -> bool {
    let elements = node.descendants_it().filter(NodeRef::is_element).take(LOOKED);
    let mut paragraphs = 0;
    elements.filter_map(|element| element.node_name()).any(|name| {
        paragraphs += usize::from(&*name == "p");
        paragraphs > 1 || matches!(&*name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    })
}

/// Tells whether an address leads to another page: no place on this one, and nobody to write to.
fn leads_away(node: &NodeRef<'_>) -> bool {
    let is_here = |href: &str| ["#", "mailto:", "tel:"].iter().any(|start| href.starts_with(start));
    node.attr("href").is_some_and(|href| !is_here(href.trim_start()))
}

/// Returns a number for what an element calls itself; paragraphs of one text have the same.
fn kin(node: &NodeRef<'_>, outer: u64) -> u64 {
    let mut hasher = foldhash::fast::FixedState::default().build_hasher();
    // The first name says what it is; those behind it how this one looks.
    match node.attr("class").as_deref().and_then(|class| class.split_whitespace().next()) {
        Some(name) => name.hash(&mut hasher),
        None => outer.hash(&mut hasher),
    }
    node.node_name().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document as Page;

    #[test]
    fn names_are_parted_at_capitals() {
        let page = Page::from("<p class='pullQuote ab-imageCaption xAdB1' id=lead-in>");
        let node = page.select("p").nodes()[0];
        assert_eq!(
            names(&node),
            ["pullquote", "pull", "quote", "ab", "imagecaption", "image", "caption", "xadb1", "lead", "in"]
        );
    }

    #[test]
    fn threads_are_told_from_articles_with_comments() {
        let page =
            Page::from("<p class='post comments-open has-comments'><p id=readerComments><p class='c commentlist'>");
        let found: Vec<bool> = page.select("p").nodes().iter().map(is_thread).collect();
        assert_eq!(found, [false, true, true]);
    }

    #[test]
    fn items_with_several_paragraphs_are_boxes() {
        let page = Page::from("<li><p>a</p></li><li><p>a</p><p>b</p></li><li><h3>a</h3>b</li><li>a</li>");
        let found: Vec<bool> = page.select("li").nodes().iter().map(is_box).collect();
        assert_eq!(found, [false, true, true, false]);
    }

    #[test]
    fn what_is_only_spoken_is_told_by_its_class() {
        assert!(
            is_spoken_only("a sr-only") && is_spoken_only("css-1-VisuallyHidden") && is_spoken_only("visually_hidden")
        );
        assert!(!is_spoken_only("sr only") && !is_spoken_only("hidden-menu") && !is_spoken_only(""));
    }
}
