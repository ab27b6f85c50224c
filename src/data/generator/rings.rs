//! Concentric rings, one class each

use std::f64::consts::TAU;

use super::facts::{Draw, Facts};
use crate::{
    data::point::{Point, in_turn},
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Rings", "rings", "同心环"), draw: Draw::Classes(draw) };

/// Concentric rings of the same width, class 0 innermost, with a gap of two fifths between them; noise is the standard
/// deviation of the points' displacement, in units of a ring's width.
fn draw(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let width = 5.0 / f64::from(classes);
    in_turn(classes, samples)
        .map(|target| {
            let radius = width * (f64::from(target) + random.uniform(0.2, 0.8));
            let angle = random.uniform(0.0, TAU);
            let (dx, dy) = (random.normal() * noise * width, random.normal() * noise * width);
            Point { x: radius * libm::sin(angle) + dx, y: radius * libm::cos(angle) + dy, target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn each_lies_outside_the_one_before() {
        for p in drawn(|samples, noise, random| draw(4, samples, noise, random), 0.0) {
            assert_eq!((libm::hypot(p.x, p.y) / 1.25) as u32, p.target);
        }
    }
}
