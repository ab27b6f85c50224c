//! A disc inside a ring, of two classes (the TensorFlow Playground's)

use std::f64::consts::TAU;

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Circle", "circle", "圆环"), draw: Draw::TwoClasses(draw) };

/// A disc of radius 2.5 (class 1) inside a ring of radius 3.5–5 (class 0); noise perturbs the point before labelling,
/// so that labels flip near the border; the stored point stays exact.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    (0..samples)
        .map(|i| {
            let (low, high) = if i < samples.div_ceil(2) { (0.0, 2.5) } else { (3.5, 5.0) };
            let (radius, angle) = (random.uniform(low, high), random.uniform(0.0, TAU));
            let (x, y) = (radius * libm::sin(angle), radius * libm::cos(angle));
            let (dx, dy) = (random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise);
            Point { x, y, target: u32::from(libm::hypot(x + dx, y + dy) < 2.5) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::{drawn, share};

    #[test]
    fn it_is_a_disc_in_a_ring() {
        let points = drawn(draw, 0.0);
        for p in &points {
            let radius = libm::hypot(p.x, p.y);
            let (low, high) = if p.target == 1 { (0.0, 2.5) } else { (3.5, 5.0) };
            assert!((low..=high).contains(&radius), "class {} at radius {radius}", p.target);
        }
        assert_eq!(share(&points, |p| p.target == 1), 0.5);
    }

    #[test]
    fn noise_flips_labels_and_moves_no_point() {
        let points = drawn(draw, 0.5);
        let flipped = share(&points, |p| (p.target == 1) != (libm::hypot(p.x, p.y) < 2.5));
        assert!((0.1..0.4).contains(&flipped), "{flipped}");
        assert_eq!(share(&points, |p| libm::hypot(p.x, p.y) > 5.0), 0.0);
    }
}
