//! Who reads what: the stretches in which not all read the same, each wording with the sources that share it.

use std::collections::BTreeSet;

use super::App;
use super::line::{Galley, Line, Look, Piece};
use crate::diff::Side;
use crate::diff::stretches::{Stretch, Variant};

/// Sets stretches of some members under each other; the sources are those of the members, the base's first.
pub fn who_reads_what(app: &App, sources: &[usize], sides: &[Side<'_>], found: &[Stretch], width: usize) -> Vec<Line> {
    // Marks and capitals would only bury what differs in wording.
    let wording = |stretch: &&Stretch| !stretch.told.kind.is_typography();
    let some = found.iter().any(|stretch| wording(&stretch));
    let mut lines = Vec::new();
    for stretch in found.iter().filter(|stretch| !some || wording(stretch)) {
        lines.push(Line::default());
        lines.extend(readings(app, sources, sides, stretch, width));
    }
    let left = if some { found.iter().filter(|stretch| !wording(stretch)).count() } else { 0 };
    if left > 0 {
        lines.push(Line::default());
        let (plural, verb) = if left == 1 { ("difference", "is") } else { ("differences", "are") };
        let words = format!("{left} {plural} in marks, capitals or spacing {verb} left out here.");
        let mut galley = Galley::default();
        galley.ours(&words, Look::of("note"));
        lines.extend(galley.set(width, None));
    }
    lines
}

/// Sets one stretch: how it stands among the sources, then a line for each wording.
fn readings(app: &App, sources: &[usize], sides: &[Side<'_>], stretch: &Stretch, width: usize) -> Vec<Line> {
    let most = stretch.most().filter(|_| sides.len() > 2);
    let mut carriers: Vec<Vec<usize>> = stretch.variants.iter().map(|variant| own(sources, variant)).collect();
    // Who has the words in another quotation of the same did not leave them out.
    if let Some(left_out) = stretch.variants.iter().position(|variant| variant.span.is_empty()) {
        let told: BTreeSet<usize> =
            (0..carriers.len()).filter(|at| *at != left_out).flat_map(|at| carriers[at].clone()).collect();
        carriers[left_out].retain(|source| !told.contains(source));
    }
    let kind = stretch.told.kind.name();
    let heading = match most.and_then(|most| against(&carriers, most)) {
        Some(counted) => format!("{kind} · {counted}"),
        None => kind.to_owned(),
    };
    let mut lines = vec![Line::ours(&heading, "note")];
    for (at, variant) in stretch.variants.iter().enumerate().filter(|(at, _)| !carriers[*at].is_empty()) {
        let mut galley = Galley::default();
        galley.ours(&format!("{} × ", carriers[at].len()), Look::of("sign"));
        let words = words(sides, variant);
        if words.trim().is_empty() {
            galley.ours("(left out)", Look::of("note"));
        } else {
            galley.ours(&words, Look { mark: "diff.wording", ..Look::of("text") });
        }
        let names: Vec<&str> = carriers[at].iter().map(|at| app.document(*at).source.label.as_str()).collect();
        galley.ours(&format!("   {}", names.join(", ")), Look::of("header"));
        galley.ours(&role(stretch, at, most), Look::of("note"));
        for mut line in galley.set(width.saturating_sub(2).max(8), None) {
            line.pieces.insert(0, Piece::ours("  ", "text"));
            lines.push(line);
        }
    }
    lines
}

/// Words how many sources stand against how many: those of one reading against all that have only others; nothing
/// where another reading has as many. Each source counts once, however often it says so.
pub fn against<S: AsRef<[usize]>>(readings: &[S], most: usize) -> Option<String> {
    let own = readings.get(most)?.as_ref();
    let others = || readings.iter().enumerate().filter(|(at, _)| *at != most).map(|(_, sources)| sources.as_ref());
    let rest: BTreeSet<usize> = others().flatten().copied().filter(|source| !own.contains(source)).collect();
    let most = !rest.is_empty() && others().all(|other| other.len() < own.len());
    most.then(|| format!("{} against {}", own.len(), rest.len()))
}

/// Says where a wording is the base's or that of most, and how it differs from that of most where the base is not it.
fn role(stretch: &Stretch, at: usize, most: Option<usize>) -> String {
    let Some(most) = most else { return String::new() };
    let mut words = String::new();
    if at == 0 {
        words.push_str(" · base");
    }
    if at == most {
        words.push_str(" · most");
    } else if let Some(told) =
        stretch.variants[at].from_most.filter(|told| Some(*told) != stretch.variants[at].from_base)
    {
        words.push_str(&format!(" · {} from most", told.kind.name()));
    }
    words
}

/// Returns the sources that share a wording, each once.
fn own(sources: &[usize], variant: &Variant) -> Vec<usize> {
    let mut own: Vec<usize> = variant.members.iter().map(|at| sources[*at]).collect();
    own.sort_unstable();
    own.dedup();
    own
}

fn words(sides: &[Side<'_>], variant: &Variant) -> String {
    let text = variant.members.first().map_or("", |first| sides[*first].text);
    let pieces: Vec<&str> = variant.pieces.iter().map(|piece| piece.of(text)).collect();
    pieces.join(" … ").replace("\n\n", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_counts_once_however_often_it_says_so() {
        let counted = |readings: &[&[usize]]| against(readings, 0);
        assert_eq!(counted(&[&[0, 1, 2], &[3]]).as_deref(), Some("3 against 1"));
        assert_eq!(counted(&[&[0, 1, 2], &[3], &[3, 4]]).as_deref(), Some("3 against 2"));
        assert_eq!(counted(&[&[0, 1], &[1]]), None);
        assert_eq!(counted(&[&[0, 1], &[2, 3]]), None);
    }
}
