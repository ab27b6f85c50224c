//! The first training rows as numbers, in a table.

use std::sync::Arc;

use egui::{Align, Color32, Label, Layout, Rect, RichText, Ui, UiBuilder, vec2};

use crate::{
    data::{Column, Prepared, Source, Table},
    experiment::Experiment,
    language::shortened,
    text,
    ui::{
        kit::{Theme, theme::space},
        naming,
    },
};

/// Rows and columns that are shown.
const SHOWN: (usize, usize) = (6, 4);
/// Least width of a column.
const COLUMN: f32 = 80.0;
/// Height of a row.
const ROW: f32 = 22.0;

/// The rows that are shown, made once.
#[derive(Debug)]
pub(super) struct Preview {
    data: Arc<Prepared>,
    lines: Vec<Vec<Cell>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Cell {
    text: String,
    /// Whether it is empty in the table.
    is_filled: bool,
}

impl Preview {
    pub(super) fn is_of(&self, data: &Arc<Prepared>) -> bool {
        Arc::ptr_eq(&self.data, data)
    }

    pub(super) fn of(experiment: &Experiment, data: &Arc<Prepared>) -> Self {
        let rows = &data.train.rows[..data.train.rows.len().min(SHOWN.0)];
        let table = if let Source::Table { table, .. } = &experiment.data.source { Some(&**table) } else { None };
        let known = table.and_then(|table| Some((table, in_table(table, experiment, data)?)));
        let line = |row: &usize| {
            let place = known.as_ref().and_then(|(table, places)| Some((*table, *places.get(*row)?)));
            let inputs = (0..data.set.input_names.len().min(SHOWN.1)).map(|input| cell(data, *row, input, place));
            inputs.chain([Cell { text: super::answer(data, *row), is_filled: false }]).collect()
        };
        Self { data: Arc::clone(data), lines: rows.iter().map(line).collect() }
    }

    pub(super) fn ui(&self, ui: &mut Ui, theme: &Theme, experiment: &Experiment) {
        let (names, source) = (&self.data.set.input_names, &experiment.data.source);
        // As many columns as there is room for beside the target.
        let room = ((ui.available_width() / COLUMN) as usize).saturating_sub(1).max(1);
        let shown = names.len().min(SHOWN.1).min(room);
        let wide = ui.available_width() / (shown + 1) as f32;
        let fill = naming::inline(&experiment.data.missing);
        let (fill, fill_zh) = fill.both();
        let hint = text!(
            "Empty in the table; filled with the {fill} of the training rows.",
            "表格中为空；用训练样本的{fill_zh}填补。"
        );
        let row = |ui: &mut Ui, cells: &mut dyn FnMut(&mut Ui, usize)| {
            let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
            for place in 0..=shown {
                let left = whole.left() + place as f32 * wide;
                let room = Rect::from_min_size(egui::pos2(left, whole.top()), vec2(wide - space::ONE, ROW));
                let mut child =
                    ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)));
                cells(&mut child, place);
            }
        };
        let label = |ui: &mut Ui, words: RichText| ui.add(Label::new(words).truncate());
        row(ui, &mut |ui, place| {
            let name = match names.get(place).filter(|_| place < shown) {
                Some(name) => naming::input(source, name),
                None => text!("target", "目标"),
            };
            label(ui, theme.caption(theme.say(name)));
        });
        for line in &self.lines {
            row(ui, &mut |ui, place| {
                let cell = if place < shown { line.get(place) } else { line.last() };
                let Some(cell) = cell else { return };
                let words = |color: Color32| theme.caption(cell.text.clone()).color(color);
                if cell.is_filled {
                    label(ui, words(theme.muted).italics()).on_hover_text(theme.say(hint.clone()));
                } else {
                    label(ui, words(theme.ink));
                }
            });
        }
        if self.lines.iter().flatten().any(|cell| cell.is_filled) {
            let said = text!(
                "In italics: empty in the table, filled with the {fill} of the training rows.",
                "斜体：表格中为空，用训练样本的{fill_zh}填补。"
            );
            ui.label(theme.caption(theme.say(said)));
        }
        let more = names.len() - shown;
        if more > 0 {
            ui.label(theme.caption(theme.say(text!("and {more} more columns", "另有 {more} 列"))));
        }
    }
}

/// The row of the table from which each row was made; `None` when there is no telling.
fn in_table(table: &Table, experiment: &Experiment, data: &Prepared) -> Option<Vec<usize>> {
    let columns = |names: &[String], read: fn(&Table, &str) -> Option<Column>| -> Option<Vec<Column>> {
        names.iter().map(|name| read(table, name)).collect()
    };
    let targets = columns(&experiment.data.targets(), |table, name| table.column(name).ok().cloned())?;
    let needed = if data.fills.is_empty() { &data.set.input_names[..] } else { &[] };
    let needed = columns(needed, |table, name| table.input(name).ok().cloned())?;
    let (needed, targets): (Vec<&Column>, Vec<&Column>) = (needed.iter().collect(), targets.iter().collect());
    let rows = table.rows_of(&needed, &targets, data.known < data.set.rows()).ok()?.0;
    (rows.len() == data.set.rows()).then_some(rows)
}

/// An input of a row, as it is written in its row of a table, if there is one.
fn cell(data: &Prepared, row: usize, input: usize, place: Option<(&Table, usize)>) -> Cell {
    let value = f64::from(data.set.inputs[(row, input)]) + data.set.origin(input);
    let number = super::number(value);
    let Some((table, in_table)) = place else { return Cell { text: number, is_filled: false } };
    let name = &data.set.input_names[input];
    let Ok(read) = table.input(name) else { return Cell { text: number, is_filled: false } };
    let is_filled = u32::try_from(in_table).is_ok_and(|row| read.missing.binary_search(&row).is_ok());
    let text = match (is_filled, table.column(name), read.dates) {
        // As it was written.
        (false, Ok(column), _) if !column.is_of_numbers() => shortened(&column.shown(in_table), 20).into_owned(),
        (_, _, Some(dates)) => dates.text(value),
        _ => number,
    };
    Cell { text, is_filled }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Filling, training::Trainer};

    #[test]
    fn cells_are_shown_as_they_were_written_and_filled_ones_are_marked() {
        let csv =
            b"day,n,ok,y\n2024-05-01,1,yes,2\n,2.25,no,3\n2024-05-03,,yes,4\n2024-05-04,3,no,\n2024-05-05,1,no,5\n";
        let table = Arc::new(Table::read_csv("t.csv", csv).expect("a table"));
        let inputs = ["day", "n", "ok"].map(String::from).to_vec();
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Table { table, inputs, target: "y".into(), classes: false });
        (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.0);
        experiment.data.missing = Filling::MostFrequent;
        let lines = |experiment: &Experiment| {
            let trainer = Trainer::new(experiment.clone().validate().expect("valid"));
            let preview = Preview::of(experiment, trainer.data());
            let mut lines: Vec<String> = preview
                .lines
                .iter()
                .map(|line| {
                    let cells =
                        line.iter().map(|cell| format!("{}{}", cell.text, if cell.is_filled { "*" } else { "" }));
                    cells.collect::<Vec<_>>().join(" ")
                })
                .collect();
            lines.sort();
            lines.join("|")
        };
        assert_eq!(
            lines(&experiment),
            "2024-05-01 1 yes 2|2024-05-01* 2.250 no 3|2024-05-03 1* yes 4|2024-05-05 1 no 5"
        );
        experiment.data.missing = Filling::LeaveOut;
        assert_eq!(lines(&experiment), "2024-05-01 1 yes 2|2024-05-05 1 no 5");
    }
}
