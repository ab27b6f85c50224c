//! A baseline for classification: the class whose mean row is nearest.

use ndarray::{Array1, Array2, Axis};

use crate::{
    data::{Part, Prepared, Split, Target},
    nn::Network,
};

/// Nearest-mean classifier: predicts the class whose mean training row is nearest in squared distance (Snell et al.
/// 2017 do the same behind an encoder). Rows are taken as the network reads them, scaled and turned into features.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestMean {
    /// The mean row of each class; `None` for a class without training rows, which is never predicted.
    means: Vec<Option<Array1<f64>>>,
}

impl NearestMean {
    /// Fits the means to the training rows; `None` for a regression.
    #[must_use]
    pub fn of(data: &Prepared) -> Option<Self> {
        let Target::Class { labels, classes, .. } = data.own_target() else { return None };
        Some(Self::among(&data.train, &labels[..data.known], classes.len()))
    }

    /// The means of the rows of `part`, whose classes are those of the data set's `labels`; rows behind them have none.
    pub(super) fn among(part: &Part, labels: &[u32], classes: usize) -> Self {
        Self { means: means(part, labels, classes) }
    }

    /// The class whose mean is nearest to `row`; `None` when no class has a mean.
    #[must_use]
    pub fn class(&self, row: &[f32]) -> Option<usize> {
        let square = |difference: f64| difference * difference;
        let distance = |mean: &Array1<f64>| mean.iter().zip(row).map(|(m, x)| square(m - f64::from(*x))).sum::<f64>();
        let near = self.means.iter().enumerate().filter_map(|(class, mean)| Some((class, distance(mean.as_ref()?))));
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(class, _)| class)
    }

    /// Accuracy on the rows of `part`, 0…1; `None` without rows.
    #[must_use]
    pub fn accuracy(&self, data: &Prepared, part: &Part) -> Option<f64> {
        let Target::Class { labels, .. } = data.own_target() else { return None };
        let rows = part.inputs.axis_iter(Axis(0)).zip(&part.rows);
        let right = rows.filter(|(row, index)| self.class(&row.to_vec()) == Some(labels[**index] as usize)).count();
        (!part.rows.is_empty()).then(|| right as f64 / part.rows.len() as f64)
    }
}

/// Accuracy of the nearest-mean classifier on the rows of `data` for `split`, 0…1; `None` for a regression, or without
/// such rows.
#[must_use]
pub fn nearest_mean(data: &Prepared, split: Split) -> Option<f64> {
    NearestMean::of(data)?.accuracy(data, data.part_for(split))
}

/// The same with rows as `network` knows them in its layer `layer`: few-shot learning by class means in the space of an
/// encoder (prototypical networks, Snell et al. 2017). Layer 0 are the inputs.
#[must_use]
pub fn nearest_mean_behind(network: &Network, layer: usize, data: &Prepared, split: Split) -> Option<f64> {
    let behind = |part: &Part| {
        let units = network.parameters.sizes()[layer];
        let mut codes = Array2::zeros((part.rows.len(), units));
        for (row, mut code) in part.inputs.rows().into_iter().zip(codes.rows_mut()) {
            let values = network.forward(&row.to_vec());
            code.iter_mut().zip(&values[layer]).for_each(|(code, value)| *code = *value);
        }
        Part { rows: part.rows.clone(), inputs: codes, targets: Array2::zeros((part.rows.len(), 0)) }
    };
    let Target::Class { labels, classes, .. } = data.own_target() else { return None };
    let nearest = NearestMean::among(&behind(&data.train), &labels[..data.known], classes.len());
    nearest.accuracy(data, &behind(data.part_for(split)))
}

/// The mean row of each class.
fn means(train: &Part, labels: &[u32], classes: usize) -> Vec<Option<Array1<f64>>> {
    let mut sums = Array2::<f64>::zeros((classes, train.inputs.ncols()));
    let mut counts = vec![0_usize; classes];
    for (row, index) in train.inputs.axis_iter(Axis(0)).zip(&train.rows) {
        let Some(class) = labels.get(*index).map(|label| *label as usize) else { continue };
        counts[class] += 1;
        sums.row_mut(class).zip_mut_with(&row, |sum, x| *sum += f64::from(*x));
    }
    let mean = |(class, count): (usize, usize)| (count > 0).then(|| &sums.row(class) / count as f64);
    counts.into_iter().enumerate().map(mean).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ndarray::array;

    use super::*;
    use crate::{
        data::{Coding, DataSet, Scale},
        nn::{Activation, Parameters},
    };

    #[test]
    fn by_hand() {
        let inputs = array![[0.0, 0.0], [2.0, 0.0], [10.0, 0.0], [5.0, 0.0], [7.0, 1.0], [1.0, 1.0]];
        let part = |rows: Vec<usize>| Part {
            inputs: inputs.select(Axis(0), &rows),
            targets: Array2::zeros((rows.len(), 1)),
            rows,
        };
        let target =
            |labels| Target::Class { name: "c".into(), classes: ["a", "b", "c"].map(String::from).to_vec(), labels };
        let set = DataSet {
            input_names: vec!["x".into(), "y".into()],
            origins: Vec::new(),
            inputs: inputs.clone(),
            target: target(vec![0, 0, 1, 0, 1, 2]),
        };
        // Means (1, 0) and (10, 0): the border lies at 5.5; of c no row is known.
        let data = Prepared {
            set: Arc::new(set),
            known: 6,
            target: None,
            train: part(vec![0, 1, 2]),
            validation: Part::default(),
            test: part(vec![3, 4, 5]),
            input_scales: vec![Scale::NONE; 2],
            target_scales: vec![Scale::NONE],
            features: Vec::new(),
            coding: Coding::Unsigned,
            fills: Vec::new(),
            beside: 0,
            pixels: false,
        };
        assert_eq!(nearest_mean(&data, Split::Test), Some(2.0 / 3.0));
        // One unit that says y − x/100: means −0.01 and −0.1, and of c still none, so that only the first is right.
        let mut network = Network { parameters: Parameters::zeros(&[2, 1]), activations: vec![Activation::Linear] };
        assert_eq!(nearest_mean_behind(&network, 0, &data, Split::Test), Some(2.0 / 3.0), "the inputs themselves");
        network.parameters.values_mut()[..2].copy_from_slice(&[-0.01, 1.0]);
        assert_eq!(nearest_mean_behind(&network, 1, &data, Split::Test), Some(1.0 / 3.0));
        assert_eq!(nearest_mean(&Prepared { test: Part::default(), ..data }, Split::Test), None);
    }
}
