//! The bar above everything: start over, run, step; how fast; where we are; what this session is called.

use std::path::PathBuf;

use egui::{Align, Layout, Ui, UiBuilder};

use super::{
    Action, Theme, axis,
    icon::{self, Icon, Weight},
    menu, slider,
    theme::space,
};
use crate::worker::Snapshot;

/// Width of the speed and its slider.
const SPEED: f32 = 176.0;
/// Height of a caption with something below it.
const TWO_LINES: f32 = 44.0;
/// Slowest limit of the slider, in epochs a second; its right end is no limit at all.
const SLOWEST: f64 = 0.5;
/// Right end of the slider.
const NO_LIMIT: f64 = 10_000.0;

/// What the bar shows beside the snapshot.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// Name of the session.
    pub title: &'a str,
    /// Whether a file holds it.
    pub saved: bool,
    /// Whether there are changes that no file holds.
    pub changed: bool,
    /// Epochs per second at most; nothing for as fast as it goes.
    pub speed: Option<f64>,
    /// Whether the left region is a drawer, and then whether it is open.
    pub drawer: Option<bool>,
    /// Places to begin.
    pub presets: &'a [menu::Preset],
    /// Files that were used last, newest first.
    pub recent: &'a [PathBuf],
}

/// Shows the bar and gives back what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, heading: Heading<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let middle = Layout::left_to_right(Align::Center);
    let whole = ui.max_rect();
    ui.scope_builder(UiBuilder::new().max_rect(whole).layout(middle), |ui| {
        ui.spacing_mut().item_spacing.x = space::HALF;
        if let Some(open) = heading.drawer {
            let hint = if open { "Hide the settings" } else { "Show the settings" };
            if icon::button(ui, theme, Icon::Settings, Weight::Plain, 36.0, "Settings", hint).clicked() {
                actions.push(Action::Drawer);
            }
        }
        transport(ui, theme, snapshot.running, &mut actions);
        ui.add_space(space::TWO);
        speed(ui, theme, snapshot, heading.speed, &mut actions);
        ui.add_space(space::THREE);
        counter(ui, theme, "Epoch", &axis::grouped(snapshot.epoch));
        let rest = whole.with_min_x(ui.cursor().left() + space::TWO);
        ui.scope_builder(UiBuilder::new().max_rect(rest).layout(Layout::right_to_left(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            menu::ui(ui, theme, heading.presets, heading.recent, &mut actions);
            if icon::button(ui, theme, Icon::Help, Weight::Plain, 36.0, "Shortcuts", "Shortcuts (?)").clicked() {
                actions.push(Action::Shortcuts);
            }
            ui.add_space(space::ONE);
            let line = match (heading.saved, heading.changed) {
                (_, true) => format!("{} · not saved", heading.title),
                (true, false) => format!("{} · saved", heading.title),
                (false, false) => heading.title.to_owned(),
            };
            ui.add(egui::Label::new(egui::RichText::new(line).color(theme.muted)).truncate());
        });
    });
    actions
}

fn transport(ui: &mut Ui, theme: &Theme, running: bool, actions: &mut Vec<Action>) {
    let (icon, name, hint) =
        if running { (Icon::Pause, "Pause", "Pause (Space)") } else { (Icon::Play, "Train", "Train (Space)") };
    let buttons = [
        (Icon::Reset, Weight::Plain, "Reset", "Back to the same start (R)", Action::Reset),
        (icon, Weight::Main, name, hint, Action::PlayOrPause),
        (Icon::StepBatch, Weight::Plain, "Step one batch", "One batch (S)", Action::StepBatch),
        (Icon::StepEpoch, Weight::Plain, "Step one epoch", "To the end of this epoch (E)", Action::StepEpoch),
        (Icon::Die, Weight::Plain, "New start", "Other first weights, from the next seed (N)", Action::NewStart),
    ];
    for (icon, weight, name, hint, action) in buttons {
        let size = if weight == Weight::Main { 40.0 } else { 36.0 };
        if icon::button(ui, theme, icon, weight, size, name, hint).clicked() {
            actions.push(action);
        }
    }
}

fn speed(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, limit: Option<f64>, actions: &mut Vec<Action>) {
    ui.allocate_ui_with_layout(egui::vec2(SPEED, TWO_LINES), Layout::top_down(Align::Min), |ui| {
        ui.set_width(SPEED);
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = if snapshot.running {
            format!("Speed · {} epochs/s", rate(snapshot.epochs_per_second))
        } else {
            match limit {
                Some(limit) => format!("Speed · up to {} epochs/s", rate(limit)),
                None => "Speed · as fast as it goes".to_owned(),
            }
        };
        let label = ui.label(theme.caption(shown));
        let mut value = limit.unwrap_or(NO_LIMIT);
        let slider = slider::ui(ui, theme, &mut value, (SLOWEST, NO_LIMIT), 0.0, true).labelled_by(label.id);
        slider.ctx.accesskit_node_builder(slider.id, |node| node.set_label("Speed"));
        if slider.changed() {
            actions.push(Action::Speed((value < NO_LIMIT * 0.99).then_some(value)));
        }
    });
}

fn counter(ui: &mut Ui, theme: &Theme, name: &str, value: &str) {
    ui.allocate_ui_with_layout(egui::vec2(96.0, TWO_LINES), Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(theme.caption(name));
        let response = ui.label(theme.large(value));
        response.ctx.accesskit_node_builder(response.id, |node| node.set_label(format!("{name} {value}")));
    });
}

/// A rate with as many digits as it deserves.
fn rate(per_second: f64) -> String {
    match per_second {
        r if r >= 100.0 => axis::grouped(r.round() as u64),
        r if r >= 10.0 => format!("{r:.0}"),
        r => format!("{r:.1}"),
    }
}
