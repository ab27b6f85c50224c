//! What was done to a run, as it stands in a file: of an experiment that was changed, only the parts that were.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::check_source;
use crate::{
    data::{DataSettings, Feature, Scaling, Source},
    experiment::{Experiment, NetworkSettings, Place, Seeds, Stages, TrainingSettings},
    language::Text,
    text,
    training::{Change, Edit, Edits, Origin},
};

/// One edit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditDocument {
    step: u64,
    change: ChangeDocument,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ChangeDocument {
    /// What the experiment had been before.
    Experiment(Box<Before>),
    Parameter {
        place: Place,
        value: f32,
    },
    TimeUp,
    Resumed,
}

/// The parts of an experiment that were others before.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    preparation: Option<Preparation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    network: Option<NetworkSettings>,
    /// How it was trained, unless it is a pipeline before or after; then its stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    training: Option<TrainingSettings>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stages: Option<Stages>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seeds: Option<Seeds>,
}

/// What is done to the rows.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Preparation {
    features: Vec<Feature>,
    scaling: Scaling,
    train_share: f32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    labels: Option<u32>,
}

impl Preparation {
    fn of(data: &DataSettings) -> Self {
        Self {
            features: data.features.clone(),
            scaling: data.scaling,
            train_share: data.train_share,
            labels: data.labels,
        }
    }
}

impl Before {
    /// What of `before` is not as in `after`.
    fn of(before: &Experiment, after: &Experiment) -> Self {
        let Experiment { data, network, stages, seeds } = before;
        let ordinary = stages.is_ordinary() && after.stages.is_ordinary();
        let preparation = Preparation::of(data);
        Self {
            source: (data.source != after.data.source).then(|| data.source.clone()),
            preparation: (preparation != Preparation::of(&after.data)).then_some(preparation),
            network: (*network != after.network).then(|| network.clone()),
            training: (ordinary && *stages != after.stages).then(|| before.training().clone()),
            stages: (!ordinary && *stages != after.stages).then(|| stages.clone()),
            seeds: (*seeds != after.seeds).then_some(*seeds),
        }
    }

    /// The experiment that became `after`.
    fn over(self, after: &Experiment) -> Experiment {
        let mut before = after.clone();
        if let Some(Preparation { features, scaling, train_share, labels }) = self.preparation {
            before.data = DataSettings { features, scaling, train_share, labels, source: before.data.source };
        }
        before.data.source = self.source.unwrap_or(before.data.source);
        before.network = self.network.unwrap_or(before.network);
        before.stages = self.stages.or(self.training.map(Stages::from)).unwrap_or(before.stages);
        before.seeds = self.seeds.unwrap_or(before.seeds);
        before
    }
}

/// Whether the first weights were drawn, which is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
pub(super) fn is_drawn(origin: &Origin) -> bool {
    *origin == Origin::Drawn
}

/// The edits of a run whose experiment is `now` one.
pub(super) fn documents(edits: &Edits, now: &Experiment) -> Vec<EditDocument> {
    let mut after = now;
    let mut documents: Vec<_> = edits
        .list()
        .iter()
        .rev()
        .map(|Edit { step, change }| {
            let change = match change {
                Change::Experiment(before) => {
                    let written = ChangeDocument::Experiment(Box::new(Before::of(before, after)));
                    after = before;
                    written
                }
                Change::Parameter(place, value) => ChangeDocument::Parameter { place: *place, value: *value },
                Change::TimeUp => ChangeDocument::TimeUp,
                Change::Resumed => ChangeDocument::Resumed,
            };
            EditDocument { step: *step, change }
        })
        .collect();
    documents.reverse();
    documents
}

/// The edits of `documents`, of a run whose experiment is `now` one.
pub(super) fn read(documents: Vec<EditDocument>, now: &Experiment) -> Result<Vec<Edit>, Text> {
    let mut after = Arc::new(now.clone());
    let mut edits = Vec::with_capacity(documents.len());
    for EditDocument { step, change } in documents.into_iter().rev() {
        let change = match change {
            ChangeDocument::Experiment(before) => {
                if let Some(source) = &before.source {
                    check_source(source)?;
                }
                after = Arc::new(before.over(&after));
                // What is no number does not equal itself.
                if *after != Experiment::clone(&after) {
                    return Err(text!("a setting of before is no number", "之前的一项设置不是数"));
                }
                Change::Experiment(Arc::clone(&after))
            }
            ChangeDocument::Parameter { value, .. } if !value.is_finite() => {
                return Err(text!("a weight that was set by hand is no number", "一个手动设置的权重不是数"));
            }
            ChangeDocument::Parameter { place, value } => Change::Parameter(place, value),
            ChangeDocument::TimeUp => Change::TimeUp,
            ChangeDocument::Resumed => Change::Resumed,
        };
        edits.push(Edit { step, change });
    }
    edits.reverse();
    Ok(edits)
}
