//! The hand-ins of a class.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::class::{self, ClassViewState},
    },
};

/// A table by pupil and step, and what the class answered.
#[derive(Debug, Default)]
pub struct ClassPage(ClassViewState);

impl Page for ClassPage {
    fn name(&self) -> Text {
        Text::fixed("Class", "班级")
    }

    fn shortcut(&self) -> Text {
        text!("Read the hand-ins of a class", "读取全班的提交")
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        class::ui(ui, scene.theme, &mut self.0, scene.class)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
