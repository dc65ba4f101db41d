//! What is to be compared: sources that are still to be opened or already are, and how their groups are found.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use super::live::live;
use super::reading::Opener;
use crate::align::Wanted;
use crate::comparison::clusters::compare_clusters;
use crate::comparison::{Comparison, compare_with};
use crate::document::Document;
use crate::load::passim::{Archive, Cluster};
use crate::terminal::Live;
use crate::work::{GivenUp, Work};

/// Sources, and what is to be found in them.
pub struct Task {
    sources: Sources,
    by: By,
}

/// Where the sources come from.
enum Sources {
    Named(Vec<PathBuf>, Arc<Opener>),
    Read(Vec<Document>),
}

/// How groups are found.
enum By {
    Search(Wanted),
    Clusters(Vec<Cluster>),
}

impl Task {
    /// Compares what the reader named.
    pub fn named(files: Vec<PathBuf>, opener: Arc<Opener>, wanted: Wanted) -> Task {
        Task { sources: Sources::Named(files, opener), by: By::Search(wanted) }
    }

    /// Compares what was read already.
    pub fn read(documents: Vec<Document>, wanted: Wanted) -> Task {
        Task { sources: Sources::Read(documents), by: By::Search(wanted) }
    }

    /// Shows what passim found.
    pub fn found(archive: Archive) -> Task {
        Task { sources: Sources::Read(archive.documents), by: By::Clusters(archive.clusters) }
    }

    /// Says what is done first, for those who wait.
    pub fn words(&self) -> String {
        match &self.sources {
            Sources::Named(files, _) => counted("Opening", files.len()),
            Sources::Read(documents) => comparing(documents.len()),
        }
    }

    /// Tells whether the reader is to type a source where the program is started, so that no screen may be taken yet.
    pub fn is_typed(&self) -> bool {
        let named = |files: &[PathBuf]| files.iter().any(|file| file.as_os_str() == OsStr::new("-"));
        matches!(&self.sources, Sources::Named(files, _) if named(files)) && io::stdin().is_terminal()
    }

    /// Makes ready to open and read sources again beside the reader; what passim found stays as it is.
    pub fn live(&self, opener: &Arc<Opener>, watch: bool) -> Option<Live> {
        match (&self.sources, &self.by) {
            (_, By::Clusters(_)) => None,
            (Sources::Named(names, _), _) => Some(live(opener.clone(), 0, watch, names)),
            (Sources::Read(documents), _) => Some(live(opener.clone(), documents.len(), watch, &[])),
        }
    }

    /// Opens the sources, if that is not done.
    ///
    /// # Errors
    /// [`GivenUp`] where the work was given up.
    pub fn opened(self, work: &Work) -> Result<Task, GivenUp> {
        match self.sources {
            Sources::Named(files, opener) => {
                work.begin(0..100);
                Ok(Task { sources: Sources::Read(opener.open(&files, work)?), ..self })
            }
            Sources::Read(_) => Ok(self),
        }
    }

    /// Returns the documents, once they are opened.
    pub fn documents(&self) -> &[Document] {
        match &self.sources {
            Sources::Named(..) => &[],
            Sources::Read(documents) => documents,
        }
    }

    /// Opens and compares the sources.
    ///
    /// # Errors
    /// [`GivenUp`] where the work was given up.
    pub fn run(self, work: &Work) -> Result<Comparison, GivenUp> {
        let Task { sources, by } = self.opened(work)?;
        let documents = match sources {
            Sources::Read(documents) => documents,
            Sources::Named(..) => Vec::new(),
        };
        work.tell(&comparing(documents.len()));
        match by {
            By::Search(wanted) => compare_with(documents, &wanted, work),
            By::Clusters(clusters) => compare_clusters(documents, &clusters, work),
        }
    }
}

fn comparing(sources: usize) -> String {
    if sources == 1 { "Reading 1 source".to_owned() } else { counted("Comparing", sources) }
}

fn counted(what: &str, sources: usize) -> String {
    format!("{what} {sources} {}", if sources == 1 { "source" } else { "sources" })
}
