//! Which unit is meant.

use crate::{
    data::Target,
    language::{Text, shortened},
    text,
    ui::{kit::axis, naming},
    worker::Snapshot,
};

/// Most letters of a class or a column that an output is called by.
const NAME: usize = 24;

/// A place in the network: layer 0 holds the features, the last layer the outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Layer, the features counted as 0.
    pub layer: usize,
    /// Place in the layer, counted from 0.
    pub index: usize,
}

impl Unit {
    /// Whether there is such a unit in a network of layers of `sizes`, the features first.
    #[must_use]
    pub fn is_in(self, sizes: &[usize]) -> bool {
        sizes.get(self.layer).is_some_and(|&units| self.index < units)
    }

    /// Its name in the network of `snapshot`: an output by its class or target.
    #[must_use]
    pub fn called(self, snapshot: &Snapshot) -> Text {
        let sizes = snapshot.network.parameters.sizes();
        let name = match &snapshot.data.set.target {
            _ if self.layer + 1 != sizes.len() || sizes[self.layer] < 2 => None,
            Target::Class { classes, .. } => classes.get(self.index).cloned(),
            Target::Value { names, .. } => names.get(self.index).map(|name| axis::name(name)),
        };
        match name {
            Some(name) => {
                let name = naming::input(&snapshot.experiment.data.source, &name);
                let (english, chinese) = name.both();
                let (name, chinese) = (shortened(english, NAME), shortened(chinese, NAME));
                text!("output {name}", "输出 {chinese}")
            }
            None => self.name(sizes),
        }
    }

    /// What people call it, in a network of layers of `sizes`, the features first.
    #[must_use]
    pub fn name(self, sizes: &[usize]) -> Text {
        let number = self.index + 1;
        match self.layer {
            0 => text!("feature {number}", "特征 {number}"),
            layer if layer + 1 < sizes.len() => text!("unit {number} of layer {layer}", "第 {layer} 层单元 {number}"),
            layer if sizes.get(layer).is_some_and(|&units| units > 1) => text!("output {number}", "输出 {number}"),
            _ => text!("the output", "输出"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_in_a_network_that_is_large_enough() {
        let is_in = |layer, index| Unit { layer, index }.is_in(&[2, 4, 1]);
        assert_eq!([is_in(1, 3), is_in(1, 4), is_in(2, 0), is_in(3, 0)], [true, false, true, false]);
    }

    #[test]
    fn the_only_output_needs_no_number() {
        let name = |layer, index, sizes: &[usize]| Unit { layer, index }.name(sizes).to_string();
        assert_eq!(name(2, 0, &[2, 4, 1]), "the output");
        assert_eq!(name(2, 2, &[2, 4, 3]), "output 3");
        assert_eq!(name(1, 3, &[2, 4, 3]), "unit 4 of layer 1");
    }
}
