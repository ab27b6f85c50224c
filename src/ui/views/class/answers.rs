//! What the class answered, without names, large enough for a projector.

use egui::{RichText, ScrollArea, Ui};

use crate::{
    lessons::class::{Gathered, Sheet},
    text,
    ui::kit::{
        Theme,
        theme::{bold, space, text as size},
    },
};

/// Width of the answers, about 90 letters per line.
const WIDTH: f32 = 720.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, class: &Gathered) {
    ScrollArea::vertical().id_salt("answers").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(WIDTH);
        for sheet in &class.sheets {
            one(ui, theme, sheet);
        }
    });
}

fn one(ui: &mut Ui, theme: &Theme, sheet: &Sheet) {
    ui.label(theme.title(sheet.title.as_str()));
    for row in &sheet.rows {
        let [place, asked, count, answers, wrong] = &row[..] else { continue };
        ui.add_space(space::ONE);
        let asked = RichText::new(format!("{place}  {asked}")).font(bold(size::BODY)).color(theme.ink);
        ui.label(asked);
        ui.label(theme.caption(count.as_str()));
        if !answers.is_empty() {
            ui.label(RichText::new(answers.as_str()).size(size::TITLE).color(theme.ink));
        }
        if !wrong.is_empty() {
            let words = text!("Commonest wrong answer: {wrong}", "最常见的错误回答：{wrong}");
            ui.label(RichText::new(theme.say(words)).color(theme.negative));
        }
    }
    ui.add_space(space::THREE);
}
