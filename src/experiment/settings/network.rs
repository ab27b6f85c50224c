//! Settings of what learns.

use super::{
    Setting,
    Takes::Words,
    value::{choice, list, listed, number, one_of, switch, whole},
};
use crate::{
    experiment::{HiddenLayer, NetworkSettings, Place},
    nn::{Activation, BiasInitializer, Choice, Initializer},
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "network.hidden",
        meaning: "Units of each hidden layer, from the inputs on.",
        takes: Words("whole numbers from 1 to 1024 with commas between them, such as 4,2, or none"),
        get: |e| Some(listed(e.network.hidden.iter().map(|layer| layer.units.to_string()))),
        set: |e, text| {
            let units: Vec<usize> = list(text, whole)?;
            let like = |layers: &[HiddenLayer], i: usize| {
                layers.get(i).or(layers.last()).copied().unwrap_or(HiddenLayer {
                    units: 0,
                    activation: Activation::Tanh,
                    dropout: 0.0,
                    frozen: false,
                })
            };
            e.network.hidden = units
                .into_iter()
                .enumerate()
                .map(|(i, units)| HiddenLayer { units, ..like(&e.network.hidden, i) })
                .collect();
            Ok(())
        },
    },
    Setting {
        key: "network.activation",
        meaning: "Function of the hidden units: one for all layers, or one a layer with commas between them.",
        takes: one_of::<Activation>(),
        get: |e| each(&e.network, |layer| layer.activation.name().into()),
        set: |e, text| set_each(&mut e.network, text, choice, |layer, activation| layer.activation = activation),
    },
    Setting {
        key: "network.dropout",
        meaning: "Share of the hidden units left out at each step: one for all layers, or one a layer.",
        takes: Words("a number from 0 to 0.9, or one a layer with commas between them"),
        get: |e| each(&e.network, |layer| layer.dropout.to_string()),
        set: |e, text| set_each(&mut e.network, text, number, |layer, dropout| layer.dropout = dropout),
    },
    Setting {
        key: "network.frozen",
        meaning: "Whether a hidden layer stays as it is: one for all layers, or one a layer.",
        takes: Words("true or false, or one a layer with commas between them"),
        get: |e| each(&e.network, |layer| layer.frozen.to_string()),
        set: |e, text| set_each(&mut e.network, text, switch, |layer, frozen| layer.frozen = frozen),
    },
    Setting {
        key: "network.frozen.places",
        meaning: "Single weights and biases that stay as they are, as layer:unit:from, counted from 1.",
        takes: Words("places such as 1:2:1 or 1:2:bias with commas between them, or none"),
        get: |e| Some(listed(e.network.frozen.iter().map(written))),
        set: |e, text| list(text, place).map(|places| e.network.frozen = places),
    },
    Setting {
        key: "network.output.activation",
        meaning: "Function of the output units; a cross-entropy wants linear.",
        takes: one_of::<Activation>(),
        get: |e| Some(e.network.output.activation.name().into()),
        set: |e, text| choice(text).map(|activation| e.network.output.activation = activation),
    },
    Setting {
        key: "network.output.frozen",
        meaning: "Whether the output layer stays as it is.",
        takes: Words("true or false"),
        get: |e| Some(e.network.output.frozen.to_string()),
        set: |e, text| switch(text).map(|frozen| e.network.output.frozen = frozen),
    },
    Setting {
        key: "network.weights",
        meaning: "How the first weights are drawn.",
        takes: one_of::<Initializer>(),
        get: |e| Some(e.network.weights.name().into()),
        set: |e, text| {
            let rule: Initializer = choice(text)?;
            if rule.name() != e.network.weights.name() {
                e.network.weights = rule;
            }
            Ok(())
        },
    },
    Setting {
        key: "network.weights.range",
        meaning: "Largest size of a first weight, for uniform.",
        takes: Words("a number above 0"),
        get: |e| match e.network.weights {
            Initializer::Uniform { range } => Some(range.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.network.weights {
            Initializer::Uniform { range } => number(text).map(|value| *range = value),
            other => Err(format!("{} has no range, set network.weights=uniform first", other.name())),
        },
    },
    Setting {
        key: "network.weights.deviation",
        meaning: "Standard deviation of the first weights, for normal.",
        takes: Words("a number above 0"),
        get: |e| match e.network.weights {
            Initializer::Normal { deviation } => Some(deviation.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.network.weights {
            Initializer::Normal { deviation } => number(text).map(|value| *deviation = value),
            other => Err(format!("{} has no deviation, set network.weights=normal first", other.name())),
        },
    },
    Setting {
        key: "network.biases",
        meaning: "How the first biases are set.",
        takes: one_of::<BiasInitializer>(),
        get: |e| Some(e.network.biases.name().into()),
        set: |e, text| {
            let rule: BiasInitializer = choice(text)?;
            if rule.name() != e.network.biases.name() {
                e.network.biases = rule;
            }
            Ok(())
        },
    },
    Setting {
        key: "network.biases.value",
        meaning: "The first bias, for constant.",
        takes: Words("a number"),
        get: |e| match e.network.biases {
            BiasInitializer::Constant { value } => Some(value.to_string()),
            BiasInitializer::LikeWeights => None,
        },
        set: |e, text| match &mut e.network.biases {
            BiasInitializer::Constant { value } => number(text).map(|number| *value = number),
            BiasInitializer::LikeWeights => Err("like_weights has no value, set network.biases=constant first".into()),
        },
    },
];

/// One field of each hidden layer; nothing when there is no hidden layer.
fn each(network: &NetworkSettings, field: fn(&HiddenLayer) -> String) -> Option<String> {
    (!network.hidden.is_empty()).then(|| listed(network.hidden.iter().map(field)))
}

/// Sets one field of each hidden layer, from one value for all or one for each.
fn set_each<T: Clone>(
    network: &mut NetworkSettings,
    text: &str,
    read: fn(&str) -> Result<T, String>,
    assign: fn(&mut HiddenLayer, T),
) -> Result<(), String> {
    let values = list(text, read)?;
    let layers = network.hidden.len();
    if values.len() != 1 && values.len() != layers {
        return Err(format!("{} values for {layers} hidden layers, give one or one for each", values.len()));
    }
    for (layer, value) in network.hidden.iter_mut().zip(values.into_iter().cycle()) {
        assign(layer, value);
    }
    Ok(())
}

fn written(place: &Place) -> String {
    let from = place.from.map_or_else(|| "bias".into(), |from| (from + 1).to_string());
    format!("{}:{}:{from}", place.layer + 1, place.unit + 1)
}

fn place(text: &str) -> Result<Place, String> {
    let wrong = || format!("“{text}” is not a place");
    let index = |part: &str| part.parse().ok().and_then(|number: usize| number.checked_sub(1)).ok_or_else(wrong);
    match text.split(':').collect::<Vec<_>>()[..] {
        [layer, unit, "bias"] => Ok(Place { layer: index(layer)?, unit: index(unit)?, from: None }),
        [layer, unit, from] => Ok(Place { layer: index(layer)?, unit: index(unit)?, from: Some(index(from)?) }),
        _ => Err(wrong()),
    }
}
