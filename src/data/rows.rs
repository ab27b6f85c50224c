//! The split into training, validation and test rows.

use super::{
    DataSet, DataSettings, Painted, Source, Split, SplitBy, Target, painted::Dealt, shipped::Groups, split::Turns,
};
use crate::nn::{Random, Stream};

/// Indices of the rows in each part.
pub(super) struct Rows {
    pub(super) train: Vec<usize>,
    pub(super) validation: Vec<usize>,
    pub(super) test: Vec<usize>,
}

impl Rows {
    /// Splits the rows of `set` as `settings` say.
    ///
    /// Generated points are in random order already, and a gate's four are all for training. Painted points take turns,
    /// see [`Painted::splits`](super::Painted::splits). Rows of a table are shuffled and stratified by class, so that
    /// no class is missing from either part by chance; or, if requested, split by whole groups of rows.
    ///
    /// Only the first `known` rows of a table are split; those behind them have no target and are training rows.
    ///
    /// Rows of a text are split at one position, and those of a neighbouring set are training rows, after all others.
    ///
    /// The validation rows are taken from the training rows, in turn and without random numbers, so that all other
    /// choices are the same with and without them.
    pub(super) fn of(settings: &DataSettings, set: &DataSet, known: usize, random: &mut Random) -> Self {
        let share = |rows: usize| ((rows as f64 * f64::from(settings.train_share)).round() as usize).clamp(1, rows);
        let mut rows: Vec<usize> = (0..set.rows()).collect();
        // Rows behind the set's own ones are for training only.
        let own = if let Source::Shipped(set) = &settings.source { set.own_rows() } else { known };
        let mut behind: Vec<usize> = (own..rows.len()).collect();
        let (train, test) = match &settings.source {
            Source::Gate(_) => (rows, Vec::new()),
            Source::Generated { .. } | Source::Formula { .. } => {
                let test = rows.split_off(share(rows.len()));
                (rows, test)
            }
            Source::Painted(points) => {
                let splits = points.splits(settings.train_share, settings.validation_share);
                let of = |split| (0..splits.len()).filter(|row| splits[*row] == split).collect();
                let (mut train, validation, test): (Vec<_>, _, _) =
                    (of(Split::Train), of(Split::Validation), of(Split::Test));
                // They may be painted class by class, and a network that sees them in that order forgets the first.
                random.shuffle(&mut train);
                return Self { train, validation, test };
            }
            Source::Shipped(set) if set.is_in_order() => {
                rows.truncate(set.own_rows());
                let test = rows.split_off(share(rows.len()));
                // Labels are given to the first rows, so another seed starts at another position of the text.
                let start = random.below(rows.len() as u32) as usize;
                rows.rotate_left(start);
                (rows, test)
            }
            Source::Shipped(_) | Source::Table { .. } => {
                rows.truncate(own);
                if settings.without_repeats {
                    let repeats = set.repeats(known);
                    rows.retain(|row| !repeats[*row]);
                    if matches!(settings.source, Source::Table { .. }) {
                        behind.retain(|row| !repeats[*row]);
                    }
                }
                random.shuffle(&mut rows);
                match (settings.source.groups().filter(|_| settings.split_by == SplitBy::Groups), &set.target) {
                    (Some(groups), _) => by_group(rows, groups, settings.train_share, random),
                    (None, Target::Class { classes, labels, .. }) => {
                        by_class(rows, &labels[..own], classes.len(), share)
                    }
                    (None, Target::Value { .. }) => {
                        let test = rows.split_off(share(rows.len()));
                        (rows, test)
                    }
                }
            }
        };
        let mut turns = Turns::new(settings.validation_share, set.target.classes().unwrap_or(1));
        let class = |row: usize| match &set.target {
            Target::Class { labels, .. } => labels[row] as usize,
            Target::Value { .. } => 0,
        };
        let (validation, mut train): (Vec<_>, Vec<_>) = train.into_iter().partition(|&row| turns.validates(class(row)));
        train.extend(behind);
        Self { train, validation, test }
    }
}

impl DataSettings {
    /// The points of the source as painted ones: see [`Source::painted`]. Each keeps its part.
    #[must_use]
    pub fn painted(&self, seed: u64) -> Painted {
        let mut points = self.source.painted(seed);
        if matches!(self.source, Source::Painted(_)) || points.rows() == 0 {
            return points;
        }
        // Generated points are in random order already: no random number decides.
        let rows = Rows::of(self, &points.points(), points.rows(), &mut Random::new(seed, Stream::Data));
        let mut parts = vec![Split::Test; points.rows()];
        for (of, part) in [(rows.train, Split::Train), (rows.validation, Split::Validation)] {
            of.into_iter().for_each(|row| parts[row] = part);
        }
        points.dealt = Some(Dealt { train: self.train_share, validation: self.validation_share, parts });
        points
    }
}

/// The rows of a fraction `share` of the groups for training, and those of the others for testing: at least one group
/// on each side, unless all rows are for training.
fn by_group(rows: Vec<usize>, groups: &Groups, share: f32, random: &mut Random) -> (Vec<usize>, Vec<usize>) {
    let count = groups.names.len();
    let mut order: Vec<u32> = (0..count as u32).collect();
    random.shuffle(&mut order);
    let most = if share < 1.0 { count - 1 } else { count };
    let wanted = ((count as f64 * f64::from(share)).round() as usize).clamp(1, most.max(1));
    rows.into_iter().partition(|&row| order[..wanted].contains(&groups.of[row]))
}

/// The first rows of each class for training, a fraction `share` of them, and the others for testing.
fn by_class(
    rows: Vec<usize>,
    labels: &[u32],
    classes: usize,
    share: impl Fn(usize) -> usize,
) -> (Vec<usize>, Vec<usize>) {
    let mut counts = vec![0_usize; classes];
    rows.iter().for_each(|&row| counts[labels[row] as usize] += 1);
    let mut wanted: Vec<usize> = counts.iter().map(|&count| if count > 0 { share(count) } else { 0 }).collect();
    rows.into_iter().partition(|&row| {
        let wanted = &mut wanted[labels[row] as usize];
        let train = *wanted > 0;
        *wanted = wanted.saturating_sub(1);
        train
    })
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::Arc};

    use super::*;
    use crate::{
        data::{Coding, Feature, Filling, Gate, Generator, Painted, Prepared, Scaling, Shipped, Table},
        nn::Stream,
    };

    fn settings(source: Source, train_share: f32, validation_share: f32) -> DataSettings {
        let (features, scaling) = (vec![Feature::Input(0)], Scaling::None);
        DataSettings {
            source,
            features,
            scaling,
            train_share,
            validation_share,
            more_targets: Vec::new(),
            labels: None,
            split_by: SplitBy::Rows,
            without_repeats: false,
            missing: Filling::LeaveOut,
            unlabelled: false,
        }
    }

    fn rows(settings: &DataSettings) -> Rows {
        let mut random = Random::new(3, Stream::Data);
        let set = match &settings.source {
            Source::Generated { generator, samples, noise } => {
                generator.points(*samples, f64::from(*noise), &mut random)
            }
            Source::Painted(points) => points.points(),
            Source::Gate(gate) => gate.points(),
            Source::Shipped(set) => DataSet::clone(set.set()),
            Source::Table { table, inputs, classes, .. } => {
                table.select(inputs, &settings.targets(), *classes).unwrap()
            }
            Source::Formula { .. } => panic!("no formula here"),
        };
        Rows::of(settings, &set, set.rows(), &mut random)
    }

    fn table(classes: bool) -> Source {
        // 50 rows of a, 25 of b, 5 of c, one of d.
        let kinds = "a".repeat(50) + &"b".repeat(25) + &"c".repeat(5) + "d";
        let csv: String = kinds.chars().enumerate().map(|(row, kind)| format!("{row},{kind},{row}\n")).collect();
        let table = Table::read_csv("t.csv", format!("x,kind,y\n{csv}").as_bytes()).unwrap();
        let target = if classes { "kind" } else { "y" };
        Source::Table { table: Arc::new(table), inputs: vec!["x".into()], target: target.into(), classes }
    }

    #[test]
    fn repeated_rows_are_left_out_before_the_split() {
        let iris = DataSettings {
            features: (0..4).map(Feature::Input).collect(),
            ..settings(Source::Shipped(Shipped::Iris), 0.7, 0.0)
        };
        let set = Shipped::Iris.set();
        let repeats: Vec<usize> =
            set.repeats(set.rows()).iter().enumerate().filter(|(_, is)| **is).map(|(row, _)| row).collect();
        // UCI: rows 102 and 143, counted from 1.
        assert_eq!(repeats, [142]);
        assert_eq!(set.inputs.row(142), set.inputs.row(101));
        let parts = |settings: &DataSettings| {
            let rows = rows(settings);
            let mut all = [rows.train, rows.validation, rows.test].concat();
            all.sort_unstable();
            all
        };
        assert_eq!(parts(&iris), (0..150).collect::<Vec<_>>());
        let without = parts(&DataSettings { without_repeats: true, ..iris });
        assert_eq!(without, (0..150).filter(|row| *row != 142).collect::<Vec<_>>());
    }

    #[test]
    fn shares_are_of_the_rows_that_are_left_without_repeats() {
        let cells: String =
            (0..60).map(|row| format!("{},{}\n", row % 30, if row % 30 < 20 { "a" } else { "b" })).collect();
        let table = Table::read_csv("t.csv", format!("x,kind\n{cells}").as_bytes()).unwrap();
        let source = Source::table(Arc::new(table)).unwrap();
        let rows = rows(&DataSettings { without_repeats: true, ..settings(source, 0.5, 0.0) });
        assert_eq!((rows.train.len(), rows.test.len()), (15, 15));
    }

    #[test]
    fn every_class_gives_its_share() {
        let rows = rows(&settings(table(true), 0.8, 0.25));
        // Training rows are 40 of a, 20 of b, 4 of c and the one of d.
        let of = |rows: &[usize]| {
            let starts = [0, 50, 75, 80, 81];
            std::array::from_fn(|class| {
                rows.iter().filter(|row| (starts[class]..starts[class + 1]).contains(*row)).count()
            })
        };
        assert_eq!(
            [&rows.train, &rows.validation, &rows.test].map(|rows| of(rows)),
            [[30, 15, 3, 1], [10, 5, 1, 0], [10, 5, 1, 0]]
        );
    }

    #[test]
    fn all_rows_are_in_one_part_and_without_a_share_in_those_of_before() {
        let painted = {
            let mut points = Painted::default();
            (0..60).for_each(|i| points.add(i as f32, 0.0, i / 20));
            Source::Painted(points.into())
        };
        let [circle, plane] = [Generator::Circle, Generator::Plane].map(Source::generated);
        for source in [circle, plane, painted, table(true), table(false)] {
            let (before, after) =
                (rows(&settings(source.clone(), 0.6, 0.0)), rows(&settings(source.clone(), 0.6, 0.3)));
            assert!(before.validation.is_empty(), "{source:?}");
            assert_eq!(after.test, before.test, "{source:?}");
            let sorted = |mut rows: Vec<usize>| {
                rows.sort_unstable();
                rows
            };
            let together = after.train.iter().chain(&after.validation).copied().collect();
            assert_eq!(sorted(together), sorted(before.train.clone()), "{source:?}");
            let share = after.validation.len() as f64 / before.train.len() as f64;
            assert!((share - 0.3).abs() < 0.01, "{share} of {source:?}");
            if !matches!(source, Source::Painted(_)) {
                let kept = before.train.into_iter().filter(|row| !after.validation.contains(row));
                assert_eq!(after.train, kept.collect::<Vec<_>>(), "in the order of before: {source:?}");
            }
        }
    }

    #[test]
    fn groups_are_on_one_side() {
        let source = Source::Shipped(Shipped::Spoken);
        let mut settings = settings(source, 0.8, 0.2);
        settings.split_by = SplitBy::Groups;
        let groups = Shipped::Spoken.groups().unwrap();
        let speakers = |rows: &[usize]| rows.iter().map(|row| groups.of[*row]).collect::<BTreeSet<_>>();
        let split = rows(&settings);
        let (train, test) = (speakers(&split.train), speakers(&split.test));
        assert_eq!((train.len(), test.len(), speakers(&split.validation)), (5, 1, train.clone()));
        assert!(train.is_disjoint(&test));
        assert_eq!((split.train.len(), split.validation.len(), split.test.len()), (2000, 500, 500));
        settings.train_share = 0.99;
        assert_eq!(speakers(&rows(&settings).test).len(), 1, "one speaker is always new");
        settings.split_by = SplitBy::Rows;
        settings.train_share = 0.8;
        assert_eq!(speakers(&rows(&settings).test).len(), 6);
    }

    #[test]
    fn neighbours_are_for_training_alone() {
        for set in [Shipped::Colours, Shipped::Danish] {
            let own = set.own_rows();
            let split = rows(&settings(Source::Shipped(set), 0.7, 0.2));
            assert_eq!(split.train.len() + split.validation.len() + split.test.len(), set.set().rows());
            assert!(split.test.iter().chain(&split.validation).all(|row| *row < own), "{set:?}");
            let first = split.train.iter().position(|row| *row >= own).unwrap();
            assert!(split.train[first..].iter().copied().eq(own..set.set().rows()), "they come last");
            let tested = own - (own as f64 * f64::from(0.7_f32)).round() as usize;
            assert_eq!(split.test.len(), tested, "{set:?}");
        }
    }

    #[test]
    fn a_text_is_split_at_one_place() {
        let split = rows(&settings(Source::Shipped(Shipped::Danish), 0.7, 0.0));
        let own = Shipped::Danish.own_rows();
        assert!(split.test.iter().copied().eq(own - split.test.len()..own), "its end is for testing");
        let train = &split.train[..own - split.test.len()];
        assert!(train.windows(2).filter(|pair| pair[1] != pair[0] + 1).count() <= 1, "from a place on, round the end");
        assert!(train[0] > 0);
    }

    #[test]
    fn the_four_of_a_gate_are_for_training() {
        let rows = rows(&settings(Source::Gate(Gate::Or), 0.5, 0.0));
        assert_eq!((rows.train, rows.validation, rows.test), (vec![0, 1, 2, 3], vec![], vec![]));
    }

    #[test]
    fn points_that_are_painted_on_stay_in_their_part() {
        let source = Source::Generated { generator: Generator::Circle, samples: 200, noise: 0.1 };
        for (train_share, validation_share) in [(0.5, 0.0), (0.7, 0.3)] {
            let made = settings(source.clone(), train_share, validation_share);
            let points = made.painted(3);
            let painted = DataSettings { source: Source::Painted(Arc::new(points)), ..made.clone() };
            let parts = |settings: &DataSettings| {
                Prepared::new(settings, 3, Coding::Signed, 1).parts().map(|(_, part)| {
                    let mut rows = part.rows.clone();
                    rows.sort_unstable();
                    rows
                })
            };
            assert_eq!(parts(&made), parts(&painted), "no row that was learned from is tested on");
        }
    }
}
