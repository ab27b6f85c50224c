//! Linear interpolation between two networks: the loss along the line through both.

use super::{Ground, matching};
use crate::nn::Network;

/// Range of the line: 0 is one network, 1 the other.
pub const ENDS: (f64, f64) = (-0.5, 1.5);

/// The losses along a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// At equally spaced points from one of [the ends](ENDS) to the other.
    pub losses: Vec<f64>,
}

impl Line {
    /// The losses at `places` points, two or more, on the line through `from` and `to`.
    #[must_use]
    pub fn between(ground: &mut Ground, from: &[f32], to: &[f32], places: usize) -> Self {
        let at = |share: f64| -> Vec<f32> {
            let pairs = from.iter().zip(to);
            pairs.map(|(a, b)| ((1.0 - share) * f64::from(*a) + share * f64::from(*b)) as f32).collect()
        };
        Self { losses: (0..places).map(|place| ground.loss(&at(Self::share(place, places)))).collect() }
    }

    /// The same directly, and with the units of `other` [matched](matching::matched) to those of `network` first.
    #[must_use]
    pub fn both(ground: &mut Ground, network: &Network, other: &Network, places: usize) -> [Self; 2] {
        let moved = matching::matched(network, other);
        [other, &moved].map(|to| Self::between(ground, network.parameters.values(), to.parameters.values(), places))
    }

    /// The position on the line of point `place` of `places`.
    #[must_use]
    pub fn share(place: usize, places: usize) -> f64 {
        ENDS.0 + (ENDS.1 - ENDS.0) * place as f64 / (places.max(2) - 1) as f64
    }

    /// The loss barrier: how far the loss rises above the linear interpolation between the networks' losses, and where;
    /// 0 when it never does.
    #[must_use]
    pub fn barrier(&self) -> (f64, f64) {
        let places = self.losses.len();
        let at = |share: f64| {
            let place = (share - ENDS.0) / (ENDS.1 - ENDS.0) * (places - 1) as f64;
            self.losses[place.round() as usize]
        };
        let (from, to) = (at(0.0), at(1.0));
        // Anything below the rounding of the weights is no barrier.
        let least = 1e-6 * (from.abs() + to.abs());
        let all = (0..places).map(|place| (Self::share(place, places), self.losses[place]));
        all.filter(|(share, _)| (0.0..=1.0).contains(share)).fold((0.0, 0.5), |most, (share, loss)| {
            let above = loss - ((1.0 - share) * from + share * to);
            if above > most.0.max(least) { (above, share) } else { most }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn a_barrier_is_what_rises_above_the_line_between_both_losses() {
        let of = |loss: fn(f64) -> f64| Line { losses: (0..401).map(|place| loss(Line::share(place, 401))).collect() };
        assert_eq!(of(|_| 0.3).barrier().0, 0.0);
        assert_eq!(of(|share| share * share).barrier().0, 0.0, "a valley has none");
        let (height, place) = of(|share| 1.0 - share + 4.0 * share * (1.0 - share)).barrier();
        assert!((height - 1.0).abs() < 1e-9 && (place - 0.5).abs() < 1e-9, "{height} at {place}");
        assert_eq!(of(|share| if share > 1.2 { 9.0 } else { 0.0 }).barrier().0, 0.0, "beyond both");
    }

    #[test]
    fn both_ends_are_the_networks_and_matching_a_shuffled_one_leaves_no_barrier() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..3000).for_each(|_| trainer.step());
        let network = trainer.network().clone();
        let mut shuffled = network.clone();
        let (into, out) = (network.parameters.weights(0), network.parameters.weights(1));
        for (unit, from) in [3, 2, 1, 0].into_iter().enumerate() {
            shuffled.parameters.weights_mut(0).row_mut(unit).assign(&into.row(from));
            shuffled.parameters.biases_mut(0)[unit] = network.parameters.biases(0)[from];
            shuffled.parameters.weights_mut(1).column_mut(unit).assign(&out.column(from));
        }
        let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
        let [straight, matched] = Line::both(&mut ground, &network, &shuffled, 41);
        let loss = trainer.metrics().train.loss;
        assert!((straight.losses[10] - loss).abs() < 1e-9 && (straight.losses[30] - loss).abs() < 1e-7);
        assert!(straight.barrier().0 > 0.05, "{:?}", straight.barrier());
        assert!(matched.losses.iter().all(|at| (at - loss).abs() < 1e-9), "the same network all along");
    }
}
