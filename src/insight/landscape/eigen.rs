//! The largest eigenvalue of a symmetric matrix given only as a matrix-vector product (Lanczos 1950; Golub & Van Loan,
//! “Matrix Computations”, 4th ed., §10.1, with full reorthogonalisation, which a few dozen vectors can afford).

/// Largest number of matrix-vector products.
const STEPS: usize = 40;
/// Convergence threshold: the residual relative to the largest entry of the tridiagonal matrix.
const ENOUGH: f64 = 1e-4;

/// The largest eigenvalue and its unit eigenvector, starting from `start`; 0 and a zero vector if the matrix is zero.
///
/// `apply` multiplies a vector by the matrix.
pub(super) fn largest(start: &[f64], mut apply: impl FnMut(&[f64]) -> Vec<f64>) -> (f64, Vec<f64>) {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let (mut diagonal, mut beside): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut next = start.to_vec();
    if !normalize(&mut next) {
        return (0.0, vec![0.0; start.len()]);
    }
    loop {
        let mut image = apply(&next);
        basis.push(next);
        let now = &basis[basis.len() - 1];
        diagonal.push(dot(now, &image));
        // Orthogonalizing twice is enough (Kahan, in Parlett 1980, §6.9).
        for _ in 0..2 {
            for known in &basis {
                let along = dot(known, &image);
                image.iter_mut().zip(known).for_each(|(x, k)| *x -= along * k);
            }
        }
        let rest = dot(&image, &image).sqrt();
        let (value, shares) = largest_of_tridiagonal(&diagonal, &beside);
        let scale = diagonal.iter().chain(&beside).fold(0.0, |most: f64, x| most.max(x.abs()));
        let residual = rest * shares[shares.len() - 1].abs();
        let is_found = !rest.is_finite() || rest <= 1e-12 * scale || basis.len() > 2 && residual <= ENOUGH * scale;
        if is_found || basis.len() >= STEPS.min(start.len()) {
            let mut vector = vec![0.0; start.len()];
            for (share, known) in shares.iter().zip(&basis) {
                vector.iter_mut().zip(known).for_each(|(x, k)| *x += share * k);
            }
            normalize(&mut vector);
            return (value, vector);
        }
        beside.push(rest);
        image.iter_mut().for_each(|x| *x /= rest);
        next = image;
    }
}

/// The largest eigenvalue of a symmetric tridiagonal matrix, and its unit eigenvector.
///
/// By bisection with the signs of the pivots (Sturm), then inverse iteration from just above, where no pivot vanishes.
fn largest_of_tridiagonal(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    let count = diagonal.len();
    let at = |place: usize| beside.get(place).copied().unwrap_or(0.0);
    let radius = |i: usize| if i == 0 { 0.0 } else { at(i - 1).abs() } + at(i).abs();
    let mut low = (0..count).fold(f64::INFINITY, |low, i| low.min(diagonal[i] - radius(i)));
    let mut high = (0..count).fold(f64::NEG_INFINITY, |high, i| high.max(diagonal[i] + radius(i)));
    if !(low.is_finite() && high.is_finite()) {
        return (f64::NAN, vec![0.0; count]);
    }
    let is_above = |value: f64| {
        let mut pivot = diagonal[0] - value;
        (1..count).all(|i| {
            let was_below = pivot < 0.0;
            pivot = diagonal[i] - value - at(i - 1) * at(i - 1) / pivot;
            was_below
        }) && pivot < 0.0
    };
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if is_above(middle) { high = middle } else { low = middle }
    }
    let shift = high + 1e-12 * (high.abs() + radius(0) + 1e-300);
    let mut vector = vec![1.0; count];
    for _ in 0..3 {
        vector = solved(diagonal, beside, shift, &vector);
        if !normalize(&mut vector) {
            break;
        }
    }
    (high, vector)
}

/// Solves the tridiagonal system minus `shift` times the identity (Thomas algorithm).
fn solved(diagonal: &[f64], beside: &[f64], shift: f64, right: &[f64]) -> Vec<f64> {
    let count = diagonal.len();
    let (mut pivots, mut x) = (vec![diagonal[0] - shift; count], right.to_vec());
    for i in 1..count {
        let factor = beside[i - 1] / pivots[i - 1];
        pivots[i] = diagonal[i] - shift - factor * beside[i - 1];
        x[i] -= factor * x[i - 1];
    }
    for i in (0..count).rev() {
        let above = if i + 1 < count { beside[i] * x[i + 1] } else { 0.0 };
        x[i] = (x[i] - above) / pivots[i];
    }
    x
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Scales a vector to length 1; returns whether that is possible.
pub(super) fn normalize(vector: &mut [f64]) -> bool {
    let length = dot(vector, vector).sqrt();
    if !(length > 0.0 && length.is_finite()) {
        return false;
    }
    vector.iter_mut().for_each(|x| *x /= length);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Random, Stream};

    /// Of the second difference with so many inner points the eigenvalues are 2 − 2 cos(k π / (n + 1)).
    #[test]
    fn the_second_difference_has_the_eigenvalue_of_the_textbook() {
        let count = 12;
        let (value, vector) = largest_of_tridiagonal(&vec![2.0; count], &vec![-1.0; count - 1]);
        let angle = std::f64::consts::PI * count as f64 / (count + 1) as f64;
        assert!((value - (2.0 - 2.0 * libm::cos(angle))).abs() < 1e-12, "{value}");
        for (i, x) in vector.iter().enumerate() {
            let sine = libm::sin(angle * (i + 1) as f64) * (2.0 / (count + 1) as f64).sqrt();
            assert!((x.abs() - sine.abs()).abs() < 1e-6, "{i}: {x}, {sine}");
        }
    }

    #[test]
    fn the_largest_is_found_among_many_and_not_the_most_negative() {
        let mut random = Random::new(3, Stream::Noise);
        let spectrum: Vec<f64> = (0..300).map(|i| if i == 0 { -9.0 } else { 5.0 / i as f64 }).collect();
        // A reflection turns the axes, so that no eigenvector is one.
        let mut mirror: Vec<f64> = (0..300).map(|_| random.normal()).collect();
        normalize(&mut mirror);
        let reflect = |x: &[f64]| -> Vec<f64> {
            let along = 2.0 * dot(&mirror, x);
            x.iter().zip(&mirror).map(|(x, m)| x - along * m).collect()
        };
        let start: Vec<f64> = (0..300).map(|_| random.normal()).collect();
        let mut count = 0;
        let (value, vector) = largest(&start, |x| {
            count += 1;
            let scaled: Vec<f64> = reflect(x).iter().zip(&spectrum).map(|(x, s)| x * s).collect();
            reflect(&scaled)
        });
        assert!((value - 5.0).abs() < 1e-5, "{value}");
        let axis = reflect(&vector);
        assert!(axis[1].abs() > 0.9999, "{}", axis[1]);
        assert!(count < 40, "{count} applications");
    }

    #[test]
    fn what_is_zero_has_no_direction() {
        assert_eq!(largest(&[0.0; 3], <[f64]>::to_vec), (0.0, vec![0.0; 3]));
        let (value, _) = largest(&[1.0, 2.0], |_| vec![0.0; 2]);
        assert_eq!(value, 0.0);
    }
}
