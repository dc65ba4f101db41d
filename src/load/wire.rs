//! How a job goes to a process of its own and what was read comes back: one line of JSON, then bytes.

use serde::{Deserialize, Serialize};

use super::job::{Job, Tracked};
use super::limits::{Fault, Limits};
use super::piece::{Piece, Reading};
use crate::document::{Aside, Manner, Notice, Place, Role, Source};

#[derive(Serialize, Deserialize)]
struct JobLine {
    name: String,
    member: Option<String>,
    charset: Option<String>,
    manner: usize,
    original: bool,
    limits: Limits,
}

/// Writes a job.
pub fn job(job: &Job<'_>) -> Vec<u8> {
    let line = JobLine {
        name: job.name.to_owned(),
        member: job.member.map(str::to_owned),
        charset: job.charset.map(str::to_owned),
        manner: MANNERS.iter().position(|manner| *manner == job.manner).unwrap_or(0),
        original: job.tracked == Tracked::Original,
        limits: job.limits,
    };
    let mut out = serde_json::to_vec(&line).unwrap_or_default();
    out.push(b'\n');
    out.extend_from_slice(job.bytes);
    out
}

/// Reads a job and hands it on; nothing where it is none.
pub fn with_job<T>(bytes: &[u8], run: impl FnOnce(&Job<'_>) -> T) -> Option<T> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let line: JobLine = serde_json::from_slice(&bytes[..end]).ok()?;
    let tracked = if line.original { Tracked::Original } else { Tracked::Accepted };
    let (member, charset, bytes) = (line.member.as_deref(), line.charset.as_deref(), &bytes[end + 1..]);
    let (manner, limits) = (*MANNERS.get(line.manner)?, line.limits);
    Some(run(&Job { name: &line.name, member, bytes, charset, manner, tracked, limits }))
}

#[derive(Serialize, Deserialize)]
struct Answer {
    facts: [Option<String>; 5],
    format: String,
    pieces: Vec<PieceLine>,
    notices: Vec<(bool, String)>,
    fault: Option<Fault>,
}

#[derive(Serialize, Deserialize)]
struct PieceLine {
    words: String,
    role: usize,
    sure: bool,
    aside: Option<usize>,
    places: Vec<(usize, char, u64)>,
}

const ROLES: [Role; 7] =
    [Role::Title, Role::Byline, Role::Heading, Role::Body, Role::Caption, Role::List, Role::Boilerplate];

const MANNERS: [Manner; 3] = [Manner::Own, Manner::Text, Manner::Raw];

const ASIDES: [Aside; 5] = [Aside::Hidden, Aside::Deleted, Aside::Inserted, Aside::Comment, Aside::Furniture];

/// Writes what was read, or why nothing was.
pub fn answer(read: Result<Reading, Fault>) -> Vec<u8> {
    let (reading, fault) = match read {
        Ok(reading) => (reading, None),
        Err(fault) => (Reading::default(), Some(fault)),
    };
    let Source { title, byline, date, site, language, format, .. } = reading.source;
    let answer = Answer {
        facts: [title, byline, date, site, language],
        format,
        pieces: reading.pieces.into_iter().map(PieceLine::from).collect(),
        notices: reading.notices.into_iter().map(|notice| (notice.trouble, notice.text)).collect(),
        fault,
    };
    serde_json::to_vec(&answer).unwrap_or_default()
}

/// Reads an answer; nothing where it is none.
pub fn reading(bytes: &[u8]) -> Option<Result<Reading, Fault>> {
    let answer: Answer = serde_json::from_slice(bytes).ok()?;
    if let Some(fault) = answer.fault {
        return Some(Err(fault));
    }
    let [title, byline, date, site, language] = answer.facts;
    let source = Source { title, byline, date, site, language, format: answer.format, ..Source::default() };
    let pieces = answer.pieces.into_iter().map(PieceLine::piece).collect::<Option<Vec<Piece>>>()?;
    let notices = answer.notices.into_iter().map(|(trouble, text)| Notice { trouble, text }).collect();
    Some(Ok(Reading { source, pieces, notices, ..Reading::default() }))
}

impl From<Piece> for PieceLine {
    fn from(piece: Piece) -> Self {
        let place = |(at, place): (usize, Place)| match place {
            Place::Page(page) => (at, 'p', u64::from(page)),
            Place::Time(time) => (at, 't', time),
            Place::Chapter(chapter) => (at, 'c', u64::from(chapter)),
        };
        PieceLine {
            words: piece.words,
            role: ROLES.iter().position(|role| *role == piece.role).unwrap_or(0),
            sure: piece.sure,
            aside: piece.aside.and_then(|aside| ASIDES.iter().position(|own| *own == aside)),
            places: piece.places.into_iter().map(place).collect(),
        }
    }
}

impl PieceLine {
    fn piece(self) -> Option<Piece> {
        let place = |(at, kind, number): (usize, char, u64)| {
            let place = match kind {
                'p' => Place::Page(u32::try_from(number).ok()?),
                'c' => Place::Chapter(u32::try_from(number).ok()?),
                _ => Place::Time(number),
            };
            Some((at, place))
        };
        let aside = match self.aside {
            Some(aside) => Some(*ASIDES.get(aside)?),
            None => None,
        };
        let places = self.places.into_iter().map(place).collect::<Option<Vec<_>>>()?;
        Some(Piece { words: self.words, role: *ROLES.get(self.role)?, sure: self.sure, aside, places })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_comes_back_as_it_was() {
        let mut read = Reading::new("pdf");
        read.source.title = Some("Pier".to_owned());
        read.notice("A scan.");
        for role in ROLES {
            read.pieces.push(Piece::sure(role, "wörds\n“here”\u{0}").at(Some(Place::Page(3))));
        }
        for aside in ASIDES {
            read.pieces.push(Piece::aside(aside, "x").at(Some(Place::Time(8_000))));
        }
        let back = reading(&answer(Ok(read.clone()))).expect("an answer").expect("no fault");
        assert_eq!((back.source, back.pieces, back.notices), (read.source, read.pieces, read.notices));
        let fault = Fault::damaged("PDF file", "no pages");
        assert_eq!(reading(&answer(Err(fault.clone()))).expect("an answer").expect_err("a fault"), fault);
    }

    #[test]
    fn jobs_keep_their_bytes_and_nonsense_is_none() {
        for manner in MANNERS {
            let own = Job { name: "a\n.pdf", bytes: b"{\n\0\n", manner, ..Job::default() };
            let same = with_job(&job(&own), |back| {
                (back.name, back.bytes, back.manner, back.limits) == (own.name, own.bytes, own.manner, own.limits)
            });
            assert_eq!(same, Some(true));
        }
        assert!(with_job(b"nonsense", |_| ()).is_none() && reading(b"{\"facts\":[]}").is_none());
    }
}
