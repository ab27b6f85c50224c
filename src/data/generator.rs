//! Data sets that are made, not measured.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::{
    DataSet, Formula, Target,
    recipe::{self, Point},
};
use crate::nn::{Choice, Random};

/// A recipe for points, about −6…6 on each axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Generator {
    /// A disc inside a ring (the TensorFlow Playground's).
    Circle,
    /// Four squares, the ones across from each other alike (the TensorFlow Playground's).
    ExclusiveOr,
    /// Two round clouds (the TensorFlow Playground's).
    Gaussian,
    /// Two arms of 1¾ turns (the TensorFlow Playground's).
    Spiral,
    /// Two half circles that reach into each other.
    Moons,
    /// Rings round the middle.
    Rings {
        /// Number of rings, 2…10, default 3.
        classes: u32,
    },
    /// Round clouds on a circle.
    Blobs {
        /// Number of clouds, 2…10, default 3.
        classes: u32,
    },
    /// Bent arms.
    Pinwheel {
        /// Number of arms, 2…10, default 5.
        classes: u32,
    },
    /// Sixteen squares.
    Checkerboard {
        /// Number of different squares, 2…10, default 2.
        classes: u32,
    },
    /// A slope to fit (the TensorFlow Playground's).
    Plane,
    /// Six bumps to fit (the TensorFlow Playground's).
    MultiGaussian,
    /// A sine of one input to fit.
    Wave,
}

impl Choice for Generator {
    const WHAT: &'static str = "data set";
    const ALL: &'static [Self] = &[
        Self::Circle,
        Self::ExclusiveOr,
        Self::Gaussian,
        Self::Spiral,
        Self::Moons,
        Self::Rings { classes: 3 },
        Self::Blobs { classes: 3 },
        Self::Pinwheel { classes: 5 },
        Self::Checkerboard { classes: 2 },
        Self::Plane,
        Self::MultiGaussian,
        Self::Wave,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::ExclusiveOr => "exclusive_or",
            Self::Gaussian => "gaussian",
            Self::Spiral => "spiral",
            Self::Moons => "moons",
            Self::Rings { .. } => "rings",
            Self::Blobs { .. } => "blobs",
            Self::Pinwheel { .. } => "pinwheel",
            Self::Checkerboard { .. } => "checkerboard",
            Self::Plane => "plane",
            Self::MultiGaussian => "multi_gaussian",
            Self::Wave => "wave",
        }
    }
}

impl Generator {
    /// Number of classes, or nothing for regression.
    #[must_use]
    pub const fn classes(self) -> Option<usize> {
        match self {
            Self::Circle | Self::ExclusiveOr | Self::Gaussian | Self::Spiral | Self::Moons => Some(2),
            Self::Rings { classes }
            | Self::Blobs { classes }
            | Self::Pinwheel { classes }
            | Self::Checkerboard { classes } => Some(classes as usize),
            Self::Plane | Self::MultiGaussian | Self::Wave => None,
        }
    }

    /// The number of classes, where it can be chosen.
    pub const fn classes_mut(&mut self) -> Option<&mut u32> {
        match self {
            Self::Rings { classes }
            | Self::Blobs { classes }
            | Self::Pinwheel { classes }
            | Self::Checkerboard { classes } => Some(classes),
            _ => None,
        }
    }

    /// Number of inputs, one or two.
    #[must_use]
    pub const fn inputs(self) -> usize {
        if matches!(self, Self::Wave) { 1 } else { 2 }
    }

    /// Number of points to begin with: the TensorFlow Playground's 500 for classes and 1,200 for regression.
    #[must_use]
    pub const fn default_samples(self) -> usize {
        if self.classes().is_some() { 500 } else { 1200 }
    }

    /// `samples` points with `noise` (0…0.8, the Playground's 0–80 divided by 100), drawn from `random`, in random order.
    #[must_use]
    pub fn points(self, samples: usize, noise: f64, random: &mut Random) -> DataSet {
        match self {
            Self::Circle => self.classified(recipe::circle(samples, noise, random), random),
            Self::ExclusiveOr => self.classified(recipe::exclusive_or(samples, noise, random), random),
            Self::Gaussian => self.classified(recipe::gaussian(samples, noise, random), random),
            Self::Spiral => self.classified(recipe::spiral(samples, noise, random), random),
            Self::Moons => self.classified(recipe::moons(samples, noise, random), random),
            Self::Rings { classes } => self.classified(recipe::rings(classes, samples, noise, random), random),
            Self::Blobs { classes } => self.classified(recipe::blobs(classes, samples, noise, random), random),
            Self::Pinwheel { classes } => self.classified(recipe::pinwheel(classes, samples, noise, random), random),
            Self::Checkerboard { classes } => {
                self.classified(recipe::checkerboard(classes, samples, noise, random), random)
            }
            Self::Plane => fitted(recipe::plane(samples, noise, random), 2, random),
            Self::MultiGaussian => fitted(recipe::multi_gaussian(samples, noise, random), 2, random),
            Self::Wave => fitted(recipe::wave(samples, noise, random), 1, random),
        }
    }

    /// Names of the classes, none for regression.
    pub(super) fn class_names(self) -> Vec<String> {
        self.classes().map(class_names).unwrap_or_default()
    }

    fn classified(self, mut points: Vec<Point<u32>>, random: &mut Random) -> DataSet {
        random.shuffle(&mut points);
        DataSet {
            input_names: input_names(self.inputs()),
            inputs: coordinates(&points, self.inputs()),
            target: Target::Class {
                name: "class".into(),
                classes: self.class_names(),
                labels: points.iter().map(|point| point.answer).collect(),
            },
        }
    }
}

impl Formula {
    /// `samples` points of the plane with the formula's value, in random order; noise 0…0.8 moves the point that is
    /// answered for. Places where the formula has no finite value are left out, and others drawn for them.
    #[must_use]
    pub fn points(&self, samples: usize, noise: f64, random: &mut Random) -> DataSet {
        fitted(recipe::formula(self, samples, noise, random), 2, random)
    }
}

fn fitted(mut points: Vec<Point<f64>>, inputs: usize, random: &mut Random) -> DataSet {
    random.shuffle(&mut points);
    DataSet {
        input_names: input_names(inputs),
        inputs: coordinates(&points, inputs),
        target: Target::Value {
            names: vec!["y".into()],
            values: Array2::from_shape_fn((points.len(), 1), |(row, _)| points[row].answer as f32),
        },
    }
}

fn coordinates<T>(points: &[Point<T>], inputs: usize) -> Array2<f32> {
    Array2::from_shape_fn((points.len(), inputs), |(row, column)| {
        (if column == 0 { points[row].x } else { points[row].y }) as f32
    })
}

/// Names of inputs that have none of their own: `x1`, `x2` and so on.
pub(super) fn input_names(inputs: usize) -> Vec<String> {
    (1..=inputs).map(|number| format!("x{number}")).collect()
}

/// Names of classes that have none of their own: −1 and +1, or 1, 2, 3 and so on when there are more.
pub(super) fn class_names(classes: usize) -> Vec<String> {
    if classes == 2 {
        return vec!["−1".into(), "+1".into()];
    }
    (1..=classes).map(|number| number.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Stream;

    #[test]
    fn points_never_change() {
        for generator in Generator::ALL {
            let set = generator.points(99, 0.25, &mut Random::new(42, Stream::Data));
            let name = generator.name();
            let expected = EXPECTED.iter().find(|(of, _)| *of == name).map(|(_, checksum)| *checksum);
            assert_eq!(expected, Some(set.checksum()), "saved sessions depend on {name}: {:#018x}", set.checksum());
        }
    }
    const EXPECTED: [(&str, u64); 12] = [
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
        ("wave", 0x0a1d_1473_d553_65e5),
    ];

    #[test]
    fn sets_have_the_promised_shape() {
        for generator in Generator::ALL {
            for samples in [10, 501] {
                let set = generator.points(samples, 0.1, &mut Random::new(1, Stream::Data));
                assert_eq!(set.inputs.dim(), (samples, generator.inputs()), "{}", generator.name());
                assert_eq!(set.target.classes(), generator.classes(), "{}", generator.name());
                assert!(set.inputs.iter().all(|x| x.is_finite()));
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
    fn names_read_back() {
        for generator in Generator::ALL {
            assert_eq!(Generator::from_name(generator.name()).as_ref(), Ok(generator));
        }
    }
}
