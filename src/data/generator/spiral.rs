//! Two arms of 1¾ turns, one class each (the TensorFlow Playground's)

use std::f64::consts::{PI, TAU};

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Spiral", "spiral", "螺旋"), draw: Draw::TwoClasses(draw) };

/// Two arms of 1¾ turns from the centre to radius 5, half a turn apart; noise moves each coordinate by up to ± itself.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let first = samples.div_ceil(2);
    (0..samples)
        .map(|i| {
            let (i, start, target) = if i < first { (i, 0.0, 1) } else { (i - first, PI, 0) };
            let share = i as f64 / (samples as f64 / 2.0);
            let angle = 1.75 * share * TAU + start;
            let x = 5.0 * share * libm::sin(angle) + random.uniform(-1.0, 1.0) * noise;
            let y = 5.0 * share * libm::cos(angle) + random.uniform(-1.0, 1.0) * noise;
            Point { x, y, target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn arms_are_half_a_turn_apart() {
        let points = drawn(draw, 0.0);
        let (one, other) = points.split_at(1000);
        for (i, (p, q)) in one.iter().zip(other).enumerate() {
            let radius = i as f64 / 1000.0 * 5.0;
            assert!((libm::hypot(p.x, p.y) - radius).abs() < 1e-9 && p.target == 1 && q.target == 0);
            assert!((p.x + q.x).abs() < 1e-9 && (p.y + q.y).abs() < 1e-9);
        }
        // A quarter of the way out the angle is 1.75 × 2π / 4.
        let angle = 1.75 * TAU / 4.0;
        assert!(
            (one[250].x - 1.25 * libm::sin(angle)).abs() < 1e-9 && (one[250].y - 1.25 * libm::cos(angle)).abs() < 1e-9
        );
        let moved = drawn(draw, 0.5).iter().zip(&points).map(|(p, q)| (p.x - q.x).abs()).fold(0.0, f64::max);
        assert!((0.45..=0.5).contains(&moved), "{moved}");
    }
}
