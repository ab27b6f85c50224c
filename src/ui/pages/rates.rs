//! Which learning rate suits the run from here.

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
