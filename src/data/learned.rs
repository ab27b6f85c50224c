//! What a stage learns of the rows: fewer of them, or other targets.

use std::sync::Arc;

use ndarray::{Array2, Axis};

use super::{DataSet, Prepared, Scale, Target};

impl Prepared {
    /// The same with few labels: of each class only the first `count` training rows, of a regression as many in all; rows
    /// that are held back keep theirs.
    #[must_use]
    pub fn labelled(mut self, count: u32) -> Self {
        let mut left = match &self.set.target {
            Target::Class { classes, .. } => vec![count; classes.len()],
            Target::Value { .. } => vec![count],
        };
        let rows = self.train.rows.iter().copied().filter(|row| {
            let class = match &self.set.target {
                Target::Class { labels, .. } => labels[*row] as usize,
                Target::Value { .. } => 0,
            };
            let is_left = left[class] > 0;
            left[class] -= u32::from(is_left);
            is_left
        });
        let rows = rows.collect();
        self.train = self.part(&self.set, rows, self.train.targets.ncols());
        self
    }

    /// The target that the data came with, whatever is learned of them.
    #[must_use]
    pub fn own_target(&self) -> &Target {
        self.target.as_ref().unwrap_or(&self.set.target)
    }

    /// Checksum of the data set, whatever is learned of it.
    #[must_use]
    pub fn checksum(&self) -> u64 {
        match &self.target {
            None => self.set.checksum(),
            Some(target) => DataSet { target: target.clone(), ..(*self.set).clone() }.checksum(),
        }
    }

    /// What the network reads of every row: `[all rows, features]`.
    #[must_use]
    pub fn all_features(&self) -> Array2<f32> {
        let rows: Vec<usize> = (0..self.set.rows()).collect();
        self.features_of(&self.set.inputs, &rows)
    }

    /// The same rows with other targets: the numbers of `values`, unscaled.
    ///
    /// # Shapes
    /// `values` is `[all rows, outputs]`.
    #[must_use]
    pub fn reconstructing(mut self, values: &Array2<f32>) -> Self {
        for part in [&mut self.train, &mut self.validation, &mut self.test] {
            part.targets = values.select(Axis(0), &part.rows);
        }
        let names = (1..=values.ncols()).map(|number| number.to_string()).collect();
        let set = Arc::make_mut(&mut self.set);
        let target = std::mem::replace(&mut set.target, Target::Value { names, values: values.clone() });
        self.target = Some(self.target.unwrap_or(target));
        self.target_scales = vec![Scale::NONE; values.ncols()];
        self
    }
}
