//! Many runs that differ in a few settings.

use egui::Ui;

use crate::{
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::sweep::{self, SweepViewState},
    },
};

/// The settings that vary, and every trial.
#[derive(Debug, Default)]
pub struct SweepPage(SweepViewState);

impl Page for SweepPage {
    fn name(&self) -> Text {
        Text::fixed("Sweep", "参数扫描")
    }

    fn shortcut(&self) -> Text {
        text!("Vary settings over many runs", "在多次训练中变化设置")
    }

    fn about(&self) -> Text {
        text!(
            "Many trials with other settings, on all cores, while the run at hand goes on. Every line is a trial: drag along an axis to keep a part of it, press a heading to sort, open a trial as a run.",
            "用不同设置在所有核心上进行多次试验，当前训练照常进行。每条线是一次试验：沿坐标轴拖动可只保留一段，点击表头可排序，可把试验作为训练打开。"
        )
    }

    fn place(&self) -> Place {
        Place::Aside
    }

    fn least_width(&self) -> f32 {
        880.0
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        sweep::ui(ui, scene.theme, &mut self.0, (scene.search, scene.drawn), scene.draft)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
