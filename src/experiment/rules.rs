//! Two consistent sets of defaults, and how they adapt to new data.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{BatchOrder, Experiment};
use crate::{
    data::{Feature, Scaling, Source, SplitBy},
    nn::{Activation, BiasInitializer, Choice, Initializer, L1Rule, Loss},
};

/// Fraction of the training rows that is held out for validation where choices are to be made by it.
const VALIDATION_SHARE: f32 = 0.2;

/// Defaults that belong together: weight and bias initialization, output, loss, order of the rows, L1 rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Rules {
    /// The TensorFlow Playground's: weights uniform ±0.5, biases 0.1, half squared error of a tanh output (linear for
    /// regression), rows always in the same order, weights that L1 carries across zero die; no validation rows, except of a
    /// table or for early stopping, which the Playground does not have.
    Playground,
    /// What one would choose today: initialization by activation, biases 0, cross-entropy from logits (squared error
    /// for regression), rows in a new order every epoch.
    Modern,
}

impl Choice for Rules {
    const WHAT: &'static str = "set of rules";
    const ALL: &'static [Self] = &[Self::Playground, Self::Modern];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Rules {
    /// The rules that `experiment` follows in every respect, if any.
    #[must_use]
    pub fn of(experiment: &Experiment) -> Option<Self> {
        Self::ALL.iter().copied().find(|rules| {
            let mut ruled = experiment.clone();
            rules.apply(&mut ruled);
            ruled == *experiment
        })
    }

    /// Makes `experiment` follow these rules, whatever its data; layers, rates and everything else stay.
    pub fn apply(self, experiment: &mut Experiment) {
        let classes = experiment.classes();
        let Experiment { data, network, stages, .. } = experiment;
        match self {
            Self::Playground => {
                if !is_table(&data.source) && !stages.stops_early() {
                    data.validation_share = 0.0;
                }
                let training = &mut stages.at_hand_mut().training;
                network.weights = Initializer::Uniform { range: 0.5 };
                network.biases = BiasInitializer::Constant { value: 0.1 };
                network.output.activation = if classes.is_some() { Activation::Tanh } else { Activation::Linear };
                training.loss = Loss::HalfSquaredError;
                training.order = BatchOrder::Sequential;
                training.regularizer.l1_rule = L1Rule::Dies;
            }
            Self::Modern => {
                let training = &mut stages.at_hand_mut().training;
                network.weights = Initializer::Auto;
                network.biases = BiasInitializer::Constant { value: 0.0 };
                network.output.activation = Activation::Linear;
                training.loss = match classes {
                    None => Loss::MeanSquaredError,
                    Some(0..=2) => Loss::BinaryCrossEntropy,
                    Some(_) => Loss::SoftmaxCrossEntropy,
                };
                training.order = BatchOrder::Shuffled;
                training.regularizer.l1_rule = L1Rule::Subgradient;
            }
        }
    }
}

impl Experiment {
    /// Whether some rows are held out from training.
    #[must_use]
    pub fn holds_rows_back(&self) -> bool {
        let data = &self.data;
        !matches!(data.source, Source::Gate(_)) && (data.train_share < 1.0 || data.validation_share > 0.0)
    }

    /// Holds out a fifth of the training rows for validation, unless some are held out already or none can be.
    pub fn hold_rows_back(&mut self) {
        if self.data.validation_share == 0.0 && !matches!(self.data.source, Source::Gate(_)) {
            self.data.validation_share = VALIDATION_SHARE;
        }
    }

    /// Switches to other data, with features, scaling, output and loss to match, and with validation rows if it is a
    /// table.
    pub fn set_source(&mut self, source: Source) {
        let rules = Rules::of(self);
        let is_another_set = matches!(source, Source::Shipped(_)) && source != self.data.source;
        if is_table(&source) != is_table(&self.data.source) || is_another_set {
            self.data.features.clear();
        }
        if source.groups().is_none() {
            self.data.split_by = SplitBy::Rows;
        }
        if is_table(&source) {
            self.hold_rows_back();
        } else if is_table(&self.data.source) && !self.stages.stops_early() {
            self.data.validation_share = 0.0;
        }
        // A table's columns and a formula's values can have any size; other points were made to need no scaling.
        let suits = |source: &Source| match source {
            Source::Table { .. } if source.holds_pixels() => Scaling::Pixels,
            Source::Table { .. } | Source::Formula { .. } => Scaling::Standardize,
            Source::Shipped(set) => set.scaling(),
            Source::Generated { .. } | Source::Gate(_) | Source::Painted(_) => Scaling::None,
        };
        if suits(&source) != suits(&self.data.source) {
            self.data.scaling = suits(&source);
        }
        self.data.unlabelled = match (&source, &self.data.source) {
            (Source::Table { table, .. }, Source::Table { table: known, .. }) if table == known => self.data.unlabelled,
            // Where there are no empty cells, nothing is to be said of them.
            (Source::Table { table, .. }, _) => table.columns.iter().any(|column| !column.missing.is_empty()),
            _ => false,
        };
        self.data.more_targets.clear();
        self.data.source = source;
        self.fit_to_data(rules);
    }

    /// Adapts features, output and loss to data that were changed in place, by the rules followed before.
    ///
    /// Features are kept while they fit; otherwise each input becomes one.
    pub fn fit_to_data(&mut self, before: Option<Rules>) {
        let inputs = self.data.source.inputs();
        let data = &mut self.data;
        let exist = !data.features.is_empty() && data.features.iter().all(|feature| feature.inputs_needed() <= inputs);
        // An input of a table that no feature reads was most likely added just now.
        let all_read = !matches!(data.source, Source::Table { .. })
            || (0..inputs).all(|input| data.features.iter().any(|feature| feature.reads(input)));
        if !exist || !all_read {
            data.features = (0..inputs).map(Feature::Input).collect();
        }
        if matches!(data.source, Source::Gate(_)) {
            data.validation_share = 0.0;
        }
        if !self.holds_rows_back() {
            self.training_mut().early_stopping = None;
        }
        if let Some(rules) = before {
            rules.apply(self);
        } else if self.classes().is_none() {
            self.network.output.activation = Activation::Linear;
            if self.training().loss.from_logits() {
                self.training_mut().loss = Loss::MeanSquaredError;
            }
        }
        self.forget_missing_places();
    }
}

const fn is_table(source: &Source) -> bool {
    matches!(source, Source::Table { .. } | Source::Shipped(_))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::{Gate, Generator, Table},
        experiment::{EarlyStopping, Place},
    };

    fn penguins() -> Source {
        let table = Table::read_csv("penguins.csv", include_bytes!("../../assets/penguins.csv")).expect("a table");
        let inputs = ["bill_length_mm", "bill_depth_mm"].map(String::from).to_vec();
        Source::Table { table: Arc::new(table), inputs, target: "species".into(), classes: true }
    }

    fn sources() -> [Source; 6] {
        let blobs = Source::generated(Generator::Blobs { classes: 4 });
        let [circle, plane, wave] = [Generator::Circle, Generator::Plane, Generator::Wave].map(Source::generated);
        [circle, plane, blobs, wave, penguins(), Source::formula("x1^2")]
    }

    #[test]
    fn what_is_frozen_goes_with_its_input() {
        let place = |from| Place { layer: 0, unit: 0, from };
        let mut experiment = Experiment::default();
        experiment.network.frozen = vec![place(Some(0)), place(Some(1))];
        experiment.set_source(Source::generated(Generator::Wave));
        assert_eq!((experiment.problems(), experiment.network.frozen), (vec![], vec![place(Some(0))]));
    }

    #[test]
    fn rules_are_recognised_and_stay_through_every_change_of_data() {
        assert_eq!(Rules::of(&Experiment::default()), Some(Rules::Playground));
        for rules in [Rules::Playground, Rules::Modern] {
            let mut experiment = Experiment::default();
            rules.apply(&mut experiment);
            for source in sources() {
                experiment.set_source(source);
                assert_eq!(Rules::of(&experiment), Some(rules));
                assert_eq!(experiment.problems(), []);
            }
        }
        let mut own = Experiment::default();
        own.network.weights = Initializer::Zeros;
        assert_eq!(Rules::of(&own), None);
    }

    #[test]
    fn rules_choose_loss_and_output_by_the_data() {
        let tanh = (Loss::HalfSquaredError, Activation::Tanh);
        let half = (Loss::HalfSquaredError, Activation::Linear);
        let squared = (Loss::MeanSquaredError, Activation::Linear);
        let binary = (Loss::BinaryCrossEntropy, Activation::Linear);
        let softmax = (Loss::SoftmaxCrossEntropy, Activation::Linear);
        for (rules, expected) in [
            (Rules::Playground, [(tanh, 1), (half, 1), (tanh, 4), (half, 1), (tanh, 3), (half, 1)]),
            (Rules::Modern, [(binary, 1), (squared, 1), (softmax, 4), (squared, 1), (softmax, 3), (squared, 1)]),
        ] {
            for (source, (choices, outputs)) in sources().into_iter().zip(expected) {
                let mut experiment = Experiment::default();
                rules.apply(&mut experiment);
                experiment.set_source(source);
                assert_eq!((experiment.training().loss, experiment.network.output.activation), choices);
                assert_eq!(experiment.outputs(), outputs);
            }
        }
    }

    #[test]
    fn features_stay_while_they_fit() {
        let mut experiment = Experiment::default();
        experiment.data.features = Feature::PLAYGROUND.to_vec();
        experiment.set_source(Source::generated(Generator::Spiral));
        assert_eq!(experiment.data.features, Feature::PLAYGROUND);
        experiment.set_source(penguins());
        assert_eq!(experiment.data.features, [Feature::Input(0), Feature::Input(1)]);
        assert_eq!(experiment.data.scaling, Scaling::Standardize);
        let Source::Table { inputs, .. } = &mut experiment.data.source else { panic!("not a table") };
        assert_eq!(*inputs, ["bill_length_mm", "bill_depth_mm"]);
        inputs.push("body_mass_g".into());
        experiment.fit_to_data(None);
        assert_eq!(experiment.data.features.len(), 3);
        experiment.set_source(Source::generated(Generator::Wave));
        assert_eq!(
            (experiment.data.features.as_slice(), experiment.data.scaling),
            (&[Feature::Input(0)][..], Scaling::None)
        );
    }

    #[test]
    fn a_table_brings_validation_rows() {
        let mut experiment = Experiment::default();
        assert_eq!(experiment.data.validation_share, 0.0);
        experiment.set_source(penguins());
        assert_eq!((experiment.data.validation_share, Rules::of(&experiment)), (0.2, Some(Rules::Playground)));
        experiment.data.validation_share = 0.3;
        experiment.set_source(penguins());
        assert_eq!(experiment.data.validation_share, 0.3, "a share that is there stays");
        experiment.training_mut().early_stopping = Some(EarlyStopping::default());
        experiment.set_source(Source::generated(Generator::Spiral));
        assert_eq!((experiment.data.validation_share, Rules::of(&experiment)), (0.3, Some(Rules::Playground)));
        experiment.data.train_share = 1.0;
        assert_eq!(experiment.problems(), [], "early stopping has the validation rows");
        experiment.set_source(penguins());
        experiment.training_mut().early_stopping = None;
        experiment.set_source(Source::generated(Generator::Spiral));
        assert_eq!(experiment.data.validation_share, 0.0, "they are the Playground's points again");
        experiment.training_mut().early_stopping = Some(EarlyStopping::default());
        experiment.data.validation_share = 0.2;
        experiment.set_source(Source::Gate(Gate::Xor));
        assert_eq!((experiment.data.validation_share, experiment.training().early_stopping), (0.0, None));
        assert_eq!(experiment.problems(), []);
    }

    #[test]
    fn own_choices_are_only_changed_where_they_cannot_stay() {
        let mut experiment = Experiment::default();
        Rules::Modern.apply(&mut experiment);
        experiment.network.weights = Initializer::HeNormal;
        experiment.set_source(Source::generated(Generator::Plane));
        assert_eq!(
            (experiment.network.weights, experiment.training().loss),
            (Initializer::HeNormal, Loss::MeanSquaredError)
        );
        assert_eq!(experiment.problems(), []);
    }
}
