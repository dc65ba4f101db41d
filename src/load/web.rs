//! Pages of the web as sources: fetched by whoever the program gives for it, kept, and opened again without a network.

use std::path::Path;

use super::address::Address;
use super::kept;
use super::limits::{Fault, Limits};
use super::page::Page;
use crate::work::Work;

/// Fetches pages. Nothing else in this program opens a connection, and nothing asks for one but an address that the
/// reader has given.
pub trait Web: Sync {
    /// Fetches what stands at an address, following where the server leads as far as that is safe.
    ///
    /// # Errors
    /// It cannot be had, must not be had, or costs more than the limits `fetched`, `fetching` and `hops` allow. Also where
    /// the work was given up.
    fn fetch(&self, address: &Address, limits: &Limits, work: &Work) -> Result<Page, Fault>;
}

/// How pages are had.
#[derive(Clone, Copy, Default)]
pub struct Access<'a> {
    /// Who fetches them; nobody in a build that cannot, and in tests.
    pub web: Option<&'a dyn Web>,
    /// The folder in which they are kept.
    pub folder: Option<&'a Path>,
    /// Whether only what is kept is opened, and nothing fetched.
    pub offline: bool,
}

/// Fetches a page and keeps it; where that cannot be, takes the kept one. Also returns what the reader should know of
/// how it was had.
///
/// # Errors
/// It cannot be had, and none is kept.
pub fn page(
    address: &Address,
    access: &Access<'_>,
    limits: &Limits,
    work: &Work,
) -> Result<(Page, Option<String>), Fault> {
    let kept = || access.folder.and_then(|folder| kept::find(folder, address));
    let Some(web) = access.web.filter(|_| !access.offline) else {
        let page = kept().ok_or_else(if access.offline { not_kept } else { not_built })?;
        let notice = format!("Not fetched now: what stands here was fetched {}.", at(&page));
        return Ok((page, Some(notice)));
    };
    match web.fetch(address, limits, work) {
        Ok(page) => {
            let trouble = access.folder.and_then(|folder| kept::keep(folder, address, &page).err());
            let notice = trouble.map(|error| {
                format!("This page could not be kept for reading without a network ({error}). Save it if you need it.")
            });
            Ok((page, notice))
        }
        Err(fault) => match kept() {
            Some(page) => {
                let notice =
                    format!("It could not be fetched now. What stands here was fetched {}. {fault}", at(&page));
                Ok((page, Some(notice)))
            }
            None => Err(fault),
        },
    }
}

/// Words when a page was fetched.
fn at(page: &Page) -> String {
    page.time.replace('T', " at ").replace('Z', " UTC")
}

fn not_kept() -> Fault {
    Fault::Broken(
        "This page was never fetched here, so there is none to open. Open it once without --offline.".to_owned(),
    )
}

fn not_built() -> Fault {
    Fault::Broken(
        "This build of variorum fetches no pages. Build it with `--features net`, or save the page in your browser and \
         open the file."
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Server(Result<Page, Fault>);

    impl Web for Server {
        fn fetch(&self, _: &Address, _: &Limits, _: &Work) -> Result<Page, Fault> {
            self.0.clone()
        }
    }

    fn sent() -> Page {
        Page {
            bytes: b"The pier burned.".to_vec(),
            address: "https://a.example/pier".to_owned(),
            time: "2026-05-04T18:40:00Z".to_owned(),
            kind: "text/plain".to_owned(),
        }
    }

    fn had(access: &Access<'_>) -> Result<(Page, Option<String>), Fault> {
        let address = Address::parse("https://a.example/pier").expect("an address");
        page(&address, access, &Limits::default(), &Work::default())
    }

    #[test]
    fn what_was_fetched_once_opens_again_and_says_when_it_was_fetched() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let folder = Some(folder.path());
        let online = Server(Ok(sent()));
        assert_eq!(had(&Access { folder, ..Access::default() }), Err(not_built()));
        assert_eq!(had(&Access { web: Some(&online), folder, offline: true }), Err(not_kept()));
        assert_eq!(had(&Access { web: Some(&online), folder, offline: false }), Ok((sent(), None)));
        let gone = Server(Err(Fault::Broken("The server answers 410: the page is gone.".to_owned())));
        for access in [
            Access { web: Some(&gone), folder, offline: false },
            Access { web: Some(&gone), folder, offline: true },
            Access { web: None, folder, offline: false },
        ] {
            let (page, notice) = had(&access).expect("the kept page");
            let notice = notice.expect("a notice");
            assert_eq!(page, sent());
            assert!(notice.contains("fetched 2026-05-04 at 18:40:00 UTC"), "{notice}");
            assert_eq!(notice.contains("410"), access.web.is_some() && !access.offline, "{notice}");
        }
    }

    #[test]
    fn a_page_that_cannot_be_kept_opens_all_the_same() {
        let file = tempfile::NamedTempFile::new().expect("a file for the test");
        let online = Server(Ok(sent()));
        let (_, notice) =
            had(&Access { web: Some(&online), folder: Some(file.path()), offline: false }).expect("a page");
        assert!(notice.is_some_and(|notice| notice.contains("could not be kept")));
    }
}
