//! The state of the window, and events from outside.

mod changes;
mod class;
mod coming;
mod drawing;
mod effects;
mod exploring;
mod filing;
mod lesson;
mod news;
mod own_lessons;
mod paths;
mod pupil;
mod racing;
mod training;
mod watching;

use std::{
    borrow::Cow,
    collections::VecDeque,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Context, Id, Ui};

use self::{
    changes::Changes, coming::Coming, effects::Outgoing, exploring::Beside, lesson::Teaching, own_lessons::OwnLessons,
    paths::Paths, training::worker,
};
use super::{
    Look, Start,
    autosave::Autosave,
    document::{self, Document},
    draft::Draft,
    errand::Errand,
    file_dialog::Answer,
    opening::{self, Opened},
    picture::Pictures,
    preferences::Keeper,
    recent::Recent,
    rescue::Rescue,
};
use crate::{
    experiment::Experiment,
    insight::Request,
    language::Text,
    lessons::preset::PRESETS,
    measure::Area,
    session::{Folders, Session},
    text,
    ui::{
        Action, Gaze, Runs,
        kit::{Preferences, Theme, fonts},
        pages::Pages,
        panels::{data::Locks, gallery::Gallery},
        shell::{dialog::Dialog, layout, notice::Notices, path::Purpose, presenter::Presenter, top_bar::USUAL_SPEED},
        views::{doctor::DoctorViewState, loss::LossViewState, map::MapViewState, time::TimeViewState},
    },
    worker::{Snapshot, Worker},
};

/// The window: everything it knows, and nothing that could be computed from it.
#[derive(Debug)]
pub struct Window {
    context: Context,
    draft: Draft,
    changes: Changes,
    worker: Worker,
    snapshot: Option<Arc<Snapshot>>,
    /// What would be saved if the window failed.
    rescue: Rescue,
    document: Document,
    /// `None` when the system has no folder for it.
    autosave: Option<Autosave>,
    recent: Recent,
    speed: Option<f64>,
    pages: Pages,
    /// What is pointed at, for all views.
    gaze: Gaze,
    /// The other runs.
    runs: Runs,
    /// Background jobs.
    beside: Beside,
    /// The lesson that is being taken.
    lesson: Option<Teaching>,
    own_lessons: OwnLessons,
    /// What was last requested from the worker.
    asked: Option<Request>,
    pictures: Pictures,
    outgoing: Outgoing,
    time: TimeViewState,
    doctor: DoctorViewState,
    map: MapViewState,
    /// What is being opened, until the first snapshot of it is there.
    coming: Option<Coming>,
    /// The visible area that a session requests, until its plane is there.
    area_to_show: Option<Area>,
    loss: LossViewState,
    gallery: Gallery,
    locks: Locks,
    more: bool,
    drawer: bool,
    /// Whether the settings are hidden, where they are a column and not a drawer.
    hides_settings: bool,
    preferences: Preferences,
    /// Whether everything is so large that it can be read from the last row.
    projector: bool,
    presenter: Presenter,
    /// `None` when the system has no folder for them.
    keeper: Option<Keeper>,
    /// What the command line sets, whatever the preferences.
    look: Look,
    /// The latest snapshot, held back because motion is reduced.
    held: Option<Arc<Snapshot>>,
    /// When the snapshot that is shown arrived.
    shown_at: Instant,
    notices: Notices,
    dialog: Option<Dialog>,
    /// What had the keyboard focus at the end of the last frame, and so receives the keys of the next.
    focused: Option<Id>,
    file_dialog: Errand<Answer>,
    paths: Paths,
    /// From a file or from pasted text.
    opening: Errand<(Option<PathBuf>, Result<Opened, Text>)>,
    /// Files to open after the current one.
    to_open: VecDeque<PathBuf>,
    saving: Errand<filing::Saved>,
    /// Where to save again once the session has been saved.
    save_next: Option<PathBuf>,
    copying: Errand<String>,
    exporting: Errand<(Purpose, Result<PathBuf, Text>)>,
    /// What to do once the session has been saved.
    after_save: Option<Action>,
    closing: bool,
}

impl Window {
    /// Opens with `start`; what cannot be opened is reported in a notice above the opening experiment.
    ///
    /// # Panics
    /// When the first preset is not valid, which a test rules out.
    #[must_use]
    pub fn new(context: &Context, start: Start, look: Look) -> Self {
        fonts::install(context);
        Theme::install(context);
        context.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        let preferences = look.over(Preferences::default());
        preferences.apply(context);
        let preset = &PRESETS[0];
        let valid = preset.experiment().validate().expect("presets are valid, a test says");
        let mut window = Self {
            document: Document::new(preset.title.clone(), &valid),
            draft: Draft::new(&valid),
            changes: Changes::default(),
            worker: worker(context, valid, Some(USUAL_SPEED)),
            context: context.clone(),
            snapshot: None,
            rescue: Rescue::default(),
            autosave: None,
            recent: Recent::default(),
            speed: Some(USUAL_SPEED),
            pages: Pages::default(),
            asked: None,
            gaze: Gaze::default(),
            runs: Runs::default(),
            beside: Beside::default(),
            lesson: None,
            own_lessons: OwnLessons::default(),
            pictures: Pictures::default(),
            outgoing: Outgoing::default(),
            time: TimeViewState::default(),
            doctor: DoctorViewState::default(),
            map: MapViewState::default(),
            coming: None,
            area_to_show: None,
            loss: LossViewState::default(),
            gallery: Gallery::default(),
            locks: Locks::default(),
            more: false,
            drawer: false,
            hides_settings: false,
            preferences,
            projector: false,
            presenter: Presenter::default(),
            keeper: None,
            look,
            held: None,
            shown_at: Instant::now(),
            notices: Notices::default(),
            dialog: None,
            focused: None,
            file_dialog: Errand::default(),
            paths: Paths::default(),
            opening: Errand::default(),
            to_open: VecDeque::new(),
            saving: Errand::default(),
            save_next: None,
            copying: Errand::default(),
            exporting: Errand::default(),
            after_save: None,
            closing: false,
        };
        match start {
            Start::Opening => {}
            Start::Preset(name) => window.new_from_preset(&name),
            Start::File(path) => {
                let read = opening::read(&path);
                window.opened(Some(&path), read);
            }
            Start::On { session, table } => window.opened(Some(&session), opening::read_on(&session, &table)),
        }
        window
    }

    /// The latest snapshot.
    #[must_use]
    pub const fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.snapshot.as_ref()
    }

    /// The other runs.
    #[must_use]
    pub const fn runs(&self) -> &Runs {
        &self.runs
    }

    /// The experiment as the person has edited it.
    #[must_use]
    pub const fn experiment(&self) -> &Experiment {
        &self.draft.experiment
    }

    /// Lets `change` edit the experiment, as a panel does during a frame.
    pub fn edit(&mut self, change: impl FnOnce(&mut Experiment)) {
        change(&mut self.draft.experiment);
    }

    /// The session as Save would write it, once there is one.
    #[must_use]
    pub fn session(&self) -> Option<Session> {
        let snapshot = self.snapshot.as_ref()?;
        Some(document::session(snapshot, self.document.cover(self.view())))
    }

    /// Lets `rescue` hold what would be saved if the window failed.
    #[must_use]
    pub fn sharing(mut self, rescue: Rescue) -> Self {
        self.rescue = rescue;
        self
    }

    /// Asks for every path in the window itself, as where the system has no file dialog, beginning in `folder`.
    #[must_use]
    pub fn asking_itself(mut self, folder: PathBuf) -> Self {
        self.paths = Paths::asking_itself(folder);
        self
    }

    /// Nothing is stored, because the system provides no folder for it.
    #[must_use]
    pub fn keeping_nothing(mut self) -> Self {
        self.notices.fail(text!(
            "This system names no folder for unsaved work (HOME is not set), so none is kept: save now and then.",
            "系统没有指定存放未保存工作的文件夹（未设置 HOME），因此不会自动备份：请不时手动保存。"
        ));
        self
    }

    /// Stores unsaved work in `folders`, and offers what was left there.
    #[must_use]
    pub fn keeping_in(mut self, folders: &Folders) -> Self {
        let autosave = Autosave::new(&self.context, folders.recovery());
        self.rescue.keep_in(autosave.recovery());
        self.autosave = Some(autosave);
        self.own_lessons = OwnLessons::kept_in(folders.lessons(), &self.context);
        self.recent = Recent::kept_in(folders.config.join("recent.ron"));
        let (keeper, preferences, complaint) = Keeper::open(folders.config.join("preferences.ron"), self.look);
        (self.keeper, self.preferences) = (Some(keeper), preferences);
        preferences.apply(&self.context);
        complaint.into_iter().for_each(|complaint| self.notices.fail(complaint));
        if let Some(path) = &self.document.path {
            self.recent.add(&self.context, path);
        }
        self
    }

    /// The latest snapshot, unless it must not be shown yet: with reduced motion, running pictures stay for a third of
    /// a second each (WCAG 2.2, 2.3.1).
    fn newest(&mut self) -> Option<Arc<Snapshot>> {
        const STAND: Duration = Duration::from_millis(334);
        let newest = self.worker.newest().or_else(|| self.held.take())?;
        let since = self.shown_at.elapsed();
        let runs_on = newest.running && self.snapshot.as_ref().is_some_and(|shown| shown.running);
        if self.preferences.reduced_motion && runs_on && since < STAND {
            self.held = Some(newest);
            self.context.request_repaint_after(STAND.saturating_sub(since));
            return None;
        }
        self.held = None;
        Some(newest)
    }

    fn changed(&self) -> bool {
        self.document.changed(&self.draft.experiment)
    }

    /// What the window is waiting for, if that takes long.
    fn busy(&self, theme: &Theme) -> Option<Cow<'static, str>> {
        if self.saving.is_long() {
            Some(theme.say(text!("Saving…", "正在保存…")))
        } else if self.opening.is_long() {
            Some(theme.say(text!("Opening…", "正在打开…")))
        } else if self.exporting.is_long() {
            Some(theme.say(text!("Exporting…", "正在导出…")))
        } else {
            None
        }
    }
}

impl Drop for Window {
    /// A window that was asked to close leaves nothing behind; one that fails does.
    fn drop(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.end(self.preferences);
        }
        let wanted = (self.closing || !self.changed()) && !std::thread::panicking();
        // What has been started is finished, however the window was closed.
        while self.saving.wait().is_some() || self.exporting.wait().is_some() {}
        if let (true, Some(autosave)) = (wanted, &mut self.autosave) {
            autosave.end();
        }
    }
}

impl eframe::App for Window {
    fn logic(&mut self, _context: &Context, _frame: &mut eframe::Frame) {
        if let Some(newest) = self.newest() {
            if let Some(error) = &newest.error {
                self.notices.fail(error.clone());
            }
            self.take_in(&newest);
            self.snapshot = Some(newest);
            self.shown_at = Instant::now();
        }
        if let (Some(snapshot), None) = (&self.snapshot, &self.coming) {
            self.rescue.hold(snapshot, self.cover());
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.take_picture(Some(frame));
        if self.projector {
            layout::project(&self.context, self.preferences.scale, self.presenter.is_on());
        }
        let mut actions = self.news(ui, frame);
        actions.extend(self.draw(ui));
        self.name_window();
        for action in actions {
            self.run(Some(frame), action);
        }
        self.keep_locks();
        self.tell_changes(ui);
        self.tend_lesson();
        if let Some(snapshot) = self.snapshot.clone() {
            self.ask_for_looks(&snapshot);
        }
        let changed = self.changed();
        if let (Some(snapshot), None) = (&self.snapshot, &self.coming) {
            let cover = self.cover();
            let complaint =
                self.autosave.as_mut().and_then(|autosave| autosave.tend(&self.context, cover, snapshot, changed));
            complaint.into_iter().for_each(|complaint| self.notices.fail(complaint));
        }
        if let Some(keeper) = &mut self.keeper {
            let complaint = keeper.tend(&self.context, self.preferences);
            complaint.into_iter().for_each(|complaint| self.notices.fail(complaint));
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
