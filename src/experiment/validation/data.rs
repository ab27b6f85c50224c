//! Checks of the data.

use super::{Problems, table};
use crate::{
    data::{Feature, Formula, Source, SplitBy, limited::MOST_CELLS, settings::MOST_FEATURES},
    experiment::Experiment,
    text,
};

pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let data = &experiment.data;
    match &data.source {
        Source::Formula { formula, .. } => check_formula(formula, experiment.seeds.data, problems),
        Source::Generated { .. } | Source::Gate(_) | Source::Shipped(_) => {}
        Source::Painted(points) => {
            if let Some(fault) = points.fault() {
                problems.add("data.points", fault);
            }
        }
        Source::Table { table: rows, inputs, target, classes } => match rows.fault() {
            Some(fault) => problems.add("data.table", {
                let (english, chinese) = fault.both();
                text!("the table is damaged: {english}", "表格已损坏：{chinese}")
            }),
            None => table::check(rows, inputs, (target, &data.more_targets), *classes, data, problems),
        },
    }
    if data.validation_share > 0.0 && matches!(data.source, Source::Gate(_)) {
        problems.add(
            "data.validation_share",
            text!("all four points of a gate are for training; set it to 0", "逻辑门的四个点都用于训练；请设为 0"),
        );
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
    if data.split_by == SplitBy::Groups && data.source.groups().is_none() {
        problems.add(
            "data.split_by",
            text!(
                "these rows are of no groups, such as speakers, that could be held back; set it to rows",
                "这些样本不分组（如说话人），无法按组留出；请设为 rows"
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

fn check_features(features: &[Feature], source: &Source, problems: &mut Problems) {
    if features.is_empty() {
        problems.add(
            "data.features",
            text!("there is none; choose at least one, such as x1", "没有特征；请至少选择一个，例如 x1"),
        );
    }
    let inputs = source.inputs();
    if inputs == 0 {
        return; // already reported above; every feature would only repeat it
    }
    if problems.too_many(features.len(), MOST_FEATURES, "data.features") {
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
    use crate::data::{Column, ColumnValues, Generator, Table};

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
            (
                |e| e.data.validation_share = 0.95,
                "data.validation_share",
                "0.95 is not a number from 0 to 0.9, such as 0.2",
            ),
            (
                |e| {
                    e.data.source = Source::Gate(crate::data::Gate::Xor);
                    e.data.validation_share = 0.2;
                },
                "data.validation_share",
                "all four points of a gate are for training; set it to 0",
            ),
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
