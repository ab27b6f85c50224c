//! Vowels by their formants: `assets/data/vowels.md`.

use super::{
    Card, Look,
    facts::{Contents, Facts, Groups},
    packed,
};
use crate::{data::Scaling, language::Text, nn::choice::Names};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Vowels", "vowels", "元音"),
    inputs: 4,
    classes: Some(10),
    look: Look::Numbers,
    view: None,
    typed: None,
    scaling: Scaling::Standardize,
    card: Card {
        is: Text::fixed(
            "1,520 vowels of American English by 33 men, 28 women and 15 children: the frequencies F1, F2 and F3 at which \
             the mouth resonates, and the pitch F0, in hertz.",
            "33 名男性、28 名女性和 15 名儿童所说的 1520 个美式英语元音：口腔共振频率 F1、F2、F3 和基频 F0，单位赫兹。",
        ),
        is_not: Text::fixed(
            "No running speech: one word at a time, read from a card, around 1950.",
            "不是连续的语音：约 1950 年，照卡片一次念一个词。",
        ),
        flatters: Text::fixed(
            "Each speaker said each vowel twice: drawn by rows, the other one is often among the training rows.",
            "每人每个元音说了两遍：按样本划分时，另一遍往往就在训练样本中。",
        ),
        to_beat: Text::fixed(
            "For new speakers linear borders in F1 and F2, about 75 %, and in all four numbers 89 %; listeners, who heard the words, \
             were right for 94 %.",
            "对新说话人，F1、F2 平面上的线性边界约 75%，用全部四个数约 89%；听到录音的人正确率为 94%。",
        ),
        cleaned: None,
        source: "G. E. Peterson & H. L. Barney 1952, corrected by R. L. Watrous 1991; Praat in praat-parselmouth 0.4.7",
        licence: "published measurements",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "That nobody claims rights in these numbers, which have gone from hand to hand since 1952.",
            "这些自 1952 年起流传的数字是否无人主张权利。",
        )),
    },
    read: || {
        let text = packed::text(include_bytes!("../../../assets/data/vowels.csv.gz"))?;
        let (_, set) = packed::classes_of_table("vowels", text.as_bytes(), &["F1", "F2", "F3", "F0"], "vowel")?;
        let speakers = text.lines().skip(1).filter_map(|line| line.split(',').next());
        let groups = Groups::by_name(Text::fixed("speaker", "说话人"), speakers);
        Some(Contents { groups: Some(groups), ..Contents::of(set) })
    },
};

#[cfg(test)]
mod tests {
    use crate::data::Shipped;

    #[test]
    fn every_speaker_says_ten_vowels_twice() {
        let groups = Shipped::Vowels.groups().unwrap();
        let of = |first| groups.names.iter().filter(|name| name.starts_with(first)).count();
        assert_eq!((of('m'), of('w'), of('c')), (33, 28, 15));
        assert!((0..76).all(|speaker| groups.of.iter().filter(|of| **of == speaker).count() == 20));
        let set = Shipped::Vowels.set();
        assert_eq!(set.origins.iter().sum::<f64>(), 0.0, "hertz as they were measured");
        assert_eq!(set.inputs.row(0).to_vec(), [240.0, 2280.0, 2850.0, 160.0], "the first man's first “heed”");
    }
}
