//! The loss as a landscape around the run.

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
