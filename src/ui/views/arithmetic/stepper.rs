//! The selected example, layer, unit and term, and the keys that step them.

use egui::{Key, Modifiers, Ui};

use super::{ArithmeticViewState, strong};
use crate::{
    insight::arithmetic::Batch,
    language::{Text, grouped},
    text,
    ui::kit::{
        Theme,
        icon::{self, Icon, Weight},
        theme::space,
    },
    worker::Snapshot,
};

/// What the arrows step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// The example of the batch.
    Example,
    /// The layer.
    Layer,
    /// The unit of the layer.
    Unit,
    /// The term of its sum.
    #[default]
    Term,
}

impl Level {
    const ALL: [Self; 4] = [Self::Example, Self::Layer, Self::Unit, Self::Term];

    fn name(self) -> Text {
        match self {
            Self::Example => text!("Example", "样本"),
            Self::Layer => text!("Layer", "层"),
            Self::Unit => text!("Unit", "单元"),
            Self::Term => text!("Term", "项"),
        }
    }
}

/// How many there are on each level.
fn counts(state: &ArithmeticViewState, batch: &Batch) -> [usize; 4] {
    let sizes = &batch.examples[0].network.sizes;
    let layer = state.at[1].min(sizes.len() - 2);
    [batch.examples.len(), sizes.len() - 1, sizes[layer + 1], sizes[layer] + 1]
}

/// Limits the selection to what exists.
pub(super) fn fit(state: &mut ArithmeticViewState, batch: &Batch) {
    let counts = counts(state, batch);
    state.at.iter_mut().zip(counts).for_each(|(at, count)| *at = (*at).min(count.saturating_sub(1)));
    if state.chosen.is_some_and(|chosen| !chosen.is_in(&batch.examples[0].network.sizes)) {
        state.chosen = None;
    }
}

/// Left and right step, up and down go through the units, Enter goes into, Backspace out.
pub(super) fn keys(ui: &Ui, state: &mut ArithmeticViewState) {
    // A list that is open has the keys.
    if ui.memory(|memory| memory.focused().is_some()) || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let step = |at: &mut usize, back: bool| *at = if back { at.saturating_sub(1) } else { *at + 1 };
    let level = state.level as usize;
    for (key, level, back) in [
        (Key::ArrowLeft, level, true),
        (Key::ArrowRight, level, false),
        (Key::ArrowUp, Level::Unit as usize, true),
        (Key::ArrowDown, Level::Unit as usize, false),
    ] {
        if pressed(key) {
            step(&mut state.at[level], back);
            state.chosen = None;
        }
    }
    if pressed(Key::Enter) {
        state.level = Level::ALL[(level + 1).min(Level::ALL.len() - 1)];
    }
    if pressed(Key::Backspace) {
        state.level = Level::ALL[level.saturating_sub(1)];
    }
}

/// Shows them in a row, with an arrow on either side of each.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut ArithmeticViewState, batch: &Batch) {
    let counts = counts(state, batch);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::HALF;
        let rows = snapshot.data.train.rows.len().max(1);
        let size = snapshot.experiment.training().batch_size.clamp(1, rows);
        let (epoch, at, of) =
            (grouped(snapshot.epoch + 1), snapshot.checkpoint.position / size + 1, rows.div_ceil(size));
        if state.worked.is_none() {
            let words = text!("Epoch {epoch} · batch {at} of {of}", "第 {epoch} 轮 · 第 {at} 批，共 {of} 批");
            ui.label(theme.say(words));
        }
        for (level, count) in Level::ALL.into_iter().zip(counts) {
            ui.add_space(space::TWO);
            let name = theme.say(level.name());
            let at = &mut state.at[level as usize];
            let back = theme.say(text!("{name}: back", "{name}：上一个"));
            if icon::button(ui, theme, Icon::Minus, Weight::Plain, space::TARGET, &back, &back).clicked() {
                *at = at.saturating_sub(1);
                state.chosen = None;
            }
            let number = *at + 1;
            let words = text!("{name} {number} of {count}", "{name} {number}/{count}");
            let words = if state.level == level {
                strong(theme, theme.say(words)).color(theme.accent)
            } else {
                egui::RichText::new(theme.say(words))
            };
            if ui.add(egui::Button::new(words).frame_when_inactive(false)).clicked() {
                state.level = level;
            }
            let on = theme.say(text!("{name}: on", "{name}：下一个"));
            if icon::button(ui, theme, Icon::Plus, Weight::Plain, space::TARGET, &on, &on).clicked() {
                *at = (*at + 1).min(count.saturating_sub(1));
                state.chosen = None;
            }
        }
    });
    ui.label(theme.caption(theme.say(text!(
        "← → step what is bold, ↑ ↓ units, Enter into, Backspace out. Nothing is trained by looking.",
        "← → 移动粗体的一级，↑ ↓ 换单元，回车进入，退格返回。查看不会训练。"
    ))));
}
