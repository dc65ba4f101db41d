//! What goes on beside the reader: sources are read on a thread of their own, and files are watched on another.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::app::App;
use crate::app::message::{Ask, Renewal};
use crate::document::Document;
use crate::load::{self, Stamp};
use crate::work::{GivenUp, Work};

/// How often watched files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Reads sources, and compares them all as seen from a lead. Gets the documents as they are now.
type Read = dyn Fn(Vec<Document>, Ask, usize, &Work) -> Result<Renewal, GivenUp> + Send + Sync;

/// How sources are opened and read again while the reader reads.
pub struct Live {
    /// Reads them.
    pub read: Box<Read>,
    /// What is watched, if anything is.
    pub watch: Option<Watch>,
}

/// What is watched.
pub struct Watch {
    /// The first source whose file is watched: those before it are bundled.
    pub first: usize,
    /// The folders and patterns that further files are waited for in.
    pub folders: Vec<PathBuf>,
}

/// What came of reading: it, or that it was given up, or a panic.
type Outcome = Result<Result<Renewal, GivenUp>, Box<dyn Any + Send>>;

/// What is heard from beside the reader.
pub enum Heard {
    /// What came of the reading of a number.
    Read(u64, Box<Outcome>),
    /// The files of these sources are not what was read.
    Changed(Vec<usize>),
    /// Files of these names were put into a folder.
    Arrived(Vec<String>),
}

/// Hands what is heard to who waits for it; tells whether anybody does.
pub type Tell = Arc<dyn Fn(Heard) -> bool + Send + Sync>;

/// What is under way beside the reader.
pub struct Beside {
    live: Option<Arc<Live>>,
    tell: Tell,
    /// The number of the last reading: what comes of others is not wanted any more.
    number: u64,
    work: Arc<Work>,
    watcher: Option<Sender<Sources>>,
}

impl Beside {
    /// Makes ready for reading; nothing goes on yet.
    pub fn new(live: Option<Live>, tell: Tell) -> Beside {
        Beside { live: live.map(Arc::new), tell, number: 0, work: Arc::default(), watcher: None }
    }

    /// Begins to read; tells whether that can be done at all.
    pub fn read(&mut self, app: &App, ask: Ask) -> bool {
        let Some(live) = self.live.clone() else { return false };
        self.give_up();
        self.work = Arc::default();
        let (number, work, tell) = (self.number, self.work.clone(), self.tell.clone());
        let (documents, lead) = (app.comparison.documents.clone(), app.lead);
        std::thread::spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| (live.read)(documents, ask, lead, &work)));
            tell(Heard::Read(number, Box::new(outcome)));
        });
        true
    }

    /// Gives up what is being read.
    pub fn give_up(&mut self) {
        self.work.give_up();
        self.number += 1;
    }

    /// Returns what came of a reading, if it is still wanted.
    pub fn outcome(&self, number: u64, outcome: Outcome) -> Option<Renewal> {
        match outcome {
            Err(panic) => resume_unwind(panic),
            Ok(read) => read.ok().filter(|_| number == self.number),
        }
    }

    /// Watches the files of all sources as they were read, where that is asked for.
    pub fn watch(&mut self, app: &App) {
        let Some(watch) = self.live.as_ref().and_then(|live| live.watch.as_ref()) else { return };
        let all = app.comparison.documents.iter().map(|document| &document.source);
        let paths = all.clone().map(|source| PathBuf::from(&source.path)).collect();
        let sources = all.enumerate().skip(watch.first);
        let is_file = |path: &str| path != "-" && !load::address::is_meant(path);
        let files = sources.filter(|(_, source)| is_file(&source.path));
        let files = files.map(|(at, source)| Watched::new(at, &source.path, &source.sha256)).collect();
        let tell = self.tell.clone();
        let watcher = self.watcher.get_or_insert_with(|| {
            let (sender, lists) = channel();
            let arrivals = Arrivals { folders: watch.folders.clone(), ..Arrivals::default() };
            std::thread::spawn(move || look(&lists, arrivals, &tell));
            sender
        });
        // It ends only when nobody listens to it any more.
        watcher.send(Sources { files, paths }).ok();
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.give_up();
    }
}

/// What the watcher must know of the sources.
struct Sources {
    /// The files of those that are watched.
    files: Vec<Watched>,
    /// The names of all.
    paths: HashSet<PathBuf>,
}

/// A file that is watched.
#[derive(Debug)]
struct Watched {
    /// Its source, as an index.
    source: usize,
    path: PathBuf,
    /// The hash of what was read of it.
    sha256: String,
    /// Its stamp when it was last dealt with, and when it was last looked at; a stamp that is nothing is that of no file.
    known: Option<Option<Stamp>>,
    seen: Option<Option<Stamp>>,
}

impl Watched {
    fn new(source: usize, path: &str, sha256: &str) -> Watched {
        Watched { source, path: PathBuf::from(path), sha256: sha256.to_owned(), known: None, seen: None }
    }

    /// Tells whether the file has changed since it was read. What is still being written is waited for: a change counts
    /// when it is seen twice the same.
    fn has_changed(&mut self) -> bool {
        let now = load::stamp(&self.path);
        let is_settled = self.seen.as_ref() == Some(&now);
        self.seen = Some(now.clone());
        if self.known.as_ref() == Some(&now) || !is_settled {
            return false;
        }
        let is_first = self.known.replace(now).is_none();
        // It may have changed between being read and being looked at first.
        !is_first || load::digest_of(&self.path).as_ref() != Some(&self.sha256)
    }
}

/// The folders that further files are waited for in.
#[derive(Debug, Default)]
struct Arrivals {
    folders: Vec<PathBuf>,
    /// The names of the sources.
    open: HashSet<PathBuf>,
    /// The other files: the stamp each had when it was last looked at, and whether it was dealt with since.
    seen: HashMap<PathBuf, (Option<Stamp>, bool)>,
}

impl Arrivals {
    /// Returns the names of files that have arrived, each once it has settled, and again when it was written anew.
    fn look(&mut self) -> Vec<String> {
        let listed = self.folders.iter().filter_map(|folder| load::listed(folder)?.ok());
        let mut files: Vec<PathBuf> = listed.flat_map(|files| files.into_iter().take(load::FILES)).collect();
        files.retain(|file| !self.open.contains(file));
        let there: HashSet<&PathBuf> = files.iter().collect();
        self.seen.retain(|file, _| there.contains(file));
        files
            .iter()
            .filter(|file| self.has_settled(file) && load::is_meant(file))
            .filter_map(|file| name(file))
            .collect()
    }

    fn has_settled(&mut self, file: &Path) -> bool {
        let now = load::stamp(file);
        let (stamp, is_dealt) = self.seen.entry(file.to_owned()).or_default();
        if now.is_none() || *stamp != now {
            (*stamp, *is_dealt) = (now, false);
            return false;
        }
        !std::mem::replace(is_dealt, true)
    }
}

/// Returns the name of a file as sources have it; one that cannot be written is nobody's.
fn name(file: &Path) -> Option<String> {
    file.to_str().map(str::to_owned)
}

/// Looks at files again and again, as long as somebody wants to hear of them.
fn look(lists: &Receiver<Sources>, mut arrivals: Arrivals, tell: &Tell) {
    let mut files: Vec<Watched> = Vec::new();
    loop {
        match lists.recv_timeout(LOOK) {
            Ok(Sources { files: mut list, paths }) => {
                arrivals.open = paths;
                for file in &mut list {
                    let known = files.iter_mut().find(|known| known.source == file.source && known.path == file.path);
                    if let Some(known) = known {
                        (file.known, file.seen) = (known.known.take(), known.seen.take());
                    }
                }
                files = list;
            }
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let changed: Vec<usize> =
                    files.iter_mut().filter_map(|file| file.has_changed().then_some(file.source)).collect();
                if !changed.is_empty() && !tell(Heard::Changed(changed)) {
                    return;
                }
                let arrived = arrivals.look();
                if !arrived.is_empty() && !tell(Heard::Arrived(arrived)) {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(path: &std::path::Path) -> Watched {
        Watched::new(0, path.to_str().expect("a plain path"), &load::digest_of(path).expect("a hash"))
    }

    #[test]
    fn a_change_is_told_once_it_has_settled_and_only_once() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("wire.txt");
        let write = |words: &str| std::fs::write(&path, words).expect("a file for the test");
        write("One.");
        let mut file = watched(&path);
        assert_eq!([(); 3].map(|()| file.has_changed()), [false; 3], "it is as it was read");
        write("One and two.");
        assert!(!file.has_changed(), "it may still be written to");
        write("One and two and three.");
        assert_eq!([(); 4].map(|()| file.has_changed()), [false, true, false, false]);
        // Editors save by putting another file in the place of the first.
        std::fs::write(folder.path().join("new"), "One and two and seven.").expect("a file for the test");
        std::fs::rename(folder.path().join("new"), &path).expect("renamed");
        assert_eq!([(); 3].map(|()| file.has_changed()), [false, true, false]);
        std::fs::remove_file(&path).expect("removed");
        assert_eq!([(); 3].map(|()| file.has_changed()), [false, true, false]);
        write("One.");
        assert_eq!([(); 3].map(|()| file.has_changed()), [false, true, false]);
    }

    #[test]
    fn what_is_put_into_a_folder_is_told_once_it_has_settled_and_only_once() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = |name: &str| folder.path().join(name);
        let write = |name: &str, bytes: &[u8]| std::fs::write(file(name), bytes).expect("a file for the test");
        write("1.txt", b"One.");
        write("picture.txt", b"\x89PNG\r\n\x1a\n\0");
        let folders = vec![folder.path().join("*.txt")];
        let open = HashSet::from([file("1.txt")]);
        let mut arrivals = Arrivals { folders, open, ..Arrivals::default() };
        let none: [Vec<String>; 3] = Default::default();
        assert_eq!([(); 3].map(|()| arrivals.look()), none, "one is open, and one holds no text");
        write("2.txt", b"Two");
        write("2.md", b"Two.");
        write(".3.txt", b"Three.");
        write("4.txt", b"");
        assert!(arrivals.look().is_empty(), "it may still be written to");
        write("2.txt", b"Two and more.");
        let two = vec![file("2.txt").to_string_lossy().into_owned()];
        assert_eq!([(); 4].map(|()| arrivals.look()), [vec![], two.clone(), vec![], vec![]]);
        write("4.txt", b"Four.");
        assert_eq!([(); 3].map(|()| arrivals.look().len()), [0, 1, 0], "it was empty before");
        std::fs::remove_file(file("2.txt")).expect("removed");
        assert!(arrivals.look().is_empty());
        write("2.txt", b"Two and more.");
        assert_eq!([(); 3].map(|()| arrivals.look()), [vec![], two, vec![]], "it has come again");
    }

    #[test]
    fn what_changed_before_the_first_look_is_told() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("wire.txt");
        std::fs::write(&path, "One.").expect("a file for the test");
        let mut file = watched(&path);
        std::fs::write(&path, "Two.").expect("a file for the test");
        assert_eq!([(); 3].map(|()| file.has_changed()), [false, true, false]);
    }
}
