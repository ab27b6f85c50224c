//! How much of the spread of what it redraws a reconstruction explains.

use super::Probe;
use crate::data::Part;

impl Probe<'_> {
    /// `1 − Σ (y − t)² / Σ (t − mean of t)²` over all outputs of the rows of `part` together, scaled as the network reads them:
    /// 1 is perfect, 0 no better than the mean of each output.
    ///
    /// The mean of R² over outputs counts a pixel that is hardly ever inked as much as any other, and falls far below 0 for it.
    /// `None` where the target is learned, or nothing varies.
    #[must_use]
    pub fn explained(&self, part: &Part) -> Option<f64> {
        self.experiment.autoencoder()?;
        let means = part.targets.mean_axis(ndarray::Axis(0))?;
        let (mut residual, mut spread) = (0.0, 0.0);
        let square = |x: f64| x * x;
        self.outputs(part, usize::MAX, &mut self.workspace(), |row, output| {
            for ((y, t), mean) in output.iter().zip(part.targets.row(row)).zip(&means) {
                residual += square(f64::from(*y) - f64::from(*t));
                spread += square(f64::from(*t) - f64::from(*mean));
            }
        });
        (spread > 0.0).then(|| 1.0 - residual / spread)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        experiment::{Autoencoder, Experiment, Task},
        measure::Probe,
        nn::{Loss, Parameters},
        training::Trainer,
    };

    #[test]
    fn the_mean_explains_nothing_and_more_is_explained_than_each_pixel_says() {
        let plain = Trainer::new(Experiment::default().validate().expect("valid"));
        assert_eq!(plain.probe().explained(&plain.data().test), None, "it learns its target");
        let mut experiment = Experiment::default();
        let task = Autoencoder { below: 0, layers: 1, decoder: None, masked: 0.0, noise: 0.0 };
        experiment.stages.at_hand_mut().task = Task::Reconstruct(task);
        let mut trainer = Trainer::new(experiment.validate().expect("valid"));
        let mut network = trainer.network().clone();
        network.parameters = Parameters::zeros(network.parameters.sizes());
        let part = trainer.data().train.clone();
        let means = part.targets.mean_axis(ndarray::Axis(0)).expect("rows");
        let last = network.parameters.layers() - 1;
        network.parameters.biases_mut(last).iter_mut().zip(&means).for_each(|(bias, mean)| *bias = *mean);
        let of_mean = Probe { network: &network, ..trainer.probe() }.explained(&part).expect("points vary");
        assert!(of_mean.abs() < 1e-6, "{of_mean}");
        (0..500).for_each(|_| trainer.step());
        let probe = trainer.probe();
        let explained = probe.explained(&part).expect("points vary");
        // By the loss, a mean of squares: the same from another side.
        let spread = part.targets.columns().into_iter().map(|column| column.var(0.0)).sum::<f32>() / 2.0;
        let factor = if trainer.experiment().training().loss == Loss::HalfSquaredError { 2.0 } else { 1.0 };
        let by_loss = 1.0 - factor * trainer.metrics().train.loss / f64::from(spread);
        assert!((explained - by_loss).abs() < 1e-4, "{explained} {by_loss}");
    }
}
