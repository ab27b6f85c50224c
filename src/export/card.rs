//! Model card: what a network was made from, how well it performs, and what it should not be used for (Mitchell et al.
//! 2019), as Markdown.

mod data;
mod figures;

use std::fmt::Write;

use super::{
    Model,
    model::{name_of, title_of},
};
use crate::{
    data::{Feature, Part, Prepared, Target},
    experiment::{Experiment, Stages, fields},
    measure::Grouping,
    nn::Choice,
    training::Spending,
};

/// Largest number of inputs that are named; with more, only their number is given.
const NAMED: usize = 24;

/// Writes the card of a network that has trained for so many steps of its last stage, and gave so much away of its rows if
/// that was private, with its figures by each of `groupings`.
#[must_use]
pub fn write(model: &Model<'_>, steps: u64, spending: Option<&Spending>, groupings: &[Grouping]) -> String {
    let mut text = String::new();
    say!(text, "# Model card: {}\n", plain(&title_of(model)));
    say!(
        text,
        "Written by Neurarium {} from the run itself: every figure was measured when this file was written. What only a \
         person can know stands in brackets.\n",
        env!("CARGO_PKG_VERSION")
    );
    say!(text, "- Purpose: [what it is for, and for whom]");
    say!(text, "- Made by: [name, date]");
    data::write(&mut text, model);
    write_preprocessing(&mut text, model);
    write_network(&mut text, model);
    write_training(&mut text, model, steps);
    if let Some(spending) = spending {
        write_privacy(&mut text, spending);
    }
    figures::write(&mut text, model, groupings);
    write_limits(&mut text, model);
    text
}

/// `text` escaped for Markdown, on a single line.
fn plain(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' => shown.extend(['\\', c]),
            '<' => shown.push_str("&lt;"),
            _ if c.is_control() => shown.push(' '),
            _ => shown.push(c),
        }
    }
    shown
}

/// A row of a table.
fn row(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().collect();
    say!(text, "| {} |", cells.join(" | "));
}

/// The header of a table and the line below it.
fn head(text: &mut String, cells: &[&str]) {
    row(text, cells.iter().map(ToString::to_string));
    say!(text, "|{}", "---|".repeat(cells.len()));
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Whether a part has rows.
fn has_rows(part: &Part) -> bool {
    !part.rows.is_empty()
}

fn write_preprocessing(text: &mut String, model: &Model<'_>) {
    let data = model.probe.data;
    say!(text, "\n## Preprocessing\n");
    say!(
        text,
        "Scaling `{}`, found over the training rows alone: scaled = (raw − offset) / size.",
        model.experiment.data.scaling.name()
    );
    let is_filled = !model.fills.is_empty();
    if is_filled {
        let how = model.experiment.data.missing.name().replace('_', " ");
        say!(
            text,
            "An empty cell of an input is filled with the {how} of its column, found over the training rows alone."
        );
    }
    if model.inputs.len() <= NAMED {
        say!(text, "");
        let heads = ["input", "offset", "size", "an empty cell counts as"];
        head(text, if is_filled { &heads } else { &heads[..3] });
        for ((name, scale), input) in model.inputs.iter().zip(&data.input_scales).zip(0..) {
            let offset = data.set.origin(input) + f64::from(scale.offset);
            let fill = model.fills.get(input).map(f32::to_string);
            row(text, [plain(name), offset.to_string(), scale.size.to_string()].into_iter().chain(fill));
        }
    }
    if !model.reads_inputs_only() {
        let features: Vec<String> = model.features.iter().map(Feature::to_string).collect();
        say!(text, "\nThe network reads {} features: {}.", features.len(), plain(&features.join(", ")));
    }
}

fn write_network(text: &mut String, model: &Model<'_>) {
    let parameters = &model.network.parameters;
    say!(text, "\n## Network\n");
    head(text, &["layer", "units", "activation"]);
    for (layer, activation) in model.network.activations.iter().enumerate() {
        row(text, [(layer + 1).to_string(), parameters.sizes()[layer + 1].to_string(), activation.name().into()]);
    }
    let count = parameters.values().len();
    say!(text, "\nFully connected, {} inputs, {count} weights and biases.", parameters.sizes()[0]);
    say!(text, "Checksum of these numbers: `{:016x}` (FNV-1a over their bits).", model.checksum());
}

fn write_training(text: &mut String, model: &Model<'_>, steps: u64) {
    let stages = model.experiment.stages.list();
    let count = stages.len();
    say!(text, "\n## Training\n");
    if count > 1 {
        say!(
            text,
            "{count} stages; the network is that of stage {}, after {steps} steps of it.\n",
            model.experiment.stages.at() + 1
        );
    } else {
        say!(text, "{steps} steps.\n");
    }
    let at = |stage: usize| {
        let stages = Stages::new(stages.to_vec(), stage).expect("it is one of them");
        Experiment { stages, ..model.experiment.clone() }
    };
    let of_stages: Vec<Experiment> = (0..count).map(at).collect();
    let numbers: Vec<String> = (1..=count).map(|stage| format!("stage {stage}")).collect();
    let heads: Vec<&str> = std::iter::once("setting").chain(numbers.iter().map(String::as_str)).collect();
    head(text, if count > 1 { &heads } else { &["setting", "value"] });
    let mut last = "";
    for field in fields::all() {
        let is_told = field.key.starts_with("training.") || field.key.starts_with("stage.");
        let values: Vec<Option<String>> =
            of_stages.iter().map(|experiment| fields::value(experiment, field.key)).collect();
        if is_told && field.key != last && values.iter().any(Option::is_some) {
            let values = values.into_iter().map(|value| plain(value.as_deref().unwrap_or("–")));
            row(text, std::iter::once(format!("`{}`", field.key)).chain(values));
        }
        last = field.key;
    }
    let seeds = &model.experiment.seeds;
    let is_private = stages.iter().any(|stage| stage.training.privacy.is_some());
    say!(
        text,
        "\nSeeds: data {}, weights {}, batches {}, noise {}. {}",
        seeds.data,
        seeds.weights,
        seeds.batches,
        seeds.noise,
        if is_private {
            "Batches and noise of a private stage came from the system and were not kept, so training it again gives another \
             network."
        } else {
            "The same recipe and seeds give the same bits on every machine; `neurarium verify` trains again and says so."
        }
    );
}

fn write_privacy(text: &mut String, spending: &Spending) {
    let Spending { epsilon, delta, steps, clip } = spending;
    say!(text, "\n## Privacy\n");
    if epsilon.is_infinite() {
        say!(
            text,
            "ε = ∞: a stage learned from these rows without noise, or with none, so nothing bounds what the network tells of any \
             one of them.\n"
        );
    } else {
        say!(
            text,
            "ε ≤ {} at δ = {delta:.1e}: by one row more or less, no result of the training becomes more than e^ε times as \
             probable, but for a chance of δ.\n",
            spending.written()
        );
    }
    head(text, &["σ, in units of the clip", "clip of each row's gradient", "chance of a row to join a step", "steps"]);
    row(text, [steps.noise.to_string(), clip.to_string(), format!("{:.5}", steps.rate), steps.count.to_string()]);
    say!(
        text,
        "\nBy the Rényi accountant of the Poisson-sampled Gaussian mechanism, at whole orders 2 to 63. It counts the steps that \
         led to this network alone: scales fitted on the rows, settings chosen by looking, runs that were given up, and printed \
         losses give away more, and f32 noise is known to be attackable: a demonstration, not a guarantee."
    );
}

fn write_limits(text: &mut String, model: &Model<'_>) {
    let data = model.probe.data;
    say!(text, "\n## Limits\n");
    if !has_rows(&data.test) {
        say!(
            text,
            "- It was not tested: no rows were held back. Nothing here says how it answers rows it has not seen."
        );
    }
    if let Target::Class { classes, .. } = &data.set.target {
        say!(
            text,
            "- Whatever it is shown, it answers with one of the {} classes, also what is none of them.",
            classes.len()
        );
    }
    say!(text, "- Outside the range of its training rows it guesses, and may be sure of it.");
    say!(text, "- It knows what goes together in these rows, not what causes what.");
    say!(text, "- It is one run with one set of seeds; another gives other figures.");
    say!(
        text,
        "- Whether a person looked at the test rows while choosing settings cannot be known here; if so, they flatter. [say it]"
    );
    if let Some(card) = data::card(model) {
        say!(text, "- {}", card.is_not.both().0);
        say!(text, "- {}", card.flatters.both().0);
        if let Some((what, names)) = data::held_back(model) {
            let (one, count) = (names.len() == 1, names.len());
            let held = if one { format!("one {what}") } else { format!("{count} {what}s") };
            say!(text, "- The figures above are of {held} alone: of others they may be far better or worse.");
            say!(
                text,
                "- The plain answer that it has to beat stands under Figures; of these rows in general: {}",
                card.to_beat.both().0
            );
        } else {
            say!(text, "- The plain answer that it has to beat: {}", card.to_beat.both().0);
        }
    }
    say!(text, "- Not to be used for: [what would harm people when it is wrong]");
}

/// Number of rows of each class in a part.
fn count_by_class(data: &Prepared, part: &Part, classes: usize) -> Vec<usize> {
    let mut counts = vec![0; classes];
    part.rows.iter().filter_map(|row| data.class_of(*row)).for_each(|class| counts[class] += 1);
    counts
}
