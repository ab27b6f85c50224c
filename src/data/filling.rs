//! What is done about empty cells of a table's inputs: their rows are left out, or the cells are filled.

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::nn::Choice;

/// What an empty cell of an input becomes. What fills it is found over the training rows alone, and stays the same for every
/// row that comes later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Filling {
    /// Nothing: its row is left out.
    #[default]
    LeaveOut,
    /// The mean of its column.
    Mean,
    /// The median of its column, which a few extreme numbers do not move.
    Median,
    /// The most frequent number of its column, of several the smallest.
    MostFrequent,
}

impl Choice for Filling {
    const WHAT: &'static str = "filling";
    const ALL: &'static [Self] = &[Self::LeaveOut, Self::Mean, Self::Median, Self::MostFrequent];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Filling {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
    pub(crate) const fn leaves_out(&self) -> bool {
        matches!(self, Self::LeaveOut)
    }

    /// What fills each column of `values`, in which an empty cell is no number, found over `rows`: 0 where none of them is
    /// filled. Nothing when nothing is filled.
    ///
    /// # Shapes
    /// `values` is `[all rows, columns]`; one number a column.
    #[must_use]
    pub fn fills(self, values: &Array2<f32>, rows: &[usize]) -> Vec<f32> {
        let of: fn(&[f32]) -> f64 = match self {
            Self::LeaveOut => return Vec::new(),
            Self::Mean => |sorted| sorted.iter().map(|x| f64::from(*x)).sum::<f64>() / sorted.len() as f64,
            Self::Median => |sorted| {
                let middle = |place: usize| f64::from(sorted[place]);
                0.5 * (middle((sorted.len() - 1) / 2) + middle(sorted.len() / 2))
            },
            Self::MostFrequent => |sorted| {
                let runs = sorted.chunk_by(|a, b| a == b);
                // Of several longest ones the first, which is the smallest.
                let longest = runs.reduce(|best, run| if run.len() > best.len() { run } else { best });
                longest.map_or(0.0, |run| f64::from(run[0]))
            },
        };
        let column = |column: ndarray::ArrayView1<'_, f32>| {
            let mut known: Vec<f32> = rows.iter().map(|row| column[*row]).filter(|x| !x.is_nan()).collect();
            known.sort_unstable_by(f32::total_cmp);
            if known.is_empty() { 0.0 } else { of(&known) as f32 }
        };
        values.columns().into_iter().map(column).collect()
    }
}

/// Puts its column's number of `fills` where there is none, unless there are no `fills`.
pub(super) fn fill(values: &mut Array2<f32>, fills: &[f32]) {
    for (mut column, fill) in values.columns_mut().into_iter().zip(fills) {
        column.iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = *fill);
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn by_hand() {
        let no = f32::NAN;
        let mut values = array![[1.0, no, no], [4.0, 2.0, no], [no, 2.0, no], [1.0, 7.0, no], [900.0, 0.5, 3.0]];
        let rows = [0, 1, 2, 3];
        assert_eq!(Filling::Mean.fills(&values, &rows), [2.0, 11.0 / 3.0, 0.0]);
        assert_eq!(Filling::Median.fills(&values, &rows), [1.0, 2.0, 0.0], "the last row is not asked");
        assert_eq!(Filling::Median.fills(&values, &[1, 4]), [452.0, 1.25, 3.0], "between the two in the middle");
        assert_eq!(Filling::MostFrequent.fills(&values, &[1, 3, 4]), [1.0, 0.5, 3.0], "the smallest of equally many");
        assert_eq!(Filling::MostFrequent.fills(&values, &rows), [1.0, 2.0, 0.0]);
        assert!(Filling::LeaveOut.fills(&values, &rows).is_empty());
        fill(&mut values, &[10.0, 20.0, 30.0]);
        assert_eq!(values.row(2).to_vec(), [10.0, 2.0, 30.0]);
        assert_eq!(values.row(4).to_vec(), [900.0, 0.5, 3.0]);
    }
}
