//! Which theme is drawn, and in how many colours: as the reader says, or as the terminal and its variables say.

use std::io::IsTerminal;
use std::path::Path;

use super::ground::{Ground, ground};
use crate::theme::{Error, Theme};
use crate::ui::paint::Depth;

/// How everything is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// A style for every role.
    pub theme: Theme,
    /// How many colours the terminal has.
    pub depth: Depth,
}

/// How many columns text has where no terminal says it.
const COLUMNS: usize = 80;

/// Returns how many columns the terminal has that standard output goes to.
pub fn columns() -> usize {
    let is_terminal = std::io::stdout().is_terminal();
    let size = is_terminal.then(crossterm::terminal::size).and_then(Result::ok);
    size.map_or(COLUMNS, |(columns, _)| usize::from(columns))
}

/// Finds the look: a theme that is built in, a file that ends in `.toml`, or `auto` for what suits the terminal.
///
/// `NO_COLOR` takes colour from any theme. The terminal is asked for its ground, for at most 100 ms, only where it has
/// enough colours for the themes that depend on it.
pub fn look(name: &str) -> Result<Look, Error> {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let plain = !variable("NO_COLOR").is_empty();
    let depth = match (plain, variable("COLORTERM").as_str(), variable("TERM")) {
        (true, ..) => Depth::None,
        (_, "truecolor" | "24bit", _) => Depth::True,
        _ if cfg!(windows) => Depth::True,
        (.., term) if term.contains("256color") || term.contains("direct") => Depth::Indexed,
        _ => Depth::Sixteen,
    };
    let theme = match name {
        _ if plain => Theme::named("mono")?,
        "auto" if depth == Depth::Sixteen => Theme::named("ansi")?,
        "auto" => Theme::named(match ground() {
            Some(Ground::Dark) => "dark",
            Some(Ground::Light) => "light",
            None => "ansi",
        })?,
        path if Path::new(path).extension().is_some_and(|end| end == "toml") => {
            let text =
                std::fs::read_to_string(path).map_err(|error| Error::File(path.to_owned(), error.to_string()))?;
            Theme::parse(&text)?
        }
        name => Theme::named(name)?,
    };
    Ok(Look { theme, depth })
}
