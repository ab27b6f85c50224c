//! How the network learns: the settings that everyone turns, and folded away, the rest.

use egui::{DragValue, Ui};

use super::{
    data_panel::{self, Locks},
    field::{Fields, Number, line, title},
};
use crate::{
    data::Source,
    nn::{Activation, Choice, Regularizer},
    training::{EarlyStopping, Experiment, Rules},
};

/// The TensorFlow Playground's learning rates.
const RATES: [f32; 11] = [1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
/// The TensorFlow Playground's regularization rates above zero.
const PENALTIES: [f32; 9] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Edits the settings that everyone turns.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let hint = "How far each step goes: too small takes for ever, too large jumps about.";
    rate(ui, fields, "Learning rate", hint, &RATES, &mut draft.training.learning_rate);
    fields.problem(ui, "training.learning_rate");
    activation(ui, fields, draft);
    fields.choice(ui, "Optimizer", "The rule that turns a gradient into a step.", &mut draft.training.optimizer);
    fields.problem(ui, "training.optimizer");
    regularization(ui, fields, &mut draft.training.regularizer);
    let loss = &mut draft.training.loss;
    let before = *loss;
    fields.choice(ui, "Loss", "The number that training makes small.", loss);
    if *loss != before && loss.from_logits() {
        draft.network.output.activation = Activation::Linear;
    }
    fields.problem(ui, "training.loss");
    rules(ui, fields, draft);
}

/// Edits what is rarely turned.
pub fn more(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, locks: &mut Locks) {
    if let Source::Generated { samples, .. } = &mut draft.data.source {
        Number::new("Points", "Number of points that are made.", 10..=10_000).show(ui, fields.theme, samples);
        fields.problem(ui, "data.samples");
    }
    let training = &mut draft.training;
    fields.choice(ui, "Batch order", "Shuffled anew every epoch, or always the same.", &mut training.order);
    fields.choice(ui, "Learning rate schedule", "How the rate changes with time.", &mut training.schedule);
    fields.problem(ui, "training.schedule");
    optional(ui, "Clip gradient at", "A longer gradient is shortened to this length.", 1.0, &mut training.clip_norm);
    fields.problem(ui, "training.clip_norm");
    let mut patience = training.early_stopping.map(|stopping| stopping.patience);
    optional(ui, "Stop after epochs without progress", "Of the test loss.", 100, &mut patience);
    training.early_stopping = patience.map(|patience| EarlyStopping {
        patience,
        restore_best: training.early_stopping.is_some_and(|stopping| stopping.restore_best),
    });
    optional(ui, "Stop at epoch", "Training pauses there by itself.", 1000, &mut training.stop.epochs);
    optional(
        ui,
        "Stop at loss",
        "Training pauses when the training loss is this small.",
        0.01,
        &mut training.stop.loss,
    );
    fields.problem(ui, "training.stop");
    fields.choice(ui, "First weights", "How they are drawn.", &mut draft.network.weights);
    fields.problem(ui, "network.weights");
    fields.choice(ui, "First biases", "How they are set.", &mut draft.network.biases);
    let output = &mut draft.network.output.activation;
    fields.choice(ui, "Output activation", "The function of the last layer.", output);
    fields.problem(ui, "network.output");
    let seeds = &mut draft.seeds;
    data_panel::seed(
        ui,
        fields,
        "Weights seed",
        "Where the first weights start.",
        &mut seeds.weights,
        &mut locks.weights,
    );
    data_panel::seed(
        ui,
        fields,
        "Batches seed",
        "Where the order of the rows starts.",
        &mut seeds.batches,
        &mut locks.batches,
    );
}

fn rate(ui: &mut Ui, fields: Fields<'_>, name: &str, hint: &str, rates: &[f32], value: &mut f32) {
    let current = *value;
    fields.pick(ui, name, hint, written(current), |ui| {
        for &rate in rates {
            if ui.selectable_label(rate == current, written(rate)).clicked() {
                *value = rate;
            }
        }
        ui.horizontal(|ui| {
            let label = ui.label("Other");
            ui.add(DragValue::new(value).speed(current.abs() * 0.01).range(0.0..=1000.0).update_while_editing(false))
                .labelled_by(label.id);
        });
    });
}

fn written(rate: f32) -> String {
    if rate == 0.0 || rate >= 1e-5 { format!("{rate}") } else { format!("{rate:e}") }
}

/// One function for all hidden layers; each can have its own in the network drawing.
fn activation(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let hidden = &mut draft.network.hidden;
    let first = hidden.first().map(|layer| layer.activation);
    let shown = match first {
        None => "No hidden layers".to_owned(),
        Some(first) if hidden.iter().all(|layer| layer.activation == first) => title(first.name()),
        Some(_) => "Several".to_owned(),
    };
    fields.pick(ui, "Activation", "The function of every hidden unit.", shown, |ui| {
        for &choice in Activation::ALL.iter().filter(|choice| choice.trainable()) {
            let selected = !hidden.is_empty() && hidden.iter().all(|layer| layer.activation == choice);
            if ui.selectable_label(selected, title(choice.name())).clicked() {
                hidden.iter_mut().for_each(|layer| layer.activation = choice);
            }
        }
    });
    fields.problem(ui, "network.activation");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Penalty {
    None,
    L1,
    L2,
    WeightDecay,
}

impl Penalty {
    const ALL: [(Self, &'static str); 4] =
        [(Self::None, "None"), (Self::L1, "L1"), (Self::L2, "L2"), (Self::WeightDecay, "Weight decay")];

    fn rate(self, regularizer: &mut Regularizer) -> Option<&mut f32> {
        match self {
            Self::None => None,
            Self::L1 => Some(&mut regularizer.l1),
            Self::L2 => Some(&mut regularizer.l2),
            Self::WeightDecay => Some(&mut regularizer.weight_decay),
        }
    }
}

fn regularization(ui: &mut Ui, fields: Fields<'_>, regularizer: &mut Regularizer) {
    let on: Vec<_> = Penalty::ALL
        .into_iter()
        .filter(|(penalty, _)| penalty.rate(&mut regularizer.clone()).is_some_and(|rate| *rate > 0.0))
        .collect();
    let shown = match on.as_slice() {
        [] => "None".to_owned(),
        several => several.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(" and "),
    };
    let current = on.first().map_or(Penalty::None, |(penalty, _)| *penalty);
    let last_rate = current.rate(regularizer).map_or(0.001, |rate| *rate);
    fields.pick(ui, "Regularization", "What keeps the weights small.", shown, |ui| {
        for (penalty, name) in Penalty::ALL {
            if ui.selectable_label(penalty == current, name).clicked() && penalty != current {
                *regularizer = Regularizer { l1_rule: regularizer.l1_rule, ..Regularizer::default() };
                if let Some(rate) = penalty.rate(regularizer) {
                    *rate = last_rate;
                }
            }
        }
    });
    for (penalty, name) in on {
        if let Some(value) = penalty.rate(regularizer) {
            rate(ui, fields, &format!("{name} rate"), "How hard it presses.", &PENALTIES, value);
        }
    }
    fields.problem(ui, "training.regularizer");
}

fn rules(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let current = Rules::of(draft);
    let shown = current.map_or_else(|| "Own mixture".to_owned(), |rules| title(rules.name()));
    let hint = "Playground: weights ±0.5, half squared error, batches in one order. \
                Modern: weights by activation, cross-entropy, shuffled batches.";
    fields.pick(ui, "Rules", hint, shown, |ui| {
        for rules in Rules::ALL {
            if ui.selectable_label(current == Some(*rules), title(rules.name())).clicked() {
                rules.apply(draft);
            }
        }
    });
}

fn optional<Num: egui::emath::Numeric>(ui: &mut Ui, name: &str, hint: &str, default: Num, value: &mut Option<Num>) {
    ui.horizontal(|ui| {
        let mut on = value.is_some();
        if ui.checkbox(&mut on, name).on_hover_text(hint).changed() {
            *value = on.then_some(default);
        }
    });
    if let Some(number) = value {
        line(ui, "", hint, |ui| {
            let speed = number.to_f64().abs().max(0.01) * 0.01;
            ui.add(DragValue::new(number).speed(speed)).on_hover_text(name)
        });
    }
}
