//! Reconstructions of held-out rows by an autoencoder, and decoded points of its latent space.

use std::sync::Arc;

use ndarray::{Array1, ArrayView1, Axis};

use super::{
    components::{Directions, components},
    space::{View, values},
};
use crate::{
    data::{Part, Prepared, Split},
    experiment::ValidExperiment,
    measure::Probe,
    nn::{Network, Parameters, Random, Stream},
    training::presented::spoiled,
};

/// Largest number of rows that are reconstructed.
pub const DRAWN_AGAIN: usize = 10;
/// Largest number of codes that are shown, evenly spaced over the rows.
const CODES: usize = 500;

/// What is requested.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Redrawing {
    /// The point of the code plane that is decoded; `None` for its centre.
    pub at: Option<[f32; 2]>,
}

/// Rows with their reconstructions, their codes in a plane, and a decoded point of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Redrawn {
    /// The part that the rows are from: validation, or test when there are no such rows, or else training.
    pub split: Split,
    /// The rows, the first of each class where there are classes.
    pub rows: Vec<RowRedrawn>,
    /// The codes.
    pub codes: Codes,
    /// The point that is decoded, in the plane of the codes.
    pub at: [f32; 2],
    /// Its decoding, one number per output.
    pub decoded: Vec<f32>,
}

/// A row with its reconstruction.
#[derive(Clone, Debug, PartialEq)]
pub struct RowRedrawn {
    /// Index of the row in the data set.
    pub row: usize,
    /// The inputs: the features, corrupted as in training, with the same masks at every moment.
    pub given: Vec<f32>,
    /// The target of the reconstruction.
    pub wanted: Vec<f32>,
    /// The reconstruction.
    pub drawn: Vec<f32>,
    /// Mean squared difference of reconstruction and target.
    pub error: f64,
}

/// The codes (embeddings) of the rows, projected to a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Codes {
    /// Number of units of the code: the size of the bottleneck.
    pub units: usize,
    /// The two axes: the units themselves when there are one or two, else principal components.
    pub view: View,
    /// Position of each code.
    pub places: Vec<[f32; 2]>,
    /// Index of each row in the data set, and its part.
    pub rows: Vec<(usize, Split)>,
    /// The mean code, and the directions of the axes.
    middle: Array1<f64>,
    directions: Directions,
}

/// Computes one moment after another; while a point is dragged over the same moment, only that point is decoded anew.
#[derive(Debug, Default)]
pub(super) struct Redrawer(Option<(Network, Arc<Prepared>, Arc<Redrawn>)>);

impl Redrawer {
    /// What `redrawing` asks for about `probe`, whose rows are `data`; `None` unless an autoencoder is trained.
    pub(super) fn draw(
        &mut self,
        probe: &Probe<'_>,
        data: &Arc<Prepared>,
        redrawing: Redrawing,
    ) -> Option<Arc<Redrawn>> {
        let end = probe.experiment.autoencoder()?.end();
        let last = self.0.take();
        let (same, before) = match last {
            Some((network, of, redrawn)) => {
                let is_same = network == *probe.network && Arc::ptr_eq(&of, data);
                (is_same, Some(redrawn).filter(|_| Arc::ptr_eq(&of, data)))
            }
            None => (false, None),
        };
        let known = before.as_ref().filter(|_| same);
        let (split, rows, codes) = if let Some(known) = known {
            (known.split, known.rows.clone(), known.codes.clone())
        } else {
            let (split, rows) = rows(probe);
            (split, rows, Codes::of(probe, end, before.as_ref().map(|before| &before.codes)))
        };
        let at = redrawing.at.unwrap_or_else(|| codes.center());
        let decoded = match known.filter(|known| known.at == at) {
            Some(known) => known.decoded.clone(),
            None => decode(probe.network, end, &codes.code_at(at)),
        };
        let redrawn = Arc::new(Redrawn { split, rows, codes, at, decoded });
        self.0 = Some((probe.network.clone(), Arc::clone(data), Arc::clone(&redrawn)));
        Some(redrawn)
    }
}

impl Codes {
    /// The codes in layer `end`; axes keep their sign from `last`.
    fn of(probe: &Probe<'_>, end: usize, last: Option<&Self>) -> Self {
        let data = probe.data;
        let parts = data.parts();
        let count: usize = parts.iter().map(|(_, part)| part.rows.len()).sum();
        let all = parts.iter().flat_map(|(split, part)| part.rows.iter().map(|row| (*row, *split)));
        let rows: Vec<(usize, Split)> = all.step_by(count.div_ceil(CODES).max(1)).collect();
        let chosen: Vec<usize> = rows.iter().map(|(row, _)| *row).collect();
        let values = values(probe, &data.features_of(&data.set.inputs, &chosen)).swap_remove(end);
        let numbers = values.mapv(|x| if x.is_finite() { f64::from(x) } else { 0.0 });
        let units = numbers.ncols();
        let (view, middle, directions) = if units <= 2 {
            let step = |axis: usize| Array1::from_shape_fn(units, |unit| f64::from(u8::from(unit == axis)));
            (View::Units, Array1::zeros(units), [step(0), step(1)])
        } else {
            let middle = numbers.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(units));
            (View::Components, middle, components(&numbers, last.map(|last| &last.directions)))
        };
        let place = |code: ArrayView1<'_, f64>| {
            let from = &code - &middle;
            [0, 1].map(|axis| from.dot(&directions[axis]) as f32)
        };
        let places = numbers.rows().into_iter().map(place).collect();
        Self { units, view, places, rows, middle, directions }
    }

    /// The code at a point of the plane.
    #[must_use]
    pub fn code_at(&self, [across, upward]: [f32; 2]) -> Vec<f32> {
        let [first, second] = &self.directions;
        let code = &self.middle + &(first * f64::from(across)) + &(second * f64::from(upward));
        code.iter().map(|x| *x as f32).collect()
    }

    /// The centre of all positions.
    fn center(&self) -> [f32; 2] {
        let count = self.places.len().max(1) as f32;
        [0, 1].map(|axis| self.places.iter().map(|at| at[axis]).sum::<f32>() / count)
    }
}

/// Decodes a code with the layers after layer `end`.
fn decode(network: &Network, end: usize, code: &[f32]) -> Vec<f32> {
    let (parameters, activations) = (&network.parameters, &network.activations);
    let mut decoder = Parameters::zeros(&parameters.sizes()[end..]);
    let (start, ..) = parameters.span(end);
    decoder.values_mut().copy_from_slice(&parameters.values()[start..]);
    let decoder = Network { parameters: decoder, activations: activations[end..].to_vec() };
    decoder.forward(code).pop().unwrap_or_default()
}

/// The rows that are reconstructed.
fn rows(probe: &Probe<'_>) -> (Split, Vec<RowRedrawn>) {
    let data = probe.data;
    let parts = [Split::Validation, Split::Test, Split::Train];
    let split = parts.into_iter().find(|split| !data.part_for(*split).rows.is_empty()).unwrap_or(Split::Train);
    let part = data.part_for(split);
    (split, chosen(data, part, DRAWN_AGAIN).into_iter().map(|place| redrawn(probe, part, place)).collect())
}

/// Places in `part` of the `most` rows that are shown: of classes the first of each, then the second, in the order of the classes.
pub(super) fn chosen(data: &Prepared, part: &Part, most: usize) -> Vec<usize> {
    let classes = data.own_target().classes().unwrap_or_default();
    let mut seen = vec![0; classes + 1];
    let mut all: Vec<(usize, usize, usize)> = Vec::with_capacity(part.rows.len());
    for (place, row) in part.rows.iter().enumerate() {
        // Those without a label come behind.
        let class = data.class_of(*row).unwrap_or(classes);
        all.push((seen[class], class, place));
        seen[class] += 1;
    }
    all.sort_unstable();
    all.truncate(most);
    all.sort_unstable_by_key(|(_, class, place)| (*class, *place));
    all.into_iter().map(|(_, _, place)| place).collect()
}

fn redrawn(probe: &Probe<'_>, part: &Part, place: usize) -> RowRedrawn {
    let row = part.rows[place];
    let given = as_given(probe.experiment, &part.inputs.row(place).to_vec(), row);
    let wanted = part.targets.row(place).to_vec();
    let drawn = probe.network.forward(&given).pop().unwrap_or_default();
    let squares = drawn.iter().zip(&wanted).map(|(y, t)| f64::from(y - t) * f64::from(y - t));
    let error = squares.sum::<f64>() / wanted.len().max(1) as f64;
    RowRedrawn { row, given, wanted, drawn, error }
}

/// The features of a row, corrupted as in training, but the same way each time, so that only the network changes.
fn as_given(experiment: &ValidExperiment, features: &[f32], row: usize) -> Vec<f32> {
    let Some(autoencoder) = experiment.autoencoder() else { return features.to_vec() };
    let mut random = Random::new(row as u64, Stream::Noise);
    let (masked, noise) = (f64::from(autoencoder.masked), f64::from(autoencoder.noise));
    features.iter().map(|input| spoiled(*input, masked, noise, &mut random)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Shipped, Source, Target},
        experiment::Experiment,
        training::Trainer,
    };

    /// Digits by an autoencoder whose code has so many units.
    fn trainer(units: usize) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::Digits));
        experiment.network.hidden[1].units = units;
        experiment.data.validation_share = 0.0;
        experiment.pretrain_first();
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..50).for_each(|_| trainer.step());
        trainer
    }

    fn draw(redrawer: &mut Redrawer, trainer: &Trainer, at: Option<[f32; 2]>) -> Arc<Redrawn> {
        redrawer.draw(&trainer.probe(), trainer.data(), Redrawing { at }).unwrap()
    }

    #[test]
    fn the_code_of_a_row_is_decoded_as_the_row_is() {
        let trainer = trainer(2);
        let mut redrawer = Redrawer::default();
        let first = draw(&mut redrawer, &trainer, None);
        assert_eq!((first.codes.units, first.codes.view), (2, View::Units));
        let (row, _) = first.codes.rows[17];
        let features = trainer.data().features_of(&trainer.data().set.inputs, &[row]).row(0).to_vec();
        let values = trainer.network().forward(&features);
        assert_eq!(first.codes.places[17].to_vec(), values[2]);
        let there = draw(&mut redrawer, &trainer, Some(first.codes.places[17]));
        assert_eq!(Some(&there.decoded), values.last());
        assert_ne!(there.decoded, first.decoded);
        assert_eq!((&there.rows, &there.codes), (&first.rows, &first.codes));
    }

    #[test]
    fn a_wide_code_is_walked_along_its_components() {
        let mut trainer = trainer(5);
        let mut redrawer = Redrawer::default();
        let before = draw(&mut redrawer, &trainer, None);
        let codes = &before.codes;
        assert_eq!((codes.units, codes.view), (5, View::Components));
        assert!(before.at.iter().all(|x| x.abs() < 1e-4), "components are centred on the codes: {:?}", before.at);
        // A place is where its own code is put again.
        let [first, second] = &codes.directions;
        let code: Array1<f64> = codes.code_at([0.3, -0.2]).into_iter().map(f64::from).collect();
        let from = &code - &codes.middle;
        assert!((from.dot(first) - 0.3).abs() < 1e-6 && (from.dot(second) + 0.2).abs() < 1e-6);
        trainer.step();
        let after = draw(&mut redrawer, &trainer, Some([0.3, -0.2]));
        assert!(first.dot(&after.codes.directions[0]) > 0.0, "no axis flips from step to step");
        assert_ne!(after.rows, before.rows);
    }

    #[test]
    fn held_out_rows_are_shown_with_what_is_made_of_them() {
        let trainer = trainer(2);
        let redrawn = draw(&mut Redrawer::default(), &trainer, None);
        assert_eq!((redrawn.split, redrawn.rows.len()), (Split::Test, 10));
        let Target::Class { labels, .. } = trainer.data().own_target() else { panic!("digits are classes") };
        let classes: Vec<_> = redrawn.rows.iter().map(|row| labels[row.row]).collect();
        assert_eq!(classes, (0..10).collect::<Vec<_>>());
        let row = &redrawn.rows[3];
        let place = trainer.data().test.rows.iter().position(|of| *of == row.row).unwrap();
        assert_eq!(row.wanted, trainer.data().test.inputs.row(place).to_vec());
        let hidden = row.given.iter().zip(&row.wanted).filter(|(given, whole)| given != whole).count();
        assert!(hidden > 0 && row.given.iter().zip(&row.wanted).all(|(given, whole)| *given == 0.0 || given == whole));
        let mean = row.drawn.iter().zip(&row.wanted).map(|(y, t)| f64::from((y - t) * (y - t))).sum::<f64>() / 64.0;
        assert!((row.error - mean).abs() < 1e-9);
        let again = draw(&mut Redrawer::default(), &trainer, None);
        assert_eq!(again.rows, redrawn.rows, "the same masks each time");
    }

    #[test]
    fn nothing_is_drawn_again_where_the_target_is_learned() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        assert!(Redrawer::default().draw(&trainer.probe(), trainer.data(), Redrawing::default()).is_none());
    }
}
