//! What goes in: how many points, how noisy, how many for training, in batches of which size, from which seed.

use egui::Ui;

use super::fields::Fields;
use crate::{
    data::Source,
    experiment::Experiment,
    language::Text,
    text,
    ui::kit::{
        field::{Number, line},
        icon::{self, Icon, Weight},
        number,
        theme::space,
    },
};

/// Which seeds “new start” leaves alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locks {
    /// The data's.
    pub data: bool,
    /// The first weights'.
    pub weights: bool,
    /// The batches'.
    pub batches: bool,
}

impl Default for Locks {
    fn default() -> Self {
        Self { data: true, weights: false, batches: false }
    }
}

/// Edits what is learned from; `rows` is the number of training rows.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, locks: &mut Locks, rows: usize) {
    if let Source::Generated { generator, .. } = &mut draft.data.source
        && let Some(classes) = generator.classes_mut()
    {
        Number::new(
            text!("Classes", "类别数"),
            text!("Number of classes to tell apart.", "要区分的类别个数。"),
            2..=10,
        )
        .show(ui, fields.theme, classes);
        fields.problem(ui, "data.classes");
    }
    if let Some((_, noise)) = draft.data.source.drawn_mut() {
        Number::new(
            text!("Noise", "噪声"),
            text!(
                "How far points stray, or how often labels are wrong near a border.",
                "点偏离的程度，或边界附近标签出错的频率。"
            ),
            0.0..=0.5,
        )
        .step(0.05)
        .percent()
        .show(ui, fields.theme, noise);
        fields.problem(ui, "data.noise");
    }
    if matches!(draft.data.source, Source::Formula { .. }) {
        fields.choice(
            ui,
            text!("Scaling", "缩放"),
            text!("What is done to inputs and target first.", "首先对输入和目标做的处理。"),
            &mut draft.data.scaling,
        );
    }
    fields.problem(ui, "data.points");
    if let Source::Gate(gate) = &mut draft.data.source {
        fields.choice(
            ui,
            text!("Gate", "逻辑门"),
            text!("The question that the four points ask.", "这四个点提出的问题。"),
            gate,
        );
    } else {
        Number::new(
            text!("For training", "训练集占比"),
            text!("Share of the rows to learn from; the others only test.", "用于学习的样本比例；其余只用于测试。"),
            0.1..=1.0,
        )
        .step(0.1)
        .percent()
        .show(ui, fields.theme, &mut draft.data.train_share);
        fields.problem(ui, "data.train_share");
    }
    batch_size(ui, fields, &mut draft.training_mut().batch_size, rows);
    fields.problem(ui, "training.batch_size");
    fields.problem(ui, "data.features");
    seed(
        ui,
        fields,
        text!("Seed", "种子"),
        text!("Where the random numbers of the points start.", "生成数据点所用随机数的起点。"),
        &mut draft.seeds.data,
        &mut locks.data,
    );
}

fn batch_size(ui: &mut Ui, fields: Fields<'_>, batch_size: &mut usize, rows: usize) {
    let mut shown = (*batch_size).min(rows);
    Number::new(
        text!("Batch size", "批大小"),
        text!("Rows that are looked at before each change of the weights.", "每次更新权重前所用的样本数。"),
        1..=rows.max(2),
    )
    .highest(text!("all", "全部"))
    .show(ui, fields.theme, &mut shown);
    if shown != (*batch_size).min(rows) {
        *batch_size = shown;
    }
}

/// A seed, with a die for another one and a lock against “new start”.
pub(super) fn seed(ui: &mut Ui, fields: Fields<'_>, name: Text, hint: Text, seed: &mut u64, locked: &mut bool) {
    let theme = fields.theme;
    let (name, hint) = (theme.say(name), theme.say(hint));
    line(ui, &name, &hint, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (lock, what) = if *locked {
            let hint = text!(
                "New start leaves this seed alone; press to let it change.",
                "“重新开始”时保持此种子；点击后允许改变。"
            );
            (Icon::Locked, hint)
        } else {
            (
                Icon::Unlocked,
                text!("New start changes this seed; press to keep it.", "“重新开始”时改变此种子；点击后保持不变。"),
            )
        };
        let lock_name = theme.say(if *locked {
            text!("{name}: locked", "{name}：已锁定")
        } else {
            text!("{name}: unlocked", "{name}：未锁定")
        });
        let what = theme.say(what);
        if icon::button(ui, theme, lock, Weight::Plain, space::TARGET, &lock_name, &what).clicked() {
            *locked = !*locked;
        }
        let die_name = theme.say(text!("{name}: next", "{name}：下一个"));
        let what = theme.say(text!("The next seed.", "下一个种子。"));
        if icon::button(ui, theme, Icon::Die, Weight::Plain, space::TARGET, &die_name, &what).clicked() {
            *seed = seed.wrapping_add(1);
        }
        ui.add_space(space::HALF);
        let text = seed.to_string();
        let number = number::Number::new(u64::MIN..=u64::MAX).speed(0.1).in_full(&text);
        let (response, made) = number.show(ui, *seed);
        *seed = made.unwrap_or(*seed);
        response
    });
}
