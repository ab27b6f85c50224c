//! A rolled-up line to unroll: the target is the position along it

use std::f64::consts::PI;

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts =
    Facts { names: Names::of("Swiss roll", "Swiss roll", "瑞士卷"), draw: Draw::Plane(draw) };

/// The angles at its inner and its outer end.
const ENDS: (f64, f64) = (1.5 * PI, 4.5 * PI);

/// scikit-learn's `make_swiss_roll` (after Marsland 2014) seen from the side, where it is a line: `(t cos t, t sin t)` for
/// 1½ turns, scaled to radius 5 at the outer end. The value rises with the angle `t` from −1 at the inner end to 1 at the
/// outer one; noise is the standard deviation of the points' displacement; their values stay.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    let (inner, outer) = ENDS;
    (0..samples)
        .map(|_| {
            let target = random.uniform(-1.0, 1.0);
            let angle = inner + (outer - inner) * 0.5 * (target + 1.0);
            let radius = 5.0 * angle / outer;
            let (dx, dy) = (random.normal() * noise, random.normal() * noise);
            Point { x: radius * libm::cos(angle) + dx, y: radius * libm::sin(angle) + dy, target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn it_is_a_line_of_one_and_a_half_turns() {
        for p in drawn(draw, 0.0) {
            // From straight down at a third of the outer radius to straight up at all of it.
            let turns = 0.75 + 0.75 * (p.target + 1.0);
            let radius = 5.0 * turns / 2.25;
            assert!((libm::hypot(p.x, p.y) - radius).abs() < 1e-9, "{} at {}, {}", p.target, p.x, p.y);
            let (sin, cos) = (libm::sin(2.0 * PI * turns), libm::cos(2.0 * PI * turns));
            assert!((p.x - radius * cos).abs() < 1e-9 && (p.y - radius * sin).abs() < 1e-9);
        }
    }

    #[test]
    fn noise_moves_points_and_not_their_values() {
        let (still, moved) = (drawn(draw, 0.0), drawn(draw, 0.5));
        let off = still.iter().zip(&moved).map(|(p, q)| (p.x - q.x) * (p.x - q.x)).sum::<f64>() / 2000.0;
        assert!((off.sqrt() - 0.5).abs() < 0.03, "{off}");
        assert!(still.iter().zip(&moved).all(|(p, q)| p.target == q.target));
    }
}
