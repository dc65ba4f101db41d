//! Search in all sources, on a layer where curly quotes, dashes, width and hidden characters make no difference.

use unicode_normalization::UnicodeNormalization;

use crate::document::Document;
use crate::span::Span;

/// A place where what is looked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The source, as an index.
    pub source: usize,
    /// The sentence it begins in.
    pub sentence: usize,
    /// The words.
    pub span: Span,
}

/// A search and what it found, folded text and hidden sources included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What is looked for, as it was typed.
    pub query: String,
    /// Where it stands, in the order of the screen.
    pub hits: Vec<Hit>,
    /// The hit that was gone to last, as an index.
    pub at: Option<usize>,
    spans: Vec<Vec<Span>>,
}

impl Search {
    /// Looks in all documents. Capitals count only where the query has one. The hits are put in the order of `key`.
    pub fn new<K: Ord>(documents: &[Document], query: &str, key: impl Fn(&Hit) -> K) -> Search {
        let exact = query.chars().any(char::is_uppercase);
        let wanted = Layer::new(query, exact).text;
        let mut search = Search { query: query.to_owned(), ..Search::default() };
        for (source, document) in documents.iter().enumerate() {
            let spans = if wanted.is_empty() { Vec::new() } else { Layer::new(&document.text, exact).find(&wanted) };
            search.hits.extend(spans.iter().map(|span| Hit {
                source,
                sentence: sentence_at(document, *span),
                span: *span,
            }));
            search.spans.push(spans);
        }
        search.sort(key);
        search
    }

    /// Puts the hits in another order; none counts as gone to after that.
    pub fn sort<K: Ord>(&mut self, key: impl Fn(&Hit) -> K) {
        self.at = None;
        self.hits.sort_by_key(key);
    }

    /// Returns the hits in one source, in the order of its text.
    pub fn hits_in(&self, source: usize) -> &[Span] {
        self.spans.get(source).map_or(&[], Vec::as_slice)
    }

    /// Returns `3 of 15`, or says that there is no match.
    pub fn count(&self) -> String {
        match (self.at, self.hits.len()) {
            (_, 0) => "no match".to_owned(),
            (Some(at), count) => format!("{} of {count}", at + 1),
            (None, count) => format!("{count} in all"),
        }
    }
}

fn sentence_at(document: &Document, span: Span) -> usize {
    document.sentences.partition_point(|sentence| sentence.span.start <= span.start).saturating_sub(1)
}

/// A text as it is searched, with the place of every character in the original.
struct Layer {
    text: String,
    /// For each byte of the layer where its character begins and ends in the original.
    places: Vec<(u32, u32)>,
}

impl Layer {
    fn new(original: &str, exact: bool) -> Layer {
        let mut layer =
            Layer { text: String::with_capacity(original.len()), places: Vec::with_capacity(original.len()) };
        for (at, c) in original.char_indices() {
            let end = at + c.len_utf8();
            if c.is_ascii() && !c.is_ascii_whitespace() {
                layer.push(if exact { c } else { c.to_ascii_lowercase() }, at, end);
                continue;
            }
            for c in std::iter::once(plain(c)).flatten().nfkd() {
                if c.is_whitespace() && layer.text.ends_with(' ') {
                    continue;
                }
                let c = if c.is_whitespace() { ' ' } else { c };
                if exact {
                    layer.push(c, at, end);
                } else {
                    c.to_lowercase().for_each(|c| layer.push(c, at, end));
                }
            }
        }
        layer
    }

    fn push(&mut self, c: char, at: usize, end: usize) {
        self.text.push(c);
        self.places.resize(self.text.len(), (at as u32, end as u32));
    }

    fn find(&self, wanted: &str) -> Vec<Span> {
        let place = |at: usize| {
            let (start, _) = self.places[at];
            let (_, end) = self.places[at + wanted.len() - 1];
            Span::new(start as usize, end as usize)
        };
        self.text.match_indices(wanted).map(|(at, _)| place(at)).collect()
    }
}

/// Returns the plain form of a sign that is written in several ways, and nothing for what is hidden.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‛' | '′' | '‚' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            return None;
        }
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> Vec<String> {
        let exact = query.chars().any(char::is_uppercase);
        let layer = Layer::new(text, exact);
        layer.find(&Layer::new(query, exact).text).into_iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn quote_marks_dashes_and_hidden_characters_do_not_matter() {
        assert_eq!(found("The trust’s plan – don\u{200b}’t", "trust's plan - don't"), ["trust’s plan – don\u{200b}’t"]);
        assert_eq!(found("in\u{ad}visible", "invisible"), ["in\u{ad}visible"]);
        assert_eq!(found("two  \n words", "two words"), ["two  \n words"]);
    }

    #[test]
    fn capitals_count_only_if_one_is_typed() {
        assert_eq!(found("The bridge, the Bridge", "bridge"), ["bridge", "Bridge"]);
        assert_eq!(found("The bridge, the Bridge", "Bridge"), ["Bridge"]);
    }

    #[test]
    fn width_and_composition_do_not_matter() {
        assert_eq!(found("１２３４人", "1234"), ["１２３４"]);
        assert_eq!(found("cafe\u{301}", "café"), ["cafe\u{301}"]);
    }
}
