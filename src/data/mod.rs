//! Data sets: generated, shipped or read from a table, and what is done to them before a network sees them.
//!
//! Knows nothing of threads, files, clocks or windows; a table arrives here as text.

pub mod data_set;
pub mod feature;
pub mod generator;
pub mod prepared;
pub mod scaling;
pub mod settings;
pub mod table;

pub use data_set::{DataSet, Target};
pub use feature::Feature;
pub use generator::{Gate, Generator};
pub use prepared::{Coding, Part, Prepared};
pub use scaling::{Scale, Scaling};
pub use settings::{DataSettings, Source};
pub use table::{Column, ColumnValues, Table};
