//! Addresses of pages on the web: told from names of files, taken apart, and joined to where a server leads on.
//!
//! Only what is needed to fetch a page is kept of one: `http` or `https`, the host with its port, path and question. A
//! name and password and the part behind `#` are for nobody but the reader and go no further.

mod punycode;

use std::fmt;

/// The longest address that is taken, in bytes.
const LONGEST: usize = 8192;

/// An address of a page, ready to be fetched and safe to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Whether the connection is encrypted (`https`).
    pub is_secret: bool,
    /// The host, and the port where one is named, in small letters.
    pub host: String,
    /// What is asked for: a path that begins with `/`, and behind `?` the question.
    pub rest: String,
}

/// Why an address is none, worded for the reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// It begins with something else than `http://` or `https://`.
    #[error("Only addresses that begin with http:// or https:// are fetched. Save the page and open the file.")]
    Scheme,
    /// There is no host, or what stands there is none.
    #[error("This address names no host. Copy the whole address from your browser.")]
    Host,
    /// The host has letters that no host has.
    #[error(
        "The host of this address is written in letters that the network does not know. Copy the address from your browser."
    )]
    Letters,
    /// It is too long.
    #[error("This address is longer than {LONGEST} characters. Copy it again, or save the page and open the file.")]
    Long,
}

/// Tells whether a name the reader gives is meant as an address and not as a file's.
pub fn is_meant(name: &str) -> bool {
    scheme(name).is_some()
}

/// Returns what stands before `://`, if that is there, and what follows.
fn scheme(name: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = name.trim().split_once("://")?;
    let is_one = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_one.then_some((scheme, rest))
}

/// Returns an address without the name and password in it, if there are any.
pub fn without_password(name: &str) -> Option<String> {
    let (scheme, rest) = scheme(name)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (_, host) = rest[..end].rsplit_once('@')?;
    Some(format!("{scheme}://{host}{}", &rest[end..]))
}

impl Address {
    /// Takes an address apart. A name and password in it and what follows `#` are left out; letters beyond ASCII, blanks
    /// and controls are written as `%` and two digits (RFC 3986), in the host as Punycode.
    ///
    /// # Errors
    /// It is no address of a page.
    pub fn parse(text: &str) -> Result<Address, Unclear> {
        let (scheme, rest) = scheme(text).ok_or(Unclear::Scheme)?;
        let is_secret = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(Unclear::Scheme),
        };
        if text.len() > LONGEST {
            return Err(Unclear::Long);
        }
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = punycode::ascii(host).ok_or(Unclear::Letters)?;
        let name = host.rsplit_once(':').filter(|_| !host.ends_with(']')).map_or(host.as_str(), |(name, _)| name);
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
        if name.is_empty() || !host.bytes().all(is_host) {
            return Err(Unclear::Host);
        }
        Ok(Address { is_secret, host, rest: asked(rest) })
    }

    /// Returns where a server leads on from here: a whole address, one without the beginning, or a path (RFC 3986, 5.2).
    ///
    /// # Errors
    /// It leads to no page on the web.
    pub fn join(&self, onward: &str) -> Result<Address, Unclear> {
        let onward = onward.trim();
        let begin = if self.is_secret { "https" } else { "http" };
        match onward.split_once(':') {
            // What stands before the colon may be part of a path: `a/b:c`, `?x=y:z`.
            Some((before, _)) if !before.is_empty() && !before.contains(['/', '?', '#']) => Address::parse(onward),
            _ if onward.starts_with("//") => Address::parse(&format!("{begin}:{onward}")),
            _ => {
                let path = self.rest.split('?').next().unwrap_or_default();
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let whole = match onward.chars().next() {
                    Some('/' | '\\') => onward.to_owned(),
                    Some('?') => format!("{path}{onward}"),
                    Some('#') | None => self.rest.clone(),
                    Some(_) => format!("{folder}/{onward}"),
                };
                Ok(Address { rest: asked(&whole), ..self.clone() })
            }
        }
    }

    /// Returns the last part of the path, the name that a file saved from it would have; empty for the front page.
    pub fn file(&self) -> &str {
        self.rest.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", if self.is_secret { "https" } else { "http" }, self.host, self.rest)
    }
}

/// Makes what is asked of the host: without what follows `#`, without `.` and `..`, in signs that an address may have.
fn asked(rest: &str) -> String {
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, question) = rest.split_once('?').map_or((rest, None), |(path, question)| (path, Some(question)));
    let mut parts: Vec<&str> = Vec::new();
    let all: Vec<&str> = path.split(['/', '\\']).skip(1).collect();
    for (at, part) in all.iter().enumerate() {
        let is_last = at + 1 == all.len();
        match *part {
            "." | ".." => {
                if *part == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            part => parts.push(part),
        }
    }
    let mut out = String::from("/");
    out.push_str(&escaped(&parts.join("/")));
    if let Some(question) = question {
        out.push('?');
        out.push_str(&escaped(question));
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> String {
        Address::parse(text).map_or_else(|unclear| unclear.to_string(), |address| address.to_string())
    }

    #[test]
    fn addresses_are_told_from_files() {
        for address in ["https://a.example", "HTTP://a.example/x", " http://a", "ftp://a.example/x", "file:///etc"] {
            assert!(is_meant(address), "{address}");
        }
        for file in ["a.txt", "C:\\a.txt", "c://x", "https.txt", "-", "notes/https:/x", "://"] {
            assert!(!is_meant(file), "{file}");
        }
    }

    #[test]
    fn what_is_nobodys_business_is_left_out() {
        assert_eq!(parsed("https://ida:secret@Quay.example:8443/a#part"), "https://quay.example:8443/a");
        let left = without_password("ftp://ida:secret@quay.example/a@b");
        assert_eq!((left.as_deref(), without_password("http://q/@x")), (Some("ftp://quay.example/a@b"), None));
        assert_eq!(parsed("http://quay.example@evil.example/"), "http://evil.example/");
        assert_eq!(parsed("http://quay.example\\@evil.example/"), "http://quay.example/@evil.example/");
    }

    #[test]
    fn letters_and_blanks_are_written_as_the_network_wants_them() {
        assert_eq!(parsed("http://a.example"), "http://a.example/");
        assert_eq!(parsed("http://a.example?q=fähre 1"), "http://a.example/?q=f%C3%A4hre%201");
        assert_eq!(parsed("http://a.example/%E6%A9%8B/橋"), "http://a.example/%E6%A9%8B/%E6%A9%8B");
        assert_eq!(parsed("http://a.example/a\r\nHost: b"), "http://a.example/a%0D%0AHost:%20b");
        assert_eq!(parsed("http://a.example/x/../y/./z/.."), "http://a.example/y/");
        assert_eq!(parsed("http://[2001:db8::1]:80/x"), "http://[2001:db8::1]:80/x");
    }

    #[test]
    fn what_is_no_address_says_so() {
        for (text, word) in [
            ("ftp://a.example/", "http://"),
            ("file:///etc/passwd", "http://"),
            ("https:///x", "no host"),
            ("https://:80/x", "no host"),
            ("https://a b/", "no host"),
            ("https://brücke.example/", "xn--"),
        ] {
            assert!(parsed(text).contains(word), "{text}: {}", parsed(text));
        }
        assert!(parsed(&format!("http://a/{}", "x".repeat(LONGEST))).contains("longer"));
    }

    #[test]
    fn servers_lead_on_by_whole_addresses_or_parts() {
        let here = Address::parse("https://a.example/news/one?x=1").expect("an address");
        for (onward, whole) in [
            ("/two", "https://a.example/two"),
            ("two", "https://a.example/news/two"),
            ("../two", "https://a.example/two"),
            ("?y=2:3", "https://a.example/news/one?y=2:3"),
            ("//b.example/x", "https://b.example/x"),
            ("http://b.example", "http://b.example/"),
            ("", "https://a.example/news/one?x=1"),
            ("./a:b", "https://a.example/news/a:b"),
        ] {
            assert_eq!(here.join(onward).expect("an address").to_string(), whole);
        }
        for onward in ["file:///etc/passwd", "ftp://b.example/", "javascript:alert(1)", "data:text/html,x"] {
            assert_eq!(here.join(onward), Err(Unclear::Scheme), "{onward}");
        }
        assert_eq!((here.file(), here.join("/").expect("an address").file()), ("one", ""));
    }

    proptest! {
        #[test]
        fn an_address_is_plain_and_stays_what_it_is(text in "https?://[a-zä水ß@:.]{1,12}[/?#%\\\\ .a-zä\u{1b}\r\n]{0,20}") {
            if let Ok(address) = Address::parse(&text) {
                let written = address.to_string();
                prop_assert!(written.bytes().all(|byte| byte.is_ascii_graphic()), "{}", written);
                prop_assert_eq!(Address::parse(&written), Ok(address));
            }
        }
    }
}
