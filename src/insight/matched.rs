//! What finds what: held-out rows, and the other views that lie nearest to them in the space that both encoders share.

use std::sync::Arc;

use super::reconstruction::chosen;
use crate::{
    data::{Prepared, Split},
    measure::{Matching, Probe},
    nn::Network,
};

/// Rows that are shown with what they find.
pub const SHOWN: usize = 10;
/// Other views that are shown of each, the nearest first.
pub const NEAREST: usize = 5;

/// How held-out rows find their other view.
#[derive(Clone, Debug, PartialEq)]
pub struct Matched {
    /// Which rows they are: those for validation, where there are some, else those for testing.
    pub split: Split,
    /// What was found for all of them.
    pub all: Matching,
    /// Some of them, of classes one after the other.
    pub rows: Vec<RowMatched>,
}

/// A row, and whose other view lies nearest.
#[derive(Clone, Debug, PartialEq)]
pub struct RowMatched {
    /// Row of the data set.
    pub row: usize,
    /// Rows of the data set whose other view lies nearest to its inputs, the nearest first.
    pub found: Vec<usize>,
    /// How many other views lie nearer than its own.
    pub ahead: usize,
}

/// Looks at one moment after another; at the same one only once.
#[derive(Debug, Default)]
pub(super) struct Matcher(Option<(Network, Arc<Prepared>, Arc<Matched>)>);

impl Matcher {
    /// What finds what; nothing unless the stage at hand aligns two views.
    pub(super) fn look(&mut self, probe: &Probe<'_>, data: &Arc<Prepared>) -> Option<Arc<Matched>> {
        if let Some((network, of, matched)) = &self.0
            && network == probe.network
            && Arc::ptr_eq(of, data)
        {
            return Some(Arc::clone(matched));
        }
        let matched = Arc::new(matched(probe)?);
        self.0 = Some((probe.network.clone(), Arc::clone(data), Arc::clone(&matched)));
        Some(matched)
    }
}

fn matched(probe: &Probe<'_>) -> Option<Matched> {
    let data = probe.data;
    let parts = [Split::Validation, Split::Test, Split::Train];
    let split = parts.into_iter().find(|split| !data.part_for(*split).rows.is_empty())?;
    let part = data.part_for(split);
    let (codes, all) = (probe.aligned_codes(part)?, probe.matching(part)?);
    let rows = chosen(data, part, SHOWN).into_iter().map(|place| {
        let order = codes.nearest(place, usize::MAX);
        let ahead = order.iter().position(|found| *found == place).unwrap_or(order.len());
        let found = order.into_iter().take(NEAREST).map(|found| part.rows[found]).collect();
        RowMatched { row: part.rows[place], found, ahead }
    });
    Some(Matched { split, all, rows: rows.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Shipped, Source, Target},
        experiment::{Alignment, Experiment, Stage, Task},
        nn::Loss,
        training::Trainer,
    };

    #[test]
    fn what_is_nearest_is_shown_and_counted() {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(Shipped::SeenAndHeard));
        experiment.data.validation_share = 0.0;
        let mut stage =
            Stage { task: Task::Align(Alignment { layers: 1, space: 8, temperature: 0.1 }), ..Stage::default() };
        (stage.training.loss, stage.training.batch_size) = (Loss::MeanSquaredError, 32);
        stage.training.learning_rate = 0.1;
        *experiment.stages.at_hand_mut() = stage;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        let look = |trainer: &Trainer| Matcher::default().look(&trainer.probe(), trainer.data()).unwrap();
        let blind = look(&trainer).all;
        (0..200).for_each(|_| trainer.step());
        let matched = look(&trainer);
        let (all, data) = (matched.all, trainer.data());
        assert_eq!((matched.split, all.rows, matched.rows.len()), (Split::Test, data.test.rows.len(), SHOWN));
        assert!(all.same_class > blind.same_class && all.by_views > blind.by_views, "{blind:?}, then {all:?}");
        assert!(all.own <= all.same_class.unwrap(), "what is its own is of its class");
        let Target::Class { labels, .. } = data.own_target() else { panic!("digits are classes") };
        // Counted again by the codes themselves.
        let codes = trainer.probe().aligned_codes(&data.test).unwrap();
        let nearest = |place: usize| {
            let near = |of: &usize| codes.views.row(*of).dot(&codes.inputs.row(place));
            (0..all.rows).max_by(|a, b| near(a).total_cmp(&near(b))).unwrap()
        };
        let same = |place: &usize| labels[data.test.rows[*place]] == labels[data.test.rows[nearest(*place)]];
        assert_eq!(Some((0..all.rows).filter(same).count()), all.same_class);
        for row in &matched.rows {
            let place = data.test.rows.iter().position(|of| *of == row.row).unwrap();
            assert_eq!(row.found[0], data.test.rows[nearest(place)]);
            assert_eq!(row.ahead == 0, row.found[0] == row.row);
        }
        assert!(
            Matcher::default().look(&Trainer::new(Experiment::default().validate().unwrap()).probe(), data).is_none()
        );
    }
}
