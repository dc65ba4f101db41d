//! The reader without and with a terminal: screens, journeys, properties, and runs in a real pseudo-terminal.

mod journeys;
mod live;
mod screens;
mod support;
#[cfg(unix)]
mod terminal;
