//! Other tables seen as the rows of a data set: through its columns, classes, scales and features.

use std::sync::Arc;

use ndarray::Array2;

use super::{
    Column, DataSet, Part, Prepared, Table, TableError, Target,
    filling::fill,
    listed,
    number::number,
    table::{self, Keep},
};
use crate::language::brief;

impl Prepared {
    /// The rows of another table with this data set's columns, classes, scales and features, all of them in
    /// `test`; rows with an empty cell in a used column are left out.
    ///
    /// # Errors
    /// When a column or a class is missing or does not hold what it should.
    pub fn apply_to(&self, other: &Table) -> Result<Self, TableError> {
        let names = &self.set.input_names;
        let keep = Keep { empty: !self.fills.is_empty(), unlabelled: false };
        let (mut set, known) = match &self.set.target {
            Target::Class { name, .. } => other.take(names, std::slice::from_ref(name), true, keep)?,
            Target::Value { names: targets, .. } => other.take(names, targets, false, keep)?,
        };
        if set.origins != self.set.origins {
            // Origins of the training data, so that scales mean the same.
            let targets = match &set.target {
                Target::Class { name, .. } => std::slice::from_ref(name),
                Target::Value { names, .. } => names,
            };
            let (_, raw) = self.raw_inputs_of(other, targets)?;
            (set.inputs, set.origins) = (raw, self.set.origins.clone());
        }
        fill(&mut set.inputs, &self.fills);
        if let (Target::Class { name, classes: known, .. }, Target::Class { classes, labels, .. }) =
            (&self.set.target, &mut set.target)
        {
            let codes: Vec<Option<u32>> = classes.iter().map(|class| code_of(class, known)).collect();
            for label in labels.iter_mut() {
                *label = match codes[*label as usize] {
                    Some(code) => code,
                    None => {
                        return Err(TableError::UnknownClass {
                            row: other.column(name)?.first_of_class(*label).map_or(1, |row| row + 1),
                            class: brief(&classes[*label as usize]).into_owned(),
                            known: listed(known.iter().map(String::as_str)),
                        });
                    }
                };
            }
            classes.clone_from(known);
        }
        let rows = (0..set.rows()).collect();
        let test = self.part(&set, rows, self.train.targets.ncols());
        Ok(Self {
            set: Arc::new(set),
            known,
            target: None,
            train: Part::default(),
            validation: Part::default(),
            test,
            input_scales: self.input_scales.clone(),
            target_scales: self.target_scales.clone(),
            features: self.features.clone(),
            coding: self.coding,
            fills: self.fills.clone(),
            beside: self.beside,
            pixels: self.pixels,
        })
    }

    /// The rows of another table that have all inputs, or whose empty ones are filled, for prediction: `rows` counts in that
    /// table, `targets` has no columns.
    ///
    /// # Errors
    /// When an input column is missing or does not hold numbers, or no row is left.
    pub fn inputs_of(&self, other: &Table) -> Result<Part, TableError> {
        let (rows, raw) = self.raw_inputs_of(other, &[])?;
        let all: Vec<usize> = (0..rows.len()).collect();
        Ok(Part { inputs: self.features_of(&raw, &all), targets: Array2::zeros((rows.len(), 0)), rows })
    }

    /// The rows of another table that have all inputs, or whose empty ones are filled, in `test`, to be reconstructed from
    /// themselves; the training rows stay.
    ///
    /// # Errors
    /// As [`Self::inputs_of`].
    pub fn reconstructing_rows_of(&self, other: &Table) -> Result<Self, TableError> {
        let (_, raw) = self.raw_inputs_of(other, &[])?;
        let rows: Vec<usize> = (0..raw.nrows()).collect();
        let inputs = self.features_of(&raw, &rows);
        let target = Target::Value { names: self.feature_names(), values: inputs.clone() };
        let known = raw.nrows();
        let set = DataSet { inputs: raw, target, ..(*self.set).clone() };
        let test = Part { rows, targets: inputs.clone(), inputs };
        // No column is asked for what nothing is learned from.
        let nothing = Target::Value { names: Vec::new(), values: Array2::zeros((known, 0)) };
        Ok(Self { set: Arc::new(set), known, target: Some(nothing), test, ..self.clone() })
    }

    /// The rows of another table in which `targets` and, unless they are filled here, all inputs stand, and those inputs less
    /// the origins here.
    fn raw_inputs_of(&self, other: &Table, targets: &[String]) -> Result<(Vec<usize>, Array2<f32>), TableError> {
        let names = self.set.input_names.iter();
        let columns: Vec<&Column> = names.map(|name| other.input(name)).collect::<Result<_, _>>()?;
        let targets: Vec<&Column> = targets.iter().map(|name| other.column(name)).collect::<Result<_, _>>()?;
        let needed = if self.fills.is_empty() { &columns[..] } else { &[] };
        let rows = other.filled_rows(&[needed, &targets].concat())?;
        let mut raw = table::matrix(&columns, &rows, &self.set.origins);
        fill(&mut raw, &self.fills);
        Ok((rows, raw))
    }
}

/// Index of the class with this name among `known`; numbers match however they are written.
fn code_of(class: &str, known: &[String]) -> Option<u32> {
    let same = |other: &String| other == class || number(class).is_some_and(|it| number(other) == Some(it));
    known.iter().position(same).map(|code| code as u32)
}
