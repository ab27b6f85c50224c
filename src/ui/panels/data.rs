//! Data settings: number of points, noise, split, batch size, seeds.

use egui::Ui;

use super::fields::{self, Fields};
use crate::{
    data::{Prepared, Source},
    experiment::Experiment,
    language::grouped,
    text,
    ui::kit::{
        field::{Number, line},
        icon::{self, Icon, Weight},
        number,
        theme::{Theme, space},
    },
};

/// Seeds that “new start” leaves unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locks {
    /// The data's.
    pub data: bool,
    /// That of the initial weights.
    pub weights: bool,
    /// The batches'.
    pub batches: bool,
}

impl Default for Locks {
    fn default() -> Self {
        Self { data: true, weights: false, batches: false }
    }
}

/// Edits the data settings; `data` are the current rows.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, locks: &mut Locks, data: &Prepared) {
    if matches!(draft.data.source, Source::Generated { .. }) {
        fields.field(ui, draft, "data.classes");
    }
    fields.field(ui, draft, "data.noise");
    if matches!(draft.data.source, Source::Formula { .. }) {
        fields.field(ui, draft, "data.scaling");
    }
    fields.problem(ui, "data.points");
    if let Source::Gate(gate) = &mut draft.data.source {
        let hint = text!("The question that the four points ask.", "这四个点提出的问题。");
        fields.guarded(ui, "data.set", |ui| fields.choice(ui, text!("Gate", "逻辑门"), hint, gate));
    } else {
        fields.field(ui, draft, "data.train_share");
    }
    counts(ui, fields.theme, data);
    let (batch, rows) = (&mut draft.training_mut().batch_size, data.train.rows.len());
    fields.guarded(ui, "training.batch_size", |ui| batch_size(ui, fields, batch, rows));
    fields.problem(ui, "training.batch_size");
    fields.problem(ui, "data.features");
    seed(ui, fields, "seeds.data", &mut draft.seeds.data, Some(&mut locks.data));
}

/// How many rows each part has, where there are validation rows; their share is set among what is rarely turned.
fn counts(ui: &mut Ui, theme: &Theme, data: &Prepared) {
    if data.validation.rows.is_empty() {
        return;
    }
    let [train, validation, test] = data.parts().map(|(_, part)| grouped(part.rows.len() as u64));
    let said = text!(
        "{train} train · {validation} validation · {test} test",
        "训练 {train} · 验证 {validation} · 测试 {test}"
    );
    let hint = text!(
        "Rows of each part. How many are for validation is set under “More settings”.",
        "各部分的样本数。验证样本的比例在“更多设置”中设定。"
    );
    ui.label(theme.caption(theme.say(said))).on_hover_text(theme.say(hint));
}

/// The batch size, on a slider up to the rows that there are.
pub(super) fn batch_size(ui: &mut Ui, fields: Fields<'_>, batch_size: &mut usize, rows: usize) {
    let Some(field) = fields::first("training.batch_size") else { return };
    let mut shown = (*batch_size).min(rows);
    Number::new(field.name(), field.hint(), 1..=rows.max(2)).highest(text!("all", "全部")).show(
        ui,
        fields.theme,
        &mut shown,
    );
    if shown != (*batch_size).min(rows) {
        *batch_size = shown;
    }
}

/// A seed, with a die for another one and, where “new start” changes it, a lock against that.
pub(super) fn seed(ui: &mut Ui, fields: Fields<'_>, key: &str, seed: &mut u64, locked: Option<&mut bool>) {
    let Some(field) = fields::first(key) else { return };
    let theme = fields.theme;
    let (name, hint) = (theme.say(field.name()), theme.say(field.hint()));
    let control = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if let Some(locked) = locked {
            lock(ui, theme, &name, locked);
        }
        let die_name = theme.say(text!("{name}: next", "{name}：下一个"));
        let what = theme.say(match key {
            "seeds.data" => {
                text!("The next seed: other points, or another split.", "下一个种子：另一批点，或另一种划分。")
            }
            "seeds.weights" => text!("The next seed: other first weights.", "下一个种子：另一组初始权重。"),
            _ => text!("The next seed: other random numbers.", "下一个种子：另一组随机数。"),
        });
        if icon::button(ui, theme, Icon::Die, Weight::Plain, space::TARGET, &die_name, &what).clicked() {
            *seed = seed.wrapping_add(1);
        }
        ui.add_space(space::HALF);
        let text = seed.to_string();
        let number = number::Number::new(u64::MIN..=u64::MAX).speed(0.1).in_full(&text);
        let (response, made) = number.show(ui, *seed);
        *seed = made.unwrap_or(*seed);
        response
    };
    fields.guarded(ui, key, |ui| line(ui, &name, &hint, control));
}

fn lock(ui: &mut Ui, theme: &Theme, name: &str, locked: &mut bool) {
    let (icon, says, hint) = if *locked {
        let hint = text!(
            "New start leaves this seed alone; press to let it change.",
            "“重新开始”时保持此种子；点击后允许改变。"
        );
        (Icon::Locked, text!("{name}: locked", "{name}：已锁定"), hint)
    } else {
        let hint = text!("New start changes this seed; press to keep it.", "“重新开始”时改变此种子；点击后保持不变。");
        (Icon::Unlocked, text!("{name}: unlocked", "{name}：未锁定"), hint)
    };
    if icon::button(ui, theme, icon, Weight::Plain, space::TARGET, &theme.say(says), &theme.say(hint)).clicked() {
        *locked = !*locked;
    }
}
