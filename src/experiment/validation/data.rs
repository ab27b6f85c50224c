//! Checks what is learned from.

use super::Problems;
use crate::{
    data::{
        Column, Feature, Formula, Source, Table,
        limited::{MOST_CELLS, MOST_COLUMNS},
        listed,
        settings::MOST_FEATURES,
    },
    experiment::Experiment,
    language::brief,
    text,
};

const MOST_CLASSES: usize = 100;

pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let data = &experiment.data;
    match &data.source {
        Source::Formula { formula, .. } => check_formula(formula, experiment.seeds.data, problems),
        Source::Generated { .. } | Source::Gate(_) => {}
        Source::Painted(points) => {
            if let Some(fault) = points.fault() {
                problems.add("data.points", fault);
            }
        }
        Source::Table { table, inputs, target, classes } => match table.fault() {
            Some(fault) => problems.add("data.table", {
                let (english, chinese) = fault.both();
                text!("the table is damaged: {english}", "表格已损坏：{chinese}")
            }),
            None => check_table(table, inputs, (target, &data.more_targets), *classes, problems),
        },
    }
    if !data.more_targets.is_empty() && !data.can_have_more_targets() {
        problems.add(
            "data.more_targets",
            text!(
                "only numbers of a table can be predicted together; take them out",
                "只有表格中的数值可以同时预测；请去掉它们"
            ),
        );
    }
    check_features(&data.features, &data.source, problems);
}

fn check_formula(formula: &str, seed: u64, problems: &mut Problems) {
    match Formula::read(formula) {
        Err(error) => problems.add("data.formula", error.text()),
        Ok(formula) if !formula.has_values(seed) => problems.add(
            "data.formula",
            text!(
                "it has no finite value at most places between -6 and 6; such as sqrt(abs(x1)) it should have one everywhere",
                "它在 -6 到 6 之间的大多数位置没有有限值；应像 sqrt(abs(x1)) 那样处处有值"
            ),
        ),
        Ok(_) => {}
    }
}

/// Whether a list is so long that its entries need not be looked at.
fn too_many(found: usize, most: usize, field: &str, problems: &mut Problems) -> bool {
    if found > most {
        problems.add(field, text!("{found} are too many; choose at most {most}", "{found} 个太多；最多选择 {most} 个"));
    }
    found > most
}

fn check_table(
    table: &Table,
    inputs: &[String],
    (target, more): (&str, &[String]),
    classes: bool,
    problems: &mut Problems,
) {
    if inputs.is_empty() {
        problems.add(
            "data.inputs",
            text!("there is none; choose at least one column of numbers", "没有输入；请至少选择一个数值列"),
        );
    }
    if too_many(inputs.len(), MOST_COLUMNS, "data.inputs", problems) {
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
            check_target(column, classes, problems);
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

fn check_target(column: &Column, classes: bool, problems: &mut Problems) {
    let name = brief(&column.name);
    match (column.distinct(), classes) {
        (0 | 1, true) => {
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
        (0 | 1, false) => {
            problems.add(
                "data.target",
                text!(
                    "“{name}” is always the same; choose a column whose numbers differ",
                    "“{name}”的值全部相同；请选择数值有变化的列"
                ),
            );
        }
        (found, true) if found > MOST_CLASSES => {
            let remedy = if column.numbers().is_some() {
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

fn check_features(features: &[Feature], source: &Source, problems: &mut Problems) {
    if features.is_empty() {
        problems.add(
            "data.features",
            text!("there is none; choose at least one, such as x1", "没有特征；请至少选择一个，例如 x1"),
        );
    }
    let inputs = source.inputs();
    if inputs == 0 {
        return; // which was said above, and every feature would only say it again
    }
    if too_many(features.len(), MOST_FEATURES, "data.features", problems) {
        return;
    }
    for (place, feature) in features.iter().enumerate() {
        if problems.enough("data.features") {
            return;
        }
        if feature.inputs_needed() > inputs {
            let has = if inputs == 1 {
                text!("one input, x1", "一个输入 x1")
            } else {
                text!("{inputs} inputs, x1 to x{inputs}", "{inputs} 个输入，x1 到 x{inputs}")
            };
            let (english, chinese) = has.both();
            problems.add(
                "data.features",
                text!(
                    "{feature} does not exist, since the data have {english}; take it out",
                    "{feature} 不存在，因为数据只有{chinese}；请去掉它"
                ),
            );
        } else if features[..place].contains(feature) {
            problems.add(
                "data.features",
                text!("{feature} stands twice; name each feature once", "{feature} 出现了两次；每个特征只写一次"),
            );
        }
    }
    if source.rows().saturating_mul(features.len()) > MOST_CELLS {
        problems.add(
            "data.features",
            text!(
                "{} of {} rows are more than {MOST_CELLS} numbers, too many for memory; choose fewer features or rows",
                "{} 个特征、{} 行，超过 {MOST_CELLS} 个数，内存放不下；请减少特征或行",
                features.len(),
                source.rows()
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::each_is_found;
    use super::*;
    use crate::data::{ColumnValues, Generator};

    const CSV: &str = "x,z,kind,one,same,note\n1,2,a,b,7,5\n3,4,b,b,7,\n5,7,a,b,7,\n";

    /// The default experiment on a small table.
    fn with_table(experiment: &mut Experiment, inputs: &[&str], target: &str, classes: bool) {
        let table = Arc::new(Table::read_csv("t.csv", CSV.as_bytes()).expect("a table"));
        let inputs: Vec<String> = inputs.iter().map(ToString::to_string).collect();
        experiment.data.features = (0..inputs.len().max(1)).map(Feature::Input).collect();
        experiment.data.source = Source::Table { table, inputs, target: target.into(), classes };
    }

    #[test]
    fn problems_of_generated_points_are_found() {
        each_is_found(&[
            (
                |e| {
                    e.data.source =
                        Source::Generated { generator: Generator::Blobs { classes: 1 }, samples: 50, noise: 0.0 }
                },
                "data.classes",
                "1 is not a whole number from 2 to 10, such as 3",
            ),
            (
                |e| e.data.source = Source::Generated { generator: Generator::Circle, samples: 9, noise: 0.0 },
                "data.samples",
                "9 is not a whole number from 10 to 1000000, such as 500",
            ),
            (
                |e| e.data.source = Source::Generated { generator: Generator::Circle, samples: 50, noise: f32::NAN },
                "data.noise",
                "NaN is not a number from 0 to 0.8, such as 0.1",
            ),
            (|e| e.data.train_share = 0.0, "data.train_share", "0 is not a number above 0 and up to 1, such as 0.5"),
        ]);
    }

    #[test]
    fn problems_of_formulas_and_painted_points_are_found() {
        each_is_found(&[
            (
                |e| e.data.source = Source::formula("sin(x1)*y"),
                "data.formula",
                "character 9: “y” is not known; the inputs are x1 and x2, and a function is sin, cos, exp, sqrt and the like",
            ),
            (
                |e| e.data.source = Source::formula("sqrt(-1-x1^2)"),
                "data.formula",
                "it has no finite value at most places between -6 and 6; such as sqrt(abs(x1)) it should have one everywhere",
            ),
            (
                |e| e.data.source = Source::Painted(Arc::default()),
                "data.points",
                "there are fewer than two points; paint some on the map",
            ),
        ]);
    }

    #[test]
    fn problems_of_features_are_found() {
        each_is_found(&[
            (|e| e.data.features.clear(), "data.features", "there is none; choose at least one, such as x1"),
            (
                |e| e.data.features.push(Feature::Product(1, 2)),
                "data.features",
                "x2*x3 does not exist, since the data have 2 inputs, x1 to x2; take it out",
            ),
            (|e| e.data.features.push(Feature::Input(1)), "data.features", "x2 stands twice; name each feature once"),
        ]);
    }

    #[test]
    fn problems_of_tables_are_found() {
        each_is_found(&[
            (
                |e| with_table(e, &[], "kind", true),
                "data.inputs",
                "there is none; choose at least one column of numbers",
            ),
            (|e| with_table(e, &["x", "x"], "kind", true), "data.inputs", "“x” stands twice; name each column once"),
            (
                |e| with_table(e, &["x"], "same", false),
                "data.target",
                "“same” is always the same; choose a column whose numbers differ",
            ),
            (
                |e| with_table(e, &["x", "z"], "z", false),
                "data.inputs",
                "“z” is what is predicted; take it out of the inputs",
            ),
            (
                |e| with_table(e, &["x"], "one", true),
                "data.target",
                "“one” holds one class only, “b”; choose a column with two or more",
            ),
            (|e| with_table(e, &["x"], "kid", true), "data.target", "there is no column “kid”; did you mean “kind”?"),
            (
                |e| with_table(e, &["kind"], "x", true),
                "data.inputs",
                "“kind” must hold numbers, but row 1 holds “a”; correct it or choose another column",
            ),
            (
                |e| with_table(e, &["x", "note"], "kind", true),
                "data.inputs",
                "only one row has no empty cell in “x”, “note”, “kind”; a table needs at least two such rows",
            ),
            (
                |e| {
                    let rows: String = (0..200).map(|i| format!("1,{i}\n")).collect();
                    let table = Table::read_csv("t.csv", format!("x,y\n{rows}").as_bytes()).expect("a table");
                    e.data.features = vec![Feature::Input(0)];
                    e.data.source = Source::Table {
                        table: Arc::new(table),
                        inputs: vec!["x".into()],
                        target: "y".into(),
                        classes: true,
                    };
                },
                "data.target",
                "“y” holds more than 100 classes; fit its numbers with data.classes=false, or choose another column",
            ),
            (
                |e| {
                    with_table(e, &["x"], "kind", true);
                    let Source::Table { table, .. } = &mut e.data.source else { return };
                    let broken = ColumnValues::Numbers(vec![1.0, f32::INFINITY, 2.0]);
                    Arc::make_mut(table).columns[0] = Column::new("x".into(), broken, Vec::new());
                },
                "data.table",
                "the table is damaged: “x” holds inf in row 2; every number must be finite",
            ),
        ]);
    }

    #[test]
    fn a_good_table_passes() {
        let mut experiment = Experiment::default();
        with_table(&mut experiment, &["x", "z"], "kind", true);
        assert_eq!(experiment.problems(), []);
        with_table(&mut experiment, &["z"], "x", false);
        assert_eq!(experiment.problems(), []);
    }
}
