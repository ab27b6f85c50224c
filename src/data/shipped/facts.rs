//! What is true of a shipped set, and what its file holds.

use std::sync::Arc;

use super::Card;
use crate::{
    data::{DataSet, Scaling},
    language::Text,
    nn::choice::Names,
};

/// What the rest of the program asks of a shipped set; each stands in its file.
pub(in crate::data) struct Facts {
    /// What people call it.
    pub names: Names,
    /// Number of input columns.
    pub inputs: usize,
    /// Number of classes; nothing for a regression.
    pub classes: Option<usize>,
    /// How a row of it is looked at.
    pub look: Look,
    /// What is best done to its columns before training.
    pub scaling: Scaling,
    /// What a person has to know of it.
    pub card: Card,
    /// Reads its file; nothing when the file is not as it should be.
    pub read: fn() -> Option<Contents>,
}

/// How a row is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A picture of grey values from 0 (paper) to 1 (ink), row by row.
    Picture {
        /// Pixels side by side.
        width: usize,
        /// Pixels one above the other.
        height: usize,
    },
    /// A sound, coefficient by coefficient, each over the moments of its length.
    Sound {
        /// Moments of each coefficient.
        moments: usize,
        /// How many coefficients.
        coefficients: usize,
    },
    /// Numbers, a column each.
    Numbers,
}

/// What a file holds.
#[derive(Debug)]
pub(in crate::data) struct Contents {
    /// The rows.
    pub set: Arc<DataSet>,
    /// Which group each row belongs to.
    pub groups: Option<Groups>,
}

/// Groups of rows that have something in common, such as their speaker: rows of one group are more alike than a new group
/// will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// What a group is, in the singular.
    pub what: Text,
    /// Name of each group.
    pub names: Vec<String>,
    /// Index of each row's group in `names`.
    pub of: Vec<u32>,
}

impl Contents {
    /// Rows that are of no groups.
    pub(super) fn of(set: DataSet) -> Self {
        Self { set: Arc::new(set), groups: None }
    }
}

impl Groups {
    /// Groups by the name of each row's, in the order in which they first appear.
    pub(super) fn by_name<'a>(what: Text, rows: impl Iterator<Item = &'a str>) -> Self {
        let (mut names, mut of) = (Vec::<String>::new(), Vec::new());
        for row in rows {
            let known = names.iter().position(|name| name == row);
            of.push(known.unwrap_or(names.len()) as u32);
            if known.is_none() {
                names.push(row.to_owned());
            }
        }
        Self { what, names, of }
    }
}
