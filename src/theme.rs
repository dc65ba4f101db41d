//! Which role has which style: roles are dotted names, and a name without a style takes that of the name before its
//! last dot.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

/// The themes that are built in, by name.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("ansi", include_str!("../themes/ansi.toml")),
    ("dark", include_str!("../themes/dark.toml")),
    ("light", include_str!("../themes/light.toml")),
    ("mono", include_str!("../themes/mono.toml")),
];

/// Every role that is drawn. A theme names no other.
pub const ROLES: &[&str] = &[
    "screen",
    "text",
    "text.title",
    "text.heading",
    "text.byline",
    "text.caption",
    "text.list",
    "text.clutter",
    "diff.wording",
    "diff.wording.base",
    "diff.number",
    "diff.number.base",
    "diff.addition",
    "diff.cut",
    "diff.left-out",
    "diff.typography",
    "diff.reworded",
    "sign",
    "sign.same",
    "sign.differs",
    "sign.alone",
    "sign.absent",
    "sign.moved",
    "sign.stub",
    "sign.skip",
    "sign.new",
    "note",
    "note.trouble",
    "fold",
    "focus",
    "focus.bar",
    "focus.spot",
    "match",
    "match.current",
    "header",
    "header.lead",
    "header.focus",
    "rule",
    "map",
    "map.view",
    "map.differs",
    "footer",
    "footer.key",
    "footer.place",
    "footer.notice",
    "prompt",
    "overlay.title",
    "overlay.key",
    "overlay.chosen",
];

/// A colour: the terminal's own, one of its sixteen, or an exact one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// One of the sixteen colours that the terminal's user has chosen, 0 to 15.
    Ansi(u8),
    /// Red, green and blue, 0 to 255 each.
    Rgb(u8, u8, u8),
}

/// How something is drawn. What a style leaves open is left as it is underneath.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The colour of the letters.
    pub fg: Option<Colour>,
    /// The colour behind them.
    pub bg: Option<Colour>,
    /// Heavier letters.
    pub bold: Option<bool>,
    /// Fainter letters.
    pub dim: Option<bool>,
    /// Slanted letters.
    pub italic: Option<bool>,
    /// A line below.
    pub underline: Option<bool>,
    /// Foreground and background exchanged.
    pub reverse: Option<bool>,
    /// A line through.
    pub crossed_out: Option<bool>,
}

impl Style {
    /// Lays another style over this one.
    pub fn patch(self, over: Style) -> Style {
        Style {
            fg: over.fg.or(self.fg),
            bg: over.bg.or(self.bg),
            bold: over.bold.or(self.bold),
            dim: over.dim.or(self.dim),
            italic: over.italic.or(self.italic),
            underline: over.underline.or(self.underline),
            reverse: over.reverse.or(self.reverse),
            crossed_out: over.crossed_out.or(self.crossed_out),
        }
    }

    /// Tells whether it has any attribute beside colour.
    pub fn has_attribute(self) -> bool {
        [self.bold, self.dim, self.italic, self.underline, self.reverse, self.crossed_out].contains(&Some(true))
    }
}

/// What is wrong with a theme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is not TOML or has a form that is not known.
    #[error("the theme cannot be read: {0}. Compare it with the themes that come with the program")]
    Form(String),
    /// No theme of that name.
    #[error("there is no theme called {0}. Choose ansi, dark, light or mono, or name a file that ends in .toml")]
    Unknown(String),
    /// A file that cannot be read.
    #[error("the theme file {0} cannot be read: {1}. Check the path, or choose ansi, dark, light or mono")]
    File(String, String),
    /// A role that is never drawn.
    #[error(
        "the theme gives a style to {0}, which is never drawn. Compare it with the themes that come with the program"
    )]
    Role(String),
    /// A colour that cannot be understood.
    #[error("the theme names a colour that is not known: {0}. Write it like \"#1e66f5\" or \"bright-blue\"")]
    Colour(String),
    /// Themes that inherit from each other.
    #[error("the theme inherits from itself. Let it inherit from ansi, dark, light or mono")]
    Circle,
}

/// A style for every role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    styles: HashMap<String, Style>,
}

#[derive(Deserialize)]
struct File {
    inherits: Option<String>,
    #[serde(default)]
    palette: HashMap<String, String>,
    #[serde(default)]
    roles: BTreeMap<String, Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    fg: Option<String>,
    bg: Option<String>,
    bold: Option<bool>,
    dim: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    reverse: Option<bool>,
    #[serde(rename = "crossed-out")]
    crossed_out: Option<bool>,
}

impl Theme {
    /// Returns a theme that is built in.
    pub fn named(name: &str) -> Result<Theme, Error> {
        let known = BUILT_IN.iter().find(|(known, _)| *known == name);
        Theme::parse(known.ok_or_else(|| Error::Unknown(name.to_owned()))?.1)
    }

    /// Reads a theme from TOML.
    pub fn parse(text: &str) -> Result<Theme, Error> {
        parse(text, BUILT_IN.len())
    }

    /// Returns the style of a role: its own, or that of the part of its name before the last dot.
    pub fn style(&self, role: &str) -> Style {
        let mut name = role;
        loop {
            if let Some(style) = self.styles.get(name) {
                return *style;
            }
            match name.rsplit_once('.') {
                Some((before, _)) => name = before,
                None => return Style::default(),
            }
        }
    }

    /// Returns the styles of several roles, each laid over the ones before.
    pub fn styles<'a>(&self, roles: impl IntoIterator<Item = &'a str>) -> Style {
        roles.into_iter().fold(Style::default(), |style, role| style.patch(self.style(role)))
    }
}

fn parse(text: &str, depth: usize) -> Result<Theme, Error> {
    let file: File = toml::from_str(text).map_err(|error| Error::Form(error.message().to_owned()))?;
    let mut theme = match &file.inherits {
        None => Theme::default(),
        Some(_) if depth == 0 => return Err(Error::Circle),
        Some(name) => {
            let known = BUILT_IN.iter().find(|(known, _)| known == name);
            parse(known.ok_or_else(|| Error::Unknown(name.clone()))?.1, depth - 1)?
        }
    };
    for (role, written) in file.roles {
        if !ROLES.iter().any(|known| *known == role || known.starts_with(&format!("{role}."))) {
            return Err(Error::Role(role));
        }
        let style = style(&written, &file.palette)?;
        theme.styles.insert(role, style);
    }
    Ok(theme)
}

fn style(written: &Written, palette: &HashMap<String, String>) -> Result<Style, Error> {
    let find = |name: &Option<String>| -> Result<Option<Colour>, Error> {
        let Some(name) = name else { return Ok(None) };
        let name = palette.get(name).unwrap_or(name);
        colour(name).map(Some).ok_or_else(|| Error::Colour(name.clone()))
    };
    let Written { bold, dim, italic, underline, reverse, crossed_out, .. } = *written;
    Ok(Style { fg: find(&written.fg)?, bg: find(&written.bg)?, bold, dim, italic, underline, reverse, crossed_out })
}

/// Reads a colour: `#rrggbb`, or one of the sixteen by name.
fn colour(name: &str) -> Option<Colour> {
    if let Some(digits) = name.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii()) {
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        return Some(Colour::Rgb(part(0)?, part(2)?, part(4)?));
    }
    let (bright, plain) = name.strip_prefix("bright-").map_or((0, name), |plain| (8, plain));
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
    names.iter().position(|known| *known == plain).map(|at| Colour::Ansi(at as u8 + bright))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: &str) -> Theme {
        Theme::named(name).expect(name)
    }

    #[test]
    fn a_role_falls_back_along_its_name() {
        let theme = Theme::parse("[roles]\ntext = { bold = true }\n\"text.title\" = { dim = true }").expect("a theme");
        assert_eq!(theme.style("text.heading").bold, Some(true));
        assert_eq!(theme.style("text.title").bold, None);
        assert_eq!(theme.style("rule"), Style::default());
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| Theme::parse(text).expect_err("a fault");
        assert!(matches!(fault("[roles]\nfoo = {}"), Error::Role(_)));
        assert!(matches!(fault("[roles]\ntext = { fg = \"mauve-ish\" }"), Error::Colour(_)));
        assert!(matches!(fault("inherits = \"nowhere\""), Error::Unknown(_)));
        assert!(matches!(fault("[roles"), Error::Form(_)));
    }

    /// The contrast ratio of WCAG 2.
    fn contrast(a: Colour, b: Colour) -> f64 {
        let light = |colour: Colour| {
            let Colour::Rgb(r, g, b) = colour else { panic!("{colour:?} has no fixed look") };
            let part = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn light_and_dark_can_be_read() {
        for name in ["light", "dark"] {
            let theme = theme(name);
            for ground in ["screen", "focus"] {
                for role in ROLES {
                    let style = theme.styles(["screen", ground, role]);
                    let (Some(fg), Some(bg)) = (style.fg, style.bg) else { panic!("{name}: {role} has no colour") };
                    let ratio = contrast(fg, bg);
                    let ornament = ["rule", "map", "map.view"].contains(role);
                    assert!(ornament || ratio >= 4.5, "{name}: {role} on {ground} has only {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn every_difference_shows_without_colour() {
        let other = ["diff.wording", "diff.number", "diff.addition", "diff.typography"];
        let base = ["diff.wording.base", "diff.number.base", "diff.left-out", "diff.typography"];
        for ((name, _), kinds) in BUILT_IN.iter().flat_map(|theme| [(theme, other), (theme, base)]) {
            let theme = theme(name);
            let plain = |role: &str| {
                let style = theme.styles(["screen", "text", role]);
                Style { fg: None, bg: None, ..style }
            };
            for (at, role) in kinds.iter().enumerate() {
                assert!(theme.style(role).has_attribute(), "{name}: {role} has only colour");
                for other in &kinds[at + 1..] {
                    assert_ne!(plain(role), plain(other), "{name}: {role} and {other} look the same without colour");
                }
            }
        }
    }

    #[test]
    fn without_colour_differences_are_not_taken_for_the_cursor_or_a_match() {
        let theme = theme("mono");
        let roles = ["diff.wording", "diff.number", "diff.addition", "diff.cut", "focus.spot", "match.current"];
        for (at, role) in roles.iter().enumerate() {
            for other in &roles[at + 1..] {
                let style = |role: &str| theme.styles(["screen", "text", role]);
                assert_ne!(style(role), style(other), "{role} and {other} look the same");
            }
        }
    }

    #[test]
    fn mono_has_no_colour_and_ansi_no_exact_one() {
        for role in ROLES {
            let mono = theme("mono").style(role);
            assert_eq!((mono.fg, mono.bg), (None, None), "{role}");
            let ansi = theme("ansi").style(role);
            assert!(![ansi.fg, ansi.bg].iter().any(|colour| matches!(colour, Some(Colour::Rgb(..)))), "{role}");
            assert_eq!(ansi.bg, None, "ansi paints no ground: {role}");
        }
    }
}
