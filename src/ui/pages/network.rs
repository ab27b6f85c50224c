//! Units with their maps, and the weights between them.

use egui::Ui;

use crate::{
    insight::{Request, summary},
    language::Text,
    session::View,
    ui::{
        Action, Page,
        page::{Csv, Scene},
        views::network::{self, NetworkViewState},
    },
};

/// The network as units and lines.
#[derive(Debug, Default)]
pub struct NetworkPage(NetworkViewState);

impl Page for NetworkPage {
    fn name(&self) -> Text {
        Text::fixed("Network", "网络")
    }

    fn shortcut(&self) -> Text {
        Text::fixed("Show the network", "显示网络")
    }

    fn about(&self) -> Text {
        summary::View::Network.about()
    }

    fn request(&self, request: &mut Request) {
        request.units = true;
    }

    fn tools(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        network::tools(ui, scene.theme, scene.snapshot, &mut self.0, (scene.draft, scene.locks));
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        network::ui(ui, scene.theme, scene.snapshot, &mut self.0, scene.gaze, (scene.draft, scene.locks))
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }

    fn keep(&self, view: &mut View) {
        view.enlarged = self.0.enlarged;
    }

    fn look_like(&mut self, view: &View) {
        self.0.enlarged = view.enlarged;
    }
}
