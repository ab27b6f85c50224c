//! The data page: which rows, how they are cleaned, split and labelled.

use egui::{Rect, Ui, vec2};

use crate::{
    data::Source,
    experiment::Task,
    language::Text,
    text,
    ui::{
        Action, Page,
        kit::{column, theme::space},
        page::{Csv, Place, Scene},
        panels::{
            cleaning,
            fields::{Fields, Said},
            gallery::Gallery,
            labels,
            shelf::Shelf,
            split, table,
        },
        views::rows::{self, RowsViewState},
    },
};

/// Width of the sets that are made, and of the settings below them.
const LEFT: f32 = 264.0;
/// Width of the rows and their card, as a share of the page and at least and most.
const RIGHT: (f32, f32, f32) = (0.3, 340.0, 520.0);

/// Room that the head of the sets takes in one line.
const HEAD: f32 = 400.0;

/// The page's state.
#[derive(Debug, Default)]
pub struct DataPage {
    gallery: Gallery,
    shelf: Shelf,
    rows: RowsViewState,
}

impl Page for DataPage {
    fn name(&self) -> Text {
        Text::fixed("Data", "数据")
    }

    fn shortcut(&self) -> Text {
        text!("Choose, clean and split the data", "选择、清理并划分数据")
    }

    fn about(&self) -> Text {
        text!(
            "Where the rows come from, what was found in them and what was done about it, and how they are divided into training, validation and test rows. Labels can be withheld from training, as in few-shot learning.",
            "数据的来源、发现的问题与处理方法，以及如何分为训练、验证和测试样本。可以只用部分标签训练，如小样本学习。"
        )
    }

    fn place(&self) -> Place {
        Place::Before
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        let mut actions = Vec::new();
        let whole = ui.available_rect_before_wrap();
        let right = (RIGHT.0 * whole.width()).clamp(RIGHT.1, RIGHT.2);
        let columns = [
            whole.with_max_x(whole.left() + LEFT),
            Rect::from_min_max(whole.min + vec2(LEFT + space::THREE, 0.0), whole.max - vec2(right + space::THREE, 0.0)),
            whole.with_min_x(whole.right() - right),
        ];
        column::ui(ui, "preparation", columns[0], |ui| actions.extend(self.settings(ui, scene)));
        column::ui(ui, "sets", columns[1], |ui| self.middle(ui, scene));
        column::ui(ui, "rows", columns[2], |ui| rows::ui(ui, scene.theme, scene.snapshot, &mut self.rows));
        actions
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}

impl DataPage {
    /// Made sets and a person's own, and what is done to the rows.
    fn settings(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        let (theme, said) = (scene.theme, Said::default());
        let fields = Fields { theme, problems: &[], said: &said, locks: scene.locks };
        let mut actions = self.gallery.ui(ui, theme, scene.draft);
        // Where points are drawn, and where a file is asked for, is the page of the network.
        if actions.iter().any(|action| matches!(action, Action::Draw)) {
            actions.push(Action::Page(0));
        }
        table::ui(ui, fields, scene.draft);
        ui.add_space(space::ONE);
        ui.label(theme.title(theme.say(text!("Preparation", "预处理"))));
        for key in ["data.classes", "data.samples", "data.noise", "data.scaling", "data.split_by"] {
            let source = &scene.draft.data.source;
            let is_idle = match key {
                "data.split_by" => source.groups().is_none(),
                // A table's stands among what was assumed of it.
                "data.scaling" => matches!(source, Source::Table { .. }),
                _ => false,
            };
            if !is_idle {
                fields.field(ui, scene.draft, key);
            }
        }
        ui.add_space(space::ONE);
        ui.label(theme.title(theme.say(text!("Cleaning", "清理"))));
        let constant = self.rows.findings(&scene.snapshot.newest_data).constant.clone();
        cleaning::ui(ui, fields, scene.draft, &constant);
        if scene.draft.stages.at_hand().task == Task::Target {
            ui.add_space(space::ONE);
            ui.label(theme.title(theme.say(text!("Augmentation", "数据增强"))));
            let said = text!("Training rows alone, anew at each step.", "只用于训练样本，每一步重新生成。");
            ui.label(theme.caption(theme.say(said)));
            fields.field(ui, scene.draft, "training.augmentation.noise");
            fields.field(ui, scene.draft, "training.augmentation.shift");
        }
        actions
    }

    /// The real sets, the split, and the labels.
    fn middle(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let theme = scene.theme;
        let head = |ui: &mut Ui| {
            ui.label(theme.title(theme.say(text!("Real data, inside the program", "程序自带的真实数据"))));
            ui.label(theme.caption(theme.say(text!("rows × inputs · classes", "行 × 输入 · 类别"))));
        };
        // Side by side where there is room.
        if ui.available_width() < HEAD {
            ui.vertical(head)
        } else {
            ui.horizontal(head)
        };
        self.shelf.ui(ui, theme, scene.draft);
        ui.label(theme.title(theme.say(text!("Split", "划分"))));
        split::ui(ui, theme, scene.draft, &scene.snapshot.newest_data);
        let hint = text!(
            "Drag a border. No stage learns from test rows; scales are fitted on the training rows alone.",
            "拖动边界。任何阶段都不会用测试样本学习；缩放只由训练样本拟合。"
        );
        ui.label(theme.caption(theme.say(hint)));
        if scene.draft.data.source.classes().is_some() {
            ui.add_space(space::ONE);
            labels::slider(ui, theme, scene.draft);
            let said = match scene.draft.data.labels {
                Some(labels) => {
                    let all = labels as usize * scene.draft.data.source.classes().unwrap_or(1);
                    text!(
                        "{all} rows keep their label; the others are there to pretrain on. Stages say whether they keep to this.",
                        "{all} 个样本保留标签；其余供预训练使用。各阶段决定是否遵守。"
                    )
                }
                None => text!("All rows keep their label.", "所有样本都保留标签。"),
            };
            ui.label(theme.caption(theme.say(said)));
        }
    }
}
