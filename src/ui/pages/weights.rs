//! Every weight as a number, as a colour and in a histogram.

use egui::Ui;

use crate::{
    language::Text,
    text,
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
        text!(
            "Every weight and bias as a number, as a colour and in a histogram, layer by layer, with gradients and updates. Gradients that fade towards the inputs, and units that no longer change, show here first.",
            "逐层列出全部权重和偏置：数值、颜色和直方图，连同梯度和更新。向输入端逐渐消失的梯度、不再变化的单元，在这里最先看出。"
        )
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
