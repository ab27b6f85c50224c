//! Contents of a network file, before validation.

use std::collections::BTreeMap;

use super::onnx::Outline;
use crate::language::Text;

/// More tensors, nodes and texts than any network of ours has: each of 1000 features can take five of them.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// The contents of a file.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) tensors: BTreeMap<String, Tensor>,
    /// What the graph computes, for a format that has one.
    pub(super) outline: Option<Outline>,
    /// Why a tensor was skipped.
    pub(super) unread: Option<Text>,
}

/// A tensor of f32.
#[derive(Debug, PartialEq)]
pub(super) struct Tensor {
    pub(super) shape: Vec<u64>,
    pub(super) numbers: Vec<f32>,
}

impl Tensor {
    /// The tensor of these little-endian f32 bytes; `None` unless their number matches the shape.
    pub(super) fn of(shape: Vec<u64>, bytes: &[u8]) -> Option<Self> {
        let places = shape.iter().try_fold(4_u64, |places, size| places.checked_mul(*size))?;
        let number = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        (places == bytes.len() as u64).then(|| Self { shape, numbers: bytes.chunks_exact(4).map(number).collect() })
    }
}
