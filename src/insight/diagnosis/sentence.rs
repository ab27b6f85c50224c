//! Symptoms in words.

use super::{Haste, Symptom};
use crate::{
    data::Split,
    language::{Text, grouped},
    text,
};

/// So many times less than something is nothing.
const NOTHING: f64 = 1e6;

impl Symptom {
    /// The symptom as one calm sentence.
    #[must_use]
    pub fn sentence(&self) -> Text {
        match self {
            Self::Diverged { step, place } => {
                let (step, place) = (grouped(*step), place.text());
                let (english, chinese) = place.both();
                text!("Training diverged at step {step}, at {english}.", "训练在第 {step} 步发散，起于{chinese}。")
            }
            Self::Unscaled { column, reach } => {
                let reach = grouped(reach.round() as u64);
                text!(
                    "The inputs are not scaled: “{column}” reaches {reach}, too far for the network to learn from.",
                    "输入没有缩放：“{column}”大到 {reach}，网络难以从中学习。"
                )
            }
            Self::TooFast { rate, sign } => {
                let sign = sign.sentence();
                let (english, chinese) = sign.both();
                text!("The learning rate of {rate} is too high: {english}.", "学习率 {rate} 太高：{chinese}。")
            }
            Self::TooSlow { rate } => text!(
                "The learning rate of {rate} is too low: the loss hardly falls, though it could.",
                "学习率 {rate} 太低：损失本可下降，却几乎没有降。"
            ),
            Self::Dead { layer, units, of } => {
                let (layer, english, chinese) = (layer + 1, list(units, *of), list_in_chinese(units, *of));
                text!(
                    "Layer {layer}: {english} dead, at 0 for every row, so no gradient passes.",
                    "第 {layer} 层{chinese}已经“死亡”：对所有数据都输出 0，梯度无法通过。"
                )
            }
            Self::Saturated { layer, units, of } => {
                let (layer, english, chinese) = (layer + 1, list(units, *of), list_in_chinese(units, *of));
                text!(
                    "Layer {layer}: {english} saturated, at the limits for nearly every row.",
                    "第 {layer} 层{chinese}已经饱和：几乎对所有数据都处在极限值。"
                )
            }
            Self::Vanishing { times } if *times >= NOTHING => text!(
                "No gradient reaches layer 1: the weights behind it are 0, or its units have come to a limit.",
                "没有梯度传到第 1 层：后面的权重为 0，或单元已到极限。"
            ),
            Self::Vanishing { times } => {
                let times = round(*times);
                text!(
                    "Hardly any gradient reaches layer 1: {times} times less than the output layer gets.",
                    "梯度几乎传不到第 1 层：只有输出层的 1/{times}。"
                )
            }
            Self::Overfitting { since, watched } => {
                let since = grouped(*since);
                let (of, of_zh) = match watched {
                    Split::Validation => ("validation", "验证"),
                    Split::Train | Split::Test => ("test", "测试"),
                };
                text!(
                    "Overfitting: the {of} loss was best at epoch {since} and has turned upward since.",
                    "过拟合：{of_zh}损失在第 {since} 轮最好，此后转为上升。"
                )
            }
            Self::Worse { since } => {
                let since = grouped(*since);
                text!(
                    "The loss was lowest at epoch {since} and has become worse since.",
                    "损失在第 {since} 轮最低，此后变差了。"
                )
            }
            Self::Flat { since } => {
                let since = grouped(*since);
                text!(
                    "The loss has hardly moved since epoch {since}, and the answers are still poor.",
                    "第 {since} 轮以来损失几乎没有变化，而且答案仍然不够好。"
                )
            }
        }
    }
}

impl Haste {
    /// The evidence, without a full stop.
    fn sentence(self) -> Text {
        match self {
            Self::Above { times } => {
                let times = round(times);
                text!(
                    "the loss has lately been {times} times what it was at the start",
                    "近来损失是开始时的 {times} 倍"
                )
            }
            Self::Raised { since, from } => {
                let since = grouped(since);
                text!(
                    "the loss has gone up since it was raised from {from} at epoch {since}",
                    "第 {since} 轮由 {from} 调高后，损失上升了"
                )
            }
            Self::Jumping { low, high } => {
                text!("the loss jumps between {low:.2} and {high:.2}", "损失在 {low:.2} 与 {high:.2} 之间跳动")
            }
            Self::Driven { dead: true } => {
                text!(
                    "its large steps have made units dead, at 0 for every row",
                    "步子太大，使一些单元“死亡”，始终输出 0"
                )
            }
            Self::Driven { dead: false } => {
                text!("its large steps have driven units to their limits", "步子太大，把一些单元推到了极限值")
            }
            Self::Stuck => text!("the loss does not fall with steps this large", "步子太大，损失降不下来"),
        }
    }
}

/// A rough number, with few digits.
fn round(times: f64) -> String {
    match times {
        few if few < 10.0 => format!("{few:.1}"),
        // One digit suffices for a number that changes all the time.
        some => {
            let power = libm::pow(10.0, libm::log10(some).floor());
            grouped(((some / power).round() * power) as u64)
        }
    }
}

fn list(units: &[usize], of: usize) -> String {
    match units {
        [_, _] if of == 2 => "both units are".into(),
        all if all.len() == of && of > 1 => format!("all {of} units are"),
        [unit] => format!("unit {} is", unit + 1),
        [first, second] => format!("units {} and {} are", first + 1, second + 1),
        some => format!("{} of {of} units are", some.len()),
    }
}

fn list_in_chinese(units: &[usize], of: usize) -> String {
    match units {
        [_, _] if of == 2 => "两个单元都".into(),
        all if all.len() == of && of > 1 => format!("全部 {of} 个单元"),
        [unit] => format!("第 {} 个单元", unit + 1),
        [first, second] => format!("第 {}、{} 个单元", first + 1, second + 1),
        some => format!("{of} 个单元中有 {} 个", some.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Place, Remedy},
        *,
    };

    #[test]
    fn large_numbers_are_said_with_their_thousands_apart() {
        let place = Place { layer: 0, unit: 0, from: None };
        for (symptom, number) in [
            (Symptom::Diverged { step: 12_345, place }, "step 12,345,"),
            (Symptom::Overfitting { since: 2_688, watched: Split::Validation }, "epoch 2,688 "),
            (Symptom::Flat { since: 1_000 }, "epoch 1,000,"),
            (Symptom::Vanishing { times: 41_000.0 }, " 40,000 times"),
        ] {
            let sentence = symptom.sentence().to_string();
            assert!(sentence.contains(number), "{sentence}");
        }
        let words = Remedy::GoBack { step: 1, epoch: 2_688 }.words().to_string();
        assert_eq!(words, "Back to epoch 2,688");
    }
}
