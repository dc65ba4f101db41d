//! Finds what stands between quote marks, in any of the ways in which the world's press sets them.
//!
//! One pass over a paragraph with a stack of open marks. Whether a mark opens or closes follows from what is open and
//! from the characters beside it, since the same mark closes in one country and opens in another.

use crate::span::Span;
use crate::text::sentences::is_quote_mark;

/// Words between a pair of marks, not inside another pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The words, without the marks.
    pub inside: Span,
    /// The words with their marks.
    pub outside: Span,
    /// Whether the closing mark was found.
    pub closed: bool,
}

/// A mark that waits for its partner.
struct Open {
    mark: char,
    start: usize,
    inside: usize,
}

/// Finds the outermost marked words of a span of a text, in order.
pub fn marked(text: &str, paragraph: Span) -> Vec<Marked> {
    let words = paragraph.of(text);
    let mut found = Vec::new();
    // What was found inside a mark that is still open, in case that mark never closes.
    let mut inner: Vec<Marked> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut before = None;
    let ahead = Ahead::new(words);
    let mut rest = Marks::new(words);
    while let Some((at, c, len)) = rest.next() {
        let place = Place { before, next: rest.peek() };
        before = Some(c);
        if !is_quote_mark(c) || place.is_apostrophe(c) || ahead.is_possessive(words, at, c) {
            continue;
        }
        let start = paragraph.start + at;
        let partner = open.iter().rposition(|open| closes(open.mark, c) && place.can_close(c));
        if let Some(partner) = partner {
            let opened = open.swap_remove(partner);
            open.truncate(partner);
            let outside = Span::new(opened.start, start + len);
            let marked = Marked { inside: Span::new(opened.inside, start), outside, closed: true };
            if open.is_empty() {
                inner.clear();
                found.push(marked);
            } else if open.len() == 1 && open[0].mark == opened.mark {
                inner.push(marked);
            }
        } else if opens(c) && place.can_open(c) && (!is_single(c) || ahead.closes(c, at)) {
            open.push(Open { mark: c, start, inside: start + len });
        }
    }
    // A mark left open runs to the end of its paragraph: the quote goes on in the next, or its mark was lost. Where
    // the same marks make pairs behind it, it was lost before them.
    if let Some(left) = open.into_iter().find(|open| !is_single(open.mark)) {
        let end = inner.first().map_or(paragraph.end, |marked| marked.outside.start);
        let inside = Span::new(left.inside, end);
        found.push(Marked { inside, outside: Span::new(left.start, inside.trim(text).end), closed: false });
        found.append(&mut inner);
    }
    found.retain(|marked| marked.inside.of(text).contains(char::is_alphanumeric));
    found
}

/// The characters of a text, two apostrophes or two grave accents in a row taken for one double mark.
struct Marks<'a> {
    words: &'a str,
    at: usize,
}

impl<'a> Marks<'a> {
    const fn new(words: &'a str) -> Self {
        Marks { words, at: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.words[self.at..].chars().next()
    }

    /// Returns the next character, where it stands and how long it is as written, in bytes.
    fn next(&mut self) -> Option<(usize, char, usize)> {
        let rest = &self.words[self.at..];
        let double = ["''", "``", "‘‘", "’’"].iter().find(|double| rest.starts_with(**double));
        let (c, len) = match double {
            Some(double) => ('"', double.len()),
            None => rest.chars().next().map(|c| (c, c.len_utf8()))?,
        };
        let at = self.at;
        self.at += len;
        Some((at, c, len))
    }
}

/// The characters beside a mark.
#[derive(Clone, Copy)]
struct Place {
    before: Option<char>,
    next: Option<char>,
}

impl Place {
    fn is_apostrophe(self, c: char) -> bool {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // Also the shortened years and words of English: ’90s, ’em.
        let shortened = c == '’' && !letter(self.before) && letter(self.next);
        matches!(c, '\'' | '’' | '‘') && ((letter(self.before) && letter(self.next)) || shortened)
    }

    fn can_open(self, c: char) -> bool {
        let room = self.before.is_none_or(|b| b.is_whitespace() || "([{-–—/:;,.…¿¡".contains(b) || is_quote_mark(b));
        // French sets a blank behind its opening mark.
        let follows = c == '«' || self.next.is_some_and(|next| !next.is_whitespace());
        is_directed(c) || (room || is_wide(self.before)) && follows
    }

    fn can_close(self, c: char) -> bool {
        if is_directed(c) || is_guillemet(c) {
            return true;
        }
        let ends = self.next.is_none_or(|next| !next.is_alphanumeric() || is_wide(Some(next)));
        // After a blank only a straight mark may close, and only where it cannot open.
        let touches = self.before.is_some_and(|before| !before.is_whitespace());
        ends && (touches || self.next.is_none_or(char::is_whitespace))
    }
}

/// Tells whether a character belongs to a script that leaves no blanks around marks.
fn is_wide(c: Option<char>) -> bool {
    c.is_some_and(|c| c as u32 >= 0x2e80)
}

/// Marks whose direction does not depend on the country.
fn is_directed(c: char) -> bool {
    matches!(c, '「' | '」' | '『' | '』' | '｢' | '｣' | '﹁' | '﹂' | '﹃' | '﹄' | '„' | '〝' | '〞' | '〟')
}

/// Marks that show by their partner alone whether they close: French sets a blank before them.
fn is_guillemet(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›')
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›')
}

fn opens(c: char) -> bool {
    !matches!(c, '’' | '」' | '』' | '｣' | '﹂' | '﹄' | '〞' | '〟')
}

/// Tells whether a mark may close what another opened, mixed pairs included.
fn closes(opened: char, mark: char) -> bool {
    match opened {
        '“' | '‟' => matches!(mark, '”' | '"' | '“' | '＂'),
        '”' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"' | '„' | '‟'),
        '"' | '＂' => matches!(mark, '"' | '”' | '“' | '＂'),
        '«' => mark == '»',
        '»' => matches!(mark, '«' | '»'),
        '‹' => mark == '›',
        '›' => matches!(mark, '‹' | '›'),
        '‘' | '‛' => matches!(mark, '’' | '\''),
        '‚' => matches!(mark, '‘' | '’' | '\''),
        '\'' => matches!(mark, '\'' | '’'),
        '「' => mark == '」',
        '『' => mark == '』',
        '｢' => mark == '｣',
        '﹁' => mark == '﹂',
        '﹃' => mark == '﹄',
        '〝' => matches!(mark, '〞' | '〟'),
        _ => false,
    }
}

/// Where the last marks stand that could close a single mark, so that looking ahead costs nothing.
#[derive(Default)]
struct Ahead {
    /// The last closing place of each single mark.
    last: [Option<(char, usize)>; 5],
    /// The last closing place directly behind a comma, a full stop or the like.
    behind_stop: usize,
}

impl Ahead {
    fn new(words: &str) -> Self {
        let mut ahead = Ahead::default();
        let mut before: Option<char> = None;
        let mut rest = words.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let place = Place { before, next: rest.peek().map(|(_, next)| *next) };
            if is_single(c) && !place.is_apostrophe(c) && place.can_close(c) {
                let slot = ahead.last.iter_mut().find(|slot| slot.is_none_or(|(mark, _)| mark == c));
                slot.into_iter().for_each(|slot| *slot = Some((c, at)));
                let stop = before.is_some_and(|before| ",.!?…;".contains(before));
                ahead.behind_stop = if stop { at } else { ahead.behind_stop };
            }
            before = Some(c);
        }
        ahead
    }

    /// Tells whether a single mark finds its partner later in the paragraph; else it is an apostrophe.
    fn closes(&self, opened: char, at: usize) -> bool {
        self.last.iter().flatten().any(|(mark, place)| closes(opened, *mark) && *place > at)
    }

    /// Tells whether a single mark behind an s is more likely a possessive (the boys’ turn,’): the words go on in
    /// lower case, and a better place to close comes later.
    fn is_possessive(&self, words: &str, at: usize, c: char) -> bool {
        let goes_on = words[at..]
            .strip_prefix(c)
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|rest| rest.starts_with(char::is_lowercase));
        matches!(c, '\'' | '’') && goes_on && words[..at].ends_with(['s', 'S', 'z', 'x']) && self.behind_stop > at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        marked(text, Span::new(0, text.len())).into_iter().map(|marked| marked.inside.trim(text).of(text)).collect()
    }

    #[test]
    fn marks_of_many_countries() {
        let texts = [
            "He said “we left” today.",
            "He said \"we left\" today.",
            "He said ‘we left’ today.",
            "Er sagte: „we left“ heute.",
            "Er sagte: »we left« heute.",
            "Il a dit : «we left» hier.",
            "Il a dit : « we left » hier.",
            "Han sa: ”we left” i dag.",
            "彼は「we left」と述べた。",
        ];
        for text in texts {
            assert_eq!(found(text), ["we left"], "{text}");
        }
    }

    #[test]
    fn mixed_marks_make_a_pair() {
        assert_eq!(found("\"We left,” he said."), ["We left,"]);
        assert_eq!(found("“We left,\" he said. \"We had to.\""), ["We left,", "We had to."]);
    }

    #[test]
    fn apostrophes_are_not_marks() {
        assert_eq!(found("The boys' toys and the ’90s aren't rock ’n’ roll."), [] as [&str; 0]);
        assert_eq!(found("‘It’s the boys’ turn,’ she said."), ["It’s the boys’ turn,"]);
    }

    #[test]
    fn inner_quotes_stay_inside() {
        assert_eq!(found("“He told me ‘go’ and I went,” she said."), ["He told me ‘go’ and I went,"]);
        assert_eq!(found("「『行け』と言われた」と話した。"), ["『行け』と言われた"]);
    }

    #[test]
    fn a_lost_closing_mark_is_recovered_at_the_end() {
        let text = "She said: “We will stay.";
        let open = marked(text, Span::new(0, text.len()));
        assert_eq!((open[0].inside.of(text), open[0].closed), ("We will stay.", false));
    }

    #[test]
    fn ten_thousand_marks_take_no_time() {
        let text = "\"a\" 'b ".repeat(5_000);
        let start = std::time::Instant::now();
        marked(&text, Span::new(0, text.len()));
        assert!(start.elapsed().as_secs() < 2);
    }
}
