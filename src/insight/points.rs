//! The rows as points of the plane, with the network's predictions.

use super::Projection;
use crate::{
    data::{Part, Split, Target},
    measure::{Meaning, Probe},
};

/// A row with its position on the plane and the network's prediction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Index of the row in the data set.
    pub row: usize,
    /// Position on the plane, horizontal and vertical.
    pub at: (f32, f32),
    /// Class, or `None` for a regression or an unknown label; if the stage does not learn the target, the class that the network never saw.
    pub class: Option<usize>,
    /// Target of a regression, scaled to −1…1.
    pub level: f32,
    /// Prediction minus target of a regression, in the same unit.
    pub residual: f32,
    /// The part that it belongs to.
    pub split: Split,
    /// Whether the network predicts another class.
    pub wrong: bool,
}

impl Probe<'_> {
    /// At most about `most` rows as points of `plane`, training rows first: evenly spaced over the rows of each part,
    /// and the same ones every time.
    #[must_use]
    pub fn points(&self, plane: &Projection, most: usize) -> Vec<Point> {
        let parts = self.data.parts();
        let total: usize = parts.iter().map(|(_, part)| part.rows.len()).sum();
        let mut points = Vec::with_capacity(total.min(most));
        for (split, part) in parts {
            let rows = part.rows.len();
            let shown = if total > most { rows * most / total } else { rows };
            let places: Vec<usize> = (0..shown).map(|i| i * rows / shown).collect();
            points.extend(self.answered(plane, part, &places, split));
        }
        points
    }

    /// The rows at `places` of `part`, evaluated together.
    fn answered(&self, plane: &Projection, part: &Part, places: &[usize], split: Split) -> Vec<Point> {
        let meaning = self.meaning();
        let mut points: Vec<Point> =
            places.iter().map(|place| self.unanswered(plane, part, (*place, split), meaning)).collect();
        let inputs: Vec<f32> = places.iter().flat_map(|&place| part.inputs.row(place)).copied().collect();
        let last = self.network.activations.len();
        let mut output = vec![0.0; self.network.parameters.sizes()[last]];
        self.network.evaluate(&inputs, &mut self.workspace(), |tile| {
            for row in 0..tile.rows {
                output.iter_mut().enumerate().for_each(|(unit, y)| *y = tile.values(last, unit)[row]);
                let point = &mut points[tile.row + row];
                match point.class {
                    // Labels that are not learned cannot be predicted wrongly.
                    Some(class) => point.wrong = self.data.target.is_none() && meaning.class(&output) != Some(class),
                    None => point.residual = meaning.decision(&output) - point.level,
                }
            }
        });
        points
    }

    /// A point without a prediction.
    fn unanswered(&self, plane: &Projection, part: &Part, (place, split): (usize, Split), meaning: Meaning) -> Point {
        let row = part.rows[place];
        let (class, level) = match self.data.own_target() {
            Target::Class { .. } => (self.data.class_of(row), 0.0),
            Target::Value { .. } => (None, meaning.decision(&part.targets.row(place).to_vec())),
        };
        Point { row, at: plane.place(self.data, row), class, level, residual: 0.0, split, wrong: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::Experiment,
        insight::Axes,
        training::Trainer,
    };

    fn points(source: Source, most: usize) -> (Trainer, Vec<Point>) {
        let mut experiment = Experiment::default();
        experiment.set_source(source);
        let trainer = Trainer::new(experiment.validate().expect("it is valid"));
        let plane = Projection::new(Axes::Inputs(0, 1), trainer.data(), true);
        let points = trainer.probe().points(&plane, most);
        (trainer, points)
    }

    #[test]
    fn each_point_is_answered_as_its_row_alone() {
        let (trainer, points) = points(Source::generated(Generator::Circle), 2_000);
        assert_eq!(points.len(), 500);
        let (probe, data) = (trainer.probe(), trainer.data());
        for point in &points {
            let features = data.features_of(&data.set.inputs, &[point.row]).row(0).to_vec();
            let answer = trainer.network().forward(&features).pop().unwrap();
            assert_eq!(point.wrong, probe.meaning().class(&answer) != point.class, "row {}", point.row);
            assert_eq!(point.at, (data.set.inputs[(point.row, 0)], data.set.inputs[(point.row, 1)]));
        }
        assert!(points.iter().any(|point| point.wrong) && points.iter().any(|point| !point.wrong));
    }

    #[test]
    fn few_of_many_rows_keep_the_share_of_each_part() {
        let (_, points) = points(Source::generated(Generator::Circle), 100);
        let test = points.iter().filter(|point| point.split == Split::Test).count();
        assert_eq!((points.len(), test), (100, 50));
        assert!(
            points.windows(2).all(|pair| (pair[0].split == Split::Test) <= (pair[1].split == Split::Test)),
            "those for training come first"
        );
    }

    #[test]
    fn a_regression_says_by_how_much_it_errs() {
        let (trainer, points) = points(Source::generated(Generator::Plane), 2_000);
        let (probe, data) = (trainer.probe(), trainer.data());
        let features = data.features_of(&data.set.inputs, &[points[7].row]).row(0).to_vec();
        let answer = probe.meaning().decision(&trainer.network().forward(&features).pop().unwrap());
        assert!((points[7].residual - (answer - points[7].level)).abs() < 1e-6 && points[7].class.is_none());
    }
}
