//! The groups in reading order, side by side, as seen from a lead source.

use super::Comparison;
use crate::diff::{Side, Told, diff};
use crate::document::{Passage, Role};
use crate::span::Span;
use crate::text::form::differ_unseen;
use crate::text::tokens::Token;

/// A difference in a cell, as a span of the cell's own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What differs, and how much it moves the meaning.
    pub told: Told,
    /// The words that differ; empty where words of the other side are missing here.
    pub span: Span,
    /// The words of the base that stand in its place, in the text of the base: the first piece of them and the last,
    /// which are mostly one. Empty in the base itself.
    pub instead: [Span; 2],
}

/// What one source says in a row, once: passages that are compared together.
///
/// A source that says the same thing twice (in its text and under a picture, say) has two readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The passages in the order of the text, all of one source.
    pub passages: Vec<Passage>,
    /// Whether they stand elsewhere in their own text than their neighbours in the table do.
    pub moved: bool,
    /// Whether so little wording is shared with the base that single marked words would only confuse.
    pub reworded: bool,
    /// Whether it differs from the base, and only in characters that cannot be seen.
    pub unseen: bool,
    /// The differences, in order. In the base these are the words that some other source changes or leaves out.
    pub marks: Vec<Mark>,
}

/// What one source says in a row. Without readings the source has no counterpart here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The readings: those of the running text first, then those beside it, each in the order of the text.
    pub readings: Vec<Reading>,
}

/// A group where it is shown: one cell a source, in the order of the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The group, as an index into [`Comparison::groups`].
    pub group: usize,
    /// The source that the others are compared with: the lead, or the first that has a reading.
    pub base: usize,
    /// One cell a source.
    pub cells: Vec<Cell>,
    /// Whether all of it is clutter.
    pub clutter: bool,
}

impl Row {
    /// Tells whether only one source has something here.
    pub fn is_alone(&self) -> bool {
        self.cells.iter().filter(|cell| !cell.readings.is_empty()).count() == 1
    }

    /// Tells whether a source differs here only in characters that cannot be seen.
    pub fn hides(&self) -> bool {
        self.cells.iter().flat_map(|cell| &cell.readings).any(|reading| reading.unseen)
    }

    /// Tells whether all sources that have something here agree in wording.
    pub fn agrees(&self) -> bool {
        let marks = self.cells.iter().flat_map(|cell| &cell.readings).flat_map(|reading| &reading.marks);
        !self.is_alone() && marks.into_iter().all(|mark| mark.told.kind.is_typography())
    }
}

/// Returns all groups as rows in the reading order of the lead source; what the lead does not have stands behind what
/// comes before it in its own source. Every sentence of every source stands in exactly one row.
pub fn rows(comparison: &Comparison, lead: usize) -> Vec<Row> {
    let order = order(comparison, lead);
    let mut rows: Vec<Row> = order.into_iter().map(|group| row(comparison, group, lead)).collect();
    for document in 0..comparison.documents.len() {
        mark_moved(&mut rows, document);
    }
    rows
}

/// Tells whether any source differs from another in more than typography: in wording, or in what it has at all.
pub fn differs(comparison: &Comparison) -> bool {
    let several = comparison.documents.len() > 1;
    several && rows(comparison, 0).iter().any(|row| !row.clutter && !row.agrees())
}

/// Returns the groups in reading order.
fn order(comparison: &Comparison, lead: usize) -> Vec<usize> {
    let of = group_of(comparison);
    let mut chain = Chain::new(comparison.groups.len());
    let others = (0..comparison.documents.len()).filter(|document| *document != lead);
    for document in std::iter::once(lead).chain(others) {
        let groups = of.get(document).map(Vec::as_slice).unwrap_or_default();
        let (stay, mut last) = in_place(groups, &chain);
        for &group in groups {
            if !chain.placed[group] {
                last = Some(chain.insert_behind(last, group, &stay));
            } else if stay[group] {
                last = Some(group);
            }
        }
        if document == lead {
            chain.spine = chain.placed.clone();
        }
    }
    chain.walk().collect()
}

/// Groups in a row, one behind another, with cheap insertion.
struct Chain {
    first: Option<usize>,
    next: Vec<Option<usize>>,
    placed: Vec<bool>,
    /// The groups of the lead, behind which the others are put.
    spine: Vec<bool>,
}

impl Chain {
    fn new(groups: usize) -> Self {
        Chain { first: None, next: vec![None; groups], placed: vec![false; groups], spine: vec![false; groups] }
    }

    fn after(&self, at: Option<usize>) -> Option<usize> {
        at.map_or(self.first, |at| self.next[at])
    }

    /// Puts a group behind another (or first), and behind what other sources have put there before.
    fn insert_behind(&mut self, mut at: Option<usize>, group: usize, stay: &[bool]) -> usize {
        while let Some(next) = self.after(at).filter(|next| !self.spine[*next] && !stay[*next]) {
            at = Some(next);
        }
        self.next[group] = self.after(at);
        match at {
            Some(at) => self.next[at] = Some(group),
            None => self.first = Some(group),
        }
        self.placed[group] = true;
        group
    }

    fn walk(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.first, |at| self.next[*at])
    }
}

/// Returns for each document the groups of its sentences in the order of its text, each once.
fn group_of(comparison: &Comparison) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); comparison.documents.len()];
    for (group, found) in comparison.groups.iter().enumerate() {
        for own in found.passages.chunk_by(|a, b| a.document == b.document) {
            let home = own.iter().min_by_key(|passage| is_aside(comparison, **passage)).unwrap_or(&own[0]);
            places[home.document].push((home.first, group));
        }
    }
    let in_order = |mut places: Vec<(usize, usize)>| {
        places.sort_unstable();
        places.into_iter().map(|(_, group)| group).collect()
    };
    places.into_iter().map(in_order).collect()
}

/// Tells which groups of a document stand in the order of the chain built so far, and so are not moved, and behind
/// which group the document begins: just before the first of them, or at the end where there is none.
fn in_place(groups: &[usize], chain: &Chain) -> (Vec<bool>, Option<usize>) {
    let walk: Vec<usize> = chain.walk().collect();
    let mut rank = vec![0; chain.placed.len()];
    for (at, group) in walk.iter().enumerate() {
        rank[*group] = at;
    }
    let known: Vec<usize> = groups.iter().copied().filter(|group| chain.placed[*group]).collect();
    let ranks: Vec<usize> = known.iter().map(|group| rank[*group]).collect();
    let rising = longest_rising(&ranks);
    let mut stay = vec![false; chain.placed.len()];
    for at in &rising {
        stay[known[*at]] = true;
    }
    let begin = rising.first().map_or(walk.len(), |first| ranks[*first]);
    (stay, begin.checked_sub(1).map(|before| walk[before]))
}

/// Returns the indices of a longest strictly rising subsequence (patience sorting, O(n log n)).
fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; values.len()];
    for (at, value) in values.iter().enumerate() {
        let pile = tails.partition_point(|tail| values[*tail] < *value);
        before[at] = pile.checked_sub(1).map(|below| tails[below]);
        match tails.get_mut(pile) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut found: Vec<usize> = std::iter::successors(tails.last().copied(), |at| before[*at]).collect();
    found.reverse();
    found
}

/// Marks the readings of a document that stand elsewhere in its own text.
///
/// What repeats a reading elsewhere is moved by its nature.
fn mark_moved(rows: &mut [Row], document: usize) {
    let place = |row: &Row| row.cells[document].readings.first().map(|reading| reading.passages[0].first);
    let (at, places): (Vec<usize>, Vec<usize>) =
        rows.iter().enumerate().filter_map(|(at, row)| place(row).map(|place| (at, place))).unzip();
    let mut stays = longest_rising(&places).into_iter().peekable();
    for (n, at) in at.into_iter().enumerate() {
        let moved = stays.next_if_eq(&n).is_none();
        for (nth, reading) in rows[at].cells[document].readings.iter_mut().enumerate() {
            reading.moved = moved || nth > 0;
        }
    }
}

/// Tells whether a passage stands outside the running text, as under a picture or in a list of teasers.
fn is_aside(comparison: &Comparison, passage: Passage) -> bool {
    matches!(comparison.documents[passage.document].role(passage.first), Role::Caption | Role::Boilerplate)
}

fn row(comparison: &Comparison, group: usize, lead: usize) -> Row {
    let passages = &comparison.groups[group].passages;
    let mut cells = vec![Cell::default(); comparison.documents.len()];
    for (document, cell) in cells.iter_mut().enumerate() {
        let own: Vec<Passage> = passages.iter().copied().filter(|passage| passage.document == document).collect();
        cell.readings = readings(comparison, own);
    }
    let has = |cell: &Cell| !cell.readings.is_empty();
    let base = if has(&cells[lead]) { lead } else { cells.iter().position(has).unwrap_or(lead) };
    compare_cells(comparison, &mut cells, base);
    let is_clutter =
        |passage: &Passage| comparison.documents[passage.document].role(passage.first) == Role::Boilerplate;
    Row { group, base, cells, clutter: passages.iter().all(is_clutter) }
}

/// Parts the passages of one source into readings: what repeats an earlier passage is a reading of its own.
fn readings(comparison: &Comparison, passages: Vec<Passage>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for passage in passages {
        let side = comparison.side(passage);
        let repeats = readings.iter().flat_map(|reading| &reading.passages).any(|earlier| {
            let found = diff(comparison.side(*earlier), side);
            found.kept * 2 > found.words
        });
        match readings.last_mut() {
            Some(reading) if !repeats => reading.passages.push(passage),
            _ => readings.push(Reading { passages: vec![passage], ..Reading::default() }),
        }
    }
    readings.sort_by_key(|reading| is_aside(comparison, reading.passages[0]));
    readings
}

/// Compares every reading with the first reading of the base, and collects in the base what any other changes.
fn compare_cells(comparison: &Comparison, cells: &mut [Cell], base: usize) {
    let Some(first) = cells[base].readings.first().cloned() else { return };
    let (base_tokens, base_words) = (tokens(comparison, &first), words(comparison, &first));
    let base_side = Side { text: &comparison.documents[base].text, tokens: &base_tokens };
    let mut changed = Vec::new();
    for (document, cell) in cells.iter_mut().enumerate() {
        let skip = usize::from(document == base);
        for reading in cell.readings.iter_mut().skip(skip) {
            let own_tokens = tokens(comparison, reading);
            let own = Side { text: &comparison.documents[document].text, tokens: &own_tokens };
            let found = diff(base_side, own);
            reading.reworded = found.is_reworded();
            reading.unseen = differ_unseen(&base_words, &words(comparison, reading));
            for edit in &found.edits {
                let pieces = base_side.spans(&edit.base);
                let instead = [pieces[0], pieces[pieces.len() - 1]];
                reading.marks.extend(own.spans(&edit.other).into_iter().map(|span| Mark {
                    told: edit.told,
                    span,
                    instead,
                }));
                if document != base {
                    let instead = [Span::empty(0); 2];
                    changed.extend(pieces.into_iter().map(|span| Mark { told: edit.told, span, instead }));
                }
            }
        }
    }
    if let Some(reading) = cells[base].readings.first_mut() {
        reading.marks = union(changed);
    }
}

/// Joins marks that overlap; what is heavier wins.
fn union(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.span, mark.told.weight, mark.told.kind));
    let mut joined: Vec<Mark> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if last.span == mark.span || mark.span.start < last.span.end => {
                last.span = last.span.join(mark.span);
                last.told = last.told.heavier(mark.told);
            }
            _ => joined.push(mark),
        }
    }
    joined
}

/// Returns the words of a reading, exactly as they stand in its text.
fn words(comparison: &Comparison, reading: &Reading) -> String {
    let words: Vec<&str> = reading.passages.iter().map(|passage| passage.words(&comparison.documents)).collect();
    words.join("\n")
}

fn tokens(comparison: &Comparison, reading: &Reading) -> Vec<Token> {
    reading.passages.iter().flat_map(|passage| comparison.side(*passage).tokens).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Kind, Weight};

    #[test]
    fn a_place_inside_a_mark_does_not_part_it_from_the_next() {
        let told = Told::new(Kind::Wording, Weight::MUCH);
        let mark = |start, end| Mark { told, span: Span::new(start, end), instead: [Span::empty(0); 2] };
        let joined = union(vec![mark(0, 9), mark(4, 4), mark(6, 12), mark(12, 12)]);
        assert_eq!(joined, [mark(0, 12), mark(12, 12)]);
    }

    #[test]
    fn the_longest_rising_run_stays() {
        assert_eq!(longest_rising(&[3, 0, 1, 2, 9, 4]), [1, 2, 3, 5]);
        assert_eq!(longest_rising(&[]), [] as [usize; 0]);
    }
}
