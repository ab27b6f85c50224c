//! The lessons to choose from, and one that was made.

use egui::{Button, Key, ScrollArea, TextEdit, Ui};

use super::answers::{buttons, main};
use crate::{
    language::Text,
    text,
    ui::{
        Action,
        kit::{
            Theme,
            theme::{bold, space, text as size},
        },
    },
};

/// Most letters of a name.
const NAME: usize = 80;
/// Between the two columns.
const GAP: f32 = 24.0;

/// A course, as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What it is called.
    pub title: Text,
    /// What it is about.
    pub sentence: Text,
    /// Its lessons: what begins it, title, minutes.
    pub lessons: Vec<(Action, String, Option<u16>)>,
    /// What is wrong with lessons that are not among them.
    pub faults: Vec<Text>,
}

/// Shows all courses in two columns, in `most` points of height at most; whether one lesson was chosen.
pub(super) fn list(ui: &mut Ui, theme: &Theme, courses: &[Course], most: f32, actions: &mut Vec<Action>) -> bool {
    let mut chosen = false;
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.columns(2, |columns| {
            // The second course beside the first, and each later one below: short ones and long ones in turn. They are shown
            // in their order, which is that of the keyboard.
            for (number, course) in courses.iter().enumerate() {
                columns[number % 2].vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    chosen |= show(ui, theme, course, actions);
                    ui.add_space(space::TWO);
                });
            }
        });
    });
    chosen
}

fn show(ui: &mut Ui, theme: &Theme, course: &Course, actions: &mut Vec<Action>) -> bool {
    let mut chosen = false;
    let title = course.title.say(theme.language);
    ui.label(egui::RichText::new(title).font(bold(size::BODY)).color(theme.ink));
    ui.label(theme.caption(course.sentence.say(theme.language)));
    ui.add_space(space::HALF);
    for (number, (begin, title, minutes)) in (1..).zip(&course.lessons) {
        let words = egui::RichText::new(format!("{number}  {title}"));
        let time = minutes.map(|minutes| theme.say(text!("{minutes} min", "{minutes} 分钟"))).unwrap_or_default();
        let button = Button::new(words).frame_when_inactive(false).shortcut_text(&*time);
        let button = ui.add(button.min_size(egui::vec2(ui.available_width(), space::TARGET)).truncate());
        button.ctx.accesskit_node_builder(button.id, |node| node.set_label(title.as_str()));
        if button.clicked() {
            actions.push(begin.clone());
            chosen = true;
        }
    }
    for fault in &course.faults {
        ui.label(egui::RichText::new(fault.say(theme.language)).size(size::SMALL).color(theme.negative));
    }
    chosen
}

/// What can be done beside choosing one of the list; whether something was chosen.
pub(super) fn more(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) -> bool {
    let all = [
        (text!("Open a lesson…", "打开课程…"), Action::Open),
        (text!("Make a lesson from this session…", "用此会话制作课程…"), Action::MakeLesson),
    ];
    let before = actions.len();
    for (words, action) in all {
        if ui.button(theme.say(words)).clicked() {
            actions.push(action);
        }
    }
    actions.len() > before
}

/// Asks what a lesson is called, and says what it will hold; whether it was answered.
pub(super) fn make(ui: &mut Ui, theme: &Theme, title: &mut String, actions: &mut Vec<Action>) -> bool {
    let mut close = false;
    ui.label(theme.title(theme.say(text!("Make a lesson from this session", "用此会话制作课程"))));
    ui.label(theme.say(text!(
        "It begins with the settings as they are now, and leaves layers, activation and learning rate open. You fill in the rest \
         in any text editor: what is to be seen, predicted and reached.",
        "课程以当前的设置开始，只开放层、激活函数和学习率。其余内容用任意文本编辑器填写：观察什么、预测什么、达成什么。"
    )));
    let mut entered = false;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::HALF;
        let label = ui.label(theme.say(text!("Title of the lesson", "课程标题")));
        let field =
            ui.add(TextEdit::singleline(title).char_limit(NAME).desired_width(f32::INFINITY)).labelled_by(label.id);
        // Asked first: a field that takes the keyboard back has not lost it.
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !entered && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
    });
    buttons(ui, |ui| {
        let is_ready = !title.trim().is_empty();
        let words = theme.say(text!("Choose the file…", "选择文件…"));
        let pressed = ui.add_enabled_ui(is_ready, |ui| main(ui, theme, &words)).inner.clicked();
        if is_ready && (pressed || entered) {
            actions.push(Action::MakeLessonCalled(title.trim().to_owned()));
            close = true;
        }
        close |= ui.button(theme.say(text!("Cancel", "取消"))).clicked();
    });
    close
}

/// A lesson was written to `path`; whether it was answered.
pub(super) fn made(
    ui: &mut Ui,
    theme: &Theme,
    path: &std::path::Path,
    fault: Option<&Text>,
    actions: &mut Vec<Action>,
) -> bool {
    let mut close = false;
    ui.label(theme.title(theme.say(text!("The lesson is written", "课程已写好"))));
    let path = path.to_owned();
    let file = path.display();
    ui.label(theme.say(text!(
        "{file} is a text: open it in any text editor, and fill in what is to be seen, predicted and reached. It begins with \
         the settings of this session; what it does not show is locked.",
        "{file} 是文本文件：用任意文本编辑器打开，填写要观察、预测和达成的内容。它以此会话的设置开始；未列出的设置会被锁定。"
    )));
    let hint = text!(
        "In the preview, “Read the file again” takes what was changed in it.",
        "预览时，“重新读取文件”会采用其中的更改。"
    );
    ui.label(theme.caption(theme.say(hint)));
    if let Some(fault) = fault {
        ui.label(egui::RichText::new(fault.say(theme.language)).color(theme.negative));
    }
    buttons(ui, |ui| {
        if main(ui, theme, &theme.say(text!("Preview as a pupil", "以学生身份预览"))).clicked() {
            actions.push(Action::OpenFile(path.clone()));
            close = true;
        }
        close |= ui.button(theme.say(text!("Close", "关闭"))).clicked();
    });
    close
}

/// Asks whether the locks are to be taken off; whether it was answered.
pub(super) fn unlock(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) -> bool {
    let mut close = false;
    ui.label(theme.title(theme.say(text!("Take the locks off?", "解除锁定？"))));
    ui.label(theme.say(text!(
        "Every setting and page is then open, in this lesson and until it is begun again. What you hand in, and its report, say \
         that the locks were taken off.",
        "之后所有设置和页面都可使用，直到重新开始本课程。提交的文件和报告会注明已解除锁定。"
    )));
    buttons(ui, |ui| {
        if ui.button(theme.say(text!("Take off", "解除"))).clicked() {
            actions.push(Action::Unlock);
            close = true;
        }
        close |= main(ui, theme, &theme.say(text!("Keep the locks", "保留锁定"))).clicked();
    });
    close
}
