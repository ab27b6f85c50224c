//! The facts on a page: how the model was tested, and what it should not be used for.

use serde_json::{Value, json};

use super::Model;
use crate::{
    data::Source,
    language::Text,
    measure::{ClassReport, PartReport, wilson},
};

/// The facts as the page's script reads them.
pub(super) fn of(model: &Model<'_>) -> Value {
    let (data, source) = (model.probe.data, &model.experiment.data.source);
    let rows = data.test.rows.len();
    let (test, weakest) = match model.probe.report(usize::MAX).test {
        None => (Value::Null, Value::Null),
        Some(PartReport::Values(values)) => {
            // Of several targets the mean, as the program says it.
            let score = values.iter().map(|value| value.r_squared).sum::<f64>() / values.len().max(1) as f64;
            let explained = model.probe.explained(&data.test);
            (json!({ "rows": rows, "score": score, "explained": explained }), Value::Null)
        }
        Some(PartReport::Classes(report)) => {
            let (rows, right) = report.counts();
            let (low, high) = wilson(right, rows);
            (json!({ "rows": rows, "score": report.accuracy(), "interval": [low, high] }), weakest(model, &report))
        }
    };
    let card = if let Source::Shipped(set) = source { Some(set.card()) } else { None };
    let both = |text: &Text| {
        let (english, chinese) = text.both();
        json!([english, chinese])
    };
    let limits = card.as_ref().map_or_else(Vec::new, |card| vec![both(&card.is_not), both(&card.flatters)]);
    json!({
        "trained": data.train.rows.len(),
        "test": test,
        "weakest": weakest,
        "limits": limits,
        "source": card.as_ref().map(|card| card.source),
        "licence": card.as_ref().map(|card| card.licence),
    })
}

/// The class with the lowest recall; null when all rows were found.
fn weakest(model: &Model<'_>, report: &ClassReport) -> Value {
    let super::Answer::Probabilities { classes, .. } = &model.answer else { return Value::Null };
    let recalls = (0..classes.len()).filter_map(|class| Some((class, report.recall(class)?)));
    match recalls.min_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((class, recall)) if recall < 1.0 => json!({ "name": classes[class], "recall": recall }),
        _ => Value::Null,
    }
}
