//! How marked words stand in their text, and whether they are anybody's speech at all.

use super::cues::Class;
use super::scene::Scene;
use super::speaker::Said;
use super::{Kind, Quote};
use crate::document::Role;
use crate::span::Span;

/// Marked words are at most this many to be a term and not speech, where nothing reports them.
const TERM_WORDS: usize = 4;

/// A title of a work is at most this many words long.
const TITLE_WORDS: usize = 12;

/// Decides what kind of quotation marked words are.
pub fn kind(scene: &Scene<'_>, quote: &Quote, outside: Span, said: &Said) -> Kind {
    let place = Place::new(scene, quote, outside);
    if place.words == 0 {
        return Kind::Term;
    }
    let reported = said.cue.is_some();
    if place.whole {
        return if place.is_crosshead(reported) { Kind::Title } else { Kind::Direct };
    }
    if place.is_title(reported) {
        return Kind::Title;
    }
    if place.words <= TERM_WORDS + 2 && (place.named || !reported && place.is_motto()) {
        return Kind::Term;
    }
    if !reported && !place.opens && place.words < TERM_WORDS && !place.headline {
        return if place.rises { Kind::Term } else { Kind::Scare };
    }
    if place.words <= TERM_WORDS && !place.ends {
        Kind::Partial
    } else if place.rises || place.opens {
        Kind::Direct
    } else {
        Kind::Mixed
    }
}

/// How marked words stand among the others.
struct Place<'s, 'a> {
    scene: &'s Scene<'a>,
    /// The tokens between the marks.
    first: usize,
    end: usize,
    /// How many words are marked.
    words: usize,
    /// They are one or more sentences of their own.
    whole: bool,
    /// They are a paragraph of their own.
    alone: bool,
    /// They begin a sentence, or stand behind a colon.
    opens: bool,
    /// They end with the mark that ends a sentence or leads on to who says it.
    ends: bool,
    /// They begin with a capital.
    rises: bool,
    /// What stands before them gives a name to something.
    named: bool,
    /// They stand in a headline.
    headline: bool,
}

impl<'s, 'a> Place<'s, 'a> {
    fn new(scene: &'s Scene<'a>, quote: &Quote, outside: Span) -> Self {
        let text = &scene.document.text;
        let (first, end) = (scene.token_at(quote.span.start), scene.token_at(quote.span.end));
        let inside = quote.span.of(text);
        let sentence =
            scene.document.sentences[scene.sentence(quote.span.start).min(scene.document.sentences.len() - 1)];
        let before = text[sentence.span.start..outside.start.max(sentence.span.start)].trim_end();
        let opens = !before.contains(char::is_alphanumeric) || before.ends_with([':', '：']);
        let behind = text[outside.end.min(text.len())..].chars().next();
        let stopped = inside.ends_with(['.', '!', '?', '…', '。', '！', '？']);
        let led = inside.ends_with([',', '，']) && (before.ends_with(',') || opens);
        let role = scene.document.paragraphs[sentence.paragraph].role;
        let words = (first..end).filter(|at| !scene.is_mark(*at)).count();
        // A comma inside the marks ends nothing where the sentence goes on ("a book, “The Salt Road,” was").
        let alone = scene.document.paragraphs[sentence.paragraph].span;
        Place {
            scene,
            first,
            end,
            words,
            whole: opens
                && stopped
                && behind.is_none_or(char::is_whitespace)
                && (words > 2 || alone.start == outside.start || before.ends_with(':')),
            alone: alone == outside,
            opens,
            ends: stopped
                || led
                || (opens && matches!(behind, Some(',' | '，')))
                || (inside.ends_with([',', '，']) && words > 2),
            rises: !inside.starts_with(char::is_lowercase),
            named: names_before(scene, outside),
            headline: matches!(role, Role::Title | Role::Heading),
        }
    }

    /// Tells whether they stand between paragraphs as a heading does: a short line, each word with a capital.
    fn is_crosshead(&self, reported: bool) -> bool {
        let short = |at: usize| self.scene.word(at).len() <= 3;
        let rises = (self.first..self.end).all(|at| self.scene.is_capital(at) || self.scene.is_mark(at) || short(at));
        self.alone && !reported && (2..=TITLE_WORDS).contains(&self.words) && rises
    }

    /// Tells whether the words are written like a title and stand where one stands.
    fn is_title(&self, reported: bool) -> bool {
        let scene = self.scene;
        let capital = |at: usize| scene.is_capital(at) || !scene.word(at).starts_with(char::is_alphabetic);
        let titled = self.words <= TITLE_WORDS
            && capital(self.first)
            && (self.first..self.end)
                .all(|at| capital(at) || scene.is_mark(at) || scene.tokens[at].common || scene.word(at).len() <= 3);
        let work = self.work_before();
        let several = self.words > 1 && titled;
        (work && self.rises && self.words <= TITLE_WORDS && (titled || !reported))
            || (several && !self.headline && !self.opens && !reported)
            || (several && !self.headline && !self.opens && self.owned())
    }

    /// Tells whether a word for a work stands right before: "the novel “…”", "the show, “…,”", "an essay titled “…”".
    fn work_before(&self) -> bool {
        let scene = self.scene;
        let mark = |at: &usize| scene.is_any(*at, &[",", ":", "\"", "'", "''"]);
        let mut near = (self.first.saturating_sub(6)..self.first).rev().skip_while(mark);
        let Some(at) = near.next() else { return false };
        // Behind a colon stands what a work says, unless the word before it gives names to things.
        if scene.is_any(at + 1, &[":"]) {
            return scene.is(at, Class::NAMED);
        }
        let work = Class::WORK.and(Class::NAMED);
        let of = scene.is(at, Class::PREP)
            && !scene.is_mark(at)
            && near.next().is_some_and(|before| scene.is(before, Class::WORK));
        scene.is(at, work) || of || scene.is(at, Class::SAY) && WROTE.contains(&scene.form(at))
    }

    /// Tells whether they name a policy or a law: "the “dry harbour” policy", « la politique “port sec” ».
    fn is_motto(&self) -> bool {
        let scene = self.scene;
        let mark = |at: &usize| scene.is_mark(*at);
        let behind = (self.end..self.end + 3).find(|at| !mark(at));
        let before = (self.first.saturating_sub(3)..self.first).rev().find(|at| !mark(at));
        [behind, before].into_iter().flatten().any(|at| scene.is(at, Class::MOTTO) && !scene.is(at, Class::SAY))
    }

    /// Tells whether a body owns what is marked: "MSNBC's “Morning Joe”", "on NBC's “…”".
    fn owned(&self) -> bool {
        let scene = self.scene;
        let mark = |at: &usize| scene.is_any(*at, &["\"", "'", "''"]);
        let at = (self.first.saturating_sub(4)..self.first).rev().find(|at| !mark(at));
        at.is_some_and(|at| {
            scene.word(at).ends_with("'s")
                || scene.word(at).ends_with("’s")
                || scene.is(at, Class::PREP.and(Class::DET))
        })
    }
}

/// Verbs for making a work, where what follows in capitals is its title.
const WROTE: [&str; 6] = ["wrote", "written", "sang", "sings", "recited", "read"];

/// Tells whether what stands right before marks says that a term follows ("so-called", "known as", "the word").
fn names_before(scene: &Scene<'_>, outside: Span) -> bool {
    let at = scene.token_at(outside.start);
    let near = at.saturating_sub(3)..at;
    let term = |at: usize| scene.is(at, Class::TERM) && !scene.is(at, Class::SAY);
    let so_called = at >= 2 && scene.form(at - 1) == "called" && scene.is_any(at - 2, &["-"]);
    let known = near.clone().any(|at| scene.form(at) == "known" || scene.form(at) == "defined");
    so_called || known || at.checked_sub(1).is_some_and(term)
}
