//! A trained network as all formats need it, from raw inputs to predictions.

use std::{borrow::Cow, sync::Arc};

use super::activations::written;
use crate::{
    data::{Feature, Prepared, Scale, Source, Table, Target},
    experiment::Experiment,
    language::Text,
    measure::{Meaning, Probe, meaning::Confidence},
    nn::{Activation, Choice, Network},
    text,
};

/// The comment where [`Model::origins`] are written.
pub(super) const ORIGINS: &str = "Taken away before all else: dates (years with their fraction) and numbers of many digits are \
                                  more than f32 holds.";

/// Everything between raw inputs and a prediction: scales, features, layers, and the meaning of the outputs.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// The network with its rows.
    pub probe: Probe<'a>,
    /// Its recipe.
    pub experiment: &'a Experiment,
    /// Name of each raw input.
    pub inputs: &'a [String],
    /// How each raw input is scaled.
    pub scales: Cow<'a, [Scale]>,
    /// What an empty raw input, which is no number, stands for; nothing where none may be empty.
    pub fills: Vec<f32>,
    /// What the first layer reads of the scaled inputs.
    pub features: &'a [Feature],
    /// What is taken away from the raw inputs before they become f32, where that makes a difference.
    pub origins: Option<Origins<'a>>,
    /// The layers.
    pub network: &'a Network,
    /// The meaning of the outputs.
    pub answer: Answer<'a>,
}

/// Offsets that are taken away from the raw inputs in f64, and what is relative to them.
#[derive(Clone, Debug)]
pub struct Origins<'a> {
    /// One per raw input.
    pub taken: Vec<f64>,
    /// How each raw input is scaled after that.
    pub scales: Cow<'a, [Scale]>,
    /// What an empty raw input stands for after that; nothing where none may be empty.
    pub fills: Cow<'a, [f32]>,
}

/// The meaning of the outputs.
#[derive(Clone, Debug)]
pub enum Answer<'a> {
    /// A probability for each class.
    Probabilities {
        /// Name of the target.
        target: &'a str,
        /// Name of each class.
        classes: &'a [String],
        /// How an output becomes a probability. A single output is for the second of two classes.
        confidence: Confidence,
    },
    /// Values in the units of the data.
    Values {
        /// Name of each target.
        targets: &'a [String],
        /// Scale of each target.
        scales: Cow<'a, [Scale]>,
    },
}

/// Why a network cannot be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A weight or bias is infinite or NaN.
    #[error("the network holds numbers that are not finite, so it has no answers; go back to before it diverged")]
    NotFinite,
}

impl ExportError {
    /// The message, as a sentence without its full stop.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotFinite => text!(
                "The network holds numbers that are not finite, so it has no answers; go back to before it diverged",
                "网络中含有非有限的数，因此没有输出；请回到发散之前"
            ),
        }
    }
}

impl<'a> Model<'a> {
    /// The model of a probe.
    ///
    /// # Errors
    /// When a weight or bias is not finite.
    pub fn of(probe: &Probe<'a>) -> Result<Self, ExportError> {
        let (data, network) = (probe.data, probe.network);
        if !network.parameters.values().iter().all(|number| number.is_finite()) {
            return Err(ExportError::NotFinite);
        }
        let answer = match &data.set.target {
            Target::Class { name, classes, .. } => {
                let confidence = match Meaning::of(probe.experiment, data) {
                    Meaning::Signed => Confidence::Signed,
                    Meaning::Share | Meaning::Value { .. } => Confidence::Share,
                    Meaning::Logit => Confidence::Sigmoid,
                    Meaning::Classes { confidence } => confidence,
                };
                Answer::Probabilities { target: name, classes, confidence }
            }
            Target::Value { names, .. } => Answer::Values { targets: names, scales: probe.answer_scales() },
        };
        Ok(Self {
            probe: *probe,
            experiment: probe.experiment,
            inputs: &data.set.input_names,
            scales: data.scales_from_zero(),
            fills: data.fills_from_zero(),
            features: &data.features,
            origins: Self::origins_of(data),
            network,
            answer,
        })
    }

    fn origins_of(data: &'a Prepared) -> Option<Origins<'a>> {
        let taken: Vec<f64> = (0..data.set.input_names.len()).map(|input| data.set.origin(input)).collect();
        taken.iter().any(|origin| *origin != 0.0).then(|| Origins {
            taken,
            scales: (&data.input_scales).into(),
            fills: (&data.fills).into(),
        })
    }

    /// Offsets subtracted from each input before it becomes f32; `None` where that makes no difference.
    pub(super) fn taken(&self) -> Option<&[f64]> {
        self.origins.as_ref().map(|origins| &*origins.taken)
    }

    /// The input scales after that.
    pub(super) fn scales_after(&self) -> &[Scale] {
        self.origins.as_ref().map_or(&self.scales, |origins| &origins.scales)
    }

    /// What an empty cell stands for after that; nothing where rows with one are left out.
    pub(super) fn fills_after(&self) -> Option<&[f32]> {
        let fills = self.origins.as_ref().map_or(&*self.fills, |origins| &origins.fills);
        (!fills.is_empty()).then_some(fills)
    }

    /// Inputs that say whether a column is empty, each with an input of that column.
    pub(super) fn emptiness(&self) -> Vec<[usize; 2]> {
        let one_hot = |flag: usize, heading: &str| {
            let is_of = |name: &String| name.strip_prefix(heading).is_some_and(|rest| rest.starts_with(" = "));
            self.inputs.iter().enumerate().find(|(input, name)| *input != flag && is_of(name)).map(|(input, _)| input)
        };
        let of = |(flag, name): (usize, &String)| {
            let heading = name.strip_suffix(&Table::emptiness_of(""))?;
            let own = self.inputs.iter().position(|input| input == heading).or_else(|| one_hot(flag, heading))?;
            Some([flag, own])
        };
        self.inputs.iter().enumerate().filter_map(of).collect()
    }

    /// A number that changes when any bit of any weight or bias does (FNV-1a over them, layer by layer).
    #[must_use]
    pub fn checksum(&self) -> u64 {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for byte in self.network.parameters.values().iter().flat_map(|number| number.to_bits().to_le_bytes()) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        sum
    }

    /// The recipe as RON, without the rows of a table, which must not be passed on.
    pub(super) fn recipe(&self) -> String {
        let mut experiment = self.experiment.clone();
        if let Source::Table { table, .. } = &mut experiment.data.source {
            *table = Arc::new(Table::new(table.name.clone(), Vec::new()));
        }
        ron::to_string(&experiment).expect("every part of an experiment can be written as RON")
    }

    /// Number of units in the last layer.
    pub(super) fn outputs(&self) -> usize {
        self.network.parameters.sizes()[self.layers()]
    }

    /// Number of layers.
    pub(super) fn layers(&self) -> usize {
        self.network.parameters.layers()
    }

    /// Whether the features are the scaled inputs themselves.
    pub(super) fn reads_inputs_only(&self) -> bool {
        self.features.len() == self.inputs.len()
            && self.features.iter().enumerate().all(|(i, feature)| *feature == Feature::Input(i))
    }

    /// The distinct functions that source code must define, each before those that call it.
    pub(super) fn functions(&self) -> Vec<Activation> {
        let logits = matches!(self.answer, Answer::Probabilities { confidence: Confidence::Sigmoid, .. });
        let called = self.network.activations.iter().flat_map(|activation| written(*activation).calls);
        let mut functions = Vec::new();
        for function in
            logits.then_some(&Activation::Sigmoid).into_iter().chain(called).chain(&self.network.activations)
        {
            if !functions.contains(function) {
                functions.push(*function);
            }
        }
        functions
    }

    /// Number of values predicted for a row.
    pub(super) fn answers(&self) -> usize {
        match &self.answer {
            Answer::Probabilities { classes, .. } => classes.len(),
            Answer::Values { targets, .. } => targets.len(),
        }
    }

    /// Summary for the head of a file: “2 inputs, 2 features, layers of 4, 2, 1 units”.
    pub(super) fn shape(&self) -> String {
        let sizes: Vec<String> = self.network.parameters.sizes()[1..].iter().map(ToString::to_string).collect();
        format!("{} inputs, {} features, layers of {} units", self.inputs.len(), self.features.len(), sizes.join(", "))
    }
}

/// What the network is called: its target, the first if there are several, and its rows; the rows alone where it learns no
/// target.
pub(super) fn title_of(model: &Model<'_>) -> String {
    let rows = name_of(&model.experiment.data.source);
    let target = match &model.answer {
        Answer::Probabilities { target, .. } => target,
        Answer::Values { targets, .. } => targets.first().map_or("", String::as_str),
    };
    if model.experiment.learns_target() { format!("{target} · {rows}") } else { rows }
}

/// Name of an experiment's rows: the name of a table's file, or of the generator or set.
pub(super) fn name_of(source: &Source) -> String {
    match source {
        Source::Table { table, .. } => table.name.clone(),
        Source::Shipped(set) => set.name().into(),
        Source::Generated { generator, .. } => generator.name().into(),
        Source::Gate(gate) => gate.name().into(),
        Source::Formula { formula, .. } => formula.clone(),
        Source::Painted(_) => "painted points".into(),
    }
}

/// A number that Rust and Python parse to the same bits.
///
/// Python parses it as f64 and then rounds it to f32; where rounding twice would give another number, all digits
/// are written.
pub(super) fn literal(number: f32) -> String {
    let short = format!("{number:?}");
    let twice_rounded = short.parse::<f64>().map(|double| double as f32);
    if twice_rounded.is_ok_and(|again| again.to_bits() == number.to_bits()) {
        short
    } else {
        format!("{:?}", f64::from(number))
    }
}

/// Numbers as a bracketed list, the same in Rust and Python.
pub(super) fn list<'n>(numbers: impl IntoIterator<Item = &'n f32>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|number| literal(*number)).collect();
    format!("[{}]", numbers.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_read_back_exactly_on_both_ways() {
        let mut bits = 1_u32;
        for number in [0.0, -0.0, 1.0, 1e-45, f32::MAX, f32::MIN_POSITIVE, 0.1, 7.038531e-26].into_iter().chain(
            std::iter::repeat_with(|| {
                bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                f32::from_bits(bits)
            })
            .filter(|number| number.is_finite())
            .take(20_000),
        ) {
            let text = literal(number);
            assert_eq!(text.parse::<f32>().map(f32::to_bits), Ok(number.to_bits()), "{text} read as f32");
            assert_eq!(text.parse::<f64>().map(|x| (x as f32).to_bits()), Ok(number.to_bits()), "{text} read as f64");
        }
    }
}
