//! A data set prepared for training: split, scaled, with features and encoded targets.

use std::sync::Arc;

use ndarray::Array2;

use super::{
    DataSet, DataSettings, Feature, Formula, Scale, Scaling, Source, Split, Target, filling::fill, rows::Rows,
    table::Keep,
};
use crate::nn::{Random, Stream};

/// How a class is encoded at an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// −1 and +1, for a tanh output; the decision threshold is 0.
    Signed,
    /// 0 and 1, for every other output; the decision threshold is ½, or 0 for a logit.
    Unsigned,
}

/// A data set prepared for training.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// All rows, raw.
    pub set: Arc<DataSet>,
    /// Number of the first rows whose target is known; what the others hold there has no meaning.
    pub known: usize,
    /// The data set's own target, if the current stage learns something else.
    pub target: Option<Target>,
    /// Training rows.
    pub train: Part,
    /// Validation rows, held out for choices such as when to stop; may be empty.
    pub validation: Part,
    /// Test rows, held out for the final evaluation; may be empty.
    pub test: Part,
    /// How each raw input column is scaled.
    pub input_scales: Vec<Scale>,
    /// How each target column is scaled; all [`Scale::NONE`] for classes.
    pub target_scales: Vec<Scale>,
    /// The features that the network reads.
    pub features: Vec<Feature>,
    /// How classes are encoded.
    pub coding: Coding,
    /// What an empty cell of each raw input column is filled with, less the origin; none where rows with one are left out.
    pub fills: Vec<f32>,
    /// How many of the raw inputs, the last ones, are another view of the row, which a stage aligns with the others.
    pub beside: usize,
    /// Whether the input scales make grey values of raw pixels.
    pub pixels: bool,
}

/// Some of the rows, as the network reads them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Index of each row in the data set.
    pub rows: Vec<usize>,
    /// `[rows, features]`
    pub inputs: Array2<f32>,
    /// `[rows, outputs]`
    pub targets: Array2<f32>,
}

impl Prepared {
    /// Draws or takes the rows, splits, scales and encodes them; the same settings and seed give the same bits.
    ///
    /// Scales are fitted to the training rows alone, without validation and test rows, which stand for unseen data.
    ///
    /// # Panics
    /// When the settings did not pass validation.
    #[must_use]
    pub fn new(settings: &DataSettings, seed: u64, coding: Coding, outputs: usize) -> Self {
        let mut random = Random::new(seed, Stream::Data);
        let made = match &settings.source {
            Source::Generated { generator, samples, noise } => {
                generator.points(*samples, f64::from(*noise), &mut random)
            }
            Source::Gate(gate) => gate.points(),
            Source::Shipped(set) => {
                let set = Arc::clone(set.set());
                let known = set.rows();
                return Self::of((set, known), settings, random, coding, outputs);
            }
            Source::Painted(points) => points.points(),
            Source::Formula { formula, samples, noise } => Formula::read(formula)
                .expect("validation has read the formula")
                .points(*samples, f64::from(*noise), &mut random),
            Source::Table { table, inputs, classes, .. } => {
                let keep = Keep { empty: !settings.missing.leaves_out(), unlabelled: settings.unlabelled };
                let taken = table.take(inputs, &settings.targets(), *classes, keep);
                let (set, known) = taken.expect("validation has looked at the table");
                return Self::of((Arc::new(set), known), settings, random, coding, outputs);
            }
        };
        let known = made.rows();
        Self::of((Arc::new(made), known), settings, random, coding, outputs)
    }

    /// The same for rows that exist, the targets of the first of which are known.
    fn of(
        (mut set, known): (Arc<DataSet>, usize),
        settings: &DataSettings,
        mut random: Random,
        coding: Coding,
        outputs: usize,
    ) -> Self {
        // Where no target is known, none can be held back from, and a reconstruction is tested like anything else.
        let split = if known == 0 { set.rows() } else { known };
        let Rows { train, validation, test } = Rows::of(settings, &set, split, &mut random);
        let is_filled = matches!(settings.source, Source::Table { .. }) && !settings.missing.leaves_out();
        let fills = if is_filled { settings.missing.fills(&set.inputs, &train) } else { Vec::new() };
        if is_filled {
            fill(&mut Arc::make_mut(&mut set).inputs, &fills);
        }
        let target_scales = match &set.target {
            Target::Class { .. } => vec![Scale::NONE; outputs],
            Target::Value { values, .. } if known < set.rows() => {
                let known: Vec<usize> = train.iter().copied().filter(|row| *row < known).collect();
                settings.scaling.of_targets().scales(values, &[], &known)
            }
            Target::Value { values, .. } => settings.scaling.of_targets().scales(values, &[], &train),
        };
        let mut prepared = Self {
            input_scales: settings.scaling.scales(&set.inputs, &set.origins, &train),
            target_scales,
            features: settings.features.clone(),
            coding,
            fills,
            beside: 0,
            pixels: settings.scaling == Scaling::Pixels,
            set,
            known,
            target: None,
            train: Part::default(),
            validation: Part::default(),
            test: Part::default(),
        };
        prepared.train = prepared.part(&prepared.set, train, outputs);
        prepared.validation = prepared.part(&prepared.set, validation, outputs);
        prepared.test = prepared.part(&prepared.set, test, outputs);
        prepared
    }

    /// Each part with its name, in the order of the fields.
    #[must_use]
    pub const fn parts(&self) -> [(Split, &Part); 3] {
        [(Split::Train, &self.train), (Split::Validation, &self.validation), (Split::Test, &self.test)]
    }

    /// Class of a row, whatever this stage learns; `None` for a regression, and where the label is not known.
    #[must_use]
    pub fn class_of(&self, row: usize) -> Option<usize> {
        match self.own_target() {
            Target::Class { labels, .. } if row < self.known => labels.get(row).map(|label| *label as usize),
            _ => None,
        }
    }

    /// The rows for `split`.
    #[must_use]
    pub const fn part_for(&self, split: Split) -> &Part {
        match split {
            Split::Train => &self.train,
            Split::Validation => &self.validation,
            Split::Test => &self.test,
        }
    }

    /// The features of some rows of raw inputs.
    ///
    /// # Shapes
    /// `raw` is `[all rows, input columns]`, minus origins; the result is `[rows, features]`.
    #[must_use]
    pub fn features_of(&self, raw: &Array2<f32>, rows: &[usize]) -> Array2<f32> {
        let mut features = Array2::zeros((rows.len(), self.features.len()));
        let mut scaled = vec![0.0; raw.ncols()];
        for (row, mut out) in rows.iter().zip(features.rows_mut()) {
            for ((scaled, raw), scale) in scaled.iter_mut().zip(raw.row(*row)).zip(&self.input_scales) {
                *scaled = scale.scaled(*raw);
            }
            for (out, feature) in out.iter_mut().zip(&self.features) {
                *out = feature.of(&scaled);
            }
        }
        features
    }

    pub(super) fn part(&self, set: &DataSet, rows: Vec<usize>, outputs: usize) -> Part {
        let (low, high) = if self.coding == Coding::Signed { (-1.0, 1.0) } else { (0.0, 1.0) };
        let targets = Array2::from_shape_fn((rows.len(), outputs), |(row, output)| match &set.target {
            Target::Class { labels, .. } => {
                let class = labels[rows[row]] as usize;
                let yes = if outputs == 1 { class == 1 } else { class == output };
                if yes { high } else { low }
            }
            Target::Value { values, .. } => self.target_scales[output].scaled(values[(rows[row], output)]),
        });
        Part { inputs: self.features_of(&set.inputs, &rows), targets, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Filling, Gate, Generator, SplitBy, Table};

    fn table(csv: &str) -> Table {
        Table::read_csv("t.csv", csv.as_bytes()).expect("a table")
    }

    fn settings(csv: &str, inputs: &[&str], target: &str, classes: bool) -> DataSettings {
        let inputs: Vec<String> = inputs.iter().map(ToString::to_string).collect();
        DataSettings {
            features: (0..inputs.len()).map(Feature::Input).collect(),
            source: Source::Table { table: Arc::new(table(csv)), inputs, target: target.into(), classes },
            scaling: Scaling::Standardize,
            train_share: 0.5,
            more_targets: Vec::new(),
            validation_share: 0.0,
            labels: None,
            split_by: SplitBy::Rows,
            without_repeats: false,
            missing: Filling::LeaveOut,
            unlabelled: false,
        }
    }

    fn generated(generator: Generator, train_share: f32) -> DataSettings {
        DataSettings {
            source: Source::Generated { generator, samples: 100, noise: 0.0 },
            features: vec![Feature::Input(0), Feature::Product(0, 1)],
            scaling: Scaling::None,
            train_share,
            more_targets: Vec::new(),
            validation_share: 0.0,
            labels: None,
            split_by: SplitBy::Rows,
            without_repeats: false,
            missing: Filling::LeaveOut,
            unlabelled: false,
        }
    }

    #[test]
    fn generated_points_split_in_their_order() {
        let prepared = Prepared::new(&generated(Generator::Circle, 0.3), 1, Coding::Signed, 1);
        assert_eq!(prepared.train.rows, (0..30).collect::<Vec<_>>());
        assert_eq!(prepared.test.rows, (30..100).collect::<Vec<_>>());
        let (x, y) = (prepared.set.inputs[(31, 0)], prepared.set.inputs[(31, 1)]);
        assert_eq!(prepared.test.inputs.row(1).to_vec(), [x, x * y]);
        let Target::Class { labels, .. } = &prepared.set.target else { panic!("not of classes") };
        assert_eq!(prepared.test.targets[(1, 0)], if labels[31] == 1 { 1.0 } else { -1.0 });
        assert_eq!(Prepared::new(&generated(Generator::Circle, 1.0), 1, Coding::Signed, 1).test.rows.len(), 0);
    }

    #[test]
    fn gates_are_all_for_training() {
        let settings = DataSettings { source: Source::Gate(Gate::Xor), ..generated(Generator::Circle, 0.5) };
        let prepared = Prepared::new(&settings, 1, Coding::Unsigned, 1);
        assert_eq!((prepared.train.rows.len(), prepared.test.rows.len()), (4, 0));
        assert_eq!(prepared.train.targets.as_slice(), Some(&[1.0, 1.0, 0.0, 0.0][..]));
    }

    #[test]
    fn each_class_of_a_table_gives_its_share_and_the_seed_decides_which_rows() {
        let rows: String = (0..90).map(|i| format!("{i},{}\n", ["a", "b", "b"][i % 3])).collect();
        let settings = settings(&format!("x,kind\n{rows}"), &["x"], "kind", true);
        let prepared = Prepared::new(&settings, 1, Coding::Unsigned, 1);
        let ones = |part: &Part| part.targets.iter().filter(|&&target| target == 1.0).count();
        assert_eq!((ones(&prepared.train), ones(&prepared.test)), (30, 30));
        assert_eq!((prepared.train.rows.len(), prepared.test.rows.len()), (45, 45));
        assert_eq!(Prepared::new(&settings, 1, Coding::Unsigned, 1), prepared);
        assert_ne!(Prepared::new(&settings, 2, Coding::Unsigned, 1).train.rows, prepared.train.rows);
    }

    #[test]
    fn scales_come_from_the_training_rows_and_reach_the_targets_of_a_regression() {
        let rows: String = (0..50).map(|i| format!("{i};{},5\n", i * i)).collect();
        let prepared = Prepared::new(&settings(&format!("x;y\n{rows}"), &["x"], "y", false), 3, Coding::Unsigned, 1);
        let mean = |values: Vec<f32>| values.iter().sum::<f32>() / values.len() as f32;
        assert!(mean(prepared.train.inputs.iter().copied().collect()).abs() < 1e-5);
        assert!(mean(prepared.train.targets.iter().copied().collect()).abs() < 1e-5);
        assert!(mean(prepared.test.inputs.iter().copied().collect()).abs() > 1e-4);
        let Target::Value { values, .. } = &prepared.set.target else { panic!("not of values") };
        let raw = prepared.target_scales[0].raw(prepared.train.targets[(7, 0)]);
        assert!((raw - values[(prepared.train.rows[7], 0)]).abs() < 1e-2);
    }

    #[test]
    fn many_classes_have_an_output_each() {
        let settings = settings("x,kind\n1,a\n2,b\n3,c\n", &["x"], "kind", true);
        let prepared = Prepared::new(&settings, 1, Coding::Signed, 3);
        for (row, targets) in prepared.train.rows.iter().zip(prepared.train.targets.rows()) {
            assert!((0..3).all(|class| targets[class] == if class == *row { 1.0 } else { -1.0 }));
        }
    }

    const KINDS: &str = "x,z,kind\n1,0,a\n3,0,b\n";

    #[test]
    fn another_table_is_seen_through_the_same_scales_and_classes() {
        let settings = DataSettings { train_share: 1.0, ..settings(KINDS, &["x", "z"], "kind", true) };
        let prepared = Prepared::new(&settings, 1, Coding::Unsigned, 1);
        let other = prepared.apply_to(&table("kind,note,z,x\nb,,0,5\na,,,1\na,,0,2\n")).expect("it applies");
        assert_eq!(other.test.inputs.column(0).to_vec(), [3.0, 0.0]);
        assert_eq!(other.test.targets.as_slice(), Some(&[1.0, 0.0][..]));
        let part = prepared.inputs_of(&table("z,x\n0,5\n,7\n0,2\n")).expect("no target is needed");
        assert_eq!((part.rows, part.inputs), (vec![0, 2], other.test.inputs));
    }

    #[test]
    fn another_table_that_does_not_fit_is_refused() {
        let prepared = Prepared::new(&settings(KINDS, &["x", "z"], "kind", true), 1, Coding::Unsigned, 1);
        let error = |csv| prepared.apply_to(&table(csv)).expect_err("it does not fit").to_string();
        assert_eq!(error("x,zz,kind\n1,0,a\n"), "there is no column “z”; did you mean “zz”?");
        assert_eq!(
            error("x,z,kind\n1,,c\n1,0,a\n1,0,c\n"),
            "row 1 is of class “c”, which this experiment does not know; it knows “a”, “b”"
        );
        assert_eq!(
            error("x,z,kind\n1,0,a\n1,o,b\n"),
            "“z” must hold numbers, but row 2 holds “o”; correct it or choose another column"
        );
        assert_eq!(
            error("x,z,kind\n1,,a\n,1,b\n"),
            "every row has an empty cell in “x”, “z”, “kind”; choose columns that are filled"
        );
    }

    #[test]
    fn classes_that_are_numbers_match_however_they_are_written() {
        let prepared = Prepared::new(&generated(Generator::Circle, 0.5), 1, Coding::Signed, 1);
        for csv in ["x1,x2,class\n0,0,−1\n1,2,+1\n", "x1,x2,class\n0,0,-1\n1,2,1.0\n"] {
            let other = prepared.apply_to(&table(csv)).expect("it applies");
            assert_eq!(other.test.targets.as_slice(), Some(&[-1.0, 1.0][..]), "{csv}");
        }
    }
}
