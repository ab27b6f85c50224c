//! Taking a lesson: its steps, its locks, the hand-in, and the report of a run.

use std::{
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use egui::Ui;

use super::{Window, paths::named};
use crate::{
    app::document,
    experiment::fields,
    export::report::{Report, Said},
    language::{Language, Text},
    lessons::{
        Answered, Attempt, answered,
        attempt::Place,
        class::lesson_of,
        own::{self, Known},
        shipped::{COURSES, Shipped},
    },
    session::{self, HandIn, Session},
    text,
    training::{Status, Trainer},
    ui::{
        Action,
        kit::{Theme, theme::space},
        panels::{self, fields::Fields},
        shell::{
            layout::{self, Layout},
            path::Purpose,
            top_bar::USUAL_SPEED,
        },
        views::lesson::{self, LessonViewState},
    },
    worker::Snapshot,
};

/// Interval at which a running run is checked against the goals.
const PACE: Duration = Duration::from_millis(120);

/// A lesson, and how far the run of its step has been evaluated.
#[derive(Debug)]
pub(super) struct Teaching {
    pub(super) view: LessonViewState,
    /// The latest training step that was evaluated.
    step: u64,
    /// Whether the run of the lesson's step has started.
    has_begun: bool,
    /// When it was last checked against the goals.
    seen: Instant,
    /// The epoch at which the run pauses by itself.
    pub(super) end: Option<u64>,
    /// Whether what is saved next is handed in.
    pub(super) hands_in: bool,
    /// Whether the pupil was asked for the name that the start follows from, and gave none.
    pub(super) is_unnamed: bool,
}

impl Teaching {
    fn new(view: LessonViewState, step: u64) -> Self {
        Self { view, step, has_begun: false, seen: Instant::now(), end: None, hands_in: false, is_unnamed: false }
    }

    /// Handles the latest moment: a run that starts fixes the predictions, and goals are ticked automatically.
    fn see(&mut self, newest: &Snapshot) -> Vec<Place> {
        let step = newest.newest.step;
        if step < self.step {
            self.has_begun = false;
        }
        if step > self.step && !self.has_begun {
            self.has_begun = true;
            self.view.attempt.begin_run();
        }
        self.step = step;
        self.view.ended = self.end.filter(|end| !newest.running && !newest.past && newest.newest.epoch == *end);
        // A step by hand, or a pause on the way, says nothing yet of what was predicted.
        let is_over = newest.status != Status::Ready || self.view.attempt.end(newest.newest.epoch).is_none();
        if self.has_begun
            && step > 0
            && !newest.running
            && !newest.past
            && is_over
            && newest.newest_experiment.stages.is_at_last()
        {
            self.view.attempt.rest();
        }
        if newest.past || newest.running && self.seen.elapsed() < PACE {
            return Vec::new();
        }
        self.seen = Instant::now();
        self.view.attempt.see(&lesson::moment(newest))
    }
}

impl Window {
    /// The lesson that is being taken.
    #[must_use]
    pub fn lesson(&self) -> Option<&Attempt> {
        self.lesson.as_ref().map(|lesson| &lesson.view.attempt)
    }

    /// Starts the built-in lesson of this name.
    pub(super) fn begin_lesson_named(&mut self, name: &str) {
        match Shipped::named(name) {
            Ok(shipped) => self.begin_lesson(Known::Shipped(shipped)),
            Err(sentence) => self.notices.fail(sentence.stopped()),
        }
    }

    /// Starts a lesson.
    pub(super) fn begin_lesson(&mut self, source: Known) {
        let attempt = Attempt::new(source.lesson(self.preferences.language), source.name(), "", now());
        match attempt.experiment() {
            Ok(experiment) => {
                let title = [Language::English, Language::Chinese].map(|language| source.lesson(language).title);
                let [english, chinese] = title;
                self.begin((*experiment).clone(), Text::in_each(english, chinese));
                // The pace of the lesson before may show nothing but the end of this one.
                self.set_speed(Some(USUAL_SPEED));
                // A curve of before would say how a prediction ends.
                self.runs.hide();
                self.take_lesson(attempt, source);
            }
            Err(sentence) => self.notices.fail(sentence.stopped()),
        }
    }

    /// Continues the lesson of a session that was made in one, of which `path` is the file; one that is not known is waited for.
    pub(super) fn resume_lesson(&mut self, hand_in: &HandIn, path: Option<&Path>) {
        let Some(source) = self.known_lesson(&hand_in.lesson).or_else(|| own::beside(path?, &hand_in.lesson)) else {
            return self.wait_for_lesson(hand_in.clone());
        };
        self.go_on_with_lesson(source, hand_in);
    }

    /// Continues the lesson `source` of the session that is open.
    pub(super) fn go_on_with_lesson(&mut self, source: Known, hand_in: &HandIn) {
        let lesson = source.lesson(self.preferences.language);
        self.take_lesson(Attempt::resumed(lesson, hand_in.clone()), source);
        // What is there was trained before.
        self.lesson.iter_mut().for_each(|teaching| teaching.step = u64::MAX);
    }

    fn take_lesson(&mut self, attempt: Attempt, source: Known) {
        let find = |course: &'static crate::lessons::shipped::Course| {
            let at = course.lessons.iter().position(|lesson| lesson.name == source.name())?;
            Some((course.title.clone(), at + 1, course.lessons.len()))
        };
        let place = matches!(source, Known::Shipped(_)).then(|| COURSES.iter().find_map(find)).flatten();
        let mut view = LessonViewState::new(attempt, source, place);
        // In front of a class the keys are those of a clicker, and no letters.
        view.asks_name &= !self.presenter.is_on();
        self.lesson = Some(Teaching::new(view, 0));
        self.hides_settings = false;
        self.drawer = true;
        self.pages.show(self.pages.middle());
    }

    /// Goes `by` steps forward; if the step trains something else, that is started.
    pub(super) fn go_to_lesson_step(&mut self, by: isize) {
        let Some(teaching) = &mut self.lesson else { return };
        let attempt = &mut teaching.view.attempt;
        let (before, step) = (attempt.experiment(), attempt.step());
        attempt.go_to(step.saturating_add_signed(by));
        if attempt.step() == step {
            return;
        }
        let is_other = attempt.experiment() != before;
        (teaching.has_begun, teaching.view.is_new) = (false, true);
        // Where the step before has paused says nothing of this one.
        (teaching.end, teaching.view.ended) = (None, None);
        if is_other {
            self.begin_lesson_step();
        } else if self.is_running() {
            // The run pauses where this step ends, not where the one before did.
            self.train_on();
        }
    }

    /// Closes the lesson; a run goes on, with no step to end it.
    pub(super) fn leave_lesson(&mut self) {
        if self.close_lesson() && self.is_running() {
            self.train_on();
        }
    }

    /// Closes the lesson, whatever becomes of its run; whether there was one.
    pub(super) fn close_lesson(&mut self) -> bool {
        let was_open = self.lesson.take().is_some();
        // Where it stood, the settings would cover the network.
        self.drawer &= !was_open;
        was_open
    }

    /// Starts what the current step trains, from its first step; the previous run is left for it.
    pub(super) fn begin_lesson_step(&mut self) {
        let Some(teaching) = &mut self.lesson else { return };
        (teaching.has_begun, teaching.step) = (false, 0);
        match teaching.view.attempt.experiment() {
            Ok(experiment) => {
                self.begin_anew();
                self.go_on(Trainer::new(experiment), None);
            }
            Err(sentence) => self.notices.fail(sentence.stopped()),
        }
    }

    /// Where a run from `snapshot` shall pause, since the lesson's step asks nothing about what follows.
    pub(super) fn end_of_lesson_step(&self, snapshot: &Snapshot) -> Option<u64> {
        let lesson = self.lesson.as_ref().filter(|_| snapshot.newest_experiment.stages.is_at_last())?;
        let end = lesson.view.attempt.end(snapshot.newest.epoch)?;
        // A rule that ends the run there says so itself.
        let is_before = |rule: u64| rule <= end;
        (!snapshot.newest_experiment.training().stop.epochs.is_some_and(is_before)).then_some(end)
    }

    /// Evaluates the latest snapshot for the lesson.
    pub(super) fn see_lesson(&mut self, newest: &Snapshot) {
        let panel = self.shows_settings(Layout::of(self.context.content_rect().size()));
        let Some(teaching) = &mut self.lesson else { return };
        let reached = teaching.see(newest);
        // Where the step is in sight, its goal is ticked before everybody's eyes.
        let is_seen = panel && !teaching.view.shows_settings;
        for (step, item) in reached.into_iter().filter(|_| !is_seen) {
            let attempt = &teaching.view.attempt;
            if let Some(found) = attempt.lesson().item(step, item) {
                let goal = answered::question(found.block, self.preferences.language);
                self.notices.say(text!("Goal reached: {goal}", "目标达成：{goal}"));
            }
        }
    }

    /// Updates the document with the answers, and the lesson with the current language.
    pub(super) fn tend_lesson(&mut self) {
        let Some(teaching) = &mut self.lesson else { return };
        let attempt = &mut teaching.view.attempt;
        if attempt.lesson().language != teaching.view.source.language(self.preferences.language) {
            attempt.speak(teaching.view.source.lesson(self.preferences.language));
        }
        let told = self.document.hand_in.as_ref().is_some_and(|told| {
            told.entries == attempt.hand_in().entries
                && told.name == attempt.hand_in().name
                && told.unlocked == attempt.hand_in().unlocked
        });
        if !told {
            self.document.hand_in = Some(attempt.hand_in().clone());
        }
    }

    /// Sets the time of the hand-in, since the session is saved now.
    pub(super) fn stamp_lesson(&mut self) {
        if let Some(teaching) = &self.lesson {
            self.document.hand_in = Some(teaching.view.attempt.handed_in(&self.draft.experiment, now()));
        }
    }

    /// Reverts changes of what the lesson has locked, whatever made them, with a notice.
    pub(super) fn keep_locks(&mut self) {
        let Some(teaching) = &self.lesson else { return };
        let Some(before) = self.draft.before() else { return };
        let locks = teaching.view.attempt.locks();
        let Some(key) = locks.forbidden(before, &self.draft.experiment) else { return };
        self.draft.experiment = before.clone();
        self.say_locked(key);
    }

    fn say_locked(&mut self, key: &str) {
        let name = panels::fields::first(key).map_or_else(|| Text::same(key), fields::Field::name);
        let (english, chinese) = name.both();
        self.notices.say(text!(
            "The lesson keeps this setting: {english}. Close the lesson to change it.",
            "课程锁定了这项设置：{chinese}。关闭课程后可以更改。"
        ));
    }

    /// Whether `action` would change what the lesson has locked; if so, gives a notice.
    pub(super) fn is_locked_by_lesson(&mut self, action: &Action) -> bool {
        let Some(teaching) = &self.lesson else { return false };
        let locks = teaching.view.attempt.locks();
        let key = match action {
            Action::NewStart | Action::Stand(_) => "seeds.weights",
            Action::Draw | Action::Formula => "data.set",
            Action::Try { remedy, .. } => {
                let mut after = self.draft.experiment.clone();
                remedy.apply(&mut after);
                let forbidden = locks.forbidden(&self.draft.experiment, &after);
                forbidden.into_iter().for_each(|key| self.say_locked(key));
                return forbidden.is_some();
            }
            Action::PretrainFirst | Action::WithoutPretraining | Action::Phenomenon(_) => "all",
            _ => return false,
        };
        let is_locked = if key == "all" { !locks.is_empty() } else { !locks.is_open(key) };
        if is_locked {
            self.say_locked(key);
        }
        is_locked
    }

    /// The lesson in the left region.
    pub(super) fn draw_lesson(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        places: Layout,
        snapshot: &Snapshot,
    ) -> Vec<Action> {
        let Some(mut teaching) = self.lesson.take() else { return Vec::new() };
        let view = &mut teaching.view;
        let (mut actions, mut below) = (Vec::new(), Vec::new());
        let shows_settings = view.shows_settings;
        let step = view.attempt.step();
        let mut window = (self, view);
        layout::lesson(
            ui,
            theme,
            places,
            step,
            &mut window,
            |ui, (window, view)| {
                ui.spacing_mut().item_spacing.y = space::ONE;
                view.keys_are_free = window.focused.is_none();
                actions.extend(lesson::head(ui, theme, view));
                ui.add_space(space::HALF);
                if shows_settings {
                    if !view.attempt.locks().is_empty() {
                        let words = text!("What the lesson locks stays as it is.", "课程锁定的设置保持不变。");
                        ui.horizontal_wrapped(|ui| {
                            ui.label(theme.caption(theme.say(words)));
                            let unlock = text!("Take the locks off…", "解除锁定…");
                            actions.extend(ui.link(theme.say(unlock)).clicked().then_some(Action::AskToUnlock));
                        });
                    }
                    let locks = view.attempt.locks().clone();
                    actions.extend(window.draw_left(ui, theme, snapshot, Some(&locks)));
                } else {
                    actions.extend(lesson::step(ui, theme, snapshot, view));
                    window.draw_open(ui, theme, &view.attempt.locks().clone(), snapshot.data.train.rows.len());
                }
            },
            |ui, (_, view)| below.extend(lesson::foot(ui, theme, view)),
        );
        let (window, _) = window;
        window.lesson = Some(teaching);
        actions.extend(below);
        actions
    }

    /// The settings that the lesson leaves unlocked.
    fn draw_open(&mut self, ui: &mut Ui, theme: &Theme, locks: &crate::lessons::Locks, rows: usize) {
        if locks.is_empty() {
            return;
        }
        let said = panels::fields::Said::default();
        let fields = Fields { theme, problems: &self.draft.problems, said: &said, locks: None };
        panels::lesson::ui(ui, fields, &mut self.draft.experiment, (locks, &mut self.locks), rows);
        fields.other_problems(ui);
    }

    /// Writes a report of the run to `path`.
    pub(super) fn report(&mut self, path: &Path) {
        let Some(snapshot) = self.snapshot.clone() else { return };
        self.stamp_lesson();
        let (path, language) = (named(path, "html"), self.preferences.language);
        let (cover, title) = (self.document.cover(self.view()), self.document.title.say(language).to_owned());
        let write = move || {
            let trainer = snapshot.kept().trainer().map_err(|why| Text::same(why.to_string()).stopped())?;
            let session = document::session(&snapshot, cover);
            let html = report_of(&session, &trainer, &title, language);
            session::file::save(&path, html.as_bytes()).map_err(|error| error.text().stopped())?;
            Ok(path)
        };
        self.exporting.start(&self.context, "write a report", move || (Purpose::Report, write()));
    }
}

/// The page about the run of a session.
pub(super) fn report_of(session: &Session, trainer: &Trainer, title: &str, language: Language) -> String {
    let said = said(session.hand_in.as_ref(), language);
    let name = session.hand_in.as_ref().map(|hand_in| hand_in.name.as_str()).unwrap_or_default();
    Report { title, notes: &session.notes, name, trainer, said: &said, language }.html()
}

/// The answers, as the report prints them.
fn said(hand_in: Option<&HandIn>, language: Language) -> Vec<Said> {
    let Some(hand_in) = hand_in else { return Vec::new() };
    let all = crate::lessons::answered(hand_in, lesson_of(hand_in, language).as_ref(), language);
    all.into_iter()
        .map(|Answered { question, answer, came, explanation }| Said { question, answer, came, explanation })
        .collect()
}

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
