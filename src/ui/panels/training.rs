//! Training settings: the common ones, and folded away, the rest.

use egui::Ui;

use super::{
    control::written,
    data::{self, Locks},
    fields::{Fields, number},
};
use crate::{
    experiment::{Experiment, Rules, fields},
    language::Text,
    nn::{Activation, Choice, Regularizer},
    text,
    ui::{
        kit::{self, field::entry},
        naming::title,
    },
};

/// The TensorFlow Playground's learning rates.
const RATES: [f32; 11] = [1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
/// The TensorFlow Playground's regularization rates above zero.
const PENALTIES: [f32; 9] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Fields whose controls are among the common ones, beside the data, or above a layer.
const ELSEWHERE: [&str; 12] = [
    "training.learning_rate",
    "training.optimizer",
    "training.regularizer.l1",
    "training.regularizer.l2",
    "training.regularizer.weight_decay",
    "training.loss",
    "training.batch_size",
    "network.hidden",
    "network.activation",
    "network.dropout",
    "network.frozen",
    "network.frozen.places",
];

/// Edits the common settings.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    learning_rate(ui, fields, draft);
    activation(ui, fields, draft);
    fields.field(ui, draft, "training.optimizer");
    fields.guarded(ui, "training.regularizer", |ui| regularization(ui, fields, draft));
    fields.field(ui, draft, "training.loss");
    fields.guarded(ui, "all", |ui| rules(ui, fields, draft));
}

/// Edits the learning rate.
pub(super) fn learning_rate(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let key = "training.learning_rate";
    fields.guarded(ui, key, |ui| rate(ui, fields, draft, key, &RATES));
}

/// Edits the strength of the penalty with this key, 0 for none.
pub(super) fn penalty(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, key: &str) {
    let rates: Vec<f32> = std::iter::once(0.0).chain(PENALTIES).collect();
    fields.guarded(ui, key, |ui| rate(ui, fields, draft, key, &rates));
}

/// Edits the rest: every field of training and network that has no control elsewhere, where it applies.
pub fn more(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, locks: &mut Locks) {
    fields.field(ui, draft, "data.samples");
    fields.field(ui, draft, "data.validation_share");
    let mut last = "";
    for part in ["training.", "network."] {
        for field in fields::all().filter(|field| field.key.starts_with(part) && !ELSEWHERE.contains(&field.key)) {
            let is_idle = field.key == "training.regularizer.l1_rule" && draft.training().regularizer.l1 <= 0.0;
            if field.key != last && !is_idle {
                fields.field(ui, draft, field.key);
            }
            if field.key == "training.early_stopping" {
                watched(ui, fields, draft);
            }
            last = field.key;
        }
    }
    let is_spoiled = draft.autoencoder().is_some_and(|autoencoder| autoencoder.masked > 0.0 || autoencoder.noise > 0.0);
    let is_augmented = !draft.training().augmentation.is_none();
    let draws_noise = is_spoiled || is_augmented || draft.network.hidden.iter().any(|layer| layer.dropout > 0.0);
    let seeds = &mut draft.seeds;
    data::seed(ui, fields, "seeds.weights", &mut seeds.weights, Some(&mut locks.weights));
    data::seed(ui, fields, "seeds.batches", &mut seeds.batches, Some(&mut locks.batches));
    if draws_noise {
        data::seed(ui, fields, "seeds.noise", &mut seeds.noise, None);
    }
}

/// Without validation rows, early stopping says what it watches instead.
fn watched(ui: &mut Ui, fields: Fields<'_>, draft: &Experiment) {
    if draft.training().early_stopping.is_some() && draft.data.validation_share == 0.0 {
        let words = text!("No validation rows: it watches the test loss.", "没有验证样本：以测试损失为准。");
        ui.label(fields.theme.caption(fields.theme.say(words)));
    }
}

/// A number to choose from `rates`, or to be typed, of the field of this key.
fn rate(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, key: &str, rates: &[f32]) {
    let Some((field, range, slot)) = number(key) else { return };
    let Some(value) = slot(draft) else { return };
    let current = *value;
    fields.pick(ui, field.name(), field.hint(), written(current), |ui| {
        for &rate in rates {
            if entry(ui, rate == current, written(rate)).clicked() {
                *value = rate;
            }
        }
        ui.horizontal(|ui| {
            // It begins where the words of the list do.
            ui.add_space(ui.spacing().button_padding.x);
            let label = ui.label(fields.theme.say(text!("Other", "其他")));
            let (low, high) = range.ends();
            let text = written(current);
            let number =
                kit::number::Number::new(low..=high).speed(f64::from(current.abs() * 0.01)).late().in_full(&text);
            let (other, made) = number.show(ui, *value);
            other.labelled_by(label.id);
            *value = made.filter(|made| range.contains(*made)).unwrap_or(*value);
        });
    });
    fields.problem(ui, key);
}

/// One activation for all hidden layers; each can have its own in the network drawing.
pub(super) fn activation(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    fields.guarded(ui, "network.activation", |ui| function(ui, fields, draft));
}

fn function(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let hidden = &mut draft.network.hidden;
    let first = hidden.first().map(|layer| layer.activation);
    let shown = match first {
        None => text!("No hidden layers", "没有隐藏层"),
        Some(first) if hidden.iter().all(|layer| layer.activation == first) => title(&first),
        Some(_) => text!("Several", "多种"),
    };
    let hint = text!("The function of every hidden unit.", "所有隐藏单元的函数。");
    fields.pick(ui, text!("Activation", "激活函数"), hint, fields.theme.say(shown), |ui| {
        for &choice in Activation::ALL.iter().filter(|choice| choice.trainable()) {
            let selected = !hidden.is_empty() && hidden.iter().all(|layer| layer.activation == choice);
            if entry(ui, selected, fields.theme.say(title(&choice))).clicked() {
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
    const ALL: [(Self, Text); 4] = [
        (Self::None, Text::fixed("None", "无")),
        (Self::L1, Text::fixed("L1", "L1")),
        (Self::L2, Text::fixed("L2", "L2")),
        (Self::WeightDecay, Text::fixed("Weight decay", "权重衰减")),
    ];

    fn rate(self, regularizer: &mut Regularizer) -> Option<&mut f32> {
        match self {
            Self::None => None,
            Self::L1 => Some(&mut regularizer.l1),
            Self::L2 => Some(&mut regularizer.l2),
            Self::WeightDecay => Some(&mut regularizer.weight_decay),
        }
    }

    /// The field that its rate is of.
    const fn key(self) -> &'static str {
        match self {
            Self::None => "",
            Self::L1 => "training.regularizer.l1",
            Self::L2 => "training.regularizer.l2",
            Self::WeightDecay => "training.regularizer.weight_decay",
        }
    }
}

fn regularization(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let regularizer = &mut draft.training_mut().regularizer;
    let on: Vec<_> = Penalty::ALL
        .into_iter()
        .filter(|(penalty, _)| penalty.rate(&mut regularizer.clone()).is_some_and(|rate| *rate > 0.0))
        .collect();
    let theme = fields.theme;
    let names: Vec<_> = on.iter().map(|(_, name)| name.say(theme.language)).collect();
    let shown = match names.as_slice() {
        [] => theme.say(text!("None", "无")).into_owned(),
        several => several.join(&theme.say(text!(" and ", "与"))),
    };
    let current = on.first().map_or(Penalty::None, |(penalty, _)| *penalty);
    let last_rate = current.rate(regularizer).map_or(0.001, |rate| *rate);
    let hint = text!("What keeps the weights small.", "使权重保持较小的约束。");
    fields.pick(ui, text!("Regularization", "正则化"), hint, shown, |ui| {
        for (penalty, name) in Penalty::ALL {
            if entry(ui, penalty == current, theme.say(name)).clicked() && penalty != current {
                *regularizer = Regularizer { l1_rule: regularizer.l1_rule, ..Regularizer::default() };
                if let Some(rate) = penalty.rate(regularizer) {
                    *rate = last_rate;
                }
            }
        }
    });
    for (penalty, _) in on {
        rate(ui, fields, draft, penalty.key(), &PENALTIES);
    }
}

fn rules(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let current = Rules::of(draft);
    let shown = current.map_or_else(|| text!("Custom", "自定义"), |rules| title(&rules));
    let hint = text!(
        "Playground: weights ±0.5, half squared error, batches in one order. \
         Modern: weights by activation, cross-entropy, shuffled batches.",
        "Playground：权重在 ±0.5 内，半平方误差，批次顺序固定。现代：权重按激活函数初始化，交叉熵，批次每轮打乱。"
    );
    fields.pick(ui, text!("Rules", "规则"), hint, fields.theme.say(shown), |ui| {
        for rules in Rules::ALL {
            if entry(ui, current == Some(*rules), fields.theme.say(title(rules))).clicked() {
                rules.apply(draft);
            }
        }
    });
}
