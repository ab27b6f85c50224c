//! Every weight as a number, as a colour and in a histogram.

use egui::Ui;

use crate::{
    insight::summary::View,
    language::Text,
    ui::{
        Action, Page,
        page::{Csv, Scene},
        views::weights::{self, WeightsViewState},
    },
};

/// The parameters as pictures.
#[derive(Debug, Default)]
pub struct WeightsPage(WeightsViewState);

impl Page for WeightsPage {
    fn name(&self) -> Text {
        Text::fixed("Weights", "权重")
    }

    fn shortcut(&self) -> Text {
        Text::fixed("Show the weights", "显示权重")
    }

    fn about(&self) -> Text {
        View::Weights.about()
    }

    fn tools(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        weights::tools(ui, scene.theme, &mut self.0);
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        weights::ui(ui, scene.theme, scene.snapshot, &mut self.0);
        Vec::new()
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
