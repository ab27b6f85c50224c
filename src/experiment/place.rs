//! The location of one weight or bias in a network.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{language::Text, nn::Parameters, text};

/// One weight or bias; layers and units count from zero here and from one in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The layer that the unit belongs to; the first hidden layer is 0.
    pub layer: usize,
    /// The unit that it feeds.
    pub unit: usize,
    /// The unit (or feature) from which a weight comes; `None` for the bias.
    pub from: Option<usize>,
}

impl Place {
    /// The place of the number at `index` of [`Parameters::values`].
    ///
    /// # Panics
    /// When there is no such number.
    #[must_use]
    pub fn of(parameters: &Parameters, index: usize) -> Self {
        let layer = (0..parameters.layers()).find(|&layer| index < parameters.span(layer).2);
        let layer = layer.unwrap_or_else(|| panic!("no parameter {index} in layers {:?}", parameters.sizes()));
        let (start, biases, _) = parameters.span(layer);
        if index >= biases {
            return Self { layer, unit: index - biases, from: None };
        }
        let inputs = parameters.sizes()[layer];
        Self { layer, unit: (index - start) / inputs, from: Some((index - start) % inputs) }
    }

    /// Its index in [`Parameters::values`]; `None` when the network does not have it.
    #[must_use]
    pub fn index(self, parameters: &Parameters) -> Option<usize> {
        let sizes = parameters.sizes();
        self.is_in(sizes).then(|| {
            let (start, biases, _) = parameters.span(self.layer);
            self.from.map_or(biases + self.unit, |from| start + self.unit * sizes[self.layer] + from)
        })
    }

    /// Whether a network with these layer sizes, the inputs first, has this parameter.
    #[must_use]
    pub fn is_in(self, sizes: &[usize]) -> bool {
        let layers = sizes.get(self.layer).zip(self.layer.checked_add(1).and_then(|next| sizes.get(next)));
        layers.is_some_and(|(inputs, units)| self.unit < *units && self.from.is_none_or(|from| from < *inputs))
    }
}

impl Place {
    /// Where it is, in words.
    #[must_use]
    pub fn text(self) -> Text {
        let (layer, unit) = (self.layer.saturating_add(1), self.unit.saturating_add(1));
        match self.from.map(|from| from.saturating_add(1)) {
            Some(from) if self.layer == 0 => {
                text!("layer 1, weight from input {from} to unit {unit}", "第 1 层，从输入 {from} 到单元 {unit} 的权重")
            }
            Some(from) => text!(
                "layer {layer}, weight from unit {from} to unit {unit}",
                "第 {layer} 层，从单元 {from} 到单元 {unit} 的权重"
            ),
            None => text!("layer {layer}, bias of unit {unit}", "第 {layer} 层，单元 {unit} 的偏置"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_one_place() {
        let parameters = Parameters::zeros(&[2, 3, 1]);
        let places: Vec<_> = (0..13).map(|index| Place::of(&parameters, index)).collect();
        for (index, place) in places.iter().enumerate() {
            assert_eq!(place.index(&parameters), Some(index), "{place}");
        }
        assert_eq!(places[5], Place { layer: 0, unit: 2, from: Some(1) });
        assert_eq!(places[8], Place { layer: 0, unit: 2, from: None });
        assert_eq!(places[10].to_string(), "layer 2, weight from unit 2 to unit 1");
        assert_eq!(places[12].to_string(), "layer 2, bias of unit 1");
    }

    #[test]
    fn a_place_outside_has_no_index() {
        let parameters = Parameters::zeros(&[2, 3, 1]);
        for (layer, unit, from) in [(2, 0, None), (0, 3, None), (1, 1, None), (0, 0, Some(2)), (1, 0, Some(3))] {
            assert_eq!(Place { layer, unit, from }.index(&parameters), None, "{layer} {unit} {from:?}");
        }
    }
}
