//! A column of a page that scrolls by itself, and a page that scrolls where the window is too small for it.

use egui::{Id, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2};

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

/// Shows `contents` in all the room there is, or in room of at least this size that scrolls, so that what stands side by
/// side never overlaps: at projector size a window of 1920 × 1080 is about 1050 points wide.
pub fn page<R>(ui: &mut Ui, name: &str, least: Vec2, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let size = room.size().max(least);
    if size == room.size() {
        return contents(ui);
    }
    ScrollArea::both()
        .id_salt(name)
        .auto_shrink(false)
        .show(ui, |ui| {
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            ui.scope_builder(UiBuilder::new().max_rect(rect), contents).inner
        })
        .inner
}
