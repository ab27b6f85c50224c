//! Permuting the units of a network to match another: outputs do not depend on the order of a layer's
//! units, so two networks can be alike and yet far apart (Ainsworth, Hayase & Srinivasa 2022, “Git Re-Basin”, weight matching).

use super::assignment::best;
use crate::nn::{Activation, Network, Parameters};

/// Largest number of rounds over the layers; each can only bring the networks nearer.
const ROUNDS: usize = 50;

/// Whether both networks have the same architecture, so that one can be matched to the other.
#[must_use]
pub fn fit(a: &Network, b: &Network) -> bool {
    a.parameters.sizes() == b.parameters.sizes() && a.activations == b.activations
}

/// `other` with its hidden units permuted, and with signs flipped where the activation is odd, so that its parameters
/// are nearest to those of `to`, layer after layer until nothing changes. Its outputs stay the same.
///
/// # Panics
/// When the networks [do not fit](fit).
#[must_use]
pub fn matched(to: &Network, other: &Network) -> Network {
    assert!(fit(to, other), "layers {:?} and {:?}", to.parameters.sizes(), other.parameters.sizes());
    let mut moved = other.clone();
    let hidden = to.activations.len().saturating_sub(1);
    for _ in 0..ROUNDS {
        let mut has_changed = false;
        for layer in 0..hidden {
            let is_odd = matches!(to.activations[layer], Activation::Tanh | Activation::Linear | Activation::Sine);
            let likeness = likeness(&to.parameters, &moved.parameters, layer);
            let size = |x: f64| if is_odd { x.abs() } else { x };
            let worth: Vec<Vec<f64>> = likeness.iter().map(|row| row.iter().map(|x| size(*x)).collect()).collect();
            let order = best(&worth);
            let signs: Vec<f32> =
                order.iter().enumerate().map(|(unit, from)| sign(is_odd, likeness[unit][*from])).collect();
            let is_same = order.iter().enumerate().all(|(unit, from)| unit == *from) && signs.iter().all(|s| *s > 0.0);
            if !is_same {
                reorder(&mut moved.parameters, layer, &order, &signs);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    moved
}

fn sign(is_odd: bool, likeness: f64) -> f32 {
    if is_odd && likeness < 0.0 { -1.0 } else { 1.0 }
}

/// For each unit of a layer of `a` and each of `b`, the dot product of all weights into and out of them.
fn likeness(a: &Parameters, b: &Parameters, layer: usize) -> Vec<Vec<f64>> {
    let product = |x: f32, y: f32| f64::from(x) * f64::from(y);
    let (into_a, into_b) = (a.weights(layer), b.weights(layer));
    let (out_a, out_b) = (a.weights(layer + 1), b.weights(layer + 1));
    let (biases_a, biases_b) = (a.biases(layer), b.biases(layer));
    let units = a.sizes()[layer + 1];
    let of = |i: usize, j: usize| {
        let into: f64 = into_a.row(i).iter().zip(into_b.row(j)).map(|(x, y)| product(*x, *y)).sum();
        let out: f64 = out_a.column(i).iter().zip(out_b.column(j)).map(|(x, y)| product(*x, *y)).sum();
        into + out + product(biases_a[i], biases_b[j])
    };
    (0..units).map(|i| (0..units).map(|j| of(i, j)).collect()).collect()
}

/// Moves unit `order[i]` of a layer to position `i`, with this sign.
fn reorder(parameters: &mut Parameters, layer: usize, order: &[usize], signs: &[f32]) {
    let before = parameters.clone();
    let (into, out, biases) = (before.weights(layer), before.weights(layer + 1), before.biases(layer));
    for (unit, (from, sign)) in order.iter().zip(signs).enumerate() {
        parameters.weights_mut(layer).row_mut(unit).assign(&into.row(*from).map(|w| sign * w));
        parameters.biases_mut(layer)[unit] = sign * biases[*from];
        parameters.weights_mut(layer + 1).column_mut(unit).assign(&out.column(*from).map(|w| sign * w));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, nn::Activation, training::Trainer};

    fn network(seed: u64, activation: Activation) -> Network {
        let mut experiment = Experiment::default();
        experiment.seeds.weights = seed;
        experiment.network.hidden.iter_mut().for_each(|layer| layer.activation = activation);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..500).for_each(|_| trainer.step());
        trainer.network().clone()
    }

    fn distance(a: &Network, b: &Network) -> f64 {
        let pairs = a.parameters.values().iter().zip(b.parameters.values());
        pairs.map(|(a, b)| f64::from(a - b)).map(|d| d * d).sum::<f64>().sqrt()
    }

    #[test]
    fn a_network_whose_units_were_shuffled_is_found_again() {
        for (activation, signs) in [(Activation::Tanh, [1.0, -1.0, -1.0, 1.0]), (Activation::Relu, [1.0; 4])] {
            let network = network(42, activation);
            let mut shuffled = network.clone();
            reorder(&mut shuffled.parameters, 0, &[2, 0, 3, 1], &signs);
            reorder(&mut shuffled.parameters, 1, &[1, 0], &signs[..2]);
            assert!(distance(&network, &shuffled) > 0.1);
            assert_eq!(matched(&network, &shuffled), network, "{activation:?}");
        }
    }

    #[test]
    fn another_network_comes_nearer_and_answers_the_same() {
        let (a, b) = (network(42, Activation::Tanh), network(45, Activation::Tanh));
        let moved = matched(&a, &b);
        assert!(distance(&a, &moved) < distance(&a, &b), "{} {}", distance(&a, &moved), distance(&a, &b));
        for input in [[0.3, -2.0], [4.0, 1.0]] {
            let [before, after] = [&b, &moved].map(|network| network.forward(&input).pop().unwrap()[0]);
            assert!((before - after).abs() < 1e-6, "{before} {after}");
        }
    }
}
