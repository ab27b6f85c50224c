//! Reconstructions of held-out rows by an autoencoder, and its latent space.

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

/// Reconstructed rows, and a point to drag through latent space.
#[derive(Debug, Default)]
pub struct ReconstructionPage(ReconstructionViewState);

impl Page for ReconstructionPage {
    fn name(&self) -> Text {
        Text::fixed("Redrawn", "重建")
    }

    fn shortcut(&self) -> Text {
        text!("Show what is drawn again", "显示重建结果")
    }

    fn about(&self) -> Text {
        text!(
            "Rows that the stage does not learn from, and what the decoder makes of their codes. Drag the ring through latent space to see what is drawn where no row lies.",
            "不参与学习的样本，以及解码器由其编码画出的结果。拖动圆环穿过潜空间，可看到没有样本的地方画出什么。"
        )
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
