//! What a printed page carries besides its text: page numbers and running heads.

use std::collections::{HashMap, HashSet};

use super::lines::Line;

/// A running head is no wider than this, in columns.
const HEAD: usize = 160;

/// The word "page" in the languages we know; a number beside it is a page's.
const PAGE: &[&str] = &[
    "page",
    "pages",
    "seite",
    "página",
    "pagina",
    "pág",
    "pag",
    "p",
    "s",
    "стр",
    "страница",
    "strana",
    "str",
    "sida",
    "side",
    "strona",
    "oldal",
    "sayfa",
];

/// Tells for each line whether it is a page number or a running head.
///
/// A number alone on its line counts where something else speaks for a page as well: a form feed, a repeated
/// line beside it, the word for page, or numbers that count up from page to page.
pub fn furniture(lines: &[Line<'_>]) -> Vec<bool> {
    let printed: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_blank()).collect();
    let numbers: Vec<Option<u32>> = printed.iter().map(|at| candidate(lines, *at)).collect();
    let known: HashSet<u32> = numbers.iter().flatten().copied().collect();
    let heads = heads(lines, &printed, &numbers);
    let mut furniture = vec![false; lines.len()];
    for (n, at) in printed.iter().enumerate() {
        let Some(number) = numbers[n] else {
            furniture[*at] = heads[n];
            continue;
        };
        let beside_head = (n > 0 && heads[n - 1]) || heads.get(n + 1).is_some_and(|head| *head);
        let in_row =
            lines[*at].indent >= 8 && (known.contains(&(number + 1)) || known.contains(&number.wrapping_sub(1)));
        let says_so = lines[*at].text.chars().any(char::is_alphabetic);
        furniture[*at] = beside_head || in_row || says_so || at_edge(lines, &printed, n);
    }
    furniture
}

/// Finds lines that are repeated, with other numbers at most, beside page numbers or at the edges of pages.
fn heads(lines: &[Line<'_>], printed: &[usize], numbers: &[Option<u32>]) -> Vec<bool> {
    let mut seen: HashMap<String, (usize, bool)> = HashMap::new();
    let is_head = |at: usize| lines[at].width <= HEAD && !lines[at].ends_sentence() && stands_apart(lines, at);
    for (n, at) in printed.iter().enumerate().filter(|(_, at)| is_head(**at)) {
        let beside = (n > 0 && numbers[n - 1].is_some()) || numbers.get(n + 1).is_some_and(Option::is_some);
        let entry = seen.entry(key(lines[*at].text)).or_default();
        entry.0 += 1;
        entry.1 |= (beside || at_edge(lines, printed, n)) && numbers[n].is_none();
    }
    let is_repeated = |at: usize| seen.get(&key(lines[at].text)).is_some_and(|(count, edge)| *count >= 2 && *edge);
    let judge = |(n, at): (usize, &usize)| {
        // The first line of all may be the headline that the later pages repeat.
        is_head(*at) && is_repeated(*at) && (n > 0 || lines[*at].text.contains("   "))
    };
    printed.iter().enumerate().map(judge).collect()
}

/// The words of a head without its numbers, so that "Page 3" and "Page 4" are the same.
fn key(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// Tells whether a form feed stands right before or right behind the n-th printed line.
fn at_edge(lines: &[Line<'_>], printed: &[usize], n: usize) -> bool {
    lines[printed[n]].opens_page || printed.get(n + 1).is_some_and(|next| lines[*next].opens_page)
}

fn stands_apart(lines: &[Line<'_>], at: usize) -> bool {
    let is_open = |at: Option<&Line<'_>>| at.is_none_or(|line| line.is_blank() || line.opens_page);
    (at == 0 || lines[at - 1].is_blank() || lines[at].opens_page) && is_open(lines.get(at + 1))
}

/// Reads a line that can only be a page's number: "7", "- 7 -", "Seite 7", "7 / 12", "Page 7 of 12".
fn candidate(lines: &[Line<'_>], at: usize) -> Option<u32> {
    let text = lines[at].text;
    if text.len() > 40 || !stands_apart(lines, at) {
        return None;
    }
    let lower = text.to_lowercase();
    let mut numbers = Vec::new();
    let mut words = Vec::new();
    for part in
        lower.split(|c: char| c.is_whitespace() || "-–—/|[]().,第页頁ページ".contains(c)).filter(|p| !p.is_empty())
    {
        match part.parse::<u32>() {
            Ok(number) if number < 10_000 => numbers.push(number),
            _ => words.push(part),
        }
    }
    let joins = ["of", "von", "sur", "de", "di", "van", "из", "z", "av", "af"];
    let fits = match words.as_slice() {
        [] => numbers.len() == 1 || (numbers.len() == 2 && text.contains('/')),
        [page] => PAGE.contains(page) && numbers.len() <= 2 || joins.contains(page) && numbers.len() == 2,
        [page, join] => PAGE.contains(page) && joins.contains(join) && numbers.len() == 2,
        _ => false,
    };
    fits.then(|| numbers.first().copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let lines = split(text);
        furniture(&lines).iter().zip(&lines).filter(|(is, _)| **is).map(|(_, line)| line.text).collect()
    }

    #[test]
    fn a_year_alone_on_its_line_is_no_page_number() {
        assert!(found("Before the war\n\n1913\n\nThe harbour was full.").is_empty());
    }

    #[test]
    fn numbers_that_say_they_are_pages_are_believed() {
        assert_eq!(found("Text one.\n\nSeite 3 von 9\n\nText two."), ["Seite 3 von 9"]);
        assert_eq!(found("Text one.\n\n          1\n\nMore.\n\n          2\n\nEnd."), ["1", "2"]);
    }

    #[test]
    fn a_repeated_line_away_from_any_page_edge_is_text() {
        assert!(found("Chorus\n\nThe sea came in.\n\nChorus\n\nThe sea went out.").is_empty());
    }
}
