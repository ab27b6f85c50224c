//! Phenomena to be watched live.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::phenomena,
    },
};

/// The gallery of phenomena.
#[derive(Debug, Default)]
pub struct PhenomenaPage;

impl Page for PhenomenaPage {
    fn name(&self) -> Text {
        Text::fixed("Phenomena", "现象")
    }

    fn shortcut(&self) -> Text {
        text!("Watch what networks do by themselves", "观察网络自发的现象")
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        phenomena::ui(ui, scene.theme)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
