//! What the elements around a place in a page say of the words there.

use dom_query::NodeRef;

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
];

/// Words in the class or id of elements that name the author or the date.
const BYLINES: &[&str] = &["byline", "author", "authors", "dateline", "timestamp", "published", "date", "pubdate"];

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
    /// Whether one says that it names the author or the date.
    pub byline: bool,
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
    /// The number of the outermost `article` in the page, from 1; 0 outside of all.
    pub article: usize,
}

impl Frame {
    /// Adds what an element says.
    pub fn see(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (self.heading, self.first) = (true, name == "h1"),
            "figcaption" | "caption" => self.role = Some(Role::Caption),
            "li" | "dt" | "dd" if self.role.is_none() => self.role = Some(Role::List),
            "tr" => self.row = true,
            "p" | "div" | "article" | "section" => self.row = false,
            "pre" => self.pre = true,
            "a" => self.linked |= node.has_attr("href"),
            "time" => self.byline = true,
            "noscript" => self.scriptless = true,
            "blockquote" => self.quoted = true,
            _ => {}
        }
        let attribute = |name: &str| node.attr(name).map(|value| value.to_ascii_lowercase()).unwrap_or_default();
        let style: String = attribute("style").split_whitespace().collect();
        self.hidden |= node.has_attr("hidden") && attribute("hidden") != "until-found"
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || is_unseen(&style)
            || (name == "dialog" && !node.has_attr("open"));
        let names = format!("{} {}", attribute("class"), attribute("id"));
        let words: Vec<&str> =
            names.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let holds = |list: &[&str]| words.iter().any(|word| list.contains(word));
        self.furniture |=
            LANDMARKS.contains(&attribute("role").as_str()) || (FURNITURE.contains(&name) && !self.quoted);
        // A post from a network is set into the text by names such as "social-embed".
        if !matches!(name, "html" | "body" | "article" | "main") && !holds(&["embed", "embedded", "tweet"]) {
            self.firm |= holds(FIRM);
            self.furniture |= self.firm || holds(NAMES);
        }
        self.byline |= attribute("rel") == "author" || attribute("itemprop").contains("author") || holds(BYLINES);
    }
}

/// Tells whether a style makes letters that nobody can see: of no size, or in the colour of their own ground.
fn is_unseen(style: &str) -> bool {
    let value = |wanted: &str| {
        let fields = style.split(';').filter_map(|field| field.split_once(':'));
        fields.filter(|(name, _)| *name == wanted).map(|(_, value)| value).next_back()
    };
    let is_nothing = |size: &str| size.trim_end_matches(char::is_alphabetic).parse::<f32>() == Ok(0.0);
    let ground = value("background-color").or_else(|| value("background"));
    value("font-size").is_some_and(is_nothing) || (ground.is_some() && value("color") == ground)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_nobody_can_see_are_told() {
        assert!(is_unseen("font-size:0px") && is_unseen("color:#fff;background:#fff") && is_unseen("font-size:0"));
        assert!(!is_unseen("font-size:0.8em;color:#fff") && !is_unseen("color:red;background:#fff") && !is_unseen(""));
    }
}
