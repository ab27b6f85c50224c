//! What a file of a network holds, before it is known to fit together.

use std::collections::BTreeMap;

use super::onnx::Outline;
use crate::language::Text;

/// More tensors, nodes and texts than a network of ours has: each of 1000 features can take five of them.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) tensors: BTreeMap<String, Tensor>,
    /// What the graph calculates, of a format that has one.
    pub(super) outline: Option<Outline>,
    /// Why a tensor was passed over.
    pub(super) unread: Option<Text>,
}

/// Numbers in rows.
#[derive(Debug, PartialEq)]
pub(super) struct Tensor {
    pub(super) shape: Vec<u64>,
    pub(super) numbers: Vec<f32>,
}

impl Tensor {
    /// The tensor of these bytes, unless the shape has another number of places.
    pub(super) fn of(shape: Vec<u64>, bytes: &[u8]) -> Option<Self> {
        let places = shape.iter().try_fold(4_u64, |places, size| places.checked_mul(*size))?;
        let number = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        (places == bytes.len() as u64).then(|| Self { shape, numbers: bytes.chunks_exact(4).map(number).collect() })
    }
}
