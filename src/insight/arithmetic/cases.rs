//! Worked examples with digits from the literature.

use super::{Calculation, Exact};
use crate::{
    language::Text,
    nn::{Activation, Loss},
};

/// An example with its network, to be worked out by hand.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Its name on the command line and in lessons.
    pub name: &'static str,
    /// Its name in the window.
    pub title: Words,
    /// Number of inputs, then of units in each layer.
    pub sizes: &'static [usize],
    /// Activation of each layer.
    pub activations: &'static [Activation],
    /// The loss.
    pub loss: Loss,
    /// Weights and biases, layer by layer: first the weights, one row per unit, then the biases.
    pub parameters: &'static [f64],
    /// Inputs and targets.
    pub examples: &'static [(&'static [f64], &'static [f64])],
    /// The learning rate.
    pub rate: f64,
}

/// English and Chinese.
pub type Words = (&'static str, &'static str);

const SIGMOID: Activation = Activation::Sigmoid;

/// Every case. With two outputs the mean squared error, `½ Σ (t − y)²`, is what courses call the total error.
pub const CASES: &[Case] = &[
    Case {
        name: "first-network",
        title: ("First network: 2-2-1, exclusive or", "第一个网络：2-2-1，异或"),
        sizes: &[2, 2, 1],
        activations: &[SIGMOID, Activation::Linear],
        loss: Loss::HalfSquaredError,
        parameters: &[0.5, -0.4, 0.3, 0.8, 0.1, -0.2, 0.7, -0.6, 0.2],
        examples: &[(&[0.0, 0.0], &[0.0]), (&[0.0, 1.0], &[1.0]), (&[1.0, 0.0], &[1.0]), (&[1.0, 1.0], &[0.0])],
        rate: 0.5,
    },
    Case {
        name: "two-by-two",
        title: ("The classic 2-2-2 step", "经典的 2-2-2 一步更新"),
        sizes: &[2, 2, 2],
        activations: &[SIGMOID, SIGMOID],
        loss: Loss::MeanSquaredError,
        parameters: &[0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60],
        examples: &[(&[0.05, 0.10], &[0.01, 0.99])],
        rate: 0.5,
    },
    Case {
        name: "three-layers",
        title: ("Three layers by hand: 2-2-2-2", "手算三层：2-2-2-2"),
        sizes: &[2, 2, 2, 2],
        activations: &[SIGMOID, SIGMOID, SIGMOID],
        loss: Loss::MeanSquaredError,
        parameters: &[
            0.2, -0.1, 0.3, -0.3, 0.1, -0.2, // w, then b of layer 1
            -0.2, -0.3, -0.1, 0.3, 0.1, 0.2, // of layer 2
            -0.1, 0.3, -0.2, -0.3, 0.2, 0.1, // of layer 3
        ],
        examples: &[(&[0.3, 0.7], &[0.1, 1.0])],
        rate: 0.1,
    },
];

impl Case {
    /// Its name in the window.
    #[must_use]
    pub const fn title(&self) -> Text {
        Text::fixed(self.title.0, self.title.1)
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> Exact {
        let (sizes, activations) = (self.sizes.to_vec(), self.activations.to_vec());
        Exact { sizes, activations, loss: self.loss, parameters: self.parameters.to_vec() }
    }

    /// Its first example.
    #[must_use]
    pub fn calculation(&self) -> Calculation {
        let (input, target) = self.examples[0];
        self.network().calculate(input, target)
    }

    /// All its examples.
    #[must_use]
    pub fn batch(&self) -> super::Batch {
        let network = self.network();
        super::Batch {
            examples: self.examples.iter().map(|(input, target)| network.calculate(input, target)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(name: &str) -> &'static Case {
        CASES.iter().find(|case| case.name == name).unwrap()
    }

    /// Equal to the last printed digit.
    fn is_printed(value: f64, printed: f64) {
        assert!((value - printed).abs() <= 0.5e-10 * (1.0 + 1e-6), "{value:.12}, not {printed:.10}");
    }

    #[test]
    fn every_case_fits_together() {
        for case in CASES {
            let count: usize = case.sizes.windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
            assert_eq!((case.parameters.len(), case.activations.len()), (count, case.sizes.len() - 1), "{}", case.name);
            assert!(case.batch().loss().is_finite());
        }
    }

    /// Ten digits of Brigham Young University's course CS 478, recomputed; its deltas are `target − output`, the negative.
    #[test]
    fn three_layers_give_the_printed_digits() {
        let c = case("three-layers").calculation();
        is_printed(c.outputs[2][0], 0.580_221_289_3);
        is_printed(c.outputs[2][1], 0.459_118_138_6);
        let deltas = [
            [0.000_649_882_7, -0.001_076_309_5],
            [-0.003_775_554_9, -0.018_496_873_7],
            [-0.116_964_879_7, 0.134_316_475_1],
        ];
        for (layer, printed) in deltas.iter().enumerate() {
            for (unit, printed) in printed.iter().enumerate() {
                is_printed(-c.deltas[layer][unit], *printed);
            }
        }
    }

    /// Ten digits of the step that circulates since 2015 (Mazur, “A step by step backpropagation example”), recomputed.
    #[test]
    fn two_by_two_gives_the_printed_digits() {
        let case = case("two-by-two");
        let c = case.calculation();
        is_printed(c.loss, 0.298_371_108_8);
        let w = [0.149_780_716_1, 0.199_561_432_3, 0.249_751_143_6, 0.299_502_287_3];
        let v = [0.358_916_479_7, 0.408_666_186_1, 0.511_301_270_2, 0.561_370_121_1];
        let mut moved = case.network();
        let after = |index: usize| case.parameters[index] - case.rate * c.gradient[index];
        for (index, printed) in (0..4).chain(6..10).zip(w.iter().chain(&v)) {
            is_printed(after(index), *printed);
            moved.parameters[index] = after(index);
        }
        let (input, target) = case.examples[0];
        is_printed(moved.calculate(input, target).loss, 0.291_027_773_7);
        (0..12).for_each(|index| moved.parameters[index] = after(index));
        is_printed(moved.calculate(input, target).loss, 0.280_471_446_8);
    }

    /// Digits of another implementation, in Python's double precision.
    #[test]
    fn the_first_network_gives_the_digits_of_another_implementation() {
        let batch = case("first-network").batch();
        is_printed(batch.loss(), FIRST.0);
        for (slope, printed) in batch.gradient().iter().zip(FIRST.1) {
            is_printed(*slope, printed);
        }
    }

    const FIRST: (f64, [f64; 9]) = (
        0.168_040_562_6,
        [
            -0.019_688_378_0,
            -0.031_195_705_2,
            0.019_921_458_9,
            0.025_645_619_6,
            -0.044_763_364_0,
            0.039_405_929_7,
            -0.140_863_829_8,
            -0.168_990_801_9,
            -0.274_207_929_4,
        ],
    );
}
