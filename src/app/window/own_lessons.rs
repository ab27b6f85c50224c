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
    session, text,
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
        self.begin_lesson(Known::Own(Arc::new(own)));
        for _ in 1..step.unwrap_or(1) {
            self.go_to_lesson_step(1);
        }
    }

    /// Asks where to write a lesson made from the session.
    pub(super) fn ask_for_lesson(&mut self, frame: Option<&eframe::Frame>) {
        let title = self.document.title.say(self.preferences.language).to_owned();
        self.ask(frame, Purpose::Lesson, &title);
    }

    /// Writes a lesson that starts with the current settings.
    pub(super) fn make_lesson(&mut self, path: &Path) {
        let (path, language) = (named(path, "md"), self.preferences.language);
        let (experiment, title) = (self.draft.experiment.clone(), self.document.title.say(language).to_owned());
        let write = move || {
            let lesson = draft(&experiment, &title, language).map_err(|why| {
                let (english, chinese) = why.both();
                text!("No lesson was made: {english}.", "没有生成课程：{chinese}。")
            })?;
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
        self.dialog = Some(Dialog::LessonMade { path });
    }
}
