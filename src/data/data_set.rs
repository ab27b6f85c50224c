//! Rows of raw inputs with their targets.

use std::{borrow::Cow, collections::BTreeSet};

use ndarray::Array2;

/// A data set before scaling, features and split.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSet {
    /// Name of each input column.
    pub input_names: Vec<String>,
    /// Offset subtracted from each raw input before it became f32, so that numbers that differ beyond the seventh digit
    /// still do; empty where all are 0.
    pub origins: Vec<f64>,
    /// Raw inputs minus their origins, `[rows, input columns]`; all finite.
    pub inputs: Array2<f32>,
    /// The target, one entry per row.
    pub target: Target,
}

/// The target of a data set.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Classification: one of several classes.
    Class {
        /// Name of the target column.
        name: String,
        /// Names of the classes, at least two.
        classes: Vec<String>,
        /// Index of each row's class in `classes`.
        labels: Vec<u32>,
    },
    /// Regression: one or more numbers.
    Value {
        /// Name of each target column.
        names: Vec<String>,
        /// Raw targets, `[rows, target columns]`; all finite.
        values: Array2<f32>,
    },
}

impl DataSet {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.inputs.nrows()
    }

    /// Offset subtracted from the raw input `input` before it became f32, mostly 0.
    #[must_use]
    pub fn origin(&self, input: usize) -> f64 {
        self.origins.get(input).copied().unwrap_or_default()
    }

    /// Axis label of the raw input `input`: its name and its offset, as in `time − 1.7e9`.
    #[must_use]
    pub fn axis_name(&self, input: usize) -> Option<Cow<'_, str>> {
        let name = self.input_names.get(input)?;
        Some(match self.origin(input) {
            0.0 => Cow::Borrowed(name.as_str()),
            origin if origin < 0.0 => Cow::Owned(format!("{name} + {}", -origin)),
            origin => Cow::Owned(format!("{name} − {origin}")),
        })
    }

    /// For each row, whether an earlier row has the same inputs and the same target; behind the first `known` rows none has
    /// a target.
    #[must_use]
    pub fn repeats(&self, known: usize) -> Vec<bool> {
        let mut seen = BTreeSet::new();
        let target = |row: usize| -> Vec<u32> {
            match &self.target {
                _ if row >= known => Vec::new(),
                Target::Class { labels, .. } => vec![labels[row]],
                Target::Value { values, .. } => values.row(row).iter().map(|value| value.to_bits()).collect(),
            }
        };
        let inputs = |row: usize| self.inputs.row(row).iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        (0..self.rows()).map(|row| !seen.insert((inputs(row), target(row)))).collect()
    }

    /// A number that changes when any bit of any row does (FNV-1a over the inputs, then the targets).
    #[must_use]
    pub fn checksum(&self) -> u64 {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |bits: u32| {
            for byte in bits.to_le_bytes() {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        self.inputs.iter().for_each(|x| add(x.to_bits()));
        match &self.target {
            Target::Class { labels, .. } => labels.iter().for_each(|label| add(*label)),
            Target::Value { values, .. } => values.iter().for_each(|value| add(value.to_bits())),
        }
        sum
    }
}

impl Target {
    /// Names of the classes; empty for a regression.
    #[must_use]
    pub fn class_names(&self) -> &[String] {
        match self {
            Self::Class { classes, .. } => classes,
            Self::Value { .. } => &[],
        }
    }

    /// Number of classes; `None` for a regression.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        match self {
            Self::Class { classes, .. } => Some(classes.len()),
            Self::Value { .. } => None,
        }
    }
}
