//! Rows of numbers with what is to be predicted from them.

use ndarray::Array2;

/// Rows before scaling, features and split.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSet {
    /// Name of each input column.
    pub input_names: Vec<String>,
    /// Raw inputs, `[rows, input columns]`; all finite.
    pub inputs: Array2<f32>,
    /// What is to be predicted, one entry a row.
    pub target: Target,
}

/// What is to be predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// One of several classes.
    Class {
        /// Name of the predicted column.
        name: String,
        /// Names of the classes, at least two.
        classes: Vec<String>,
        /// Index of each row's class in `classes`.
        labels: Vec<u32>,
    },
    /// Numbers.
    Value {
        /// Name of each predicted column.
        names: Vec<String>,
        /// `[rows, predicted columns]`; all finite.
        values: Array2<f32>,
    },
}

impl DataSet {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.inputs.nrows()
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
    /// Number of classes, or nothing for regression.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        match self {
            Self::Class { classes, .. } => Some(classes.len()),
            Self::Value { .. } => None,
        }
    }
}
