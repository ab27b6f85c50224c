//! The engine's gradients against central differences of the f64 oracle, and what must not change a loss.

use neurarium::nn::{
    Activation, Batch, BiasInitializer, Choice, Dropout, Initializer, Loss, Network, Optimizer, Parameters, Random,
    Regularizer, Stream, Update, Workspace,
};

use crate::oracle::{Oracle, Rows};

struct Case {
    network: Network,
    loss: Loss,
    regularizer: Regularizer,
    shares: Vec<f32>,
    frozen: Vec<bool>,
    inputs: Vec<f32>,
    targets: Vec<f32>,
}

impl Case {
    /// Random numbers for everything; `output` is the last layer's function.
    fn new(sizes: &[usize], hidden: Activation, output: Activation, loss: Loss, rows: usize) -> Self {
        let mut random = Random::new(5, Stream::Weights);
        let layers = sizes.len() - 1;
        let mut activations = vec![hidden; layers];
        activations[layers - 1] = output;
        let (weights, biases) = (Initializer::Normal { deviation: 0.6 }, BiasInitializer::LikeWeights);
        let parameters = Parameters::initial(sizes, &activations, weights, biases, &mut random);
        let outputs = sizes[layers];
        let inputs = (0..rows * sizes[0]).map(|_| random.normal() as f32).collect();
        let mut targets: Vec<f32> = (0..rows * outputs).map(|_| random.normal() as f32).collect();
        match loss {
            Loss::BinaryCrossEntropy => targets.iter_mut().for_each(|t| *t = f32::from(*t > 0.0)),
            Loss::SoftmaxCrossEntropy => {
                for row in targets.chunks_mut(outputs) {
                    row.fill(0.0);
                    row[random.below(outputs as u32) as usize] = 1.0;
                }
            }
            _ => {}
        }
        let network = Network { parameters, activations };
        let regularizer = Regularizer::default();
        Self { network, loss, regularizer, shares: vec![0.0; layers], frozen: vec![false; layers], inputs, targets }
    }

    fn rows(&self) -> usize {
        self.inputs.len() / self.network.parameters.sizes()[0]
    }

    /// The loss over rows in this order.
    fn loss_over(&self, rows: &[u32]) -> (f64, Parameters) {
        let mut workspace = Workspace::new(self.network.parameters.sizes());
        let batch = Batch { inputs: &self.inputs, targets: &self.targets, rows };
        let dropout = Dropout { shares: &self.shares, noise: &mut Random::new(9, Stream::Noise) };
        let loss = self.network.backpropagate(batch, self.loss, dropout, &self.frozen, &mut workspace);
        let mut moved = self.network.parameters.clone();
        let update = Update {
            optimizer: Optimizer::GradientDescent,
            rate: 0.0,
            regularizer: self.regularizer,
            clip_norm: None,
            frozen: &self.frozen,
            rates: &[],
            frozen_places: &[],
            t: 1,
        };
        update.apply(&mut moved, &mut [], &mut workspace);
        (loss, workspace.gradient().clone())
    }

    /// What dropout multiplies each value by: the noise is drawn layer by layer, in each eight rows at a time, unit by
    /// unit.
    fn masks(&self) -> Vec<Vec<Vec<f64>>> {
        if self.shares.iter().all(|share| *share == 0.0) {
            return Vec::new();
        }
        let mut noise = Random::new(9, Stream::Noise);
        let sizes = self.network.parameters.sizes();
        let tiles = self.rows().div_ceil(8);
        let layers = self.shares.iter().zip(&sizes[1..]);
        layers
            .map(|(share, units)| {
                let mut mask = vec![vec![1.0; *units]; tiles * 8];
                if *share > 0.0 {
                    for tile in 0..tiles {
                        for unit in 0..*units {
                            for row in &mut mask[tile * 8..tile * 8 + 8] {
                                let out = f64::from(noise.bits()) < f64::from(*share) * 4_294_967_296.0;
                                row[unit] = if out { 0.0 } else { 1.0 / (1.0 - f64::from(*share)) };
                            }
                        }
                    }
                }
                mask
            })
            .collect()
    }

    fn check(&self, name: &str) {
        let all: Vec<u32> = (0..self.rows() as u32).collect();
        let (loss, gradient) = self.loss_over(&all);
        let sizes = self.network.parameters.sizes();
        let wide = |numbers: &[f32]| numbers.iter().map(|x| f64::from(*x)).collect::<Vec<f64>>();
        let oracle = Oracle {
            sizes: sizes.to_vec(),
            activations: self.network.activations.clone(),
            loss: self.loss,
            l1: f64::from(self.regularizer.l1),
            l2: f64::from(self.regularizer.l2),
        };
        let rows = Rows {
            inputs: self.inputs.chunks(sizes[0]).map(wide).collect(),
            targets: self.targets.chunks(sizes[sizes.len() - 1]).map(wide).collect(),
            masks: self.masks(),
        };
        let parameters = wide(self.network.parameters.values());
        let expected = oracle.data_loss(&parameters, &rows);
        assert!((loss - expected).abs() <= 2e-6 * expected.abs().max(0.1), "{name}: loss {loss}, not {expected}");
        let mut expected = oracle.gradient(&parameters, &rows);
        for (layer, frozen) in self.frozen.iter().enumerate() {
            let (start, _, end) = self.network.parameters.span(layer);
            if *frozen {
                expected[start..end].fill(0.0);
            }
        }
        for (place, (got, expected)) in gradient.values().iter().zip(&expected).enumerate() {
            let difference = (f64::from(*got) - expected).abs();
            assert!(difference <= 4e-5 * expected.abs().max(0.1), "{name}, place {place}: {got}, not {expected}");
        }
    }
}

#[test]
fn every_activation_with_every_loss() {
    for activation in Activation::ALL.iter().filter(|activation| activation.trainable()) {
        for loss in Loss::ALL {
            let output = if loss.from_logits() { Activation::Linear } else { *activation };
            for (sizes, rows) in [(&[3, 5, 4, 3][..], 11), (&[2, 9, 2], 3)] {
                let case = Case::new(sizes, *activation, output, *loss, rows);
                case.check(&format!("{} with {}, {sizes:?}", activation.name(), loss.name()));
            }
        }
    }
}

#[test]
fn penalties_dropout_and_frozen_layers() {
    let new = || Case::new(&[4, 9, 6, 2], Activation::Tanh, Activation::Linear, Loss::MeanSquaredError, 21);
    let mut case = new();
    case.regularizer.l1 = 0.03;
    case.check("L1");
    let mut case = new();
    case.regularizer.l2 = 0.2;
    case.check("L2");
    let mut case = new();
    case.shares = vec![0.3, 0.5, 0.0];
    case.check("dropout");
    for layer in 0..3 {
        let mut case = new();
        case.frozen[layer] = true;
        case.check(&format!("layer {layer} frozen"));
    }
    let mut case = new();
    case.frozen = vec![true; 3];
    case.check("all frozen");
}

#[test]
fn shapes_that_do_not_fill_the_lanes_and_batches_of_several_chunks() {
    for (sizes, rows) in [
        (&[1, 1][..], 1),
        (&[2, 1], 300),
        (&[17, 3], 9),
        (&[8, 16, 8], 8),
        (&[3, 33, 1], 130),
        (&[40, 23, 10], 65),
        (&[9, 7, 15, 31, 2], 33),
    ] {
        let case = Case::new(sizes, Activation::Sigmoid, Activation::Linear, Loss::HalfSquaredError, rows);
        case.check(&format!("{sizes:?}, {rows} rows"));
    }
    // Sums over more units than one block of a product holds.
    let case = Case::new(&[600, 2, 520, 1], Activation::Softplus, Activation::Linear, Loss::Huber, 3);
    case.check("wide layers");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for loss in Loss::ALL {
        let case = Case::new(&[3, 6, 3], Activation::Tanh, Activation::Linear, *loss, 40);
        let mut order: Vec<u32> = (0..40).collect();
        let (before, gradient) = case.loss_over(&order);
        Random::new(1, Stream::Batches).shuffle(&mut order);
        let (after, permuted) = case.loss_over(&order);
        assert!((before - after).abs() <= 1e-6 * before, "{}: {before} and {after}", loss.name());
        for (a, b) in gradient.values().iter().zip(permuted.values()) {
            assert!((a - b).abs() <= 1e-6, "{}: {a} and {b}", loss.name());
        }
    }
}

#[test]
fn softmax_does_not_see_a_shift_of_all_logits() {
    let case = Case::new(&[3, 6, 4], Activation::Tanh, Activation::Linear, Loss::SoftmaxCrossEntropy, 20);
    let order: Vec<u32> = (0..20).collect();
    let (before, gradient) = case.loss_over(&order);
    let mut shifted = Case { network: case.network.clone(), ..case };
    shifted.network.parameters.biases_mut(1).mapv_inplace(|bias| bias + 64.0);
    let (after, moved) = shifted.loss_over(&order);
    assert!((before - after).abs() <= 1e-5 * before, "{before} and {after}");
    for (a, b) in gradient.values().iter().zip(moved.values()) {
        assert!((a - b).abs() <= 1e-5, "{a} and {b}");
    }
}

#[test]
fn huge_logits_give_finite_losses() {
    for loss in [Loss::BinaryCrossEntropy, Loss::SoftmaxCrossEntropy] {
        for size in [1.0e4_f32, -1.0e4] {
            let mut case = Case::new(&[1, 3], Activation::Linear, Activation::Linear, loss, 2);
            case.network.parameters.values_mut().copy_from_slice(&[0.0, 0.0, 0.0, size, -size, 0.0]);
            case.targets = vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
            let (got, gradient) = case.loss_over(&[0, 1]);
            // The logits are 10,000, −10,000 and 0; one row's target is the first output, the other's the second.
            let expected = match loss {
                Loss::BinaryCrossEntropy => (2.0e4 + 2.0 * std::f64::consts::LN_2) / 6.0,
                _ => 1.0e4,
            };
            assert!((got - expected).abs() <= 1e-6 * expected, "{}: {got}, not {expected}", loss.name());
            assert!(gradient.values().iter().all(|g| g.is_finite()), "{}: {gradient:?}", loss.name());
        }
    }
}
