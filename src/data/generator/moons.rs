//! Two interleaved half circles, one class each

use std::f64::consts::PI;

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Moons", "moons", "双月"), draw: Draw::TwoClasses(draw) };

const RADIUS: f64 = 10.0 / 3.0;

/// Two interleaved half circles; noise as in scikit-learn's `make_moons`: standard deviation of the points'
/// displacement, relative to the radius.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    (0..samples)
        .map(|i| {
            let angle = random.uniform(0.0, PI);
            let (x, y, target) = if i < samples.div_ceil(2) {
                (libm::cos(angle) - 0.5, libm::sin(angle) - 0.25, 1)
            } else {
                (0.5 - libm::cos(angle), 0.25 - libm::sin(angle), 0)
            };
            let (dx, dy) = (random.normal() * noise, random.normal() * noise);
            Point { x: RADIUS * (x + dx), y: RADIUS * (y + dy), target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn they_are_half_circles() {
        for p in drawn(draw, 0.0) {
            let (x, y) = (p.x * 0.3, p.y * 0.3);
            let (x, y) = if p.target == 1 { (x + 0.5, y + 0.25) } else { (0.5 - x, 0.25 - y) };
            assert!((libm::hypot(x, y) - 1.0).abs() < 1e-9 && y >= -1e-9, "{x}, {y}");
        }
    }
}
