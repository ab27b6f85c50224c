//! What is true of a shipped set, and what its file holds.

use std::sync::Arc;

use ndarray::Array2;

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
    /// How another view of the same rows is looked at, where there is one.
    pub view: Option<Look>,
    /// What the network reads of a text that a person types, where rows are texts.
    pub typed: Option<fn(&str) -> Vec<f32>>,
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
    /// Letters before the next one, each as one of 27.
    Letters {
        /// How many letters.
        back: usize,
    },
    /// A line of text, by the pieces in it.
    Text,
    /// A name, by the pieces in it, whose answer is a colour: red, green, blue from 0 to 1.
    Colours,
    /// Ratings of statements.
    Ratings {
        /// The highest; the lowest is 1.
        most: u8,
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
    /// Another view of each row, `[rows, numbers]`.
    pub view: Option<Array2<f32>>,
    /// How many rows are its own; those after them are of a neighbouring set, which is never tested on.
    pub own: usize,
    /// Whether rows follow each other as in a text, so that they are split at one place.
    pub in_order: bool,
    /// What each row was before it became numbers, where that was a text.
    pub words: Vec<String>,
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
    /// Rows of numbers that have nothing else.
    pub(super) fn of(set: DataSet) -> Self {
        let own = set.rows();
        Self { set: Arc::new(set), groups: None, view: None, own, in_order: false, words: Vec::new() }
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
