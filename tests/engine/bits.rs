//! The same bits on every path, in one go or step by step, by both passes and the update together or apart.

use neurarium::nn::{
    Activation, Batch, BiasInitializer, Choice, Dropout, Initializer, L1Rule, Loss, Network, Optimizer, Parameters,
    Random, Regularizer, Stream, Update, Workspace, kernel::Path,
};

use crate::skipped::skipped;

/// Every path of this processor, the portable one first; says so where there is no other to compare it with.
fn paths() -> Vec<Path> {
    let paths = Path::available();
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        assert_eq!(paths[..2], [Path::Portable, Path::Avx2], "this processor has AVX2, so two paths are compared");
    }
    if paths.len() == 1 {
        skipped("this processor has only the portable path; no other was compared with it");
    }
    paths
}

struct Run {
    network: Network,
    moments: Vec<Parameters>,
    noise: Random,
    t: u64,
}

struct Recipe<'a> {
    sizes: &'a [usize],
    activation: Activation,
    loss: Loss,
    optimizer: Optimizer,
    batch: usize,
    dropout: f32,
    regularizer: Regularizer,
    clip_norm: Option<f32>,
}

const ROWS: usize = 150;

impl Recipe<'_> {
    fn start(&self) -> Run {
        let mut activations = vec![self.activation; self.sizes.len() - 1];
        *activations.last_mut().unwrap() = Activation::Linear;
        let mut random = Random::new(2, Stream::Weights);
        let biases = BiasInitializer::Constant { value: 0.1 };
        let parameters = Parameters::initial(self.sizes, &activations, Initializer::Auto, biases, &mut random);
        let moments = vec![Parameters::zeros(self.sizes); self.optimizer.moments()];
        Run { network: Network { parameters, activations }, moments, noise: Random::new(4, Stream::Noise), t: 0 }
    }

    /// Takes `steps` steps with a fresh workspace, as the program does.
    fn train(&self, run: &mut Run, steps: u64, path: Path) {
        self.train_by(run, steps, path, |run, batch, dropout, update, workspace| {
            run.network.learn(batch, self.loss, dropout, update, &mut run.moments, workspace)
        });
    }

    /// Takes `steps` steps with a fresh workspace; `step` gives the loss before each. Gives the losses.
    fn train_by(
        &self,
        run: &mut Run,
        steps: u64,
        path: Path,
        mut step: impl FnMut(&mut Run, Batch<'_>, Dropout<'_>, &Update<'_>, &mut Workspace) -> f64,
    ) -> Vec<u64> {
        let mut losses = Vec::new();
        let mut random = Random::new(3, Stream::Data);
        let outputs = self.sizes[self.sizes.len() - 1];
        let inputs: Vec<f32> = (0..ROWS * self.sizes[0]).map(|_| random.normal() as f32).collect();
        let targets: Vec<f32> = (0..ROWS * outputs).map(|i| f32::from(i % outputs == i / outputs % outputs)).collect();
        let mut workspace = Workspace::on(path, self.sizes);
        let layers = self.sizes.len() - 1;
        let mut shares = vec![self.dropout; layers];
        shares[layers - 1] = 0.0;
        let frozen = vec![false; layers];
        for _ in 0..steps {
            let from = run.t as usize * self.batch;
            let rows: Vec<u32> = (from..from + self.batch).map(|row| (row % ROWS) as u32).collect();
            run.t += 1;
            let batch = Batch { inputs: &inputs, targets: &targets, rows: &rows };
            let update = Update {
                optimizer: self.optimizer,
                rate: 0.003,
                regularizer: self.regularizer,
                clip_norm: self.clip_norm,
                frozen: &frozen,
                rates: &[],
                frozen_places: &[1],
                t: run.t,
            };
            let mut noise = run.noise.clone();
            let dropout = Dropout { shares: &shares, noise: &mut noise };
            losses.push(step(run, batch, dropout, &update, &mut workspace).to_bits());
            run.noise = noise;
        }
        losses
    }
}

fn bits(run: &Run) -> Vec<u32> {
    let memory = run.moments.iter().flat_map(|moment| moment.values());
    let all: Vec<f32> = run.network.parameters.values().iter().chain(memory).copied().collect();
    assert!(all.iter().all(|x| x.is_finite()), "training left the numbers, so that nothing is compared");
    all.iter().map(|x| x.to_bits()).collect()
}

fn recipes() -> Vec<Recipe<'static>> {
    let shapes: [&[usize]; 5] = [&[2, 2, 1], &[2, 8, 8, 1], &[7, 13, 9, 3], &[20, 17, 10], &[3, 5, 4, 6, 2]];
    let trainable = Activation::ALL.iter().copied().filter(|activation| activation.trainable());
    trainable
        .enumerate()
        .map(|(number, activation)| Recipe {
            sizes: shapes[number % shapes.len()],
            activation,
            loss: Loss::ALL[number % Loss::ALL.len()],
            optimizer: Optimizer::ALL[number % Optimizer::ALL.len()],
            batch: [4, 10, 30, 32, 140][number / 2 % 5],
            dropout: if number % 3 == 1 { 0.2 } else { 0.0 },
            regularizer: match number % 4 {
                1 => Regularizer { l1: 0.001, l1_rule: L1Rule::Dies, ..Regularizer::default() },
                2 => Regularizer { l1: 0.001, l2: 0.01, weight_decay: 0.01, ..Regularizer::default() },
                _ => Regularizer::default(),
            },
            clip_norm: (number % 3 == 0).then_some(0.5),
        })
        .collect()
}

/// A network with layers of several blocks.
fn large(sizes: &[usize], optimizer: Optimizer, batch: usize, clip_norm: Option<f32>) -> Recipe<'_> {
    let (activation, loss, regularizer) = (Activation::Tanh, Loss::SoftmaxCrossEntropy, Regularizer::default());
    Recipe { sizes, activation, loss, optimizer, batch, dropout: 0.0, regularizer, clip_norm }
}

#[test]
fn every_path_gives_the_same_bits() {
    let paths = paths();
    for recipe in recipes() {
        let trained = paths.iter().map(|path| {
            let mut run = recipe.start();
            recipe.train(&mut run, 2_000, *path);
            (path, bits(&run))
        });
        let trained: Vec<_> = trained.collect();
        for (path, bits) in &trained {
            assert!(*bits == trained[0].1, "{path:?} differs for {:?} {:?}", recipe.activation, recipe.optimizer);
        }
    }
}

/// Four, two and one pack side by side, several blocks of depth and of rows, and what is left over of each.
#[test]
fn every_path_gives_the_same_bits_in_large_blocks() {
    for batch in [12, 20, 52, 140] {
        let recipe = large(&[300, 53, 110, 3], Optimizer::ALL[0], batch, None);
        let trained = paths().into_iter().map(|path| {
            let mut run = recipe.start();
            recipe.train(&mut run, 5, path);
            (path, bits(&run))
        });
        let trained: Vec<_> = trained.collect();
        for (path, bits) in &trained {
            assert!(*bits == trained[0].1, "{path:?} differs for batches of {batch}");
        }
    }
}

/// Threads share rows, units and parameters, full and left over; with a norm to clip to, they meet before the update.
#[test]
fn any_number_of_threads_gives_the_same_bits() {
    for (batch, clip_norm) in [(12, None), (33, Some(0.5)), (52, None), (140, None)] {
        let recipe = large(&[300, 253, 110, 3], Optimizer::ALL[5], batch, clip_norm);
        let trained = [1, 2, 3, 4, 7].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mut run = recipe.start();
                let losses = recipe.train_by(&mut run, 4, Path::best(), |run, batch, dropout, update, workspace| {
                    run.network.learn(batch, recipe.loss, dropout, update, &mut run.moments, workspace)
                });
                (threads, losses, bits(&run))
            })
        });
        for (threads, losses, bits) in &trained {
            assert!(*losses == trained[0].1, "losses of {threads} threads differ for batches of {batch}");
            assert!(*bits == trained[0].2, "{threads} threads differ for batches of {batch}");
        }
    }
}

#[test]
fn single_steps_give_the_same_bits_as_one_go() {
    for recipe in recipes() {
        let (mut whole, mut parts) = (recipe.start(), recipe.start());
        recipe.train(&mut whole, 60, Path::best());
        for _ in 0..60 {
            recipe.train(&mut parts, 1, Path::best());
        }
        assert!(bits(&whole) == bits(&parts), "{:?} {:?}", recipe.activation, recipe.optimizer);
    }
}

/// [`Network::learn`] is one kernel, and the passes and the update that other tests call are two.
#[test]
fn learning_gives_the_bits_of_its_two_parts() {
    let paths = paths();
    for (recipe, path) in recipes().iter().flat_map(|recipe| paths.iter().map(move |path| (recipe, *path))) {
        let (mut whole, mut parts) = (recipe.start(), recipe.start());
        let losses = recipe.train_by(&mut whole, 60, path, |run, batch, dropout, update, workspace| {
            run.network.learn(batch, recipe.loss, dropout, update, &mut run.moments, workspace)
        });
        let expected = recipe.train_by(&mut parts, 60, path, |run, batch, dropout, update, workspace| {
            let loss = run.network.backpropagate(batch, recipe.loss, dropout, update.frozen, workspace);
            update.apply(&mut run.network.parameters, &mut run.moments, workspace);
            loss
        });
        assert!(losses == expected, "{path:?}: losses of {:?} {:?}", recipe.activation, recipe.optimizer);
        assert!(bits(&whole) == bits(&parts), "{path:?}: {:?} {:?}", recipe.activation, recipe.optimizer);
    }
}

#[test]
fn evaluation_gives_the_bits_of_a_single_row() {
    let paths = paths();
    for recipe in recipes() {
        let run = recipe.start();
        let (inputs, mut random) = (recipe.sizes[0], Random::new(8, Stream::Data));
        let rows: Vec<f32> = (0..299 * inputs).map(|_| random.normal() as f32).collect();
        for &path in &paths {
            let mut workspace = Workspace::on(path, recipe.sizes);
            let mut seen = 0;
            run.network.evaluate(&rows, &mut workspace, |tile| {
                for lane in 0..tile.rows {
                    let row = tile.row + lane;
                    assert_eq!(row, seen, "rows come in order");
                    seen += 1;
                    for (layer, units) in run.network.forward(&rows[row * inputs..][..inputs]).iter().enumerate() {
                        for (unit, value) in units.iter().enumerate() {
                            let got = tile.values(layer, unit)[lane];
                            assert_eq!(
                                got.to_bits(),
                                value.to_bits(),
                                "{path:?}: row {row}, layer {layer}, unit {unit}"
                            );
                        }
                    }
                }
            });
            assert_eq!(seen, 299);
        }
    }
}

/// The gradient of a network `[inputs, units, outputs]` whose hidden layer got `idle` units more, which reach no output.
fn gradient_with_idle_units([inputs, units, outputs]: [usize; 3], idle: usize, rows: usize) -> Vec<u32> {
    let mut random = Random::new(5, Stream::Weights);
    let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| random.normal() as f32).collect() };
    let (first, first_biases) = (numbers(units * inputs), numbers(units));
    let (second, second_biases) = (numbers(outputs * units), numbers(outputs));
    let (x, y) = (numbers(rows * inputs), numbers(rows * outputs));
    let wide = units + idle;
    let mut values = [first, vec![0.5; idle * inputs], first_biases, vec![0.5; idle]].concat();
    for row in second.chunks(units) {
        values.extend(row.iter().chain(&vec![0.0; idle]));
    }
    values.extend(&second_biases);

    let sizes = [inputs, wide, outputs];
    let mut parameters = Parameters::zeros(&sizes);
    parameters.values_mut().copy_from_slice(&values);
    let network = Network { parameters, activations: vec![Activation::Sigmoid, Activation::Linear] };
    let mut workspace = Workspace::new(&sizes);
    let order: Vec<u32> = (0..rows as u32).rev().collect();
    let batch = Batch { inputs: &x, targets: &y, rows: &order };
    let dropout = Dropout { shares: &[0.0; 2], noise: &mut Random::new(0, Stream::Noise) };
    let loss = network.backpropagate(batch, Loss::MeanSquaredError, dropout, &[false; 2], &mut workspace);
    let gradient = workspace.gradient().values();
    let (weights, rest) = gradient.split_at(wide * inputs);
    let (biases, rest) = rest.split_at(wide);
    let (output, output_biases) = rest.split_at(outputs * wide);
    let kept = weights[..units * inputs].iter().chain(&biases[..units]);
    let kept = kept.chain(output.chunks(wide).flat_map(|row| &row[..units])).chain(output_biases);
    kept.map(|number| number.to_bits()).chain([(loss as f32).to_bits()]).collect()
}

#[test]
fn networks_of_every_size_class_sum_in_the_same_order() {
    for sizes in [[1, 1, 1], [2, 2, 1], [4, 3, 2], [3, 4, 4]] {
        // Also as many rows as go through a network together, and a few more.
        for rows in [1, 3, 4, 5, 8, 9, 128, 131] {
            let small = gradient_with_idle_units(sizes, 0, rows);
            assert_eq!(small, gradient_with_idle_units(sizes, 4, rows), "{sizes:?}, {rows} rows: at most eight units");
            assert_eq!(
                small,
                gradient_with_idle_units(sizes, 9, rows),
                "{sizes:?}, {rows} rows: more than eight units"
            );
        }
    }
}
