//! Archives: members by name, unpacked in memory only, counted as the bytes come out.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{Fault, Limits};

/// Members below so many bytes may be packed as tightly as they like.
const SMALL: u64 = 16 * 1024 * 1024;

/// How many bytes are unpacked before the limits are looked at again.
const STEP: u64 = 64 * 1024;

/// An archive that is being read.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    limits: Limits,
    spent: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// It is damaged, or has more members than the limit.
    pub fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::damaged("file", reason(&error)))?;
        if zip.len() as u64 > limits.entries {
            return Err(Fault::count("The file is packed from too many parts", "entries", limits.entries));
        }
        Ok(Archive { zip, limits, spent: 0 })
    }

    /// Returns the names of the members, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// Unpacks a member, or nothing where there is none of the name. Names are compared, never followed.
    ///
    /// # Errors
    /// It is damaged, locked with a password, or over a limit.
    pub fn member(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let limits = self.limits;
        let member = match self.zip.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why.contains("assword") => return Err(locked()),
            Err(error) => return Err(Fault::damaged("file", reason(&error))),
        };
        let packed = member.compressed_size();
        let mut bytes = Vec::new();
        let mut from = member.take(limits.entry.min(limits.total.saturating_sub(self.spent)) + 1);
        loop {
            let read = from.by_ref().take(STEP).read_to_end(&mut bytes);
            let read =
                read.map_err(|error| Fault::damaged("file", format!("its part {name} cannot be unpacked ({error})")))?;
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
            if read == 0 {
                self.spent += out;
                return Ok(Some(bytes));
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
