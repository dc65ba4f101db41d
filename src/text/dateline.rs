//! The line that says where and when a story was filed: "MORVIK, March 18 (Agency) –".

/// A dateline is no longer than this, bytes.
const LONGEST: usize = 90;

/// Returns where a dateline at the beginning of a sentence ends, in bytes; 0 where there is none.
pub fn dateline(sentence: &str) -> usize {
    const DASHES: [&str; 4] = ["—", "–", " - ", " -- "];
    let found = DASHES.iter().filter_map(|dash| sentence.find(dash).map(|at| (at, at + dash.len())));
    let Some((start, end)) = found.min().filter(|(start, _)| *start <= LONGEST) else { return 0 };
    let words: Vec<&str> = sentence[..start].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let shouted = |word: &&&str| word.chars().count() > 2 && !word.contains(char::is_lowercase);
    let place = words.first().filter(shouted).is_some_and(|word| word.contains(char::is_alphabetic));
    // Nothing but names, figures with a month and what stands in brackets.
    let number = |at: usize| words.get(at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let low = |at: &usize| {
        words[*at].starts_with(char::is_lowercase)
            && words[*at].chars().count() > 3
            && !at.checked_sub(1).is_some_and(number)
    };
    let bracketed = sentence[..start].trim_end().ends_with(')') && words.len() <= 8;
    let named = words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    let plain = (0..words.len()).filter(low).count() <= usize::from(bracketed) * 2;
    if plain && (place || bracketed && named) { end } else { 0 }
}

/// Tells whether a short paragraph says nothing but where and when something appeared: "Morvik Post, 18 March 2025".
pub fn is_masthead(paragraph: &str) -> bool {
    let year = paragraph.split(|c: char| !c.is_alphanumeric()).any(|word| {
        word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year)) || word.contains('年')
    });
    let low = |word: &&str| word.starts_with(char::is_lowercase) && word.chars().count() > 3;
    let told = paragraph.split_whitespace().filter(low).count() > 2;
    year && !told && !paragraph.trim_end().ends_with(['.', '!', '?', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_story_was_filed_is_told_from_what_it_says() {
        for (sentence, rest) in [
            ("MORVIK, March 18 (Agency) – The ferry sank.", " The ferry sank."),
            ("MORVIK — The ferry sank.", " The ferry sank."),
            ("Morvik, 18. März (dpa) - Die Fähre sank.", "Die Fähre sank."),
            ("МОРВИК, 18 марта — Паром затонул.", " Паром затонул."),
        ] {
            assert_eq!(&sentence[dateline(sentence)..], rest);
        }
        for sentence in ["The ferry – 35 years old – sank.", "Dahl – the pilot – left on March 18.", "It sank."]
        {
            assert_eq!(dateline(sentence), 0, "{sentence}");
        }
        assert!(is_masthead("Morvik Post, 18 March 2025") && !is_masthead("The ferry sank in March 2025."));
    }
}
