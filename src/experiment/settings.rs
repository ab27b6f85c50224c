//! Every field of an experiment by its path, as text: what `--set` changes, what `settings` lists, what `diff` compares.

mod data;
mod network;
mod training;
mod value;

use super::Experiment;

/// One thing about an experiment that can be set by its key.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its path in the experiment, such as `training.learning_rate`.
    pub key: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    takes: Takes,
    get: fn(&Experiment) -> Option<String>,
    set: fn(&mut Experiment, &str) -> Result<(), String>,
}

/// What a setting takes.
#[derive(Clone, Copy, Debug)]
enum Takes {
    /// Said in words, with the range.
    Words(&'static str),
    /// One of these names.
    OneOf(fn() -> Vec<&'static str>),
}

impl Setting {
    /// Type and range of the value, in words.
    #[must_use]
    pub fn takes(&self) -> String {
        match self.takes {
            Takes::Words(words) => words.to_owned(),
            Takes::OneOf(names) => format!("one of {}", names().join(", ")),
        }
    }

    /// The value in `experiment`; nothing where it does not apply.
    #[must_use]
    pub fn get(&self, experiment: &Experiment) -> Option<String> {
        (self.get)(experiment)
    }

    /// Changes `experiment`. Ranges are not looked at here: [`Experiment::validate`] does that, for every field at once.
    ///
    /// # Errors
    /// A sentence that says what is wrong with `value` and what is taken; `experiment` is then as it was.
    pub fn set(&self, experiment: &mut Experiment, value: &str) -> Result<(), String> {
        let mut changed = experiment.clone();
        (self.set)(&mut changed, value.trim())
            .map_err(|message| format!("{}={value}: {message}; it takes {}", self.key, self.takes()))?;
        *experiment = changed;
        Ok(())
    }
}

/// Every setting, in the order of the experiment's fields.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    [data::SETTINGS, network::SETTINGS, training::SETTINGS].into_iter().flatten()
}

/// Sets the field of `experiment` that `key` names.
///
/// # Errors
/// A sentence, when there is no such key (with the nearest one) or the value is not one that it takes.
pub fn set(experiment: &mut Experiment, key: &str, value: &str) -> Result<(), String> {
    let key = key.trim();
    let setting = all().find(|setting| setting.key == key).ok_or_else(|| {
        let nearest = nearest(key).map(|near| format!(" Did you mean “{near}”?")).unwrap_or_default();
        format!("There is no setting “{key}”.{nearest} The command “neurarium settings” lists them all")
    })?;
    setting.set(experiment, value)
}

/// The key most like `key`, when one is like it at all; the part after the last dot counts by itself, too.
fn nearest(key: &str) -> Option<&'static str> {
    let last = |path: &str| path.rsplit('.').next().map(str::to_owned).unwrap_or_default();
    all()
        .map(|setting| {
            let whole = strsim::jaro_winkler(key, setting.key);
            let end = strsim::jaro_winkler(&last(key), &last(setting.key));
            (setting.key, 0.5f64.mul_add(whole.min(end), whole.max(end)))
        })
        .filter(|(_, likeness)| *likeness > 1.0)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        data::{Gate, Generator, Source},
        experiment::{EarlyStopping, Place, StopRules},
        nn::{BiasInitializer, Choice, Initializer, Optimizer, Schedule},
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

    /// Paths of all numbers, names and switches in `value`, with list positions left out.
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
        let keys: BTreeSet<&str> = all().map(|setting| setting.key).collect();
        assert_eq!(keys.len(), all().count(), "a key stands twice");
        for experiment in every_kind() {
            let mut found = BTreeSet::new();
            leaves("", &serde_json::to_value(&experiment).unwrap(), &mut found);
            for leaf in found {
                let key = key_of(&leaf);
                assert!(keys.contains(key.as_str()), "the field {leaf} has no setting; expected the key {key}");
                let setting = all().find(|setting| setting.key == key).unwrap();
                assert!(setting.get(&experiment).is_some(), "{key} does not read {leaf}");
            }
        }
    }

    #[test]
    fn what_is_read_can_be_written_back_and_changes_nothing() {
        for experiment in every_kind() {
            for setting in all() {
                let Some(value) = setting.get(&experiment) else { continue };
                let mut again = experiment.clone();
                setting.set(&mut again, &value).unwrap();
                assert_eq!(again, experiment, "{}={value}", setting.key);
            }
        }
    }

    #[test]
    fn what_is_read_from_one_experiment_makes_another_the_same() {
        let start = Experiment::default();
        for experiment in every_kind() {
            let mut copy = start.clone();
            for setting in all() {
                if let Some(value) = setting.get(&experiment) {
                    setting.set(&mut copy, &value).unwrap();
                }
            }
            assert_eq!(copy, experiment);
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
