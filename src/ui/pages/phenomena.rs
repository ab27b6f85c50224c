//! The gallery of phenomena.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::phenomena::{self, PhenomenaViewState},
    },
};

/// The gallery page.
#[derive(Debug, Default)]
pub struct PhenomenaPage(PhenomenaViewState);

impl Page for PhenomenaPage {
    fn name(&self) -> Text {
        Text::fixed("Phenomena", "现象")
    }

    fn shortcut(&self) -> Text {
        text!("Watch what networks do by themselves", "观察网络自发的现象")
    }

    fn about(&self) -> Text {
        text!(
            "Effects that are easier seen than told, each with its source, the figures measured here and what would disprove it. Some begin a run, and the run at hand is set aside; the others are computed beside it.",
            "一看就懂的现象，各有出处、在此测得的数值，以及什么会推翻它。其中一些会开始新的训练并把当前训练放到一旁，其余的在旁边计算。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        phenomena::ui(ui, scene.theme, &mut self.0, scene.exhibited)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
