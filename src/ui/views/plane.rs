//! The output of one unit all over the plane, scaled to −1…1 for drawing.

use std::borrow::Cow;

use crate::{
    data::Feature,
    insight::{Decision, Maps},
    language::{Text, alike, within},
    measure::Meaning,
    nn::Activation,
    text,
    ui::{
        Unit,
        kit::{Ramp, Theme},
    },
    worker::Snapshot,
};

/// What a level stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// A number: `middle` at 0, `middle ± extent` at ±1.
    Number {
        /// The neutral value.
        middle: f32,
        /// Distance from it to full colour, above 0.
        extent: f32,
    },
    /// The probability of a class: none at −1, certainty at +1.
    Probability,
}

impl Reading {
    /// What the output of `meaning` shows; its first one, for a regression.
    #[must_use]
    pub fn of_output(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Signed => Self::Number { middle: 0.0, extent: 1.0 },
            Meaning::Share => Self::Number { middle: 0.5, extent: 0.5 },
            Meaning::Logit | Meaning::Classes { .. } => Self::Probability,
            Meaning::Value { range: (low, high), .. } => {
                Self::Number { middle: 0.5 * (low + high), extent: if high > low { 0.5 * (high - low) } else { 1.0 } }
            }
        }
    }

    /// What to write for `level`: a number, or a probability in percent.
    #[must_use]
    pub fn text(self, level: f32) -> Text {
        match self {
            _ if level.is_nan() => text!("no number", "非数"),
            Self::Number { middle, extent } => {
                Text::same(within(level.mul_add(extent, middle).into(), 2.0 * f64::from(extent)))
            }
            Self::Probability => Text::same(format!("{:.0} %", 50.0 * (level + 1.0))),
        }
    }

    /// What to write at the levels −1, 0 and +1.
    #[must_use]
    pub fn ends(self) -> [String; 3] {
        match self {
            Self::Number { middle, extent } => {
                let (middle, extent) = (f64::from(middle), f64::from(extent));
                alike([middle - extent, middle, middle + extent], 2.0 * extent)
            }
            Self::Probability => ["0 %", "50 %", "100 %"].map(str::to_owned),
        }
    }
}

/// The colours of maps: orange to blue by the level, and for an output that stands for one class of many the more of that
/// class's colour, the likelier it is; the sign's colours would be those of other classes.
#[derive(Clone, Debug)]
pub struct Colors {
    levels: Ramp,
    /// Of each class, as far as colours differ.
    classes: Vec<Ramp>,
    /// The layer of the outputs.
    outputs: usize,
}

impl Colors {
    /// Colour saturation at probability 1.
    const FULL: f32 = 0.65;

    /// The colours of the maps of `snapshot`; two of each when `discrete`.
    #[must_use]
    pub fn new(theme: &Theme, snapshot: &Snapshot, discrete: bool) -> Self {
        let sizes = snapshot.network.parameters.sizes();
        let outputs = sizes.len() - 1;
        let many = snapshot.data.set.target.classes().filter(|_| sizes[outputs] > 1);
        let of_class = |class: usize, classes: usize| {
            let full = theme.map_zero.lerp_to_gamma(theme.class(class, classes), Self::FULL);
            Ramp::between(theme, (theme.map_zero, full), discrete)
        };
        let classes = many.map_or(0, |classes| classes.min(theme.classes.len()));
        let classes = (0..classes).map(|class| of_class(class, many.unwrap_or(classes))).collect();
        Self { levels: Ramp::new(theme, discrete), classes, outputs }
    }

    /// The colours of the map of `unit`, or of the decision.
    #[must_use]
    pub fn of(&self, unit: Option<Unit>) -> &Ramp {
        let class = unit.filter(|unit| unit.layer == self.outputs && !self.classes.is_empty());
        class.map_or(&self.levels, |unit| &self.classes[unit.index % self.classes.len()])
    }
}

/// A map brought to levels: −1…1 for most, NaN where a value is not finite.
#[derive(Clone, Debug)]
pub struct Plane {
    /// One a cell, lowest row first.
    pub levels: Vec<f32>,
    /// Cells along each side.
    pub cells: usize,
    /// What the levels stand for.
    pub reading: Reading,
}

impl Plane {
    /// The map of `unit`, if the snapshot has one.
    #[must_use]
    pub fn of(snapshot: &Snapshot, unit: Unit) -> Option<Self> {
        Values::of(snapshot, unit).map(Values::into_plane)
    }

    /// The map of the decision, unless it is between many classes.
    #[must_use]
    pub fn of_decision(snapshot: &Snapshot) -> Option<Self> {
        let maps = snapshot.looks.maps.as_ref()?;
        let Decision::Level(levels) = &maps.decision else { return None };
        let reading = Reading::of_output(Meaning::of(&snapshot.experiment, &snapshot.data));
        Some(Self { levels: levels.clone(), cells: maps.resolution, reading })
    }

    /// The level at shares of the way right and up.
    #[must_use]
    pub fn at(&self, right: f32, up: f32) -> f32 {
        between(&self.levels, self.cells, right, up)
    }
}

/// A map as the snapshot has it, and what brings its values to levels.
#[derive(Clone, Debug)]
pub struct Values<'a> {
    /// One a cell, lowest row first.
    pub values: Cow<'a, [f32]>,
    /// Cells along each side.
    pub cells: usize,
    reading: Reading,
    middle: f32,
    /// One divided by the distance from the middle to full colour.
    full: f32,
}

impl Values<'static> {
    /// The map of a feature that the network need not read, over the plane of `maps`.
    #[must_use]
    pub fn of_feature(snapshot: &Snapshot, maps: &Maps, feature: Feature, cells: usize) -> Self {
        let scales = &snapshot.data.input_scales;
        let mut row = vec![0.0; scales.len().max(feature.inputs_needed())];
        let place = |(low, high): (f32, f32), i: usize| egui::lerp(low..=high, (i as f32 + 0.5) / cells as f32);
        let values = (0..cells * cells).map(|cell| {
            let (x, y) = (place(maps.area.x, cell % cells), place(maps.area.y, cell / cells));
            maps.plane.inputs_at(x, y, &mut row[..scales.len()]);
            row.iter_mut().zip(scales).for_each(|(value, scale)| *value = scale.scaled(*value));
            feature.of(&row)
        });
        Self::of_numbers(values.collect(), None, cells)
    }
}

impl<'a> Values<'a> {
    /// The map of `unit`, if the snapshot has one.
    #[must_use]
    pub fn of(snapshot: &'a Snapshot, unit: Unit) -> Option<Self> {
        let maps = snapshot.looks.maps.as_ref()?;
        let layer = maps.units.get(unit.layer)?;
        let values = layer.get(unit.index)?;
        let cells = maps.unit_resolution;
        if unit.layer + 1 < maps.units.len() {
            let activation = unit.layer.checked_sub(1).and_then(|layer| snapshot.network.activations.get(layer));
            return Some(Self::of_numbers(values.into(), activation.copied(), cells));
        }
        let meaning = Meaning::of(&snapshot.experiment, &snapshot.data);
        let mut row = vec![0.0; layer.len()];
        let levels = (0..values.len())
            .map(|cell| {
                row.iter_mut().zip(layer).for_each(|(value, map)| *value = map[cell]);
                match meaning {
                    Meaning::Classes { .. } => 2.0 * meaning.probability(&row, unit.index) - 1.0,
                    _ => meaning.decision(&row),
                }
            })
            .collect();
        Some(Self { values: levels, cells, reading: Reading::of_output(meaning), middle: 0.0, full: 1.0 })
    }

    fn of_numbers(values: Cow<'a, [f32]>, activation: Option<Activation>, cells: usize) -> Self {
        let (middle, extent) = range(activation, &values);
        Self { values, cells, reading: Reading::Number { middle, extent }, middle, full: 1.0 / extent }
    }

    /// The level that `value` is.
    #[must_use]
    pub fn level(&self, value: f32) -> f32 {
        (value - self.middle) * self.full
    }

    fn into_plane(self) -> Plane {
        let levels = self.values.iter().map(|value| self.level(*value)).collect();
        Plane { levels, cells: self.cells, reading: self.reading }
    }
}

/// The value between the centres of a square grid's cells, at shares of the way right and up.
#[must_use]
pub fn between(values: &[f32], cells: usize, right: f32, up: f32) -> f32 {
    let (right, up) = (Sample::of(right, cells), Sample::of(up, cells));
    let row = |y: usize| right.between(&values[y * cells..(y + 1) * cells]);
    let (low, high) = (row(up.low), row(up.high));
    low + (high - low) * up.share
}

/// A place between the centres of a row of cells.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The cell before it.
    pub low: usize,
    /// The cell after it; the same one at the end of a row of one.
    pub high: usize,
    /// How far it is from the one to the other, 0…1.
    pub share: f32,
}

impl Sample {
    /// The place at `share` of the way along `cells` cells; the outer halves of the outermost cells are level.
    #[must_use]
    pub fn of(share: f32, cells: usize) -> Self {
        let at = (share * cells as f32 - 0.5).clamp(0.0, (cells - 1) as f32);
        let low = (at as usize).min(cells.saturating_sub(2));
        Self { low, high: (low + 1).min(cells - 1), share: at - low as f32 }
    }

    /// The value there, in a straight line from cell to cell.
    #[must_use]
    pub fn between(self, row: &[f32]) -> f32 {
        row[self.low] + (row[self.high] - row[self.low]) * self.share
    }
}

/// Neutral value and distance to full colour of a unit's map.
fn range(activation: Option<Activation>, map: &[f32]) -> (f32, f32) {
    activation.and_then(Activation::spread).unwrap_or_else(|| {
        // No bound: the largest value has the full colour, so that the shape is seen whatever its size.
        (0.0, map.iter().filter(|value| value.is_finite()).fold(1e-6, |largest, value| value.abs().max(largest)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_the_centres_is_linear() {
        let values = [0.0, 1.0, 2.0, 3.0];
        assert_eq!(between(&values, 2, 0.25, 0.25), 0.0);
        assert_eq!(between(&values, 2, 0.75, 0.75), 3.0);
        assert_eq!(between(&values, 2, 0.5, 0.5), 1.5);
        assert_eq!(between(&values, 2, 0.0, 1.0), 2.0);
        assert_eq!(between(&[7.0], 1, 0.3, 0.9), 7.0);
    }

    #[test]
    fn what_has_no_bound_is_shown_whole() {
        assert_eq!(range(Some(Activation::Relu), &[0.0, 4.0, f32::INFINITY, 1.0]), (0.0, 4.0));
        assert_eq!(range(Some(Activation::Sigmoid), &[0.1]), (0.5, 0.5));
    }

    #[test]
    fn levels_are_read_in_the_units_of_the_data() {
        assert_eq!(Reading::Number { middle: 10.0, extent: 2.0 }.text(0.5).to_string(), "11.00");
        assert_eq!(Reading::Number { middle: 10.0, extent: 2.0 }.ends(), ["8", "10", "12"]);
        assert_eq!(Reading::Probability.text(-0.5).to_string(), "25 %");
        assert_eq!(Reading::Probability.text(f32::NAN).to_string(), "no number");
    }
}
