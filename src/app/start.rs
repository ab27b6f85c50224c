//! What the window opens with.

use std::path::PathBuf;

/// What the window opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The opening experiment.
    #[default]
    Opening,
    /// The preset of this name.
    Preset(String),
    /// A session or a table.
    File(PathBuf),
    /// The experiment of a session, begun anew on a table.
    On {
        /// The session.
        session: PathBuf,
        /// The table.
        table: PathBuf,
    },
}
