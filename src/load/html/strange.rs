//! What stands inside the article of a page and is none of it: overlaid notices, links, repeated words, other articles.

use std::collections::HashSet;

use super::article::LEAST;
use super::roles::{is_prose, key};
use super::walk::Block;
use crate::load::piece::{ends_sentence, is_linked};

/// The most quotations set apart that are looked for in the text; a page with more of them is a list of quotations.
const PULLED: usize = 100;

/// Words repeated from the text are at least so many letters; fewer may stand there by chance.
const REPEATED: usize = 12;

/// Takes such blocks out of the article; `title` is the place of the headline.
pub fn part(blocks: &mut [Block], title: Option<usize>) {
    notices(blocks);
    if let Some(title) = title {
        other_articles(blocks, title);
    }
    for at in pulled(blocks) {
        leave_out(&mut blocks[at]);
    }
    links(blocks);
}

fn leave_out(block: &mut Block) {
    block.article = 0;
    block.frame.furniture = true;
}

/// Shares, sign-up forms and notices laid over the page, unless hardly any running text would remain.
fn notices(blocks: &mut [Block]) {
    let all: usize = blocks.iter().map(|block| block.article).sum();
    let rest: usize = blocks.iter().filter(|block| !block.frame.firm).map(|block| block.article).sum();
    if rest * 3 >= all {
        blocks.iter_mut().filter(|block| block.frame.firm).for_each(|block| block.article = 0);
    }
}

/// Other articles with a headline of their own, which a page adds below its first.
fn other_articles(blocks: &mut [Block], title: usize) {
    let (own, headline) = (blocks[title].frame.article, key(&blocks[title].words));
    let text: usize = blocks.iter().filter(|block| block.frame.article == own).map(|block| block.article).sum();
    if own == 0 || text < LEAST {
        return;
    }
    let is_other = |block: &&Block| {
        block.frame.first && block.frame.article != own && block.frame.article != 0 && key(&block.words) != headline
    };
    let others: HashSet<usize> = blocks.iter().filter(is_other).map(|block| block.frame.article).collect();
    blocks.iter_mut().filter(|block| others.contains(&block.frame.article)).for_each(leave_out);
}

/// Short lines of nothing but links, unless the page has nothing else.
fn links(blocks: &mut [Block]) {
    let is_link = |block: &&mut Block| {
        let frame = &block.frame;
        is_linked(&block.words, block.linked) && !frame.heading && frame.role.is_none() && !ends_sentence(&block.words)
    };
    if blocks.iter().any(|block| block.article > 0 && is_prose(block)) {
        blocks.iter_mut().filter(is_link).for_each(|block| block.article = 0);
    }
}

/// Finds the quotations set apart whose words stand in the text as well, to draw the eye.
fn pulled(blocks: &[Block]) -> Vec<usize> {
    let is_apart = |block: &Block| block.article > 0 && (block.frame.quoted || block.frame.furniture);
    let apart: Vec<usize> = (0..blocks.len()).filter(|at| is_apart(&blocks[*at])).take(PULLED).collect();
    if apart.is_empty() {
        return apart;
    }
    let text: String =
        blocks.iter().filter(|block| block.article > 0 && !is_apart(block)).map(|b| key(&b.words)).collect();
    let repeats =
        |at: &usize| Some(key(&blocks[*at].words)).is_some_and(|own| own.len() >= REPEATED && text.contains(&own));
    apart.into_iter().filter(repeats).collect()
}

#[cfg(test)]
mod tests {
    use super::super::frame::Frame;
    use super::*;

    fn block(words: &str, frame: Frame) -> Block {
        let ink = words.chars().filter(|c| !c.is_whitespace()).count();
        Block { words: words.to_owned(), ink, article: ink, linked: 0, frame }
    }

    const PROSE: &str = "The harbour master told the council that the pier would stay closed, for now, until May.";

    fn kept(blocks: &mut [Block], title: Option<usize>) -> Vec<bool> {
        part(blocks, title);
        blocks.iter().map(|block| block.article > 0).collect()
    }

    #[test]
    fn notices_go_unless_the_article_is_in_them() {
        let firm = Frame { firm: true, furniture: true, ..Frame::default() };
        assert_eq!(kept(&mut [block(PROSE, Frame::default()), block(PROSE, firm)], None), [true, false]);
        assert_eq!(kept(&mut [block("Pier", Frame::default()), block(PROSE, firm)], None), [true, true]);
    }

    #[test]
    fn another_article_with_its_headline_goes() {
        let of = |article, first| Frame { article, first, heading: first, ..Frame::default() };
        let mut blocks = [
            block("Pier closed", of(1, true)),
            block(&PROSE.repeat(3), of(1, false)),
            block("Dog found", of(2, true)),
            block(PROSE, of(2, false)),
            block(PROSE, of(3, false)),
        ];
        assert_eq!(kept(&mut blocks, Some(0)), [true, true, false, false, true]);
        let mut again = [block("Dog found", of(1, true)), block("Dog found", of(2, true)), block(PROSE, of(2, false))];
        assert_eq!(kept(&mut again, Some(0)), [true, true, true]);
    }

    #[test]
    fn words_pulled_out_of_the_text_are_repeated_there() {
        let quoted = Frame { quoted: true, ..Frame::default() };
        let mut blocks = [
            block(PROSE, Frame::default()),
            block("“The pier would stay closed”", quoted),
            block("“We never looked”", quoted),
        ];
        assert_eq!(kept(&mut blocks, None), [true, false, true]);
    }
}
