//! How a network is trained in one stage: loss, optimizer, learning rate, batches, and when it ends.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Augmentation, Privacy};
use crate::nn::{Choice, L1Rule, Loss, Optimizer, Regularizer, Schedule};

/// The batch size that stands for all training rows, however many there are.
pub const ALL_ROWS: usize = u32::MAX as usize;

/// Training settings of one stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingSettings {
    /// The objective.
    pub loss: Loss,
    /// The optimizer.
    pub optimizer: Optimizer,
    /// Learning rate, above 0, default 0.03.
    pub learning_rate: f32,
    /// Label smoothing ε: this much of each class's target is spread evenly over all classes, 0 to below 1, default 0;
    /// only for the cross-entropies, and metrics are measured without it (Szegedy et al. 2016).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub label_smoothing: f32,
    /// Learning-rate schedule.
    pub schedule: Schedule,
    /// Rows per batch, 1 or more; at most all training rows are used.
    pub batch_size: usize,
    /// Order of the training rows.
    pub order: BatchOrder,
    /// Penalties on the weights, and their decay.
    #[serde(default)]
    pub regularizer: Regularizer,
    /// Largest L2 norm of the gradient; a longer one is scaled down to it (Pascanu et al. 2013); above 0, default none.
    #[serde(default)]
    pub clip_norm: Option<f32>,
    /// Augmentation of the rows at each step; default none.
    #[serde(default, skip_serializing_if = "Augmentation::is_none")]
    pub augmentation: Augmentation,
    /// Differential privacy; default none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Privacy>,
    /// Stops when the validation loss no longer improves, or the test loss when there are no validation rows.
    #[serde(default)]
    pub early_stopping: Option<EarlyStopping>,
    /// Stops at a set point.
    #[serde(default)]
    pub stop: StopRules,
}

impl Default for TrainingSettings {
    /// The TensorFlow Playground's, under its own rules.
    fn default() -> Self {
        Self {
            loss: Loss::HalfSquaredError,
            label_smoothing: 0.0,
            optimizer: Optimizer::GradientDescent,
            learning_rate: 0.03,
            schedule: Schedule::Constant,
            batch_size: 10,
            order: BatchOrder::Sequential,
            regularizer: Regularizer { l1_rule: L1Rule::Dies, ..Regularizer::default() },
            clip_norm: None,
            augmentation: Augmentation { noise: 0.0, shift: 0 },
            privacy: None,
            early_stopping: None,
            stop: StopRules::default(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_zero(number: &f32) -> bool {
    *number == 0.0
}

/// Order in which the training rows are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum BatchOrder {
    /// A new random order every epoch; the last batch of an epoch may be smaller.
    Shuffled,
    /// Always the same order; a batch may extend into the next epoch (the TensorFlow Playground's).
    Sequential,
    /// Poisson sampling: each row joins each batch independently, so that batches differ in size; an epoch has as many
    /// steps as with batches of exactly that size. The ε of private training is proved for these.
    Poisson,
}

impl Choice for BatchOrder {
    const WHAT: &'static str = "batch order";
    const ALL: &'static [Self] = &[Self::Shuffled, Self::Sequential, Self::Poisson];

    fn name(&self) -> &'static str {
        self.into()
    }
}

/// Stops when the validation loss has not improved for a while, or the test loss when there are no validation rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlyStopping {
    /// Epochs without a new best loss, 1 or more, default 100.
    pub patience: u32,
    /// Whether to restore the parameters of the best loss, default true.
    pub restore_best: bool,
}

impl Default for EarlyStopping {
    fn default() -> Self {
        Self { patience: 100, restore_best: true }
    }
}

/// Points at which training stops; all off by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StopRules {
    /// At this epoch.
    pub epochs: Option<u64>,
    /// At this training loss or below.
    pub loss: Option<f32>,
    /// After this many seconds of training.
    pub seconds: Option<f32>,
}
