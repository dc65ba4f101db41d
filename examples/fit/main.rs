//! Fits the model of `src/align/model.rs` to folders of judged cases, and shows what it is worth.
//!
//! `cargo run --release --example fit -- [WEIGHT:]FOLDER… [--hold-out FOLDER]`: each folder holds cases of one kind and
//! counts as much as its weight says (1 without one). With `--hold-out` each case of that folder, which is one of the
//! others too, is judged by what was learnt without it. Two forms of cases are read, described in `story.rs` and
//! `gold.rs`.

mod gold;
mod learn;
mod regression;
mod report;
mod story;

use std::error::Error;
use std::io::Write;
use std::path::Path;

use learn::{Set, learn};

fn main() -> Result<(), Box<dyn Error>> {
    let mut sets: Vec<(String, Set)> = Vec::new();
    let mut held_out = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--hold-out" {
            held_out = Some(arguments.next().ok_or("--hold-out needs a folder")?);
            continue;
        }
        let weighted = argument.split_once(':').and_then(|(weight, folder)| Some((weight.parse().ok()?, folder)));
        let (weight, folder) = weighted.unwrap_or((1.0, argument.as_str()));
        sets.push((folder.to_owned(), Set::read(Path::new(folder), weight)?));
    }
    let held_out = match held_out {
        Some(folder) => {
            let at = sets.iter().position(|(own, _)| *own == folder);
            Some(at.ok_or_else(|| format!("{folder} is not among the folders"))?)
        }
        None => None,
    };
    let sets: Vec<Set> = sets.into_iter().map(|(_, set)| set).collect();
    if sets.iter().all(|set| set.cases.iter().all(|case| case.pairs.is_empty())) {
        return Err("there is nothing to learn from: name at least one folder of judged cases".into());
    }
    let model = learn(&sets, None);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", report::constants(&model))?;
    writeln!(out, "Links between paragraphs, by set:\n{}", report::by_set(&sets, &model))?;
    if let Some(at) = held_out {
        writeln!(out, "{}, each case left out in turn:\n{}\n", sets[at].name, report::held_out(&sets, &sets[at]))?;
    }
    writeln!(out, "Every two paragraphs, by the score of this model:\n{}", report::calibration(&sets, &model))?;
    writeln!(out, "The links of the program as built:\n{}", report::links_of_the_program(&sets)?)?;
    Ok(())
}
