//! A teacher's own lessons, besides the built-in ones.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Lesson, MOST_BYTES, shipped::Shipped};
use crate::{
    language::{Language, Text},
    session::bounded,
    text,
};

/// Largest number of files of a folder that are read.
const MOST: usize = 200;

/// A lesson read from a file, with its translations from the files beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Its name: that of its file, without ending and language.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// One per language; the first is that of the file.
    lessons: Vec<Lesson>,
}

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// It is built in.
    Shipped(&'static Shipped),
    /// From a file.
    Own(Arc<Own>),
}

impl Known {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Shipped(shipped) => shipped.name,
            Self::Own(own) => &own.name,
        }
    }

    /// The lesson in this language, or in another if there is none.
    #[must_use]
    pub fn lesson(&self, language: Language) -> Lesson {
        match self {
            Self::Shipped(shipped) => shipped.lesson(language),
            Self::Own(own) => own.lesson(language).clone(),
        }
    }

    /// The language in which it is shown when this one is spoken.
    #[must_use]
    pub fn language(&self, spoken: Language) -> Language {
        match self {
            Self::Shipped(_) => spoken,
            Self::Own(own) => own.lesson(spoken).language,
        }
    }
}

impl Own {
    /// Reads the lesson at `path`; `name.md` and `name.zh.md` beside each other are the same in two languages.
    ///
    /// # Errors
    /// A sentence with the file, line and column of the first mistake and the number of mistakes, or the difference
    /// between two languages.
    pub fn read(path: &Path) -> Result<Self, Text> {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = stem.strip_suffix(".zh").unwrap_or(&stem).to_owned();
        let first = read_one(path)?;
        let other = if stem == name { format!("{name}.zh.md") } else { format!("{name}.md") };
        let other = path.with_file_name(other);
        let mut lessons = vec![first];
        if other.is_file() {
            let second = read_one(&other)?;
            if let Some(difference) = lessons[0].difference(&second) {
                let (file, (english, chinese)) = (other.display(), difference.both());
                return Err(text!(
                    "{file} is not the same lesson in another language: {english}.",
                    "{file} 不是同一课程的另一种语言：{chinese}。"
                ));
            }
            lessons.push(second);
        }
        Ok(Self { name, path: path.to_owned(), lessons })
    }

    /// The lesson in this language, or else in that of its file.
    #[must_use]
    pub fn lesson(&self, language: Language) -> &Lesson {
        self.lessons.iter().find(|lesson| lesson.language == language).unwrap_or(&self.lessons[0])
    }

    /// All its translations.
    #[must_use]
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }
}

/// The lesson of this name whose file lies beside the one at `path`.
#[must_use]
pub fn beside(path: &Path, name: &str) -> Option<Known> {
    // A name that a session says can be a path to anywhere.
    let is_name = Path::new(name).file_name().is_some_and(|last| last == name);
    let found = || Own::read(&path.with_file_name(format!("{name}.md"))).ok();
    is_name.then(found)?.map(|own| Known::Own(Arc::new(own)))
}

/// The lessons of a folder by name, and the mistakes of the files that are none; a missing folder has none.
#[must_use]
pub fn in_folder(folder: &Path) -> (Vec<Arc<Own>>, Vec<Text>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_lesson = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_lesson).collect();
    // A translation is read with its lesson.
    let beside = |path: &PathBuf| {
        let stem = path.file_stem()?.to_str()?.strip_suffix(".zh")?.to_owned();
        Some(path.with_file_name(format!("{stem}.md")))
    };
    let all: std::collections::BTreeSet<PathBuf> = paths.iter().cloned().collect();
    paths.retain(|path| !beside(path).is_some_and(|first| all.contains(&first)));
    paths.sort();
    let (mut lessons, mut faults) = (Vec::new(), Vec::new());
    for path in paths.iter().take(MOST) {
        match Own::read(path) {
            Ok(own) => lessons.push(Arc::new(own)),
            Err(fault) => faults.push(fault),
        }
    }
    (lessons, faults)
}

fn read_one(path: &Path) -> Result<Lesson, Text> {
    let file = path.display();
    let bytes = bounded::read_file(path, MOST_BYTES as u64).map_err(|error| {
        let why = bounded::why(&error);
        let (english, chinese) = why.both();
        text!("{file} cannot be opened: {english}.", "无法打开 {file}：{chinese}。")
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        text!("{file} is not text (UTF-8), as a lesson is.", "{file} 不是文本（UTF-8），而课程应是文本。")
    })?;
    Lesson::read(&text).map_err(|faults| {
        let more = faults.len().saturating_sub(1);
        let first = faults.first().map_or_else(|| Text::same(""), super::Fault::text);
        let (english, chinese) = first.both();
        if more == 0 {
            text!("{file}, {english}", "{file}，{chinese}").stopped()
        } else {
            text!("{file}, {english}; and {more} more.", "{file}，{chinese}；另有 {more} 处。")
        }
    })
}
