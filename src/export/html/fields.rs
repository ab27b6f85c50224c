//! The form fields of a page: a number on a slider, or a text from a list.

use serde::Serialize;

use super::Model;
use crate::{
    data::{Column, ColumnValues, Source, Table},
    insight::attribution,
};

/// One field of the page.
#[derive(Debug, Serialize, PartialEq)]
pub(super) struct Field {
    name: String,
    /// The raw inputs that it sets, which are blanked together for attribution.
    inputs: Vec<usize>,
    #[serde(flatten)]
    kind: Kind,
}

#[derive(Debug, Serialize, PartialEq)]
#[serde(untagged)]
enum Kind {
    /// A number, on a slider over the range of the training rows.
    Number { low: f64, high: f64, step: f64, value: f64 },
    /// One of some texts.
    Choice { choices: Vec<Choice>, chosen: usize },
}

/// A text, and the input that is 1 for it while the others of the field are 0; without an input all are 0.
#[derive(Debug, Serialize, PartialEq)]
struct Choice {
    text: String,
    input: Option<usize>,
    is: f32,
}

/// One field per input, and one for all one-hot inputs of a column.
pub(super) fn of(model: &Model<'_>) -> Vec<Field> {
    let means = attribution::means(model.probe.data);
    let table = if let Source::Table { table, .. } = &model.experiment.data.source { Some(table) } else { None };
    let mut fields: Vec<Field> = Vec::new();
    for (input, name) in model.inputs.iter().enumerate() {
        if model.emptiness().iter().any(|[flag, _]| *flag == input) {
            // It follows from the field that is empty.
            continue;
        }
        let heading = table.and_then(|table| heading_of(table, name));
        if let Some(column) = heading.filter(|column| fields.iter().all(|field| field.name != column.name)) {
            fields.push(of_texts(model.inputs, column, &means));
        } else if heading.is_none() {
            let yes_no = table.and_then(|table| of_yes_no(table, name, input, &means));
            fields.push(yes_no.unwrap_or_else(|| of_numbers(model, input, &means)));
        }
    }
    fields
}

/// The column of which the input `name` is a one-hot input.
fn heading_of<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    table.columns.iter().find(|column| !column.is_of_numbers() && table.is_text_of(name, &column.name))
}

fn of_texts(names: &[String], column: &Column, means: &[f32]) -> Field {
    let texts = column.class_names();
    let input_of = |text: &String| names.iter().position(|name| *name == format!("{} = {text}", column.name));
    let choices: Vec<Choice> =
        texts.iter().map(|text| Choice { text: text.clone(), input: input_of(text), is: 1.0 }).collect();
    let inputs: Vec<usize> = choices.iter().filter_map(|choice| choice.input).collect();
    let others = 1.0 - inputs.iter().map(|input| means[*input]).sum::<f32>();
    let share = |choice: &Choice| choice.input.map_or(others, |input| means[input]);
    let chosen = (0..choices.len()).max_by(|a, b| share(&choices[*a]).total_cmp(&share(&choices[*b]))).unwrap_or(0);
    Field { name: column.name.clone(), inputs, kind: Kind::Choice { choices, chosen } }
}

/// A column of two texts under its own heading, which is 1 for one of them.
fn of_yes_no(table: &Table, name: &str, input: usize, means: &[f32]) -> Option<Field> {
    let column = table.column(name).ok()?;
    let ColumnValues::Texts { names, codes } = &column.values else { return None };
    if column.dated().is_some() {
        // A date is a number, its year with a fraction.
        return None;
    }
    let numbers = table.numbers(name).ok()?.numbers()?;
    let choice = |(code, text): (usize, &String)| {
        let row = codes.iter().position(|other| *other as usize == code)?;
        Some(Choice { text: text.clone(), input: Some(input), is: numbers[row] })
    };
    let choices: Vec<Choice> = names.iter().enumerate().filter_map(choice).collect();
    let chosen = choices.iter().position(|choice| (choice.is > 0.5) == (means[input] > 0.5)).unwrap_or(0);
    Some(Field { name: name.to_owned(), inputs: vec![input], kind: Kind::Choice { choices, chosen } })
}

fn of_numbers(model: &Model<'_>, input: usize, means: &[f32]) -> Field {
    let data = model.probe.data;
    let origin = data.set.origin(input);
    let raw = || data.train.rows.iter().map(|row| origin + f64::from(data.set.inputs[(*row, input)]));
    let (low, high) = raw().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let is_whole = raw().all(|number| number == number.trunc());
    let kind = number((low, high), is_whole, origin + f64::from(means[input]));
    Field { name: model.inputs[input].clone(), inputs: vec![input], kind }
}

/// A slider from `low` to `high` in at least a hundred steps, rounded to a power of ten; integers stay integers. A
/// hundredth of a step allows for f32 rounding.
fn number((low, high): (f64, f64), is_whole: bool, mean: f64) -> Kind {
    let span = if high > low { high - low } else { low.abs().max(1.0) };
    let power = libm::floor(libm::log10(span / 100.0));
    let power = if is_whole { power.max(0.0) } else { power };
    let step = libm::pow(10.0, power);
    let digits = (-power).max(0.0) as usize;
    // Through text, so that 3 · 0.1 is 0.3.
    let round = |number: f64| format!("{:.digits$}", number * step).parse().unwrap_or(number * step);
    Kind::Number {
        low: round(libm::floor(low / step + 0.01)),
        high: round(libm::ceil(high / step - 0.01)),
        step: round(1.0),
        value: round(libm::round(mean / step)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    #[test]
    fn columns_become_fields() {
        let csv = "mass,island,smokes,age,kind\n3.25,b,yes,20,x\n4.05,a,no,30,y\n3.75,c,no,40,x\n4.0,a,yes,25,y\n";
        let table = Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap());
        let inputs = ["mass", "island = a", "island = b", "island = c", "smokes", "age"].map(String::from).to_vec();
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Table { table, inputs, target: "kind".into(), classes: true });
        experiment.data.train_share = 1.0;
        let trainer = Trainer::new(experiment.validate().unwrap());
        let fields = of(&Model::of(&trainer.probe()).unwrap());
        let told: Vec<_> = fields.iter().map(|field| (field.name.as_str(), field.inputs.clone())).collect();
        assert_eq!(told, [("mass", vec![0]), ("island", vec![2, 1, 3]), ("smokes", vec![4]), ("age", vec![5])]);
        assert_eq!(fields[0].kind, Kind::Number { low: 3.25, high: 4.05, step: 0.001, value: 3.763 });
        assert_eq!(fields[3].kind, Kind::Number { low: 20.0, high: 40.0, step: 1.0, value: 29.0 });
        let Kind::Choice { choices, chosen } = &fields[1].kind else { panic!("texts") };
        assert_eq!((choices[*chosen].text.as_str(), choices[*chosen].input), ("a", Some(1)));
        let Kind::Choice { choices, .. } = &fields[2].kind else { panic!("texts") };
        let is: Vec<_> = choices.iter().map(|choice| (choice.text.as_str(), choice.is)).collect();
        assert_eq!(is, [("yes", 1.0), ("no", 0.0)]);
    }

    #[test]
    fn a_date_is_a_number_and_an_empty_text_is_a_choice() {
        let csv = "day,t,y\n2024-01-01,a,1\n2024-07-02,b,2\n2024-03-01,,3\n2024-12-01,c,5\n";
        let table = Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap());
        let inputs = ["day", "t = a", "t = b", "t = c", "t = ?"].map(String::from).to_vec();
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Table { table, inputs, target: "y".into(), classes: false });
        experiment.data.train_share = 1.0;
        experiment.data.missing = crate::data::Filling::MostFrequent;
        let trainer = Trainer::new(experiment.validate().unwrap());
        let probe = trainer.probe();
        let model = Model::of(&probe).unwrap();
        let fields = of(&model);
        assert!(
            matches!(fields[0].kind, Kind::Number { low, high, .. } if low >= 2023.9 && high < 2025.0),
            "{fields:?}"
        );
        assert_eq!((fields.len(), &fields[1].inputs), (2, &vec![1, 2, 3]), "{fields:?}");
        assert_eq!(model.emptiness(), [[4, 1]], "it follows from any input of the column");
    }

    #[test]
    fn sliders_have_round_ends() {
        let told = |range, is_whole, mean| number(range, is_whole, mean);
        assert_eq!(
            told((-0.123, 0.456), false, 0.1),
            Kind::Number { low: -0.123, high: 0.456, step: 0.001, value: 0.1 }
        );
        assert_eq!(
            told((1.7e9, 1.8e9), true, 1.75e9),
            Kind::Number { low: 1.7e9, high: 1.8e9, step: 1e6, value: 1.75e9 }
        );
        assert_eq!(told((7.0, 7.0), true, 7.0), Kind::Number { low: 7.0, high: 7.0, step: 1.0, value: 7.0 });
    }
}
