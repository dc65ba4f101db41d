//! Signals of the system: they wake the loop, which does what they ask for.

use std::io;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use crate::app::message::Effect;

/// Passes every signal on, from a thread of its own, as long as somebody wants them.
pub fn listen(pass_on: impl Fn(i32) -> bool + Send + 'static) {
    // Without these the program still works; it only ends less politely.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if !pass_on(signal) {
                break;
            }
        }
    });
}

/// Says what a signal asks for; nothing where it asks the program to end.
pub fn effect(signal: i32) -> Option<Effect> {
    match signal {
        SIGTSTP => Some(Effect::Suspend),
        SIGCONT => Some(Effect::Redraw),
        _ => None,
    }
}

/// Stops the program until the shell goes on with it.
pub fn stop() -> io::Result<()> {
    low_level::raise(SIGSTOP)
}
