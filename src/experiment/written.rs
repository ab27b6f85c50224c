//! Serialization of an experiment: one with an ordinary stage has `training`, a pipeline has `stages`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Experiment, NetworkSettings, Seeds, Stage, Stages, TrainingSettings};
use crate::data::{DataSettings, limited};

#[derive(Serialize)]
#[serde(rename = "Experiment")]
struct Writing<'a> {
    data: &'a DataSettings,
    network: &'a NetworkSettings,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "itself")]
    training: Option<&'a TrainingSettings>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    stages: &'a [Stage],
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<usize>,
    seeds: &'a Seeds,
}

#[derive(Deserialize)]
#[serde(rename = "Experiment", deny_unknown_fields)]
struct Written {
    data: DataSettings,
    network: NetworkSettings,
    #[serde(default, deserialize_with = "there")]
    training: Option<TrainingSettings>,
    #[serde(default, deserialize_with = "limited::list::<_, _, { Stages::MOST }>")]
    stages: Vec<Stage>,
    /// The current stage, counted from 1.
    #[serde(default)]
    stage: Option<usize>,
    seeds: Seeds,
}

impl Serialize for Experiment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { data, network, stages, seeds } = self;
        let ordinary = stages.is_ordinary();
        Writing {
            data,
            network,
            training: ordinary.then(|| self.training()),
            stages: if ordinary { &[] } else { stages.list() },
            stage: (!ordinary).then(|| stages.at() + 1),
            seeds,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Experiment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { data, network, training, stages, stage, seeds } = Written::deserialize(deserializer)?;
        let stages = match (training, stages.len(), stage) {
            (Some(training), 0, None) => training.into(),
            (None, 0, _) => return Err(Error::missing_field("training")),
            (None, _, stage) => Stages::new(stages, stage.unwrap_or(1).wrapping_sub(1))
                .ok_or_else(|| Error::custom("the stage at hand is none of the stages"))?,
            (Some(_), ..) => return Err(Error::custom("an experiment has either `training` or `stages`")),
        };
        Ok(Self { data, network, stages, seeds })
    }
}

/// Writes the value without `Some` around it, as before there were pipelines; exported networks keep a recipe in plain
/// RON.
fn itself<S: Serializer>(training: &Option<&TrainingSettings>, serializer: S) -> Result<S::Ok, S::Error> {
    match training {
        Some(training) => training.serialize(serializer),
        None => serializer.serialize_none(),
    }
}

/// Reads what [`itself`] writes.
fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TrainingSettings>, D::Error> {
    TrainingSettings::deserialize(deserializer).map(Some)
}
