//! The training path in two dimensions: the principal components of the run's kept moments.
//!
//! A random walk looks just as smooth this way: in many dimensions its first component holds 6/π² of the variance and
//! the second a quarter of that (Antognini & Sohl-Dickstein 2018), so shares near those say nothing of the loss.

use super::{
    Plane,
    eigen::{dot, largest, normalize},
};

/// Fractions of variance along the first two components of a random walk in many dimensions.
pub const RANDOM_WALK: [f64; 2] = [0.607_927_101_854_026_6, 0.151_981_775_463_506_66];
/// Margin of the plane on each side, as a fraction of the path's extent.
const MARGIN: f64 = 0.3;
/// Smallest ratio of the shorter side to the longer one.
const LEAST: f64 = 0.1;

/// A run in the plane of its two principal components.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The plane: through the mean of the moments, both directions of length 1.
    pub plane: Plane,
    /// Fraction of the moments' variance along each direction.
    pub shares: [f64; 2],
    /// Coordinates of each moment.
    pub places: Vec<(f64, f64)>,
}

impl Path {
    /// The path of these moments; `None` when fewer than three differ, which span no plane.
    ///
    /// # Panics
    /// When the moments differ in length.
    #[must_use]
    pub fn of(moments: &[&[f32]]) -> Option<Self> {
        let count = moments.len();
        let size = moments.first()?.len();
        let mut mean = vec![0.0; size];
        for moment in moments {
            assert_eq!(moment.len(), size, "moments of one path are of one shape");
            mean.iter_mut().zip(*moment).for_each(|(mean, p)| *mean += f64::from(*p) / count as f64);
        }
        let centred: Vec<Vec<f64>> =
            moments.iter().map(|moment| moment.iter().zip(&mean).map(|(p, m)| f64::from(*p) - m).collect()).collect();
        // With few moments and many weights, the Gram matrix is the smaller one, with the same spectrum.
        let mut products = vec![vec![0.0; count]; count];
        for i in 0..count {
            for j in 0..=i {
                let product = dot(&centred[i], &centred[j]);
                (products[i][j], products[j][i]) = (product, product);
            }
        }
        let total: f64 = (0..count).map(|i| products[i][i]).sum();
        let times = |x: &[f64]| -> Vec<f64> { products.iter().map(|row| dot(row, x)).collect() };
        let start: Vec<f64> = (0..count).map(|i| 1.0 + libm::sin(1.0 + 7.0 * i as f64)).collect();
        let (first, along) = largest(&start, times);
        let (second, beside) = largest(&start, |x| {
            let part = dot(&along, x);
            let mut image = times(x);
            image.iter_mut().zip(&along).for_each(|(y, a)| *y -= first * part * a);
            image
        });
        if !(total > 0.0 && total.is_finite() && second > 1e-12 * total) {
            return None;
        }
        let [across, up] = [along, beside].map(|shares| direction(&centred, &shares));
        let mut plane = Plane { origin: mean, across, up, x: (0.0, 0.0), y: (0.0, 0.0) };
        let places: Vec<(f64, f64)> =
            moments.iter().map(|moment| plane.place(moment)).map(|(x, y, _)| (x, y)).collect();
        (plane.x, plane.y) = extent(&places);
        Some(Self { plane, shares: [first, second].map(|value| value.max(0.0) / total), places })
    }
}

/// The unit vector combined from the moments with these coefficients, its largest entry positive.
fn direction(centred: &[Vec<f64>], shares: &[f64]) -> Vec<f64> {
    let mut direction = vec![0.0; centred[0].len()];
    for (moment, share) in centred.iter().zip(shares) {
        direction.iter_mut().zip(moment).for_each(|(d, m)| *d += share * m);
    }
    normalize(&mut direction);
    let most = direction.iter().copied().fold(0.0, |most: f64, x| if x.abs() > most.abs() + 1e-9 { x } else { most });
    if most < 0.0 {
        direction.iter_mut().for_each(|d| *d = -*d);
    }
    direction
}

/// The range that holds all points with a margin, neither side much shorter than the other.
fn extent(places: &[(f64, f64)]) -> ((f64, f64), (f64, f64)) {
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let all = || places.iter().map(of);
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    let (x, y) = (ends(|place| place.0), ends(|place| place.1));
    let longer = (x.1 - x.0).max(y.1 - y.0);
    let wider = |(low, high): (f64, f64)| {
        let (middle, half) = (0.5 * (low + high), 0.5 * (high - low).max(LEAST * longer));
        (middle - (1.0 + 2.0 * MARGIN) * half, middle + (1.0 + 2.0 * MARGIN) * half)
    };
    (wider(x), wider(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Random, Stream};

    #[test]
    fn shares_and_places_of_a_path_by_hand() {
        // Along (3, 4)/5 by −2, −1, 1, 2, across it by 1, −1, −1, 1 half as far: variances 10 and 1.
        let at = |far: f32, wide: f32| vec![0.6 * far - 0.8 * wide + 7.0, 0.8 * far + 0.6 * wide, 5.0];
        let moments = [at(-2.0, 0.5), at(-1.0, -0.5), at(1.0, -0.5), at(2.0, 0.5)];
        let moments: Vec<&[f32]> = moments.iter().map(Vec::as_slice).collect();
        let path = Path::of(&moments).expect("a plane");
        assert!((path.shares[0] - 10.0 / 11.0).abs() < 1e-6 && (path.shares[1] - 1.0 / 11.0).abs() < 1e-6);
        assert!((path.plane.across[1] - 0.8).abs() < 1e-6, "{:?}", path.plane.across);
        let far: Vec<f64> = path.places.iter().map(|place| place.0).collect();
        assert!(far.iter().zip([-2.0, -1.0, 1.0, 2.0]).all(|(a, b)| (a - b).abs() < 1e-5), "{far:?}");
        let (low, high) = path.plane.x;
        assert!(low < -2.0 && high > 2.0 && path.plane.y.0 < -0.5 && path.plane.y.1 > 0.5);
    }

    /// The closed form of Antognini & Sohl-Dickstein, which is also what the page warns of.
    #[test]
    fn a_random_walk_has_the_shares_of_the_closed_form() {
        let mut random = Random::new(1, Stream::Noise);
        let mut now = vec![0.0_f32; 20_000];
        let walk: Vec<Vec<f32>> = (0..60)
            .map(|_| {
                now.iter_mut().for_each(|x| *x += random.normal() as f32);
                now.clone()
            })
            .collect();
        let walk: Vec<&[f32]> = walk.iter().map(Vec::as_slice).collect();
        let shares = Path::of(&walk).expect("a plane").shares;
        assert!((shares[0] - RANDOM_WALK[0]).abs() < 0.02 && (shares[1] - RANDOM_WALK[1]).abs() < 0.01, "{shares:?}");
        let six = 6.0 / (std::f64::consts::PI * std::f64::consts::PI);
        assert!((RANDOM_WALK[0] - six).abs() < 1e-12 && (RANDOM_WALK[1] - six / 4.0).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_move_in_a_plane_has_none() {
        assert_eq!(Path::of(&[]), None);
        assert_eq!(Path::of(&[&[1.0, 2.0], &[1.0, 2.0], &[1.0, 2.0]]), None);
        assert_eq!(Path::of(&[&[1.0, 2.0], &[2.0, 4.0], &[3.0, 6.0]]), None, "a straight line");
    }
}
