//! Predictions of earlier steps, where their run is made and where that is left: what was said, what it was, and why.

use egui::{TextEdit, Ui};

use super::{LessonViewState, strong, verdict_line};
use crate::{
    language::unbroken,
    lessons::{Block, answered, attempt::Place},
    session::{Answer, limited::NOTES},
    text,
    ui::kit::{Theme, markdown, theme::space},
};

/// Shows those of earlier steps that belong to the step at hand, and in the last step how many were right.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState) {
    let recalled = state.attempt.recalled();
    if recalled.is_empty() {
        return;
    }
    let is_last = state.attempt.step() == state.attempt.lesson().steps.len();
    ui.label(theme.title(theme.say(text!("What you predicted", "你的预测"))));
    for place in &recalled {
        ui.push_id(("recalled", place), |ui| one(ui, theme, state, *place));
    }
    let (right, all) = state.attempt.score();
    let is_measured = |place: &Place| {
        let item = state.attempt.lesson().item(place.0, place.1);
        item.is_some_and(|item| matches!(item.block, Block::Prediction(_)))
    };
    let is_any_measured = recalled.iter().any(is_measured);
    if is_last && all > 0 {
        ui.label(strong(theme, theme.say(text!("{right} of {all} right", "答对 {right} 个，共 {all} 个"))));
        if is_any_measured {
            ui.label(theme.caption(theme.say(text!(
            "A number is right when it is off by no more than was allowed, a curve when it is off by a tenth at most.",
            "数字的误差不超过允许值、曲线的偏差不超过十分之一，就算正确。"
        ))));
        }
    }
    ui.add_space(space::HALF);
}

fn one(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place) {
    let Some(item) = state.attempt.lesson().item(place.0, place.1) else { return };
    let asked = markdown::plain(&answered::question(item.block, theme.language));
    ui.label(theme.caption(asked));
    if state.attempt.is_told(place) {
        told(ui, theme, state, place);
    } else {
        let words = match state.given(place) {
            Some(Answer::Curve(_) | Answer::Boundary(_)) => {
                text!("Your sketch is drawn over the run.", "你的草图会与训练结果画在一起。")
            }
            given => {
                let said = given.map(|answer| answered::answer(Some(item.block), answer, theme.language));
                let said = markdown::plain(&said.unwrap_or_default());
                text!("You said: {said}. What comes of it is still to be seen.", "你的预测：{said}。结果稍后揭晓。")
            }
        };
        verdict_line(ui, theme, None, &theme.say(words));
    }
}

/// What a prediction came to, and one line about the gap unless it was right.
pub(super) fn told(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place) {
    let Some(words) = state.attempt.verdict(place) else { return };
    let is_right = state.attempt.is_right(place);
    verdict_line(ui, theme, is_right, &unbroken(&markdown::plain(&theme.say(words))));
    // A border has a gap, too, though it is not marked.
    if is_right == Some(false) || matches!(state.given(place), Some(Answer::Boundary(_))) {
        explanation(ui, theme, state, place);
    }
}

/// One line about the gap.
fn explanation(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place) {
    let mut line = state.entry(place).map(|entry| entry.explanation.clone()).unwrap_or_default();
    ui.add_space(space::HALF);
    let label = ui.label(theme.say(text!("Why was it different? One line", "为什么和预测不同？用一句话解释")));
    let field = TextEdit::singleline(&mut line).desired_width(f32::INFINITY).char_limit(NOTES.min(400));
    if ui.add(field).labelled_by(label.id).changed() {
        state.attempt.explain(place, &line);
    }
}
