//! How sources are read: what the arguments say of it, made ready once and used on any thread.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::child::Children;
use crate::document::{Document, Manner, Source};
use crate::load::limits::Limits;
use crate::load::{self, Access, Tracked};
#[cfg(feature = "net")]
use crate::net::{Net, Trust};
use crate::work::{GivenUp, Work};

/// How sources are read.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Reads every file as the plain text it holds, marks and all
    #[arg(long, global = true)]
    raw: bool,
    /// Which state of tracked changes is the text; the other wording stands folded
    #[arg(long, value_enum, default_value_t = State::Accepted, global = true)]
    tracked: State,
    /// Changes what a source may cost, such as memory=2G or seconds=60; an unknown name lists them all
    #[arg(long, value_name = "NAME=VALUE", global = true)]
    limit: Vec<String>,
    /// Fetches nothing; an address opens the page that was fetched from it last
    #[arg(long, global = true)]
    offline: bool,
    /// Fetches also from this computer and from your own network
    #[arg(long, global = true)]
    allow_private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum State {
    /// As if all changes were accepted
    Accepted,
    /// As it was before the changes
    Original,
}

/// Opens sources, those of rich formats in processes of their own.
pub struct Opener {
    manner: Manner,
    tracked: Tracked,
    limits: Limits,
    children: Children,
    #[cfg(feature = "net")]
    net: Net,
    /// Where fetched pages are kept.
    folder: Option<PathBuf>,
    offline: bool,
}

impl Opener {
    /// Makes ready what the arguments ask for.
    ///
    /// # Errors
    /// Says what is wrong with the arguments.
    pub fn new(reading: &Reading) -> Result<Opener, String> {
        let mut limits = Limits::default();
        for given in &reading.limit {
            limits.set(given).map_err(|error| error.to_string())?;
        }
        Ok(Opener {
            manner: if reading.raw { Manner::Raw } else { Manner::Own },
            tracked: match reading.tracked {
                State::Accepted => Tracked::Accepted,
                State::Original => Tracked::Original,
            },
            limits,
            children: Children::of_this_program()
                .map_err(|error| format!("This program cannot find itself: {error}."))?,
            #[cfg(feature = "net")]
            net: Net { allow_private: reading.allow_private, trust: trust() },
            folder: directories::ProjectDirs::from("", "", "variorum")
                .map(|folders| folders.data_dir().join("fetched")),
            offline: reading.offline,
        })
    }

    /// Opens what the reader named.
    ///
    /// # Errors
    /// [`GivenUp`] where the work was given up.
    pub fn open(&self, files: &[PathBuf], work: &Work) -> Result<Vec<Document>, GivenUp> {
        load::open_with(files, &self.options(), work)
    }

    /// Reads a source again from where it came.
    pub fn again(&self, source: &Source, work: &Work) -> Document {
        load::again(source, &self.options(), work)
    }

    fn options(&self) -> load::Options<'_> {
        load::Options {
            manner: self.manner,
            tracked: self.tracked,
            limits: self.limits,
            apart: Some(&self.children),
            access: Access {
                #[cfg(feature = "net")]
                web: Some(&self.net),
                #[cfg(not(feature = "net"))]
                web: None,
                folder: self.folder.as_deref(),
                offline: self.offline,
            },
        }
    }
}

/// Returns whom to trust: where `SSL_CERT_FILE` names a file, the authorities in it and nobody else, as other programs
/// do; networks that look into all connections need that.
#[cfg(feature = "net")]
fn trust() -> Option<Trust> {
    match std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        Some(path) => std::fs::read(path).ok().and_then(|pem| Trust::of(&pem)),
        None => Some(Trust::default()),
    }
}
