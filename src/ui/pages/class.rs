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
        text!("Read the hand-ins of a class", "读取全班的作业")
    }

    fn about(&self) -> Text {
        text!(
            "The hand-ins of a class from one folder: every run is trained again, and a row for each pupil says what was reached, answered and predicted. One view is for the projector, without names.",
            "一个文件夹中全班的作业：每次训练都会重新进行，每名学生一行，说明达到、回答和预测了什么。另有一个不含姓名的视图供投影。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn is_of_lessons(&self) -> bool {
        true
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        class::ui(ui, scene.theme, &mut self.0, scene.class, scene.projects)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
