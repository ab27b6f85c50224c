//! Metadata: what weights and biases do not contain, as named texts, the same in every format that has metadata.

use std::collections::BTreeMap;

use serde_json::{Map, json};

use super::{Answer, Model};
use crate::{
    data::{Dates, Scale},
    measure::meaning::Confidence,
    nn::Choice,
};

/// Key of the input scales.
pub(super) const SCALES: &str = "input_offset_and_size";
/// Key of what fills empty inputs, where something does.
pub(super) const FILLS: &str = "input_fills";
/// Key of what is taken away from the inputs in f64 first, where f32 is too coarse for them.
pub(super) const ORIGINS: &str = "input_origins";
/// Key of the input scales after that.
pub(super) const SCALES_AFTER: &str = "input_offset_and_size_after_origins";
/// Key of what fills empty inputs after that.
pub(super) const FILLS_AFTER: &str = "input_fills_after_origins";
/// Key of which of day, month and year stands first in the dates of each input that holds some.
pub(super) const DATES: &str = "date_orders";
/// Key of the scales of the numbers to predict.
pub(super) const TARGET_SCALES: &str = "target_offset_and_size";

/// The metadata of a model; the format allows only texts, so lists are JSON within a text.
pub(super) fn metadata(model: &Model<'_>) -> Map<String, serde_json::Value> {
    let mut metadata = Map::new();
    let mut add = |key: &str, value: String| drop(metadata.insert(key.into(), value.into()));
    let activations: Vec<&str> = model.network.activations.iter().map(Choice::name).collect();
    let features: Vec<String> = model.features.iter().map(ToString::to_string).collect();
    add("made_by", format!("Neurarium {}", env!("CARGO_PKG_VERSION")));
    add("activations", json!(activations).to_string());
    add("inputs", json!(model.inputs).to_string());
    add(SCALES, scales(&model.scales));
    if !model.fills.is_empty() {
        add(FILLS, json!(model.fills).to_string());
    }
    if let Some(origins) = &model.origins {
        add(ORIGINS, json!(origins.taken).to_string());
        add(SCALES_AFTER, scales(&origins.scales));
        if !origins.fills.is_empty() {
            add(FILLS_AFTER, json!(origins.fills).to_string());
        }
    }
    let emptiness = if model.fills.is_empty() { Vec::new() } else { model.emptiness() };
    if !emptiness.is_empty() {
        let named = emptiness.iter().map(|pair| pair.map(|input| &model.inputs[input]));
        add("input_that_tells_of_an_empty_one", json!(named.collect::<Vec<_>>()).to_string());
    }
    let dates = model.experiment.data.source.as_table().map(|table| table.date_orders()).unwrap_or_default();
    let dates: Map<_, _> = dates
        .into_iter()
        .filter(|(name, _)| model.inputs.contains(name))
        .map(|(name, order)| (name, order.name().into()))
        .collect();
    if !dates.is_empty() {
        add(DATES, json!(dates).to_string());
    }
    add("experiment", model.recipe());
    add("features", json!(features).to_string());
    match &model.answer {
        Answer::Probabilities { target, classes, confidence } => {
            add("target", (*target).to_owned());
            add("classes", json!(classes).to_string());
            let name = match confidence {
                Confidence::Softmax => "softmax",
                Confidence::Sigmoid => "sigmoid",
                Confidence::Signed => "(1 + y) / 2",
                Confidence::Share => "y",
            };
            add("probability", name.into());
        }
        Answer::Values { targets, scales: target_scales } => {
            add("targets", json!(targets).to_string());
            add(TARGET_SCALES, scales(target_scales));
        }
    }
    metadata
}

/// Offset and size of each column, as text.
pub(super) fn scales(scales: &[Scale]) -> String {
    json!(scales.iter().map(|scale| [scale.offset, scale.size]).collect::<Vec<_>>()).to_string()
}

/// The orders of dates in this metadata.
pub(super) fn date_orders(metadata: &BTreeMap<String, String>) -> Vec<(String, Dates)> {
    let known: Option<BTreeMap<String, Dates>> = metadata.get(DATES).and_then(|text| serde_json::from_str(text).ok());
    known.unwrap_or_default().into_iter().collect()
}

/// Parses the output of [`scales`].
pub(super) fn scales_of(text: &str) -> Option<Vec<Scale>> {
    let pairs: Vec<[f32; 2]> = serde_json::from_str(text).ok()?;
    Some(pairs.into_iter().map(|[offset, size]| Scale { offset, size }).collect())
}
