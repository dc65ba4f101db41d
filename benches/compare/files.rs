//! Made prose in the forms of files: so many bytes of it, hard-wrapped, as a page.

use std::fmt::Write;

use super::prose::paragraphs;

/// Makes paragraphs until they have a number of bytes.
pub fn bytes(seed: u64, bytes: usize) -> Vec<String> {
    let mut paragraphs = paragraphs(seed, bytes / 200);
    let mut left = bytes;
    paragraphs.retain(|paragraph| {
        let fits = left > 0;
        left = left.saturating_sub(paragraph.len() + 2);
        fits
    });
    paragraphs
}

/// Sets paragraphs in lines of 72 columns, as a program that takes text out of a PDF does.
pub fn hard_wrapped(paragraphs: &[String]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let mut column = 0;
        for word in paragraph.split(' ') {
            let width = word.chars().count() + 1;
            let sign = if column + width > 72 { '\n' } else { ' ' };
            column = if sign == '\n' { width } else { column + width };
            out.push(sign);
            out.push_str(word);
        }
        out.push_str("\n\n");
    }
    out
}

/// Sets paragraphs as a saved page with menus around them.
pub fn page(paragraphs: &[String]) -> String {
    let mut out = String::from("<!doctype html><html><head><title>A made story</title></head><body>");
    out.push_str("<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav><article><h1>A made story</h1>");
    for (n, paragraph) in paragraphs.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(out, "<div class=\"part p{n}\"><p>{paragraph}</p></div>\n<aside><a href=/{n}>More</a></aside>");
    }
    out.push_str("</article><footer>Share this page</footer></body></html>");
    out
}
