//! The order of reading on a page: columns are found by the empty bands between them (recursive cuts, as in Nagy and
//! Seth's X-Y trees), first across the page, then down.

use super::run::Run;

/// An empty band between columns is at least so many letter sizes wide.
const GUTTER: f32 = 0.9;

/// A column has at least so many rows.
const ROWS: usize = 3;

/// A column's rows have at least so many letters, or they are rather cells of a table.
const LETTERS: usize = 14;

/// Cuts are made inside cuts no deeper than this.
const DEPTH: usize = 24;

/// A page with more pieces of text than this is not searched for columns.
const MOST: usize = 20_000;

/// Puts what stands on a page into columns, in the order of reading.
pub fn order(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut columns = Vec::new();
    if runs.len() > MOST {
        return vec![runs];
    }
    cut(runs, DEPTH, &mut columns);
    columns
}

fn cut(runs: Vec<Run>, depth: usize, columns: &mut Vec<Vec<Run>>) {
    if runs.is_empty() {
        return;
    }
    if depth > 0 {
        if let Some(at) = gutter(&runs) {
            let (left, right) = runs.into_iter().partition(|run: &Run| run.middle() < at);
            cut(left, depth - 1, columns);
            return cut(right, depth - 1, columns);
        }
        // A headline or a foot across the page hides the columns below or above it.
        if let Some(at) = shelf(&runs) {
            let (above, below) = runs.into_iter().partition(|run: &Run| run.base >= at);
            cut(above, depth - 1, columns);
            return cut(below, depth - 1, columns);
        }
    }
    columns.push(runs);
}

/// Finds the widest empty band down the whole of the runs with a column of text at either side.
fn gutter(runs: &[Run]) -> Option<f32> {
    let mut edges: Vec<(f32, f32)> = runs.iter().map(|run| (run.left, run.right)).collect();
    edges.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = median(runs.iter().map(|run| run.size).collect());
    let mut bands = Vec::new();
    let mut reach = edges.first()?.1;
    for (left, right) in edges {
        if left - reach >= GUTTER * size {
            bands.push((left - reach, (left + reach) / 2.0));
        }
        reach = reach.max(right);
    }
    bands.sort_by(|one, other| other.0.total_cmp(&one.0));
    bands.into_iter().map(|(_, at)| at).find(|at| {
        let side = |is_left: bool| -> Vec<&Run> { runs.iter().filter(|run| (run.middle() < *at) == is_left).collect() };
        let (left, right) = (side(true), side(false));
        is_column(&left) && is_column(&right) && overlap(&left, &right)
    })
}

/// Tells whether runs are rows of text and not the cells of a table.
fn is_column(runs: &[&Run]) -> bool {
    let mut rows: Vec<(f32, f32, usize)> = Vec::new();
    let mut sorted = runs.to_vec();
    sorted.sort_by(|one, other| other.base.total_cmp(&one.base));
    for run in sorted {
        let letters = run.words.chars().filter(|c| !c.is_whitespace()).count();
        match rows.last_mut().filter(|row| row.0 - run.base < row.1 * 0.5) {
            Some(row) => row.2 += letters,
            None => rows.push((run.base, run.size, letters)),
        }
    }
    let mut letters: Vec<usize> = rows.iter().map(|row| row.2).collect();
    letters.sort_unstable();
    rows.len() >= ROWS && letters[letters.len() / 2] >= LETTERS
}

/// Tells whether two columns stand side by side.
fn overlap(left: &[&Run], right: &[&Run]) -> bool {
    let span = |side: &[&Run]| {
        let bases = side.iter().map(|run| run.base);
        (bases.clone().fold(f32::MAX, f32::min), bases.fold(f32::MIN, f32::max))
    };
    let (left, right) = (span(left), span(right));
    left.1.min(right.1) > left.0.max(right.0)
}

/// Finds the row under which, or above which, columns begin: the highest at which cutting brings some to light.
fn shelf(runs: &[Run]) -> Option<f32> {
    let mut rows: Vec<f32> = runs.iter().map(|run| run.base).collect();
    rows.sort_by(|one, other| other.total_cmp(one));
    rows.dedup_by(|one, other| (*one - *other).abs() < 2.0);
    // Few rows at the top or the foot run across the page; all others need not be tried.
    let tried = rows.len().min(12);
    let from_top = rows.windows(2).take(tried);
    let from_foot = rows.windows(2).rev().take(tried);
    from_top.chain(from_foot).map(|pair| (pair[0] + pair[1]) / 2.0).find(|at| {
        let part =
            |is_above: bool| -> Vec<Run> { runs.iter().filter(|run| (run.base >= *at) == is_above).cloned().collect() };
        gutter(&part(false)).is_some() || gutter(&part(true)).is_some()
    })
}

/// Returns the middle of some numbers.
pub fn median(mut numbers: Vec<f32>) -> f32 {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(left: f32, base: f32, words: &str) -> Run {
        Run { left, right: left + words.len() as f32 * 5.0, base, size: 10.0, bold: false, words: words.to_owned() }
    }

    #[test]
    fn columns_under_a_headline_are_read_one_after_the_other() {
        let mut page =
            vec![row(50.0, 800.0, "A headline that runs across the whole of the page and both of its columns")];
        for n in 0..6 {
            page.push(row(50.0, 780.0 - 12.0 * n as f32, "left words of a row here"));
            page.push(row(300.0, 780.0 - 12.0 * n as f32, "right words of a row here"));
        }
        let order = order(page);
        let counts: Vec<usize> = order.iter().map(Vec::len).collect();
        assert_eq!(counts, [1, 6, 6]);
        assert!(order[1].iter().all(|run| run.words.starts_with("left")));
    }

    #[test]
    fn the_cells_of_a_table_stay_in_their_rows() {
        let cells = (0..8)
            .flat_map(|n| [row(50.0, 700.0 - 12.0 * n as f32, "Lane"), row(200.0, 700.0 - 12.0 * n as f32, "64")]);
        assert_eq!(order(cells.collect()).len(), 1);
    }
}
