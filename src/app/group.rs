//! One row across all sources: what each says, and stretch by stretch who reads what.

use std::collections::BTreeSet;

use super::App;
use super::blocks::Block;
use super::cell::{Setting, cell};
use super::line::{Galley, Line, Look, Piece, heading};
use super::stubs::numbered;
use super::variants::who_reads_what;
use crate::comparison::absence::{Absence, absence};
use crate::comparison::rows::Reading;
use crate::diff::Side;
use crate::diff::stretches::stretches;
use crate::text::tokens::Token;

/// Returns how many sources have the row.
pub fn title(app: &App, row: usize) -> String {
    let Some(found) = app.rows.get(row) else { return String::new() };
    let has = found.cells.iter().filter(|cell| !cell.readings.is_empty()).count();
    match (has, found.cells.len()) {
        (_, 1) => "There is only one source".to_owned(),
        (1, _) if app.comparison.clustered => "Not known elsewhere: only clusters were opened".to_owned(),
        (1, _) if app.comparison.is_crossed(found.group) => "Told elsewhere in other words, in other rows".to_owned(),
        (1, _) if app.comparison.possible_of(found.group).next().is_some() => "No sure counterpart found".to_owned(),
        (1, _) => "No counterpart found".to_owned(),
        (has, all) => format!("In {has} of {all} sources"),
    }
}

/// Sets what every source says in a row, then who reads what.
pub fn lines(app: &App, row: usize, width: usize) -> Vec<Line> {
    let Some(found) = app.rows.get(row) else { return Vec::new() };
    let mut lines = Vec::new();
    let mut absent: [Vec<String>; 5] = Default::default();
    let mut also = Vec::new();
    for source in super::places::order_of_sources(app.hidden.len(), app.lead) {
        let label = app.document(source).source.label.as_str();
        also.extend(
            app.comparison.see_also(found.group, source).iter().map(|paragraph| format!("{label} ¶ {paragraph}")),
        );
        if found.cells[source].readings.is_empty() {
            match absence(&app.comparison, found, source) {
                Absence::Possibly { passage, score } => {
                    absent[0].push(format!("{label} ¶ {} ({score:.2})", app.comparison.paragraph(passage)));
                }
                // Told below, beside the others.
                Absence::Elsewhere { .. } => {}
                Absence::NotFound => absent[1].push(label.to_owned()),
                Absence::OtherLanguage => absent[2].push(label.to_owned()),
                Absence::NotRead => absent[3].push(label.to_owned()),
                Absence::NotSearched => absent[4].push(label.to_owned()),
            }
            continue;
        }
        let lead = if source == app.lead { " · lead" } else { "" };
        heading(&mut lines, &format!("{label}{lead} · ¶ {}", own_paragraphs(app, row, source)));
        lines.extend(words(app, row, source, width.saturating_sub(2).max(8)));
    }
    if !also.is_empty() {
        heading(&mut lines, "See also");
        lines.extend(set(&also.join(", "), width));
    }
    let headings = [
        "Possibly in",
        "No counterpart found in",
        "Other language, not compared",
        "Could not be read",
        "Not known in, as only clusters were opened",
    ];
    for (words, names) in headings.iter().zip(&absent).filter(|(_, names)| !names.is_empty()) {
        heading(&mut lines, words);
        lines.extend(set(&names.join(", "), width));
    }
    lines.extend(variants(app, row, width));
    lines
}

/// Sets the words of a source, with the sign in front.
fn words(app: &App, row: usize, source: usize, width: usize) -> Vec<Line> {
    let block = Block { rows: vec![row], agrees: false };
    let mut lines = cell(app, &block, source, &Setting { width, ..Setting::default() });
    for line in &mut lines {
        let (sign, role) = line.sign.take().unwrap_or((' ', "sign"));
        line.pieces.insert(0, Piece::ours(&format!("{sign} "), role));
    }
    lines
}

/// Names all paragraphs of a source that have a part in the row: `6, 8`.
fn own_paragraphs(app: &App, row: usize, source: usize) -> String {
    let document = app.document(source);
    let passages = app.rows[row].cells[source].readings.iter().flat_map(|reading| &reading.passages);
    let numbers = passages.map(|passage| document.sentences[passage.first].paragraph + 1);
    numbered(&numbers.collect::<BTreeSet<_>>())
}

/// Sets the stretches in which not all read the same.
fn variants(app: &App, row: usize, width: usize) -> Vec<Line> {
    let members = members(app, row);
    let tokens: Vec<Vec<Token>> = members.iter().map(|(source, reading)| tokens(app, *source, reading)).collect();
    let sides: Vec<Side<'_>> = members
        .iter()
        .zip(&tokens)
        .map(|((source, _), tokens)| Side { text: &app.document(*source).text, tokens })
        .collect();
    let found = stretches(&sides);
    let mut lines = Vec::new();
    if members.len() > 1 {
        let unseen = members.iter().any(|(_, reading)| reading.unseen);
        heading(
            &mut lines,
            match (found.is_empty(), unseen) {
                (true, true) => "All read the same but for characters that cannot be seen",
                (true, false) => "All read the same",
                _ => "Who reads what",
            },
        );
    }
    let sources: Vec<usize> = members.iter().map(|(source, _)| *source).collect();
    lines.extend(who_reads_what(app, &sources, &sides, &found, width));
    if !lines.is_empty() {
        lines.insert(0, Line::default());
    }
    lines
}

/// Returns the readings of a row, the base's first.
fn members(app: &App, row: usize) -> Vec<(usize, &Reading)> {
    let found = &app.rows[row];
    let sources = super::places::order_of_sources(found.cells.len(), found.base);
    sources.into_iter().flat_map(|source| found.cells[source].readings.iter().map(move |r| (source, r))).collect()
}

fn tokens(app: &App, source: usize, reading: &Reading) -> Vec<Token> {
    let passages = reading.passages.iter();
    passages.flat_map(|passage| app.comparison.tokens[source].passage(*passage)).copied().collect()
}

fn set(words: &str, width: usize) -> Vec<Line> {
    let mut galley = Galley::default();
    galley.ours(words, Look::of("note"));
    galley.set(width, None)
}
