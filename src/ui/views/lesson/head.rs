//! What stands above a step: the course, the title, how far one is.

use egui::{Align, Layout, Sense, TextWrapMode, Ui, vec2};

use super::LessonViewState;
use crate::{
    lessons::{attempt::Place, own::Known},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            icon::{self, Icon, Weight},
            theme::{bold, space, text as size},
        },
    },
};

/// Height of the bar of a step.
const BAR: f32 = 3.0;
/// Where the name that a start follows from is kept while it is typed.
const NAME: Place = (0, 0);

/// Shows it; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let place = state.place.clone();
    ui.horizontal(|ui| {
        ui.set_height(space::TARGET);
        let line = match &place {
            Some((course, number, of)) => {
                let (english, chinese) = course.both();
                text!("{english} · lesson {number} of {of}", "{chinese} · 第 {number} 课，共 {of} 课")
            }
            None => text!("A lesson of your own", "自己的课程"),
        };
        let line = theme.caption(theme.say(line));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let name = theme.say(text!("Close the lesson", "关闭课程"));
            let hint = theme.say(text!("Close the lesson; the run stays.", "关闭课程；训练结果保留。"));
            if icon::button(ui, theme, Icon::Close, Weight::Plain, space::TARGET, &name, &hint).clicked() {
                actions.push(Action::LeaveLesson);
            }
            let name = theme.say(text!("Fold the lesson", "收起课程"));
            let hint = theme.say(text!("Fold the lesson to a strip.", "把课程收成窄条。"));
            if icon::button(ui, theme, Icon::Minus, Weight::Plain, space::TARGET, &name, &hint).clicked() {
                actions.push(Action::Drawer);
            }
            let (name, hint) = if state.shows_settings {
                (text!("Back to the lesson", "回到课程"), text!("Show the lesson again.", "再次显示课程。"))
            } else {
                (
                    text!("All settings", "全部设置"),
                    text!("Show all settings in place of the lesson.", "显示全部设置，代替课程。"),
                )
            };
            let (name, hint) = (theme.say(name), theme.say(hint));
            let again = read_again(ui, theme, &state.source);
            if icon::button(ui, theme, Icon::Settings, Weight::Plain, space::TARGET, &name, &hint).clicked() {
                state.shows_settings = !state.shows_settings;
            }
            actions.extend(again);
            ui.add_space(space::HALF);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(egui::Label::new(line).truncate()));
        });
    });
    let lesson = state.attempt.lesson();
    ui.label(egui::RichText::new(&lesson.title).font(bold(size::LARGE)).color(theme.ink));
    let (step, steps) = (state.attempt.step(), lesson.steps.len());
    bars(ui, theme, step, steps);
    let title = lesson.steps.get(step - 1).map(|step| step.title.clone()).unwrap_or_default();
    let minutes = lesson.minutes.map(|minutes| text!("about {minutes} minutes", "约 {minutes} 分钟"));
    let line = if title.is_empty() {
        text!("Step {step} of {steps}", "第 {step} 步，共 {steps} 步")
    } else {
        text!("Step {step} of {steps} · {title}", "第 {step} 步，共 {steps} 步 · {title}")
    };
    let line = theme.caption(theme.say(line)).color(theme.ink);
    ui.horizontal(|ui| {
        // Where there is room for one of the two, it is the title's.
        let minutes = minutes.map(|minutes| theme.caption(theme.say(minutes)));
        let minutes =
            minutes.filter(|minutes| width(ui, minutes) + width(ui, &line) + space::ONE <= ui.available_width());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            minutes.into_iter().for_each(|minutes| drop(ui.label(minutes)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(egui::Label::new(line).truncate()));
        });
    });
    let is_unnamed =
        state.attempt.hand_in().name.is_empty() || state.typed.get(&NAME).is_some_and(|typed| !typed.is_empty());
    if state.attempt.lesson().seeds_from_name && is_unnamed {
        actions.extend(name(ui, theme, state));
    } else if state.attempt.lesson().seeds_from_name {
        let name = crate::language::shortened(&state.attempt.hand_in().name, 40);
        ui.label(theme.caption(theme.say(text!("The start of {name}", "{name} 的起点"))));
    }
    actions
}

/// How wide `words` are in one line.
pub(super) fn width(ui: &Ui, words: &egui::RichText) -> f32 {
    let words = egui::WidgetText::from(words.clone());
    words.into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Body).size().x
}

/// For the teacher who writes the lesson beside it in a text editor.
fn read_again(ui: &mut Ui, theme: &Theme, source: &Known) -> Option<Action> {
    let Known::Own(own) = source else { return None };
    let name = theme.say(text!("Read the file again", "重新读取文件"));
    let file = own.path.display();
    let hint = text!("Read {file} again, with what was changed in it.", "重新读取 {file}，包括其中的更改。");
    let pressed = icon::button(ui, theme, Icon::Reset, Weight::Plain, space::TARGET, &name, &theme.say(hint)).clicked();
    pressed.then(|| Action::Anyway(Box::new(Action::OpenFile(own.path.clone()))))
}

/// The bars of the steps, up to the current one in the accent colour.
fn bars(ui: &mut Ui, theme: &Theme, step: usize, steps: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let gap = space::HALF;
    let width = (rect.width() - gap * steps.saturating_sub(1) as f32) / steps.max(1) as f32;
    for number in 0..steps {
        let left = rect.left() + number as f32 * (width + gap);
        let bar = egui::Rect::from_min_size(egui::pos2(left, rect.top()), vec2(width, BAR));
        ui.painter().rect_filled(bar, 1.0, if number < step { theme.accent } else { theme.rule });
    }
}

/// Asks for the name that a start follows from.
fn name(ui: &mut Ui, theme: &Theme, state: &mut LessonViewState) -> Option<Action> {
    let label = ui.label(theme.caption(theme.say(text!(
        "Your name first: your start follows from it. Without one everybody has the same.",
        "请先输入姓名：你的起点由它决定。不输入则大家的起点都一样。"
    ))));
    let typed = state.typed.entry(NAME).or_default();
    let field = ui.add(egui::TextEdit::singleline(typed).desired_width(f32::INFINITY).char_limit(80));
    let field = field.labelled_by(label.id);
    if std::mem::take(&mut state.asks_name) {
        field.request_focus();
    }
    if !field.lost_focus() {
        return None;
    }
    let name = state.typed.remove(&NAME).unwrap_or_default();
    state.attempt.set_name(&name);
    (!name.trim().is_empty()).then_some(Action::LessonAgain)
}
