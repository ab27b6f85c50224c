//! The settings that a lesson leaves open, beside its words.

use egui::Ui;

use super::{
    data::{self, Locks},
    fields::Fields,
    labels, training,
};
use crate::{
    experiment::{Experiment, fields},
    lessons, text,
};

/// Most settings that are listed; a lesson that opens more opens whole groups, which are found among all settings.
const MOST: usize = 8;

/// The keys that the lesson opens by name; none when it locks nothing.
#[must_use]
pub fn open(locks: &lessons::Locks) -> Vec<&'static str> {
    let is_named = |key: &str| locks.show.iter().any(|word| key == word || key.starts_with(&format!("{word}.")));
    let mut keys: Vec<&'static str> =
        fields::all().map(|field| field.key).filter(|key| is_named(key) && locks.is_open(key)).collect();
    keys.dedup();
    keys
}

/// Edits what is open; there are `rows` to train on.
pub fn ui(
    ui: &mut Ui,
    fields: Fields<'_>,
    draft: &mut Experiment,
    (locks, seeds): (&lessons::Locks, &mut Locks),
    rows: usize,
) {
    let theme = fields.theme;
    for key in open(locks).into_iter().take(MOST) {
        match key {
            "training.learning_rate" => training::learning_rate(ui, fields, draft),
            "training.batch_size" => data::batch_size(ui, fields, &mut draft.training_mut().batch_size, rows),
            "training.regularizer.l1" => training::penalty(ui, fields, draft, key),
            "training.regularizer.l2" => training::penalty(ui, fields, draft, key),
            "network.activation" => training::activation(ui, fields, draft),
            "data.labels" => labels::slider(ui, theme, draft),
            "network.hidden" => {
                let words = text!("Layers and units: − and + in the drawing.", "层和单元：用图中的 − 和 +。");
                ui.label(theme.say(words));
            }
            "data.features" => {
                let words = text!("Features: switch them on and off in the drawing.", "特征：在图中点选。");
                ui.label(theme.say(words));
            }
            "seeds.weights" => data::seed(ui, fields, key, &mut draft.seeds.weights, Some(&mut seeds.weights)),
            "seeds.batches" => data::seed(ui, fields, key, &mut draft.seeds.batches, Some(&mut seeds.batches)),
            "seeds.data" => data::seed(ui, fields, key, &mut draft.seeds.data, Some(&mut seeds.data)),
            _ => fields.field(ui, draft, key),
        }
    }
}
