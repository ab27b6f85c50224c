//! An ONNX graph under construction.

use crate::export::protobuf::Message;

/// `TensorProto.DataType` of f32.
pub(in crate::export) const FLOAT: u64 = 1;
const INT64: u64 = 7;
const BOOL: u64 = 9;
/// `TensorProto.DataType` of f64.
pub(super) const DOUBLE: u64 = 11;

/// Nodes and constants so far; each method returns the name of its result.
#[derive(Default)]
pub(in crate::export) struct Graph {
    pub(super) nodes: Vec<Message>,
    pub(super) constants: Vec<Message>,
    results: usize,
}

impl Graph {
    /// An operator with a constant as second input.
    pub(in crate::export) fn with(&mut self, operator: &str, x: &str, constant: f32) -> String {
        let name = format!("constant.{}", self.constants.len());
        let constant = self.floats(&name, &[], &[constant]);
        self.node(operator, &[x, &constant], &[])
    }

    /// One column as `[rows, 1]`.
    pub(super) fn column(&mut self, x: &str, column: usize) -> String {
        let name = format!("column.{}", self.constants.len());
        let tensor = Message::default().number(1, 1).number(2, INT64).bytes(8, &name);
        self.constants.push(tensor.bytes(9, (column as u64).to_le_bytes()));
        self.node("Gather", &[x, &name], &[integer("axis", 1)])
    }

    pub(super) fn floats<'n>(
        &mut self,
        name: &str,
        shape: &[usize],
        numbers: impl IntoIterator<Item = &'n f32>,
    ) -> String {
        let tensor = shape.iter().fold(Message::default(), |tensor, size| tensor.number(1, *size as u64));
        let raw: Vec<u8> = numbers.into_iter().flat_map(|number| number.to_le_bytes()).collect();
        self.constants.push(tensor.number(2, FLOAT).bytes(8, name).bytes(9, raw));
        name.into()
    }

    pub(super) fn doubles(&mut self, name: &str, numbers: &[f64]) -> String {
        self.list(name, numbers.len(), DOUBLE, numbers.iter().flat_map(|number| number.to_le_bytes()).collect())
    }

    pub(super) fn integers(&mut self, name: &str, numbers: Vec<u64>) -> String {
        self.list(name, numbers.len(), INT64, numbers.into_iter().flat_map(u64::to_le_bytes).collect())
    }

    pub(super) fn switches(&mut self, name: &str, switches: Vec<bool>) -> String {
        self.list(name, switches.len(), BOOL, switches.into_iter().map(u8::from).collect())
    }

    /// A constant of one dimension.
    fn list(&mut self, name: &str, length: usize, kind: u64, raw: Vec<u8>) -> String {
        let tensor = Message::default().number(1, length as u64).number(2, kind);
        self.constants.push(tensor.bytes(8, name).bytes(9, raw));
        name.into()
    }

    pub(in crate::export) fn node(&mut self, operator: &str, inputs: &[&str], attributes: &[Message]) -> String {
        let result = format!("{}.{}", operator.to_lowercase(), self.results);
        self.results += 1;
        self.nodes.push(node(operator, inputs, &result, attributes));
        result
    }
}

pub(super) fn node(operator: &str, inputs: &[&str], result: &str, attributes: &[Message]) -> Message {
    let node = inputs.iter().fold(Message::default(), |node, input| node.bytes(1, input));
    node.bytes(2, result).bytes(3, result).bytes(4, operator).messages(5, attributes)
}

pub(in crate::export) fn integer(name: &str, number: u64) -> Message {
    Message::default().bytes(1, name).number(3, number).number(20, 2)
}

pub(in crate::export) fn float(name: &str, number: f32) -> Message {
    Message::default().bytes(1, name).float(2, number).number(20, 1)
}
