//! Made prose, the same in every run: English glue around made words, so that it has the statistics of a real text.

/// Words that every English text is full of.
const GLUE: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "by", "at", "from",
    "this", "had", "not", "are", "but", "which", "were", "their", "has", "been", "would", "they", "after",
];

/// Parts of made words.
const PARTS: &[&str] = &[
    "bar", "cor", "del", "fen", "gar", "hol", "lin", "mar", "nor", "pel", "ran", "ster", "tam", "ver", "wick", "yar",
    "shi", "thor", "bla", "que", "dun", "mel", "sor", "tri",
];

/// A generator of numbers (Steele, Lea and Flood, SplitMix64, 2014).
#[derive(Clone)]
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Throws a number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// Is true so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Makes a word; small numbers come up more often, as words do in any text.
fn word(dice: &mut Dice) -> String {
    if dice.chance(45) {
        return dice.pick(GLUE).to_owned();
    }
    let range = [40, 400, 4_000, 12_000][dice.below(4)];
    let mut number = dice.below(range);
    let mut word = PARTS[number % PARTS.len()].to_owned();
    while number >= PARTS.len() {
        number /= PARTS.len();
        word.push_str(PARTS[number % PARTS.len()]);
    }
    word
}

/// Makes a sentence, now and then with a number or in quotation marks.
fn sentence(dice: &mut Dice) -> String {
    let mut words: Vec<String> = (0..8 + dice.below(14)).map(|_| word(dice)).collect();
    if dice.chance(25) {
        let at = dice.below(words.len());
        words[at] = (2 + dice.below(3_000)).to_string();
    }
    words[0] = capital(&words[0]);
    let words = words.join(" ");
    match dice.chance(20) {
        true => format!("“{words},” said {} {}.", capital(dice.pick(PARTS)), capital(dice.pick(PARTS))),
        false => format!("{words}."),
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Makes paragraphs of three sentences.
pub fn paragraphs(seed: u64, count: usize) -> Vec<String> {
    let mut dice = Dice(seed);
    (0..count).map(|_| [sentence(&mut dice), sentence(&mut dice), sentence(&mut dice)].join(" ")).collect()
}

/// Tells a story again: some words others, some paragraphs left out, some told earlier or later.
pub fn reworded(story: &[String], seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let mut told: Vec<String> = Vec::new();
    for paragraph in story {
        if dice.chance(10) {
            continue;
        }
        let words = paragraph.split(' ').map(|own| match dice.chance(12) && own.ends_with(char::is_alphabetic) {
            true => word(&mut dice),
            false => own.to_owned(),
        });
        let words = words.collect::<Vec<_>>().join(" ");
        let at = if dice.chance(8) { told.len().saturating_sub(dice.below(40)) } else { told.len() };
        told.insert(at, words);
    }
    told
}
