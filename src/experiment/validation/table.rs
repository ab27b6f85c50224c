//! Checks the roles of a table's columns.

use super::Problems;
use crate::{
    data::{Column, DataSettings, Table, limited::MOST_COLUMNS, listed},
    language::brief,
    text,
};

const MOST_CLASSES: usize = 100;

/// Checks which columns are inputs, and which are targets.
pub(super) fn check(
    table: &Table,
    inputs: &[String],
    (target, more): (&str, &[String]),
    classes: bool,
    data: &DataSettings,
    problems: &mut Problems,
) {
    if inputs.is_empty() {
        problems.add(
            "data.inputs",
            text!("there is none; choose at least one column of numbers", "没有输入；请至少选择一个数值列"),
        );
    }
    if problems.too_many(inputs.len(), MOST_COLUMNS, "data.inputs") {
        return;
    }
    let mut used: Vec<&Column> = Vec::new();
    for (place, input) in inputs.iter().enumerate() {
        if problems.enough("data.inputs") {
            break;
        }
        let name = brief(input);
        if inputs[..place].contains(input) {
            problems.add(
                "data.inputs",
                text!("“{name}” stands twice; name each column once", "“{name}”出现了两次；每列只写一次"),
            );
        }
        if input == target {
            problems.add(
                "data.inputs",
                text!(
                    "“{name}” is what is predicted; take it out of the inputs",
                    "“{name}”是预测目标；请把它从输入中去掉"
                ),
            );
        }
        match table.numbers(input) {
            Ok(column) => used.push(column),
            Err(error) => problems.add("data.inputs", error.text()),
        }
    }
    match if classes { table.column(target) } else { table.numbers(target) } {
        Ok(column) => {
            used.push(column);
            check_target(column, classes, data.unlabelled, problems);
        }
        Err(error) => problems.add("data.target", error.text()),
    }
    for (place, heading) in more.iter().enumerate() {
        if heading == target || inputs.contains(heading) || more[..place].contains(heading) {
            let name = brief(heading);
            problems.add(
                "data.more_targets",
                text!(
                    "“{name}” is read or predicted already; name other columns",
                    "“{name}”已作为输入或预测目标；请选择其他列"
                ),
            );
        }
        match table.numbers(heading) {
            Ok(column) => used.push(column),
            Err(error) => problems.add("data.more_targets", error.text()),
        }
    }
    if used.len() == inputs.len() + 1 + more.len() {
        if data.unlabelled {
            // Whether a stage can do without is checked there.
            used.truncate(inputs.len());
        }
        if !data.missing.leaves_out() {
            // Empty inputs are filled.
            used.drain(..inputs.len());
        }
        let names = listed(used.iter().map(|column| column.name.as_str()));
        let (names, names_zh) = names.both();
        match table.rows().saturating_sub(Table::empty_rows(&used).len()) {
            0 => problems.add(
                "data.inputs",
                text!(
                    "every row has an empty cell in {names}; choose columns that are filled",
                    "每一行在{names_zh}中都有空单元格；请选择填写完整的列"
                ),
            ),
            1 => problems.add(
                "data.inputs",
                text!(
                    "only one row has no empty cell in {names}; a table needs at least two such rows",
                    "只有一行在{names_zh}中没有空单元格；表格至少需要两行这样的数据"
                ),
            ),
            _ => {}
        }
    }
}

fn check_target(column: &Column, classes: bool, unlabelled: bool, problems: &mut Problems) {
    let name = brief(&column.name);
    match (column.distinct(), classes) {
        (0, false) if unlabelled => {}
        (0, _) => {
            problems.add(
                "data.target",
                text!(
                    "“{name}” has no value in any row; choose another column, or, to pretrain alone, set data.unlabelled=true and \
                     data.classes=false",
                    "“{name}”在所有行中都没有值；请选择其他列，或设 data.unlabelled=true 和 data.classes=false，只作预训练"
                ),
            );
        }
        (1, true) => {
            let only = column.class_names().first().cloned().unwrap_or_default();
            let only = brief(&only);
            problems.add(
                "data.target",
                text!(
                    "“{name}” holds one class only, “{only}”; choose a column with two or more",
                    "“{name}”只含一个类别“{only}”；请选择有两个或更多类别的列"
                ),
            );
        }
        (1, false) => {
            problems.add(
                "data.target",
                text!(
                    "“{name}” is always the same; choose a column whose numbers differ",
                    "“{name}”的值全部相同；请选择数值有变化的列"
                ),
            );
        }
        (found, true) if found > MOST_CLASSES => {
            let remedy = if column.is_of_numbers() {
                text!(
                    "fit its numbers with data.classes=false, or choose another column",
                    "请取消“其数值表示类别”（data.classes=false），或选择其他列"
                )
            } else {
                text!("choose a column with fewer", "请选择类别更少的列")
            };
            let (english, chinese) = remedy.both();
            problems.add(
                "data.target",
                text!(
                    "“{name}” holds more than {MOST_CLASSES} classes; {english}",
                    "“{name}”的类别多于 {MOST_CLASSES} 个；{chinese}"
                ),
            );
        }
        _ => {}
    }
}
