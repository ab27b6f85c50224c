//! Whether training can continue, and if not, why.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    data::Split,
    experiment::Place,
    language::{Text, grouped},
    text,
};

/// Whether training can continue, and if not, why.
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
    /// Diverged; restored to the state before the offending step. The trainer takes no further step until its
    /// experiment, or a parameter, is changed.
    Diverged {
        /// The step that diverged, counted from 1.
        step: u64,
        /// The weight or bias where it began.
        place: Place,
    },
}

/// The rule that ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StopReason {
    /// The set number of epochs is reached.
    Epochs(u64),
    /// The training loss has reached the goal.
    Loss(f32),
    /// The set training time is over.
    Seconds(f32),
    /// The validation loss (or else the test loss) has not improved for as long as patience allows.
    NoProgress {
        /// Patience, in epochs.
        epochs: u32,
        /// The epoch of the best loss.
        best_epoch: u64,
        /// Whether the parameters of that epoch were restored.
        restored: bool,
        /// Which rows' loss it was: the validation rows, or the test rows when there are none; default test.
        #[serde(default = "test_rows", skip_serializing_if = "is_test")]
        watched: Split,
    },
}

const fn test_rows() -> Split {
    Split::Test
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_test(watched: &Split) -> bool {
    *watched == Split::Test
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
            Self::NoProgress { epochs, best_epoch, restored, watched } => {
                let (epochs, best_epoch) = (grouped((*epochs).into()), grouped(*best_epoch));
                let (loss, loss_zh) = match watched {
                    Split::Validation => ("validation loss", "验证损失"),
                    Split::Train | Split::Test => ("test loss (no validation rows)", "测试损失（没有验证样本）"),
                };
                if *restored {
                    text!(
                        "Stopped early: the {loss} had no new best for {epochs} epochs. Its best parameters are back, from \
                         epoch {best_epoch}.",
                        "已提前停止：{loss_zh}连续 {epochs} 轮没有新低。已恢复第 {best_epoch} 轮的最佳参数。"
                    )
                } else {
                    text!(
                        "Stopped early: the {loss} had no new best for {epochs} epochs. Its best was at epoch \
                         {best_epoch}.",
                        "已提前停止：{loss_zh}连续 {epochs} 轮没有新低。最低值在第 {best_epoch} 轮。"
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn early_stopping_says_which_loss_it_watched() {
        let said =
            |watched| StopReason::NoProgress { epochs: 9, best_epoch: 1234, restored: false, watched }.to_string();
        assert_eq!(
            said(Split::Validation),
            "Stopped early: the validation loss had no new best for 9 epochs. Its best was at epoch 1,234."
        );
        assert!(said(Split::Test).starts_with("Stopped early: the test loss (no validation rows) had no new best"));
    }
}
