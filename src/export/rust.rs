//! Rust: one readable file that only needs the standard library.

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
        Answer::Probabilities { classes, .. } => ("the probability of each of `CLASSES`", "CLASSES", *classes),
        Answer::Values { targets, .. } => ("the values of `TARGETS` in their own units", "TARGETS", *targets),
    };
    say!(text, "//! A network trained with Neurarium {}: {}.", env!("CARGO_PKG_VERSION"), model.shape());
    say!(text, "//!\n//! `predict` takes the raw `INPUTS` and gives {what}. Needs the standard library only.\n");
    say!(text, "#![allow(dead_code, clippy::all, reason = \"written by a program\")]\n");
    say!(text, "pub const INPUTS: [&str; {}] = {:?};", model.inputs.len(), model.inputs);
    say!(text, "pub const {name}: [&str; {}] = {names:?};\n", names.len());
    let origins = model.taken();
    if let Some(origins) = origins {
        say!(text, "// {ORIGINS}");
        say!(text, "static INPUT_ORIGINS: [f64; {}] = {origins:?};", origins.len());
    }
    if let Some(fills) = model.fills_after() {
        say!(text, "/// What an empty cell (NaN) stands for.");
        write_array(&mut text, "INPUT_FILLS", fills.iter());
    }
    write_scales(&mut text, "INPUT", model.scales_after());
    if let Answer::Values { scales, .. } = &model.answer {
        write_scales(&mut text, "TARGET", scales);
    }
    for layer in 0..model.layers() {
        let weights = model.network.parameters.weights(layer);
        say!(text, "static WEIGHTS_{layer}: [[f32; {}]; {}] = [", weights.ncols(), weights.nrows());
        for unit in weights.rows() {
            say!(text, "    {},", list(unit));
        }
        say!(text, "];");
        write_array(&mut text, &format!("BIASES_{layer}"), model.network.parameters.biases(layer).iter());
    }
    write_predict(&mut text, model, what);
    say!(text, "{LAYER}");
    for function in model.functions() {
        let form = written(function);
        say!(text, "\nfn {}(z: f32) -> f32 {{\n    {}\n}}", function.name(), form.rust);
        if let Some(helper) = form.rust_helper {
            say!(text, "{helper}");
        }
    }
    text
}

const LAYER: &str = "
fn layer<const I: usize, const O: usize>(
    weights: &[[f32; I]; O],
    biases: &[f32; O],
    activation: fn(f32) -> f32,
    x: [f32; I],
) -> [f32; O] {
    std::array::from_fn(|unit| {
        let sum: f32 = weights[unit].iter().zip(x).map(|(w, x)| w * x).sum();
        activation(sum + biases[unit])
    })
}";

fn write_array<'n>(text: &mut String, name: &str, numbers: impl ExactSizeIterator<Item = &'n f32>) {
    say!(text, "static {name}: [f32; {}] = {};", numbers.len(), list(numbers));
}

fn write_scales(text: &mut String, what: &str, scales: &[Scale]) {
    let offsets: Vec<f32> = scales.iter().map(|scale| scale.offset).collect();
    let sizes: Vec<f32> = scales.iter().map(|scale| scale.size).collect();
    write_array(text, &format!("{what}_OFFSETS"), offsets.iter());
    write_array(text, &format!("{what}_SIZES"), sizes.iter());
}

fn write_predict(text: &mut String, model: &Model<'_>, what: &str) {
    let (inputs, answers) = (model.inputs.len(), model.answers());
    say!(text, "\n/// Gives {what}.");
    let is_far = model.taken().is_some();
    say!(text, "pub fn predict(inputs: [{}; {inputs}]) -> [f32; {answers}] {{", if is_far { "f64" } else { "f32" });
    if is_far {
        say!(text, "    let inputs: [f32; {inputs}] = std::array::from_fn(|i| (inputs[i] - INPUT_ORIGINS[i]) as f32);");
    }
    if !model.fills.is_empty() {
        let emptiness = model.emptiness();
        if !emptiness.is_empty() {
            say!(text, "    let mut inputs = inputs;");
        }
        for [flag, of] in emptiness {
            say!(text, "    inputs[{flag}] = f32::from(u8::from(inputs[{of}].is_nan()));");
        }
        say!(
            text,
            "    let inputs: [f32; {inputs}] = std::array::from_fn(|i| if inputs[i].is_nan() {{ INPUT_FILLS[i] }} else {{ inputs[i] }});"
        );
    }
    say!(
        text,
        "    let x: [f32; {inputs}] = std::array::from_fn(|i| (inputs[i] - INPUT_OFFSETS[i]) / INPUT_SIZES[i]);"
    );
    if !model.reads_inputs_only() {
        let features = model.features.iter().map(|feature| match feature {
            Feature::Input(i) => format!("x[{i}]"),
            Feature::Square(i) => format!("x[{i}] * x[{i}]"),
            Feature::Product(i, j) => format!("x[{i}] * x[{j}]"),
            Feature::Sine(i) => format!("x[{i}].sin()"),
        });
        say!(text, "    let x = [{}];", features.collect::<Vec<_>>().join(", "));
    }
    for (layer, activation) in model.network.activations.iter().enumerate() {
        say!(text, "    let x = layer(&WEIGHTS_{layer}, &BIASES_{layer}, {}, x);", activation.name());
    }
    let Answer::Probabilities { confidence, .. } = &model.answer else {
        say!(text, "    std::array::from_fn(|i| x[i] * TARGET_SIZES[i] + TARGET_OFFSETS[i])\n}}");
        return;
    };
    match confidence {
        Confidence::Softmax => {
            say!(text, "    let largest = x.into_iter().fold(f32::NEG_INFINITY, f32::max);");
            say!(text, "    let x = x.map(|x| (x - largest).exp());");
            say!(text, "    let sum: f32 = x.iter().sum();");
            say!(text, "    let p = x.map(|x| x / sum);");
        }
        Confidence::Sigmoid => say!(text, "    let p = x.map(sigmoid);"),
        Confidence::Signed => say!(text, "    let p = x.map(|x| (0.5 * x + 0.5).clamp(0.0, 1.0));"),
        Confidence::Share => say!(text, "    let p = x.map(|x| x.clamp(0.0, 1.0));"),
    }
    say!(text, "    {}\n}}", if model.outputs() > 1 { "p" } else { "[1.0 - p[0], p[0]]" });
}
