//! What repeats on the pages: running heads and feet, page numbers. Taken out of the text and kept beside it.

use std::collections::HashMap;

use super::run::Run;

/// So many lines at the top and at the foot of a page can be its head and foot.
const EDGE: usize = 2;

/// Lines at the same place differ by no more than this, in points.
const PLACE: f32 = 4.0;

/// A running line is no longer than this, in bytes.
const LONG: usize = 200;

/// Takes the heads and feet out of the columns of each page; returns them page by page.
pub fn take(mut pages: Vec<&mut Vec<Vec<Run>>>) -> Vec<Vec<String>> {
    let edges: Vec<Vec<(f32, String)>> = pages.iter().map(|page| edge(page)).collect();
    let mut counts: HashMap<(i32, &str), usize> = HashMap::new();
    for (base, key) in edges.iter().flatten() {
        // A line counts at its place and at the two beside it, for places are rounded.
        for near in [-1, 0, 1] {
            *counts.entry((place(*base) + near, key)).or_default() += 1;
        }
    }
    // Left and right pages may have heads of their own.
    let least = pages.len().div_ceil(3).max(2);
    let numbers = numbered(&edges);
    let mut taken = vec![Vec::new(); pages.len()];
    for (at, page) in pages.iter_mut().enumerate() {
        for (base, key) in &edges[at] {
            let is_repeated = counts.get(&(place(*base), key.as_str())).is_some_and(|count| *count >= least);
            if !is_repeated && numbers[at] != Some(*base) {
                continue;
            }
            for column in page.iter_mut() {
                let found = column.iter().position(|line| line.base == *base && self::key(&line.words) == *key);
                taken[at].extend(found.map(|found| column.remove(found).words));
            }
        }
        page.retain(|column| !column.is_empty());
    }
    taken
}

/// Returns the lines at the top and at the foot of a page, with their places.
fn edge(page: &[Vec<Run>]) -> Vec<(f32, String)> {
    let mut bases: Vec<f32> = page.iter().flatten().map(|line| line.base).collect();
    bases.sort_by(|one, other| other.total_cmp(one));
    bases.dedup_by(|one, other| (*one - *other).abs() < PLACE);
    let first = bases.iter().take(EDGE);
    let last = bases.iter().rev().take(EDGE);
    let near: Vec<f32> = first.chain(last).copied().collect();
    let is_near = |line: &&Run| near.iter().any(|base| (line.base - base).abs() < PLACE);
    let short = page.iter().flatten().filter(is_near).filter(|line| line.words.len() <= LONG);
    short.map(|line| (line.base, key(&line.words))).collect()
}

/// Finds for each page the line that is nothing but its number, where the numbers count up from page to page.
fn numbered(edges: &[Vec<(f32, String)>]) -> Vec<Option<f32>> {
    let alone = |page: &Vec<(f32, String)>| {
        let last = page.iter().filter(|(_, key)| is_number(key)).min_by(|one, other| one.0.total_cmp(&other.0));
        last.map(|(base, _)| *base)
    };
    let found: Vec<Option<f32>> = edges.iter().map(alone).collect();
    let count = found.iter().flatten().count();
    if count >= 2 && count * 2 >= edges.len() { found } else { vec![None; edges.len()] }
}

fn is_number(key: &str) -> bool {
    key.contains('#') && key.chars().all(|c| matches!(c, '#' | ' ' | '-' | '–' | '—' | '/' | '[' | ']' | '.'))
}

fn place(base: f32) -> i32 {
    (base / PLACE).round() as i32
}

/// The words of a line without its numbers: "Page 3" and "Page 4" are the same.
fn key(words: &str) -> String {
    let mut key = String::new();
    for c in words.chars() {
        match (c.is_ascii_digit(), key.ends_with('#')) {
            (true, true) => {}
            (true, false) => key.push('#'),
            (false, _) => key.push(c),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_numbers_are_taken_and_repeated_text_stays() {
        let line = |base: f32, words: String| Run { base, words, size: 10.0, ..Run::default() };
        let page = |n: usize| {
            let mut lines = vec![line(800.0, "Orrin Review".to_owned())];
            lines.extend((0..6).map(|row| {
                line(
                    700.0 - 12.0 * row as f32,
                    if row == 3 { "He said no.".to_owned() } else { format!("words {n} {row} {}", "x".repeat(n)) },
                )
            }));
            lines.push(line(40.0, format!("– {n} –")));
            vec![lines]
        };
        let mut pages = [page(1), page(2), page(3)];
        let taken = take(pages.iter_mut().collect());
        assert_eq!(taken[1], ["Orrin Review", "– 2 –"]);
        assert_eq!(pages[0][0].len(), 6);
    }
}
