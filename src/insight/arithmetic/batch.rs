//! Several examples: their mean gradient, and what each contributes to it.

use super::{Calculation, Exact, Quantity};
use crate::measure::Probe;

/// The examples of one step, each worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Every example; one or more.
    pub examples: Vec<Calculation>,
}

impl Batch {
    /// The training rows with these indices, as the network of `probe` reads them; indices that do not exist are
    /// ignored.
    #[must_use]
    pub fn of(probe: &Probe<'_>, rows: &[usize]) -> Self {
        let network = Exact::of(probe.network, probe.experiment.training().loss);
        let part = &probe.data.train;
        let exact = |row: ndarray::ArrayView1<'_, f32>| row.iter().map(|value| f64::from(*value)).collect::<Vec<_>>();
        let rows = rows.iter().filter(|row| **row < part.rows.len());
        let examples = rows.map(|row| network.calculate(&exact(part.inputs.row(*row)), &exact(part.targets.row(*row))));
        Self { examples: examples.collect() }
    }

    /// The mean loss, without penalties; NaN without examples.
    #[must_use]
    pub fn loss(&self) -> f64 {
        self.mean(|example| example.loss)
    }

    /// The mean of the examples' gradients, laid out like the parameters; empty without examples.
    #[must_use]
    pub fn gradient(&self) -> Vec<f64> {
        let count = self.examples.first().map_or(0, |first| first.gradient.len());
        (0..count).map(|index| self.mean(|example| example.gradient[index])).collect()
    }

    /// The value of `quantity` for each example, whose mean is that of the batch.
    #[must_use]
    pub fn contributions(&self, quantity: Quantity) -> Vec<f64> {
        self.examples.iter().filter_map(|example| example.value(quantity)).collect()
    }

    /// Central difference of the mean loss: its slope between the parameter at `index` moved by ±`step`.
    #[must_use]
    pub fn difference(&self, index: usize, step: f64) -> f64 {
        self.mean(|example| example.network.difference(&example.input, &example.target, index, step))
    }

    fn mean(&self, of: impl Fn(&Calculation) -> f64) -> f64 {
        self.examples.iter().map(of).sum::<f64>() / self.examples.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn the_mean_gradient_is_the_engine_s_and_that_of_differences() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let rows = trainer.data().train.rows.len();
        let batch = Batch::of(&trainer.probe(), &(0..rows).collect::<Vec<_>>());
        let engine = trainer.probe().next_step(&trainer.checkpoint()).gradient;
        for (index, slope) in batch.gradient().iter().enumerate() {
            assert!((slope - f64::from(engine.values()[index])).abs() < 1e-6, "{index}");
        }
        let index = 3;
        assert!((batch.difference(index, 1e-4) - batch.gradient()[index]).abs() < 1e-8);
        assert!((batch.loss() - trainer.metrics().train.loss).abs() < 1e-6);
        let place = batch.examples[0].network.place(index).unwrap();
        let parts = batch.contributions(Quantity::Gradient(place.layer, place.unit, place.from));
        assert!((parts.iter().sum::<f64>() / rows as f64 - batch.gradient()[index]).abs() < 1e-12);
        assert!(Batch::of(&trainer.probe(), &[rows]).examples.is_empty());
    }
}
