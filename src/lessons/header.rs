//! The header of a lesson: `key: value` lines up to `---`.

use super::{Fault, Locks, Preset, fault::unknown, lock, piece::Piece, setting};
use crate::{
    experiment::{Experiment, Problem},
    language::Language,
    text,
};

/// The keys of a header.
const KEYS: &[&str] = &["title", "language", "minutes", "start", "seeds", "lock", "show"];

/// The contents of a header.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) minutes: Option<u16>,
    pub(super) start: Experiment,
    pub(super) seeds_from_name: bool,
    pub(super) locks: Locks,
}

/// Parses the header; returns the remaining lines, too.
pub(super) fn read<'l, 'a>(lines: &'l [Piece<'a>], faults: &mut Vec<Fault>) -> (Header, &'l [Piece<'a>]) {
    let mut header = Header {
        title: String::new(),
        language: Language::English,
        minutes: None,
        start: Experiment::default(),
        seeds_from_name: false,
        locks: Locks::default(),
    };
    // Markdown viewers that know front matter expect a line of dashes before it, too.
    let is_rule =
        |line: &Piece<'_>| line.text().trim_end().len() >= 3 && line.text().trim_end().chars().all(|c| c == '-');
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let first = first + usize::from(lines.get(first).is_some_and(is_rule));
    let end = lines[first..].iter().position(is_rule).map(|at| first + at);
    let Some(end) = end else {
        faults.push(Piece::of_line(1, "").fault(text!(
            "the head is missing: lines such as “title: …”, and then a line “---”",
            "缺少开头：先写“title: …”这样的行，再写一行“---”"
        )));
        return (header, lines);
    };
    let mut last_start = None;
    for line in lines[first..end].iter().filter(|line| !line.trim().is_empty()) {
        let Some((key, value)) = line.split_once(":") else {
            faults.push(line.trim().fault(text!("write a key, “:” and a value", "请写键、“:”和值")));
            continue;
        };
        if key.text() == "start" {
            last_start = Some(value);
        }
        if let Err(fault) = header.take(key, value) {
            faults.push(fault);
        }
    }
    if header.title.is_empty() {
        faults.push(
            lines[first].fault(text!("the lesson has no title; write “title: …”", "课程没有标题；请写“title: …”")),
        );
    }
    if let (Some(start), Err(problems)) = (last_start, header.start.clone().validate()) {
        faults.push(start.fault(Problem::all(&problems)));
    }
    (header, &lines[end + 1..])
}

impl Header {
    fn take(&mut self, key: Piece<'_>, value: Piece<'_>) -> Result<(), Fault> {
        match key.text() {
            "title" => value.text().clone_into(&mut self.title),
            "language" => {
                self.language = match value.text() {
                    "en" => Language::English,
                    "zh" => Language::Chinese,
                    other => return Err(value.fault(unknown(("language", "语言"), other, ["en", "zh"].into_iter()))),
                }
            }
            "minutes" => {
                let minutes = value.text().parse().ok().filter(|minutes| (1..=240).contains(minutes));
                self.minutes = Some(
                    minutes
                        .ok_or_else(|| value.fault(text!("write a whole number, 1 to 240", "请写整数，1 到 240")))?,
                );
            }
            "seeds" => {
                if value.text() != "name" {
                    return Err(value.fault(text!(
                        "write “name”, so that every pupil's start follows from the name",
                        "请写“name”，让每个学生的起点由姓名决定"
                    )));
                }
                self.seeds_from_name = true;
            }
            "start" => {
                for part in value.split(';') {
                    self.start_with(part)?;
                }
            }
            "lock" => self.locks.lock.extend(lock::read(value)?),
            "show" => self.locks.show.extend(lock::read(value)?),
            other => return Err(key.fault(unknown(("key", "键"), other, KEYS.iter().copied()))),
        }
        Ok(())
    }

    /// `preset NAME`, or a setting.
    fn start_with(&mut self, part: Piece<'_>) -> Result<(), Fault> {
        let words = part.words();
        if let [first, name, ..] = words.as_slice()
            && first.text() == "preset"
        {
            let known = super::preset::PRESETS.iter().map(|preset| preset.name);
            let preset =
                Preset::named(name.text()).map_err(|_| name.fault(unknown(("preset", "预设"), name.text(), known)))?;
            self.start = preset.experiment();
            return Ok(());
        }
        setting::one(part, &mut self.start).map(drop)
    }
}
