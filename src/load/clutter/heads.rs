//! Headlines, bylines, date lines and headings inside the text, told from the running text around them.

use super::marks;
use super::phrases::{fold, phrases};
use crate::document::Role;
use crate::load::piece::{Piece, ends_sentence, one_line};

/// A headline is no longer than this, in characters.
const TITLE: usize = 160;

/// A heading inside the text is no longer than this, in characters.
const HEADING: usize = 110;

/// Prose has at least so many words and ends as sentences end, or is longer than a headline can be.
const PROSE: usize = 8;

/// A line of names and dates is no longer than this, in characters.
const SIGNED: usize = 160;

/// Marks before such a line.
const SIGNED_MARKS: [char; 4] = ['(', '[', '【', '（'];

/// A name with the word for a reporter has no more words than this.
const NAMED: usize = 5;

/// Gives titles, bylines and headings their roles; pieces that have a role already keep it.
pub fn judge(pieces: &mut [Piece]) {
    let Some(first) = pieces.iter().position(is_prose) else { return };
    for piece in pieces.iter_mut().filter(|piece| is_open(piece)) {
        if is_signed(&piece.words) {
            piece.role = Role::Byline;
        }
    }
    let second = pieces.iter().enumerate().filter(|(_, piece)| is_prose(piece)).nth(1).map_or(first, |(at, _)| at);
    for piece in pieces[..second].iter_mut().filter(|piece| is_open(piece)) {
        if is_byline(&piece.words) || marks::is_date(&piece.words) {
            piece.role = Role::Byline;
        }
    }
    title(pieces, first);
    headings(pieces);
}

/// Tells whether a piece is running text.
pub fn is_prose(piece: &Piece) -> bool {
    if !matches!(piece.role, Role::Body | Role::List) {
        return false;
    }
    let is_ended = ends_sentence(&piece.words);
    (is_ended && count(&piece.words) >= PROSE) || piece.words.chars().nth(TITLE).is_some()
}

/// Counts words; two signs of a script without blanks count as one.
pub fn count(words: &str) -> usize {
    let signs = words.chars().filter(|c| ('\u{2e80}'..='\u{9fff}').contains(c)).count();
    words.split_whitespace().count() + signs / 2
}

fn is_open(piece: &Piece) -> bool {
    !piece.sure && piece.role == Role::Body && !piece.words.contains('\n')
}

/// The headline: before the first prose, the first line, or a longer one if the first has only a word or three.
fn title(pieces: &mut [Piece], first: usize) {
    if pieces.iter().any(|piece| piece.role == Role::Title) {
        return;
    }
    let fits = |at: &usize| {
        let piece = &pieces[*at];
        let words = piece.words.trim();
        let is_speech = ends_sentence(words) && marks::holds_speech(words);
        is_open(piece)
            && !is_speech
            && words.chars().nth(TITLE).is_none()
            && !unclosed(words).ends_with([',', ';', ':'])
            && !words.ends_with(['.', '。'])
            && !words.contains('@')
            && !words.starts_with(char::is_lowercase)
    };
    let lines: Vec<usize> = (0..first).filter(fits).collect();
    let longest = lines.iter().copied().max_by_key(|at| (count(&pieces[*at].words), usize::MAX - at));
    let leading = lines.first().copied().filter(|at| count(&pieces[*at].words) > 3);
    if let Some(at) = leading.or(longest) {
        pieces[at].role = Role::Title;
    } else if first == 0 && pieces.len() > 1 && is_open(&pieces[0]) && is_capitalised(&pieces[0].words) {
        pieces[0].role = Role::Title;
    }
}

/// The words without the marks that close them.
fn unclosed(words: &str) -> &str {
    words.trim_end_matches(['"', '”', '’', '\'', '»', '«', '“', ')', ']'])
}

/// A headline with a full stop: nearly every long word begins with a capital, as no sentence does.
fn is_capitalised(words: &str) -> bool {
    let long: Vec<&str> = words.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capital = |word: &&&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    words.chars().nth(TITLE).is_none() && long.len() >= 4 && long.iter().filter(capital).count() * 10 >= long.len() * 8
}

/// A heading: a short line without an end, followed by running text, by a list, or by another such line.
fn headings(pieces: &mut [Piece]) {
    let mut leads = false;
    for piece in pieces.iter_mut().rev() {
        let words = piece.words.trim();
        let fits = is_open(piece)
            && words.chars().nth(HEADING).is_none()
            && count(words) <= 14
            && !ends_sentence(words)
            && !unclosed(words).ends_with([',', ';', ':', '，', '：', '-', '–', '—'])
            && words.chars().any(char::is_alphabetic)
            && !words.starts_with(|c: char| c.is_lowercase() || matches!(c, '…' | '[' | '('))
            && !marks::holds_speech(words);
        if fits && leads {
            piece.role = Role::Heading;
        }
        leads = match piece.role {
            Role::Heading => leads,
            Role::Body => is_prose(piece),
            Role::List => true,
            Role::Boilerplate | Role::Caption | Role::Byline => leads,
            Role::Title => true,
        };
    }
}

/// Tells whether a line names who wrote the text: "By" and a name, and no sentence.
pub fn is_byline(words: &str) -> bool {
    let words = one_line(words);
    if words.chars().nth(SIGNED).is_some() || ends_sentence(&words) || count(&words) > 16 {
        return false;
    }
    if phrases().is_named(&fold(&words)) && count(&words) <= NAMED {
        return true;
    }
    let Some(rest) = phrases().after_by(&fold(&words)).map(|rest| rest.trim().chars().count()) else { return false };
    let name: String = words.trim_end_matches(|c: char| !c.is_alphanumeric()).chars().rev().take(rest).collect();
    // A name is written with capitals, in the scripts that have them.
    let first = name.chars().next_back();
    first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// Tells whether a line begins with when it was published or changed, whatever follows.
pub fn begins_signed(words: &str) -> bool {
    phrases().is_signed(&fold(words.trim_start_matches(SIGNED_MARKS)))
}

/// Tells whether a line says who else worked on the text, or when it was published or changed.
pub fn is_signed(words: &str) -> bool {
    if words.chars().nth(SIGNED).is_some() || count(words) > 16 {
        return false;
    }
    let folded = fold(words.trim_start_matches(SIGNED_MARKS));
    let ends = ends_sentence(words);
    let dated = folded.bytes().any(|b| b.is_ascii_digit()) || folded.contains(" by ") || folded.contains(':');
    phrases().is_signed(&folded) && dated && (!ends || count(words) <= 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(lines: &[&str]) -> Vec<Role> {
        let mut pieces: Vec<Piece> = lines.iter().map(|line| Piece::open(*line)).collect();
        judge(&mut pieces);
        pieces.into_iter().map(|piece| piece.role).collect()
    }

    const PROSE: &str = "The harbour master told the council on Monday that the pier would stay closed.";

    #[test]
    fn a_story_has_a_title_a_byline_and_headings() {
        let found = roles(&["Pier stays closed", "By Ines Mora", "18 March 2025", PROSE, "What happens now", PROSE]);
        assert_eq!(found, [Role::Title, Role::Byline, Role::Byline, Role::Body, Role::Heading, Role::Body]);
    }

    #[test]
    fn the_longer_line_is_the_headline() {
        let found = roles(&["HARBOUR TRUST", "Statement on the closure of the pier", PROSE, PROSE]);
        assert_eq!(found, [Role::Heading, Role::Title, Role::Body, Role::Body]);
    }

    #[test]
    fn lines_that_lead_to_speech_are_text() {
        let found =
            roles(&[PROSE, "Mora continued:", PROSE, "\"I have no date yet,\" she said", PROSE, "and then", PROSE]);
        assert!(found.iter().all(|role| *role == Role::Body), "{found:?}");
    }

    #[test]
    fn a_text_of_sentences_has_no_title() {
        assert_eq!(roles(&[PROSE, PROSE]), [Role::Body, Role::Body]);
        let title = "Quiet Harbour: Council Keeps The Pier Closed After Long Debate.";
        assert_eq!(roles(&[title, PROSE]), [Role::Title, Role::Body]);
    }

    #[test]
    fn by_needs_a_name() {
        assert!(is_byline("By Ines Mora, harbour correspondent"));
        assert!(is_byline("Von Änne Weiß"));
        assert!(is_byline("Par Zoé Lambert"));
        assert!(is_byline("윤서진 기자") && !is_byline("기자"));
        assert!(!is_byline("By then it was late"));
        assert!(!is_byline("By Monday the pier was closed."));
        assert!(is_signed("Last updated: 18 March 2025"));
        assert!(is_signed("(Reporting by Ines Mora; editing by Tom Rask)"));
        assert!(!is_signed("Published figures show a rise in traffic over the last 3 years, the council told us."));
    }
}
