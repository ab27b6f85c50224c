//! Bent arms, one class each

use std::f64::consts::TAU;

use super::facts::{Draw, Facts};
use crate::{
    data::point::{Point, in_turn},
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Pinwheel", "pinwheel", "风车"), draw: Draw::Classes(draw) };

/// Bent arms (Johnson et al. 2016, after MacKay): a long thin cloud, rotated the more the further out a point lies;
/// noise 0…0.5 raises the arms' thickness from 0.05 to 0.3 of their length.
fn draw(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let thickness = 0.05 + 0.5 * noise;
    in_turn(classes, samples)
        .map(|target| {
            let (along, across) = (1.0 + 0.3 * random.normal(), thickness * random.normal());
            let angle = TAU * f64::from(target) / f64::from(classes) + 0.25 * libm::exp(along);
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            Point { x: 2.5 * (along * cos - across * sin), y: 2.5 * (along * sin + across * cos), target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::{drawn, share};

    #[test]
    fn arms_end_where_the_window_does() {
        let points = drawn(|samples, noise, random| draw(3, samples, noise, random), 0.0);
        assert!(share(&points, |p| libm::hypot(p.x, p.y) < 5.5) > 0.99);
    }
}
