//! When the test rows were first seen: anything chosen after that may have been chosen by them.

use serde::{Deserialize, Serialize};

use crate::{language::Text, text};

/// The first time the test rows were shown, on the evaluation page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Time, in seconds since 1970.
    pub at: u64,
    /// The current stage then, counted from 1.
    pub stage: usize,
    /// Whole epochs it had been trained.
    pub epoch: u64,
    /// Steps it had been trained.
    pub step: u64,
}

impl Opening {
    /// What that means for a run that is now at `(stage, epoch, step)`, the stage counted from 1; `day` is the date of
    /// it.
    #[must_use]
    pub fn sentence(&self, (stage, epoch, step): (usize, u64, u64), day: &str) -> Text {
        let (first, since) = (self.epoch, epoch.saturating_sub(self.epoch));
        if (stage, step) < (self.stage, self.step) {
            text!(
                "first opened {day}, in a run before this one: what was changed since may have been chosen by them",
                "首次打开：{day}，在此前的一次训练中；之后的改动可能参考了测试结果"
            )
        } else if stage > self.stage {
            let (opened, now) = (self.stage, stage);
            text!(
                "first opened {day}, at epoch {first} of stage {opened}; stage {now} was trained since, perhaps by what they said",
                "首次打开：{day}，第 {opened} 阶段第 {first} 轮；此后训练了第 {now} 阶段，可能受其影响"
            )
        } else if step > self.step {
            let more = if since == 1 { "1 epoch was".into() } else { format!("{since} epochs were") };
            text!(
                "first opened {day}, at epoch {first}; {more} trained since, perhaps by what they said",
                "首次打开：{day}，第 {first} 轮；此后又训练了 {since} 轮，可能受其影响"
            )
        } else {
            text!(
                "first opened {day}, at epoch {first}: nothing was trained since",
                "首次打开：{day}，第 {first} 轮；此后没有再训练"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_after_is_told_from_what_came_before() {
        let opening = Opening { at: 0, stage: 2, epoch: 80, step: 800 };
        let said = |now| opening.sentence(now, "today").to_string();
        assert!(said((2, 80, 800)).ends_with("nothing was trained since"));
        assert!(said((2, 90, 900)).contains("10 epochs were trained since"));
        assert!(said((3, 1, 9)).contains("stage 3 was trained since"));
        assert!(said((2, 10, 100)).contains("a run before this one"));
        assert!(said((1, 99, 9999)).contains("a run before this one"));
    }
}
