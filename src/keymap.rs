//! Which keys mean which command, read from a table.

use std::collections::HashMap;
use std::fmt;

use crate::command::{COMMANDS, Command};

/// The part of a key press that is not a modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Function(u8),
}

/// A key press. Shift is noted only where the character does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held, for keys other than characters and for the space bar.
    pub shift: bool,
}

/// The names of keys that are not characters, as key tables and the help write them.
const NAMES: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

impl Key {
    /// Makes a key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// Reads a key as key tables name it, such as `j`, `ctrl-d` or `shift-tab`.
    pub fn parse(name: &str) -> Option<Key> {
        let mut key = Key::plain(Code::Esc);
        let mut rest = name;
        loop {
            let (held, after) = match rest.split_once('-') {
                Some(("ctrl", after)) if !after.is_empty() => (&mut key.ctrl, after),
                Some(("alt", after)) if !after.is_empty() => (&mut key.alt, after),
                Some(("shift", after)) if !after.is_empty() => (&mut key.shift, after),
                _ => break,
            };
            *held = true;
            rest = after;
        }
        key.code = code(rest)?;
        Some(key)
    }
}

fn code(name: &str) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return Some(Code::Char(only));
    }
    if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse().ok()) {
        return (1..=12).contains(&number).then_some(Code::Function(number));
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "^"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            out.write_str(if held { name } else { "" })?;
        }
        match self.code {
            Code::Char(' ') => out.write_str("Space"),
            Code::Char(c) if self.ctrl => write!(out, "{}", c.to_uppercase()),
            Code::Char(c) => write!(out, "{c}"),
            Code::Up => out.write_str("↑"),
            Code::Down => out.write_str("↓"),
            Code::Left => out.write_str("←"),
            Code::Right => out.write_str("→"),
            Code::Function(number) => write!(out, "F{number}"),
            Code::PageUp => out.write_str("PgUp"),
            Code::PageDown => out.write_str("PgDn"),
            code => write!(out, "{code:?}"),
        }
    }
}

/// What is wrong with a key table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is not TOML, or not a table of lists of keys.
    #[error("the key table cannot be read: {0}. Write one line a command, such as: help = [\"?\"]")]
    Form(String),
    /// A name that is no command.
    #[error("the key table names a command that does not exist: {0}. See the names in the help")]
    Command(String),
    /// A name that is no key.
    #[error("the key table names a key that does not exist: {key} (for {command}). Write it like j, ctrl-d or f1")]
    Key {
        /// The key as it was written.
        key: String,
        /// The command it was meant for.
        command: String,
    },
    /// One key for two commands.
    #[error("the key {key} is given to both {first} and {second}. Take it from one of them")]
    Twice {
        /// The key as it was written.
        key: String,
        /// The command that came first in the help.
        first: &'static str,
        /// The other command.
        second: &'static str,
    },
}

/// A table of keys, each with its command.
#[derive(Clone, Debug)]
pub struct Keymap {
    commands: HashMap<Key, Command>,
    keys: HashMap<Command, Vec<Key>>,
}

/// A line of the help: the keys of a command and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The heading it stands under.
    pub group: &'static str,
    /// The keys as they are printed, the best first.
    pub keys: Vec<String>,
    /// What the command does.
    pub sentence: &'static str,
}

impl Default for Keymap {
    fn default() -> Self {
        Keymap::parse(include_str!("keymap/default.toml")).expect("the key table that is built in is tested")
    }
}

impl Keymap {
    /// Reads a key table: TOML with one list of keys a command.
    pub fn parse(text: &str) -> Result<Keymap, Error> {
        let table: HashMap<String, Vec<String>> =
            toml::from_str(text).map_err(|error| Error::Form(error.message().to_owned()))?;
        if let Some(name) = table.keys().find(|name| Command::named(name).is_none()) {
            return Err(Error::Command(name.clone()));
        }
        let mut map = Keymap { commands: HashMap::new(), keys: HashMap::new() };
        for entry in COMMANDS {
            for name in table.get(entry.name).into_iter().flatten() {
                let key =
                    Key::parse(name).ok_or_else(|| Error::Key { key: name.clone(), command: entry.name.to_owned() })?;
                if let Some(first) = map.commands.insert(key, entry.command) {
                    return Err(Error::Twice { key: name.clone(), first: first.entry().name, second: entry.name });
                }
                map.keys.entry(entry.command).or_default().push(key);
            }
        }
        Ok(map)
    }

    /// Returns the command of a key.
    pub fn command(&self, key: Key) -> Option<Command> {
        self.commands.get(&key).copied()
    }

    /// Returns the keys of a command, the best first.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// Returns the best key of a command as it is printed, or nothing where it has none.
    pub fn key(&self, command: Command) -> String {
        self.keys(command).first().map(Key::to_string).unwrap_or_default()
    }

    /// Returns every command with its keys, in the order of the help.
    pub fn help(&self) -> Vec<Help> {
        let line = |entry: &crate::command::Entry| Help {
            group: entry.group,
            keys: self.keys(entry.command).iter().map(Key::to_string).collect(),
            sentence: entry.sentence,
        };
        COMMANDS.iter().map(line).collect()
    }

    /// Returns the help as a Markdown table, for the README and the manual.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        let mut group = "";
        for line in self.help() {
            if line.group != group {
                group = line.group;
                out.push_str(&format!("\n| {group} | |\n|---|---|\n"));
            }
            let keys: Vec<String> = line.keys.iter().map(|key| format!("`{key}`")).collect();
            out.push_str(&format!("| {} | {} |\n", keys.join(" "), line.sentence));
        }
        out.trim_start().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_key_and_none_lives_only_on_a_chord() {
        let map = Keymap::default();
        for entry in COMMANDS {
            let keys = map.keys(entry.command);
            let plain = keys.iter().any(|key| !key.ctrl && !key.alt);
            assert!(plain || entry.command == Command::Interrupt, "{} has only chords: {keys:?}", entry.name);
        }
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        assert_eq!(Key::parse("ctrl-d"), Some(Key { ctrl: true, ..Key::plain(Code::Char('d')) }));
        assert_eq!(Key::parse("shift-tab"), Some(Key { shift: true, ..Key::plain(Code::Tab) }));
        assert_eq!(Key::parse("-"), Some(Key::plain(Code::Char('-'))));
        assert_eq!(Key::parse("f1"), Some(Key::plain(Code::Function(1))));
        assert_eq!(Key::parse("f"), Some(Key::plain(Code::Char('f'))));
        assert_eq!(Key::parse("nonsense"), None);
        assert_eq!(Key::parse("ctrl-d").map(|key| key.to_string()).as_deref(), Some("^D"));
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| Keymap::parse(text).map(|_| ()).expect_err("a fault").to_string();
        assert!(fault("help = 3").contains("cannot be read"));
        assert!(fault("fly = [\"f\"]").contains("fly"));
        assert!(fault("help = [\"hyper-x\"]").contains("hyper-x"));
        assert_eq!(
            fault("help = [\"x\"]\nquit = [\"x\"]"),
            "the key x is given to both help and quit. Take it from one of them"
        );
    }
}
