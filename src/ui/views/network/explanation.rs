//! One sentence about the thing under the pointer.

use super::links::Link;
use crate::{
    data::{Feature, Scale},
    insight::UnitState,
    language::{Text, compact, signed, within},
    nn::Activation,
    text,
    ui::{Unit, naming::inline, views::features},
    worker::Snapshot,
};

/// What can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Thing {
    /// A feature that could be read or is.
    Feature(Feature),
    /// A unit with weights.
    Unit(Unit),
    /// The bias of a unit.
    Bias(Unit),
    /// A weight.
    Weight(Link),
}

/// What `thing` does, in a sentence or two.
#[must_use]
pub fn sentence(snapshot: &Snapshot, thing: Option<Thing>) -> Text {
    match thing {
        None => text!(
            "Point at a unit, a line or a bias to see what it does; click to keep it, or to change it.",
            "指向单元、连线或偏置，可看到它的作用；点击可固定或修改。"
        ),
        Some(Thing::Feature(feature)) => of_feature(snapshot, feature),
        Some(Thing::Unit(unit)) => of_unit(snapshot, unit),
        Some(Thing::Bias(unit)) => {
            let bias = signed(snapshot.network.parameters.biases(unit.layer - 1)[unit.index]);
            let name = unit.called(snapshot);
            let (name, name_zh) = name.both();
            let name_zh = apart(name_zh);
            text!(
                "{bias} is added to whatever reaches {name}, before its activation.",
                "在激活函数之前，{name_zh}的输入总和会加上 {bias}。"
            )
        }
        Some(Thing::Weight(link)) => {
            let from = source_name(snapshot, link.layer, link.from);
            let to = Unit { layer: link.layer, index: link.to }.called(snapshot);
            let ((from, from_zh), (to, to_zh)) = (from.both(), to.both());
            let (from_zh, to_zh) = (apart(from_zh), apart(to_zh));
            let weight = signed(link.weight);
            if link.weight == 0.0 {
                text!("Weight 0: {from} does not reach {to}.", "权重 0：{from_zh}不影响{to_zh}。")
            } else if link.weight < 0.0 {
                text!(
                    "Weight {weight}: the larger {from}, the more it lowers {to}.",
                    "权重 {weight}：{from_zh}越大，{to_zh}降得越多。"
                )
            } else {
                text!(
                    "Weight {weight}: the larger {from}, the more it raises {to}.",
                    "权重 {weight}：{from_zh}越大，{to_zh}升得越多。"
                )
            }
        }
    }
}

fn of_feature(snapshot: &Snapshot, feature: Feature) -> Text {
    let name = features::said(feature, snapshot);
    let what = match feature {
        Feature::Input(input) => as_read(snapshot.data.input_scales.get(input).copied().unwrap_or(Scale::NONE)),
        Feature::Square(_) => {
            text!("large on both sides, so one unit can draw a curve", "两侧都大，因此一个单元就能画出曲线")
        }
        Feature::Product(..) => text!("positive where both inputs have the same sign", "两个输入同号处为正"),
        Feature::Sine(_) => text!("a wave across the plane", "横贯平面的波"),
    };
    let used = snapshot.experiment.data.features.contains(&feature);
    let click =
        if used { text!("leave it out", "去掉它") } else { text!("let the network read it", "让网络读取它") };
    let held = held(snapshot, feature);
    let ((what, what_zh), (click, click_zh), (held, held_zh)) = (what.both(), click.both(), held.both());
    let (name, name_zh) = name.both();
    text!("{name} is {what}.{held} Click to {click}.", "{name_zh}：{what_zh}。{held_zh}点击可{click_zh}。")
}

/// What the maps take for the inputs of `feature` that are on neither axis.
fn held(snapshot: &Snapshot, feature: Feature) -> Text {
    let Some(maps) = &snapshot.looks.maps else { return Text::same("") };
    let inputs = match feature {
        Feature::Input(input) | Feature::Square(input) | Feature::Sine(input) => vec![input],
        Feature::Product(one, other) => vec![one, other],
    };
    let held = inputs.into_iter().find_map(|input| Some((input, maps.plane.held(input)?)));
    let Some((input, value)) = held else { return Text::same("") };
    let (name, value) = (features::said(Feature::Input(input), snapshot), compact(value.into()));
    let (name, name_zh) = name.both();
    text!(
        " It is on neither axis: all over the maps {name} is held at its mean, {value}.",
        "它不在任何坐标轴上：各图中 {name_zh} 固定为平均值 {value}。"
    )
}

/// What the network reads of an input.
fn as_read(scale: Scale) -> Text {
    if scale == Scale::NONE {
        return text!("an input as it is", "原样的输入");
    }
    let written = |value: f32| match value.abs() {
        small if small < 0.1 => compact(value.into()),
        _ => signed(value).trim_start_matches('+').to_owned(),
    };
    let (offset, size) = (written(scale.offset), written(scale.size));
    text!(
        "an input, scaled: {offset} is taken away, then it is divided by {size}",
        "缩放后的输入：先减去 {offset}，再除以 {size}"
    )
}

/// What a unit does, and its state.
fn of_unit(snapshot: &Snapshot, unit: Unit) -> Text {
    let (answers, state) = (answers_of(snapshot, unit), state_of(snapshot, unit));
    let ((answers, answers_zh), (state, state_zh)) = (answers.both(), state.both());
    text!("{answers}{state}", "{answers_zh}{state_zh}")
}

/// The mark that a unit bears, in words.
fn state_of(snapshot: &Snapshot, unit: Unit) -> Text {
    // The output of a classifier is meant to saturate.
    let is_output = unit.layer + 1 == snapshot.network.parameters.sizes().len();
    let layer = snapshot.detail.statistics.get(unit.layer - 1).filter(|_| !is_output);
    match layer.and_then(|layer| layer.units.get(unit.index)) {
        Some(UnitState::Dead) => text!(
            " Marked ×, dead: it answers 0 for every row, so it learns nothing any more.",
            "标记 × 表示死亡：它对每一行都回答 0，因此不再学习。"
        ),
        Some(UnitState::Saturated) => text!(
            " Marked =, saturated: it is at its limits for nearly every row, so it hardly learns.",
            "标记 = 表示饱和：它对几乎每一行都处在极限，因此几乎不再学习。"
        ),
        _ => Text::same(""),
    }
}

/// The value that a unit has nearly everywhere on its map, if there is one.
fn same_everywhere(snapshot: &Snapshot, unit: Unit) -> Option<f32> {
    let map = snapshot.looks.maps.as_ref()?.units.get(unit.layer)?.get(unit.index)?;
    let (low, high) = map.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    let activation = snapshot.network.activations.get(unit.layer - 1)?;
    let reach = activation.spread().map_or(low.abs().max(high.abs()), |(_, extent)| 2.0 * extent);
    (low.is_finite() && high - low <= 0.03 * reach).then_some(0.5 * (low + high))
}

fn answers_of(snapshot: &Snapshot, unit: Unit) -> Text {
    let name = unit.called(snapshot);
    let (name, name_zh) = name.both();
    let (name, name_zh) = (capital(name), apart(name_zh));
    if let Some(value) = same_everywhere(snapshot, unit) {
        let value = within(value.into(), 2.0);
        return text!(
            "{name} answers nearly the same all over the map, about {value}: it tells no points apart.",
            "{name_zh}在整张图上的回答几乎相同，约为 {value}：它没有区分任何点。"
        );
    }
    let weights = snapshot.network.parameters.weights(unit.layer - 1);
    let weights: Vec<f32> = weights.row(unit.index).to_vec();
    let activation = snapshot.network.activations[unit.layer - 1];
    let plain = [Feature::Input(0), Feature::Input(1)];
    let draws_a_line = unit.layer == 1 && snapshot.experiment.data.features == plain && !activation.facts().periodic;
    if draws_a_line && let Some(direction) = direction(weights[0], weights[1]) {
        let (direction, direction_zh) = direction.both();
        return text!(
            "{name} answers: is the point {direction} a line?",
            "{name_zh}回答：点是否在一条直线的{direction_zh}？"
        );
    }
    let strongest = (0..weights.len()).max_by(|a, b| weights[*a].abs().total_cmp(&weights[*b].abs())).unwrap_or(0);
    let source = source_name(snapshot, unit.layer, strongest);
    let many = match weights.len() {
        1 => text!("one number", "一个数"),
        count => text!("{count} numbers", "{count} 个数"),
    };
    let function = inline(&activation);
    let then = match activation {
        Activation::Linear => Text::same(""),
        _ => {
            let (function, function_zh) = function.both();
            text!(" and takes the {function}", "，再取 {function_zh}")
        }
    };
    let ((source, source_zh), (many, many_zh), (then, then_zh)) = (source.both(), many.both(), then.both());
    let weight = signed(weights[strongest]);
    text!(
        "{name} adds up {many}{then}; the largest weight comes from {source} ({weight}).",
        "{name_zh}把 {many_zh}加起来{then_zh}；权重最大的是{source_zh}（{weight}）。"
    )
}

/// What unit `from` before `layer` is called.
fn source_name(snapshot: &Snapshot, layer: usize, from: usize) -> Text {
    if layer == 1
        && let Some(feature) = snapshot.experiment.data.features.get(from)
    {
        return features::said(*feature, snapshot);
    }
    Unit { layer: layer - 1, index: from }.called(snapshot)
}

/// The side of a line where `x·w + b` grows.
fn direction(right: f32, up: f32) -> Option<Text> {
    let longest = right.abs().max(up.abs());
    if !(longest > 1e-3 && (right + up).is_finite()) {
        return None;
    }
    let step = |size: f32| {
        if size.abs() < 0.4 * longest {
            0
        } else if size > 0.0 {
            1
        } else {
            -1
        }
    };
    Some(match (step(right), step(up)) {
        (1, 0) => text!("to the right of", "右侧"),
        (-1, 0) => text!("to the left of", "左侧"),
        (0, 1) => text!("above", "上侧"),
        (0, -1) => text!("below", "下侧"),
        (1, 1) => text!("to the upper right of", "右上侧"),
        (-1, 1) => text!("to the upper left of", "左上侧"),
        (1, -1) => text!("to the lower right of", "右下侧"),
        _ => text!("to the lower left of", "左下侧"),
    })
}

/// A name before Chinese words: a space follows what ends in a digit or a Latin letter, as between all such.
fn apart(name: &str) -> String {
    let ends_latin = name.chars().next_back().is_some_and(|last| !('\u{2e80}'..='\u{ffef}').contains(&last));
    if ends_latin { format!("{name} ") } else { name.to_owned() }
}

/// `text` with a capital at its beginning.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_follow_the_larger_weights() {
        let said = |right, up| direction(right, up).map(|side| side.to_string());
        assert_eq!(said(1.0, 0.1).as_deref(), Some("to the right of"));
        assert_eq!(said(-1.0, 0.9).as_deref(), Some("to the upper left of"));
        assert_eq!(said(0.2, -3.0).as_deref(), Some("below"));
        assert_eq!(direction(0.0, 0.0), None);
        assert_eq!(direction(f32::NAN, 1.0), None);
    }

    #[test]
    fn a_scaled_input_says_how() {
        assert_eq!(as_read(Scale::NONE).to_string(), "an input as it is");
        let said = as_read(Scale { offset: 5.84, size: 0.83 }).to_string();
        assert_eq!(said, "an input, scaled: 5.84 is taken away, then it is divided by 0.83");
    }

    #[test]
    fn a_sentence_starts_with_a_capital() {
        assert_eq!(capital("unit 1"), "Unit 1");
    }
}
