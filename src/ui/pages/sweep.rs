//! Many runs that differ in a few settings.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::sweep::{self, SweepViewState},
    },
};

/// The settings that vary, and every trial.
#[derive(Debug, Default)]
pub struct SweepPage(SweepViewState);

impl Page for SweepPage {
    fn name(&self) -> Text {
        Text::fixed("Sweep", "参数扫描")
    }

    fn shortcut(&self) -> Text {
        text!("Vary settings over many runs", "在多次训练中变化设置")
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        sweep::ui(ui, scene.theme, &mut self.0, scene.search, scene.draft)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
