//! What a row finds in the space that two encoders share.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Scene},
        views::matched,
    },
    worker::Snapshot,
};

/// Held-out rows, and the other views that lie nearest to them.
#[derive(Debug, Default)]
pub struct MatchedPage;

impl Page for MatchedPage {
    fn name(&self) -> Text {
        Text::fixed("Matched", "配对")
    }

    fn shortcut(&self) -> Text {
        text!("Show what finds what", "显示配对结果")
    }

    fn about(&self) -> Text {
        text!(
            "Two encoders lead to one space, and training brings both views of a row together there. Rows that the stage does not learn from, and the other views that lie nearest to each.",
            "两个编码器通向同一空间，训练使同一样本的两种视图在其中靠近。这里列出不参与学习的样本，以及离每个样本最近的另一种视图。"
        )
    }

    fn is_offered(&self, snapshot: &Snapshot) -> bool {
        snapshot.experiment.alignment().is_some()
    }

    fn request(&self, request: &mut Request) {
        request.matching = true;
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        matched::ui(ui, scene.theme, scene.snapshot, scene.gaze);
        Vec::new()
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
