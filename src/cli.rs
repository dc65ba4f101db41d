//! The arguments, and what runs without a screen.

pub mod demo;
mod explain;
mod live;
mod reading;
mod task;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::align::{self, Wanted};
use crate::app::{App, Options};
use crate::child;
use crate::clean::Clean;
use crate::comparison::Comparison;
use crate::comparison::rows::differs;
use crate::document::Document;
use crate::export;
use crate::keymap::Keymap;
use crate::load::passim;
use crate::terminal::{self, Leave, look};
use crate::work::Work;
use reading::{Opener, Reading};
use task::Task;

/// Some source could not be read, or the program could not do what was asked.
const TROUBLE: u8 = 2;

/// Differences were found, where that was asked.
const DIFFERENT: u8 = 1;

const EXAMPLES: &str = "\
Examples:
  variorum demo                             read the bundled story side by side
  variorum statement.txt wire.md page.html  read your own sources; the first leads
  variorum story/                           all files of a folder
  variorum compare --format json story/     the whole comparison for your own scripts
  variorum compare a.txt b.txt | less       a report that reads from top to bottom
  variorum a.txt https://example.org/news   fetches the page, and keeps it
  variorum open-clusters out.json/          what passim found in an archive
  pbpaste | variorum - wire.md              standard input is a source, too";

/// Reads several accounts of one event side by side: who said exactly what, and who reports it how.
#[derive(Debug, Parser)]
#[command(name = "variorum", version, before_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Files, folders, addresses of pages, or - for standard input; the first source leads
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Reads files again whenever they change, opens those put into a folder that is named, and marks what is new; pages
    /// of the web are not fetched by themselves
    #[arg(long)]
    watch: bool,
    /// light, dark, ansi, mono, auto, or the name or path of a theme of your own
    #[arg(long, default_value = "auto", global = true)]
    theme: String,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Opens a bundled story
    Demo {
        /// The story: harnsey-bridge, geburtshilfe-tannwerd or sasane-tunnel
        story: Option<String>,
    },
    /// Prints the comparison
    Compare {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Ends with status 1 where wordings differ
        #[arg(long)]
        exit_code: bool,
        /// Which links to print as JSON
        #[arg(long, value_enum, default_value_t = Links::Groups)]
        links: Links,
        /// Says instead why two paragraphs were matched or not: each a source (its letter, its number, or its name)
        /// and the number of the paragraph, as shown behind ¶; both are counted from 1, and the first source is A
        #[arg(long, num_args = 2, value_names = ["A:12", "B:7"], conflicts_with_all = ["format", "exit_code", "links"])]
        explain: Option<Vec<String>>,
        /// Files, folders, addresses of pages, or - for standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Opens the clusters of passages that passim found in an archive
    OpenClusters {
        /// The texts that passim had read, as JSON lines with `id` and `text`; without them only the passages are shown
        #[arg(long, value_name = "FILE")]
        texts: Vec<PathBuf>,
        /// Prints the comparison instead of opening it
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// What passim wrote: its folder of parts, or JSON lines with `cluster`, `id`, `begin`, `end` and `text`
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Prints completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page
    Man,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// For scripts: one object, `variorum.comparison/1`
    Json,
    /// The groups as clusters in JSON lines, as passim writes them
    Passim,
    /// The texts in JSON lines, for passim to read
    PassimInput,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Links {
    /// Those inside the groups; of more than 30 sources, those that carry the groups
    Groups,
    /// Every link at or above its bar
    All,
}

impl From<Links> for Wanted {
    fn from(links: Links) -> Self {
        let links = match links {
            Links::Groups => align::Links::Groups,
            Links::All => align::Links::All,
        };
        Wanted { links, ..Wanted::default() }
    }
}

/// Runs the program with the arguments it was started with and returns its exit status.
pub fn run() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    if let Some(end) = child::run_as_child(&given) {
        return end;
    }
    let arguments = match Arguments::try_parse_from(given) {
        Ok(arguments) => arguments,
        Err(error) if !error.use_stderr() => return print(error.render().to_string().as_bytes()),
        Err(error) => return complain(error.render().to_string().trim_start_matches("error: ")),
    };
    let opener = || Opener::new(&arguments.reading).map(Arc::new);
    let theme = arguments.theme.as_str();
    match arguments.action {
        Some(Action::Demo { story }) => {
            let story = story.as_deref().map_or(demo::STORIES.first(), demo::story);
            match story.map(|story| Task::read(story.read(), Wanted::default())) {
                Some(task) => {
                    opener().map_or_else(|error| complain(&error), |opener| show(task, &opener, false, theme))
                }
                None => no_such_story(),
            }
        }
        Some(Action::Compare { explain: Some(asked), files, links, .. }) => {
            let answered = opener().and_then(|opener| {
                // Nobody asks for it to be given up: Ctrl-C ends the program.
                let task = Task::named(files, opener, links.into()).opened(&Work::default());
                task.map_or_else(
                    |given_up| Err(given_up.to_string()),
                    |task| explain::explain(task.documents(), &asked),
                )
            });
            answered.map_or_else(|error| complain(&error), |words| print(words.as_bytes()))
        }
        Some(Action::Compare { format, exit_code, links, files, .. }) => {
            let open = |opener| report(Task::named(files, opener, links.into()), format, exit_code);
            opener().map_or_else(|error| complain(&error), open)
        }
        Some(Action::OpenClusters { texts, format, files }) => {
            let task = Task::found(passim::open(&files, &texts));
            match format {
                Some(format) => report(task, format, false),
                None => opener().map_or_else(|error| complain(&error), |opener| show(task, &opener, false, theme)),
            }
        }
        Some(Action::Completions { shell }) => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "variorum", &mut out);
            print(&out)
        }
        Some(Action::Man) => match manual() {
            Ok(page) => print(&page),
            Err(error) => complain(&error.to_string()),
        },
        None if arguments.files.is_empty() => nothing_named(),
        None => {
            let task = |opener: &Arc<Opener>| Task::named(arguments.files, opener.clone(), Wanted::default());
            let open = |opener| show(task(&opener), &opener, arguments.watch, theme);
            opener().map_or_else(|error| complain(&error), open)
        }
    }
}

/// Returns the manual page: the arguments, then the keys from their table.
fn manual() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    writeln!(page, ".SH KEYS")?;
    for line in Keymap::default().help() {
        let keys = line.keys.join(", ").replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
        writeln!(page, ".TP\n.B \"{}\"\n{}", keys.replace('"', "\\(dq"), line.sentence)?;
    }
    Ok(page)
}

fn no_such_story() -> ExitCode {
    let names: Vec<&str> = demo::STORIES.iter().map(|story| story.name).collect();
    complain(&format!("There is no bundled story of that name. Choose one of: {}.", names.join(", ")))
}

/// Shows sources in the reader, or as a report where there is no terminal to show them in.
fn show(task: Task, opener: &Arc<Opener>, watch: bool, theme: &str) -> ExitCode {
    if !io::stdout().is_terminal() {
        return report(task, Format::Text, false);
    }
    let look = match look(&own_theme(theme).unwrap_or_else(|| theme.to_owned())) {
        Ok(look) => look,
        Err(error) => return complain(&error.to_string()),
    };
    let (work, live) = (Work::default(), task.live(opener, watch));
    let task = if task.is_typed() { task.opened(&work) } else { Ok(task) };
    let Ok(task) = task else { return ExitCode::SUCCESS };
    let what = task.words();
    let make = |work: &Work| Ok(App::new(task.run(work)?, Options::default()));
    match terminal::run(&what, work, make, live, &look) {
        Ok(Leave::Signal(signal)) => ExitCode::from(128 + signal),
        Ok(Leave::Quit | Leave::Gone) => ExitCode::SUCCESS,
        Err(error) => complain(&error.to_string()),
    }
}

/// Returns the file of a theme that the reader keeps in `themes` in the configuration folder, if there is one of the
/// name.
fn own_theme(name: &str) -> Option<String> {
    let folder = directories::ProjectDirs::from("", "", "variorum")?.config_dir().join("themes");
    let file = folder.join(name).with_extension("toml");
    (file.parent() == Some(folder.as_path()) && file.is_file()).then(|| file.to_string_lossy().into_owned())
}

fn report(task: Task, format: Format, exit_code: bool) -> ExitCode {
    let work = Work::default();
    // Nobody asks for it to be given up: Ctrl-C ends the program.
    let Ok(task) = terminal::watched(&task.words(), &work, || task.opened(&work)) else { return ExitCode::SUCCESS };
    for document in task.documents().iter().filter(|document| document.failed()) {
        for notice in document.notices.iter().filter(|notice| notice.trouble) {
            let _ =
                writeln!(io::stderr(), "variorum: {}: {}", Clean::new(&document.source.path), Clean::new(&notice.text));
        }
    }
    if format == Format::PassimInput {
        let printed = print_by(|out| export::passim::write_texts(task.documents(), out));
        let failed = task.documents().iter().any(Document::failed);
        return if failed && printed == ExitCode::SUCCESS { ExitCode::from(TROUBLE) } else { printed };
    }
    let comparison = terminal::watched(&task.words(), &work, || task.run(&work)).unwrap_or_default();
    let printed = match format {
        Format::Text => print(export::text::to_text(&comparison, 0).as_bytes()),
        Format::Json => print_by(|mut out| {
            export::json::write_json(&comparison, &mut out)?;
            out.write_all(b"\n")
        }),
        Format::Passim | Format::PassimInput => print_by(|out| export::passim::write_clusters(&comparison, out)),
    };
    if printed == ExitCode::SUCCESS { status(&comparison, exit_code) } else { printed }
}

/// Prints to standard output piece by piece.
fn print_by(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    printed(write(&mut out).and_then(|()| out.flush()))
}

fn status(comparison: &Comparison, exit_code: bool) -> ExitCode {
    match () {
        () if comparison.documents.iter().any(Document::failed) => ExitCode::from(TROUBLE),
        () if exit_code && differs(comparison) => ExitCode::from(DIFFERENT),
        () => ExitCode::SUCCESS,
    }
}

fn nothing_named() -> ExitCode {
    let begin = if io::stdin().is_terminal() { "Try: variorum demo" } else { "Name - to read standard input." };
    complain(&format!("No source is named. {begin}\n\n{EXAMPLES}"))
}

/// Prints to standard output.
fn print(bytes: &[u8]) -> ExitCode {
    let mut out = io::stdout().lock();
    printed(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Says what became of the output. A reader that closes the pipe has read enough: that is no trouble.
fn printed(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => complain(&format!("The output could not be written: {error}.")),
    }
}

/// Says what is wrong. Arguments and names come from outside, too: they pass the gate line by line.
fn complain(what: &str) -> ExitCode {
    let lines: Vec<String> = what.trim_end().lines().map(|line| Clean::new(line).to_string()).collect();
    // Where even standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "variorum: {}", lines.join("\n"));
    ExitCode::from(TROUBLE)
}
