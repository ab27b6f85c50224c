//! The data settings of versions 1 to 3.

use std::sync::Arc;

use serde::Deserialize;

use super::{
    choices::{Gate, Generator, Scaling},
    limits::{COLUMNS, FEATURES, NAME, POINTS, ROWS, TEXTS},
};
use crate::{data, language::brief, session::limited};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct DataSettings {
    source: Source,
    #[serde(deserialize_with = "limited::list::<_, _, FEATURES>")]
    features: Vec<Feature>,
    scaling: Scaling,
    train_share: f32,
}

impl From<DataSettings> for data::DataSettings {
    fn from(old: DataSettings) -> Self {
        Self {
            source: old.source.into(),
            features: old.features.into_iter().map(Into::into).collect(),
            scaling: old.scaling.into(),
            train_share: old.train_share,
            more_targets: Vec::new(),
            validation_share: 0.0,
            labels: None,
            split_by: data::SplitBy::Rows,
            without_repeats: false,
            missing: data::Filling::LeaveOut,
            unlabelled: false,
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Source {
    Generated {
        generator: Generator,
        samples: usize,
        noise: f32,
    },
    Gate(Gate),
    Painted(Painted),
    Formula {
        #[serde(deserialize_with = "limited::text::<_, NAME>")]
        formula: String,
        samples: usize,
        noise: f32,
    },
    Table {
        table: Table,
        #[serde(deserialize_with = "limited::names::<_, COLUMNS>")]
        inputs: Vec<String>,
        #[serde(deserialize_with = "limited::text::<_, NAME>")]
        target: String,
        classes: bool,
    },
}

impl From<Source> for data::Source {
    fn from(old: Source) -> Self {
        match old {
            Source::Generated { generator, samples, noise } => {
                Self::Generated { generator: generator.into(), samples, noise }
            }
            Source::Gate(gate) => Self::Gate(gate.into()),
            Source::Painted(points) => Self::Painted(Arc::new(points.into())),
            Source::Formula { formula, samples, noise } => Self::Formula { formula, samples, noise },
            Source::Table { table, inputs, target, classes } => {
                Self::Table { table: Arc::new(table.into()), inputs, target, classes }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Painted {
    #[serde(deserialize_with = "limited::list::<_, _, POINTS>")]
    x1: Vec<f32>,
    #[serde(deserialize_with = "limited::list::<_, _, POINTS>")]
    x2: Vec<f32>,
    #[serde(deserialize_with = "limited::list::<_, _, POINTS>")]
    class: Vec<u32>,
}

impl From<Painted> for data::Painted {
    fn from(old: Painted) -> Self {
        Self { x1: old.x1, x2: old.x2, class: old.class, dealt: None }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    name: String,
    #[serde(deserialize_with = "limited::list::<_, _, COLUMNS>")]
    columns: Vec<Column>,
}

impl From<Table> for data::Table {
    fn from(old: Table) -> Self {
        Self::new(old.name, old.columns.into_iter().map(Into::into).collect())
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Column {
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    name: String,
    values: ColumnValues,
    #[serde(default, deserialize_with = "limited::list::<_, _, ROWS>")]
    missing: Vec<u32>,
}

impl From<Column> for data::Column {
    fn from(old: Column) -> Self {
        Self::new(old.name, old.values.into(), old.missing)
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ColumnValues {
    Numbers(#[serde(deserialize_with = "limited::list::<_, _, ROWS>")] Vec<f32>),
    Texts {
        #[serde(deserialize_with = "limited::names::<_, TEXTS>")]
        names: Vec<String>,
        #[serde(deserialize_with = "limited::list::<_, _, ROWS>")]
        codes: Vec<u32>,
    },
}

impl From<ColumnValues> for data::ColumnValues {
    fn from(old: ColumnValues) -> Self {
        match old {
            ColumnValues::Numbers(numbers) => Self::Numbers(numbers),
            ColumnValues::Texts { names, codes } => Self::Texts { names, codes },
        }
    }
}

/// A feature, which stands in the file as `x1`, `x1^2`, `x1*x2` or `sin(x1)`; inputs count from zero here.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(try_from = "String")]
#[cfg_attr(test, serde(into = "String"))]
pub(crate) enum Feature {
    Input(usize),
    Square(usize),
    Product(usize, usize),
    Sine(usize),
}

impl TryFrom<String> for Feature {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("“{}” is not a feature; write x1, x1^2, x1*x2 or sin(x1)", brief(&text));
        let input = |name: &str| {
            let number = name.trim().strip_prefix(['x', 'X']).and_then(|number| number.parse::<usize>().ok());
            number.and_then(|number| number.checked_sub(1)).ok_or_else(wrong)
        };
        let text = text.trim();
        if let Some((left, right)) = text.split_once('*') {
            Ok(Self::Product(input(left)?, input(right)?))
        } else if let Some(base) = text.strip_suffix("^2") {
            input(base).map(Self::Square)
        } else if let Some(inner) = text.strip_prefix("sin(").and_then(|rest| rest.strip_suffix(')')) {
            input(inner).map(Self::Sine)
        } else {
            input(text).map(Self::Input)
        }
    }
}

impl From<Feature> for data::Feature {
    fn from(old: Feature) -> Self {
        match old {
            Feature::Input(input) => Self::Input(input),
            Feature::Square(input) => Self::Square(input),
            Feature::Product(left, right) => Self::Product(left, right),
            Feature::Sine(input) => Self::Sine(input),
        }
    }
}

#[cfg(test)]
impl From<Feature> for String {
    fn from(feature: Feature) -> Self {
        match feature {
            Feature::Input(input) => format!("x{}", input + 1),
            Feature::Square(input) => format!("x{}^2", input + 1),
            Feature::Product(left, right) => format!("x{}*x{}", left + 1, right + 1),
            Feature::Sine(input) => format!("sin(x{})", input + 1),
        }
    }
}
