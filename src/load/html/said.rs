//! What a page says of itself: title, author, date, outlet and language.

use dom_query::Document as Page;
use serde_json::Value;

use super::article::Article;
use super::walk::Block;
use crate::document::Source;
use crate::load::piece::one_line;
use crate::text::language as tongue;

/// Languages so alike that a page knows better than its words which of them it is in.
const ALIKE: &[&[&str]] = &[
    &["da", "nb", "nn", "no", "sv"],
    &["hr", "sr", "bs", "sl", "mk", "bg"],
    &["cs", "sk"],
    &["es", "pt", "gl", "ca"],
    &["ru", "uk", "be", "bg"],
    &["id", "ms"],
    &["hi", "mr", "ne"],
    &["fa", "ur", "ar"],
];

/// Kinds of things (schema.org) that are articles.
const ARTICLES: &[&str] = &["Article", "Report", "BlogPosting", "LiveBlogPosting", "WebPage"];

/// The deepest nesting in a page's own data that is looked into, in levels.
const DEPTH: usize = 16;

/// The names under which pages give the day they were published, the most usual first.
const DATES: &[&str] =
    &["pubdate", "publishdate", "date", "dc.date", "dc.date.issued", "dcterms.date", "parsely-pub-date"];

/// Fills in what the page says of itself: its meta elements first, then its linked data.
pub fn source(page: &Page, article: &Article, told: &[Value], mut source: Source) -> Source {
    let said = &article.metadata;
    let full = |value: &Option<String>| value.as_deref().map(one_line).filter(|value| !value.is_empty());
    source.title = Some(one_line(&said.title)).filter(|title| !title.is_empty());
    source.byline = full(&said.byline).filter(|name| !name.starts_with("http"));
    source.date = full(&said.published_time);
    source.site = full(&said.site_name);
    for data in told {
        let author = data.get("author").map(names).filter(|names| !names.is_empty());
        source.title = source.title.take().or_else(|| text(data.get("headline")));
        source.byline = source.byline.take().or(author);
        source.date = source.date.take().or_else(|| text(data.get("datePublished")));
        source.site = source.site.take().or_else(|| data.get("publisher").map(names).filter(|names| !names.is_empty()));
    }
    source.byline = source.byline.take().or_else(|| full(&article.byline));
    source.date = source.date.take().or_else(|| named(page, DATES));
    let declared = page.select("html").attr("lang").or_else(|| page.select("html").attr("xml:lang"));
    source.language = declared.and_then(|lang| code(&lang));
    source
}

/// Returns what a page says under the first of some names that it uses.
fn named(page: &Page, names: &[&str]) -> Option<String> {
    let metas = page.select("meta[name][content]");
    let of = |name: &&str| {
        metas.nodes().iter().find(|meta| meta.attr("name").is_some_and(|own| own.eq_ignore_ascii_case(name)))
    };
    let found = names.iter().find_map(of)?.attr("content").map(|value| one_line(&value));
    found.filter(|value| value.contains(|c: char| c.is_ascii_digit()))
}

/// Returns the text of the article that linked data give, or no words.
pub fn body(told: &[Value]) -> String {
    let bodies = told.iter().filter_map(|data| data.get("articleBody").and_then(Value::as_str));
    bodies.max_by_key(|body| body.len()).unwrap_or_default().to_owned()
}

/// Takes the outlet from the end of the page's title ("Headline | Outlet"), where the page shows that name as well.
pub fn site(page: &Page, blocks: &[Block], source: &mut Source) {
    let (Some(title), None) = (&source.title, &source.site) else { return };
    let whole = one_line(&page.select("head > title").text());
    let Some((_, rest)) = whole.split_once(title.as_str()) else { return };
    let name = rest.trim_matches(|c: char| c.is_whitespace() || "|-–—:·•»/".contains(c));
    let shown = |block: &Block| block.words.split(['\n', '\t']).any(|line| line.trim() == name);
    if !name.is_empty() && blocks.iter().any(shown) {
        source.site = Some(name.to_owned());
    }
}

/// Settles the language: the declared one, unless the words of the article are clearly in another.
pub fn language(source: &mut Source, blocks: &[Block]) {
    let words: Vec<&str> = blocks.iter().filter(|block| block.article > 0).map(|block| block.words.as_str()).collect();
    let found = tongue::detect(&words.join("\n"));
    let is_alike = |one: &str, other: &str| ALIKE.iter().any(|group| group.contains(&one) && group.contains(&other));
    source.language = match (source.language.take(), found) {
        (Some(declared), Some(found)) if !is_alike(&declared, found) => Some(found.to_owned()),
        (declared, found) => declared.or_else(|| found.map(str::to_owned)),
    };
}

fn code(lang: &str) -> Option<String> {
    let code = lang.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// Returns the articles that the page describes as linked data (JSON-LD), inside lists and graphs too.
pub fn articles(page: &Page) -> Vec<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    let mut found = Vec::new();
    for script in scripts.nodes() {
        if let Ok(value) = serde_json::from_str(script.text().trim()) {
            collect(value, &mut found, 0);
        }
    }
    found
}

fn collect(value: Value, found: &mut Vec<Value>, depth: usize) {
    match value {
        _ if depth > DEPTH => {}
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, found, depth + 1)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect(graph, found, depth + 1);
            }
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            if ARTICLES.iter().any(|article| kind.contains(article)) {
                found.push(Value::Object(object));
            }
        }
        _ => {}
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(one_line).filter(|text| !text.is_empty())
}

/// Returns the names of a person, an organisation or several.
fn names(value: &Value) -> String {
    match value {
        Value::String(name) => one_line(name),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter(|value| !value.is_array()).map(names).collect();
            names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(object) => text(object.get("name")).unwrap_or_default(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_languages_are_short() {
        assert_eq!(code("en-GB").as_deref(), Some("en"));
        assert_eq!(code("pt_BR").as_deref(), Some("pt"));
        assert_eq!(code("english"), None);
    }

    #[test]
    fn a_wrong_declaration_is_overruled_by_the_words() {
        let words = "Die Brücke bleibt nach Angaben der Behörde bis zum Herbst für den gesamten Verkehr gesperrt.";
        let block = Block { words: words.to_owned(), article: 1, ..Block::default() };
        let mut source = Source { language: Some("en".to_owned()), ..Source::default() };
        language(&mut source, &[block]);
        assert_eq!(source.language.as_deref(), Some("de"));
    }

    #[test]
    fn authors_are_named_from_linked_data() {
        let page = Page::from(
            "<script type='application/ld+json'>[{\"@type\":[\"Report\"],\"author\":[{\"name\":\"Mora\"},\"Rask\"]}]</script>",
        );
        let source = source(&page, &Article::default(), &articles(&page), Source::default());
        assert_eq!(source.byline.as_deref(), Some("Mora, Rask"));
    }
}
