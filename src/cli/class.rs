//! `neurarium class`

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use clap::Args;

use crate::{
    export::report::{self, Printed},
    language::{Language, Text},
    lessons::{
        Lesson, MOST_BYTES,
        class::{Class, Lessons, Sheet, Submission, class, csv, due, folder, losses, sheets},
    },
    session::{Session, bounded, file},
    text,
    worker::fleet,
};

use super::{Failure, Tongue, output, tell};

/// Reads the hand-ins of a class (sessions that carry a name and answers) and prints a table of them.
///
/// A row a pupil, a column an item of the lesson: ✓ right or reached, ✗ not, with the gap of a prediction, 0 being right. Every
/// run is trained again from its recipe, which shows that nobody made the result by hand; one that takes longer than --seconds
/// is “not checked”. The same file twice is one submission and keeps the earlier time. A file that is no session, or a newer one,
/// is told, and the rest goes on.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder
    folder: PathBuf,
    /// Writes the table as CSV
    #[arg(long, value_name = "FILE.csv")]
    csv: Option<PathBuf>,
    /// Writes the table as one HTML page, and below it what the class answered, without names
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Writes a report of each run into this folder
    #[arg(long, value_name = "FOLDER")]
    reports: Option<PathBuf>,
    /// A lesson of your own that was given to the class, in any language. May be given again and again
    #[arg(long = "lesson", value_name = "FILE.md")]
    lessons: Vec<PathBuf>,
    /// What comes later is late: in UTC, or behind it the hours that the clock is ahead of that, as in “2026-11-30 12:00 +1”
    #[arg(long, value_name = "YYYY-MM-DD HH:MM +H", value_parser = |text: &str| due(text).map_err(|why| why.to_string()))]
    due: Option<u64>,
    /// Seconds for training one file again; 0 for none
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
    /// The language of the table
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    options.csv.iter().chain(&options.html).try_for_each(|path| output::check_new(path))?;
    if let Some(folder) = &options.reports {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let language = options.language.language();
    let lessons = own_lessons(&options.lessons)?;
    let files = folder::files(&options.folder)?;
    let budget = Duration::from_secs(options.seconds);
    let read = |number: u64| {
        let (path, began) = (&files[number as usize], Instant::now());
        let (handed_in, bytes) = folder::read(path, &lessons, language, || began.elapsed() < budget)?;
        let unwritten = options.reports.as_ref().and_then(|reports| {
            let (name, written) = (folder::name_of(path), write_report(reports, path, &bytes, language));
            written.err().map(|why| Text::same(format!("{name}: {why}.")))
        });
        Ok::<_, Text>((handed_in, unwritten))
    };
    let (mut submissions, mut faults, mut unwritten) = (Vec::new(), Vec::new(), 0);
    for result in fleet::each(files.len() as u64, |_| {}, read) {
        match result {
            Ok((submission, why)) => {
                submissions.push(submission);
                unwritten += why.iter().inspect(|why| tell(why.say(language))).count();
            }
            Err(why) => {
                tell(why.say(language));
                faults.push(why);
            }
        }
    }
    let table = class(&submissions, options.due, language);
    if let Some(path) = &options.csv {
        output::write_new(path, csv(&table).as_bytes())?;
    }
    if let Some(path) = &options.html {
        output::write_new(path, html(&table, &submissions, &faults, language).as_bytes())?;
    }
    print(&table, out)?;
    let (rows, files) = (table.rows.len(), files.len());
    let counted = text!("{rows} hand-ins in {files} files.", "{files} 个文件中有 {rows} 份作业。");
    writeln!(out, "{}", counted.say(language))?;
    if let Some(losses) = losses(&submissions) {
        writeln!(out, "{}", losses.text().say(language))?;
    }
    if unwritten > 0 {
        let words = if unwritten == 1 {
            text!("1 report was not written.", "有 1 份报告没有写入。")
        } else {
            text!("{unwritten} reports were not written.", "有 {unwritten} 份报告没有写入。")
        };
        return Err(Failure::Sentence(words.say(language).to_owned()));
    }
    Ok(())
}

/// Writes the report of one file; never overwrites another one.
fn write_report(folder: &Path, path: &Path, bytes: &[u8], language: Language) -> Result<(), String> {
    let session = Session::from_bytes(bytes).map_err(|error| error.to_string())?;
    let trainer = session.trainer().map_err(|error| error.to_string())?;
    let html = super::report::html(&session, &trainer, language);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let target = folder.join(format!("{stem}.html"));
    file::save_new(&target, html.as_bytes()).map_err(|error| error.to_string())
}

fn own_lessons(files: &[PathBuf]) -> Result<Lessons, Failure> {
    let mut own = Vec::new();
    for file in files {
        let cannot = |why: String| Failure::Sentence(format!("{}: {why}", file.display()));
        let bytes = bounded::read(file, MOST_BYTES as u64).map_err(|error| cannot(bounded::why(&error).to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| cannot("this is not text (UTF-8)".into()))?;
        let lesson = Lesson::read(&text)
            .map_err(|faults| cannot(faults.first().map(ToString::to_string).unwrap_or_default()))?;
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        own.push((stem.trim_end_matches(".zh").to_owned(), lesson));
    }
    Ok(Lessons { own })
}

fn print(table: &Class, out: &mut impl Write) -> Result<(), Failure> {
    for row in &table.rows {
        let said = table.head.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
        let said: Vec<String> =
            said.skip(1).map(|(head, cell)| format!("{head} {}", cell.replace('\n', " "))).collect();
        writeln!(out, "{}: {}", row.cells[0].replace('\n', " "), said.join(", "))?;
    }
    Ok(())
}

fn html(table: &Class, submissions: &[Submission], faults: &[Text], language: Language) -> String {
    let pupils = std::iter::once(Sheet::pupils(table, language)).chain(Sheet::unread(faults, language));
    let all = pupils.chain(sheets(submissions, language));
    let all: Vec<Printed> =
        all.map(|Sheet { title, head, rows }| Printed { title, head, rows, large: false }).collect();
    report::tables(text!("The class", "全班").say(language), &all, language)
}
