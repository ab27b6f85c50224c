//! How a table is read from its file, as settings.

use std::sync::Arc;

use super::{Field, Kind, Written};
use crate::{
    data::{
        Source,
        reading::{Choice, Choices},
    },
    experiment::Experiment,
};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "data.table.headings",
        ("Headings", "标题行"),
        ("Whether the first line of the file holds headings.", "文件第一行是否为标题。"),
        Kind::Written(Written {
            takes: "auto, true or false",
            get: |e| get(e, Choice::Headings),
            set: |e, text| set(e, Choice::Headings, text),
        }),
    ),
    Field::new(
        "data.table.separator",
        ("Separator", "分隔符"),
        ("What stands between the cells of the file.", "文件中单元格之间的分隔符。"),
        Kind::Written(Written {
            takes: "auto, comma, semicolon, tab, bar or blanks",
            get: |e| get(e, Choice::Separator),
            set: |e, text| set(e, Choice::Separator, text),
        }),
    ),
    Field::new(
        "data.table.decimal",
        ("Decimal mark", "小数点"),
        (
            "What stands before fractions in the file; the other mark then groups thousands.",
            "文件中小数前的符号；另一个符号则用于千位分组。",
        ),
        Kind::Written(Written {
            takes: "auto, point or comma",
            get: |e| get(e, Choice::Decimal),
            set: |e, text| set(e, Choice::Decimal, text),
        }),
    ),
    Field::new(
        "data.table.encoding",
        ("Letters", "字符编码"),
        ("How the letters of the file are coded.", "文件的字符编码。"),
        Kind::Written(Written {
            takes: "auto or a name of the Encoding Standard, such as utf-8, windows-1252, gb18030, utf-16le, big5 or shift_jis",
            get: |e| get(e, Choice::Encoding),
            set: |e, text| set(e, Choice::Encoding, text),
        }),
    ),
    Field::new(
        "data.table.signs",
        ("Signs and marks", "符号与标记"),
        (
            "Whether signs of money and per cent, grouped thousands, marks for unknown and a line of units are taken for what \
             they mean; otherwise they make texts of a column.",
            "是否按含义理解货币和百分号、千位分组、表示未知的标记和单位行；否则该列成为文本。",
        ),
        Kind::Written(Written {
            takes: "auto, true or false",
            get: |e| get(e, Choice::Signs),
            set: |e, text| set(e, Choice::Signs, text),
        }),
    ),
    Field::new(
        "data.table.dates",
        ("Dates", "日期"),
        (
            "Which number comes first in dates such as 5/6/2024, where no date of the column tells. Others are read as they are.",
            "5/6/2024 这类日期中哪个数在前；仅用于整列都无法判断时，其余日期照常读取。",
        ),
        Kind::Written(Written {
            takes: "auto, day, month or year",
            get: |e| get(e, Choice::Dates),
            set: |e, text| set(e, Choice::Dates, text),
        }),
    ),
];

/// The choice made when the table of `experiment` was read; `None` where its file no longer exists.
fn get(experiment: &Experiment, choice: Choice) -> Option<String> {
    let Source::Table { table, .. } = &experiment.data.source else { return None };
    table.reading.as_ref().map(|reading| reading.choices.get(choice))
}

/// Reads the table of `experiment` again with this choice; roles stay where the columns are the same.
fn set(experiment: &mut Experiment, choice: Choice, value: &str) -> Result<(), String> {
    let Source::Table { table, .. } = &experiment.data.source else {
        return Err("only a table has it, give one with --data".into());
    };
    let mut choices = table.reading.as_ref().map(|reading| reading.choices).unwrap_or_default();
    choices.set(choice, value)?;
    read_again(experiment, choices)
}

/// Reads the table of `experiment` again with these choices.
///
/// # Errors
/// When it cannot be read that way, as a sentence without its full stop.
fn read_again(experiment: &mut Experiment, choices: Choices) -> Result<(), String> {
    let Source::Table { table, .. } = &experiment.data.source else { return Ok(()) };
    if table.reading.as_ref().is_some_and(|reading| reading.choices == choices) {
        return Ok(());
    }
    let again = table.read_again(choices).map_err(|error| error.to_string())?;
    let source = experiment.data.source.on(Arc::new(again)).map_err(|error| error.to_string())?;
    experiment.set_source(source);
    Ok(())
}
