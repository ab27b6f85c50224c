//! The assignment problem: pairing rows and columns for the greatest sum (Kuhn 1955, “the Hungarian method”; by
//! shortest augmenting paths, as Jonker & Volgenant 1987).

/// For each row of a square matrix of values, the column assigned to it such that the sum is greatest.
///
/// # Panics
/// When the matrix is not square.
pub(super) fn best(worth: &[Vec<f64>]) -> Vec<usize> {
    let count = worth.len();
    assert!(worth.iter().all(|row| row.len() == count), "rows and columns are as many");
    // Dual prices of rows and columns, counted from 1, and the row assigned to each column; 0 for none.
    let (mut of_row, mut of_column) = (vec![0.0; count + 1], vec![0.0; count + 1]);
    let mut row_of = vec![0; count + 1];
    for row in 1..=count {
        let (mut least, mut before) = (vec![f64::INFINITY; count + 1], vec![0; count + 1]);
        let mut seen = vec![false; count + 1];
        let mut column = 0;
        row_of[0] = row;
        while row_of[column] != 0 {
            seen[column] = true;
            let (from, mut step, mut next) = (row_of[column], f64::INFINITY, 0);
            for other in (1..=count).filter(|other| !seen[*other]) {
                let cost = -worth[from - 1][other - 1] - of_row[from] - of_column[other];
                if cost < least[other] {
                    (least[other], before[other]) = (cost, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            if next == 0 {
                // Only if all values are NaN no column is left: any will do.
                next = (1..=count).find(|other| !seen[*other]).unwrap_or(0);
                (step, before[next]) = (0.0, column);
            }
            for other in 0..=count {
                if seen[other] {
                    of_row[row_of[other]] += step;
                    of_column[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    let mut columns = vec![0; count];
    for column in 1..=count {
        columns[row_of[column] - 1] = column - 1;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Random, Stream};

    /// The greatest sum by trying every order.
    fn by_trying(worth: &[Vec<f64>], row: usize, free: &mut Vec<usize>) -> f64 {
        if row == worth.len() {
            return 0.0;
        }
        (0..free.len()).fold(f64::NEG_INFINITY, |best, place| {
            let column = free.remove(place);
            let sum = worth[row][column] + by_trying(worth, row + 1, free);
            free.insert(place, column);
            best.max(sum)
        })
    }

    #[test]
    fn no_order_is_worth_more() {
        let mut random = Random::new(5, Stream::Noise);
        for count in 1..=6 {
            for _ in 0..20 {
                let worth: Vec<Vec<f64>> = (0..count).map(|_| (0..count).map(|_| random.normal()).collect()).collect();
                let columns = best(&worth);
                let mut sorted = columns.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>(), "each column once");
                let sum: f64 = columns.iter().enumerate().map(|(row, column)| worth[row][*column]).sum();
                let most = by_trying(&worth, 0, &mut (0..count).collect());
                assert!((sum - most).abs() < 1e-9, "{sum}, {most}");
            }
        }
    }

    #[test]
    fn worths_that_are_no_numbers_still_give_an_order() {
        let mut columns = best(&vec![vec![f64::NAN; 3]; 3]);
        columns.sort_unstable();
        assert_eq!(columns, [0, 1, 2]);
        assert!(best(&[]).is_empty());
    }
}
