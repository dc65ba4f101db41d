//! The program itself with addresses, without a network, and without any.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::certificate::Certificate;
use crate::server::{Server, give};

const STATEMENT: &str = "Statement\n\n“We will open the dam on 4 May,” said Ida Brekke.\n\nNobody was hurt.\n";
const PAGE: &str = "<!DOCTYPE html><html><head><title>Dam opens</title></head><body><article><h1>Dam opens</h1>\
    <p>“We may open the dam on 5 May,” said Ida Brekke at the foot of the wall.</p><p>Nobody was hurt when the gate \
    stuck.</p></article></body></html>";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("statement.txt"), STATEMENT).expect("a file for the test");
    folder
}

fn program(folder: &TempDir) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_variorum"));
    program.current_dir(folder.path()).env("HOME", folder.path()).env("XDG_DATA_HOME", folder.path().join("own"));
    program.env_remove("SSL_CERT_FILE");
    program
}

fn compared(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, Value) {
    let mut command = program(folder);
    let Output { status, stdout, stderr } =
        command.args(["compare", "--format", "json"]).args(arguments).output().expect("started");
    let found = serde_json::from_slice(&stdout);
    (status.code(), found.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&stderr))))
}

fn notices(source: &Value) -> String {
    source["notices"].to_string()
}

#[test]
fn a_page_is_fetched_compared_kept_and_opened_again_without_the_server() {
    let (folder, server) = (folder(), Server::start(|_, wire| give(wire, "text/html", PAGE.as_bytes())));
    let address = format!("http://ida:secret@{}/news/dam", server.place);
    let (status, found) = compared(&folder, &["statement.txt", &address, "--allow-private"]);
    assert_eq!(status, Some(0));
    let source = &found["sources"][1];
    assert_eq!(source["path"], server.address("/news/dam"));
    assert_eq!(source["fetched"]["address"], server.address("/news/dam"));
    assert_eq!((&source["format"], &source["title"]), (&"html".into(), &"Dam opens".into()));
    assert_eq!(found["sources"][0]["fetched"], Value::Null);
    assert!(notices(source).contains("left out") && !found.to_string().contains("secret"));
    assert_eq!(found["utterances"].as_array().map(Vec::len), Some(1), "the page is compared like a file");

    let (_, offline) = compared(&folder, &["statement.txt", &address, "--offline"]);
    assert_eq!(server.asked().len(), 1, "nothing was asked again");
    let time = source["fetched"]["time"].as_str().expect("a time");
    drop(server);
    let (status, later) = compared(&folder, &["statement.txt", &address, "--allow-private"]);
    assert_eq!(status, Some(0));
    for (again, words) in [(&offline, "Not fetched now"), (&later, "could not be fetched now")] {
        let again = &again["sources"][1];
        assert_eq!((&again["text"], &again["sha256"]), (&source["text"], &source["sha256"]));
        assert_eq!(again["fetched"]["time"], time);
        assert!(notices(again).contains(words) && notices(again).contains(&time[..10]), "{}", notices(again));
    }
    assert!(!kept(folder.path()).contains("secret"));
}

/// Everything that the program has written below a folder, as text.
fn kept(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let text = |path: &Path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
    entries.map(|entry| if entry.path().is_dir() { kept(&entry.path()) } else { text(&entry.path()) }).collect()
}

#[test]
fn what_cannot_be_fetched_costs_one_source() {
    let (folder, server) = (folder(), Server::start(|_, wire| give(wire, "text/html", PAGE.as_bytes())));
    let address = server.address("/");
    for (arguments, words) in [
        (vec!["statement.txt", &address], "--allow-private"),
        (vec!["statement.txt", &address, "--offline"], "never fetched here"),
        (vec!["statement.txt", "ftp://quay.example/x"], "Only addresses"),
        (vec!["statement.txt", &address, "--allow-private", "--limit", "fetched=100"], "limit `fetched`: 100 bytes"),
    ] {
        let (status, found) = compared(&folder, &arguments);
        assert_eq!(status, Some(2), "{arguments:?}");
        assert!(notices(&found["sources"][1]).contains(words), "{found}");
        assert_eq!(found["sources"][0]["notices"], serde_json::json!([]));
    }
}

#[test]
fn what_was_fetched_is_read_like_a_file_of_its_kind() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-docs/harnsey-bridge");
    let server = Server::start(move |path, wire| match path {
        "/cyrillic" => {
            let (words, ..) = encoding_rs::KOI8_R.encode("<html><p>Мост закрыт до осени из-за трещин.</p></html>");
            give(wire, "text/html; charset=KOI8-R", &words);
        }
        path => give(wire, "application/octet-stream", &fs::read(samples.join(&path[1..])).expect("a sample")),
    });
    let folder = folder();
    let address = |path: &str| server.address(path);
    let (names, kinds) =
        (["5-briefing.pdf", "6-petition.docx", "7-press-conference.vtt"], ["pdf", "docx", "transcript"]);
    let addresses: Vec<String> = names.iter().map(|name| address(&format!("/{name}"))).collect();
    let mut arguments: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let cyrillic = address("/cyrillic");
    arguments.extend([cyrillic.as_str(), "--allow-private"]);
    let (status, found) = compared(&folder, &arguments);
    assert_eq!(status, Some(0), "{found}");
    for (at, kind) in kinds.iter().enumerate() {
        assert_eq!(found["sources"][at]["format"], *kind);
    }
    assert!(found["sources"][3]["text"].as_str().is_some_and(|text| text.contains("Мост закрыт")));
}

#[test]
fn the_authorities_that_are_trusted_can_be_named() {
    let certificate = Certificate::new("127.0.0.1", 2020, 2049);
    let server = Server::secret(&certificate, |_, wire| give(wire, "text/html", PAGE.as_bytes()));
    let folder = folder();
    fs::write(folder.path().join("own.pem"), certificate.pem()).expect("a file for the test");
    let address = format!("https://{}/", server.place);
    for (file, status) in [(None, 2), (Some("own.pem"), 0), (Some("none.pem"), 2)] {
        let mut command = program(&folder);
        command.args(["compare", &address, "--allow-private"]).envs(file.map(|file| ("SSL_CERT_FILE", file)));
        // What one run has kept must not help the next.
        command.env("XDG_DATA_HOME", folder.path().join(file.unwrap_or("no")));
        assert_eq!(command.output().expect("started").status.code(), Some(status), "{file:?}");
    }
}

/// Watched by the system itself, where it can be: a run with files only opens no socket at all.
#[cfg(target_os = "linux")]
#[test]
fn without_an_address_no_socket_is_opened() {
    let (folder, log) = (folder(), "calls");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-docs/harnsey-bridge");
    let traced = |arguments: &[&str]| {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", "trace=%network", "-o", log, env!("CARGO_BIN_EXE_variorum"), "compare"]);
        command.args(arguments).current_dir(folder.path()).env("HOME", folder.path());
        let ran = command.output().ok().filter(|ran| ran.status.code() == Some(0))?;
        assert!(!ran.stdout.is_empty());
        fs::read_to_string(folder.path().join(log)).ok()
    };
    let server = Server::start(|_, wire| give(wire, "text/html", PAGE.as_bytes()));
    let address = server.address("/");
    let Some(calls) = traced(&["statement.txt", &address, "--allow-private"]) else {
        return eprintln!("passed over: strace is not here, or may not watch");
    };
    assert!(calls.contains("socket(AF_INET"), "a fetch is seen: {calls}");
    let calls = traced(&["statement.txt", samples.to_str().expect("a plain path")]).expect("strace is here");
    // Standard library and children talk through pairs that lead nowhere else.
    let sockets: Vec<&str> = calls.lines().filter(|line| line.contains("socket(")).collect();
    assert!(sockets.is_empty(), "{sockets:?}");
    let calls = traced(&["statement.txt", &address, "--offline"]).expect("strace is here");
    assert!(!calls.contains("socket("), "{calls}");
}
