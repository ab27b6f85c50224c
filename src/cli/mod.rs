//! The command line: the same work without a window, one file per command.
//!
//! Results go to standard output, everything else to standard error; a wrong word or file is a sentence and exit code 2.

/// Writes a line of words in which what there is one of takes the singular.
macro_rules! say {
    ($out:expr, $($words:tt)*) => {
        writeln!($out, "{}", $crate::language::counted(&format!($($words)*)))
    };
}

mod class;
mod compare;
mod diff;
mod evaluate;
mod evaluation;
mod export;
mod import;
mod interrupt;
mod lesson;
mod metrics;
mod new;
mod output;
mod picture;
mod plain;
mod predict;
mod presets;
mod progress;
mod rate;
mod report;
mod settings;
mod source;
mod sweep;
mod train;
mod verify;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

use plain::Plain;

/// Build a small neural network, watch it learn, and understand why.
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "neurarium", version, args_conflicts_with_subcommands = true)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    window: WindowOptions,
}

/// What the window shall open with, and how it looks.
#[derive(Clone, Debug, PartialEq, Args)]
pub struct WindowOptions {
    /// A session (.ron) or a table (.csv) to open
    pub file: Option<PathBuf>,
    /// A table with headings to learn from; a session's experiment begins anew on it
    #[arg(long, value_name = "FILE.csv")]
    pub data: Option<PathBuf>,
    /// A built-in experiment to open; “neurarium presets” lists them
    #[arg(long, value_name = "NAME", conflicts_with_all = ["file", "data"])]
    pub preset: Option<String>,
    /// How the window looks, this time
    #[arg(long, value_enum)]
    pub theme: Option<Theme>,
    /// The colours of values and classes, this time
    #[arg(long, value_enum)]
    pub palette: Option<Colours>,
    /// The language of the window, this time
    #[arg(long, value_enum)]
    pub language: Option<Tongue>,
    /// Width and height of the window
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub size: Option<(u16, u16)>,
    /// Size of everything in it, 1.6 for a projector
    #[arg(long, value_name = "FACTOR", value_parser = scale)]
    pub scale: Option<f32>,
}

/// How the window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
    /// Follow the system
    System,
}

/// The colours of values and classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colours {
    /// Orange below zero, blue above
    OrangeBlue,
    /// Yellow below zero, dark blue above
    YellowBlue,
    /// Greys with hatching
    Grey,
}

/// The language of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// English
    En,
    /// Simplified Chinese
    Zh,
}

impl Tongue {
    /// The language itself.
    #[must_use]
    pub const fn language(self) -> crate::language::Language {
        match self {
            Self::En => crate::language::Language::English,
            Self::Zh => crate::language::Language::Chinese,
        }
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    match parsed {
        Some((width @ 640..=16_000, height @ 480..=16_000)) => Ok((width, height)),
        _ => Err("write width and height, from 640x480, such as 1280x800".into()),
    }
}

fn scale(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(scale) if (0.5..=4.0).contains(&scale) => Ok(scale),
        _ => Err("write a number from 0.5 to 4, such as 1.6".into()),
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists the experiments that are built in
    Presets,
    /// Writes a session that has not begun
    New(new::Options),
    /// Trains a session further and prints loss and accuracy
    Train(train::Options),
    /// Prints loss and accuracy of a session
    Evaluate(evaluate::Options),
    /// Prints a table with the network's answers as CSV
    Predict(predict::Options),
    /// Writes the network as ONNX, safetensors, Python, Rust or a page of HTML, or a card that describes it
    Export(export::Options),
    /// Makes a session from an exported network
    Import(import::Options),
    /// Compares a pipeline with the same network from scratch, over several seeds
    Compare(compare::Options),
    /// Tries learning rates from where a session stands, and suggests two
    Rate(rate::Options),
    /// Plans, runs and compares many runs that differ in a few settings
    Sweep(sweep::Options),
    /// Says what differs in two experiments and how their results compare
    Diff(diff::Options),
    /// Trains again from the recipe and says whether the result is the same bit for bit
    Verify(verify::Options),
    /// Writes a run as one HTML page
    Report(report::Options),
    /// Lists, shows, makes and checks lessons
    Lesson(lesson::Options),
    /// Reads the hand-ins of a class and prints a table of them
    Class(class::Options),
    /// Lists every key that --set takes
    Settings,
}

/// What to do once the command line is parsed.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing; the process ends with this code.
    Done(ExitCode),
    /// Open the window.
    Window(WindowOptions),
}

/// Why a command ended early.
#[derive(Debug)]
enum Failure {
    /// Bad input, in a sentence.
    Sentence(String),
    /// The command worked, and its result, already printed, is negative.
    No,
    /// A signal asked for an early end; what there was by then is saved and printed.
    Stopped(u8),
    /// Standard output is closed or full.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<crate::language::Text> for Failure {
    fn from(sentence: crate::language::Text) -> Self {
        Self::Sentence(sentence.to_string())
    }
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Self::Sentence(sentence)
    }
}

impl From<crate::session::SessionError> for Failure {
    fn from(error: crate::session::SessionError) -> Self {
        Self::Sentence(error.to_string())
    }
}

/// Parses the command line and carries it out, unless that is to open the window.
#[must_use]
pub fn run() -> Outcome {
    speak_plainly_when_it_breaks();
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(message) => {
            // Printing fails only when nobody listens.
            drop(message.print());
            return Outcome::Done(if message.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS });
        }
    };
    let Some(command) = line.command else {
        return match line.window.file.iter().chain(&line.window.data).find(|path| !path.exists()) {
            Some(missing) => Outcome::Done(complain(&format!(
                "There is no file {}. The command “neurarium --help” lists the commands",
                missing.display()
            ))),
            None => Outcome::Window(line.window),
        };
    };
    let mut out = Plain::new(io::BufWriter::new(io::stdout().lock()));
    let obeyed = obey(&command, &mut out);
    let flushed = out.flush();
    let done = match (obeyed, flushed) {
        // The earlier error is more important than a failure to print.
        (Err(Failure::Sentence(sentence)), _) => Err(Failure::Sentence(sentence)),
        (obeyed, Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => obeyed,
        (_, Err(error)) => Err(Failure::Output(error)),
        (obeyed, Ok(())) => obeyed,
    };
    Outcome::Done(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::No) => ExitCode::FAILURE,
        Err(Failure::Stopped(code)) => ExitCode::from(code),
        // A reader such as `head` that has seen enough is not an error.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => complain(&format!("The results cannot be printed on standard output: {error}")),
        Err(Failure::Sentence(sentence)) => complain(&sentence),
    })
}

fn obey(command: &Command, out: &mut impl Write) -> Result<(), Failure> {
    match command {
        Command::Presets => presets::run(out),
        Command::New(options) => new::run(options, out),
        Command::Train(options) => train::run(options, out),
        Command::Evaluate(options) => evaluate::run(options, out),
        Command::Predict(options) => predict::run(options, out),
        Command::Export(options) => export::run(options, out),
        Command::Import(options) => import::run(options, out),
        Command::Compare(options) => compare::run(options, out),
        Command::Rate(options) => rate::run(options, out),
        Command::Sweep(options) => sweep::run(options, out),
        Command::Diff(options) => diff::run(options, out),
        Command::Verify(options) => verify::run(options, out),
        Command::Report(options) => report::run(options, out),
        Command::Class(options) => class::run(options, out),
        Command::Lesson(options) => lesson::run(options, out),
        Command::Settings => settings::run(out),
    }
}

/// Prints `sentence` on standard error, with a full stop, and returns the exit code for bad input.
#[must_use]
pub fn complain(sentence: &str) -> ExitCode {
    let stop = if sentence.ends_with(['.', '?', '!']) { "" } else { "." };
    tell(&format!("{sentence}{stop}"));
    ExitCode::from(2)
}

/// Prints a remark on standard error.
fn tell(sentence: &str) {
    // When standard error is closed, nobody can be told, which does not affect the results.
    drop(say!(io::stderr(), "{}", plain::sentence(sentence)));
}

/// Makes a bug end in a plain message with what a report needs, instead of a backtrace.
fn speak_plainly_when_it_breaks() {
    std::panic::set_hook(Box::new(|panic| {
        drop(writeln!(
            io::stderr(),
            "Neurarium {} has hit a bug and must stop. Files on disk are intact. Please report this:\n{}",
            env!("CARGO_PKG_VERSION"),
            plain::sentence(&panic.to_string())
        ));
    }));
}
