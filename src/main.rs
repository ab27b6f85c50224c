//! Chooses between the window and the command line.

use std::process::ExitCode;

use neurarium::cli::{self, Outcome, WindowOptions};

fn main() -> ExitCode {
    match cli::run() {
        Outcome::Done(code) => code,
        Outcome::Window(options) => open(options),
    }
}

#[cfg(feature = "gui")]
fn open(options: WindowOptions) -> ExitCode {
    use neurarium::app::{Look, Start, run};
    let start = options.data.or(options.file).map_or(Start::Opening, Start::File);
    match run(start, Look::default()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => cli::complain(&sentence),
    }
}

#[cfg(not(feature = "gui"))]
fn open(_options: WindowOptions) -> ExitCode {
    cli::complain("This build of Neurarium has no window; “neurarium --help” lists the commands")
}
