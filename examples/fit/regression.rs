//! Logistic regression with a penalty on large weights, by Newton's method.

use variorum::align::clue::COUNT;

/// How many numbers are fitted: a weight for each clue, and the bias.
const SIZE: usize = COUNT + 1;

/// What a square of a weight costs beside the losses, of which each set of weight 1 has a thousand: strong enough that
/// clues which mostly agree share what they say.
const PENALTY: f64 = 10.0;

/// What is measured of a pair.
pub type Clues = [f32; COUNT];

/// A pair to learn from.
pub struct Example<'a> {
    /// What is measured of it.
    pub clues: &'a Clues,
    /// Whether it is right.
    pub right: bool,
    /// How much it counts.
    pub weight: f64,
}

/// What is learnt: how likely a pair with some clues is right.
#[derive(Clone, Debug)]
pub struct Model {
    /// What is added to the sum.
    pub bias: f64,
    /// What each clue is multiplied by.
    pub weights: [f64; COUNT],
}

impl Model {
    /// Returns how likely a pair is right, from 0 to 1.
    pub fn score(&self, clues: &Clues) -> f64 {
        logistic(
            self.bias + clues.iter().zip(&self.weights).map(|(clue, weight)| f64::from(*clue) * weight).sum::<f64>(),
        )
    }
}

/// Fits a model: the least sum of the weighted log losses and of the squares of the weights, each by half [`PENALTY`]. The clues are brought to
/// mean 0 and deviation 1 first, so that the penalty is the same for all; the bias has none.
pub fn fit(examples: &[Example]) -> Model {
    let (means, deviations) = spread(examples);
    let standard = |clues: &Clues| -> [f64; SIZE] {
        std::array::from_fn(|at| if at < COUNT { (f64::from(clues[at]) - means[at]) / deviations[at] } else { 1.0 })
    };
    let rows: Vec<[f64; SIZE]> = examples.iter().map(|example| standard(example.clues)).collect();
    let mut fitted = [0.0; SIZE];
    let mut loss = loss_of(examples, &rows, &fitted);
    // Newton's steps converge quadratically here; a step that would lead uphill is halved.
    for _ in 0..100 {
        let step = newton(examples, &rows, &fitted);
        let mut share = 1.0;
        let taken = |share: f64| std::array::from_fn(|at| fitted[at] - share * step[at]);
        while loss_of(examples, &rows, &taken(share)) > loss && share > 1e-6 {
            share /= 2.0;
        }
        let next = taken(share);
        let (before, after) = (loss, loss_of(examples, &rows, &next));
        (fitted, loss) = (next, after);
        if before - after < 1e-9 * before {
            break;
        }
    }
    let weights: [f64; COUNT] = std::array::from_fn(|at| fitted[at] / deviations[at]);
    let moved: f64 = weights.iter().zip(&means).map(|(weight, mean)| weight * mean).sum();
    Model { bias: fitted[COUNT] - moved, weights }
}

/// Returns the mean and the deviation of each clue.
fn spread(examples: &[Example]) -> ([f64; COUNT], [f64; COUNT]) {
    let count = examples.len().max(1) as f64;
    let mean = |of: &dyn Fn(&Example) -> f64| examples.iter().map(of).sum::<f64>() / count;
    let means: [f64; COUNT] = std::array::from_fn(|at| mean(&|example| f64::from(example.clues[at])));
    let squares: [f64; COUNT] =
        std::array::from_fn(|at| mean(&|example| (f64::from(example.clues[at]) - means[at]).powi(2)));
    // A clue that never changes says nothing: it must only not be divided by nothing.
    (means, squares.map(|square| square.sqrt() + 1e-6))
}

fn loss_of(examples: &[Example], rows: &[[f64; SIZE]], fitted: &[f64; SIZE]) -> f64 {
    let lost = |(example, row): (&Example, &[f64; SIZE])| {
        let sum = dot(row, fitted);
        let towards = if example.right { -sum } else { sum };
        // ln(1 + eˣ), without an overflow.
        example.weight * (towards.max(0.0) + (-towards.abs()).exp().ln_1p())
    };
    let penalty: f64 = fitted[..COUNT].iter().map(|weight| weight * weight).sum();
    examples.iter().zip(rows).map(lost).sum::<f64>() + PENALTY * penalty / 2.0
}

/// Returns the step of Newton's method: the gradient divided by the second derivatives.
fn newton(examples: &[Example], rows: &[[f64; SIZE]], fitted: &[f64; SIZE]) -> [f64; SIZE] {
    let mut gradient: [f64; SIZE] = std::array::from_fn(|at| if at < COUNT { PENALTY * fitted[at] } else { 0.0 });
    let mut bend = [[0.0; SIZE]; SIZE];
    (0..SIZE).for_each(|at| bend[at][at] = if at < COUNT { PENALTY } else { 1e-9 });
    for (example, row) in examples.iter().zip(rows) {
        let score = logistic(dot(row, fitted));
        let miss = example.weight * (score - f64::from(u8::from(example.right)));
        let curve = example.weight * score * (1.0 - score);
        for (at, value) in row.iter().enumerate() {
            gradient[at] += miss * value;
            bend[at].iter_mut().zip(row).for_each(|(cell, other)| *cell += curve * value * other);
        }
    }
    solve(bend, gradient)
}

/// Solves a system of linear equations by elimination, the largest pivot first.
fn solve(mut left: [[f64; SIZE]; SIZE], mut right: [f64; SIZE]) -> [f64; SIZE] {
    for column in 0..SIZE {
        let pivot = (column..SIZE).max_by(|a, b| left[*a][column].abs().total_cmp(&left[*b][column].abs()));
        let pivot = pivot.unwrap_or(column);
        left.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..SIZE {
            let share = left[row][column] / left[column][column];
            let above = left[column];
            left[row].iter_mut().zip(above).for_each(|(cell, above)| *cell -= share * above);
            right[row] -= share * right[column];
        }
    }
    let mut solution = [0.0; SIZE];
    for row in (0..SIZE).rev() {
        let known: f64 = (row + 1..SIZE).map(|column| left[row][column] * solution[column]).sum();
        solution[row] = (right[row] - known) / left[row][row];
    }
    solution
}

fn dot(row: &[f64; SIZE], fitted: &[f64; SIZE]) -> f64 {
    row.iter().zip(fitted).map(|(value, weight)| value * weight).sum()
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}
