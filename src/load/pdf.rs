//! PDF: where letters stand on the pages, read as columns, lines and paragraphs.
//!
//! `pdf_oxide` takes the file apart; what stands on the pages goes to `layout`.

use pdf_oxide::PdfDocument;
use pdf_oxide::layout::TextSpan;
use pdf_oxide::object::Object;

use super::decode;
use super::job::Job;
use super::layout::{self, Run};
use super::limits::Fault;
use super::paged;
use super::piece::{Piece, Reading, ink, note_beside, one_line};
use crate::document::{Aside, Place};

/// So many characters to a page, or fewer, are no text: page numbers and stamps on scans.
const SCAN: usize = 20;

/// A colour of at least so much of each light cannot be seen on white paper.
const WHITE: f32 = 0.98;

/// The mark of the end stands in the last so many bytes; programs write a little behind it.
const TAIL: usize = 4096;

/// Reads a PDF.
///
/// # Errors
/// It is damaged, locked, over a limit, or holds pictures of text only.
pub fn read(job: &Job<'_>) -> Result<Reading, Fault> {
    let broken = |error: pdf_oxide::Error| Fault::damaged("PDF file", error);
    let file = PdfDocument::from_bytes(job.bytes.to_vec()).map_err(broken)?;
    if file.is_encrypted() && !file.is_authenticated() {
        return Err(Fault::Broken(
            "The PDF is locked with a password. Open it in a PDF reader, save or print it without one, and open that."
                .to_owned(),
        ));
    }
    let count = file.page_count().map_err(broken)?;
    if count as u64 > job.limits.pages {
        return Err(Fault::count("The PDF has too many pages", "pages", job.limits.pages));
    }
    let mut pages = Vec::new();
    let mut lost = Vec::new();
    for number in 0..count {
        match page(&file, number) {
            Ok(page) => pages.push(page),
            Err(_) => {
                pages.push(Page::default());
                lost.push((number + 1).to_string());
            }
        }
    }
    let is_whole = ends(job.bytes);
    if !is_whole && pages.iter().map(Page::ink).sum::<usize>() <= SCAN * pages.len() {
        return Err(Fault::damaged("PDF file", "it ends too early"));
    }
    let mut reading = compose(pages, &lost, &file)?;
    if !is_whole {
        reading.notice(
            "The PDF ends too early, as if it was not downloaded completely. What is missing here may stand in the rest; \
             get it again.",
        );
    }
    Ok(reading)
}

/// Tells whether a PDF has the mark of its end near its end.
fn ends(bytes: &[u8]) -> bool {
    bytes[bytes.len().saturating_sub(TAIL)..].windows(5).any(|five| five == b"%%EOF")
}

/// What stands on a page.
#[derive(Debug, Default)]
struct Page {
    /// The text, in the order of reading, column by column.
    columns: Vec<Vec<Run>>,
    /// What cannot be seen.
    hidden: Vec<String>,
    /// What stands across: notes at the edge, words in drawings.
    turned: Vec<String>,
    /// Whether it holds no text at all.
    is_picture: bool,
    /// The text in an order that the library found, where letters do not run from left to right.
    told: Option<String>,
}

impl Page {
    fn ink(&self) -> usize {
        let lines: usize = self.columns.iter().flatten().map(|line| ink(&line.words)).sum();
        lines + self.told.as_deref().map_or(0, ink) + self.turned.iter().map(|words| ink(words)).sum::<usize>()
    }
}

fn page(file: &PdfDocument, number: usize) -> Result<Page, pdf_oxide::Error> {
    let spans = file.extract_spans(number)?;
    let (left, bottom, width, height) = file.get_page_media_box(number).unwrap_or((0.0, 0.0, 1e6, 1e6));
    let mut page = Page::default();
    let letters: String = spans.iter().map(|span| span.text.as_str()).collect();
    if is_right_to_left(&letters) || spans.iter().any(|span| span.wmode == 1) {
        page.told = Some(file.extract_text(number)?);
        return Ok(page);
    }
    let is_off = |span: &TextSpan| {
        let (x, y) = (span.bbox.x, span.bbox.y);
        x > left + width || y > bottom + height || x + span.bbox.width < left || y + span.bbox.height < bottom
    };
    let mut runs = Vec::new();
    for span in spans.iter().filter(|span| !span.text.trim().is_empty()) {
        let colour = &span.color;
        if is_off(span) || [colour.r, colour.g, colour.b].iter().all(|light| *light >= WHITE) {
            page.hidden.push(span.text.trim().to_owned());
        } else if span.rotation_degrees.abs() > 1.0 {
            page.turned.push(span.text.trim().to_owned());
        } else if span.bbox.width.is_finite() && span.bbox.x.is_finite() && span.bbox.y.is_finite() {
            runs.push(run(span));
        }
    }
    page.is_picture = runs.is_empty() && page.turned.is_empty();
    page.columns = layout::columns(runs);
    Ok(page)
}

fn run(span: &TextSpan) -> Run {
    Run {
        left: span.bbox.x,
        right: span.bbox.x + span.bbox.width,
        base: span.bbox.y,
        size: if span.font_size > 0.5 { span.font_size } else { span.bbox.height.max(1.0) },
        bold: span.font_weight.is_bold(),
        words: span.text.clone(),
    }
}

/// Tells whether most letters are of scripts that run from right to left.
fn is_right_to_left(letters: &str) -> bool {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let count = letters.chars().filter(|c| is_rtl(*c)).count();
    count * 2 > letters.chars().filter(|c| c.is_alphabetic()).count().max(1)
}

/// Puts the pages together.
fn compose(mut pages: Vec<Page>, lost: &[String], file: &PdfDocument) -> Result<Reading, Fault> {
    let ink: usize = pages.iter().map(Page::ink).sum();
    if ink <= SCAN * pages.len() {
        return Err(Fault::Broken(format!(
            "The PDF holds no text, only pictures of {}: a scan. Have its text recognised (OCR), save that, and open it.",
            if pages.len() == 1 { "a page".to_owned() } else { format!("{} pages", pages.len()) }
        )));
    }
    if pages.iter().any(|page| page.told.is_some()) {
        let told: Vec<String> = pages.into_iter().map(words).collect();
        return Ok(paged::read(&told.join("\u{c}")));
    }
    let mut reading = Reading::new("pdf");
    let (pieces, folded) = layout::read(pages.iter_mut().map(|page| std::mem::take(&mut page.columns)).collect());
    let mut pieces = pieces.into_iter().peekable();
    for ((page, number), furniture) in pages.iter().zip(1_u32..).zip(folded) {
        let begins_here =
            |piece: &Piece| matches!(piece.places.first(), Some((_, Place::Page(page))) if *page <= number);
        while let Some(piece) = pieces.next_if(|piece| begins_here(piece)) {
            reading.pieces.push(piece);
        }
        let aside =
            |aside: Aside| move |words: &String| Piece::aside(aside, words.clone()).at(Some(Place::Page(number)));
        reading.pieces.extend(page.turned.iter().map(aside(Aside::Furniture)));
        if !page.hidden.is_empty() {
            reading.pieces.push(aside(Aside::Hidden)(&page.hidden.join(" ")));
        }
        reading.pieces.extend(furniture.iter().map(aside(Aside::Furniture)));
    }
    reading.pieces.extend(pieces);
    if !lost.is_empty() {
        reading.notice(format!("These pages of the PDF are damaged and could not be read: {}.", lost.join(", ")));
    }
    let empty: Vec<String> =
        pages.iter().zip(1..).filter(|(page, _)| page.is_picture).map(|(_, n): (_, u32)| n.to_string()).collect();
    if !empty.is_empty() {
        reading.notice(format!("These pages of the PDF hold no text, perhaps pictures of it: {}.", empty.join(", ")));
    }
    facts(file, &mut reading);
    note_beside(&mut reading);
    Ok(reading)
}

/// The words of a page in the order that is known for it.
fn words(page: Page) -> String {
    let lines = page.columns.into_iter().flatten().map(|line| line.words).collect::<Vec<_>>().join("\n");
    page.told.unwrap_or(lines)
}

/// Reads what the properties of the file say.
fn facts(file: &PdfDocument, reading: &mut Reading) {
    let root = file
        .trailer()
        .as_dict()
        .and_then(|trailer| trailer.get("Info"))
        .and_then(|info| file.resolve_object(info).ok());
    let Some(info) = root.as_ref().and_then(Object::as_dict) else { return };
    let fact = |name: &str| {
        let value = file.resolve_object(info.get(name)?).ok()?;
        let Object::String(bytes) = value else { return None };
        Some(one_line(&decode::decode(&bytes, false).text)).filter(|fact| !fact.is_empty())
    };
    // Programs put the names of their files there.
    let is_file = |title: &String| title.starts_with("Microsoft Word") || (title.contains('.') && !title.contains(' '));
    reading.told.title = fact("Title").filter(|title| !is_file(title));
    reading.told.byline = fact("Author");
    reading.told.date = fact("CreationDate").and_then(|date| day(&date));
}

/// Reads the day of a date as PDF writes it: `D:20250318120000+01'00'`.
fn day(date: &str) -> Option<String> {
    let digits = date.strip_prefix("D:").unwrap_or(date).get(..8)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
