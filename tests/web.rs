//! Pages fetched from servers that answer by a script: what is taken, what is refused, what is sent, and what is kept.
#![cfg(feature = "net")]

#[path = "web/certificate.rs"]
mod certificate;
#[path = "web/program.rs"]
mod program;
#[path = "web/server.rs"]
mod server;

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use certificate::Certificate;
use server::{Server, Wire, give, is_taken, lead, send};
use variorum::load::address::Address;
use variorum::load::limits::{Fault, Limits};
use variorum::load::{Page, Web};
use variorum::net::{Net, Trust};
use variorum::work::Work;

/// Nothing here may take longer.
const SOON: Duration = Duration::from_secs(8);

fn limits() -> Limits {
    Limits { fetched: 64 * 1024, fetching: 2, ..Limits::default() }
}

fn fetch(address: &str) -> Result<Page, String> {
    fetch_with(address, &Net { allow_private: true, trust: Some(Trust::default()) })
}

fn fetch_with(address: &str, net: &Net) -> Result<Page, String> {
    let began = Instant::now();
    let address = Address::parse(address).expect("an address");
    let found = net.fetch(&address, &limits(), &Work::default());
    assert!(began.elapsed() < SOON, "{address} took {:?}", began.elapsed());
    found.map_err(|fault: Fault| fault.to_string())
}

/// Fetches from a server with a script of its own.
fn from(script: impl Fn(&mut dyn Wire) + Send + Sync + 'static) -> Result<Page, String> {
    let server = Server::start(move |_, wire| script(wire));
    fetch(&server.address("/"))
}

fn fault(found: Result<Page, String>) -> String {
    found.map(|page| format!("no fault, but {} bytes", page.bytes.len())).expect_err("a fault")
}

#[test]
fn a_page_comes_with_what_the_server_says_of_it() {
    let page = from(|wire| give(wire, "text/html; charset=koi8-r", b"<p>words")).expect("a page");
    assert_eq!((page.bytes.as_slice(), page.kind.as_str()), (&b"<p>words"[..], "text/html; charset=koi8-r"));
    assert!(page.time.len() == 20 && page.time.ends_with('Z'), "{}", page.time);
    assert!(page.address.ends_with('/'));
}

#[test]
fn nothing_is_sent_but_what_asks_for_the_page() {
    let server = Server::start(|path, wire| match path {
        "/one" => lead(wire, "/two"),
        _ => give(wire, "text/plain", b"words"),
    });
    let page = fetch(&format!("http://ida:secret@{}/one#part", server.place)).expect("a page");
    assert_eq!(page.address, server.address("/two"));
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    for head in asked {
        let mut names: Vec<String> =
            head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0.to_lowercase())).collect();
        names.sort();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "{head}");
        assert!(!head.contains("secret") && !head.contains("part"), "{head}");
        assert!(head.to_lowercase().contains("user-agent: variorum/"), "{head}");
    }
}

#[test]
fn where_a_server_leads_on_to_is_looked_at_first() {
    let other = Server::start(|_, wire| give(wire, "text/plain", b"the other"));
    let place = other.address("/x");
    let server = Server::start(move |path, wire| match path {
        "/other" => lead(wire, &place),
        "/file" => lead(wire, "file:///etc/passwd"),
        "/ftp" => lead(wire, "ftp://127.0.0.1/x"),
        "/round" => lead(wire, "/about"),
        "/about" => lead(wire, "/round"),
        "/nowhere" => send(wire, b"HTTP/1.1 301 Gone\r\nContent-Length: 0\r\n\r\n"),
        "/5" => give(wire, "text/plain", b"the end"),
        path => lead(wire, &format!("/{}", path[1..].parse::<i32>().expect("a number") + 1)),
    });
    let found = |path: &str| fetch(&server.address(path));
    assert_eq!(found("/other").expect("a page").bytes, b"the other");
    assert_eq!(found("/0").expect("a page").bytes, b"the end");
    let asked = server.asked().len();
    assert!(fault(found("/-1")).contains("limit `hops`: 5"));
    assert_eq!(server.asked().len() - asked, 6, "no sixth place is asked");
    for (path, words) in
        [("/file", "\"file:///etc/passwd\""), ("/ftp", "ftp://"), ("/round", "circle"), ("/nowhere", "where to")]
    {
        assert!(fault(found(path)).contains(words), "{path}: {}", fault(found(path)));
    }
}

#[test]
fn private_places_are_refused_until_they_are_allowed() {
    let server = Server::start(|_, wire| give(wire, "text/plain", b"words"));
    for address in [server.address("/"), format!("http://localhost:{}/", server.place.port())] {
        let found = fault(fetch_with(&address, &Net { trust: Some(Trust::default()), ..Net::default() }));
        assert!(found.contains("your own network") && found.contains("--allow-private"), "{found}");
    }
    assert!(server.asked().is_empty(), "nothing was asked");
}

#[test]
fn servers_that_never_end_are_left() {
    let endless = |wire: &mut dyn Wire, part: &[u8]| while is_taken(wire, part) {};
    let found = from(move |wire| {
        send(wire, b"HTTP/1.1 200 OK\r\n\r\n");
        endless(wire, &[b'a'; 4096]);
    });
    assert!(fault(found).contains("limit `fetched`: 64 KiB"));
    let found = from(move |wire| {
        send(wire, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        endless(wire, b"4\r\nabcd\r\n");
    });
    assert!(fault(found).contains("limit `fetched`"));
    let found = from(move |wire| {
        send(wire, b"HTTP/1.1 200 OK\r\n");
        endless(wire, b"X-Again: and again\r\n");
    });
    assert!(fault(found).contains("without ever beginning"), "the head has no end");
}

#[test]
fn servers_that_dawdle_are_left() {
    let slowly = |wire: &mut dyn Wire| {
        while is_taken(wire, b"a") {
            thread::sleep(Duration::from_millis(100));
        }
    };
    let found = from(move |wire| {
        send(wire, b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
        slowly(wire);
    });
    assert!(fault(found).contains("limit `fetching`: 2 s"));
    let found = from(move |wire| {
        send(wire, b"HTTP/1.1 200 OK\r\nX: ");
        slowly(wire);
    });
    assert!(fault(found).contains("limit `fetching`"));
    let found = from(|_| thread::sleep(Duration::from_secs(6)));
    assert!(fault(found).contains("limit `fetching`"), "silence");
    let server = Server::start(|path, wire| {
        thread::sleep(Duration::from_millis(900));
        lead(wire, &format!("{path}x"));
    });
    assert!(fault(fetch(&server.address("/"))).contains("limit `fetching`"), "the time is for all places together");
}

#[test]
fn what_is_packed_is_counted_as_it_comes_out() {
    let packed = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packer, bytes).and_then(|()| packer.finish()).expect("packed")
    };
    let (bomb, words) = (packed(&vec![b'a'; 50 << 20]), packed(b"words"));
    let head = |packing: &str, length: usize| {
        format!("HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\nContent-Length: {length}\r\n\r\n").into_bytes()
    };
    let (good, bad) = ([head("gzip", words.len()), words.clone()].concat(), [head("gzip", bomb.len()), bomb].concat());
    assert_eq!(from(move |wire| send(wire, &good)).expect("a page").bytes, b"words");
    assert!(fault(from(move |wire| send(wire, &bad))).contains("limit `fetched`"));
    let cut = [head("gzip", words.len() - 4), words[..words.len() - 4].to_vec()].concat();
    assert!(!fault(from(move |wire| send(wire, &cut))).is_empty());
    let odd = [head("br", words.len()), words].concat();
    assert!(fault(from(move |wire| send(wire, &odd))).contains("packed in a way"));
}

#[test]
fn a_page_that_breaks_off_is_no_page() {
    let found = from(|wire| send(wire, b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nThe pier"));
    assert!(fault(found).contains("before the whole page had come"));
    let found = from(|wire| send(wire, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nThe pier"));
    assert!(fault(found).contains("Try again"));
    for nonsense in [&b"SSH-2.0-OpenSSH_9\r\n\r\n"[..], b"\0\0\0\0", b"HTTP/1.1 99999 X\r\n\r\n", b""] {
        assert!(fault(from(move |wire| send(wire, nonsense))).ends_with("open the file."));
    }
}

#[test]
fn what_a_server_answers_is_said_with_what_to_do() {
    let server = Server::start(|path, wire| {
        send(wire, format!("HTTP/1.1 {} X\r\nContent-Length: 4\r\n\r\ngone", &path[1..]).as_bytes());
    });
    for (status, words) in [
        (401, "name and password"),
        (403, "Save it in your browser"),
        (404, "Check the address"),
        (410, "web archive"),
        (429, "Wait a little"),
        (503, "Try again later"),
        (418, "gives no page"),
    ] {
        let found = fault(fetch(&server.address(&format!("/{status}"))));
        assert!(found.contains(words) && found.contains(&status.to_string()), "{found}");
    }
    drop(server);
    let nobody = fault(fetch("http://127.0.0.1:9/"));
    assert!(nobody.contains("127.0.0.1:9") && nobody.contains("Try again"), "{nobody}");
    let unknown = fault(fetch("http://no-such-host.invalid/"));
    assert!(unknown.contains("no-such-host.invalid"), "{unknown}");
}

#[test]
fn fetching_can_be_given_up_at_any_time() {
    let server = Server::start(|path, wire| {
        if path == "/body" {
            send(wire, b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nThe pier");
        }
        thread::sleep(Duration::from_secs(20));
    });
    for path in ["/", "/body"] {
        let (work, began) = (Arc::new(Work::default()), Instant::now());
        let theirs = work.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(300));
            theirs.give_up();
        });
        let address = Address::parse(&server.address(path)).expect("an address");
        let net = Net { allow_private: true, trust: Some(Trust::default()) };
        let found = net.fetch(&address, &Limits::default(), &work).expect_err("given up");
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        assert!(found.to_string().contains("given up"), "{found}");
    }
}

#[test]
fn a_server_must_show_who_it_is() {
    let good = Certificate::new("127.0.0.1", 2020, 2049);
    let late = Certificate::new("127.0.0.1", 2020, 2021);
    let other = Certificate::new("quay.example", 2020, 2049);
    let script = |path: &str, wire: &mut dyn Wire| match path {
        "/down" => lead(wire, "http://127.0.0.1:9/"),
        _ => give(wire, "text/plain", b"words"),
    };
    let found = |shown: &Certificate, trusted: Option<&Certificate>, path: &str| {
        let server = Server::secret(shown, script);
        let trust = trusted.map_or_else(|| Some(Trust::default()), |trusted| Trust::of(trusted.pem().as_bytes()));
        assert!(trust.is_some(), "a certificate is read");
        fetch_with(&format!("https://{}{path}", server.place), &Net { allow_private: true, trust })
    };
    assert_eq!(found(&good, Some(&good), "/").expect("a page").bytes, b"words");
    for (shown, trusted, word) in [
        (&good, None, "UnknownIssuer"),
        (&good, Some(&other), "UnknownIssuer"),
        (&late, Some(&late), "xpired"),
        (&other, Some(&other), "NotValidForName"),
    ] {
        let fault = fault(found(shown, trusted, "/"));
        assert!(fault.contains("cannot show that it is who it says"), "{fault}");
        let said = fault.to_lowercase().replace([' ', '_'], "");
        let known = said.contains(&word.to_lowercase()) || (word == "NotValidForName" && said.contains("notvalidfor"));
        assert!(known, "{fault}");
    }
    assert!(fault(found(&good, Some(&good), "/down")).contains("anybody on the way can read"));
    let plain = Server::start(|_, wire| give(wire, "text/plain", b"words"));
    assert!(fault(fetch(&format!("https://{}/", plain.place))).contains("Try again"), "no encryption there");
    let nobody = Net { allow_private: true, trust: None };
    assert!(fault(fetch_with("https://127.0.0.1:9/", &nobody)).contains("SSL_CERT_FILE"));
}
