//! A question: choices, or words to type.

use egui::{Key, TextEdit, Ui};

use super::{LessonViewState, fixed_line, recap, verdict_line};
use crate::{
    lessons::{Question, attempt::Place, question::Kind},
    session::Answer,
    text,
    ui::kit::{Theme, check, markdown},
};

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place, question: &Question) {
    markdown::ui(ui, theme, &question.prompt);
    let fixed = state.attempt.is_fixed(place);
    ui.add_enabled_ui(!fixed, |ui| match &question.kind {
        Kind::One(choices) => {
            let chosen = match state.given(place) {
                Some(Answer::Choices(chosen)) => chosen.first().copied(),
                _ => None,
            };
            for (number, choice) in choices.iter().enumerate() {
                let words = markdown::job(theme, &choice.text, theme.ink);
                if check::one_of(ui, theme, chosen == Some(number), words).clicked() && chosen != Some(number) {
                    state.answer(ui, place, Answer::Choices(vec![number]));
                }
            }
        }
        Kind::Several(choices) => {
            let mut chosen = match state.given(place) {
                Some(Answer::Choices(chosen)) => chosen.clone(),
                _ => Vec::new(),
            };
            for (number, choice) in choices.iter().enumerate() {
                let mut on = chosen.contains(&number);
                let words = markdown::job(theme, &choice.text, theme.ink);
                if check::ui(ui, theme, &mut on, words).changed() {
                    chosen.retain(|one| *one != number);
                    chosen.extend(on.then_some(number));
                    chosen.sort_unstable();
                    state.answer(ui, place, Answer::Choices(chosen.clone()));
                }
            }
        }
        Kind::Words(_) => words(ui, theme, state, place, question),
    });
    if question.is_prediction && fixed {
        fixed_line(ui, theme, state.given(place));
    }
    for hint in state.attempt.hints(place) {
        ui.indent("hint", |ui| markdown::label(ui, theme, hint));
    }
    if question.is_prediction {
        if state.attempt.is_told(place) {
            recap::told(ui, theme, state, place);
        }
        return;
    }
    match state.attempt.is_right(place) {
        Some(true) => verdict_line(ui, theme, Some(true), &theme.say(text!("Right.", "正确。"))),
        Some(false) if lacks_number(state, place, question) => {
            verdict_line(ui, theme, None, &theme.say(text!("Write one number.", "请写一个数。")));
        }
        Some(false) => verdict_line(ui, theme, Some(false), &theme.say(text!("Not right.", "不对。"))),
        None => {}
    }
}

/// Whether words were given where a number is asked for.
fn lacks_number(state: &LessonViewState, place: Place, question: &Question) -> bool {
    matches!(state.given(place), Some(Answer::Words(words)) if question.lacks_number(words))
}

/// A field for words or a number; what stands in it is the answer as soon as it is left.
fn words(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState, place: Place, question: &Question) {
    let given = match state.given(place) {
        Some(Answer::Words(words)) => words.clone(),
        _ => String::new(),
    };
    let typed = state.typed.entry(place).or_insert(given);
    let field = ui.add(TextEdit::singleline(typed).desired_width(f32::INFINITY).char_limit(200));
    let name = theme.say(text!("Your answer", "你的回答"));
    let said = format!("{name}: {}", markdown::plain(&question.prompt));
    field.ctx.accesskit_node_builder(field.id, |node| node.set_label(said));
    let ended = field.lost_focus() || field.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let typed = typed.trim().to_owned();
    let is_new = !matches!(state.given(place), Some(Answer::Words(words)) if *words == typed);
    if ended && !typed.is_empty() && is_new {
        let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
        state.answer(ui, place, Answer::Words(typed));
        // A wrong answer is typed again, and no letter of it is a shortcut.
        if is_entered && state.attempt.is_right(place) == Some(false) {
            field.request_focus();
        }
    }
}
