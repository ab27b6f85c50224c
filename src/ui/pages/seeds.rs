//! The current run with many seeds.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::seeds::{self, SeedsViewState},
    },
};

/// Every seed side by side.
#[derive(Debug, Default)]
pub struct SeedsPage(SeedsViewState);

impl Page for SeedsPage {
    fn name(&self) -> Text {
        Text::fixed("Seeds", "多种子")
    }

    fn shortcut(&self) -> Text {
        text!("Run this from many seeds", "用多个种子进行本次训练")
    }

    fn about(&self) -> Text {
        text!(
            "The same settings from many starts: how often a goal is reached, with its 95 % interval, and how far the losses spread. Differences smaller than this spread say nothing.",
            "相同设置、不同起点：达到目标的比例及其 95% 区间，以及损失的分散程度。小于这种分散的差别说明不了什么。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        seeds::ui(ui, scene.theme, &mut self.0, scene.starts, scene.draft)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
