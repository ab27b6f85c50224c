//! How long the lists and texts of a session can be; what is longer is refused while it is read.

use crate::experiment::{HiddenLayer, NetworkSettings};

pub(super) use crate::data::limited::{NAME, list, names, text};

/// Most stages of a session.
pub(super) const STAGES: usize = 8;
/// Most layers of a network: an encoder's, a decoder's and the outputs.
pub(super) const LAYERS: usize = 2 * NetworkSettings::MOST_LAYERS + 1;
/// Most units of a layer, or features that it reads.
pub(super) const UNITS: usize = HiddenLayer::MOST_UNITS;
/// Most memories of an optimizer.
pub(super) const MEMORIES: usize = 2;
/// Most records of a history; [`History::keeps`](crate::training::History::keeps) leaves far fewer.
pub(super) const RECORDS: usize = 100_000;
/// Most rows of a table, and so of an order.
pub(super) const ROWS: usize = crate::data::limited::MOST_ROWS;
/// Most items of a lesson, or choices of one.
pub(super) const ENTRIES: usize = 1000;
/// Most points of a sketch.
pub(super) const POINTS: usize = 10_000;
/// Most characters of the notes: a book of a hundred pages.
pub const NOTES: usize = 200_000;
