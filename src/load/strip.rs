//! The visible words of HTML without building its tree: for pages that would take too long, and for scraps of it.

/// Elements whose content nobody sees.
pub const UNSEEN: &[&str] =
    &["script", "style", "template", "title", "svg", "iframe", "object", "canvas", "audio", "video", "datalist"];

/// Elements that begin and end a paragraph.
pub const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements inside a line that stand apart from the words beside them.
pub const APART: &[&str] = &["button", "label", "option", "td", "th", "input", "textarea", "optgroup", "img"];

/// Returns the paragraphs of the visible text, in time linear in the length of the page.
pub fn paragraphs(html: &str) -> Vec<String> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut words = String::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        words.push_str(&html[at..open]);
        let Some(tag) = tag(&lower, open) else {
            words.push('<');
            at = open + 1;
            continue;
        };
        let Some(end) = tag.end else {
            // A tag or comment that never ends swallows the rest, as in browsers.
            at = html.len();
            break;
        };
        at = end;
        match tag.name {
            "br" => words.push('\n'),
            name if APART.contains(&name) => words.push(' '),
            name if BLOCKS.contains(&name) => flush(&mut found, &mut words),
            name if UNSEEN.contains(&name) && !tag.closes => at = past(&lower, name, end),
            _ => {}
        }
    }
    words.push_str(&html[at..]);
    flush(&mut found, &mut words);
    found
}

/// A tag, a comment or a declaration in a page.
pub struct Tag<'a> {
    /// Its name in small letters; empty for comments and declarations.
    pub name: &'a str,
    /// Whether it is a closing tag.
    pub closes: bool,
    /// One past its last byte, or nothing where it never ends.
    pub end: Option<usize>,
}

/// Reads the tag at a `<` of a page in small letters, or nothing where the sign is just a sign.
pub fn tag(lower: &str, open: usize) -> Option<Tag<'_>> {
    let rest = &lower[open + 1..];
    if let Some(comment) = rest.strip_prefix("!--") {
        return Some(Tag { name: "", closes: false, end: comment.find("-->").map(|end| open + 4 + end + 3) });
    }
    let closes = rest.starts_with('/');
    let name = rest.strip_prefix('/').unwrap_or(rest);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || (!closes && matches!(c, '!' | '?'))) {
        return None;
    }
    let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':')).unwrap_or(name.len());
    Some(Tag { name: &name[..length], closes, end: tag_end(rest).map(|end| open + 1 + end) })
}

/// Returns one past the `>` that ends a tag; one inside quote marks does not.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(mark), _) if mark == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// Returns the end of an unseen element, or of the page where it is not closed.
pub fn past(lower: &str, name: &str, from: usize) -> usize {
    let close = format!("</{name}");
    let Some(at) = lower[from..].find(&close).map(|offset| from + offset) else { return lower.len() };
    lower[at..].find('>').map_or(lower.len(), |end| at + end + 1)
}

fn flush(found: &mut Vec<String>, words: &mut String) {
    let raw = std::mem::take(words);
    let lines: Vec<String> =
        raw.split('\n').map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let text = unescape(lines.join("\n").trim());
    if !text.trim().is_empty() {
        found.push(text);
    }
}

/// Replaces character references such as `&eacute;` by their characters.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    dom_query::Document::fragment(text.replace('<', "&lt;")).text().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        let html = "<head><title>T</title></head><p>One &amp; <b>two</b><br>three</p><script>if (a<b) {}</script>\
                    <p title='a > b'>Fish &lt; chips: 3 < 4</p><!-- <p>no</p> -->";
        assert_eq!(paragraphs(html), ["One & two\nthree", "Fish < chips: 3 < 4"]);
    }

    #[test]
    fn broken_pages_end() {
        for html in ["<", "<p", "a<!--", "<script>x", "<a href='", "</", "&", "&#xffffffff;", "<é>"] {
            paragraphs(html);
        }
        assert_eq!(paragraphs(&"<a ".repeat(200_000)).len(), 0);
    }
}
