//! Archives: members by name, unpacked in memory only, counted as the bytes come out; of damaged ones what is left.

mod salvage;

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{Fault, Limits};
use super::xml::End;
use salvage::Member;

/// Members below so many bytes may be packed as tightly as they like.
const SMALL: u64 = 16 * 1024 * 1024;

/// How many bytes are unpacked before the limits are looked at again.
const STEP: u64 = 64 * 1024;

/// How many bytes of a damaged member are unpacked at a time: those of the step in which it breaks off are lost.
const SMALL_STEP: u64 = 256;

/// An archive that is being read.
pub struct Archive<'a> {
    members: Members<'a>,
    limits: Limits,
    spent: u64,
    damage: Vec<(String, Damage)>,
}

/// The members of an archive: by its directory, or where that is lost as they were found.
enum Members<'a> {
    Listed(ZipArchive<Cursor<&'a [u8]>>),
    Found(Vec<Member<'a>>),
}

/// What is the matter with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// It breaks off; what stands before is as it was packed.
    Short,
    /// It is not what was packed, and nothing tells where.
    Doubtful,
}

impl<'a> Archive<'a> {
    /// Opens an archive. Where its directory is lost, its members are looked for.
    ///
    /// # Errors
    /// It is damaged and nothing is left of it, or it has more members than the limit.
    pub fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, Fault> {
        let most = usize::try_from(limits.entries).unwrap_or(usize::MAX);
        let (count, members) = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(zip) => (zip.len(), Members::Listed(zip)),
            Err(error) => match salvage::members(bytes, most.saturating_add(1)) {
                found if found.is_empty() => return Err(Fault::damaged("file", reason(&error))),
                found => (found.len(), Members::Found(found)),
            },
        };
        if count > most {
            return Err(Fault::count("The file is packed from too many parts", "entries", limits.entries));
        }
        Ok(Archive { members, limits, spent: 0, damage: Vec::new() })
    }

    /// Returns the names of the members, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        match &self.members {
            Members::Listed(zip) => zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect(),
            Members::Found(found) => found.iter().map(|member| member.name.clone()).collect(),
        }
    }

    /// Tells whether the directory of the archive is there, and with it the names of all members.
    pub fn is_listed(&self) -> bool {
        matches!(self.members, Members::Listed(_))
    }

    /// Unpacks a member, or nothing where there is none of the name. Of a damaged one this is what comes before the
    /// damage; [`notices`](Self::notices) then tells. Names are compared, never followed.
    ///
    /// # Errors
    /// Nothing can be unpacked of it, it is locked with a password, or over a limit.
    pub fn member(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let mut bytes = Vec::new();
        let Some(broken) = self.unpack(name, STEP, &mut bytes)? else {
            self.spent += bytes.len() as u64;
            return Ok(Some(bytes).filter(|_| self.holds(name)));
        };
        let is_complete = broken.to_string().contains("checksum");
        if !is_complete {
            // Once more, and less at a time: of the step that fails nothing is had.
            bytes.clear();
            self.unpack(name, SMALL_STEP, &mut bytes)?;
        }
        self.spent += bytes.len() as u64;
        bytes.truncate(text(&bytes));
        if bytes.is_empty() {
            return Err(Fault::damaged("file", format!("its part {name} cannot be unpacked ({broken})")));
        }
        let is_cut = broken.kind() == io::ErrorKind::UnexpectedEof;
        self.damage.push((name.to_owned(), if is_cut { Damage::Short } else { Damage::Doubtful }));
        Ok(Some(bytes))
    }

    /// Takes note of how the reader of a member ended.
    pub fn note(&mut self, name: &str, end: &End) {
        if *end != End::Whole && !self.damage.iter().any(|(own, _)| own == name) {
            self.damage.push((name.to_owned(), Damage::Short));
        }
    }

    /// Returns what the reader should know of the damage to the members that were read.
    pub fn notices(&self) -> Vec<String> {
        let names = |damage: Damage| {
            let own = self.damage.iter().filter(|(_, own)| *own == damage).map(|(name, _)| name.as_str());
            Some(own.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
        };
        let lost = (!self.is_listed()).then(|| {
            "The end of the file is missing, as if it was not downloaded completely. What stood in its lost parts \
             (remarks, notes, pictures …) is missing here; get it again."
                .to_owned()
        });
        let short = names(Damage::Short)
            .map(|names| format!("These parts of the file are damaged and were read as far as they go: {names}."));
        let doubtful = names(Damage::Doubtful).map(|names| {
            format!(
                "These parts of the file are not what was packed, so letters and numbers in them may be wrong: {names}. \
                 Get the file again before you quote from it."
            )
        });
        [lost, short, doubtful].into_iter().flatten().collect()
    }

    fn holds(&self, name: &str) -> bool {
        match &self.members {
            Members::Listed(zip) => zip.index_for_name(name).is_some(),
            Members::Found(found) => found.iter().any(|member| member.name == name),
        }
    }

    /// Unpacks a member step by step; returns why it broke off, if it did. Nothing comes of a name that is none.
    fn unpack(&mut self, name: &str, step: u64, bytes: &mut Vec<u8>) -> Result<Option<io::Error>, Fault> {
        let limits = self.limits;
        let most = limits.entry.min(limits.total.saturating_sub(self.spent)) + 1;
        let (packed, from): (u64, Box<dyn Read + '_>) = match &mut self.members {
            Members::Listed(zip) => match zip.by_name(name) {
                Ok(member) => (member.compressed_size(), Box::new(member)),
                Err(ZipError::FileNotFound) => return Ok(None),
                Err(ZipError::UnsupportedArchive(why)) if why.contains("assword") => return Err(locked()),
                Err(error) => return Err(Fault::damaged("file", reason(&error))),
            },
            Members::Found(found) => match found.iter().find(|member| member.name == name) {
                Some(member) => (member.packed(), member.unpack()),
                None => return Ok(None),
            },
        };
        let mut from = from.take(most);
        loop {
            let read = from.by_ref().take(step).read_to_end(bytes);
            let out = bytes.len() as u64;
            if self.spent + out > limits.total {
                return Err(Fault::bytes("The file unpacks to more than is allowed", "total", limits.total));
            }
            if out > limits.entry {
                return Err(Fault::bytes("A part of the file unpacks to more than is allowed", "entry", limits.entry));
            }
            if out > SMALL && out / limits.ratio.max(1) > packed {
                return Err(Fault::count("A part of the file unpacks to many times its size", "ratio", limits.ratio));
            }
            match read {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(error) => return Ok(Some(error)),
            }
        }
    }
}

/// Unpacks a file packed by itself (`.gz`).
///
/// # Errors
/// It is damaged or over a limit.
pub fn gunzip(packed: &[u8], limits: &Limits) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let mut from = flate2::read::MultiGzDecoder::new(packed).take(limits.entry + 1);
    loop {
        let read = from.by_ref().take(STEP).read_to_end(&mut bytes);
        let read = read.map_err(|error| Fault::damaged("packed file", error))?;
        let out = bytes.len() as u64;
        if out > limits.entry {
            return Err(Fault::bytes("The file unpacks to more than is allowed", "entry", limits.entry));
        }
        if out > SMALL && out / limits.ratio.max(1) > packed.len() as u64 {
            return Err(Fault::count("The file unpacks to many times its size", "ratio", limits.ratio));
        }
        if read == 0 {
            return Ok(bytes);
        }
    }
}

/// Returns how many bytes at the start of a damaged member can be text in UTF-8: behind the first that cannot, nothing is
/// to be trusted.
fn text(bytes: &[u8]) -> usize {
    let (text, whole) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, bytes.len()),
        Err(error) => (std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(), error.valid_up_to()),
    };
    text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r')).unwrap_or(whole)
}

fn locked() -> Fault {
    Fault::Broken(
        "The file is locked with a password. Open it in the program that made it, save it without one, and open that."
            .to_owned(),
    )
}

fn reason(error: &ZipError) -> String {
    match error {
        ZipError::Io(_) => "it ends too early".to_owned(),
        ZipError::InvalidArchive(why) if why.contains("EOCD") => "its end is missing".to_owned(),
        ZipError::InvalidArchive(why) => why.to_string(),
        other => other.to_string(),
    }
}
