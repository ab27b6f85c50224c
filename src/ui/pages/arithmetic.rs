//! The page with every number of one training example, in textbook formulas.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::arithmetic::{self, ArithmeticViewState},
    },
};

/// The arithmetic of a step.
#[derive(Debug, Default)]
pub struct ArithmeticPage(ArithmeticViewState);

impl Page for ArithmeticPage {
    fn name(&self) -> Text {
        Text::fixed("Arithmetic", "算式")
    }

    fn shortcut(&self) -> Text {
        text!("Calculate a step by hand: every number of one example", "逐个计算一步：一个样本的每一个数")
    }

    fn about(&self) -> Text {
        text!(
            "Every number of one example, forward, backward and in the update, with the numbers that it was calculated from. Type your own result to check it: the program says right, rounding, sign, or which step went wrong.",
            "一个样本的所有数值：前向、反向和更新，以及各数由哪些数算出。可输入自己的结果进行检查：程序会指出正确、舍入、符号，或哪一步出错。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        arithmetic::ui(ui, scene.theme, scene.snapshot, &mut self.0)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
