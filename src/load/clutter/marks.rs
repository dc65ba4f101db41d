//! What can be told from the signs of a line, whatever its language: code, rules, copyright, quoted speech, dates.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::phrases::phrases;

/// Pieces of code that no prose holds.
const CODE: &[&str] = &[
    "\");",
    "');",
    "});",
    "){",
    ") {",
    "=>",
    "function(",
    "function (",
    "jquery",
    "$(",
    "document.",
    "window.",
    "getelementby",
    "addeventlistener",
    ".push(",
    "googletag",
    "var _",
    "<!--",
    "-->",
    "<![cdata[",
    "/*",
    "*/",
    "@media",
    "!important",
    ";}",
    "; }",
    "return false",
];

/// The same, ready to be looked for all at once.
static SIGNS_OF_CODE: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(CODE).ok());

/// Quoted speech holds at least so many words; fewer may be a term or a name.
const SPEECH: usize = 4;

/// Tells whether words are a remnant of a script or a style sheet.
///
/// Either hardly a word stands in it and it holds a piece of code, or the signs of code stand close.
pub fn is_script(words: &str) -> bool {
    let head = &words[..words.floor_char_boundary(4000)];
    let hits: HashSet<usize> = SIGNS_OF_CODE
        .iter()
        .flat_map(|code| code.find_overlapping_iter(head))
        .map(|hit| hit.pattern().as_usize())
        .collect();
    let hits = hits.len();
    if hits == 0 {
        return false;
    }
    let signs = head
        .chars()
        .filter(|c| matches!(c, '{' | '}' | ';' | '(' | ')' | '=' | '$' | '<' | '>' | '#' | '\\' | '|'))
        .count();
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    signs * 8 > letters || (hits >= 2 && signs * 14 > letters)
}

/// Tells whether words are only a drawn line, stars, dots or dashes.
pub fn is_rule(words: &str) -> bool {
    let mut signs = words.chars().filter(|c| !c.is_whitespace()).peekable();
    let first = signs.peek().copied().unwrap_or('a');
    let mut count = 0;
    let same = signs.all(|c| {
        count += 1;
        c == first
    });
    let is_sign = !first.is_alphanumeric() && !matches!(first, '…' | '?' | '!' | '\u{fffd}') && !first.is_control();
    same && is_sign && (count >= 3 || matches!(first, '—' | '―' | '⁂' | '❦' | '☙' | '⸻'))
}

/// Tells whether words claim the copyright of the page.
pub fn is_copyright(words: &str) -> bool {
    let lower = words.to_lowercase();
    let named = ["©", "(c) ", "copyright"].iter().any(|sign| lower.starts_with(sign));
    named && (lower.contains('©') || lower.bytes().any(|b| b.is_ascii_digit()) || lower.starts_with("copyright "))
}

/// Tells whether an address to write mails to stands among words.
pub fn holds_address(words: &str) -> bool {
    let is_address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('@')
            .is_some_and(|(name, place)| !name.is_empty() && place.contains('.') && !place.contains('@'))
    };
    words.split_whitespace().any(is_address)
}

/// Tells whether words stand between marks of quotation, four or more of them.
pub fn holds_speech(words: &str) -> bool {
    const OPEN: [char; 8] = ['"', '“', '„', '«', '»', '「', '『', '‘'];
    const CLOSE: [char; 8] = ['"', '”', '“', '»', '«', '」', '』', '’'];
    let mut rest = words;
    while let Some(at) = rest.find(OPEN) {
        let inside = &rest[at..].chars().next().map_or(rest, |c| &rest[at + c.len_utf8()..]);
        let Some(end) = inside.find(CLOSE) else {
            // Marks that are opened and not closed in the paragraph: the speech goes on in the next.
            return inside.split_whitespace().count() >= SPEECH;
        };
        let spoken = &inside[..end];
        if spoken.split_whitespace().count() >= SPEECH
            || spoken.chars().filter(|c| *c >= '\u{2e80}').count() >= 2 * SPEECH
        {
            return true;
        }
        rest = inside;
    }
    false
}

/// Tells whether a line is a date, alone or with a place or an outlet: "Port Levan, 18 March 2025, 19:42".
pub fn is_date(words: &str) -> bool {
    if words.len() > 120 || words.ends_with(['?', '!', ':', '”', '"']) {
        return false;
    }
    let is_mark = |c: char| c.is_whitespace() || ",·|;()—–".contains(c);
    let (mut months, mut numbers, mut whole, mut others) = (0, 0, 0, 0);
    for part in words.split(is_mark).map(|part| part.trim_matches(['.', ':'])).filter(|part| !part.is_empty()) {
        let lower = part.to_lowercase();
        match () {
            () if is_whole_date(&lower) => whole += 1,
            () if phrases().is_month(&lower) => months += 1,
            () if lower.starts_with(|c: char| c.is_ascii_digit()) && lower.chars().count() <= 8 => numbers += 1,
            () if phrases().is_small(&lower) => {}
            () if part.chars().next().is_some_and(char::is_uppercase) => others += 1,
            () => return false,
        }
    }
    (whole >= 1 || (months == 1 && numbers >= 1)) && others <= 4
}

/// Reads "2021-10-25", "25.10.2021", "10/25/21", "2021年10月25日" and the like.
fn is_whole_date(part: &str) -> bool {
    if part.contains('年') && part.contains('月') || part.contains("년") {
        return part.starts_with(|c: char| c.is_ascii_digit());
    }
    let day = part.split('t').next().unwrap_or(part);
    let numbers: Vec<&str> = day.split(['-', '.', '/']).collect();
    let fits = |number: &&str| matches!(number.len(), 1 | 2 | 4) && number.bytes().all(|b| b.is_ascii_digit());
    numbers.len() == 3 && numbers.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remnants_of_scripts_are_told_from_prose() {
        for code in [
            "\"); });",
            "\"); jQuery(\"#88 h2\").html(\"",
            "window.dataLayer = window.dataLayer || [];",
            "var _paq = []; _paq.push(['trackPageView']);",
            ".share li{display:inline-block;margin:0}@media print{.ad{display:none}}",
        ] {
            assert!(is_script(code), "{code}");
        }
        for prose in [
            "“We counted (twice); nobody came,” she said.",
            "The minister ($3m a year) did not answer; his office (in Orrin) was closed.",
            "He wrote: \"I function (as they say) well enough.\"",
        ] {
            assert!(!is_script(prose), "{prose}");
        }
    }

    #[test]
    fn rules_are_of_one_sign() {
        for rule in ["______", "* * *", "—", "----", "· · ·"] {
            assert!(is_rule(rule), "{rule}");
        }
        for other in ["…", "a a a", "?!", "--", "12"] {
            assert!(!is_rule(other), "{other}");
        }
    }

    #[test]
    fn speech_is_four_words_or_more() {
        assert!(holds_speech("“I have no date yet,” she said."));
        assert!(holds_speech("「今夜から橋は通れません」と話した。"));
        assert!(holds_speech("“The speech goes on in the next paragraph."));
        assert!(!holds_speech("the so-called “bridge tax” of 2019"));
    }

    #[test]
    fn dates_are_read_in_many_shapes() {
        for date in [
            "18 March 2025",
            "2021-10-25 HKT 17:06",
            "Port Levan, 18 March 2025, 19:42",
            "Dienstag, 18. März 2025",
            "18 марта 2025 г.",
            "2025年3月18日",
            "2025年1月13日 08時15分",
            "8 أبريل 2025",
            "Oct. 5, 2016 at 4:10 p.m.",
            "25.10.2021",
            "April 2025",
        ] {
            assert!(is_date(date), "{date}");
        }
        for other in ["In March 2025 the bridge was closed", "March", "Chapter 3", "12 people, 4 cars"] {
            assert!(!is_date(other), "{other}");
        }
    }
}
