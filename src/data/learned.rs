//! What a stage learns from the rows: a subset of them, or other targets.

use std::{borrow::Cow, sync::Arc};

use ndarray::{Array2, Axis, s};

use super::{DataSet, Feature, Prepared, Scale, Target};

/// What a number of the other view is called, before its own number.
pub const OTHER_VIEW: &str = "other view";
/// What a number that some layers make of a row is called, before its own number.
pub const CODE: &str = "code";

/// `count` names that are a word with a number.
#[must_use]
pub fn numbered(word: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{word} {number}")).collect()
}

/// The same in Chinese; `None` for other names.
#[must_use]
pub fn numbered_in_chinese(name: &str) -> Option<String> {
    let (word, number) = name.rsplit_once(' ')?;
    let word = match word {
        OTHER_VIEW => "另一视图",
        CODE => "编码",
        _ => return None,
    };
    number.parse::<usize>().ok().map(|number| format!("{word} {number}"))
}

impl Prepared {
    /// The same with few labels: only the first `count` training rows of each class (in total, for a regression or rows
    /// `in_order`), and only among the first `own` rows of the set; validation and test rows keep theirs. `None` for
    /// all.
    #[must_use]
    pub fn labelled(self, count: Option<u32>, own: usize, in_order: bool) -> Self {
        let own = own.min(self.known);
        if count.is_none() && own == self.set.rows() {
            return self;
        }
        let set = Arc::clone(&self.set);
        let class = |row: usize| match &set.target {
            Target::Class { labels, .. } if !in_order => labels[row] as usize,
            _ => 0,
        };
        let mut left = vec![count.unwrap_or(u32::MAX); self.set.target.classes().unwrap_or(1)];
        self.learning_from(|row| {
            let left = &mut left[class(row)];
            let is_left = row < own && *left > 0;
            *left -= u32::from(is_left);
            is_left
        })
    }

    /// The same without the training rows whose target is not known.
    #[must_use]
    pub fn with_targets(self) -> Self {
        let known = self.known;
        if known == self.set.rows() { self } else { self.learning_from(|row| row < known) }
    }

    /// The same with the neighbouring set as training rows: those after the first `own` ones.
    #[must_use]
    pub fn neighbours(self, own: usize) -> Self {
        self.learning_from(|row| row >= own)
    }

    /// The same with only the training rows for which `keep` returns true.
    fn learning_from(mut self, mut keep: impl FnMut(usize) -> bool) -> Self {
        let rows = self.train.rows.iter().copied().filter(|row| keep(*row)).collect();
        self.train = self.part(&self.set, rows, self.train.targets.ncols());
        self
    }

    /// The target of the data, whatever this stage learns.
    #[must_use]
    pub fn own_target(&self) -> &Target {
        self.target.as_ref().unwrap_or(&self.set.target)
    }

    /// Checksum of the data set, whatever this stage learns.
    #[must_use]
    pub fn checksum(&self) -> u64 {
        match &self.target {
            None => self.set.checksum(),
            Some(target) => {
                let inputs = self.set.inputs.slice(s![.., ..self.set.inputs.ncols() - self.beside]).to_owned();
                DataSet { target: target.clone(), inputs, ..(*self.set).clone() }.checksum()
            }
        }
    }

    /// What the features are called: by the data set where they are plain inputs, else as they are written.
    #[must_use]
    pub fn feature_names(&self) -> Vec<String> {
        let name = |feature: &Feature| match feature {
            Feature::Input(input) => self.set.input_names[*input].clone(),
            other => other.to_string(),
        };
        self.features.iter().map(name).collect()
    }

    /// The features of every row: `[all rows, features]`.
    #[must_use]
    pub fn all_features(&self) -> Array2<f32> {
        let rows: Vec<usize> = (0..self.set.rows()).collect();
        self.features_of(&self.set.inputs, &rows)
    }

    /// The same rows with `view` behind what the network reads, which nothing scales, and codes of so many numbers as what it
    /// says; there is nothing to be predicted but which belong together.
    ///
    /// # Shapes
    /// `view` is `[all rows, numbers]`.
    ///
    /// # Panics
    /// When `view` has another number of rows.
    #[must_use]
    pub fn aligned_with(mut self, view: &Array2<f32>, codes: usize) -> Self {
        let (inputs, numbers) = (self.set.inputs.ncols(), view.ncols());
        let set = Arc::make_mut(&mut self.set);
        set.inputs =
            ndarray::concatenate(Axis(1), &[set.inputs.view(), view.view()]).expect("a view has a row for each row");
        set.input_names.extend(numbered(OTHER_VIEW, numbers));
        self.features.extend((inputs..inputs + numbers).map(Feature::Input));
        self.input_scales.extend(vec![Scale::NONE; numbers]);
        self.beside = numbers;
        let nothing = Array2::zeros((view.nrows(), codes));
        let inputs = self.all_features();
        for part in [&mut self.train, &mut self.validation, &mut self.test] {
            part.inputs = inputs.select(Axis(0), &part.rows);
        }
        self.reconstructing(&nothing, numbered(CODE, codes))
    }

    /// The same rows with other targets: the numbers of `values`, unscaled, called `names`.
    ///
    /// # Shapes
    /// `values` is `[all rows, outputs]`.
    #[must_use]
    pub fn reconstructing(mut self, values: &Array2<f32>, names: Vec<String>) -> Self {
        for part in [&mut self.train, &mut self.validation, &mut self.test] {
            part.targets = values.select(Axis(0), &part.rows);
        }
        let set = Arc::make_mut(&mut self.set);
        let target = std::mem::replace(&mut set.target, Target::Value { names, values: values.clone() });
        self.target = Some(self.target.unwrap_or(target));
        self.target_scales = vec![Scale::NONE; values.ncols()];
        self
    }

    /// The fill value of an empty cell of each raw input, in the unit of the file; empty if such rows are dropped.
    #[must_use]
    pub fn fills_from_zero(&self) -> Vec<f32> {
        self.fills.iter().enumerate().map(|(input, fill)| (self.set.origin(input) + f64::from(*fill)) as f32).collect()
    }

    /// Scales of the raw inputs as they are in the file, before any origin is subtracted.
    #[must_use]
    pub fn scales_from_zero(&self) -> Cow<'_, [Scale]> {
        if self.set.origins.iter().all(|origin| *origin == 0.0) {
            return Cow::Borrowed(&self.input_scales);
        }
        let moved = |(input, scale): (usize, &Scale)| Scale {
            offset: (self.set.origin(input) + f64::from(scale.offset)) as f32,
            size: scale.size,
        };
        self.input_scales.iter().enumerate().map(moved).collect()
    }
}
