//! The largest errors of a confusion matrix.

use super::ClassReport;

/// An off-diagonal cell of a confusion matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The true class.
    pub truth: usize,
    /// The predicted class.
    pub said: usize,
    /// Number of rows.
    pub rows: u64,
}

impl ClassReport {
    /// The class for which rows of `class` are most often mistaken; the first of equals, `None` when all are right.
    #[must_use]
    pub fn most_read_as(&self, class: usize) -> Option<Hole> {
        let row = self.confusion.row(class);
        let wrong = (0..row.len()).filter(|said| *said != class && row[*said] > 0);
        wrong.map(|said| Hole { truth: class, said, rows: row[said] }).reduce(larger)
    }

    /// The off-diagonal cell with the most rows; the first of equals, `None` when all rows are right.
    #[must_use]
    pub fn widest_hole(&self) -> Option<Hole> {
        (0..self.confusion.nrows()).filter_map(|class| self.most_read_as(class)).reduce(larger)
    }

    /// Number of rows, and number of rows that are right.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        (self.confusion.sum(), self.confusion.diag().sum())
    }

    /// Balanced accuracy: mean recall of the classes that have rows, 0…1; 0 without rows.
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
