//! ONNX: the complete graph from raw inputs to predictions, f32, opset 13, IR version 8.
//!
//! Field numbers are those of `onnx.proto`, <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>.

use self::graph::{FLOAT, Graph, integer, node};
use super::{Answer, Model, activations, metadata::metadata, protobuf::Message};
use crate::{
    data::{Feature, Scale},
    measure::meaning::Confidence,
};

pub(super) mod graph;
mod outline;
mod reader;

pub(super) use self::{outline::Outline, reader::read};

pub(super) fn write(model: &Model<'_>) -> Vec<u8> {
    let mut graph = Graph::default();
    let filled = graph.fill(&model.fills);
    let scaled = graph.scale(&filled, &model.scales);
    let mut values = graph.features(model, scaled);
    for (layer, activation) in model.network.activations.iter().enumerate() {
        let (weights, biases) = (model.network.parameters.weights(layer), model.network.parameters.biases(layer));
        let weight = graph.floats(&format!("layer.{layer}.weight"), &[weights.nrows(), weights.ncols()], weights);
        let bias = graph.floats(&format!("layer.{layer}.bias"), &[biases.len()], biases);
        let sums = graph.node("Gemm", &[&values, &weight, &bias], &[integer("transB", 1)]);
        values = (activations::written(*activation).onnx)(&mut graph, &sums);
    }
    let (answers, name) = graph.answer(model, &values);
    graph.nodes.push(node("Identity", &[&answers], name, &[]));

    let metadata: Vec<Message> =
        metadata(model).iter().map(|(key, value)| entry(key, value.as_str().unwrap_or_default())).collect();
    let opset = Message::default().bytes(1, "").number(2, 13);
    let graph = Message::default()
        .messages(1, &graph.nodes)
        .bytes(2, "neurarium")
        .messages(5, &graph.constants)
        .message(11, &value("inputs", model.inputs.len()))
        .message(12, &value(name, model.answers()));
    Message::default()
        .number(1, 8)
        .bytes(2, "Neurarium")
        .bytes(3, env!("CARGO_PKG_VERSION"))
        .message(7, &graph)
        .message(8, &opset)
        .messages(14, &metadata)
        .into_bytes()
}

impl Graph {
    /// The inputs, the empty ones of which (NaN) are filled.
    fn fill(&mut self, fills: &[f32]) -> String {
        if fills.is_empty() {
            return "inputs".into();
        }
        let is_empty = self.node("IsNaN", &["inputs"], &[]);
        let fills = self.floats("input.fill", &[fills.len()], fills);
        self.node("Where", &[&is_empty, &fills, "inputs"], &[])
    }

    fn scale(&mut self, inputs: &str, scales: &[Scale]) -> String {
        if scales.iter().all(|scale| *scale == Scale::NONE) {
            return inputs.into();
        }
        let (offsets, sizes) = self.columns("input", scales);
        let moved = self.node("Sub", &[inputs, &offsets], &[]);
        self.node("Div", &[&moved, &sizes], &[])
    }

    fn features(&mut self, model: &Model<'_>, scaled: String) -> String {
        if model.reads_inputs_only() {
            return scaled;
        }
        let columns: Vec<String> = model
            .features
            .iter()
            .map(|feature| match *feature {
                Feature::Input(i) => self.column(&scaled, i),
                Feature::Square(i) => {
                    let x = self.column(&scaled, i);
                    self.node("Mul", &[&x, &x], &[])
                }
                Feature::Product(i, j) => {
                    let (x, y) = (self.column(&scaled, i), self.column(&scaled, j));
                    self.node("Mul", &[&x, &y], &[])
                }
                Feature::Sine(i) => {
                    let x = self.column(&scaled, i);
                    self.node("Sin", &[&x], &[])
                }
            })
            .collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.node("Concat", &columns, &[integer("axis", 1)])
    }

    /// The nodes of the prediction, and its name.
    fn answer(&mut self, model: &Model<'_>, outputs: &str) -> (String, &'static str) {
        let confidence = match &model.answer {
            Answer::Values { scales, .. } => {
                let (offsets, sizes) = self.columns("target", scales);
                let wide = self.node("Mul", &[outputs, &sizes], &[]);
                return (self.node("Add", &[&wide, &offsets], &[]), "values");
            }
            Answer::Probabilities { confidence, .. } => confidence,
        };
        let shares = match confidence {
            Confidence::Softmax => self.node("Softmax", &[outputs], &[integer("axis", 1)]),
            Confidence::Sigmoid => self.node("Sigmoid", &[outputs], &[]),
            Confidence::Share => self.clip(outputs),
            Confidence::Signed => {
                let half = self.with("Mul", outputs, 0.5);
                let share = self.with("Add", &half, 0.5);
                self.clip(&share)
            }
        };
        if model.outputs() > 1 {
            return (shares, "probabilities");
        }
        let one = self.floats("one", &[], &[1.0]);
        let rest = self.node("Sub", &[&one, &shares], &[]);
        (self.node("Concat", &[&rest, &shares], &[integer("axis", 1)]), "probabilities")
    }

    fn clip(&mut self, x: &str) -> String {
        let (low, high) = (self.floats("low", &[], &[0.0]), self.floats("high", &[], &[1.0]));
        self.node("Clip", &[x, &low, &high], &[])
    }

    fn columns(&mut self, what: &str, scales: &[Scale]) -> (String, String) {
        let offsets: Vec<f32> = scales.iter().map(|scale| scale.offset).collect();
        let sizes: Vec<f32> = scales.iter().map(|scale| scale.size).collect();
        (
            self.floats(&format!("{what}.offset"), &[scales.len()], &offsets),
            self.floats(&format!("{what}.size"), &[scales.len()], &sizes),
        )
    }
}

fn entry(key: &str, value: impl AsRef<[u8]>) -> Message {
    Message::default().bytes(1, key).bytes(2, value)
}

/// Name and type of a graph input or output: f32, any number of rows.
fn value(name: &str, columns: usize) -> Message {
    let rows = Message::default().bytes(2, "rows");
    let columns = Message::default().number(1, columns as u64);
    let shape = Message::default().messages(1, &[rows, columns]);
    let tensor = Message::default().number(1, FLOAT).message(2, &shape);
    Message::default().bytes(1, name).message(2, &Message::default().message(1, &tensor))
}
