//! Paragraphs from lines: by the distance to the line above, the indent, the size of the letters, and whether the line
//! above had room for one word more.

use super::columns::median;
use super::hyphens::Hyphens;
use super::run::Run;
use crate::document::{Place, Role};
use crate::load::piece::{Piece, ends_sentence};

/// A distance of so many usual ones parts paragraphs.
const FAR: f32 = 1.2;

/// An indent is at least so many letter sizes, and no more than so many.
const INDENT: (f32, f32) = (0.7, 6.0);

/// Letters of so many times the size are a heading's.
const LARGE: f32 = 1.12;

/// A heading has no more words than this.
const HEADING: usize = 30;

/// What holds for the lines of a column.
struct Measure {
    left: f32,
    right: f32,
    leading: f32,
}

/// Puts the columns of all pages, each with the number of its page, together to paragraphs.
pub fn read(columns: Vec<(u32, Vec<Run>)>) -> Vec<Piece> {
    let all = || columns.iter().flat_map(|(_, lines)| lines);
    let hyphens = Hyphens::of(all());
    let body = body_size(all());
    let indented = is_indented(&columns);
    let mut blocks: Vec<Paragraph> = Vec::new();
    for (page, lines) in &columns {
        let measure = measure(lines);
        for (at, line) in lines.iter().enumerate() {
            let goes_on = match (at.checked_sub(1).map(|above| &lines[above]), blocks.last()) {
                (Some(above), _) => !starts(above, line, &measure, indented),
                (None, Some(last)) => carries_on(last, line, &measure, indented),
                (None, None) => false,
            };
            match blocks.last_mut().filter(|_| goes_on) {
                Some(block) => block.add(*page, line, &hyphens, measure.right - measure.left),
                None => blocks.push(Paragraph::new(*page, line, &measure)),
            }
        }
    }
    pieces(blocks, body)
}

/// A paragraph that is put together.
struct Paragraph {
    piece: Piece,
    page: u32,
    size: f32,
    bold: bool,
    /// How much room the last line left, as a share of the column, and whether its words end a sentence there.
    room: f32,
}

impl Paragraph {
    fn new(page: u32, line: &Run, measure: &Measure) -> Self {
        Paragraph {
            piece: Piece::open(line.words.clone()).at(Some(Place::Page(page))),
            page,
            size: line.size,
            bold: line.bold,
            room: (measure.right - line.right) / (measure.right - measure.left).max(1.0),
        }
    }

    fn add(&mut self, page: u32, line: &Run, hyphens: &Hyphens, width: f32) {
        hyphens.join(&mut self.piece.words, &line.words);
        if page != self.page {
            let at = self.piece.words.len() - line.words.len();
            self.piece.places.push((at, Place::Page(page)));
            self.page = page;
        }
        self.bold &= line.bold;
        self.room = (width - (line.right - line.left)) / width.max(1.0);
    }
}

/// Tells whether a line begins a paragraph below another line of its column.
fn starts(above: &Run, line: &Run, measure: &Measure, indented: bool) -> bool {
    let distance = above.base - line.base;
    let is_far = distance > FAR * measure.leading.max(line.size * 0.9) || distance < 0.0;
    let is_other = (above.size - line.size).abs() > 0.08 * above.size.max(line.size) || (above.bold && !line.bold);
    let starts_low = line.words.starts_with(char::is_lowercase);
    let is_torn = starts_low && !ends_sentence(&above.words);
    if is_far || is_other {
        return !(is_torn && !is_other && distance > 0.0 && distance < 1.6 * measure.leading);
    }
    // A line that had room for the next word and did not take it was meant to end.
    let first = line.words.split_whitespace().next().unwrap_or_default().chars().count() as f32;
    let letters = line.words.chars().count().max(1) as f32;
    let needed = (first + 1.0) * (line.right - line.left) / letters;
    let had_room = measure.right - above.right > needed + 0.6 * line.size;
    let has_ended = ends_sentence(&above.words) || above.words.ends_with([':', ';']);
    match item(&line.words) {
        Some(Mark::Bullet) => return true,
        // "… since / 30. June" is a date.
        Some(Mark::Number) if has_ended || had_room => return true,
        _ => {}
    }
    let is_in = |line: &Run| (INDENT.0 * line.size..INDENT.1 * line.size).contains(&(line.left - measure.left));
    if is_in(line) && item(&above.words).is_none() && (!is_in(above) || (indented && (has_ended || had_room))) {
        return !is_torn;
    }
    had_room && !is_torn && (has_ended || measure.right - above.right > 0.3 * (measure.right - measure.left))
}

/// Tells whether the first line of a column goes on with the paragraph before it.
fn carries_on(last: &Paragraph, line: &Run, measure: &Measure, indented: bool) -> bool {
    let is_alike = (last.size - line.size).abs() <= 0.08 * line.size && last.bold == line.bold;
    let is_open = !ends_sentence(&last.piece.words) && !last.piece.words.ends_with(':');
    let is_low = line.words.starts_with(char::is_lowercase);
    let is_flush = line.left - measure.left < INDENT.0 * line.size;
    let is_full = last.room < 0.12;
    is_alike
        && item(&line.words).is_none()
        && (is_open && (is_low || (is_full && is_flush)) || (indented && is_flush && is_full))
}

/// The mark that an item of a list begins with.
enum Mark {
    Bullet,
    Number,
}

fn item(words: &str) -> Option<Mark> {
    let (mark, rest) = words.split_once(' ')?;
    let is_bullet = matches!(mark, "•" | "◦" | "▪" | "‣" | "-" | "–" | "*" | "·" | "\u{f0b7}" | "\u{f0a7}" | "►" | "➢");
    let digits = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    match (rest.is_empty(), is_bullet, is_number) {
        (false, true, _) => Some(Mark::Bullet),
        (false, _, true) => Some(Mark::Number),
        _ => None,
    }
}

fn measure(lines: &[Run]) -> Measure {
    let lefts = lines.iter().map(|line| line.left);
    let mut steps: Vec<f32> =
        lines.windows(2).map(|pair| pair[0].base - pair[1].base).filter(|step| *step > 0.5).collect();
    steps.sort_by(f32::total_cmp);
    // Lines of one paragraph stand closer than paragraphs do: the usual distance is among the smaller ones.
    let leading = steps.get(steps.len() * 2 / 5).copied().unwrap_or(12.0);
    Measure {
        left: lefts.fold(f32::MAX, f32::min),
        right: lines.iter().map(|line| line.right).fold(f32::MIN, f32::max),
        leading,
    }
}

/// The size of most letters of the text.
fn body_size<'a>(lines: impl Iterator<Item = &'a Run>) -> f32 {
    let sizes: Vec<f32> = lines.flat_map(|line| std::iter::repeat_n(line.size, line.words.len() / 16 + 1)).collect();
    median(sizes)
}

/// Tells whether the paragraphs of a text begin with an indent: some lines do, most do not, and none is far below another.
fn is_indented(columns: &[(u32, Vec<Run>)]) -> bool {
    let (mut indented, mut spaced) = (0, 0);
    for (_, lines) in columns {
        let measure = measure(lines);
        for pair in lines.windows(2) {
            let is_in = (INDENT.0..INDENT.1).contains(&((pair[1].left - measure.left) / pair[1].size));
            indented += usize::from(is_in);
            spaced += usize::from(pair[0].base - pair[1].base > FAR * measure.leading && !is_in);
        }
    }
    indented > spaced
}

/// Gives paragraphs their roles by the size and weight of their letters.
fn pieces(blocks: Vec<Paragraph>, body: f32) -> Vec<Piece> {
    let largest = blocks.iter().take(12).map(|block| block.size).fold(0.0, f32::max);
    let mut has_title = false;
    blocks
        .into_iter()
        .map(|block| {
            let words = &block.piece.words;
            let is_short = words.split_whitespace().count() <= HEADING;
            let is_large = block.size >= LARGE * body;
            let is_head = is_short && (is_large || (block.bold && !ends_sentence(words)));
            match () {
                () if is_short && is_large && block.size == largest && !has_title => {
                    has_title = true;
                    Piece { role: Role::Title, sure: true, ..block.piece }
                }
                () if is_head => Piece { role: Role::Heading, ..block.piece },
                () if item(words).is_some() || words.contains('\t') => Piece { role: Role::List, ..block.piece },
                () => block.piece,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(base: f32, left: f32, words: &str) -> Run {
        Run {
            left,
            right: left + 5.0 * words.chars().count() as f32,
            base,
            size: 10.0,
            bold: false,
            words: words.to_owned(),
        }
    }

    fn words(columns: Vec<(u32, Vec<Run>)>) -> Vec<String> {
        read(columns).into_iter().map(|piece| piece.words).collect()
    }

    #[test]
    fn distance_indent_and_room_part_paragraphs() {
        let spaced = vec![
            line(100.0, 0.0, "The lock will stay closed until"),
            line(88.0, 0.0, "May."),
            line(70.0, 0.0, "Nobody was told, the mayor says"),
        ];
        assert_eq!(words(vec![(1, spaced)]).len(), 2);
        let indented = vec![
            line(100.0, 0.0, "The lock will stay closed until May,"),
            line(88.0, 0.0, "and no barge shall go through it now."),
            line(76.0, 10.0, "Nobody was told, the mayor says of"),
            line(64.0, 0.0, "the lock that she closed."),
        ];
        assert_eq!(words(vec![(1, indented)]).len(), 2);
        let room = vec![
            line(100.0, 0.0, "The lock will stay closed until May, we hear."),
            line(88.0, 0.0, "It leaks."),
            line(76.0, 0.0, "Nobody was told."),
        ];
        // The first line had no room for "It".
        assert_eq!(words(vec![(1, room)]).len(), 2);
    }

    #[test]
    fn a_sentence_goes_on_over_the_page_and_keeps_both_numbers() {
        let one = vec![
            line(100.0, 0.0, "The lock will stay closed until May,"),
            line(88.0, 0.0, "and no barge shall go through it, ex-"),
        ];
        let two = vec![
            line(100.0, 0.0, "cept the one that carries the stones."),
            line(88.0, 0.0, "So it was said at the time, in the hall."),
        ];
        let read = read(vec![(1, one), (2, two)]);
        assert!(read[0].words.contains("except the one"), "{:?}", read[0].words);
        let at = read[0].words.find("cept the one").expect("the words");
        assert_eq!(read[0].places, [(0, Place::Page(1)), (at, Place::Page(2))]);
    }

    #[test]
    fn lists_are_items() {
        let list = vec![
            line(100.0, 0.0, "• a later bus for all the towns of"),
            line(88.0, 8.0, "the valley"),
            line(76.0, 0.0, "• a toll"),
            line(64.0, 0.0, "2) a date"),
        ];
        assert_eq!(words(vec![(1, list)]), ["• a later bus for all the towns of the valley", "• a toll", "2) a date"]);
    }
}
