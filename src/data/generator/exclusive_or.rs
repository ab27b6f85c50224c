//! Four squares of two classes, diagonal ones of the same class (the TensorFlow Playground's)

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("XOR", "XOR", "异或"), draw: Draw::TwoClasses(draw) };

/// Four squares that keep 0.3 away from the axes; class 1 where both coordinates have the same sign; noise perturbs the
/// point before labelling, so that labels flip near the axes; the stored point stays exact.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let coordinate = |random: &mut Random| {
        let at = random.uniform(-5.0, 5.0);
        if at > 0.0 { at + 0.3 } else { at - 0.3 }
    };
    (0..samples)
        .map(|_| {
            let (x, y) = (coordinate(random), coordinate(random));
            let (dx, dy) = (random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise);
            Point { x, y, target: u32::from((x + dx) * (y + dy) >= 0.0) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::{drawn, share};

    #[test]
    fn it_fills_four_squares() {
        for p in drawn(draw, 0.0) {
            assert!((0.3..=5.3).contains(&p.x.abs()) && (0.3..=5.3).contains(&p.y.abs()));
            assert_eq!(p.target == 1, p.x * p.y >= 0.0);
        }
    }

    #[test]
    fn noise_flips_labels_and_moves_no_point() {
        let points = drawn(draw, 0.5);
        let flipped = share(&points, |p| (p.target == 1) != (p.x * p.y >= 0.0));
        assert!((0.1..0.4).contains(&flipped), "{flipped}");
        assert_eq!(share(&points, |p| p.x.abs().min(p.y.abs()) < 0.3), 0.0);
    }
}
