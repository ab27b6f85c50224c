//! Which weights are left of a pruned network (Frankle & Carbin 2019, “The Lottery Ticket Hypothesis”).

use crate::{
    experiment::{Experiment, Place},
    nn::{Parameters, Random},
};

/// Share of the weights of a layer that a round takes away; of the last layer half as many.
const TAKEN: f64 = 0.2;

/// Which weights are left; biases always are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask(Vec<bool>);

impl Mask {
    /// All of them.
    #[must_use]
    pub fn whole(parameters: &Parameters) -> Self {
        Self(vec![true; parameters.values().len()])
    }

    /// Without the smallest of each layer of a trained network: a fifth of those that are left, a tenth in the last layer.
    pub fn prune(&mut self, trained: &Parameters) {
        for layer in 0..trained.layers() {
            let (start, end, _) = trained.span(layer);
            let mut left: Vec<usize> = (start..end).filter(|place| self.0[*place]).collect();
            let share = if layer + 1 == trained.layers() { TAKEN / 2.0 } else { TAKEN };
            let size = |place: &usize| trained.values()[*place].abs();
            left.sort_by(|a, b| size(a).total_cmp(&size(b)).then(a.cmp(b)));
            let taken = (share * left.len() as f64).round() as usize;
            left.iter().take(taken).for_each(|place| self.0[*place] = false);
        }
    }

    /// As many weights of each layer, but others.
    #[must_use]
    pub fn shuffled(&self, parameters: &Parameters, random: &mut Random) -> Self {
        let mut mask = self.clone();
        for layer in 0..parameters.layers() {
            let (start, end, _) = parameters.span(layer);
            for place in (start + 1..end).rev() {
                mask.0.swap(place, start + random.below((place - start + 1) as u32) as usize);
            }
        }
        mask
    }

    /// The share of the weights that is left, 0…1.
    #[must_use]
    pub fn share(&self, parameters: &Parameters) -> f64 {
        let spans = (0..parameters.layers()).map(|layer| parameters.span(layer));
        let (left, all) = spans.fold((0, 0), |(left, all), (start, end, _)| {
            (left + self.0[start..end].iter().filter(|is_left| **is_left).count(), all + end - start)
        });
        left as f64 / all as f64
    }

    /// The parameters with zeros for what is taken away.
    #[must_use]
    pub fn of(&self, mut parameters: Parameters) -> Parameters {
        parameters.values_mut().iter_mut().zip(&self.0).for_each(|(value, is_left)| {
            if !is_left {
                *value = 0.0;
            }
        });
        parameters
    }

    /// The experiment in which what is taken away stays as it is.
    #[must_use]
    pub fn on(&self, experiment: &Experiment, parameters: &Parameters) -> Experiment {
        let mut experiment = experiment.clone();
        let taken = self.0.iter().enumerate().filter(|(_, is_left)| !**is_left);
        experiment.network.frozen = taken.map(|(index, _)| Place::of(parameters, index)).collect();
        experiment
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{nn::Stream, training::Trainer};

    #[test]
    fn a_round_takes_the_smallest_and_what_is_taken_stays_zero() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        let first = trainer.network().parameters.clone();
        (0..50).for_each(|_| trainer.step());
        let trained = trainer.network().parameters.clone();
        let mut mask = Mask::whole(&first);
        mask.prune(&trained);
        let (start, end, _) = first.span(0);
        let (left, taken): (Vec<usize>, Vec<usize>) = (start..end).partition(|place| mask.0[*place]);
        let largest = taken.iter().map(|place| trained.values()[*place].abs()).fold(0.0, f32::max);
        assert!(left.iter().map(|place| trained.values()[*place].abs()).all(|kept| kept >= largest));
        let experiment = mask.on(&Experiment::default(), &first).validate().unwrap();
        let mut pruned = Trainer::starting_from(experiment, mask.of(first.clone())).unwrap();
        (0..50).for_each(|_| pruned.step());
        let after = &pruned.network().parameters;
        let taken = mask.0.iter().filter(|left| !**left).count();
        assert!(taken >= 3 && after.values().iter().filter(|value| **value == 0.0).count() == taken);
        assert!(after.values() != mask.of(first.clone()).values(), "the others learn");
        let other = mask.shuffled(&first, &mut Random::new(1, Stream::Noise));
        assert!(other != mask && other.share(&first).to_bits() == mask.share(&first).to_bits());
    }
}
