//! Masked inputs: how well an autoencoder reconstructs inputs that it was not shown, compared with their means.

use super::Probe;
use crate::{
    data::{Feature, Part},
    nn::{Random, Stream},
};

/// Root mean squared errors over the masked inputs, in the unit of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hidden {
    /// Of the network's reconstruction.
    pub network: f64,
    /// Of the input's mean over the training rows.
    pub mean: f64,
}

impl Probe<'_> {
    /// Masks each input of each row of `part` with the probability `share`, 0…1, as `seed` determines, and lets the network
    /// reconstruct it. A masked input is 0, the mean of standardized ones.
    ///
    /// `None` unless the network reconstructs its inputs, or when nothing was masked.
    #[must_use]
    pub fn hidden(&self, part: &Part, share: f64, seed: u64) -> Option<Hidden> {
        let draws_inputs = self.experiment.autoencoder().is_some_and(|autoencoder| autoencoder.below == 0);
        if !draws_inputs || self.experiment.other_view().is_some() {
            return None;
        }
        let mut random = Random::new(seed, Stream::Noise);
        let (mut of_network, mut of_mean, mut count) = (0.0, 0.0, 0_usize);
        let columns = self.data.train.inputs.columns().into_iter();
        let means: Vec<f64> = columns.map(|column| f64::from(column.mean().unwrap_or(0.0))).collect();
        for row in part.inputs.rows() {
            let mut shown = row.to_vec();
            let is_hidden: Vec<bool> = shown.iter().map(|_| random.unit() < share).collect();
            shown.iter_mut().zip(&is_hidden).filter(|(_, hidden)| **hidden).for_each(|(input, _)| *input = 0.0);
            let drawn = self.network.forward(&shown).pop()?;
            for place in (0..row.len()).filter(|place| is_hidden[*place]) {
                let size = f64::from(self.size_of(place));
                let truth = f64::from(row[place]);
                let square = |wrong: f64| (size * wrong) * (size * wrong);
                of_network += square(f64::from(drawn[place]) - truth);
                of_mean += square(means[place] - truth);
                count += 1;
            }
        }
        let root = |sum: f64| libm::sqrt(sum / count as f64);
        (count > 0).then(|| Hidden { network: root(of_network), mean: root(of_mean) })
    }

    /// The scale by which the feature at this place was divided, if it is a plain input; else 1.
    fn size_of(&self, place: usize) -> f32 {
        match self.data.features[place] {
            Feature::Input(input) => self.data.input_scales[input].size,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        data::{Feature, Scaling, Shipped, Source},
        experiment::{Autoencoder, Experiment, Rules, Task},
        measure::Probe,
        nn::Parameters,
        training::Trainer,
    };

    #[test]
    fn a_network_that_always_draws_the_mean_is_as_good_as_the_mean() {
        let mut experiment = Experiment::default();
        experiment.data.source = Source::Shipped(Shipped::Ratings);
        experiment.data.features = (0..25).map(Feature::Input).collect();
        experiment.data.scaling = Scaling::Standardize;
        Rules::Modern.apply(&mut experiment);
        let plain = Trainer::new(experiment.clone().validate().expect("valid"));
        assert_eq!(plain.probe().hidden(&plain.data().test, 0.2, 1), None, "it draws nothing again");
        let task = Autoencoder { below: 0, layers: 1, decoder: None, masked: 0.3, noise: 0.0 };
        experiment.stages.at_hand_mut().task = Task::Reconstruct(task);
        let trainer = Trainer::new(experiment.validate().expect("valid"));
        let mut network = trainer.network().clone();
        network.parameters = Parameters::zeros(network.parameters.sizes());
        let probe = Probe { network: &network, ..trainer.probe() };
        let test = &trainer.data().test;
        let hidden = probe.hidden(test, 0.2, 1).expect("something is hidden");
        assert!((hidden.network - hidden.mean).abs() < 1e-4, "{hidden:?}");
        // Ratings from 1 to 6 deviate by 1.4 from their means.
        assert!((1.3..1.5).contains(&hidden.mean), "{hidden:?}");
        assert_eq!((probe.hidden(test, 0.2, 1), probe.hidden(test, 0.0, 1)), (Some(hidden), None));
    }
}
