//! Properties of a shipped set, and the contents of its file.

use std::sync::Arc;

use ndarray::Array2;

use super::Card;
use crate::{
    data::{DataSet, Scaling},
    language::Text,
    nn::choice::Names,
};

/// What the rest of the program asks of a shipped set; defined in the set's own file.
pub(in crate::data) struct Facts {
    /// Names shown to people.
    pub names: Names,
    /// Number of input columns.
    pub inputs: usize,
    /// Number of classes; `None` for a regression.
    pub classes: Option<usize>,
    /// How a row is displayed.
    pub look: Look,
    /// How another view of the same rows is displayed, if there is one.
    pub view: Option<Look>,
    /// Computes the inputs for a text that a person types, if rows are texts.
    pub typed: Option<fn(&str) -> Vec<f32>>,
    /// The recommended scaling.
    pub scaling: Scaling,
    /// Its data card.
    pub card: Card,
    /// Reads its file; `None` when the file is not as it should be.
    pub read: fn() -> Option<Contents>,
}

/// How a row is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A picture of grey values from 0 (paper) to 1 (ink), row by row.
    Picture {
        /// Width in pixels.
        width: usize,
        /// Height in pixels.
        height: usize,
    },
    /// A sound: one coefficient after another, each over all time steps.
    Sound {
        /// Number of time steps of each coefficient.
        moments: usize,
        /// Number of coefficients.
        coefficients: usize,
    },
    /// The preceding letters, each one-hot over 27.
    Letters {
        /// Number of letters.
        back: usize,
    },
    /// A line of text, by the pieces in it.
    Text,
    /// A name, by the pieces in it, whose target is a colour: red, green, blue, 0…1.
    Colours,
    /// Ratings of statements.
    Ratings {
        /// The highest rating; the lowest is 1.
        most: u8,
    },
    /// Numbers, one per column.
    Numbers,
}

/// The contents of a file.
#[derive(Debug)]
pub(in crate::data) struct Contents {
    /// The rows.
    pub set: Arc<DataSet>,
    /// The group of each row.
    pub groups: Option<Groups>,
    /// Another view of each row, `[rows, numbers]`.
    pub view: Option<Array2<f32>>,
    /// Number of its own rows; those after them are of a neighbouring set, on which nothing is ever tested.
    pub own: usize,
    /// Whether rows are consecutive, as in a text, so that they are split at one position.
    pub in_order: bool,
    /// The text from which each row was made, if any.
    pub words: Vec<String>,
}

/// Groups of rows that have something in common, such as their speaker: rows of one group are more alike than those of
/// a new group will be.
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
    /// Only numbers: no groups, no other view.
    pub(super) fn of(set: DataSet) -> Self {
        let own = set.rows();
        Self { set: Arc::new(set), groups: None, view: None, own, in_order: false, words: Vec::new() }
    }
}

impl Groups {
    /// Groups by name, one name per row, in order of first appearance.
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
