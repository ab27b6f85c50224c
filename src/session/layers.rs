//! Parameters as rows for each layer and history as columns: readable and compact.

use serde::{Deserialize, Serialize};

use super::limited::{self, RECORDS, UNITS};
use crate::{
    data::Split,
    language::Text,
    measure::{Metrics, PartMetrics},
    nn::Parameters,
    text,
    training::{Course, History, Record},
};

/// One layer's parameters: a row of weights and a bias for each unit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layer {
    #[serde(deserialize_with = "limited::list::<_, _, UNITS>")]
    pub(super) weights: Vec<Row>,
    #[serde(deserialize_with = "limited::list::<_, _, UNITS>")]
    pub(super) biases: Vec<f32>,
}

/// The weights into one unit; the previous layer has at most as many units as any layer may have.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Row {
    #[serde(deserialize_with = "limited::list::<_, _, UNITS>")]
    pub(super) weights: Vec<f32>,
}

pub(super) fn layers(parameters: &Parameters) -> Vec<Layer> {
    (0..parameters.layers())
        .map(|layer| Layer {
            weights: parameters.weights(layer).rows().into_iter().map(|row| Row { weights: row.to_vec() }).collect(),
            biases: parameters.biases(layer).to_vec(),
        })
        .collect()
}

/// The parameters in `layers`, which must match `sizes`; `what` names them in an error.
pub(super) fn parameters(layers: &[Layer], sizes: &[usize], what: &Text) -> Result<Parameters, Text> {
    let (what, what_zh) = what.both();
    let expected = sizes.len() - 1;
    if layers.len() != expected {
        let found = layers.len();
        return Err(text!(
            "{what} has {found} layers, the experiment {expected}",
            "{what_zh}有 {found} 层，实验有 {expected} 层"
        ));
    }
    // Shapes are compared before anything of the experiment's size is allocated.
    for (i, (layer, pair)) in layers.iter().zip(sizes.windows(2)).enumerate() {
        let whole = layer.biases.len() == pair[1]
            && layer.weights.len() == pair[1]
            && layer.weights.iter().all(|row| row.weights.len() == pair[0]);
        if !whole {
            let (number, units, inputs) = (i + 1, pair[1], pair[0]);
            return Err(text!(
                "{what}, layer {number}: expected {units} rows of {inputs} weights and {units} biases",
                "{what_zh}第 {number} 层：应有 {units} 行、每行 {inputs} 个权重，以及 {units} 个偏置"
            ));
        }
    }
    let mut parameters = Parameters::zeros(sizes);
    let numbers =
        layers.iter().flat_map(|layer| layer.weights.iter().flat_map(|row| &row.weights).chain(&layer.biases));
    for (place, number) in parameters.values_mut().iter_mut().zip(numbers) {
        *place = *number;
    }
    Ok(parameters)
}

/// A history, one column for each number of a record; the columns of a part without rows are empty.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) epoch: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) step: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) train_loss: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) train_score: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) test_loss: Vec<Option<f64>>,
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) test_score: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) validation_loss: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) validation_score: Vec<Option<f64>>,
    /// Earlier learning rates; mostly there are none.
    #[serde(deserialize_with = "limited::list::<_, _, RECORDS>")]
    pub(super) rates: Vec<Course>,
}

pub(super) fn columns(history: &History) -> Columns {
    let records = history.records();
    let part = |split: Split, field: fn(&PartMetrics) -> f64| -> Vec<Option<f64>> {
        let column: Vec<_> = records.iter().map(|record| record.metrics.part(split).map(field)).collect();
        if column.iter().all(Option::is_none) { Vec::new() } else { column }
    };
    Columns {
        epoch: records.iter().map(|record| record.epoch).collect(),
        step: records.iter().map(|record| record.step).collect(),
        train_loss: records.iter().map(|record| record.metrics.train.loss).collect(),
        train_score: records.iter().map(|record| record.metrics.train.score).collect(),
        test_loss: part(Split::Test, |part| part.loss),
        test_score: part(Split::Test, |part| part.score),
        validation_loss: part(Split::Validation, |part| part.loss),
        validation_score: part(Split::Validation, |part| part.score),
        rates: history.courses().to_vec(),
    }
}

pub(super) fn history(columns: &Columns) -> Result<History, Text> {
    let rows = columns.epoch.len();
    let validation = [&columns.validation_loss, &columns.validation_score];
    let test = [&columns.test_loss, &columns.test_score];
    let even = [columns.step.len(), columns.train_loss.len(), columns.train_score.len()].iter().all(|len| *len == rows)
        && [validation, test].as_flattened().iter().all(|column| column.len() == rows || column.is_empty());
    if !even {
        return Err(text!("the columns of the history are not all {rows} long", "训练历史的各列长度不都是 {rows}"));
    }
    let mut history = History::default();
    for row in 0..rows {
        let validation = part(validation, row, &text!("validation", "验证"))?;
        let test = part(test, row, &text!("test", "测试"))?;
        let train = PartMetrics { loss: columns.train_loss[row], score: columns.train_score[row] };
        let (epoch, step) = (columns.epoch[row], columns.step[row]);
        history.push(Record { epoch, step, metrics: Metrics { train, validation, test } });
    }
    columns.rates.iter().for_each(|course| history.push_course(*course));
    Ok(history)
}

/// Loss and score of a part in record `row`; `name` names the part in an error.
fn part(columns: [&Vec<Option<f64>>; 2], row: usize, name: &Text) -> Result<Option<PartMetrics>, Text> {
    match columns.map(|column| column.get(row).copied().flatten()) {
        [Some(loss), Some(score)] => Ok(Some(PartMetrics { loss, score })),
        [None, None] => Ok(None),
        _ => {
            let (number, (name, name_zh)) = (row + 1, name.both());
            Err(text!(
                "record {number} of the history has half of its {name} metrics",
                "训练历史的第 {number} 条记录缺少一半{name_zh}指标"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_history_comes_back_and_half_of_one_is_told() {
        let part = |loss| PartMetrics { loss, score: 0.5 };
        let mut kept = History::default();
        for (step, validation) in [(0, None), (1, Some(part(3.0)))] {
            kept.push(Record {
                epoch: 0,
                step,
                metrics: Metrics { train: part(1.0), validation, test: Some(part(2.0)) },
            });
        }
        assert_eq!(history(&columns(&kept)).unwrap(), kept);
        let half = Columns { validation_score: vec![None, None], ..columns(&kept) };
        let error = history(&half).unwrap_err().to_string();
        assert_eq!(error, "record 2 of the history has half of its validation metrics");
        let short = Columns { validation_loss: vec![None], ..columns(&kept) };
        assert!(history(&short).unwrap_err().to_string().contains("not all 2 long"));
    }

    #[test]
    fn a_row_is_refused_while_it_is_read_when_no_layer_is_so_wide() {
        let layer = |inputs: usize| format!("(weights: [[{}]], biases: [0])", "0,".repeat(inputs));
        assert!(ron::from_str::<Layer>(&layer(UNITS)).is_ok());
        let error = ron::from_str::<Layer>(&layer(UNITS + 1)).unwrap_err();
        assert!(error.to_string().contains("more than 1024 entries"), "{error}");
    }
}
