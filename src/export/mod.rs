//! Export of a trained network that maps raw inputs to probabilities or raw values.
//!
//! Every format is written from one [`Model`], so that all agree. Knows nothing of threads or windows.

/// Appends a line to a text.
macro_rules! say {
    ($text:ident, $($words:tt)*) => {
        writeln!($text, "{}", $crate::language::counted(&format!($($words)*))).expect("a text takes all words")
    };
}

mod activations;
pub mod card;
mod contents;
pub mod format;
mod html;
pub mod import;
mod metadata;
pub mod model;
mod onnx;
mod protobuf;
mod python;
pub mod report;
mod rust;
mod safetensors;
pub mod table;

pub use format::Format;
pub use import::{Import, MOST_BYTES};
pub use model::{Answer, ExportError, Model};
