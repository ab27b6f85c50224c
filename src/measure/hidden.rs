//! Masked inputs: how well an autoencoder reconstructs inputs that it was not shown, compared with their means.

use super::Probe;
use crate::{
    data::{Look, Part},
    nn::{Random, Stream},
};

/// Shares of the inputs for which the errors are told.
pub const SHARES: [f64; 6] = [0.1, 0.2, 0.3, 0.5, 0.7, 0.9];
/// Least number of inputs that are looked at: of fewer, each is masked several times.
const LEAST: usize = 40_000;
/// Most times that each is.
const DRAWS: usize = 20;
/// Number of multiplications that may be spent; of more rows only some are looked at.
const AFFORDED: usize = 1 << 28;

/// Root mean squared errors over the masked inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hidden {
    /// Of the network's reconstruction.
    pub network: f64,
    /// Of the input's mean over the training rows.
    pub mean: f64,
    /// Whether both are of scaled inputs; else they are in the unit of the file, which all inputs share.
    pub scaled: bool,
}

impl Probe<'_> {
    /// The errors for each of [`SHARES`], masked as the experiment's seed of the noise determines; empty where there are none.
    #[must_use]
    pub fn hidden_by_share(&self, part: &Part) -> Vec<(f64, Hidden)> {
        let of = |share: f64| Some((share, self.hidden(part, share, self.experiment.seeds.noise)?));
        SHARES.into_iter().filter_map(of).collect()
    }

    /// Masks each input of each row of `part` with the probability `share`, 0…1, as `seed` determines, and lets the network
    /// reconstruct it. A masked input is 0, the mean of standardized ones.
    ///
    /// `None` unless the network reconstructs its inputs, or when nothing was masked.
    #[must_use]
    pub fn hidden(&self, part: &Part, share: f64, seed: u64) -> Option<Hidden> {
        let (rows, count) = part.inputs.dim();
        if !self.redraws_inputs() || rows * count == 0 {
            return None;
        }
        let columns = self.data.train.inputs.columns().into_iter();
        let means: Vec<f32> = columns.map(|column| column.mean().unwrap_or(0.0)).collect();
        // Grams and millimetres do not add up; the greys of pixels and the points of ratings do.
        let scaled = self.experiment.data.look() == Look::Numbers;
        let sizes: Vec<f64> =
            self.answer_scales().iter().map(|scale| if scaled { 1.0 } else { f64::from(scale.size) }).collect();
        let stride = (rows * self.network.parameters.values().len()).div_ceil(AFFORDED).max(1);
        let draws = LEAST.div_ceil(rows * count).min(DRAWS);
        let seen = || (0..draws).flat_map(|_| part.inputs.rows().into_iter().step_by(stride));
        let mut random = Random::new(seed, Stream::Noise);
        let is_hidden: Vec<bool> = seen().flatten().map(|_| random.unit() < share).collect();
        let shown = seen().flatten().zip(&is_hidden).map(|(input, hidden)| if *hidden { 0.0 } else { *input });
        let (shown, truth) = (shown.collect::<Vec<f32>>(), seen().flatten().copied().collect::<Vec<f32>>());
        let (mut of_network, mut of_mean, mut masked) = (0.0, 0.0, 0_usize);
        let last = self.network.activations.len();
        self.network.evaluate(&shown, &mut self.workspace(), |tile| {
            for place in 0..count {
                let square = |wrong: f32| {
                    let wrong = sizes[place] * f64::from(wrong);
                    wrong * wrong
                };
                for (row, drawn) in tile.values(last, place).iter().enumerate() {
                    let at = (tile.row + row) * count + place;
                    if is_hidden[at] {
                        of_network += square(drawn - truth[at]);
                        of_mean += square(means[place] - truth[at]);
                        masked += 1;
                    }
                }
            }
        });
        let root = |sum: f64| libm::sqrt(sum / masked as f64);
        (masked > 0).then(|| Hidden { network: root(of_network), mean: root(of_mean), scaled })
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
        assert!((1.3..1.5).contains(&hidden.mean) && !hidden.scaled, "{hidden:?}");
        assert_eq!((probe.hidden(test, 0.2, 1), probe.hidden(test, 0.0, 1)), (Some(hidden), None));
    }
}
