//! What an update changes, and what it leaves alone.

use neurarium::nn::{Choice, L1Rule, Optimizer, Parameters, Regularizer, Update, Workspace};

const SIZES: [usize; 4] = [3, 5, 4, 2];

struct Numbers {
    parameters: Parameters,
    moments: Vec<Parameters>,
    workspace: Workspace,
}

impl Numbers {
    fn new(optimizer: Optimizer) -> Self {
        let mut parameters = Parameters::zeros(&SIZES);
        for (i, w) in parameters.values_mut().iter_mut().enumerate() {
            *w = [0.5, -0.25, 1.5, -2.0, 0.75][i % 5];
        }
        let moments = vec![Parameters::zeros(&SIZES); optimizer.moments()];
        Self { parameters, moments, workspace: Workspace::new(&SIZES) }
    }

    /// Several steps with a gradient of all `g`.
    fn step(&mut self, update: Update<'_>, g: f32) {
        for t in 1..=5 {
            self.workspace.gradient_mut().values_mut().fill(g);
            Update { t, ..update }.apply(&mut self.parameters, &mut self.moments, &mut self.workspace);
        }
    }
}

fn plain(optimizer: Optimizer, frozen: &[bool]) -> Update<'_> {
    let regularizer = Regularizer::default();
    Update { optimizer, rate: 0.1, regularizer, clip_norm: None, frozen, rates: &[], frozen_places: &[], t: 1 }
}

#[test]
fn frozen_layers_and_weights_never_move() {
    for optimizer in Optimizer::ALL {
        for (l1_rule, clip_norm) in [(L1Rule::Subgradient, Some(0.5)), (L1Rule::Dies, None)] {
            let regularizer = Regularizer { l1: 0.01, l1_rule, l2: 0.1, weight_decay: 0.2 };
            let frozen = [false, true, false];
            let update = Update { regularizer, clip_norm, frozen_places: &[0, 17, 45], ..plain(*optimizer, &frozen) };
            let mut numbers = Numbers::new(*optimizer);
            let before = numbers.parameters.clone();
            numbers.step(update, 0.3);
            let (start, _, end) = before.span(1);
            for (place, (old, new)) in before.values().iter().zip(numbers.parameters.values()).enumerate() {
                let stays = (start..end).contains(&place) || [0, 17, 45].contains(&place);
                assert_eq!(old == new, stays, "{}: place {place} went from {old} to {new}", optimizer.name());
            }
        }
    }
}

#[test]
fn a_factor_slows_one_layer_as_a_lower_rate_does() {
    for optimizer in Optimizer::ALL {
        let frozen = [false; 3];
        let (whole, rates) = (plain(*optimizer, &frozen), [(1, 0.25)]);
        let run = |update: Update<'_>| {
            let mut numbers = Numbers::new(*optimizer);
            numbers.step(update, 0.3);
            numbers.parameters
        };
        let (slowed, as_ever, slow) =
            (run(Update { rates: &rates, ..whole }), run(whole), run(Update { rate: 0.025, ..whole }));
        for layer in 0..3 {
            let expected = if layer == 1 { &slow } else { &as_ever };
            for (found, expected) in slowed.weights(layer).iter().zip(expected.weights(layer)) {
                assert!((found - expected).abs() < 1e-6, "{}: {found}, not {expected}", optimizer.name());
            }
        }
    }
}

#[test]
fn a_long_gradient_is_shortened_and_a_short_one_is_not() {
    let frozen = [false; 3];
    let count = Parameters::zeros(&SIZES).values().len() as f32;
    for (limit, expected) in [(0.5, 0.5), (100.0, 0.3 * count.sqrt())] {
        let update = Update { clip_norm: Some(limit), ..plain(Optimizer::GradientDescent, &frozen) };
        let mut numbers = Numbers::new(Optimizer::GradientDescent);
        numbers.step(update, 0.3);
        let norm = numbers.workspace.gradient().values().iter().map(|g| g * g).sum::<f32>().sqrt();
        assert!((norm - expected).abs() < 1e-5, "norm {norm}, not {expected}");
    }
}

#[test]
fn weight_decay_takes_a_share_of_the_weights_alone() {
    let frozen = [false; 3];
    let regularizer = Regularizer { weight_decay: 0.5, ..Regularizer::default() };
    let mut numbers = Numbers::new(Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    let before = numbers.parameters.clone();
    numbers.step(Update { regularizer, ..plain(Optimizer::ALL[5], &frozen) }, 0.0);
    for layer in 0..3 {
        let left = 0.95_f32 * 0.95 * 0.95 * 0.95 * 0.95;
        for (old, new) in before.weights(layer).iter().zip(numbers.parameters.weights(layer)) {
            assert!((new - old * left).abs() < 1e-6, "{old} became {new}");
        }
        assert_eq!(before.biases(layer), numbers.parameters.biases(layer));
    }
}

#[test]
fn a_weight_that_l1_carries_across_zero_dies_for_good() {
    let frozen = [false; 3];
    let regularizer = Regularizer { l1: 3.0, l1_rule: L1Rule::Dies, ..Regularizer::default() };
    let update = Update { regularizer, ..plain(Optimizer::GradientDescent, &frozen) };
    let mut numbers = Numbers::new(Optimizer::GradientDescent);
    // Each step pulls by 0.3: after five, weights of size 0.25 to 1.5 are dead or at 0, and −2 is at −0.5.
    numbers.step(update, 0.0);
    let weights: Vec<f32> =
        (0..3).flat_map(|layer| numbers.parameters.weights(layer).iter().copied().collect::<Vec<_>>()).collect();
    let dead = weights.iter().filter(|w| **w == 0.0).count();
    assert!(dead > weights.len() / 2, "{weights:?}");
    assert!(weights.iter().all(|w| *w == 0.0 || (*w + 0.5).abs() < 1e-5 || w.abs() < 1e-5), "{weights:?}");
    // The dead stay dead under any gradient, also without a pull, as long as the rule stands.
    let gone: Vec<usize> =
        (0..15).filter(|place| numbers.parameters.values()[*place].to_bits() == (-0.0_f32).to_bits()).collect();
    assert!(!gone.is_empty());
    numbers.step(Update { regularizer: Regularizer { l1: 1e-6, ..regularizer }, ..update }, -0.7);
    for place in gone {
        assert_eq!(numbers.parameters.values()[place].to_bits(), (-0.0_f32).to_bits(), "place {place} rose again");
    }
    // Weights that start at zero are alive (the TensorFlow Playground's rule too).
    let mut zeros = Numbers::new(Optimizer::GradientDescent);
    zeros.parameters.values_mut().fill(0.0);
    zeros.step(update, -5.0);
    assert!(zeros.parameters.values().iter().all(|w| *w > 0.0));
}

/// One pull under the TensorFlow Playground's rule: first the data move the weight, then L1 pulls by the old sign.
#[test]
fn l1_pulls_by_the_sign_before_the_step() {
    let frozen = [false; 3];
    let regularizer = Regularizer { l1: 1.0, l1_rule: L1Rule::Dies, ..Regularizer::default() };
    let update = Update { regularizer, ..plain(Optimizer::GradientDescent, &frozen) };
    let mut numbers = Numbers::new(Optimizer::GradientDescent);
    numbers.workspace.gradient_mut().values_mut().fill(6.0);
    update.apply(&mut numbers.parameters, &mut numbers.moments, &mut numbers.workspace);
    // 0.5 − 0.6 − 0.1, −0.25 − 0.6 + 0.1, 1.5 − 0.6 − 0.1
    for (place, expected) in [-0.2, -0.75, 0.8].into_iter().enumerate() {
        let got = numbers.parameters.values()[place];
        assert!((got - expected).abs() < 1e-6, "{got}, not {expected}");
    }
}
