//! A sine of one input to fit

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts = Facts { names: Names::of("Wave", "wave", "波形"), draw: Draw::Line(draw) };

/// `sin x` of one input; noise is the standard deviation of the noise on the target.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    (0..samples)
        .map(|_| {
            let x = random.uniform(-6.0, 6.0);
            Point { x, y: 0.0, target: libm::sin(x) + random.normal() * noise }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn it_is_a_sine() {
        assert!(drawn(draw, 0.0).iter().all(|p| p.target == libm::sin(p.x)));
        let off = drawn(draw, 0.5)
            .iter()
            .map(|p| {
                let d = p.target - libm::sin(p.x);
                d * d
            })
            .sum::<f64>()
            / 2000.0;
        assert!((off.sqrt() - 0.5).abs() < 0.03, "{off}");
    }
}
