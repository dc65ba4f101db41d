//! What is found: links between two passages, and groups over all sources.

use crate::document::Passage;

/// Why two passages are taken to correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Rare words or runs of words in common.
    Wording,
    /// The same words in quote marks.
    Quote,
    /// The same names.
    Name,
    /// The same numbers.
    Number,
    /// Its neighbours correspond.
    Position,
    /// The reader says so.
    Reader,
    /// Another program says so, whose clusters were opened.
    Cluster,
}

impl Reason {
    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Wording => "wording",
            Reason::Quote => "quote",
            Reason::Name => "name",
            Reason::Number => "number",
            Reason::Position => "position",
            Reason::Reader => "reader",
            Reason::Cluster => "cluster",
        }
    }
}

/// A scored correspondence between passages of two sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The passage of the source that comes first.
    pub a: Passage,
    /// The passage of the other source.
    pub b: Passage,
    /// How likely a person would say that they report the same thing, from 0 to 1.
    pub score: f64,
    /// The evidence, strongest first.
    pub why: Vec<Reason>,
}

/// A sentence of a group, and one of another group that reports the same thing all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// The group, as an index.
    pub group: usize,
    /// The sentence of the group.
    pub own: Passage,
    /// The sentence of the other group, in another source.
    pub other: Passage,
    /// How likely they report the same thing, from 0 to 1.
    pub score: f64,
    /// The evidence, strongest first.
    pub why: Vec<Reason>,
}

/// The likeliest counterpart of a group in a source that has nothing in it: not likely enough to be told as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Possible {
    /// The group, as an index.
    pub group: usize,
    /// The sentence of the group.
    pub own: Passage,
    /// The sentence of the source that has nothing in the group.
    pub other: Passage,
    /// How likely they report the same thing, from 0 to 1.
    pub score: f64,
}

/// The passages, of one or more sources, that report the same thing. A group of one source stands only there.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The passages by document and place.
    pub passages: Vec<Passage>,
    /// How sure the weakest tie that holds it together is, from 0 to 1.
    pub score: f64,
}

impl Group {
    /// Tells whether it stands in one source only.
    pub fn is_alone(&self) -> bool {
        self.passages.windows(2).all(|pair| pair[0].document == pair[1].document)
    }
}
