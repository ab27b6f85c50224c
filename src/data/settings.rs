//! The part of an experiment that says what is learned from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Feature, Gate, Generator, Scaling, Table};

/// Where the rows come from and what is done to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataSettings {
    /// Where the rows come from.
    pub source: Source,
    /// What the network reads, at least one.
    pub features: Vec<Feature>,
    /// What is done to each column first.
    pub scaling: Scaling,
    /// Share of the rows for training, above 0 and up to 1; the others are for testing.
    pub train_share: f32,
}

/// Where the rows come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Made from a recipe and the data seed.
    Generated {
        /// The recipe.
        generator: Generator,
        /// Number of points, 10…1,000,000, default 500.
        samples: usize,
        /// 0…0.5, default 0.
        noise: f32,
    },
    /// The four points of a logic gate, all of them for training.
    Gate(Gate),
    /// A table, kept whole in the session.
    Table {
        /// The table.
        table: Arc<Table>,
        /// Headings of the input columns, all of numbers.
        inputs: Vec<String>,
        /// Heading of the column to predict.
        target: String,
        /// Whether the target's different values are classes, or its numbers are to be fitted.
        classes: bool,
    },
}
