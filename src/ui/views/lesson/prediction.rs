//! A prediction: made before the run, fixed when that begins, and held against it afterwards.

use egui::{Key, TextEdit, Ui};

use super::{LessonViewState, fixed_line, recap, sketch, strong};
use crate::{
    language::decimal,
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
        Predicted::Number { metric, .. } => {
            ui.add_enabled_ui(!fixed, |ui| number(ui, theme, state, (place, metric.is_share()), label.id));
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

/// A number, or of what `is_share` also one in per cent.
fn number(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, (place, is_share): (Place, bool), label: egui::Id) {
    let given = match state.given(place) {
        Some(Answer::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let typed = state.typed.entry(place).or_insert(given);
    let field = TextEdit::singleline(typed).desired_width(120.0).char_limit(24);
    let field = ui.add(if is_share { field.hint_text("0…100 %") } else { field }).labelled_by(label);
    let typed = typed.trim().to_owned();
    let number = guess(&typed, is_share);
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

/// The number that was typed: of a share also in per cent, as “85 %” or as “85”.
fn guess(typed: &str, is_share: bool) -> Option<f64> {
    let (digits, in_per_cent) = match typed.trim().strip_suffix(['%', '％']).filter(|_| is_share) {
        Some(digits) => (digits, true),
        None => (typed, false),
    };
    let number = decimal(digits)?;
    let in_per_cent = in_per_cent || is_share && number > 1.0 && number <= 100.0;
    Some(if in_per_cent { number / 100.0 } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_may_be_said_in_per_cent() {
        for typed in ["0.85", "0,85", "85", "85%", " 85 % ", "85％"] {
            assert_eq!(guess(typed, true), Some(0.85), "{typed}");
        }
        assert_eq!([guess("1", true), guess("1 %", true)], [Some(1.0), Some(0.01)]);
        assert_eq!([guess("85", false), guess("85 %", false), guess("many", true)], [Some(85.0), None, None]);
    }
}
