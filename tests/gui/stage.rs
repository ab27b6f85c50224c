//! The three views on one snapshot, and what a person does to them.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui_kittest::Harness;
use neurarium::{
    experiment::Experiment,
    insight::Request,
    training::Trainer,
    ui::{
        Action, Gaze, Runs,
        kit::{Theme, fonts},
        views::{self, loss::LossViewState, map::MapViewState, network::NetworkViewState},
    },
    worker::{Command, Snapshot, Worker},
};

/// Everything that the views read, change and ask for.
pub struct Stage {
    pub snapshot: Snapshot,
    pub draft: Experiment,
    pub gaze: Gaze,
    pub runs: Runs,
    pub network: NetworkViewState,
    pub map: MapViewState,
    pub loss: LossViewState,
    pub actions: Vec<Action>,
}

impl Stage {
    /// What the views ask the worker for.
    pub fn request(&self) -> Request {
        let mut request = Request::default();
        self.gaze.request(&self.snapshot, &mut request);
        request
    }
}

/// A moment of `experiment` after `steps` steps.
pub fn snapshot(experiment: Experiment, steps: usize) -> Snapshot {
    let mut trainer = Trainer::new(experiment.validate().expect("the experiment is valid"));
    for _ in 0..steps {
        trainer.step();
    }
    let request = Request { map: 30, units: true, points: 2_000, ..Request::default() };
    let worker = Worker::new(trainer.experiment().clone(), request, || {});
    assert!(worker.send(Command::Open(Box::new(trainer))));
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline {
        if let Some(newest) = worker.newest()
            && newest.step == steps as u64
        {
            return Arc::unwrap_or_clone(newest);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    panic!("the worker gave no snapshot of step {steps}");
}

/// The Playground's experiment after `edit` and `steps` steps.
pub fn stage(steps: usize, edit: impl FnOnce(&mut Experiment)) -> Stage {
    let mut experiment = Experiment::default();
    edit(&mut experiment);
    Stage {
        snapshot: snapshot(experiment.clone(), steps),
        draft: experiment,
        gaze: Gaze::default(),
        runs: Runs::default(),
        network: NetworkViewState::default(),
        map: MapViewState::default(),
        loss: LossViewState::default(),
        actions: Vec::new(),
    }
}

/// The views of this experiment, in a window of 1000 × 760 points.
pub fn open(steps: usize, edit: impl FnOnce(&mut Experiment)) -> Harness<'static, Stage> {
    Harness::builder()
        .with_size(egui::vec2(1000.0, 760.0))
        .with_context_setup(|context| {
            fonts::install(context);
            Theme::install(context);
        })
        .build_ui_state(draw, stage(steps, edit))
}

/// Draws the three views.
pub fn draw(ui: &mut egui::Ui, stage: &mut Stage) {
    let theme = Theme::of(ui.ctx());
    let Stage { snapshot, draft, gaze, runs, network, map, loss, actions } = stage;
    gaze.fit(snapshot);
    let right = egui::Panel::right("right").exact_size(360.0).resizable(false);
    right.show(ui, |ui| {
        actions.extend(views::map::ui(ui, &theme, snapshot, map, (gaze, runs), draft));
        views::loss::ui(ui, &theme, snapshot, loss, runs);
    });
    egui::CentralPanel::default().show(ui, |ui| {
        ui.horizontal(|ui| views::network::tools(ui, &theme, snapshot, network, (draft, None)));
        actions.extend(views::network::ui(ui, &theme, snapshot, network, gaze, (draft, None)));
    });
    // What the worker would do.
    snapshot.looks.trace = gaze.row().map(|row| Arc::new(snapshot.probe().trace(row)));
}
