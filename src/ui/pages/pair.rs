//! A second network beside the first.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::pair::{self, PairViewState},
    },
};

/// Two networks that learn together.
#[derive(Debug, Default)]
pub struct PairPage(PairViewState);

impl Page for PairPage {
    fn name(&self) -> Text {
        Text::fixed("Side by side", "并排比较")
    }

    fn shortcut(&self) -> Text {
        text!("Train two networks together", "同时训练两个网络")
    }

    fn about(&self) -> Text {
        text!(
            "Two networks that differ in one setting, or this one and a pinned run’s settings, trained together epoch by epoch from the same seeds. The run at hand stays as it is.",
            "两个只差一项设置的网络，或当前设置与某个固定训练的设置，用相同的种子逐轮同步训练。当前训练保持不变。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        pair::ui(ui, scene, &mut self.0)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
