//! A column of a page that scrolls by itself.

use egui::{Id, Rect, ScrollArea, Ui, UiBuilder};

use super::theme::space;

/// Shows `contents` in `rect`; columns of one page have other `name`s.
pub fn ui(ui: &mut Ui, name: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    // A window can be smaller than what stands beside it.
    let rect = Rect::from_min_max(rect.min, rect.max.max(rect.min));
    let id = Id::unique(("column", name));
    ui.scope_builder(UiBuilder::new().id_salt(id).max_rect(rect), |ui| {
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            // Its bar lies beside the contents.
            ui.set_max_width((rect.width() - space::ONE).max(0.0));
            contents(ui);
        });
    });
}
