//! One pupil of the class: what was asked and answered, item by item, and what can be done with the run.

use egui::{RichText, ScrollArea, Ui};

use super::table::{FILE, marked};
use crate::{
    lessons::class::Gathered,
    text,
    ui::{
        Action,
        kit::{
            Theme, markdown,
            theme::{bold, space, text as size},
            verdict,
        },
    },
};

/// Shows the one of this file.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, class: &Gathered, file: &str, actions: &mut Vec<Action>) {
    let table = &class.table;
    let Some(row) = table.rows.iter().find(|row| row.cells.get(FILE).is_some_and(|own| own == file)) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let name = row.cells.first().map(String::as_str).unwrap_or_default();
        ui.label(RichText::new(name).font(bold(size::BODY)).color(theme.ink));
        if ui.button(theme.say(text!("Open the run", "打开训练"))).clicked() {
            actions.push(Action::OpenFile(class.wanted.folder.join(file)));
        }
        let hint = text!(
            "Writes a page about this run into the folder “reports”.",
            "在“reports”文件夹中写入关于这次训练的网页。"
        );
        if ui.button(theme.say(text!("Write the report", "写出报告"))).on_hover_text(theme.say(hint)).clicked() {
            actions.push(Action::PupilReports(Some(file.to_owned())));
        }
    });
    ScrollArea::vertical().id_salt("answers of one").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (column, asked) in table.asked.iter().enumerate().filter(|(_, asked)| !asked.is_empty()) {
            let (place, cell) = (&table.head[column], row.cells.get(column).map(String::as_str).unwrap_or_default());
            let said = row.answers.get(column).filter(|said| !said.is_empty());
            let said = said
                .map_or_else(|| theme.say(text!("no answer", "没有回答")).into_owned(), |said| markdown::plain(said));
            let asked = markdown::plain(asked);
            // The typefaces lack the tick and the cross: they are painted.
            let (mark, _) = marked(cell);
            ui.horizontal_wrapped(|ui| {
                ui.label(theme.caption(format!("{place}  {asked}")));
                if mark.is_some() {
                    verdict::sign(ui, theme, mark);
                }
                ui.label(RichText::new(said).color(theme.ink));
            });
        }
        for remark in &row.remarks {
            ui.label(RichText::new(remark).color(theme.negative));
        }
    });
}
