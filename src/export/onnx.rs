//! ONNX: the complete graph from raw inputs to predictions, f32, opset 13, IR version 8. Where f32 is too coarse for an input,
//! such as a date, all inputs are f64 until an origin has been taken away.
//!
//! Field numbers are those of `onnx.proto`, <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>.

use self::graph::{DOUBLE, FLOAT, Graph, integer, node};
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
    write_as(model, Form::ALL[0])
}

/// What a graph does to its inputs; builds of before did less.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// It takes away origins in f64.
    origins: bool,
    /// It finds by itself which columns are empty.
    emptiness: bool,
}

impl Form {
    /// All of them, today's first.
    pub(super) const ALL: [Self; 4] = [
        Self { origins: true, emptiness: true },
        Self { origins: false, emptiness: true },
        Self { origins: true, emptiness: false },
        Self { origins: false, emptiness: false },
    ];
}

pub(super) fn write_as(model: &Model<'_>, form: Form) -> Vec<u8> {
    let mut graph = Graph::default();
    let origins = model.origins.as_ref().filter(|_| form.origins);
    let inputs = graph.take_away(origins.map(|origins| &*origins.taken));
    let emptiness = if form.emptiness { model.emptiness() } else { Vec::new() };
    let filled = graph.fill(inputs, origins.map_or(&*model.fills, |origins| &origins.fills), &emptiness);
    let scaled = graph.scale(&filled, origins.map_or(&model.scales, |origins| &origins.scales));
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
        .message(11, &value("inputs", model.inputs.len(), if origins.is_some() { DOUBLE } else { FLOAT }))
        .message(12, &value(name, model.answers(), FLOAT));
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
    /// The inputs as f32, less their origins.
    fn take_away(&mut self, origins: Option<&[f64]>) -> String {
        let Some(origins) = origins else { return "inputs".into() };
        let origins = self.doubles("input.origin", origins);
        let near = self.node("Sub", &["inputs", &origins], &[]);
        self.node("Cast", &[&near], &[integer("to", FLOAT)])
    }

    /// The inputs, the empty ones of which (NaN) are filled; of each pair in `emptiness` the first is 1 where the second is
    /// empty and 0 elsewhere.
    fn fill(&mut self, inputs: String, fills: &[f32], emptiness: &[[usize; 2]]) -> String {
        if fills.is_empty() {
            return inputs;
        }
        let is_empty = self.node("IsNaN", &[&inputs], &[]);
        let fill = self.floats("input.fill", &[fills.len()], fills);
        let filled = self.node("Where", &[&is_empty, &fill, &inputs], &[]);
        if emptiness.is_empty() {
            return filled;
        }
        let told = |input: usize| emptiness.iter().find(|[flag, _]| *flag == input);
        let from = (0..fills.len()).map(|input| told(input).map_or(input, |[_, of]| *of) as u64);
        let from = self.integers("input.empty.from", from.collect());
        let tells = self.switches("input.empty", (0..fills.len()).map(|input| told(input).is_some()).collect());
        let of = self.node("Gather", &[&is_empty, &from], &[integer("axis", 1)]);
        let of = self.node("Cast", &[&of], &[integer("to", FLOAT)]);
        self.node("Where", &[&tells, &of, &filled], &[])
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

/// Name and type of a graph input or output, of any number of rows.
fn value(name: &str, columns: usize, kind: u64) -> Message {
    let rows = Message::default().bytes(2, "rows");
    let columns = Message::default().number(1, columns as u64);
    let shape = Message::default().messages(1, &[rows, columns]);
    let tensor = Message::default().number(1, kind).message(2, &shape);
    Message::default().bytes(1, name).message(2, &Message::default().message(1, &tensor))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::{Filling, Source, Table},
        experiment::Experiment,
        export::{Format, Import},
        training::Trainer,
    };

    #[test]
    fn graphs_of_earlier_builds_come_back() {
        let csv = b"day,x,y\n2024-05-01,1,2\n2024-05-02,,3\n2024-05-03,4,3.5\n";
        let table = Arc::new(Table::read_csv("t.csv", csv).expect("a table"));
        let inputs = ["day", "x", "x = ?"].map(String::from).to_vec();
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Table { table: Arc::clone(&table), inputs, target: "y".into(), classes: false });
        experiment.data.missing = Filling::Mean;
        let trainer = Trainer::new(experiment.validate().expect("valid"));
        let model = Model::of(&trainer.probe()).expect("finite");
        assert!(model.origins.is_some() && model.emptiness() == [[2, 1]]);
        let mut graphs = Vec::new();
        for form in Form::ALL {
            let bytes = write_as(&model, form);
            let (back, remark) = Import::from_bytes(Format::Onnx, &bytes)
                .and_then(|import| import.trainer(Some(Arc::clone(&table))))
                .unwrap_or_else(|why| panic!("{form:?}: {why}"));
            assert_eq!((&back.network().parameters, remark), (&trainer.network().parameters, None));
            assert!(!graphs.contains(&bytes), "{form:?} is another graph");
            graphs.push(bytes);
        }
    }
}
