//! Size limits of the lists and texts of a session, enforced while reading.

use crate::experiment::{HiddenLayer, NetworkSettings, Stages};

pub(super) use crate::data::limited::{NAME, list, names, text};

/// Largest number of stages of a session.
pub(super) const STAGES: usize = Stages::MOST;
/// Largest number of layers of a network: an encoder's, a decoder's and the output.
pub(super) const LAYERS: usize = 2 * NetworkSettings::MOST_LAYERS + 1;
/// Largest number of units of a layer, or of features.
pub(super) const UNITS: usize = HiddenLayer::MOST_UNITS;
/// Largest number of moments of an optimizer per parameter.
pub(super) const MEMORIES: usize = 2;
/// Largest number of records of a history; [`History::keeps`](crate::training::History::keeps) leaves far fewer.
pub(super) const RECORDS: usize = 100_000;
/// Largest number of rows of a table, and so of an order.
pub(super) const ROWS: usize = crate::data::limited::MOST_ROWS;
/// Largest number of items of a lesson, or of options of an item.
pub(super) const ENTRIES: usize = 1000;
/// Largest number of points of a sketch.
pub(super) const POINTS: usize = 10_000;
/// Largest length of the notes in characters: a book of a hundred pages.
pub const NOTES: usize = 200_000;
