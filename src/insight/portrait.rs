//! The preferred input of each hidden unit: the mean of the rows that activate it most.

use ndarray::{Array1, Array2};

use crate::measure::Probe;

/// Number of rows that are averaged.
const ROWS: usize = 8;

impl Probe<'_> {
    /// For each hidden layer, the mean of the eight rows that activate a unit most, `[units, features]`, among at most
    /// about `rows` training rows. For a unit that is constant over the rows it is the mean of the first eight.
    #[must_use]
    pub fn portraits(&self, rows: usize) -> Vec<Array2<f32>> {
        let hidden = self.network.activations.len().saturating_sub(1);
        let sizes = self.network.parameters.sizes();
        let part = &self.data.train;
        let mut values: Vec<_> = (1..=hidden).map(|layer| vec![Vec::new(); sizes[layer]]).collect();
        let mut seen = Vec::new();
        self.evaluate(part, rows, &mut self.workspace(), |first, stride, tile| {
            seen.extend((0..tile.rows).map(|row| first + row * stride));
            values.iter_mut().enumerate().for_each(|(layer, units)| tile.append(layer + 1, units));
        });
        let portrait = |excited: &Vec<f32>| -> Array1<f32> {
            let mut order: Vec<usize> = (0..seen.len()).collect();
            order.sort_by(|a, b| excited[*b].total_cmp(&excited[*a]));
            order.truncate(ROWS);
            let mut mean = Array1::zeros(part.inputs.ncols());
            order.iter().for_each(|place| mean += &part.inputs.row(seen[*place]));
            mean / order.len().max(1) as f32
        };
        let layer = |units: &Vec<Vec<f32>>| {
            let mut all = Array2::zeros((units.len(), part.inputs.ncols()));
            units.iter().zip(all.rows_mut()).for_each(|(unit, mut row)| row.assign(&portrait(unit)));
            all
        };
        values.iter().map(layer).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn a_portrait_is_the_mean_of_the_rows_that_excite_most() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let (probe, part) = (trainer.probe(), &trainer.data().train);
        let portraits = probe.portraits(usize::MAX);
        assert_eq!(portraits.iter().map(|layer| layer.dim()).collect::<Vec<_>>(), [(4, 2), (2, 2)]);
        for (layer, unit) in [(0, 0), (0, 3), (1, 1)] {
            let value = |row: usize| trainer.network().forward(&part.inputs.row(row).to_vec())[layer + 1][unit];
            let mut rows: Vec<_> = (0..part.rows.len()).collect();
            rows.sort_by(|a, b| value(*b).total_cmp(&value(*a)));
            let mean = |column: usize| rows[..8].iter().map(|row| part.inputs[(*row, column)]).sum::<f32>() / 8.0;
            for column in 0..2 {
                assert!((portraits[layer][(unit, column)] - mean(column)).abs() < 1e-6, "layer {layer}, unit {unit}");
            }
        }
    }
}
