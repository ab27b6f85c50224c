//! A prediction: made before the run, fixed when that begins, and held against it afterwards.

use egui::{Key, TextEdit, Ui};

use super::{LessonViewState, fixed_line, is_over, moment, pad, strong, verdict_line};
use crate::{
    lessons::{Predicted, Prediction, Score, attempt::Place},
    session::{Answer, limited::NOTES},
    text,
    ui::kit::{Theme, theme::space},
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
        Predicted::Curve { metric, epochs } => {
            pad::curve(ui, theme, snapshot, state, place, (*metric, *epochs), fixed);
        }
        Predicted::Boundary => pad::boundary(ui, theme, snapshot, state, place, fixed),
    }
    if !fixed {
        let words = text!(
            "It is fixed when the run begins; Play without one skips it.",
            "训练开始后不能再改；直接训练则跳过。"
        );
        ui.label(theme.caption(theme.say(words)));
        return;
    }
    fixed_line(ui, theme);
    if matches!(state.given(place), Some(Answer::Skipped) | None) {
        verdict_line(ui, theme, None, &theme.say(text!("Skipped.", "已跳过。")));
        return;
    }
    let Some(score) = score(snapshot, state, place, prediction) else { return };
    let is_right = state.attempt.is_right(place).filter(|_| is_over(snapshot));
    verdict_line(ui, theme, is_right, &theme.say(score.text()));
    if is_over(snapshot) {
        explanation(ui, theme, state, place);
    }
}

/// How far off it was; of a boundary, which takes long, as it was kept.
fn score(snapshot: &Snapshot, state: &LessonViewState, place: Place, prediction: &Prediction) -> Option<Score> {
    let entry = state.entry(place)?;
    if let Predicted::Boundary = prediction.what {
        return entry.gap.map(|gap| Score::Boundary { agreement: 1.0 - gap });
    }
    prediction.score(&entry.answer, &moment(snapshot))
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

/// One line about the gap.
fn explanation(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place) {
    let mut line = state.entry(place).map(|entry| entry.explanation.clone()).unwrap_or_default();
    ui.add_space(space::HALF);
    let label = ui.label(theme.say(text!("Explain the gap in one line", "用一句话解释差距")));
    let field = TextEdit::singleline(&mut line).desired_width(f32::INFINITY).char_limit(NOTES.min(400));
    if ui.add(field).labelled_by(label.id).changed() {
        state.attempt.explain(place, &line);
    }
}
