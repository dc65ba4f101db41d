//! Which two paragraphs the reader asks about, and the answer.

use crate::comparison;
use crate::document::Document;
use crate::export;
use crate::terminal::columns;
use crate::work::Work;

/// Lines longer than this are hard to read.
const WIDEST: usize = 100;

/// Says why two paragraphs, each given as `A:12`, were matched or not.
///
/// # Errors
///
/// What is wrong with what was asked, and what to do.
pub fn explain(documents: &[Document], asked: &[String]) -> Result<String, String> {
    let [a, b] = asked else { return Err("Name two paragraphs, as in --explain A:12 B:7.".to_owned()) };
    let (a, b) = (named(documents, a)?, named(documents, b)?);
    if a.0 == b.0 {
        return Err("Both paragraphs are of one source; only those of different sources are matched.".to_owned());
    }
    // Nobody asks for it to be given up: Ctrl-C ends the program.
    let found = comparison::explain(documents, a, b, &Work::default()).unwrap_or_default();
    let found = found.ok_or_else(|| "One of the paragraphs has no words.".to_owned())?;
    Ok(export::explain::to_text(documents, &found, columns().min(WIDEST)))
}

/// Finds a paragraph by its source and its number.
fn named(documents: &[Document], asked: &str) -> Result<(usize, usize), String> {
    let form = || format!("{asked} names no paragraph. Write the source and the paragraph's number, as in A:12.");
    let (name, number) = asked.rsplit_once(':').ok_or_else(form)?;
    let number: usize = number.trim_start_matches('¶').parse().map_err(|_| form())?;
    let source = source(documents, name).ok_or_else(|| {
        let names: Vec<String> = documents
            .iter()
            .enumerate()
            .map(|(at, document)| format!("{} ({})", export::letter::letter(at), document.source.label))
            .collect();
        format!("There is no source {name}. Name one of: {}.", names.join(", "))
    })?;
    match (number, documents[source].paragraphs.len()) {
        (_, 0) => Err(format!("{} has no paragraphs.", documents[source].source.label)),
        (1.., all) if number <= all => Ok((source, number - 1)),
        (_, all) => Err(format!("{name} has no paragraph {number}; its paragraphs are 1 to {all}.")),
    }
}

/// Finds a source by its letter, by its number from 1, or by its name.
fn source(documents: &[Document], name: &str) -> Option<usize> {
    let letter = (0..documents.len()).find(|at| export::letter::letter(*at).eq_ignore_ascii_case(name));
    let number = || name.trim_start_matches('#').parse::<usize>().ok()?.checked_sub(1);
    let label = || documents.iter().position(|document| document.source.label == name);
    letter.or_else(label).or_else(number).filter(|at| *at < documents.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;

    #[test]
    fn a_source_is_named_by_letter_number_or_label() {
        let documents = [load::read("mail.txt", b"One.\n\nTwo.\n"), load::read("wire.txt", b"One.\n")];
        for name in ["A:2", "a:2", "1:2", "#1:2", "mail:2", "A:¶2"] {
            assert_eq!(named(&documents, name), Ok((0, 1)), "{name}");
        }
        for name in ["A", "A:", "A:0", "A:3", "C:1", "B:2", "0:1", ":1", "A:x"] {
            assert!(named(&documents, name).is_err(), "{name}");
        }
    }
}
