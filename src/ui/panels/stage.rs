//! One stage of a pipeline: its task, the corruption of its inputs, and the learning rate of each layer.

use egui::Ui;

use super::{decoder, fields::Fields, labels};
use crate::{
    experiment::{Experiment, Rows, Task},
    insight::remark,
    text,
    ui::{
        Action,
        kit::{
            field::{entry, pick},
            theme::space,
        },
    },
};

/// Learning-rate factors of a layer to choose from: full, slower, and frozen.
const RATES: [f32; 4] = [1.0, 0.3, 0.1, 0.0];

/// Edits the current stage of a pipeline; an ordinary experiment has nothing to edit here. Returns the requested
/// actions.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) -> Vec<Action> {
    let mut actions = Vec::new();
    if draft.stages.list().len() < 2 {
        return actions;
    }
    if draft.stages.at_hand().task == Task::Target {
        if draft.stages.at_hand().rows == Rows::Labelled {
            labels::slider(ui, fields.theme, draft);
        }
        fields.field(ui, draft, "stage.rows");
        layers(ui, fields, draft);
        if draft.stages.at_hand().rates.contains(&0.0) {
            fields.field(ui, draft, "stage.thaw");
        }
    } else if draft.alignment().is_some() {
        fields.field(ui, draft, "stage.layers");
        fields.field(ui, draft, "stage.space");
        fields.field(ui, draft, "stage.temperature");
    } else {
        fields.field(ui, draft, "stage.masked");
        fields.field(ui, draft, "stage.noise");
        fields.field(ui, draft, "stage.layers");
        fields.field(ui, draft, "stage.below");
        decoder::ui(ui, fields.theme, draft);
        fields.problem(ui, "stage.decoder");
        for said in [remark::bottleneck(draft), remark::untrained(draft)].into_iter().flatten() {
            ui.label(fields.theme.caption(fields.theme.say(said)));
        }
    }
    fields.problem(ui, "data.labels");
    fields.field(ui, draft, "training.stop.epochs");
    let words = fields.theme.say(text!("Train without pretraining", "不经预训练直接训练"));
    let button = egui::Button::new(words).min_size(egui::vec2(ui.available_width(), 28.0));
    let hint = text!(
        "Remove the stages that learn without labels; the current run is set aside.",
        "去掉无标签学习的阶段；当前的训练会保留下来。"
    );
    if ui.add(button).on_hover_text(fields.theme.say(hint)).clicked() {
        actions.push(Action::WithoutPretraining);
    }
    ui.add_space(space::ONE);
    actions
}

/// The learning rate of each hidden layer: as the others, slower, or frozen.
fn layers(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let theme = fields.theme;
    let count = draft.network.hidden.len();
    for layer in 0..count {
        let rates = &mut draft.stages.at_hand_mut().rates;
        let now = rates.get(layer).copied().unwrap_or(1.0);
        let number = layer + 1;
        let name = text!("Layer {number}", "第 {number} 层");
        let hint = text!(
            "Whether what this layer has learned goes on learning, more slowly, or stays as it is.",
            "这一层已学到的内容是继续学习、放慢学习，还是保持不变。"
        );
        let words = |rate: f32| match rate {
            0.0 => theme.say(text!("Frozen", "冻结")).into_owned(),
            1.0 => theme.say(text!("Trained", "参与训练")).into_owned(),
            rate => theme.say(text!("Trained, rate × {rate}", "参与训练，学习率 × {rate}")).into_owned(),
        };
        pick(ui, theme, (name, hint), words(now), |ui| {
            for rate in RATES {
                if entry(ui, rate == now, words(rate)).clicked() && rate != now {
                    rates.resize(rates.len().max(layer + 1), 1.0);
                    rates[layer] = rate;
                    // A layer without an entry has factor 1.
                    while rates.last() == Some(&1.0) {
                        rates.pop();
                    }
                }
            }
        });
    }
    fields.problem(ui, "stage.rates");
}
