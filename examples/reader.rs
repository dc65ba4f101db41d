//! Opens files side by side: for trying out the screen alone.

use std::path::PathBuf;

use variorum::app::{App, Options};
use variorum::comparison::compare;
use variorum::load;
use variorum::terminal::{Leave, look, run};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let theme = paths.iter().position(|path| path.as_os_str() == "--theme").map(|at| paths.drain(at..at + 2).nth(1));
    let theme = theme.flatten().map_or("auto".to_owned(), |name| name.display().to_string());
    let app = App::new(compare(load::open(&paths)), Options::default());
    match run(app, &look(&theme)?)? {
        Leave::Signal(signal) => std::process::exit(128 + i32::from(signal)),
        _ => Ok(()),
    }
}
