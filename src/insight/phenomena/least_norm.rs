//! The shortest of the best solutions of a linear system: columns are taken in the order of what is left of them, reflected
//! into a triangle (Householder 1958; Businger & Golub 1965), and where there are more columns than the rank, the triangle is
//! reflected once more from the other side (Golub & Van Loan, “Matrix Computations”, 4th ed., §5.5.2).

/// Columns of which less than this share of the largest is left count as sums of those before.
const TOLERANCE: f64 = 1e-10;

/// The shortest `w` among those that bring `Σ w[j] columns[j]` nearest to `target`.
pub(super) fn least_norm(mut columns: Vec<Vec<f64>>, mut target: Vec<f64>) -> Vec<f64> {
    let (rows, count) = (target.len(), columns.len());
    let mut order: Vec<usize> = (0..count).collect();
    let (mut rank, mut largest) = (0, 0.0_f64);
    while rank < rows.min(count) {
        let left = |column: &Vec<f64>| column[rank..].iter().map(|x| x * x).sum::<f64>().sqrt();
        let lengths: Vec<f64> = columns[rank..].iter().map(left).collect();
        let best = (0..lengths.len()).max_by(|a, b| lengths[*a].total_cmp(&lengths[*b])).unwrap_or(0);
        largest = largest.max(lengths[best]);
        if lengths[best].is_nan() || lengths[best] <= TOLERANCE * largest {
            break;
        }
        columns.swap(rank, rank + best);
        order.swap(rank, rank + best);
        let (done, rest) = columns.split_at_mut(rank + 1);
        let mirror = mirror(&mut done[rank], rank);
        rest.iter_mut().chain([&mut target]).for_each(|column| reflect(column, &mirror, rank));
        rank += 1;
    }
    let mut found = solved(&columns, &target, rank);
    let mut solution = vec![0.0; count];
    order.iter().zip(found.drain(..)).for_each(|(place, value)| solution[*place] = value);
    solution
}

/// The shortest solution of the trapezoid that the first `rank` rows of `columns` are.
fn solved(columns: &[Vec<f64>], target: &[f64], rank: usize) -> Vec<f64> {
    let count = columns.len();
    let mut solution = vec![0.0; count];
    if rank == count {
        for row in (0..rank).rev() {
            let known: f64 = (row + 1..rank).map(|column| columns[column][row] * solution[column]).sum();
            solution[row] = (target[row] - known) / columns[row][row];
        }
        return solution;
    }
    // Each row of the trapezoid becomes a column.
    let entry = |row: usize, column: usize| if column < row { 0.0 } else { columns[column][row] };
    let mut turned: Vec<Vec<f64>> =
        (0..rank).map(|row| (0..count).map(|column| entry(row, column)).collect()).collect();
    let mut mirrors = Vec::with_capacity(rank);
    for row in 0..rank {
        let (done, rest) = turned.split_at_mut(row + 1);
        let mirror = mirror(&mut done[row], row);
        rest.iter_mut().for_each(|column| reflect(column, &mirror, row));
        mirrors.push(mirror);
    }
    for row in 0..rank {
        let known: f64 = (0..row).map(|before| turned[row][before] * solution[before]).sum();
        solution[row] = (target[row] - known) / turned[row][row];
    }
    for (row, mirror) in mirrors.iter().enumerate().rev() {
        reflect(&mut solution, mirror, row);
    }
    solution
}

/// The mirror that turns `column` from place `from` on into its length there and zeros behind, and does so.
fn mirror(column: &mut [f64], from: usize) -> Vec<f64> {
    let mut mirror = column[from..].to_vec();
    let length = mirror.iter().map(|x| x * x).sum::<f64>().sqrt();
    // Away from the column, so that nothing cancels.
    let end = if mirror[0] > 0.0 { -length } else { length };
    mirror[0] -= end;
    let own = mirror.iter().map(|x| x * x).sum::<f64>().sqrt();
    if own > 0.0 {
        mirror.iter_mut().for_each(|x| *x /= own);
    }
    column[from] = end;
    column[from + 1..].fill(0.0);
    mirror
}

fn reflect(column: &mut [f64], mirror: &[f64], from: usize) {
    let along = 2.0 * column[from..].iter().zip(mirror).map(|(x, m)| x * m).sum::<f64>();
    column[from..].iter_mut().zip(mirror).for_each(|(x, m)| *x -= along * m);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Solutions by NumPy's `lstsq`, which goes by singular values.
    #[test]
    fn the_shortest_solution_is_found_of_every_shape() {
        let near = |found: Vec<f64>, expected: &[f64]| {
            assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-12), "{found:?}, not {expected:?}");
        };
        // More rows than columns: the mean, and a line.
        near(least_norm(vec![vec![1.0; 4]], vec![1.0, 2.0, 3.0, 6.0]), &[3.0]);
        near(least_norm(vec![vec![1.0; 3], vec![0.0, 1.0, 2.0]], vec![1.0, 3.0, 5.0]), &[1.0, 2.0]);
        // More columns than rows: 1 = w·(3, 4) is solved by (3, 4) ÷ 25.
        near(least_norm(vec![vec![3.0], vec![4.0]], vec![1.0]), &[0.12, 0.16]);
        // Columns that are sums of others, and one of zeros: x + y, 2x + 2y share what one needs.
        let same = vec![vec![1.0, 1.0, 0.0], vec![2.0, 2.0, 0.0], vec![0.0; 3], vec![0.0, 0.0, 5.0]];
        near(least_norm(same, vec![5.0, 5.0, 1.0]), &[1.0, 2.0, 0.0, 0.2]);
    }

    #[test]
    fn what_is_left_of_the_target_stands_upright_on_every_column() {
        let mut random = crate::nn::Random::new(1, crate::nn::Stream::Data);
        for (rows, count) in [(12, 5), (9, 9), (6, 20)] {
            let columns: Vec<Vec<f64>> = (0..count).map(|_| (0..rows).map(|_| random.normal()).collect()).collect();
            let target: Vec<f64> = (0..rows).map(|_| random.normal()).collect();
            let found = least_norm(columns.clone(), target.clone());
            let left: Vec<f64> = (0..rows)
                .map(|row| target[row] - columns.iter().zip(&found).map(|(column, w)| column[row] * w).sum::<f64>())
                .collect();
            for column in &columns {
                let along: f64 = column.iter().zip(&left).map(|(x, l)| x * l).sum();
                assert!(along.abs() < 1e-10, "{rows} × {count}: {along}");
            }
        }
    }
}
