//! Data sets, generated, shipped or read from a table, and their preparation for a network.
//!
//! Knows nothing of threads, files, clocks or windows; a table arrives here as text.

mod applied;
pub mod column;
pub mod data_set;
mod date;
mod digits;
pub mod drawing;
pub mod feature;
pub mod filling;
pub mod formula;
pub mod gate;
pub mod generator;
mod indicator;
mod judgement;
pub mod kind;
mod learned;
pub mod limited;
mod mark;
mod number;
pub mod painted;
mod point;
pub mod prepared;
pub mod reading;
pub mod roles;
mod rows;
pub mod scaling;
mod scan;
pub mod settings;
pub mod shipped;
pub mod split;
pub mod table;
mod table_error;
pub mod unlabelled;

pub use column::{Column, ColumnValues};
pub use data_set::{DataSet, Target};
pub use date::Dates;
pub use drawing::{Drawing, Sheet};
pub use feature::Feature;
pub use filling::Filling;
pub use formula::{Formula, FormulaError};
pub use gate::Gate;
pub use generator::Generator;
pub use kind::Kind;
pub use painted::Painted;
pub use prepared::{Coding, Part, Prepared};
pub use roles::Roles;
pub use scaling::{Scale, Scaling};
pub use scan::Scan;
pub use settings::{DataSettings, Source};
pub use shipped::{Look, Shipped};
pub use split::{Split, SplitBy};
pub use table::Table;
pub use table_error::TableError;
pub(crate) use table_error::{listed, nearest};
