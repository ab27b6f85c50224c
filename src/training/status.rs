//! Whether and why training goes on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    experiment::Place,
    language::{Text, grouped},
    text,
};

/// Whether and why training goes on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Status {
    /// Another step can be taken.
    #[default]
    Ready,
    /// A stop rule or early stopping ended it; steps can still be taken by hand.
    Finished {
        /// Which rule; its display is a plain sentence.
        reason: StopReason,
    },
    /// Diverged; restored to the state before the offending step. The trainer takes no other
    /// until its experiment, or a parameter, is changed.
    Diverged {
        /// The step that broke, counted from 1.
        step: u64,
        /// The weight or bias where it began.
        place: Place,
    },
}

/// The rule that ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StopReason {
    /// The set number of epochs is done.
    Epochs(u64),
    /// The training loss is at the goal or below.
    Loss(f32),
    /// The set time of training is over.
    Seconds(f32),
    /// The test loss has had no new best for as long as patience allows.
    NoProgress {
        /// Patience, in epochs.
        epochs: u32,
        /// The epoch of the best test loss.
        best_epoch: u64,
        /// Whether the parameters of that epoch are back.
        restored: bool,
    },
}

impl StopReason {
    /// The rule in a plain sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Epochs(epochs) => {
                let epochs = grouped(*epochs);
                text!("Stopped at epoch {epochs}, as set.", "已按设定在第 {epochs} 轮停止。")
            }
            Self::Loss(goal) => {
                text!("Reached the goal: the training loss is {goal} or below.", "已达目标：训练损失不高于 {goal}。")
            }
            Self::Seconds(seconds) => {
                text!("Stopped after {seconds} seconds of training, as set.", "已按设定在训练 {seconds} 秒后停止。")
            }
            Self::NoProgress { epochs, best_epoch, restored } => {
                let (epochs, best_epoch) = (grouped((*epochs).into()), grouped(*best_epoch));
                if *restored {
                    text!(
                        "Stopped early: the test loss had no new best for {epochs} epochs. Its best parameters are back, \
                         from epoch {best_epoch}.",
                        "已提前停止：测试损失连续 {epochs} 轮没有新低。已恢复第 {best_epoch} 轮的最佳参数。"
                    )
                } else {
                    text!(
                        "Stopped early: the test loss had no new best for {epochs} epochs. Its best was at epoch \
                         {best_epoch}.",
                        "已提前停止：测试损失连续 {epochs} 轮没有新低。最低值在第 {best_epoch} 轮。"
                    )
                }
            }
        }
    }
}

impl fmt::Display for StopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}
