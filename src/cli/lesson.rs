//! `neurarium lesson`

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};

use crate::{
    language::Language,
    lessons::{
        Lesson, Played, draft, play,
        shipped::{COURSES, Shipped},
    },
    session::{Session, bounded},
    worker::fleet,
};

use super::{Failure, output, tell};

/// Lists, shows, makes and checks lessons.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Lists the lessons that are built in, course by course
    List,
    /// Prints a built-in lesson, to be changed in any text editor
    Show(Show),
    /// Makes a lesson from a session, to be filled in with any text editor
    Make(Make),
    /// Reads lessons, plays every goal over several starts and says in how many it is reached
    ///
    /// Every mistake is told by line and column. Where a translation stands beside a lesson (name.zh.md beside name.md), both
    /// must have the same steps, questions and goals. The exit code is 0 when all is well and every goal is reached in as large
    /// a share of the starts as it says, else 1.
    Check(Check),
}

#[derive(Debug, Args)]
struct Show {
    /// Its name, as “neurarium lesson list” says it
    name: String,
    /// The language
    #[arg(long, value_enum, default_value = "en")]
    language: super::Tongue,
}

#[derive(Debug, Args)]
struct Make {
    /// The session that it begins with
    file: PathBuf,
    /// The lesson to write
    #[arg(short, long, value_name = "NAME.md")]
    output: PathBuf,
    /// The language of its first words
    #[arg(long, value_enum, default_value = "en")]
    language: super::Tongue,
}

#[derive(Debug, Args)]
struct Check {
    /// Lessons: files, or names of built-in ones
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// So many starts, whatever the goals say
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    starts: Option<u32>,
}

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    match &options.what {
        What::List => list(out),
        What::Show(show) => {
            let shipped = Shipped::named(&show.name)?;
            Ok(write!(out, "{}", shipped.text(show.language.language()))?)
        }
        What::Make(make) => {
            output::check_new(&make.output)?;
            let session = Session::open(&make.file)?;
            let lesson = draft(&session.experiment, &session.title, make.language.language())
                .map_err(|why| format!("{}: {why}", make.file.display()))?;
            output::write_new(&make.output, lesson.as_bytes())?;
            Ok(writeln!(out, "Wrote {}", make.output.display())?)
        }
        What::Check(check) => {
            let mut well = true;
            for file in &check.files {
                well &= check_one(file, check.starts, out)?;
            }
            if well { Ok(()) } else { Err(Failure::No) }
        }
    }
}

fn list(out: &mut impl Write) -> Result<(), Failure> {
    for course in COURSES {
        writeln!(out, "{}", course.title)?;
        for shipped in course.lessons {
            let title = shipped.lesson(Language::English).title;
            writeln!(out, "    {:<22} {title}", shipped.name)?;
        }
    }
    Ok(())
}

/// Checks one lesson and its translation; returns whether all is well.
fn check_one(file: &Path, starts: Option<u32>, out: &mut impl Write) -> Result<bool, Failure> {
    let name = file.display();
    let Some(lesson) = read(file, out)? else { return Ok(false) };
    let mut well = true;
    if let Some(beside) = translation(file) {
        match read(&beside, out)? {
            None => well = false,
            Some(other) => {
                if let Some(difference) = lesson.difference(&other) {
                    writeln!(out, "{}: not the same lesson as {name}: {difference}", beside.display())?;
                    well = false;
                }
            }
        }
    }
    let (steps, items) = (lesson.steps.len(), lesson.items().count());
    say!(out, "{name}: “{}”, {steps} steps, {items} items (questions, predictions and goals)", lesson.title)?;
    let tasks = match play::tasks(&lesson, starts) {
        Ok(tasks) => tasks,
        Err(why) => {
            writeln!(out, "{name}: {why}")?;
            return Ok(false);
        }
    };
    let results = fleet::each(tasks.len() as u64, |_| {}, |number| tasks[number as usize].run());
    for played in play::played(&tasks, &results) {
        say!(out, "{name}: {}", line(&played))?;
        well &= played.is_enough();
    }
    Ok(well)
}

fn line(played: &Played) -> String {
    let ((step, item), goal, (reached, of)) = (played.place, played.goal.text(), played.goal.starts);
    let after = played.epochs.map(|epochs| format!(", typically after {epochs} epochs")).unwrap_or_default();
    let verdict = match (played.is_enough(), played.is_beyond_pupils) {
        (true, _) => "",
        (false, false) => "; NOT ENOUGH",
        (false, true) => {
            "; NOT from the lesson's own start, and the pupils have no other: change seeds.weights in “start:”, or add it to “show:”"
        }
    };
    let given_up = if played.given_up == 0 {
        String::new()
    } else {
        let (count, billions) = (played.given_up, play::MOST_WORK / 1_000_000_000);
        format!(
            "; {count} of the runs were given up: a goal may take {billions} billion multiplications (rows times weights, over \
             all its starts), so give it fewer rows, units, epochs or starts"
        )
    };
    format!(
        "step {step}, item {item}, line {}: {goal}: reached in {} of {} starts{after} (asked for: {reached} of {of}){verdict}{given_up}",
        played.goal.line, played.reached, played.starts
    )
}

/// The lesson of a file, or the built-in one of this name; `None` when there are mistakes, which are then printed.
fn read(file: &Path, out: &mut impl Write) -> Result<Option<Lesson>, Failure> {
    let text = if let Some(shipped) = built_in(file) {
        shipped.text(Language::English).to_owned()
    } else {
        let most = crate::lessons::MOST_BYTES as u64;
        let bytes = match bounded::read(file, most) {
            Ok(bytes) => bytes,
            Err(why) => {
                tell(&format!("{}: {}.", file.display(), bounded::why(&why)));
                return Ok(None);
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => {
                tell(&format!("{}: this is not text (UTF-8).", file.display()));
                return Ok(None);
            }
        }
    };
    match Lesson::read(&text) {
        Ok(lesson) => Ok(Some(lesson)),
        Err(faults) => {
            for fault in faults {
                writeln!(out, "{}:{}:{}: {}", file.display(), fault.line, fault.column, fault.what)?;
            }
            Ok(None)
        }
    }
}

/// A built-in lesson, unless a file has its name.
fn built_in(file: &Path) -> Option<&'static Shipped> {
    if file.exists() {
        return None;
    }
    Shipped::named(file.to_str()?).ok()
}

/// `name.zh.md` beside `name.md`, if it exists.
fn translation(file: &Path) -> Option<PathBuf> {
    let stem = file.file_stem()?.to_str()?.to_owned();
    let beside = file.with_file_name(format!("{stem}.zh.md"));
    (!stem.ends_with(".zh") && beside.exists()).then_some(beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two goals that are never reached: one within what may be spent, one beyond it.
    #[test]
    fn a_goal_that_takes_too_much_work_is_given_up_and_told() {
        let text = "title: Endless\nlanguage: en\nstart: network.hidden = 2\n---\n# Do\n\
                    {goal: train_loss <= -5 within 4 epochs in 2 of 2 starts}\n";
        let lesson = Lesson::read(text).expect("it is one");
        let tasks = play::tasks(&lesson, None).expect("it can be played");
        let told = |most: u64| {
            let results: Vec<_> = tasks.iter().map(|task| play::Task { most, ..task.clone() }.run()).collect();
            line(&play::played(&tasks, &results)[0])
        };
        // 250 rows and 9 weights, four epochs.
        let (enough, little) = (told(4 * 250 * 9), told(4 * 250 * 9 - 1));
        assert!(enough.contains("reached in 0 of 2 starts") && !enough.contains("given up"), "{enough}");
        assert!(
            little.contains("2 of the runs were given up: a goal may take 200 billion multiplications"),
            "{little}"
        );
        assert!(tasks.iter().all(|task| task.most == play::MOST_WORK / 2), "all starts share it");
    }
}
