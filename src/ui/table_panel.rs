//! Which columns of a table are read, which is predicted, and how they are scaled.

use egui::{RichText, Ui};

use super::field::Fields;
use crate::data::{Column, DataSettings, Source};

/// Edits the roles of the columns; shows nothing when the rows are not from a table.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, data: &mut DataSettings) {
    let note = data.source.note();
    let Source::Table { table, inputs, target, classes } = &mut data.source else { return };
    ui.label(fields.theme.caption(format!("{} · {} rows", table.name, table.rows())));
    let shown = if inputs.is_empty() { "None".to_owned() } else { inputs.join(", ") };
    fields.pick(ui, "Inputs", "The columns that the network reads.", shown, |ui| {
        for column in table.columns.iter().filter(|column| column.numbers().is_some() && column.name != *target) {
            let mut on = inputs.contains(&column.name);
            if ui.checkbox(&mut on, &column.name).changed() {
                if on {
                    inputs.push(column.name.clone());
                } else {
                    inputs.retain(|name| *name != column.name);
                }
            }
        }
    });
    fields.problem(ui, "data.inputs");
    fields.pick(ui, "To predict", "The column that the network is asked for.", target.clone(), |ui| {
        for column in &table.columns {
            if ui.selectable_label(column.name == *target, &column.name).clicked() && column.name != *target {
                *target = column.name.clone();
                inputs.retain(|name| name != target);
                *classes = column.numbers().is_none() || column.distinct() <= MOST_CLASSES;
            }
        }
    });
    if table.column(target).is_ok_and(|column: &Column| column.numbers().is_some()) {
        ui.checkbox(classes, "Its numbers are classes")
            .on_hover_text("On: each different number is a class. Off: the numbers themselves are fitted.");
    }
    fields.problem(ui, "data.target");
    fields.problem(ui, "data.table");
    fields.choice(ui, "Scaling", "What is done to each input column first.", &mut data.scaling);
    if let Some(note) = note {
        ui.label(RichText::new(note).small().color(fields.theme.muted));
    }
}

/// A column of numbers with more different ones is rather to be fitted.
const MOST_CLASSES: usize = 10;
