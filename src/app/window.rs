//! The state of the window, and the one match that runs every action.

use std::{path::PathBuf, sync::Arc};

use egui::{Context, Ui, ViewportCommand};

use super::{
    Look, Start,
    draft::Draft,
    file_dialog::{Answer, FileDialog},
    opening,
};
use crate::{
    training::{Experiment, ValidExperiment},
    ui::{
        Action, Theme,
        data_panel::{self, Locks},
        dialog::{self, Dialog, Purpose},
        field::Fields,
        fonts,
        gallery::Gallery,
        layout::{self, Layout},
        loss_view::{self, LossViewState},
        map_view::{self, MapViewState},
        menu, network_panel,
        network_view::{self, NetworkViewState},
        notice::Notices,
        shortcut, status_bar, theme,
        top_bar::{self, Document},
        training_panel,
    },
    worker::{Command, Snapshot, Worker},
};

/// The window: everything it knows, and nothing that could be computed from it.
#[derive(Debug)]
pub struct Window {
    draft: Draft,
    worker: Worker,
    snapshot: Option<Arc<Snapshot>>,
    title: String,
    path: Option<PathBuf>,
    /// The experiment and the step that a file holds.
    saved: Option<(Experiment, u64)>,
    speed: Option<f64>,
    network: NetworkViewState,
    map: MapViewState,
    loss: LossViewState,
    gallery: Gallery,
    locks: Locks,
    more: bool,
    drawer: bool,
    scale: f32,
    notices: Notices,
    dialog: Option<Dialog>,
    file_dialog: FileDialog,
    closing: bool,
}

impl Window {
    /// Opens with `start`; what cannot be opened is said in a notice above the opening experiment.
    #[must_use]
    pub fn new(context: &Context, start: Start, look: Look) -> Self {
        fonts::install(context);
        Theme::install(context);
        context.set_theme(look.theme);
        context.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        context.set_zoom_factor(look.scale);
        let opening = Experiment::default();
        let valid = opening.validate().expect("the opening experiment is valid");
        let mut window = Self {
            draft: Draft::new(&valid),
            worker: worker(context, valid),
            snapshot: None,
            title: "Playground".into(),
            path: None,
            saved: None,
            speed: None,
            network: NetworkViewState::default(),
            map: MapViewState::default(),
            loss: LossViewState::default(),
            gallery: Gallery::default(),
            locks: Locks::default(),
            more: false,
            drawer: false,
            scale: look.scale,
            notices: Notices::default(),
            dialog: None,
            file_dialog: FileDialog::default(),
            closing: false,
        };
        match start {
            Start::Opening => {}
            Start::Preset(name) => window.new_from_preset(&name),
            Start::File(path) => window.open_file(path),
        }
        window
    }

    /// The newest snapshot that was drawn.
    #[must_use]
    pub const fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.snapshot.as_ref()
    }

    fn new_from_preset(&mut self, name: &str) {
        let _ = name;
        self.draft.experiment = Experiment::default();
        self.forget_file("Playground");
    }

    fn forget_file(&mut self, title: &str) {
        self.title = title.to_owned();
        self.path = None;
        self.saved = None;
    }

    fn open_file(&mut self, path: PathBuf) {
        match opening::table(&path, &self.draft.experiment) {
            Ok(experiment) => {
                self.draft.experiment = experiment;
                let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
                self.forget_file(&name.unwrap_or_default());
            }
            Err(sentence) => self.notices.add(sentence),
        }
    }

    fn changed(&self) -> bool {
        let step = self.snapshot.as_ref().map_or(0, |snapshot| snapshot.step);
        match &self.saved {
            Some((experiment, saved_step)) => *experiment != self.draft.experiment || step != *saved_step,
            None => step > 0,
        }
    }

    fn send(&mut self, command: Command) {
        if !self.worker.send(command) {
            self.notices.add("The trainer has stopped because of a fault in the program. Save, then open again.");
        }
    }

    fn run(&mut self, context: &Context, frame: Option<&eframe::Frame>, action: Action) {
        match action {
            Action::PlayOrPause => {
                let running = self.snapshot.as_ref().is_some_and(|snapshot| snapshot.running);
                self.send(if running { Command::Pause } else { Command::Run });
            }
            Action::StepBatch => self.send(Command::StepBatch),
            Action::StepEpoch => self.send(Command::StepEpoch),
            Action::Reset => self.send(Command::Reset),
            Action::NewStart => self.new_start(),
            Action::Speed(limit) => {
                self.speed = limit;
                self.send(Command::Speed(limit));
            }
            Action::Set(place, value) => self.send(Command::Set(place, value)),
            Action::Probe(request) => self.send(Command::Probe(request)),
            Action::New(_) | Action::Open | Action::OpenFile(_) | Action::Quit if self.changed() => {
                self.dialog = Some(Dialog::Discard { then: action });
            }
            Action::New(_) | Action::Open | Action::OpenFile(_) | Action::Quit => {
                self.run(context, frame, Action::Anyway(Box::new(action)));
            }
            Action::Anyway(action) => self.run_anyway(context, frame, *action),
            Action::Save | Action::SaveAs | Action::SaveTo(_) => {}
            Action::Undo => self.draft.undo(),
            Action::Redo => self.draft.redo(),
            Action::Theme(preference) => context.set_theme(preference),
            Action::Scale(scale) => {
                self.scale = scale;
                context.set_zoom_factor(scale);
            }
            Action::Projector => {
                let large = context.zoom_factor() < menu::PROJECTOR;
                let plain = if self.scale < menu::PROJECTOR { self.scale } else { 1.0 };
                context.set_zoom_factor(if large { menu::PROJECTOR } else { plain });
            }
            Action::Drawer => self.drawer = !self.drawer,
            Action::Shortcuts => {
                self.dialog = if self.dialog == Some(Dialog::Shortcuts) { None } else { Some(Dialog::Shortcuts) };
            }
        }
    }

    fn run_anyway(&mut self, context: &Context, frame: Option<&eframe::Frame>, action: Action) {
        match action {
            Action::New(name) => self.new_from_preset(&name),
            Action::Open => self.file_dialog.ask(context, frame, Purpose::Open, &self.title),
            Action::OpenFile(path) => self.open_file(path),
            Action::Quit => {
                self.closing = true;
                context.send_viewport_cmd(ViewportCommand::Close);
            }
            other => self.run(context, frame, other),
        }
    }

    fn new_start(&mut self) {
        let seeds = &mut self.draft.experiment.seeds;
        for (seed, locked) in [
            (&mut seeds.data, self.locks.data),
            (&mut seeds.weights, self.locks.weights),
            (&mut seeds.batches, self.locks.batches),
        ] {
            if !locked {
                *seed = seed.wrapping_add(1);
            }
        }
        self.send(Command::Pause);
    }

    fn answers(&mut self, context: &Context) -> Vec<Action> {
        let mut actions = Vec::new();
        match self.file_dialog.answer() {
            Some(Answer::Chosen(Purpose::Open, path)) => {
                actions.push(Action::Anyway(Box::new(Action::OpenFile(path))));
            }
            Some(Answer::Chosen(Purpose::Save, path)) => actions.push(Action::SaveTo(path)),
            Some(Answer::Missing(purpose)) => self.dialog = Some(Dialog::Path { purpose, text: String::new() }),
            Some(Answer::Cancelled) | None => {}
        }
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        actions.extend(dropped.iter().map(|file| Action::OpenFile(file.path().to_owned())));
        if context.input(|input| input.viewport().close_requested()) && !self.closing && self.changed() {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            actions.push(Action::Quit);
        }
        actions
    }

    fn draw(&mut self, ui: &mut Ui) -> Vec<Action> {
        let Some(snapshot) = self.snapshot.clone() else { return Vec::new() };
        let theme = Theme::of(ui.ctx());
        let places = Layout::of(ui.available_size());
        let document = Document {
            title: &self.title,
            changed: self.changed(),
            speed: self.speed,
            drawer: places.drawer.then_some(self.drawer),
            presets: &[],
        };
        let mut actions = layout::top(ui, &theme, |ui| top_bar::ui(ui, &theme, &snapshot, document));
        layout::bottom(ui, &theme, |ui| status_bar::ui(ui, &theme, &snapshot));
        if !places.drawer || self.drawer {
            actions.extend(layout::left(ui, &theme, places, |ui| self.draw_left(ui, &theme, &snapshot)));
        }
        layout::right(ui, &theme, places, |ui| {
            ui.spacing_mut().item_spacing.y = theme::space::ONE;
            self.map.shown = self.network.shown();
            actions.extend(map_view::ui(ui, &theme, &snapshot, &mut self.map));
            ui.add_space(theme::space::TWO);
            loss_view::ui(ui, &theme, &snapshot, &mut self.loss);
        });
        layout::middle(ui, &theme, |ui| {
            self.notices.ui(ui, &theme);
            let draft = &mut self.draft.experiment;
            actions.extend(network_view::ui(ui, &theme, &snapshot, &mut self.network, draft));
        });
        actions.extend(dialog::ui(ui, &theme, &mut self.dialog));
        if self.dialog.is_none() {
            actions.extend(shortcut::pressed(ui));
        }
        actions
    }

    fn draw_left(&mut self, ui: &mut Ui, theme: &Theme, snapshot: &Snapshot) -> Vec<Action> {
        let Draft { experiment, problems, .. } = &mut self.draft;
        let fields = Fields { theme, problems };
        ui.spacing_mut().item_spacing.y = theme::space::ONE;
        let actions = self.gallery.ui(ui, theme, experiment);
        data_panel::ui(ui, fields, experiment, &mut self.locks, snapshot.data.train.rows.len());
        ui.add_space(theme::space::TWO);
        ui.label(theme.title("Training"));
        training_panel::ui(ui, fields, experiment);
        let text = if self.more { "Fewer settings" } else { "More settings…" };
        if ui.add(egui::Button::new(theme.caption(text)).frame(false)).clicked() {
            self.more = !self.more;
        }
        if self.more {
            ui.label(theme.title("Network"));
            network_panel::ui(ui, fields, &mut experiment.network);
            ui.add_space(theme::space::TWO);
            ui.label(theme.title("Details"));
            training_panel::more(ui, fields, experiment, &mut self.locks);
        }
        actions
    }
}

fn worker(context: &Context, experiment: ValidExperiment) -> Worker {
    let context = context.clone();
    Worker::new(experiment, move || context.request_repaint())
}

impl eframe::App for Window {
    fn logic(&mut self, _context: &Context, _frame: &mut eframe::Frame) {
        if let Some(newest) = self.worker.newest() {
            self.snapshot = Some(newest);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        let mut actions = self.answers(&context);
        actions.extend(self.draw(ui));
        for action in actions {
            self.run(&context, Some(frame), action);
        }
        let time = context.input(|input| input.time);
        if let Some(command) = self.draft.command(time) {
            self.send(command);
        }
        if self.draft.in_flux() {
            context.request_repaint_after(std::time::Duration::from_millis(200));
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
