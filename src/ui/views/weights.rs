//! Every weight of the network, layer by layer: as a heat map, and as histograms, now and over time; likewise their
//! gradients and updates.

mod heat;
pub mod layer;
mod spread;

use egui::{ScrollArea, Ui, WidgetInfo, accesskit::Role};

use self::{heat::Heat, layer::LayerPicture};
use crate::{
    insight::{LayerStatistics, UnitState},
    language::{Text, compact, exact, power_of_ten, small},
    nn::Parameters,
    text,
    ui::{
        Unit,
        kit::{
            Palette, Ramp, Theme, tab,
            theme::{bold, space, text},
        },
        views::features,
    },
    worker::Snapshot,
};

/// Most moments of the past that are drawn, about as many as there are pixels across.
const MOMENTS: usize = 128;
/// Height of what is said above each layer, and of the sentence below all of them.
const WORDS: f32 = 84.0;
const FOOT: f32 = 32.0;

/// What is shown of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Its value.
    #[default]
    Weights,
    /// The derivative of the loss by it.
    Gradients,
    /// What the next step adds to it.
    Updates,
}

impl Shown {
    const ALL: [Self; 3] = [Self::Weights, Self::Gradients, Self::Updates];

    fn name(self) -> Text {
        match self {
            Self::Weights => text!("Values", "数值"),
            Self::Gradients => text!("Gradients", "梯度"),
            Self::Updates => text!("Updates", "更新"),
        }
    }

    fn of(self, snapshot: &Snapshot) -> &Parameters {
        match self {
            Self::Weights => &snapshot.network.parameters,
            Self::Gradients => &snapshot.detail.next.gradient,
            Self::Updates => &snapshot.detail.next.update,
        }
    }
}

/// Display options of the weights.
#[derive(Debug, Default)]
pub struct WeightsViewState {
    /// What is shown of them.
    pub shown: Shown,
    layers: Vec<LayerPicture>,
    made: Option<(u64, Shown, (bool, Palette))>,
}

impl WeightsViewState {
    /// Paints the pictures of `snapshot`, unless they stand already.
    fn update(&mut self, ui: &Ui, theme: &Theme, snapshot: &Snapshot) {
        let made = (snapshot.number, self.shown, theme.look());
        if self.made.replace(made) == Some(made) {
            return;
        }
        let numbers = self.shown.of(snapshot);
        self.layers.resize_with(numbers.layers(), LayerPicture::default);
        let ramp = Ramp::new(theme, false);
        for (layer, picture) in self.layers.iter_mut().enumerate() {
            let past = (self.shown == Shown::Weights).then(|| moments(snapshot));
            picture.update(ui.ctx(), theme, &ramp, (numbers, layer), past);
        }
    }
}

/// Kept moments of the same shape up to the one that is shown, and that one.
fn moments(snapshot: &Snapshot) -> impl Iterator<Item = (u64, &Parameters)> {
    let now = &snapshot.network.parameters;
    let before = snapshot.timeline.moments();
    let before = &before[..before.partition_point(|moment| moment.step < snapshot.step)];
    // Every second, fourth … one, so that those that are drawn stay the same as a run goes on.
    let stride = before.len().div_ceil(MOMENTS).max(1).next_power_of_two();
    let same = before.iter().step_by(stride).filter(|moment| moment.parameters.sizes() == now.sizes());
    same.map(|moment| (moment.step, &moment.parameters)).chain([(snapshot.step, now)])
}

/// Shows, in the row of the title, what can be chosen.
pub fn tools(ui: &mut Ui, theme: &Theme, state: &mut WeightsViewState) {
    ui.spacing_mut().item_spacing.x = space::TWO;
    ui.add_space(space::ONE);
    for shown in Shown::ALL {
        if tab::ui(ui, theme, &theme.say(shown.name()), state.shown == shown).clicked() {
            state.shown = shown;
        }
    }
}

/// Shows the weights of `snapshot`.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut WeightsViewState) {
    state.update(ui, theme, snapshot);
    let numbers = state.shown.of(snapshot);
    let last = numbers.layers() - 1;
    // A few layers share the height; many of them scroll.
    let height = ((ui.available_height() - FOOT) / numbers.layers() as f32 - WORDS).clamp(72.0, 208.0);
    ScrollArea::vertical().id_salt("weights").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::HALF;
        for (layer, picture) in state.layers.iter().enumerate() {
            let statistics = snapshot.detail.statistics.get(layer);
            // The output of a classifier is meant to saturate.
            let health = statistics.filter(|_| layer < last).map_or(&[][..], |statistics| &statistics.units);
            let (units, inputs) = numbers.weights(layer).dim();
            ui.add_space(space::ONE);
            let name = name(layer, last);
            let title =
                if layer == last { text!("Output", "输出层") } else { text!("Layer {}", "第 {} 层", layer + 1) };
            ui.label(egui::RichText::new(theme.say(title)).font(bold(text::BODY)));
            ui.label(theme.caption(theme.say(caption(state.shown, picture, statistics, health))));
            ui.add_space(space::HALF);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::TWO;
                let unit = libm::pow(10.0, power(state.shown, picture).into());
                let heat = Heat { theme, snapshot, numbers, layer, health, height, unit };
                let (response, under) = heat.show(ui, picture.cells());
                response.widget_info(|| {
                    let (english, chinese) = name.both();
                    let said = text!(
                        "Weights of {english}: {units} units, {inputs} inputs",
                        "{chinese}的权重：{units} 个单元，{inputs} 个输入"
                    );
                    WidgetInfo::labeled(Role::Image, true, theme.say(said))
                });
                if let Some((unit, from)) = under {
                    let words = cell(snapshot, numbers, (layer, unit, from), health.get(unit));
                    response.on_hover_text_at_pointer(theme.say(words));
                }
                let name = theme.say(name.clone());
                picture.spread(ui, theme, &name, state.shown == Shown::Weights, height + 18.0);
            });
        }
        ui.add_space(space::ONE);
        ui.label(theme.caption(theme.say(text!(
            "Each row is a unit, each column what it reads, the last one its bias. × dead: always 0 · = saturated: always at a limit",
            "每行一个单元，每列是它读取的一个量，最后一列为偏置。× 死亡：恒为 0 · = 饱和：总处在极限"
        ))));
    });
}

fn name(layer: usize, last: usize) -> Text {
    let number = layer + 1;
    if layer == last { text!("the output", "输出层") } else { text!("layer {number}", "第 {number} 层") }
}

/// The power of ten that gradients and updates are multiples of, which are often very small.
fn power(shown: Shown, picture: &LayerPicture) -> i32 {
    let largest = libm::log10(picture.largest().abs().into());
    if shown == Shown::Weights || !(-30.0..-1.0).contains(&largest) { 0 } else { largest.floor() as i32 }
}

/// What the colours stand for, and how the layer is doing.
fn caption(shown: Shown, picture: &LayerPicture, statistics: Option<&LayerStatistics>, health: &[UnitState]) -> Text {
    let largest = small(picture.largest().abs().into());
    let mut words = match shown {
        Shown::Weights => text!("the strongest colour is a weight of ±{largest}", "最深的颜色表示权重 ±{largest}"),
        Shown::Gradients => text!(
            "how fast the loss rises with each weight; strongest colour ±{largest}",
            "损失随每个权重上升的快慢；最深的颜色为 ±{largest}"
        ),
        Shown::Updates => text!(
            "what the next step adds to each weight; strongest colour ±{largest}",
            "下一步给每个权重加上的量；最深的颜色为 ±{largest}"
        ),
    };
    let Some(statistics) = statistics else { return words };
    if shown == Shown::Gradients {
        let gradient = small(statistics.gradient_norm);
        words = join(&words, &text!("together {gradient}", "合计 {gradient}"));
    }
    if power(shown, picture) != 0 {
        let power = power_of_ten(power(shown, picture));
        words = join(&words, &text!("numbers in {power}", "数值以 {power} 为单位"));
    }
    if let Some(ratio) = statistics.update_ratio.filter(|_| shown == Shown::Weights) {
        let percent = compact(100.0 * ratio);
        words = join(
            &words,
            &text!("a plain step changes them by {percent} % of their size", "梯度下降一步约改变其大小的 {percent} %"),
        );
    }
    let count = |state: UnitState| health.iter().filter(|unit| **unit == state).count();
    let (dead, saturated) = (count(UnitState::Dead), count(UnitState::Saturated));
    if dead > 0 {
        words = join(&words, &text!("{dead} dead", "{dead} 个死亡"));
    }
    if saturated > 0 {
        words = join(&words, &text!("{saturated} saturated", "{saturated} 个饱和"));
    }
    words
}

fn join(first: &Text, second: &Text) -> Text {
    let ((english, chinese), (more, further)) = (first.both(), second.both());
    text!("{english} · {more}", "{chinese} · {further}")
}

/// What one cell holds.
fn cell(
    snapshot: &Snapshot,
    numbers: &Parameters,
    (layer, unit, from): (usize, usize, Option<usize>),
    state: Option<&UnitState>,
) -> Text {
    let number = match from {
        Some(from) => numbers.weights(layer)[(unit, from)],
        None => numbers.biases(layer)[unit],
    };
    let value = exact(number.into());
    let to = Unit { layer: layer + 1, index: unit }.called(snapshot);
    let from = from.map(|index| match snapshot.experiment.data.features.get(index) {
        Some(feature) if layer == 0 => features::said(*feature, snapshot),
        _ => Unit { layer, index }.called(snapshot),
    });
    let (to, to_zh) = to.both();
    let said = match &from {
        Some(from) => {
            let (from, from_zh) = from.both();
            text!("from {from} to {to}: {value}", "从{from_zh}到{to_zh}：{value}")
        }
        None => text!("bias of {to}: {value}", "{to_zh}的偏置：{value}"),
    };
    match state {
        Some(UnitState::Dead) => join(&said, &text!("dead: 0 for every row", "死亡：对所有数据都输出 0")),
        Some(UnitState::Saturated) => {
            join(&said, &text!("saturated: at its limits for nearly every row", "饱和：几乎对所有数据都处在极限"))
        }
        _ => said,
    }
}
