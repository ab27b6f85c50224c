//! The learning-rate finder.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::rates::{self, RatesViewState},
    },
};

/// The learning-rate finder.
#[derive(Debug, Default)]
pub struct RatesPage(RatesViewState);

impl Page for RatesPage {
    fn name(&self) -> Text {
        Text::fixed("Rate finder", "学习率查找")
    }

    fn shortcut(&self) -> Text {
        text!("Find a learning rate from here", "从当前位置查找学习率")
    }

    fn about(&self) -> Text {
        text!(
            "Steps on a copy of the network at ever larger learning rates. The rate where the loss falls fastest, and a tenth of the rate where it is lowest, are common suggestions; click the curve or a suggestion to use a rate.",
            "在网络的副本上用越来越大的学习率逐步训练。损失下降最快处，以及损失最低处学习率的十分之一，是常用的建议；点击曲线或建议即可使用。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        let mut actions = Vec::new();
        rates::ui(ui, scene, &mut self.0, &mut actions);
        actions
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
