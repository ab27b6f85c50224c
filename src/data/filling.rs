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
    use crate::{
        data::{Coding, Prepared, Scaling, Source, Table},
        experiment::Experiment,
    };

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

    #[test]
    fn empty_cells_are_filled_from_the_training_rows_alone() {
        let csv = "a,t,k\n1,5,x\n?,6,y\n3,?,x\n5,7,y\n7,?,x\n9,8,y\n2,9,?\n?,3,x\n";
        let table = |csv: &str| Table::read_csv("t.csv", csv.as_bytes()).expect("a table");
        let of = |missing| {
            let inputs = ["a", "t", "a = ?"].map(String::from).to_vec();
            let source = Source::Table { table: table(csv).into(), inputs, target: "k".into(), classes: true };
            let mut experiment = Experiment::default();
            experiment.set_source(source);
            let settings = &mut experiment.data;
            (settings.missing, settings.scaling, settings.unlabelled) = (missing, Scaling::None, false);
            (settings.train_share, settings.validation_share) = (0.5, 0.0);
            Prepared::new(settings, 1, Coding::Unsigned, 1)
        };
        assert_eq!((of(Filling::LeaveOut).set.rows(), of(Filling::LeaveOut).fills), (3, vec![]));
        let data = of(Filling::Mean);
        assert_eq!(data.set.rows(), 7, "only the row without a class is left out");
        let known = |column: usize| {
            let rows = [
                [1.0, 5.0],
                [f32::NAN, 6.0],
                [3.0, f32::NAN],
                [5.0, 7.0],
                [7.0, f32::NAN],
                [9.0, 8.0],
                [f32::NAN, 3.0],
            ];
            let of = data.train.rows.iter().map(|row| rows[*row][column]).filter(|x: &f32| !x.is_nan());
            let of: Vec<f32> = of.collect();
            of.iter().sum::<f32>() / of.len() as f32
        };
        let fills = [known(0), known(1), data.fills[2]];
        assert!(data.fills.iter().zip(fills).all(|(ours, by_hand)| (ours - by_hand).abs() < 1e-6), "{:?}", data.fills);
        assert_eq!((data.set.inputs[(1, 0)], data.set.inputs[(2, 1)]), (data.fills[0], data.fills[1]));
        assert_eq!(data.set.inputs.column(2).to_vec(), [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0], "which were empty");
        let asked = data.inputs_of(&table("t,a\n5,\n,4\n,\n")).unwrap();
        let (a, t) = (data.fills[0], data.fills[1]);
        assert_eq!(asked.inputs, ndarray::array![[a, 5.0, 1.0], [4.0, t, 0.0], [a, t, 1.0]]);
        let judged = data.apply_to(&table("t,a,k\n5,,y\n1,2,x\n")).unwrap();
        assert_eq!(judged.test.inputs, ndarray::array![[a, 5.0, 1.0], [2.0, 1.0, 0.0]]);
    }
}
