//! Sources opened or read again while the reader reads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reading::Opener;
use crate::align::Wanted;
use crate::app::message::{Ask, Renewal};
use crate::app::{App, Options};
use crate::clean::Clean;
use crate::comparison::compare_with;
use crate::document::{Document, Manner, Notice, Source};
use crate::load;
use crate::terminal::{Live, Watch};
use crate::work::{GivenUp, Work};

/// Begins what is said of a source that could not be read again.
const KEPT: &str = "What stands here was read before; it could not be read again: ";

/// Said of a source that comes with the program.
const BUNDLED: &str = "This source is bundled; there is no file of it to read.";

/// Said of what was standard input.
const GONE: &str = "Standard input can be read only once. Save it as a file and open that.";

/// Makes ready to open and read again. The first sources are bundled, so many: they stay what they are. Files are watched
/// if that is asked for, and with them the folders and patterns among the names.
pub fn live(opener: Arc<Opener>, bundled: usize, watch: bool, names: &[PathBuf]) -> Live {
    let read = move |documents: Vec<Document>, ask: Ask, lead: usize, work: &Work| {
        let (documents, told) = match ask {
            Ask::Also(name) => also(&opener, documents, &name, work)?,
            Ask::Arrived(names) => arrived(&opener, documents, &names, work)?,
            Ask::One(source, _) if source < bundled => (None, Some(BUNDLED.to_owned())),
            Ask::One(source, _) if documents.get(source).is_some_and(|one| one.source.path == "-") => {
                (None, Some(GONE.to_owned()))
            }
            Ask::One(source, manner) => one(&opener, documents, source, manner, work)?,
            Ask::Again => again(&opener, documents, &|source| source >= bundled, work)?,
            Ask::Changed(sources) => again(&opener, documents, &|source| sources.contains(&source), work)?,
        };
        let Some(mut documents) = documents else { return Ok(Renewal { fresh: None, told }) };
        load::label(&mut documents);
        load::note_copies(&mut documents);
        let comparison = compare_with(documents, &Wanted::default(), work)?;
        let fresh = App::new(comparison, Options { lead, ..Options::default() });
        Ok(Renewal { fresh: Some(Box::new(fresh)), told })
    };
    let folders = names.iter().filter(|name| load::listed(name).is_some()).cloned().collect();
    Live { read: Box::new(read), watch: watch.then_some(Watch { first: bundled, folders }) }
}

/// The sources as they are now, if anything has changed, and what is to be told.
type Found = (Option<Vec<Document>>, Option<String>);

/// Opens a further source. What cannot be read is told and not added.
fn also(opener: &Opener, mut documents: Vec<Document>, name: &str, work: &Work) -> Result<Found, GivenUp> {
    if name == "-" {
        let text = "Standard input can be named only where the program is started.";
        return Ok((None, Some(text.to_owned())));
    }
    let opened = opener.open(&[at_home(name)], work)?;
    match opened.iter().find(|document| document.failed()) {
        Some(first) if opened.iter().all(Document::failed) => {
            Ok((None, Some(format!("{}: {}", Clean::new(&first.source.path), fault(first)))))
        }
        _ => {
            documents.extend(opened);
            Ok((Some(documents), None))
        }
    }
}

/// Reads some sources again. What cannot be read now stays what it was, and says so.
fn again(
    opener: &Opener,
    documents: Vec<Document>,
    is_meant: &(dyn Fn(usize) -> bool + Sync),
    work: &Work,
) -> Result<Found, GivenUp> {
    let all: Vec<usize> = (0..documents.len()).collect();
    let read = work.each(&all, |source| {
        let former = &documents[*source];
        let is_there = is_meant(*source) && former.source.path != "-";
        is_there.then(|| renewed(former, opener.again(&former.source, work)))
    })?;
    let mut told = Vec::new();
    let mut changed = false;
    let now = documents.into_iter().zip(read).map(|(former, read)| {
        let Some(document) = read.filter(|read| *read != former) else { return former };
        let kept = document.notices.iter().find(|notice| notice.text.starts_with(KEPT));
        told.extend(kept.map(|kept| format!("{}: {}", Clean::new(&document.source.label), kept.text)));
        changed = true;
        document
    });
    let now: Vec<Document> = now.collect();
    Ok((changed.then_some(now), (!told.is_empty()).then(|| told.join(" · "))))
}

/// Opens files that were put into a watched folder. What is gone again by now is left out.
fn arrived(opener: &Opener, mut documents: Vec<Document>, names: &[String], work: &Work) -> Result<Found, GivenUp> {
    let is_open = |name: &&String| documents.iter().any(|document| document.source.path == **name);
    let names: Vec<PathBuf> = names.iter().filter(|name| !is_open(name)).map(PathBuf::from).collect();
    let mut opened = opener.open(&names, work)?;
    opened.retain(|document| load::stamp(Path::new(&document.source.path)).is_some());
    if opened.is_empty() {
        return Ok((None, None));
    }
    documents.append(&mut opened);
    Ok((Some(documents), None))
}

/// Reads one source again, its bytes taken for what is asked. Where its file cannot be had it stays what it was; what is
/// told says why.
fn one(
    opener: &Opener,
    mut documents: Vec<Document>,
    source: usize,
    manner: Manner,
    work: &Work,
) -> Result<Found, GivenUp> {
    let Some(former) = documents.get(source) else { return Ok((None, None)) };
    let mut read = opener.again(&Source { manner, ..former.source.clone() }, work);
    work.go_on()?;
    let told = read.failed().then(|| format!("{}: {}", Clean::new(&former.source.label), fault(&read)));
    let is_had = !read.source.sha256.is_empty();
    if !is_had {
        read.source.manner = former.source.manner;
    }
    let is_otherwise = is_had && manner != former.source.manner;
    let latter = if is_otherwise { read } else { renewed(former, read) };
    let changed = latter != *former;
    documents[source] = latter;
    Ok((changed.then_some(documents), told))
}

/// Returns what a source is now that it was read again.
fn renewed(former: &Document, mut latter: Document) -> Document {
    latter.source.label.clone_from(&former.source.label);
    if !latter.failed() || former.failed() {
        return latter;
    }
    let mut kept = former.clone();
    kept.notices.retain(|notice| !notice.text.starts_with(KEPT));
    kept.notices.push(Notice { trouble: false, text: format!("{KEPT}{}", fault(&latter)) });
    kept
}

fn fault(document: &Document) -> &str {
    document.notices.iter().find(|notice| notice.trouble).map_or("", |notice| &notice.text)
}

/// Puts the reader's own folder in the place of `~`, as shells do.
fn at_home(name: &str) -> PathBuf {
    let home = name.strip_prefix("~/").zip(directories::BaseDirs::new());
    home.map_or_else(|| Path::new(name).to_owned(), |(rest, folders)| folders.home_dir().join(rest))
}
