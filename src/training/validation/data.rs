//! Checks what is learned from.

use super::Problems;
use crate::{
    data::{Column, Feature, Formula, Source, Table, read_csv::MOST_CELLS},
    training::Experiment,
};

const MOST_CLASSES: usize = 100;

pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let data = &experiment.data;
    match &data.source {
        Source::Generated { generator, samples, noise } => {
            if let Some(classes) = generator.classes() {
                let fits = (2..=10).contains(&classes);
                problems.whole("data.classes", classes, fits, "from 2 to 10, such as 3");
            }
            check_drawn(*samples, *noise, problems);
        }
        Source::Formula { formula, samples, noise } => {
            check_drawn(*samples, *noise, problems);
            check_formula(formula, experiment.seeds.data, problems);
        }
        Source::Gate(_) => {}
        Source::Painted(points) => {
            if let Some(fault) = points.fault() {
                problems.add("data.points", fault);
            }
        }
        Source::Table { table, inputs, target, classes } => match table.fault() {
            Some(fault) => problems.add("data.table", format!("the table is damaged: {fault}")),
            None => check_table(table, inputs, target, *classes, problems),
        },
    }
    let share = data.train_share;
    problems.number("data.train_share", share, share > 0.0 && share <= 1.0, "above 0 and up to 1, such as 0.5");
    check_features(&data.features, &data.source, problems);
}

fn check_drawn(samples: usize, noise: f32, problems: &mut Problems) {
    let fits = (10..=1_000_000).contains(&samples);
    problems.whole("data.samples", samples, fits, "from 10 to 1000000, such as 500");
    problems.number("data.noise", noise, (0.0..=0.8).contains(&noise), "from 0 to 0.8, such as 0.1");
}

fn check_formula(formula: &str, seed: u64, problems: &mut Problems) {
    match Formula::read(formula) {
        Err(error) => problems.add("data.formula", error.to_string()),
        Ok(formula) if !formula.has_values(seed) => problems.add(
            "data.formula",
            "it has no finite value at most places between -6 and 6; such as sqrt(abs(x1)) it should have one everywhere",
        ),
        Ok(_) => {}
    }
}

fn check_table(table: &Table, inputs: &[String], target: &str, classes: bool, problems: &mut Problems) {
    if inputs.is_empty() {
        problems.add("data.inputs", "there is none; choose at least one column of numbers");
    }
    let mut used: Vec<&Column> = Vec::new();
    for (place, name) in inputs.iter().enumerate() {
        if inputs[..place].contains(name) {
            problems.add("data.inputs", format!("“{name}” stands twice; name each column once"));
        }
        if name == target {
            problems.add("data.inputs", format!("“{name}” is what is predicted; take it out of the inputs"));
        }
        match table.numbers(name) {
            Ok(column) => used.push(column),
            Err(error) => problems.add("data.inputs", error.to_string()),
        }
    }
    match if classes { table.column(target) } else { table.numbers(target) } {
        Ok(column) => {
            used.push(column);
            check_target(column, classes, problems);
        }
        Err(error) => problems.add("data.target", error.to_string()),
    }
    if used.len() == inputs.len() + 1 {
        let names = used.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join("”, “");
        match table.rows().saturating_sub(Table::empty_rows(&used).len()) {
            0 => problems.add(
                "data.inputs",
                format!("every row has an empty cell in “{names}”; choose columns that are filled"),
            ),
            1 => problems.add(
                "data.inputs",
                format!("only one row has no empty cell in “{names}”; a table needs at least two such rows"),
            ),
            _ => {}
        }
    }
}

fn check_target(column: &Column, classes: bool, problems: &mut Problems) {
    let name = &column.name;
    match (column.distinct(), classes) {
        (0 | 1, true) => {
            let only = column.class_names().first().cloned().unwrap_or_default();
            problems.add(
                "data.target",
                format!("“{name}” holds one class only, “{only}”; choose a column with two or more"),
            );
        }
        (0 | 1, false) => {
            problems.add("data.target", format!("“{name}” is always the same; choose a column whose numbers differ"));
        }
        (found, true) if found > MOST_CLASSES => {
            let remedy = if column.numbers().is_some() {
                "fit its numbers with data.classes=false, or choose another column"
            } else {
                "choose a column with fewer"
            };
            problems.add("data.target", format!("“{name}” holds more than {MOST_CLASSES} classes; {remedy}"));
        }
        _ => {}
    }
}

fn check_features(features: &[Feature], source: &Source, problems: &mut Problems) {
    if features.is_empty() {
        problems.add("data.features", "there is none; choose at least one, such as x1");
    }
    let inputs = source.inputs();
    if inputs == 0 {
        return; // which was said above, and every feature would only say it again
    }
    for (place, feature) in features.iter().enumerate() {
        if feature.inputs_needed() > inputs {
            let has =
                if inputs == 1 { "one input, x1".to_owned() } else { format!("{inputs} inputs, x1 to x{inputs}") };
            problems.add("data.features", format!("{feature} does not exist, since the data have {has}; take it out"));
        } else if features[..place].contains(feature) {
            problems.add("data.features", format!("{feature} stands twice; name each feature once"));
        }
        if place > 1000 {
            problems.add("data.features", format!("{} are too many; choose at most 1000", features.len()));
            return;
        }
    }
    if source.rows().saturating_mul(features.len()) > MOST_CELLS {
        problems.add(
            "data.features",
            format!(
                "{} of {} rows are more than {MOST_CELLS} numbers, too many for memory; choose fewer features or rows",
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
