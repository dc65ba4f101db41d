//! Who says a quotation: the name beside the word that reports it, made full from the rest of the source.

use super::cues::Cues;
use super::{Quote, Speaker};
use crate::document::Document;
use crate::span::Span;
use crate::text::tokens::{Kind, Lexicon, Token, Tokens};

/// A name or pronoun stands at most this many words from the word that reports the speech.
const REACH: usize = 14;

/// No word that names a speaker is looked for further than so many tokens from the quotation.
const FAR: usize = 80;

/// What is known of one document while its speakers are looked for.
pub struct Scene<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// The forms of the tokens.
    pub lexicon: &'a Lexicon,
    /// The cue words of its language.
    pub cues: &'static Cues,
    names: Vec<Span>,
}

impl<'a> Scene<'a> {
    /// Collects the names of a document.
    pub fn new(document: &'a Document, tokens: &'a Tokens, lexicon: &'a Lexicon, cues: &'static Cues) -> Self {
        let mut scene = Scene { document, tokens, lexicon, cues, names: Vec::new() };
        let found = (0..tokens.sentences()).flat_map(|sentence| {
            let tokens: Vec<&Token> = tokens.sentence(sentence).iter().collect();
            scene.names_in(&tokens)
        });
        scene.names = found.filter(|name| name.of(&document.text).contains(' ')).collect();
        scene
    }

    /// Finds the speaker of a quote and the word that reports it; `before` are the quotes found so far.
    pub fn attribute(&self, quote: &Quote, before: &[Quote]) -> (Option<Speaker>, Option<Span>) {
        let (head, tail) = self.around(quote.span);
        let behind = self.behind(&tail);
        let near = match behind {
            Some((Some(_), _)) => behind,
            _ => self.ahead(&head).or(behind),
        };
        let carried = || self.carried(quote, before);
        match near {
            Some((Some(name), cue)) => (self.resolve(name, quote, before).or_else(carried), Some(cue)),
            Some((None, cue)) => (carried(), Some(cue)),
            None => (carried(), None),
        }
    }

    /// Returns the tokens outside the marks in the sentences that a quote stands in: those before it and behind it.
    fn around(&self, quote: Span) -> (Vec<&'a Token>, Vec<&'a Token>) {
        let sentences = &self.document.sentences;
        let first = sentences.partition_point(|sentence| sentence.span.end <= quote.start);
        let last = sentences.partition_point(|sentence| sentence.span.start < quote.end).max(first + 1) - 1;
        let of = |sentence: usize| if sentence < sentences.len() { self.tokens.sentence(sentence) } else { &[] };
        // Only what is near is looked at, so that a sentence of a thousand quotations costs no more than a thousand.
        let (before, behind) = (of(first), of(last));
        let before = &before[..before.partition_point(|token| token.span().end <= quote.start)];
        let behind = &behind[behind.partition_point(|token| token.span().start < quote.end)..];
        let head = before[before.len().saturating_sub(FAR)..].iter().collect();
        let tail = behind[..behind.len().min(FAR)].iter().collect();
        (head, tail)
    }

    fn form(&self, token: &Token) -> &str {
        self.lexicon.form(token.form)
    }

    fn is_verb(&self, token: &Token) -> bool {
        // "so-called" reports nothing.
        self.cues.is_verb(self.form(token)) && !self.document.text[..token.span().start].ends_with('-')
    }

    /// "…," said NAME · "…," NAME said · "…," he said
    fn behind(&self, tail: &[&'a Token]) -> Option<(Option<Span>, Span)> {
        let near = &tail[..tail.len().min(REACH)];
        if let Some(found) = self.framed(near) {
            return Some(found);
        }
        let verb = near.iter().position(|token| self.is_verb(token))?;
        let cue = near[verb].span();
        let before = self.last_name(&near[..verb]);
        let after = || self.first_name(&near[verb + 1..]);
        Some((before.or_else(after), cue))
    }

    /// NAME said: "…" · said NAME: "…" · according to NAME, "…" · NAME: "…"
    fn ahead(&self, head: &[&'a Token]) -> Option<(Option<Span>, Span)> {
        if let Some(found) = self.framed(head) {
            return Some(found);
        }
        let Some(verb) = head.iter().rposition(|token| self.is_verb(token)) else {
            let (colon, named) = head.split_last().filter(|(last, _)| self.form(last) == ":")?;
            let name = self.names_in(named).last().copied().filter(|name| name.end == colon.span().start)?;
            return Some((Some(name), colon.span()));
        };
        let cue = head[verb].span();
        let before = self.last_name(&head[verb.saturating_sub(REACH)..verb]);
        let after = || self.first_name(&head[verb + 1..]);
        Some((before.or_else(after), cue))
    }

    /// "according to NAME" among some tokens.
    fn framed(&self, tokens: &[&'a Token]) -> Option<(Option<Span>, Span)> {
        let forms: Vec<&str> = tokens.iter().map(|token| self.form(token)).collect();
        (0..tokens.len()).find_map(|at| {
            let len = self.cues.frame(&forms[at..]);
            let rest = tokens.get(at + len..).filter(|_| len > 0)?;
            let name = self.first_name(&rest[..rest.len().min(REACH)])?;
            Some((Some(name), tokens[at].span().join(tokens[at + len - 1].span())))
        })
    }

    fn is_pronoun(&self, token: &Token) -> bool {
        self.cues.is_pronoun(self.form(token))
    }

    fn first_name(&self, tokens: &[&'a Token]) -> Option<Span> {
        let pronoun = tokens.first().filter(|token| self.is_pronoun(token)).map(|token| token.span());
        pronoun.or_else(|| self.names_in(tokens).first().copied())
    }

    /// Returns the name that is the subject of what follows: the last before it, but not one in an apposition.
    fn last_name(&self, tokens: &[&'a Token]) -> Option<Span> {
        let names = self.names_in(tokens);
        let pronoun = tokens.iter().rev().find(|token| self.is_pronoun(token)).map(|token| token.span());
        // "NAME, the head of NAME, said": what stands before the first comma of two is the subject.
        let commas = tokens.iter().filter(|token| self.form(token) == ",").count();
        let name = if commas >= 2 { names.first().copied() } else { names.last().copied() };
        match (name, pronoun) {
            (Some(name), Some(pronoun)) => Some(if pronoun.start > name.start { pronoun } else { name }),
            (name, pronoun) => name.or(pronoun),
        }
    }

    /// Returns the runs of words with a capital, outside the start of a sentence unless they go on.
    fn names_in(&self, tokens: &[&'a Token]) -> Vec<Span> {
        let mut names: Vec<Span> = Vec::new();
        let mut open = false;
        for token in tokens {
            let words = token.span().of(&self.document.text);
            let capital = token.kind == Kind::Word && words.starts_with(char::is_uppercase) && !token.common;
            let gap = names.last().map_or("", |name| Span::new(name.end, token.span().start).of(&self.document.text));
            let joins = open && matches!(gap, " " | ". " | "-" | "\u{a0}");
            match names.last_mut() {
                Some(last) if capital && joins => last.end = token.span().end,
                _ if capital => names.push(token.span()),
                _ => {}
            }
            // An initial's full stop does not end a name.
            open = capital || (open && words == ".");
        }
        names
    }

    /// Returns the fullest name for what names a speaker: a pronoun leads back to the one who spoke last.
    fn resolve(&self, name: Span, quote: &Quote, before: &[Quote]) -> Option<Speaker> {
        let text = &self.document.text;
        let words = name.of(text);
        let is_pronoun = self.cues.is_pronoun(&words.to_lowercase());
        if is_pronoun {
            return self.antecedent(name, quote, before).map(|full| Speaker { name: full, span: name });
        }
        let last = words.rsplit(' ').next().unwrap_or(words);
        let ends_so = |known: &&Span| known.of(text).rsplit(' ').next() == Some(last);
        let full = self.names.iter().filter(ends_so).map(|known| known.of(text)).find(|_| !words.contains(' '));
        Some(Speaker { name: full.unwrap_or(words).to_owned(), span: name })
    }

    /// Returns whom a pronoun means: who was named since the last quotation in its paragraph, else who spoke last, else
    /// who was named last.
    fn antecedent(&self, pronoun: Span, quote: &Quote, before: &[Quote]) -> Option<String> {
        let text = &self.document.text;
        let paragraph = self.document.paragraphs.partition_point(|p| p.span.end <= pronoun.start);
        let start = self.document.paragraphs.get(paragraph).map_or(0, |p| p.span.start);
        let spoke = before.iter().rev().find(|earlier| earlier.document == quote.document && earlier.speaker.is_some());
        let since = spoke.map_or(start, |earlier| earlier.span.end.max(start));
        let named = || self.names.iter().filter(|known| known.end <= pronoun.start);
        let fresh = named().find(|known| known.start >= since).map(|known| known.of(text).to_owned());
        let speaker = spoke.and_then(|earlier| earlier.speaker.as_ref()).map(|speaker| speaker.name.clone());
        fresh.or(speaker).or_else(|| named().next_back().map(|known| known.of(text).to_owned()))
    }

    /// Returns the speaker of the quote before, where this one goes on in the same paragraph or with a new mark.
    fn carried(&self, quote: &Quote, before: &[Quote]) -> Option<Speaker> {
        let earlier = before.last().filter(|earlier| earlier.document == quote.document)?;
        let paragraph = |span: Span| self.document.paragraphs.partition_point(|p| p.span.end <= span.start);
        let between = paragraph(quote.span) - paragraph(earlier.span).min(paragraph(quote.span));
        let open = self.document.paragraphs[paragraph(earlier.span)].span.end == earlier.span.end;
        if between == 0 || (between == 1 && open) {
            return earlier.speaker.clone();
        }
        None
    }

    /// Returns who is announced at the end of the paragraph before ("NAME said in a statement:").
    pub fn announced(&self, quote: Span) -> Option<(Speaker, Span)> {
        let paragraph = self.document.paragraphs.partition_point(|p| p.span.end <= quote.start);
        let before = self.document.paragraphs.get(paragraph.checked_sub(1)?)?;
        if !before.span.of(&self.document.text).ends_with([':', '：']) {
            return None;
        }
        let tokens: Vec<&Token> = self.tokens.sentence(before.sentences.end.checked_sub(1)?).iter().collect();
        let (name, cue) = self.ahead(&tokens)?;
        let named = name.map(|span| Speaker { name: span.of(&self.document.text).to_owned(), span })?;
        Some((named, cue))
    }
}
