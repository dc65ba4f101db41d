//! The program: parses the arguments, runs, and says what went wrong.

use std::process::ExitCode;

fn main() -> ExitCode {
    variorum::cli::run()
}
