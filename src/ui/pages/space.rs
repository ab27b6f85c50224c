//! The plane and the points as transformed by each layer.

use egui::Ui;

use crate::{
    insight::{Request, summary},
    language::Text,
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
        summary::View::Space.about()
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
