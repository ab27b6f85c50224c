//! The gallery of phenomena: each with its source, measurements, and what would disprove it.

use std::sync::Arc;

use egui::{Button, Frame, Margin, RichText, ScrollArea, Ui, vec2};

use crate::{
    language::Text,
    lessons::phenomena::{PHENOMENA, Phenomenon, Stage},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            theme::{bold, space, text as size},
        },
        views::exhibit::{self, ExhibitViewState},
    },
    worker::exhibit::Shown,
};

/// Widest line of a card.
const WIDTH: f32 = 560.0;

/// What is chosen on the page.
#[derive(Debug, Default)]
pub struct PhenomenaViewState {
    /// The phenomenon that is watched on the page itself.
    open: Option<&'static str>,
    exhibit: ExhibitViewState,
}

/// Shows the cards, two beside each other where there is room, or the one that is watched here; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, state: &mut PhenomenaViewState, shown: Option<&Arc<Shown>>) -> Vec<Action> {
    let mut actions = Vec::new();
    if let Some(open) = PHENOMENA.iter().find(|phenomenon| Some(phenomenon.name) == state.open) {
        if exhibit::ui(ui, theme, &mut state.exhibit, open, shown, &mut actions) {
            state.open = None;
            actions.push(Action::EndExhibit);
        }
        return actions;
    }
    gallery(ui, theme, &mut actions);
    let begun =
        actions.iter().find_map(|action| if let Action::Phenomenon(name) = action { Some(*name) } else { None });
    let begun = PHENOMENA.iter().find(|phenomenon| Some(phenomenon.name) == begun);
    if let Some(begun) = begun.filter(|phenomenon| phenomenon.stage.is_beside()) {
        state.open = Some(begun.name);
    }
    actions
}

fn gallery(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) {
    ui.label(theme.title(theme.say(text!("Phenomena to watch", "值得观察的现象"))));
    ui.label(theme.caption(theme.say(text!(
        "Some begin a run of their own; the run at hand is set aside, and Undo brings it back. The others are computed beside it.",
        "一些现象会开始新的训练，当前训练被保留，撤销即可恢复；其余的在旁边计算。"
    ))));
    ui.add_space(space::ONE);
    let across = if ui.available_width() >= 2.0 * 420.0 { 2 } else { 1 };
    let gaps = space::TWO * (across as f32 - 1.0) + space::TWO;
    let width = ((ui.available_width() - gaps) / across as f32).clamp(64.0, WIDTH);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for row in PHENOMENA.chunks(across) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::TWO;
                row.iter().for_each(|phenomenon| card(ui, theme, width, phenomenon, actions));
            });
            ui.add_space(space::TWO);
        }
    });
}

fn card(ui: &mut Ui, theme: &Theme, width: f32, phenomenon: &Phenomenon, actions: &mut Vec<Action>) {
    let frame = Frame::new().stroke(theme.rule_stroke()).corner_radius(space::ROUND).inner_margin(Margin::same(16));
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        frame.show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width((width - 36.0).max(0.0));
                let title = theme.say(phenomenon.title.clone());
                ui.label(RichText::new(&*title).font(bold(size::TITLE)).color(theme.ink));
                exhibit::words(ui, theme, phenomenon);
                ui.add_space(space::ONE);
                let said = RichText::new(theme.say(begins(phenomenon.stage))).font(bold(size::BODY));
                let button = Button::new(said.color(theme.on_accent)).fill(theme.accent).min_size(vec2(96.0, 32.0));
                if ui.add(button).on_hover_text(title).clicked() {
                    actions.push(Action::Phenomenon(phenomenon.name));
                }
            });
        });
    });
}

/// What its button says.
fn begins(stage: Stage) -> Text {
    match stage {
        Stage::Landscape => text!("Train and watch the sharpness", "训练并观察锐度"),
        Stage::Seeds { seeds, .. } => text!("Begin from {seeds} seeds", "从 {seeds} 个种子开始"),
        Stage::RatesAndBatches => text!("Run the grid", "运行网格"),
        Stage::TwoRuns => text!("Begin the first run", "开始第一次训练"),
        Stage::Boundary => text!("Draw the boundary", "绘制边界"),
        Stage::Descent => text!("Fit exactly, again and again", "反复精确拟合"),
        Stage::Ticket => text!("Prune in rounds", "逐轮剪枝"),
        Stage::Parity => text!("Train 24 networks", "训练 24 个网络"),
    }
}
