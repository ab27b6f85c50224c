//! What was seen, in words.

use super::Symptom;
use crate::{
    data::Split,
    language::{Text, grouped},
    text,
};

impl Symptom {
    /// What was seen, as one calm sentence.
    #[must_use]
    pub fn sentence(&self) -> Text {
        match self {
            Self::Diverged { step, place } => {
                let (step, place) = (grouped(*step), place.text());
                let (english, chinese) = place.both();
                text!("Training diverged at step {step}, at {english}.", "训练在第 {step} 步发散，起于{chinese}。")
            }
            Self::Exploding { times, layer } => {
                let (times, layer) = (round(*times), layer + 1);
                text!(
                    "The loss is {times} times what it was at the start; the steps are largest in layer {layer}.",
                    "损失是开始时的 {times} 倍；第 {layer} 层的更新幅度最大。"
                )
            }
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

/// A number that nobody reads to the last digit.
fn round(times: f64) -> String {
    match times {
        few if few < 10.0 => format!("{few:.1}"),
        // One digit is enough of a number that changes all the time.
        some => {
            let power = libm::pow(10.0, libm::log10(some).floor());
            grouped(((some / power).round() * power) as u64)
        }
    }
}

fn list(units: &[usize], of: usize) -> String {
    match units {
        all if all.len() == of && of > 1 => format!("all {of} units are"),
        [unit] => format!("unit {} is", unit + 1),
        [first, second] => format!("units {} and {} are", first + 1, second + 1),
        [first, ..] => format!("unit {} and {} more of {of} are", first + 1, units.len() - 1),
        [] => "no unit is".into(),
    }
}

fn list_in_chinese(units: &[usize], of: usize) -> String {
    match units {
        all if all.len() == of && of > 1 => format!("全部 {of} 个单元"),
        [unit] => format!("第 {} 个单元", unit + 1),
        [first, second] => format!("第 {}、{} 个单元", first + 1, second + 1),
        [first, ..] => format!("第 {} 个等 {} 个单元（共 {of} 个）", first + 1, units.len()),
        [] => "没有单元".into(),
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
