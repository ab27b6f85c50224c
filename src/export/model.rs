//! The common description of a trained network, from raw inputs to answers.

use std::{borrow::Cow, sync::Arc};

use super::activations::written;
use crate::{
    data::{Feature, Scale, Source, Table, Target},
    experiment::Experiment,
    language::Text,
    measure::{Meaning, Probe, meaning::Confidence},
    nn::{Activation, Choice, Network},
    text,
};

/// What is said where [`Model::origins`] are written down.
pub(super) const ORIGINS: &str = "Taken away before all else: dates (years with their fraction) and numbers of many digits are \
                                  more than f32 holds.";

/// Everything between raw inputs and an answer: scales, features, layers, and what the outputs stand for.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    /// What it was made from.
    pub probe: Probe<'a>,
    /// The recipe that the network was trained by.
    pub experiment: &'a Experiment,
    /// Name of each raw input.
    pub inputs: &'a [String],
    /// How each raw input is scaled.
    pub scales: Cow<'a, [Scale]>,
    /// What an empty raw input, which is no number, stands for; nothing where none may be empty.
    pub fills: Vec<f32>,
    /// What the first layer reads of the scaled inputs.
    pub features: &'a [Feature],
    /// The layers.
    pub network: &'a Network,
    /// What the last layer's numbers become.
    pub answer: Answer<'a>,
}

/// What the last layer's numbers become.
#[derive(Clone, Debug)]
pub enum Answer<'a> {
    /// A probability for each class.
    Probabilities {
        /// Name of what is predicted.
        target: &'a str,
        /// Name of each class.
        classes: &'a [String],
        /// How an output becomes a probability. A single output is that of the second of two classes.
        confidence: Confidence,
    },
    /// Numbers in the units of the data.
    Values {
        /// Name of each number.
        targets: &'a [String],
        /// How each was scaled.
        scales: &'a [Scale],
    },
}

/// Why a network cannot leave the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// Some weight or bias is infinite or no number.
    #[error("the network holds numbers that are not finite, so it has no answers; go back to before it diverged")]
    NotFinite,
}

impl ExportError {
    /// What to tell the person, as a sentence without its full stop.
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
    /// The model that a probe looks at.
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
            Target::Value { names, .. } => Answer::Values { targets: names, scales: &data.target_scales },
        };
        Ok(Self {
            probe: *probe,
            experiment: probe.experiment,
            inputs: &data.set.input_names,
            scales: data.scales_from_zero(),
            fills: data.fills_from_zero(),
            features: &data.features,
            network,
            answer,
        })
    }

    /// What is taken away from each input before it becomes f32; nothing where that makes no difference.
    pub(super) fn origins(&self) -> Option<Vec<f64>> {
        let origins: Vec<f64> = (0..self.inputs.len()).map(|input| self.probe.data.set.origin(input)).collect();
        origins.iter().any(|origin| *origin != 0.0).then_some(origins)
    }

    /// How the inputs are scaled after that.
    pub(super) fn scales_from(&self, origins: Option<&[f64]>) -> &[Scale] {
        if origins.is_some() { &self.probe.data.input_scales } else { &self.scales }
    }

    /// What an empty cell stands for after that; nothing where rows with one are left out.
    pub(super) fn fills_from(&self, origins: Option<&[f64]>) -> Option<&[f32]> {
        let fills: &[f32] = if origins.is_some() { &self.probe.data.fills } else { &self.fills };
        (!self.fills.is_empty()).then_some(fills)
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

    /// The recipe as RON, without the rows of a table: those are not the network's to hand on.
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

    /// Whether the first layer reads the scaled inputs as they are.
    pub(super) fn reads_inputs_only(&self) -> bool {
        self.features.len() == self.inputs.len()
            && self.features.iter().enumerate().all(|(i, feature)| *feature == Feature::Input(i))
    }

    /// The different functions that source code must define, each before those that call it.
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

    /// Number of answers a row.
    pub(super) fn answers(&self) -> usize {
        match &self.answer {
            Answer::Probabilities { classes, .. } => classes.len(),
            Answer::Values { targets, .. } => targets.len(),
        }
    }

    /// What the head of a file says of it: “2 inputs, 2 features, layers of 4, 2, 1 units”.
    pub(super) fn shape(&self) -> String {
        let sizes: Vec<String> = self.network.parameters.sizes()[1..].iter().map(ToString::to_string).collect();
        format!("{} inputs, {} features, layers of {} units", self.inputs.len(), self.features.len(), sizes.join(", "))
    }
}

/// What is predicted: the first, where there are more.
pub(super) fn target_of<'a>(model: &Model<'a>) -> &'a str {
    match &model.answer {
        Answer::Probabilities { target, .. } => target,
        Answer::Values { targets, .. } => targets.first().map_or("", String::as_str),
    }
}

/// What the rows of an experiment are called: the name of a table's file, or of what makes or holds them.
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

/// A number as Rust and Python write it, so that either reads the same bits.
///
/// Python reads it as f64 and rounds it to f32 afterwards; where rounding twice would give another number, all digits
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

/// Numbers as a list in brackets, the same in Rust and Python.
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
