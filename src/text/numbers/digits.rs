//! Numbers in digits, with marks that part thousands and decimals, and letters behind.

use super::figure::MILLION;

/// A number in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digits<'a> {
    /// Its value, in millionths.
    pub(crate) millionths: i128,
    /// How many digits there are, before any mark.
    pub(crate) lead: usize,
    /// Whether it is digits alone.
    pub(crate) plain: bool,
    /// The letters behind it: "km", "bn", "th".
    pub(crate) letters: &'a str,
}

/// Reads the form of a word that begins with a digit; `decimal` is what parts decimals in its language.
pub(crate) fn digits(form: &str, decimal: char) -> Option<Digits<'_>> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '\u{202f}');
    let end = form.find(|c: char| !is_part(c)).unwrap_or(form.len());
    let number = form[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    let letters = form[number.len()..].trim_start_matches(['.', ',', '\'', '-']);
    if number.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let marks: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let whole = if has_decimals(&groups, &marks, decimal) { groups.len() - 1 } else { groups.len() };
    if whole > 1 && groups[1..whole].iter().any(|group| group.len() > 3) {
        return None;
    }
    let millionths = value(&groups[..whole].concat(), groups.get(whole).copied().unwrap_or_default())?;
    Some(Digits { millionths, lead: groups[0].len(), plain: marks.is_empty(), letters })
}

/// Tells whether the last group of digits are decimals: what follows a mark that stands once and is the language's own
/// for it, or that cannot part thousands.
fn has_decimals(groups: &[&str], marks: &[char], decimal: char) -> bool {
    let (Some(last), Some(mark)) = (groups.last(), marks.last()) else { return false };
    let once = marks.iter().filter(|other| *other == mark).count() == 1;
    if !once || matches!(mark, '\'' | '\u{202f}') {
        return false;
    }
    // "35.000" is thirty-five thousand even where decimals follow a point: nobody counts zeros of a thousandth.
    let thousands = last.len() == 3 && (*mark != decimal || *last == "000") && marks.len() == 1;
    let lost = last.len() == 3 && *mark != decimal && marks.len() > 1 && groups[0].len() <= 3 && marks[0] == *mark;
    !thousands && !lost
}

fn value(whole: &str, decimals: &str) -> Option<i128> {
    // More digits than any amount has: a telephone number, an identifier.
    if whole.len() > 20 {
        return None;
    }
    let shown: String = decimals.chars().chain(std::iter::repeat('0')).take(6).collect();
    Some(whole.parse::<i128>().ok()? * MILLION + shown.parse::<i128>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_thousands_or_decimals() {
        let read = |form: &str, decimal: char| digits(form, decimal).map(|found| found.millionths);
        for (form, decimal, thousandths) in [
            ("35,000", '.', 35_000_000),
            ("35.000", ',', 35_000_000),
            ("35.000", '.', 35_000_000),
            ("35'000", ',', 35_000_000),
            ("35\u{202f}000", ',', 35_000_000),
            ("1.234", '.', 1_234),
            ("1,234.5", '.', 1_234_500),
            ("1.234,5", ',', 1_234_500),
            ("1.250.000", '.', 1_250_000_000),
            ("2,5", ',', 2_500),
            ("2.5", ',', 2_500),
            ("7", '.', 7_000),
        ] {
            assert_eq!(read(form, decimal), Some(thousandths * 1_000), "{form}");
        }
        assert_eq!(digits("2.5bn", '.').map(|found| found.letters), Some("bn"));
        assert_eq!(digits("192.168.1000", '.'), None);
    }
}
