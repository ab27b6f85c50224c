//! How the loss went, on the training rows and on the test rows.

use super::Theme;
use crate::worker::Snapshot;

/// How the loss is looked at.
#[derive(Debug, Default)]
pub struct LossViewState {}

/// Draws the loss of `snapshot` from the start to now.
pub fn ui(ui: &mut egui::Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LossViewState) {
    let _ = (snapshot, state);
    ui.label(theme.title("Loss"));
}
