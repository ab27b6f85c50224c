//! The gallery of phenomena: each with its source, what was measured, and what would disprove it.

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
    },
};

/// Widest line of a card.
const WIDTH: f32 = 560.0;

/// Shows the cards, two beside each other where there is room; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.label(theme.title(theme.say(text!("Phenomena to watch", "值得观察的现象"))));
    ui.label(theme.caption(theme.say(text!(
        "Each begins a run of its own; the run at hand is set aside, and Undo brings it back.",
        "每个现象都会开始一次新的训练；当前训练被保留，撤销即可恢复。"
    ))));
    ui.add_space(space::ONE);
    let across = if ui.available_width() >= 2.0 * 420.0 { 2 } else { 1 };
    let gaps = space::TWO * (across as f32 - 1.0) + space::TWO;
    let width = ((ui.available_width() - gaps) / across as f32).min(WIDTH);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for row in PHENOMENA.chunks(across) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::TWO;
                row.iter().for_each(|phenomenon| card(ui, theme, width, phenomenon, &mut actions));
            });
            ui.add_space(space::TWO);
        }
    });
    actions
}

fn card(ui: &mut Ui, theme: &Theme, width: f32, phenomenon: &Phenomenon, actions: &mut Vec<Action>) {
    let frame = Frame::new().stroke(theme.rule_stroke()).corner_radius(space::ROUND).inner_margin(Margin::same(16));
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        frame.show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(width - 36.0);
                let title = theme.say(phenomenon.title.clone());
                ui.label(RichText::new(&*title).font(bold(size::TITLE)).color(theme.ink));
                ui.label(theme.say(phenomenon.seen.clone()));
                ui.label(theme.caption(phenomenon.source));
                for (name, words) in [
                    (text!("Measured here", "本程序的测量"), &phenomenon.measured),
                    (text!("What would disprove it", "什么能否定它"), &phenomenon.disproof),
                ] {
                    ui.add_space(space::HALF);
                    ui.label(RichText::new(theme.say(name)).font(bold(size::SMALL)).color(theme.ink));
                    ui.label(theme.say(words.clone()));
                }
                ui.add_space(space::ONE);
                let words = RichText::new(theme.say(begins(phenomenon.stage))).font(bold(size::BODY));
                let button = Button::new(words.color(theme.on_accent)).fill(theme.accent).min_size(vec2(96.0, 32.0));
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
    }
}
