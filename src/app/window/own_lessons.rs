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
    /// The hand-in of the session that is open, whose lesson has not been found.
    waiting: Option<(u64, HandIn)>,
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
        if let Some(hand_in) = self.waiting_hand_in() {
            self.resume_lesson(&hand_in, None);
        }
        if matches!(self.dialog, Some(Dialog::Lessons(_))) {
            self.dialog = Some(Dialog::Lessons(self.courses()));
        }
    }

    /// Waits for the lesson of the session that was just opened: until the folder is read, and then until its file is opened.
    pub(super) fn wait_for_lesson(&mut self, hand_in: HandIn) {
        let name = hand_in.lesson.clone();
        self.own_lessons.waiting = Some((self.document.number, hand_in));
        if !self.own_lessons.finding.busy() {
            self.notices.say(text!(
                "This session belongs to the lesson “{name}”, which is not here; open {name}.md to go on with it.",
                "此会话属于课程“{name}”，但这里没有它；打开 {name}.md 即可继续。"
            ));
        }
    }

    /// What waits for a lesson, unless another document has been opened since.
    fn waiting_hand_in(&mut self) -> Option<HandIn> {
        let (document, hand_in) = self.own_lessons.waiting.take()?;
        (document == self.document.number && self.lesson.is_none()).then_some(hand_in)
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

    /// Every translation of every own lesson, against which hand-ins are checked: those of the folder of lessons as it is now,
    /// and those that lie among the hand-ins.
    pub(super) fn own_for_class(&mut self, hand_ins: &Path) -> Vec<(String, Lesson)> {
        if let Some(folder) = &self.own_lessons.folder {
            self.own_lessons.found = own::in_folder(folder);
        }
        let among = own::in_folder(hand_ins).0;
        let all = |own: &Arc<Own>| own.lessons().iter().map(|one| (own.name.clone(), one.clone())).collect::<Vec<_>>();
        self.own_lessons.found.0.iter().chain(&among).flat_map(all).collect()
    }

    /// Starts a lesson from a file; if it is read again, at the current step. If the session that is open waits for it, that
    /// goes on.
    pub(super) fn begin_own_lesson(&mut self, own: Own) {
        let step = self.lesson.as_ref().and_then(|teaching| match &teaching.view.source {
            Known::Own(before) if before.path == own.path => Some(teaching.view.attempt.step()),
            _ => None,
        });
        own.path.file_name().into_iter().for_each(|file| self.notices.forget(&file.to_string_lossy()));
        self.own_lessons.made = None;
        let source = Known::Own(Arc::new(own));
        if let Some(hand_in) = self.waiting_hand_in().filter(|hand_in| hand_in.lesson == source.name()) {
            return self.go_on_with_lesson(source, &hand_in);
        }
        self.begin_lesson(source);
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
