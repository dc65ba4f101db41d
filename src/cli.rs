//! The arguments, and what runs without a screen.

pub mod demo;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::align::{self, Wanted};
use crate::app::{App, Options};
use crate::clean::Clean;
use crate::comparison::clusters::compare_clusters;
use crate::comparison::rows::differs;
use crate::comparison::{Comparison, compare_with};
use crate::document::Document;
use crate::keymap::Keymap;
use crate::load::passim::{self, Cluster};
use crate::terminal::{self, Leave, look};
use crate::work::{GivenUp, Work};
use crate::{export, load};

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
  variorum open-clusters out.json/          what passim found in an archive
  pbpaste | variorum - wire.md              standard input is a source, too";

/// Reads several accounts of one event side by side: who said exactly what, and who reports it how.
#[derive(Debug, Parser)]
#[command(name = "variorum", version, before_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Files, folders, or - for standard input; the first source leads
    files: Vec<PathBuf>,
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
        /// Files, folders, or - for standard input
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

/// What is to be compared.
struct Task {
    documents: Vec<Document>,
    by: By,
}

/// How groups are found.
enum By {
    Search(Wanted),
    Clusters(Vec<Cluster>),
}

impl Task {
    fn search(documents: Vec<Document>, wanted: Wanted) -> Task {
        Task { documents, by: By::Search(wanted) }
    }

    /// Says what is done, for those who wait.
    fn words(&self) -> String {
        match self.documents.len() {
            1 => "Reading 1 source".to_owned(),
            sources => format!("Comparing {sources} sources"),
        }
    }

    fn run(self, work: &Work) -> Result<Comparison, GivenUp> {
        match self.by {
            By::Search(wanted) => compare_with(self.documents, &wanted, work),
            By::Clusters(clusters) => compare_clusters(self.documents, &clusters, work),
        }
    }
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
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if !error.use_stderr() => return print(error.render().to_string().as_bytes()),
        Err(error) => return complain(error.render().to_string().trim_start_matches("error: ")),
    };
    match arguments.action {
        Some(Action::Demo { story }) => open_demo(story.as_deref(), &arguments.theme),
        Some(Action::Compare { format, exit_code, links, files }) => {
            report(Task::search(load::open(&files), links.into()), format, exit_code)
        }
        Some(Action::OpenClusters { texts, format, files }) => {
            open_clusters(passim::open(&files, &texts), format, &arguments.theme)
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
        None => show(Task::search(load::open(&arguments.files), Wanted::default()), &arguments.theme),
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

fn open_demo(name: Option<&str>, theme: &str) -> ExitCode {
    let story = name.map_or(demo::STORIES.first(), demo::story);
    match story {
        Some(story) => show(Task::search(story.read(), Wanted::default()), theme),
        None => {
            let names: Vec<&str> = demo::STORIES.iter().map(|story| story.name).collect();
            complain(&format!("There is no bundled story of that name. Choose one of: {}.", names.join(", ")))
        }
    }
}

fn open_clusters(archive: passim::Archive, format: Option<Format>, theme: &str) -> ExitCode {
    let task = Task { documents: archive.documents, by: By::Clusters(archive.clusters) };
    match format {
        Some(format) => report(task, format, false),
        None => show(task, theme),
    }
}

/// Shows sources in the reader, or as a report where there is no terminal to show them in.
fn show(task: Task, theme: &str) -> ExitCode {
    if !io::stdout().is_terminal() {
        return report(task, Format::Text, false);
    }
    let look = match look(&own_theme(theme).unwrap_or_else(|| theme.to_owned())) {
        Ok(look) => look,
        Err(error) => return complain(&error.to_string()),
    };
    let what = task.words();
    let make = |work: &Work| Ok(App::new(task.run(work)?, Options::default()));
    match terminal::run(&what, Work::default(), make, &look) {
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
    for document in task.documents.iter().filter(|document| document.failed()) {
        for notice in document.notices.iter().filter(|notice| notice.trouble) {
            let _ =
                writeln!(io::stderr(), "variorum: {}: {}", Clean::new(&document.source.path), Clean::new(&notice.text));
        }
    }
    if format == Format::PassimInput {
        let printed = print_by(|out| export::passim::write_texts(&task.documents, out));
        let failed = task.documents.iter().any(Document::failed);
        return if failed && printed == ExitCode::SUCCESS { ExitCode::from(TROUBLE) } else { printed };
    }
    let (what, work) = (task.words(), Work::default());
    // Nobody asks for it to be given up: Ctrl-C ends the program.
    let comparison = terminal::watched(&what, &work, || task.run(&work)).unwrap_or_default();
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
