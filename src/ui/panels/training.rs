//! How the network learns: the settings that everyone turns, and folded away, the rest.

use egui::Ui;

use super::{
    data::{self, Locks},
    fields::Fields,
};
use crate::{
    experiment::{EarlyStopping, Experiment, Rules},
    language::Text,
    nn::{Activation, Choice, Regularizer},
    text,
    ui::{
        kit::{
            check,
            field::{Number, line},
            number,
        },
        naming::title,
    },
};

/// The TensorFlow Playground's learning rates.
const RATES: [f32; 11] = [1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
/// The TensorFlow Playground's regularization rates above zero.
const PENALTIES: [f32; 9] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Edits the settings that everyone turns.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let hint = text!(
        "How far each step goes: too small takes for ever, too large jumps about.",
        "每一步走多远：太小则学得极慢，太大则来回跳动。"
    );
    rate(ui, fields, text!("Learning rate", "学习率"), hint, &RATES, &mut draft.training_mut().learning_rate);
    fields.problem(ui, "training.learning_rate");
    activation(ui, fields, draft);
    let hint = text!("The rule that turns a gradient into a step.", "把梯度变成更新步的规则。");
    fields.choice(ui, text!("Optimizer", "优化器"), hint, &mut draft.training_mut().optimizer);
    fields.problem(ui, "training.optimizer");
    regularization(ui, fields, &mut draft.training_mut().regularizer);
    let hint = text!("The number that training makes small.", "训练要使之变小的数。");
    fields.choice(ui, text!("Loss", "损失函数"), hint, &mut draft.training_mut().loss);
    fields.problem(ui, "training.loss");
    rules(ui, fields, draft);
}

/// Edits what is rarely turned.
pub fn more(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, locks: &mut Locks) {
    if let Some((samples, _)) = draft.data.source.drawn_mut() {
        let hint = text!("Number of points that are made.", "生成的点数。");
        Number::new(text!("Points", "点数"), hint, 10..=10_000).show(ui, fields.theme, samples);
        fields.problem(ui, "data.samples");
    }
    let training = draft.training_mut();
    let hint = text!("Shuffled anew every epoch, or always the same.", "每轮重新打乱，或始终相同。");
    fields.choice(ui, text!("Batch order", "批次顺序"), hint, &mut training.order);
    let hint = text!("How the rate changes with time.", "学习率如何随时间变化。");
    fields.choice(ui, text!("Learning rate schedule", "学习率调度"), hint, &mut training.schedule);
    fields.problem(ui, "training.schedule");
    let hint = text!("A longer gradient is shortened to this length.", "更长的梯度会缩短到这个长度。");
    optional(ui, fields, text!("Clip gradient at", "梯度裁剪"), hint, 1.0, &mut training.clip_norm);
    fields.problem(ui, "training.clip_norm");
    let before = training.early_stopping.map(|stopping| stopping.patience);
    let mut patience = before;
    let name = text!("Stop after epochs without progress", "无进展若干轮后停止");
    optional(ui, fields, name, text!("Of the test loss.", "以测试损失为准。"), 100, &mut patience);
    if patience != before {
        let stopping = training.early_stopping.unwrap_or_default();
        training.early_stopping = patience.map(|patience| EarlyStopping { patience, ..stopping });
    }
    let hint = text!("Training pauses there by itself.", "训练到此自动暂停。");
    optional(ui, fields, text!("Stop at epoch", "到指定轮数停止"), hint, 1000, &mut training.stop.epochs);
    let hint = text!("Training pauses when the training loss is this small.", "训练损失降到此值时自动暂停。");
    optional(ui, fields, text!("Stop at loss", "到指定损失停止"), hint, 0.01, &mut training.stop.loss);
    fields.problem(ui, "training.stop");
    let hint = text!("How they are drawn.", "初始权重的抽取方式。");
    fields.choice(ui, text!("First weights", "初始权重"), hint, &mut draft.network.weights);
    fields.problem(ui, "network.weights");
    let hint = text!("How they are set.", "初始偏置的设定方式。");
    fields.choice(ui, text!("First biases", "初始偏置"), hint, &mut draft.network.biases);
    let output = &mut draft.network.output.activation;
    let hint = text!("The function of the last layer.", "最后一层的函数。");
    fields.choice(ui, text!("Output activation", "输出激活函数"), hint, output);
    fields.problem(ui, "network.output");
    let seeds = &mut draft.seeds;
    data::seed(
        ui,
        fields,
        text!("Weights seed", "权重种子"),
        text!("Where the first weights start.", "初始权重随机数的起点。"),
        &mut seeds.weights,
        &mut locks.weights,
    );
    data::seed(
        ui,
        fields,
        text!("Batches seed", "批次种子"),
        text!("Where the order of the rows starts.", "样本顺序随机数的起点。"),
        &mut seeds.batches,
        &mut locks.batches,
    );
}

fn rate(ui: &mut Ui, fields: Fields<'_>, name: Text, hint: Text, rates: &[f32], value: &mut f32) {
    let current = *value;
    fields.pick(ui, name, hint, written(current), |ui| {
        for &rate in rates {
            if ui.selectable_label(rate == current, written(rate)).clicked() {
                *value = rate;
            }
        }
        ui.horizontal(|ui| {
            let label = ui.label(fields.theme.say(text!("Other", "其他")));
            let number = number::Number::new(0.0..=1000.0_f32).speed(f64::from(current.abs() * 0.01)).late();
            let (other, made) = number.show(ui, *value);
            other.labelled_by(label.id);
            *value = made.unwrap_or(*value);
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
        None => text!("No hidden layers", "没有隐藏层"),
        Some(first) if hidden.iter().all(|layer| layer.activation == first) => title(&first),
        Some(_) => text!("Several", "多种"),
    };
    let hint = text!("The function of every hidden unit.", "所有隐藏单元的函数。");
    fields.pick(ui, text!("Activation", "激活函数"), hint, fields.theme.say(shown), |ui| {
        for &choice in Activation::ALL.iter().filter(|choice| choice.trainable()) {
            let selected = !hidden.is_empty() && hidden.iter().all(|layer| layer.activation == choice);
            if ui.selectable_label(selected, &*fields.theme.say(title(&choice))).clicked() {
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
}

fn regularization(ui: &mut Ui, fields: Fields<'_>, regularizer: &mut Regularizer) {
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
            if ui.selectable_label(penalty == current, &*theme.say(name)).clicked() && penalty != current {
                *regularizer = Regularizer { l1_rule: regularizer.l1_rule, ..Regularizer::default() };
                if let Some(rate) = penalty.rate(regularizer) {
                    *rate = last_rate;
                }
            }
        }
    });
    for (penalty, name) in on {
        if let Some(value) = penalty.rate(regularizer) {
            let (english, chinese) = name.both();
            let name = text!("{english} rate", "{chinese}系数");
            rate(ui, fields, name, text!("How hard it presses.", "约束的强度。"), &PENALTIES, value);
        }
    }
    fields.problem(ui, "training.regularizer");
}

fn rules(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let current = Rules::of(draft);
    let shown = current.map_or_else(|| text!("Own mixture", "自定义"), |rules| title(&rules));
    let hint = text!(
        "Playground: weights ±0.5, half squared error, batches in one order. \
         Modern: weights by activation, cross-entropy, shuffled batches.",
        "Playground：权重在 ±0.5 内，半平方误差，批次顺序固定。现代：权重按激活函数初始化，交叉熵，批次每轮打乱。"
    );
    fields.pick(ui, text!("Rules", "规则"), hint, fields.theme.say(shown), |ui| {
        for rules in Rules::ALL {
            if ui.selectable_label(current == Some(*rules), &*fields.theme.say(title(rules))).clicked() {
                rules.apply(draft);
            }
        }
    });
}

fn optional<Num: egui::emath::Numeric>(
    ui: &mut Ui,
    fields: Fields<'_>,
    name: Text,
    hint: Text,
    default: Num,
    value: &mut Option<Num>,
) {
    let (name, hint) = (fields.theme.say(name), fields.theme.say(hint));
    ui.horizontal(|ui| {
        let mut on = value.is_some();
        if check::ui(ui, fields.theme, &mut on, &*name).on_hover_text(&*hint).changed() {
            *value = on.then_some(default);
        }
    });
    if let Some(number) = value {
        line(ui, "", &hint, |ui| {
            let speed = number.to_f64().abs().max(0.01) * 0.01;
            let (response, made) = number::Number::new(Num::MIN..=Num::MAX).speed(speed).show(ui, *number);
            *number = made.unwrap_or(*number);
            response.on_hover_text(&*name)
        });
    }
}
