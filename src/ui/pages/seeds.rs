//! The run at hand from many seeds.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::seeds::{self, SeedsViewState},
    },
};

/// Every seed side by side.
#[derive(Debug, Default)]
pub struct SeedsPage(SeedsViewState);

impl Page for SeedsPage {
    fn name(&self) -> Text {
        Text::fixed("Seeds", "多种子")
    }

    fn shortcut(&self) -> Text {
        text!("Run this from many seeds", "用多个种子进行本次训练")
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        seeds::ui(ui, scene.theme, &mut self.0, scene.starts, scene.draft)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
