//! The terminal: takes it over, turns what comes from it into messages, draws, and always gives it back clean.

mod ground;
mod keys;
mod look;
mod screen;
#[cfg(unix)]
mod signals;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};

use crate::app::message::{Effect, Message, message};
use crate::app::update::update;
use crate::app::{App, Size};
use crate::ui;
pub use look::{Look, columns, look};
use screen::Screen;

/// How often it is looked whether the terminal is still there. Nothing else wakes the program without need.
const ALIVE: Duration = Duration::from_millis(500);

/// Why the screen could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no terminal, or one that can place nothing.
    #[error("this terminal cannot place text on the screen ({0}). Use the plain output instead, or set TERM")]
    Unfit(String),
    /// The terminal refused or went away.
    #[error("the terminal cannot be used: {0}. Try again in another terminal")]
    Broken(#[from] io::Error),
}

/// How the reader left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// By a key.
    Quit,
    /// By a signal, of this number; the program ends with 128 more.
    Signal(u8),
    /// The terminal went away.
    Gone,
}

/// Something that wakes the loop.
enum Wake {
    Event(Event),
    Signal(i32),
    Gone,
}

/// Reads and draws until the reader leaves. The terminal is given back on every way out, also on a panic.
pub fn run(mut app: App, look: &Look) -> Result<Leave, Error> {
    fit()?;
    screen::restore_on_panic();
    let mut screen = Screen::enter()?;
    let size = screen.size()?;
    update(&mut app, Message::Resize(size));
    let wakes = listen();
    screen.draw(&ui::sheet(&app), look)?;
    let left = turn(&mut app, &mut screen, &wakes, look);
    screen.leave();
    match left {
        Err(_) if !screen::is_there() => Ok(Leave::Gone),
        left => Ok(left?),
    }
}

/// Tells whether the terminal can be drawn on at all.
fn fit() -> Result<(), Error> {
    if !screen::is_there() {
        return Err(Error::Unfit("the output is not a terminal".to_owned()));
    }
    match std::env::var("TERM").as_deref() {
        Ok("dumb") => Err(Error::Unfit("TERM=dumb".to_owned())),
        Ok("") | Err(_) if cfg!(unix) => Err(Error::Unfit("TERM is not set".to_owned())),
        _ => Ok(()),
    }
}

/// The loop: waits, takes in everything that has come, draws once.
fn turn(app: &mut App, screen: &mut Screen, wakes: &Receiver<Wake>, look: &Look) -> Result<Leave, io::Error> {
    let mut late = ground::Late::default();
    loop {
        let mut next = match wakes.recv_timeout(ALIVE) {
            Ok(wake) => Some(wake),
            Err(RecvTimeoutError::Timeout) if screen::is_there() => continue,
            Err(_) => return Ok(Leave::Gone),
        };
        while let Some(wake) = next {
            let effects = match wake {
                Wake::Gone => return Ok(Leave::Gone),
                Wake::Event(event) => take_in(app, &mut late, event),
                Wake::Signal(signal) => match signalled(signal) {
                    Ok(effect) => vec![effect],
                    Err(leave) => return Ok(leave),
                },
            };
            for effect in effects {
                match effect {
                    Effect::Quit => return Ok(Leave::Quit),
                    Effect::Suspend => suspend(app, screen)?,
                    Effect::Redraw => redraw(app, screen)?,
                }
            }
            next = wakes.try_recv().ok();
        }
        trouble_on_purpose(app);
        screen.draw(&ui::sheet(app), look)?;
    }
}

/// Turns an event into what it means, and takes it in.
fn take_in(app: &mut App, late: &mut ground::Late, event: Event) -> Vec<Effect> {
    let message = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            keys::key(key).filter(|key| !late.takes(*key)).and_then(|key| message(app, key))
        }
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => Some(Message::Resize(Size { width: width.into(), height: height.into() })),
        _ => None,
    };
    message.map(|message| update(app, message)).unwrap_or_default()
}

#[cfg(unix)]
fn signalled(signal: i32) -> Result<Effect, Leave> {
    signals::effect(signal).ok_or(Leave::Signal(u8::try_from(signal).unwrap_or(0)))
}

#[cfg(not(unix))]
fn signalled(_signal: i32) -> Result<Effect, Leave> {
    Ok(Effect::Redraw)
}

/// Gives the terminal back, stops until the shell goes on with the program, and takes it again.
fn suspend(app: &mut App, screen: &mut Screen) -> Result<(), io::Error> {
    #[cfg(unix)]
    {
        screen.leave();
        signals::stop()?;
        *screen = Screen::enter()?;
        redraw(app, screen)
    }
    #[cfg(not(unix))]
    {
        app.notice = Some("There is no shell to go back to on this system.".to_owned());
        redraw(app, screen)
    }
}

/// Asks for the size again and draws everything afresh.
fn redraw(app: &mut App, screen: &mut Screen) -> Result<(), io::Error> {
    screen.retake()?;
    let size = screen.size()?;
    update(app, Message::Resize(size));
    Ok(())
}

/// Starts to wait for events and signals, each on a thread of its own.
fn listen() -> Receiver<Wake> {
    let (sender, wakes) = channel();
    #[cfg(unix)]
    {
        let sender = sender.clone();
        signals::listen(move |signal| sender.send(Wake::Signal(signal)).is_ok());
    }
    std::thread::spawn(move || {
        let gone = Gone(sender);
        while let Ok(event) = event::read() {
            if gone.0.send(Wake::Event(event)).is_err() {
                break;
            }
        }
    });
    wakes
}

/// Says that nothing more will come, also when its thread ends by a panic.
struct Gone(Sender<Wake>);

impl Drop for Gone {
    fn drop(&mut self) {
        // Nobody listens any more when the program is about to end.
        self.0.send(Wake::Gone).ok();
    }
}

/// Panics where a test asks for it; not in what is released.
fn trouble_on_purpose(app: &App) {
    if cfg!(debug_assertions) && std::env::var_os("VARIORUM_TEST_PANIC").is_some() && app.notice.is_none() {
        panic!("a panic on purpose");
    }
}
