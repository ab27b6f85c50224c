//! Update: the optimizer's step, line by line.

use egui::Ui;

use super::{ArithmeticViewState, Sheet, number, strong};
use crate::{
    experiment::TrainingSettings,
    insight::arithmetic::{Change, Memory},
    nn::{Optimizer, Regularizer},
    text,
    ui::{kit::theme::space, naming::title},
};

/// Shows how the current parameter changes.
pub(super) fn ui(ui: &mut Ui, sheet: &Sheet<'_>, _state: &mut ArithmeticViewState) {
    let theme = sheet.theme;
    // A worked example takes a plain gradient step.
    let plain = TrainingSettings { optimizer: Optimizer::GradientDescent, ..TrainingSettings::default() };
    let training = sheet.case.map_or_else(|| sheet.snapshot.experiment.training(), |_| &plain);
    let (name, optimizer) = (sheet.parameter(), theme.say(title(&training.optimizer)));
    ui.label(theme.title(theme.say(text!("Update of {name}: {optimizer}", "更新 {name}：{optimizer}"))));
    let Some(index) = name.place().and_then(|place| sheet.example.network.index(place)) else { return };
    let Some(before) = sheet.example.value(name) else { return };
    let gradient = sheet.batch.gradient().get(index).copied().unwrap_or(f64::NAN);
    // Penalties apply to weights only.
    let penalties = if sheet.from().is_some() {
        training.regularizer
    } else {
        Regularizer { l1_rule: training.regularizer.l1_rule, ..Regularizer::default() }
    };
    let of_run = || Memory::of(&sheet.snapshot.checkpoint, index);
    let memory = sheet.case.map_or_else(of_run, |_| Memory { step: 1, ..Memory::default() });
    let change = Change::of(training.optimizer, penalties, sheet.rate() as f32, before, gradient, memory);
    let written = number::written(gradient);
    ui.label(theme.say(text!("g = {written}, the mean of the batch", "g = {written}，批次的平均")));
    for line in &change.lines {
        // A line that is wider than the column goes on below.
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            ui.label(strong(theme, line.name));
            // The typefaces have no raised t.
            ui.label(format!("= {}", line.formula));
            ui.label(format!("= {}", line.numbers.replace('-', "−")));
            ui.label("=");
            ui.label(strong(theme, number::written(line.value)).color(theme.accent));
        });
    }
    let (before, after) = (number::written(change.before), number::written(change.after));
    ui.label(strong(theme, format!("{before} → {after}")));
    let words = text!(
        "With the learning rate as set; a schedule, clipping and frozen layers are not in these lines.",
        "使用设定的学习率；学习率调度、梯度裁剪和冻结的层不在这些式子中。"
    );
    if training.clip_norm.is_some() || training.schedule != crate::nn::Schedule::Constant {
        ui.label(theme.caption(theme.say(words)));
    }
}
