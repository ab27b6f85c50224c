//! Where two experiments differ, field by field.

use super::{Field, all, named, value};
use crate::experiment::{Experiment, stages};

/// A field that has different values in two experiments.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The field.
    pub field: &'static Field,
    /// Its key, as `--set` spells it.
    pub key: String,
    /// Index of its stage, counted from 0; `None` with a single stage, or where it belongs to no stage.
    pub stage: Option<usize>,
    /// The first experiment's value; `None` where the field does not apply.
    pub before: Option<String>,
    /// The second's.
    pub after: Option<String>,
}

/// Every field of which `first` and `second` have different values; in a pipeline, each stage's own fields count.
#[must_use]
pub fn differences(first: &Experiment, second: &Experiment) -> Vec<Difference> {
    let stages = first.stages.list().len().max(second.stages.list().len());
    let mut keys: Vec<&'static str> = all().map(|field| field.key).collect();
    keys.dedup();
    let mut found = Vec::new();
    for key in keys {
        let Some(field) = named(key, first) else { continue };
        if stages == 1 || !field.is_of_stage() {
            let (before, after) = (value(first, key), value(second, key));
            found.push(Difference { field, key: key.into(), stage: None, before, after });
            continue;
        }
        for stage in 0..stages {
            let [before, after] = [first, second].map(|experiment| {
                let mut experiment = experiment.clone();
                experiment.stages.take(stage);
                (experiment.stages.at() == stage).then(|| value(&experiment, key)).flatten()
            });
            found.push(Difference { field, key: stages::key_in(stage, key), stage: Some(stage), before, after });
        }
    }
    found.retain(|difference| difference.before != difference.after);
    found
}
