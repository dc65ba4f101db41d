//! How far work is, said on a line of its own once it takes long.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::work::Work;

/// Work that is done sooner is not worth a word.
pub const PATIENCE: Duration = Duration::from_millis(250);

/// How often the figure is renewed.
pub const STEP: Duration = Duration::from_millis(150);

/// Does some work, and tells on standard error how far it is, where that is a terminal. The line is gone in the end.
pub fn watched<T>(what: &str, work: &Work, act: impl FnOnce() -> T) -> T {
    work.tell(what);
    if !io::stderr().is_terminal() || std::env::var_os("TERM").is_none_or(|term| term == "dumb") {
        return act();
    }
    let (sender, done) = channel();
    thread::scope(|scope| {
        scope.spawn(move || tell(work, &done));
        let outcome = act();
        drop(sender);
        outcome
    })
}

/// Tells how far the work is until the other end of the channel is gone.
fn tell(work: &Work, done: &Receiver<()>) {
    // What cannot be told is no reason to stop the work.
    let say = |words: &str| write!(io::stderr(), "\r{words}\x1b[K").ok();
    let mut pause = PATIENCE;
    while done.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        say(&work.line());
        pause = STEP;
    }
    if pause == STEP {
        say("");
    }
}
