//! How a run went and how good it is: loss, accuracy and learning rate as curves, classes and errors as a report.

pub mod across;
pub mod classes;
pub mod curve;
pub mod errors;
mod ghosts;
pub mod measure;
pub mod plot;

use egui::{Button, RichText, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};
use egui_plot::PlotPoint;

pub use self::{across::Across, measure::Measure};
use self::{
    across::Places,
    curve::{drawable, smooth},
    ghosts::Ghosts,
};
use super::export_menu;
use crate::{
    language::{Language, Text},
    measure::{PartMetrics, PartReport},
    text,
    training::Record,
    ui::{
        Action, Region, Runs,
        kit::{
            Theme, check, slider, tab,
            theme::{bold, space, text},
        },
    },
    worker::Snapshot,
};

/// Most points of a curve: more than there are pixels across.
const MOST: usize = 1_000;
/// A number at or below this cannot be shown on a logarithmic axis.
const LEAST: f64 = 1e-12;
/// Width of what can be chosen beside the numbers.
const OPTIONS: f32 = 128.0;
/// Strongest smoothing.
const SMOOTHEST: f64 = 0.99;

/// How the run is looked at.
#[derive(Debug, Default)]
pub struct LossViewState {
    /// What is shown.
    pub measure: Measure,
    /// Whether the axis of the loss and of the learning rate is logarithmic.
    pub logarithmic: bool,
    /// What the curves are drawn over.
    pub across: Across,
    /// Share of what came before that a smoothed curve keeps, 0…0.99.
    pub smoothing: f64,
    /// Whether the report is of the training rows although there are test rows.
    pub of_training: bool,
    /// Whether the window is low: the numbers stand in one line, and how the curve is drawn is chosen in the menu.
    pub low: bool,
    /// Whether a picture of it is being taken.
    pub taking: bool,
    curves: Vec<Curve>,
    ghosts: Ghosts,
    places: Option<Places>,
    made: Option<Made>,
}

/// What the curves were made from; while it stays the same, they do.
type Made = (u64, Measure, bool, Across, u64, Language);

/// A curve, ready to be drawn.
#[derive(Debug)]
pub(super) struct Curve {
    name: String,
    part: Part,
    /// The smoothed curve, or what was measured when nothing is smoothed.
    line: Vec<PlotPoint>,
    /// What was measured, when the line is smoothed.
    measured: Vec<PlotPoint>,
}

/// What a curve is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Train,
    Test,
}

impl LossViewState {
    /// Whether the axis upward is logarithmic for what is shown.
    const fn is_logarithmic(&self) -> bool {
        self.logarithmic && matches!(self.measure, Measure::Loss | Measure::Rate)
    }

    /// Prepares the curves of `snapshot`, unless they stand already.
    fn update(&mut self, theme: &Theme, snapshot: &Snapshot) {
        let made =
            (snapshot.number, self.measure, self.logarithmic, self.across, self.smoothing.to_bits(), theme.language);
        if self.made.replace(made) == Some(made) {
            return;
        }
        let places = Places::of(snapshot, self.across);
        let records = snapshot.history.records();
        let logarithmic = self.is_logarithmic();
        let height = |value: f64| if logarithmic { libm::log10(value.max(LEAST)) } else { value };
        let curve = |name: String, part: Part, value: &dyn Fn(&Record) -> Option<f64>| {
            let points = || records.iter().filter_map(|record| Some((places.at(record), height(value(record)?))));
            if self.smoothing > 0.0 && self.measure != Measure::Rate {
                let line = drawable(smooth(points(), self.smoothing), MOST);
                Curve { name, part, line, measured: drawable(points(), MOST) }
            } else {
                Curve { name, part, line: drawable(points(), MOST), measured: Vec::new() }
            }
        };
        self.curves = match self.measure {
            Measure::Loss | Measure::Score => {
                let of = |part: &PartMetrics| self.measure.of(part);
                let test = |record: &Record| record.metrics.test.as_ref().map(of);
                vec![
                    curve(theme.say(test_word()).into_owned(), Part::Test, &test),
                    curve(theme.say(train_word()).into_owned(), Part::Train, &|record| Some(of(&record.metrics.train))),
                ]
            }
            Measure::Rate => {
                let training = snapshot.experiment.training();
                let rate =
                    |record: &Record| Some(f64::from(snapshot.history.learning_rate(training, record.epoch as f64)));
                vec![curve(theme.say(text!("learning rate", "学习率")).into_owned(), Part::Train, &rate)]
            }
            Measure::Report => Vec::new(),
        };
        self.curves.retain(|curve| !curve.line.is_empty());
        self.places = Some(places);
    }
}

fn train_word() -> Text {
    text!("train", "训练")
}

fn test_word() -> Text {
    text!("test", "测试")
}

/// Shows how the run of `snapshot` went from the start to now.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState, runs: &Runs) -> Vec<Action> {
    let classes = snapshot.data.set.target.classes().is_some();
    let mut actions = tabs(ui, theme, state, classes);
    if state.measure == Measure::Report {
        report(ui, theme, snapshot, state);
        return actions;
    }
    state.update(theme, snapshot);
    let logarithmic = state.is_logarithmic();
    state.ghosts.update(runs, state.measure, logarithmic, state.across, state.smoothing);
    ui.horizontal(|ui| {
        numbers(ui, theme, snapshot, state, classes);
        if state.measure != Measure::Rate && !runs.all().is_empty() {
            let options = if state.low { 0.0 } else { OPTIONS + space::TWO };
            let room = vec2((ui.available_width() - options).max(space::TARGET), 44.0);
            ui.allocate_ui_with_layout(
                room,
                egui::Layout::left_to_right(egui::Align::Min).with_main_wrap(true),
                |ui| {
                    actions.extend(ghosts::legend(ui, theme, runs, &snapshot.experiment));
                },
            );
        }
        if !state.low {
            let end = egui::Layout::right_to_left(egui::Align::Min);
            ui.with_layout(end, |ui| {
                let room = vec2(ui.available_width().min(OPTIONS), 44.0);
                ui.allocate_ui_with_layout(room, egui::Layout::top_down(egui::Align::Min), |ui| {
                    options(ui, theme, state);
                });
            });
        }
    });
    plot::ui(ui, theme, snapshot, state, classes);
    actions
}

fn tabs(ui: &mut Ui, theme: &Theme, state: &mut LossViewState, classes: bool) -> Vec<Action> {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = if state.low { space::ONE } else { space::TWO };
        for measure in Measure::ALL {
            let chosen = state.measure == measure;
            let name = theme.say(measure.name(classes));
            let words = RichText::new(&*name).size(text::BODY);
            let words = if chosen { words.font(bold(text::BODY)).color(theme.ink) } else { words.color(theme.muted) };
            let response = ui.add(Button::new(words).frame(false).min_size(vec2(space::TARGET, space::HEADING)));
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, &*name));
            if chosen {
                let line = response.rect.with_min_y(response.rect.bottom() - 3.0);
                ui.painter().rect_filled(line, 0.0, theme.accent);
            }
            if response.clicked() {
                state.measure = measure;
            }
        }
        let end = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(end, |ui| {
            let more = state.low && state.measure != Measure::Report;
            let numbers = text!("Save history as CSV…", "训练历史另存为 CSV…");
            export_menu::with(ui, theme, (Region::Curves, state.taking), numbers, more, |ui| {
                ui.set_width(180.0);
                options(ui, theme, state);
            })
        })
        .inner
    });
    row.inner
}

/// The numbers now, each with the line that stands for it.
fn numbers(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &LossViewState, classes: bool) {
    ui.spacing_mut().item_spacing = vec2(space::TWO, 0.0);
    let measure = state.measure;
    let value = |part: &PartMetrics| measure.text(measure.of(part), classes);
    let entries = if measure == Measure::Rate {
        let rate = snapshot.history.learning_rate(snapshot.experiment.training(), snapshot.epoch as f64);
        vec![(text!("now", "现在"), measure.text(f64::from(rate), classes), Part::Train)]
    } else {
        let train = (train_word(), value(&snapshot.metrics.train), Part::Train);
        let test = snapshot.metrics.test.as_ref().map(|test| (test_word(), value(test), Part::Test));
        [train].into_iter().chain(test).collect()
    };
    for (name, value, part) in entries {
        let line = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 16.0), Sense::hover());
            let y = rect.center().y;
            let (color, pieces): (_, &[(f32, f32)]) = match part {
                Part::Train => (theme.ink, &[(0.0, 20.0)]),
                Part::Test => (theme.accent, &[(0.0, 8.0), (12.0, 20.0)]),
            };
            for (from, to) in pieces {
                let ends = [pos2(rect.left() + from, y), pos2(rect.left() + to, y)];
                ui.painter().line_segment(ends, Stroke::new(2.0, color));
            }
            ui.label(theme.caption(theme.say(name.clone())));
        };
        if state.low {
            ui.horizontal(|ui| {
                line(ui);
                ui.label(RichText::new(value).size(text::TITLE));
            });
        } else {
            ui.vertical(|ui| {
                ui.set_min_width(64.0);
                ui.horizontal(line);
                ui.label(theme.large(value));
            });
        }
    }
}

/// How the curve is drawn.
fn options(ui: &mut Ui, theme: &Theme, state: &mut LossViewState) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if state.measure != Measure::Score {
        let words = theme.caption(theme.say(text!("log scale", "对数刻度")));
        check::ui(ui, theme, &mut state.logarithmic, words).on_hover_text(theme.say(text!(
            "Each step up the axis is ten times as much: small numbers stay visible.",
            "纵轴每上升一格数值扩大十倍，便于看清很小的数值。"
        )));
    }
    if state.measure != Measure::Rate {
        ui.horizontal(|ui| {
            // The handle's ring stands out a little to the left of the rail.
            ui.spacing_mut().item_spacing.x = space::ONE;
            let name = theme.say(text!("smooth", "平滑"));
            ui.label(theme.caption(&*name));
            let (response, moved) = slider::ui(ui, theme, state.smoothing, (0.0, SMOOTHEST), 0.01, false);
            state.smoothing = moved.unwrap_or(state.smoothing);
            let label = theme.say(text!("Smoothing", "平滑"));
            response.ctx.accesskit_node_builder(response.id, |node| node.set_label(&*label));
            let percent = 100.0 * state.smoothing;
            response.on_hover_text(theme.say(text!(
                "Each point keeps {percent:.0} % of the average before it; what was measured stays, faintly.",
                "每一点保留之前平均值的 {percent:.0}%；原始测量值以浅色显示。"
            )));
        });
    }
}

/// The report of this moment, of the test rows when there are any.
fn report(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState) {
    let report = &snapshot.detail.report;
    if report.test.is_some() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::TWO;
            for of_training in [false, true] {
                let name =
                    if of_training { text!("training rows", "训练集") } else { text!("test rows", "测试集") };
                if tab::ui(ui, theme, &theme.say(name), state.of_training == of_training).clicked() {
                    state.of_training = of_training;
                }
            }
        });
    }
    let part = report.test.as_ref().filter(|_| !state.of_training).unwrap_or(&report.train);
    match part {
        PartReport::Classes(report) => classes::ui(ui, theme, snapshot, report),
        PartReport::Values(reports) => errors::ui(ui, theme, snapshot, reports),
    }
}
