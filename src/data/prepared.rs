//! Rows ready for training: split, scaled, turned into features and coded targets.

use std::sync::Arc;

use ndarray::Array2;

use super::{DataSet, DataSettings, Scale, Source, Target};
use crate::nn::{Random, Stream};

/// The numbers that stand for a class at an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// −1 and +1, for a tanh output; the decision level is 0.
    Signed,
    /// 0 and 1, for every other output; the decision level is ½, or 0 for a logit.
    Unsigned,
}

/// A data set ready for training.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// All rows, raw.
    pub set: Arc<DataSet>,
    /// Rows to learn from.
    pub train: Part,
    /// Rows held back; may be empty.
    pub test: Part,
    /// How each raw input column is scaled.
    pub input_scales: Vec<Scale>,
    /// How each target column is scaled; all [`Scale::NONE`] for classes.
    pub target_scales: Vec<Scale>,
}

/// Some of the rows, as the network sees them.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Index of each row in the data set.
    pub rows: Vec<usize>,
    /// `[rows, features]`
    pub inputs: Array2<f32>,
    /// `[rows, outputs]`
    pub targets: Array2<f32>,
}

impl Prepared {
    /// Makes, splits, scales and codes the rows; the same settings and seed give the same bits.
    #[must_use]
    pub fn new(settings: &DataSettings, seed: u64, coding: Coding, outputs: usize) -> Self {
        let mut random = Random::new(seed, Stream::Data);
        let set = match &settings.source {
            Source::Generated { generator, samples, noise } => {
                generator.points(*samples, f64::from(*noise), &mut random)
            }
            Source::Gate(gate) => gate.points(),
            Source::Table { .. } => todo!("tables"),
        };
        let rows = set.rows();
        let train = ((rows as f64 * f64::from(settings.train_share)).round() as usize).clamp(1, rows);
        let part = |range: std::ops::Range<usize>| {
            let rows: Vec<usize> = range.collect();
            let (low, high) = if coding == Coding::Signed { (-1.0, 1.0) } else { (0.0, 1.0) };
            Part {
                inputs: Array2::from_shape_fn((rows.len(), settings.features.len()), |(row, feature)| {
                    settings.features[feature].of(&set.inputs.row(rows[row]).to_vec())
                }),
                targets: Array2::from_shape_fn((rows.len(), outputs), |(row, output)| match &set.target {
                    Target::Class { labels, .. } => {
                        let class = labels[rows[row]] as usize;
                        let yes = if outputs == 1 { class == 1 } else { class == output };
                        if yes { high } else { low }
                    }
                    Target::Value { values, .. } => values[(rows[row], output)],
                }),
                rows,
            }
        };
        Self {
            train: part(0..train),
            test: part(train..rows),
            input_scales: vec![Scale::NONE; set.inputs.ncols()],
            target_scales: vec![Scale::NONE; outputs],
            set: Arc::new(set),
        }
    }
}
