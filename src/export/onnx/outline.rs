//! The structure of a graph, without weights and biases, to detect whether a file was changed.

use std::collections::BTreeMap;

use crate::export::protobuf::{Fields, Message, Value};

/// The nodes in order, and the constants that are not weights or biases.
///
/// Names and comments are left out, so that a file rewritten by another program is still the same.
#[derive(Debug, Default, PartialEq)]
pub(in crate::export) struct Outline {
    nodes: Vec<Vec<u8>>,
    constants: BTreeMap<String, (Vec<u64>, u64, Vec<u8>)>,
}

impl Outline {
    /// Adds a node; `None` when it is damaged.
    pub(super) fn add_node(&mut self, bytes: &[u8]) -> Option<()> {
        let mut node = Message::default();
        // Inputs, outputs, operator, attributes and domain, in whatever order they are stored.
        for wanted in [1, 2, 4, 5, 7] {
            for field in Fields::of(bytes) {
                match field? {
                    // An empty domain is the default one.
                    (7, Value::Bytes([])) => {}
                    (field, Value::Bytes(bytes)) if field == u64::from(wanted) => node = node.bytes(wanted, bytes),
                    _ => {}
                }
            }
        }
        self.nodes.push(node.into_bytes());
        Some(())
    }

    /// Adds a constant, unless it is a weight or bias: those are compared as the network's own.
    pub(super) fn add_constant(&mut self, name: &str, shape: &[u64], kind: u64, raw: &[u8]) {
        if !name.starts_with("layer.") {
            self.constants.insert(name.to_owned(), (shape.to_vec(), kind, raw.to_vec()));
        }
    }
}
