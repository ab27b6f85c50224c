//! The loss landscape around the run.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::landscape::{self, LandscapeViewState},
    },
};

/// The landscape of the loss.
#[derive(Debug, Default)]
pub struct LandscapePage(LandscapeViewState);

impl Page for LandscapePage {
    fn name(&self) -> Text {
        Text::fixed("Landscape", "损失地形")
    }

    fn shortcut(&self) -> Text {
        text!("See the loss around the run, and its sharpness", "查看训练周围的损失及其锐度")
    }

    fn about(&self) -> Text {
        text!(
            "The loss over a plane through the weights, with the way that the run has taken. Click a place to take the network that is there; Undo brings yours back. Sharpness says how steeply the loss curves.",
            "损失在权重空间的一个平面上的地形，以及训练走过的路径。点击一处即可采用那里的网络，撤销可恢复。锐度表示损失弯曲的程度。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        landscape::ui(ui, scene, &mut self.0)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
