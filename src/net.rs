//! Pages fetched from the web: the only place in the program that opens a connection, and only for an address that the
//! reader has given.
//!
//! A server's word is never simply followed: each place it leads on to is looked at before it is asked, by its address
//! and by where its host is found. Nothing is sent but what asks for the page: no cookie, no name, no page before.

mod place;

use std::collections::HashSet;
use std::io::Read;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ureq::http::{Response, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::{Connector, RustlsConnector, TcpConnector};
use ureq::{Agent, Body, Error};

use crate::load::address::Address;
use crate::load::limits::{Fault, Limits};
use crate::load::{Page, Web};
use crate::work::Work;
use place::{Doorkeeper, Finder, Private};

/// What asks for pages says of itself.
const NAME: &str = concat!("variorum/", env!("CARGO_PKG_VERSION"));

/// What is taken of it, the best first.
const WANTED: &str = "text/html, application/xhtml+xml, text/*;q=0.9, application/pdf;q=0.8, */*;q=0.5";

/// The most bytes of a server's head: its answer before the page begins.
const HEAD: usize = 64 * 1024;

/// How often it is looked whether the work was given up.
const STEP: Duration = Duration::from_millis(50);

/// How long is waited beyond the limit for a connection to notice that its time is over.
const GRACE: Duration = Duration::from_secs(1);

/// Whom to believe that a server is who it says.
#[derive(Clone, Debug)]
pub struct Trust(RootCerts);

impl Default for Trust {
    /// The authorities that browsers trust, as they are bundled with this program.
    fn default() -> Self {
        Trust(RootCerts::WebPki)
    }
}

impl Trust {
    /// Trusts the authorities of a PEM file and nobody else; nothing where there is none in it.
    pub fn of(pem: &[u8]) -> Option<Trust> {
        let certificate = |item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        };
        let found: Vec<Certificate<'static>> = parse_pem(pem).filter_map(certificate).collect();
        (!found.is_empty()).then(|| Trust(RootCerts::new_with_certs(&found)))
    }
}

/// Fetches pages.
#[derive(Clone, Debug, Default)]
pub struct Net {
    /// Whether computers of the reader's own network may be asked.
    pub allow_private: bool,
    /// Whom to believe that a server is who it says; nobody where a file was named that names nobody.
    pub trust: Option<Trust>,
}

impl Web for Net {
    fn fetch(&self, address: &Address, limits: &Limits, work: &Work) -> Result<Page, Fault> {
        let deadline = Instant::now() + Duration::from_secs(limits.fetching);
        let Some(Trust(roots)) = self.trust.clone() else {
            let text = "SSL_CERT_FILE names no file of certificates that can be read. Correct it, or unset it.";
            return Err(Fault::Broken(text.to_owned()));
        };
        let agent = self.agent(roots);
        let (done, told) = mpsc::channel();
        let (asked, own, limits) = (address.clone(), agent.clone(), *limits);
        std::thread::spawn(move || {
            // Nobody waits any more where the reader has given up.
            let _ = done.send(follow(&own, asked, &limits, deadline));
        });
        loop {
            match told.recv_timeout(STEP) {
                Ok(found) => return found,
                Err(RecvTimeoutError::Disconnected) => return Err(broken("The fetching failed", "it ended early")),
                Err(RecvTimeoutError::Timeout) if Instant::now() > deadline + GRACE => {
                    agent.shutdown();
                    return Err(too_long(&limits));
                }
                Err(RecvTimeoutError::Timeout) if work.go_on().is_err() => {
                    agent.shutdown();
                    return Err(Fault::Broken("The fetching was given up.".to_owned()));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }
}

impl Net {
    fn agent(&self, roots: RootCerts) -> Agent {
        let tls = TlsConfig::builder().root_certs(roots).build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A proxy would look for the host where nobody here sees what it finds.
            .proxy(None)
            .user_agent(NAME)
            .accept(WANTED)
            .max_response_header_size(HEAD)
            .max_idle_connections(0)
            .tls_config(tls)
            .build();
        let allow = self.allow_private;
        let connector = ().chain(Doorkeeper { allow }).chain(TcpConnector::default()).chain(RustlsConnector::default());
        Agent::with_parts(config, connector, Finder { allow, ..Finder::default() })
    }
}

/// Asks for a page, and wherever the server leads on to, until there is one.
fn follow(agent: &Agent, asked: Address, limits: &Limits, deadline: Instant) -> Result<Page, Fault> {
    let mut seen = HashSet::new();
    let mut address = asked;
    for _ in 0..=limits.hops {
        if !seen.insert(address.clone()) {
            return Err(Fault::Broken(format!(
                "The server leads round in a circle, back to {address}. Open the page in your browser, save it, and \
                 open the file."
            )));
        }
        let reply = ask(agent, &address, limits, deadline)?;
        match onward(&address, &reply)? {
            Some(next) => address = next,
            None => return page(&address, reply, limits),
        }
    }
    Err(Fault::count("Servers lead on from one place to another too often", "hops", limits.hops))
}

fn ask(agent: &Agent, address: &Address, limits: &Limits, deadline: Instant) -> Result<Response<Body>, Fault> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(too_long(limits));
    }
    let request = agent.get(address.to_string()).config().timeout_global(Some(left)).build();
    request.call().map_err(|error| trouble(&error, address, limits))
}

/// Returns where a server leads on to, if it does.
fn onward(from: &Address, reply: &Response<Body>) -> Result<Option<Address>, Fault> {
    if !matches!(reply.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let told =
        reply.headers().get(header::LOCATION).map(|place| String::from_utf8_lossy(place.as_bytes()).into_owned());
    let told = told.ok_or_else(|| broken("The server leads on and does not say where to", "no location"))?;
    let next = from.join(&told).map_err(|unclear| {
        Fault::Broken(format!("The server leads on to {told:?}, where no page is fetched from. {unclear}"))
    })?;
    if from.is_secret && !next.is_secret {
        return Err(Fault::Broken(format!(
            "The server leads from an encrypted page to one that anybody on the way can read or change: {next}. If \
             that is what you want, open that address itself."
        )));
    }
    Ok(Some(next))
}

/// Takes in what a server sends, if it is what was asked for.
fn page(address: &Address, mut reply: Response<Body>, limits: &Limits) -> Result<Page, Fault> {
    let status = reply.status().as_u16();
    if !(200..300).contains(&status) {
        return Err(refusal(status, address));
    }
    let text = |name: header::HeaderName| {
        let value = reply.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        value.unwrap_or_default()
    };
    let packing = text(header::CONTENT_ENCODING).trim().to_ascii_lowercase();
    if !matches!(packing.as_str(), "" | "identity" | "gzip" | "x-gzip") {
        return Err(broken("The server sends the page packed in a way that it was not asked for", &packing));
    }
    let kind = text(header::CONTENT_TYPE);
    let mut bytes = Vec::new();
    let most = limits.fetched.saturating_add(1);
    let read = reply.body_mut().as_reader().take(most).read_to_end(&mut bytes);
    if bytes.len() as u64 > limits.fetched {
        return Err(Fault::bytes("The page is larger than is allowed", "fetched", limits.fetched));
    }
    if let Err(error) = read {
        return Err(trouble(&Error::from(error), address, limits));
    }
    Ok(Page { bytes, address: address.to_string(), time: now(), kind })
}

/// Words why a server does not give a page.
fn refusal(status: u16, address: &Address) -> Fault {
    let (what, advice) = match status {
        401 | 407 => ("it wants a name and password", "Open the page in your browser, save it, and open the file"),
        402 => ("it wants to be paid", "Open the page in your browser, save it, and open the file"),
        403 | 406 | 451 => ("it does not give the page to this program", "Save it in your browser and open the file"),
        404 => ("there is no such page", "Check the address"),
        410 => ("the page is gone", "Look for a copy of it in a web archive"),
        429 => ("it was asked too often", "Wait a little and try again"),
        500..600 => ("it is in trouble itself", "Try again later"),
        _ => ("it gives no page", "Open the address in your browser"),
    };
    Fault::Broken(format!("The server of {address} answers {status}: {what}. {advice}."))
}

/// Words what went wrong on the way.
fn trouble(error: &Error, address: &Address, limits: &Limits) -> Fault {
    let host = &address.host;
    if let Some(private) = Private::within(error) {
        return Fault::Broken(format!(
            "{host} is a computer of your own network or this one itself ({private}), which a page must not reach into. \
             If you mean it, use --allow-private."
        ));
    }
    let said = error.to_string();
    match error {
        Error::Timeout(_) => too_long(limits),
        Error::HostNotFound => broken(&format!("The network knows no host {host}"), "check the address"),
        Error::LargeResponseHeader(..) | Error::Protocol(_) if is_endless(error, &said) => {
            broken("The server talks on without ever beginning the page", "head too long")
        }
        _ if said.contains("certificate") => Fault::Broken(format!(
            "{host} cannot show that it is who it says ({said}). Somebody may stand between you and it. Open the page in \
             your browser to see more."
        )),
        Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            broken("The connection ended before the whole page had come", "try again")
        }
        Error::Io(error) if is_unknown(error) => {
            broken(&format!("The network knows no host {host}, or there is no network"), "check the address")
        }
        _ => broken(&format!("The page could not be fetched from {host}"), &said),
    }
}

/// Tells whether the head of an answer is too long, in bytes or in lines.
fn is_endless(error: &Error, said: &str) -> bool {
    matches!(error, Error::LargeResponseHeader(..)) || said.contains("too many headers")
}

/// Tells whether looking for a host failed; the standard library has no kind for it.
fn is_unknown(error: &std::io::Error) -> bool {
    error.to_string().contains("lookup address information")
}

fn too_long(limits: &Limits) -> Fault {
    Fault::count("Fetching the page takes too long", "fetching", limits.fetching).with_unit("s")
}

fn broken(what: &str, why: &str) -> Fault {
    Fault::Broken(format!("{what} ({why}). Try again, or save the page in your browser and open the file."))
}

/// Returns the time, as RFC 3339 writes it.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    time(seconds)
}

/// Writes a time, given in seconds since 1970. The date by the method of H. Hinnant, "chrono-compatible low-level date
/// algorithms": years begin in March, so that a leap day is the last of its year.
fn time(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        for (seconds, written) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(time(seconds), written);
        }
    }

    #[test]
    fn only_authorities_of_a_file_are_trusted() {
        assert!(Trust::of(b"no certificate").is_none());
        assert!(Trust::of(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n").is_none());
    }
}
