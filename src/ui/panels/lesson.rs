//! The settings that a lesson leaves open, beside its words.

use egui::Ui;

use super::{
    data::{self, Locks},
    fields::Fields,
    labels, training,
};
use crate::{
    experiment::{Experiment, fields},
    language::{Language, Text},
    lessons, text,
    ui::kit::theme::space,
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

/// What a lesson locks that leaves all else open, in words; nothing when that is no setting.
fn locked(locks: &lessons::Locks) -> Option<Text> {
    let mut all: Vec<&fields::Field> = fields::all().filter(|field| !locks.is_open(field.key)).collect();
    all.dedup_by_key(|field| field.key);
    let named = |language: Language| all.iter().map(|field| field.name().say(language).to_owned()).collect::<Vec<_>>();
    let (english, chinese) = (named(Language::English).join(", "), named(Language::Chinese).join("、"));
    match all.len() {
        0 => None,
        1..=MOST => Some(text!(
            "Locked: {english}. All other settings are yours to change.",
            "已锁定：{chinese}。其他设置都可以更改。"
        )),
        count => Some(text!("{count} settings are locked; they are grey.", "{count} 项设置已锁定，显示为灰色。")),
    }
}

/// Edits what is open, or says what is not where that is less; there are `rows` to train on.
pub fn ui(
    ui: &mut Ui,
    fields: Fields<'_>,
    draft: &mut Experiment,
    (locks, seeds): (&lessons::Locks, &mut Locks),
    rows: usize,
) {
    let theme = fields.theme;
    ui.add_space(space::ONE);
    let open = open(locks);
    if open.is_empty() {
        locked(locks).into_iter().for_each(|said| drop(ui.label(theme.caption(theme.say(said)))));
        return;
    }
    ui.label(theme.title(theme.say(text!("Yours to change", "可以更改"))));
    for key in open.into_iter().take(MOST) {
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
    ui.label(theme.caption(theme.say(text!(
        "The other settings are locked. A weight that is clicked in the network can still be typed.",
        "其他设置已锁定。网络中的权重点击后仍可输入。"
    ))));
}
