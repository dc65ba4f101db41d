//! What kind of difference a change is, and how much it moves the meaning.

/// What kind of difference a change is, seen from the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Only characters that cannot be seen differ: joiners, soft hyphens, signs of direction, hard blanks.
    Hidden,
    /// Only marks, case or spacing differ.
    Typography,
    /// The same word spelt otherwise, a name in another transliteration, or a number written otherwise.
    Spelling,
    /// "won't" for "will not".
    Contraction,
    /// Another form of the same word, another tense or person, as reported speech takes them.
    Inflection,
    /// The same words stand in another order.
    Order,
    /// Words are missing where an ellipsis or brackets say so.
    Marked,
    /// There are words that the base does not have.
    Addition,
    /// Other words stand in the same place.
    Wording,
    /// Another name, or another title.
    Name,
    /// Words of the base are missing, and nothing says so.
    Cut,
    /// It is claimed more or less strongly: may and must, some and all, alleged, at least.
    Strength,
    /// The words are given to somebody else, or to nobody.
    Attribution,
    /// Another number or date stands in the same place.
    Number,
    /// One side denies what the other says.
    Negation,
}

impl Kind {
    /// All kinds, those that move the meaning least first.
    pub const ALL: [Kind; 15] = [
        Kind::Hidden,
        Kind::Typography,
        Kind::Spelling,
        Kind::Contraction,
        Kind::Inflection,
        Kind::Order,
        Kind::Marked,
        Kind::Addition,
        Kind::Wording,
        Kind::Name,
        Kind::Cut,
        Kind::Strength,
        Kind::Attribution,
        Kind::Number,
        Kind::Negation,
    ];

    /// Tells whether the words are the same, letter by letter but for case: only marks, spacing or hidden characters differ.
    pub const fn is_typography(self) -> bool {
        matches!(self, Kind::Hidden | Kind::Typography)
    }

    /// Returns its name as exports and the screen give it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Hidden => "hidden characters",
            Kind::Typography => "typography",
            Kind::Spelling => "spelling",
            Kind::Contraction => "contraction",
            Kind::Inflection => "inflection",
            Kind::Order => "order",
            Kind::Marked => "marked cut",
            Kind::Addition => "addition",
            Kind::Wording => "wording",
            Kind::Name => "name",
            Kind::Cut => "cut",
            Kind::Strength => "strength",
            Kind::Attribution => "attribution",
            Kind::Number => "number",
            Kind::Negation => "negation",
        }
    }
}

/// How much a change moves the meaning.
///
/// A weight says how a change may be drawn, and what is listed first; it never makes a difference disappear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Weight(u8);

impl Weight {
    /// Marks, case, spacing; a function word.
    pub const SLIGHT: Weight = Weight(5);
    /// Another form of the same word, a function word more or less.
    pub const SMALL: Weight = Weight(15);
    /// What a reader should see, though the meaning likely stays: a name written otherwise, a cut that is marked.
    pub const SOME: Weight = Weight(30);
    /// Other words, a word more or less.
    pub const MUCH: Weight = Weight(50);
    /// A clause that is missing, another person, a claim made stronger.
    pub const GREAT: Weight = Weight(75);
    /// Another number, a denial.
    pub const UTMOST: Weight = Weight(95);

    /// Returns it as a number from 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Tells whether the change may be left out of a view that says how many it leaves out.
    pub fn is_light(self) -> bool {
        self < Weight::SOME
    }

    /// Tells whether the change is of those that must be seen first.
    pub fn is_heavy(self) -> bool {
        self >= Weight::GREAT
    }

    /// Returns the name of its class.
    pub fn name(self) -> &'static str {
        match self {
            _ if self.is_light() => "light",
            _ if self.is_heavy() => "heavy",
            _ => "middle",
        }
    }
}

/// On which sides of a change there are words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// On both, or on neither.
    Replaced,
    /// Words of the base are missing on the other side.
    Missing,
    /// There are words that the base does not have.
    Added,
}

/// What is told of a change: its kind, its weight, and on which sides there are words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// What differs.
    pub kind: Kind,
    /// How much it moves the meaning.
    pub weight: Weight,
    /// On which sides there are words.
    pub shape: Shape,
}

impl Told {
    /// Puts a kind and a weight of a replacement together.
    pub const fn new(kind: Kind, weight: Weight) -> Told {
        Told { kind, weight, shape: Shape::Replaced }
    }

    /// Returns the kind and weight that move the meaning more, with the shape where both have the same.
    pub fn heavier(self, other: Told) -> Told {
        let shape = if self.shape == other.shape { self.shape } else { Shape::Replaced };
        let heavier = if (other.weight, other.kind) > (self.weight, self.kind) { other } else { self };
        Told { shape, ..heavier }
    }

    /// Returns the same with another shape.
    pub(super) const fn shaped(self, shape: Shape) -> Told {
        Told { shape, ..self }
    }
}
