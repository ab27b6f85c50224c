//! Generated data sets.
//!
//! Each has its own file with all its properties; a new one needs its file and its lines below. Those marked so are the
//! TensorFlow Playground's, number for number (Smilkov et al. 2016); their noise is its slider divided by 100.

mod blobs;
mod checkerboard;
mod circle;
mod exclusive_or;
mod facts;
mod gaussian;
mod moons;
mod multi_gaussian;
mod pinwheel;
mod plane;
mod rings;
mod spiral;
mod swiss_roll;
mod wave;

use serde::{Deserialize, Serialize};

use self::facts::{Draw, Facts};
use super::{
    DataSet,
    point::{class_names, classified, fitted},
};
use crate::nn::{Choice, Random, choice::Names};

/// The first of some expressions.
macro_rules! first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}

/// The enum and everything that differs by variant, from the list of variants and their files; a file's name is the
/// name in files and on the command line. A set with a variable number of classes states its default.
macro_rules! generators {
    ($($(#[$doc:meta])* $variant:ident $({ $classes:ident: $default:literal })?: $file:ident,)*) => {
        /// A recipe for points, about −6…6 on each axis.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub enum Generator {
            $(
                $(#[$doc])*
                $variant $({
                    #[doc = concat!("Number of classes, 2…10, default ", $default, ".")]
                    $classes: u32,
                })?,
            )*
        }

        impl Choice for Generator {
            const WHAT: &'static str = "data set";
            const ALL: &'static [Self] = &[$(Self::$variant $({ $classes: $default })?,)*];

            fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($file),)*
                }
            }

            fn names(&self) -> Option<&'static Names> {
                Some(&self.facts().names)
            }
        }

        impl Generator {
            const fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$variant { .. } => const { &$file::FACTS },)*
                }
            }

            /// The number of classes, if it is variable.
            pub const fn classes_mut(&mut self) -> Option<&mut u32> {
                match self {
                    $(Self::$variant $({ $classes })? => first!($(Some($classes),)? None),)*
                }
            }
        }
    };
}

// In menu order.
generators! {
    /// A disc inside a ring (the TensorFlow Playground's)
    Circle: circle,
    /// Four squares, diagonal ones of the same class (the TensorFlow Playground's)
    ExclusiveOr: exclusive_or,
    /// Two round clouds (the TensorFlow Playground's)
    Gaussian: gaussian,
    /// Two arms of 1¾ turns (the TensorFlow Playground's)
    Spiral: spiral,
    /// Two interleaved half circles
    Moons: moons,
    /// Concentric rings
    Rings { classes: 3 }: rings,
    /// Round clouds on a circle
    Blobs { classes: 3 }: blobs,
    /// Bent arms
    Pinwheel { classes: 5 }: pinwheel,
    /// Sixteen squares
    Checkerboard { classes: 2 }: checkerboard,
    /// A linear function to fit (the TensorFlow Playground's)
    Plane: plane,
    /// Six bumps to fit (the TensorFlow Playground's)
    MultiGaussian: multi_gaussian,
    /// A rolled-up line to unroll
    SwissRoll: swiss_roll,
    /// A sine of one input to fit
    Wave: wave,
}

impl Generator {
    /// Number of classes; `None` for a regression.
    #[must_use]
    pub const fn classes(mut self) -> Option<usize> {
        match self.facts().draw {
            Draw::TwoClasses(_) => Some(2),
            Draw::Classes(_) => match self.classes_mut() {
                Some(classes) => Some(*classes as usize),
                None => None,
            },
            Draw::Plane(_) | Draw::Line(_) => None,
        }
    }

    /// Number of inputs, one or two.
    #[must_use]
    pub const fn inputs(self) -> usize {
        if matches!(self.facts().draw, Draw::Line(_)) { 1 } else { 2 }
    }

    /// Default number of points: the TensorFlow Playground's 500 for classes and 1,200 for regression.
    #[must_use]
    pub const fn default_samples(self) -> usize {
        if self.classes().is_some() { 500 } else { 1200 }
    }

    /// `samples` points with `noise` (0…0.8, the Playground's 0–80 divided by 100), in random order.
    #[must_use]
    pub fn points(self, samples: usize, noise: f64, random: &mut Random) -> DataSet {
        let classes = self.classes().unwrap_or_default();
        match self.facts().draw {
            Draw::TwoClasses(draw) => classified(draw(samples, noise, random), classes, random),
            Draw::Classes(draw) => classified(draw(classes as u32, samples, noise, random), classes, random),
            Draw::Plane(draw) => fitted(draw(samples, noise, random), 2, random),
            Draw::Line(draw) => fitted(draw(samples, noise, random), 1, random),
        }
    }

    /// Names of the classes; empty for a regression.
    pub(super) fn class_names(self) -> Vec<String> {
        self.classes().map(class_names).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Target, nn::Stream};

    #[test]
    fn points_never_change() {
        for generator in Generator::ALL {
            let set = generator.points(99, 0.25, &mut Random::new(42, Stream::Data));
            let name = generator.name();
            let expected = EXPECTED.iter().find(|(of, _)| *of == name).map(|(_, checksum)| *checksum);
            assert_eq!(expected, Some(set.checksum()), "saved sessions depend on {name}: {:#018x}", set.checksum());
        }
    }
    const EXPECTED: &[(&str, u64)] = &[
        ("circle", 0x66f8_0f28_4058_e30f),
        ("exclusive_or", 0xf818_eaab_102a_d378),
        ("gaussian", 0xc9c2_ae91_af16_4c81),
        ("spiral", 0x0b7f_800c_d678_b48e),
        ("moons", 0x49da_4104_6cc1_ed68),
        ("rings", 0x1705_87a5_2de7_af1c),
        ("blobs", 0x1821_4977_7f46_33cd),
        ("pinwheel", 0xb8f0_d526_8f94_02e9),
        ("checkerboard", 0x510e_6adb_18f8_f072),
        ("plane", 0x67a1_059a_9a24_0974),
        ("multi_gaussian", 0x9e77_2e49_1f9a_8953),
        ("swiss_roll", 0x4dbd_ff31_9c81_08b1),
        ("wave", 0x0a1d_1473_d553_65e5),
    ];

    #[test]
    fn sets_have_the_promised_shape() {
        for mut generator in Generator::ALL.iter().copied() {
            let name = generator.name();
            for samples in [10, 501] {
                let set = generator.points(samples, 0.1, &mut Random::new(1, Stream::Data));
                assert_eq!(set.inputs.dim(), (samples, generator.inputs()), "{name}");
                assert_eq!(set.target.classes(), generator.classes(), "{name}");
                assert!(set.inputs.iter().all(|x| x.is_finite()), "{name}");
            }
            if let Some(classes) = generator.classes_mut() {
                *classes = 7;
                let set = generator.points(70, 0.1, &mut Random::new(1, Stream::Data));
                let Target::Class { classes, labels, .. } = set.target else { panic!("{name} is not of classes") };
                assert_eq!(
                    (classes.len(), labels.iter().max()),
                    (7, Some(&6)),
                    "{name} draws the classes it is asked for"
                );
            }
        }
    }

    #[test]
    fn points_come_in_random_order() {
        let set = Generator::Gaussian.points(500, 0.0, &mut Random::new(1, Stream::Data));
        let Target::Class { labels, classes, .. } = set.target else { panic!("not of classes") };
        let first = labels[..250].iter().sum::<u32>();
        assert!((90..160).contains(&first), "{first} of the first half are of class 1");
        assert_eq!(classes, ["−1", "+1"]);
    }

    #[test]
    fn the_name_is_the_one_in_files() {
        for generator in Generator::ALL {
            assert_eq!(Generator::from_name(generator.name()).as_ref(), Ok(generator));
            let written = ron::to_string(generator).unwrap();
            assert_eq!(written.split('(').next(), Some(generator.name()));
        }
    }
}
