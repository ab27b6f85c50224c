//! Names of colours, and the colours: `assets/data/colours.md`.

use ndarray::Array2;

use super::{
    Card, Look,
    facts::{Contents, Facts},
    hashing, packed,
};
use crate::{
    data::{DataSet, Scaling, Target},
    language::Text,
    nn::choice::Names,
};

/// Number of hash slots for the words and pieces of a name.
const SLOTS: usize = 256;

/// A part of a colour in Chinese.
pub(super) fn in_chinese(part: &str) -> Option<&'static str> {
    match part {
        "red" => Some("红"),
        "green" => Some("绿"),
        "blue" => Some("蓝"),
        _ => None,
    }
}

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Colour names", "colour names", "颜色名称"),
    inputs: SLOTS,
    classes: None,
    look: Look::Colours,
    view: None,
    typed: Some(|name| hashing::words(name, SLOTS)),
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "949 names that people gave to colours in a survey, such as “dark mossy green”, each with red, green and blue \
             from 0 to 1. Its neighbours are 12,000 names of another list, some of them poetic.",
            "一次调查中人们给颜色起的 949 个名称，如“dark mossy green”，各有 0 到 1 的红、绿、蓝值。邻近数据是另一名单的 12000 个名称，\
             有些颇有诗意。",
        ),
        is_not: Text::fixed(
            "No dictionary of words: a name is only which letters stand in it.",
            "不是词典：名称只按其中的字母来读。",
        ),
        flatters: Text::fixed(
            "Most names contain the word of a basic colour, which says most of the answer.",
            "多数名称含有基本颜色词，答案大半在其中。",
        ),
        to_beat: Text::fixed(
            "Always the mean colour, which lies 0.51 away; black and white are 1.73 apart.",
            "总是回答平均颜色，距离 0.51；黑与白相距 1.73。",
        ),
        cleaned: Some(Text::fixed(
            "Names of the neighbouring list that the survey has too are left out of it.",
            "邻近名单中与调查重复的名称已略去。",
        )),
        source: "Randall Munroe's colour survey, matplotlib 3.11.2; D. Aerne, color-name-list 14.29.0",
        licence: "CC0 1.0 (survey), MIT (neighbours)",
        share_alike: false,
        to_confirm: None,
    },
    read: || {
        let text = packed::text(include_bytes!("../../../assets/data/colours.txt.gz"))?;
        let (survey, others) = text.split_once("\n\n")?;
        let (mut words, mut inputs, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for line in survey.lines().chain(others.lines()) {
            let (code, name) = line.split_once(' ')?;
            values.extend(rgb(code)?);
            inputs.extend(hashing::words(name, SLOTS));
            words.push(name.to_owned());
        }
        let set = DataSet {
            input_names: (1..=SLOTS).map(|slot| format!("slot {slot}")).collect(),
            origins: Vec::new(),
            inputs: Array2::from_shape_vec((words.len(), SLOTS), inputs).ok()?,
            target: Target::Value {
                names: ["red", "green", "blue"].map(String::from).to_vec(),
                values: Array2::from_shape_vec((words.len(), 3), values).ok()?,
            },
        };
        Some(Contents { own: survey.lines().count(), words, ..Contents::of(set) })
    },
};

/// Red, green and blue, 0…1, of one or two hexadecimal digits each.
fn rgb(code: &str) -> Option<[f32; 3]> {
    let digits = code.len() / 3;
    let most = f32::from(if digits == 1 { 15_u8 } else { 255 });
    let part = |place: usize| u8::from_str_radix(code.get(digits * place..digits * (place + 1))?, 16).ok();
    Some([part(0)?, part(1)?, part(2)?].map(|part| f32::from(part) / most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Shipped;

    #[test]
    fn codes_are_those_of_web_pages() {
        assert_eq!(rgb("f08"), Some([1.0, 0.0, 8.0 / 15.0]));
        assert_eq!(rgb("ff0088"), Some([1.0, 0.0, 136.0 / 255.0]));
        assert_eq!((rgb("xyz"), rgb("f0")), (None, None));
    }

    #[test]
    fn the_survey_comes_first() {
        let set = Shipped::Colours.set();
        let Target::Value { values, .. } = &set.target else { panic!("numbers") };
        assert_eq!((Shipped::Colours.own_rows(), Shipped::Colours.words(0)), (949, Some("cloudy blue")));
        assert_eq!(values.row(0).to_vec(), [172.0, 194.0, 217.0].map(|part| part / 255.0), "#acc2d9");
        assert_eq!(Shipped::Colours.typed("Cloudy Blue").unwrap(), set.inputs.row(0).to_vec());
        let own: std::collections::BTreeSet<_> = (0..949).map(|row| Shipped::Colours.words(row)).collect();
        assert!((949..set.rows()).all(|row| !own.contains(&Shipped::Colours.words(row))), "no name is in both");
    }
}
