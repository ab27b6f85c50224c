//! The plane and the points as transformed by each layer.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Scene},
        views::space::{self, SpaceViewState},
    },
};

/// The layers as spaces.
#[derive(Debug, Default)]
pub struct SpacePage(SpaceViewState);

impl Page for SpacePage {
    fn name(&self) -> Text {
        Text::fixed("Layer space", "层空间")
    }

    fn shortcut(&self) -> Text {
        Text::fixed("Show the layer space", "显示层空间")
    }

    fn about(&self) -> Text {
        text!(
            "The plane as each layer sees it: the rows move while the network learns, until a straight line can part them. Drag to turn the view where a layer has three units or more.",
            "每一层所看到的平面：学习时样本随之移动，直到一条直线就能把它们分开。层有三个或更多单元时，可拖动旋转视图。"
        )
    }

    fn request(&self, request: &mut Request) {
        request.space = true;
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        space::ui(ui, scene.theme, scene.snapshot, &mut self.0, scene.gaze);
        Vec::new()
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
