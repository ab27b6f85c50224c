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

    fn about(&self) -> Text {
        text!(
            "Effects that are easier seen than told, each with its source, the figures measured here and what would disprove it. Beginning one sets the run at hand aside.",
            "一看就懂的现象，各有出处、在此测得的数值，以及什么会推翻它。开始其中一个时，当前训练会放到一旁。"
        )
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
