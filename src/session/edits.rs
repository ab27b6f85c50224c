//! The edits of a run as stored in a file: of a changed experiment, only the parts that changed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    data::{
        DataSettings, Feature, Filling, Scaling, Source, SplitBy,
        limited::{self, MOST_COLUMNS},
        settings::is_zero,
    },
    experiment::{Experiment, NetworkSettings, Place, Seeds, Stages, TrainingSettings},
    language::Text,
    text,
    training::{Change, Edit, Edits},
};

/// One edit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditDocument {
    pub(super) step: u64,
    pub(super) change: ChangeDocument,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ChangeDocument {
    /// The previous experiment.
    Experiment(Box<Before>),
    Parameter {
        place: Place,
        value: f32,
    },
    TimeUp,
    Resumed,
}

/// The parts of an experiment that were different before.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Before {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<Source>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) preparation: Option<Preparation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) network: Option<NetworkSettings>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) training: Option<TrainingSettings>,
    /// All stages instead, if one of the two is a pipeline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) stages: Option<Stages>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seeds: Option<Seeds>,
}

/// The preparation of the rows.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preparation {
    pub(super) features: Vec<Feature>,
    pub(super) scaling: Scaling,
    pub(super) train_share: f32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) validation_share: f32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) labels: Option<u32>,
    #[serde(default, skip_serializing_if = "SplitBy::is_rows")]
    pub(super) split_by: SplitBy,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) without_repeats: bool,
    #[serde(default, skip_serializing_if = "Filling::leaves_out")]
    pub(super) missing: Filling,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unlabelled: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::names::<_, MOST_COLUMNS>")]
    pub(super) more_targets: Vec<String>,
}

impl Preparation {
    fn of(data: &DataSettings) -> Self {
        Self {
            features: data.features.clone(),
            scaling: data.scaling,
            train_share: data.train_share,
            validation_share: data.validation_share,
            labels: data.labels,
            split_by: data.split_by,
            without_repeats: data.without_repeats,
            missing: data.missing,
            unlabelled: data.unlabelled,
            more_targets: data.more_targets.clone(),
        }
    }
}

impl Before {
    /// The parts of `before` that differ from `after`.
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

    /// The experiment that was changed into `after`.
    pub(super) fn over(self, after: &Experiment) -> Experiment {
        let mut before = after.clone();
        if let Some(preparation) = self.preparation {
            // Destructured by name, so that a new field cannot be forgotten here.
            let Preparation {
                features,
                scaling,
                train_share,
                validation_share,
                labels,
                split_by,
                without_repeats,
                missing,
                unlabelled,
                more_targets,
            } = preparation;
            before.data = DataSettings {
                source: before.data.source,
                features,
                scaling,
                train_share,
                validation_share,
                labels,
                split_by,
                without_repeats,
                missing,
                unlabelled,
                more_targets,
            };
        }
        before.data.source = self.source.unwrap_or(before.data.source);
        before.network = self.network.unwrap_or(before.network);
        before.stages = self.stages.or(self.training.map(Stages::from)).unwrap_or(before.stages);
        before.seeds = self.seeds.unwrap_or(before.seeds);
        before
    }
}

/// The parts of `then` that differ from `now`, whichever stage is current; `None` when there are none.
pub(super) fn before(then: &Experiment, now: &Experiment) -> Option<Before> {
    let mut now = now.clone();
    now.stages.take(then.stages.at());
    (*then != now).then(|| Before::of(then, &now))
}

/// The edits of a run whose experiment is now `now`.
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

/// The edits of `documents`, for a run whose experiment is now `now`.
pub(super) fn read(documents: Vec<EditDocument>, now: &Experiment) -> Result<Vec<Edit>, Text> {
    let mut after = Arc::new(now.clone());
    let mut edits = Vec::with_capacity(documents.len());
    for EditDocument { step, change } in documents.into_iter().rev() {
        let change = match change {
            ChangeDocument::Experiment(before) => {
                before.source.as_ref().and_then(Source::fault).map_or(Ok(()), Err)?;
                after = Arc::new(before.over(&after));
                // NaN is not equal to itself.
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
