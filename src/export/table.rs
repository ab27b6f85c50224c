//! CSV export of what is shown.

use std::borrow::Cow;

use crate::{
    data::Split,
    experiment::{Place, TrainingSettings},
    insight::{Axes, Maps},
    nn::Network,
    training::History,
};

/// The history of a run, one row per record. Columns of validation rows, if any, come last, so that the others keep
/// their position.
#[must_use]
pub fn history(history: &History, training: &TrainingSettings) -> String {
    let records = history.records();
    let mut parts = vec![("train", Split::Train), ("test", Split::Test)];
    if records.iter().any(|record| record.metrics.validation.is_some()) {
        parts.push(("validation", Split::Validation));
    }
    let heads = parts.iter().flat_map(|(name, _)| [format!("{name}_loss"), format!("{name}_score")]);
    let heads: Vec<String> = ["epoch", "step", "learning_rate"].map(String::from).into_iter().chain(heads).collect();
    let rows = records.iter().map(|record| {
        let rate = history.learning_rate(training, record.epoch as f64).to_string();
        let numbers = parts.iter().flat_map(|(_, split)| match record.metrics.part(*split) {
            Some(part) => [part.loss.to_string(), part.score.to_string()],
            None => [String::new(), String::new()],
        });
        [record.epoch.to_string(), record.step.to_string(), rate].into_iter().chain(numbers).collect()
    });
    of(&heads, rows)
}

/// The weights and biases of a network, one per row; layers, units and inputs count from one; a bias has no input.
#[must_use]
pub fn weights(network: &Network) -> String {
    let parameters = &network.parameters;
    let heads = ["layer", "unit", "input", "value"].map(String::from);
    let rows = parameters.values().iter().enumerate().map(|(index, value)| {
        let Place { layer, unit, from } = Place::of(parameters, index);
        let input = from.map_or_else(String::new, |from| (from + 1).to_string());
        vec![(layer + 1).to_string(), (unit + 1).to_string(), input, value.to_string()]
    });
    of(&heads, rows)
}

/// The decision map: one row per cell, with the two inputs at its centre, by their `names`, and each output.
#[must_use]
pub fn map(maps: &Maps, names: &[String]) -> String {
    let name = |input: usize| names.get(input).cloned().unwrap_or_else(|| format!("x{}", input + 1));
    let outputs = maps.units.last().map_or(0, Vec::len);
    let axes = match maps.plane.axes {
        Axes::Inputs(across, upward) => [name(across), name(upward)],
        Axes::Components => ["component_1", "component_2"].map(String::from),
    };
    let heads: Vec<String> = axes.into_iter().chain((1..=outputs).map(|n| format!("output_{n}"))).collect();
    let cells = maps.unit_resolution;
    let rows = (0..cells * cells).map(|cell| {
        let middle =
            |index: usize, range: (f32, f32)| range.0 + (range.1 - range.0) * (index as f32 + 0.5) / cells as f32;
        let (across, upward) = (middle(cell % cells, maps.area.x), middle(cell / cells, maps.area.y));
        let answers = maps.units.iter().last().into_iter().flatten().map(|output| output[cell].to_string());
        [across.to_string(), upward.to_string()].into_iter().chain(answers).collect()
    });
    of(&heads, rows)
}

/// `text` as a cell that no spreadsheet interprets as a formula: one that begins like a formula is prefixed with an
/// apostrophe, as OWASP recommends (“CSV injection”). A number such as -1.5 stays as it is.
#[must_use]
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula && text.parse::<f64>().is_err() { format!("'{text}").into() } else { text.into() }
}

/// A table of these rows below their headings, all of the same length.
///
/// # Panics
/// When a row has another length than the headings.
#[must_use]
pub fn of(heads: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads = heads.iter().map(|head| cell(head).into_owned()).collect();
    let done = std::iter::once(heads).chain(rows).try_for_each(|row: Vec<String>| writer.write_record(row));
    done.expect("every row is as long as the headings, and memory takes it");
    let bytes = writer.into_inner().expect("memory takes it");
    String::from_utf8(bytes).expect("it was written from strings")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, insight::MapRequest, training::Trainer};

    fn trainer() -> Trainer {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..50).for_each(|_| trainer.step());
        trainer
    }

    fn rows(table: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
    }

    #[test]
    fn no_text_is_taken_for_a_formula() {
        for text in ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "-1.5.5", "＝x"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        for text in ["", "x", "x=1", "-1.5", "+2", "-1e-7", "-inf", "1-2"] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_history_has_a_row_for_each_record() {
        let trainer = trainer();
        let rows = rows(&history(trainer.history(), trainer.experiment().training()));
        assert_eq!(rows.len(), 1 + 3, "the start and two epochs");
        assert_eq!(rows[0][..3], ["epoch", "step", "learning_rate"]);
        assert_eq!(rows[2][..3], ["1", "25", "0.03"]);
        assert_eq!(rows[0][3..], ["train_loss", "train_score", "test_loss", "test_score"]);
        assert_eq!(rows[2][3].parse(), Ok(trainer.history().records()[1].metrics.train.loss));
    }

    #[test]
    fn validation_rows_add_their_columns() {
        let mut experiment = Experiment::default();
        experiment.data.validation_share = 0.2;
        let trainer = Trainer::new(experiment.validate().unwrap());
        let rows = rows(&history(trainer.history(), trainer.experiment().training()));
        assert_eq!(rows[0][5..], ["test_loss", "test_score", "validation_loss", "validation_score"]);
        let validation = trainer.metrics().validation.unwrap();
        assert_eq!([&rows[1][7], &rows[1][8]].map(|cell| cell.parse()), [validation.loss, validation.score].map(Ok));
    }

    #[test]
    fn every_weight_has_a_row() {
        let trainer = trainer();
        let rows = rows(&weights(trainer.network()));
        assert_eq!(rows.len(), 1 + trainer.network().parameters.values().len());
        assert_eq!(rows[2][..3], ["1", "1", "2"]);
        assert_eq!(rows[2][3].parse(), Ok(trainer.network().parameters.weights(0)[(0, 1)]));
        assert_eq!(rows[9][..3], ["1", "1", ""], "the first bias");
    }

    #[test]
    fn a_map_has_a_row_for_each_cell() {
        let trainer = trainer();
        let maps =
            trainer.probe().maps(MapRequest { resolution: 4, axes: Axes::Inputs(0, 1), area: None, units: true });
        let rows = rows(&map(&maps, &trainer.data().set.input_names));
        assert_eq!((rows.len(), rows[0].join(" ")), (17, "x1 x2 output_1".into()));
        assert_eq!(rows[1][..2], ["-4.5", "-4.5"], "the middle of the lowest cell on the left");
        assert_eq!(rows[16][2].parse(), Ok(maps.units[3][0][15]));
        assert_eq!(self::rows(&map(&maps, &["=1+1".into(), "-x".into()]))[0][..2], ["'=1+1", "'-x"]);
    }
}
