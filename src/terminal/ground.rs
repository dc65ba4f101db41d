//! Whether the terminal is dark or light: it is asked once (OSC 11), fenced by a question that every terminal answers
//! (DA1), and what it says late is never taken for keys.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::keymap::{Code, Key};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long a late answer may still come in pieces.
const LATE: Duration = Duration::from_secs(2);

/// What lies behind the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Light letters are read on it.
    Dark,
    /// Dark letters are read on it.
    Light,
}

/// Finds out what lies behind the letters: by asking the terminal, else by `COLORFGBG`; nothing where neither says.
pub fn ground() -> Option<Ground> {
    asked().or_else(|| by_variable(&std::env::var("COLORFGBG").ok()?))
}

/// Reads the variable some terminals set: the number of the ground's colour stands last.
fn by_variable(value: &str) -> Option<Ground> {
    let number: u8 = value.rsplit(';').next()?.parse().ok()?;
    Some(if matches!(number, 0..=6 | 8) { Ground::Dark } else { Ground::Light })
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn asked() -> Option<Ground> {
    use std::io::{IsTerminal, Read};
    use std::os::unix::fs::OpenOptionsExt;

    use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

    /// `O_NONBLOCK`, so that reading never waits; the terminal is opened anew and nobody else's reading changes.
    const NEVER_WAIT: i32 = if cfg!(target_os = "linux") { 0o4000 } else { 4 };

    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return None;
    }
    let mut terminal =
        std::fs::OpenOptions::new().read(true).write(true).custom_flags(NEVER_WAIT).open("/dev/tty").ok()?;
    enable_raw_mode().ok()?;
    let began = Instant::now();
    let mut answer = Vec::new();
    if terminal.write_all(b"\x1b]11;?\x1b\\\x1b[c").is_ok() {
        while began.elapsed() < PATIENCE && !is_fenced(&answer) {
            let mut part = [0; 256];
            match terminal.read(&mut part) {
                Ok(0) => break,
                Ok(read) => answer.extend(&part[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(_) => break,
            }
        }
    }
    disable_raw_mode().ok();
    brightness(&String::from_utf8_lossy(&answer))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn asked() -> Option<Ground> {
    None
}

/// Tells whether the answer to the last question has come, `ESC [ ? … c`.
fn is_fenced(answer: &[u8]) -> bool {
    let start = answer.windows(3).rposition(|part| part == b"\x1b[?");
    start.is_some_and(|start| answer[start..].contains(&b'c'))
}

/// Reads `rgb:rrrr/gggg/bbbb`, with one to four hexadecimal digits a part, and says how bright that is.
fn brightness(answer: &str) -> Option<Ground> {
    let digits = |c: char| c.is_ascii_hexdigit() || c == '/';
    let colour = answer.split_once("rgb:").or_else(|| answer.split_once("rgba:"))?.1;
    let colour = &colour[..colour.find(|c| !digits(c)).unwrap_or(colour.len())];
    let mut parts = colour.split('/').map(|part| {
        let most = 16_f64.powi(part.len() as i32) - 1.0;
        u32::from_str_radix(part, 16).ok().map(|value| f64::from(value) / most)
    });
    let (r, g, b) = (parts.next()??, parts.next()??, parts.next()??);
    // Rec. 709: how bright red, green and blue look.
    Some(if 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.5 { Ground::Dark } else { Ground::Light })
}

/// Takes away a late answer, which comes as if `Alt-]` and then its letters had been typed.
#[derive(Debug, Default)]
pub struct Late {
    since: Option<Instant>,
}

impl Late {
    /// Tells whether a key is part of a late answer and no key at all.
    pub fn takes(&mut self, key: Key) -> bool {
        let begins = key.alt && key.code == Code::Char(']');
        if begins {
            self.since = Some(Instant::now());
            return true;
        }
        if self.since.is_none_or(|since| since.elapsed() > LATE) {
            self.since = None;
            return false;
        }
        let ends = (key.alt && key.code == Code::Char('\\')) || (key.ctrl && key.code == Code::Char('g'));
        let inside = !key.ctrl
            && !key.alt
            && matches!(key.code, Code::Char(c) if c.is_ascii_hexdigit() || "rgba:/;?".contains(c));
        if ends || !inside {
            self.since = None;
        }
        ends || inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        assert_eq!(brightness("\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\\x1b[?62c"), Some(Ground::Dark));
        assert_eq!(brightness("\x1b]11;rgb:ff/ff/f0\x07"), Some(Ground::Light));
        assert_eq!(brightness("\x1b[?62;22c"), None);
        assert_eq!(brightness("rgb:"), None);
        assert!(is_fenced(b"\x1b]11;rgb:ff/ff/f0\x07\x1b[?62;22c"));
        assert!(!is_fenced(b"\x1b]11;rgb:cc/cc/cc\x07\x1b[?62"));
    }

    #[test]
    fn the_variable_names_the_ground_last() {
        assert_eq!(by_variable("15;0"), Some(Ground::Dark));
        assert_eq!(by_variable("0;default;15"), Some(Ground::Light));
        assert_eq!(by_variable("default"), None);
    }

    #[test]
    fn a_late_answer_is_no_key() {
        let plain = |c| Key::plain(Code::Char(c));
        let alt = |c| Key { alt: true, ..plain(c) };
        let mut late = Late::default();
        let typed = [vec![alt(']')], "11;rgb:1c1c/1c1c/1c1c".chars().map(plain).collect(), vec![alt('\\')]].concat();
        assert!(typed.into_iter().all(|key| late.takes(key)));
        assert!(!late.takes(plain('g')));
    }
}
