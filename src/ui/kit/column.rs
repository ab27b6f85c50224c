//! A column of a page that scrolls by itself.

use egui::{Id, Rect, ScrollArea, Ui, UiBuilder};

use super::theme::space;

/// Shows `contents` in `rect`; columns of one page have other `name`s.
pub fn ui(ui: &mut Ui, name: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("column", name));
    ui.scope_builder(UiBuilder::new().id_salt(id).max_rect(rect), |ui| {
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            // Its bar lies beside the contents.
            ui.set_max_width(rect.width() - space::ONE);
            contents(ui);
        });
    });
}
