//! Export formats.

use std::path::Path;

use strum::IntoStaticStr;

use super::{Model, html, onnx, python, rust, safetensors};
use crate::nn::Choice;

/// An export format; its name is the file's extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    /// The graph from raw inputs to predictions, for other runtimes.
    Onnx,
    /// Weights and biases only, with everything else as metadata.
    Safetensors,
    /// A readable file that only needs NumPy.
    #[strum(serialize = "py")]
    Python,
    /// A readable file that only needs the standard library.
    #[strum(serialize = "rs")]
    Rust,
    /// One page with the model and a form to query it, which opens anywhere.
    Html,
}

impl Choice for Format {
    const WHAT: &'static str = "export format";
    const ALL: &'static [Self] = &[Self::Onnx, Self::Safetensors, Self::Python, Self::Rust, Self::Html];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Format {
    /// The format with a file's extension.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        Self::ALL.iter().copied().find(|format| extension.eq_ignore_ascii_case(format.name()))
    }

    /// The bytes of a file with this model.
    #[must_use]
    pub fn write(self, model: &Model<'_>) -> Vec<u8> {
        match self {
            Self::Onnx => onnx::write(model),
            Self::Safetensors => safetensors::write(model),
            Self::Python => python::write(model).into_bytes(),
            Self::Rust => rust::write(model).into_bytes(),
            Self::Html => html::write(model).into_bytes(),
        }
    }
}
