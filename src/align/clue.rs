//! What is measured of a pair of sentences.

/// What is measured of a pair of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// The cosine of their weighted stems.
    Cosine,
    /// The cosine of their weighted roots.
    Roots,
    /// The share of the lighter sentence's weight that is in both.
    Contained,
    /// The weight of the stems in both.
    Weight,
    /// The weight of the lighter sentence.
    Lighter,
    /// How many telling stems are in both.
    Telling,
    /// The weight of the heaviest stem in both.
    Heaviest,
    /// How many stems in both stand nowhere else in either document.
    Once,
    /// The share of neighbouring words that are in both.
    Pairs,
    /// The longest run of words in both.
    Run,
    /// The weight of the numbers in both.
    Numbers,
    /// Both have numbers, and none in common.
    OtherNumbers,
    /// The weight of the names in both.
    Names,
    /// Both have names, and none in common.
    OtherNames,
    /// The weight of the stems that one has in a quotation and the other anywhere.
    Quoted,
    /// How much of what one has in quotations the other has anywhere.
    QuoteKept,
    /// How much of what one has in quotations the other has in quotations.
    QuoteShared,
    /// Both quote the same utterance.
    Utterance,
    /// Both have quotations, and no word of them in common.
    OtherQuotes,
    /// One has a quotation, and the other none.
    OneQuotes,
    /// The cosine of the paragraphs.
    Around,
    /// How far the pair is ahead of its rivals for one of the sentences, at best.
    Ahead,
    /// How far it is ahead of its rivals for the other sentence, or behind them.
    Behind,
    /// How well the sentences just before and just behind correspond, the weaker of the two.
    Flanked,
    /// How well three sentences before and three behind correspond, one to one in the same order, on average.
    Along,
    /// How well the sentences near by correspond, at best.
    Near,
    /// How far apart they stand in the course of their documents.
    Distance,
    /// How much of the telling words of one document the other has.
    Kinship,
    /// How well the sentences of one document fit their best partners in the other, on average.
    Closeness,
}

/// All clues, in the order in which evidence holds them.
pub const CLUES: [Clue; COUNT] = [
    Clue::Cosine,
    Clue::Roots,
    Clue::Contained,
    Clue::Weight,
    Clue::Lighter,
    Clue::Telling,
    Clue::Heaviest,
    Clue::Once,
    Clue::Pairs,
    Clue::Run,
    Clue::Numbers,
    Clue::OtherNumbers,
    Clue::Names,
    Clue::OtherNames,
    Clue::Quoted,
    Clue::QuoteKept,
    Clue::QuoteShared,
    Clue::Utterance,
    Clue::OtherQuotes,
    Clue::OneQuotes,
    Clue::Around,
    Clue::Ahead,
    Clue::Behind,
    Clue::Flanked,
    Clue::Along,
    Clue::Near,
    Clue::Distance,
    Clue::Kinship,
    Clue::Closeness,
];

/// How many clues there are.
pub const COUNT: usize = 29;
