//! A lesson folded to a strip: which step it is at, the way on and back, and the way to its text.

use egui::{Align, Button, Layout, RichText, Ui, vec2};

use super::LessonViewState;
use crate::{
    text,
    ui::{
        Action,
        kit::{
            Theme,
            icon::{self, Icon, Weight},
            theme::{bold, text as size},
        },
    },
};

/// Side of a button.
const SIDE: f32 = 36.0;

/// Shows it; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, state: &LessonViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let (step, steps) = (state.attempt.step(), state.attempt.lesson().steps.len());
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        let name = theme.say(text!("Show the lesson", "展开课程"));
        if icon::button(ui, theme, Icon::Menu, Weight::Plain, SIDE, &name, &name).clicked() {
            actions.push(Action::Drawer);
        }
        let words = RichText::new(format!("{step}/{steps}")).font(bold(size::BODY)).color(theme.ink);
        let label = ui.label(words).on_hover_text(state.attempt.lesson().title.as_str());
        let said = theme.say(text!("Step {step} of {steps}", "第 {step} 步，共 {steps} 步"));
        label.ctx.accesskit_node_builder(label.id, |node| node.set_label(&*said));
        let turns = [(text!("Next", "下一步"), "↓", 1, step < steps), (text!("Back", "上一步"), "↑", -1, step > 1)];
        for (name, sign, by, is_there) in turns {
            let name = theme.say(name);
            let button = Button::new(sign).frame_when_inactive(false).min_size(vec2(SIDE, SIDE));
            let button = ui.add_enabled(is_there, button);
            button.ctx.accesskit_node_builder(button.id, |node| node.set_label(&*name));
            if button.on_hover_text(&*name).clicked() {
                actions.push(Action::LessonStep(by));
            }
        }
    });
    actions
}
