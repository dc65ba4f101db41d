//! What comes in and what goes out.

use super::{App, Mode, Size};
use crate::command::Command;
use crate::document::Manner;
use crate::keymap::{Code, Key};

/// Something that happened.
pub enum Message {
    /// A key that means a command.
    Command(Command),
    /// A digit of a count, 0 to 9.
    Digit(usize),
    /// A character typed into the prompt.
    Type(char),
    /// The last character of the prompt is to go.
    Erase,
    /// All of the prompt is to go.
    EraseAll,
    /// The prompt is to be done.
    Accept,
    /// The prompt is to be given up.
    Cancel,
    /// Text that was pasted: typed into a prompt, ignored elsewhere; never keys.
    Paste(String),
    /// The screen has another size now.
    Resize(Size),
    /// The files of these sources are not what was read.
    Changed(Vec<usize>),
    /// Files of these names were put into a folder that is watched.
    Arrived(Vec<String>),
    /// Sources were opened or read again.
    Renewed(Renewal),
}

/// Which sources are to be read beside the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// All of them again, from where they came.
    Again,
    /// Those whose files have changed, as indices.
    Changed(Vec<usize>),
    /// Those that were put into a watched folder, by their names.
    Arrived(Vec<String>),
    /// One of them again, its bytes taken for this.
    One(usize, Manner),
    /// A further one: a file, a folder, or an address.
    Also(String),
}

/// What came of opening or reading sources again.
pub struct Renewal {
    /// The program as it would start with the sources as they are now; nothing where no source has changed.
    pub fresh: Option<Box<App>>,
    /// What the reader should be told of how it went, where that is not seen.
    pub told: Option<String>,
}

/// Something the terminal has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Go back to the shell for a while.
    Suspend,
    /// Draw everything afresh.
    Redraw,
    /// Read sources while the reader goes on, and tell what came of it.
    Read(Ask),
    /// Give up what is being read.
    GiveUp,
}

/// Says what a key means just now; nothing where it means nothing.
pub fn message(app: &App, key: Key) -> Option<Message> {
    if matches!(app.mode, Mode::Typing { .. } | Mode::Naming { .. }) {
        return typed(key);
    }
    match key {
        Key { code: Code::Char(c), ctrl: false, alt: false, .. } if is_count(app, c) => {
            c.to_digit(10).map(|digit| Message::Digit(digit as usize))
        }
        _ => app.keymap.command(key).map(Message::Command),
    }
}

/// A nought alone is a command, behind a digit it is one.
fn is_count(app: &App, c: char) -> bool {
    matches!(c, '1'..='9') || (c == '0' && app.count.is_some())
}

fn typed(key: Key) -> Option<Message> {
    match (key.code, key.ctrl || key.alt) {
        (Code::Enter, _) => Some(Message::Accept),
        (Code::Esc, _) | (Code::Char('c' | 'g'), true) => Some(Message::Cancel),
        (Code::Backspace, false) | (Code::Char('h'), true) => Some(Message::Erase),
        (Code::Char('u'), true) => Some(Message::EraseAll),
        (Code::Char(c), false) => Some(Message::Type(c)),
        _ => None,
    }
}
