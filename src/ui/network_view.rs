//! The network: units with their maps, and the weights between them.

use super::{Action, Theme};
use crate::{training::Experiment, worker::Snapshot};

/// How the network is looked at.
#[derive(Debug, Default)]
pub struct NetworkViewState {}

/// Draws the network of `snapshot`; its heads edit `draft`.
pub fn ui(
    ui: &mut egui::Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut NetworkViewState,
    draft: &mut Experiment,
) -> Vec<Action> {
    let _ = (snapshot, state, draft);
    ui.label(theme.title("Network"));
    Vec::new()
}
