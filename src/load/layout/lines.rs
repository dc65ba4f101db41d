//! Lines: pieces of text on one base line, with the blanks that the gaps between them stand for.

use super::run::Run;
use crate::load::plain::is_unspaced;

/// Letters whose base lines differ by no more than this share of their size stand on one line; raised ones do, too.
const RISE: f32 = 0.45;

/// A gap of this share of the size is a blank between words.
const BLANK: f32 = 0.15;

/// A gap of this many sizes parts the cells of a table.
const CELL: f32 = 2.5;

/// Puts the runs of a column into lines, from the top down.
pub fn lines(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by(|one, other| other.base.total_cmp(&one.base));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        let is_same = |row: &Vec<Run>| {
            let size = row[0].size.max(run.size);
            row[0].base - run.base <= RISE * size && !covers(row, &run)
        };
        match rows.last_mut().filter(|row| is_same(row)) {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    rows.into_iter().map(line).filter(|line| !line.words.is_empty()).collect()
}

/// Tells whether a run stands under one of a row, so that it must be on the next.
fn covers(row: &[Run], run: &Run) -> bool {
    row.iter().any(|own| {
        let common = own.right.min(run.right) - own.left.max(run.left);
        own.base - run.base > 0.2 * own.size && common > 0.5 * (run.right - run.left).min(own.right - own.left)
    })
}

fn line(mut row: Vec<Run>) -> Run {
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    // The base and the size are those of the most letters, not of a raised sign at the beginning.
    let main = row.iter().max_by_key(|run| run.words.len()).cloned().unwrap_or_default();
    let mut line = Run {
        left: row[0].left,
        right: row[0].right,
        base: main.base,
        size: main.size,
        bold: true,
        words: String::new(),
    };
    for run in &row {
        let gap = run.left - line.right;
        let is_apart = line.words.ends_with(char::is_whitespace) || run.words.starts_with(char::is_whitespace);
        let words = run.words.trim();
        if words.is_empty() {
            continue;
        }
        if !line.words.is_empty() {
            let end = line.words.trim_end().len();
            if gap > CELL * main.size {
                line.words.truncate(end);
                line.words.push('\t');
            } else if is_apart || gap > BLANK * main.size {
                line.words.truncate(end);
                // Signs that are written without blanks stand apart only to fill the line.
                let is_solid = |c: Option<char>| c.is_some_and(is_unspaced);
                if !(is_solid(line.words.chars().next_back()) && is_solid(words.chars().next())) {
                    line.words.push(' ');
                }
            }
        }
        line.words.push_str(words);
        if run.words.ends_with(char::is_whitespace) {
            line.words.push(' ');
        }
        line.right = line.right.max(run.right);
        line.bold &= run.bold;
    }
    line.words.truncate(line.words.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(left: f32, base: f32, words: &str) -> Run {
        let right = left + 5.0 * words.chars().count() as f32;
        Run { left, right, base, size: 10.0, bold: false, words: words.to_owned() }
    }

    #[test]
    fn gaps_are_blanks_and_wide_gaps_are_cells() {
        let found = lines(vec![
            at(0.0, 50.0, "The "),
            at(20.0, 50.0, "lock"),
            at(42.0, 50.0, "stays"),
            at(0.0, 38.0, "a"),
            at(60.0, 38.0, "64"),
        ]);
        let words: Vec<&str> = found.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(words, ["The lock stays", "a\t64"]);
    }

    #[test]
    fn raised_signs_stay_on_their_line() {
        let raised = Run { size: 6.0, ..at(20.0, 53.5, "2") };
        assert_eq!(lines(vec![at(0.0, 50.0, "said"), raised])[0].words, "said2");
    }
}
