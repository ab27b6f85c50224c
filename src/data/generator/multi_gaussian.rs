//! Six bumps to fit (the TensorFlow Playground's)

use super::facts::{Draw, Facts};
use crate::{
    data::point::{Point, valued},
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Bumps", "bumps", "多峰"), draw: Draw::Plane(draw) };

/// Positions of the cones, and their signs.
const CONES: [(f64, f64, f64); 6] =
    [(-4.0, 2.5, 1.0), (0.0, 2.5, -1.0), (4.0, 2.5, 1.0), (-4.0, -2.5, -1.0), (0.0, -2.5, 1.0), (4.0, -2.5, -1.0)];

/// Six cones of height 1 and radius 2 with alternating signs, the strongest of them at each point; noise perturbs the
/// point before labelling; the stored point stays exact.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    valued(samples, noise, random, |x, y| {
        CONES.iter().fold(0.0_f64, |strongest, (cx, cy, sign)| {
            let height = sign * (1.0 - libm::hypot(x - cx, y - cy) / 2.0).max(0.0);
            if height.abs() > strongest.abs() { height } else { strongest }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn it_has_six_bumps() {
        let points = drawn(draw, 0.0);
        let near = |x: f64, y: f64| {
            let nearest = |p: &&Point<f64>, q: &&Point<f64>| {
                libm::hypot(p.x - x, p.y - y).total_cmp(&libm::hypot(q.x - x, q.y - y))
            };
            points
                .iter()
                .min_by(nearest)
                .map(|p| (p.target, 1.0 - libm::hypot(p.x - x, p.y - y) / 2.0))
                .expect("points")
        };
        for (x, sign) in [(-4.0, 1.0), (0.0, -1.0), (4.0, 1.0)] {
            for (y, sign) in [(2.5, sign), (-2.5, -sign)] {
                let (value, height) = near(x, y);
                assert!((value - sign * height).abs() < 1e-12, "at {x}, {y}: {value}, not {}", sign * height);
            }
        }
        assert_eq!(near(-4.0, 0.0).0, 0.0, "2.5 away from two bumps");
    }
}
