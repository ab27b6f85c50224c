//! What a private training hides of one point.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::one_point::{self, OnePointViewState},
    },
};

/// Two clouds with and without one point, over seeds and noise.
#[derive(Debug, Default)]
pub struct OnePointPage(OnePointViewState);

impl Page for OnePointPage {
    fn name(&self) -> Text {
        Text::fixed("One point", "一个点")
    }

    fn shortcut(&self) -> Text {
        text!("See what private training hides of one point", "看隐私训练隐藏了一个点的什么")
    }

    fn about(&self) -> Text {
        text!(
            "Two clouds of points are learned with and without one more, from many seeds. Without noise the network learns that point by heart, and its boundaries tell whether it was there. With noise they become one: that is what ε bounds, and accuracy is the price.",
            "用多个种子学习两团点，一次含某个额外的点，一次不含。没有噪声时，网络会记住这个点，边界会暴露它是否在场。有噪声时两者合一：这正是 ε 所限制的，代价是准确率。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        one_point::ui(ui, scene.theme, &mut self.0, scene.one_point)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
