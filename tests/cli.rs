//! Runs the real program as a shell would: exit statuses, what goes to which stream, and odd names and inputs.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use variorum::cli::demo::STORIES;

#[path = "cli/clusters.rs"]
mod clusters;
#[path = "cli/contract.rs"]
mod contract;

/// How long anything may take before the test gives up.
const DEADLINE: Duration = Duration::from_secs(60);

const STATEMENT: &str = "Statement\n\n“We will open the dam on 4 May,” said Ida Brekke.\n\nNobody was hurt.\n";
const WIRE: &str = "“We may open the dam on 5 May,” said Ida Brekke.\n\nNobody was hurt.\n";

/// Two texts that share the name of a place, and nothing that shows them to be about one event.
const ONE: &str = "The ferry to Vessby was late on Monday after a gale.\n\nA choir sang for the crew.\n";
const TWO: &str = "Passengers of the night train from Vessby to Tolmen will get coffee, the railway said.\n\n\
    The mayor bought new benches.\n";

/// What a run left behind.
struct Ran {
    status: Option<i32>,
    out: String,
    err: String,
}

/// A folder with two short accounts.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    write(&folder, "statement.txt", STATEMENT);
    write(&folder, "wire.md", WIRE);
    folder
}

fn write(folder: &TempDir, name: impl AsRef<Path>, text: &str) {
    fs::write(folder.path().join(name), text).expect("a file for the test");
}

fn command(folder: &TempDir, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.args(arguments).current_dir(folder.path()).stdin(Stdio::null()).stderr(Stdio::piped());
    for name in ["HOME", "XDG_CONFIG_HOME"] {
        command.env(name, folder.path());
    }
    command
}

/// Checks that a run was told without trouble; a light build may say of sources that it does not read them.
fn told(ran: &Ran, what: &str) {
    let is_whole = cfg!(all(feature = "office", feature = "pdf"));
    let is_light = |line: &str| line.contains("This build of variorum does not read");
    if is_whole || ran.err.is_empty() {
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{what}");
    } else {
        assert!(ran.status == Some(2) && ran.err.lines().all(is_light), "{what}: {}", ran.err);
    }
}

fn run(folder: &TempDir, arguments: &[impl AsRef<OsStr>]) -> Ran {
    finish(command(folder, arguments).stdout(Stdio::piped()), "")
}

/// Starts a program, writes to its standard input, and waits for its end.
fn finish(command: &mut Command, input: &str) -> Ran {
    let mut child = command.spawn().expect("it starts");
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).expect("it reads");
    }
    let (sender, ended) = channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let output = ended.recv_timeout(DEADLINE).expect("it ends in time").expect("it can be waited for");
    let text = |bytes| String::from_utf8(bytes).expect("all output is UTF-8");
    Ran { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_copy_that_differs_only_in_what_cannot_be_seen_is_told() {
    let folder = folder();
    let marked = STATEMENT.replace("open the", "open\u{a0}the").replace("Nobody", "No\u{200b}body");
    write(&folder, "copy.txt", &marked);
    let names = ["compare", "statement.txt", "copy.txt"];
    let told = run(&folder, &names).out;
    assert_eq!(told.matches("(the same but for characters that cannot be seen)").count(), 2, "{told}");
    assert!(told.contains("No⟦ZWSP⟧body"), "{told}");
    let found = contract::parse(&run(&folder, &[&names[..], &["--format", "json"]].concat()).out);
    let differences = found["differences"].as_array().expect("a list");
    assert!(!differences.is_empty() && differences.iter().all(|one| one["kind"] == "hidden characters"), "{found:#}");
}

#[test]
fn statuses_say_what_was_found() {
    let folder = folder();
    let status = |arguments: &[&str]| run(&folder, arguments).status;
    assert_eq!(status(&["compare", "statement.txt", "wire.md"]), Some(0));
    assert_eq!(status(&["compare", "--exit-code", "statement.txt", "wire.md"]), Some(1));
    assert_eq!(status(&["compare", "--exit-code", "--format", "json", "statement.txt", "wire.md"]), Some(1));
    assert_eq!(status(&["compare", "--exit-code", "wire.md", "wire.md"]), Some(0));
    assert_eq!(status(&["compare", "--exit-code", "statement.txt", "wire.md", "missing"]), Some(2));
    assert_eq!(status(&["compare"]), Some(2));
    assert_eq!(status(&["compare", "--format", "nonsense", "wire.md"]), Some(2));
}

#[test]
fn a_missing_file_is_named_and_the_rest_is_printed() {
    let folder = folder();
    for format in ["text", "json"] {
        let ran = run(&folder, &["compare", "--format", format, "missing.txt", "wire.md"]);
        assert_eq!(ran.status, Some(2));
        assert!(ran.err.starts_with("variorum: missing.txt: There is no file of this name."), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 1);
        assert!(ran.out.contains("said Ida Brekke"), "{}", ran.out);
    }
}

#[test]
fn a_folder_is_all_its_files() {
    let folder = folder();
    let whole = run(&folder, &["compare", "."]);
    assert_eq!((whole.status, whole.err.as_str()), (Some(0), ""));
    assert_eq!(whole.out, run(&folder, &["compare", "statement.txt", "wire.md"]).out);
}

#[test]
fn an_empty_folder_is_no_source() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).expect("a folder for the test");
    let ran = run(&folder, &["compare", "empty", "wire.md"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("holds no files") && ran.out.contains("said Ida Brekke"), "{}", ran.err);
}

#[test]
fn standard_input_is_a_source_once() {
    let folder = folder();
    let piped = |arguments: &[&str]| {
        finish(command(&folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()), STATEMENT)
    };
    let ran = piped(&["compare", "-", "wire.md"]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("on 4 May") && ran.out.contains("#5 May#"), "{}", ran.out);
    let twice = piped(&["compare", "-", "-"]);
    assert_eq!(twice.status, Some(2));
    assert!(twice.err.contains("only once"), "{}", twice.err);
}

#[test]
fn one_file_named_twice_is_two_sources() {
    let ran = run(&folder(), &["compare", "--format", "json", "wire.md", "wire.md"]);
    let sources = contract::parse(&ran.out)["sources"].as_array().cloned().unwrap_or_default();
    assert_eq!((ran.status, sources.len()), (Some(0), 2));
    assert_ne!(sources[0]["label"], sources[1]["label"]);
}

#[test]
fn names_that_begin_with_a_dash_stand_behind_two() {
    let folder = folder();
    write(&folder, "-x.txt", STATEMENT);
    for arguments in [&["compare", "--", "-x.txt", "wire.md"][..], &["--", "-x.txt", "wire.md"]] {
        let ran = run(&folder, arguments);
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        assert!(ran.out.contains("on 4 May"), "{}", ran.out);
    }
}

#[test]
fn without_a_terminal_the_report_is_printed() {
    let folder = folder();
    let ran = run(&folder, &["statement.txt", "wire.md"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.out, run(&folder, &["compare", "statement.txt", "wire.md"]).out);
    assert_eq!(run(&folder, &["statement.txt", "missing"]).status, Some(2));
}

#[test]
fn without_a_source_it_says_how_to_begin() {
    let ran = run(&folder(), &[] as &[&str]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("No source is named") && ran.err.contains("variorum demo"), "{}", ran.err);
}

#[test]
fn every_story_is_told() {
    let folder = folder();
    for story in STORIES {
        let ran = run(&folder, &["demo", story.name]);
        told(&ran, story.name);
        assert!(ran.out.lines().filter(|line| line.contains(" = ")).count() >= story.sources.len());
    }
    assert_eq!(run(&folder, &["demo"]).out, run(&folder, &["demo", STORIES[0].name]).out);
}

#[test]
fn an_unknown_story_brings_the_names_of_all() {
    let ran = run(&folder(), &["demo", "nonsense"]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
    assert!(STORIES.iter().all(|story| ran.err.contains(story.name)), "{}", ran.err);
}

#[test]
fn help_shows_examples_first() {
    for flag in ["--help", "-h"] {
        let ran = run(&folder(), &[flag]);
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        let (examples, usage) = (ran.out.find("Examples:"), ran.out.find("Usage:"));
        assert!(examples.is_some() && examples < usage, "{}", ran.out);
    }
    let version = run(&folder(), &["--version"]);
    assert_eq!(version.out, format!("variorum {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_and_manual_name_every_subcommand() {
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let ran = run(&folder(), arguments);
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        for name in ["demo", "compare", "open-clusters", "completions", "man"] {
            assert!(ran.out.replace("\\-", "-").contains(name), "{arguments:?} does not name {name}");
        }
    }
}

#[test]
fn json_keeps_the_contract() {
    let folder = folder();
    let stories = STORIES.iter().map(|story| story.name.to_owned());
    for name in stories {
        let (story, inner) = (STORIES.iter().find(|story| story.name == name), folder.path().join(&name));
        fs::create_dir(&inner).expect("a folder for the test");
        for (file, bytes) in story.expect("a story").sources {
            fs::write(inner.join(file), bytes).expect("a file for the test");
        }
        let ran = run(&folder, &["compare", "--format", "json", &name]);
        told(&ran, &name);
        contract::check(&contract::parse(&ran.out));
    }
}

#[test]
fn json_stands_alone_beside_trouble() {
    let ran = run(&folder(), &["compare", "--format", "json", "missing", "statement.txt", "wire.md"]);
    let found = contract::parse(&ran.out);
    contract::check(&found);
    assert_eq!(found["sources"][0]["notices"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_closed_pipe_is_no_trouble() {
    let folder = folder();
    let all = [
        &["compare", "statement.txt", "wire.md"][..],
        &["compare", "--format", "json", "statement.txt", "wire.md"],
        &["demo"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ];
    for arguments in all {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let ran = finish(command(&folder, arguments).stdout(writer), "");
        told(&ran, &format!("{arguments:?}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_trouble() {
    let folder = folder();
    let all = [
        &["compare", "statement.txt", "wire.md"][..],
        &["compare", "--format", "json", "statement.txt", "wire.md"],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in all {
        let full = fs::File::options().write(true).open("/dev/full").expect("it is there");
        let ran = finish(command(&folder, arguments).stdout(full), "");
        assert_eq!(ran.status, Some(2), "{arguments:?}");
        assert!(ran.err.contains("could not be written"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_file_system_does_not_hang() {
    let folder = folder();
    let made = Command::new("mkfifo").arg(folder.path().join("fifo")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let ran = run(&folder, &["compare", "fifo", "wire.md"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("a pipe") && ran.out.contains("said Ida Brekke"), "{}", ran.err);
}

/// What steers a terminal or hides, written as it comes.
const HOSTILE: &str = "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J\u{9d}0;t\u{9c}\u{202e}back\u{2066}\u{200b}";

/// Fails where anything is printed that could steer a terminal or turn letters round.
fn harmless(text: &str, what: &str) {
    let steers = |c: &char| (c.is_control() && *c != '\n') || "\u{202a}\u{202b}\u{202d}\u{202e}\u{2066}".contains(*c);
    assert_eq!(text.chars().find(steers), None, "{what}: {text:?}");
}

#[test]
fn nothing_from_outside_steers_the_terminal() {
    let folder = folder();
    let words =
        format!("The dam {HOSTILE} opens on 4 May, said Ida {HOSTILE} Brekke.\n\n“We {HOSTILE} wait,” she said.");
    let html = format!(
        "<html><head><title>A {HOSTILE} title</title><meta name=author content=\"{HOSTILE}\"></head>\
         <body><article><h1>A {HOSTILE} title</h1><p>{words}</p></article></body></html>"
    );
    write(&folder, "a.txt", &words);
    write(
        &folder,
        "b.md",
        &format!("---\ntitle: A {HOSTILE}\nauthor: {HOSTILE}\n---\n\n# A {HOSTILE}\n\n{words} Yes."),
    );
    write(&folder, "c.html", &html);
    let files = ["a.txt", "b.md", "c.html"];
    let text = run(&folder, &[&["compare"], &files[..]].concat());
    assert_eq!(text.status, Some(0));
    harmless(&text.out, "report");
    harmless(&text.err, "notices");
    let json = run(&folder, &[&["compare", "--format", "json"], &files[..]].concat());
    assert!(!json.out.contains('\u{1b}'), "{:?}", json.out);
    contract::check(&contract::parse(&json.out));
}

#[test]
fn no_name_steers_the_terminal() {
    let folder = folder();
    let story = run(&folder, &["demo", HOSTILE]);
    let theme = run(&folder, &["demo", "--theme", HOSTILE]);
    let missing = run(&folder, &["compare", HOSTILE, "wire.md"]);
    let format = run(&folder, &["compare", "--format", HOSTILE, "wire.md"]);
    let flag = run(&folder, &[format!("--{HOSTILE}")]);
    assert_eq!((story.status, missing.status, format.status, flag.status), (Some(2), Some(2), Some(2), Some(2)));
    for (ran, what) in [(story, "story"), (theme, "theme"), (missing, "missing"), (format, "format"), (flag, "flag")] {
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{what}: {:?}", ran.err);
        harmless(&ran.out, what);
    }
}

#[cfg(unix)]
#[test]
fn odd_file_names_are_read_and_shown_clean() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder();
    let names = [OsStr::new(HOSTILE), OsStr::from_bytes(b"bad\xff\xfename.txt"), OsStr::new("new\nline.txt")];
    for name in names.into_iter().filter(|name| fs::write(folder.path().join(name), WIRE).is_ok()) {
        let arguments = |format| [OsStr::new("compare"), OsStr::new("--format"), OsStr::new(format), name, name];
        let text = run(&folder, &arguments("text"));
        assert_eq!((text.status, text.err.as_str()), (Some(0), ""));
        harmless(&text.out, "report");
        assert!(!run(&folder, &arguments("json")).out.contains('\u{1b}'));
    }
}

#[test]
fn it_says_why_two_paragraphs_are_matched_or_not() {
    let folder = folder();
    let explain = |a: &str, b: &str| run(&folder, &["compare", "--explain", a, b, "statement.txt", "wire.md"]);
    let matched = explain("A:2", "wire:1");
    assert_eq!(matched.status, Some(0), "{}", matched.err);
    assert!(matched.out.starts_with("A:2 and B:1 are matched.\n"), "{}", matched.out);
    for words in ["Speaks for it:", "rare words in common: ", "names in common: ", "reaches the"] {
        assert!(matched.out.contains(words), "{words}: {}", matched.out);
    }
    assert!(matched.out.lines().all(|line| line.chars().count() <= 80), "{}", matched.out);
    assert_eq!(explain("B:1", "A:2").out, matched.out, "the order of the question does not matter");
    let apart = explain("A:3", "B:1");
    assert!(apart.out.starts_with("A:3 and B:1 are not matched: they have too little in common"), "{}", apart.out);
    let wrong = [explain("A:2", "A:3"), explain("A:2", "B:9"), explain("A:2", "C:1"), explain("A", "B:1")];
    for ran in wrong {
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{}", ran.err);
        assert!(ran.err.starts_with("variorum: "), "{}", ran.err);
    }
}

#[test]
fn the_report_ends_with_what_was_said_and_what_disagrees() {
    let folder = folder();
    write(&folder, "one.txt", "“At least 35 boats will never come back to Morvik,” Greta Vik said on Monday.\n");
    write(&folder, "two.txt", "Greta Vik said on Monday: “41 boats will never come back to Morvik.”\n");
    let text = run(&folder, &["compare", "one.txt", "two.txt"]).out;
    let (_, said) = text.split_once("\nSaid once and quoted more than once:\n").expect(&text);
    assert!(said.starts_with("A ¶1 Greta Vik: At least 35 boats will never come back to Morvik"), "{said}");
    assert!(said.contains("\nFacts that disagree:\ncount: A ¶1 At least 35 | B ¶1 41\n"), "{said}");
}

#[test]
fn a_copy_is_told_and_does_not_pass_for_a_second_voice() {
    let folder = folder();
    write(&folder, "one.txt", ONE);
    write(&folder, "two.txt", TWO);
    write(&folder, "copy.txt", ONE);
    let text = run(&folder, &["compare", "one.txt", "two.txt", "copy.txt"]).out;
    assert_eq!(text.matches("note: It holds the same bytes as one").count(), 1, "{text}");
}

#[test]
fn what_may_be_a_counterpart_is_not_told_as_missing() {
    let folder = folder();
    write(&folder, "one.txt", ONE);
    write(&folder, "two.txt", TWO);
    let files = ["one.txt", "two.txt"];
    let text = run(&folder, &[&["compare"], &files[..]].concat()).out;
    let found = contract::parse(&run(&folder, &[&["compare", "--format", "json"], &files[..]].concat()).out);
    contract::check(&found);
    let possible = found["possible"].as_array().expect("a list");
    assert!(!possible.is_empty(), "{text}");
    for one in possible {
        let paragraph = |side: &str| one[side]["paragraph"].as_u64().unwrap_or_default() + 1;
        let score = one["score"].as_f64().unwrap_or_default();
        assert!((0.15..1.0).contains(&score));
        let lines = [("A", "a"), ("B", "b")]
            .map(|(letter, side)| format!("  possibly {letter} ¶{} ({score:.2})", paragraph(side)));
        assert!(lines.iter().any(|line| text.contains(line)), "{lines:?}:\n{text}");
        assert!(text.contains(" no sure counterpart found: "), "{text}");
    }
}
