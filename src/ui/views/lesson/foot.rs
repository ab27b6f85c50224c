//! What stands below a step, always there: hints, back, next, handing in.

use egui::{Align, Button, Layout, Ui, vec2};

use super::{LessonViewState, head::width};
use crate::{
    lessons::{Block, attempt::Place},
    text,
    ui::{Action, kit::Theme},
};

/// Height of the buttons.
const HEIGHT: f32 = 32.0;

/// Shows it; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.horizontal(|ui| {
        ui.set_height(HEIGHT);
        if let Some((place, shown, all)) = hint(state) {
            let words = theme.say(text!("Hint {} of {all}", "提示 {}/{all}", (shown + 1).min(all)));
            // Which it is stands in its name: there is no room for it beside the other three.
            let button = Button::new(&*theme.say(text!("Hint", "提示"))).min_size(vec2(0.0, HEIGHT));
            let response = ui.add_enabled(shown < all, button);
            response.ctx.accesskit_node_builder(response.id, |node| node.set_label(&*words));
            if response.on_hover_text(&*words).clicked() {
                state.attempt.hint(place);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (step, last) = (state.attempt.step(), state.attempt.lesson().steps.len());
            let main = |words: &str| {
                let words = egui::RichText::new(words).color(theme.on_accent);
                Button::new(words).fill(theme.accent).min_size(vec2(64.0, HEIGHT))
            };
            if step < last {
                if ui.add(main(&theme.say(text!("Next", "下一步")))).clicked() {
                    actions.push(Action::LessonStep(1));
                }
            } else if ui.add(main(&theme.say(text!("Hand in…", "提交…")))).clicked() {
                actions.push(Action::HandIn);
            }
            let back = Button::new(&*theme.say(text!("Back", "上一步"))).min_size(vec2(0.0, HEIGHT));
            if ui.add_enabled(step > 1, back).clicked() {
                actions.push(Action::LessonStep(-1));
            }
            let words = theme.say(text!("Hand in…", "提交…"));
            // In large text there may be no room for four; the last step has it again.
            let taken = width(ui, &(&*words).into()) + 2.0 * ui.spacing().button_padding.x;
            if step < last && taken <= ui.available_width() {
                let hand_in = Button::new(&*words);
                if ui.add(hand_in.frame_when_inactive(false).min_size(vec2(0.0, HEIGHT))).clicked() {
                    actions.push(Action::HandIn);
                }
            }
        });
    });
    actions
}

/// The question of the step that has hints: the first of which not all are shown, else the last; how many are shown of how
/// many.
fn hint(state: &LessonViewState) -> Option<(Place, usize, usize)> {
    let step = state.attempt.step();
    let items = state.attempt.lesson().steps.get(step - 1)?.items(step);
    let with_hints: Vec<_> = items
        .filter_map(|item| match item.block {
            Block::Question(question) if !question.hints.is_empty() => {
                let place = (item.step, item.item);
                Some((place, state.attempt.hints(place).len(), question.hints.len()))
            }
            _ => None,
        })
        .collect();
    let open = with_hints.iter().find(|(_, shown, all)| shown < all);
    open.or_else(|| with_hints.last()).copied()
}
