//! Random directions scaled unit by unit to the length of the unit's own weights, so that planes of different networks
//! are comparable (Li et al. 2018, “Visualizing the Loss Landscape of Neural Nets”, §4: filter normalisation).

use super::Plane;
use crate::nn::{Parameters, Random, Stream};

/// The random direction with this number: normal draws, then each unit's row scaled to the length of its weights.
/// Biases are 0 unless `biases`, which makes them part of the row.
#[must_use]
pub fn random(parameters: &Parameters, biases: bool, number: u64) -> Vec<f64> {
    let mut draws = Random::new(number, Stream::Noise);
    let values = parameters.values();
    let mut direction = vec![0.0; values.len()];
    for layer in 0..parameters.layers() {
        let (start, first_bias, _) = parameters.span(layer);
        let inputs = parameters.sizes()[layer];
        for unit in 0..parameters.sizes()[layer + 1] {
            let row = start + unit * inputs..start + (unit + 1) * inputs;
            let places: Vec<usize> = row.chain(biases.then_some(first_bias + unit)).collect();
            let drawn: Vec<f64> = places.iter().map(|_| draws.normal()).collect();
            let length = |numbers: &mut dyn Iterator<Item = f64>| numbers.map(|x| x * x).sum::<f64>().sqrt();
            let own = length(&mut places.iter().map(|place| f64::from(values[*place])));
            let drawn_length = length(&mut drawn.iter().copied());
            for (place, x) in places.iter().zip(drawn) {
                direction[*place] = x * own / drawn_length.max(1e-12);
            }
        }
    }
    direction
}

/// The plane of two random directions from `parameters`, extending as far as the weights are long.
#[must_use]
pub fn plane(parameters: &Parameters, biases: bool, number: u64) -> Plane {
    let of = |number: u64| random(parameters, biases, number);
    Plane {
        origin: parameters.values().iter().map(|p| f64::from(*p)).collect(),
        across: of(2 * number),
        up: of(2 * number + 1),
        x: (-1.0, 1.0),
        y: (-1.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn every_unit_moves_as_far_as_its_weights_are_long() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let parameters = &trainer.network().parameters;
        for biases in [false, true] {
            let direction = random(parameters, biases, 7);
            for layer in 0..parameters.layers() {
                let (start, first_bias, _) = parameters.span(layer);
                let inputs = parameters.sizes()[layer];
                for unit in 0..parameters.sizes()[layer + 1] {
                    let row = start + unit * inputs..start + (unit + 1) * inputs;
                    let places: Vec<usize> = row.chain([first_bias + unit]).collect();
                    let bias = direction[first_bias + unit];
                    assert_eq!(bias == 0.0, !biases);
                    let count = if biases { places.len() } else { inputs };
                    let own: f64 =
                        places[..count].iter().map(|i| f64::from(parameters.values()[*i])).map(|w| w * w).sum();
                    let drawn: f64 = places.iter().map(|i| direction[*i] * direction[*i]).sum();
                    assert!((own - drawn).abs() < 1e-9, "layer {layer}, unit {unit}: {own}, {drawn}");
                }
            }
            assert_eq!(direction, random(parameters, biases, 7), "the same again");
            assert_ne!(direction, random(parameters, biases, 8));
        }
    }
}
