//! Roles of a table's columns: inputs, target, and scaling.

use egui::{RichText, Ui};

use super::{
    columns,
    fields::{Fields, first},
    reading,
};
use crate::{
    data::{Column, DataSettings, Source},
    experiment::Experiment,
    language::brief,
    text,
    ui::kit::check,
};

/// Edits the roles of the columns; shows nothing when the rows are not from a table.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let (notes, targets) = (draft.data.notes(), draft.data.targets());
    let Source::Table { table, inputs, target, .. } = &mut draft.data.source else { return };
    let theme = fields.theme;
    let (name, rows) = (brief(&table.name), table.rows());
    ui.label(theme.caption(theme.say(text!("{name} · {rows} rows", "{name} · {rows} 行"))));
    // As many as there is room for, and more.
    let shown = inputs.iter().take(20).map(|name| brief(name)).collect::<Vec<_>>().join(", ");
    let shown = if inputs.is_empty() { theme.say(text!("None", "无")).into_owned() } else { shown };
    fields.list(ui, first("data.inputs"), shown, |ui| {
        columns::inputs(ui, theme, table, inputs, &targets);
    });
    fields.problem(ui, "data.inputs");
    let mut chosen = None;
    fields.list(ui, first("data.target"), brief(target).into_owned(), |ui| {
        chosen = columns::target(ui, theme, table, target);
    });
    let is_of_numbers = table.column(target).is_ok_and(Column::is_of_numbers);
    if is_of_numbers {
        fields.field(ui, draft, "data.classes");
    }
    if let Some(heading) = chosen {
        let _is_a_column = draft.data.source.predict(&heading);
    }
    more_targets(ui, fields, &mut draft.data);
    fields.problem(ui, "data.target");
    fields.problem(ui, "data.table");
    fields.field(ui, draft, "data.scaling");
    let passed_over = draft.data.source.passed_over(&draft.data.more_targets);
    for note in notes.into_iter().chain(passed_over) {
        ui.label(RichText::new(theme.say(note)).small().color(fields.theme.muted));
    }
    reading::ui(ui, fields, draft);
}

/// Further columns that are predicted; shown where there are columns for it.
fn more_targets(ui: &mut Ui, fields: Fields<'_>, data: &mut DataSettings) {
    if !data.can_have_more_targets() {
        return;
    }
    let Source::Table { table, target, .. } = &data.source else { return };
    let free = |name: &String| name != target;
    let columns = table.columns.iter().filter(|column| column.is_of_numbers() && free(&column.name));
    let columns: Vec<_> = columns.map(|column| &column.name).collect();
    if columns.is_empty() && data.more_targets.is_empty() {
        return;
    }
    let theme = fields.theme;
    let shown = data.more_targets.iter().take(20).map(|name| brief(name)).collect::<Vec<_>>().join(", ");
    let shown = if shown.is_empty() { theme.say(text!("None", "无")).into_owned() } else { shown };
    let more = &mut data.more_targets;
    fields.list(ui, first("data.more_targets"), shown, |ui| {
        for name in columns {
            let mut on = more.contains(name);
            if check::ui(ui, theme, &mut on, brief(name)).changed() {
                if on {
                    more.push(name.clone());
                } else {
                    more.retain(|other| other != name);
                }
            }
        }
    });
    fields.problem(ui, "data.more_targets");
}
