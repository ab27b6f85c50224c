//! Activation functions: a unit's output as a function of its weighted sum.
//!
//! Each has its own file with all its properties; a new one needs its file, its line in the list below, and its export.

mod elu;
mod facts;
mod gelu;
mod leaky_relu;
mod linear;
mod mish;
mod relu;
mod sigmoid;
mod silu;
mod sine;
mod softplus;
mod step;
mod tanh;

use serde::{Deserialize, Serialize};

pub use self::facts::{Facts, Stall, Start};
use super::{
    choice::{Choice, Names},
    kernel::{Lanes, Pack, Real},
};

/// Applies `$at` to every pack; a macro, because a function handed over might not be inlined, and would then be built
/// without the path's instructions.
macro_rules! each {
    ($z:ident, $slopes:ident, $at:path) => {
        for (z, slope) in $z.iter_mut().zip($slopes) {
            let (value, derivative) = $at(L::load(z));
            value.store(z);
            derivative.store(slope);
        }
    };
}

/// The enum and everything that differs by variant, from the list of variants and their files; a file's name is the
/// name in files and on the command line.
macro_rules! activations {
    ($($(#[$doc:meta])* $variant:ident: $file:ident,)*) => {
        /// The activation function of a unit, applied to its weighted sum `z`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Activation {
            $($(#[$doc])* $variant,)*
        }

        impl Choice for Activation {
            const WHAT: &'static str = "activation";
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($file),)*
                }
            }

            fn names(&self) -> Option<&'static Names> {
                Some(&self.facts().names)
            }
        }

        impl Activation {
            /// Properties other than value and slope.
            #[must_use]
            pub const fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$variant => const { &$file::FACTS },)*
                }
            }

            /// Value and slope (derivative) at `z`.
            #[inline(always)]
            pub fn at<R: Real>(self, z: R) -> (R, R) {
                match self {
                    $(Self::$variant => $file::at(z),)*
                }
            }

            /// Replaces the weighted sums in `z` by their values, and writes the slopes to `slopes`.
            #[inline(always)]
            pub(super) fn activate<L: Lanes>(self, z: &mut [Pack], slopes: &mut [Pack]) {
                // The match stands outside the loop, so that each arm is a loop of its own.
                match self {
                    $(Self::$variant => each!(z, slopes, $file::at),)*
                }
            }
        }
    };
}

// In menu order.
activations! {
    /// `z`
    Linear: linear,
    /// `1 / (1 + exp(−z))`, range 0…1
    Sigmoid: sigmoid,
    /// `tanh z`, range −1…1
    Tanh: tanh,
    /// `max(0, z)`
    Relu: relu,
    /// `z` above zero, `0.01 z` below
    LeakyRelu: leaky_relu,
    /// `z` above zero, `exp(z) − 1` below (Clevert et al. 2015, α = 1)
    Elu: elu,
    /// `z Φ(z)` with the exact normal distribution function (Hendrycks & Gimpel 2016)
    Gelu: gelu,
    /// `z / (1 + exp(−z))` (Elfwing et al. 2017)
    Silu: silu,
    /// `z tanh(ln(1 + exp z))` (Misra 2019)
    Mish: mish,
    /// `ln(1 + exp z)`
    Softplus: softplus,
    /// `sin z`
    Sine: sine,
    /// `1` above zero, else `0`; has no useful derivative, so a layer with it cannot be trained
    Step: step,
}

impl Activation {
    /// Whether gradient descent can train through a unit of this kind.
    #[must_use]
    pub const fn trainable(self) -> bool {
        self.facts().trainable
    }

    /// Whether it saturates at −1 and 1, so that as an output it tells two classes by its sign.
    #[must_use]
    pub fn is_signed(self) -> bool {
        let Facts { bounds, stall, .. } = self.facts();
        matches!(stall, Stall::AtLimits { .. }) && *bounds == Some((-1.0, 1.0))
    }

    /// Centre of its range and distance from there to either bound; `None` when it is unbounded.
    #[must_use]
    pub fn spread(self) -> Option<(f32, f32)> {
        self.facts().bounds.map(|(least, largest)| (0.5 * (least + largest), 0.5 * (largest - least)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weighted sums of every size, rising.
    fn sums() -> impl Iterator<Item = f32> {
        let usual = (-40_000..=40_000).map(|i| i as f32 * 1e-3);
        [-1e30, -1e4, -90.0].into_iter().chain(usual).chain([90.0, 1e4, 1e30])
    }

    #[test]
    fn the_name_is_the_one_in_files() {
        for activation in Activation::ALL {
            assert_eq!(ron::to_string(activation).unwrap(), activation.name());
        }
    }

    #[test]
    fn facts_agree_with_the_function() {
        for activation in Activation::ALL {
            let (name, facts) = (activation.name(), activation.facts());
            let (mut least, mut largest) = (f32::INFINITY, f32::NEG_INFINITY);
            let (mut steepest, mut turns, mut rising) = (0.0_f32, 0, true);
            for z in sums() {
                let (value, slope) = activation.at(z);
                assert!(value.is_finite() && slope.is_finite(), "{name} at {z}: {value}, {slope}");
                (least, largest) = (least.min(value), largest.max(value));
                steepest = steepest.max(slope);
                if slope != 0.0 && (slope > 0.0) != rising {
                    (turns, rising) = (turns + 1, !rising);
                }
            }
            let bounded = (least > -100.0 && largest < 100.0).then_some((least, largest));
            assert_eq!(bounded.is_some(), facts.bounds.is_some(), "{name} lies in {least}…{largest}");
            if let (Some(found), Some(said)) = (bounded, facts.bounds) {
                assert!(
                    (found.0 - said.0).abs().max((found.1 - said.1).abs()) < 1e-6,
                    "{name}: {found:?}, not {said:?}"
                );
            }
            assert_eq!(steepest > 0.0, facts.trainable, "{name} is at most {steepest} steep");
            assert_eq!(turns > 2, facts.periodic, "{name} turns {turns} times");
            let [(below, flat_below), (above, flat_above)] = [activation.at(-50.0_f32), activation.at(50.0)];
            let stall = match (flat_below.abs() < 1e-6, flat_above.abs() < 1e-6) {
                (true, true) if facts.trainable => Stall::AtLimits { steepest },
                (true, false) if below == 0.0 && activation.at(-0.5_f32).1 == 0.0 => Stall::AtZero,
                _ => Stall::Never,
            };
            assert_eq!(stall, facts.stall, "{name}: {below} to {above}");
        }
    }
}
