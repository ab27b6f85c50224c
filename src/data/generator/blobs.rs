//! Round clouds on a circle, one class each

use std::f64::consts::TAU;

use super::facts::{Draw, Facts};
use crate::{
    data::point::{Point, in_turn},
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Blobs", "blobs", "点簇"), draw: Draw::Classes(draw) };

/// Round clouds on a circle of radius 3.5, the first one on top; noise 0…0.5 raises their standard deviation from 0.5
/// to 1.5.
fn draw(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let deviation = 0.5 + 2.0 * noise;
    in_turn(classes, samples)
        .map(|target| {
            let angle = TAU * f64::from(target) / f64::from(classes);
            let (dx, dy) = (random.normal() * deviation, random.normal() * deviation);
            Point { x: 3.5 * libm::sin(angle) + dx, y: 3.5 * libm::cos(angle) + dy, target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::{drawn, share};

    #[test]
    fn all_are_of_one_size_and_the_first_is_on_top() {
        let points = drawn(|samples, noise, random| draw(5, samples, noise, random), 0.0);
        assert_eq!(share(&points, |p| p.target == 4), 0.2);
        let tops = points.iter().filter(|p| p.target == 0).map(|p| p.y).sum::<f64>() / 400.0;
        assert!((tops - 3.5).abs() < 0.1, "{tops}");
    }
}
