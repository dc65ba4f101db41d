//! How much a source may cost: named limits with their usual values, and what is said where one is reached.

use serde::{Deserialize, Serialize};

const MIB: u64 = 1024 * 1024;

/// What one source may cost. Each field is a limit of that name, which `--limit name=value` changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The bytes of a source as it lies on the disk.
    pub bytes: u64,
    /// The bytes of its text once decoded to UTF-8.
    pub text: u64,
    /// The members of an archive.
    pub entries: u64,
    /// The bytes of one member, counted as they come out.
    pub entry: u64,
    /// The bytes of all members that are read, counted as they come out.
    pub total: u64,
    /// How many times larger than in the archive a member may become, once it is over 16 MiB.
    pub ratio: u64,
    /// The levels of nested elements, groups and parts.
    pub depth: u64,
    /// The attributes of one element.
    pub attributes: u64,
    /// The pages of a PDF.
    pub pages: u64,
    /// The seconds of work that reading may take.
    pub seconds: u64,
    /// The seconds by the clock that reading may take.
    pub wait: u64,
    /// The bytes of memory that reading may take.
    pub memory: u64,
    /// The bytes of a page from the web, unpacked from how they travelled.
    pub fetched: u64,
    /// The seconds by the clock that fetching a page may take, with all servers that lead on.
    pub fetching: u64,
    /// How often servers may lead on from the address that was asked for.
    pub hops: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 64 * MIB,
            text: 32 * MIB,
            entries: 10_000,
            entry: 64 * MIB,
            total: 256 * MIB,
            ratio: 200,
            depth: 256,
            attributes: 1000,
            pages: 5000,
            seconds: 20,
            wait: 60,
            memory: 1024 * MIB,
            fetched: 20 * MIB,
            fetching: 30,
            hops: 5,
        }
    }
}

/// A limit as the command line gives it is none.
#[derive(Debug, thiserror::Error)]
#[error("`{given}` is no limit. Write NAME=NUMBER, or NUMBER with k, M or G; the names are: {names}.")]
pub struct Unknown {
    given: String,
    names: String,
}

impl Limits {
    /// Changes one limit, given as `name=value`; `k`, `M` and `G` stand for 1024, 1024² and 1024³.
    ///
    /// # Errors
    /// Says what limits there are, if there is none of the name or the value is no number.
    pub fn set(&mut self, given: &str) -> Result<(), Unknown> {
        let unknown = || Unknown { given: given.to_owned(), names: Limits::default().names() };
        let (name, value) = given.split_once('=').ok_or_else(unknown)?;
        let value = number(value.trim()).ok_or_else(unknown)?;
        let field = self.fields().into_iter().find(|(own, _)| *own == name.trim());
        field.map(|(_, field)| *field = value).ok_or_else(unknown)
    }

    fn names(mut self) -> String {
        self.fields().map(|(name, _)| name).join(", ")
    }

    fn fields(&mut self) -> [(&'static str, &mut u64); 15] {
        [
            ("bytes", &mut self.bytes),
            ("text", &mut self.text),
            ("entries", &mut self.entries),
            ("entry", &mut self.entry),
            ("total", &mut self.total),
            ("ratio", &mut self.ratio),
            ("depth", &mut self.depth),
            ("attributes", &mut self.attributes),
            ("pages", &mut self.pages),
            ("seconds", &mut self.seconds),
            ("wait", &mut self.wait),
            ("memory", &mut self.memory),
            ("fetched", &mut self.fetched),
            ("fetching", &mut self.fetching),
            ("hops", &mut self.hops),
        ]
    }
}

fn number(value: &str) -> Option<u64> {
    let (digits, unit) = match value.strip_suffix(['k', 'M', 'G']) {
        Some(digits) if value.ends_with('k') => (digits, 1024),
        Some(digits) if value.ends_with('M') => (digits, MIB),
        Some(digits) => (digits, 1024 * MIB),
        None => (value, 1),
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

/// Why a source was not read, worded for the reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Fault {
    /// A limit was reached.
    #[error("{what} (limit `{name}`: {value}). If you trust the file, raise it: --limit {name}=…")]
    Over {
        /// What was found, as a clause.
        what: String,
        /// The name of the limit.
        name: String,
        /// Its value with its unit.
        value: String,
    },
    /// The source is damaged, locked, or not what it seems; a whole sentence and what to do.
    #[error("{0}")]
    Broken(String),
}

impl Fault {
    /// Makes the fault of a limit on bytes.
    pub fn bytes(what: &str, name: &str, value: u64) -> Self {
        Fault::Over { what: what.to_owned(), name: name.to_owned(), value: size(value) }
    }

    /// Makes the fault of a limit on a count.
    pub fn count(what: &str, name: &str, value: u64) -> Self {
        Fault::Over { what: what.to_owned(), name: name.to_owned(), value: value.to_string() }
    }

    /// Adds the unit to the value of a limit.
    pub fn with_unit(self, unit: &str) -> Self {
        match self {
            Fault::Over { what, name, value } => Fault::Over { what, name, value: format!("{value} {unit}") },
            other => other,
        }
    }

    /// Makes the fault of a damaged file of a kind.
    pub fn damaged(kind: &str, how: impl std::fmt::Display) -> Self {
        Fault::Broken(format!(
            "This {kind} is damaged or not complete ({how}). Get it again from where it came from, open and save it in \
             the program that made it, or look at what is left of it with --raw."
        ))
    }
}

/// Words a number of bytes.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..MIB => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(MIB)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_by_name() {
        let mut limits = Limits::default();
        limits.set("memory=2G").expect("a limit");
        limits.set("depth = 64").expect("a limit");
        assert_eq!((limits.memory, limits.depth), (2048 * MIB, 64));
        for wrong in ["depth", "deep=4", "depth=x", "total=99999999999G"] {
            let error = limits.set(wrong).expect_err("no limit").to_string();
            assert!(error.contains("attributes") && error.contains(wrong), "{error}");
        }
    }

    #[test]
    fn a_fault_names_the_limit() {
        let fault = Fault::bytes("The archive unpacks to more than is allowed", "total", 256 * MIB).to_string();
        assert!(fault.contains("limit `total`: 256 MiB") && fault.contains("--limit total="), "{fault}");
    }
}
