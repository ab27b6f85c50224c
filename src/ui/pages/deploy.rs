//! The model in use: it predicts, and is no longer trained.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::deployment::{self, DeploymentViewState},
    },
    worker::Snapshot,
};

/// The model in use.
#[derive(Debug, Default)]
pub struct DeployPage(DeploymentViewState);

impl Page for DeployPage {
    fn name(&self) -> Text {
        Text::fixed("Deploy", "部署")
    }

    fn shortcut(&self) -> Text {
        text!("Use the network and export it", "使用网络，并导出带走")
    }

    fn about(&self) -> Text {
        text!(
            "The network in use, with its weights locked: give it an input and see its answer and which inputs mattered. It can be exported as one web page, or for other programs.",
            "使用中的网络，权重已锁定：给它一个输入，查看回答以及哪些输入起了作用。可导出为一个网页，或供其他程序使用。"
        )
    }

    fn place(&self) -> Place {
        Place::Behind
    }

    fn is_locked(&self) -> bool {
        true
    }

    fn request(&self, request: &mut Request) {
        request.given = self.0.given().map(Box::new);
    }

    fn try_row(&mut self, snapshot: &Snapshot, row: usize) -> bool {
        self.0.take_row(snapshot, row);
        true
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        deployment::ui(ui, scene.theme, scene.snapshot, &mut self.0)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
