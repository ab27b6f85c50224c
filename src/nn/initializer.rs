//! Weight and bias initialization.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Activation, Parameters, Random, activation::Start, choice::Choice};

/// How a layer's initial weights are drawn; `inputs` and `outputs` are the layer's fan-in and fan-out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum Initializer {
    /// What suits the activation ([`Start`]): He normal, LeCun normal or Glorot uniform.
    Auto,
    /// Uniform ± `√(6 / (inputs + outputs))` (Glorot & Bengio 2010)
    GlorotUniform,
    /// Normal with standard deviation `√(2 / (inputs + outputs))` (Glorot & Bengio 2010)
    GlorotNormal,
    /// Uniform ± `√(6 / inputs)` (He et al. 2015)
    HeUniform,
    /// Normal with standard deviation `√(2 / inputs)` (He et al. 2015)
    HeNormal,
    /// Uniform ± `√(3 / inputs)` (LeCun et al. 1998)
    LecunUniform,
    /// Normal with standard deviation `√(1 / inputs)` (LeCun et al. 1998)
    LecunNormal,
    /// Uniform ± `range`
    Uniform {
        /// Largest absolute weight, default 0.5 (the TensorFlow Playground's).
        range: f32,
    },
    /// Normal with standard deviation `deviation`
    Normal {
        /// Standard deviation, default 1.
        deviation: f32,
    },
    /// All zero
    Zeros,
}

impl Choice for Initializer {
    const WHAT: &'static str = "initializer";
    const ALL: &'static [Self] = &[
        Self::Auto,
        Self::GlorotUniform,
        Self::GlorotNormal,
        Self::HeUniform,
        Self::HeNormal,
        Self::LecunUniform,
        Self::LecunNormal,
        Self::Uniform { range: 0.5 },
        Self::Normal { deviation: 1.0 },
        Self::Zeros,
    ];

    fn name(&self) -> &'static str {
        self.into()
    }
}

/// How the initial biases are set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum BiasInitializer {
    /// All the same
    Constant {
        /// The bias, default 0; the TensorFlow Playground's is 0.1.
        value: f32,
    },
    /// Drawn by the rule of the layer's weights
    LikeWeights,
}

impl Choice for BiasInitializer {
    const WHAT: &'static str = "bias initializer";
    const ALL: &'static [Self] = &[Self::Constant { value: 0.0 }, Self::LikeWeights];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Initializer {
    /// What `Auto` stands for with this activation; every other initializer stands for itself.
    #[must_use]
    pub const fn resolved(self, activation: Activation) -> Self {
        match (self, activation.facts().start) {
            (Self::Auto, Start::He) => Self::HeNormal,
            (Self::Auto, Start::Lecun) => Self::LecunNormal,
            (Self::Auto, Start::Glorot) => Self::GlorotUniform,
            (chosen, _) => chosen,
        }
    }

    /// Draws one initial weight for a layer with this activation, fan-in and fan-out.
    pub fn draw(self, activation: Activation, inputs: usize, outputs: usize, random: &mut Random) -> f32 {
        let (inputs, outputs) = (inputs as f64, outputs as f64);
        let mut uniform = |range: f64| random.uniform(-range, range) as f32;
        match self.resolved(activation) {
            Self::Auto | Self::GlorotUniform => uniform(libm::sqrt(6.0 / (inputs + outputs))),
            Self::GlorotNormal => (random.normal() * libm::sqrt(2.0 / (inputs + outputs))) as f32,
            Self::HeUniform => uniform(libm::sqrt(6.0 / inputs)),
            Self::HeNormal => (random.normal() * libm::sqrt(2.0 / inputs)) as f32,
            Self::LecunUniform => uniform(libm::sqrt(3.0 / inputs)),
            Self::LecunNormal => (random.normal() * libm::sqrt(1.0 / inputs)) as f32,
            Self::Uniform { range } => uniform(f64::from(range)),
            Self::Normal { deviation } => (random.normal() * f64::from(deviation)) as f32,
            Self::Zeros => 0.0,
        }
    }
}

impl Parameters {
    /// Initial weights and biases for layers of these sizes, layer by layer, a layer's weights before its biases.
    ///
    /// # Panics
    /// When there is not one activation per layer.
    #[must_use]
    pub fn initial(
        sizes: &[usize],
        activations: &[Activation],
        weights: Initializer,
        biases: BiasInitializer,
        random: &mut Random,
    ) -> Self {
        assert_eq!(activations.len() + 1, sizes.len(), "one activation a layer");
        let mut parameters = Self::zeros(sizes);
        for (layer, activation) in activations.iter().enumerate() {
            let mut draw = || weights.draw(*activation, sizes[layer], sizes[layer + 1], random);
            parameters.weights_mut(layer).mapv_inplace(|_| draw());
            parameters.biases_mut(layer).mapv_inplace(|_| match biases {
                BiasInitializer::Constant { value } => value,
                BiasInitializer::LikeWeights => draw(),
            });
        }
        parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Stream;

    #[test]
    fn spread_is_as_described() {
        let (inputs, outputs) = (50, 30);
        let (i, o) = (inputs as f64, outputs as f64);
        for (initializer, deviation) in [
            (Initializer::GlorotUniform, (2.0 / (i + o)).sqrt()),
            (Initializer::GlorotNormal, (2.0 / (i + o)).sqrt()),
            (Initializer::HeUniform, (2.0 / i).sqrt()),
            (Initializer::HeNormal, (2.0 / i).sqrt()),
            (Initializer::LecunUniform, (1.0 / i).sqrt()),
            (Initializer::LecunNormal, (1.0 / i).sqrt()),
            (Initializer::Uniform { range: 0.5 }, 0.5 / 3.0_f64.sqrt()),
            (Initializer::Normal { deviation: 0.7 }, f64::from(0.7_f32)),
            (Initializer::Zeros, 0.0),
        ] {
            let mut random = Random::new(1, Stream::Weights);
            let draws: Vec<f64> = (0..40_000)
                .map(|_| f64::from(initializer.draw(Activation::Tanh, inputs, outputs, &mut random)))
                .collect();
            let measured = (draws.iter().map(|x| x * x).sum::<f64>() / draws.len() as f64).sqrt();
            assert!((measured - deviation).abs() <= 0.02 * deviation, "{initializer:?}: {measured}, not {deviation}");
        }
    }

    #[test]
    fn auto_looks_at_the_activation() {
        assert_eq!(Initializer::Auto.resolved(Activation::Relu), Initializer::HeNormal);
        assert_eq!(Initializer::Auto.resolved(Activation::Sine), Initializer::LecunNormal);
        assert_eq!(Initializer::Auto.resolved(Activation::Tanh), Initializer::GlorotUniform);
        assert_eq!(Initializer::Zeros.resolved(Activation::Relu), Initializer::Zeros);
    }
}
