//! The data of an experiment: source, features, scaling, split.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Column, Feature, Filling, Gate, Generator, Painted, Scaling, Shipped, SplitBy, Table, Target,
    limited::{self, MOST_COLUMNS, NAME},
    point,
    shipped::Groups,
};
use crate::{
    language::{Text, brief},
    nn::{Random, Stream},
    text,
};

/// Largest number of features of an experiment.
pub(crate) const MOST_FEATURES: usize = 1000;

/// Where the rows come from and how they are prepared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSettings {
    /// Where the rows come from.
    pub source: Source,
    /// The features that the network reads, at least one.
    #[serde(deserialize_with = "limited::list::<_, _, MOST_FEATURES>")]
    pub features: Vec<Feature>,
    /// How each column is scaled.
    pub scaling: Scaling,
    /// Fraction of the rows for training, above 0 and up to 1; the others are test rows.
    pub train_share: f32,
    /// Fraction of the training rows held out for validation, 0…0.9, default 0: choices such as when to stop are made
    /// on them. Scales are fitted to the remaining training rows.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub validation_share: f32,
    /// Further numeric target columns of a table, for a regression; default none.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::names::<_, MOST_COLUMNS>")]
    pub more_targets: Vec<String>,
    /// What is split off for testing: single rows, the default, or whole groups such as speakers.
    #[serde(default, skip_serializing_if = "SplitBy::is_rows")]
    pub split_by: SplitBy,
    /// Whether duplicates of earlier rows, with the same inputs and target, are dropped before the split; default not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_repeats: bool,
    /// What an empty cell in an input column of a table becomes; default nothing, so that its row is left out.
    #[serde(default, skip_serializing_if = "Filling::leaves_out")]
    pub missing: Filling,
    /// Whether rows of a table without a target serve the stages that need none, such as a reconstruction; default not, so that
    /// they are left out. They are training rows alone, unless no row has a target.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlabelled: bool,
    /// Of so many training rows of each class, or of a regression and a text in all, the label may be used, 1 or more; nothing
    /// for all, which is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<u32>,
}

/// Where the rows come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Source {
    /// Generated from a recipe and the data seed.
    Generated {
        /// The recipe.
        generator: Generator,
        /// Number of points, 10…1,000,000, default 500.
        samples: usize,
        /// 0…0.8, the TensorFlow Playground's 0–80 divided by 100; the window offers up to 0.5; default 0.
        noise: f32,
    },
    /// The four points of a logic gate, all of them for training.
    Gate(Gate),
    /// A real data set that comes with the program, by name.
    Shipped(Shipped),
    /// Points painted by hand, kept whole in the session.
    Painted(Arc<Painted>),
    /// Points of the plane, drawn with the data seed, whose value is given by a formula.
    Formula {
        /// The formula of `x1` and `x2` as it was typed, such as `sin(x1)*x2`.
        #[serde(deserialize_with = "limited::text::<_, NAME>")]
        formula: String,
        /// Number of points, 10…1,000,000, default 1,200.
        samples: usize,
        /// 0…0.8, how far from the point its value is taken; default 0.
        noise: f32,
    },
    /// A table, stored whole in the session.
    Table {
        /// The table.
        table: Arc<Table>,
        /// Names of the inputs: headings of columns of numbers, or texts of a column, as in `sex = male`.
        #[serde(deserialize_with = "limited::names::<_, MOST_COLUMNS>")]
        inputs: Vec<String>,
        /// Heading of the target column.
        #[serde(deserialize_with = "limited::text::<_, NAME>")]
        target: String,
        /// Whether the target is to be classified, or its numbers fitted.
        classes: bool,
    },
}

impl DataSettings {
    /// Headings of all target columns of a table: one for classes.
    #[must_use]
    pub fn targets(&self) -> Vec<String> {
        match &self.source {
            Source::Table { target, .. } => std::iter::once(target).chain(&self.more_targets).cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether several columns can be predicted at once: a regression on a table.
    #[must_use]
    pub const fn can_have_more_targets(&self) -> bool {
        matches!(self.source, Source::Table { classes: false, .. })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
pub(crate) fn is_zero(share: &f32) -> bool {
    *share == 0.0
}

impl Source {
    /// This recipe with its default number of points, and no noise.
    #[must_use]
    pub const fn generated(generator: Generator) -> Self {
        Self::Generated { generator, samples: generator.default_samples(), noise: 0.0 }
    }

    /// This formula with the default number of points of a regression, and no noise.
    #[must_use]
    pub fn formula(formula: impl Into<String>) -> Self {
        Self::Formula { formula: formula.into(), samples: Generator::Plane.default_samples(), noise: 0.0 }
    }

    /// Number of points and noise, if points are drawn.
    pub const fn drawn_mut(&mut self) -> Option<(&mut usize, &mut f32)> {
        match self {
            Self::Generated { samples, noise, .. } | Self::Formula { samples, noise, .. } => Some((samples, noise)),
            Self::Gate(_) | Self::Shipped(_) | Self::Painted(_) | Self::Table { .. } => None,
        }
    }

    /// Whether its points are generated from a recipe, so that only a checksum of them is stored.
    #[must_use]
    pub const fn is_made(&self) -> bool {
        matches!(self, Self::Generated { .. } | Self::Formula { .. } | Self::Shipped(_))
    }

    /// Number of its own rows, which come first; those after them are of a neighbouring set.
    #[must_use]
    pub fn own_rows(&self) -> usize {
        match self {
            Self::Shipped(set) => set.own_rows(),
            _ => self.rows(),
        }
    }

    /// Whether its rows are consecutive, as in a text: they are split at one position, and labels are given to
    /// consecutive rows.
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        matches!(self, Self::Shipped(set) if set.is_in_order())
    }

    /// The group of each row, if known.
    #[must_use]
    pub fn groups(&self) -> Option<&'static Groups> {
        match self {
            Self::Shipped(set) => set.groups(),
            _ => None,
        }
    }

    /// Its points as painted ones, to be edited by hand; empty when they are not points of the plane in classes.
    ///
    /// Beyond [`Painted::MOST_POINTS`], only the first ones are kept, which are in random order.
    #[must_use]
    pub fn painted(&self, seed: u64) -> Painted {
        let set = match self {
            Self::Painted(points) => return Painted::clone(points),
            Self::Generated { generator, samples, noise } if generator.inputs() == 2 => {
                generator.points(*samples, f64::from(*noise), &mut Random::new(seed, Stream::Data))
            }
            Self::Gate(gate) => gate.points(),
            _ => return Painted::default(),
        };
        let Target::Class { labels, classes, .. } = &set.target else { return Painted::default() };
        if classes.len() > Painted::MOST_CLASSES as usize {
            return Painted::default();
        }
        let rows = set.rows().min(Painted::MOST_POINTS);
        Painted {
            x1: set.inputs.column(0).iter().take(rows).copied().collect(),
            x2: set.inputs.column(1).iter().take(rows).copied().collect(),
            class: labels[..rows].to_vec(),
            dealt: None,
        }
    }

    /// The table, if it is one.
    #[must_use]
    pub const fn as_table(&self) -> Option<&Arc<Table>> {
        if let Self::Table { table, .. } = self { Some(table) } else { None }
    }

    /// Number of classes; `None` for a regression, or if the target column does not exist.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        match self {
            Self::Generated { generator, .. } => generator.classes(),
            Self::Gate(_) => Some(2),
            Self::Shipped(set) => set.classes(),
            Self::Painted(points) => Some(points.classes()),
            Self::Formula { .. } => None,
            Self::Table { table, target, classes, .. } => {
                table.called(target).filter(|_| *classes).map(Column::distinct)
            }
        }
    }

    /// Names of the classes; empty for a regression.
    #[must_use]
    pub fn class_names(&self) -> Vec<String> {
        match self {
            Self::Generated { generator, .. } => generator.class_names(),
            Self::Gate(_) => vec!["0".into(), "1".into()],
            Self::Shipped(set) => set.set().target.class_names().to_vec(),
            Self::Painted(points) => point::class_names(points.classes()),
            Self::Formula { .. } => Vec::new(),
            Self::Table { table, target, classes, .. } => {
                table.called(target).filter(|_| *classes).map(Column::class_names).unwrap_or_default()
            }
        }
    }

    /// Number of rows, including those with empty cells.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Generated { samples, .. } | Self::Formula { samples, .. } => *samples,
            Self::Gate(_) => 4,
            Self::Shipped(set) => set.set().rows(),
            Self::Painted(points) => points.rows(),
            Self::Table { table, .. } => table.rows(),
        }
    }

    /// Number of input columns.
    #[must_use]
    pub const fn inputs(&self) -> usize {
        match self {
            Self::Generated { generator, .. } => generator.inputs(),
            Self::Gate(_) | Self::Painted(_) | Self::Formula { .. } => 2,
            Self::Shipped(set) => set.inputs(),
            Self::Table { inputs, .. } => inputs.len(),
        }
    }

    /// Names of the input columns.
    #[must_use]
    pub fn input_names(&self) -> Vec<String> {
        match self {
            Self::Table { inputs, .. } => inputs.clone(),
            Self::Shipped(set) => set.set().input_names.clone(),
            made => point::input_names(made.inputs()),
        }
    }

    /// Range of an axis of this input, in raw numbers minus the column's origin: its values with a margin of a tenth on
    /// each side.
    #[must_use]
    pub fn axis(&self, input: usize) -> (f32, f32) {
        match self {
            Self::Generated { .. } | Self::Painted(_) | Self::Formula { .. } => (-6.0, 6.0),
            Self::Gate(_) => (-0.5, 1.5),
            Self::Shipped(set) => set.axis(input),
            Self::Table { table, inputs, .. } => {
                let Some(column) = inputs.get(input).and_then(|name| table.numbers(name).ok()) else {
                    return (-1.0, 1.0);
                };
                let from_origin = |number: f64| (number - column.origin()) as f32;
                let (low, high) = (from_origin(column.summary().low), from_origin(column.summary().high));
                let room = 0.1 * (high - low);
                // A constant column has no range of its own.
                if room > 0.0 { (low - room, high + room) } else { (low - 1.0, high + 1.0) }
            }
        }
    }

    /// How many rows of a table are dropped because a cell in a used column is empty, as a sentence; `None` if none
    /// are.
    #[must_use]
    pub fn note(&self, missing: Filling) -> Option<Text> {
        let Self::Table { table, inputs, target, .. } = self else { return None };
        let of_input = |name: &String| table.numbers(name).ok();
        let needed = inputs.iter().filter(|_| missing.leaves_out()).map(of_input);
        let columns: Vec<&Column> = needed.chain([table.called(target)]).collect::<Option<_>>()?;
        let (all, empty) = (table.rows(), Table::empty_rows(&columns).len());
        let are = if empty == 1 { "is" } else { "are" };
        (empty > 0).then(|| {
            let english = format!("{empty} of {all} rows {are} left out, because a cell in a used column is empty.");
            Text::in_each(english, format!("{all} 行中略去了 {empty} 行，因为所用的列中有空单元格。"))
        })
    }

    /// The columns of a table that are neither inputs nor targets, each with what it is, as a sentence; `None` if all
    /// are.
    #[must_use]
    pub fn passed_over(&self, more_targets: &[String]) -> Option<Text> {
        let Self::Table { table, inputs, target, .. } = self else { return None };
        let is_used = |column: &Column| {
            let name = &column.name;
            name == target
                || more_targets.contains(name)
                || inputs.iter().any(|input| input == name || table.is_text_of(input, name))
        };
        let left: Vec<&Column> = table.columns.iter().filter(|column| !is_used(column)).collect();
        let said = |column: &&Column| {
            let (name, kind) = (brief(&column.name), column.kind().name());
            let is_empty = column.kind().is_read() && !column.missing.is_empty();
            let kind = if is_empty { text!("empty cells", "有空单元格") } else { kind };
            let (english, chinese) = kind.both();
            (format!("“{name}” ({english})"), format!("“{name}”（{chinese}）"))
        };
        let (mut english, mut chinese): (Vec<_>, Vec<_>) = left.iter().take(10).map(said).unzip();
        if left.len() > 10 {
            let more = left.len() - 10;
            english.push(format!("and {more} more"));
            chinese.push(format!("以及另外 {more} 列"));
        }
        let (english, chinese) = (english.join(", "), chinese.join("、"));
        (!left.is_empty()).then(|| text!("Not read: {english}.", "未读取：{chinese}。"))
    }

    /// Whether `other` is the same set, possibly with more rows or more noise, so that what is learned from one can be
    /// evaluated on the other.
    #[must_use]
    pub fn is_of_set(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Generated { generator: one, .. }, Self::Generated { generator: other, .. }) => one == other,
            (Self::Gate(one), Self::Gate(other)) => one == other,
            (Self::Shipped(one), Self::Shipped(other)) => one == other,
            (Self::Formula { formula: one, .. }, Self::Formula { formula: other, .. }) => one == other,
            (Self::Painted(_), Self::Painted(_)) => true,
            (Self::Table { table: one, target, .. }, Self::Table { table: other, target: predicted, .. }) => {
                one.name == other.name && target == predicted
            }
            _ => false,
        }
    }

    /// What is broken in stored rows; only a damaged session can cause that.
    #[must_use]
    pub fn fault(&self) -> Option<Text> {
        match self {
            Self::Table { table, .. } => table.fault(),
            Self::Painted(points) => points.fault(),
            Self::Generated { .. } | Self::Formula { .. } | Self::Gate(_) | Self::Shipped(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_a_recipe_are_kept_and_those_of_a_regression_are_not() {
        let source = Source::Generated { generator: Generator::Spiral, samples: 120, noise: 0.1 };
        let set = Generator::Spiral.points(120, f64::from(0.1_f32), &mut Random::new(3, Stream::Data));
        let painted = source.painted(3).points();
        assert_eq!((painted.inputs, painted.target.classes()), (set.inputs, Some(2)));
        assert_eq!(Source::Gate(Gate::And).painted(0).class, [0, 0, 1, 0]);
        assert_eq!(Source::generated(Generator::Plane).painted(3).rows(), 0);
    }
}
