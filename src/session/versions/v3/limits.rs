//! Size limits of the lists and texts of versions 1 to 3, enforced while reading.

/// Largest length in characters of a name: of a column, a class, a table or a session.
pub(crate) const NAME: usize = 1000;
/// Largest length of the notes in characters.
pub(crate) const NOTES: usize = 200_000;
/// Largest number of stages of a session.
pub(crate) const STAGES: usize = 8;
/// Largest number of layers of a network, the output included.
pub(crate) const LAYERS: usize = 9;
/// Largest number of hidden layers that are read, far more than an experiment can have.
pub(crate) const HIDDEN: usize = 100;
/// Largest number of units of a layer, or of features.
pub(crate) const UNITS: usize = 1024;
/// Largest number of features of an experiment.
pub(crate) const FEATURES: usize = 1000;
/// Largest number of moments of an optimizer per parameter.
pub(crate) const MEMORIES: usize = 2;
/// Largest number of records of a history.
pub(crate) const RECORDS: usize = 100_000;
/// Largest number of moments of the time slider.
pub(crate) const MOMENTS: usize = 256;
/// Largest number of edits of a run.
pub(crate) const EDITS: usize = 1000;
/// Largest number of rows of a table, and so of an order.
pub(crate) const ROWS: usize = 2_000_000;
/// Largest number of columns of a table.
pub(crate) const COLUMNS: usize = 1000;
/// Largest number of distinct texts of a column.
pub(crate) const TEXTS: usize = 1000;
/// Largest number of points painted by hand.
pub(crate) const POINTS: usize = 20_000;
