//! Principal component analysis: the two directions of greatest variance.
//!
//! Found by power iteration with deflation (Golub & Van Loan, “Matrix Computations”, 4th ed., §8.2), applied to the rows
//! themselves, so that the matrix of covariances is never formed; in a fixed order, so with the same bits everywhere.

use ndarray::{Array1, Array2, Axis};

/// Largest number of entries used in one iteration; with more, the rows are sampled evenly.
const CELLS: usize = 1 << 20;
/// Largest number of iterations; directions whose variances are nearly equal are equally good.
const ITERATIONS: usize = 200;
/// Iterations from a direction that was found just before, which follows a network that changes from step to step.
const FOLLOWING: usize = 12;

/// Two perpendicular unit vectors, `[columns]` each.
pub(super) type Directions = [Array1<f64>; 2];

/// The first two principal components of `rows`, the one of greater variance first.
///
/// A direction keeps its sign from `last`, so that a picture does not flip from frame to frame; without it, its largest
/// entry is positive. Where the rows do not vary, unit vectors are returned.
///
/// # Shapes
/// `rows` is `[rows, columns]`, finite; each direction is `[columns]`.
pub(super) fn components(rows: &Array2<f64>, last: Option<&Directions>) -> Directions {
    let columns = rows.ncols();
    let stride = (rows.len().div_ceil(CELLS)).max(1);
    let mut centred = rows.slice(ndarray::s![..;stride, ..]).to_owned();
    if let Some(mean) = centred.mean_axis(Axis(0)) {
        centred -= &mean;
    }
    let last = last.filter(|last| last[0].len() == columns);
    let first = leading(&centred, None, last.map(|last| &last[0]));
    let second = leading(&centred, Some(&first), last.map(|last| &last[1]));
    [first, second]
}

/// The direction of greatest variance perpendicular to `to`.
fn leading(centred: &Array2<f64>, to: Option<&Array1<f64>>, last: Option<&Array1<f64>>) -> Array1<f64> {
    let columns = centred.ncols();
    let straighten = |direction: &mut Array1<f64>| -> f64 {
        if let Some(to) = to {
            let along = direction.dot(to);
            direction.scaled_add(-along, to);
        }
        let length = direction.dot(direction).sqrt();
        if length > 0.0 {
            *direction /= length;
        }
        length
    };
    // Starts from the last direction, which is near, or else from one with a part in every column.
    let mut direction = last.cloned().unwrap_or_else(|| Array1::from_shape_fn(columns, |i| 1.0 / (1.0 + i as f64)));
    if straighten(&mut direction) < 1e-9 {
        direction = perpendicular(columns, to);
    }
    for _ in 0..if last.is_some() { FOLLOWING } else { ITERATIONS } {
        let mut next = centred.t().dot(&centred.dot(&direction));
        let length = straighten(&mut next);
        if !(length > 1e-12 && length.is_finite()) {
            break;
        }
        let turned = 1.0 - next.dot(&direction).abs();
        direction = next;
        if turned < 1e-12 {
            break;
        }
    }
    let side = match last {
        Some(last) => direction.dot(last),
        None => direction
            .iter()
            .copied()
            .fold(0.0, |largest: f64, x| if x.abs() > largest.abs() + 1e-9 { x } else { largest }),
    };
    if side < 0.0 { -direction } else { direction }
}

/// A unit vector perpendicular to `to`; zero when there is only one column.
fn perpendicular(columns: usize, to: Option<&Array1<f64>>) -> Array1<f64> {
    let unit = |i: usize| Array1::from_shape_fn(columns, |j| if i == j { 1.0 } else { 0.0 });
    let Some(to) = to else { return unit(0) };
    if columns < 2 {
        return Array1::zeros(columns);
    }
    let least = (0..columns).min_by(|a, b| to[*a].abs().total_cmp(&to[*b].abs())).unwrap_or(0);
    let mut direction = unit(least);
    direction.scaled_add(-to[least], to);
    let length = direction.dot(&direction).sqrt();
    direction / length
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    /// A cloud that is long along (3, 4, 0), less so along z, and flat across.
    fn cloud() -> Array2<f64> {
        Array2::from_shape_fn((400, 3), |(row, column)| {
            let (along, up) = (libm::sin(row as f64 * 0.7), 0.3 * libm::cos(row as f64 * 1.9));
            [0.6 * along + 5.0, 0.8 * along, up][column]
        })
    }

    #[test]
    fn the_longest_directions_come_first() {
        let [first, second] = components(&cloud(), None);
        assert!((first.dot(&array![0.6, 0.8, 0.0]) - 1.0).abs() < 1e-6, "{first}");
        assert!((second[2] - 1.0).abs() < 1e-6, "{second}");
    }

    #[test]
    fn a_direction_keeps_its_side() {
        let [first, second] = components(&cloud(), None);
        let flipped = [-&first, -&second];
        let [again, other] = components(&cloud(), Some(&flipped));
        assert!(again.dot(&flipped[0]) > 0.999 && other.dot(&flipped[1]) > 0.999);
    }

    #[test]
    fn rows_that_do_not_differ_have_directions_all_the_same() {
        for rows in [Array2::zeros((5, 3)), Array2::ones((1, 2)), Array2::from_elem((4, 1), 7.0)] {
            let [first, second] = components(&rows, None);
            assert!((first.dot(&first) - 1.0).abs() < 1e-12, "{first}");
            assert!(first.dot(&second).abs() < 1e-12 && second.iter().all(|x| x.is_finite()), "{second}");
        }
    }
}
