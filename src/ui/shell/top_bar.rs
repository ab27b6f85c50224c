//! The bar above everything: start over, run, step; how fast; where we are; what this session is called.

use std::{borrow::Cow, path::PathBuf};

use egui::{Align, Layout, Ui, UiBuilder};

use super::{menu, rail};
use crate::{
    language::{Text, grouped},
    text,
    ui::{
        Action,
        kit::{
            Preferences, Theme,
            icon::{self, Icon, Weight},
            slider,
            theme::{space, text},
        },
        pages::Pages,
    },
    worker::Snapshot,
};

/// Epochs a second to begin with: slow enough to see a small network learn.
pub const USUAL_SPEED: f64 = 30.0;
/// Width of the speed, its slider, and the button beside that.
const SPEED: f32 = 192.0;
/// Width of that button.
const FULL: f32 = 40.0;
/// Least width of the name of the session with the two buttons behind it.
const TITLE: f32 = 184.0;
/// Room for a number of epochs of five digits.
const THOUSANDS: f32 = 68.0;
/// Height of a caption with something below it.
const TWO_LINES: f32 = 44.0;
/// Right end of the slider, in epochs a second: no limit at all. Its left end is one step a second.
const NO_LIMIT: f64 = 10_000.0;

/// What the bar shows beside the snapshot.
#[derive(Clone, Debug)]
pub struct Heading<'a> {
    /// Name of the session.
    pub title: &'a Text,
    /// Whether a file holds it.
    pub saved: bool,
    /// Whether there are changes that no file holds.
    pub changed: bool,
    /// What the window is waiting for, when that takes long.
    pub busy: Option<Cow<'static, str>>,
    /// Largest number of epochs per second; `None` for no limit.
    pub speed: Option<f64>,
    /// Whether the left region is a drawer, and whether it is shown.
    pub settings: (bool, bool),
    /// Places to begin.
    pub presets: &'a [menu::Preset],
    /// What the person prefers.
    pub preferences: Preferences,
    /// Files that were used last, newest first.
    pub recent: &'a [PathBuf],
    /// The pages, when the rail has no row of its own.
    pub rail: Option<&'a Pages>,
    /// All pages, for the menu.
    pub pages: &'a Pages,
    /// Whether nothing is trained on the page that is shown.
    pub locked: bool,
}

/// Shows the bar and gives back what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, heading: Heading<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let middle = Layout::left_to_right(Align::Center);
    let whole = ui.max_rect();
    ui.scope_builder(UiBuilder::new().max_rect(whole).layout(middle), |ui| {
        ui.spacing_mut().item_spacing.x = space::HALF;
        let (is_drawer, is_shown) = heading.settings;
        let hint = if is_shown {
            text!("Hide the settings", "收起设置")
        } else {
            text!("Show the settings", "展开设置")
        };
        let hint = theme.say(hint);
        let name = if is_drawer { theme.say(text!("Settings", "设置")) } else { hint.clone() };
        if icon::button(ui, theme, Icon::Settings, Weight::Plain, 36.0, &name, &hint).clicked() {
            actions.push(Action::Drawer);
        }
        transport(ui, theme, snapshot, heading.locked, &mut actions);
        ui.add_space(space::TWO);
        speed(ui, theme, snapshot, heading.speed, &mut actions);
        ui.add_space(space::THREE);
        counter(ui, theme, &theme.say(text!("Epoch", "轮数")), &grouped(snapshot.epoch));
        ui.add_space(space::TWO);
        if let Some(pages) = heading.rail {
            let room = whole.with_min_x(ui.cursor().left());
            let row = UiBuilder::new().max_rect(room).layout(middle);
            let shown = ui.scope_builder(row, |ui| rail::inline(ui, theme, snapshot, pages, TITLE));
            actions.extend(shown.inner);
        }
        let rest = whole.with_min_x(ui.cursor().left() + space::TWO);
        ui.scope_builder(UiBuilder::new().max_rect(rest).layout(Layout::right_to_left(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            let places = (heading.presets, heading.recent, heading.pages);
            menu::ui(ui, theme, places, &heading.preferences, &mut actions);
            let (name, hint) = (
                theme.say(text!("Shortcuts", "快捷键")),
                theme.say(text!("What is on the screen, and shortcuts (?)", "屏幕上的内容与快捷键（?）")),
            );
            if icon::button(ui, theme, Icon::Help, Weight::Plain, 36.0, &name, &hint).clicked() {
                actions.push(Action::Shortcuts);
            }
            ui.add_space(space::ONE);
            let title = heading.title.say(theme.language);
            let line = match (heading.saved, heading.changed) {
                _ if heading.busy.is_some() => Text::same(format!("{title} · {}", heading.busy.unwrap_or_default())),
                (_, true) => text!("{title} · not saved", "{title} · 未保存"),
                (true, false) => text!("{title} · saved", "{title} · 已保存"),
                (false, false) => Text::same(title),
            };
            ui.add(egui::Label::new(egui::RichText::new(theme.say(line)).color(theme.muted)).truncate());
        });
    });
    actions
}

fn transport(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, locked: bool, actions: &mut Vec<Action>) {
    let (icon, name, hint) = if snapshot.running {
        (Icon::Pause, text!("Pause", "暂停"), text!("Pause (Space)", "暂停（空格键）"))
    } else {
        (Icon::Play, text!("Train", "训练"), text!("Train (Space)", "训练（空格键）"))
    };
    let start = text!("Reset to the same start (R)", "重置到同一起点（R）");
    let epoch = text!("Step one epoch (E)", "训练一轮（E）");
    let seed = snapshot.experiment.seeds.weights;
    let other = text!(
        "New start from another seed (N). The weights' seed is {seed} now.",
        "用另一个种子重新开始（N）。当前权重的种子为 {seed}。"
    );
    let buttons = [
        (Icon::Reset, Weight::Plain, text!("Reset", "重置"), start, Action::Reset),
        (icon, Weight::Main, name, hint, Action::PlayOrPause),
        (
            Icon::StepBatch,
            Weight::Plain,
            text!("Step one batch", "训练一批"),
            text!("Step one batch (S)", "训练一批（S）"),
            Action::StepBatch,
        ),
        (Icon::StepEpoch, Weight::Plain, text!("Step one epoch", "训练一轮"), epoch, Action::StepEpoch),
        (Icon::Die, Weight::Plain, text!("New start", "重新开始"), other, Action::NewStart),
    ];
    for (icon, weight, name, hint, action) in buttons {
        let size = if weight == Weight::Main { 40.0 } else { 36.0 };
        if locked {
            let (name, hint) = match weight {
                Weight::Main => (
                    theme.say(text!("Weights are locked", "权重已锁定")),
                    theme.say(text!(
                        "A model in use does not learn; go back to a stage to train.",
                        "使用中的模型不再学习；要训练请回到某个阶段。"
                    )),
                ),
                Weight::Plain => (theme.say(name), theme.say(hint)),
            };
            let icon = if weight == Weight::Main { Icon::Locked } else { icon };
            let button = |ui: &mut Ui| icon::button(ui, theme, icon, Weight::Plain, size, &name, &hint);
            ui.add_enabled_ui(weight == Weight::Main, button);
            continue;
        }
        if icon::button(ui, theme, icon, weight, size, &theme.say(name), &theme.say(hint)).clicked() {
            actions.push(action);
        }
    }
}

fn speed(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, limit: Option<f64>, actions: &mut Vec<Action>) {
    ui.allocate_ui_with_layout(egui::vec2(SPEED, TWO_LINES), Layout::top_down(Align::Min), |ui| {
        ui.set_width(SPEED);
        ui.spacing_mut().item_spacing.y = 0.0;
        let steps = steps_per_epoch(snapshot);
        let shown = match limit {
            _ if snapshot.running => {
                let rate = rate(snapshot.epochs_per_second, steps);
                let (english, chinese) = rate.both();
                text!("Speed · {english}", "速度 · {chinese}")
            }
            Some(limit) => {
                let rate = rate(limit, steps);
                let (english, chinese) = rate.both();
                text!("Speed · up to {english}", "速度 · 最多 {chinese}")
            }
            None => text!("Speed · as fast as it goes", "速度 · 尽可能快"),
        };
        let label = ui.label(theme.caption(theme.say(shown)));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            ui.allocate_ui(egui::vec2(SPEED - FULL - space::HALF, space::TARGET), |ui| {
                let value = limit.unwrap_or(NO_LIMIT);
                let (slider, moved) = slider::ui(ui, theme, value, (1.0 / steps, NO_LIMIT), 0.0, true);
                let slider = slider.labelled_by(label.id);
                slider
                    .ctx
                    .accesskit_node_builder(slider.id, |node| node.set_label(&*theme.say(text!("Speed", "速度"))));
                actions.extend(moved.map(|limit| Action::Speed((limit < NO_LIMIT * 0.99).then_some(limit))));
            });
            full_speed(ui, theme, limit, actions);
        });
    });
}

/// As fast as it goes, by one click; and back again.
fn full_speed(ui: &mut Ui, theme: &Theme, limit: Option<f64>, actions: &mut Vec<Action>) {
    let words = egui::RichText::new(theme.say(text!("Max", "最快"))).size(text::SMALL);
    ui.spacing_mut().button_padding.x = space::HALF;
    let button = egui::Button::selectable(limit.is_none(), words).min_size(egui::vec2(FULL, space::TARGET));
    let button = ui.add(button.stroke(theme.rule_stroke()));
    let name = theme.say(text!("As fast as it goes", "尽可能快"));
    button.ctx.accesskit_node_builder(button.id, |node| node.set_label(&*name));
    let hint = match limit {
        Some(_) => name,
        None => {
            let usual = grouped(USUAL_SPEED as u64);
            theme.say(text!("Back to {usual} epochs/s, to watch it learn", "回到每秒 {usual} 轮，以便观察学习过程"))
        }
    };
    if button.on_hover_text(hint).clicked() {
        actions.push(Action::Speed(if limit.is_some() { None } else { Some(USUAL_SPEED) }));
    }
}

fn counter(ui: &mut Ui, theme: &Theme, name: &str, value: &str) {
    ui.allocate_ui_with_layout(egui::vec2(96.0, TWO_LINES), Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // As wide for one epoch as for a thousand: what stands beside it does not come and go.
        ui.set_min_width(THOUSANDS);
        ui.label(theme.caption(name));
        let response = ui.label(theme.large(value));
        response.ctx.accesskit_node_builder(response.id, |node| node.set_label(format!("{name} {value}")));
    });
}

fn steps_per_epoch(snapshot: &Snapshot) -> f64 {
    let rows = snapshot.data.train.rows.len().max(1);
    rows.div_ceil(snapshot.experiment.training().batch_size.clamp(1, rows)) as f64
}

/// A rate with as many digits as it deserves: in steps when an epoch takes longer than a second.
fn rate(epochs_per_second: f64, steps_per_epoch: f64) -> Text {
    let written = |rate: f64| match rate {
        r if r >= 100.0 => grouped(r.round() as u64),
        r if r >= 9.95 => format!("{r:.0}"),
        r => format!("{r:.1}").trim_end_matches(".0").to_owned(),
    };
    let in_steps = epochs_per_second < 1.0 && steps_per_epoch > 1.0;
    let number = written(if in_steps { epochs_per_second * steps_per_epoch } else { epochs_per_second });
    match (in_steps, number.as_str()) {
        (true, "1") => text!("1 step/s", "1 步/秒"),
        (true, _) => text!("{number} steps/s", "{number} 步/秒"),
        (false, "1") => text!("1 epoch/s", "1 轮/秒"),
        (false, _) => text!("{number} epochs/s", "{number} 轮/秒"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slow_rates_are_told_in_steps() {
        let said = |epochs| rate(epochs, 25.0).to_string();
        assert_eq!([0.04, 0.5, 1.0, 12.4].map(said), ["1 step/s", "12 steps/s", "1 epoch/s", "12 epochs/s"]);
        assert_eq!([12_345.6, 1.25].map(said), ["12,346 epochs/s", "1.2 epochs/s"]);
        assert_eq!(rate(0.5, 1.0).to_string(), "0.5 epochs/s", "the whole set in one step");
    }
}
