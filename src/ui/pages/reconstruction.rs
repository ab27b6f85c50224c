//! What an autoencoder makes of rows that it does not learn from, and its latent space.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Scene},
        views::reconstruction::{self, ReconstructionViewState},
    },
    worker::Snapshot,
};

/// The rows drawn again, and a point to drag through latent space.
#[derive(Debug, Default)]
pub struct ReconstructionPage(ReconstructionViewState);

impl Page for ReconstructionPage {
    fn name(&self) -> Text {
        Text::fixed("Redrawn", "重建")
    }

    fn shortcut(&self) -> Text {
        text!("Show what is drawn again", "显示重建结果")
    }

    fn is_offered(&self, snapshot: &Snapshot) -> bool {
        snapshot.experiment.autoencoder().is_some()
    }

    fn request(&self, request: &mut Request) {
        request.redrawing = Some(self.0.redrawing());
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        reconstruction::ui(ui, scene.theme, scene.snapshot, &mut self.0, scene.gaze);
        Vec::new()
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
