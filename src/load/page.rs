//! A page as a server sent it: its bytes, and what the server says they are.

use super::address::Address;

/// What a server sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The bytes, unpacked from how they travelled.
    pub bytes: Vec<u8>,
    /// Where they stood in the end.
    pub address: String,
    /// When they were fetched (RFC 3339, in UTC, to the second).
    pub time: String,
    /// What the server says they are, such as `text/html; charset=utf-8`; may be empty.
    pub kind: String,
}

impl Page {
    /// Returns the encoding of its letters that the server names.
    pub fn charset(&self) -> Option<&str> {
        let named = self.kind.split(';').skip(1).filter_map(|part| part.split_once('='));
        let mut charsets = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
        charsets.next().map(|(_, charset)| charset.trim().trim_matches(['"', '\'']))
    }

    /// Returns the name that a file of it would have, from which its format is told where its content does not.
    pub fn file(&self) -> String {
        let file = Address::parse(&self.address).map(|address| address.file().to_owned()).unwrap_or_default();
        let kind = self.kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let ending = match kind.as_str() {
            "text/html" | "application/xhtml+xml" => "html",
            "text/markdown" => "md",
            "text/vtt" => "vtt",
            "message/rfc822" => "eml",
            // Servers call many things plain text; the ending in the address knows better.
            "text/plain" if !file.contains('.') => "txt",
            _ => return file,
        };
        format!("{file}.{ending}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_says_what_a_page_is() {
        let page =
            |address: &str, kind: &str| Page { address: address.to_owned(), kind: kind.to_owned(), ..Page::default() };
        for (address, kind, file) in [
            ("https://a.example/x", "text/html", "x.html"),
            ("https://a.example/", "Text/HTML; charset=utf-8", ".html"),
            ("https://a.example/x.md", "text/plain", "x.md"),
            ("https://a.example/x", "text/plain", "x.txt"),
            ("https://a.example/x.pdf?y=1", "application/pdf", "x.pdf"),
            ("https://a.example/x", "", "x"),
        ] {
            assert_eq!(page(address, kind).file(), file);
        }
        for (kind, charset) in [
            ("text/html; Charset=\"ISO-8859-2\"", Some("ISO-8859-2")),
            ("text/html;charset=koi8-r; x=y", Some("koi8-r")),
            ("text/html", None),
            ("", None),
        ] {
            assert_eq!(page("https://a.example/", kind).charset(), charset);
        }
    }
}
