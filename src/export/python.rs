//! Python: one readable file that only needs NumPy.

use std::fmt::Write;

use super::{
    Answer, Model,
    activations::written,
    model::{ORIGINS, list},
};
use crate::{
    data::{Feature, Scale},
    measure::meaning::Confidence,
    nn::Choice,
};

pub(super) fn write(model: &Model<'_>) -> String {
    let mut text = String::new();
    let (what, name, names) = match &model.answer {
        Answer::Probabilities { classes, .. } => ("the probability of each of CLASSES", "CLASSES", *classes),
        Answer::Values { targets, .. } => ("the values of TARGETS in their own units", "TARGETS", *targets),
    };
    say!(text, "\"\"\"A network trained with Neurarium {}: {}.", env!("CARGO_PKG_VERSION"), model.shape());
    say!(text, "\npredict(inputs) takes the raw INPUTS and gives {what}. Needs NumPy only.\n\"\"\"\n");
    let functions = model.functions();
    if let Some(import) = functions.iter().find_map(|function| written(*function).python_import) {
        say!(text, "{import}\n");
    }
    say!(text, "import numpy as np\n");
    say!(text, "INPUTS = {}", texts(model.inputs));
    say!(text, "{name} = {}\n", texts(names));
    let origins = model.taken();
    if let Some(origins) = origins {
        say!(text, "# {ORIGINS}");
        say!(text, "INPUT_ORIGINS = np.array({origins:?}, dtype=np.float64)");
    }
    if let Some(fills) = model.fills_after() {
        say!(text, "# What an empty cell (nan) stands for.");
        write_array(&mut text, "INPUT_FILLS", &list(fills));
    }
    write_scales(&mut text, "INPUT", model.scales_after());
    if let Answer::Values { scales, .. } = &model.answer {
        write_scales(&mut text, "TARGET", scales);
    }
    for layer in 0..model.layers() {
        say!(text, "WEIGHTS_{layer} = np.array([");
        for unit in model.network.parameters.weights(layer).rows() {
            say!(text, "    {},", list(unit));
        }
        say!(text, "], dtype=np.float32)");
        write_array(&mut text, &format!("BIASES_{layer}"), &list(model.network.parameters.biases(layer)));
    }
    for function in functions {
        say!(text, "\n\ndef {}(z):\n    {}", function.name(), written(function).python.join("\n    "));
    }
    write_predict(&mut text, model, what);
    text
}

/// Texts as a list; JSON escapes them as Python does.
fn texts(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| serde_json::json!(text).to_string()).collect();
    format!("[{}]", texts.join(", "))
}

fn write_array(text: &mut String, name: &str, numbers: &str) {
    say!(text, "{name} = np.array({numbers}, dtype=np.float32)");
}

fn write_scales(text: &mut String, what: &str, scales: &[Scale]) {
    let offsets: Vec<f32> = scales.iter().map(|scale| scale.offset).collect();
    let sizes: Vec<f32> = scales.iter().map(|scale| scale.size).collect();
    write_array(text, &format!("{what}_OFFSETS"), &list(&offsets));
    write_array(text, &format!("{what}_SIZES"), &list(&sizes));
}

fn write_predict(text: &mut String, model: &Model<'_>, what: &str) {
    say!(text, "\n\ndef predict(inputs):");
    say!(text, "    \"\"\"One row a sample, one column an input: gives one row a sample, {what}.\"\"\"");
    if model.taken().is_some() {
        say!(text, "    x = np.atleast_2d(np.asarray(inputs, dtype=np.float64)) - INPUT_ORIGINS");
        say!(text, "    x = x.astype(np.float32)");
    } else {
        say!(text, "    x = np.atleast_2d(np.asarray(inputs, dtype=np.float32))");
    }
    if !model.fills.is_empty() {
        let emptiness = model.emptiness();
        if !emptiness.is_empty() {
            say!(text, "    x = x.copy()");
        }
        for [flag, of] in emptiness {
            say!(text, "    x[:, {flag}] = np.isnan(x[:, {of}])");
        }
        say!(text, "    x = np.where(np.isnan(x), INPUT_FILLS, x)");
    }
    say!(text, "    x = (x - INPUT_OFFSETS) / INPUT_SIZES");
    if !model.reads_inputs_only() {
        let features = model.features.iter().map(|feature| match feature {
            Feature::Input(i) => format!("x[:, {i}]"),
            Feature::Square(i) => format!("x[:, {i}] * x[:, {i}]"),
            Feature::Product(i, j) => format!("x[:, {i}] * x[:, {j}]"),
            Feature::Sine(i) => format!("np.sin(x[:, {i}])"),
        });
        say!(text, "    x = np.stack([{}], axis=1)", features.collect::<Vec<_>>().join(", "));
    }
    for (layer, activation) in model.network.activations.iter().enumerate() {
        say!(text, "    x = {}(x @ WEIGHTS_{layer}.T + BIASES_{layer})", activation.name());
    }
    let Answer::Probabilities { confidence, .. } = &model.answer else {
        say!(text, "    return x * TARGET_SIZES + TARGET_OFFSETS");
        return;
    };
    match confidence {
        Confidence::Softmax => {
            say!(text, "    x = np.exp(x - x.max(axis=1, keepdims=True))");
            say!(text, "    p = x / x.sum(axis=1, keepdims=True)");
        }
        Confidence::Sigmoid => say!(text, "    p = sigmoid(x)"),
        Confidence::Signed => say!(text, "    p = np.clip(0.5 * x + 0.5, 0, 1)"),
        Confidence::Share => say!(text, "    p = np.clip(x, 0, 1)"),
    }
    say!(text, "    return {}", if model.outputs() > 1 { "p" } else { "np.concatenate([1 - p, p], axis=1)" });
}
