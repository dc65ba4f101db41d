//! Which language a text is in, and what follows from it.

use rust_stemmers::Algorithm;
use whatlang::Lang;

/// How much of a text is looked at, in bytes: a few pages tell the language as well as a book.
const SAMPLE: usize = 20_000;

/// Detects the main language of a text and returns its ISO 639-1 code (639-3 where there is none), or nothing
/// where the text is too short or too mixed to tell.
pub fn detect(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let found = whatlang::detect(sample)?;
    (found.is_reliable() || found.confidence() > 0.5).then(|| code(found.lang()))
}

/// Returns the stemming rules for a language code, where there are any.
pub fn stemmer(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// Returns the code of a language that we have rules for as a name that outlives its text, or nothing.
pub fn known_code(code: &str) -> &'static str {
    const KNOWN: [&str; 20] = [
        "ar", "cs", "da", "nl", "en", "fi", "fr", "de", "el", "hu", "it", "nb", "no", "pt", "ro", "ru", "es", "sv",
        "ta", "tr",
    ];
    KNOWN.into_iter().find(|known| *known == code).unwrap_or("")
}

/// A language in one byte, for what is kept for every word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tag(u8);

/// The languages whose words have lists of their own; the first stands for all others.
const TAGS: [&str; 12] = ["", "cs", "de", "en", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh"];

impl Tag {
    /// Returns the tag of a language code. Where no language is named, English is assumed.
    pub fn new(code: &str) -> Tag {
        let code = if code.is_empty() { "en" } else { code };
        Tag(TAGS.iter().position(|known| *known == code).and_then(|at| u8::try_from(at).ok()).unwrap_or(0))
    }

    /// Returns a number with one bit, another one for each language with lists.
    pub const fn bit(self) -> u16 {
        1 << self.0
    }

    /// Returns the code, empty for a language without lists.
    pub fn code(self) -> &'static str {
        TAGS[usize::from(self.0)]
    }
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Ara => "ar",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kat => "ka",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mkd => "mk",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tha => "th",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Vie => "vi",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_common_languages() {
        let samples = [
            ("The council will vote on the plan before the end of the month, the mayor said.", "en"),
            ("Der Gemeinderat stimmt noch vor Ende des Monats über den Plan ab, sagte die Bürgermeisterin.", "de"),
            ("市議会は月末までに計画を採決すると市長が述べた。", "ja"),
        ];
        for (text, code) in samples {
            assert_eq!(detect(text), Some(code));
        }
    }

    #[test]
    fn does_not_guess_from_nothing() {
        assert_eq!(detect(""), None);
        assert_eq!(detect("— 12:30 —"), None);
    }
}
