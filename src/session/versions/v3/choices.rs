//! Everything of versions 1 to 3 that is one of a few names, some with numbers.

use serde::Deserialize;

use crate::{data, experiment, nn, session, training};

/// A frozen enum with its names in the file, and its conversion to the current variant of the same name and numbers.
macro_rules! choice {
    ($name:ident => $today:ty: $($variant:ident $({ $($field:ident: $number:ty),* })?),*) => {
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[cfg_attr(test, derive(serde::Serialize))]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub(crate) enum $name {
            $($variant $({ $($field: $number),* })?,)*
        }

        impl From<$name> for $today {
            fn from(old: $name) -> Self {
                match old {
                    $($name::$variant $({ $($field),* })? => Self::$variant $({ $($field),* })?,)*
                }
            }
        }
    };
}

choice! { Activation => nn::Activation:
    Linear, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Gelu, Silu, Mish, Softplus, Sine, Step
}
choice! { Loss => nn::Loss:
    MeanSquaredError, HalfSquaredError, Huber, BinaryCrossEntropy, SoftmaxCrossEntropy
}
choice! { Optimizer => nn::Optimizer:
    GradientDescent,
    Momentum { momentum: f32 },
    Nesterov { momentum: f32 },
    Adagrad { epsilon: f32 },
    RmsProp { decay: f32, epsilon: f32 },
    Adam { beta1: f32, beta2: f32, epsilon: f32 },
    AdamW { beta1: f32, beta2: f32, epsilon: f32, weight_decay: f32 }
}
choice! { Schedule => nn::Schedule:
    Constant,
    Step { every: u32, factor: f32 },
    Exponential { decay: f32 },
    Cosine { warm_up: u32, epochs: u32 }
}
choice! { Initializer => nn::Initializer:
    Auto, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal,
    Uniform { range: f32 },
    Normal { deviation: f32 },
    Zeros
}
choice! { BiasInitializer => nn::BiasInitializer: Constant { value: f32 }, LikeWeights }
choice! { L1Rule => nn::L1Rule: Subgradient, Dies }
choice! { BatchOrder => experiment::BatchOrder: Shuffled, Sequential }
choice! { Scaling => data::Scaling: None, Standardize, Range }
choice! { Gate => data::Gate: Xor, And, Or }
choice! { Generator => data::Generator:
    Circle, ExclusiveOr, Gaussian, Spiral, Moons,
    Rings { classes: u32 },
    Blobs { classes: u32 },
    Pinwheel { classes: u32 },
    Checkerboard { classes: u32 },
    Plane, MultiGaussian, Wave
}
choice! { Origin => training::Origin: Drawn, Imported, Forgotten }
choice! { Curve => session::Curve: Loss, Score, Rate, Report }

/// The only kind of stage there was.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Training,
}

impl Origin {
    /// Origin of the initial weights when the file does not state it.
    pub(crate) const fn drawn() -> Self {
        Self::Drawn
    }
}
