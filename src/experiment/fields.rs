//! Every setting of an experiment, defined once: key, words, range, and where it is stored.
//!
//! A field defines what `--set` changes and `settings` lists, its range check, what `diff` compares, and its control in
//! the window.
//!
//! | file | what it holds |
//! |---|---|
//! | `field` | the definition of a field |
//! | `kind` | what a field holds, and reading and writing it as text |
//! | `range` | ranges of numbers, and their wording |
//! | `choices`, `layers` | one of a list, and one value per layer |
//! | `data`, `table`, `seeds`, `network`, `stage`, `training`, `privacy`, `rate`, `ending` | the fields |
//! | `key` | setting a field by its key, of the current stage or another |
//! | `difference` | where two experiments differ |

mod choices;
mod data;
mod difference;
mod ending;
mod field;
mod key;
mod kind;
mod layers;
mod network;
mod privacy;
mod range;
mod rate;
mod reading;
mod seeds;
mod stage;
mod table;
mod training;

pub use self::{
    choices::{Alternative, Choices},
    difference::{Difference, differences},
    field::{Field, Unit},
    key::{find, set},
    kind::{Count, Kind, OptionalCount, Slot, Switch, Written},
    layers::Layers,
    range::{Bound, Offered, Range, Scale, Whole},
    reading::items,
};

use super::Experiment;

/// All fields, in the order of the experiment's fields; those that share a key stand together.
pub fn all() -> impl Iterator<Item = &'static Field> {
    [
        data::FIELDS,
        table::FIELDS,
        seeds::FIELDS,
        network::FIELDS,
        stage::FIELDS,
        training::FIELDS,
        privacy::FIELDS,
        rate::FIELDS,
        ending::FIELDS,
    ]
    .into_iter()
    .flatten()
}

/// The field with this key that applies to `experiment`, or the first with this key when none does.
#[must_use]
pub fn named(key: &str, experiment: &Experiment) -> Option<&'static Field> {
    let of_key = || all().filter(|field| field.key == key);
    of_key().find(|field| field.applies(experiment)).or_else(|| of_key().next())
}

/// The value of the field with this key; `None` where none applies.
#[must_use]
pub fn value(experiment: &Experiment, key: &str) -> Option<String> {
    all().filter(|field| field.key == key).find_map(|field| field.get(experiment))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        data::{Gate, Generator, Source},
        experiment::{Autoencoder, EarlyStopping, HiddenLayer, Place, Rows, StopRules, Task},
        nn::{Activation, BiasInitializer, Choice, Initializer, Optimizer, Schedule},
    };

    /// Experiments that together have every field.
    fn every_kind() -> Vec<Experiment> {
        let with = |change: &dyn Fn(&mut Experiment)| {
            let mut experiment = Experiment::default();
            change(&mut experiment);
            experiment
        };
        let mut experiments = vec![
            Experiment::default(),
            with(&|e| e.data.source = Source::Gate(Gate::Xor)),
            with(&|e| e.set_source(Source::formula("sin(x1)*x2"))),
            with(&|e| {
                e.network.frozen =
                    vec![Place { layer: 0, unit: 1, from: Some(1) }, Place { layer: 1, unit: 0, from: None }];
            }),
            with(&|e| e.training_mut().clip_norm = Some(1.0)),
            with(&|e| (e.data.labels, e.stages.at_hand_mut().rows) = (Some(5), Rows::Labelled)),
            with(&|e| e.data.validation_share = 0.25),
            with(&|e| e.stages.at_hand_mut().rates = vec![0.0, 0.5]),
            with(&|e| {
                e.stages.at_hand_mut().task =
                    Task::Reconstruct(Autoencoder { below: 1, layers: 1, decoder: None, masked: 0.5, noise: 0.25 });
            }),
            with(&|e| {
                let layer = |units, activation, dropout| HiddenLayer { units, activation, dropout, frozen: false };
                let decoder = Some(vec![layer(5, Activation::Relu, 0.25), layer(7, Activation::Sine, 0.0)]);
                let encoder = Autoencoder { below: 0, layers: 1, decoder, masked: 0.0, noise: 0.0 };
                e.stages.at_hand_mut().task = Task::Reconstruct(encoder);
            }),
            with(&|e| e.training_mut().early_stopping = Some(EarlyStopping { patience: 9, restore_best: true })),
            with(&|e| e.training_mut().stop = StopRules { epochs: Some(3), loss: Some(0.5), seconds: Some(1.5) }),
        ];
        let generators =
            Generator::ALL.iter().map(|generator| with(&|e| e.data.source = Source::generated(*generator)));
        experiments.extend(generators);
        experiments.extend(Optimizer::ALL.iter().map(|optimizer| with(&|e| e.training_mut().optimizer = *optimizer)));
        experiments.extend(Schedule::ALL.iter().map(|schedule| with(&|e| e.training_mut().schedule = *schedule)));
        experiments.extend(Initializer::ALL.iter().map(|rule| with(&|e| e.network.weights = *rule)));
        experiments.extend(BiasInitializer::ALL.iter().map(|rule| with(&|e| e.network.biases = *rule)));
        experiments
    }

    /// Paths of all numbers, names and switches in `value`, without list indices.
    fn leaves(path: &str, value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, inner) in fields {
                    leaves(&if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, inner, found);
                }
            }
            serde_json::Value::Array(items) if items.iter().any(serde_json::Value::is_object) => {
                items.iter().for_each(|item| leaves(path, item, found));
            }
            _ => {
                found.insert(path.to_owned());
            }
        }
    }

    /// The key of a field: its path, without the names of enum variants on the way.
    fn key_of(leaf: &str) -> String {
        match leaf {
            "data.source.generated.generator" | "data.source.gate" => return "data.set".into(),
            _ if leaf.starts_with("data.source.generated.generator.") => return "data.classes".into(),
            "network.frozen.layer" | "network.frozen.unit" | "network.frozen.from" => {
                return "network.frozen.places".into();
            }
            "network.hidden.units" => return "network.hidden".into(),
            _ => {}
        }
        if let Some(field) = leaf.strip_prefix("network.hidden.") {
            return format!("network.{field}");
        }
        if leaf.starts_with("stages.task.reconstruct.decoder.") {
            return "stage.decoder".into();
        }
        if let Some(field) = leaf.strip_prefix("stages.task.reconstruct.").or(leaf.strip_prefix("stages.")) {
            return if field.starts_with("training.") { key_of(field) } else { format!("stage.{field}") };
        }
        let parts: Vec<&str> = leaf.split('.').collect();
        let chosen = ["source", "optimizer", "schedule", "weights", "biases"];
        let kept: Vec<&str> = parts
            .iter()
            .enumerate()
            .filter(|(i, part)| {
                let variant = *i > 1 && chosen.contains(&parts[i - 1]) && parts[0] != "seeds";
                !variant && **part != "source"
            })
            .map(|(_, part)| *part)
            .collect();
        kept.join(".")
    }

    #[test]
    fn every_field_has_a_key_that_reads_and_writes_it() {
        let keys: BTreeSet<&str> = all().map(|field| field.key).collect();
        for experiment in every_kind() {
            let mut found = BTreeSet::new();
            leaves("", &serde_json::to_value(&experiment).unwrap(), &mut found);
            // The index of the current stage is not a field.
            found.remove("stage");
            for leaf in found {
                let key = key_of(&leaf);
                assert!(keys.contains(key.as_str()), "the field {leaf} has no setting; expected the key {key}");
                assert!(value(&experiment, &key).is_some(), "{key} does not read {leaf}");
            }
        }
    }

    #[test]
    fn what_is_read_can_be_written_back_and_changes_nothing() {
        for experiment in every_kind() {
            for field in all() {
                let Some(value) = field.get(&experiment) else { continue };
                let mut again = experiment.clone();
                field.set(&mut again, &value).unwrap();
                assert_eq!(again, experiment, "{}={value}", field.key);
            }
        }
    }

    #[test]
    fn what_is_read_from_one_experiment_makes_another_the_same() {
        let start = Experiment::default();
        for experiment in every_kind() {
            let mut copy = start.clone();
            for field in all() {
                if let Some(value) = field.get(&experiment) {
                    field.set(&mut copy, &value).unwrap();
                }
            }
            assert_eq!(copy, experiment);
        }
    }

    #[test]
    fn every_example_is_in_its_range_and_every_value_outside_is_told_as_the_field_says() {
        for field in all() {
            let said = field.takes().to_string();
            let (problem, example) = match field.kind {
                Kind::Number(range, _) | Kind::OptionalNumber(range, _) => {
                    (range.problem(f32::NAN), range.problem(range.example))
                }
                Kind::Whole(range, _) | Kind::OptionalWhole(range, _) | Kind::Layers(Layers::Units(range)) => {
                    (range.low.checked_sub(1).and_then(|below| range.problem(below)), range.problem(range.example))
                }
                _ => continue,
            };
            assert_eq!(example, None, "{}", field.key);
            if let Some(problem) = problem.filter(|_| !matches!(field.kind, Kind::Layers(_))) {
                let (_, range) =
                    problem.to_string().split_once(" is not a ").map(|(_, range)| ((), range.to_owned())).unwrap();
                assert!(said.contains(&range), "{}: “{said}” is not “{range}”", field.key);
            }
        }
    }

    #[test]
    fn what_begins_an_experiment_is_in_its_range() {
        for experiment in every_kind() {
            let mut probe = experiment.clone();
            for field in all() {
                assert_eq!(field.problems(&mut probe), [], "{}", field.key);
            }
            assert_eq!(probe, experiment, "looking changes nothing");
        }
    }

    #[test]
    fn a_field_shares_its_key_only_with_one_that_applies_to_other_experiments() {
        for experiment in every_kind() {
            let mut keys: Vec<_> = all().filter(|field| field.applies(&experiment)).map(|field| field.key).collect();
            let count = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), count);
        }
    }

    #[test]
    fn lists_of_layers_are_set_for_all_or_one_by_one() {
        let mut e = Experiment::default();
        set(&mut e, "network.hidden", "8,8,3").unwrap();
        set(&mut e, "network.activation", "relu").unwrap();
        set(&mut e, "network.activation", "tanh, relu,sine").unwrap();
        let shape: Vec<_> = e.network.hidden.iter().map(|layer| (layer.units, layer.activation.name())).collect();
        assert_eq!(shape, [(8, "tanh"), (8, "relu"), (3, "sine")]);
        let message = set(&mut e, "network.activation", "tanh,relu").unwrap_err();
        assert!(message.contains("2 values for 3 hidden layers"), "{message}");
        set(&mut e, "network.hidden", "none").unwrap();
        assert!(e.network.hidden.is_empty());
    }

    #[test]
    fn an_unknown_key_is_told_the_nearest() {
        let mut e = Experiment::default();
        for (wrong, near) in [
            ("training.learning_rte", "training.learning_rate"),
            ("learning_rate", "training.learning_rate"),
            ("trainig.batch_size", "training.batch_size"),
            ("network.hiden", "network.hidden"),
            ("seed.weights", "seeds.weights"),
            ("training.optimiser", "training.optimizer"),
        ] {
            let message = set(&mut e, wrong, "1").unwrap_err();
            assert!(message.contains(&format!("Did you mean “{near}”?")), "{message}");
        }
        let message = set(&mut e, "zzz", "1").unwrap_err();
        assert!(!message.contains("Did you mean"), "{message}");
    }

    #[test]
    fn a_wrong_value_is_told_what_is_taken() {
        let mut e = Experiment::default();
        for (key, value, expected) in [
            ("training.learning_rate", "fast", "a number above 0"),
            ("training.learning_rate", "NaN", "is not a number"),
            ("training.learning_rate", "1e999", "is not a number"),
            ("training.batch_size", "-1", "a whole number"),
            ("training.loss", "hinge", "half_squared_error"),
            ("training.optimizer.beta1", "0.9", "gradient_descent has no beta1"),
            ("network.frozen", "maybe", "true or false"),
            ("data.features", "x1,cos(x2)", "cos(x2)"),
            ("data.inputs", "a,b", "only a table"),
        ] {
            let before = e.clone();
            let message = set(&mut e, key, value).unwrap_err();
            assert!(message.contains(expected) && message.starts_with(key), "{message}");
            assert_eq!(e, before);
        }
    }
}
