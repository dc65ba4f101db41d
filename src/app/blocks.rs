//! Rows as they are set: matched rows one by one, what stands alone packed side by side, what is folded in one line.

use crate::comparison::rows::Row;

/// What is folded away to one line each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folds {
    /// Menus, share lines and other clutter of pages.
    pub clutter: bool,
    /// Rows in which all sources read the same.
    pub agreement: bool,
    /// Changes that hardly move the meaning: not folded to a line but left unmarked, and counted in the footer.
    pub light: bool,
}

impl Default for Folds {
    fn default() -> Self {
        Folds { clutter: true, agreement: false, light: false }
    }
}

/// Rows that are set together. Within a block each source runs on by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The rows, as indices, in order.
    pub rows: Vec<usize>,
    /// Whether they are folded because all sources agree in them.
    pub agrees: bool,
}

/// The most rows that one source has in a block, so that the cost of setting a block stays bounded.
const MOST: usize = 24;

/// Puts rows into blocks; returns them with the block of each row. Rows of which no shown source has anything are in
/// the block before them.
pub fn blocks(rows: &[Row], folds: Folds, shown: &[bool]) -> (Vec<Block>, Vec<usize>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut of = vec![0; rows.len()];
    let mut at = 0;
    while at < rows.len() {
        let kind = kind(&rows[at], folds, shown);
        let end = at + rows[at..].iter().take_while(|row| self::kind(row, folds, shown) == kind).count();
        match kind {
            Packing::Unseen => of[at..end].fill(blocks.len().saturating_sub(1)),
            Packing::Single => {
                of[at] = blocks.len();
                blocks.push(Block { rows: vec![at], agrees: false });
                at += 1;
                continue;
            }
            Packing::Agreement => {
                of[at..end].fill(blocks.len());
                blocks.push(Block { rows: (at..end).collect(), agrees: true });
            }
            Packing::Band => pack(rows, at..end, &mut blocks, &mut of),
        }
        at = end;
    }
    (blocks, of)
}

#[derive(PartialEq)]
enum Packing {
    Unseen,
    Single,
    Band,
    Agreement,
}

fn kind(row: &Row, folds: Folds, shown: &[bool]) -> Packing {
    let seen = |(source, cell): (usize, &crate::comparison::rows::Cell)| shown[source] && !cell.readings.is_empty();
    let seen = row.cells.iter().enumerate().filter(|cell| seen(*cell)).count();
    match (seen, row.clutter && folds.clutter) {
        (0, _) => Packing::Unseen,
        (_, true) => Packing::Band,
        _ if folds.agreement && row.agrees() => Packing::Agreement,
        _ if row.is_alone() => Packing::Band,
        _ => Packing::Single,
    }
}

/// Sets rows that stand alone side by side: each block takes the next few rows of every source.
fn pack(rows: &[Row], range: std::ops::Range<usize>, blocks: &mut Vec<Block>, of: &mut [usize]) {
    let first = blocks.len();
    let sources = rows.first().map_or(0, |row| row.cells.len());
    let mut counts = vec![0; sources];
    for at in range {
        let owner = rows[at].cells.iter().position(|cell| !cell.readings.is_empty()).unwrap_or(0);
        let block = first + counts[owner] / MOST;
        counts[owner] += 1;
        if blocks.len() <= block {
            blocks.resize(block + 1, Block::default());
        }
        blocks[block].rows.push(at);
        of[at] = block;
    }
}
