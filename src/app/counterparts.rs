//! The lines of a cell that say where else a row is told: beside its words, or in the place of words it does not have.

use super::App;
use super::line::Line;
use crate::comparison::absence::{Absence, absence};
use crate::comparison::rows::Row;

/// Sets which paragraphs of a source correspond to a row although they stand in others.
pub(super) fn see_also(app: &App, row: &Row, source: usize, width: usize) -> Line {
    let paragraphs = app.comparison.see_also(row.group, source);
    named(paragraphs.iter().map(|paragraph| format!("¶ {paragraph}")), source, width)
}

/// Sets which paragraphs of other sources correspond to a row that only one source has; nothing where none does.
pub(super) fn told_elsewhere(app: &App, row: &Row, source: usize, width: usize) -> Option<Line> {
    let others = (0..row.cells.len()).filter(|other| *other != source);
    let paragraphs = others.flat_map(|other| {
        let label = &app.comparison.documents[other].source.label;
        app.comparison.see_also(row.group, other).into_iter().map(move |paragraph| format!("{label} ¶ {paragraph}"))
    });
    let mut paragraphs = paragraphs.peekable();
    paragraphs.peek().is_some().then(|| named(paragraphs, source, width))
}

fn named(paragraphs: impl Iterator<Item = String>, source: usize, width: usize) -> Line {
    let mut line = Line::ours(&format!("see also {}", paragraphs.collect::<Vec<_>>().join(", ")), "sign.absent");
    line.cut(width);
    Line { source: Some(source), ..line }
}

/// Sets the line of a source that has nothing in a row.
pub(super) fn nothing(app: &App, row: &Row, source: usize, width: usize) -> Line {
    let absence = absence(&app.comparison, row, source);
    let sign = match absence {
        Absence::NotFound => Some('·'),
        Absence::Elsewhere { .. } => Some('→'),
        Absence::Possibly { .. } => Some('?'),
        Absence::OtherLanguage => Some('–'),
        Absence::NotRead | Absence::NotSearched => None,
    };
    let mut line = match absence {
        Absence::Possibly { passage, score } => {
            let words = format!("possibly ¶ {} ({score:.2})", app.comparison.paragraph(passage));
            Line::ours(&words, "sign.absent")
        }
        Absence::Elsewhere { .. } => see_also(app, row, source, width),
        Absence::NotSearched => Line::ours("not known here", "sign.absent"),
        _ => Line::default(),
    };
    line.cut(width);
    Line { sign: sign.map(|sign| (sign, "sign.absent")), source: Some(source), ..line }
}
