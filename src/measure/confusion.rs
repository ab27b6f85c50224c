//! What stands out in a confusion matrix.

use super::ClassReport;

/// A cell of a confusion matrix beside its diagonal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The class that the rows are of.
    pub truth: usize,
    /// The class that they were taken for.
    pub said: usize,
    /// How many.
    pub rows: u64,
}

impl ClassReport {
    /// What rows of `class` are most often taken for wrongly; of equals the first class, nothing when all are right.
    #[must_use]
    pub fn most_read_as(&self, class: usize) -> Option<Hole> {
        let row = self.confusion.row(class);
        let wrong = (0..row.len()).filter(|said| *said != class && row[*said] > 0);
        wrong.map(|said| Hole { truth: class, said, rows: row[said] }).reduce(larger)
    }

    /// The cell beside the diagonal that holds most rows; of equals the first, nothing when all rows are right.
    #[must_use]
    pub fn widest_hole(&self) -> Option<Hole> {
        (0..self.confusion.nrows()).filter_map(|class| self.most_read_as(class)).reduce(larger)
    }

    /// Number of rows, and how many of them are right.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        (self.confusion.sum(), self.confusion.diag().sum())
    }

    /// Mean of the recalls of the classes that have rows: the accuracy if every class had as many; 0 without rows.
    #[must_use]
    pub fn balanced_accuracy(&self) -> f64 {
        let recalls: Vec<f64> = (0..self.confusion.nrows()).filter_map(|class| self.recall(class)).collect();
        recalls.iter().sum::<f64>() / recalls.len().max(1) as f64
    }
}

const fn larger(first: Hole, second: Hole) -> Hole {
    if second.rows > first.rows { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let mut report = ClassReport::new(4);
        report.confusion = ndarray::array![[8, 2, 0, 2], [1, 3, 0, 0], [0, 0, 5, 0], [0, 0, 0, 0]];
        let hole = |truth, said, rows| Some(Hole { truth, said, rows });
        let read: Vec<_> = (0..4).map(|class| report.most_read_as(class)).collect();
        assert_eq!(read, [hole(0, 1, 2), hole(1, 0, 1), None, None]);
        assert_eq!((report.widest_hole(), report.counts()), (hole(0, 1, 2), (21, 16)));
        assert!((report.balanced_accuracy() - (8.0 / 12.0 + 0.75 + 1.0) / 3.0).abs() < 1e-15);
    }
}
