//! How good the network is on rows that no stage has seen.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::evaluation::{self, EvaluationViewState},
    },
};

/// The network, judged.
#[derive(Debug, Default)]
pub struct EvaluatePage(EvaluationViewState);

impl Page for EvaluatePage {
    fn name(&self) -> Text {
        Text::fixed("Evaluate", "评估")
    }

    fn shortcut(&self) -> Text {
        text!("Judge the network on rows that it has not seen", "用网络没有见过的样本评估它")
    }

    fn place(&self) -> Place {
        Place::Behind
    }

    fn request(&self, request: &mut Request) {
        request.judging = Some(self.0.judging.clone());
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        evaluation::ui(ui, scene.theme, scene.snapshot, &mut self.0, scene.opened)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
