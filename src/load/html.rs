//! Web pages: the article as text, everything else on the page folded around it, every visible word once.
//!
//! The page is walked in its own order. Which of its words are the article's is told by `dom_smoothie` (Mozilla's
//! Readability): it works on a copy of the tree in which every node keeps its number, so that the words it kept
//! can be found again in the page. Hidden elements are kept as boilerplate and counted in a notice; the content of
//! scripts, styles, templates, frames and drawings is no text.

mod article;
mod frame;
mod nature;
mod roles;
mod said;
mod shape;
mod strange;
mod style;
mod traits;
mod unseen;
mod walk;

use dom_query::Document as Page;

#[cfg(any(feature = "mail", feature = "office"))]
use crate::document::Aside;
use crate::document::Role;
use crate::load::piece::{Piece, Reading};
use crate::load::strip;
use walk::Block;

/// The deepest nesting of elements that is built into a tree, in levels: deeper pages take quadratic time.
const DEPTH: usize = 512;

/// The most elements that are built into a tree.
const ELEMENTS: usize = 250_000;

/// Reads a web page.
pub fn read(html: &str) -> Reading {
    let shape = shape::measure(html);
    if shape.depth > DEPTH || shape.elements > ELEMENTS {
        return bare(html);
    }
    let page = Page::from(html);
    let article = article::find(&page);
    let mut blocks = walk::blocks(&page, &article.nodes);
    let mut reading = Reading::new("html");
    let told = said::articles(&page);
    reading.source = said::source(&page, &article, &told, reading.source);
    let body = said::body(&told);
    strange::given(&mut blocks, &body);
    if unseen::add(&mut blocks, &body) {
        reading.notice(
            "A browser shows no more than a part of this article; the rest was taken from the data of the page. \
             Compare it with the page itself.",
        );
    }
    if is_too_little(&blocks) {
        take_prose(&mut blocks);
        reading.notice(
            "The article could not be told from the page around it; what reads like running text is shown as the \
             text. Compare it with the page itself.",
        );
    }
    said::language(&mut reading.source, &blocks);
    let title = roles::title(&mut blocks, reading.source.title.as_deref());
    let others = strange::part(&mut blocks, title, reading.source.byline.as_deref());
    nature::tell(&page, &blocks, &told, others, &mut reading);
    reading.pieces = roles::assign(&blocks, title, &reading.source);
    roles::settle_title(&reading.pieces, &mut reading.source);
    said::site(&page, &blocks, &mut reading.source);
    reading
}

/// Reads a page that is nothing but text, such as the chapter of a book or the body of a mail: all that it shows.
#[cfg(any(feature = "mail", feature = "office"))]
pub fn whole(html: &str) -> Vec<Piece> {
    let shape = shape::measure(html);
    if shape.depth > DEPTH || shape.elements > ELEMENTS {
        return strip::paragraphs(html).into_iter().map(Piece::open).collect();
    }
    let piece = |block: Block| match (block.frame.hidden, block.frame.heading, block.frame.role) {
        (true, ..) => Piece::aside(Aside::Hidden, block.words),
        _ if block.frame.ruby => Piece::sure(Role::Boilerplate, block.words),
        (_, true, _) => Piece::sure(Role::Heading, block.words),
        (_, _, Some(role)) => Piece::likely(role, block.words),
        _ => Piece::open(block.words),
    };
    walk::blocks(&Page::from(html), &std::collections::HashSet::new()).into_iter().map(piece).collect()
}

/// Shows the visible text of a page that would take too long to take apart.
fn bare(html: &str) -> Reading {
    let mut reading = Reading::new("html");
    reading.pieces = strip::paragraphs(html).into_iter().map(Piece::open).collect();
    reading.notice(
        "The page is nested too deep or too large to tell the article from the rest; all its visible text is shown. \
         If that is hard to read, copy the article into a text file and open that.",
    );
    reading
}

/// Tells whether what was found cannot be the article: hardly any words, and many more outside.
fn is_too_little(blocks: &[Block]) -> bool {
    let found: usize = blocks.iter().map(|block| block.article).sum();
    let prose: usize = blocks.iter().filter(|block| roles::is_prose(block)).map(|block| block.ink).sum();
    found == 0 || (found < article::LEAST && prose > 3 * found)
}

/// Takes what reads like running text for the article, with the lists and the lines that lead on to something between it.
fn take_prose(blocks: &mut [Block]) {
    let first = blocks.iter().position(roles::is_prose);
    let last = blocks.iter().rposition(roles::is_prose).unwrap_or(0);
    for (at, block) in blocks.iter_mut().enumerate().filter(|(_, block)| !block.frame.hidden && !block.frame.furniture)
    {
        let leads_on = block.frame.role == Some(Role::List) || block.words.trim_end().ends_with([':', '：']);
        let is_between = first.is_some_and(|first| (first..last).contains(&at));
        let is_text = first.is_none()
            || roles::is_prose(block)
            || block.frame.heading
            || block.frame.role == Some(Role::Caption)
            || (is_between && leads_on && block.linked * 2 < block.ink);
        block.article = if is_text { block.ink } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Pier closed | Orrin Post</title>
<meta property="og:site_name" content="Orrin Post"><meta property="article:published_time" content="2025-03-18T18:04:00Z">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Orrin Post"},
{"@type":"NewsArticle","headline":"Pier closed","author":[{"@type":"Person","name":"Ines Mora"}]}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<div style="display: none">Secret words here</div>
<main><article><header><h1>Pier closed</h1><p class="byline">By <a rel="author" href="/m">Ines Mora</a></p>
<p><time datetime="2025-03-18">18 March 2025</time></p><ul class="share"><li><a href="/f">Share</a></li></ul></header>
<figure><img src="p.jpg" alt="x"><figcaption>The pier at dusk, with a queue of cars before it</figcaption></figure>
<p>The harbour master told the council on Monday that the pier would stay closed until the autumn, because the piles
under it had rusted through.</p>
<p>“We should have looked sooner,” she said, “and we did not, and I am sorry for every family that now has to take the
long way round.”</p>
<h2>What happens now</h2>
<p>A ferry for sixty cars will leave from the old slipway every forty minutes, from five in the morning until midnight,
and people on foot will travel free of charge.</p>
<blockquote><p>“Islanders deserve a date, but they deserve a true one,” the harbour master said, when the council asked
her for a day on which the pier could be used again.</p></blockquote>
<ul><li>The piles will be replaced from May, as soon as the steel has come.</li><li>The deck follows, in the summer.</li></ul>
<div class="related"><h3>Related</h3><ul><li><a href="/a">Toll goes up</a></li><li><a href="/b">Night bus ends</a></li></ul></div>
<p>The works will cost nine million crowns,<br>the council was told, and the money is there.</p>
</article></main>
<section class="comments"><h2>Comments (2)</h2><p>I will believe it when I drive on it.</p></section>
<form><label>Your email</label><input name="m"><button>Sign up</button></form>
<footer>© 2025 Orrin Post</footer><script>track("never text")</script></body></html>"#;

    fn ink(words: impl IntoIterator<Item = String>) -> String {
        words.into_iter().flat_map(|words| words.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>()).collect()
    }

    fn role_of(reading: &Reading, start: &str) -> Role {
        let found = reading.pieces.iter().find(|piece| piece.words.starts_with(start));
        found.unwrap_or_else(|| panic!("{start} is not there: {:#?}", reading.pieces)).role
    }

    #[test]
    fn a_page_is_an_article_with_its_furniture_folded() {
        let mut reading = read(PAGE);
        crate::load::clutter::judge(&mut reading.pieces);
        for (start, role) in [
            ("Home", Role::Boilerplate),
            ("Secret", Role::Boilerplate),
            ("Pier closed", Role::Title),
            ("By Ines Mora", Role::Byline),
            ("18 March 2025", Role::Byline),
            ("Share", Role::Boilerplate),
            ("The pier at dusk", Role::Caption),
            ("The harbour master", Role::Body),
            ("“We should", Role::Body),
            ("What happens now", Role::Heading),
            ("“Islanders", Role::Body),
            ("The piles", Role::List),
            ("Related", Role::Boilerplate),
            ("Toll goes up", Role::Boilerplate),
            ("The works will cost nine million crowns,\nthe council", Role::Body),
            ("I will believe", Role::Boilerplate),
            ("Your email Sign up", Role::Boilerplate),
            ("© 2025", Role::Boilerplate),
        ] {
            assert_eq!(role_of(&reading, start), role, "{start}");
        }
    }

    #[test]
    fn the_page_tells_of_itself() {
        let source = read(PAGE).source;
        assert_eq!(source.title.as_deref(), Some("Pier closed"));
        assert_eq!(source.byline.as_deref(), Some("Ines Mora"));
        assert_eq!(source.site.as_deref(), Some("Orrin Post"));
        assert_eq!(source.date.as_deref(), Some("2025-03-18T18:04:00Z"));
        assert_eq!(source.language.as_deref(), Some("en"));
    }

    #[test]
    fn every_visible_word_is_there_exactly_once_and_in_order() {
        let sample = include_str!("../../sample-docs/harnsey-bridge/4-broadcaster.html");
        for page in [PAGE, sample, "<p>one<p>two<table><tr><td>a<td>b</table>x<b>y</b>", "words only", "<br><br>a<br>b"]
        {
            // Words inside a line that are not shown stand behind it.
            let sorted = |ink: String| {
                let mut ink: Vec<char> = ink.chars().collect();
                if page.contains("visually-hidden") || page.contains("sr-only") {
                    ink.sort_unstable();
                }
                ink
            };
            let read = ink(read(page).pieces.into_iter().map(|piece| piece.words));
            assert_eq!(sorted(read), sorted(ink(strip::paragraphs(page))));
        }
    }

    #[test]
    fn bombs_come_back_in_time() {
        let words = "<p>The harbour master told the council on Monday that the pier would stay closed.</p>";
        let formats: String = (0..400).map(|n| format!("<b id=a{n}>")).collect();
        for page in [
            format!("{}{words}", "<div>".repeat(20_000)),
            format!("{}{words}", "<div>".repeat(500)),
            format!("{}{}", "<div>".repeat(500), words.repeat(3_000)),
            format!("<p>{formats}{}", words.repeat(2_000)),
            format!("{}{words}", "<table><tr><td>".repeat(150)),
            "<a><b><i>".repeat(30_000),
            "<p>word ".repeat(100_000),
        ] {
            let start = Instant::now();
            let reading = read(&page);
            assert!(!reading.pieces.is_empty() || !page.contains("word"));
            // Tests are built without optimisation; the released program takes a tenth of it.
            assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {}", start.elapsed(), &page[..40]);
        }
    }

    #[test]
    fn a_page_laid_out_as_a_table_is_text() {
        let cell = "<p>The harbour master told the council on Monday that the pier would stay closed until May.</p>";
        let reading = read(&format!("<table><tr><td>{}</td></tr></table>", cell.repeat(6)));
        assert!(reading.pieces.iter().all(|piece| piece.role == Role::Body), "{:?}", reading.pieces);
        let rows = read("<table><tr><th>Lane</th><th>Cars</th></tr><tr><td>one</td><td>64</td></tr></table>");
        assert_eq!(rows.pieces[1].words, "one\t64");
    }

    #[test]
    fn a_page_without_an_article_is_shown_all_the_same() {
        let reading = read("<div>Closed.</div><div>Back in May.</div>");
        assert!(reading.pieces.iter().all(|piece| piece.role == Role::Body), "{:?}", reading.pieces);
    }
}
