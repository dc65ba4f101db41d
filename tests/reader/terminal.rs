//! Runs in a real pseudo-terminal: starts, resizes, stops, is signalled, panics, and always leaves a clean shell.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use variorum::app::{App, Options};
use variorum::terminal::{Leave, look, run, watched};
use variorum::work::{GivenUp, Work};

use crate::support::{FERRY, comparison};

/// How long anything may take before the test gives up.
const DEADLINE: Duration = Duration::from_secs(20);

/// What makes the test below the reader itself, when this program starts itself again.
const CHILD: &str = "VARIORUM_TEST_CHILD";

/// The file whose appearance ends the work of the program under test.
const UNTIL: &str = "VARIORUM_TEST_UNTIL";

/// Set where the work ends in a panic.
const FALLS: &str = "VARIORUM_TEST_FALLS";

/// Set where nothing is opened, but the work is told on standard error.
const WATCHED: &str = "VARIORUM_TEST_WATCHED";

/// What the program under test says while it works.
const WAITING: &str = "Comparing 3 sources … 34 %";

/// The program under test: run by the other tests in a terminal of its own; by itself it does nothing.
#[test]
fn reader_in_a_terminal() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let what = "Comparing 3 sources";
    if std::env::var_os(WATCHED).is_some() {
        let work = Work::default();
        let done = watched(what, &work, || labour(&work));
        std::process::exit(i32::from(done.is_err()));
    }
    let make = |work: &Work| labour(work).map(|()| App::new(comparison(FERRY), Options::default()));
    let code = match run(what, Work::default(), make, None, &look("auto").expect("a look")) {
        Ok(Leave::Signal(signal)) => 128 + i32::from(signal),
        Ok(_) => 0,
        Err(error) => {
            eprintln!("{error}");
            2
        }
    };
    std::process::exit(code);
}

/// Works until a file appears, where one is named.
fn labour(work: &Work) -> Result<(), GivenUp> {
    let Some(until) = std::env::var_os(UNTIL) else { return Ok(()) };
    work.begin(34..100);
    while !Path::new(&until).exists() {
        work.go_on()?;
        std::thread::yield_now();
    }
    assert!(std::env::var_os(FALLS).is_none(), "a fall on purpose");
    Ok(())
}

#[derive(Default)]
struct Seen {
    bytes: Vec<u8>,
    /// Whether no more is to be read, so that nothing here holds the terminal open.
    enough: bool,
}

struct Run {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Box<dyn Write + Send>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    size: (u16, u16),
    before: String,
}

/// A program that is to be started in a terminal of which nothing but the name is known.
fn plain(program: impl AsRef<std::ffi::OsStr>) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    command.env_remove("COLORTERM");
    command
}

impl Run {
    fn start(variables: &[(&str, &str)]) -> Run {
        let mut command = plain(std::env::current_exe().expect("this program"));
        command.args(["--exact", "terminal::reader_in_a_terminal", "--nocapture"]);
        command.env(CHILD, "1");
        variables.iter().for_each(|(name, value)| command.env(name, value));
        Run::of(command)
    }

    fn of(command: CommandBuilder) -> Run {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).expect("started");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let seen: Arc<(Mutex<Seen>, Condvar)> = Arc::default();
        let (theirs, mut part) = (seen.clone(), [0; 4096]);
        std::thread::spawn(move || {
            loop {
                let read = reader.read(&mut part).unwrap_or(0);
                let mut seen = theirs.0.lock().expect("no panic");
                seen.bytes.extend(&part[..read]);
                theirs.1.notify_all();
                if read == 0 || seen.enough {
                    break;
                }
            }
        });
        Run { child, master: Some(pair.master), keys, seen, size: (30, 100), before }
    }

    /// Waits until what has been sent fulfils a condition.
    fn wait(&self, what: &str, condition: impl Fn(&Self, &[u8]) -> bool) {
        let until = Instant::now() + DEADLINE;
        let mut seen = self.seen.0.lock().expect("no panic");
        while !condition(self, &seen.bytes) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "no {what} in:\n{}", self.text(&seen.bytes));
            seen = self.seen.1.wait_timeout(seen, left.min(Duration::from_millis(50))).expect("no panic").0;
        }
    }

    /// Waits for words on a screen that has been drawn to its end.
    fn wait_for(&self, words: &str) {
        self.wait(words, |run, bytes| bytes.ends_with(b"\x1b[?2026l") && run.text(bytes).contains(words));
    }

    /// Waits for the end of the program and returns its status.
    fn end(&mut self) -> u32 {
        let until = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.exit_code();
            }
            assert!(Instant::now() < until, "it is still running");
            std::thread::yield_now();
        }
    }

    fn text(&self, bytes: &[u8]) -> String {
        let mut parser = vt100::Parser::new(self.size.0, self.size.1, 0);
        parser.process(bytes);
        parser.screen().contents()
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("typed");
        self.keys.flush().expect("typed");
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("running").to_string();
        assert!(Command::new("kill").args([name, &id]).status().expect("kill").success());
    }

    fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().expect("no panic").bytes.clone()
    }

    /// Waits for the end, and checks that the terminal is as it was.
    fn ends_clean(mut self, code: u32) {
        assert_eq!(self.end(), code);
        let after = self.master.as_ref().map(|master| format!("{:?}", master.get_termios()));
        assert_eq!(after.as_deref(), Some(self.before.as_str()), "the line discipline is as it was");
        self.wait("end of all modes", |_, bytes| balanced(bytes));
    }
}

/// Tells whether every mode that was switched on is off again, and the cursor is shown.
fn balanced(bytes: &[u8]) -> bool {
    let last = |wanted: &[u8]| bytes.windows(wanted.len()).rposition(|part| part == wanted);
    let off = |mode: &str| last(format!("\x1b[?{mode}l").as_bytes()) >= last(format!("\x1b[?{mode}h").as_bytes());
    off("1049") && off("2004") && off("2026") && last(b"\x1b[?25h") >= last(b"\x1b[?25l")
}

#[test]
fn it_starts_moves_and_leaves_a_clean_shell() {
    let mut run = Run::start(&[]);
    run.wait_for("¶ 1/7");
    run.press("jj");
    run.wait_for("¶ 3/7");
    run.press("?");
    run.wait_for("Signs and keys");
    run.press("q");
    run.wait_for("¶ 3/7");
    assert!(!String::from_utf8_lossy(&run.bytes()).contains("Comparing"), "quick work is not told");
    run.press("q");
    run.ends_clean(0);
}

/// Starts with work that ends when a file of the folder appears; returns the path of the file, too.
fn start_at_work(folder: &tempfile::TempDir, also: &[(&str, &str)]) -> (Run, std::path::PathBuf) {
    let until = folder.path().join("until");
    let named = [(UNTIL, until.to_str().expect("a plain path"))];
    (Run::start(&[&named, also].concat()), until)
}

#[test]
fn long_work_is_told_until_there_is_something_to_read() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut run, until) = start_at_work(&folder, &[]);
    run.wait_for(WAITING);
    std::fs::write(until, "").expect("a file for the test");
    run.wait_for("¶ 1/7");
    assert!(!run.text(&run.bytes()).contains("Comparing"));
    run.press("q");
    run.ends_clean(0);
}

#[test]
fn long_work_can_be_left_at_once() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for key in ["q", "\x1b", "\x03"] {
        let (mut run, _) = start_at_work(&folder, &[]);
        run.wait_for(WAITING);
        run.press(key);
        run.ends_clean(0);
    }
    let (run, _) = start_at_work(&folder, &[]);
    run.wait_for(WAITING);
    run.signal("-TERM");
    run.ends_clean(143);
}

#[test]
fn it_stops_and_goes_on_while_it_works() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut run, _) = start_at_work(&folder, &[]);
    run.wait_for(WAITING);
    run.press("\x1a");
    run.wait("a clean shell", |_, bytes| balanced(bytes) && !bytes.ends_with(b"\x1b[?2026l"));
    let enters = |bytes: &[u8]| bytes.windows(8).filter(|part| *part == b"\x1b[?1049h").count();
    run.wait("the line again", |run, bytes| {
        run.signal("-CONT");
        enters(bytes) > 1 && run.text(bytes).contains(WAITING)
    });
    run.press("q");
    run.ends_clean(0);
}

#[test]
fn work_that_falls_gives_the_terminal_back() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut run, until) = start_at_work(&folder, &[(FALLS, "1")]);
    run.wait_for(WAITING);
    std::fs::write(until, "").expect("a file for the test");
    assert_ne!(run.end(), 0);
    run.wait("the message", |_, bytes| String::from_utf8_lossy(bytes).contains("a fall on purpose") && balanced(bytes));
}

#[test]
fn a_report_tells_its_work_on_a_line_that_goes_away() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut run, until) = start_at_work(&folder, &[(WATCHED, "1")]);
    run.wait("the line", |run, bytes| run.text(bytes).contains(WAITING));
    std::fs::write(until, "").expect("a file for the test");
    assert_eq!(run.end(), 0);
    run.wait("an empty line", |run, bytes| !run.text(bytes).contains("Comparing"));
    let mut quick = Run::start(&[(WATCHED, "1")]);
    assert_eq!(quick.end(), 0);
    assert!(!String::from_utf8_lossy(&quick.bytes()).contains("Comparing"));
}

#[test]
fn a_new_size_is_followed() {
    let mut run = Run::start(&[]);
    run.wait_for("island radio");
    let size = PtySize { rows: 10, cols: 50, pixel_width: 0, pixel_height: 0 };
    run.size = (10, 50);
    run.master.as_ref().expect("open").resize(size).expect("resized");
    run.wait("a narrow page", |run, bytes| run.text(bytes).contains("≈  island radio  Ferry stays"));
    run.press("q");
    run.ends_clean(0);
}

#[test]
fn signals_end_it_politely() {
    for (name, code) in [("-TERM", 143), ("-INT", 130), ("-HUP", 129)] {
        let run = Run::start(&[]);
        run.wait_for("¶ 1/7");
        run.signal(name);
        run.ends_clean(code);
    }
}

#[test]
fn a_panic_gives_the_terminal_back_first() {
    let mut run = Run::start(&[("VARIORUM_TEST_PANIC", "1")]);
    run.wait_for("¶ 1/7");
    run.press("j");
    run.end();
    run.wait("the message", |_, bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (left, said) = (text.rfind("\x1b[?1049l"), text.find("a panic on purpose"));
        left.zip(said).is_some_and(|(left, said)| left < said)
    });
    assert!(balanced(&run.bytes()));
}

#[test]
fn it_stops_and_goes_on() {
    let mut run = Run::start(&[]);
    run.wait_for("¶ 1/7");
    run.press("jj");
    run.wait_for("¶ 3/7");
    run.press("\x1a");
    run.wait("a clean shell", |_, bytes| balanced(bytes));
    let enters = |bytes: &[u8]| bytes.windows(8).filter(|part| *part == b"\x1b[?1049h").count();
    run.wait("the page again", |run, bytes| {
        run.signal("-CONT");
        enters(bytes) > 1 && run.text(bytes).contains("¶ 3/7")
    });
    run.press("q");
    run.ends_clean(0);
}

#[test]
fn it_ends_when_the_terminal_goes_away() {
    let mut run = Run::start(&[]);
    run.wait_for("¶ 1/7");
    run.seen.0.lock().expect("no panic").enough = true;
    let before = run.bytes().len();
    run.press("j");
    run.wait("an answer", |_, bytes| bytes.len() > before);
    drop(run.master.take());
    run.keys = Box::new(std::io::sink());
    run.end();
}

#[test]
fn what_it_sends_is_its_own() {
    let mut run = Run::start(&[("NO_COLOR", "1")]);
    run.wait_for("¶ 1/7");
    run.press("]]]}/quay\r?q");
    run.wait_for("match 2 of 3");
    run.press("q");
    run.end();
    let bytes = run.bytes();
    let text = String::from_utf8_lossy(&bytes);
    for part in text.split('\x1b').skip(1) {
        assert!(part.starts_with('['), "only control sequences are sent: {part:?}");
        let end = part[1..].find(|c: char| ('@'..='~').contains(&c)).map(|at| &part[1..at + 2]);
        let end = end.unwrap_or_default();
        let known = end.ends_with(['H', 'm', 'J', 'K', 'h', 'l']);
        assert!(known && !end.contains("38;") && !end.contains("48;"), "an unknown sequence: {end:?}");
    }
}

/// The program itself in a terminal, with the files of a folder as its sources.
fn program(folder: &tempfile::TempDir, arguments: &[&str]) -> Run {
    let mut command = plain(env!("CARGO_BIN_EXE_variorum"));
    command.args(arguments);
    command.cwd(folder.path());
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(name, folder.path());
    }
    Run::of(command)
}

#[test]
fn files_are_read_again_while_the_reader_reads() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, words: &str| std::fs::write(folder.path().join(name), words).expect("a file for the test");
    write("statement.txt", "The dam opens on 4 May.\n\nNobody was hurt.\n");
    write("wire.txt", "The dam may open on 5 May.\n\nNobody was hurt.\n");
    write("letter.txt", "Nobody was hurt at the dam.\n");
    let mut run = program(&folder, &["--watch", "statement.txt", "wire.txt"]);
    run.wait_for("¶ 1/2");
    run.press("j");
    run.wait_for("¶ 2/2");
    // Editors save by putting another file in the place of the first.
    write("new", "The dam may open on 5 May.\n\nNobody was hurt.\n\nA choir sang at the gate.\n");
    std::fs::rename(folder.path().join("new"), folder.path().join("wire.txt")).expect("renamed");
    run.wait_for("wire: 1 sentence new");
    assert!(run.text(&run.bytes()).contains("◆ A choir sang"));
    run.press("k");
    run.wait_for("¶ 1/2 · 1 new");
    run.press("oletter.txt\r");
    run.wait_for("letter is open as source 3 of 3");
    run.press("onone.txt\r");
    run.wait_for("There is no file of this name");
    run.press("R");
    run.wait_for("Nothing has changed");
    std::fs::remove_file(folder.path().join("letter.txt")).expect("removed");
    run.wait_for("letter: What stands here was read before");
    run.press("\t\t");
    run.wait_for("Nobody was hurt at the dam.");
    #[cfg(target_os = "linux")]
    assert_eq!(connections(run.child.process_id().expect("running")), Vec::<String>::new());
    run.press("q");
    run.ends_clean(0);
}

#[test]
fn files_put_into_a_watched_folder_are_opened() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let story = folder.path().join("story");
    std::fs::create_dir(&story).expect("a folder for the test");
    let write = |name: &str, words: &str| std::fs::write(story.join(name), words).expect("a file for the test");
    write("statement.txt", "The dam opens on 4 May.\n\nNobody was hurt.\n");
    write("wire.txt", "The dam may open on 5 May.\n\nNobody was hurt.\n");
    let mut run = program(&folder, &["--watch", "story"]);
    run.wait_for("¶ 1/2");
    write("letter.txt", "Nobody was hurt at the dam.\n");
    run.wait_for("letter is open as source 3 of 3");
    run.press("\t\t");
    run.wait_for("1 new");
    assert!(run.text(&run.bytes()).contains("◆"));
    std::fs::remove_file(story.join("letter.txt")).expect("removed");
    run.wait_for("letter: What stands here was read before");
    run.press("q");
    run.ends_clean(0);
}

#[test]
fn a_source_that_failed_is_tried_again_and_looked_at() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file for the test");
    write("statement.txt", b"The dam opens on 4 May.\n");
    write("letter.png", b"\x89PNG\r\n\x1a\n\0\0 The dam opens in June, said the clerk.");
    let mut run = program(&folder, &["statement.txt", "letter.png", "late.txt"]);
    run.wait_for("This is a picture");
    run.press("\t\t");
    run.wait_for("There is no file of");
    write("late.txt", b"The dam opens on 5 May.\n");
    run.press("R");
    run.wait_for("late: 1 sentence new");
    run.press("\x1b[Z");
    run.press("T");
    run.wait_for("letter is taken for plain text");
    run.wait_for("said the clerk");
    run.press("T");
    run.wait_for("letter is read as what it is");
    run.press("sV");
    run.wait_for("letter is shown as its file is");
    run.press("q");
    run.press("q");
    run.ends_clean(0);
}

#[cfg(feature = "net")]
#[test]
fn fetching_is_left_at_once_and_asked_for_again() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("a port"));
    // The server is silent until it is told to answer.
    let answers = Arc::new(AtomicBool::new(false));
    let told = answers.clone();
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            if told.load(Ordering::SeqCst) {
                assert!(stream.read(&mut [0; 4096]).expect("a request") > 0);
                let page = b"HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\nNobody was hurt.";
                stream.write_all(page).expect("taken");
            }
            kept.push(stream);
        }
    });
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut run = program(&folder, &["--allow-private", &address]);
    run.wait_for("Opening 1 source");
    run.press("q");
    run.ends_clean(0);
    std::fs::write(folder.path().join("statement.txt"), "Nobody was hurt.\n").expect("a file for the test");
    let mut run = program(&folder, &["--allow-private", "statement.txt"]);
    run.wait_for("¶ 1/1");
    run.press(&format!("o{address}\r"));
    run.wait_for("Esc gives it up");
    run.press("\x1b");
    run.wait_for("Given up");
    answers.store(true, Ordering::SeqCst);
    run.press(&format!("o{address}\r"));
    run.wait_for("is open as source 2 of 2");
    run.press("q");
    run.ends_clean(0);
}

/// Every socket of a program that leads into a network, as the system lists them; pairs inside the program do not count.
#[cfg(target_os = "linux")]
fn connections(process: u32) -> Vec<String> {
    let mut known = String::new();
    for list in ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"] {
        known += &std::fs::read_to_string(format!("/proc/{process}/net/{list}")).unwrap_or_default();
    }
    let inodes: Vec<&str> = known.lines().filter_map(|line| line.split_whitespace().nth(9)).collect();
    let links = std::fs::read_dir(format!("/proc/{process}/fd")).expect("its files").flatten();
    let links = links.filter_map(|link| std::fs::read_link(link.path()).ok()).map(|link| link.display().to_string());
    let inode = |link: &str| link.trim_start_matches("socket:[").trim_end_matches(']').to_owned();
    links.filter(|link| link.starts_with("socket:[") && inodes.contains(&inode(link).as_str())).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_connection_of_a_program_is_seen() {
    let _listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    assert!(!connections(std::process::id()).is_empty());
}
