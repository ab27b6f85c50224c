//! Places to begin: experiments that are built in, each with a title and one plain sentence.

mod pipelines;
pub mod preset;

pub use preset::Preset;
