//! Time codes: alone, as the span of a subtitle, and at the beginning of a line of a transcript.

/// The longest name before a time code, in words.
const NAME: usize = 5;

/// A line of a transcript that carries a time code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The time, in milliseconds.
    pub time: u64,
    /// The name beside it, where the name is not the first of the words.
    pub speaker: Option<&'a str>,
    /// The words behind it.
    pub words: &'a str,
}

/// Reads the line of a subtitle's times: `00:00:01,000 --> 00:00:03,500`, with settings behind.
pub fn span(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    Some((time(from.trim())?, time(to.split_whitespace().next()?)?))
}

/// Reads a line of a transcript: `[00:01:02] words`, `00:01:02 words`, `Name 1:02`, `Name (00:01:02): words`.
pub fn line(line: &str) -> Option<Line<'_>> {
    let line = line.trim();
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if let Some((code, is_sure)) = code(first.trim_end_matches([':', ','])) {
        // A bare "10:15" at the beginning is a time of the day.
        return is_sure.then(|| Line {
            time: code,
            speaker: None,
            words: rest.trim_start_matches(['-', '–', '—', ' ', '\t']),
        });
    }
    let open = line.find(|c: char| c.is_ascii_digit() || matches!(c, '(' | '['))?;
    let (name, rest) = line.split_at(open);
    let (last, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let bare = last.trim_end_matches(':');
    let (time, _) = code(bare)?;
    let is_bracketed = bare.starts_with(['(', '[']);
    let name = name.trim().trim_end_matches([':', '-', '–']).trim_end();
    let is_name = (1..=NAME).contains(&name.split_whitespace().count()) && !name.contains(['.', '?', '!', ',', ':']);
    // Behind a bare time nothing may follow, or it would be a sentence with a time of the day in it.
    let ends = words.trim().is_empty() || (is_bracketed && last.ends_with(':'));
    (is_name && ends).then_some(Line { time, speaker: Some(name), words: words.trim() })
}

/// Reads a time code, in brackets or not, and tells whether it can be no time of the day.
fn code(word: &str) -> Option<(u64, bool)> {
    let bracketed = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    let inner = bracketed.or_else(|| word.strip_prefix('(').and_then(|word| word.strip_suffix(')')));
    let time = time(inner.unwrap_or(word))?;
    Some((time, inner.is_some() || word.matches(':').count() == 2))
}

/// Reads `1:02`, `01:02:03`, `01:02:03,450` or `01:02:03.450`, in milliseconds.
fn time(word: &str) -> Option<u64> {
    let (whole, part) = word.split_once([',', '.']).unwrap_or((word, ""));
    let parts: Vec<&str> = whole.split(':').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(is_number) || parts.last().map(|last| last.len()) != Some(2)
    {
        return None;
    }
    let seconds = parts.iter().try_fold(0_u64, |sum, part| Some(sum * 60 + part.parse::<u64>().ok()?))?;
    if !part.bytes().all(|byte| byte.is_ascii_digit()) || part.len() > 3 {
        return None;
    }
    let fraction = format!("{part:0<3}").parse::<u64>().ok()?;
    Some(seconds * 1000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_hours() {
        assert_eq!(time("1:02"), Some(62_000));
        assert_eq!(time("01:00:01,5"), Some(3_601_500));
        assert_eq!(span("00:01.000 --> 00:02.250 align:start"), Some((1_000, 2_250)));
        for wrong in ["", ":", "1:2", "1:02:03:04", "a:02", "1:02.x", "99999:00", "1:02.1234"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lines_of_transcripts_are_told_from_sentences() {
        assert_eq!(line("[1:02] Yes."), Some(Line { time: 62_000, speaker: None, words: "Yes." }));
        assert_eq!(
            line("Ines Mora (00:12): Yes."),
            Some(Line { time: 12_000, speaker: Some("Ines Mora"), words: "Yes." })
        );
        for sentence in ["The train left at 10:15 from here", "Yes, he said at 10:15", "10:15 The alarm", "", "(sic)"] {
            assert_eq!(line(sentence), None, "{sentence}");
        }
    }
}
