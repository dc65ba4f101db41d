//! An article that a page carries in its data for search engines and does not show, or not all of it.

use super::article::LEAST;
use super::roles::key;
use super::walk::Block;
use crate::load::piece::ink;
use crate::load::strip;

/// A longer text in the data of a page is no article, in characters that are not blank.
const MOST: usize = 100_000;

/// So much of the page is searched for it, in bytes of letters.
const SEARCHED: usize = 1_000_000;

/// The text is looked for in the page in stretches of so many letters, for headings may stand between its sentences.
const STRETCH: usize = 40;

/// Adds the paragraphs of such an article that the page does not show behind those it does, and tells whether it did.
///
/// A page that shows at least half of it is taken by its own word: the rest may be cut on purpose.
pub fn add(blocks: &mut Vec<Block>, body: &str) -> bool {
    let body = paragraphs(body);
    let shown: usize = blocks.iter().map(|block| block.article).sum();
    let told: usize = body.iter().map(|words| ink(words)).sum();
    if !(LEAST..=MOST).contains(&told) || shown * 2 >= told {
        return false;
    }
    let mut text = String::new();
    for block in blocks.iter().filter(|block| !block.frame.hidden) {
        if text.len() < SEARCHED {
            text += &key(&block.words);
        }
    }
    let rest = body.into_iter().filter(|words| !is_shown(&key(words), &text));
    let rest: Vec<Block> = rest.map(block).collect();
    let at = blocks.iter().rposition(|block| block.article > 0).map_or(blocks.len(), |at| at + 1);
    let is_more = !rest.is_empty();
    blocks.splice(at..at, rest);
    is_more
}

/// Takes the text apart; some pages write markup into their data.
fn paragraphs(body: &str) -> Vec<String> {
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| if line.contains('<') { strip::paragraphs(line) } else { vec![line.to_owned()] }).collect()
}

/// Tells whether most of the stretches of some words stand in a text.
fn is_shown(words: &str, text: &str) -> bool {
    let letters: Vec<char> = words.chars().collect();
    let stretches = letters.chunks(STRETCH);
    let found = stretches.clone().filter(|stretch| text.contains(&stretch.iter().collect::<String>())).count();
    found * 2 >= stretches.len()
}

fn block(words: String) -> Block {
    let ink = ink(&words);
    Block { words, ink, article: ink, ..Block::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str =
        "The harbour master told the council on Monday that the pier would stay closed, for now, until May.";

    const TWO: &str =
        "A ferry for sixty cars will leave from the old slipway every forty minutes, and people walk on free.";

    #[test]
    fn only_what_is_not_shown_is_added() {
        let mut blocks = vec![block(ONE.to_owned()), Block { article: 0, ..block("Most read".to_owned()) }];
        assert!(add(&mut blocks, &format!("{ONE}\n\n<p>{TWO}</p><p>{TWO}?</p>")));
        let words: Vec<&str> = blocks.iter().map(|block| block.words.as_str()).collect();
        assert_eq!((words.len(), words[0], words[1], words[3]), (4, ONE, TWO, "Most read"));
        assert!(!add(&mut blocks, &format!("{ONE}\n{TWO}")));
    }
}
