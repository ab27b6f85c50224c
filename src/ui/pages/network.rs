//! Units with their maps, and the weights between them.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    session::View,
    text,
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
        text!(
            "The network from its inputs to its output: every unit is a small picture of what it answers over the plane, every line a weight, as thick as it is large. Click a unit, a line or a bias to keep it in sight or to change it; − and + add and remove units and layers.",
            "网络从输入到输出：每个单元是一幅小图，显示它在平面上的输出；每条线是一个权重，越粗表示绝对值越大。点击单元、连线或偏置可固定或修改；− 和 + 增减单元和层。"
        )
    }

    fn request(&self, request: &mut Request) {
        request.units = true;
    }

    fn tools(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        network::tools(ui, scene.theme, scene.snapshot, &mut self.0, scene.draft);
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        network::ui(ui, scene.theme, scene.snapshot, &mut self.0, scene.gaze, scene.draft)
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
