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
        class::{Class, Lessons, Losses, Submission, class, losses, spread, submission},
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
    /// What comes later is late, in UTC
    #[arg(long, value_name = "YYYY-MM-DD HH:MM", value_parser = due)]
    due: Option<u64>,
    /// Seconds for training one file again; 0 for none
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
    /// The language of the table
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

/// Largest hand-in that is read, in bytes.
const MOST: u64 = 64 << 20;
/// A loss that counts as a success where the class is taken as one sweep.
const SUCCESS: f64 = 0.05;

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    options.csv.iter().chain(&options.html).try_for_each(|path| output::check_new(path))?;
    if let Some(folder) = &options.reports {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let language = options.language.language();
    let lessons = own_lessons(&options.lessons)?;
    let files = files(&options.folder)?;
    let budget = Duration::from_secs(options.seconds);
    let read = |number: u64| {
        let path = &files[number as usize];
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let began = Instant::now();
        bounded::read_file(path, MOST)
            .map_err(|error| bounded::why(&error).to_string())
            .and_then(|bytes| {
                let handed_in = submission(&name, &bytes, &lessons, language, || began.elapsed() < budget)?;
                options.reports.as_deref().map_or(Ok(()), |folder| write_report(folder, path, &bytes, language))?;
                Ok(handed_in)
            })
            .map_err(|why| (name, why))
    };
    let mut submissions = Vec::new();
    for result in fleet::each(files.len() as u64, |_| {}, read) {
        match result {
            Ok(submission) => submissions.push(submission),
            Err((name, why)) => tell(&format!("{name}: {why}.")),
        }
    }
    let table = class(&submissions, options.due, language);
    if let Some(path) = &options.csv {
        output::write_new(path, csv(&table)?.as_bytes())?;
    }
    if let Some(path) = &options.html {
        output::write_new(path, html(&table, &submissions, language).as_bytes())?;
    }
    print(&table, out)?;
    writeln!(out, "{} hand-ins in {} files.", table.rows.len(), files.len())?;
    if let Some(Losses { runs, band: [least, middle, most], reached, share: (low, high) }) =
        losses(&submissions, SUCCESS)
    {
        let (low, high) = (100.0 * low, 100.0 * high);
        writeln!(
            out,
            "Training loss of {runs} runs: {least:.4} … {middle:.4} … {most:.4}; {reached} at {SUCCESS} or below, which speaks for \
             {low:.0} to {high:.0} % of such starts."
        )?;
    }
    Ok(())
}

/// The report of one file, which takes the place of no other.
fn write_report(folder: &Path, path: &Path, bytes: &[u8], language: Language) -> Result<(), String> {
    let session = Session::from_bytes(bytes).map_err(|error| error.to_string())?;
    let trainer = session.trainer().map_err(|error| error.to_string())?;
    let html = super::report::html(&session, &trainer, language);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let target = folder.join(format!("{stem}.html"));
    file::save_new(&target, html.as_bytes()).map_err(|error| error.to_string())
}

/// Sessions of the folder by name; other files are passed over.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let cannot = |error: std::io::Error| Failure::Sentence(format!("{}: {}", folder.display(), bounded::why(&error)));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
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

/// Comma-separated, with a byte order mark, by which spreadsheets know the letters. What a spreadsheet would calculate is
/// written after an apostrophe.
fn csv(table: &Class) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let is_formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let plain = |cell: &String| if is_formula(cell) { format!("'{cell}") } else { cell.clone() };
    for row in [&table.head].into_iter().chain(table.rows.iter().map(|row| &row.cells)) {
        writer.write_record(row.iter().map(plain)).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

fn html(table: &Class, submissions: &[Submission], language: Language) -> String {
    let say = |text: Text| text.say(language).to_owned();
    let rows = table.rows.iter().map(|row| row.cells.clone()).collect();
    let mut tables = vec![Printed { title: say(text!("Pupils", "学生")), head: table.head.clone(), rows }];
    let mut titles = std::collections::BTreeSet::new();
    for lesson in submissions.iter().filter_map(|submission| submission.lesson.as_ref()) {
        if !titles.insert(lesson.title.clone()) {
            continue;
        }
        let head = [
            text!("item", "项"),
            text!("asked", "问题"),
            text!("answered", "作答"),
            text!("answers", "回答"),
            text!("commonest wrong", "最常见的错误"),
        ];
        let line = |item: crate::lessons::class::Spread| {
            vec![format!("{}.{}", item.place.0, item.place.1), item.question, item.count, item.answers, item.wrong]
        };
        let rows = spread(lesson, submissions, language).into_iter().map(line).collect();
        tables.push(Printed { title: lesson.title.clone(), head: head.map(say).to_vec(), rows });
    }
    report::tables(&say(text!("The class", "全班")), &tables, language)
}

/// `2026-11-30 12:00` as seconds since 1970 (date to days after Hinnant, “chrono-compatible low-level date algorithms”).
fn due(text: &str) -> Result<u64, String> {
    let wrong = || "write a day and a time, such as “2026-11-30 12:00”".to_owned();
    let (day, time) = text.trim().split_once([' ', 'T']).ok_or_else(wrong)?;
    let numbers =
        |text: &str, mark: char| text.split(mark).map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<u64>>>();
    let (day, time) = (numbers(day, '-').ok_or_else(wrong)?, numbers(time, ':').ok_or_else(wrong)?);
    let (&[year @ 1970..=9999, month @ 1..=12, day @ 1..=31], &[hour @ 0..=23, minute @ 0..=59]) =
        (&day[..], &time[..])
    else {
        return Err(wrong());
    };
    let year = year - u64::from(month <= 2);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let of_era = (year % 400) * 365 + (year % 400) / 4 - (year % 400) / 100 + (153 * month + 2) / 5 + day - 1;
    Ok(((year / 400) * 146_097 + of_era - 719_468) * 86_400 + hour * 3600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_read_as_moments_are_written() {
        for (text, seconds) in
            [("1970-01-01 00:00", 0), ("2000-02-29 12:30", 951_827_400), ("2026-11-23T15:40", 1_795_448_400)]
        {
            assert_eq!(due(text), Ok(seconds));
            assert!(crate::session::moment(seconds).starts_with(&text.replace('T', " ")));
        }
        for wrong in ["", "tomorrow", "2026-13-01 00:00", "2026-01-01", "2026-01-01 24:00", "1969-12-31 00:00"] {
            assert!(due(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_spreadsheet_calculates_nothing() {
        let row = |cells: &[&str]| crate::lessons::class::Row {
            cells: cells.iter().map(ToString::to_string).collect(),
            remarks: vec![],
        };
        let table =
            Class { head: vec!["name".into(), "x".into()], rows: vec![row(&["=1+1", "-0.5"]), row(&["a,\"b", "@x"])] };
        assert_eq!(csv(&table).unwrap(), "\u{feff}name,x\n'=1+1,-0.5\n\"a,\"\"b\",'@x\n");
    }
}
