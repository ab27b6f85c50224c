//! Training curves and report: loss, accuracy and learning rate over time; confusion matrix and errors.

pub mod across;
mod changes;
pub mod classes;
pub mod curve;
pub mod errors;
mod ghosts;
pub mod measure;
mod numbers;
pub mod plot;
pub mod scale;

use egui::{Button, Color32, RichText, Ui, WidgetInfo, accesskit::Role, vec2};
use egui_plot::{LineStyle, PlotPoint};

pub use self::{across::Across, measure::Measure, scale::Scale};
use self::{
    across::Places,
    changes::Changes,
    curve::{drawable, smooth},
    ghosts::Ghosts,
    scale::spans_decades,
};
use super::{export_menu, matched};
use crate::{
    data::Split,
    language::{Language, Text},
    measure::PartReport,
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

/// Largest number of points of a curve, however many pixels are across.
const MOST: usize = 1_000;
/// A curve has as many points as there are pixels across, rounded up to so many, so that it is not made anew at every
/// pixel by which a window is drawn wider.
const PIXELS: f32 = 100.0;
/// Smallest number that can be shown on a logarithmic axis.
const LEAST: f64 = 1e-12;
/// Width of what can be chosen beside the numbers, at best and at least.
const OPTIONS: f32 = 128.0;
const LEAST_OPTIONS: f32 = 88.0;
/// Width of a number of eight digits, with the room after it.
const NUMBER: f32 = 104.0;
/// Strongest smoothing.
const SMOOTHEST: f64 = 0.99;

/// Display options of the curves.
#[derive(Debug, Default)]
pub struct LossViewState {
    /// What is shown.
    pub measure: Measure,
    /// How the axis of the loss and of the learning rate is divided.
    pub scale: Scale,
    /// What the curves are drawn over.
    pub across: Across,
    /// Weight of the previous values in a smoothed curve, 0…0.99.
    pub smoothing: f64,
    /// The rows of the report, if there are such: else the test rows, or the training rows.
    pub reported: Option<Split>,
    /// Whether the window is low: the numbers stand in one line, and how the curve is drawn is chosen in the menu.
    pub low: bool,
    /// Whether a picture of it is being taken.
    pub taking: bool,
    curves: Vec<Curve>,
    ghosts: Ghosts,
    changes: Changes,
    places: Option<Places>,
    made: Option<Made>,
    /// Whether the curves span decades, so that the axis turns logarithmic by itself.
    spans_decades: bool,
    /// Room for the numbers of the axis upward, as wide as the last ones needed.
    gutter: f32,
    /// Room for the numbers of the moment, where they stand in the plot.
    numbers_wide: f32,
    /// Whether they stand at the foot of the plot, since the curve is at its head.
    numbers_low: bool,
}

/// What the curves were made from; while it stays the same, they do.
type Made = (u64, Measure, Scale, Across, u64, Language, usize);

/// A curve, ready to be drawn.
#[derive(Debug)]
pub(super) struct Curve {
    name: String,
    split: Split,
    /// The smoothed curve, or what was measured when nothing is smoothed.
    line: Vec<PlotPoint>,
    /// What was measured, when the line is smoothed.
    measured: Vec<PlotPoint>,
}

impl LossViewState {
    /// Whether the axis upward is logarithmic for what is shown.
    #[must_use]
    pub const fn is_logarithmic(&self) -> bool {
        self.scale.is_logarithmic(self.spans_decades) && matches!(self.measure, Measure::Loss | Measure::Rate)
    }

    /// Prepares the curves of `snapshot` with at most about `most` points each, unless they stand already.
    fn update(&mut self, theme: &Theme, snapshot: &Snapshot, most: usize) {
        let smoothing = self.smoothing.to_bits();
        let made = (snapshot.number, self.measure, self.scale, self.across, smoothing, theme.language, most);
        if self.made.replace(made) == Some(made) {
            return;
        }
        let places = Places::of(snapshot, self.across);
        let records = snapshot.records();
        let training = snapshot.newest_experiment.training();
        let rate = |record: &Record| f64::from(snapshot.history.learning_rate(training, record.epoch as f64));
        let parts = |record: &Record| {
            let metrics = record.metrics;
            [Split::Train, Split::Validation, Split::Test].map(|split| metrics.part(split).map(|part| part.loss))
        };
        self.spans_decades = match self.measure {
            Measure::Rate => spans_decades(records.iter().map(rate), self.spans_decades),
            _ => spans_decades(records.iter().flat_map(parts).flatten(), self.spans_decades),
        };
        let logarithmic = self.is_logarithmic();
        let height = |value: f64| if logarithmic { libm::log10(value.max(LEAST)) } else { value };
        let curve = |name: String, split: Split, value: &dyn Fn(&Record) -> Option<f64>| {
            let points = || records.iter().filter_map(|record| Some((places.at(record), height(value(record)?))));
            if self.smoothing > 0.0 && self.measure != Measure::Rate {
                let line = drawable(smooth(points(), self.smoothing), most);
                Curve { name, split, line, measured: drawable(points(), most) }
            } else {
                Curve { name, split, line: drawable(points(), most), measured: Vec::new() }
            }
        };
        self.curves = match self.measure {
            Measure::Loss | Measure::Score => {
                // Those for training last, above the others.
                let of = |split: Split| {
                    let value = |record: &Record| record.metrics.part(split).map(|part| self.measure.of(part));
                    curve(theme.say(word(split)).into_owned(), split, &value)
                };
                [Split::Test, Split::Validation, Split::Train].map(of).into()
            }
            Measure::Rate => {
                let rate = |record: &Record| Some(rate(record));
                vec![curve(theme.say(text!("learning rate", "学习率")).into_owned(), Split::Train, &rate)]
            }
            Measure::Report => Vec::new(),
        };
        self.curves.retain(|curve| !curve.line.is_empty());
        self.changes = Changes::of(snapshot, &places);
        self.places = Some(places);
    }
}

fn word(split: Split) -> Text {
    match split {
        Split::Train => text!("train", "训练"),
        Split::Validation => text!("validation", "验证"),
        Split::Test => text!("test", "测试"),
    }
}

/// Colour and pattern of the line that stands for a part, so that nobody has to tell them apart by colour.
const fn look(theme: &Theme, split: Split) -> (Color32, LineStyle) {
    match split {
        Split::Train => (theme.ink, LineStyle::Solid),
        Split::Validation => (theme.validation, LineStyle::Dotted { spacing: 5.0 }),
        Split::Test => (theme.accent, LineStyle::Dashed { length: 6.0 }),
    }
}

/// Shows how the run of `snapshot` went from the start to now.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState, runs: &Runs) -> Vec<Action> {
    let classes = snapshot.experiment.scores_a_share();
    let has_ghosts = state.measure != Measure::Rate && !runs.all().is_empty();
    let parts = 1 + usize::from(snapshot.metrics.validation.is_some()) + usize::from(snapshot.metrics.test.is_some());
    let folded = state.low || is_crowded(ui.available_width(), parts, has_ghosts);
    // The mean R² of what is redrawn says little: a pixel that is hardly ever inked counts as much as any.
    let redraws = snapshot.experiment.autoencoder().is_some();
    if redraws && state.measure == Measure::Score {
        state.measure = Measure::Loss;
    }
    let mut actions = tabs(ui, theme, state, (classes, redraws), folded);
    if state.measure == Measure::Report && snapshot.experiment.alignment().is_some() {
        matched::not_by_row(ui, theme);
        return actions;
    }
    if state.measure == Measure::Report {
        report(ui, theme, snapshot, state);
        return actions;
    }
    let across = ui.available_width() * ui.ctx().pixels_per_point();
    let most = PIXELS * (across / PIXELS).ceil().max(2.0);
    state.update(theme, snapshot, MOST.min(most as usize));
    let logarithmic = state.is_logarithmic();
    state.ghosts.update(runs, state.measure, logarithmic, state.across, state.smoothing);
    // A low plot keeps its height: each pinned run has its letter at its curve, and a line on the page of runs.
    if !state.low {
        ui.horizontal(|ui| {
            numbers::ui(ui, theme, snapshot, state, classes);
            if has_ghosts {
                let options = if folded { 0.0 } else { OPTIONS + space::TWO };
                let room = vec2((ui.available_width() - options).max(space::TARGET), 44.0);
                ui.allocate_ui_with_layout(
                    room,
                    egui::Layout::left_to_right(egui::Align::Min).with_main_wrap(true),
                    |ui| {
                        actions.extend(ghosts::legend(ui, theme, runs, &snapshot.newest_experiment));
                    },
                );
            }
            if !folded {
                let end = egui::Layout::right_to_left(egui::Align::Min);
                ui.with_layout(end, |ui| {
                    let room = vec2(ui.available_width().min(OPTIONS), 44.0);
                    ui.allocate_ui_with_layout(room, egui::Layout::top_down(egui::Align::Min), |ui| {
                        options(ui, theme, state);
                    });
                });
            }
        });
    }
    plot::ui(ui, theme, snapshot, state, classes);
    actions
}

/// Whether so many numbers, as long as they get, and the names of pinned runs leave no room for what can be chosen beside
/// them.
fn is_crowded(width: f32, parts: usize, has_ghosts: bool) -> bool {
    let ghosts = if has_ghosts { 2.0 * space::TARGET } else { 0.0 };
    parts as f32 * NUMBER + ghosts + LEAST_OPTIONS > width
}

/// The tabs, and the menu: for classes, for values or for what is redrawn, and with the options in the menu or not.
fn tabs(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut LossViewState,
    (classes, redraws): (bool, bool),
    folded: bool,
) -> Vec<Action> {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = if state.low { space::ONE } else { space::TWO };
        for measure in Measure::ALL.into_iter().filter(|measure| !redraws || *measure != Measure::Score) {
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
            let more = folded && state.measure != Measure::Report;
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

/// How the curve is drawn.
fn options(ui: &mut Ui, theme: &Theme, state: &mut LossViewState) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if state.measure != Measure::Score {
        let words = theme.caption(theme.say(text!("log scale", "对数刻度")));
        let mut logarithmic = state.is_logarithmic();
        let response = check::ui(ui, theme, &mut logarithmic, words).on_hover_text(theme.say(text!(
            "Each power of ten has the same height: small numbers stay visible. Comes by itself when the curve spans decades.",
            "每个数量级的高度相同，便于看清很小的数值。曲线跨越多个数量级时会自动开启。"
        )));
        if response.changed() {
            state.scale = Scale::chosen(logarithmic, state.spans_decades);
        }
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
                "每一点保留之前平均值的 {percent:.0} %；原始测量值以浅色显示。"
            )));
        });
    }
}

/// The report of this moment, of the test rows when there are any.
fn report(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState) {
    let report = &snapshot.detail.report;
    let parts = [Split::Test, Split::Validation, Split::Train];
    let parts: Vec<_> = parts.into_iter().filter_map(|split| Some((split, report.part(split)?))).collect();
    let shown = parts.iter().position(|(split, _)| state.reported == Some(*split)).unwrap_or_default();
    if parts.len() > 1 {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::TWO;
            for (place, (split, _)) in parts.iter().enumerate() {
                let name = match split {
                    Split::Train => text!("training rows", "训练集"),
                    Split::Validation => text!("validation rows", "验证集"),
                    Split::Test => text!("test rows", "测试集"),
                };
                if tab::ui(ui, theme, &theme.say(name), place == shown).clicked() {
                    state.reported = Some(*split);
                }
            }
        });
    }
    match parts[shown].1 {
        PartReport::Classes(report) => classes::ui(ui, theme, snapshot, report),
        PartReport::Values(reports) => errors::ui(ui, theme, snapshot, reports),
    }
}
