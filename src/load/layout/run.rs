//! A run of letters that stand on one base line.

/// Letters that stand together on a page: a piece of a line as a file has it, or a whole line of a column. All lengths
/// are points; the base grows upwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// The line it stands on.
    pub base: f32,
    /// The size of its letters, or of most of them.
    pub size: f32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Its words; of a piece of a line, blanks at the ends count.
    pub words: String,
}

impl Run {
    /// Returns where its middle stands.
    pub fn middle(&self) -> f32 {
        (self.left + self.right) / 2.0
    }
}
