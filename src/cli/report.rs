//! `neurarium report`

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    export::report::{Report, Said},
    language::Language,
    lessons::{Answered, answered, class::lesson_of},
    session::Session,
    training::Trainer,
};

use super::{Failure, Tongue, output};

/// Writes a run as one HTML page that reads offline, without scripts, and prints well on A4.
///
/// It holds the settings in words, results, losses, maps of chosen moments, the network, predictions with their scores when the
/// session was made in a lesson, and the commands that repeat the run.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The session
    file: PathBuf,
    /// The page to write
    #[arg(short, long, value_name = "OUT.html")]
    output: PathBuf,
    /// The language of the page
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    output::check_new(&options.output)?;
    let session = Session::open(&options.file)?;
    let trainer = session.trainer().map_err(|error| format!("{}: {error}", options.file.display()))?;
    let language = options.language.language();
    let html = html(&session, &trainer, language);
    output::write_new(&options.output, html.as_bytes())?;
    writeln!(out, "Wrote {}", options.output.display())?;
    Ok(())
}

/// The page of a session from which `trainer` resumes.
pub(super) fn html(session: &Session, trainer: &Trainer, language: Language) -> String {
    let hand_in = session.hand_in.as_ref();
    let said = hand_in.map(|hand_in| answered(hand_in, lesson_of(hand_in, language).as_ref(), language));
    let said: Vec<Said> = said
        .unwrap_or_default()
        .into_iter()
        .map(|Answered { question, answer, came, explanation }| Said { question, answer, came, explanation })
        .collect();
    let name = hand_in.map(|hand_in| hand_in.name.as_str()).unwrap_or_default();
    Report { title: &session.title, notes: &session.notes, name, trainer, said: &said, language }.html()
}
