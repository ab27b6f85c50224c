//! Two networks that textbooks calculate by hand, to seven digits.

use neurarium::nn::{
    Activation, Batch, Dropout, Loss, Network, Optimizer, Parameters, Random, Regularizer, Stream, Update, Workspace,
};

const BATCH_ROW: [u32; 1] = [0];

fn network(sizes: &[usize], numbers: &[f32]) -> Network {
    let mut parameters = Parameters::zeros(sizes);
    parameters.values_mut().copy_from_slice(numbers);
    Network { parameters, activations: vec![Activation::Sigmoid; sizes.len() - 1] }
}

/// Loss and gradient for one row.
fn learn(network: &Network, input: &[f32], target: &[f32], workspace: &mut Workspace) -> f64 {
    let layers = network.activations.len();
    let batch = Batch { inputs: input, targets: target, rows: &BATCH_ROW };
    let dropout = Dropout { shares: &vec![0.0; layers], noise: &mut Random::new(0, Stream::Noise) };
    network.backpropagate(batch, Loss::HalfSquaredError, dropout, &vec![false; layers], workspace)
}

/// Takes a step of gradient descent; `places` stay as they are.
fn step(network: &mut Network, rate: f32, places: &[usize], workspace: &mut Workspace) {
    let frozen = vec![false; network.activations.len()];
    let update = Update {
        optimizer: Optimizer::GradientDescent,
        rate,
        regularizer: Regularizer::default(),
        clip_norm: None,
        frozen: &frozen,
        rates: &[],
        frozen_places: places,
        t: 1,
    };
    update.apply(&mut network.parameters, &mut [], workspace);
}

fn close(what: &str, got: f32, expected: f64) {
    assert!((f64::from(got) - expected).abs() <= 1.5e-7 * expected.abs(), "{what}: {got}, not {expected}");
}

/// Homework of CS 478 at Brigham Young University; deltas are given as target − output.
#[test]
fn three_layers_of_two() {
    let layers = [0.2, -0.1, 0.3, -0.3, 0.1, -0.2, -0.2, -0.3, -0.1, 0.3, 0.1, 0.2, -0.1, 0.3, -0.2, -0.3, 0.2, 0.1];
    let network = network(&[2, 2, 2, 2], &layers);
    let mut workspace = Workspace::new(&[2, 2, 2, 2]);
    let output = network.forward(&[0.3, 0.7]).pop().unwrap();
    close("first output", output[0], 0.580_221_289_3);
    close("second output", output[1], 0.459_118_138_6);
    learn(&network, &[0.3, 0.7], &[0.1, 1.0], &mut workspace);
    let expected = [
        [0.000_649_882_7, -0.001_076_309_5],
        [-0.003_775_554_9, -0.018_496_873_7],
        [-0.116_964_879_7, 0.134_316_475_1],
    ];
    for (layer, expected) in expected.iter().enumerate() {
        for (unit, expected) in expected.iter().enumerate() {
            // The bias's derivative is the delta; the loss is a mean over two outputs, the homework's a sum.
            let delta = -2.0 * workspace.gradient().biases(layer)[unit];
            let difference = (f64::from(delta) - expected).abs();
            assert!(difference <= 3e-7 * expected.abs(), "layer {layer}, unit {unit}: {delta}, not {expected}");
        }
    }
}

/// The classic example with inputs 0.05 and 0.10 (M. Mazur, “A Step by Step Backpropagation Example”).
#[test]
fn two_layers_of_two() {
    let start = [0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60];
    let (input, target) = ([0.05, 0.10], [0.01, 0.99]);
    let weights = [
        (6, 0.358_916_479_7),
        (7, 0.408_666_186_1),
        (8, 0.511_301_270_2),
        (9, 0.561_370_121_1),
        (0, 0.149_780_716_1),
        (1, 0.199_561_432_3),
        (2, 0.249_751_143_6),
        (3, 0.299_502_287_3),
    ];
    for (fixed, error) in [(&[4, 5, 10, 11][..], 0.291_027_773_7), (&[], 0.280_471_446_8)] {
        let mut network = network(&[2, 2, 2], &start);
        let mut workspace = Workspace::new(&[2, 2, 2]);
        // The example's error is a sum over two outputs, our loss their mean.
        let loss = 2.0 * learn(&network, &input, &target, &mut workspace);
        close("error before", loss as f32, 0.298_371_108_8);
        step(&mut network, 2.0 * 0.5, fixed, &mut workspace);
        for (place, expected) in weights {
            close(&format!("parameter {place}"), network.parameters.values()[place], expected);
        }
        let loss = 2.0 * learn(&network, &input, &target, &mut workspace);
        close("error after", loss as f32, error);
    }
}
