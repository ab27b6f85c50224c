//! Training goes the way that PyTorch goes in float64: first gradient, every loss, final parameters.
//!
//! Every step is one of [`Network::learn`], as the program takes it.
//!
//! The file's `layout` field explains its form. Every file of the same form is read, whatever its sizes: set
//! `TRAJECTORIES` to the path of another one.

use neurarium::nn::{
    Activation, Batch, Choice, Dropout, L1Rule, Loss, Network, Optimizer, Parameters, Random, Regularizer, Stream,
    Update, Workspace,
};
use serde_json::Value;

/// Largest relative difference that is accepted.
const RELATIVE: f64 = 1e-4;
/// Numbers this much smaller than the largest beside them are compared by their absolute difference.
const SMALL: f64 = 1e-2;

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

fn narrow(value: &Value) -> Vec<f32> {
    numbers(value).iter().map(|x| *x as f32).collect()
}

fn activation(name: &Value) -> Activation {
    match name.as_str().unwrap() {
        "sin" => Activation::Sine,
        name => Activation::from_name(name).unwrap(),
    }
}

fn loss(name: &Value) -> Loss {
    match name.as_str().unwrap() {
        "mse" | "mean_squared_error" => Loss::MeanSquaredError,
        "half_mse" | "half_squared_error" => Loss::HalfSquaredError,
        "huber" => Loss::Huber,
        "binary_cross_entropy_with_logits" => Loss::BinaryCrossEntropy,
        "softmax_cross_entropy" => Loss::SoftmaxCrossEntropy,
        other => panic!("no loss {other}"),
    }
}

fn optimizer(settings: &Value) -> Optimizer {
    let number = |name: &str| settings[name].as_f64().unwrap() as f32;
    match settings["kind"].as_str().unwrap() {
        "sgd" => Optimizer::GradientDescent,
        "momentum" => Optimizer::Momentum { momentum: number("momentum") },
        "nesterov" => Optimizer::Nesterov { momentum: number("momentum") },
        "adagrad" => Optimizer::Adagrad { epsilon: number("epsilon") },
        "rmsprop" => Optimizer::RmsProp { decay: number("decay"), epsilon: number("epsilon") },
        "adam" => Optimizer::Adam { beta1: number("beta1"), beta2: number("beta2"), epsilon: number("epsilon") },
        "adamw" => Optimizer::AdamW {
            beta1: number("beta1"),
            beta2: number("beta2"),
            epsilon: number("epsilon"),
            weight_decay: number("weight_decay"),
        },
        other => panic!("no optimizer {other}"),
    }
}

/// Compares tensor by tensor, so that small numbers are measured beside their own kind.
fn compare(what: &str, got: &[f32], expected: &Value) {
    let mut rest = got;
    for tensor in expected.as_array().unwrap() {
        let expected = numbers(tensor);
        let (these, others) = rest.split_at(expected.len());
        rest = others;
        let largest = expected.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        for (got, expected) in these.iter().zip(&expected) {
            let difference = (f64::from(*got) - expected).abs();
            let allowed = RELATIVE * expected.abs().max(SMALL * largest).max(1e-6);
            assert!(difference <= allowed, "{what}: {got} instead of {expected}");
        }
    }
    assert!(rest.is_empty(), "{what}: {} numbers more than expected", rest.len());
}

fn follow(case: &Value) {
    let name = case["name"].as_str().unwrap();
    let sizes: Vec<usize> = numbers(&case["sizes"]).iter().map(|x| *x as usize).collect();
    let activations = case["activations"].as_array().unwrap().iter().map(activation).collect();
    let mut parameters = Parameters::zeros(&sizes);
    parameters.values_mut().copy_from_slice(&narrow(&case["initial"]));
    let mut network = Network { parameters, activations };
    let (inputs, targets) = (narrow(&case["x"]), narrow(&case["y"]));
    let rows = inputs.len() / sizes[0];
    let loss = loss(&case["loss"]);
    let optimizer = optimizer(&case["optimizer"]);
    let mut moments = vec![Parameters::zeros(&sizes); optimizer.moments()];
    let mut workspace = Workspace::new(&sizes);
    let layers = sizes.len() - 1;
    let (shares, frozen) = (vec![0.0; layers], vec![false; layers]);
    let batch = case["batch"].as_u64().unwrap() as usize;
    let penalty = |name: &str| case[name].as_f64().unwrap_or(0.0) as f32;
    let regularizer =
        Regularizer { l1: penalty("l1"), l1_rule: L1Rule::Subgradient, l2: penalty("l2"), ..Regularizer::default() };
    let losses = numbers(&case["losses"]);
    for (step, expected) in losses.iter().enumerate() {
        let rows: Vec<u32> = (step * batch..(step + 1) * batch).map(|row| (row % rows) as u32).collect();
        let batch = Batch { inputs: &inputs, targets: &targets, rows: &rows };
        let dropout = Dropout { shares: &shares, noise: &mut Random::new(0, Stream::Noise) };
        let update = Update {
            optimizer,
            rate: case["optimizer"]["learning_rate"].as_f64().unwrap() as f32,
            regularizer,
            clip_norm: None,
            frozen: &frozen,
            rates: &[],
            frozen_places: &[],
            t: step as u64 + 1,
        };
        let got = network.learn(batch, loss, dropout, &update, &mut moments, &mut workspace);
        let difference = (got - expected).abs();
        assert!(difference <= RELATIVE * expected.abs(), "{name}: loss {got} instead of {expected} before step {step}");
        if step == 0 {
            compare(&format!("{name}: first gradient"), workspace.gradient().values(), &case["first_gradient"]);
        }
    }
    compare(&format!("{name}: final parameters"), network.parameters.values(), &case["final"]);
}

#[test]
fn training_goes_as_in_pytorch() {
    let path = std::env::var("TRAJECTORIES").unwrap_or_else(|_| "tests/data/trajectories.json".into());
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(!cases.is_empty(), "the file holds no case");
    cases.iter().for_each(follow);
}
