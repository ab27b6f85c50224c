//! What two experiments do not have in common, field by field.

use super::{Field, all, named, value};
use crate::experiment::{Experiment, stages};

/// One field that two experiments have different values of.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The field.
    pub field: &'static Field,
    /// Its key, as `--set` spells it.
    pub key: String,
    /// The stage that it is of, counted from 0, where there are several.
    pub stage: Option<usize>,
    /// The first experiment's value; nothing where the field does not apply.
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
