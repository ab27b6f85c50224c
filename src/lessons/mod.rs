//! Places to begin: experiments that are built in, each with a title and one plain sentence.

mod entry;
mod first;
mod pipelines;
pub mod preset;
mod real;

pub use preset::Preset;
