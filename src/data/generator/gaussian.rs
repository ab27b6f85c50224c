//! Two round clouds, one class each (the TensorFlow Playground's)

use super::facts::{Draw, Facts};
use crate::{
    data::point::Point,
    nn::{Random, choice::Names},
};

pub(super) const FACTS: Facts =
    Facts { names: Names::of("Gaussian", "Gaussian", "高斯"), draw: Draw::TwoClasses(draw) };

/// Two round clouds at (2, 2) (class 1) and (−2, −2) (class 0); noise 0…0.5 raises their variance from 0.5 to 4.
fn draw(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let deviation = libm::sqrt(0.5 + 7.0 * noise);
    (0..samples)
        .map(|i| {
            let (centre, target) = if i < samples.div_ceil(2) { (2.0, 1) } else { (-2.0, 0) };
            Point { x: centre + deviation * random.normal(), y: centre + deviation * random.normal(), target }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::drawn;

    #[test]
    fn it_has_the_stated_centres_and_variances() {
        for (noise, variance) in [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)] {
            let points = drawn(draw, noise);
            for (target, centre) in [(1, 2.0), (0, -2.0)] {
                let xs: Vec<f64> = points.iter().filter(|p| p.target == target).map(|p| p.x).collect();
                let mean = xs.iter().sum::<f64>() / xs.len() as f64;
                let spread = xs.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / xs.len() as f64;
                assert_eq!(xs.len(), 1000);
                assert!((mean - centre).abs() < 0.2, "mean {mean}");
                assert!((spread / variance - 1.0).abs() < 0.15, "variance {spread} for {variance}");
            }
        }
    }
}
