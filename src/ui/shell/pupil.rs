//! Asks for the name of the pupil: before a run whose start follows from it, and when the lesson is handed in.

use egui::{Key, TextEdit, Ui};

use super::answers::{buttons, main};
use crate::{
    text,
    ui::{
        Action,
        kit::{Theme, theme::space},
    },
};

/// Most letters of a name.
const NAME: usize = 80;

/// Asks for the name that the start of a run follows from, before `then` begins the run; whether it was answered.
pub(super) fn first(ui: &mut Ui, theme: &Theme, name: &mut String, then: &Action, actions: &mut Vec<Action>) -> bool {
    ui.label(theme.title(theme.say(text!("Your name first", "请先输入姓名"))));
    ui.label(theme.say(text!(
        "In this lesson your start follows from your name. You see it before it is trained, and can still predict.",
        "本课中，你的起点由姓名决定。训练前会先显示这个起点，仍可作出预测。"
    )));
    let entered = field(ui, theme, name);
    let (mut takes, mut skips) = (false, false);
    buttons(ui, |ui| {
        let words = theme.say(text!("Take my start", "使用我的起点"));
        let pressed = ui.add_enabled_ui(!name.trim().is_empty(), |ui| main(ui, theme, &words)).inner.clicked();
        takes = !name.trim().is_empty() && (pressed || entered);
        skips = ui.button(theme.say(text!("Train without a name", "不输入姓名直接训练"))).clicked();
    });
    if takes {
        actions.push(Action::NamePupil(name.trim().to_owned()));
    } else if skips {
        actions.push(Action::LeaveUnnamed(Box::new(then.clone())));
    }
    takes || skips
}

/// Asks for the name, and says which steps are open; whether it was answered, or given up.
pub(super) fn hand_in(
    ui: &mut Ui,
    theme: &Theme,
    (name, open): (&mut String, &[usize]),
    actions: &mut Vec<Action>,
) -> bool {
    let mut close = false;
    ui.label(theme.title(theme.say(text!("Hand in the lesson", "提交作业"))));
    let entered = field(ui, theme, name);
    ui.label(theme.caption(theme.say(text!(
        "One file: the session with its run, your answers and your predictions.",
        "一个文件：会话及其训练过程、你的答案和预测。"
    ))));
    if !open.is_empty() {
        let steps: Vec<String> = open.iter().map(ToString::to_string).collect();
        let (steps, steps_zh) = (steps.join(", "), steps.join("、"));
        let words = match open {
            [_] => text!("Still open: step {steps}.", "还有未完成的步骤：{steps_zh}。"),
            _ => text!("Still open: steps {steps}.", "还有未完成的步骤：{steps_zh}。"),
        };
        ui.label(theme.say(words));
    }
    buttons(ui, |ui| {
        let is_ready = !name.trim().is_empty();
        let words = theme.say(text!("Choose the file…", "选择文件…"));
        let pressed = ui.add_enabled_ui(is_ready, |ui| main(ui, theme, &words)).inner.clicked();
        if is_ready && (pressed || entered) {
            actions.push(Action::HandInAs(name.trim().to_owned()));
            close = true;
        }
        close |= ui.button(theme.say(text!("Cancel", "取消"))).clicked();
    });
    close
}

/// The name, typed at once; whether Enter ended it.
fn field(ui: &mut Ui, theme: &Theme, name: &mut String) -> bool {
    let mut entered = false;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::HALF;
        let label = ui.label(theme.say(text!("Your name", "你的姓名")));
        let field = TextEdit::singleline(name).char_limit(NAME).desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        // Asked first: a field that takes the keyboard back has not lost it.
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !entered && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
    });
    entered
}
