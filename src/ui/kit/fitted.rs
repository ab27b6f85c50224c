//! Words in one line that is as wide as its place: what does not fit ends in "…".

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Ui, text::LayoutJob};

/// The words on one line no wider than `room`.
#[must_use]
pub fn line(ui: &Ui, words: &str, font: FontId, color: Color32, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(1.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
