//! A person's own lessons: their folder, creating one from the current session, and previewing it as a pupil.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Window, paths::named};
use crate::{
    app::errand::Errand,
    language::Text,
    lessons::{
        Lesson, draft,
        own::{self, Known, Own},
        shipped::{COURSES, Shipped},
    },
    session::{self, HandIn},
    text,
    ui::{
        Action,
        shell::{dialog::Dialog, lessons::Course, path::Purpose},
    },
};

/// The lessons in the folder, and the mistakes of the others.
type Folder = (Vec<Arc<Own>>, Vec<Text>);

/// A person's own lessons.
#[derive(Debug, Default)]
pub(super) struct OwnLessons {
    /// Their folder; `None` when the system has no folder for it.
    folder: Option<PathBuf>,
    found: Folder,
    finding: Errand<Folder>,
    /// The title of the one that is being made.
    title: String,
    /// The one that was made last, until it has been previewed.
    made: Option<PathBuf>,
}

impl OwnLessons {
    /// The lessons in `folder`, which is read in the background.
    pub(super) fn kept_in(folder: PathBuf, context: &egui::Context) -> Self {
        let mut lessons = Self { folder: Some(folder), ..Self::default() };
        lessons.look(context);
        lessons
    }

    fn look(&mut self, context: &egui::Context) {
        if let Some(folder) = self.folder.clone() {
            self.finding.start(context, "find lessons", move || own::in_folder(&folder));
        }
    }
}

impl Window {
    /// The proposed folder for writing a lesson.
    pub(super) fn lessons_folder(&self) -> Option<&Path> {
        self.own_lessons.folder.as_deref()
    }

    /// Shows all lessons to choose from.
    pub(super) fn show_lessons(&mut self) {
        self.own_lessons.look(&self.context);
        self.dialog = Some(Dialog::Lessons(self.courses()));
    }

    /// Handles the contents of the folder.
    pub(super) fn find_lessons(&mut self) {
        let Some(found) = self.own_lessons.finding.result() else { return };
        self.own_lessons.found = found;
        if matches!(self.dialog, Some(Dialog::Lessons(_))) {
            self.dialog = Some(Dialog::Lessons(self.courses()));
        }
    }

    fn courses(&self) -> Vec<Course> {
        let language = self.preferences.language;
        let course = |course: &crate::lessons::shipped::Course| {
            let entry = |shipped: &Shipped| {
                let lesson = shipped.lesson(language);
                (Action::Lesson(shipped.name.to_owned()), lesson.title, lesson.minutes)
            };
            Course {
                title: course.title.clone(),
                sentence: course.sentence.clone(),
                lessons: course.lessons.iter().map(entry).collect(),
                faults: Vec::new(),
            }
        };
        let mut courses: Vec<Course> = COURSES.iter().map(course).collect();
        let Some(folder) = &self.own_lessons.folder else { return courses };
        let (lessons, faults) = &self.own_lessons.found;
        let entry = |own: &Arc<Own>| {
            let lesson = own.lesson(language);
            (Action::OpenFile(own.path.clone()), lesson.title.clone(), lesson.minutes)
        };
        let folder = folder.display();
        courses.push(Course {
            title: text!("Your own", "自己的课程"),
            sentence: text!("Markdown files in {folder}", "{folder} 中的 Markdown 文件"),
            lessons: lessons.iter().map(entry).collect(),
            faults: faults.clone(),
        });
        courses
    }

    /// The lesson of this name, one's own or a built-in one.
    pub(super) fn known_lesson(&self, name: &str) -> Option<Known> {
        let own = self.own_lessons.found.0.iter().find(|own| own.name == name).cloned();
        own.map(Known::Own).or_else(|| Shipped::named(name).ok().map(Known::Shipped))
    }

    /// Every translation of every own lesson, against which hand-ins are checked.
    pub(super) fn own_for_class(&self) -> Vec<(String, Lesson)> {
        let all = |own: &Arc<Own>| own.lessons().iter().map(|one| (own.name.clone(), one.clone())).collect::<Vec<_>>();
        self.own_lessons.found.0.iter().flat_map(all).collect()
    }

    /// Starts a lesson from a file; if it is read again, at the current step.
    pub(super) fn begin_own_lesson(&mut self, own: Own) {
        let step = self.lesson.as_ref().and_then(|teaching| match &teaching.view.source {
            Known::Own(before) if before.path == own.path => Some(teaching.view.attempt.step()),
            _ => None,
        });
        own.path.file_name().into_iter().for_each(|file| self.notices.forget(&file.to_string_lossy()));
        self.own_lessons.made = None;
        self.begin_lesson(Known::Own(Arc::new(own)));
        for _ in 1..step.unwrap_or(1) {
            self.go_to_lesson_step(1);
        }
    }

    /// Asks what a lesson is called that is made from the session, unless none can begin with it.
    pub(super) fn ask_for_title(&mut self) {
        let language = self.preferences.language;
        if let Err(why) = draft(&self.draft.experiment, "", language) {
            return self.notices.fail(no_lesson(&why));
        }
        let title = without_name(self.document.title.say(language), self.document.hand_in.as_ref());
        self.dialog = Some(Dialog::MakeLesson { title });
    }

    /// Asks where to write it.
    pub(super) fn ask_for_lesson(&mut self, frame: Option<&eframe::Frame>, title: String) {
        self.ask(frame, Purpose::Lesson, &title);
        self.own_lessons.title = title;
    }

    /// Writes a lesson that starts with the current settings.
    pub(super) fn make_lesson(&mut self, path: &Path) {
        let (path, language) = (named(path, "md"), self.preferences.language);
        let (experiment, title) = (self.draft.experiment.clone(), self.own_lessons.title.clone());
        let write = move || {
            let lesson = draft(&experiment, &title, language).map_err(|why| no_lesson(&why))?;
            if let Some(folder) = path.parent() {
                let cannot = |error: std::io::Error| Text::same(format!("{}: {error}", folder.display())).stopped();
                fs::create_dir_all(folder).map_err(cannot)?;
            }
            session::file::save(&path, lesson.as_bytes()).map_err(|error| error.text().stopped())?;
            Ok(path)
        };
        self.exporting.start(&self.context, "write a lesson", move || (Purpose::Lesson, write()));
    }

    /// A lesson was written; it can be seen as a pupil sees it.
    pub(super) fn made_lesson(&mut self, path: PathBuf) {
        self.own_lessons.look(&self.context);
        self.own_lessons.made = Some(path.clone());
        self.dialog = Some(Dialog::LessonMade { path, fault: None });
    }

    /// Says why `path` could not be opened: of a lesson that was just made, where its preview was asked for.
    pub(super) fn opening_failed(&mut self, path: Option<&Path>, why: Text) {
        match path {
            Some(path) if self.own_lessons.made.as_deref() == Some(path) => {
                self.dialog = Some(Dialog::LessonMade { path: path.to_owned(), fault: Some(why) });
            }
            _ => self.path_failed(Purpose::Open, why),
        }
    }
}

fn no_lesson(why: &Text) -> Text {
    let (english, chinese) = why.both();
    text!("No lesson was made: {english}.", "没有生成课程：{chinese}。")
}

/// The title of a session without the name of the pupil who handed it in.
fn without_name(title: &str, hand_in: Option<&HandIn>) -> String {
    let name = hand_in.map(|hand_in| hand_in.name.trim()).filter(|name| !name.is_empty());
    let Some(name) = name else { return title.to_owned() };
    title.replace(name, "").trim_matches(|c: char| c.is_whitespace() || "–-—_·".contains(c)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_not_called_after_a_pupil() {
        let ada = HandIn { name: "Ada".into(), ..HandIn::default() };
        assert_eq!(without_name("by-hand – Ada", Some(&ada)), "by-hand");
        assert_eq!(without_name("Ada", Some(&ada)), "");
        assert_eq!(without_name("Ada", None), "Ada");
        assert_eq!(without_name("Ada", Some(&HandIn::default())), "Ada");
    }
}
