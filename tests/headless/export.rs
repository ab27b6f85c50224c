//! What is exported answers as the program does: its source code is run, its graph goes through another maker's runtime.

#![allow(clippy::print_stdout, reason = "a test that measures says what")]

use std::{
    fmt::Write,
    process::{Command, Output},
    sync::Arc,
};

use ndarray::Array2;
use neurarium::{
    data::{Column, ColumnValues, Feature, Filling, Scale, Scaling, Source, Table, Target},
    experiment::{Experiment, HiddenLayer, OutputLayer},
    export::{Format, Model},
    measure::Probe,
    nn::{Activation, Choice, Loss, Network},
    training::Trainer,
};

use crate::{program::Folder, skipped::skipped};

const POINTS: usize = 100;

/// A trained network with its answers to some points.
pub struct Case {
    pub trainer: Trainer,
    network: Network,
    points: Array2<f32>,
    answers: Vec<Vec<f32>>,
}

/// Every activation in a hidden layer, and every way to read the outputs.
pub fn cases() -> Vec<Case> {
    let kinds: String =
        (0..60).map(|i| format!("{},{},{}\n", i % 7, (i * i) % 31 + 100, ["a", "b\"\\\n", "ç"][i % 3])).collect();
    let kinds = kinds.replace("b\"\\\n", "\"b\"\"\\\n\"");
    let table = |csv: &str, target: &str, classes| Source::Table {
        table: Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap()),
        inputs: vec!["x".into(), "y".into()],
        target: target.into(),
        classes,
    };
    let many = table(&format!("x,y,kind\n{kinds}"), "kind", true);
    let values: String = (0..60).map(|i| format!("{},{},{}\n", i % 7, (i * i) % 31 + 100, 1000 + 3 * i)).collect();
    let value = table(&format!("x,y,price\n{values}"), "price", false);
    let two = Experiment::default().data.source;
    let reads = [
        (&two, Activation::Tanh, Loss::HalfSquaredError),
        (&two, Activation::Linear, Loss::BinaryCrossEntropy),
        (&two, Activation::Sigmoid, Loss::MeanSquaredError),
        (&two, Activation::Linear, Loss::SoftmaxCrossEntropy),
        (&many, Activation::Linear, Loss::SoftmaxCrossEntropy),
        (&many, Activation::Linear, Loss::BinaryCrossEntropy),
        (&many, Activation::Tanh, Loss::MeanSquaredError),
        (&many, Activation::Sigmoid, Loss::MeanSquaredError),
        (&value, Activation::Linear, Loss::MeanSquaredError),
    ];
    let all = Activation::ALL;
    (0..all.len()).map(|i| case(reads[i % reads.len()], [all[i], all[(i + 1) % all.len()]], i)).collect()
}

fn case((source, output, loss): (&Source, Activation, Loss), hidden: [Activation; 2], number: usize) -> Case {
    let mut experiment = Experiment::default();
    experiment.set_source(source.clone());
    experiment.data.scaling = [Scaling::Standardize, Scaling::Range][number % 2];
    if matches!(source, Source::Table { .. }) && number.is_multiple_of(2) {
        experiment.data.missing = Filling::Median;
    }
    if !number.is_multiple_of(3) {
        experiment.data.features = Feature::PLAYGROUND.to_vec();
    }
    experiment.network.output = OutputLayer { activation: output, frozen: false };
    // Trained with tanh: a step cannot be trained, and the activation is exchanged afterwards.
    let layer = |units| HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
    experiment.network.hidden = vec![layer(6), layer(5)];
    experiment.training_mut().loss = loss;
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..50).for_each(|_| trainer.step());
    let mut network = trainer.network().clone();
    network.activations[..2].copy_from_slice(&hidden);

    let data = trainer.data();
    let mut bits = number as u32 + 1;
    let mut chance = || {
        bits = bits.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (bits >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    let fills = data.fills_from_zero();
    let points = Array2::from_shape_fn((POINTS, 2), |(row, i)| {
        let Scale { offset, size } = data.input_scales[i];
        // Where empty cells are filled some are empty.
        if !fills.is_empty() && (row + i) % 5 == 0 { f32::NAN } else { offset + 3.0 * size * chance() }
    });
    let filled = Array2::from_shape_fn((POINTS, 2), |(row, i)| {
        let x = points[(row, i)];
        if x.is_nan() { fills[i] } else { x }
    });
    let probe = Probe { experiment: trainer.experiment(), data, network: &network };
    let (meaning, all): (_, Vec<usize>) = (probe.meaning(), (0..POINTS).collect());
    let answer = |inputs: &[f32]| {
        let outputs = network.forward(inputs).pop().unwrap();
        match &data.set.target {
            Target::Class { classes, .. } => {
                (0..classes.len()).map(|class| meaning.probability(&outputs, class)).collect()
            }
            Target::Value { .. } => vec![data.target_scales[0].raw(outputs[0])],
        }
    };
    let answers = data.features_of(&filled, &all).rows().into_iter().map(|row| answer(&row.to_vec())).collect();
    Case { trainer, network, points, answers }
}

impl Case {
    pub fn write(&self, format: Format, folder: &Folder, name: &str) {
        let probe = Probe { experiment: self.trainer.experiment(), data: self.trainer.data(), network: &self.network };
        let bytes = format.write(&Model::of(&probe).unwrap());
        std::fs::write(folder.0.join(format!("{name}.{}", format.name())), bytes).unwrap();
    }

    pub fn points(&self) -> String {
        format!("{:?}", self.points.rows().into_iter().map(|row| row.to_vec()).collect::<Vec<_>>())
    }
}

/// Compares what a program printed.
fn compare(cases: &[Case], output: &Output) -> f32 {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    compare_text(cases, &String::from_utf8(output.stdout.clone()).unwrap())
}

/// Compares printed answers, a case a line as a list of lists; gives the largest relative difference.
pub fn compare_text(cases: &[Case], text: &str) -> f32 {
    assert_eq!(text.lines().count(), cases.len());
    let mut largest = 0.0_f32;
    for (number, (case, line)) in cases.iter().zip(text.lines()).enumerate() {
        let found: Vec<Vec<f32>> = serde_json::from_str(line).unwrap();
        assert_eq!(found.len(), POINTS);
        for (row, (found, expected)) in found.iter().zip(&case.answers).enumerate() {
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                let difference = (found - expected).abs() / (expected.abs() + 0.1);
                let hidden = &case.network.activations;
                assert!(difference < 1e-5, "case {number} {hidden:?}, point {row}: {found}, not {expected}");
                largest = largest.max(difference);
            }
        }
    }
    largest
}

/// A Python that has `modules`: the one that `PYTHON` names, or `python3`.
fn python(modules: &str) -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let tried = Command::new(&python).args(["-c", &format!("import {modules}")]).output();
    if tried.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    None
}

#[test]
fn rust_source_answers_as_the_program_does() {
    let (folder, cases) = (Folder::new("export-rust"), cases());
    let (mut modules, mut main) = (String::new(), String::new());
    for (number, case) in cases.iter().enumerate() {
        case.write(Format::Rust, &folder, &format!("model{number}"));
        writeln!(modules, "mod model{number};").unwrap();
        writeln!(
            main,
            "    println!(\"{{:?}}\", {}.map(model{number}::predict));",
            case.points().replace("NaN", "f32::NAN")
        )
        .unwrap();
    }
    folder.write("main.rs", &format!("{modules}fn main() {{\n{main}}}\n"));
    let built = Command::new("rustc")
        .args(["--edition", "2021", "-Dwarnings", "main.rs", "-o", "main"])
        .current_dir(&folder.0)
        .output();
    let Ok(built) = built else {
        skipped("there is no rustc, so the exported Rust was not run");
        return;
    };
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let largest = compare(&cases, &Command::new(folder.0.join("main")).output().unwrap());
    println!("largest relative difference {largest:e}");
}

#[test]
fn python_source_answers_as_the_program_does() {
    let Some(python) = python("numpy") else {
        skipped("there is no Python with NumPy, so the exported Python was not run");
        return;
    };
    let (folder, cases) = (Folder::new("export-python"), cases());
    let mut main = String::from("NaN = float('nan')\n");
    for (number, case) in cases.iter().enumerate() {
        case.write(Format::Python, &folder, &format!("model{number}"));
        writeln!(main, "import model{number}\nprint(model{number}.predict({}).tolist())", case.points()).unwrap();
    }
    folder.write("main.py", &main);
    let output = Command::new(python).args(["-W", "error", "main.py"]).current_dir(&folder.0).output();
    println!("largest relative difference {:e}", compare(&cases, &output.unwrap()));
}

#[test]
#[ignore = "needs onnxruntime and numpy from PyPI; .ci/run makes an environment with them and runs this"]
fn onnx_answers_as_the_program_does() {
    let python = python("onnxruntime, numpy").expect("`PYTHON` must name a Python with onnxruntime and numpy");
    let (folder, cases) = (Folder::new("export-onnx"), cases());
    let mut main = String::from("import json, numpy, onnxruntime\nNaN = float('nan')\n");
    for (number, case) in cases.iter().enumerate() {
        case.write(Format::Onnx, &folder, &format!("model{number}"));
        let points = case.points();
        writeln!(main, "session = onnxruntime.InferenceSession('model{number}.onnx')").unwrap();
        writeln!(main, "print(session.run(None, {{'inputs': numpy.array({points}, 'float32')}})[0].tolist())").unwrap();
        if let Target::Class { classes, .. } = &case.trainer.data().set.target {
            let classes = serde_json::to_string(classes).unwrap();
            writeln!(main, "metadata = session.get_modelmeta().custom_metadata_map").unwrap();
            writeln!(main, "assert json.loads(metadata['classes']) == {classes}").unwrap();
        }
    }
    let (trainer, rows, answers) = dated();
    std::fs::write(folder.0.join("dated.onnx"), Format::Onnx.write(&Model::of(&trainer.probe()).unwrap())).unwrap();
    writeln!(main, "session = onnxruntime.InferenceSession('dated.onnx')").unwrap();
    writeln!(main, "assert session.get_inputs()[0].type == 'tensor(double)'").unwrap();
    writeln!(main, "print(session.run(None, {{'inputs': numpy.array({rows:?}, 'float64')}})[0].tolist())").unwrap();
    folder.write("main.py", &main);
    let output = Command::new(python).arg("main.py").current_dir(&folder.0).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let (of_cases, of_dates) = printed.trim_end().rsplit_once('\n').unwrap();
    println!("largest relative difference {:e}", compare_text(&cases, of_cases));
    let found: Vec<Vec<f32>> = serde_json::from_str(of_dates).unwrap();
    assert_eq!(found.len(), answers.len());
    for (row, (found, expected)) in found.iter().zip(&answers).enumerate() {
        assert!((found[0] - expected).abs() < 1e-5 * (expected.abs() + 0.1), "row {row}: {found:?}, not {expected}");
    }
}

/// A network that reads hours as parts of a year, and whether a cell was empty, with raw inputs and its answers to them. What
/// tells of an empty cell is left at 0 in them.
fn dated() -> (Trainer, Vec<[f64; 4]>, Vec<f32>) {
    let row = |i: usize| {
        let day = if i % 9 == 4 { String::new() } else { format!("2024-05-{:02} {:02}:30", 1 + i % 3, i * 7 % 24) };
        let x = if i % 7 == 3 { String::new() } else { (i * i % 13).to_string() };
        format!("{day},{x},{}\n", i * 7 % 24 + i % 5)
    };
    let csv = format!("day,x,y\n{}", (0..60).map(row).collect::<String>());
    let table = Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap());
    let mut experiment = Experiment::default();
    let inputs = ["day", "day = ?", "x", "x = ?"].map(String::from).to_vec();
    experiment.set_source(Source::Table { table: Arc::clone(&table), inputs, target: "y".into(), classes: false });
    experiment.data.missing = Filling::Mean;
    experiment.data.scaling = Scaling::Standardize;
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..300).for_each(|_| trainer.step());
    let part = trainer.data().inputs_of(&table).unwrap();
    let scale = trainer.data().target_scales[0];
    let answer =
        |row: ndarray::ArrayView1<'_, f32>| scale.raw(trainer.network().forward(&row.to_vec()).pop().unwrap()[0]);
    let answers = part.inputs.rows().into_iter().map(answer).collect();
    let (day, x) = (table.column("day").unwrap().dated().unwrap(), table.column("x").unwrap());
    let (ColumnValues::Exact(days), ColumnValues::Numbers(numbers)) = (&day.values, &x.values) else {
        panic!("numbers")
    };
    let of = |column: &Column, row: usize, number: f64| {
        if column.missing.contains(&(row as u32)) { f64::NAN } else { number }
    };
    let raw = |row: &usize| [of(day, *row, days[*row]), 0.0, of(x, *row, f64::from(numbers[*row])), 0.0];
    let rows = part.rows.iter().map(raw).collect();
    (trainer, rows, answers)
}

#[test]
fn a_network_that_is_no_number_is_not_exported() {
    let trainer = Trainer::new(Experiment::default().validate().unwrap());
    let mut network = trainer.network().clone();
    network.parameters.values_mut()[3] = f32::NAN;
    let probe = Probe { network: &network, ..trainer.probe() };
    assert!(Model::of(&probe).is_err_and(|error| error.to_string().contains("not finite")));
}

#[test]
fn the_extension_chooses_the_format() {
    let folder = Folder::new("export-command");
    folder.succeeds("new --preset playground -o a.ron");
    for extension in ["onnx", "safetensors", "py", "RS", "html", "md"] {
        folder.succeeds(&format!("export a.ron -o a.{extension}"));
        assert!(folder.0.join(format!("a.{extension}")).metadata().unwrap().len() > 200, "{extension}");
    }
    for (line, expected) in [
        ("export a.ron -o a.h5", "write .onnx, .safetensors, .py, .rs, .html or .md"),
        ("export a.ron -o a", "write .onnx"),
        ("export a.ron -o a.py", "is there already"),
        ("export a.ron -o nowhere/a.py", "the folder nowhere is not there"),
        ("export missing.ron -o b.py", "there is no such file"),
    ] {
        let message = folder.refuses(line);
        assert!(message.contains(expected), "{line}: {message}");
    }
    assert!(!folder.0.join("b.py").exists());
}
