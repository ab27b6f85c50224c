//! A prediction: made before the run, fixed when that begins, and held against it afterwards.

use egui::{Key, TextEdit, Ui};

use super::{LessonViewState, fixed_line, recap, sketch, strong};
use crate::{
    lessons::{Predicted, Prediction, attempt::Place},
    session::Answer,
    text,
    ui::kit::Theme,
    worker::Snapshot,
};

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut LessonViewState,
    place: Place,
    prediction: &Prediction,
) {
    let question = theme.say(prediction.text());
    let label = ui.label(strong(theme, &*question));
    let fixed = state.attempt.is_fixed(place);
    match &prediction.what {
        Predicted::Number { .. } => {
            ui.add_enabled_ui(!fixed, |ui| number(ui, theme, state, place, label.id));
        }
        Predicted::Curve { .. } | Predicted::Boundary => {
            sketch::ui(ui, theme, snapshot, state, place, &prediction.what);
        }
    }
    if !fixed {
        let words = text!(
            "It is fixed when the run begins; training without one skips it.",
            "训练开始后不能再改；直接训练则跳过。"
        );
        ui.label(theme.caption(theme.say(words)));
        return;
    }
    fixed_line(ui, theme, state.given(place));
    if state.attempt.is_told(place) {
        recap::told(ui, theme, state, place);
    }
}

fn number(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place, label: egui::Id) {
    let given = match state.given(place) {
        Some(Answer::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let typed = state.typed.entry(place).or_insert(given);
    let field = ui.add(TextEdit::singleline(typed).desired_width(120.0).char_limit(24)).labelled_by(label);
    let typed = typed.trim().replace(',', ".").replace('−', "-");
    let number = typed.parse::<f64>().ok().filter(|number| number.is_finite());
    // Play may be pressed at any time, and takes what stands there.
    if field.changed()
        && let Some(number) = number
    {
        state.answer(ui, place, Answer::Number(number));
    }
    let left = field.lost_focus() || ui.input(|input| input.key_pressed(Key::Enter));
    if number.is_none() && !typed.is_empty() && (left || !field.has_focus()) {
        let words = text!("“{typed}” is not a number.", "“{typed}”不是数字。");
        ui.label(egui::RichText::new(theme.say(words)).color(theme.negative));
    }
}
