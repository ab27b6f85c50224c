//! Handwritten digits, 8×8 grey values: `assets/data/digits.md`.

use ndarray::Array2;

use super::{
    Card, Look,
    facts::{Contents, Facts},
    packed,
};
use crate::{
    data::{DataSet, Scaling, Target},
    language::Text,
    nn::choice::Names,
};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Digits 8×8", "digits 8×8", "手写数字 8×8"),
    inputs: 64,
    classes: Some(10),
    look: Look::Picture { width: 8, height: 8 },
    view: None,
    typed: None,
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "1,797 digits that 13 people wrote on forms, counted down to 8×8 grey values.",
            "13 个人写在表格上的 1797 个数字，缩为 8×8 个灰度值。",
        ),
        is_not: Text::fixed(
            "No photographs: all are centred and of one size.",
            "不是照片：所有数字都已居中，大小一致。",
        ),
        flatters: Text::fixed(
            "The same people wrote the training and the test rows; a new hand is harder.",
            "训练样本和测试样本出自同一批人；换一个人的字会更难。",
        ),
        to_beat: Text::fixed(
            "The nearest class mean is right for about 90 % of the test rows, and with five labels a class for 84 %.",
            "最近类均值对约 90% 的测试样本正确；每类只有五个标签时约 84%。",
        ),
        cleaned: None,
        source: "UCI Machine Learning Repository, Alpaydin & Kaynak 1998; scikit-learn 1.9.1",
        licence: "CC BY 4.0",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "That the set's own page at UCI still says CC BY 4.0.",
            "UCI 上该数据集的页面是否仍标明 CC BY 4.0。",
        )),
    },
    read: || pictures(include_bytes!("../../../assets/data/digits.txt.gz"), 8, 16),
};

/// Pictures of `side` × `side` grey values from 0 to `white`, which becomes 1, and the digit that each shows.
pub(super) fn pictures(packed: &[u8], side: usize, most: u8) -> Option<Contents> {
    let text = packed::text(packed)?;
    let lines = packed::lines(&text, u32::from(most) + 1, side * side, 1)?;
    let grey = lines.iter().flat_map(|line| &line.levels).map(|level| *level as f32 / f32::from(most));
    let inputs = Array2::from_shape_vec((lines.len(), side * side), grey.collect()).ok()?;
    let place = |pixel: usize| format!("r{}c{}", pixel / side + 1, pixel % side + 1);
    Some(Contents::of(DataSet {
        input_names: (0..side * side).map(place).collect(),
        origins: Vec::new(),
        inputs,
        target: digits(lines.iter().map(|line| line.words[0]))?,
    }))
}

/// Which of the ten digits each row is.
pub(super) fn digits<'a>(rows: impl Iterator<Item = &'a str>) -> Option<Target> {
    Some(Target::Class {
        name: "digit".into(),
        classes: (0..10).map(|digit| digit.to_string()).collect(),
        labels: rows.map(|digit| digit.parse().ok()).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn digits_are_those_of_scikit_learn() {
        let set = Shipped::Digits.set();
        let Target::Class { labels, .. } = &set.target else { panic!("classes") };
        let count = |digit| labels.iter().filter(|label| **label == digit).count();
        // From load_digits() of scikit-learn 1.9.1.
        assert_eq!((0..10).map(count).collect::<Vec<_>>(), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!((set.rows(), set.inputs.iter().sum::<f32>()), (1797, 561_718.0 / 16.0));
        assert_eq!(set.inputs.row(0).to_vec()[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0].map(|grey| grey / 16.0));
    }
}
