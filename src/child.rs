//! Processes of their own for the readers of rich formats: this program again, with limits, killed when it takes too long.
//!
//! The request goes in through standard input and the answer comes back through standard output. Before it reads the
//! request the child takes from itself what a reader of documents does not need: it may open no file and no socket, start
//! no program, write no file, and use no more memory and time than the limits say.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::load::limits::{Fault, Limits};
use crate::load::{self, Apart};

/// The argument that makes this program a reader of one document.
const READER: &str = "--read-one-document";

/// The argument that makes this program take limits upon itself and become another program.
const BECOME: &str = "--become-with-limits";

/// An answer is no longer than this many times the limit on text: words, their roles, and their signs in JSON.
const ANSWER: u64 = 4;

/// The most bytes of complaints that are looked at.
const COMPLAINTS: u64 = 16 * 1024;

/// What a child says that does not even find the memory to begin.
const NO_MEMORY: &str = "out of memory";

/// The stack of the thread that reads, in bytes: trees are deep, and memory that is not used costs nothing.
const STACK: usize = 64 * 1024 * 1024;

/// Starts a process for each document.
#[derive(Clone, Debug)]
pub struct Children {
    program: PathBuf,
}

impl Children {
    /// Uses this program for the children.
    ///
    /// # Errors
    /// The system does not say where this program is.
    pub fn of_this_program() -> io::Result<Self> {
        // The link stays good when the file is replaced while the program runs.
        let link = PathBuf::from("/proc/self/exe");
        let program = if cfg!(target_os = "linux") && link.exists() { link } else { std::env::current_exe()? };
        Ok(Children { program })
    }

    /// Uses a program that was built from this source.
    pub fn of(program: PathBuf) -> Self {
        Children { program }
    }

    fn start(&self, arguments: &[&OsStr]) -> io::Result<Child> {
        Command::new(&self.program)
            .args(arguments)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    }
}

impl Apart for Children {
    fn run(&self, request: &[u8], limits: &Limits) -> Result<(Vec<u8>, Vec<&'static str>), Fault> {
        let child = self.start(&[OsStr::new(READER)]).map_err(|error| {
            Fault::Broken(format!(
                "No process could be started to read the file safely ({error}). Close other programs and try again."
            ))
        })?;
        let end = attend(child, request, limits.text.saturating_mul(ANSWER), limits);
        match end {
            End::Answer(answer) => Ok((answer, missing())),
            End::TooLong => Err(Fault::count("Reading the file takes too long", "wait", limits.wait).with_unit("s")),
            End::TooMuch => Err(Fault::bytes("The file holds more text than can be compared", "text", limits.text)),
            End::Died(status, complaints) => Err(death(status, &complaints, limits)),
        }
    }

    fn fallback(&self, format: &str, bytes: &[u8], limits: &Limits) -> Option<String> {
        let program = (format == "pdf").then_some("pdftotext")?;
        let settings = [limits.memory, limits.seconds].map(|limit| OsString::from(limit.to_string()));
        let arguments = [
            BECOME.as_ref(),
            settings[0].as_os_str(),
            &settings[1],
            program.as_ref(),
            "-q".as_ref(),
            "-enc".as_ref(),
            "UTF-8".as_ref(),
            "-".as_ref(),
            "-".as_ref(),
        ];
        let child = self.start(&arguments).ok()?;
        match attend(child, bytes, limits.text, limits) {
            End::Answer(answer) => Some(String::from_utf8_lossy(&answer).into_owned()),
            _ => None,
        }
    }
}

/// How a child ended.
enum End {
    Answer(Vec<u8>),
    TooLong,
    TooMuch,
    Died(ExitStatus, String),
}

/// Feeds a child, gathers what it says, and ends it where it takes too long or says too much.
fn attend(mut child: Child, request: &[u8], most: u64, limits: &Limits) -> End {
    let deadline = Instant::now() + Duration::from_secs(limits.wait);
    let (input, output, complaints) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (done, told) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A child that dies early leaves the pipe; what it says then tells why.
            let _ = input.map(|mut input| input.write_all(request));
        });
        let heard = scope.spawn(move || drained(complaints, COMPLAINTS));
        scope.spawn(move || done.send(drained(output, most + 1)));
        let answer = told.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        let said_too_much = answer.as_ref().is_ok_and(|answer| answer.len() as u64 > most);
        let status = if answer.is_err() || said_too_much { None } else { waited(&mut child, deadline) };
        if status.is_none() {
            let _ = child.kill();
            let _ = child.wait();
        }
        match (answer, status) {
            _ if said_too_much => End::TooMuch,
            (Ok(answer), Some(status)) if status.success() => End::Answer(answer),
            (Ok(_), Some(status)) => {
                End::Died(status, heard.join().unwrap_or_default().iter().map(|byte| char::from(*byte)).collect())
            }
            _ => End::TooLong,
        }
    })
}

fn drained(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        let _ = from.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// Waits for the end of a child that has said all it had to say.
fn waited(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(50);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(20));
            }
            _ => return None,
        }
    }
}

/// Says why a child died, with the limit it reached where that can be told.
fn death(status: ExitStatus, complaints: &str, limits: &Limits) -> Fault {
    if complaints.contains("memory allocation of") || complaints.contains(NO_MEMORY) {
        return Fault::bytes("Reading the file takes more memory than is allowed", "memory", limits.memory);
    }
    if took_too_long(status) {
        return Fault::count("Reading the file takes too much work", "seconds", limits.seconds).with_unit("s");
    }
    Fault::Broken(
        "The file made its reader crash; it is damaged, or made to do harm. Nothing else is affected. Open and save it in \
         the program that made it, or look at what it holds with --raw."
            .to_owned(),
    )
}

#[cfg(unix)]
fn took_too_long(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // The signal for too much work, or, where it was not heard, the one that follows it.
    let signals = [rustix::process::Signal::XCPU.as_raw(), rustix::process::Signal::KILL.as_raw()];
    status.signal().is_some_and(|signal| signals.contains(&signal))
}

#[cfg(not(unix))]
fn took_too_long(_: ExitStatus) -> bool {
    false
}

/// Runs as a child, if the arguments of this program say so.
pub fn run_as_child(arguments: &[OsString]) -> Option<ExitCode> {
    match arguments.get(1)?.to_str()? {
        READER => Some(read_one()),
        BECOME => Some(become_another(&arguments[2..])),
        _ => None,
    }
}

/// Reads one document from standard input and writes its pieces to standard output.
fn read_one() -> ExitCode {
    let mut request = Vec::new();
    if io::stdin().lock().read_to_end(&mut request).is_err() {
        return ExitCode::FAILURE;
    }
    // Before any byte of the document is looked at.
    let Some(limits) = load::limits_of(&request) else { return ExitCode::FAILURE };
    confine(&limits, request.len() as u64);
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        // Threads are counted as well, so only when this one runs.
        alone();
        load::answer(&request)
    });
    let Ok(work) = work else {
        // The thread found no room for its stack.
        let _ = writeln!(io::stderr(), "{NO_MEMORY}");
        return ExitCode::FAILURE;
    };
    let Ok(answer) = work.join() else { return ExitCode::FAILURE };
    let mut out = io::stdout().lock();
    if out.write_all(&answer).and_then(|()| out.flush()).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Takes the limits on memory and work upon itself and becomes another program.
#[cfg(unix)]
fn become_another(arguments: &[OsString]) -> ExitCode {
    use std::os::unix::process::CommandExt;
    let number = |at: usize| arguments.get(at).and_then(|number| number.to_str()?.parse::<u64>().ok());
    let (Some(memory), Some(seconds), Some(program)) = (number(0), number(1), arguments.get(2)) else {
        return ExitCode::FAILURE;
    };
    guards::own(memory, seconds);
    let _ = Command::new(program).args(&arguments[3..]).exec();
    ExitCode::FAILURE
}

#[cfg(not(unix))]
fn become_another(_: &[OsString]) -> ExitCode {
    ExitCode::FAILURE
}

/// Returns the names of the guards that this system does not have.
fn missing() -> Vec<&'static str> {
    match () {
        () if cfg!(target_os = "linux") => Vec::new(),
        // Other systems have these limits by name; some do not keep to the one on memory.
        () if cfg!(unix) => vec!["memory"],
        () => vec!["memory", "seconds", "files", "network"],
    }
}

#[cfg(unix)]
fn confine(limits: &Limits, held: u64) {
    guards::own(limits.memory.saturating_add(held), limits.seconds);
    guards::close();
}

#[cfg(not(unix))]
fn confine(_: &Limits, _: u64) {}

#[cfg(unix)]
fn alone() {
    guards::alone();
}

#[cfg(not(unix))]
fn alone() {}

#[cfg(unix)]
mod guards {
    use rustix::process::{Resource, Rlimit, setrlimit};

    /// Limits the memory (bytes), the work (seconds) and the files written by this process. What the system refuses
    /// stays as it was.
    pub fn own(memory: u64, seconds: u64) {
        set(Resource::As, memory, memory);
        // One second more, so that the signal that can be told comes first.
        set(Resource::Cpu, seconds, seconds.saturating_add(1));
        set(Resource::Fsize, 0, 0);
        set(Resource::Core, 0, 0);
    }

    /// Lets this process open nothing more: no file, no socket, no pipe to another program.
    pub fn close() {
        set(Resource::Nofile, 3, 3);
    }

    /// Lets this process start no other program and no further thread.
    pub fn alone() {
        set(Resource::Nproc, 0, 0);
    }

    fn set(resource: Resource, soft: u64, hard: u64) {
        let _ = setrlimit(resource, Rlimit { current: Some(soft), maximum: Some(hard) });
    }
}
