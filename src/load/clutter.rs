//! What belongs to the page and not to the article: recognised by what it is, in many languages, and folded.
//!
//! Precision goes first: a sentence folded away is worse than a menu shown. Quoted speech is never folded.

mod heads;
mod marks;
mod phrases;

use crate::document::Role;
use crate::load::piece::{Piece, Reading, ends_sentence, one_line};
use phrases::{fold, phrases};

pub use heads::{begins_signed, is_byline, is_signed};
pub use marks::{holds_address, holds_speech, is_date};

/// A line of the page is no longer than this, in words: forms and consent lines run to a sentence or two.
const LINE: usize = 40;

/// A caption is no longer than this, in words.
const CAPTION: usize = 80;

/// A paragraph repeated at once is a caption from so many words on; fewer may be a chorus or a cry.
const REPEATED: usize = 8;

/// The heading of another article in a list of them is no longer than this, in words.
const TEASER: usize = 22;

/// A line of names has no more words than this.
const NAME: usize = 8;

/// A menu above the headline has at least so many lines, of at most so many words.
const MENU: (usize, usize) = (3, 3);

/// A line of buttons that name networks has no more words than this.
const SHARES: usize = 16;

/// The last lines of a page that are no sentences: buttons. No more than so many, of so many words.
const BUTTONS: (usize, usize) = (2, 6);

/// Gives every piece its role by its words, where the markup did not give a sure one.
pub fn judge(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().filter(|piece| !piece.sure) {
        if let Some(role) = role(&piece.words) {
            piece.role = role;
        }
    }
    captions(pieces);
    lone_items(pieces);
    teasers(pieces);
    heads::judge(pieces);
    menu(pieces);
    buttons(pieces);
}

/// Takes the title, the byline and the date from the pieces, where the source did not give them apart.
pub fn adopt(reading: &mut Reading) {
    let of =
        |role: Role| reading.pieces.iter().filter(move |piece| piece.role == role).map(|piece| one_line(&piece.words));
    let title = of(Role::Title).next();
    let date =
        of(Role::Byline).find(|line| is_date(line) || (is_signed(line) && line.bytes().any(|b| b.is_ascii_digit())));
    let lines = || {
        reading
            .pieces
            .iter()
            .filter(|piece| piece.role == Role::Byline)
            .flat_map(|piece| piece.words.split(['\n', '|', '·']))
    };
    let is_name = |line: &&str| {
        let is_short = (2..=NAME).contains(&heads::count(line));
        is_short && !line.contains(|c: char| c.is_ascii_digit()) && !is_date(line) && !is_signed(line)
    };
    let byline = lines().find(|line| is_byline(line)).or_else(|| lines().find(is_name)).map(one_line);
    let source = &mut reading.source;
    source.title = source.title.take().or(title);
    source.date = source.date.take().or(date);
    source.byline = source.byline.take().or(byline);
}

/// Tells whether a line says that the rest of the article is for those who pay.
pub fn asks_for_pay(words: &str) -> bool {
    words.len() <= 1000 && phrases().asks_for_pay(&fold(words))
}

/// Tells whether a line stands over a list of other articles, or says that more of them follow.
pub fn heads_teasers(words: &str) -> bool {
    phrases().is_teaser_head(&fold(words))
}

/// Returns the names of several words in a byline, without what stands before them.
pub fn names(byline: &str) -> Vec<String> {
    let alone = |name: &str| match phrases().after_by(&fold(name)) {
        Some(rest) => rest.trim().to_owned(),
        None => fold(name),
    };
    let parts = byline.split([',', ';', '|', '&', '(']).flat_map(|part| part.split(" and "));
    parts.map(alone).filter(|name| name.contains(' ')).collect()
}

/// Tells whether words ask the reader to sign up, to subscribe or to give.
pub fn appeals(words: &str) -> bool {
    words.len() <= 1000 && !marks::holds_speech(words) && phrases().appeals(&fold(words))
}

/// Tells what a piece is by its own words alone: boilerplate, a caption, or nothing special.
pub fn role(words: &str) -> Option<Role> {
    if marks::is_script(words) || marks::is_rule(words) {
        return Some(Role::Boilerplate);
    }
    let words = words.trim();
    if words.len() > 1000 {
        return None;
    }
    let folded = fold(words);
    if is_teaser(&folded) {
        return Some(Role::Boilerplate);
    }
    let count = heads::count(words);
    if count <= CAPTION && is_credited(&folded) {
        return Some(Role::Caption);
    }
    if marks::holds_speech(words) || count > LINE {
        return None;
    }
    let is_page = is_alone(words, &folded)
        || phrases().is_teaser_head(&folded)
        || phrases().closes(&folded)
        || phrases().asks_for_pay(&folded)
        || is_pointer(words, &folded)
        || phrases().opens(&folded)
        || phrases().keeps_rights(&folded)
        || words
            .lines()
            .any(|line| marks::is_copyright(line) && (line == words || line.contains(|c: char| c.is_ascii_digit())))
        || is_shared(&folded);
    is_page.then_some(Role::Boilerplate)
}

/// A phrase of the page, a number of things ("214 comments"), or several such parted by marks.
fn is_alone(words: &str, folded: &str) -> bool {
    let is_part = |part: &str| {
        let folded = fold(part);
        phrases().is_alone(&folded) || phrases().is_alone(without_count(&folded))
    };
    let words = [" - ", " – ", " — "].iter().fold(words.to_owned(), |words, dash| words.replace(dash, "|"));
    let mut parts = words.split(['|', '·', '•', '\t']).filter(|part| !part.trim().is_empty());
    phrases().is_alone(folded) || (words.len() <= 200 && parts.all(is_part))
}

/// The words without a number before or behind them: "214 comments", "Comments (3)", "1.2k shares".
fn without_count(folded: &str) -> &str {
    let is_count = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().filter(|c| c.is_alphabetic()).count() <= 1
    };
    match (folded.split_once(' '), folded.rsplit_once(' ')) {
        (Some((count, rest)), _) if is_count(count) => rest,
        (_, Some((rest, count))) if is_count(count) => rest.trim_end_matches(':'),
        _ => folded,
    }
}

/// The beginning of another article: cut off with dots before "read more", or hardly more than these words.
fn is_teaser(folded: &str) -> bool {
    phrases().before_read_more(folded).is_some_and(|before| {
        let before = before.trim_end();
        before.ends_with("...")
            || before.ends_with('…')
            || (before.split_whitespace().count() <= 2 && before.is_empty())
    })
}

/// A line that points to another article: "Read also: Toll goes up", "Lire aussi | …".
fn is_pointer(words: &str, folded: &str) -> bool {
    let parts = folded.split_once([':', '：', '|']);
    let points = |head: &str| phrases().is_teaser_head(head) || phrases().before_read_more(head) == Some("");
    parts.is_some_and(|(head, rest)| points(head.trim()) && !rest.trim().is_empty())
        && heads::count(words) <= TEASER
        && !ends_sentence(words)
}

/// A caption names its photographer at its end, or begins with the word for picture.
fn is_credited(folded: &str) -> bool {
    let Some(at) = phrases().credit(folded) else { return false };
    at == 0 || folded[at..].split_whitespace().count() <= 10
}

/// A line of nothing but networks: "Facebook | X | WhatsApp".
fn is_shared(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    let names = words.iter().filter(|word| word.chars().count() > 3 && phrases().is_network(word)).count();
    let all =
        !words.is_empty() && words.len() <= 20 && names >= 1 && words.iter().all(|word| phrases().is_network(word));
    // Buttons side by side, without a blank between them.
    all || (words.len() <= SHARES && phrases().joins_networks(folded))
}

/// A paragraph that stands twice, one right after the other, is the caption of a picture shown twice.
fn captions(pieces: &mut [Piece]) {
    let prose = pieces.iter().position(heads::is_prose).unwrap_or(0);
    for at in 1..pieces.len() {
        // Before the text it is rather the headline, given once for the page and once for the story.
        if at < prose && pieces[at].role != Role::Caption {
            continue;
        }
        let (before, after) = pieces.split_at_mut(at);
        let (Some(one), Some(other)) = (before.last_mut(), after.first_mut()) else { continue };
        if one.sure || other.sure || heads::count(&one.words) < REPEATED {
            continue;
        }
        let is_same = one.words.len().abs_diff(other.words.len()) < 16 && fold(&one.words) == fold(&other.words);
        if is_same && one.role != Role::Boilerplate {
            (one.role, other.role) = (Role::Caption, Role::Caption);
        }
    }
}

/// A bullet of a word or three with no second one beside it is left over from a menu; a number stands before a heading.
fn lone_items(pieces: &mut [Piece]) {
    let is_item = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.role == Role::List);
    for at in 0..pieces.len() {
        let alone = !is_item(at.checked_sub(1).and_then(|at| pieces.get(at))) && !is_item(pieces.get(at + 1));
        let piece = &pieces[at];
        let is_short = heads::count(&piece.words) <= 4 && !ends_sentence(&piece.words);
        if alone && is_short && !piece.sure && is_item(Some(piece)) {
            let is_numbered = piece.words.starts_with(|c: char| c.is_alphanumeric() || c == '(');
            pieces[at].role = if is_numbered { Role::Body } else { Role::Boilerplate };
        }
    }
}

/// Folds the list of other articles under a heading such as "Most read", up to the next running text.
fn teasers(pieces: &mut [Piece]) {
    let mut at = 0;
    while at < pieces.len() {
        let opens = !pieces[at].sure
            && pieces[at].role == Role::Boilerplate
            && phrases().is_teaser_head(&fold(&pieces[at].words));
        at += 1;
        // A heading with code behind it is itself left over from code, and no list follows.
        if !opens || pieces.get(at).is_some_and(|next| marks::is_script(&next.words)) {
            continue;
        }
        let start = at;
        while at < pieces.len() && fits_teasers(pieces, at) {
            at += 1;
        }
        // The line right before running text is rather the heading of that text.
        let end = if at < pieces.len() && at > start && pieces[at - 1].role != Role::Boilerplate { at - 1 } else { at };
        for piece in &mut pieces[start..end] {
            piece.role = Role::Boilerplate;
        }
        at = end.max(start);
    }
}

fn fits_teasers(pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    if piece.role == Role::Boilerplate {
        return true;
    }
    let is_line = heads::count(&piece.words) <= TEASER && !heads::is_prose(piece) && !piece.words.contains('\n');
    // A headline that ends as a sentence does still belongs to what can only be a teaser.
    let leads = pieces.get(at + 1).is_some_and(|next| next.role == Role::Boilerplate && is_teaser(&fold(&next.words)));
    !piece.sure && ((is_line && !marks::holds_speech(&piece.words)) || (leads && heads::count(&piece.words) <= TEASER))
}

/// Folds a run of short lines above the headline: the menu of the page.
fn menu(pieces: &mut [Piece]) {
    let Some(title) = pieces.iter().position(|piece| piece.role == Role::Title) else { return };
    let is_line =
        |piece: &&mut Piece| piece.role == Role::Boilerplate || (!piece.sure && heads::count(&piece.words) <= MENU.1);
    let run = pieces[..title].iter_mut().rev().take_while(is_line);
    let run: Vec<&mut Piece> = run.filter(|piece| piece.role != Role::Byline).collect();
    if run.len() >= MENU.0 {
        run.into_iter().for_each(|piece| piece.role = Role::Boilerplate);
    }
}

/// Folds a short line or two behind the last running text of a page: its buttons.
fn buttons(pieces: &mut [Piece]) {
    let prose: Vec<usize> = (0..pieces.len()).filter(|at| heads::is_prose(&pieces[*at])).collect();
    let Some(last) = prose.last().copied().filter(|_| prose.len() >= 3) else { return };
    let ended = prose.iter().filter(|at| ends_sentence(&pieces[**at].words)).count();
    let fits = |piece: &Piece| {
        let words = &piece.words;
        !piece.sure
            && !words.contains('\n')
            && heads::count(words) <= BUTTONS.1
            && !ends_sentence(words)
            && !words.ends_with([':', ',', ';'])
            && !words.contains(['"', '“', '”', '«', '»', '„', '('])
    };
    let open: Vec<usize> = (last + 1..pieces.len()).filter(|at| pieces[*at].role == Role::Body).collect();
    if ended * 10 >= prose.len() * 9 && open.len() <= BUTTONS.0 && open.iter().all(|at| fits(&pieces[*at])) {
        open.iter().for_each(|at| pieces[*at].role = Role::Boilerplate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The harbour master told the council on Monday that the pier would stay closed.";

    const NEXT: &str = "A ferry for sixty cars will leave from the old slipway every forty minutes.";

    fn roles(lines: &[&str]) -> Vec<Role> {
        let mut pieces: Vec<Piece> = lines.iter().map(|line| Piece::open(*line)).collect();
        judge(&mut pieces);
        pieces.into_iter().map(|piece| piece.role).collect()
    }

    #[test]
    fn lines_of_the_page_are_folded_in_many_languages() {
        for line in [
            "Share this story",
            "facebook",
            "Facebook | X | WhatsApp",
            "ANZEIGE",
            "Lesen Sie auch:",
            "Publicité",
            "Suscríbete a nuestro boletín y recibe las noticias.",
            "Leia mais",
            "Поделиться",
            "Sdílet článek",
            "続きを読む",
            "相关新闻",
            "© 2025 Orrin Broadcasting. All rights reserved.",
            "We use cookies to improve our service.",
            "Sign up to receive our weekly letter!",
            "By submitting this form you agree to be written to.",
            "It took four rehearsals … Read more",
            "Read also: Toll goes up again",
            "You are visitor number 12.\nCopyright 1997 Orrin Post",
            "* * *",
            "\"); });",
            "214 Comments",
            "댓글 0",
            "Comments (3)",
            "Advertisement · Scroll to continue",
            "Our letter has all you need to start your day. Sign up here.",
            "Il vous reste 78.4% de cet article à lire. La suite est réservée aux abonnés.",
        ] {
            assert_eq!(role(line), Some(Role::Boilerplate), "{line}");
        }
    }

    #[test]
    fn sentences_are_never_folded() {
        for line in [
            "“Share this story with everyone you know,” the mayor said.",
            "By signing up for the new ferry card, three thousand islanders saved a tenth of the fare.",
            "By signing the treaty the two harbours agreed to share their pilots.",
            "214 people",
            "He asked the crowd to sign up here and now.",
            "Facebook and Twitter removed the page on Monday.",
            "She had never read more.",
            "The reporter asked him to read more.",
            "Home is where the ferry lands.",
            "“We use cookies to keep the children quiet on the ferry,” he joked.",
        ] {
            assert_eq!(role(line), None, "{line}");
        }
    }

    #[test]
    fn pictures_are_credited() {
        assert_eq!(role("The pier at dusk. File photo: Nadia Brankovich"), Some(Role::Caption));
        assert_eq!(role("Foto: Änne Weiß"), Some(Role::Caption));
        let twice = "The pier at dusk, with the ferry that replaced the night bus";
        assert_eq!(roles(&[PROSE, twice, twice, PROSE])[1..3], [Role::Caption, Role::Caption]);
        assert_eq!(roles(&[twice, twice, PROSE, NEXT])[0], Role::Title);
    }

    #[test]
    fn lists_of_other_articles_are_folded_up_to_the_text() {
        let found = roles(&[
            "Pier stays closed",
            PROSE,
            "Related stories",
            "Toll goes up again",
            "Night bus ends",
            "Who pays?",
            PROSE,
            NEXT,
            "RECENT NEWS",
            "Choir sings for the roof",
            "It took four rehearsals, two buses and ... Read more",
        ]);
        assert_eq!(found[2..5], [Role::Boilerplate; 3]);
        assert_ne!(found[5], Role::Boilerplate);
        assert_eq!(found[6..8], [Role::Body; 2]);
        assert_eq!(found[8..], [Role::Boilerplate; 3]);
    }

    #[test]
    fn a_lone_bullet_is_folded_and_a_numbered_heading_is_not() {
        let mut pieces = vec![
            Piece::likely(Role::List, "• Home"),
            Piece::open(PROSE),
            Piece::likely(Role::List, "2. What happens next"),
            Piece::open(NEXT),
        ];
        judge(&mut pieces);
        let roles: Vec<Role> = pieces.iter().map(|piece| piece.role).collect();
        assert_eq!(roles, [Role::Boilerplate, Role::Body, Role::Heading, Role::Body]);
    }

    #[test]
    fn a_button_behind_the_text_is_folded_and_a_list_of_names_is_not() {
        assert_eq!(roles(&[PROSE, NEXT, PROSE, "Take part now"])[3], Role::Boilerplate);
        let found = roles(&[PROSE, NEXT, PROSE, "Ines Mora", "Tom Rask", "Zoé Lambert"]);
        assert_eq!(found[3..], [Role::Body; 3]);
    }

    #[test]
    fn a_date_line_gives_the_date() {
        let mut reading = Reading::new("text");
        reading.pieces = ["Pier stays closed", "By Ines Mora", "18 March 2025", PROSE].map(Piece::open).into();
        judge(&mut reading.pieces);
        adopt(&mut reading);
        assert_eq!(reading.source.title.as_deref(), Some("Pier stays closed"));
        assert_eq!(reading.source.byline.as_deref(), Some("By Ines Mora"));
        assert_eq!(reading.source.date.as_deref(), Some("18 March 2025"));
    }
}
