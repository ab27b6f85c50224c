//! Sixteen squares whose classes alternate

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Checkers", "checkers", "棋盘"), draw: Draw::Classes(draw) };

/// Sixteen squares of side 2.5 whose classes alternate along rows and columns; noise perturbs the point before
/// labelling, by up to this fraction of a side, so that labels flip near the borders; the stored point stays exact.
fn draw(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let square = |at: f64| libm::floor((at + 5.0) / 2.5) as i64;
    (0..samples)
        .map(|_| {
            let (x, y) = (random.uniform(-5.0, 5.0), random.uniform(-5.0, 5.0));
            let (dx, dy) = (random.uniform(-2.5, 2.5) * noise, random.uniform(-2.5, 2.5) * noise);
            let target = (square(x + dx) + square(y + dy)).rem_euclid(i64::from(classes)) as u32;
            Point { x, y, target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn classes_follow_each_other_along_rows_and_columns() {
        for p in drawn(|samples, noise, random| draw(3, samples, noise, random), 0.0) {
            assert_eq!((((p.x + 5.0) / 2.5) as u32 + ((p.y + 5.0) / 2.5) as u32) % 3, p.target);
        }
    }
}
