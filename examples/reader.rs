//! Opens plain texts side by side, their paragraphs parted by empty lines: for trying out the screen alone.

use variorum::app::{App, Options};
use variorum::comparison::compare;
use variorum::document::{Blocks, Document, Notice, Role, Source};
use variorum::terminal::{Leave, run};
use variorum::text::divide;
use variorum::theme::Theme;
use variorum::ui::paint::Depth;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let theme = paths.iter().position(|path| path == "--theme").map(|at| paths.drain(at..at + 2).nth(1));
    let theme = Theme::named(theme.flatten().as_deref().unwrap_or("ansi"))?;
    let app = App::new(compare(paths.iter().map(|path| read(path)).collect()), Options::default());
    match run(app, &theme, Depth::True)? {
        Leave::Signal(signal) => std::process::exit(128 + i32::from(signal)),
        _ => Ok(()),
    }
}

fn read(path: &str) -> Document {
    let label = path.rsplit('/').next().unwrap_or(path).to_owned();
    let source = Source { label, path: path.to_owned(), ..Source::default() };
    match std::fs::read(path) {
        Ok(bytes) => divide(source, blocks(&String::from_utf8_lossy(&bytes)), Vec::new()),
        Err(error) => {
            let text = format!("{path} could not be read: {error}. Check the path and try again.");
            divide(source, Blocks::default(), vec![Notice { trouble: true, text }])
        }
    }
}

fn blocks(text: &str) -> Blocks {
    let mut blocks = Blocks::default();
    let mut part = String::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            part.push_str(line.trim());
            part.push(' ');
            continue;
        }
        let role = match part.as_bytes() {
            [b'#', ..] => Role::Heading,
            [b'<', ..] => Role::Boilerplate,
            _ if blocks.blocks.is_empty() && part.len() < 100 => Role::Title,
            _ => Role::Body,
        };
        blocks.push(role, &std::mem::take(&mut part));
    }
    blocks
}
