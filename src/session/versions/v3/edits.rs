//! The edits of a run in version 3.

use serde::Deserialize;

use super::{
    choices::Scaling,
    data::{Feature, Source},
    experiment::{NetworkSettings, Place, Seeds, TrainingSettings},
};
use crate::session::edits;

pub(crate) use super::choices::Origin;

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct EditDocument {
    step: u64,
    change: ChangeDocument,
}

impl From<EditDocument> for edits::EditDocument {
    fn from(old: EditDocument) -> Self {
        Self { step: old.step, change: old.change.into() }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ChangeDocument {
    Experiment(Box<Before>),
    Parameter { place: Place, value: f32 },
    TimeUp,
    Resumed,
}

impl From<ChangeDocument> for edits::ChangeDocument {
    fn from(old: ChangeDocument) -> Self {
        match old {
            ChangeDocument::Experiment(before) => Self::Experiment(Box::new((*before).into())),
            ChangeDocument::Parameter { place, value } => Self::Parameter { place: place.into(), value },
            ChangeDocument::TimeUp => Self::TimeUp,
            ChangeDocument::Resumed => Self::Resumed,
        }
    }
}

/// The parts of an experiment that were different before.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    #[serde(default)]
    source: Option<Source>,
    #[serde(default)]
    preparation: Option<Preparation>,
    #[serde(default)]
    network: Option<NetworkSettings>,
    #[serde(default)]
    training: Option<TrainingSettings>,
    #[serde(default)]
    seeds: Option<Seeds>,
}

impl From<Before> for edits::Before {
    fn from(old: Before) -> Self {
        Self {
            source: old.source.map(Into::into),
            preparation: old.preparation.map(Into::into),
            network: old.network.map(Into::into),
            training: old.training.map(Into::into),
            stages: None,
            seeds: old.seeds.map(Into::into),
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields)]
pub(crate) struct Preparation {
    features: Vec<Feature>,
    scaling: Scaling,
    train_share: f32,
}

impl From<Preparation> for edits::Preparation {
    fn from(old: Preparation) -> Self {
        Self {
            features: old.features.into_iter().map(Into::into).collect(),
            scaling: old.scaling.into(),
            train_share: old.train_share,
            more_targets: Vec::new(),
            validation_share: 0.0,
            labels: None,
            split_by: crate::data::SplitBy::Rows,
            without_repeats: false,
            missing: crate::data::Filling::LeaveOut,
            unlabelled: false,
        }
    }
}
