//! A linear function to fit (the TensorFlow Playground's)

use super::facts::{Draw, Facts};
use crate::{
    data::point::{Point, valued},
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Plane", "plane", "平面"), draw: Draw::Plane(draw) };

/// `(x + y) / 10`; noise perturbs the point before labelling; the stored point stays exact.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    valued(samples, noise, random, |x, y| (x + y) / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn it_is_a_tenth_of_the_sum() {
        for p in drawn(draw, 0.0) {
            assert!((p.target - (p.x + p.y) / 10.0).abs() < 1e-12 && p.x.abs() <= 6.0 && p.y.abs() <= 6.0);
        }
        let off = drawn(draw, 0.5).iter().map(|p| (p.target - (p.x + p.y) / 10.0).abs()).fold(0.0, f64::max);
        assert!((0.4..=0.6).contains(&off), "noise ½ moves the target by up to 0.6, here {off}");
    }
}
