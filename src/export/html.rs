//! An HTML page: the model with an input form, in plain JavaScript that loads nothing.

mod facts;
mod fields;

use std::{collections::BTreeMap, fmt::Write};

use serde_json::json;

use super::{
    Answer, Model,
    activations::written,
    model::{list, title_of},
};
use crate::{
    data::{Feature, Sheet, Source, Target, numbered_in_chinese, shipped::Look},
    insight::attribution,
    measure::meaning::Confidence,
    nn::Choice,
};

/// Number of test pictures that a page offers.
const PICTURES: usize = 4;
/// Number of other test rows that a page offers.
const ROWS: usize = 24;

pub(super) fn write(model: &Model<'_>) -> String {
    let (pad, reader) = (side(model).map(|side| pad(model, side)), reader(model));
    let rated = rated(model);
    let input = match (&pad, reader) {
        _ if rated.is_some() => include_str!("html/ratings.js"),
        (Some(_), _) => include_str!("html/pad.js"),
        (None, Some(_)) => include_str!("html/text.js"),
        (None, None) => include_str!("html/fields.js"),
    };
    let title = title_of(model);
    let mut constants = constants(model, &title);
    if rated.is_none() {
        write_examples(&mut constants, model, if pad.is_some() { PICTURES } else { ROWS });
    }
    let own = match (pad, reader) {
        _ if let Some(most) = rated => format!("const MOST = {most};\n"),
        (Some(pad), _) => pad,
        (None, Some(reader)) => format!("const READER = \"{reader}\";\n"),
        (None, None) => format!("const FIELDS = {};\n", script(&json!(fields::of(model)))),
    };
    constants.push_str(&own);
    let parts = [
        ("@TITLE@", title.replace('&', "&amp;").replace('<', "&lt;")),
        ("@STYLE@", include_str!("html/style.css").to_owned()),
        ("@MODEL@", constants),
        ("@PREDICT@", include_str!("html/predict.js").to_owned()),
        ("@WORDS@", include_str!("html/words.js").to_owned()),
        ("@INPUT@", input.to_owned()),
        ("@PAGE@", include_str!("html/page.js").to_owned()),
    ];
    // Each part is inserted once, since a name in the data may look like the placeholder of another.
    let (mut page, mut rest) = (String::new(), include_str!("html/page.html"));
    for (place, part) in parts {
        let (before, after) = rest.split_once(place).expect("the page has a place for each part");
        page.push_str(before);
        page.push_str(&part);
        rest = after;
    }
    page.push_str(rest);
    page
}

/// A value inside a script of a page, where no text may end the script.
fn script(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Side in pixels of the picture that the network reads, whole and in order; `None` when it reads no picture.
fn side(model: &Model<'_>) -> Option<usize> {
    let side = model.experiment.data.picture()?;
    (model.reads_inputs_only() && model.inputs.len() == side * side).then_some(side)
}

/// The highest rating, where statements are rated and the network fills in the others.
fn rated(model: &Model<'_>) -> Option<u8> {
    let Source::Shipped(set) = model.experiment.data.source else { return None };
    let Look::Ratings { most } = set.look() else { return None };
    (model.probe.redraws_inputs() && model.reads_inputs_only()).then_some(most)
}

/// What of a row the answers are again: its inputs, its other view, or what some layers make of it.
fn redraws(model: &Model<'_>) -> Option<&'static str> {
    match model.experiment {
        experiment if experiment.learns_target() => None,
        experiment if experiment.other_view().is_some() => Some("view"),
        _ if model.probe.redraws_inputs() => Some("inputs"),
        _ => Some("codes"),
    }
}

/// Side in pixels of the other view, where that is what is drawn and it is a square picture.
fn view_side(model: &Model<'_>) -> Option<usize> {
    let Source::Shipped(set) = model.experiment.data.source else { return None };
    model.experiment.other_view()?;
    match set.view_look()? {
        Look::Picture { width, height } if width == height => Some(width),
        _ => None,
    }
}

/// How typed text becomes inputs, by the name that `text.js` knows; `None` when the network reads no text.
fn reader(model: &Model<'_>) -> Option<&'static str> {
    let Source::Shipped(set) = model.experiment.data.source else { return None };
    let reader = match set.look() {
        Look::Text => "text",
        Look::Colours => "colours",
        Look::Letters { .. } => "letters",
        _ => return None,
    };
    (model.reads_inputs_only() && model.inputs.len() == set.inputs()).then_some(reader)
}

/// What the pad needs to know of the pictures.
fn pad(model: &Model<'_>, side: usize) -> String {
    let data = model.probe.data;
    let Sheet { reach, ink, .. } = Sheet::of(&data.inked(), &data.train.rows, side);
    let [paper, full] = ends(model);
    format!(
        "const SIDE = {side};\nconst REACH = {reach:?};\nconst INK = {ink:?};\n\
         /** Raw pixels of paper and of ink. */\nconst [PAPER, FULL] = [{paper:?}, {full:?}];\n"
    )
}

/// What a raw pixel is where there is paper, and where there is ink.
fn ends(model: &Model<'_>) -> [f64; 2] {
    let data = model.probe.data;
    [0.0, 1.0].map(|ink| data.set.origin(0) + f64::from(data.raw_of_ink(&[ink])[0]))
}

/// What the title, inputs, classes and targets of a shipped set are called in Chinese, by their English names.
fn in_chinese(model: &Model<'_>, title: &str) -> BTreeMap<String, String> {
    let Source::Shipped(set) = model.experiment.data.source else { return BTreeMap::new() };
    let answers = match &model.answer {
        Answer::Probabilities { classes, .. } => &classes[..],
        Answer::Values { targets, .. } => &targets[..],
    };
    let names = model.inputs.iter().chain(answers);
    let named = names.filter_map(|name| {
        let chinese = set.in_chinese(name).map(Into::into).or_else(|| numbered_in_chinese(name))?;
        Some((name.clone(), chinese))
    });
    let called = set.names().map(|names| (title.to_owned(), names.title.both().1.to_owned()));
    named.chain(called).collect()
}

/// Some test rows, of shipped sets only: those of a table must not be passed on.
fn write_examples(text: &mut String, model: &Model<'_>, most: usize) {
    let data = model.probe.data;
    let most = if matches!(model.experiment.data.source, Source::Shipped(_)) { most } else { 0 };
    let rows = || data.test.rows.iter().take(most);
    if let (Some(_), Source::Shipped(set)) = (reader(model), &model.experiment.data.source) {
        let words: Vec<&str> = rows().filter_map(|row| set.words(*row)).take(1).collect();
        say!(text, "const EXAMPLE_NAMES = {};", script(&json!(words)));
        return;
    }
    let name = |(number, row): (usize, &usize)| match data.own_target() {
        Target::Class { classes, labels, .. } => format!("{}: {}", number + 1, classes[labels[*row] as usize]),
        // Of several numbers the first alone says nothing of the row.
        Target::Value { values, .. } if values.ncols() > 1 => (number + 1).to_string(),
        Target::Value { values, .. } => format!("{}: {}", number + 1, values[(*row, 0)]),
    };
    say!(text, "const EXAMPLE_NAMES = {};", script(&json!(rows().enumerate().map(name).collect::<Vec<_>>())));
    say!(text, "const EXAMPLES = [");
    for row in rows() {
        say!(text, "    {},", list(data.set.inputs.row(*row)));
    }
    say!(text, "];");
}

/// The model's parameters, and the functions that differ between models.
fn constants(model: &Model<'_>, title: &str) -> String {
    let mut text = String::from("// ---- The model ");
    say!(text, "{}\n", "-".repeat(99));
    let sizes: Vec<String> = model.network.parameters.sizes().iter().map(ToString::to_string).collect();
    let activations: Vec<&str> = model.network.activations.iter().map(Choice::name).collect();
    let shape = format!("{} · {} · Neurarium {}", sizes.join("-"), activations.join(", "), env!("CARGO_PKG_VERSION"));
    say!(text, "const TITLE = {};", script(&json!(title)));
    say!(text, "const SHAPE = {};", script(&json!(shape)));
    say!(text, "/** Names in Chinese, for those who read it. */");
    say!(text, "const CHINESE_NAMES = {};", script(&json!(in_chinese(model, title))));
    say!(text, "const INPUTS = {};", script(&json!(model.inputs)));
    let data = model.probe.data;
    let origin = |input: usize| data.set.origin(input);
    let offsets = data.input_scales.iter().enumerate().map(|(i, scale)| origin(i) + f64::from(scale.offset));
    say!(text, "const OFFSETS = {:?};", offsets.collect::<Vec<f64>>());
    say!(text, "const SIZES = {};", list(data.input_scales.iter().map(|scale| &scale.size)));
    let is_filled = !data.fills.is_empty();
    let fills = || data.fills.iter().enumerate().map(|(input, fill)| origin(input) + f64::from(*fill));
    say!(text, "/** What an empty raw input stands for; null where none may be empty. */");
    match is_filled {
        true => say!(text, "const FILLS = {:?};", fills().collect::<Vec<f64>>()),
        false => say!(text, "const FILLS = null;"),
    }
    say!(text, "/** Inputs that are 1 where another is empty, each with that one. */");
    say!(text, "const EMPTINESS = {:?};", model.emptiness());
    let means = attribution::means(data);
    let paper = side(model).map(|_| ends(model)[0]);
    let blank = |(i, mean): (usize, &f32)| paper.unwrap_or(origin(i) + f64::from(*mean));
    say!(text, "/** What stands in a raw input of which nothing is known. */");
    say!(text, "const BASELINE = {:?};", means.iter().enumerate().map(blank).collect::<Vec<f64>>());
    match &model.answer {
        Answer::Probabilities { classes, .. } => say!(text, "const CLASSES = {};", script(&json!(classes))),
        Answer::Values { targets, scales } => {
            say!(text, "const TARGETS = {};", script(&json!(targets)));
            say!(text, "const TARGET_OFFSETS = {};", list(scales.iter().map(|scale| &scale.offset)));
            say!(text, "const TARGET_SIZES = {};", list(scales.iter().map(|scale| &scale.size)));
        }
    }
    say!(text, "/** What a bar of full length stands for at least. */");
    say!(text, "const LEAST_SHARE = {:?};", model.probe.least_attribution());
    say!(text, "/** What of a row the answers are again; null where they are what is to be known of it. */");
    say!(text, "const REDRAWS = {};", json!(redraws(model)));
    say!(text, "/** Side in pixels of the other view, where the answers are that and it is a picture. */");
    say!(text, "const VIEW_SIDE = {};", json!(view_side(model)));
    write_functions(&mut text, model);
    say!(text, "const LAYERS = [");
    for (layer, activation) in model.network.activations.iter().enumerate() {
        say!(text, "    {{ activation: {}, weights: [", activation.name());
        for unit in model.network.parameters.weights(layer).rows() {
            say!(text, "        {},", list(unit));
        }
        say!(text, "    ], biases: {} }},", list(model.network.parameters.biases(layer)));
    }
    say!(text, "];");
    say!(text, "const FACTS = {};", script(&facts::of(model)));
    text
}

fn write_functions(text: &mut String, model: &Model<'_>) {
    for function in model.functions() {
        let form = written(function);
        say!(text, "\nfunction {}(z) {{\n    return {};\n}}", function.name(), form.javascript);
        if let Some(helper) = form.javascript_helper {
            say!(text, "{helper}");
        }
    }
    let features = model.features.iter().map(|feature| match feature {
        Feature::Input(i) => format!("x[{i}]"),
        Feature::Square(i) => format!("x[{i}] * x[{i}]"),
        Feature::Product(i, j) => format!("x[{i}] * x[{j}]"),
        Feature::Sine(i) => format!("Math.sin(x[{i}])"),
    });
    let features = if model.reads_inputs_only() {
        "x".to_owned()
    } else {
        format!("[{}]", features.collect::<Vec<_>>().join(", "))
    };
    say!(text, "\n/** What the first layer reads of the scaled inputs. */");
    say!(text, "function features(x) {{\n    return {features};\n}}");
    say!(text, "\n/** What the last layer's numbers become. */\nfunction answers(y) {{");
    match &model.answer {
        Answer::Values { .. } => say!(text, "    return y.map((y, i) => y * TARGET_SIZES[i] + TARGET_OFFSETS[i]);"),
        Answer::Probabilities { confidence, .. } => {
            match confidence {
                Confidence::Softmax => {
                    say!(text, "    const top = Math.max(...y);");
                    say!(text, "    const e = y.map((y) => Math.exp(y - top));");
                    say!(text, "    const sum = e.reduce((sum, e) => sum + e, 0);");
                    say!(text, "    const p = e.map((e) => e / sum);");
                }
                Confidence::Sigmoid => say!(text, "    const p = y.map(sigmoid);"),
                Confidence::Signed => {
                    say!(text, "    const p = y.map((y) => Math.min(Math.max(0.5 * y + 0.5, 0), 1));");
                }
                Confidence::Share => say!(text, "    const p = y.map((y) => Math.min(Math.max(y, 0), 1));"),
            }
            say!(text, "    return {};", if model.outputs() > 1 { "p" } else { "[1 - p[0], p[0]]" });
        }
    }
    say!(
        text,
        "}}\n\n/** What an answer is chosen by, before it becomes a probability. */\nfunction score(y, answer) {{"
    );
    match &model.answer {
        Answer::Values { .. } => say!(text, "    return answers(y)[answer];"),
        Answer::Probabilities { .. } if model.outputs() > 1 => say!(text, "    return y[answer];"),
        Answer::Probabilities { confidence: Confidence::Share, .. } => {
            say!(text, "    return answer === 1 ? y[0] : 1 - y[0];");
        }
        Answer::Probabilities { .. } => say!(text, "    return answer === 1 ? y[0] : -y[0];"),
    }
    say!(text, "}}\n");
}
