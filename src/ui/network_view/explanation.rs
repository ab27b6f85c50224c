//! One sentence about the thing under the pointer.

use super::{features, links::Link};
use crate::{
    data::Feature,
    nn::{Activation, Choice},
    ui::{Unit, plane::signed},
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
pub fn sentence(snapshot: &Snapshot, thing: Option<Thing>) -> String {
    let sizes = snapshot.network.parameters.sizes();
    match thing {
        None => "Point at a unit, a line or a bias to see what it does; click to keep it, or to change it.".into(),
        Some(Thing::Feature(feature)) => of_feature(snapshot, feature),
        Some(Thing::Unit(unit)) => of_unit(snapshot, unit),
        Some(Thing::Bias(unit)) => {
            let bias = snapshot.network.parameters.biases(unit.layer - 1)[unit.index];
            format!("{} is added to whatever reaches {}, before its activation.", signed(bias), unit.name(sizes))
        }
        Some(Thing::Weight(link)) => {
            let from = source_name(snapshot, link.layer, link.from);
            let to = Unit { layer: link.layer, index: link.to }.name(sizes);
            let how = if link.weight < 0.0 { "lowers" } else { "raises" };
            format!("Weight {}: the larger {from}, the more it {how} {to}.", signed(link.weight))
        }
    }
}

fn of_feature(snapshot: &Snapshot, feature: Feature) -> String {
    let name = features::name(feature, snapshot);
    let what = match feature {
        Feature::Input(_) => "an input as it is",
        Feature::Square(_) => "large on both sides, so one unit can draw a curve",
        Feature::Product(..) => "positive where both inputs have the same sign",
        Feature::Sine(_) => "a wave across the plane",
    };
    let used = snapshot.experiment.data.features.contains(&feature);
    format!("{name} is {what}. Click to {}.", if used { "leave it out" } else { "let the network read it" })
}

fn of_unit(snapshot: &Snapshot, unit: Unit) -> String {
    let sizes = snapshot.network.parameters.sizes();
    let name = capital(&unit.name(sizes));
    let weights = snapshot.network.parameters.weights(unit.layer - 1);
    let weights: Vec<f32> = weights.row(unit.index).to_vec();
    let activation = snapshot.network.activations[unit.layer - 1];
    let plain = [Feature::Input(0), Feature::Input(1)];
    let draws_a_line = unit.layer == 1 && snapshot.experiment.data.features == plain && activation != Activation::Sine;
    if draws_a_line && let Some(direction) = direction(weights[0], weights[1]) {
        return format!("{name} answers: is the point to the {direction} of a line?");
    }
    let strongest = (0..weights.len()).max_by(|a, b| weights[*a].abs().total_cmp(&weights[*b].abs())).unwrap_or(0);
    let source = source_name(snapshot, unit.layer, strongest);
    let many = match weights.len() {
        1 => "one number".into(),
        count => format!("{count} numbers"),
    };
    let last = unit.layer + 1 == sizes.len();
    let then = match (last, activation) {
        (_, Activation::Linear) => String::new(),
        _ => format!(" and takes the {}", activation.name().replace('_', " ")),
    };
    format!("{name} adds up {many}{then}; most weight has {source} ({}).", signed(weights[strongest]))
}

/// What unit `from` before `layer` is called.
fn source_name(snapshot: &Snapshot, layer: usize, from: usize) -> String {
    let sizes = snapshot.network.parameters.sizes();
    if layer == 1
        && let Some(feature) = snapshot.experiment.data.features.get(from)
    {
        return features::name(*feature, snapshot);
    }
    Unit { layer: layer - 1, index: from }.name(sizes)
}

/// The side of a line where `x·w + b` grows.
fn direction(right: f32, up: f32) -> Option<&'static str> {
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
        (1, 0) => "right",
        (-1, 0) => "left",
        (0, 1) => "upper side",
        (0, -1) => "lower side",
        (1, 1) => "upper right",
        (-1, 1) => "upper left",
        (1, -1) => "lower right",
        _ => "lower left",
    })
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
        assert_eq!(direction(1.0, 0.1), Some("right"));
        assert_eq!(direction(-1.0, 0.9), Some("upper left"));
        assert_eq!(direction(0.2, -3.0), Some("lower side"));
        assert_eq!(direction(0.0, 0.0), None);
        assert_eq!(direction(f32::NAN, 1.0), None);
    }

    #[test]
    fn a_sentence_starts_with_a_capital() {
        assert_eq!(capital("unit 1"), "Unit 1");
    }
}
