//! The terminal: takes it over, turns what comes from it into messages, draws, and always gives it back clean.

mod ground;
mod keys;
mod live;
mod look;
mod progress;
mod screen;
#[cfg(unix)]
mod signals;

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};

use crate::app::message::{Effect, Message, Renewal, message};
use crate::app::update::update;
use crate::app::{App, Size};
use crate::command::Command;
use crate::keymap::Keymap;
use crate::ui;
use crate::work::{GivenUp, Work};
use live::{Beside, Heard};
pub use live::{Live, Watch};
pub use look::{Look, columns, look};
pub use progress::watched;
use progress::{PATIENCE, STEP};
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
    Made(Box<Made>),
    Heard(Heard),
}

/// What came of making the reader's state: it, or that it was given up, or a panic.
type Made = Result<Result<App, GivenUp>, Box<dyn Any + Send>>;

/// Makes the state of the reader on a thread of its own, then reads and draws until the reader leaves. The terminal is
/// given back on every way out, also on a panic.
///
/// What takes longer than a moment is told on a calm screen (`what`, and how much of the work is done), which can be
/// left at once; before that moment is over nothing is drawn.
pub fn run(
    what: &str,
    work: Work,
    make: impl FnOnce(&Work) -> Result<App, GivenUp> + Send + 'static,
    live: Option<Live>,
    look: &Look,
) -> Result<Leave, Error> {
    fit()?;
    screen::restore_on_panic();
    let (sender, wakes) = channel();
    work.tell(what);
    let work = Arc::new(work);
    let (theirs, made) = (work.clone(), sender.clone());
    std::thread::spawn(move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| make(&theirs)));
        // Nobody waits for it any more when the reader has left.
        made.send(Wake::Made(Box::new(outcome))).ok();
    });
    let soon = wakes.recv_timeout(PATIENCE);
    let mut screen = Screen::enter()?;
    let heard = sender.clone();
    let mut beside = Beside::new(live, Arc::new(move |what| heard.send(Wake::Heard(what)).is_ok()));
    listen(sender);
    let left = match soon {
        Ok(Wake::Made(made)) => read(*made, &mut beside, &mut screen, &wakes, look),
        _ => wait(&work, &mut beside, &mut screen, &wakes, look),
    };
    work.give_up();
    screen.leave();
    match left {
        Err(_) if !screen::is_there() => Ok(Leave::Gone),
        left => Ok(left?),
    }
}

/// Shows the state of the reader once it is made.
fn read(
    made: Made,
    beside: &mut Beside,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
    look: &Look,
) -> Result<Leave, io::Error> {
    let mut app = match made {
        Ok(Ok(app)) => app,
        Ok(Err(GivenUp)) => return Ok(Leave::Quit),
        Err(panic) => resume_unwind(panic),
    };
    let size = screen.size()?;
    update(&mut app, Message::Resize(size));
    screen.draw(&ui::sheet(&app), look)?;
    beside.watch(&app);
    turn(&mut app, beside, screen, wakes, look)
}

/// Tells how far the work is until it is done or the reader leaves.
fn wait(
    work: &Work,
    beside: &mut Beside,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
    look: &Look,
) -> Result<Leave, io::Error> {
    let (keymap, mut late) = (Keymap::default(), ground::Late::default());
    let hint = format!("{} leaves", keymap.key(Command::Quit));
    loop {
        screen.draw(&ui::waiting(screen.size()?, &work.line(), &hint), look)?;
        let effect = match wakes.recv_timeout(STEP) {
            Ok(Wake::Made(made)) => return read(*made, beside, screen, wakes, look),
            Ok(Wake::Gone) | Err(RecvTimeoutError::Disconnected) => return Ok(Leave::Gone),
            Err(RecvTimeoutError::Timeout) if !screen::is_there() => return Ok(Leave::Gone),
            Ok(Wake::Signal(signal)) => match signalled(signal) {
                Ok(effect) => Some(effect),
                Err(leave) => return Ok(leave),
            },
            Ok(Wake::Event(Event::Key(key))) if key.kind != KeyEventKind::Release => {
                let key = keys::key(key).filter(|key| !late.takes(*key));
                match key.and_then(|key| keymap.command(key)) {
                    Some(Command::Quit | Command::Close | Command::Interrupt) => Some(Effect::Quit),
                    Some(Command::Suspend) => Some(Effect::Suspend),
                    _ => None,
                }
            }
            Ok(Wake::Event(_) | Wake::Heard(_)) | Err(RecvTimeoutError::Timeout) => None,
        };
        match effect {
            Some(Effect::Quit) => return Ok(Leave::Quit),
            Some(Effect::Suspend) if cfg!(unix) => stop(screen)?,
            Some(Effect::Redraw) => screen.retake()?,
            _ => {}
        }
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
fn turn(
    app: &mut App,
    beside: &mut Beside,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
    look: &Look,
) -> Result<Leave, io::Error> {
    let mut late = ground::Late::default();
    loop {
        let mut next = match wakes.recv_timeout(ALIVE) {
            Ok(wake) => Some(wake),
            Err(RecvTimeoutError::Timeout) if screen::is_there() => match screen.size()? {
                size if size == app.size => continue,
                // A new size can be missed while the thread that reads events begins.
                size => Some(Wake::Event(Event::Resize(size.width as u16, size.height as u16))),
            },
            Err(_) => return Ok(Leave::Gone),
        };
        while let Some(wake) = next {
            let effects = match wake {
                Wake::Gone => return Ok(Leave::Gone),
                // It is made once, and was awaited.
                Wake::Made(_) => Vec::new(),
                Wake::Heard(heard) => hear(app, beside, heard),
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
                    Effect::GiveUp => beside.give_up(),
                    Effect::Read(ask) if beside.read(app, ask.clone()) => {}
                    Effect::Read(_) => {
                        let told = Some("What passim found is not searched again here.".to_owned());
                        update(app, Message::Renewed(Renewal { fresh: None, told }));
                    }
                }
            }
            next = wakes.try_recv().ok();
        }
        trouble_on_purpose(app);
        screen.draw(&ui::sheet(app), look)?;
    }
}

/// Takes in what is heard from beside the reader.
fn hear(app: &mut App, beside: &mut Beside, heard: Heard) -> Vec<Effect> {
    match heard {
        Heard::Changed(sources) => update(app, Message::Changed(sources)),
        Heard::Arrived(names) => update(app, Message::Arrived(names)),
        Heard::Read(number, outcome) => {
            let Some(renewal) = beside.outcome(number, *outcome) else { return Vec::new() };
            let effects = update(app, Message::Renewed(renewal));
            beside.watch(app);
            effects
        }
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

/// Goes back to the shell, where there is one.
fn suspend(app: &mut App, screen: &mut Screen) -> Result<(), io::Error> {
    if cfg!(unix) {
        stop(screen)?;
    } else {
        app.notice = Some("There is no shell to go back to on this system.".to_owned());
    }
    redraw(app, screen)
}

/// Gives the terminal back, stops until the shell goes on with the program, and takes it again.
fn stop(screen: &mut Screen) -> Result<(), io::Error> {
    screen.leave();
    #[cfg(unix)]
    signals::stop()?;
    *screen = Screen::enter()?;
    screen.retake()
}

/// Asks for the size again and draws everything afresh.
fn redraw(app: &mut App, screen: &mut Screen) -> Result<(), io::Error> {
    screen.retake()?;
    let size = screen.size()?;
    update(app, Message::Resize(size));
    Ok(())
}

/// Starts to wait for events and signals, each on a thread of its own.
fn listen(sender: Sender<Wake>) {
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
