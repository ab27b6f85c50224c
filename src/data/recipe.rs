//! How the points of each generated data set are drawn.
//!
//! The first six recipes are the TensorFlow Playground's, number for number (Smilkov et al. 2016); their noise is its
//! slider divided by 100. `samples` points are drawn in the order of the recipe and not yet shuffled.

use std::f64::consts::{PI, TAU};

use super::Formula;
use crate::nn::Random;

/// A drawn point: where it lies, and its class or number.
pub(super) struct Point<T> {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) answer: T,
}

/// A disc of radius 2.5 (class 1) inside a ring of radius 3.5–5 (class 0); noise moves the point that is labelled, not
/// the one that is kept, so that labels flip near the border.
pub(super) fn circle(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    (0..samples)
        .map(|i| {
            let (low, high) = if i < samples.div_ceil(2) { (0.0, 2.5) } else { (3.5, 5.0) };
            let (radius, angle) = (random.uniform(low, high), random.uniform(0.0, TAU));
            let (x, y) = (radius * libm::sin(angle), radius * libm::cos(angle));
            let (dx, dy) = (random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise);
            Point { x, y, answer: u32::from(libm::hypot(x + dx, y + dy) < 2.5) }
        })
        .collect()
}

/// Four squares that keep 0.3 away from the axes; class 1 where both coordinates have one sign; noise as for the circle.
pub(super) fn exclusive_or(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let coordinate = |random: &mut Random| {
        let at = random.uniform(-5.0, 5.0);
        if at > 0.0 { at + 0.3 } else { at - 0.3 }
    };
    (0..samples)
        .map(|_| {
            let (x, y) = (coordinate(random), coordinate(random));
            let (dx, dy) = (random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise);
            Point { x, y, answer: u32::from((x + dx) * (y + dy) >= 0.0) }
        })
        .collect()
}

/// Two round clouds at (2, 2) (class 1) and (−2, −2) (class 0); noise 0…0.5 raises their variance from 0.5 to 4.
pub(super) fn gaussian(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let deviation = libm::sqrt(0.5 + 7.0 * noise);
    (0..samples)
        .map(|i| {
            let (centre, answer) = if i < samples.div_ceil(2) { (2.0, 1) } else { (-2.0, 0) };
            Point { x: centre + deviation * random.normal(), y: centre + deviation * random.normal(), answer }
        })
        .collect()
}

/// Two arms of 1¾ turns from the middle to radius 5, half a turn apart; noise moves each coordinate by up to itself.
pub(super) fn spiral(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let first = samples.div_ceil(2);
    (0..samples)
        .map(|i| {
            let (i, start, answer) = if i < first { (i, 0.0, 1) } else { (i - first, PI, 0) };
            let share = i as f64 / (samples as f64 / 2.0);
            let angle = 1.75 * share * TAU + start;
            let x = 5.0 * share * libm::sin(angle) + random.uniform(-1.0, 1.0) * noise;
            let y = 5.0 * share * libm::cos(angle) + random.uniform(-1.0, 1.0) * noise;
            Point { x, y, answer }
        })
        .collect()
}

/// `(x + y) / 10`; noise moves the point that is answered for, not the one that is kept.
pub(super) fn plane(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    regression(samples, noise, random, |x, y| (x + y) / 10.0)
}

/// Six cones of height 1 and radius 2 with signs in turn, the strongest of them at each place; noise as for the plane.
pub(super) fn multi_gaussian(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    const CONES: [(f64, f64, f64); 6] =
        [(-4.0, 2.5, 1.0), (0.0, 2.5, -1.0), (4.0, 2.5, 1.0), (-4.0, -2.5, -1.0), (0.0, -2.5, 1.0), (4.0, -2.5, -1.0)];
    regression(samples, noise, random, |x, y| {
        CONES.iter().fold(0.0_f64, |strongest, (cx, cy, sign)| {
            let height = sign * (1.0 - libm::hypot(x - cx, y - cy) / 2.0).max(0.0);
            if height.abs() > strongest.abs() { height } else { strongest }
        })
    })
}

fn regression(samples: usize, noise: f64, random: &mut Random, value: impl Fn(f64, f64) -> f64) -> Vec<Point<f64>> {
    (0..samples)
        .map(|_| {
            let (x, y) = (random.uniform(-6.0, 6.0), random.uniform(-6.0, 6.0));
            let (dx, dy) = (random.uniform(-6.0, 6.0) * noise, random.uniform(-6.0, 6.0) * noise);
            Point { x, y, answer: value(x + dx, y + dy) }
        })
        .collect()
}

/// A formula's value, where it has one that `f32` can hold; noise as for the plane. Fewer points when it hardly has any.
pub(super) fn formula(formula: &Formula, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    // A third of the places has a value, says validation; so a few times as many tries are enough and never endless.
    let tries = samples.saturating_mul(8);
    let drawn = (0..tries).flat_map(|_| regression(1, noise, random, |x, y| formula.at(&[x, y])));
    drawn.filter(|point| (point.answer as f32).is_finite()).take(samples).collect()
}

/// Two half circles that reach into each other; noise as scikit-learn's `make_moons` has it: the deviation that moves
/// the points, as a share of the radius.
pub(super) fn moons(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    const RADIUS: f64 = 10.0 / 3.0;
    (0..samples)
        .map(|i| {
            let angle = random.uniform(0.0, PI);
            let (x, y, answer) = if i < samples.div_ceil(2) {
                (libm::cos(angle) - 0.5, libm::sin(angle) - 0.25, 1)
            } else {
                (0.5 - libm::cos(angle), 0.25 - libm::sin(angle), 0)
            };
            let (dx, dy) = (random.normal() * noise, random.normal() * noise);
            Point { x: RADIUS * (x + dx), y: RADIUS * (y + dy), answer }
        })
        .collect()
}

/// Rings of one width round the middle, class 0 innermost, with a gap of two fifths between them; noise is the
/// deviation that moves the points, in the width of a ring.
pub(super) fn rings(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let width = 5.0 / f64::from(classes);
    in_turn(classes, samples)
        .map(|answer| {
            let radius = width * (f64::from(answer) + random.uniform(0.2, 0.8));
            let angle = random.uniform(0.0, TAU);
            let (dx, dy) = (random.normal() * noise * width, random.normal() * noise * width);
            Point { x: radius * libm::sin(angle) + dx, y: radius * libm::cos(angle) + dy, answer }
        })
        .collect()
}

/// Round clouds on a circle of radius 3.5, the first one on top; noise 0…0.5 raises their deviation from 0.5 to 1.5.
pub(super) fn blobs(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let deviation = 0.5 + 2.0 * noise;
    in_turn(classes, samples)
        .map(|answer| {
            let angle = TAU * f64::from(answer) / f64::from(classes);
            let (dx, dy) = (random.normal() * deviation, random.normal() * deviation);
            Point { x: 3.5 * libm::sin(angle) + dx, y: 3.5 * libm::cos(angle) + dy, answer }
        })
        .collect()
}

/// Bent arms (Johnson et al. 2016, after MacKay): a long thin cloud that is turned the more the further out a point
/// lies; noise 0…0.5 raises the arms' thickness from 0.05 to 0.3 of their length.
pub(super) fn pinwheel(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let thickness = 0.05 + 0.5 * noise;
    in_turn(classes, samples)
        .map(|answer| {
            let (along, across) = (1.0 + 0.3 * random.normal(), thickness * random.normal());
            let angle = TAU * f64::from(answer) / f64::from(classes) + 0.25 * libm::exp(along);
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            Point { x: 2.5 * (along * cos - across * sin), y: 2.5 * (along * sin + across * cos), answer }
        })
        .collect()
}

/// Sixteen squares of side 2.5 whose classes follow each other along rows and columns; noise moves the point that is
/// labelled by up to its share of a side, so that labels flip near the borders.
pub(super) fn checkerboard(classes: u32, samples: usize, noise: f64, random: &mut Random) -> Vec<Point<u32>> {
    let square = |at: f64| libm::floor((at + 5.0) / 2.5) as i64;
    (0..samples)
        .map(|_| {
            let (x, y) = (random.uniform(-5.0, 5.0), random.uniform(-5.0, 5.0));
            let (dx, dy) = (random.uniform(-2.5, 2.5) * noise, random.uniform(-2.5, 2.5) * noise);
            let answer = (square(x + dx) + square(y + dy)).rem_euclid(i64::from(classes)) as u32;
            Point { x, y, answer }
        })
        .collect()
}

/// `sin x` of one input; noise is the deviation that moves the answer.
pub(super) fn wave(samples: usize, noise: f64, random: &mut Random) -> Vec<Point<f64>> {
    (0..samples)
        .map(|_| {
            let x = random.uniform(-6.0, 6.0);
            Point { x, y: 0.0, answer: libm::sin(x) + random.normal() * noise }
        })
        .collect()
}

/// The class of each point when the classes take turns, so that none has two points more than another.
fn in_turn(classes: u32, samples: usize) -> impl Iterator<Item = u32> {
    (0..classes).cycle().take(samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Stream;

    fn drawn<T>(recipe: impl Fn(usize, f64, &mut Random) -> Vec<Point<T>>, noise: f64) -> Vec<Point<T>> {
        recipe(2000, noise, &mut Random::new(5, Stream::Data))
    }

    fn share_where<T>(points: &[Point<T>], is: impl Fn(&Point<T>) -> bool) -> f64 {
        points.iter().filter(|point| is(point)).count() as f64 / points.len() as f64
    }

    #[test]
    fn circle_is_a_disc_in_a_ring() {
        let points = drawn(circle, 0.0);
        for p in &points {
            let radius = libm::hypot(p.x, p.y);
            let (low, high) = if p.answer == 1 { (0.0, 2.5) } else { (3.5, 5.0) };
            assert!((low..=high).contains(&radius), "class {} at radius {radius}", p.answer);
        }
        assert_eq!(share_where(&points, |p| p.answer == 1), 0.5);
    }

    #[test]
    fn noise_flips_labels_of_circle_and_exclusive_or_and_moves_no_point() {
        let flipped = share_where(&drawn(circle, 0.5), |p| (p.answer == 1) != (libm::hypot(p.x, p.y) < 2.5));
        assert!((0.1..0.4).contains(&flipped), "{flipped}");
        assert_eq!(share_where(&drawn(circle, 0.5), |p| libm::hypot(p.x, p.y) > 5.0), 0.0);
        let flipped = share_where(&drawn(exclusive_or, 0.5), |p| (p.answer == 1) != (p.x * p.y >= 0.0));
        assert!((0.1..0.4).contains(&flipped), "{flipped}");
        assert_eq!(share_where(&drawn(exclusive_or, 0.5), |p| p.x.abs().min(p.y.abs()) < 0.3), 0.0);
    }

    #[test]
    fn exclusive_or_fills_four_squares() {
        for p in drawn(exclusive_or, 0.0) {
            assert!((0.3..=5.3).contains(&p.x.abs()) && (0.3..=5.3).contains(&p.y.abs()));
            assert_eq!(p.answer == 1, p.x * p.y >= 0.0);
        }
    }

    #[test]
    fn gaussian_has_the_stated_centres_and_variances() {
        for (noise, variance) in [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)] {
            let points = drawn(gaussian, noise);
            for (answer, centre) in [(1, 2.0), (0, -2.0)] {
                let xs: Vec<f64> = points.iter().filter(|p| p.answer == answer).map(|p| p.x).collect();
                let mean = xs.iter().sum::<f64>() / xs.len() as f64;
                let spread = xs.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / xs.len() as f64;
                assert_eq!(xs.len(), 1000);
                assert!((mean - centre).abs() < 0.2, "mean {mean}");
                assert!((spread / variance - 1.0).abs() < 0.15, "variance {spread} for {variance}");
            }
        }
    }

    #[test]
    fn spiral_arms_are_half_a_turn_apart() {
        let points = drawn(spiral, 0.0);
        let (one, other) = points.split_at(1000);
        for (i, (p, q)) in one.iter().zip(other).enumerate() {
            let radius = i as f64 / 1000.0 * 5.0;
            assert!((libm::hypot(p.x, p.y) - radius).abs() < 1e-9 && p.answer == 1 && q.answer == 0);
            assert!((p.x + q.x).abs() < 1e-9 && (p.y + q.y).abs() < 1e-9);
        }
        // A quarter of the way out the angle is 1.75 × 2π / 4.
        let angle = 1.75 * TAU / 4.0;
        assert!(
            (one[250].x - 1.25 * libm::sin(angle)).abs() < 1e-9 && (one[250].y - 1.25 * libm::cos(angle)).abs() < 1e-9
        );
        let moved = drawn(spiral, 0.5).iter().zip(&points).map(|(p, q)| (p.x - q.x).abs()).fold(0.0, f64::max);
        assert!((0.45..=0.5).contains(&moved), "{moved}");
    }

    #[test]
    fn plane_is_a_tenth_of_the_sum() {
        for p in drawn(plane, 0.0) {
            assert!((p.answer - (p.x + p.y) / 10.0).abs() < 1e-12 && p.x.abs() <= 6.0 && p.y.abs() <= 6.0);
        }
        let off = drawn(plane, 0.5).iter().map(|p| (p.answer - (p.x + p.y) / 10.0).abs()).fold(0.0, f64::max);
        assert!((0.4..=0.6).contains(&off), "noise ½ moves the answer by up to 0.6, here {off}");
    }

    #[test]
    fn multi_gaussian_has_six_bumps() {
        let points = drawn(multi_gaussian, 0.0);
        let near = |x: f64, y: f64| {
            let nearest = |p: &&Point<f64>, q: &&Point<f64>| {
                libm::hypot(p.x - x, p.y - y).total_cmp(&libm::hypot(q.x - x, q.y - y))
            };
            points
                .iter()
                .min_by(nearest)
                .map(|p| (p.answer, 1.0 - libm::hypot(p.x - x, p.y - y) / 2.0))
                .expect("points")
        };
        for (x, sign) in [(-4.0, 1.0), (0.0, -1.0), (4.0, 1.0)] {
            for (y, sign) in [(2.5, sign), (-2.5, -sign)] {
                let (answer, height) = near(x, y);
                assert!((answer - sign * height).abs() < 1e-12, "at {x}, {y}: {answer}, not {}", sign * height);
            }
        }
        assert_eq!(near(-4.0, 0.0).0, 0.0, "2.5 away from two bumps");
    }

    #[test]
    fn classes_take_turns_and_lie_where_they_should() {
        for p in drawn(|n, noise, r| rings(4, n, noise, r), 0.0) {
            assert_eq!((libm::hypot(p.x, p.y) / 1.25) as u32, p.answer);
        }
        let points = drawn(|n, noise, r| blobs(5, n, noise, r), 0.0);
        assert_eq!(share_where(&points, |p| p.answer == 4), 0.2);
        let tops = points.iter().filter(|p| p.answer == 0).map(|p| p.y).sum::<f64>() / 400.0;
        assert!((tops - 3.5).abs() < 0.1, "{tops}");
        let points = drawn(|n, noise, r| pinwheel(3, n, noise, r), 0.0);
        assert!(share_where(&points, |p| libm::hypot(p.x, p.y) < 5.5) > 0.99);
        for p in drawn(|n, noise, r| checkerboard(3, n, noise, r), 0.0) {
            assert_eq!((((p.x + 5.0) / 2.5) as u32 + ((p.y + 5.0) / 2.5) as u32) % 3, p.answer);
        }
    }

    #[test]
    fn moons_are_half_circles() {
        for p in drawn(moons, 0.0) {
            let (x, y) = (p.x * 0.3, p.y * 0.3);
            let (x, y) = if p.answer == 1 { (x + 0.5, y + 0.25) } else { (0.5 - x, 0.25 - y) };
            assert!((libm::hypot(x, y) - 1.0).abs() < 1e-9 && y >= -1e-9, "{x}, {y}");
        }
    }

    #[test]
    fn wave_is_a_sine_of_one_input() {
        assert!(drawn(wave, 0.0).iter().all(|p| p.answer == libm::sin(p.x)));
        let off = drawn(wave, 0.5)
            .iter()
            .map(|p| {
                let d = p.answer - libm::sin(p.x);
                d * d
            })
            .sum::<f64>()
            / 2000.0;
        assert!((off.sqrt() - 0.5).abs() < 0.03, "{off}");
    }
}
