//! Pages on which letters have a place and nothing else, as in a PDF: columns, lines, running heads, paragraphs.
//!
//! ```text
//! runs of a page ──columns──▶ lines, column by column ──read──▶ paragraphs, and what repeats on the pages
//! ```

mod columns;
mod furniture;
mod hyphens;
mod lines;
mod paragraphs;
mod run;

use super::piece::Piece;
pub use run::Run;

/// Returns the lines of a page in the order of reading, column by column.
pub fn columns(runs: Vec<Run>) -> Vec<Vec<Run>> {
    columns::order(runs).into_iter().map(lines::lines).collect()
}

/// Returns the paragraphs of pages, whose lines stand in columns, with the numbers of their pages from 1; and for each page
/// the heads and feet that were taken out.
pub fn read(mut pages: Vec<Vec<Vec<Run>>>) -> (Vec<Piece>, Vec<Vec<String>>) {
    let furniture = furniture::take(pages.iter_mut().collect());
    let numbered = pages.into_iter().zip(1_u32..);
    let columns = numbered.flat_map(|(page, number)| page.into_iter().map(move |column| (number, column)));
    (paragraphs::read(columns.collect()), furniture)
}
