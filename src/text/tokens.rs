//! Words and marks of a text (UAX #29), each with the forms it is compared by.

use std::collections::HashMap;
use std::ops::Range;

use rust_stemmers::Stemmer;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use super::form::{is_hidden, normal_form};
use super::language::Tag;
use super::numbers::is_anchor;
pub use super::token::{Kind, Token};
use super::{common, language};
use crate::document::{Document, Passage};
use crate::span::Span;

/// The tokens of one document, and those of each sentence.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    /// For each sentence the first of its tokens; one more at the end.
    firsts: Vec<u32>,
}

impl Tokens {
    /// Returns how many sentences there are.
    pub fn sentences(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// Returns the tokens of one sentence.
    pub fn sentence(&self, sentence: usize) -> &[Token] {
        self.run(sentence..sentence + 1)
    }

    /// Returns the tokens of a run of sentences.
    pub fn run(&self, sentences: Range<usize>) -> &[Token] {
        &self.tokens[self.firsts[sentences.start] as usize..self.firsts[sentences.end] as usize]
    }

    /// Returns the tokens of a passage of this document.
    pub fn passage(&self, passage: Passage) -> &[Token] {
        self.run(passage.sentences())
    }

    /// Returns all tokens of the document, in order.
    pub fn all(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns the tokens that lie wholly inside a span of the text.
    pub fn within(&self, span: Span) -> &[Token] {
        let first = self.tokens.partition_point(|token| (token.start as usize) < span.start);
        let end = self.tokens.partition_point(|token| (token.end as usize) <= span.end);
        &self.tokens[first..end.max(first)]
    }
}

/// A map that holds what comes from outside: fast, with a seed that nobody outside can know.
type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// The comparison forms met so far, by number.
#[derive(Default)]
pub struct Lexicon {
    numbers: Map<Box<str>, u32>,
    forms: Vec<Box<str>>,
    stems: Map<(u32, &'static str), u32>,
    /// What is known of each word as it is written, by language.
    words: HashMap<&'static str, Map<Box<str>, Entry>>,
}

/// What is known of a word as it is written; nothing of blanks.
#[derive(Clone, Copy)]
struct Entry {
    form: u32,
    stem: u32,
    kind: Kind,
    common: bool,
    counts: bool,
    /// The character, where the word is one of a script without spaces.
    alone: Option<char>,
}

impl Lexicon {
    /// Divides a document into tokens, by the rules of a language (an ISO 639-1 code, or nothing).
    pub fn tokens(&mut self, document: &Document, language: &str) -> Tokens {
        let rules = Rules::new(language);
        let mut words = self.words.remove(rules.key).unwrap_or_default();
        let mut found = Tokens::default();
        for sentence in &document.sentences {
            found.firsts.push(found.tokens.len() as u32);
            self.add(sentence.span, &document.text, &rules, &mut words, &mut found.tokens);
        }
        found.firsts.push(found.tokens.len() as u32);
        found.tokens.shrink_to_fit();
        self.words.insert(rules.key, words);
        found
    }

    /// Returns a form or a stem by its number.
    pub fn form(&self, number: u32) -> &str {
        &self.forms[number as usize]
    }

    /// Returns how many forms and stems there are; all numbers are below.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Tells whether no text was read yet.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    fn add(
        &mut self,
        span: Span,
        text: &str,
        rules: &Rules,
        words: &mut Map<Box<str>, Entry>,
        tokens: &mut Vec<Token>,
    ) {
        let mut pending: Option<char> = None;
        let first = tokens.len();
        for (offset, word) in span.of(text).split_word_bound_indices() {
            let mut start = (span.start + offset) as u32;
            let end = start + word.len() as u32;
            // Hidden characters inside a word must not hide that it is the same word.
            let broken = word.chars().all(is_hidden) || text[..start as usize].ends_with(is_hidden);
            if broken && let Some(begun) = tokens[first..].last().filter(|last| last.end == start && last.is_word()) {
                start = begun.start;
                tokens.pop();
            }
            let word = Span::new(start as usize, end as usize).of(text);
            if word.starts_with(char::is_whitespace) {
                continue;
            }
            let entry = match words.get(word) {
                Some(entry) => *entry,
                None => {
                    let Some(entry) = self.entry(word, rules) else { continue };
                    words.insert(word.into(), entry);
                    entry
                }
            };
            let Entry { form, stem, kind, common, counts, alone } = entry;
            // A character of a script without spaces is compared together with the one that follows it.
            if let (Some(before), Some(c), Some(last)) = (pending, alone, tokens.last_mut())
                && last.end == start
            {
                last.stem = self.number(&String::from_iter([before, c]));
            }
            pending = alone;
            tokens.push(Token { start, end, form, stem, kind, common, counts, language: rules.tag });
        }
    }

    /// Reads a word that is met for the first time in its language.
    fn entry(&mut self, word: &str, rules: &Rules) -> Option<Entry> {
        let kind = kind(word)?;
        let form = match kind {
            Kind::Number => self.number(without_ordinal(&normal_form(word))),
            _ => self.number(&normal_form(word)),
        };
        let stem = if kind == Kind::Word { self.stem(form, rules) } else { form };
        let common = kind == Kind::Word && common::is_common(rules.key, self.form(form));
        let counts = kind == Kind::Number || kind == Kind::Word && is_anchor(&normal_form(word), rules.tag.code());
        Some(Entry { form, stem, kind, common, counts, alone: ideograph(word) })
    }

    fn number(&mut self, form: &str) -> u32 {
        if let Some(&number) = self.numbers.get(form) {
            return number;
        }
        let number = self.forms.len() as u32;
        self.numbers.insert(form.into(), number);
        self.forms.push(form.into());
        number
    }

    fn stem(&mut self, form: u32, rules: &Rules) -> u32 {
        if let Some(&stem) = self.stems.get(&(form, rules.key)) {
            return stem;
        }
        let stem = rules.stem(&self.forms[form as usize]);
        let stem = self.number(&stem);
        self.stems.insert((form, rules.key), stem);
        stem
    }
}

/// How words of one language are reduced to stems.
struct Rules {
    key: &'static str,
    tag: Tag,
    stemmer: Option<Stemmer>,
}

impl Rules {
    fn new(code: &str) -> Self {
        Rules {
            key: language::known_code(code),
            tag: Tag::new(code),
            stemmer: language::stemmer(code).map(Stemmer::create),
        }
    }

    fn stem(&self, form: &str) -> String {
        let form = form.trim_end_matches("'s").trim_end_matches('\'');
        let stem = match &self.stemmer {
            Some(stemmer) => stemmer.stem(form).into_owned(),
            None => shorten(form),
        };
        // Accents are often lost on the way from one outlet to another.
        stem.nfd().filter(|c| !is_combining_mark(*c)).flat_map(plain_letter).collect()
    }
}

/// Cuts the end off a long word, where most languages inflect: at most three letters, leaving at least five.
fn shorten(form: &str) -> String {
    let letters = form.chars().count();
    form.chars().take(letters.saturating_sub(3).max(5)).collect()
}

fn plain_letter(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' => ('d', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

fn kind(word: &str) -> Option<Kind> {
    let first = word.chars().find(|c| !is_hidden(*c)).or_else(|| word.chars().next())?;
    if first.is_whitespace() {
        return None;
    }
    Some(if first.is_numeric() {
        Kind::Number
    } else if word.chars().any(char::is_alphanumeric) || is_read_aloud(first) {
        Kind::Word
    } else {
        Kind::Mark
    })
}

/// "31st" is the number 31.
fn without_ordinal(form: &str) -> &str {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| form.strip_suffix(ending));
    bare.filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(form)
}

/// Signs that stand for a word: leaving one out changes what is said.
fn is_read_aloud(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¥' | '€' | '₩' | '₹' | '₽' | '₺' | '₴' | '₪' | '%' | '‰' | '&' | '+' | '±' | '=')
        || matches!(c, '§' | '°' | '×' | '÷' | '<' | '>' | '@' | '#' | '№' | '％' | '￥')
        || c as u32 >= 0x1f000
}

/// Returns the character of a token that is a single character of a script written without spaces.
fn ideograph(word: &str) -> Option<char> {
    let mut chars = word.chars();
    let c = chars.next()?;
    let alone = chars.next().is_none();
    let spaceless = matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        || c as u32 >= 0x20000;
    (alone && spaceless).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Blocks, Role, Source};
    use crate::text::divide;

    fn tokens(text: &str, code: &str) -> (Lexicon, Tokens) {
        let mut blocks = Blocks::default();
        blocks.push(Role::Body, text);
        let mut lexicon = Lexicon::default();
        let found = lexicon.tokens(&divide(Source::default(), blocks, Vec::new()), code);
        (lexicon, found)
    }

    fn forms(text: &str) -> Vec<String> {
        let (lexicon, found) = tokens(text, "en");
        found.all().iter().map(|token| lexicon.form(token.form).to_owned()).collect()
    }

    #[test]
    fn forms_do_not_see_typography() {
        assert_eq!(forms("The city’s “ﬁrst” zero\u{200b}width"), forms("the CITY's \"first\" zerowidth"));
        assert_eq!(forms("10–12 e\u{301}"), forms("10-12 é"));
    }

    #[test]
    fn signs_that_are_read_aloud_are_words() {
        let (_, found) = tokens("It costs $5, or 3 %.", "en");
        assert_eq!(found.all().iter().filter(|token| token.is_word()).count(), 7);
    }

    #[test]
    fn stems_join_inflections() {
        let (_, found) = tokens("closing closes closed", "en");
        assert!(found.all().iter().all(|token| token.stem == found.all()[0].stem));
        let (_, found) = tokens("zákona zákony", "cs");
        assert_eq!(found.all()[0].stem, found.all()[1].stem);
    }

    #[test]
    fn scripts_without_spaces_are_compared_in_pairs() {
        let (lexicon, found) = tokens("市議会は", "ja");
        let stems: Vec<_> = found.all().iter().map(|token| lexicon.form(token.stem)).collect();
        assert_eq!(stems, ["市議", "議会", "会は", "は"]);
    }

    #[test]
    fn tokens_inside_a_span() {
        let (_, found) = tokens("one two three", "en");
        assert_eq!(found.within(Span::new(4, 13)).len(), 2);
        assert_eq!(found.within(Span::new(5, 6)).len(), 0);
    }
}
