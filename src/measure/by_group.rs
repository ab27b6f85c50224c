//! Metrics of a network by group of rows.

use super::{Answers, Grouping, Groups, Miss};

impl Answers {
    /// The accuracy of each group, with one confidence threshold per group: a row below it is not answered but handed
    /// to a person. A group without a threshold answers all its rows.
    #[must_use]
    pub fn by_group(&self, grouping: &Grouping, thresholds: &[f64], temperature: f64) -> Groups {
        let outcome = |place: usize| {
            let group = grouping.of_row[self.rows[place]];
            let threshold = group.and_then(|group| thresholds.get(group as usize)).copied().unwrap_or_default();
            let is_answered = threshold <= 0.0 || self.confidence(place, temperature) >= threshold;
            is_answered.then(|| f64::from(u8::from(self.is_right(place))))
        };
        grouping.groups(&self.rows, &(0..self.len()).map(outcome).collect::<Vec<_>>(), true)
    }
}

impl Miss {
    /// The mean absolute error of each group.
    #[must_use]
    pub fn by_group(misses: &[Self], grouping: &Grouping) -> Groups {
        let rows: Vec<usize> = misses.iter().map(|miss| miss.row).collect();
        let errors: Vec<Option<f64>> = misses.iter().map(|miss| Some(miss.residual().abs())).collect();
        grouping.groups(&rows, &errors, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_hands_unsure_rows_to_a_person() {
        // Confidences 0.787, 0.909, 0.576 and 0.9998 for rows 10…13; the second is wrong.
        let answers =
            Answers::by_hand(&[[2.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 1.0], [9.0, 0.0, 0.0]], &[0, 0, 2, 0]);
        let of_row = (0..14).map(|row| (row >= 10).then_some(u32::from(row >= 12))).collect();
        let grouping = Grouping { by: "g".into(), names: vec!["a".into(), "b".into()], of_row };
        let told = |thresholds: &[f64], temperature| {
            let groups = answers.by_group(&grouping, thresholds, temperature).groups;
            groups.iter().map(|group| (group.answered, group.figure)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[], 1.0), [(2, 0.5), (2, 1.0)]);
        assert_eq!(told(&[0.0, 0.8], 1.0), [(2, 0.5), (1, 1.0)]);
        assert_eq!(told(&[0.8], 1.0), [(1, 0.0), (2, 1.0)]);
        assert_eq!(told(&[0.8, 1.1], 4.0), [(0, 0.0), (0, 0.0)]);
        let misses = [(10, 3.0), (11, -1.0), (12, 0.5)].map(|(row, predicted)| Miss { row, predicted, truth: 1.0 });
        let figures: Vec<_> = Miss::by_group(&misses, &grouping).groups.iter().map(|group| group.figure).collect();
        assert_eq!(figures, [2.0, 0.5]);
    }
}
