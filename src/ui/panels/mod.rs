//! Editors of the draft: each takes `&mut` of its slice of the experiment.

pub mod cleaning;
mod columns;
mod control;
pub mod data;
mod decoder;
pub mod fields;
pub mod formula;
pub mod gallery;
pub mod labels;
pub mod lesson;
pub mod network;
mod reading;
pub mod shelf;
pub mod split;
pub mod stage;
pub mod table;
pub mod training;
