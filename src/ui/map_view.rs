//! The decision map: what the network answers all over the plane, with the points it learns from.

use super::{Action, Theme};
use crate::worker::Snapshot;

/// How the map is looked at.
#[derive(Debug, Default)]
pub struct MapViewState {}

/// Draws the decision map of `snapshot`.
pub fn ui(ui: &mut egui::Ui, theme: &Theme, snapshot: &Snapshot, state: &mut MapViewState) -> Vec<Action> {
    let _ = (snapshot, state);
    ui.label(theme.title("Decision map"));
    Vec::new()
}
