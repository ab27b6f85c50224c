//! How long the lists and texts of versions 1 to 3 can be; what is longer is refused while it is read.

/// Most characters of a name: of a column, a class, a table or a session.
pub(crate) const NAME: usize = 1000;
/// Most characters of the notes.
pub(crate) const NOTES: usize = 200_000;
/// Most stages of a session.
pub(crate) const STAGES: usize = 8;
/// Most layers of a network, the outputs among them.
pub(crate) const LAYERS: usize = 9;
/// Most hidden layers that are read, far more than an experiment can have.
pub(crate) const HIDDEN: usize = 100;
/// Most units of a layer, or features that it reads.
pub(crate) const UNITS: usize = 1024;
/// Most features of an experiment.
pub(crate) const FEATURES: usize = 1000;
/// Most memories of an optimizer.
pub(crate) const MEMORIES: usize = 2;
/// Most records of a history.
pub(crate) const RECORDS: usize = 100_000;
/// Most moments of the time slider.
pub(crate) const MOMENTS: usize = 256;
/// Most edits of a run.
pub(crate) const EDITS: usize = 1000;
/// Most rows of a table, and so of an order.
pub(crate) const ROWS: usize = 2_000_000;
/// Most columns of a table.
pub(crate) const COLUMNS: usize = 1000;
/// Most different texts of a column.
pub(crate) const TEXTS: usize = 1000;
/// Most points painted by hand.
pub(crate) const POINTS: usize = 20_000;
